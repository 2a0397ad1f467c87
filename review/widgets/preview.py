"""A text to look through before it is written."""

from __future__ import annotations

from rich.segment import Segment

from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import Look
from review.widgets.block_list import BlockList


class Preview(BlockList):
    """Lines of a text, broken where Chinese text may be."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._lines: list[str] = []

    def show(self, text: str) -> None:
        """Show another text, from its first line."""
        self._lines = text.splitlines()
        self.set_entries([len(line) for line in self._lines])

    def page(self, direction: int) -> None:
        """Scroll by a screen."""
        rows = direction * max(1, self.size.height - 1)
        self.scroll_to(y=self.scroll_y + rows, animate=False, force=True)

    def block(self, entry: int) -> Block:
        """A line."""
        line = self._lines[entry]
        return Block(line, 0, len(line))

    def shows_cursor(self) -> bool:
        """Never: nothing is chosen here."""
        return False

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row of a line."""
        text = printable(self._lines[row.block])[row.start : row.end]
        return [Segment(f" {text}", self.looks[Look.BODY])]
