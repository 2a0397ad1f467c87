"""Selected text: from what Textual keeps of a drag of the mouse to the address used everywhere.

Textual keeps two offsets. Here their y is a paragraph number and their x a code that means a code
point of that paragraph, so that a selection stays right when the window changes.
"""

from __future__ import annotations

from bisect import bisect_right

from textual.geometry import Offset
from textual.selection import Selection

from content.report import Report
from content.span import Span
from review.typography.flow import FlowPlace, Row
from review.typography.linebreak import cell_edges, printable

_MARGIN_CODES = 4096
"""Codes below those of a row's text: more than the margin has cells, each of which adds one."""

_ROW_CODES = 1 << 20
"""Codes of a row: more than the margin's and the code points that a row can have together."""


def selection_code(row_start: int, offset: int | None) -> int:
    """The x of a selection offset for a place in a row; None is the margin before it.

    Textual adds one for each character of a segment, and a press in the margin has to mean the
    start of its row: that is kept in the high bits, and the margin has codes below the text's.
    """
    inside = 0 if offset is None else _MARGIN_CODES + offset - row_start
    return row_start * _ROW_CODES + inside


def selected_offset(code: int) -> int:
    """The code point of the paragraph that a selection offset's x means."""
    row_start, inside = divmod(code, _ROW_CODES)
    return row_start + max(0, inside - _MARGIN_CODES)


def selection_of(span: Span) -> Selection:
    """A stretch as Textual keeps it."""
    return Selection(
        Offset(selection_code(span.start, span.start), span.first),
        Offset(selection_code(span.end, span.end), span.last),
    )


def selected_span(selection: Selection, report: Report) -> Span:
    """The stretch of a report that a selection means; one without an end runs to the end."""
    first, start, last = 1, 0, len(report.paragraphs)
    end = len(report.paragraph(last).text)
    if selection.start is not None:
        first, start = selection.start.y, selected_offset(selection.start.x)
    if selection.end is not None:
        last, end = selection.end.y, selected_offset(selection.end.x)
    return Span(first, start, last, end)


def place_in_row(report: Report, row: Row, cell: int) -> FlowPlace | None:
    """The character on a cell of a row; None beside the text.

    `cell` counts from the left of the column, 0-based; both cells of a wide character are it.
    """
    edges = cell_edges(printable(report.paragraphs[row.block].text)[row.start : row.end])
    if not 0 <= cell - row.indent < edges[-1]:
        return None
    return FlowPlace(row.block, row.start + bisect_right(edges, cell - row.indent) - 1)
