"""The vote in four steps: the list, the rules, voting, counting; and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from content.candidates.candidates import ListStatus
from review.voting.rules.rules import Rules, faults
from review.voting.screens.digit_keys import digit_bindings
from review.voting.sheet.wording import known
from review.voting.vote import Phase, Vote
from review.widgets.prose import Prose, ProseLine


class VoteStep(Enum):
    """What one goes to from here, with the digit that leads there."""

    LIST = "1"
    RULES = "2"
    VOTING = "3"
    COUNTING = "4"
    PRACTICE = "5"


class StepsPane(Vertical, can_focus=True):
    """Shows where a vote stands.

    Args:
        vote: The vote; only read here.
    """

    DEFAULT_CSS = """
    StepsPane { padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "下一步", key_display="回车"),
        Binding("5,５", "step('5')", "自己试一试", key_display="5"),
        *digit_bindings("step"),
    ]

    @dataclass
    class Chosen(Message):
        """A step was chosen."""

        step: VoteStep

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote

    def compose(self) -> ComposeResult:
        """The steps, each a line to click on with its state below it."""
        for step, name, state in self._steps():
            yield StepLine(step, name, state, is_next=step is self._next)
        yield StepLine(
            VoteStep.PRACTICE,
            "自己试一试",
            "自己填一张，其余的随机填，马上看到结果；什么都不保存。",
            is_next=False,
        )

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)

    @property
    def _next(self) -> VoteStep:
        phase = self._vote.phase
        if phase is Phase.SETTING:
            return VoteStep.RULES
        return VoteStep.VOTING if phase is Phase.OPEN else VoteStep.COUNTING

    def _steps(self) -> list[tuple[VoteStep, str, str]]:
        vote = self._vote
        items = len(vote.candidates.entries)
        kind = "试投样例" if vote.candidates.status is ListStatus.TRIAL else "正式名单"
        listed = f"{kind}，{items}个候选项目。"
        if vote.phase is Phase.SETTING:
            listed += "可以换成自己的名单（Excel、Word、CSV）。"
        states = {
            Phase.SETTING: ("还没有开始。", "还没有开始。"),
            Phase.OPEN: (f"正在投票，已投{self._count}票。", "封票以前只看得到票数。"),
            Phase.SEALED: ("已经封票。", f"票箱里有{self._count}张票，还没有计票。"),
            Phase.COUNTED: ("已经结束。", f"已经计票，收回{self._count}张。"),
        }
        voting, counting = states[vote.phase]
        past = len(vote.past)
        if past:
            counting += f"以前试投过{past}次，结果都留着。"
        return [
            (VoteStep.LIST, "① 名单", listed),
            (VoteStep.RULES, "② 规则", _rules(vote.rules, items)),
            (VoteStep.VOTING, "③ 投票", voting),
            (VoteStep.COUNTING, "④ 计票", counting),
        ]

    @property
    def _count(self) -> int:
        return self._vote.box.count if self._vote.boxes else 0

    def action_next(self) -> None:
        """Go on."""
        self.post_message(self.Chosen(self._next))

    def action_step(self, digit: str) -> None:
        """Go to a step by its digit."""
        if digit in {step.value for step in VoteStep}:
            self.post_message(self.Chosen(VoteStep(digit)))


def _rules(rules: Rules, items: int) -> str:
    text = f"应选{known(rules.seats)}，全体代表{known(rules.deputies_total)}，"
    text += f"实到{known(rules.present)}，发出{known(rules.issued)}。"
    wrong = faults(rules, items) if rules.mode.value != "whole" else []
    return text + "".join(fault.message for fault in wrong)


class StepLine(Prose):
    """A step to click on."""

    DEFAULT_CSS = """
    StepLine { margin-bottom: 1; padding: 0 1; background: $surface; }
    StepLine.-next { background: $panel; }
    """

    def __init__(self, step: VoteStep, name: str, state: str, *, is_next: bool) -> None:
        self._step = step
        mark = "›" if is_next else " "
        button = "　按回车" if is_next else ""
        style = "bold $primary" if is_next else "bold"
        lines = [
            ProseLine(f"{mark} {step.value}　{name}{button}", style),
            ProseLine(f"     {state}", "", 5),
        ]
        super().__init__(lines)
        self.set_class(is_next, "-next")

    def on_click(self, event: events.Click) -> None:
        """As its key."""
        event.stop()
        self.post_message(StepsPane.Chosen(self._step))
