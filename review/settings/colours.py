"""The looks of the program: paper, night, and one of the highest contrast.

The first two are calm; only headings have a colour. The last is for eyes or screens that need more:
every text on it is at least seven times as light as what is behind it (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from pathlib import Path

from review.base.console import colours_of_terminal
from review.base.files import known_lines, write_atomic

NAMES = {"light": "浅色", "dark": "深色", "contrast": "高对比"}
"""What they are called, in the order in which one is changed for the next."""

_TABLE = """
foreground           #2a2823 #d9d4c7 #ffffff
background           #faf7ef #1d1c1a #000000
surface              #f1ecdf #262421 #000000
panel                #e6dfcd #33302b #262626
primary              #8f1f1f #e3a857 #ffff00
secondary            #3d5a73 #9fb8cc #00ffff
warning              #704820 #e0b040 #ffff00
error                #a3201d #f08070 #ffb3b3
success              #2f6b3a #8fbf8f #7dff7d
muted                #5f594c #a8a294 #e0e0e0
text-disabled        #5f594c #b4ae9f #c8c8c8
text-muted           #5f594c #b4ae9f #e0e0e0
note-approval        #dcebd7 #24382a #002b0b
note-question        #e2def2 #34304a #141238
note-suggestion      #f5e3b8 #443818 #332900
note-amendment       #f4d6cd #4a2b28 #3d0c08
note-figure          #d3e6ee #1f3744 #001c33
note-memo            #e4ddcb #383530 #262626
scrollbar            #cfc6b0 #555047 #ffffff
scrollbar-background #f1ecdf #262421 #262626
"""
"""Each colour by the name that Textual has for it, or one of our own; a column for each theme."""

_NAMED, *_COLUMNS = zip(*map(str.split, _TABLE.strip().splitlines()), strict=True)

COLOURS = {
    theme: dict(zip(_NAMED, column, strict=True))
    for theme, column in zip(NAMES, _COLUMNS, strict=True)
}
"""The colours of each theme by their names."""


def next_theme(name: str) -> str:
    """The name of the theme that F9 changes another for; `name` is one of `NAMES`."""
    names = list(NAMES)
    return names[(names.index(name) + 1) % len(names)]


def load_theme(path: Path) -> str:
    """Name of the theme that was chosen last, the key of `NAMES` and `COLOURS`; else night.

    In 16 colours (a console, an old terminal) the calm ones lose theirs: the highest contrast.
    """
    for name in known_lines(path):
        if name in NAMES:
            return name
    return "dark" if colours_of_terminal() >= 256 else "contrast"


def save_theme(path: Path, name: str) -> None:
    """Remember the chosen theme.

    Raises:
        Problem: The file could not be written.
    """
    write_atomic(path, f"{name}\n".encode())
