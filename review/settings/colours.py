"""The looks of the program: paper, night, and one of the highest contrast.

The first two are calm; only headings have a colour. The last is for eyes or screens that need more:
every text on it is at least seven times as light as what is behind it (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from pathlib import Path

from review.base.console import colours_of_terminal
from review.base.files import known_lines, write_atomic

COLOURS: dict[str, dict[str, str]] = {
    "light": {
        "foreground": "#2a2823",
        "background": "#faf7ef",
        "surface": "#f1ecdf",
        "panel": "#e6dfcd",
        "primary": "#8f2d1f",
        "secondary": "#3d5a73",
        "warning": "#8a5a00",
        "error": "#a3201d",
        "success": "#2f6b3a",
        "muted": "#5f594c",
        "text-disabled": "#5f594c",
        "text-muted": "#5f594c",
        "note-approval": "#dcebd7",
        "note-question": "#e2def2",
        "note-suggestion": "#f5e3b8",
        "note-amendment": "#f4d6cd",
        "note-figure": "#d3e6ee",
        "note-memo": "#e4ddcb",
        "scrollbar": "#cfc6b0",
        "scrollbar-background": "#f1ecdf",
    },
    "dark": {
        "foreground": "#d9d4c7",
        "background": "#1d1c1a",
        "surface": "#262421",
        "panel": "#33302b",
        "primary": "#e3a857",
        "secondary": "#9fb8cc",
        "warning": "#e0b040",
        "error": "#f08070",
        "success": "#8fbf8f",
        "muted": "#a8a294",
        "text-disabled": "#b4ae9f",
        "text-muted": "#b4ae9f",
        "note-approval": "#24382a",
        "note-question": "#34304a",
        "note-suggestion": "#443818",
        "note-amendment": "#4a2b28",
        "note-figure": "#1f3744",
        "note-memo": "#383530",
        "scrollbar": "#555047",
        "scrollbar-background": "#262421",
    },
    "contrast": {
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#262626",
        "primary": "#ffff00",
        "secondary": "#00ffff",
        "warning": "#ffff00",
        "error": "#ffb3b3",
        "success": "#7dff7d",
        "muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "text-muted": "#e0e0e0",
        "note-approval": "#002b0b",
        "note-question": "#141238",
        "note-suggestion": "#332900",
        "note-amendment": "#3d0c08",
        "note-figure": "#001c33",
        "note-memo": "#262626",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#262626",
    },
}
"""The colours of each theme by the names that Textual has for them, and some of our own."""

NAMES = {"light": "浅色", "dark": "深色", "contrast": "高对比"}
"""What they are called, in the order in which one is changed for the next."""


def next_theme(name: str) -> str:
    """The theme that F9 changes another for."""
    names = list(NAMES)
    return names[(names.index(name) + 1) % len(names)]


def load_theme(path: Path) -> str:
    """Name of the theme that was chosen last.

    If none was, it is night, but where there are 16 colours or fewer (a console, an old terminal)
    that of the highest contrast: the calm ones lose theirs when they are rounded to so few.
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
