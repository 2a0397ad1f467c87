"""A list whose entries have a name and, set apart from it, what else is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from rich.segment import Segment

from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, Look
from review.widgets.block_list import BlockList

Item = TypeVar("Item")


class TitledList(BlockList, Generic[Item]):
    """Names below each other, further rows of each indented, with one chosen."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self._titles: list[str] = []
        self._texts: list[str] = []

    def show_rows(
        self, items: Sequence[Item], rows: Sequence[tuple[str, str]], chosen: int
    ) -> None:
        """Show other entries; `rows` are of each its name, and what is known of it."""
        self.items = items
        self._titles = [printable(title) for title, _ in rows]
        self._texts = [printable(title + about) for title, about in rows]
        self.set_entries(list(map(len, self._texts)), chosen)

    @property
    def chosen(self) -> Item | None:
        """The marked entry, if there is any."""
        return self.items[self.cursor] if self.items else None

    def block(self, entry: int) -> Block:
        """An entry, its further rows indented."""
        text = self._texts[entry]
        return Block(text, 0, len(text), indent=2)

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row: the name set apart from what is known."""
        base = self.looks[Look.BODY]
        if chosen:
            base += self.looks[Look.CURRENT]
        text, title = self._texts[row.block], len(self._titles[row.block])
        edge = min(max(title, row.start), row.end)
        return [
            Segment(f" {CURSOR_MARK if chosen else ' '}{' ' * row.indent}", base),
            Segment(text[row.start : edge], base),
            Segment(text[edge : row.end], base + self.looks[Look.BYLINE]),
        ]
