"""A line for a number that may be unknown: typed, stepped with + and -, or clicked together."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from review.voting.sheet.wording import UNKNOWN
from review.widgets.line_input import LineInput

_LONGEST = 6
"""Digits of the greatest number that the rules take."""


class NumberLine(LineInput):
    """A line that holds a number, or nothing where it is unknown.

    Args:
        number: What stands in it at first, 0 for unknown.
        unset: What 0 is called.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
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
        self.number = number
        self.restrict = r"\d*"
        self.max_length = _LONGEST

    @property
    def number(self) -> int:
        """The number, 0 for unknown."""
        return int(self.value or 0)

    @number.setter
    def number(self, number: int) -> None:
        self.value = str(number or "")
        self.cursor_position = len(self.value)

    def action_step(self, by: int) -> None:
        """Add to the number. Below 1 it is unknown."""
        self.number = min(max(0, self.number + by), 10**_LONGEST - 1)
