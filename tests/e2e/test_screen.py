"""What a real terminal shows: line breaks, sizes, mouse."""

from __future__ import annotations

import re

import pytest

from tests.e2e.driving import FIRST, REPORT, citation, copied, faults, page_rows, shenyi
from tests.terminal import Terminal

pytestmark = pytest.mark.e2e

COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m|\x1b\]1[01]")
"""Sequences that set a colour: of a character (ECMA-48, SGR) or of the whole terminal."""


@pytest.mark.usefixtures("ready_index")
def test_no_colour_is_sent_where_none_is_wanted() -> None:
    """NO_COLOR: neither colours nor greys, on the page, in the list of commands or the vote."""
    with shenyi(env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<F3>养老<F1>")
        terminal.wait_for("使用说明")
        terminal.send("<Esc>")
        terminal.settle()
        terminal.send("<C-p>")
        terminal.wait_for("输入命令")
        assert COLOUR.search(terminal.output) is None


def test_the_checker_sees_faults() -> None:
    """The checker of the next test finds what it is there to find."""
    assert len(faults(["增长8.", "1%，较好", "，完成", "（", "……", "…。"])) == 5
    assert faults(["增长8.1%，", "完成“四强”", "（一）共建——", "共享"]) == []


@pytest.mark.parametrize(
    ("columns", "rows", "left"), [pytest.param(80, 24, 26, marks=pytest.mark.long), (120, 40, 40)]
)
def test_the_whole_report_has_no_line_break_fault(columns: int, rows: int, left: int) -> None:
    """Paging through the whole report, every row on screen begins and ends as it may."""
    with shenyi(columns=columns, rows=rows) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        seen: list[str] = []
        while True:
            screen = page_rows(terminal, left, columns - 1)
            seen += screen[1:] if seen else screen
            if "100%" in citation(terminal):
                break
            terminal.send("<PgDn>")
            assert terminal.settle(60) is not None
    assert faults(seen) == []
    shown = "".join(row.strip("▎ ") for row in seen).replace(" ", "").replace("\u3000", "")
    for paragraph in REPORT.paragraphs[:-12]:
        assert paragraph.text.replace(" ", "").replace("\u3000", "") in shown


def test_a_resize_of_the_window_keeps_the_place() -> None:
    """120×40 → 80×24 → 120×40 by the terminal itself ends at the same rows."""
    with shenyi(columns=120, rows=40) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<PgDn><PgDn><Down>")
        terminal.settle()
        before = page_rows(terminal, 40, 119)
        first = before[0].strip("▎ ")[:8]
        for _ in range(3):
            terminal.resize(80, 24)
            terminal.wait_for(first)
            terminal.settle()
            assert first in page_rows(terminal, 26, 79)[0]
            terminal.resize(120, 40)
            terminal.wait_for(first)
            terminal.settle()
            assert page_rows(terminal, 40, 119) == before


@pytest.fixture
def terminal() -> Terminal:
    """The program in a window of 120×40."""
    return shenyi(columns=120, rows=40)


def without_bar(row: str) -> str:
    """A row of the page without the bar of the current paragraph, which moves from row to row."""
    return row.replace("▎", " ", 1)


def test_the_mouse_moves_the_page(terminal: Terminal) -> None:
    """The wheel scrolls the page under it, and a click in the contents jumps."""
    with terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        before = [without_bar(row) for row in page_rows(terminal, 40, 119)]
        terminal.wheel(80, 20)
        terminal.settle()
        after = [without_bar(row) for row in page_rows(terminal, 40, 119)]
        moved = next(n for n in range(1, 10) if after[0] == before[n])
        assert after[:20] == before[moved : moved + 20]
        place = terminal.find("四是一以贯之")
        assert place is not None
        terminal.click(*place)
        terminal.wait_for("一（四是）")
        terminal.settle()
        assert "四是一以贯之" in page_rows(terminal, 40, 119)[0]
        assert COLOUR.search(terminal.output)  # which the first test would have found


def test_a_drag_and_ctrl_c_copy_the_exact_text(terminal: Terminal) -> None:
    """The clipboard gets the raw text from the first cell to the last, and where it stands."""
    with terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        start = terminal.find("现在，我代表区人民政府")
        end = terminal.find("2023年，是全面贯彻")
        assert start is not None
        assert end is not None
        terminal.drag(start, (end[0] + 6, end[1]))
        terminal.settle()
        terminal.send("<C-c>")
        terminal.wait_for("已请终端复制")
        texts = [paragraph.text for paragraph in REPORT.paragraphs]
        at = next(n for n, text in enumerate(texts) if text.startswith("现在，我代表"))
        where = REPORT.paragraph(at + 1).citation
        selected = "\n".join([texts[at], texts[at + 1], "2023年，"[:6]])
        assert copied(terminal) == f"{selected}〔{where}〕"


def test_the_input_method_finds_the_cursor(terminal: Terminal) -> None:
    """While a citation is typed the terminal's cursor stands behind it, for the candidates."""
    with terminal:
        terminal.wait_for(FIRST)
        terminal.send("g二七")
        terminal.settle()
        place = terminal.find("二七")
        assert place is not None
        assert terminal.cursor == (place[0] + 4, place[1])


def test_a_tiny_terminal_is_usable() -> None:
    """20×5 shows text, takes keys and ends in order."""
    with shenyi(columns=20, rows=5) as terminal:
        terminal.wait_for("政府工作报告")
        terminal.send("<PgDn>]")
        terminal.settle()
        assert any(row.strip() for row in terminal.rows()[1:4])
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
