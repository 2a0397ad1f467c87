"""Chinese line breaking: what must hold for any text at any width, and worked examples.

`parted` and `free` below say in the simplest way what may never be parted and where a row may
surely end. They share nothing with the program but the rules of GB/T 15834.
"""

from __future__ import annotations

import re
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from content.shelf.library import load_builtin
from review.typography.linebreak import break_rows, can_break, cell_edges, printable

CLOSING = "，。、；：？！…％‰℃）》】〉」』”’,.;:?!%)]}"
OPENING = "“‘（《【〈「『([{"
HAN = "人民代表大会政府工作报告亿元增长"

WHOLE = re.compile(
    r"""
    [+-]?[A-Za-z0-9]+ (?: [.,:∶/+-] [A-Za-z0-9]+ )* (?:%|％|‰|℃)*  # 8.1%  0.3∶21.7∶78  5G  RCEP
    | —+ | …+                                                      # —— and ……
    """,
    re.VERBOSE,
)
"""What a reader sees as one thing."""


def parted(text: str, at: int) -> str:
    """Name the rule that a row ending before `text[at]` breaks, or nothing."""
    if text[at] in CLOSING:
        return f"row begins with {text[at]}"
    if text[at - 1] in OPENING:
        return f"row ends with {text[at - 1]}"
    for match in WHOLE.finditer(text):
        if match.start() < at < match.end():
            return f"{match.group()} is cut"
    return ""


def free(text: str, at: int) -> bool:
    """Whether a row may surely end before `text[at]`: Chinese on both sides, marks in between."""
    before, after = text[at - 1], text[at]
    ends = before in HAN or before in "，。、；：？！）》」』”"
    begins = after in HAN or after in "“（《「"
    return ends and begins


def check(text: str, width: int, indent: int = 0) -> None:
    """Fail if any law is broken by the rows of `text`."""
    rows = break_rows(text, width, indent)
    shown = [text[start:end] for start, end in rows]
    assert "".join(shown) == text
    assert all(shown) or not text
    for number, row in enumerate(shown):
        room = width - indent if number == 0 and indent + 2 <= width else width
        assert cell_len(row) <= room or len(row) == 1, f"{row!r} is wider than {room}"
        start, end = rows[number]
        if end == len(text):
            continue
        broken = parted(text, end)
        better = [at for at in range(start + 1, end) if free(text, at)]
        assert not (broken and better), f"{broken} in {shown}, at {width} cells"
        fitting = start + sum(cells <= room for cells in accumulate(map(cell_len, text[start:])))
        full = [at for at in range(end + 1, min(fitting + 1, len(text))) if free(text, at)]
        assert not full, f"{row!r} could have been longer at {width} cells"


UNITS = ("+4.5", "1+4+N", "GB/T 15834", "“烧烤+”", "①", "①②", "COOL游", " ", "\u3000")

ODD = (
    *("e\u0301", "\u2764\ufe0f", "1\ufe0f\u20e3", "👍", "👍\U0001f3fd", "中\U000e0100"),
    *("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e8\U0001f1f3"),
    *"中a1，“ \t\x1b\x00\u200d\ufe0f\u0301가ｱ\xad\u202e\ufeff\u2028",
)
"""Emoji in several code points, combining marks, controls, and half-width and other scripts."""

prose = st.lists(
    st.one_of(
        st.text(HAN, min_size=1, max_size=12),
        st.text(CLOSING, min_size=1, max_size=2),
        st.text(OPENING, min_size=1, max_size=2),
        st.sampled_from(
            [
                *UNITS,
                "8.1%",
                "2.3亿元",
                "0.3∶21.7∶78",
                "5G",
                "RCEP",
                "——",
                "……",
                "109%、104%",
                "１２％",
            ]
        ),
        st.text("ABCabc0123456789.,%", min_size=1, max_size=12),
    ),
    max_size=25,
).map("".join)

anything = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(ODD),
        max_size=40,
    ).map("".join),
)

widths = st.integers(2, 240)
indents = st.integers(0, 12)


@given(prose, widths, indents)
@example("增长8.1%。", 6, 4)
@example("（“人民”）", 4, 0)
@example("——……", 2, 0)
def test_prose_of_a_report_keeps_every_rule_at_every_width(
    text: str, width: int, indent: int
) -> None:
    """Rows give the text back, fit, are full, and part nothing where they need not."""
    check(text, width, indent)


@given(prose, st.integers(2, 30))
def test_narrow_columns_keep_every_rule(text: str, width: int) -> None:
    """Where many rows end, in columns as narrow as the contents, the rules hold as well."""
    check(text, width)


@given(anything, widths, indents)
@example("\u2764\ufe0f" * 5, 4, 0)
@example("\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f44d\U0001f3fd", 2, 0)
def test_any_text_comes_back_and_fits(text: str, width: int, indent: int) -> None:
    """Emoji, combining marks and controls neither get lost nor make a row too wide."""
    check(text, width, indent)


