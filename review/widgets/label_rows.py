"""Labels to click on, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Size
from textual.widget import Widget


class LabelRows(Widget):
    """Labels from left to right, each with a blank on either side; the focus stays where it is."""

    ALLOW_SELECT = False

    BETWEEN = 1
    """Cells between two labels with their blanks; -1 where they share one."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self.labels = tuple(labels)

    def places(self, width: int) -> list[tuple[int, int]]:
        """Row and first cell of each label."""
        places = []
        row = left = 0
        for label in self.labels:
            cells = cell_len(label) + 2
            if left and left + cells > width:
                row, left = row + 1, 0
            places.append((row, left))
            left += cells + self.BETWEEN
        return places

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the labels take at this width."""
        return max((row for row, _left in self.places(width)), default=0) + 1

    def on_click(self, event: events.Click) -> None:
        """Press the label that was clicked."""
        event.stop()
        for at, (row, left) in enumerate(self.places(self.content_size.width)):
            if row == event.y and left <= event.x < left + cell_len(self.labels[at]) + 2:
                self.press(at)
                return

    def press(self, at: int) -> None:
        """Do what the label at an index, 0-based, is for."""
        raise NotImplementedError
