"""The line that asks for a citation and goes there."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from textual import on
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from content.citation import Place, stretch
from content.errors import Problem
from content.report import Report
from review.widgets.line_input import LineInput
from review.widgets.prose import Prose, ProseLine

HINT = "如 二（七）第3段、二7 3、91%，或原文行号"

_SHARE = re.compile(r"(\d{1,3})%")
"""How far one has read, such as 91%."""

_LONGEST = 60
"""Characters of a citation at most: the answer repeats it, and would else fill the screen."""


def place_at_share(report: Report, percent: int) -> Place:
    """The place before which so much of the text lies; from 100 % on, the last paragraph."""
    lengths = [len(paragraph.text) for paragraph in report.paragraphs]
    left = sum(lengths) * min(percent, 100) // 100
    for number, length in enumerate(lengths, 1):
        if left < length:
            return Place(number, left)
        left -= length
    return Place(len(lengths), 0)


class GoBar(Horizontal):
    """Asks for a citation."""

    DEFAULT_CSS = """
    GoBar {
        height: auto;
        background: $panel;
        Label { padding: 0 1; }
        LineInput { width: 1fr; max-width: 30; }
        #go-hint { width: 2fr; padding: 0 1; }
    }
    """

    @dataclass
    class Asked(Message):
        """A citation was given that leads somewhere."""

        paragraph: int
        offset: int

    BINDINGS = [
        ("escape", "close", "取消"),
        ("ctrl+g", "close", "取消"),
    ]

    def __init__(self, report: Report) -> None:
        self._report = report
        self._hint = Prose([ProseLine(HINT, "$muted")], id="go-hint")
        super().__init__(Label("定位", markup=False), LineInput("出处"), self._hint, id="go-bar")

    @on(Input.Submitted)
    def _go(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            self.action_close()
            return
        wanted = event.value.strip()[:_LONGEST]
        share = _SHARE.fullmatch(unicodedata.normalize("NFKC", wanted))
        report = self._report
        try:
            place = place_at_share(report, int(share[1])) if share else stretch(report, wanted)[0]
        except Problem as problem:
            self._hint.say(ProseLine(str(problem), "$text-error"))
        else:
            self.post_message(self.Asked(*place))

    def action_close(self) -> None:
        """Return to the page."""
        self.screen.set_focus(self.screen.query_one("#page"), scroll_visible=False)
        self.remove()
