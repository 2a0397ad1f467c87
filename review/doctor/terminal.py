"""What is known of the terminal, its own answers included.

Textual counts “ ” — and ★ as one cell each, as Unicode has them (East Asian Width A, Annex #11);
terminals can be set to give them two, and then the rows of the page do not end where they should.
"""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Iterable

from review.base import paths
from review.base.console import cells_in_console, colours_of_terminal, obeys_escape_codes
from review.base.output import answered, can_ask, emit, is_plain
from review.doctor.finding import Finding
from review.settings.key_names import meant_character
from review.settings.terminal_drawing import ROWS, save_drawing, wanted_drawing
from review.typography.cells import Drawing, samples

NARROW = "“”—…·★"
"""Characters that the program counts as one cell each."""

WIDE = "汉"
"""A character that is two cells wide wherever Chinese can be read at all."""

PATIENCE = 0.5
"""Seconds to wait for an answer of the terminal."""

SMALLEST = (40, 10)
"""Columns and rows that reading wants at least."""

_POSITION = re.compile(rb"\x1b\[\d+;(\d+)R")
"""Where the cursor is: ESC [ 24 ; 3 R for row 24, column 3, both 1-based."""

_COLOURS = {0: "没有颜色", 16: "16色", 256: "256色", 1 << 24: "真彩色"}

_DRAWN = {
    Drawing.NARROW: "“ ”之类的标点后面不空格",
    Drawing.SPACED: "“ ”之类的标点后面空一格，免得压着下一个字",
    Drawing.WIDE: "“ ”之类的标点由终端占两格",
}


def terminal() -> list[Finding]:
    """Size, colours, widths and punctuation; one line where the program runs in no terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return [Finding("终端", "现在不在终端里运行（输入或输出接到了别处）")]
    if os.environ.get("TERM") == "dumb":
        remedy = "请换一个终端程序；确知它能用的，请先输入：export TERM=xterm-256color"
        return [Finding("终端", "TERM是dumb，打不开阅读界面", remedy)]
    if not obeys_escape_codes():
        remedy = "请换用Windows Terminal，或在窗口的属性里取消“使用旧版控制台”。"
        return [Finding("终端", "这个窗口不认控制码，打不开阅读界面", remedy)]
    return [_size(), _colours(), *_widths(), _drawing()]


def _size() -> Finding:
    """Columns and rows; a fault where they are fewer than reading wants."""
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if not columns:
        return Finding("大小", "终端没有回答")
    text = f"{columns}列，{rows}行"
    is_small = columns < SMALLEST[0] or rows < SMALLEST[1]
    return Finding("大小", text, "窗口太小，请把它拉大，或缩小字号。" * is_small)


def _colours() -> Finding:
    """How many colours the terminal is taken to have, and by which TERM."""
    kind = os.environ.get("TERM", "没有设置")
    if "NO_COLOR" in os.environ:
        return Finding("颜色", f"按NO_COLOR的要求不用颜色（TERM：{kind}）")
    return Finding("颜色", f"{_COLOURS[colours_of_terminal()]}（TERM：{kind}）")


def _widths() -> Iterable[Finding]:
    """Whether the terminal gives characters as many cells as the program counts for them."""
    found = ask_widths(NARROW + WIDE)
    if not found:
        yield Finding("字宽", "终端没有回答")
        return
    if found[WIDE] != 2:
        remedy = "请把终端的字符编码设为UTF-8。"
        yield Finding("字宽", f"“{WIDE}”占{found[WIDE]}格，应占2格", remedy)
    off = "".join(character for character in NARROW if found[character] != 1)
    if off:
        remedy = (
            "请在终端的设置里把“宽度不明确的字符”设为窄（一格），"
            "如GNOME终端的“兼容性”一栏；否则正文右边对不齐。"
        )
        yield Finding("字宽", f"这些字符不是各占1格：{' '.join(off)}", remedy)
    elif found[WIDE] == 2:
        yield Finding("字宽", f"{' '.join(NARROW)} 各占1格，汉字占2格")


def _drawing() -> Finding:
    """Which way of drawing “ ” is in use here, with a row of each to look at."""
    narrow, spaced = samples()
    rows = f"不空格 {narrow}　空一格 {spaced}。要换一种，请在阅读界面按减号键“-”"
    return Finding("标点", f"{_DRAWN[wanted_drawing()]}。{rows}")


def ask_drawing() -> None:
    """Ask which of two rows can be read, where somebody can see them, and keep the answer.

    Asked until the answer is 1 or 2; Enter alone leaves it as it is. Not where the terminal gives
    both signs their room, nor where the output is read aloud or goes into a file.

    Raises:
        Problem: It could not be kept.
    """
    how = wanted_drawing()
    if how is Drawing.WIDE or is_plain() or not can_ask() or not obeys_escape_codes():
        return
    emit("\n")
    for (key, one), sample in zip(ROWS.items(), samples(), strict=True):
        emit(f"{'›' if one is how else ' '}{key}  {sample}\n")
    while typed := answered("哪一行看得清？请输入 1 或 2；不用改，直接按回车："):
        if chosen := ROWS.get(meant_character(typed) or typed):
            save_drawing(paths.drawing_file(), chosen)
            emit(f"已记住：{_DRAWN[chosen]}。\n")
            return


def ask_widths(characters: str) -> dict[str, int]:
    """How many cells the terminal gives each character; empty if it does not tell.

    The terminal is both input and output. Whatever is typed meanwhile is lost.

    Each is written at the start of a row, and the terminal is asked where its cursor is then (CPR,
    ECMA-48 8.3.14). The row is wiped at the end.
    """
    if sys.platform == "win32":
        return cells_in_console(characters)
    import termios  # which Windows has not
    import tty

    keyboard, screen = sys.stdin.fileno(), sys.stdout.fileno()
    sys.stdout.flush()
    before = termios.tcgetattr(keyboard)
    widths: dict[str, int] = {}
    try:
        tty.setcbreak(keyboard, termios.TCSADRAIN)
        for character in characters:
            os.write(screen, f"\r{character}\x1b[6n".encode())
            column = _answer(keyboard)
            if column is None:
                return {}
            widths[character] = column - 1
    finally:
        os.write(screen, b"\r\x1b[K")
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)
    return widths


def _answer(keyboard: int) -> int | None:
    """The column (1-based) that the terminal reports, or None if it is silent."""
    got = b""
    while select.select([keyboard], [], [], PATIENCE)[0]:
        data = os.read(keyboard, 1024)
        got += data
        found = _POSITION.search(got)
        if found or not data:
            return int(found[1]) if found else None
    return None
