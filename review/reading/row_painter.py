"""The rows of the page as Textual paints them, those of the last screens remembered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from content.report import Report
from review.reading.page_rows import RowDress, Run, paint_row
from review.reading.text_selection import selection_code
from review.typography.flow import Row
from review.typography.looks import Look, looks

Paint = Callable[[Row | None, RowDress, int, int], Strip]
"""Paints a row in a page of so many cells, with its column of so many in the middle."""


def row_painter(report: Report, colours: Mapping[str, str]) -> Paint:
    """A painter of rows in the colours of a theme, blank for None; it keeps those of last."""
    styles = looks(colours, colours["background"])

    @lru_cache(160)
    def paint(row: Row | None, dress: RowDress, width: int, column: int) -> Strip:
        if row is None:
            return Strip.blank(width, styles[Look.BODY])
        runs = paint_row(report, row, dress, styles, max(0, width - column) // 2)
        # A press right of the text means the end of the row, and no character of the next.
        behind = width - sum(cell_len(run.text) for run in runs)
        runs.append(Run(" " * max(0, behind), styles[Look.BODY], row.end, None))
        segments = (_selectable(run, row.block + 1) for run in runs if run.text)
        return Strip(Segment.simplify(segments), max(width, width - behind))

    return paint


def _selectable(run: Run, paragraph: int) -> Segment:
    code = selection_code(run.row_start, run.offset)
    return Segment(run.text, run.style + Style.from_meta({"offset": (code, paragraph)}))
