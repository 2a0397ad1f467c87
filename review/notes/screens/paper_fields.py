"""The fields at the head of a paper: title, stance, who hands it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from review.notes.export.form import FIELDS, NAME, STANCES
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import Field, LineInput
from review.widgets.prose import Scroll

_STANCE = "态度"
_HINTS = {"联名": "联名代表的姓名，可以不填", "日期": "如 2024年2月1日，可以不填"}


class PaperFields(Scroll, can_focus=False):
    """A line for each field; they are kept, for this computer alone."""

    @dataclass
    class Changed(Message):
        """Something else stands in a field."""

    def __init__(self) -> None:
        super().__init__(id="fields")
        self._stance = ChoiceRow(_STANCE, list(STANCES), id="stance")
        self._lines = {
            name: LineInput(_HINTS.get(name, "可以不填")) for name in FIELDS if name != _STANCE
        }

    def compose(self) -> ComposeResult:
        """The fields in their order."""
        for name in FIELDS:
            shown = self._stance if name == _STANCE else Field(name, self._lines[name])
            yield shown.add_class("of-paper" if name != NAME else "of-person")

    @property
    def name_line(self) -> LineInput:
        """Where the deputy's name is typed."""
        return self._lines[NAME]

    @property
    def values(self) -> dict[str, str]:
        """What stands in them, by their names."""
        stance = tuple(STANCES.values())[self._stance.taken]
        return {
            name: stance if name == _STANCE else self._lines[name].value.strip() for name in FIELDS
        }

    def take(self, values: Mapping[str, str]) -> None:
        """Show other values; a stance that is not known is left blank."""
        with self.prevent(Input.Changed, ChoiceRow.Changed):
            for name, line in self._lines.items():
                line.value = values.get(name, "")
            stances = tuple(STANCES.values())
            stance = values.get(_STANCE, "")
            self._stance.taken = stances.index(stance) if stance in stances else 0

    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Changed())
