"""Questions that are answered by typing: a word, or the numbers of another round."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from review.voting.rules.rules import Rules
from review.voting.screens.keypad import BACK, DIGITS, Keypad
from review.voting.screens.number_line import NumberLine
from review.widgets.line_input import LineInput
from review.widgets.prose import Prose, ProseLine

_DONE = "继续"

_CHARACTERS = "箱作开废"
"""Those that the words are made of, for the mouse: never a word from left to right."""


class TypedQuestion(Vertical):
    """Something to type, with keys for the mouse: `AskWord` and `AskNumbers`.

    Args:
        line: What is typed in first.
    """

    DEFAULT_CSS = """
    TypedQuestion {
        height: auto;
        background: $panel;
        padding: 0 1;
        Horizontal { height: 1; }
        Label { width: 12; }
        LineInput { width: 20; background: $surface; }
        Keypad { margin-top: 1; }
    }
    """

    def __init__(self, line: LineInput) -> None:
        super().__init__()
        self._line = line

    def on_mount(self) -> None:
        """Be typed in."""
        self.screen.set_focus(self._line)

    @on(Keypad.Clicked)
    def _done(self, clicked: Keypad.Clicked) -> None:
        clicked.stop()
        self._answer()

    def _answer(self) -> None:
        """Take what was typed."""
        raise NotImplementedError


class AskWord(TypedQuestion):
    """Asks for a word before something that takes ballots away.

    Args:
        warning: What will happen.
        word: What has to be typed.
        letters: The same in letters, for keyboards without an input method.
    """

    class Confirmed(Message):
        """The word was typed."""

    def __init__(self, warning: str, word: str, letters: str) -> None:
        super().__init__(LineInput(word))
        self._warning = warning
        self._words = (word, letters)

    def compose(self) -> ComposeResult:
        """The warning and a line."""
        word, letters = self._words
        yield Prose([ProseLine(self._warning, "bold $error")])
        yield Prose(
            [ProseLine(f"确要这样做，请输入“{word}”（或{letters}），再按回车或点“{_DONE}”。")],
            id="ask",
        )
        with Horizontal():
            yield self._line
        yield Keypad([*_CHARACTERS, BACK, _DONE], [self._line])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._answer()

    def _answer(self) -> None:
        if self._line.value.strip().lower() in self._words:
            self.post_message(self.Confirmed())
        else:
            self.query_one("#ask", Prose).say(ProseLine(f"没有改动：应输入“{self._words[0]}”。"))


class AskNumbers(TypedQuestion):
    """Asks how many deputies and ballots there are in another round.

    Args:
        what: Which round it is.
        present: How many deputies were present in the last one, 0 if not known.
    """

    @dataclass
    class Answered(Message):
        """The numbers of the round, 0 where not known."""

        present: int
        issued: int

    def __init__(self, what: str, present: int) -> None:
        first = NumberLine(present)
        super().__init__(first)
        self._what = what
        self._present, self._issued = first, NumberLine(0)

    def compose(self) -> ComposeResult:
        """What is opened, and a line for each number."""
        yield Prose(
            [ProseLine(self._what, "bold"), ProseLine("两栏都可以空着。按回车，或点“继续”。")]
        )
        for name, line in (("实到代表", self._present), ("发出票数", self._issued)):
            with Horizontal():
                yield Label(name, markup=False)
                yield line
        yield Keypad([*DIGITS, BACK, _DONE], [self._present, self._issued])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._present:
            self.screen.set_focus(self._issued)
            return
        self._answer()

    def _answer(self) -> None:
        self.post_message(self.Answered(self._present.number, self._issued.number))


class AskDay(TypedQuestion):
    """Asks for the numbers of the day, which may change until the count.

    Args:
        rules: What they are now.
    """

    @dataclass
    class Answered(Message):
        """The numbers, 0 where not known."""

        total: int
        present: int
        issued: int

    def __init__(self, rules: Rules) -> None:
        self._lines = [NumberLine(number) for number in rules.day.values()]
        super().__init__(self._lines[0])

    def compose(self) -> ComposeResult:
        """A line for each number."""
        what = "改动会记在票箱里，印在结果单上。按回车到下一栏，最后一栏按回车就改好。"
        yield Prose([ProseLine(what)])
        for name, line in zip(("全体代表", "实到代表", "发出票数"), self._lines, strict=True):
            with Horizontal():
                yield Label(name, markup=False)
                yield line
        yield Keypad([*DIGITS, BACK, _DONE], self._lines)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        after = next(at for at, line in enumerate(self._lines) if line is event.input) + 1
        if after < len(self._lines):
            self.screen.set_focus(self._lines[after])
        else:
            self._answer()

    def _answer(self) -> None:
        self.post_message(self.Answered(*(line.number for line in self._lines)))


class AskPassword(TypedQuestion):
    """Asks for the 开箱口令 before the count."""

    @dataclass
    class Answered(Message):
        """Something was typed."""

        password: str

        def __repr__(self) -> str:
            return "Answered()"  # no 口令 gets into a log

    def __init__(self) -> None:
        super().__init__(LineInput("开箱口令或应急码"))
        self._line.password = True

    def compose(self) -> ComposeResult:
        """A line whose characters are not shown."""
        yield Prose([ProseLine("请输入开箱口令；口令忘了，请输入应急码。", "bold")])
        with Horizontal():
            yield self._line
        yield Keypad([*DIGITS, BACK, _DONE], [self._line])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._answer()

    def _answer(self) -> None:
        self.post_message(self.Answered(self._line.value))
