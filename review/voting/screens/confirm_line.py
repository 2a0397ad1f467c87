"""A number to type before something that cannot be undone.

The number is another each time and its two digits differ, so that no arrow, no Enter, no key that
is held down and no double click can give it. Digits reach the program under every input method.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from review.voting.screens.keypad import Keypad, digit_bindings
from review.widgets.prose import Prose, ProseLine

OFFERED = "456789"
"""What the number is made of: not the digits that mark a ballot."""


def new_code() -> str:
    """Two different digits, by chance."""
    first = secrets.choice(OFFERED)
    return first + secrets.choice(OFFERED.replace(first, ""))


class Confirm(Vertical, can_focus=True):
    """Asks for the number.

    Args:
        what: What is done, such as 投出这张票.
        above: What has to be known before, a sentence.
        code: The number; one by chance by default.
    """

    DEFAULT_CSS = """
    Confirm {
        height: auto;
        background: $panel;
        padding: 0 1;
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *digit_bindings("digit"),
        Binding("backspace", "forget", show=False),
    ]

    class Confirmed(Message):
        """The number was given."""

    def __init__(self, what: str, above: str = "", code: str = "") -> None:
        super().__init__(id="confirm")
        self._what = what
        self._above = above
        self._code = code or new_code()
        self._typed = ""
        self._question = Prose()

    def compose(self) -> ComposeResult:
        """The question, and the digits for the mouse."""
        yield self._question
        yield Keypad(OFFERED)

    def on_mount(self) -> None:
        """Ask, and have the digits come here; what the other keys do has changed as well."""
        self._ask()
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
            self.post_message(self.Confirmed())
            return
        is_start = self._code.startswith(typed)
        self._typed = typed if is_start else ""
        self._ask("" if is_start else "数字不对，请重新依次按。")

    def action_forget(self) -> None:
        """Begin again."""
        self._typed = ""
        self._ask()
