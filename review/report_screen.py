"""The reading view: contents, page and the lines around them.

It routes between its widgets, none of which knows another. It comes to be in two steps, the page
first: `furnished` is set when notes and the rest of the report are there as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from content.errors import Problem
from content.shelf.library import Opened
from content.span import Span
from review.notes.screens.note_desk import NoteDesk
from review.reading.contents_pane import ContentsPane
from review.reading.desk import LISTING, Desk
from review.reading.drag_screen import DragScreen
from review.reading.key_selection import KeySelection
from review.reading.note_margin import NoteMargin
from review.reading.page import Page
from review.reading.term_marks import TermMarks
from review.reading.trail import Trail, TrailPlace, place_in
from review.reading.typeset import HUGE_COLUMNS, MEDIUM_COLUMNS, WIDE_COLUMNS
from review.reading.viewport import PageView
from review.reading.where_bar import WhereBar
from review.search.search_place import SearchPlace
from review.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from review.reading.go_bar import GoBar
    from review.search.reach import Reach
    from review.search.search_pane import SearchPane

TALL_ROWS = 16
"""From this height on the editor of notes shows the passage and the tags."""

OF_THE_PAGE = ("section(1)", "section(-1)", "toggle_contents")
"""Actions of the desk that are out of reach while a line is being typed beside the page."""


class ReportScreen(DragScreen):
    """Shows one report, from a place on: paragraph number (1-based) and code point in it.

    `lines` stand below the page at first; `has_notes` keeps room for notes from the beginning.
    """

    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [
        (0, "-narrow"),
        (MEDIUM_COLUMNS, "-medium"),
        (WIDE_COLUMNS, "-wide"),
        (HUGE_COLUMNS, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL_ROWS, "-tall")]

    @dataclass
    class Wanted(Message):
        """One goes back (-1) or onwards (1) to a place of another report."""

        direction: int

    def __init__(
        self,
        opened: Opened,
        place: tuple[int, int],
        trail: Trail,
        lines: Sequence[Widget] = (),
        has_notes: bool = False,
    ) -> None:
        super().__init__(Page(opened.report, place))
        self.set_class(has_notes, "-noted")
        self.report = opened.report
        self._trail = trail
        trail.forget_other_texts(self.report)
        self._whole = opened.whole
        self._lines = lines
        self._whereabouts = WhereBar(self.report.title)
        self._contents = ContentsPane()
        self._margins = [NoteMargin(self._page, beside=beside) for beside in (True, False)]
        self._selection = KeySelection(self._page)
        self.notes = NoteDesk(self._page, self._selection)
        """Where notes are written; to be closed before the screen goes."""
        self.furnished = asyncio.Event()
        """Set when all of the report is there; keys wait for it."""
        self._terms = TermMarks(self._page)
        self._desk = Desk(self._page, self._contents, self._selection)
        self._search = SearchPlace(self._desk, self._page, lambda: self.notes.notebook.notes)

    def compose(self) -> ComposeResult:
        """The line on top, contents and page, the keys."""
        yield self._whereabouts
        with self.notes, self._desk:
            yield self._contents
            yield self._page
            yield from self._margins
        yield from self._lines
        yield KeyBar()

    def on_mount(self) -> None:
        """List the contents; have the page painted before the rest."""
        self._contents.fill(self.report, self._page.current)
        self._whereabouts.heading = self._contents.current_text
        self.call_after_refresh(self._furnish)

    def on_unmount(self) -> None:
        """Let nobody wait for what will not be there any more."""
        self.furnished.set()

    def _furnish(self) -> None:
        if not self.notes.is_running:  # It is on its way still, or taken away again already.
            self.call_after_refresh(self._furnish)
            return
        if self._whole is not None:
            try:
                self.report = self._whole()
            except Problem as problem:  # the file is gone by now
                said = f"{problem}现在看到的只是开头一部分。"
                self.notify(said, severity="error", timeout=15)
            self._page.take(self.report)
            self._contents.fill(self.report, self._page.current)
        self.notes.begin()
        self._terms.mark()
        self.furnished.set()
        if self.report.remarks:
            said = f"读入时整理过或存疑的有 {len(self.report.remarks)} 处"
            see = "可在终端输入“shenyi outline 文件”逐条查看。"
            self.notify(f"{said}，{see}", severity="warning", timeout=10)

    @property
    def place(self) -> tuple[int, int]:
        """The first visible character: paragraph number and code point."""
        return self._page.top

    @property
    def selected(self) -> Span | None:
        """What is selected, if anything is."""
        return self._selection.span

    def show_passage(self, paragraph: int, span: tuple[int, int], leaving: bool) -> None:
        """Go to a passage chosen elsewhere, marked as a hit is; if `leaving`, back leads here."""
        if leaving:
            self._leave(self._page.view)
        self._page.reveal(paragraph, span)
        self.set_focus(self._page, scroll_visible=False)

    # Messages of the widgets

    @on(Page.Moved)
    def _moved(self, moved: Page.Moved) -> None:
        self._contents.mark(moved.current)
        self._whereabouts.citation = self.report.paragraph(moved.current).citation
        self._whereabouts.heading = self._contents.current_text
        self._whereabouts.progress = moved.progress
        self.notes.marking.moved(moved.current)
        for margin in self._margins:
            margin.follow()

    @on(Page.CaretChanged)
    def _caret_changed(self) -> None:
        self._whereabouts.hint = self._selection.hint
        if self._selection.is_selecting:
            self.on_text_selected()

    def on_text_selected(self) -> None:
        """Offer what can be done with the words that the mouse has selected."""
        if self._selection.span is not None:
            self.notes.marking.rise()

    @on(NoteDesk.Jumped)
    def _jumped(self, jumped: NoteDesk.Jumped) -> None:
        self._leave(jumped.before)

    @on(NoteDesk.Said)
    def _said(self, said: NoteDesk.Said) -> None:
        self._whereabouts.say(said.text)

    @on(NoteDesk.NotesChanged)
    def _notes_changed(self, changed: NoteDesk.NotesChanged) -> None:
        self.set_class(bool(changed.texts), "-noted")
        for margin in self._margins:
            margin.take(changed.texts)
        self._contents.count_notes(self._page.marks.counts())
        self._search.notes_changed()

    @on(ContentsPane.Looked)
    def _looked(self, looked: ContentsPane.Looked) -> None:
        self._whereabouts.hint = looked.wanted or self._selection.hint

    @on(ContentsPane.Chosen)
    def _chosen(self, chosen: ContentsPane.Chosen) -> None:
        self._leave(self._page.view)
        self._page.jump(chosen.paragraph)

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is typed the keys of the page are out of reach, and not in the footer."""
        if action == "goto" or (action == "desk" and parameters[0] in OF_THE_PAGE):
            return self.focused in (None, self._page, self._contents)
        if action == "trail" and isinstance(parameters[0], int):
            return self._trail.next(parameters[0]) is not None
        return True

    # The way back

    @property
    def here(self) -> TrailPlace:
        """Where one is, for the way back."""
        return place_in(self.report, self._page.view)

    def _leave(self, before: PageView) -> None:
        """Remember what was on the page before a jump, and have nothing lie over where it leads."""
        self._desk.uncover()
        self._selection.end()
        self.clear_selection()
        self.notes.marking.sink()
        self._trail.leave(place_in(self.report, before))
        self.refresh_bindings()

    @property
    def footer_labels(self) -> dict[str, str]:
        """What some keys are called just now: where back leads."""
        back = self._trail.next(-1)
        if back is None:
            return {}
        where = back.citation if back.report == self.report.id else "上一份报告"
        return {"screen.trail(-1)": f"回到{where}"} if where else {}

    def action_trail(self, direction: int) -> None:
        """Go back (-1) to where one jumped away from, or onwards again (1)."""
        place = self._trail.next(direction)
        if place is None:
            return
        if place.report != self.report.id:
            self.post_message(self.Wanted(direction))
        elif self._trail.step(direction, self.here):
            self.come_back(place)

    def come_back(self, place: TrailPlace) -> None:
        """Show a place of this report again."""
        self._desk.leave_contents()
        self._page.return_to(place.view)
        self.refresh_bindings()

    async def action_choose(self) -> None:
        """Go to the chosen entry; on the page explain the terms one is at, or open the note."""
        if self._contents.has_focus:
            self._contents.choose()
        elif self._page.has_focus:
            selecting = self._selection.is_selecting
            terms = [] if selecting else self._terms.explained(self._selection.place)
            for name, text in terms:
                self.notify(text, title=name, timeout=20)
            if not terms:
                await self.action_notes("open_here")

    def action_back(self) -> None:
        """Drop the selection and the search, and return to the page."""
        self._selection.end()
        self.notes.step_back()
        self.clear_selection()
        self._search.end()
        self.query("GoBar").remove()
        self._desk.leave_contents()

    async def action_notes(self, name: str) -> None:
        """Have something done with the notes: the name of an action of `NoteDesk`."""
        await self.notes.run_action(name)

    async def action_desk(self, name: str) -> None:
        """Move or select: the name of an action of `Desk`."""
        await self._desk.run_action(name)

    def on_mouse_down(self) -> None:
        """The mouse takes over."""
        self._selection.end()

    def action_copy_selection(self) -> None:
        """Copy the selected words, or what the row of marks is about, and where they stand."""
        passage = self.notes.marking.passage
        text = self.get_selected_text() or (passage.quote if passage else "")
        if not text:
            self.notify("请先用鼠标或Shift加方向键选取文字，再按Ctrl+C复制。")
        else:
            self.app.copy_to_clipboard(f"{text}〔{passage.citation}〕" if passage else text)

    # Searching

    async def action_find(self) -> None:
        """Search the report for the selected words, if there are any, or go on searching."""
        # Before there is a line to type in, which lets go of what was selected.
        words = " ".join((self.get_selected_text() or "").split())
        self.remove_class(LISTING)
        self.notes.marking.sink()
        await self._search.open(words)

    def on_search_pane_found(self, found: SearchPane.Found) -> None:
        """Mark the hits on the page."""
        self._page.marks.mark_hits(found.spans, found.is_same_query)

    def on_search_pane_chosen(self, chosen: SearchPane.Chosen) -> None:
        """Show a hit, and go there if it was chosen for good."""
        self._page.reveal(chosen.paragraph, chosen.span)
        if chosen.leave:
            self._leave(self._search.before)
            self._search.give_way()

    async def show_hit(self, chosen: Reach.ReportChosen) -> None:
        """Show a hit that was found in this report while another was open, the search beside it."""
        await self.furnished.wait()
        await self._search.resume(chosen)

    def on_search_pane_left(self) -> None:
        """Return to where the search began."""
        self._search.leave()

    def action_next_hit(self, direction: int) -> None:
        """Go to the next or previous hit."""
        said = self._search.next_hit(direction)
        if said is None:
            self.notify("还没有检索结果，请先按F3检索。")
        elif said:
            self._whereabouts.say(said)

    # The line that asks where to go

    async def action_goto(self) -> None:
        """Ask for a citation."""
        from review.reading.go_bar import GoBar  # and Textual's line: 10 ms

        if not self.query(GoBar):
            await self.mount(GoBar(self.report), before="#keys")
        self.set_focus(self.query_one("#go-bar LineInput"))

    def on_go_bar_asked(self, asked: GoBar.Asked) -> None:
        """Go where the citation leads."""
        self.set_focus(self._page, scroll_visible=False)
        self.query("GoBar").remove()
        self._leave(self._page.view)
        self._page.jump(asked.paragraph, asked.offset)
