"""Digits under every input method, rows of keys for the mouse, and a line for a number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from review.voting.rules.rules import EACH
from review.voting.sheet.wording import UNKNOWN
from review.widgets.label_rows import LabelRows
from review.widgets.line_input import LineInput

DIGITS = "1234567890"
"""In the order in which they stand on a keyboard."""

BACK = "退格"

_LONGEST = 6
"""Digits of the greatest number that the rules take."""


def digit_bindings(action: str) -> list[Binding]:
    """Bindings of the ten digits to an action that is given which it was."""
    return [Binding(digit, f"{action}('{digit}')", show=False) for digit in DIGITS]


class Keypad(LabelRows):
    """Keys in a row, or in several where the row is too narrow.

    Single characters and `BACK` are typed in the line of `lines` that had the focus last, at first
    the first. Other keys, and all where there are no lines, are told of by `Clicked`.
    """

    DEFAULT_CSS = "Keypad { width: 1fr; height: auto; }"

    @dataclass
    class Clicked(Message):
        """A key was clicked that was not typed."""

        key: str

    def __init__(self, keys: Sequence[str], lines: Collection[LineInput] = ()) -> None:
        super().__init__(keys)
        self._lines = tuple(lines)
        self._line = next(iter(lines), None)

    def on_mount(self) -> None:
        """Look which line has the focus."""
        self.watch(self.screen, "focused", self._look)

    def _look(self, focused: Widget | None) -> None:
        self._line = next((line for line in self._lines if line is focused), self._line)

    def render(self) -> Content:
        """The keys, a cell of room between them."""
        painted: list[str | tuple[str, str]] = []
        for key, (_row, left) in zip(
            self.labels, self.places(self.content_size.width), strict=True
        ):
            painted += [" " if left else "\n", (f" {key} ", "reverse")]
        return Content.assemble(*painted[1:])

    def press(self, at: int) -> None:
        """Type the key, or tell of it."""
        key = self.labels[at]
        if self._line is None or (len(key) > 1 and key != BACK):
            self.post_message(self.Clicked(key))
            return
        self.screen.set_focus(self._line)
        self._line.cursor_position = len(self._line.value)  # wherever the line was clicked
        if key == BACK:
            self._line.action_delete_left()
        else:
            self._line.insert_text_at_cursor(key)


class NumberLine(LineInput):
    """A line that holds a number; 0 is nothing, and called what `unset` says, and so is EACH."""

    BINDINGS = [
        # Before the line itself, which would swallow them.
        Binding(
            "plus,equals_sign,fullwidth_plus_sign",
            "step(1)",
            "加减",
            key_display="+-",
            priority=True,
        ),
        Binding("minus,fullwidth_hyphen_minus", "step(-1)", show=False, priority=True),
    ]

    def __init__(self, number: int, unset: str = UNKNOWN) -> None:
        super().__init__(unset)
        self._unset = unset
        self._empty = 0
        """What the line stands for while it is empty: 0 or EACH."""
        self.number = number
        self.restrict = r"\d*"
        self.max_length = _LONGEST

    @property
    def number(self) -> int:
        """The number, 0 for unknown."""
        return int(self.value or self._empty)

    @number.setter
    def number(self, number: int) -> None:
        self._empty = min(number, 0)
        self.ask_for("不设" if number == EACH else self._unset)
        self.value = str(number) if number > 0 else ""
        self.cursor_position = len(self.value)

    def action_step(self, by: int) -> None:
        """Add to the number. Below 1 it is unknown."""
        self.number = min(max(0, int(self.value or 0) + by), 10**_LONGEST - 1)
