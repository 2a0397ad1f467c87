"""All of an entry of the contents whose row shows less of it."""

from __future__ import annotations

from rich.cells import cell_len

from review.reading.contents_pane import ContentsPane
from review.typography.linebreak import break_rows
from review.widgets.prose import Prose, ProseLine

BESIDE_CELLS = 44
"""Cells beside the contents that an entry which is shown whole may take."""


class WholeEntry(Prose):
    """Shows it beside the contents, or below its row where there is no room."""

    DEFAULT_CSS = """
    WholeEntry {
        layer: above;
        dock: top;
        display: none;
        padding: 0 1;
        background: $primary;
        color: $background;
    }
    """

    def __init__(self, contents: ContentsPane) -> None:
        super().__init__(id="whole-entry")
        self._contents = contents

    def show(self, text: str, row: int) -> None:
        """Show a text, or nothing, at a row from the top of the contents."""
        self.display = bool(text)
        if not text or self.parent is None:
            return
        contents, desk = self._contents.region, self.screen.query_one("#desk").region
        beside = desk.right - contents.right >= BESIDE_CELLS
        x = contents.right if beside else contents.x
        room = min(BESIDE_CELLS, desk.right - x) if beside else contents.width
        needed = len(break_rows(text, room - 2))
        y = row if beside or row + 1 + needed <= desk.height else row - needed - 1
        # Below its row it covers another one, and has to cover all of that.
        self.styles.width = cell_len(text) + 2 if beside and needed == 1 else room
        self.styles.margin = (max(0, min(y + (not beside), desk.height - needed)), 0, 0, x - desk.x)
        self.say(ProseLine(text))
