"""The line at the top: what is open, where one is in it, and how far one has come."""

from __future__ import annotations

from functools import partial

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from review.reading.typeset import where_line
from review.widgets.pause import Pause

SAYING_LASTS = 4.0
"""Seconds for which something that was done is said."""


class WhereBar(Widget):
    """Title, citation and heading of the paragraph being read, and the share that has been read."""

    ALLOW_SELECT = False

    citation: reactive[str] = reactive("")
    heading: reactive[str] = reactive("")
    progress: reactive[float] = reactive(0.0)
    hint: reactive[str] = reactive("")
    """What the keys do just now; takes the place of all else while there is one."""
    saying: reactive[str] = reactive("")
    """What has just been done; takes the place of title and heading for a while, never that of the
    citation: one may go on reading meanwhile."""

    def __init__(self, title: str) -> None:
        super().__init__(id="whereabouts")
        self._title = title
        self._quiet = Pause(self, SAYING_LASTS, partial(setattr, self, "saying", ""))

    def say(self, text: str) -> None:
        """Say for a while what has just been done."""
        self.saying = text
        self._quiet.begin()

    async def on_click(self) -> None:
        """Somebody wants to read another report."""
        await self.run_action("app.shelf")

    def render(self) -> Content:
        """The line, cut to its width; the citation is the last to go."""
        pieces = [self._title, self.citation, self.heading]
        if self.hint:
            pieces = [self.hint]
        elif self.saying:
            pieces = [self.citation, self.saying]
        return Content(where_line(pieces, self.progress, self.size.width))
