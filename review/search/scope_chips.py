"""What can be searched, as a row of chips to click.

It knows labels and cells; what a chip means is the business of `reach`, where the keys are too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class ScopeChips(Widget):
    """Chips with short labels, in as many rows as they need; the taken one stands in brackets.

    `taken` is the index of that one. A click does not change it, but posts `Pressed`: whoever
    listens decides.

    Args:
        labels: From left to right.
    """

    DEFAULT_CSS = "ScopeChips { height: auto; color: $muted; }"

    ALLOW_SELECT = False

    taken: reactive[int] = reactive(0)

    @dataclass
    class Pressed(Message):
        """A chip was clicked."""

        chip: int
        """Its index, 0-based."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._labels = tuple(labels)

    def _rows(self, width: int) -> list[list[tuple[int, int]]]:
        """The chips of each row, as index and first cell; between two there is one cell."""
        rows: list[list[tuple[int, int]]] = [[]]
        at = 1
        for chip, label in enumerate(self._labels):
            cells = cell_len(label) + 1
            if rows[-1] and at + cells > width:
                rows.append([])
                at = 1
            rows[-1].append((chip, at))
            at += cells
        return rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the chips need."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The brackets take the cells between the chips, so that none moves."""
        return Content("\n").join(self._row(row) for row in self._rows(self.size.width))

    def _row(self, row: Sequence[tuple[int, int]]) -> Content:
        pieces: list[str | tuple[str, str]] = [" "]
        for chip, _ in row:
            if chip == self.taken:
                pieces[-1] = "["
                pieces += [(self._labels[chip], "bold $primary"), "]"]
            else:
                pieces += [self._labels[chip], " "]
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Take the chip under the mouse."""
        rows = self._rows(self.size.width)
        for chip, start in rows[event.y] if event.y < len(rows) else []:
            if start <= event.x <= start + cell_len(self._labels[chip]):
                self.post_message(self.Pressed(chip))
