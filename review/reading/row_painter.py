"""The rows of the page as Textual paints them, those of the last screens remembered."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.strip import Strip

from content.report import Report
from review.reading.page_rows import RowDress, Run, paint_row
from review.reading.text_selection import selection_code
from review.typography.flow import Row
from review.typography.looks import Look, looks


class RowPainter:
    """Paints rows of a report in the colours of a theme; those of the last screens are kept."""

    def __init__(self, report: Report, colours: Mapping[str, str]) -> None:
        self._report = report
        self._looks = looks(colours, colours["background"])
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(160)

    def blank(self, width: int) -> Strip:
        """A row behind the end."""
        return Strip.blank(width, self._looks[Look.BODY])

    def paint(self, row: Row, dress: RowDress, width: int, column: int) -> Strip:
        """A row of the report, in a page of `width` cells with its column in the middle."""
        key = (row, dress, width)
        strip = self._strips.get(key)
        if strip is None:
            runs = paint_row(self._report, row, dress, self._looks, max(0, width - column) // 2)
            # A press right of the text means the end of the row, and no character of the next.
            behind = width - sum(cell_len(run.text) for run in runs)
            runs.append(Run(" " * max(0, behind), self._looks[Look.BODY], row.end, None))
            segments = (_selectable(run, row.block + 1) for run in runs if run.text)
            strip = Strip(Segment.simplify(segments), max(width, width - behind))
            self._strips[key] = strip
        return strip


def _selectable(run: Run, paragraph: int) -> Segment:
    code = selection_code(run.row_start, run.offset)
    return Segment(run.text, run.style + Style.from_meta({"offset": (code, paragraph)}))
