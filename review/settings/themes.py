"""The looks of the program: paper, night, and one of the highest contrast.

The first two are calm; only headings have a colour. The last is for eyes or screens that need more:
every text on it is at least seven times as light as what is behind it (WCAG 2.2, 1.4.6).
"""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from textual.theme import Theme

from review.base.files import write_atomic

LIGHT = Theme(
    name="light",
    primary="#8f2d1f",
    secondary="#3d5a73",
    accent="#8f2d1f",
    foreground="#2a2823",
    background="#faf7ef",
    surface="#f1ecdf",
    panel="#e6dfcd",
    warning="#8a5a00",
    error="#a3201d",
    success="#2f6b3a",
    dark=False,
    variables={
        "muted": "#5f594c",
        "text-disabled": "#5f594c",
        "text-muted": "#5f594c",
        "note-approval": "#dcebd7",
        "note-question": "#e2def2",
        "note-suggestion": "#f5e3b8",
        "note-amendment": "#f4d6cd",
        "note-figure": "#d3e6ee",
        "note-memo": "#e4ddcb",
        "footer-background": "#e6dfcd",
        "footer-foreground": "#2a2823",
        "footer-key-foreground": "#8f2d1f",
        "footer-description-foreground": "#2a2823",
        "scrollbar": "#cfc6b0",
        "scrollbar-background": "#f1ecdf",
    },
)

DARK = Theme(
    name="dark",
    primary="#e3a857",
    secondary="#9fb8cc",
    accent="#e3a857",
    foreground="#d9d4c7",
    background="#1d1c1a",
    surface="#262421",
    panel="#33302b",
    warning="#e0b040",
    error="#f08070",
    success="#8fbf8f",
    dark=True,
    variables={
        "muted": "#a8a294",
        "text-disabled": "#b4ae9f",
        "text-muted": "#b4ae9f",
        "note-approval": "#24382a",
        "note-question": "#34304a",
        "note-suggestion": "#443818",
        "note-amendment": "#4a2b28",
        "note-figure": "#1f3744",
        "note-memo": "#383530",
        "footer-background": "#33302b",
        "footer-foreground": "#d9d4c7",
        "footer-key-foreground": "#e3a857",
        "footer-description-foreground": "#d9d4c7",
        "scrollbar": "#555047",
        "scrollbar-background": "#262421",
    },
)

CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    warning="#ffff00",
    error="#ffb3b3",
    success="#7dff7d",
    dark=True,
    variables={
        "muted": "#e0e0e0",
        "text-disabled": "#c8c8c8",
        "text-muted": "#e0e0e0",
        "note-approval": "#002b0b",
        "note-question": "#141238",
        "note-suggestion": "#332900",
        "note-amendment": "#3d0c08",
        "note-figure": "#001c33",
        "note-memo": "#262626",
        "footer-background": "#262626",
        "footer-foreground": "#ffffff",
        "footer-key-foreground": "#ffff00",
        "footer-description-foreground": "#ffffff",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#262626",
    },
)

THEMES = (LIGHT, DARK, CONTRAST)

NAMES = {LIGHT.name: "浅色", DARK.name: "深色", CONTRAST.name: "高对比"}
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
    try:
        name = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        name = ""
    if name in NAMES:
        return name
    few = Console(force_terminal=True, legacy_windows=False).color_system in (None, "standard")
    return CONTRAST.name if few else DARK.name


def save_theme(path: Path, name: str) -> None:
    """Remember the chosen theme.

    Raises:
        Problem: The file could not be written.
    """
    write_atomic(path, f"{name}\n".encode())
