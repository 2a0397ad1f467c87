"""What the contents of a report list, and how a row of them is painted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style

from content.report import Report
from review.reading.typeset import contents_block, contents_nodes, look_of_entry
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, GUTTER, Look

CURRENT_MARK = "▌"

SHORT_ROWS = 30
"""Rows below which an entry takes one of them, however long it is."""


class Pane(NamedTuple):
    """The room there is for a list."""

    width: int
    """Cells."""
    height: int
    """Rows."""


class Contents:
    """The entries of a report, with how many notes stand behind each.

    Args:
        report: The report.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self.nodes = contents_nodes(report)
        self.paragraphs = [node.paragraph for node in self.nodes]
        """Number of the paragraph where each entry stands."""
        self.lengths = [len(node.text) for node in self.nodes]
        self.counts: Sequence[int] = ()
        """Notes behind each entry, once there are any."""
        self._entry_of_node = {node.id: entry for entry, node in enumerate(self.nodes)}

    def text(self, entry: int) -> str:
        """An entry as it is listed."""
        return contents_block(self.nodes[entry]).text if self.nodes else ""

    def entry_of(self, paragraph: int) -> int:
        """The entry under which a paragraph (by number) is read; 0 where there is none."""
        entry = self._entry_of_node.get(self._report.paragraph(paragraph).owner)
        return max(0, bisect_right(self.paragraphs, paragraph) - 1) if entry is None else entry

    def _count(self, entry: int) -> str:
        """How many notes stand behind an entry, as it is shown."""
        notes = self.counts[entry] if entry < len(self.counts) else 0
        return f" {notes}" if notes else ""

    def block(self, entry: int, pane: Pane) -> Block:
        """An entry, indented by its depth; in one row where there are not rows enough for two."""
        block = contents_block(self.nodes[entry])
        if pane.height >= min(SHORT_ROWS, len(self.nodes)):
            return block
        room = pane.width - GUTTER - block.first_indent - cell_len(self._count(entry))
        if cell_len(block.text) <= room:
            return block
        text = f"{set_cell_size(block.text, max(2, room - 1)).rstrip()}…"
        return block._replace(text=text, end=len(text))

    def segments(
        self, row: Row, pane: Pane, styles: Mapping[Look, Style], *, current: bool, chosen: bool
    ) -> list[Segment]:
        """A row with its marks, as wide as its text or the whole pane.

        Args:
            row: The row.
            pane: The room there is.
            styles: The style of every look.
            current: Whether the entry is the one that is on screen.
            chosen: Whether it is the one that is chosen.
        """
        style = styles[look_of_entry(self.nodes[row.block])]
        if current:
            style += styles[Look.CURRENT]
        if chosen:
            style += styles[Look.CURSOR]
        marks = (CURRENT_MARK if current else " ") + (CURSOR_MARK if chosen else " ")
        block = self.block(row.block, pane)
        line = marks + " " * row.indent + printable(block.text)[row.start : row.end]
        count = self._count(row.block) if row.end == block.end else ""
        room = pane.width - cell_len(line) - cell_len(count)
        if not count or room < 0:
            return [Segment(line, style)]
        return [Segment(line + " " * room, style), Segment(count, style + styles[Look.SIGN])]


def counted(paragraphs: Sequence[int], noted: Mapping[int, int]) -> list[int]:
    """How many notes stand behind each entry of the contents, up to the next.

    Args:
        paragraphs: Number of the paragraph where each entry stands, rising.
        noted: Notes that begin in each paragraph, by its number.
    """
    counts = [0] * len(paragraphs)
    for number, notes in noted.items():
        at = sum(start <= number for start in paragraphs) - 1
        if at >= 0:
            counts[at] += notes
    return counts
