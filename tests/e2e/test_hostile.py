"""Nothing that comes with a file steers the terminal, and no variable makes the program log.

The byte stream is searched for strings that only data holds: each stands in front of a control
character, which must not follow it into the stream.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.driving import FIRST, shenyi
from tests.e2e.noting import machine
from tests.small import SMALL_TEXT

pytestmark = pytest.mark.e2e

CONTROLS = [
    *map(chr, range(32)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
]
IN_TEXT = [sign for sign in CONTROLS if sign not in "\0\t\n\r\v\f\x1c\x1d\x1e\x85"]
"""Those that a text file may hold within a line."""


def hostile(signs: list[str]) -> str:
    """Put each sign behind a mark of its own, such as 敌07 or 敌1b."""
    return "".join(f"敌{ord(sign):02x}{sign}" for sign in signs)


def escaped(output: bytes) -> list[str]:
    """The marks in a byte stream that are still followed by their own control character."""
    text = output.decode("utf-8", "replace")
    return [
        code
        for code, sign in re.findall(r"敌([0-9a-f]+)(.)", text, re.S)
        if int(code, 16) == ord(sign)
    ]


def test_the_search_for_what_escaped_finds_it() -> None:
    assert len(escaped(hostile(IN_TEXT).encode())) == len(IN_TEXT)


def test_a_hostile_report_reaches_the_screen_as_signs(
    tmp_path: Path, wordy: Callable[[Path], Path]
) -> None:
    """In the page, the contents, the line on top, the search, the note and the file tree."""
    wordy(tmp_path / "cache" / "shenyi" / "index")
    folder = tmp_path / "home"
    folder.mkdir()
    bad = hostile(IN_TEXT)
    text = SMALL_TEXT.replace("一、", f"一、{bad}").replace("各位代表：", f"各位代表：\n{bad}停车")
    path = folder / "报告.txt"
    path.write_text(text, encoding="utf-8")
    for sign in ("\x1b]2;owned\x07", "\x9b31m", "\u202e"):
        (folder / f"敌{ord(sign[0]):02x}{sign}.txt").write_text("各位代表：", encoding="utf-8")

    with shenyi(
        "read", str(path), env=machine(tmp_path) | {"HOME": str(folder)}, rows=40
    ) as terminal:
        terminal.wait_for("敌")
        for keys in ("<F2>", "<Esc>", "<F3>敌", "<Enter>", "<F4>", "甲", "<C-s>", "<F8>", "<Esc>"):
            terminal.send(keys)
            terminal.settle()
        terminal.send("<C-o>")
        terminal.settle()
        output = bytes(terminal.output)

    assert escaped(output) == []
    assert b"owned" not in re.findall(rb"\x1b\]2;([^\x07]*)", output)


def test_commands_print_signs_to_a_terminal_and_the_text_itself_to_a_pipe(
    tmp_path: Path, wordy: Callable[[Path], Path]
) -> None:
    wordy(tmp_path / "cache" / "shenyi" / "index")
    bad = hostile(IN_TEXT)
    path = tmp_path / "报告.txt"
    path.write_text(SMALL_TEXT.replace("各位代表：", f"各位代表：\n{bad}停车"), encoding="utf-8")
    for arguments in (
        ("text", "--file", str(path)),
        ("search", "--file", str(path), "停车"),
        ("outline", "--file", str(path)),
        ("read", str(tmp_path / f"没有{bad}")),
        ("notes", "templates", "--copy", bad),
        (bad,),
    ):
        with shenyi(*arguments, env=machine(tmp_path)) as terminal:
            terminal.wait_exit()
            assert escaped(bytes(terminal.output)) == [], arguments


@pytest.mark.parametrize("debug", ["devtools", pytest.param("", marks=pytest.mark.long)])
def test_no_variable_of_textual_has_any_effect(tmp_path: Path, debug: str) -> None:
    """With every one of them set, nothing is logged, and the program runs as ever."""
    import textual.constants

    source = Path(textual.constants.__file__).read_text(encoding="utf-8")
    names = sorted({*re.findall(r"\"(TEXTUAL_\w+)\"", source), "TEXTUAL"})
    assert len(names) > 10
    log = tmp_path / "log.txt"
    values = dict.fromkeys(names, "1") | {"TEXTUAL_LOG": str(log), "TEXTUAL": debug}
    values |= {"TEXTUAL_DRIVER": "nowhere:Driver", "TEXTUAL_PRESS": "ctrl+q", "TEXTUAL_FPS": "x"}

    with shenyi(env=machine(tmp_path) | values) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<F4>密密密<C-s>")
        terminal.wait_for("批注已保存")
        terminal.send("<C-q>")
        terminal.wait_exit()

    assert not log.exists()
    assert not list(tmp_path.rglob("*.svg"))
