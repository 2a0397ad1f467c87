"""The tally screen: sealing, counting, the results of all rounds, and what may come next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from review.voting.box.ballot_box import FEW
from review.voting.box.box_ticket import Ticket
from review.voting.counting.tally import is_void
from review.voting.screens.confirm_line import Confirm
from review.voting.screens.questions import (
    AskDay,
    AskNumbers,
    AskPassword,
    AskWord,
    TypedQuestion,
)
from review.voting.screens.tallying.sheet_view import SheetRows, sheet_rows
from review.voting.sheet.result_sheet import Sheet
from review.voting.sheet.wording import known, threshold_name
from review.voting.vote import Phase, Vote
from review.widgets.prose import ProseLine, Scroll, set_rows

_FEW_BALLOTS = (
    f"票箱里不足{FEW}张票：票数这样少，结果可能让人看出个别代表是怎么投的。请想好再计票。"
)


class NextStep(Enum):
    """What can be done with a vote here."""

    SEAL = "封票"
    COUNT = "计票"
    NEXT = "开始下一轮"
    REOPEN = "重新开箱"
    DISCARD = "作废"
    DAY = "改数字"
    AGAIN = "再投一次"


class TallyPane(Vertical):
    """Shows where a vote stands, and asks before it goes on.

    Args:
        vote: The vote. Only read here: what the keys ask for is done by whoever gets `Wanted`.
    """

    DEFAULT_CSS = """
    TallyPane {
        #counting { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ask('SEAL')", "封票", key_display="回车"),
        Binding("enter", "ask('COUNT')", "计票", key_display="回车"),
        Binding("enter", "ask('NEXT')", "下一轮", key_display="回车"),
        Binding("1,１", "steps", "四步", key_display="1"),
        Binding("2,２", "enter_paper", "纸质票", key_display="2"),
        Binding("3,３", "ask('REOPEN')", "重新开箱", key_display="3"),
        Binding("4,４", "ask('DISCARD')", "作废", key_display="4"),
        Binding("5,５", "ask('DAY')", "改数字", key_display="5"),
        Binding("6,６", "ask('AGAIN')", "再投一次", key_display="6"),
        Binding("7,７,f7", "export", "导出", key_display="7"),
        Binding("right", "round(1)", "换一轮", key_display="←→"),
        Binding("left", "round(-1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-15)", show=False),
        Binding("pagedown,space", "scroll(15)", show=False),
        Binding("home", "scroll(-99999)", show=False),
        Binding("end", "scroll(99999)", show=False),
        Binding("escape", "cancel", "取消", key_display="Esc"),
    ]

    @dataclass
    class Wanted(Message):
        """Something is to be done with the vote."""

        step: NextStep
        present: int = 0
        """For another round: how many deputies are present, 0 if not known."""
        issued: int = 0
        """For another round: how many ballots are issued, 0 if not known."""
        total: int = 0
        """For the numbers of the day: how many deputies there are in all."""
        password: str = ""
        """For the count: what opens the box."""

        def __repr__(self) -> str:
            return f"Wanted({self.step})"  # no 口令 gets into a log

    class StepsWanted(Message):
        """The four steps are to be shown."""

    class PaperWanted(Message):
        """Paper ballots are to be copied."""

    class ExportWanted(Message):
        """The results are to be written to a file."""

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._sheets: list[Sheet] = vote.sheets
        counted = vote.phase is Phase.COUNTED
        # Of the sheet, since the vote would count again.
        self._next = self._sheets[-1].result.next if counted else None
        self._round = len(vote.boxes) - 1
        self._rows = SheetRows()
        self._asked: NextStep | None = None
        self._numbers = (0, 0)
        self._password = ""

    def compose(self) -> ComposeResult:
        """One text; what is asked comes below it."""
        with Scroll(id="counting"):
            yield self._rows

    def on_mount(self) -> None:
        """Show where the vote stands."""
        self.screen.set_focus(self.query_one("#counting"))
        self._show()

    def _show(self) -> None:
        if self._vote.phase is Phase.COUNTED or self._shows_earlier:
            sheet = self._sheets[self._round]
            self._rows.show(lambda width: self._sheet_rows(sheet, width))
        else:
            lines = state_lines(self._vote)
            self._rows.show(lambda width: [row for line in lines for row in set_rows(line, width)])
        self.query_one("#counting").scroll_home(animate=False)

    @property
    def _shows_earlier(self) -> bool:
        """Whether the result of an earlier round is shown while the last is not counted yet."""
        return 0 <= self._round < len(self._vote.boxes) - 1

    def _sheet_rows(self, sheet: Sheet, width: int) -> list[Content]:
        rows = []
        if len(self._vote.boxes) > 1:
            nth = f"共{len(self._vote.boxes)}轮，这是第{sheet.ticket.round}轮。"
            rows = set_rows(ProseLine(nth, "$muted"), width)
        return rows + sheet_rows(sheet, width)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; while something is asked, only to answer it."""
        if action == "cancel":
            return self._asked is not None
        if self._asked is not None:
            return action == "scroll"
        if action == "ask":
            return self._can(str(parameters[0]))
        if action == "round":
            return len(self._vote.boxes) > 1
        offered = {
            "export": bool(self._sheets),
            "enter_paper": self._vote.phase in (Phase.OPEN, Phase.SEALED),
        }
        return offered.get(action, True)

    def _can(self, step: str) -> bool:
        phase = self._vote.phase
        return {
            "SEAL": phase is Phase.OPEN,
            "COUNT": phase is Phase.SEALED,
            "NEXT": self._next is not None,
            "REOPEN": phase is Phase.SEALED,
            "DISCARD": phase is not Phase.SETTING,
            "DAY": phase in (Phase.OPEN, Phase.SEALED),
            "AGAIN": phase is Phase.COUNTED,
        }[step]

    async def action_ask(self, name: str) -> None:
        """Ask before something is done."""
        step = NextStep[name]
        question = self._question(step)
        self._asked = step
        await self.mount(question)
        self.refresh_bindings()

    def _question(self, step: NextStep) -> Confirm | TypedQuestion:
        box = self._vote.box
        if step is NextStep.SEAL:
            return Confirm(f"封票（共{box.count}张）", "封票以后不能再投。还没有投出的选票不算。")
        if step is NextStep.COUNT:
            return AskPassword() if box.needs_password else self._confirm_count()
        if step in (NextStep.REOPEN, NextStep.DISCARD):
            return self._ask_word(step)
        if step is NextStep.DAY:
            return AskDay(self._vote.rules)
        if step is NextStep.AGAIN:
            nth = len(self._vote.past) + 1
            return Confirm("另投一次", f"这次的结果留作“第{nth}次试投”，规则和名单照旧。")
        after = self._next
        assert after is not None
        nth = self._vote.ticket.round + 1
        what = f"第{nth}轮：就{len(after.ids)}个项目再投一次，选{after.seats}项。"
        return AskNumbers(what, self._vote.rules.present)

    def _ask_word(self, step: NextStep) -> AskWord:
        if step is NextStep.REOPEN:
            warning = "重新开箱后又可以投票；这会记在票箱里，印在结果单上。"
            return AskWord(warning, "开箱", "kaixiang")
        ballots = f"第{self._vote.ticket.round}轮的{self._vote.box.count}张票"
        counted = self._vote.phase is Phase.COUNTED
        what = "移到一边，结果另存，可以再看。" if counted else "全部删除，不能找回。"
        return AskWord(f"{ballots}将{what}", "作废", "zuofei")

    def _confirm_count(self) -> Confirm:
        warnings = ["计票后各张选票即销毁，只留总数，票箱不能再开；纸质票和其他票箱请先并入。"]
        if is_void(self._vote.rules, self._vote.box.count):
            over = "收回的票多于发出的票或实到代表，计票就是本次投票无效！数字填错了的请先改。"
            warnings.insert(0, over)
        if self._vote.box.is_small:
            warnings.append(_FEW_BALLOTS)
        return Confirm("计票", "".join(warnings))

    async def action_cancel(self) -> None:
        """Take the question back."""
        self._asked = None
        await self.query("Confirm, TypedQuestion").remove()
        self.screen.set_focus(self.query_one("#counting"))
        self.refresh_bindings()

    @on(AskNumbers.Answered)
    async def _answered(self, answered: AskNumbers.Answered) -> None:
        answered.stop()
        self._numbers = (answered.present, answered.issued)
        await self.query(AskNumbers).remove()
        await self.mount(Confirm(f"开始第{self._vote.ticket.round + 1}轮投票"))

    @on(AskDay.Answered)
    def _day_answered(self, answered: AskDay.Answered) -> None:
        answered.stop()
        wanted = self.Wanted(NextStep.DAY, answered.present, answered.issued, answered.total)
        self.post_message(wanted)

    @on(AskPassword.Answered)
    async def _password_answered(self, answered: AskPassword.Answered) -> None:
        answered.stop()
        self._password = answered.password
        await self.query(AskPassword).remove()
        await self.mount(self._confirm_count())

    def action_steps(self) -> None:
        """Go to the four steps."""
        self.post_message(self.StepsWanted())

    @on(Confirm.Confirmed)
    @on(AskWord.Confirmed)
    def _confirmed(self, confirmed: Message) -> None:
        confirmed.stop()
        if self._asked is not None:
            self.post_message(self.Wanted(self._asked, *self._numbers, password=self._password))

    def action_export(self) -> None:
        """Write the results to a file."""
        self.post_message(self.ExportWanted())

    def action_enter_paper(self) -> None:
        """Copy paper ballots, and compare what two tellers have copied."""
        self.post_message(self.PaperWanted())

    def action_round(self, direction: int) -> None:
        """Show the result of another round."""
        self._round = (self._round + direction) % len(self._vote.boxes)
        self._show()

    def action_scroll(self, rows: int) -> None:
        """Look through a long sheet."""
        pane = self.query_one("#counting")
        pane.scroll_to(y=round(pane.scroll_y) + rows, animate=False, force=True)


def state_lines(vote: Vote) -> list[ProseLine]:
    """Where a vote stands that has no result to show yet."""
    if vote.phase is Phase.SETTING:
        return [
            ProseLine(""),
            ProseLine("投票还没有开始。请按F5设定应选项目数和规则，然后开始投票。"),
        ]
    ticket, box = vote.ticket, vote.box
    nth = f"第{ticket.round}轮" if ticket.round > 1 else ""
    lines = [ProseLine("")]
    if vote.phase is Phase.OPEN:
        lines.append(ProseLine(f"{nth}投票正在进行，已投 {box.count} 票。", "bold $primary"))
        lines.append(ProseLine("封票以前，这里和任何地方都只显示票数。"))
    else:
        lines.append(ProseLine(f"{nth}票箱已封，共 {box.count} 票，还没有计票。", "bold $primary"))
        if box.is_small:
            lines.append(ProseLine(_FEW_BALLOTS, "$warning"))
    return [*lines, ProseLine(""), *rule_lines(ticket)]


def rule_lines(ticket: Ticket) -> list[ProseLine]:
    """The rules under which ballots are cast, in so far as a deputy asks for them."""
    rules = ticket.rules
    return [
        ProseLine(f"全体代表 {known(rules.deputies_total)}　实到 {known(rules.present)}"),
        ProseLine(f"发出票数 {known(rules.issued)}　应选项目 {known(rules.seats)}"),
        ProseLine(f"候选项目 {len(ticket.ids)}　投票方式 {rules.mode.label}"),
        ProseLine(f"通过门槛 {threshold_name(ticket)}"),
        ProseLine(f"票数相同 {rules.tie.label}　未选足 {rules.shortfall.label}"),
        ProseLine(""),
        ProseLine(
            "本程序尽量保密：不记投票先后和时间，不记姓名。但防不住这台计算机的管理员、摄像头，"
            "以及对磁盘的专门检验。",
            "$muted",
        ),
    ]
