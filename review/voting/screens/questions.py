"""Questions that are answered by typing: a word, numbers, the 口令."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from review.voting.box.sealing import FEWEST_SIGNS
from review.voting.rules.rules import DAY, NAMES, Rules
from review.voting.screens.keypad import BACK, DIGITS, Keypad, NumberLine
from review.widgets.line_input import LineInput
from review.widgets.prose import Prose, ProseLine

_DONE = "继续"

_CHARACTERS = "箱作开废"
"""Those that the words are made of, for the mouse: never a word from left to right."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Objection = Callable[[Sequence[str]], str]
"""Why what was typed cannot be taken, a Chinese sentence; empty if it can."""


class Ask(Vertical):
    """Something to type, a line below the other, with keys for the mouse."""

    DEFAULT_CSS = """
    Ask {
        height: auto;
        background: $panel;
        padding: 0 1;
        Horizontal { height: 1; }
        Label { width: 12; }
        LineInput { width: 20; background: $surface; }
        Keypad { margin-top: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "move(1)", "换一栏", key_display="↓"),
        Binding("up,shift+tab", "move(-1)", show=False),
    ]

    @dataclass
    class Answered(Message):
        """What was typed can be taken."""

        values: tuple[str, ...]

        def __repr__(self) -> str:
            return "Answered()"  # no 口令 gets into a log

        @property
        def numbers(self) -> tuple[int, ...]:
            """The numbers that were typed, 0 where there is none."""
            return tuple(int(value or 0) for value in self.values)

    def __init__(
        self,
        head: Sequence[ProseLine],
        lines: Mapping[str, LineInput],
        keys: Sequence[str] = DIGITS,
        objection: Objection = lambda _values: "",
    ) -> None:
        super().__init__()
        self._head = head
        self._names = list(lines)
        self._lines = list(lines.values())
        self._keys = keys
        self._objection = objection

    def compose(self) -> ComposeResult:
        """The question, its lines, the keys."""
        yield Prose(self._head)
        for name, line in zip(self._names, self._lines, strict=True):
            with Horizontal():
                if name:
                    yield Label(name, markup=False)
                yield line
        yield Keypad([*self._keys, BACK, _DONE], self._lines)
        yield Prose(id="asked-again")

    def on_mount(self) -> None:
        """Be typed in."""
        self.screen.set_focus(self._lines[0])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is somewhere to move only among several lines."""
        return len(self._lines) > 1

    def action_move(self, by: int) -> None:
        """Go to another line."""
        at = next((at for at, line in enumerate(self._lines) if line.has_focus), 0)
        self.screen.set_focus(self._lines[(at + by) % len(self._lines)])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        at = next(at for at, line in enumerate(self._lines) if line is event.input) + 1
        # 口令 left empty: none is wanted, and the second line need not be gone through.
        if at < len(self._lines) and (event.value or not event.input.password):
            self.screen.set_focus(self._lines[at])
        else:
            self._answer()

    @on(Keypad.Clicked)
    def _done(self, clicked: Keypad.Clicked) -> None:
        clicked.stop()
        self._answer()

    def _answer(self) -> None:
        values = tuple(line.value for line in self._lines)
        why = self._objection(values)
        said = [ProseLine(why, "bold $error")] if why else []
        self.query_one("#asked-again", Prose).say(*said)
        if not why:
            self.post_message(self.Answered(values))
            return
        for line in self._lines:
            if line.password:
                line.value = ""
        self.screen.set_focus(self._lines[0])


def ask_word(warning: str, word: str, letters: str) -> Ask:
    """Asks for a word before something that takes ballots away.

    `letters` are the word for keyboards without an input method.
    """

    def objection(values: Sequence[str]) -> str:
        is_right = values[0].strip().lower() in (word, letters)
        return "" if is_right else f"没有改动：应输入“{word}”。"

    how = f"确要这样做，请输入“{word}”（或{letters}），再按回车或点“{_DONE}”。"
    head = [ProseLine(warning, "bold $error"), ProseLine(how)]
    return Ask(head, {"": LineInput(word)}, _CHARACTERS, objection)


def ask_next_numbers(what: str, present: int) -> Ask:
    """Asks how many deputies are present in another round, and how many ballots are issued."""
    head = [ProseLine(what, "bold"), ProseLine("两栏都可以空着。按回车，或点“继续”。")]
    return Ask(head, {"实到代表": NumberLine(present), "发出票数": NumberLine(0)})


def ask_day(rules: Rules) -> Ask:
    """Asks for the numbers of the day, which may change until the count."""
    head = [ProseLine("改动会记在票箱里，印在结果单上。按回车到下一栏，最后一栏按回车就改好。")]
    lines = zip(DAY, rules.day, strict=True)
    return Ask(head, {NAMES[key].removesuffix("数"): NumberLine(number) for key, number in lines})


def ask_password() -> Ask:
    """Asks for the 开箱口令 before the count."""
    head = [ProseLine("请输入开箱口令；口令忘了，请输入应急码。", "bold")]
    return Ask(head, {"": _password_line("开箱口令或应急码")}, DIGITS + _LETTERS)


def ask_new_password() -> Ask:
    """Asks the organiser for a 口令, twice; both lines empty mean that none is wanted."""
    head = [
        ProseLine("开箱口令", "bold $primary"),
        ProseLine("选票投进去就加密，计票时凭口令打开。请输入两遍，自己记好。"),
        ProseLine(
            f"口令至少{FEWEST_SIGNS}个字符，用数字就行；不想设，两栏都空着按回车。"
            "开始后不能再设、再改。"
        ),
        ProseLine(""),
    ]

    def objection(values: Sequence[str]) -> str:
        if values[0] != values[1]:
            return "两遍不一样，请重新输入。"
        is_short = values[0] and len(values[0].strip()) < FEWEST_SIGNS
        return f"口令太短，至少要{FEWEST_SIGNS}个字符。" if is_short else ""

    lines = {"开箱口令": _password_line(), "再输一遍": _password_line()}
    return Ask(head, lines, DIGITS + _LETTERS, objection)


def _password_line(placeholder: str = "") -> LineInput:
    line = LineInput(placeholder)
    line.password = True
    return line
