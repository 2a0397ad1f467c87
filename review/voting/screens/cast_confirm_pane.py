"""The page between the ballot and the box: the whole list once more, and the act of casting."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label

from review.voting.ballot_draft import BallotDraft
from review.voting.screens.ballot_list import BallotList
from review.voting.screens.confirm_line import Confirm
from review.voting.screens.routing import Go, Touched, VotePlace
from review.widgets.prose import Prose, ProseLine


class CastingPane(Vertical):
    """Shows a filled ballot whole, with the question whether it is cast."""

    DEFAULT_CSS = """
    CastingPane {
        #ballot-heads { height: 1; color: $muted; background: $surface; width: 100%; }
        #casting-remarks { background: $panel; padding: 0 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("escape", "change", "返回修改", key_display="Esc"),
    ]

    def __init__(self, ballot: BallotDraft) -> None:
        super().__init__()
        self._ballot = ballot
        self._list = BallotList(ballot, chooses=False)

    def compose(self) -> ComposeResult:
        """The list, what the rules make of it, and the number to type."""
        yield Label(self._list.heading, id="ballot-heads", markup=False)
        yield self._list
        yield Prose(self._lines(), id="casting-remarks")
        yield Confirm("核对无误，投出这张票")

    def _lines(self) -> list[ProseLine]:
        return [ProseLine(self._ballot.summary, "bold"), ProseLine("".join(self._ballot.remarks))]

    def complain(self, why: str) -> None:
        """Say why the ballot could not be cast; it is still there."""
        remedy = ProseLine("这张票没有投出，记号都还在。", "bold $error")
        self.query_one("#casting-remarks", Prose).say(ProseLine(why, "bold $error"), remedy)

    def action_scroll(self, rows: int) -> None:
        """Look through a list that is longer than the screen."""
        self._list.scroll_to(y=round(self._list.scroll_y) + rows, animate=False, force=True)
        self.post_message(Touched())

    def action_change(self) -> None:
        """Return to the ballot."""
        self.post_message(Go(VotePlace.BALLOT))
