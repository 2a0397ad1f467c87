"""The screen before the vote: every rule, and in words what follows from all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Label

from content.errors import Problem
from review.base.labelled import Labelled
from review.voting.rules.choices import Mode, TieBreak
from review.voting.rules.rules import (
    FROZEN,
    NAMES,
    NO_LIMIT,
    PRESETS,
    SURVEY_PRESETS,
    Rules,
    doubts,
    faults,
    whole_number,
)
from review.voting.screens.keypad import BACK, DIGITS, Keypad, NumberLine
from review.voting.screens.routing import Go, VotePlace, complain
from review.voting.sheet.wording import consequences, unknowns
from review.voting.vote import Vote
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import LineInput
from review.widgets.prose import Prose, ProseLine, Scroll

_NUMBERS = {
    "seats": "应选项目数",
    "deputies_total": "全体代表",
    "present": "实到代表",
    "issued": "发出票数",
}

_SURVEY_ONLY = {"levels"}
_NO_SURVEY = {"seats", "select_max", "select_min", "under_min", "rank_gaps", "points", "mode"}
_NO_SURVEY |= {"tie_chain", "tie", "shortfall", "slate_ratio"}
"""Rules that mean nothing in a survey."""

_CHAINS = tuple(chain for n in range(len(TieBreak) + 1) for chain in permutations(TieBreak, n))

_OWN = "自己定的"


class RulesPane(Vertical):
    """Sets the rules of a vote that has not begun."""

    DEFAULT_CSS = """
    RulesPane {
        #setting-form { width: 3fr; padding: 1 1 0 1; }
        #setting-form Horizontal { height: 1; }
        #setting-form Label { width: 12; }
        #setting-form .-other Label { width: 18; }
        #setting-form Keypad { margin: 1 0; }
        ChoiceRow { padding: 0; width: 1fr; }
        #setting-form LineInput { width: 1fr; max-width: 40; background: $panel; }
        #setting-words { width: 2fr; background: $surface; }
        #setting-more { margin-top: 1; }
    }
    """

    BINDINGS = [
        Binding("ctrl+s", "start", "定好了"),
        Binding("enter", "enter", "下一栏", key_display="回车"),
        Binding("down,tab", "app.focus_next", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False),
        Binding("pagedown", "page(1)", "翻看后果", key_display="PgDn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "back", "返回", key_display="Esc"),
    ]

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._given = rules = vote.rules
        self._items = len(vote.candidates.entries)
        self._is_survey = rules.mode is Mode.SURVEY
        self._presets = SURVEY_PRESETS if self._is_survey else PRESETS
        names = [*(preset.name for preset in self._presets), _OWN]
        self._preset = ChoiceRow("", names, self._fitting(rules), id="preset")
        left_out = _NO_SURVEY if self._is_survey else _SURVEY_ONLY
        self._numbers = {
            key: NumberLine(getattr(rules, key)) for key in _NUMBERS if key not in left_out
        }
        shown = [key for key in FROZEN if key not in left_out and key not in self._numbers]
        self._others: dict[str, Widget] = {key: _row(key, rules) for key in shown}
        self._words = Scroll(id="setting-words", can_focus=False)
        self.action_page = self._words.by_pages

    def _fitting(self, rules: Rules) -> int:
        """Which preset gives just these rules; the one behind the last if none does."""
        fits = (preset.apply(rules, rules.seats) == rules for preset in self._presets)
        return next((at for at, fit in enumerate(fits) if fit), len(self._presets))

    def compose(self) -> ComposeResult:
        """The numbers, the way to vote, all other rules; and what follows from them."""
        with Horizontal(id="setting"):
            with Scroll(id="setting-form", can_focus=False):
                for key, line in self._numbers.items():
                    yield from _named(_NUMBERS[key], line)
                yield Keypad([*DIGITS, BACK], self._numbers.values())
                yield from _named("怎样算达到" if self._is_survey else "票决办法", self._preset)
                yield Prose(
                    [ProseLine("其余规则，票决办法另有规定的才改：", "$muted")], id="setting-more"
                )
                for key, row in self._others.items():
                    yield from _named(NAMES[key], row, "-other")
            with self._words:
                yield Prose(id="setting-said")

    def on_mount(self) -> None:
        """Type in the first line."""
        self.screen.set_focus(next(iter(self._numbers.values())))
        self._say()

    # The rules as they are typed

    @property
    def _own(self) -> Rules:
        typed: dict[str, Any] = {key: line.number for key, line in self._numbers.items()}
        typed |= {key: _value(key, row) for key, row in self._others.items()}
        return replace(self._given, **typed)

    @property
    def rules(self) -> Rules:
        """The rules as they stand on the screen; what was left empty is 0, unknown."""
        own = self._own
        if self._preset.taken < len(self._presets):
            return self._presets[self._preset.taken].apply(own, own.seats)
        return own

    @property
    def _problems(self) -> list[str]:
        items = 1 if self.rules.mode is Mode.WHOLE else self._items
        return [f"{fault.message}{fault.remedy}" for fault in faults(self.rules, items)]

    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, changed: Input.Changed | ChoiceRow.Changed) -> None:
        changed.stop()
        # A preset sets the rows below it; who changes one of these has rules of his own.
        by_preset = changed.control is self._preset or changed.control in self._numbers.values()
        if not by_preset and self._own != self.rules:
            _put(self._preset, len(self._presets))
        elif by_preset:
            rules = self.rules
            if "seats" in self._numbers and not self._numbers["seats"].value:
                self._numbers["seats"].number = rules.seats
            for key, row in self._others.items():
                _show(key, row, rules)
        self._say()

    def _say(self) -> None:
        """Say what the rules mean, and at once what contradicts what."""
        rules = self.rules
        lines = [ProseLine("这样定的结果", "bold $primary")]
        lines += [ProseLine(problem, "bold $error") for problem in self._problems]
        lines += [ProseLine(doubt, "$warning") for doubt in doubts(rules)]
        if self._preset.taken < len(self._presets):
            lines.append(ProseLine(self._presets[self._preset.taken].explanation))
        lines += map(ProseLine, (*unknowns(rules), *consequences(rules)))
        self.query_one("#setting-said", Prose).say(*lines)

    # What the keys do

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_enter()

    def action_enter(self) -> None:
        """Go to the next line; from the way to vote, go on."""
        if self._preset.has_focus:
            self.action_start()
        else:
            self.screen.focus_next()

    def action_start(self) -> None:
        """Go on with these rules."""
        if self._problems or not self._keep():
            self.app.bell()
        else:
            self.post_message(Go(VotePlace.START))

    def action_back(self) -> None:
        """Go back; what was set is kept, unless it contradicts itself."""
        if not self._problems:
            self._keep()
        self.post_message(Go(VotePlace.STEPS))

    def _keep(self) -> bool:
        """Keep the rules as they are on the screen; whether that could be done."""
        try:
            self._vote.set_rules(self.rules)
        except Problem as problem:
            complain(self.app, problem)
            return False
        return True


# One rule


def _named(name: str, row: Widget, classes: str = "") -> ComposeResult:
    with Horizontal(classes=classes):
        yield Label(name, markup=False)
        yield row


def _choices(key: str, rules: Rules) -> Mapping[str, Any]:
    """What a rule can be set to, by its name; none where it is typed."""
    if key == "tie_chain":
        names = {"、".join(step.label for step in chain): chain for chain in _CHAINS}
        return {name or "不再比": chain for name, chain in names.items()}
    value = getattr(rules, key)
    if not isinstance(value, Labelled):
        return {}
    kind = type(value)
    modes = [each for each in kind if each is not Mode.SURVEY]
    return {each.label: each for each in (modes if kind is Mode else kind)}


def _row(key: str, rules: Rules) -> Widget:
    row: Widget
    if choices := _choices(key, rules):
        row = ChoiceRow("", list(choices))
    elif key == "select_min":
        row = NumberLine(0, "不限")
    else:
        row = LineInput(_HINTS.get(key, ""))
    _show(key, row, rules)
    return row


_HINTS = {"select_max": "同应选项目数；0不限", "points": "n、n-1……1；如5、3、1"}


def _show(key: str, row: Widget, rules: Rules) -> None:
    """Have a row show what the rules say."""
    value = getattr(rules, key)
    if isinstance(row, ChoiceRow):
        _put(row, list(_choices(key, rules).values()).index(value))
    elif isinstance(row, LineInput):
        text = "、".join(map(str, value)) if key == "points" else str(value or "")
        if key == "select_max" and value == NO_LIMIT:
            text = "0"
        if row.value != text:
            with row.prevent(Input.Changed):
                row.value = text


def _put(row: ChoiceRow, taken: int) -> None:
    row.set_reactive(ChoiceRow.taken, taken)
    row.refresh()


def _value(key: str, row: Widget) -> Any:
    """What a row says; a number that cannot be read is one that the rules refuse."""
    if isinstance(row, ChoiceRow):
        return list(_choices(key, Rules()).values())[row.taken]
    assert isinstance(row, LineInput)
    text = row.value.strip()
    if key == "points":
        parts = [part for part in re.split(r"[\s,，、]+", text) if part]
        return tuple(map(whole_number, parts))
    if key == "select_max":
        number = whole_number(text)
        return 0 if not text else {0: NO_LIMIT, -1: -2}.get(number, number)
    return int(text or 0) if key == "select_min" else text
