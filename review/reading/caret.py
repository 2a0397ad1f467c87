"""The caret: a place on the page that the keys move, to select text without a mouse.

A place is between two characters, so a paragraph of n shown ones has n + 1 of them. Blanks at its
ends, which the page does not show, have none, nor has what lies over another character. The place
behind the last character of a row is the one before the next row, and the caret stands there.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

from content.report import Report
from content.span import Span
from review.reading.typeset import page_block
from review.typography.flow import Flow, FlowPlace, Row
from review.typography.linebreak import cell_edges, printable

_CLAUSE_ENDS = frozenset("，。、；：？！…—,;:?!")


CaretStep = Literal["character", "clause", "row", "page", "row edge"]
"""How far one key takes the caret: `row edge` is before the first character of the row, or behind
its last, which is the place before the next row."""


class Caret:
    """Where the caret is, at first `place`, and where the selection began.

    The report has one paragraph at least.
    """

    def __init__(self, report: Report, place: FlowPlace) -> None:
        self._report = report
        self.place = place
        self._origin: FlowPlace | None = None
        self._column: int | None = None
        """Cell that a walk over rows keeps to; None after a step that is not one."""

    @property
    def is_selecting(self) -> bool:
        """Whether what the caret passes over is selected."""
        return self._origin is not None

    def anchor(self) -> None:
        """Let the selection begin here."""
        self._origin = self.place

    @property
    def span(self) -> Span | None:
        """What is selected; None for nothing."""
        if self._origin is None or self._origin == self.place:
            return None
        first, last = sorted((self._origin, self.place))
        return Span(first.block + 1, first.offset, last.block + 1, last.offset)

    def move(self, flow: Flow, step: CaretStep, direction: int, page: int) -> None:
        """Move by one step, onwards (1) or back (-1); at either end of the report it stays.

        `flow` is the report as it is laid out now, `page` the rows of a screen.
        """
        if step in ("row", "page"):
            self._move_rows(flow, direction * (1 if step == "row" else max(1, page - 1)))
            return
        self._column = None
        if step == "character":
            self.place = self._next(self.place, direction)
        elif step == "clause":
            self._move_clause(direction)
        else:
            row = self._row(flow)
            self.place = FlowPlace(row.block, row.start if direction < 0 else row.end)

    # By characters

    def _edge(self, block: int, direction: int) -> FlowPlace:
        """The first (-1) or last (1) place of a paragraph."""
        shown = page_block(self._report, self._report.paragraphs[block])
        return FlowPlace(block, shown.start if direction < 0 else shown.end)

    def _next(self, place: FlowPlace, direction: int) -> FlowPlace:
        """The place one visible character on, in the next paragraph behind the end of one."""
        if place == self._edge(place.block, direction):
            block = place.block + direction
            inside = 0 <= block < len(self._report.paragraphs)
            return self._edge(block, -direction) if inside else place
        text = printable(self._report.paragraphs[place.block].text)
        offset = place.offset + direction
        while 0 < offset < len(text) and cell_edges(text[offset])[-1] == 0:
            offset += direction
        return FlowPlace(place.block, offset)

    def _move_clause(self, direction: int) -> None:
        """Move behind the next mark of punctuation, or behind the one before the last."""
        block, offset = self._next(self.place, direction)
        ahead = (at for at in self._clause_starts(block) if (at - offset) * direction >= 0)
        self.place = FlowPlace(block, min(ahead, key=lambda at: abs(at - offset)))

    def _clause_starts(self, block: int) -> set[int]:
        """The places of a paragraph at which a step by clauses ends, its two ends among them."""
        text = printable(self._report.paragraphs[block].text)
        ends = {self._edge(block, -1).offset, self._edge(block, 1).offset}
        for at in range(1, len(text)):
            is_start = text[at - 1] in _CLAUSE_ENDS and text[at] not in _CLAUSE_ENDS
            if is_start and cell_edges(text[at])[-1]:  # an accent over a mark is no place
                ends.add(at)
        return ends

    # By rows

    def _row(self, flow: Flow) -> Row:
        row = flow.row_at(flow.y_of(*self.place))
        return row or Row(self.place.block, self.place.offset, self.place.offset, 0)

    def _row_end(self, row: Row) -> int:
        """The last place of a row; that behind a row's last character is in the next row."""
        if row.end == self._edge(row.block, 1).offset:
            return row.end
        return max(row.start, self._next(FlowPlace(row.block, row.end), -1).offset)

    def _move_rows(self, flow: Flow, rows: int) -> None:
        """Move by rows, to the cell that a walk began at, over blank rows and to either end."""
        here = self._row(flow)
        if self._column is None:
            text = self._text(here)
            self._column = here.indent + cell_edges(text[: self.place.offset - here.start])[-1]
        direction = 1 if rows > 0 else -1
        y = flow.y_of(*self.place)
        flow.settle(y - abs(rows), y + abs(rows))
        y = min(max(0, flow.y_of(*self.place) + rows), flow.height - 1)
        row = flow.row_at(y)
        while row is not None and row.start == row.end:
            y += direction
            row = flow.row_at(y)
        if row is None:
            self.place = self._edge(0 if direction < 0 else len(flow) - 1, direction)
            return
        inside = bisect_right(cell_edges(self._text(row)), max(0, self._column - row.indent)) - 1
        self.place = FlowPlace(row.block, min(row.start + inside, self._row_end(row)))

    def _text(self, row: Row) -> str:
        return printable(self._report.paragraphs[row.block].text)[row.start : row.end]
