"""The room of the trial vote: which of its panes is shown, and what their messages do."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.interpreter import collect_garbage, let_garbage_be
from review.voting.ballot_draft import BallotDraft
from review.voting.listed_candidates import candidates_to_vote_on, default_rules
from review.voting.practice import practice_sheet, practice_ticket
from review.voting.screens.ballot_pane import BallotPane
from review.voting.screens.before_vote_pane import BeforeVotePane
from review.voting.screens.cast_confirm_pane import CastingPane
from review.voting.screens.complaints import complain
from review.voting.screens.idle_watch import IdleWatch
from review.voting.screens.source_screen import SourceScreen
from review.voting.screens.steps_pane import VoteStep
from review.voting.screens.tallying.paper_entry_pane import EnteringPane
from review.voting.screens.tallying.practice_pane import PracticePane
from review.voting.screens.tallying.result_export_pane import ExportPane
from review.voting.screens.tallying.tally_pane import NextStep, TallyPane
from review.voting.screens.waiting_pane import WaitingPane, Why
from review.voting.sheet.wording import NO_FORCE, cover_words
from review.voting.vote import Phase, Vote
from review.widgets.key_bar import Keys
from review.widgets.prose import Prose, ProseLine

NAME = "booth"
"""What the screen is installed as."""

_PAINTED_BY = 0.2
"""Seconds after which a pane is on the screen on any machine."""


async def enter(app: App[None], report: Report, *, counting: bool) -> None:
    """Go to the vote: to the ballot, or to the tally. From there, return to the report.

    A ballot that is being filled in stays in memory while one is in the report.

    Args:
        app: The application.
        report: The report that is open.
        counting: Whether the tally is asked for.
    """
    if app.is_screen_installed(NAME):
        left = app.get_screen(NAME, Booth)
        if left.report is not report:
            app.uninstall_screen(left)
            await left.remove()  # which closes its vote
    if not app.is_screen_installed(NAME):
        try:
            candidates, rules = candidates_to_vote_on(report), default_rules(report)
            vote = Vote(paths.votes_dir(report.id), report.id, candidates, rules)
        except Problem as problem:
            complain(app, problem)
            return
        for sentence in (told for box in vote.boxes for told in box.told):
            app.notify(sentence, title="票决", severity="warning", timeout=12, markup=False)
        app.install_screen(Booth(report, vote, counting=counting), NAME)
    booth = app.get_screen(NAME, Booth)
    if booth not in app.screen_stack:
        app.clear_notifications()  # what was said over the report would lie over the ballot
        await app.push_screen(NAME)
        await booth.turn_to(counting)
        return
    while app.screen is not booth:
        app.pop_screen()
        if not counting:
            return
    await booth.turn(counting)


def has_open_ballot(app: App[None]) -> bool:
    """Whether a ballot is being filled in that would be lost with its report."""
    return app.is_screen_installed(NAME) and app.get_screen(NAME, Booth).is_filling


class Booth(Screen[None]):
    """Shows the vote of one report.

    Args:
        report: The report.
        vote: Its vote, which is closed with the screen.
        counting: Whether to begin at the tally.
    """

    # A click whose button is gone before the mouse is let go would leave Textual selecting, and
    # scrolling sixty times a second, until the next click.
    ALLOW_SELECT = False

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium")]  # noqa: RUF012  as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]  # noqa: RUF012  likewise

    DEFAULT_CSS = """
    Booth {
        background: $background;
        #booth-head { background: $panel; padding: 0 1; }
        #booth-pane { height: 1fr; }
        Keys { height: 1; }
    }
    Booth.-short #booth-head { max-height: 2; }
    Booth.-narrow {
        #ballot, #setting { layout: vertical; }
        #ballot-paper, #setting-form { width: 100%; max-width: 100%; height: 3fr; }
        #detail, #setting-list { width: 100%; height: 2fr; }
        #detail { border-left: none; border-top: solid $muted; }
        #setting-form { padding: 0 1; }
        #setting-form Keypad { margin-top: 0; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "回报告", key_display="Esc"),
        Binding("ctrl+o", "open_list", show=False),
        Binding("f5", "app.vote(False)", show=False),
        Binding("f6", "app.vote(True)", show=False),
    ]

    def __init__(self, report: Report, vote: Vote, *, counting: bool) -> None:
        super().__init__()
        self.report = report
        """The report whose vote it is."""
        self._vote = vote
        self._ballot: BallotDraft | None = None
        self._is_practice = False
        """Whether the ballot is one of a trial of one's own, that goes into no box."""
        self._at = 0
        self.counting = counting
        self._collecting: Timer | None = None
        self.idle_watch = IdleWatch(self, self.cover)
        """Sees that nobody is at a ballot any more."""

    @property
    def is_filling(self) -> bool:
        """Whether a ballot is being filled in."""
        return self._ballot is not None

    def compose(self) -> ComposeResult:
        """What every pane says, the pane, and the keys."""
        yield Prose(id="booth-head", centred=True)
        yield Container(id="booth-pane")
        yield Keys()

    async def on_mount(self) -> None:
        """Show where the vote stands."""
        await self._show_stage()

    def on_unmount(self) -> None:
        """Let another program have the vote."""
        self._vote.close()

    # Where one is

    async def _show(self, pane: Widget) -> None:
        """Put a pane in the place of the one before."""
        ticket = self._vote.ticket
        if self._ballot is not None:
            ticket = self._ballot.ticket
        notice = f"{NO_FORCE}　{ticket.notice}" if ticket.notice else NO_FORCE
        nth = f"（第{ticket.round}轮）" if ticket.round > 1 else ""
        practice = "　自己试一试" if self._is_practice else ""
        title = ProseLine(f"{ticket.rules.title}{nth}{practice}", "bold $primary")
        self.query_one("#booth-head", Prose).say(title, ProseLine(notice, "$muted"))
        place = self.query_one("#booth-pane")
        async with self.batch():
            await place.remove_children()
            await place.mount(pane)
        self.refresh_bindings()  # or the keys below are still those of the pane before

    async def _show_stage(self, why: Why = Why.OPEN) -> None:
        # To look for garbage may take as long as all the rest: not before the pane is painted.
        let_garbage_be()
        if self._collecting is not None:
            self._collecting.stop()
        self._collecting = self.app.set_timer(_PAINTED_BY, collect_garbage)
        if self._ballot is not None and not self.counting:
            await self._show(BallotPane(self._ballot, self._vote.candidates, self._at))
        elif self._vote.phase is Phase.SETTING:
            self.counting = False
            await self._show(BeforeVotePane(self._vote, self.report))
        elif self.counting or not self._has_ballots:
            self.counting = True
            await self._show(TallyPane(self._vote))
        else:
            box = self._vote.box
            pane = WaitingPane(why, box.count, (cover_words(box.contents.key.is_locked),))
            await self._show(pane)
            self.set_focus(pane)

    @property
    def _has_ballots(self) -> bool:
        """Whether ballots can be filled in, now or once the rules are set."""
        return self._vote.phase in (Phase.SETTING, Phase.OPEN)

    async def turn(self, counting: bool) -> None:
        """From the ballot to the tally and back, or to the report."""
        if counting == self.counting or not (counting or self._has_ballots):
            self.action_leave()
        else:
            await self.turn_to(counting)

    async def turn_to(self, counting: bool) -> None:
        """Show the ballot or the tally, if it is not shown already."""
        if counting != self.counting and (counting or self._has_ballots):
            self.counting = counting
            await self._show_stage()

    def action_leave(self) -> None:
        """Return to the report."""
        self.app.pop_screen()

    def on_screen_resume(self) -> None:
        """Give the keys back to the pane."""
        self.touch()

    # Before the vote

    @on(BeforeVotePane.Began)
    async def _began(self) -> None:
        await self._show_stage()

    @on(BeforeVotePane.StageWanted)
    async def _stage_wanted(self, wanted: BeforeVotePane.StageWanted) -> None:
        self.counting = wanted.counting
        await self._show_stage()

    async def action_open_list(self) -> None:
        """Show the list of candidates, and take another."""
        await self._show(BeforeVotePane(self._vote, self.report, VoteStep.LIST))

    @on(PracticePane.Left)
    @on(TallyPane.StepsWanted)
    async def _to_steps(self) -> None:
        await self._show(BeforeVotePane(self._vote, self.report))

    # A trial of one's own

    @on(BeforeVotePane.PracticeWanted)
    async def _practise(self) -> None:
        ticket = practice_ticket(self.report.id, self._vote.rules, self._vote.candidates)
        self._ballot, self._at, self._is_practice = BallotDraft(ticket), 0, True
        self.counting = False
        await self._show_stage()

    # A ballot

    @on(WaitingPane.Begun)
    async def _begun(self) -> None:
        if self._vote.box.full:
            complain(self.app, Problem(self._vote.box.full, remedy="数字填错了的，请按F6改正。"))
            return
        self._ballot, self._at = BallotDraft(self._vote.ticket), 0
        await self._show_stage()
        self.touch()

    @on(BallotPane.SourceWanted)
    def _source_wanted(self, wanted: BallotPane.SourceWanted) -> None:
        self.touch()
        self.app.push_screen(SourceScreen(self.report, wanted.quotes, wanted.at, self.touch))

    @on(BallotPane.Filled)
    async def _filled(self) -> None:
        for pane in self.query(BallotPane):
            self._at = pane.at
        if self._ballot is not None:
            await self._show(CastingPane(self._ballot))
            self.touch()

    @on(CastingPane.ChangeWanted)
    async def _change_wanted(self) -> None:
        await self._show_stage()
        self.touch()

    @on(CastingPane.Confirmed)
    async def _confirmed(self) -> None:
        if self._ballot is None:
            return
        if self._is_practice:
            sheet = practice_sheet(self._ballot.ticket, self._ballot.marks)
            self._forget()
            await self._show(PracticePane(sheet))
            return
        try:
            # On this thread: the deputy waits for exactly this, and nothing may come between.
            self._vote.cast(self._ballot.marks)
        except Problem as problem:
            self.query_one(CastingPane).complain(str(problem))
            return
        await self._drop(Why.CAST)

    # The tally

    @on(TallyPane.Wanted)
    async def _wanted(self, wanted: TallyPane.Wanted) -> None:
        try:
            self._do(wanted)
        except Problem as problem:
            complain(self.app, problem)
        await self._show_stage()

    def _do(self, wanted: TallyPane.Wanted) -> None:
        vote = self._vote
        if wanted.step is NextStep.DAY:
            vote.set_day(wanted.total, wanted.present, wanted.issued)
            return  # whoever is filling a ballot in goes on
        if wanted.step is NextStep.NEXT:
            vote.start_next(present=wanted.present, issued=wanted.issued)
            self.counting = False
        elif wanted.step is NextStep.COUNT:
            vote.count(wanted.password)
        else:
            {
                NextStep.SEAL: vote.seal,
                NextStep.REOPEN: vote.reopen,
                NextStep.DISCARD: vote.throw_away,
                NextStep.AGAIN: vote.again,
            }[wanted.step]()
        self._forget()  # it was another box's

    def _forget(self) -> None:
        self._ballot, self._at, self._is_practice = None, 0, False

    @on(TallyPane.PaperWanted)
    async def _paper_wanted(self) -> None:
        try:
            await self._show(EnteringPane(self._vote))
        except Problem as problem:
            complain(self.app, problem)
            await self._show_stage()

    @on(EnteringPane.AddWanted)
    async def _add_wanted(self) -> None:
        try:
            self._vote.take_paper()
        except Problem as problem:
            for pane in self.query(EnteringPane):
                pane.complain(problem)
        else:
            await self._show_stage()

    @on(TallyPane.ExportWanted)
    async def _export_wanted(self) -> None:
        path = paths.document("票决结果", self.report.title)
        await self._show(ExportPane(self._vote.sheets, path))

    @on(EnteringPane.Closed)
    @on(ExportPane.Closed)
    async def _returned(self) -> None:
        await self._show_stage()

    async def _drop(self, why: Why) -> None:
        """Forget the ballot that was being filled in."""
        self._forget()
        self.idle_watch.stop()
        await self._show_stage(why)

    # Covering

    @on(BallotPane.Touched)
    @on(CastingPane.Touched)
    def touch(self) -> None:
        """Wait anew before an idle ballot is put away."""
        if self._ballot is not None:
            self.idle_watch.restart()

    def on_key(self) -> None:
        """A key that does nothing also tells that somebody is there."""
        self.touch()

    def on_mouse_move(self) -> None:
        """So does the mouse."""
        self.touch()

    async def cover(self) -> None:
        """Put away a ballot at which nobody is."""
        if self in self.app.screen_stack:
            while self.app.screen is not self:
                self.app.pop_screen()
        await self._drop(Why.COVERED)
