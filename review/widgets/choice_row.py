"""One row of choices, of which one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class ChoiceRow(Widget, can_focus=True):
    """A name and the choices behind it, taken with ← → or the mouse."""

    DEFAULT_CSS = """
    ChoiceRow { height: 1; padding: 0 1; }
    ChoiceRow:focus { background: $boost; }
    """

    ALLOW_SELECT = False
    BINDINGS = [
        Binding("right", "step(1)", "选择", key_display="←→"),
        Binding("left", "step(-1)", show=False),
    ]

    taken: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Another choice was taken."""

        row: ChoiceRow
        taken: int

        @property
        def control(self) -> ChoiceRow:
            """The row, for selectors."""
            return self.row

    def __init__(self, name: str, choices: Sequence[str], taken: int = 0, id: str = "") -> None:
        super().__init__(id=id or None)
        self._label = f"{name} " if name else ""
        self._choices = tuple(choices)
        self.set_reactive(ChoiceRow.taken, taken)

    def render(self) -> Content:
        """All choices, or where there is no room for them the one that is taken."""
        items = self._items()
        if items[-1][1] > self.size.width:
            return Content(f"{self._label}‹{self._choices[self.taken]}›")
        pieces: list[Content | tuple[str, str]] = [Content(self._label)]
        for index, choice in enumerate(self._choices):
            taken = index == self.taken
            style = ("reverse bold" if self.has_focus else "bold $primary") if taken else ""
            pieces.append(Content.styled(f"[{choice}]" if taken else f" {choice} ", style))
        return Content.assemble(*pieces)

    def _items(self) -> list[tuple[int, int]]:
        """The cells of each choice: first, and behind the last."""
        widths = (cell_len(choice) + 2 for choice in self._choices)
        return list(pairwise(accumulate(widths, initial=cell_len(self._label))))

    def watch_taken(self) -> None:
        """Say so."""
        self.post_message(self.Changed(self, self.taken))

    def action_step(self, direction: int) -> None:
        """Take the next (1) or previous (-1) choice, round the end."""
        self.taken = (self.taken + direction) % len(self._choices)

    def on_click(self, event: events.Click) -> None:
        """Take the choice that was clicked."""
        items = self._items()
        x = event.x - self.styles.padding.left
        if items[-1][1] > self.size.width:
            self.action_step(1)
            return
        for index, (start, end) in enumerate(items):
            if start <= x < end:
                self.taken = index
