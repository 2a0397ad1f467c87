"""Questions: a number before something that cannot be undone; a word, numbers, the 口令.

The number is another each time and its two digits differ, so that no arrow, no Enter, no key that
is held down and no double click can give it. Digits reach the program under every input method.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label

from review.voting.box.sealing import FEWEST_SIGNS, plain_word
from review.voting.rules.rules import NAMES, Day
from review.voting.screens.keypad import BACK, DIGITS, Keypad, NumberLine, digit_bindings
from review.widgets.line_input import LineInput
from review.widgets.prose import Prose, ProseLine

_DONE = "继续"

_CHARACTERS = "箱作开废"
"""Those that the words are made of, for the mouse: never a word from left to right."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"

Objection = Callable[[Sequence[str]], str]
"""Why what was typed cannot be taken, a Chinese sentence; empty if it can."""


class QuestionBox(Vertical):
    """A question as high as it is; where the window is too low for it, it scrolls."""

    DEFAULT_CSS = """
    QuestionBox {
        height: auto;
        max-height: 100%;
        overflow: hidden auto;
        scrollbar-size-vertical: 1;
        background: $panel;
        padding: 0 1;
    }
    """


class Ask(QuestionBox):
    """Something to type, a line below the other, with keys for the mouse.

    Args:
        head: The question, above the lines.
        lines: The lines by what stands before them; empty for none.
        then: Given all values, as typed, once there is no objection. It may take the question away.
        keys: Characters that can be clicked.
        objection: What is wrong with the values; then lines with a 口令 are emptied.
    """

    DEFAULT_CSS = """
    Ask {
        Horizontal { height: 1; }
        Label { width: 12; }
        LineInput { width: 20; background: $surface; }
        Keypad { margin-top: 1; }
    }
    """

    BINDINGS = [
        Binding("down,tab", "move(1)", "换一栏", key_display="↓"),
        Binding("up,shift+tab", "move(-1)", show=False),
    ]

    def __init__(
        self,
        head: Sequence[ProseLine],
        lines: Mapping[str, LineInput],
        then: Callable[[Sequence[str]], Awaitable[None]],
        keys: Sequence[str] = DIGITS,
        objection: Objection = lambda _values: "",
    ) -> None:
        super().__init__()
        self._head = head
        self._then = then
        self._names = list(lines)
        self._lines = list(lines.values())
        self._keys = keys
        self._objection = objection
        self._values: list[str] = []

    def compose(self) -> ComposeResult:
        """The question, its lines, what is wrong with them, the keys."""
        yield Prose(self._head)
        for name, line in zip(self._names, self._lines, strict=True):
            with Horizontal():
                if name:
                    yield Label(name, markup=False)
                yield line
        yield Prose(id="asked-again")
        yield Keypad([*self._keys, BACK, _DONE], self._lines)

    def on_mount(self) -> None:
        """Be typed in, seen where the question leaves no room for it, with nothing over it."""
        self.app.clear_notifications()
        self.screen.set_focus(self._lines[0])
        self.call_after_refresh(self._lines[0].scroll_visible, animate=False)

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
        self._values = [line.value for line in self._lines]
        why = self._objection(self._values)
        said = [ProseLine(why, "bold $error")] if why else []
        self.query_one("#asked-again", Prose).say(*said)
        if not why:
            self.screen.call_later(self._finish)  # not from here: it may take this away
            return
        for line in self._lines:
            if line.password:
                line.value = ""
        self.screen.set_focus(self._lines[0])

    async def _finish(self) -> None:
        await self._then(self._values)  # no partial function: what waits may be written to a log


def ask_word(warning: str, word: str, letters: str, then: Callable[[], Awaitable[None]]) -> Ask:
    """Asks for a word before something that takes ballots away.

    `letters` are the word for keyboards without an input method.
    """

    def objection(values: Sequence[str]) -> str:
        is_right = plain_word(values[0]).lower() in (word, letters)
        return "" if is_right else f"没有改动：应输入“{word}”。"

    how = f"确要这样做，请输入“{word}”（或{letters}），再按回车或点“{_DONE}”。"
    head = [ProseLine(warning, "bold $error"), ProseLine(how)]
    return Ask(head, {"": LineInput(word)}, lambda _values: then(), _CHARACTERS, objection)


