"""The result of a trial of one's own, of which nothing is kept."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from review.voting.screens.routing import Go, VotePlace
from review.voting.screens.tallying.sheet_view import SheetRows, sheet_rows
from review.voting.sheet.result_sheet import Sheet
from review.widgets.prose import Prose, ProseLine, ReadingScroll


class PracticePane(Vertical):
    """Shows the result.

    Args:
        sheet: The result.
    """

    DEFAULT_CSS = """
    PracticePane { #practised { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; } }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "leave", "回到四步", key_display="回车"),
    ]

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet
        self._rows = SheetRows()

    def compose(self) -> ComposeResult:
        """One text."""
        yield Prose([ProseLine(text, "bold $warning") for text in self._sheet.events])
        with ReadingScroll(id="practised"):
            yield self._rows

    def on_mount(self) -> None:
        """Show the result from its head on."""
        self.screen.set_focus(self.query_one("#practised"))
        self._rows.show(lambda width: sheet_rows(self._sheet, width))

    def action_leave(self) -> None:
        """Go back to the steps."""
        self.post_message(Go(VotePlace.STEPS))
