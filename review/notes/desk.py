"""Where notes are written: it knows the page, and opens the editor and the list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work
from textual.containers import Vertical
from textual.message import Message

from content.errors import Problem
from content.span import Span
from review import paths
from review.reading.keyselect import KeySelection
from review.reading.page import Page
from review.reading.typeset import page_block

if TYPE_CHECKING:
    from review.notes.codec import Draft
    from review.notes.editor import NoteEditor, Written
    from review.notes.listing import ListedNote
    from review.notes.model import Anchor, Note
    from review.notes.notebook import Notebook
    from review.notes.pane import NotesPane

LISTING = "-noting"
"""Class of the screen while the pane of notes is open."""


class NoteDesk(Vertical):
    """Holds page and panes; below them the editor opens.

    What is about notes is imported when it is first needed: at the earliest behind the first page.

    Args:
        page: The page.
        selection: What is selected on it.
    """

    class Said(Message):
        """Something was done; a short sentence says what."""

        # No dataclass here and below: making one takes half a millisecond of the start.
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class TextChanged(Message):
        """A report has another text on the shelf now."""

        def __init__(self, report_id: str) -> None:
            super().__init__()
            self.report_id = report_id

    def __init__(self, page: Page, selection: KeySelection) -> None:
        super().__init__(id="note-desk")
        self._page = page
        self._selection = selection
        self._notebook: Notebook | None = None
        self._editor: NoteEditor | None = None
        self._pane: NotesPane | None = None
        self._place_before: tuple[int, int] = (1, 0)
        """What was on top of the page when the list was opened."""
        self._homeless: Note | None = None
        """The note for which a new passage is being chosen."""
        self._kind = ""
        """Value of the kind that was written last."""

    # Beginning and ending

    def begin(self) -> None:
        """Show the notes there are; to be called when the first page stands."""
        self.watch(self.app, "app_focus", self.keep_draft, init=False)
        self.app.app_suspend_signal.subscribe(self, lambda _app: self.keep_draft())
        if paths.notes_file().exists():
            self._carry_out(self._opened().load)

    def _opened(self) -> Notebook:
        if self._notebook is None:
            from review.notes.notebook import Notebook

            self._notebook = Notebook(self._page.report, paths.notes_file())
        return self._notebook

    def keep_draft(self) -> None:
        """Have the draft kept at once: the program may be about to end."""
        if self._editor is not None:
            self._editor.keep_draft()

    def close(self) -> None:
        """Keep the draft and close the store; for the end of the program, however it comes.

        Raises:
            Problem: The draft could not be kept.
        """
        notebook, editor = self._notebook, self._editor
        if notebook is None:
            return
        try:
            if editor is not None and editor.is_unsaved:
                notebook.keep_draft(editor.passage, editor.note_id, editor.written).result()
        finally:
            notebook.close()

    def listed(self) -> Sequence[ListedNote]:
        """The notes there are, in document order."""
        return self._notebook.notes if self._notebook is not None else ()

    # Changing

    @work(group="notes")
    async def _carry_out(self, change: Callable[[], Coroutine[Any, Any, str | None]]) -> None:
        """Change the notes, show them as they are then, and say what `change` gave."""
        try:
            said = await change()
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
            return
        self._show()
        if said:
            self.post_message(self.Said(said))

    def _show(self) -> None:
        """Show the notes as they are now, and say what there is to say of them."""
        from review.notes.listing import marks_of

        notebook = self._opened()
        notes = [entry.note for entry in notebook.notes]
        self._page.mark_notes(marks_of(notes, notebook.version))
        if self._pane is not None:
            self._pane.take(notebook.notes, notebook.trash)
        for remark in notebook.take_remarks():
            self.notify(remark, title="批注", severity="warning", timeout=15, markup=False)
        if notebook.drafts and self._editor is None:
            self._offer(notebook.drafts[0])
        else:
            self.query("DraftBar").remove()

    def _offer(self, draft: Draft) -> None:
        from review.notes.draftbar import DraftBar

        if not self.query(DraftBar):
            self.mount(DraftBar(draft.anchor.citation, draft.body))

    # The editor

    async def action_annotate(self) -> None:
        """Write a note on what is selected, or on the paragraph that is being read."""
        notebook = self._opened()
        span = self._selection.span
        if self._editor is not None:
            self._editor.take_focus()
        elif notebook.is_read_only:
            self.notify("批注现在只能查看，不能改动。", severity="warning")
        elif span is None and notebook.drafts and self.query("DraftBar"):
            await self._resume(notebook.drafts[0])
        elif self._homeless is not None and span is not None:
            self._move(self._homeless, span)
        else:
            from review.notes.editor import Written
            from review.notes.model import Kind

            kind = Kind(self._kind or Kind.SUGGESTION)
            passage = notebook.passage(span or self._current_paragraph())
            await self._edit(passage, Written(kind, (), ""))

    def _current_paragraph(self) -> Span:
        place = self._selection.place
        number = self._page.current if place is None else place.block + 1
        block = page_block(self._page.report, self._page.report.paragraph(number))
        return Span(number, block.start, number, block.end)

    async def _edit(
        self,
        passage: Anchor,
        written: Written,
        note: Note | None = None,
    ) -> None:
        from review.notes.editor import NoteEditor, written_in

        if self._editor is not None:
            if self._editor.is_unsaved:
                self._editor.say("请先保存正在写的这一条，或按 Esc 放弃。")
                self._editor.take_focus()
                return
            await self._close_editor()
        saved = written_in(note) if note else None
        self._editor = NoteEditor(passage, written, note.id if note else "", saved)
        await self.query("DraftBar").remove()
        await self.mount(self._editor)
        self._editor.take_focus()
        self.call_after_refresh(self._reveal, passage)

    def _reveal(self, passage: Anchor) -> None:
        place = passage.segments[0]
        self._page.reveal(place.paragraph, (place.start, place.end))

    async def _open_note(self, note: Note) -> None:
        from review.notes.editor import written_in

        draft = next((d for d in self._opened().drafts if d.note_id == note.id), None)
        if draft is not None:
            await self._resume(draft)
        else:
            await self._edit(note.anchor, written_in(note), note)

    async def _resume(self, draft: Draft) -> None:
        from review.notes.editor import Written

        note = self._opened().find(draft.note_id)
        await self._edit(draft.anchor, Written(draft.kind, draft.tags, draft.body), note)

    async def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            # A repaint in the middle of the removal would ask fields that have no styles any more.
            with self.app.batch_update():
                await editor.remove()
        self._selection.end()
        self.screen.clear_selection()
        self._page_focus()

    def _page_focus(self) -> None:
        self.screen.set_focus(self._page, scroll_visible=False)

    def on_note_editor_saved(self, saved: NoteEditor.Saved) -> None:
        """Keep the note; the editor closes when it is safe."""
        saved.editor.is_sealed = True
        self._kind = saved.written.kind.value
        self._keep(saved.editor, saved.written)

    @work(group="notes")
    async def _keep(self, editor: NoteEditor, written: Written) -> None:
        notebook = self._opened()
        try:
            note = notebook.find(editor.note_id)
            if note is None:
                await notebook.add(editor.passage, written, editor.note_id)
            else:
                await notebook.change(note, written)
        except Problem as problem:
            editor.is_sealed = False
            editor.say("没有保存！内容还在这里。")
            self.notify(str(problem), severity="error", timeout=15, markup=False)
            return
        await self._close_editor()
        self._show()
        self.post_message(self.Said(f"批注已保存，共 {len(notebook.notes)} 条。"))

    @work(group="drafts")
    async def on_note_editor_drafted(self, drafted: NoteEditor.Drafted) -> None:
        """Keep the draft, and say where that fails."""
        editor = drafted.editor
        kept = self._opened().keep_draft(editor.passage, editor.note_id, drafted.written)
        try:
            await asyncio.wrap_future(kept)
        except Problem as problem:
            editor.say(f"草稿没有存下：{problem.message}")

    async def on_note_editor_left(self, left: NoteEditor.Left) -> None:
        """Close the editor and let go of its draft."""
        await self._close_editor()
        self._carry_out(partial(self._opened().drop_draft, left.editor.note_id))

    async def on_draft_bar_taken(self) -> None:
        """Go on with the draft."""
        await self._resume(self._opened().drafts[0])

    async def on_page_note_pressed(self, pressed: Page.NotePressed) -> None:
        """Open the note that was clicked."""
        note = self._opened().find(pressed.note_id)
        if note is not None:
            await self._open_note(note)

    async def action_open_here(self) -> None:
        """Open the note at the caret, or the first one of the paragraph that is being read.

        While one selects, write a note on what is selected.
        """
        if self._selection.is_selecting and self._selection.span is not None:
            await self.action_annotate()
            return
        place = self._selection.place
        marks = self._page.marks
        if place is not None:
            ids = marks.notes_at(place.block + 1, place.offset)
        else:
            ids = marks.notes_of(self._page.current)
        if ids:
            note = self._opened().find(ids[0])
            if note is not None:
                await self._open_note(note)

    # The list

    async def action_list(self) -> None:
        """Open the list, or close it."""
        if self.screen.has_class(LISTING):
            self.close_list()
            return
        notebook = self._opened()
        if self._pane is None:
            from review.notes.pane import NotesPane

            self._pane = NotesPane()
            await self.query_one("#desk").mount(self._pane, before=0)
        self._place_before = self._page.top
        self.screen.set_class(True, LISTING)
        self.screen.remove_class("-searching")
        self._pane.take(notebook.notes, notebook.trash)
        self._pane.open(self._page.top)
        self._carry_out(notebook.load_if_changed)

    def close_list(self) -> None:
        """Put the list away."""
        if self.screen.has_class(LISTING):
            self.screen.remove_class(LISTING)
            self._page_focus()

    def on_notes_pane_left(self) -> None:
        """Return to where one was before the list was opened."""
        self.close_list()
        self._page.mark_hits({})
        self._page.return_to(self._place_before)

    async def on_notes_pane_chosen(self, chosen: NotesPane.Chosen) -> None:
        """Show the passage of a note."""
        note = chosen.note
        if self._opened().has_lost(note):
            if chosen.leave:
                self._homeless = note
                self.close_list()
                said = "原文已不在本稿。请选中这条批注的新位置，再按 F4；按 Esc 取消。"
                self.notify(said, timeout=10, markup=False)
            return
        self._reveal(note.anchor)
        if chosen.leave:
            if self.screen.has_class("-narrow"):
                self.close_list()
            self._page_focus()

    async def on_notes_pane_edit_asked(self, asked: NotesPane.EditAsked) -> None:
        """Open a note of the list."""
        if self.screen.has_class("-narrow"):
            self.close_list()
        await self._open_note(asked.note)

    def on_notes_pane_delete_asked(self, asked: NotesPane.DeleteAsked) -> None:
        """Put a note into the trash."""

        async def delete() -> str:
            await self._opened().delete(asked.note)
            return "批注已移到“已删”，30 天内可以恢复；按 Ctrl+Z 撤销。"

        self._carry_out(delete)

    def on_notes_pane_restore_asked(self, asked: NotesPane.RestoreAsked) -> None:
        """Take a note out of the trash."""

        async def restore() -> str:
            await self._opened().restore(asked.note)
            return "批注已恢复。"

        self._carry_out(restore)

    def _move(self, note: Note, span: Span) -> None:
        """Fasten a note whose passage is gone to another one."""

        async def move() -> str:
            await self._opened().move(note, self._opened().passage(span))
            self.forget_homeless()
            return "批注已移到新位置。"

        self._carry_out(move)

    def forget_homeless(self) -> None:
        """Look for no passage any more; what was selected for it is dropped."""
        if self._homeless is not None:
            self._homeless = None
            self._selection.end()
            self.screen.clear_selection()

    # Exporting

    def action_export(self) -> None:
        """Ask what to export, and say what was written."""
        notebook = self._opened()
        if not notebook.notes:
            self.notify("还没有批注可以导出。选中文字后按 F4 写批注。", markup=False)
            return
        from review.notes.exportscreen import ExportScreen

        notes = [entry.note for entry in notebook.notes]
        self.app.push_screen(ExportScreen(self._page.report, notes), self._exported)

    def _exported(self, said: str | None) -> None:
        if said:
            self.notify(said, timeout=10, markup=False)

    # A revised text of the report

    def action_revise(self) -> None:
        """Ask for a revised text of the report."""
        notebook = self._opened()
        if self._editor is not None:
            self.notify("请先保存或放弃正在写的批注，再换稿。", severity="warning", markup=False)
            return
        from review.notes.revisescreen import ReviseScreen

        self.app.push_screen(ReviseScreen(notebook), self._revised)

    def _revised(self, is_other_text: bool | None) -> None:
        if is_other_text:
            self.post_message(self.TextChanged(self._page.report.id))

    # Undoing

    def action_undo(self) -> None:
        """Take back the last change of the notes."""
        self._carry_out(partial(self._step_back, "撤销"))

    def action_redo(self) -> None:
        """Make it again."""
        self._carry_out(partial(self._step_back, "重做"))

    async def _step_back(self, name: str) -> str:
        notebook = self._opened()
        step = await (notebook.undo() if name == "撤销" else notebook.redo())
        if step is None:
            return f"没有可以{name}的改动。"
        note = notebook.find(step.changes[0].after.id) if step.changes else None
        if note is not None and not notebook.has_lost(note):
            self._reveal(note.anchor)
        return f"已{name}：{step.action.label}。"
