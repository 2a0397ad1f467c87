"""One row of the page as Textual paints it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from content.report import Report
from review.reading.flow import Row
from review.reading.linebreak import printable
from review.reading.looks import Look
from review.reading.selecting import selection_code
from review.reading.typeset import look_of, look_of_head

LANDING_MARK = "▎"
"""Stands before the rows of a paragraph that one jumped to."""

_MARK_DISTANCE = 2
"""Cells from that mark to the text."""

Layers = tuple[tuple[Look, tuple[tuple[int, int], ...]], ...]
"""What lies over the text of a row, bottom first: a look and the code points that have it."""


def paint_row(
    report: Report,
    row: Row,
    layers: Layers,
    looks: Mapping[Look, Style],
    *,
    margin: int,
    landed: bool,
) -> Strip:
    """Paint a row.

    Args:
        report: The report.
        row: One of its rows.
        layers: What is marked in it.
        looks: The style of every look.
        margin: Cells before the column.
        landed: Whether to mark the row as part of what one jumped to.
    """
    paragraph = report.paragraphs[row.block]

    def segment(text: str, style: Style, code: int) -> Segment:
        return Segment(text, style + Style.from_meta({"offset": (code, paragraph.number)}))

    blank = " " * (margin + row.indent)
    look = Look.BODY
    if landed and row.end > row.start and margin >= _MARK_DISTANCE:
        at = margin - _MARK_DISTANCE
        blank = blank[:at] + LANDING_MARK + blank[at + 1 :]
        look = Look.LANDING
    segments = [segment(blank, looks[look], selection_code(row.start, None))]
    text = printable(paragraph.text)
    head = paragraph.head or (0, 0)
    spans = (head, *(span for _look, spans in layers for span in spans))
    edges = {at for span in spans for at in span if row.start < at < row.end}
    for start, end in pairwise(sorted({row.start, row.end, *edges})):
        is_head = head[0] <= start < head[1]
        style = looks[look_of_head(report, paragraph) if is_head else look_of(report, paragraph)]
        for look, marked in layers:
            if any(low <= start < high for low, high in marked):
                style += looks[look]
        segments.append(segment(text[start:end], style, selection_code(row.start, start)))
    # A press right of the text means the end of the row, and no character of the next.
    segments.append(segment("", looks[Look.BODY], selection_code(row.end, None)))
    return Strip(segments)
