"""The beginning of a vote: the 口令, the last question, the 应急码."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget

from content.errors import Problem
from review.voting.box.sealing import NO_PASSWORD
from review.voting.screens.confirm_line import Confirm
from review.voting.screens.notice_pane import code_notice
from review.voting.screens.questions import Ask, ask_new_password
from review.voting.screens.routing import Go, VotePlace, complain
from review.voting.vote import Vote

_FROZEN = "开始后规则和名单不能再改；全体、实到、发出、收回这几个数还可以改。"


class StartPane(Container):
    """Begins a vote whose rules are set."""

    DEFAULT_CSS = "StartPane { padding: 1 1; }"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "返回", key_display="Esc"),
    ]

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._password = ""

    async def on_mount(self) -> None:
        """Ask for the 口令."""
        await self._show(ask_new_password())

    async def _show(self, pane: Widget) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount(pane)
        self.screen.refresh_bindings()

    @on(Ask.Answered)
    async def _answered(self, answered: Ask.Answered) -> None:
        answered.stop()
        self._password = answered.values[0]
        above = _FROZEN if self._password else f"{NO_PASSWORD}{_FROZEN}"
        await self._show(Confirm("开始投票", above))

    @on(Confirm.Confirmed)
    async def _confirmed(self, confirmed: Confirm.Confirmed) -> None:
        confirmed.stop()
        try:
            code = self._vote.start(self._password)
        except Problem as problem:
            complain(self.app, problem)
            await self._show(ask_new_password())
            return
        if code:
            await self._show(code_notice(code))
        else:
            self.post_message(Go(VotePlace.VOTING))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once the vote has begun there is no way back."""
        return not self._vote.boxes

    async def action_back(self) -> None:
        """Take the question back, or return to the rules."""
        if self.query(Confirm):
            await self._show(ask_new_password())
        else:
            self.post_message(Go(VotePlace.RULES))
