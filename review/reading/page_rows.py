"""How a row of the page is painted: its text, what is marked in it, the signs in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from content.report import Report
from review.reading.marks import Spans
from review.reading.typeset import look_of, look_of_head
from review.typography.flow import Row
from review.typography.linebreak import printable
from review.typography.looks import Look

LANDING_MARK = "▎"
"""Stands before the rows of a paragraph that one jumped to."""

_MARK_DISTANCE = 2
"""Cells from that mark to the text."""

_MORE = "+"
"""Stands in the margin for the signs that have no room."""

_BLANK_CARET = " "
"""What the caret stands on behind the last character of a paragraph."""


class RowDress(NamedTuple):
    """What lies over the text of a row, and what stands before it."""

    layers: tuple[tuple[Look, Spans], ...] = ()
    """Bottom first: a look and the code points that have it."""
    signs: str = ""
    """For the margin."""
    landed: bool = False
    """Whether the row is part of what one jumped to."""
    caret: int | None = None
    """Code point that the caret is on, or the end of the row."""


class Run(NamedTuple):
    """A stretch of a row that looks the same, and where a press on it is."""

    text: str
    style: Style
    row_start: int
    """Code point where the row starts that the stretch counts to."""
    offset: int | None
    """Code point of its first character; None for what stands before the row."""


def paint_row(
    report: Report, row: Row, dress: RowDress, styles: Mapping[Look, Style], margin: int
) -> list[Run]:
    """Paint a row: its runs from the left edge of the page on, without the blanks behind them.

    A blank row gives the margin alone: so many cells before the column, where the signs stand.
    """
    paragraph = report.paragraphs[row.block]
    runs = [
        Run(blank, styles[look], row.start, None) for blank, look in _margin(row, dress, margin)
    ]
    text = printable(paragraph.text)
    layers = dress.layers
    if dress.caret is not None and dress.caret < row.end:
        layers = (*layers, (Look.CARET, ((dress.caret, dress.caret + 1),)))
    head = paragraph.head or (0, 0)
    spans = (head, *(span for _look, spans in layers for span in spans))
    edges = {at for span in spans for at in span if row.start < at < row.end}
    for start, end in pairwise(sorted({row.start, row.end, *edges})):
        is_head = head[0] <= start < head[1]
        style = styles[look_of_head(report, paragraph) if is_head else look_of(report, paragraph)]
        for look, marked in layers:
            if any(low <= start < high for low, high in marked):
                style += styles[look]
        runs.append(Run(text[start:end], style, row.start, start))
    if dress.caret is not None and dress.caret == row.end:
        runs.append(Run(_BLANK_CARET, styles[Look.CARET], row.end, None))
    return runs


def _cells(signs: str) -> int:
    """Cells of signs, where the last may have its blank behind them: there is one anyway."""
    return cell_len(signs[:-1]) + len(signs[-1:])


def _fitting(signs: str, room: int) -> str:
    """Signs for so many cells: in a single one, how many there are if there are several."""
    if _cells(signs) <= room:
        return signs
    if room > 1:
        ends = (end for end in range(len(signs), 0, -1) if cell_len(signs[:end]) < room)
        return signs[: next(ends, 0)] + _MORE
    return (str(len(signs)) if len(signs) < 10 else _MORE)[:room]


def _margin(row: Row, dress: RowDress, margin: int) -> Iterator[tuple[str, Look]]:
    """What stands before the text of a row: signs, the mark of a jump, blanks."""
    if row.end == row.start or margin < _MARK_DISTANCE:
        yield " " * (margin + row.indent), Look.BODY
        return
    end = margin - _MARK_DISTANCE + 1
    landed = dress.landed and not (dress.signs and end <= _MARK_DISTANCE)
    room = max(0, end - _MARK_DISTANCE) if landed else end
    signs = _fitting(dress.signs, room)
    before = room - _cells(signs)
    yield " " * before, Look.BODY
    yield signs, Look.SIGN
    behind = before + cell_len(signs)
    if landed:
        yield " " * (end - behind - 1), Look.BODY
        yield LANDING_MARK, Look.LANDING
        behind = end
    yield " " * (margin - behind + row.indent), Look.BODY
