"""All that comes before the first ballot: the steps, the list, the rules, the 口令."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from content.errors import Problem
from content.report import Report
from review.voting.listed_candidates import put_in_force
from review.voting.screens.complaints import complain
from review.voting.screens.list_pane import ListPane
from review.voting.screens.password_pane import CodePane, PasswordPane
from review.voting.screens.rules_pane import SettingPane
from review.voting.screens.steps_pane import StepsPane, VoteStep
from review.voting.vote import Phase, Vote


class BeforeVotePane(Container):
    """Leads through the steps.

    Args:
        vote: The vote, which is set and begun here.
        report: The report whose vote it is.
        at: A step to begin at; all of them are shown without one.
    """

    class Began(Message):
        """The vote has begun."""

    @dataclass
    class StageWanted(Message):
        """Ballots are to be cast, or counted."""

        counting: bool

    class PracticeWanted(Message):
        """A ballot is to be tried out."""

    def __init__(self, vote: Vote, report: Report, at: VoteStep | None = None) -> None:
        super().__init__()
        self._vote = vote
        self._report = report
        self._at = at

    async def on_mount(self) -> None:
        """Show where one begins."""
        await (self._show(StepsPane(self._vote)) if self._at is None else self._go(self._at))

    async def _show(self, pane: Widget) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount(pane)
        self.screen.refresh_bindings()

    @on(StepsPane.Chosen)
    async def _chosen(self, chosen: StepsPane.Chosen) -> None:
        chosen.stop()
        await self._go(chosen.step)

    async def _go(self, step: VoteStep) -> None:
        is_setting = self._vote.phase is Phase.SETTING
        if step is VoteStep.LIST:
            await self._show(ListPane(self._vote.candidates, self._report, is_open=is_setting))
        elif step is VoteStep.PRACTICE:
            self.post_message(self.PracticeWanted())
        elif not is_setting:
            self.post_message(self.StageWanted(counting=step is not VoteStep.VOTING))
        elif step is VoteStep.COUNTING:
            self._complain(Problem("投票还没有开始。", remedy="请先定规则，再开始投票。"))
        else:
            await self._show_rules()

    async def _show_rules(self) -> None:
        await self._show(SettingPane(self._vote.rules, self._vote.candidates))

    def _complain(self, problem: Problem) -> None:
        complain(self.app, problem)

    @on(ListPane.Taken)
    async def _list_taken(self, taken: ListPane.Taken) -> None:
        taken.stop()
        try:
            put_in_force(taken.candidates, self._report)
            self._vote.set_candidates(taken.candidates)
        except Problem as problem:
            for pane in self.query(ListPane):
                pane.complain(problem)
            return
        await self._show(StepsPane(self._vote))

    @on(ListPane.Left)
    async def _list_left(self, left: ListPane.Left) -> None:
        left.stop()
        await self._show(StepsPane(self._vote))

    @on(SettingPane.Left)
    async def _rules_left(self, left: SettingPane.Left) -> None:
        left.stop()
        if left.rules is not None:
            self._keep(left)
        await self._show(StepsPane(self._vote))

    @on(SettingPane.Started)
    async def _rules_set(self, started: SettingPane.Started) -> None:
        started.stop()
        if self._keep(started):
            await self._show(PasswordPane())

    def _keep(self, message: SettingPane.Left | SettingPane.Started) -> bool:
        """Keep the rules as they were set; whether that could be done."""
        try:
            if message.rules is not None:
                self._vote.set_rules(message.rules)
        except Problem as problem:
            self._complain(problem)
            return False
        return True

    @on(PasswordPane.Left)
    async def _password_left(self, left: PasswordPane.Left) -> None:
        left.stop()
        await self._show_rules()

    @on(PasswordPane.Chosen)
    async def _password_chosen(self, chosen: PasswordPane.Chosen) -> None:
        chosen.stop()
        try:
            code = self._vote.start(chosen.password)
        except Problem as problem:
            self._complain(problem)
            return
        if code:
            await self._show(CodePane(code))
        else:
            self.post_message(self.Began())

    @on(CodePane.Done)
    def _copied(self, done: CodePane.Done) -> None:
        done.stop()
        self.post_message(self.Began())
