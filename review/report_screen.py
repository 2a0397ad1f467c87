"""The reading view: contents, page and the lines around them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from content.report import NodeKind
from content.shelf.library import Opened
from content.span import Span
from review.base import paths
from review.notes.screens.list_place import LISTING
from review.notes.screens.note_desk import NoteDesk
from review.reading.contents_pane import ContentsPane
from review.reading.drag_screen import DragScreen
from review.reading.key_selection import KeySelection
from review.reading.note_margin import NoteMargin
from review.reading.page import Page
from review.reading.screen_layout import HUGE_COLUMNS, MEDIUM_COLUMNS, WIDE_COLUMNS
from review.reading.trail import Trail, TrailPlace
from review.reading.viewport import PageView
from review.reading.where_bar import Whereabouts
from review.settings.key_table import DESK
from review.widgets.key_bar import Keys

if TYPE_CHECKING:
    from content.facts.glossary import GlossaryTerm
    from review.reading.go_bar import GoBar
    from review.search.reach import Reach
    from review.search.search_pane import SearchPane

LONGEST_QUERY = 40
"""Characters of selected words that are searched for."""

TALL_ROWS = 16
"""From this height on the editor of notes shows the passage and the tags."""


class Desk(Container):
    """Page and contents: the keys of the reading view work while one of them has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in DESK]

    def text_select_all(self) -> None:
        """At a third click Textual selects all that is around; here it is the paragraph."""
        self.query_one(Page).select_paragraph()


