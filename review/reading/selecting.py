"""Selected text: from what Textual keeps of a drag of the mouse to the address used everywhere.

Textual keeps two offsets. Here their y is a paragraph number and their x a code that means a code
point of that paragraph, so that a selection stays right when the window changes.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.geometry import Offset
from textual.selection import Selection

from content.report import Report

_MARGIN_CODES = 4096
_ROW_CODES = 1 << 20


def selection_code(row_start: int, offset: int | None) -> int:
    """The x of a selection offset for a place in a row.

    Textual adds one for each character of a segment. A press in the margin has to mean the start
    of its row all the same, so the row's start is kept in the high bits and the margin has codes
    of its own below those of the text. The codes rise in reading order.

    Args:
        row_start: Code point of the paragraph where the row starts.
        offset: Code point of the paragraph, or None for the margin before the row.
    """
    inside = 0 if offset is None else _MARGIN_CODES + offset - row_start
    return row_start * _ROW_CODES + inside


def selected_offset(code: int) -> int:
    """The code point of the paragraph that a selection offset's x means."""
    row_start, inside = divmod(code, _ROW_CODES)
    return row_start + max(0, inside - _MARGIN_CODES)


class Span(NamedTuple):
    """A stretch of a report, over one paragraph or several."""

    first: int
    """Number of the paragraph where it begins."""
    start: int
    """Code point of that paragraph."""
    last: int
    """Number of the paragraph where it ends."""
    end: int
    """Code point of that paragraph, behind the last character."""

    def within(self, paragraph: int, start: int, end: int) -> tuple[int, int]:
        """What of `start` to `end` of a paragraph it covers; equal numbers for nothing."""
        if not self.first <= paragraph <= self.last:
            return start, start
        low = max(start, self.start if paragraph == self.first else start)
        high = min(end, self.end if paragraph == self.last else end)
        return low, max(low, high)

    def text(self, report: Report) -> str:
        """The exact text, paragraphs on lines of their own."""
        texts = [paragraph.text for paragraph in report.paragraphs[self.first - 1 : self.last]]
        texts[-1] = texts[-1][: self.end]
        texts[0] = texts[0][self.start :]
        return "\n".join(texts)

    @property
    def selection(self) -> Selection:
        """The stretch as Textual keeps it."""
        return Selection(
            Offset(selection_code(self.start, self.start), self.first),
            Offset(selection_code(self.end, self.end), self.last),
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
