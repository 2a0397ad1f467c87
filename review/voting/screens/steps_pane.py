"""The vote in four steps: the list, the rules, voting, counting; and which comes next."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message

from content.candidates.candidates import ListStatus
from content.errors import Problem
from review.voting.box.box_file import State
from review.voting.rules.choices import Mode
from review.voting.rules.rules import Rules, faults
from review.voting.screens.keypad import digit_bindings
from review.voting.screens.routing import Go, VotePlace
from review.voting.sheet.wording import known, seats_name
from review.voting.vote import Vote
from review.voting.vote_files import VoteKind, read_rounds
from review.widgets.choice_row import ChoiceRow
from review.widgets.prose import Prose, ProseLine


class StepsPane(Vertical, can_focus=True):
    """Shows where a vote stands, and the other votes of the report beside it."""

    DEFAULT_CSS = """
    StepsPane { padding: 0 2; }
    StepsPane ChoiceRow { margin: 1 0; }
    """

    BINDINGS = [
        Binding("enter", "next", "下一步", key_display="回车"),
        Binding("5", "step('5')", "自己试一试", key_display="5"),
        Binding("right", "kind(1)", "换一种投票", key_display="←→"),
        Binding("left", "kind(-1)", show=False),
        *digit_bindings("step"),
    ]

    @dataclass
    class KindChosen(Message):
        """Another vote of the report is to be shown."""

        kind: VoteKind

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        names = [f"{kind.value}{self._standing(kind)}" for kind in VoteKind]
        self._kinds = ChoiceRow("", names, list(VoteKind).index(vote.kind))
        self._kinds.can_focus = False
        self.action_kind = self._kinds.action_step

    def _standing(self, kind: VoteKind) -> str:
        """Where another vote of the report stands, in brackets; empty where it has not begun."""
        if kind is self._vote.kind:
            return ""
        try:
            rounds = read_rounds(kind.folder(self._vote.report.id))
        except Problem:
            return "（票箱有问题）"  # which is said once it is chosen
        return f"（{rounds[-1].state.label}）" if rounds else ""

    def compose(self) -> ComposeResult:
        """The votes, and the steps of this one, each a line to click on with its state below it."""
        yield self._kinds
        for place, name, state in self._steps():
            yield StepLine(place, name, state, is_next=place is self._next)

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)

    @property
    def _next(self) -> VotePlace:
        state = self._vote.state
        if state is None:
            return VotePlace.RULES if self._vote.candidates.entries else VotePlace.LIST
        return VotePlace.VOTING if state is State.OPEN else VotePlace.COUNTING

    def _steps(self) -> list[tuple[VotePlace, str, str]]:
        vote = self._vote
        count = vote.box.count if vote.boxes else 0
        voting, counting = {
            None: ("还没有开始。", "还没有开始。"),
            State.OPEN: (f"正在投票，已投{count}票。", "封票以前只看得到票数。"),
            State.SEALED: ("已经封票。", f"票箱里有{count}张票，还没有计票。"),
            State.COUNTED: ("已经结束。", f"已经计票，收回{count}张。"),
        }[vote.state]
        if past := vote.past:
            lost = list(past.values()).count([])
            kept = f"其中{lost}次的票箱读不出来，其余的" if lost else "结果都留着，"
            counting += f"以前投过{len(past)}次，{kept}按4可以对照。"
        practice = "自己填一张，其余的随机填，马上看到结果；什么都不保存。"
        return [
            (VotePlace.LIST, "① 名单", self._listed()),
            (VotePlace.RULES, "② 规则", _rules(vote.rules, len(vote.candidates.entries))),
            (VotePlace.VOTING, "③ 投票", voting),
            (VotePlace.COUNTING, "④ 计票", counting),
            (VotePlace.PRACTICE, "自己试一试", practice),
        ]

    def _listed(self) -> str:
        listed, is_survey = self._vote.candidates, self._vote.kind is VoteKind.SURVEY
        items = len(listed.entries)
        if not items:
            which = "上一年的项目" if is_survey else "候选项目名单"
            return f"还没有名单。请换上{which}（Excel、Word、CSV）。"
        kind = "试投样例" if listed.status is ListStatus.TRIAL else "正式名单"
        text = f"测评{items}个项目。" if is_survey else f"{kind}，{items}个候选项目。"
        if self._vote.state is None:
            text += "可以换成自己的名单（Excel、Word、CSV）。"
        return text

    def action_next(self) -> None:
        """Go on."""
        self.post_message(Go(self._next))

    def action_step(self, digit: str) -> None:
        """Go to a step by its digit."""
        if digit in {place.value for place in VotePlace}:
            self.post_message(Go(VotePlace(digit)))

    @on(ChoiceRow.Changed)
    def _kind_changed(self, changed: ChoiceRow.Changed) -> None:
        changed.stop()
        self.post_message(self.KindChosen(list(VoteKind)[changed.taken]))


def _rules(rules: Rules, items: int) -> str:
    is_survey = rules.mode is Mode.SURVEY
    text = "" if is_survey else f"应选{seats_name(rules)}，"
    text += f"全体代表{known(rules.deputies_total)}，实到{known(rules.present)}，"
    text += f"发出{known(rules.issued)}。"
    wrong = faults(rules, items) if rules.mode is not Mode.WHOLE and items else []
    return text + "".join(fault.message for fault in wrong)


class StepLine(Prose):
    """A step to click on."""

    DEFAULT_CSS = """
    StepLine { margin-bottom: 1; padding: 0 1; background: $surface; }
    StepLine.-next { background: $panel; }
    """

    def __init__(self, place: VotePlace, name: str, state: str, *, is_next: bool) -> None:
        self._place = place
        mark = "›" if is_next else " "
        button = "　按回车" if is_next else ""
        style = "bold $primary" if is_next else "bold"
        lines = [
            ProseLine(f"{mark} {place.value}　{name}{button}", style),
            ProseLine(f"     {state}", "", 5),
        ]
        super().__init__(lines)
        self.set_class(is_next, "-next")

    def on_click(self, event: events.Click) -> None:
        """As its key."""
        event.stop()
        self.post_message(Go(self._place))
