"""The list's place beside the page: how it opens, and how it goes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widget import Widget

from review.reading.desk import LISTING, SEARCHING
from review.reading.page import Page
from review.reading.viewport import PageView

if TYPE_CHECKING:
    from review.notes.screens.notebook import Notebook
    from review.notes.screens.notes_pane import NotesPane


class ListPlace:
    """Opens the list of notes beside the page, or over it in a narrow window.

    Args:
        desk: What holds list and page.
        page: The page.
    """

    def __init__(self, desk: Widget, page: Page) -> None:
        self._desk = desk
        self._page = page
        self._pane: NotesPane | None = None
        self._making = asyncio.Lock()
        self.before: PageView = page.view
        """What was on the page when the list was opened."""

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self._desk.screen.has_class(LISTING)

    async def make(self) -> NotesPane:
        """Have it ready, though not shown yet."""
        async with self._making:
            if self._pane is None:
                from review.notes.screens.notes_pane import NotesPane

                pane = NotesPane()
                await self._desk.query_one("#desk").mount(pane, before=0)
                self._pane = pane
        return self._pane

    async def open(self, notebook: Notebook) -> None:
        """Show it at the note that is the next to what is being read."""
        pane = await self.make()
        self.before = self._page.view
        self._desk.screen.set_class(True, LISTING)
        self._desk.screen.remove_class(SEARCHING)
        pane.take(notebook.notes, notebook.trash)
        pane.open(self._page.top)

    def refresh(self, notebook: Notebook) -> None:
        """Show other notes, if it has been made."""
        if self._pane is not None:
            self._pane.take(notebook.notes, notebook.trash)

    def close(self) -> None:
        """Put it away."""
        if self.is_open:
            self._desk.screen.remove_class(LISTING)
            self._desk.screen.set_focus(self._page, scroll_visible=False)

    def give_way(self) -> None:
        """Put it away where it lies over the page."""
        if self._desk.screen.has_class("-narrow"):
            self.close()

    def leave(self) -> None:
        """Return to where one was before it was opened."""
        self.close()
        self._page.marks.mark_hits({})
        self._page.return_to(self.before)
