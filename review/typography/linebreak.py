"""Where a row of Chinese text may end.

The rules are those of Chinese typesetting (行首行尾禁则; GB/T 15834-2011, section 5): no row begins
with a closing mark or ends with an opening one, —— and …… stay whole, and a number, a percentage
or a Latin word is not cut. Widths are terminal cells as Rich counts them, so that the page, the
compositor and the terminal agree.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from itertools import accumulate

from rich.cells import get_character_cell_size

NO_ROW_START = frozenset(
    "，。、；：？！·・…％‰℃°′″”’）》】〉」』〕］｝〗〙〛々ー〻﹐﹑﹒﹔﹕﹖﹗,.;:?!%)]}›»¢／"
)
"""Marks that close or continue what stands before them."""

NO_ROW_END = frozenset("“‘（《【〈「『〔［｛〖〘〚([{‹«")
"""Marks that open what stands behind them."""

_JOINERS = frozenset(".,:∶：/+-–—−－~～×*&@_#=．'’?")
"""Marks inside of numbers and Latin words, with one on both sides: 2.3, 0.3∶21.7, 1+4+N."""

_NUMBER_SIGNS = frozenset("+-−±＋－$¥￥£€#＃№")
"""Marks that belong to the number behind them."""

_KEPT_WHOLE = frozenset("—―─…⋯·")
"""Marks that are never parted from another of the same kind."""

_CONNECTED = re.compile(r"\S(?:([—―─–－～〜])(?!\1)|[-~/](?![A-Za-z/~-]))")
"""A mark that connects what stands before it (广昌—吉安, 吨/日); no dash, option or path is one."""

_QUOTES = frozenset("\"'")
"""Straight quotes, which open or close: a row neither begins nor ends with one."""

_BLANKS = frozenset(" \t\u3000\u00a0")

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_VARIATION = "\ufe0f"

_TERMINAL = (*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
_DIRECTION = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_UNPRINTABLE = dict.fromkeys(_TERMINAL + _DIRECTION, "\ufffd") | {ord("\t"): " "}
"""Controls of the terminal or of the writing direction, which a hostile text could play with."""


def printable(text: str) -> str:
    """`text` made safe for a terminal, code point for code point: offsets stay valid."""
    return text if text.isprintable() else text.translate(_UNPRINTABLE)


class _CellWidths(dict[str, int]):
    """Cells of each character, remembered: a dictionary look-up costs a third of a call."""

    def __missing__(self, character: str) -> int:
        # Emoji presentation widens the character before it; counted here, a row can only come
        # out narrower than asked.
        cells = 1 if character == _EMOJI_VARIATION else get_character_cell_size(character)
        self[character] = cells
        return cells


_cells = _CellWidths()


def forget_widths() -> None:
    """Measure all characters again."""
    _cells.clear()


def cell_edges(text: str) -> list[int]:
    """The cell where each character of `text` starts, and behind them the width of the whole."""
    return list(accumulate(map(_cells.__getitem__, text), initial=0))


def cut_to(text: str, room: int) -> str:
    """A text in so many cells: what there is no room for is left out, which a … says."""
    edges = cell_edges(text)
    if edges[-1] <= room:
        return text
    return text[: max(0, bisect_right(edges, room - cell_edges("…")[-1]) - 1)].rstrip() + "…"


def _is_word(character: str) -> bool:
    """Whether the character belongs to numbers or alphabetic words, full-width forms included."""
    if character.isascii():
        return character.isalnum()
    return character.isalnum() and (_cells[character] == 1 or "\uff10" <= character <= "\uff5a")


def _joins(text: str, at: int) -> bool:
    """Whether a number or Latin word runs across the place before `text[at]`."""
    before, after = text[at - 1], text[at]
    if _is_word(after):
        if _is_word(before) or before in "-/":
            return True
        if before in _JOINERS and at >= 2 and (_is_word(text[at - 2]) or text[at - 2] == "/"):
            return True
        return before in _NUMBER_SIGNS and after.isdigit()
    return after in _JOINERS and _is_word(before) and at + 1 < len(text) and _is_word(text[at + 1])


def can_break(text: str, at: int) -> bool:
    """Whether a new row may start with `text[at]`; at both ends of the text it may."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if after in NO_ROW_START or before in NO_ROW_END or after in _BLANKS:
        return False
    if before in _QUOTES or after in _QUOTES or (before == after and after in _KEPT_WHOLE):
        return False
    if before == _ZERO_WIDTH_JOINER or (_cells[after] == 0 or after == _EMOJI_VARIATION):
        return False
    return not (_CONNECTED.match(text, at - 1) or _joins(text, at))


def break_rows(
    text: str, width: int, indent: int = 0, start: int = 0, end: int = sys.maxsize
) -> list[tuple[int, int]]:
    """Break `text[start:end]` into rows of `width` cells; characters outside are not looked at.

    Gives start and end of each row in code points of `text`; an empty range is one empty row.
    `indent` cells are left free at the start of the first row, if a character fits behind them.
    Where no allowed place lies within the width (a long number in a narrow window) the row is
    filled; it is wider only for one character that alone is.
    """
    body = text[start:end]
    if not body:
        return [(start, start)]
    edges = cell_edges(body)
    rows = []
    row = 0
    room = width - indent if indent + 2 <= width else width
    while row < len(body):
        row_end = _row_end(body, edges, row, room)
        rows.append((start + row, start + row_end))
        row, room = row_end, width
    return rows


def _row_end(text: str, edges: list[int], row: int, room: int) -> int:
    """The code point behind the row that starts at `row` and has `room` cells."""
    furthest = bisect_right(edges, edges[row] + room, row + 1) - 1
    if furthest <= row:
        return row + 1
    for at in range(furthest, row, -1):
        if can_break(text, at):
            return at
    return furthest