def ask_day(head: str, day: Day, then: Callable[[Day], Awaitable[None]]) -> Ask:
    """Asks for the numbers of the day, 0 for an empty line; those that are known are offered."""
    lines = {NAMES[key].removesuffix("数"): NumberLine(n) for key, n in day._asdict().items()}
    return Ask([ProseLine(head)], lines, lambda values: then(Day(*(int(v or 0) for v in values))))


def ask_password(then: Callable[[str], Awaitable[None]], objection: Objection) -> Ask:
    """Asks for the 开箱口令 before the count."""
    head = [ProseLine("请输入开箱口令；口令忘了，请输入应急码。", "bold")]
    lines = {"": _password_line("开箱口令或应急码")}
    return Ask(head, lines, lambda values: then(values[0]), DIGITS + _LETTERS, objection)


def ask_new_password(then: Callable[[str], Awaitable[None]]) -> Ask:
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
        first, again = map(plain_word, values)
        if first != again:
            return "两遍不一样，请重新输入。"
        is_short = any(values) and len(first) < FEWEST_SIGNS
        return f"口令太短，至少要{FEWEST_SIGNS}个字符。" if is_short else ""

    lines = {"开箱口令": _password_line(), "再输一遍": _password_line()}
    return Ask(head, lines, lambda values: then(values[0]), DIGITS + _LETTERS, objection)


def _password_line(placeholder: str = "") -> LineInput:
    line = LineInput(placeholder)
    line.password = True
    return line


# A number


OFFERED = "456789"
"""What the number is made of: not the digits that mark a ballot."""


def new_code() -> str:
    """Two different digits, by chance."""
    first = secrets.choice(OFFERED)
    return first + secrets.choice(OFFERED.replace(first, ""))


class Confirm(QuestionBox, can_focus=True):
    """Asks for the number before `what` is done; what has to be known stands `above`.

    A wrong digit begins anew; the number stays the same, so that a slip costs two keys.
    """

    BINDINGS = [
        *digit_bindings("digit"),
        Binding("backspace", "forget", show=False),
    ]

    def __init__(self, what: str, then: Callable[[], Awaitable[None]], above: str = "") -> None:
        super().__init__(id="confirm")
        self._what = what
        self._then = then
        self._above = above
        self._code = new_code()
        self._typed = ""
        self._question = Prose()

    def compose(self) -> ComposeResult:
        """The question, and the digits for the mouse."""
        yield self._question
        yield Keypad(OFFERED)

    def on_mount(self) -> None:
        """Ask, and have the digits come here; what the other keys do has changed as well.

        What was said of an attempt before would lie over the warnings above the digits.
        """
        self.app.clear_notifications()
        self._ask()
        self.anchor()  # where there is no room for all of it, the keys are seen
        self.screen.set_focus(self)
        self.refresh_bindings()

    def _ask(self, remark: str = "") -> None:
        spaced = " ".join(self._code)
        text = f"{self._what}：请依次按（或点）{spaced} 这两个数字。"
        if self._typed:
            text += f"　已按 {self._typed}"
        above = [ProseLine(self._above)] if self._above else []
        below = [ProseLine(remark, "bold $error")] if remark else []
        self._question.say(*above, ProseLine(text, "bold"), *below)

    @on(Keypad.Clicked)
    def _clicked(self, clicked: Keypad.Clicked) -> None:
        clicked.stop()
        self.action_digit(clicked.key)

    def action_digit(self, digit: str) -> None:
        """Take one digit."""
        typed = self._typed + digit
        if typed == self._code:
            self._typed = ""
            self.screen.call_later(self._then)  # not from here: it may take this away
            return
        is_start = self._code.startswith(typed)
        self._typed = typed if is_start else ""
        self._ask("" if is_start else "数字不对，请重新依次按。")

    def action_forget(self) -> None:
        """Begin again."""
        self._typed = ""
        self._ask()
