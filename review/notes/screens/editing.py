"""The editor below the page: how it opens and goes, and that not a word in it is lost."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import MountError

from content.errors import Problem
from review.notes.screens.marking import Written, deleted, written_in
from review.notes.screens.note_changes import PATIENCE
from review.reading.viewport import PageView
from review.typography.flow import FlowPlace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from concurrent.futures import Future

    from review.notes.model import Anchor, Kind, Note
    from review.notes.screens.note_desk import NoteDesk
    from review.notes.screens.note_editor import NoteEditor
    from review.notes.screens.writing_screen import RescueScreen
    from review.notes.store.codec import NoteDraft


class Editing:
    """Opens the editor, one at a time, and offers the draft that was left."""

    def __init__(self, desk: NoteDesk) -> None:
        self._desk = desk
        self.editor: NoteEditor | None = None
        self._before: PageView | None = None
        """What was on the page before the editor took part of it."""
        self._shown: PageView | None = None
        """What was on it when the passage had been brought into view."""
        self._kind: Kind | None = None
        self._rescue: RescueScreen | None = None
        """Where the words of a draft went that could not be kept."""
        self._warned_of: Problem | None = None
        """For what it was said that notes of the store end with the program; it may come again."""

    async def begin(self, passage: Anchor, kind: Kind | None = None, body: str = "") -> None:
        """Write a note on a passage, perhaps of a kind and with a text to go on with."""
        from review.notes.model import Kind  # 3 ms, as all here before there are notes

        await self._open(passage, Written(kind or self._kind or Kind.SUGGESTION, (), body))

    async def change(self, note: Note) -> None:
        """Go on with a note, or with the draft that was left of it."""
        drafts = (draft for draft in self._desk.notebook.drafts if draft.note_id == note.id)
        if draft := next(drafts, None):
            await self.resume(draft)
        else:
            await self._open(note.anchor, written_in(note), note)

    async def resume(self, draft: NoteDraft) -> None:
        """Go on with a draft."""
        note = self._desk.notebook.find(draft.note_id)
        await self._open(draft.anchor, written_in(draft), note, draft.slot)

    async def _open(
        self, passage: Anchor, written: Written, note: Note | None = None, slot: str = ""
    ) -> None:
        from review.notes.screens.note_editor import NoteEditor  # 20 ms
        from review.notes.screens.notebook import new_slot

        desk, before = self._desk, self._desk.page.view
        if self.editor is not None:
            if self.editor.is_unsaved:
                self.editor.say("请先保存正在写的这一条，或按Esc放弃。")
                self.editor.take_focus()
                return
            before = self._before or before
            self._before = None  # one returns there from the next one
            await self.close()
        self._before = before
        desk.marking.sink()
        desk.selection.end()
        slot = slot or (note.id if note else new_slot())
        self.editor = NoteEditor(passage, written, note, desk.notebook.tags, slot)
        await desk.query("DraftBar").remove()
        await desk.mount(self.editor)
        self.editor.take_focus()
        if passage.text_id == desk.notebook.version:
            desk.call_after_refresh(self._show_above, passage)

    def _show_above(self, passage: Anchor) -> None:
        first, last = passage.segments[0], passage.segments[-1]
        self._desk.page.show_stretch(
            FlowPlace(first.paragraph - 1, first.start), FlowPlace(last.paragraph - 1, last.end - 1)
        )
        self._shown = self._desk.page.view

    async def close(self) -> None:
        """Put the editor away, with the selection that it was about."""
        desk, page = self._desk, self._desk.page
        editor, self.editor = self.editor, None
        if editor is not None:
            await editor.remove()
        desk.drop_selection()
        desk.screen.set_focus(page, scroll_visible=False)
        if self._before is not None and page.view == self._shown:
            # When the page has its rows back: before that, the end of the report is elsewhere.
            desk.call_after_refresh(page.return_to, self._before)
        self._before = self._shown = None

    async def carry_out(self, asked: NoteEditor.Asked) -> None:
        """Do what the editor asks for."""
        desk, editor, written = self._desk, asked.editor, asked.written
        if asked.deed == "draft":
            desk.run_worker(self._keep_draft(editor, written), group="drafts")
        elif asked.deed == "leave":
            if self.editor is editor:
                await self.close()
            desk.changes.make(partial(desk.notebook.drop_draft, editor.slot))
        else:
            editor.is_sealed = True
            do = self._save if asked.deed == "save" else self._delete
            desk.changes.make(partial(self._closing, editor, partial(do, editor, written)))

    async def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) note of the page; open it where one is open."""
        from review.notes.listing import next_note  # 6 ms

        desk, notebook, spot = self._desk, self._desk.notebook, self._desk.page.view.spot
        here = (spot.block + 1, spot.offset)
        if self.editor is not None:
            here = self.editor.passage.place
        elif desk.marking.passage is not None:
            here = desk.marking.passage.place
        note = next_note(notebook.notes, notebook.version, here, direction)
        if note is None:
            desk.say(f"{'后' if direction > 0 else '前'}面没有批注了。")
        elif self.editor is not None:
            await self.change(note)
        else:
            desk.say("")  # that there are no more is not so any longer
            desk.reveal(note.anchor)
            desk.marking.rise(note.id)

    def offer(self) -> None:
        """Offer the first of the drafts that were left, or nothing."""
        from review.notes.screens.desk_bars import DraftBar  # 7 ms

        drafts = self._desk.notebook.drafts
        if not drafts or self.editor is not None:
            self._desk.query(DraftBar).remove()
        elif not self._desk.query(DraftBar):
            with suppress(MountError):  # the program is just ending, and offers it the next time
                self._desk.mount(DraftBar(drafts[0].anchor.citation, drafts[0].body))

    # Keeping what is written

    async def _keep_draft(self, editor: NoteEditor, written: Written) -> None:
        try:
            await asyncio.wrap_future(self._kept(editor, written))
        except Problem as problem:
            editor.tell_draft(f"草稿没有存下：{problem.message}{problem.remedy}")
        else:
            editor.tell_draft("")

    async def _closing(self, editor: NoteEditor, change: Callable[[], Awaitable[str]]) -> str:
        """Make a change, and put the editor away when it is safe; what was done, in Chinese."""
        try:
            said = await change()
        except Problem:
            editor.is_sealed = False
            editor.say("没有保存！内容还在这里。")
            raise
        if self.editor is editor:  # on a slow disk another note may have been opened meanwhile
            await self.close()
        return said

    async def _save(self, editor: NoteEditor, written: Written) -> str:
        notebook, self._kind = self._desk.notebook, written.kind
        note = notebook.find(editor.note_id)
        if note is None:
            await notebook.add(editor.passage, written, editor.slot)
        else:
            await notebook.change(note, written)
        return f"批注已保存，共 {len(notebook.notes)} 条。"

    async def _delete(self, editor: NoteEditor, written: Written) -> str:
        """Put the note into the trash, with what was written since it was saved."""
        notebook = self._desk.notebook
        note = notebook.find(editor.note_id)
        if note is not None and editor.is_unsaved:
            await notebook.change(note, written)
        await notebook.drop_draft(editor.slot)
        if note is None:
            return ""
        await notebook.delete(note)
        return deleted(note)

    def _kept(self, editor: NoteEditor, written: Written) -> Future[None]:
        """Keep what stands in an editor; done when it is safe.

        Where that is nothing, or what is saved already, the next start has nothing to offer.
        """
        notebook = self._desk.notebook
        if not editor.is_unsaved:
            return notebook.submit(lambda store: store.drop_draft(notebook.report.id, editor.slot))
        return notebook.keep_draft(editor.passage, editor.slot, editor.note_id, written)

    def keep_draft(self) -> None:
        """Have the draft kept at once: the program may be about to end."""
        if self.editor is not None:
            self.editor.keep_draft()

    def keep_at_last(self) -> None:
        """Keep the draft for the end of the program, waiting for the disk.

        Raises:
            Problem: It could not be kept; where it stands and how long it is, but not a word of it.
        """
        editor = self.editor
        if editor is None or self._is_safe(editor):
            return
        passage, written = editor.passage, editor.written
        try:
            self._kept(editor, written).result()
        except Problem as problem:
            lost = f"没有保留：{passage.citation}的批注草稿，{len(written.body)}字。"
            raise problem.restated(message=f"{problem.message}{lost}") from None

    def _is_safe(self, editor: NoteEditor) -> bool:
        """Whether nothing of what stands in the editor is lost with it."""
        rescue = self._rescue
        is_elsewhere = rescue is not None and rescue.is_kept and rescue.written == editor.written
        return is_elsewhere or not editor.is_unsaved

    async def may_leave(self) -> bool:
        """Whether one may leave without losing a word; else another place is offered for them.

        The disk has `PATIENCE` seconds. While that place is shown, to ask again is a yes.
        """
        editor, app, notebook = self.editor, self._desk.app, self._desk.notebook
        if notebook.is_at_risk and notebook.obstacle is not self._warned_of:
            self._warned_of = notebook.obstacle
            said = f"{notebook.obstacle}不要这些批注、确实要离开，请再来一次。"
            self._desk.notify(said, severity="error", timeout=15)
            return False
        if editor is None or self._is_safe(editor) or app.screen is self._rescue:
            return True
        from review.notes.screens.writing_screen import RescueScreen  # 70 ms

        kept = asyncio.wrap_future(self._kept(editor, editor.written))
        try:
            await asyncio.wait_for(kept, PATIENCE)
        except Problem as problem:
            why = f"{problem.message}{problem.remedy}"
        except asyncio.TimeoutError:
            why = "磁盘没有反应。"
        else:
            return True
        self._rescue = RescueScreen(editor.passage, editor.written, why)
        app.push_screen(self._rescue)
        return False
