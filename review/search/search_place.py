"""The search's place beside the page: how it opens, where it leads, and how it goes.

The screen shows the pane while it has the class `SEARCHING`. A narrow window has room for one of
the two: there the pane gives way to the page as soon as a hit is gone to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from review.base import paths
from review.base.reports import user_shelf
from review.reading.desk import SEARCHING
from review.reading.page import Page
from review.reading.viewport import PageView

if TYPE_CHECKING:
    from review.notes.listing import ListedNote
    from review.search.reach import Reach
    from review.search.search_pane import SearchPane

LONGEST_QUERY = 40
"""Characters of selected words that are searched for."""


class SearchPlace:
    """Opens the search beside the page, or over it in a narrow window; made when first asked for.

    `desk` holds both.
    """

    def __init__(self, desk: Widget, page: Page, notes: Callable[[], Sequence[ListedNote]]) -> None:
        self._desk = desk
        self._page = page
        self._notes = notes
        self._pane: SearchPane | None = None
        self.before: PageView = page.view
        """What was on the page when the search began."""

    async def _made(self) -> SearchPane:
        if self._pane is None:
            from index.searcher import Searcher  # with all of this, 150 ms
            from index.shelf.shelf_searcher import ShelfSearcher
            from review.search.search_pane import SearchPane

            report = self._page.report
            searcher = Searcher(report, paths.index_dir())
            shelf = partial(ShelfSearcher, user_shelf().standing, paths.index_dir())
            self._pane = SearchPane(report, searcher, self._notes, shelf)
            await self._desk.mount(self._pane, before=0)
        return self._pane

    async def open(self, words: str) -> None:
        """Search for words, or go on where one was if there are none.

        So it is if there are more than `LONGEST_QUERY` characters: a paragraph that was selected is
        no query. The first call makes the pane, which takes a sixth of a second.
        """
        pane = await self._made()
        if not pane.has_focus_within:
            self.before = self._page.view
        self._desk.screen.add_class(SEARCHING)
        pane.open(words if len(words) <= LONGEST_QUERY else "")

    async def resume(self, chosen: Reach.ReportChosen) -> None:
        """Show a hit that was found in this report while another was open.

        The query is asked again of all reports, so that one can go on in the same list.
        """
        await self.open("")
        (await self._made()).resume(chosen)

    def notes_changed(self) -> None:
        """Search the notes again, if it is these that are searched."""
        if self._pane is not None:
            self._pane.search_notes_again()

    def give_way(self) -> None:
        """Let the page have the keys; where the search lies over it, it goes."""
        screen = self._desk.screen
        screen.set_class(not screen.has_class("-narrow"), SEARCHING)
        screen.set_focus(self._page, scroll_visible=False)

    def end(self) -> None:
        """Put the search away, and its marks."""
        self._desk.screen.remove_class(SEARCHING)
        self._page.marks.mark_hits({})
        self._desk.screen.set_focus(self._page, scroll_visible=False)

    def leave(self) -> None:
        """Put the search away and return to where the page was when it began."""
        self.end()
        self._page.return_to(self.before)

    def next_hit(self, direction: int) -> str | None:
        """Go to the next (1) or previous (-1) hit in this report, also once the search is put away.

        What to say of it is 第3处／共14处, and perhaps that it went round the end; nothing without
        a hit.
        """
        before = self._page.hit_place
        found = self._pane and self._pane.places.next(before, direction)
        if not self._pane or not found:
            return None
        self._page.marks.mark_hits(self._pane.places.spans)
        self._page.reveal(*found)
        said = self._pane.show_place(*found)
        there = (found[0], found[1][0])
        if (there <= before) if direction > 0 else (there >= before):
            said += "　到头了，从头再来" if direction > 0 else "　到头了，从末尾再来"
        return said