class ReadingScreen(DragScreen):
    """Shows one report.

    Args:
        opened: What to read.
        place: Where to open it: paragraph number (1-based) and code point in it.
        trail: The places that one has jumped away from.
        lines: What stands below the page at first, as for a newcomer.
    """

    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  Textual declares it as an instance variable
        (0, "-narrow"),
        (MEDIUM_COLUMNS, "-medium"),
        (WIDE_COLUMNS, "-wide"),
        (HUGE_COLUMNS, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_ROWS, "-tall")]  # noqa: RUF012  likewise

    class Wanted(Message):
        """One goes back to a place of another report."""

        def __init__(self, place: TrailPlace) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self,
        opened: Opened,
        place: tuple[int, int],
        trail: Trail,
        lines: Sequence[Widget] = (),
    ) -> None:
        super().__init__(Page(opened.report, place))
        self._trail = trail
        self.report = opened.report
        self._whole = opened.whole
        self._lines = lines
        self._whereabouts = Whereabouts(self.report.title)
        self._contents = ContentsPane()
        self._column = NoteMargin(self._page, beside=True)
        self._below = NoteMargin(self._page, beside=False)
        self._selection = KeySelection(self._page)
        self.notes = NoteDesk(self._page, self._selection)
        """Where notes are written; to be closed before the screen goes."""
        self.furnished = asyncio.Event()
        """Set when all of the report is there; keys wait for it."""
        self._terms: list[GlossaryTerm] = []
        """The terms that the appendix explains, as far as the text uses them."""
        self._search: SearchPane | None = None
        self._before_search = self._page.view

    def compose(self) -> ComposeResult:
        """The line on top, contents and page, the keys."""
        yield self._whereabouts
        with self.notes, Desk(id="desk"):
            yield self._contents
            yield self._page
            yield self._column
            yield self._below
        yield from self._lines
        yield Keys()

    def on_mount(self) -> None:
        """List the contents; have the page painted before the rest."""
        self._contents.fill(self.report, self._page.current)
        self._whereabouts.heading = self._contents.current_text
        self.call_after_refresh(self._furnish)

    def _furnish(self) -> None:
        if self._whole is not None:
            self.report = self._whole()
            self._whole = None
            self._page.take(self.report)
            self._contents.fill(self.report, self._page.current)
        self.notes.begin()
        self._mark_terms()
        self.furnished.set()
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
        self.notes.moved(moved.current)
        for margin in (self._column, self._below):
            margin.follow()

    @on(Page.CaretChanged)
    def _caret_changed(self) -> None:
        self._whereabouts.hint = self._selection.hint
        if self._selection.is_selecting and self._selection.span is not None:
            self.notes.rise()

    def on_text_selected(self) -> None:
        """Offer what can be done with the words that the mouse has selected."""
        if self._selection.span is not None:
            self.notes.rise()

    @on(NoteDesk.Jumped)
    def _jumped(self, jumped: NoteDesk.Jumped) -> None:
        self._leave(jumped.before)

    @on(Whereabouts.Pressed)
    async def _reports_wanted(self) -> None:
        await self.run_action("app.shelf")

    @on(NoteDesk.Said)
    def _said(self, said: NoteDesk.Said) -> None:
        self._whereabouts.say(said.text)

    @on(NoteDesk.NotesChanged)
    def _notes_changed(self, changed: NoteDesk.NotesChanged) -> None:
        self.set_class(bool(changed.texts), "-noted")
        for margin in (self._column, self._below):
            margin.take(changed.texts)
        self._contents.count_notes(self._page.marks.counts())
        if self._search is not None:
            self._search.search_notes_again()

    @on(ContentsPane.Looked)
    def _looked(self, looked: ContentsPane.Looked) -> None:
        self._whereabouts.hint = looked.text

    @on(ContentsPane.Chosen)
    def _chosen(self, chosen: ContentsPane.Chosen) -> None:
        self._leave_contents()
        self._leave(self._page.view)
        self._page.jump(chosen.paragraph)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed the keys of the page are out of reach, and not in the footer."""
        if action in ("section", "goto", "toggle_contents"):
            return self.focused in (None, self._page, self._contents)
        if action == "trail" and isinstance(parameters[0], int):
            return self._trail.next(parameters[0]) is not None
        return True

    # The way back

    @property
    def here(self) -> TrailPlace:
        """Where one is, for the way back."""
        return self._place_of(self._page.view)

    def _place_of(self, view: PageView) -> TrailPlace:
        citation = (
            self.report.paragraphs[view.spot.block].citation if self.report.paragraphs else ""
        )
        return TrailPlace(self.report.id, view, citation)

    def _leave(self, before: PageView) -> None:
        """Remember what was on the page before a jump."""
        self._selection.end()
        self.clear_selection()
        self.notes.sink()
        self._trail.leave(self._place_of(before))
        self.refresh_bindings()

    @property
    def footer_labels(self) -> dict[str, str]:
        """What some keys are called just now: where back leads."""
        place = self._trail.next(-1)
        if place is None:
            return {}
        where = place.citation if place.report == self.report.id else "上一份报告"
        return {"screen.trail(-1)": f"回到{where}"}

    def action_trail(self, direction: int) -> None:
        """Go back (-1) to where one jumped away from, or onwards again (1)."""
        place = self._trail.step(direction, self.here)
        if place is None:
            return
        if place.report == self.report.id:
            self.come_back(place)
        else:
            self.post_message(self.Wanted(place))

    def come_back(self, place: TrailPlace) -> None:
        """Show a place of this report again."""
        self._leave_contents()
        self._page.return_to(place.view)
        self.refresh_bindings()

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
        elif self._page.has_focus and not self._explain():
            await self.action_notes("open_here")

    def _mark_terms(self) -> None:
        """Mark where the terms stand first that the appendix explains, if there is one."""
        if any(node.kind is NodeKind.APPENDIX for node in self.report.nodes):
            from content.facts.glossary import explained_terms

            self._terms = [term for term in explained_terms(self.report) if term.first]
            spans: dict[int, list[tuple[int, int]]] = {}
            for paragraph, start, end in sorted(t.first for t in self._terms if t.first):
                spans.setdefault(paragraph, []).append((start, end))
            self._page.marks.mark_terms({number: tuple(marks) for number, marks in spans.items()})

    def _explain(self) -> bool:
        """Explain the term at the caret, or those of the paragraph that is being read.

        A paragraph with notes shows these; whether there was something to explain.
        """
        place, marks = self._selection.place, self._page.marks
        number = self._page.current if place is None else place.block + 1
        if self._selection.is_selecting or (place is None and marks.notes_of(number)):
            return False
        here = [
            term
            for term in self._terms
            if term.first
            and term.first.paragraph == number
            and (place is None or term.first.start <= place.offset < term.first.end)
        ]
        for term in here:
            where = term.explanation
            text = self.report.paragraph(where.paragraph).text[where.start : where.end]
            self.notify(text, title=term.name, timeout=20, markup=False)
        return bool(here)

    def action_toggle_contents(self) -> None:
        """Go to the contents, opened where they are not; from there, put them away."""
        narrow = self.has_class("-narrow")
        leaving = self._contents.has_focus
        self._contents.set_class(not leaving and narrow, "opened")
        self._contents.set_class(leaving and not narrow, "closed")
        self.set_focus(self._page if leaving else self._contents, scroll_visible=False)

    def action_switch_pane(self) -> None:
        """Move between contents and page."""
        if self._contents.has_focus:
            self._leave_contents()
        else:
            self.action_toggle_contents()

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
        """Copy the selected words, or what the row of marks is about, and where they stand."""
        passage = self.notes.marked_passage
        text = self.get_selected_text() or (passage.quote if passage else "")
        if not text:
            self.notify("请先用鼠标或Shift加方向键选取文字，再按Ctrl+C复制。", markup=False)
        elif passage is not None:
            self.app.copy_to_clipboard(f"{text}〔{passage.citation}〕")
        else:
            self.app.copy_to_clipboard(text)

    # Searching; made when first asked for

    async def action_find(self) -> None:
        """Search the report for the selected words, if there are any, or go on searching."""
        # Before there is a line to type in, which lets go of what was selected.
        words = " ".join((self.get_selected_text() or "").split())
        words = words if len(words) <= LONGEST_QUERY else ""
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
            self._before_search = self._page.view
        self.remove_class(LISTING)
        self.add_class("-searching")
        self.notes.sink()
        self._search.open(words)

    def on_search_pane_found(self, found: SearchPane.Found) -> None:
        """Mark the hits on the page."""
        self._page.marks.mark_hits(found.spans)

    def on_search_pane_chosen(self, chosen: SearchPane.Chosen) -> None:
        """Show a hit, and go there if it was chosen for good."""
        self._page.reveal(chosen.paragraph, chosen.span)
        if chosen.leave:
            self._leave(self._before_search)
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
        self._page.marks.mark_hits({})
        self.set_focus(self._page, scroll_visible=False)

    def action_next_hit(self, direction: int) -> None:
        """Go to the next or previous hit."""
        before = self._page.hit_place
        found = self._search and self._search.next_place(before, direction)
        if not self._search or not found:
            self.notify("还没有检索结果，请先按F3检索。", markup=False)
            return
        self._page.marks.mark_hits(self._search.spans)
        self._page.reveal(*found)
        said = self._search.show_place(*found)
        there = (found[0], found[1][0])
        if (there <= before) if direction > 0 else (there >= before):
            said += "　到头了，从头再来" if direction > 0 else "　到头了，从末尾再来"
        if said:
            self._whereabouts.say(said)

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
        self._leave(self._page.view)
        self._page.jump(asked.paragraph, asked.offset)

    def on_go_bar_dismissed(self) -> None:
        """Return to the page."""
        self.set_focus(self._page, scroll_visible=False)
        self.query("GoBar").remove()
