"""What the terminal can do that its name does not tell."""

from __future__ import annotations

import ctypes
import os
import sys
import threading

import pytest
from rich.console import Console

from review.base import console


@pytest.mark.skipif(sys.platform == "win32", reason="TERM is nothing there")
@pytest.mark.parametrize(
    ("kind", "there", "colours"),
    [
        ("xterm", {"XTERM_VERSION": "XTerm(379)"}, "256"),
        ("screen", {"TMUX": "/tmp/tmux-1000/default,1,0"}, "256"),
        ("xterm-256color", {"XTERM_VERSION": "XTerm(379)"}, "256"),
        ("xterm", {}, "standard"),
        ("screen", {"XTERM_VERSION": "XTerm(379)"}, "standard"),  # GNU screen, begun in xterm
        ("linux", {"XTERM_VERSION": "XTerm(379)"}, "standard"),
    ],
)
def test_colours_are_used_where_the_terminal_has_them(
    monkeypatch: pytest.MonkeyPatch, kind: str, there: dict[str, str], colours: str
) -> None:
    for name in ("COLORTERM", "TMUX", "XTERM_VERSION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": kind, **there}.items():
        monkeypatch.setenv(name, value)
    console.tell_colours()
    seen = Console(force_terminal=True, legacy_windows=False, _environ=os.environ)
    assert seen.color_system == colours


if sys.platform == "win32":

    def test_the_end_of_a_console_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
        """As Windows tells it: in a thread of its own making, by the number of the event."""
        monkeypatch.setattr(console, "_GRACE", 0.0)
        told = threading.Event()
        console.on_console_close(told.set)
        handler = console._handlers.pop()
        kernel = ctypes.WinDLL("kernel32")
        assert not handler(0)  # ctrl+c
        assert not told.is_set()
        assert kernel.CreateThread(None, 0, handler, ctypes.c_void_p(2), 0, None)
        assert told.wait(30)
        assert kernel.SetConsoleCtrlHandler(handler, False)

    def test_where_there_is_no_console_no_width_is_told() -> None:
        assert console.cells_in_console("汉") == {}
