"""The list of notes beside the page, or over it in a narrow window: how it opens, and its deeds."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from review.reading.desk import LISTING, SEARCHING
from review.reading.viewport import PageView

if TYPE_CHECKING:
    from review.notes.model import Note
    from review.notes.screens.note_desk import NoteDesk
    from review.notes.screens.notes_pane import NotesPane


class ListPlace:
    """Opens the list, and does with its notes what is asked there."""

    def __init__(self, desk: NoteDesk) -> None:
        self._desk = desk
        self._pane: NotesPane | None = None
        self._making = asyncio.Lock()
        self._before: PageView = desk.page.view
        """What was on the page when the list was opened."""
        self.homeless: Note | None = None
        """The note for which a new passage is being chosen."""

    async def make(self) -> NotesPane:
        """Have it ready, though not shown yet."""
        async with self._making:
            if self._pane is None:
                from review.notes.screens.notes_pane import NotesPane  # 20 ms

                pane = NotesPane()
                await self._desk.query_one("#desk").mount(pane, before=0)
                self._pane = pane
        return self._pane

    async def turn(self) -> None:
        """Open it at the note that is the next to what is being read, or close it."""
        screen = self._desk.screen
        if screen.has_class(LISTING):
            self.close()
            return
        pane = await self.make()
        self._desk.marking.sink()
        self._before = self._desk.page.view
        screen.set_class(True, LISTING)
        screen.remove_class(SEARCHING)
        self.refresh()
        pane.open(self._desk.page.top)
        self._desk.changes.look_again()

    def refresh(self) -> None:
        """Show other notes, if it has been made."""
        if self._pane is not None:
            self._pane.take(self._desk.notebook.notes, self._desk.notebook.trash)

    def close(self) -> None:
        """Put it away."""
        if self._desk.screen.has_class(LISTING):
            self._desk.screen.remove_class(LISTING)
            self._desk.screen.set_focus(self._desk.page, scroll_visible=False)

    def _give_way(self) -> None:
        if self._desk.screen.has_class("-narrow"):
            self.close()

    def leave(self) -> None:
        """Return to where one was before it was opened."""
        self.close()
        self._desk.page.marks.mark_hits({})
        self._desk.page.return_to(self._before)

    # What is asked there

    async def carry_out(self, note: Note, deed: str) -> None:
        """Do with a note what was asked for, one of the deeds of `NotesPane.Asked`."""
        desk = self._desk
        if deed == "edit":
            self._give_way()
            await desk.editing.change(note)
        elif deed == "delete":
            desk.changes.delete(note)
        elif deed == "restore":
            desk.changes.make(partial(desk.notebook.restore, note), "批注已恢复。")
        elif not note.is_orphan:
            desk.reveal(note.anchor)
            if deed == "go":
                desk.post_message(desk.Jumped(self._before))
                self._give_way()
                desk.screen.set_focus(desk.page, scroll_visible=False)
        elif deed == "go":
            self.homeless = note
            self.close()
            said = "原文已不在本稿。请选中这条批注的新位置，再按F4；按Esc取消。"
            desk.notify(said, timeout=10)

    def forget_homeless(self) -> None:
        """Look for no passage any more; what was selected for it is dropped."""
        if self.homeless is not None:
            self.homeless = None
            self._desk.drop_selection()
