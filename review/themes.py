"""The two looks of the program: paper and night. Both are calm; only headings have a colour."""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

from review.files import write_atomic

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

THEMES = (LIGHT, DARK)


def load_theme(path: Path) -> str:
    """Name of the theme that was chosen last; night if none was."""
    try:
        name = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        name = ""
    return name if name in {theme.name for theme in THEMES} else DARK.name


def save_theme(path: Path, name: str) -> None:
    """Remember the chosen theme.

    Raises:
        Problem: The file could not be written.
    """
    write_atomic(path, f"{name}\n".encode())
