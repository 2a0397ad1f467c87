"""The room of the votes: which of its panes is shown, and what their messages do.

There is one screen, with a head, a pane and the keys. A pane knows the vote and nothing of the
others: where it wants to go it posts `Go`, and the room decides what stands there. The room alone
has the ballot that is being filled in, which lives as long as the deputy is at it: it is dropped
when it is cast, when nobody has touched a key for two minutes, and when the vote has gone on.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Key, MouseMove, ScreenResume
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from content.errors import Problem
from content.report import Report
from review.voting.ballot_draft import BallotDraft
from review.voting.box.box_file import State
from review.voting.box.sealing import NO_PASSWORD
from review.voting.practice import practice_sheet, practice_ticket
from review.voting.screens.ballot_pane import BallotPane, CastingPane
from review.voting.screens.list_pane import ListPane
from review.voting.screens.notice_pane import StartPane, Why, between_deputies
from review.voting.screens.paper_entry_pane import PaperEntryPane
from review.voting.screens.result_export_pane import ResultExportPane
from review.voting.screens.routing import Go, Touched, VotePlace, complain
from review.voting.screens.rules_pane import RulesPane
from review.voting.screens.source_screen import SourceScreen
from review.voting.screens.steps_pane import StepsPane
from review.voting.screens.tally_pane import NextStep, PracticePane, TallyPane
from review.voting.sheet.wording import NO_FORCE
from review.voting.vote import Vote
from review.widgets.key_bar import KeyBar
from review.widgets.prose import Prose, ProseLine

NAME = "booth"

COVER_AFTER = 120.0
"""Seconds without a key after which a ballot is put away, its marks dropped: whoever comes to the
machine next must not see them."""

WARN_BEFORE = 30.0
"""Seconds before that of a warning, for those who only read."""


class Booth(Screen[None]):
    """Shows the votes of one report, one at a time, each of which is closed when it is left.

    It stays installed while one is in the report, so that an unfinished ballot is still there.
    """

    # A click whose button is gone before the mouse is let go would leave Textual selecting, and
    # scrolling sixty times a second, until the next click.
    ALLOW_SELECT = False

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-medium")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]

    DEFAULT_CSS = """
    Booth {
        background: $background;
        #booth-head { background: $panel; padding: 0 1; }
        #ballot-heads { height: 1; width: 100%; color: $muted; background: $surface; }
    }
    Booth.-short {
        #booth-head { max-height: 2; }
        NoticePane Prose { margin: 0; }
        #begin { padding: 0 4; }
    }
    Booth.-narrow {
        #ballot, #setting { layout: vertical; }
        #ballot-paper, #setting-form { width: 100%; max-width: 100%; height: 3fr; }
        #detail, #setting-words { width: 100%; height: 2fr; }
        #detail { border-left: none; border-top: solid $muted; }
        #setting-form { padding: 0 1; }
        #setting-form Keypad { margin-top: 0; }
    }
    Booth.-narrow.-short {
        #setting-form { height: 2fr; }
        #setting-words { height: 1fr; }
    }
    """

    BINDINGS = [
        Binding("escape", "leave", "回报告", key_display="Esc"),
        Binding("ctrl+o", "go('LIST')", show=False),
    ]

    def __init__(self, vote: Vote, *, counting: bool) -> None:
        super().__init__()
        self.vote = vote
        self.ballot: BallotDraft | None = None
        """The ballot that is being filled in."""
        self.counting = counting
        """Whether the tally is shown, or would be."""
        self.timers: list[Timer] = []
        """Those that put a ballot away at which nobody is, after a warning."""
        self._warned = False

    def compose(self) -> ComposeResult:
        """What every pane says, the pane, and the keys."""
        yield Prose(id="booth-head", centred=True)
        yield Container(id="booth-pane")
        yield KeyBar()

    async def on_mount(self) -> None:
        """Show where the vote stands."""
        self._tell_mended()
        await self._show_stage()

    def on_unmount(self) -> None:
        """Let another program have the vote."""
        self.vote.close()

    def _tell_mended(self) -> None:
        for sentence in (told for box in self.vote.boxes for told in box.contents.told):
            self.app.notify(sentence, title="票决", severity="warning", timeout=12)

    # Where one is

    async def _show(self, pane: Widget) -> None:
        ballot = self.ballot
        ticket = self.vote.ticket if ballot is None else ballot.ticket
        notice = f"{NO_FORCE}　{ticket.status.notice}" if ticket.status.notice else NO_FORCE
        practice = "　自己试一试" if ballot is not None and ballot.is_practice else ""
        title = ProseLine(f"{ticket.rules.title}{ticket.nth}{practice}", "bold $primary")
        self.query_one("#booth-head", Prose).say(title, ProseLine(notice, "$muted"))
        place = self.query_one("#booth-pane")
        async with self.batch():
            await place.remove_children()
            await place.mount(pane)
        self.refresh_bindings()  # or the keys below are still those of the pane before

    async def _show_stage(self, why: Why = Why.OPEN) -> None:
        """Show where the vote stands: the ballot, the steps, the tally or the neutral page."""
        if self.ballot is not None and not self.counting:
            await self._show(BallotPane(self.ballot, self.vote.candidates))
        elif self.vote.state is None:
            self.counting = False
            await self._show(StepsPane(self.vote))
        elif self.counting or not self._has_ballots:
            self.counting = True
            await self._show(TallyPane(self.vote))
        else:
            contents = self.vote.box.contents
            locked = "票箱已上锁：凭开箱口令或应急码才能打开，两样都没有，里面的票就打不开了。"
            note = NO_PASSWORD if contents.key.vote is None else locked
            await self._show(between_deputies(why, contents.count, note))

    @property
    def _has_ballots(self) -> bool:
        return self.vote.state in (None, State.OPEN)

    async def turn_to(self, counting: bool, *, or_leave: bool = False) -> None:
        """Show the ballot or the tally; with `or_leave` the report, where it is there already."""
        if counting == self.counting or not (counting or self._has_ballots):
            if or_leave:
                self.action_leave()
        elif not self._tells_code:
            self.counting = counting
            await self._show_stage()

    def action_leave(self) -> None:
        """Return to the report."""
        self.app.pop_screen()

    @property
    def _tells_code(self) -> bool:
        """Whether the 应急码 is shown, which is told just once: only its button leads on."""
        return bool(self.query(StartPane)) and bool(self.vote.boxes)

    def action_go(self, place: str) -> None:
        """Go to a place by its name."""
        if not self._tells_code:
            self.post_message(Go(VotePlace[place]))

    @on(Go)
    async def _going(self, go: Go) -> None:
        go.stop()
        try:
            await self._go(go.place)
        except Problem as problem:
            complain(self.app, problem)
        self.touch()

    async def _go(self, place: VotePlace) -> None:
        if place not in (VotePlace.BALLOT, VotePlace.CASTING):
            self._end_practice()
        pane = self._pane(place)
        if pane is not None:
            await self._show(pane)
            return
        vote = self.vote
        if place is VotePlace.PRACTICE:
            ticket = practice_ticket(vote)
            self.ballot = BallotDraft(ticket, is_practice=True)
        elif place is VotePlace.BALLOT and self.ballot is None:
            if vote.box.full:
                raise Problem(vote.box.full, remedy="数字填错了的，请按F6改正。")
            self.ballot = BallotDraft(vote.ticket)
        self.counting = place in (VotePlace.RULES, VotePlace.COUNTING)
        await self._show_stage()

    def _pane(self, place: VotePlace) -> Widget | None:
        """The pane of a place; None where it depends on where the vote stands."""
        vote, ballot = self.vote, self.ballot
        panes: dict[VotePlace, Callable[[Vote], Widget]] = {
            VotePlace.STEPS: StepsPane,
            VotePlace.LIST: ListPane,
            VotePlace.PAPER: PaperEntryPane,
            VotePlace.START: StartPane,
            VotePlace.EXPORT: ResultExportPane,
        }
        if place is VotePlace.CASTING and ballot is not None:
            return CastingPane(ballot, self._cast)
        if vote.state is None:
            if place is VotePlace.COUNTING and not vote.past:
                raise Problem("投票还没有开始。", remedy="请先定规则，再开始投票。")
            if place in (VotePlace.RULES, VotePlace.VOTING) and not vote.candidates.entries:
                raise Problem("还没有名单。", remedy="请先按1换上名单。")
            panes[VotePlace.COUNTING] = TallyPane
            panes[VotePlace.RULES] = panes[VotePlace.VOTING] = RulesPane
        return panes[place](vote) if place in panes else None

    @on(StepsPane.KindChosen)
    async def _kind_chosen(self, chosen: StepsPane.KindChosen) -> None:
        self._end_practice()
        if self.ballot is not None:
            complain(self.app, Problem("有一张票还没有投出。", remedy="请先投出或收起这张票。"))
        elif chosen.kind is not self.vote.kind:
            try:
                vote = Vote(self.vote.report, chosen.kind)
            except Problem as problem:
                complain(self.app, problem)
            else:
                self.vote.close()  # not before: it might not be to be had again
                self.vote = vote
                self._tell_mended()
        await self._show(StepsPane(self.vote))

    @on(TallyPane.Done)
    async def _step_done(self, done: TallyPane.Done) -> None:
        if done.step not in (None, NextStep.DAY):
            self._forget()  # it was another box's
        self.counting = done.step is not NextStep.NEXT
        await self._show_stage()

    # A ballot

    @on(BallotPane.SourceWanted)
    def _source_wanted(self, wanted: BallotPane.SourceWanted) -> None:
        self.app.push_screen(SourceScreen(self.vote.report, wanted.quotes, self.touch))

    async def _cast(self) -> None:
        if self.ballot is None:
            return
        if self.ballot.is_practice:
            sheet = practice_sheet(self.ballot.ticket, self.ballot.marks)
            self._forget()
            await self._show(PracticePane(sheet))
            return
        try:
            # On this thread: the deputy waits for exactly this, and nothing may come between.
            self.vote.box.cast(self.ballot.marks)
        except Problem as problem:
            self.query_one(CastingPane).complain(str(problem))
        else:
            self._forget()
            await self._show_stage(Why.CAST)

    def _forget(self) -> None:
        """Let go of the ballot, and of what would put it away."""
        self.ballot = None
        self._stop_timers()

    def _end_practice(self) -> None:
        """Let go of a ballot for practice: where one goes on with the vote it is in the way."""
        if self.ballot is not None and self.ballot.is_practice:
            self._forget()

    async def cover(self) -> None:
        """Put away a ballot at which nobody is."""
        if self in self.app.screen_stack:
            while self.app.screen is not self:
                self.app.pop_screen()
        self._forget()
        await self._show_stage(Why.COVERED)

    @on(Touched)
    @on(ScreenResume)
    @on(Key)
    @on(MouseMove)
    def touch(self) -> None:
        """Somebody is there, even if a key does nothing: wait anew with putting the ballot away."""
        if self.ballot is not None:
            self._stop_timers()
            self.timers = [
                self.set_timer(COVER_AFTER - WARN_BEFORE, self._warn),
                self.set_timer(COVER_AFTER, self.cover),
            ]

    def _stop_timers(self) -> None:
        for timer in self.timers:
            timer.stop()
        self.timers = []
        if self._warned:
            self._warned = False
            self.app.clear_notifications()

    def _warn(self) -> None:
        self._warned = True
        left = f"{WARN_BEFORE:.0f}秒"
        text = f"选票闲置，再过{left}将收起，记号不保留。要接着填，请回到选票按方向键。"
        self.app.notify(text, title="票决", severity="warning", timeout=WARN_BEFORE)


# The way in


async def enter(app: App[None], report: Report, *, counting: bool) -> None:
    """Go to the vote: to the ballot, or to the tally. From there, return to the report.

    A ballot that is being filled in stays in memory while one is in the report, revised or not.
    """
    if app.is_screen_installed(NAME):
        left = app.get_screen(NAME, Booth)
        is_revised = left.vote.report.id == report.id and left.ballot is not None
        if left.vote.report is not report and not is_revised:
            app.uninstall_screen(left)
            await left.remove()  # which closes its vote
    if not app.is_screen_installed(NAME):
        try:
            vote = Vote(report)
        except Problem as problem:
            complain(app, problem)
            return
        app.install_screen(Booth(vote, counting=counting), NAME)
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
    await booth.turn_to(counting, or_leave=True)


def has_open_ballot(app: App[None]) -> bool:
    """Whether a ballot is being filled in, not for practice, that would be lost with its report."""
    ballot = app.get_screen(NAME, Booth).ballot if app.is_screen_installed(NAME) else None
    return ballot is not None and not ballot.is_practice
