"""Blocks of text one below the other, broken into rows only where somebody looks.

The page and the table of contents are both flows. A block that was never looked at counts with an
estimated height, so a text of any length opens at once; `settle` replaces the estimates of a
stretch by the truth, and whoever shows the flow keeps the reader's place meanwhile.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate
from typing import NamedTuple

from review.typography.linebreak import break_rows, cell_edges, printable

KEPT_BLOCKS = 400
"""Blocks whose rows are remembered: all of a usual report."""


class Block(NamedTuple):
    """One paragraph of a flow, or one entry of the contents."""

    text: str
    start: int
    """First code point to show, 0-based: blanks before it are not shown."""
    end: int
    """Code point behind the last to show."""
    first_indent: int = 0
    """Cells left free before the first row."""
    indent: int = 0
    """Cells left free before every other row."""
    gap: int = 0
    """Blank rows above the block."""
    centred: bool = False
    """Whether its rows stand in the middle of the column; the indents then do not count."""


class Row(NamedTuple):
    """One row on screen."""

    block: int
    """Index of its block, 0-based."""
    start: int
    """First code point of the block's text in the row."""
    end: int
    """Code point behind the last; equal to `start` in a blank row."""
    indent: int
    """Cells left free before the text."""


class FlowPlace(NamedTuple):
    """A place between two characters of the report."""

    block: int
    """Index of the paragraph, 0-based."""
    offset: int
    """Code points of the paragraph before it."""


class Flow:
    """Lays blocks out in a column of a given width.

    `lengths` are their characters, for estimates; `block` is asked for those that are looked at.
    """

    def __init__(self, lengths: Sequence[int], block: Callable[[int], Block], width: int) -> None:
        self.width = max(1, width)
        self._block = block
        # Not of a method, which would keep this flow until Python looks for garbage, if it does.
        self._broken = lru_cache(KEPT_BLOCKS)(partial(_broken, block, self.width))
        # Most characters are two cells wide, most rows are full, and most blocks have a gap.
        self._heights = [2 + 2 * length // self.width for length in lengths]
        self._tops: list[int] = []

    def __len__(self) -> int:
        """How many blocks there are."""
        return len(self._heights)

    @property
    def tops(self) -> list[int]:
        """The row where each block starts, its gap included, and behind them the height of all."""
        if not self._tops:
            self._tops = list(accumulate(self._heights, initial=0))
        return self._tops

    @property
    def height(self) -> int:
        """Rows of the whole flow; an estimate until all of it has been settled."""
        return self.tops[-1]

    def rows(self, index: int) -> list[Row]:
        """The rows of one block, blank rows of its gap first."""
        rows = self._broken(index)
        if self._heights[index] != len(rows):
            self._heights[index] = len(rows)
            self._tops = []
        return rows

    def block_at(self, y: int) -> int:
        """Index of the block at row `y` (0-based), clamped to the first and last block."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self) - 1))

    def row_at(self, y: int) -> Row | None:
        """The row at `y`, or None beyond the end."""
        if not 0 <= y < self.height:
            return None
        index = self.block_at(y)
        rows = self.rows(index)
        return rows[min(y - self.tops[index], len(rows) - 1)]

    def y_of(self, index: int, offset: int) -> int:
        """The row (0-based) that shows a code point of a block, or the nearest of its text."""
        rows = self.rows(index)
        first = self._block(index).gap
        inside = max(first, bisect_right(rows, offset, key=lambda row: row.start) - 1)
        return self.tops[index] + inside

    def scroll_to_show(self, index: int, scroll: int, height: int) -> int:
        """The first row, near `scroll`, with which `height` rows show a block and one around it.

        Of what is too high for them the beginning is seen, above all of the block itself.
        """
        y = self.tops[index]
        self.settle(y - height, y + height)
        top, bottom = self.tops[max(0, index - 1)], self.tops[min(index + 2, len(self))]
        around = top if top < scroll else max(scroll, bottom - height)
        start, end = self.tops[index], self.tops[index + 1]
        return max(min(around, start), min(start, end - height))

    def settle(self, first: int, last: int) -> None:
        """Give the blocks that touch rows `first` to `last` their true heights.

        Where all are remembered all get theirs, so that nothing moves later.
        """
        if len(self) <= KEPT_BLOCKS:
            first, last = 0, sys.maxsize
        index = self.block_at(max(0, first))
        y = self.tops[index]
        while index < len(self) and y <= last:
            y += len(self.rows(index))
            index += 1


def _broken(block_at: Callable[[int], Block], width: int, index: int) -> list[Row]:
    """The rows of a block in a column of a given width."""
    block = block_at(index)
    text = printable(block.text)
    first = block.first_indent - block.indent
    rows = [Row(index, block.start, block.start, 0)] * block.gap
    indent = block.first_indent
    for start, end in break_rows(text, max(1, width - block.indent), first, block.start, block.end):
        if block.centred:
            indent = max(0, width - cell_edges(text[start:end])[-1]) // 2
        rows.append(Row(index, start, end, indent))
        indent = block.indent
    return rows


def thumb(size: int, total: float, shown: float, first: float) -> range:
    """The cells of a scroll bar that stand for what is in view; none where all is.

    `size` cells stand for `total` rows, of which `shown` are in view from `first` on.
    """
    if not 0 < shown < total:
        return range(0)
    length = max(1, round(size * shown / total))
    start = round((size - length) * first / (total - shown))
    return range(start, min(size, start + length))
