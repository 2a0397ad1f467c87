"""The screen before the vote: how many are chosen, how many deputies there are, which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label

from content.candidates.candidates import Candidates
from review.voting.rules.choices import Mode
from review.voting.rules.rule_words import consequences
from review.voting.rules.rules import PRESETS, Rules, doubts, faults
from review.voting.screens.keypad import BACK, DIGITS, Keypad
from review.voting.screens.number_line import NumberLine
from review.widgets.prose import Prose, ProseLine, Scroll

_NUMBERS = (
    ("seats", "应选项目数"),
    ("deputies_total", "全体代表"),
    ("present", "实到代表"),
    ("issued", "发出票数"),
)
"""The rules that are numbers, with their names."""


class Choosing(Widget, can_focus=True):
    """One of several ways, changed by the arrows or by a click.

    Args:
        names: The ways.
        at: Index of the one to begin with.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Choosing { width: 1fr; height: 1; }
    Choosing:focus { text-style: bold reverse; color: $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,ideographic_space", "next(1)", "换一种", key_display="←→"),
        Binding("left", "next(-1)", show=False),
    ]

    class Changed(Message):
        """Another way was chosen."""

    def __init__(self, names: Sequence[str], at: int) -> None:
        super().__init__()
        self._names = names
        self.at = at

    def render(self) -> Content:
        """The name between its arrows."""
        return Content(f"‹ {self._names[self.at]} ›")

    def action_next(self, direction: int) -> None:
        """Choose the next way or the one before."""
        self.at = (self.at + direction) % len(self._names)
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """The left arrow goes back, all the rest forth."""
        self.action_next(-1 if event.x < 2 else 1)


class SettingPane(Vertical):
    """Sets the rules of a vote that has not begun.

    Args:
        rules: What they are now.
        candidates: The list in force.
    """

    DEFAULT_CSS = """
    SettingPane {
        #setting { height: 1fr; layout: horizontal; }
        #setting-form { width: 3fr; height: 100%; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
        #setting-form Horizontal { height: 1; }
        #setting-form Label { width: 12; }
        #setting-form Keypad { margin: 1 0; }
        NumberLine { width: 12; background: $panel; }
        #setting-list {
            width: 2fr;
            height: 100%;
            background: $surface;
            padding: 0 1;
            scrollbar-size-vertical: 1;
        }
        #setting-said { margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "start", "定好了", key_display="Ctrl+S"),
        Binding("enter", "enter", "下一栏", key_display="回车"),
        Binding("down,tab", "move(1)", show=False),
        Binding("up,shift+tab", "move(-1)", show=False),
        Binding("pagedown", "scroll(8)", show=False),
        Binding("pageup", "scroll(-8)", show=False),
        Binding("escape", "back", "返回", key_display="Esc"),
    ]

    @dataclass
    class Started(Message):
        """The vote is to begin under these rules."""

        rules: Rules

    @dataclass
    class Left(Message):
        """The rules are put aside as they are."""

        rules: Rules | None
        """What they are now; None where they contradict themselves."""

    def __init__(self, rules: Rules, candidates: Candidates) -> None:
        super().__init__()
        self._given = rules
        self._candidates = candidates
        fitting = [p.apply(rules, rules.seats) == rules for p in PRESETS]
        self._names = [preset.name for preset in PRESETS]
        if not any(fitting):
            self._names.append("按规则文件")
        self._preset = Choosing(self._names, fitting.index(True) if any(fitting) else len(PRESETS))
        self._inputs = {key: NumberLine(getattr(rules, key)) for key, _name in _NUMBERS}

    def compose(self) -> ComposeResult:
        """The numbers, the way to vote, what follows from them; and the candidates."""
        with Container(id="setting"):
            with Scroll(id="setting-form", can_focus=False):
                for key, name in _NUMBERS:
                    with Horizontal():
                        yield Label(name, markup=False)
                        yield self._inputs[key]
                yield Keypad([*DIGITS, BACK], self._inputs.values())
                with Horizontal():
                    yield Label("票决办法", markup=False)
                    yield self._preset
                yield Prose(id="setting-said")
            with Scroll(id="setting-list", can_focus=False):
                yield Prose(self._listed())

    def on_mount(self) -> None:
        """Type in the first line."""
        self.screen.set_focus(self._inputs["seats"])
        self._say()

    def _listed(self) -> list[ProseLine]:
        entries = self._candidates.entries
        head = f"候选项目{len(entries)}个（PgUp、PgDn翻看）"
        return [
            ProseLine(head, "bold $primary"),
            *(ProseLine(f"{c.id:>2}. {c.title}", hang=4) for c in entries),
        ]

    # The rules as they are typed

    @property
    def rules(self) -> Rules:
        """The rules as they stand on the screen; what was left empty is 0, unknown."""
        lines = self._inputs
        rules = replace(
            self._given,
            seats=lines["seats"].number,
            deputies_total=lines["deputies_total"].number,
            present=lines["present"].number,
            issued=lines["issued"].number,
        )
        if self._preset.at < len(PRESETS):
            return PRESETS[self._preset.at].apply(rules, rules.seats)
        return rules

    @property
    def _problems(self) -> list[str]:
        items = 1 if self.rules.mode is Mode.WHOLE else len(self._candidates.entries)
        return [f"{fault.message}{fault.remedy}" for fault in faults(self.rules, items)]

    @on(Input.Changed)
    @on(Choosing.Changed)
    def _say(self) -> None:
        """Say what the rules mean, and at once what contradicts what."""
        rules = self.rules
        lines = []
        if self._preset.at < len(PRESETS):
            lines.append(ProseLine(PRESETS[self._preset.at].explanation, "$muted"))
        lines += [ProseLine(problem, "bold $error") for problem in self._problems]
        lines += [ProseLine(doubt, "$warning") for doubt in doubts(rules)]
        if not rules.seats:
            lines.append(ProseLine("应选项目数未知：只排票数，不判定入选，也不限选几项。"))
        if not rules.deputies_total:
            lines.append(ProseLine("全体代表数未知：是否过半、是否达到法定人数，都无从判定。"))
        lines += [ProseLine(text, "$muted") for text in consequences(rules)]
        self.query_one("#setting-said", Prose).say(*lines)

    # What the keys do

    def action_move(self, direction: int) -> None:
        """Go to the next line or the one before."""
        lines: list[Widget] = [*self._inputs.values(), self._preset]
        at = next((at for at, line in enumerate(lines) if line.has_focus), 0)
        self.screen.set_focus(lines[(at + direction) % len(lines)])

    def action_scroll(self, rows: int) -> None:
        """Look through the candidates."""
        listed = self.query_one("#setting-list")
        listed.scroll_to(y=listed.scroll_y + rows, animate=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_enter()

    def action_enter(self) -> None:
        """Go to the next line; from the last one, go on."""
        if self._preset.has_focus:
            self.action_start()
        else:
            self.action_move(1)

    def action_start(self) -> None:
        """Go on with these rules."""
        if self._problems:
            self.app.bell()
            return
        self.post_message(self.Started(self.rules))

    def action_back(self) -> None:
        """Go back; what was set is kept."""
        self.post_message(self.Left(None if self._problems else self.rules))
