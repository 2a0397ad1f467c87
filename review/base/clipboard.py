"""The system's clipboard, by way of the programs that systems have for it.

Terminals may ignore the sequence that asks them to copy (OSC 52), and never say so. These programs
can be asked afterwards what is on the clipboard.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PATIENCE = 3.0
"""Seconds for a program that has to do with the clipboard."""


class ClipboardTool(NamedTuple):
    """Two commands: one takes the text, one gives it back."""

    put: Sequence[str]
    get: Sequence[str]
    encoding: str = "utf-8"
    """Of what is put; what is got is UTF-8."""


_WAYLAND = ClipboardTool(("wl-copy",), ("wl-paste", "--no-newline"))
_X11 = (
    ClipboardTool(("xclip", "-selection", "clipboard"), ("xclip", "-o", "-selection", "clipboard")),
    ClipboardTool(("xsel", "--clipboard", "--input"), ("xsel", "--clipboard", "--output")),
)
_MACOS = ClipboardTool(("pbcopy",), ("pbpaste",))
_POWERSHELL = "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw"
_WINDOWS = ClipboardTool(
    ("clip.exe",), ("powershell.exe", "-NoProfile", "-Command", _POWERSHELL), "utf-16"
)


def _tools() -> Iterator[ClipboardTool]:
    """Those that may work here, the likeliest first."""
    if sys.platform == "darwin":
        yield _MACOS
    elif os.environ.get("WAYLAND_DISPLAY"):
        yield _WAYLAND
    if os.environ.get("DISPLAY"):
        yield from _X11
    yield _WINDOWS  # also in the Linux that Windows has


def put_on_clipboard(text: str) -> bool:
    """Put a text on the system's clipboard; whether it is there now, read back."""
    for tool in _tools():
        if shutil.which(tool.put[0]) and shutil.which(tool.get[0]) and _put(tool, text):
            return True
    return False


def _put(tool: ClipboardTool, text: str) -> bool:
    try:
        # Not captured: xclip stays in the background, with whatever it has open.
        subprocess.run(
            tool.put,
            input=text.encode(tool.encoding, "surrogatepass"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=True,
        )
        found = subprocess.run(tool.get, capture_output=True, timeout=_PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return _plain(found.stdout.decode("utf-8", "replace")) == _plain(text)


def _plain(text: str) -> str:
    """A text without what the programs add: line ends of Windows, and one at the end."""
    return text.replace("\r\n", "\n").rstrip("\n")