@given(anything, widths)
def test_a_combining_mark_stays_with_its_character(text: str, width: int) -> None:
    """No row begins with a mark without width of its own if the row before has room for it."""
    text = printable(text)
    for start, end in break_rows(text, width)[:-1]:
        if cell_len(text[end]) == 0 and end - start > 1:
            assert not any(free(text, at) for at in range(start + 1, end)), text[start : end + 1]


@given(anything, st.integers(0, 40), st.integers(0, 40), widths)
def test_a_range_is_broken_as_if_it_were_the_whole_text(
    text: str, start: int, length: int, width: int
) -> None:
    """Blanks left out at the ends of a paragraph do not change its rows."""
    start = min(start, len(text))
    end = min(start + length, len(text))
    rows = break_rows(text, width, 0, start, end)
    alone = break_rows(text[start:end], width)
    assert rows == [(first + start, last + start) for first, last in alone]


@given(anything)
def test_cells_are_counted_as_the_terminal_counts_them(text: str) -> None:
    """The edges rise, end at no less than Rich's width, and are exact for text of no emoji."""
    edges = cell_edges(text)
    assert edges == sorted(edges)
    assert len(edges) == len(text) + 1
    assert edges[-1] >= cell_len(text)
    if text.isascii():
        assert edges[-1] == cell_len(text)


@given(anything)
def test_printable_text_has_no_controls_and_keeps_every_offset(text: str) -> None:
    """What could steer the terminal is replaced one for one, and all else is as it was."""
    shown = printable(text)
    assert len(shown) == len(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    for was, now in zip(text, shown, strict=True):
        assert was == now or now in " \ufffd"
    assert printable(shown) == shown


@pytest.mark.parametrize("width", [2, 5, *range(11, 40, 4), 36, 56, 76, 236])
def test_the_whole_report_has_no_fault(width: int) -> None:
    """Every paragraph of 张店区's report keeps every rule, with and without its indent."""
    for paragraph in load_builtin().paragraphs:
        check(paragraph.text, width, 4 if paragraph.number % 2 else 0)


def rows_of(text: str, width: int, indent: int = 0) -> list[str]:
    """The rows of a text as text."""
    return [text[start:end] for start, end in break_rows(text, width, indent)]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("张店区政府", 4, ["张店", "区政", "府"]),
        ("张店区政府", 5, ["张店", "区政", "府"]),
        ("张店区，政府", 6, ["张店", "区，政", "府"]),
        ("张店区。”政府", 6, ["张店", "区。”", "政府"]),
        ("增长“走在前”", 6, ["增长", "“走在", "前”"]),
        ("我们说：“好”", 8, ["我们说：", "“好”"]),
        ("固定资产增长8.1%，", 14, ["固定资产增长", "8.1%，"]),
        ("实现2.3亿元", 6, ["实现", "2.3亿", "元"]),
        ("占比为0.3∶21.7∶78。", 14, ["占比为", "0.3∶21.7∶78。"]),
        ("建成5G基站", 5, ["建成", "5G基", "站"]),
        ("抢抓RCEP机遇", 6, ["抢抓", "RCEP机", "遇"]),
        ("张店——共享", 5, ["张店", "——共", "享"]),
        ("等等……共享", 5, ["等", "等……", "共享"]),
        ("分别为109%、104%。", 10, ["分别为", "109%、", "104%。"]),
        ("《山东省条例》", 8, ["《山东省", "条例》"]),
        ("１２．５％提高", 8, ["１２．５", "％提高"]),
        ("12345678901234567890", 8, ["12345678", "90123456", "7890"]),
        ("广昌—吉安高速", 4, ["广", "昌—", "吉安", "高速"]),
        ("增长7%—8%左右", 6, ["增长", "7%—8%", "左右"]),
        ("输入 -o 文件", 6, ["输入 ", "-o 文", "件"]),
        ("上海港-汉堡港", 6, ["上海", "港-汉", "堡港"]),
        ("六月～八月", 4, ["六", "月～", "八月"]),
        ("微克/立方米", 4, ["微", "克/", "立方", "米"]),
        ("保存在/home/x", 10, ["保存在", "/home/x"]),
        ("优秀／良好", 4, ["优", "秀／", "良好"]),
        ("艾山・买买提", 4, ["艾", "山・", "买买", "提"]),
        ("只存在：~/.local/notes.db", 20, ["只存在：", "~/.local/notes.db"]),
        ("中", 1, ["中"]),
        ("中国", 1, ["中", "国"]),
    ],
)
def test_worked_example(text: str, width: int, rows: list[str]) -> None:
    """The rows are those that a typesetter would make."""
    assert rows_of(text, width) == rows


def test_the_first_row_leaves_room_for_its_indent() -> None:
    """The indent is taken from the first row only, and from none that it would fill."""
    assert rows_of("人民代表大会", 8, 4) == ["人民", "代表大会"]
    assert rows_of("人民", 4, 4) == ["人民"]


def test_both_ends_of_a_text_are_places_to_break() -> None:
    """A row may end where the text does, whatever stands there."""
    assert can_break("，", 0)
    assert can_break("（", 1)
