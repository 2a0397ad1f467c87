"""How each terminal of the user draws “ ” — ○ ×: what was answered, and a guess before that.

The answers stand in one file, below the number of its form a line for each terminal: vte=spaced.
The same home may be used from a desk at the office and from a console, each with its own font.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from review.base import paths
from review.base.files import known_lines, write_atomic
from review.typography.cells import Drawing

FORMAT = 1
"""Number of the file's form; to be raised when an older program would misread it."""

ROWS = {"1": Drawing.NARROW, "2": Drawing.SPACED}
"""What each of the two rows of `samples` stands for, by the key that takes it."""

_CHINESE_FONTS = re.compile(r"CJK|WenQuanYi|文泉|Hei|Song|Kai|Ming|Fang|Han Sans|Han Mono|Unifont")
"""Families whose “ is two cells wide."""


def terminal_name() -> str:
    """What the terminal is called; Konsole and VTE (GNOME's) by what they set beside TERM."""
    environ = os.environ
    if "KONSOLE_VERSION" in environ:
        return "konsole"
    if "VTE_VERSION" in environ:
        return "vte"
    if sys.platform == "win32":
        return "windows-terminal" if "WT_SESSION" in environ else "windows-console"
    return environ.get("TERM_PROGRAM") or environ.get("TERM") or "unknown"


def load_drawing(path: Path) -> Drawing | None:
    """What was answered for this terminal; None if nothing was, or nothing that is known."""
    for line in known_lines(path)[1:]:  # behind the number of its form
        name, _, answer = line.partition("=")
        if name == terminal_name() and answer in (how.value for how in Drawing):
            return Drawing(answer)
    return None


def save_drawing(path: Path, how: Drawing) -> None:
    """Remember an answer for this terminal; those of others stay, and whatever else is there.

    Raises:
        Problem: The file could not be written.
    """
    number, *lines = known_lines(path) or [str(FORMAT)]
    kept = [line for line in lines if line.partition("=")[0] != terminal_name()]
    text = "\n".join([number, *kept, f"{terminal_name()}={how.value}", ""])
    write_atomic(path, text.encode("utf-8"))


def guess_drawing() -> Drawing:
    """What is likely right: terminals of GNOME and KDE do not shrink what a font draws wide."""
    if terminal_name() not in ("vte", "konsole"):
        return Drawing.NARROW
    family = _chinese_font()
    if family is None:
        language = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
        return Drawing.SPACED if language.startswith("zh") else Drawing.NARROW
    return Drawing.SPACED if _CHINESE_FONTS.search(family) else Drawing.NARROW


def _chinese_font() -> str | None:
    """The family that fontconfig takes for Chinese in a terminal; None where there is none."""
    import subprocess  # only at the first start in such a terminal

    command = ["fc-match", "--format=%{family[0]}", "monospace:lang=zh-cn"]
    try:
        found = subprocess.run(command, capture_output=True, timeout=2, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.decode("utf-8", "replace") or None


def wanted_drawing() -> Drawing:
    """What was answered for this terminal, or is likely right."""
    return load_drawing(paths.drawing_file()) or guess_drawing()
