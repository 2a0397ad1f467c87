"""The line that offers to go on with a note that was not finished."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Label


class DraftBar(Horizontal):
    """Says that there is a draft; F4 or a click goes on with it.

    Args:
        citation: Where its passage stands.
        opening: The first words that were written.
    """

    DEFAULT_CSS = """
    DraftBar {
        height: 1;
        background: $panel;
        Label { padding: 0 1; color: $warning; }
        #draft-opening { width: 1fr; color: $muted; }
    }
    """

    class Taken(Message):
        """The deputy wants to go on with it."""

    def __init__(self, citation: str, opening: str) -> None:
        super().__init__(id="draft-bar")
        self._citation = citation
        self._opening = opening

    def compose(self) -> ComposeResult:
        """What to do, and which draft it is."""
        yield Label(f"有没写完的批注（{self._citation}），按F4继续", markup=False)
        yield Label(self._opening, id="draft-opening", markup=False)

    def on_click(self, event: events.Click) -> None:
        """Go on with it."""
        event.stop()
        self.post_message(self.Taken())
