"""Page and contents side by side: what the keys do that move, switch and select."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container

from review.reading.contents_pane import ContentsPane
from review.reading.key_selection import KeySelection
from review.reading.page import Page
from review.settings.key_table import DESK

if TYPE_CHECKING:
    from review.reading.caret import CaretStep
    from review.reading.whole_entry import WholeEntry

SEARCHING, LISTING = "-searching", "-noting"
"""Classes of the screen while the search, or the list of notes, has the place of the contents."""


class Desk(Container):
    """The keys of the reading view, `screen.desk('…')` in their table, for all that it holds.

    Where the contents have the focus the same keys move their cursor.
    """

    BINDINGS = [command.binding for command in DESK]

    def __init__(self, page: Page, contents: ContentsPane, selection: KeySelection) -> None:
        super().__init__(id="desk")
        self._page = page
        self._contents = contents
        self._selection = selection
        self._whole_entry: WholeEntry | None = None

    @on(ContentsPane.Looked)
    def _looked(self, looked: ContentsPane.Looked) -> None:
        if looked.text and self._whole_entry is None:
            from review.reading.whole_entry import WholeEntry  # the first page shows none

            self._whole_entry = WholeEntry(self._contents)
            self.mount(self._whole_entry)
        if self._whole_entry is not None:
            self._whole_entry.show(looked.text, looked.row)

    def text_select_all(self) -> None:
        """At a third click Textual selects all that is around; here it is the paragraph."""
        self._page.select_paragraph()

    # Moving

    @property
    def _pane(self) -> Page | ContentsPane:
        return self._contents if self._contents.has_focus else self._page

    def action_rows(self, rows: int) -> None:
        """Move by rows, or by entries of the contents."""
        if not self.action_caret("row", rows):
            self._pane.scroll_rows(rows)

    def action_pages(self, pages: int) -> None:
        """Move by screens."""
        if not self.action_caret("page", pages):
            self._pane.scroll_pages(pages)

    def action_section(self, direction: int) -> None:
        """Go to the next or previous heading."""
        self._pane.jump_section(direction)

    def action_edge(self, direction: int) -> None:
        """Go to the beginning or the end: of the row while one selects, else of the report."""
        if not self.action_caret("row edge", direction):
            self._pane.jump_edge(direction)

    def action_toggle_contents(self) -> None:
        """Go to the contents, opened where they are not; from there, put them away."""
        narrow = self.screen.has_class("-narrow")
        leaving = self._contents.has_focus
        if not leaving:
            self.screen.remove_class(SEARCHING, LISTING)
        self._contents.set_class(not leaving and narrow, "opened")
        self._contents.set_class(leaving and not narrow, "closed")
        self.screen.set_focus(self._page if leaving else self._contents, scroll_visible=False)

    def action_switch_pane(self) -> None:
        """Move between contents and page."""
        if self._contents.has_focus:
            self.leave_contents()
        else:
            self.action_toggle_contents()

    def leave_contents(self) -> None:
        """Go to the page; contents that lie over it are put away."""
        self.uncover()
        self.screen.set_focus(self._page, scroll_visible=False)

    def uncover(self) -> None:
        """Put away contents that lie over the page, and leave them where one is in them."""
        self._contents.remove_class("opened")
        if self._contents.has_focus:
            self.screen.set_focus(self._page, scroll_visible=False)

    # Selecting

    def action_select(self) -> None:
        """Show the caret; then let the selection begin at it."""
        self.leave_contents()
        self._selection.begin()

    def action_extend(self, step: CaretStep, direction: int) -> None:
        """Select with the caret, from where it is; from where one reads, if there is none yet."""
        if self._page.has_focus:
            self._selection.move(step, direction, extend=True)

    def action_caret(self, step: CaretStep, direction: int) -> bool:
        """Move the caret if it is on the page; whether it is."""
        if not self._page.has_focus or self._selection.place is None:
            return False
        self._selection.move(step, direction, extend=False)
        return True
