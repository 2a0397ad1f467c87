"""What the terminal can do that its name does not tell."""

from __future__ import annotations

import os
import sys

import pytest
from rich.console import Console

from review.base.console import tell_colours


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
    tell_colours()
    console = Console(force_terminal=True, legacy_windows=False, _environ=os.environ)
    assert console.color_system == colours
