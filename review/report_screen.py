"""The reading view: contents, page and the lines around them."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from content.shelf.library import Opened
from content.span import Span
from review.base import paths
from review.notes.screens.list_place import LISTING
from review.notes.screens.note_desk import NoteDesk
from review.reading.contents_pane import ContentsPane
from review.reading.drag_screen import DragScreen
from review.reading.key_selection import KeySelection
from review.reading.page import Page
from review.reading.where_bar import Whereabouts
from review.settings.key_table import DESK

if TYPE_CHECKING:
    from review.reading.go_bar import GoBar
    from review.search.reach import Reach
    from review.search.search_pane import SearchPane

MEDIUM_COLUMNS = 80
"""From this width on the contents stand beside the page; below it they lie over it."""

WIDE_COLUMNS = 110
"""From this width on the contents are wide enough for a whole heading in two rows."""


NOTES_AFTER = 0.1
"""Seconds from the first page to reading the notes, whose thread would slow its painting."""


class Desk(Container):
    """Page and contents: the keys of the reading view work while one of them has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in DESK]

    def text_select_all(self) -> None:
        """At a third click Textual selects all that is around; here it stays the paragraph."""
        self.query_one(Page).text_select_all()


class ReadingScreen(DragScreen):
    """Shows one report.

    Args:
        opened: What to read.
        place: Where to open it: paragraph number (1-based) and code point in it.
    """

    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  Textual declares it as an instance variable
        (0, "-narrow"),
        (MEDIUM_COLUMNS, "-medium"),
        (WIDE_COLUMNS, "-wide"),
    ]

    def __init__(self, opened: Opened, place: tuple[int, int]) -> None:
        super().__init__(Page(opened.report, place))
        self.report = opened.report
        self._whole = opened.whole
        self._whereabouts = Whereabouts(self.report.title)
        self._contents = ContentsPane()
        self._selection = KeySelection(self._page)
        self.notes = NoteDesk(self._page, self._selection)
        """Where notes are written; to be closed before the screen goes."""
        self.furnished = asyncio.Event()
        """Set when all of the report is there; keys wait for it."""
        self._search: SearchPane | None = None
        self._before_search = place

    def compose(self) -> ComposeResult:
        """The line on top, contents and page, the keys."""
        yield self._whereabouts
        with self.notes, Desk(id="desk"):
            yield self._contents
            yield self._page
        yield Container(id="keys")

    def on_mount(self) -> None:
        """Have the page painted before the rest."""
        self.call_after_refresh(self._furnish)

    async def _furnish(self) -> None:
        from review.widgets.key_bar import (
            Keys,  # a millisecond that the first page need not wait for
        )

        if self._whole is not None:
            self.report = self._whole()
            self._whole = None
            self._page.take(self.report)
        self._contents.fill(self.report, self._page.current)
        self._whereabouts.heading = self._contents.current_text
        self.furnished.set()
        await self.query_one("#keys").mount(Keys())
        self.refresh_bindings()  # or the footer stays empty until something else asks for it
        self.set_timer(NOTES_AFTER, self.notes.begin)
        if self.report.remarks:
            self.notify(
                f"读入时整理过或存疑的有 {len(self.report.remarks)} 处，"
                "可在终端输入“shenyi outline 文件”逐条查看。",
                severity="warning",
                timeout=10,
                markup=False,
            )

    @property
    def place(self) -> tuple[int, int]:
        """The first visible character: paragraph number and code point."""
        return self._page.top

    @property
    def selected(self) -> Span | None:
        """What is selected, if anything is."""
        return self._selection.span

    def show_passage(self, paragraph: int, span: tuple[int, int]) -> None:
        """Go to a passage that was chosen elsewhere."""
        self._page.reveal(paragraph, span)
        self.set_focus(self._page, scroll_visible=False)

    # Messages of the widgets

    @on(Page.Moved)
    def _moved(self, moved: Page.Moved) -> None:
        paragraph = self.report.paragraph(moved.current)
        self._contents.mark(moved.current)
        self._whereabouts.citation = paragraph.citation
        self._whereabouts.heading = self._contents.current_text
        self._whereabouts.progress = moved.progress

    @on(Page.CaretChanged)
    def _caret_changed(self) -> None:
        self._whereabouts.hint = self._selection.hint

    @on(Whereabouts.Pressed)
    async def _reports_wanted(self) -> None:
        await self.run_action("app.shelf")

    @on(NoteDesk.Said)
    def _said(self, said: NoteDesk.Said) -> None:
        self._whereabouts.say(said.text)

    @on(NoteDesk.NotesChanged)
    def _notes_changed(self) -> None:
        if self._search is not None:
            self._search.search_notes_again()

    @on(ContentsPane.Chosen)
    def _chosen(self, chosen: ContentsPane.Chosen) -> None:
        self._leave_contents()
        self._page.jump(chosen.paragraph)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed the keys of the page are out of reach, and not in the footer."""
        if action in ("section", "goto", "toggle_contents"):
            return self.focused in (None, self._page, self._contents)
        return True

    @property
    def _pane(self) -> Page | ContentsPane:
        return self._contents if self._contents.has_focus else self._page

    def action_rows(self, rows: int) -> None:
        """Move by rows, or by entries of the contents."""
        if not self._moves_caret("row", rows):
            self._pane.scroll_rows(rows)

    def action_pages(self, pages: int) -> None:
        """Move by screens."""
        if not self._moves_caret("page", pages):
            self._pane.scroll_pages(pages)

    def action_section(self, direction: int) -> None:
        """Go to the next or previous heading."""
        self._pane.jump_section(direction)

    def action_edge(self, direction: int) -> None:
        """Go to the beginning or the end: of the row while one selects, else of the report."""
        if not self._moves_caret("row edge", direction):
            self._pane.jump_edge(direction)

    async def action_choose(self) -> None:
        """Go to the chosen entry of the contents, or open the note that one is at."""
        if self._contents.has_focus:
            self._contents.choose()
        elif self._page.has_focus:
            await self.action_notes("open_here")

    def action_toggle_contents(self) -> None:
        """Open the contents and choose in them, or put them away."""
        narrow = self.has_class("-narrow")
        shown = self._contents.display
        self._contents.set_class(not shown and narrow, "opened")
        self._contents.set_class(shown and not narrow, "closed")
        self.set_focus(self._page if shown else self._contents, scroll_visible=False)

    def action_switch_pane(self) -> None:
        """Move between contents and page."""
        if self._pane is self._page and self._contents.display:
            self.set_focus(self._contents, scroll_visible=False)
        else:
            self._leave_contents()

    def action_back(self) -> None:
        """Drop the selection and the search, and return to the page."""
        self._selection.end()
        self.notes.step_back()
        self.clear_selection()
        self._end_search()
        self.query("GoBar").remove()
        self._leave_contents()

    def _leave_contents(self) -> None:
        self._contents.remove_class("opened")
        self.set_focus(self._page, scroll_visible=False)

    async def action_notes(self, name: str) -> None:
        """Have something done with the notes: the name of an action of `NoteDesk`."""
        await self.notes.run_action(name)

    # Selecting with the keys

    def on_mouse_down(self) -> None:
        """The mouse takes over."""
        self._selection.end()

    def action_select(self) -> None:
        """Show the caret; then let the selection begin at it."""
        self._leave_contents()
        self._selection.begin()

    def action_extend(self, step: str, direction: int) -> None:
        """Select with the caret, from where it is."""
        if self._page.has_focus:
            self._selection.move(step, direction, extend=True)

    def action_caret(self, step: str, direction: int) -> None:
        """Move the caret, if it is there."""
        self._moves_caret(step, direction)

    def _moves_caret(self, step: str, direction: int) -> bool:
        """Move the caret if it is on the page; whether it is."""
        if not self._page.has_focus or self._selection.place is None:
            return False
        self._selection.move(step, direction, extend=False)
        return True

    def action_copy_selection(self) -> None:
        """Put the selected text on the clipboard."""
        text = self.get_selected_text()
        if text:
            self.app.copy_to_clipboard(text)
            self.notify(f"已复制 {len(text)} 个字。", markup=False)
        else:
            self.notify("请先用鼠标或Shift加方向键选取文字，再按Ctrl+C复制。", markup=False)

    # Searching; made when first asked for

    async def action_find(self) -> None:
        """Search the report, or go on searching."""
        if self._search is None:
            from index import Searcher
            from review.base.reports import user_shelf
            from review.search.search_pane import SearchPane
            from review.search.shelf_search import shelf_searcher

            searcher = Searcher(self.report, paths.index_dir())
            shelf = partial(shelf_searcher, user_shelf())
            self._search = SearchPane(self.report, searcher, self.notes.listed, shelf)
            await self.query_one(Desk).mount(self._search, before=0)
        if not self._search.has_focus_within:
            self._before_search = self.place
        self.remove_class(LISTING)
        self.add_class("-searching")
        self._search.open()

    def on_search_pane_found(self, found: SearchPane.Found) -> None:
        """Mark the hits on the page."""
        self._page.mark_hits(found.spans)

    def on_search_pane_chosen(self, chosen: SearchPane.Chosen) -> None:
        """Show a hit, and go there if it was chosen for good."""
        self._page.reveal(chosen.paragraph, chosen.span)
        if chosen.leave:
            self.set_class(not self.has_class("-narrow"), "-searching")
            self.set_focus(self._page, scroll_visible=False)

    async def show_hit(self, chosen: Reach.ReportChosen) -> None:
        """Show a hit that was found in this report while another was open."""
        await self.furnished.wait()
        await self.action_find()
        if self._search is not None:
            self._search.resume(chosen)

    def on_search_pane_left(self) -> None:
        """Return to where the search began."""
        self._end_search()
        self._page.return_to(self._before_search)

    def _end_search(self) -> None:
        self.remove_class("-searching")
        self._page.mark_hits({})
        self.set_focus(self._page, scroll_visible=False)

    def action_next_hit(self, direction: int) -> None:
        """Go to the next or previous hit."""
        found = self._search and self._search.next_place(self._page.hit_place, direction)
        if self._search and found:
            self._page.mark_hits(self._search.spans)
            self._page.reveal(*found)
        else:
            self.notify("还没有检索结果，请先按F3检索。", markup=False)

    # The line that asks where to go

    async def action_goto(self) -> None:
        """Ask for a citation."""
        from review.reading.go_bar import GoBar
        from review.widgets.line_input import LineInput

        if not self.query(GoBar):
            await self.mount(GoBar(self.report), before="#keys")
        self.set_focus(self.query_one(GoBar).query_one(LineInput))

    def on_go_bar_asked(self, asked: GoBar.Asked) -> None:
        """Go where the citation leads."""
        self.on_go_bar_dismissed()
        self._page.jump(asked.paragraph, asked.offset)

    def on_go_bar_dismissed(self) -> None:
        """Return to the page."""
        self.set_focus(self._page, scroll_visible=False)
        self.query("GoBar").remove()
