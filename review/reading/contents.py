"""How an entry of the contents stands in its list, and how a row of it is painted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from content.report import Node, Report
from review.reading.typeset import contents_block, look_of_entry
from review.typography.flow import Block, Row
from review.typography.linebreak import cut_to, printable
from review.typography.looks import CURSOR_MARK, GUTTER, Look

CURRENT_MARK = "▌"

SHORT_ROWS = 30
"""Rows below which an entry takes one of them, however long it is."""


def entry_of(report: Report, outline: Sequence[Node], paragraph: int) -> Node:
    """The entry under which a paragraph (by number) is read; the first where none is above it."""
    owner = report.node(report.paragraph(paragraph).owner)
    if owner in outline:
        return owner
    at = bisect_right(outline, paragraph, key=lambda node: node.paragraph) - 1
    return outline[max(0, at)]


def _count(notes: int) -> str:
    return f" {notes}" if notes else ""


def entry_block(node: Node, notes: int, pane: tuple[int, int], entries: int) -> Block:
    """An entry, indented by its depth, with the number of notes behind it if there are any.

    It is cut to one row, with … at its end, where the pane (cells, rows) has not rows enough for
    two of each of so many entries.
    """
    width, height = pane
    block = contents_block(node)
    text, count = block.text, _count(notes)
    if height < min(SHORT_ROWS, entries):
        text = cut_to(text, width - GUTTER - block.first_indent - cell_len(count))
    text += count
    return block._replace(text=text, end=len(text))


def entry_segments(
    row: Row,
    node: Node,
    block: Block,
    *,
    width: int,
    styles: Mapping[Look, Style],
    current: bool,
    chosen: bool = False,
    notes: int = 0,
) -> list[Segment]:
    """A row of an entry with its marks, as wide as its text or the whole pane.

    `block` is what `entry_block` gives for it, with the same number of notes, which ends at the
    right edge; `width` is cells of the pane. ▌ stands before the entry of what is on the page, ›
    before the one that the cursor is on.
    """
    style = styles[look_of_entry(node)]
    if current:
        style += styles[Look.CURRENT]
    if chosen:
        style += styles[Look.CURSOR]
    marks = (CURRENT_MARK if current else " ") + (CURSOR_MARK if chosen else " ")
    text = printable(block.text)
    behind = max(row.start, block.end - len(_count(notes)))
    line = marks + " " * row.indent + text[row.start : min(behind, row.end)]
    count = text[behind : row.end]
    if not count:
        return [Segment(line, style)]
    room = width - cell_len(line) - cell_len(count)
    return [Segment(line + " " * room, style), Segment(count, style + styles[Look.SIGN])]
