"""The places of editor and list beside the page: how they open, and how they go."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.widget import MountError, Widget

from review.reading.desk import LISTING, SEARCHING
from review.reading.key_selection import KeySelection
from review.reading.page import Page
from review.reading.viewport import PageView
from review.typography.flow import FlowPlace

if TYPE_CHECKING:
    from review.notes.model import Anchor, Kind, Note
    from review.notes.screens.note_editor import NoteEditor, Written
    from review.notes.screens.notebook import Notebook
    from review.notes.screens.notes_pane import NotesPane
    from review.notes.store.codec import NoteDraft


class Editing:
    """Opens the editor below the page, one at a time, and offers the draft that was left."""

    def __init__(self, desk: Widget, page: Page, selection: KeySelection) -> None:
        self._desk = desk
        self._page = page
        self._selection = selection
        self.editor: NoteEditor | None = None
        """The editor, while it is open."""
        self._before: PageView | None = None
        """What was on the page before the editor took part of it."""
        self._shown: PageView | None = None
        """What was on it when the passage had been brought into view."""
        self.kind: Kind | None = None
        """The kind that was written last."""

    async def begin(
        self, notebook: Notebook, passage: Anchor, kind: Kind | None = None, body: str = ""
    ) -> None:
        """Write a note on a passage, perhaps of a kind and with a text to go on with."""
        from review.notes.model import Kind
        from review.notes.screens.note_editor import Written

        written = Written(kind or self.kind or Kind.SUGGESTION, (), body)
        await self._open(notebook, passage, written)

    async def change(self, notebook: Notebook, note: Note) -> None:
        """Go on with a note, or with the draft that was left of it."""
        from review.notes.screens.note_editor import written_in

        draft = next((draft for draft in notebook.drafts if draft.note_id == note.id), None)
        if draft is not None:
            await self.resume(notebook, draft)
        else:
            await self._open(notebook, note.anchor, written_in(note), note)

    async def resume(self, notebook: Notebook, draft: NoteDraft) -> None:
        """Go on with a draft."""
        from review.notes.screens.note_editor import Written

        note = notebook.find(draft.note_id)
        written = Written(draft.kind, draft.tags, draft.body)
        await self._open(notebook, draft.anchor, written, note)

    async def _open(
        self, notebook: Notebook, passage: Anchor, written: Written, note: Note | None = None
    ) -> None:
        from review.notes.screens.note_editor import NoteEditor, written_in

        before = self._page.view
        if self.editor is not None:
            if self.editor.is_unsaved:
                self.editor.say("请先保存正在写的这一条，或按Esc放弃。")
                self.editor.take_focus()
                return
            before = self._before or before
            self._before = None  # one returns there from the next one
            await self.close()
        saved = written_in(note) if note else None
        self._before = before
        note_id = note.id if note else ""
        self.editor = NoteEditor(passage, written, note_id, saved, notebook.tags)
        await self._desk.query("DraftBar").remove()
        await self._desk.mount(self.editor)
        self.editor.take_focus()
        if passage.text_id == notebook.version:
            self._desk.call_after_refresh(self._show_above, passage)

    def _show_above(self, passage: Anchor) -> None:
        """Bring a passage into the rows above the editor, with all its rows where they fit."""
        last = passage.segments[-1]
        first = passage.segments[0]
        self._page.show_stretch(
            FlowPlace(first.paragraph - 1, first.start), FlowPlace(last.paragraph - 1, last.end - 1)
        )
        self._shown = self._page.view

    def reveal(self, passage: Anchor) -> None:
        """Bring a passage into view."""
        place = passage.segments[0]
        self._page.reveal(place.paragraph, (place.start, place.end))

    async def close(self) -> None:
        """Put the editor away, with the selection that it was about."""
        editor, self.editor = self.editor, None
        if editor is not None:
            # A repaint in the middle of the removal would ask fields that have no styles any more.
            with self._desk.app.batch_update():
                await editor.remove()
        self._selection.end()
        self._desk.screen.clear_selection()
        self._desk.screen.set_focus(self._page, scroll_visible=False)
        if self._before is not None and self._page.view == self._shown:
            # When the page has its rows back: before that, the end of the report is elsewhere.
            self._desk.call_after_refresh(self._page.return_to, self._before)
        self._before = self._shown = None

    def offer(self, drafts: list[NoteDraft]) -> None:
        """Offer the first of the drafts that were left, or nothing."""
        from review.notes.screens.desk_bars import DraftBar

        if not drafts or self.editor is not None:
            self._desk.query(DraftBar).remove()
        elif not self._desk.query(DraftBar):
            with suppress(MountError):  # the program is just ending, and offers it the next time
                self._desk.mount(DraftBar(drafts[0].anchor.citation, drafts[0].body))


class ListPlace:
    """Opens the list of notes beside the page, or over it in a narrow window."""

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
