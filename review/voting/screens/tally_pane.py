"""The tally screen: sealing, counting, the results of all rounds, and what may come next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache, partial

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from content.errors import Problem
from review.voting.box.ballot_box import FEW
from review.voting.box.box_file import State
from review.voting.box.sealing import unlocked
from review.voting.counting.results import Verdict
from review.voting.counting.tally import is_void
from review.voting.rules.choices import Mode
from review.voting.rules.rules import EACH, Day
from review.voting.screens.questions import Ask, Confirm, ask_day, ask_password, ask_word
from review.voting.screens.routing import Go, VotePlace, complain
from review.voting.sheet.result_sheet import CHOSEN, Sheet, SheetLine
from review.voting.sheet.vote_papers import Trials, chosen_investment, side_by_side, trial_names
from review.voting.sheet.wording import (
    known,
    legal_remarks,
    missing_numbers,
    seats_name,
    threshold_name,
)
from review.voting.vote import Vote
from review.widgets.prose import Prose, ProseLine, ReadingScroll, set_rows

_FEW_BALLOTS = (
    f"票箱里不足{FEW}张票：票数这样少，结果可能让人看出个别代表是怎么投的。请想好再计票。"
)

_VOID = "收回的票多于发出的票或代表人数，计票就是本次投票无效！数字填错了的请先改。"
_SECRECY = (
    "本程序尽量保密：不记投票先后和时间，不记姓名。但防不住这台电脑的管理员、摄像头，"
    "以及对磁盘的专门检验。"
)
_NO_QUORUM = "实到代表不足法定人数，计票就没有结果！数字填错了的请先改。"


class NextStep(Enum):
    """What can be done with a vote here, each after a question: see `TallyPane.check_action`."""

    SEAL = "封票"
    COUNT = "计票"
    NEXT = "开始下一轮"
    REOPEN = "重新开箱"
    DISCARD = "作废"
    DAY = "改数字"
    AGAIN = "再投一次"


class TallyPane(Vertical):
    """Shows where a vote stands, and asks before it goes on."""

    DEFAULT_CSS = "TallyPane Confirm, TallyPane Ask { dock: bottom; }"

    BINDINGS = [
        Binding("enter", "ask('SEAL')", "封票", key_display="回车"),
        Binding("enter", "ask('COUNT')", "计票", key_display="回车"),
        Binding("enter", "ask('NEXT')", "下一轮", key_display="回车"),
        Binding("right", "page(1)", "换一页", key_display="←→"),
        Binding("1", "go('STEPS')", "四步", key_display="1"),
        Binding("2", "go('PAPER')", "纸质票", key_display="2"),
        Binding("3", "ask('REOPEN')", "重新开箱", key_display="3"),
        Binding("4", "ask('DISCARD')", "作废", key_display="4"),
        Binding("5", "ask('DAY')", "改数字", key_display="5"),
        Binding("6", "ask('AGAIN')", "再投一次", key_display="6"),
        Binding("7,f7", "go('EXPORT')", "导出", key_display="7"),
        Binding("left", "page(-1)", show=False),
        Binding("escape", "cancel", "取消", key_display="Esc"),
    ]

    @dataclass
    class Done(Message):
        """The vote has gone on."""

        step: NextStep | None
        """None where it could not."""

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._sheets = vote.sheets
        self._trials = vote.trials
        self._page = max(0, len(vote.boxes) - 1)
        """Which is shown: a round, or behind the last one all trials side by side."""
        self._rows = SheetRows(self._set_rows)
        self._is_asking = False

    def compose(self) -> ComposeResult:
        """One text; what is asked comes below it."""
        with ReadingScroll(id="counting"):
            yield self._rows

    def on_mount(self) -> None:
        """Show where the vote stands."""
        self.screen.set_focus(self.query_one("#counting"))

    @property
    def _pages(self) -> int:
        return len(self._vote.boxes) + (len(self._trials) > 1 or not self._vote.boxes)

    def _set_rows(self, width: int) -> list[Content]:
        rounds = len(self._vote.boxes)
        if self._page >= rounds and self._trials:
            lines = _trial_lines(self._trials, width, is_last_open=bool(self._sheets))
        elif self._page < len(self._sheets):
            nth = f"共{rounds}轮，这是第{self._page + 1}轮。"
            rows = set_rows(ProseLine(nth, "$muted"), width) if rounds > 1 else []
            return rows + sheet_rows(self._sheets[self._page], width)
        else:
            lines = iter(_state_lines(self._vote))
        return [row for line in lines for row in set_rows(line, width)]

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; while something is asked, only to answer it."""
        if action == "cancel":
            return self._is_asking
        if action == "page":
            return not self._is_asking and self._pages > 1
        state = self._vote.state
        offered = {
            "SEAL": state is State.OPEN,
            "COUNT": state is State.SEALED,
            "NEXT": self._vote.next is not None,
            "REOPEN": state is State.SEALED,
            "DISCARD": state is not None,
            "DAY": state in (State.OPEN, State.SEALED),
            "AGAIN": state is State.COUNTED,
            "EXPORT": bool(self._sheets),
            "PAPER": state in (State.OPEN, State.SEALED),
        }
        return not self._is_asking and offered.get("".join(map(str, parameters)), True)

    def action_go(self, place: str) -> None:
        """Go to another place."""
        self.post_message(Go(VotePlace[place]))

    async def action_ask(self, name: str) -> None:
        """Ask before something is done."""
        self._is_asking = True
        await self._put(self._question(NextStep[name]))
        self.refresh_bindings()

    async def _put(self, question: Confirm | Ask) -> None:
        await self.query("Confirm, Ask").remove()
        await self.mount(question)

    def _question(self, step: NextStep) -> Confirm | Ask:
        vote, box, does = self._vote, self._vote.box, partial(self._do, step)
        if step is NextStep.SEAL:
            above = "封票以后不能再投。还没有投出的选票不算。"
            return Confirm(f"封票（共{box.count}张）", partial(does, box.seal), above)
        if step is NextStep.COUNT:
            locked = box.needs_password
            return ask_password(self._unlock, self._no_key) if locked else self._confirm_count("")
        if step is NextStep.REOPEN:
            warning = "重新开箱后又可以投票；这会记在票箱里，印在结果单上。"
            return ask_word(warning, "开箱", "kaixiang", partial(does, box.reopen))
        if step is NextStep.DISCARD:
            counted = vote.state is State.COUNTED
            what = "移到一边，结果另存，可以再看。" if counted else "全部删除，不能找回。"
            warning = f"第{vote.ticket.round}轮的{box.count}张票将{what}"
            return ask_word(warning, "作废", "zuofei", partial(does, vote.throw_away))
        if step is NextStep.DAY:
            head = "改动会记在票箱里，印在结果单上。按回车到下一栏，最后一栏按回车就改好。"
            return ask_day(head, vote.rules.day, lambda day: does(lambda: box.set_day(day)))
        return self._another(step)

    def _another(self, step: NextStep) -> Confirm | Ask:
        vote, after = self._vote, self._vote.next
        if step is NextStep.AGAIN or after is None:
            above = f"这次的结果留作“第{vote.number}次{vote.kind.value}”，规则和名单照旧。"
            return Confirm("另投一次", partial(self._do, step, vote.again), above)
        nth = f"第{vote.ticket.round + 1}轮"

        async def confirm(day: Day) -> None:
            start = partial(vote.start_next, day)
            await self._put(Confirm(f"开始{nth}投票", partial(self._do, step, start)))

        what = f"{nth}：就{len(after.ids)}个项目再投一次，选{after.seats}项。"
        day = vote.rules.day._replace(issued=0, collected=0)
        return ask_day(f"{what}各栏都可以空着，按回车往下。", day, confirm)

    async def _unlock(self, password: str) -> None:
        await self._put(self._confirm_count(password))

    def _no_key(self, words: Sequence[str]) -> str:
        # The lock is only tried: were it left open, who comes after an Esc could count without it.
        try:
            unlocked(self._vote.box.contents.key, words[0])
        except Problem as problem:
            return str(problem)
        return ""

    def _confirm_count(self, password: str) -> Confirm:
        box, rules, paper = self._vote.box, self._vote.rules, self._vote.waiting_paper
        missing, unlike = missing_numbers(rules), rules.collected not in (0, box.count)
        warnings = {
            f"{paper}没有并入，不会计入！要并入，请按Esc再按2。": paper,
            "票箱里一张票也没有！": not box.count,
            f"{missing}未知，计票后不能再填！知道的请按Esc再按5填上。": missing,
            f"会场清点收回{rules.collected}张，票箱里是{box.count}张，请先核对。": unlike,
            _VOID: is_void(rules, box.count),
            _NO_QUORUM: rules.has_quorum is False,
            "计票后各张选票即销毁，只留总数，票箱不能再开；纸质票和其他票箱请先并入。": True,
            _FEW_BALLOTS: 0 < box.count < FEW,
        }
        above = "".join(warning for warning, applies in warnings.items() if applies)
        count = partial(self._do, NextStep.COUNT, lambda: self._vote.count(password))
        return Confirm("计票", count, above)

    async def _do(self, step: NextStep, act: Callable[[], object]) -> None:
        done: NextStep | None = step
        try:
            act()
        except Problem as problem:
            complain(self.app, problem)
            done = None
        else:
            self.app.clear_notifications()  # what was wrong before would lie over the result
        self.post_message(self.Done(done))

    async def action_cancel(self) -> None:
        """Take the question back."""
        self._is_asking = False
        await self.query("Confirm, Ask").remove()
        self.screen.set_focus(self.query_one("#counting"))
        self.refresh_bindings()

    def action_page(self, direction: int) -> None:
        """Show the result of another round, or all trials."""
        self._page = (self._page + direction) % self._pages
        self._rows.set_anew()
        self.query_one("#counting").scroll_home(animate=False)


