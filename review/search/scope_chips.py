"""What can be searched, as a row of chips to click.

It knows labels and cells; what a chip means is the business of `reach`, where the keys are too.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from review.widgets.label_rows import LabelRows


class ScopeChips(LabelRows):
    """Chips with short labels; the taken one stands in brackets.

    `taken` is the index of that one. A click does not change it, but posts `Pressed`: whoever
    listens decides.
    """

    DEFAULT_CSS = "ScopeChips { height: auto; color: $muted; }"

    BETWEEN = -1

    taken: reactive[int] = reactive(0)

    @dataclass
    class Pressed(Message):
        """A chip was clicked."""

        chip: int
        """Its index, 0-based."""

    def render(self) -> Content:
        """The brackets take the cells between the chips, so that none moves."""
        pieces: list[str | tuple[str, str]] = []
        for chip, (_row, left) in enumerate(self.places(self.size.width)):
            if not left:
                pieces += ["\n", " "] if pieces else [" "]
            if chip == self.taken:
                pieces[-1] = "["
                pieces += [(self.labels[chip], "bold $primary"), "]"]
            else:
                pieces += [self.labels[chip], " "]
        return Content.assemble(*pieces)

    def press(self, at: int) -> None:
        """Say which chip was clicked."""
        self.post_message(self.Pressed(at))
