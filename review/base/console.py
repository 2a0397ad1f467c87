"""What the terminal can do that its name does not tell, and the end of a console of Windows."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from typing import Any

_STD_OUTPUT = -11
_ESCAPE_CODES = 0x0004
"""STD_OUTPUT_HANDLE and ENABLE_VIRTUAL_TERMINAL_PROCESSING."""

_CTRL_C = 0
"""CTRL_C_EVENT, which comes as a key."""

_GRACE = 4.5
"""Seconds to end in; Windows kills after five."""

_handlers: list[Any] = []
"""What Windows calls, kept for as long as the program runs."""


def obeys_escape_codes() -> bool:
    """Whether the terminal draws by escape codes: consoles before Windows 10 print them as text.

    So does the console of today where “legacy console” is ticked in its properties.
    """
    if sys.platform == "win32":
        import ctypes  # 4 ms

        kernel = ctypes.WinDLL("kernel32")
        console, mode = kernel.GetStdHandle(_STD_OUTPUT), ctypes.c_ulong()
        if not kernel.GetConsoleMode(console, ctypes.byref(mode)):
            return False
        if mode.value & _ESCAPE_CODES:
            return True
        if not kernel.SetConsoleMode(console, mode.value | _ESCAPE_CODES):
            return False
        kernel.SetConsoleMode(console, mode.value)  # Textual asks for it itself, and puts it back
        return True
    return os.environ.get("TERM") != "dumb"


def cells_in_console(characters: str) -> dict[str, int]:
    """How many cells the console of Windows gives each character; empty if it does not tell.

    Each is written at the start of a row, and the console is asked where its cursor is then.
    """
    cells: dict[str, int] = {}
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.WinDLL("kernel32")
        console = kernel.GetStdHandle(_STD_OUTPUT)
        told = (ctypes.c_short * 11)()  # CONSOLE_SCREEN_BUFFER_INFO: the third, the cursor's column
        for character in characters:
            print(f"\r{character}", end="", flush=True)
            if not kernel.GetConsoleScreenBufferInfo(console, told):
                return {}
            cells[character] = told[2]
        print("\r  \r", end="", flush=True)
    return cells


def tell_colours() -> None:
    """Set TERM to the name with 256 colours where it lacks them: of xterm, and of what tmux runs.

    Debian's xterm calls itself just `xterm`, and tmux `screen`, for which Rich has 16; both have
    256 whatever they run on.
    """
    kind = os.environ.get("TERM", "")
    itself = kind == "xterm" and "XTERM_VERSION" in os.environ
    if itself or (kind in ("screen", "tmux") and "TMUX" in os.environ):
        os.environ["TERM"] = f"{kind}-256color"


def colours_of_terminal() -> int:
    """How many colours the terminal says it has, as Rich understands it; 0 for none it knows of."""
    if sys.platform == "win32":
        return 1 << 24
    environ = os.environ
    kind = environ.get("TERM", "").strip().lower()
    if kind in ("dumb", "unknown"):
        return 0
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if kind.rpartition("-")[2] in ("256color", "kitty") else 16


def on_console_close(end: Callable[[], object]) -> None:
    """Have the program ended in order when its console window is closed or Windows shuts down.

    The process has a few seconds for `end`, which is called on a thread of its own.
    """
    if sys.platform == "win32":
        import ctypes

        @ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_ulong)
        def handle(event: int) -> bool:
            if event == _CTRL_C:
                return False
            end()
            time.sleep(_GRACE)  # once this returns, Windows ends the process
            return True

        if ctypes.WinDLL("kernel32").SetConsoleCtrlHandler(handle, True):
            _handlers.append(handle)