def _trial_lines(trials: Trials, width: int, *, is_last_open: bool) -> Iterator[ProseLine]:
    """All trials side by side, as many in a row as there is room for."""
    yield ProseLine("历次投票对照", "bold $primary")
    names = trial_names(trials, is_last_open=is_last_open)
    fates = side_by_side(trials)
    cells = {
        title: [f"{n} {fate}" for n, fate in zip(names, row, strict=True)] for title, row in fates
    }
    wide = max((cell_len(cell) for row in cells.values() for cell in row), default=0) + 3
    fit = max(1, (width - 4) // wide)
    for title, row in cells.items():
        yield ProseLine(title, "bold", 4)
        padded = [set_cell_size(cell, wide) for cell in row]
        for at in range(0, len(row), fit):
            yield ProseLine("    " + "".join(padded[at : at + fit]))


def _state_lines(vote: Vote) -> list[ProseLine]:
    ticket, box, rules = vote.ticket, vote.box, vote.rules
    nth = f"第{ticket.round}轮" if ticket.round > 1 else ""
    lines = [ProseLine("")]
    if vote.state is State.OPEN:
        lines.append(ProseLine(f"{nth}投票正在进行，已投 {box.count} 票。", "bold $primary"))
        lines.append(ProseLine("封票以前，这里和任何地方都只显示票数。"))
    else:
        lines.append(ProseLine(f"{nth}票箱已封，共 {box.count} 票，还没有计票。", "bold $primary"))
        if 0 < box.count < FEW:
            lines.append(ProseLine(_FEW_BALLOTS, "$warning"))
    if paper := vote.waiting_paper:
        lines.append(ProseLine(f"{paper}还没有并入票箱。", "$warning"))
    fills_seats = rules.mode is not Mode.SURVEY and rules.seats != EACH
    total, present, issued, collected = map(known, rules.day)
    texts = {
        f"全体代表 {total}　实到 {present}": True,
        f"发出票数 {issued}　会场清点收回 {collected}": True,
        f"投票方式 {rules.mode.label}　项目 {len(ticket.ids)}": True,
        f"门槛 {threshold_name(rules)}": True,
        f"应选项目 {seats_name(rules)}": rules.mode is not Mode.SURVEY,
        f"票数相同 {rules.tie.label}　未选足 {rules.shortfall.label}": fills_seats,
    }
    said = ["", *(text for text, applies in texts.items() if applies), ""]
    return [*lines, *map(ProseLine, said), ProseLine(_SECRECY, "$muted")]


# The result sheet on the screen

_INDENT = 4
"""Cells before what belongs to an item."""

_LONGEST_BAR = 60
_SHORTEST_BAR = 8

_VERDICT_STYLES = {Verdict.WON: "bold $primary", Verdict.TIED: "bold $warning"}


class SheetRows(Prose):
    """Rows that are set for the width there is, in cells."""

    def __init__(self, set_for: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._set_for = lru_cache(maxsize=1)(set_for)

    def set_anew(self) -> None:
        """Other rows are to be shown."""
        self._set_for.cache_clear()
        self.refresh(layout=True)

    def _rows(self, width: int) -> list[Content]:
        return self._set_for(width)


class PracticePane(ReadingScroll):
    """Shows the result of a trial of one's own, of which nothing is kept."""

    BINDINGS = [
        Binding("enter,escape", "screen.go('STEPS')", "回到四步", key_display="回车"),
    ]

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def compose(self) -> ComposeResult:
        """What it is, and the result."""
        yield Prose([ProseLine(text, "bold $warning") for text in self._sheet.events])
        yield SheetRows(partial(sheet_rows, replace(self._sheet, events=())))

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)


def sheet_rows(sheet: Sheet, width: int) -> list[Content]:
    """The sheet of a round in rows of at most `width` cells, the best items first."""
    head = [ProseLine(sheet.title, "bold $primary")]
    head += map(ProseLine, (*sheet.head(" ", width, 1), ""))
    head += (ProseLine(conclusion, "bold") for conclusion in sheet.conclusions)
    is_asked = any(line.needed is not None for line in sheet.lines)
    legend = f"{'竖线是通过所需的票数；' * is_asked}百分数是{sheet.rate_name}，以有效票计。"
    head.append(ProseLine(legend if sheet.lines else "", "$muted"))
    rows = [row for line in (*head, ProseLine("")) for row in set_rows(line, width)]
    chosen = sum(line.verdict in CHOSEN for line in sheet.lines)
    for at, line in enumerate(sheet.ranked):
        if at == chosen and chosen:
            rows += set_rows(
                ProseLine(f"──　以上{chosen}项{sheet.ranked[0].verdict.value}　──", "$muted"), width
            )
        rows += _item(sheet, line, width)
    if money := chosen_investment(sheet):
        rows += set_rows(ProseLine(money, "bold"), width)
    for said in ("", *legal_remarks(sheet.ticket, sheet.result), "", *sheet.events):
        rows += set_rows(ProseLine(said, "$muted"), width)
    return rows


def _item(sheet: Sheet, line: SheetLine, width: int) -> list[Content]:
    style = _VERDICT_STYLES.get(line.verdict, "")
    title = ProseLine(f"{line.item.id:>2}. {line.item.title}　{line.verdict.value}", style, _INDENT)
    counts = _counts(sheet, line)
    room = width - _INDENT - cell_len(counts) - 2
    if room >= _SHORTEST_BAR:
        # Bars of equal length below each other: that of the shortest room is that of all.
        wide = max(cell_len(_counts(sheet, other)) for other in sheet.lines)
        shortest = max(_SHORTEST_BAR, width - _INDENT - wide - 2)
        bar = _bar(line, min(room, _LONGEST_BAR, shortest))
        pad = " " * (wide - cell_len(counts) + 2)
        below = [Content.assemble(" " * _INDENT, counts, pad, bar)]
    else:
        below = set_rows(ProseLine(f"{'　' * 2}{counts}", "", _INDENT), width)
        below.append(Content.assemble(" " * _INDENT, _bar(line, max(1, width - _INDENT))))
    return [*set_rows(title, width), *below]


def _counts(sheet: Sheet, line: SheetLine) -> str:
    return (
        "　".join(f"{name} {n}" for name, n in sheet.shown_counts(line)) + f"　{sheet.rate(line)}"
    )


def _bar(line: SheetLine, width: int) -> Content:
    filled, at = line.bar(width)
    cells = "█" * filled + "─" * (width - filled)
    style = "$primary" if line.verdict is Verdict.WON else "$secondary"
    if at is None:
        return Content.styled(cells, style)
    before, after = cells[: at - 1], cells[at:]
    return Content.assemble((before, style), ("┃", "bold"), (after, style))
