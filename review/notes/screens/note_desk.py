"""Where notes are written: it knows the page, and opens the editor and the list."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.message import Message
from textual.widget import MountError

from content.errors import Problem
from content.span import Span
from review.base import paths
from review.notes.screens.desk_places import Editing, ListPlace
from review.notes.screens.leaving import Leaving
from review.notes.screens.marking import Marking, mark, named, note_on, whole_paragraph
from review.notes.screens.note_changes import NoteChanges
from review.notes.screens.others import Others
from review.reading.key_selection import KeySelection
from review.reading.page import Page
from review.reading.viewport import PageView
from review.settings.key_table import MARKING

if TYPE_CHECKING:
    from content.span import Span
    from review.notes.listing import ListedNote
    from review.notes.model import Kind, Note
    from review.notes.screens.desk_bars import MarkBar
    from review.notes.screens.note_editor import NoteEditor, Written
    from review.notes.screens.notebook import Notebook
    from review.notes.screens.notes_pane import NotesPane
    from review.notes.store.note_store import NoteStore
    from review.reading.marks import MarginNote

_T = TypeVar("_T")


# One class for the editor, the list and what comes of both: each needs the notes, the page and the
# editor that is open.
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

    class NotesChanged(Message):
        """The notes are shown anew; they may be others than before."""

        def __init__(self, texts: Mapping[str, MarginNote]) -> None:
            super().__init__()
            self.texts = texts
            """What stands beside the page, by the id of each note."""

    class TextChanged(Message):
        """A report has another text on the shelf now."""

        def __init__(self, report_id: str) -> None:
            super().__init__()
            self.report_id = report_id

    class Jumped(Message):
        """One has gone to a note's passage for good, away from what was on the page before."""

        def __init__(self, before: PageView) -> None:
            super().__init__()
            self.before = before

    BINDINGS: ClassVar[list[BindingType]] = [command.binding for command in MARKING]

    def __init__(self, page: Page, selection: KeySelection) -> None:
        super().__init__(id="note-desk")
        self._page = page
        self._selection = selection
        self._notebook: Notebook | None = None
        self._editing = Editing(self, page, selection)
        self._list = ListPlace(self, page)
        self.marking = Marking(self, page, selection)
        """The row of marks."""
        self.leaving = Leaving(self, self._editing, self._opened)
        """What is to be asked before the program ends."""
        self._changes = NoteChanges(self, self._opened, self._show, self._editing.reveal)
        self.settled = self._changes.settled
        self.others = Others(self, page.report, self._opened, self._show)
        """What others wrote, beside the page."""
        self._homeless: Note | None = None
        """The note for which a new passage is being chosen."""

    # Beginning and ending

    def begin(self) -> None:
        """Show the notes there are; to be called when the first page stands."""
        self.watch(self.app, "app_focus", self.leaving.keep_draft, init=False)
        self.app.app_suspend_signal.subscribe(self, lambda _app: self.leaving.keep_draft())
        if self._opened().exists:
            self._changes.show_after(self._begin)
        if paths.others_dir().exists():
            self.others.read()
        self._changes.keep_looking()

    async def _begin(self) -> None:
        """Read the notes; once they are shown, have the list made while nobody waits for it."""
        await self._opened().load()
        self.call_later(self._make_list)

    async def _make_list(self) -> None:
        with suppress(MountError, NoMatches):  # the program is just ending, and needs none
            await self._list.make()

    def _opened(self) -> Notebook:
        if self._notebook is None:
            from review.notes.screens.notebook import Notebook

            self._notebook = Notebook(self._page.report, paths.notes_file())
        return self._notebook

    def close(self) -> None:
        """Keep the draft and close the store; for the end of the program, however it comes.

        Raises:
            Problem: The draft could not be kept.
        """
        self._changes.stop_looking()
        if self._notebook is not None:
            try:
                self.leaving.keep_at_last()
            finally:
                self._notebook.close()

    def listed(self) -> Sequence[ListedNote]:
        """The notes there are, in document order."""
        return self._notebook.notes if self._notebook is not None else ()

    def say(self, text: str) -> None:
        """Say what was done, in a short sentence."""
        self.post_message(self.Said(text))

    def _show(self) -> None:
        """Show the notes as they are now, and say what there is to say of them."""
        from review.notes.listing import margin_notes, marks_of, together

        notebook = self._opened()
        notes = [entry.note for entry in notebook.notes]
        marks, texts = marks_of(notes, notebook.version), margin_notes(notes)
        self.others.settle(texts.keys(), notebook.version)
        self._page.marks.mark_notes(together(marks, self.others.marks(notebook.version)))
        self._list.refresh(notebook)
        self.marking.show(notebook)
        for remark in notebook.take_remarks():
            self.notify(remark, title="批注", severity="warning", timeout=15, markup=False)
        self._editing.offer(notebook.drafts)
        self.post_message(self.NotesChanged(texts | self.others.texts()))

    # The editor

    async def action_annotate(self) -> None:
        """Write a note on what is selected, or on the paragraph that is being read."""
        notebook = self._opened()
        span = self._selection.span
        if self._editing.editor is not None:
            self._editing.editor.take_focus()
        elif self._is_blocked():
            return
        elif span is None and notebook.drafts and self.query("DraftBar"):
            await self._editing.resume(notebook, notebook.drafts[0])
        elif self._homeless is not None and span is not None:
            move = partial(notebook.move, self._homeless, notebook.passage(span))
            self._changes.make(move, "批注已移到新位置。")
            self._forget_homeless()
        else:
            passage = self.marking.passage or notebook.passage(span or self._paragraph_here())
            note = note_on(notebook, passage)
            self.marking.sink()
            if note is not None:
                await self._editing.change(notebook, note)
            else:
                await self._editing.begin(notebook, passage)

    def _paragraph_here(self) -> Span:
        place = self._selection.place
        return whole_paragraph(self._page, self._page.current if place is None else place.block + 1)

    def _is_blocked(self) -> bool:
        """Whether notes can only be looked at, which is then said."""
        obstacle = self._opened().obstacle
        if obstacle is not None:
            self.app.clear_notifications()  # however often a key is pressed, this is said once
            self.notify(str(obstacle), severity="warning", timeout=15, markup=False)
        return obstacle is not None

    # Marks in one stroke

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits mark while the row of marks stands."""
        return action != "mark" or (self.marking.passage is not None and self._page.has_focus)

    def rise(self, note_id: str = "") -> None:
        """Let the row of marks stand, about a note or what is selected or read."""
        if self._editing.editor is None:
            self.marking.rise(self._opened(), note_id)

    def action_mark(self, digit: int) -> None:
        """Set, change or take off the mark of the passage that the row is about.

        Args:
            digit: Of the kind, from 1.
        """
        from review.notes.model import Kind

        passage, kinds = self.marking.passage, tuple(Kind)
        if passage is not None and digit <= len(kinds) and not self._is_blocked():
            self._changes.make(partial(mark, self._opened(), passage, kinds[digit - 1]))

    async def on_mark_bar_pressed(self, pressed: MarkBar.Pressed) -> None:
        """Do what was clicked in the row."""
        await self.run_action(pressed.action)

    def on_note_editor_saved(self, saved: NoteEditor.Saved) -> None:
        """Keep the note; the editor closes when it is safe."""
        saved.editor.is_sealed = True
        self._editing.kind = saved.written.kind
        self._changes.make(partial(self._keep, saved.editor, saved.written))

    async def _keep(self, editor: NoteEditor, written: Written) -> str:
        notebook = self._opened()
        try:
            note = notebook.find(editor.note_id)
            if note is None:
                await notebook.add(editor.passage, written, editor.note_id)
            else:
                await notebook.change(note, written)
        except Problem:
            editor.is_sealed = False
            editor.say("没有保存！内容还在这里。")
            raise
        await self._editing.close()
        return f"批注已保存，共 {len(notebook.notes)} 条。"

    async def on_note_editor_asked(self, asked: NoteEditor.Asked) -> None:
        """Go on to another note, unless something is not saved; or close, or delete the note."""
        if asked.deed in ("next", "previous"):
            await self.action_step(1 if asked.deed == "next" else -1)
            return
        note_id = asked.editor.note_id
        note = self._opened().find(note_id)
        await self._editing.close()
        self._changes.make(partial(self._opened().drop_draft, note_id))
        if asked.deed == "delete" and note is not None:
            self._delete(note)

    async def action_step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) note of the page; open it where one is open."""
        from review.notes.listing import next_note

        notebook = self._opened()
        editor, marked = self._editing.editor, self.marking.passage
        spot = self._page.view.spot
        here = (spot.block + 1, spot.offset)
        if editor is not None:
            here = editor.passage.place
        elif marked is not None:
            here = marked.place
        note = next_note(notebook.notes, notebook.version, here, direction)
        if note is None:
            self.say(f"{'后' if direction > 0 else '前'}面没有批注了。")
            return
        if editor is not None:
            await self._editing.change(notebook, note)
        else:
            self._editing.reveal(note.anchor)
            self.marking.rise(notebook, note.id)

    @work(group="drafts")
    async def on_note_editor_drafted(self, drafted: NoteEditor.Drafted) -> None:
        """Keep the draft, and say where that fails."""
        editor = drafted.editor
        kept = self._opened().keep_draft(editor.passage, editor.note_id, drafted.written)
        try:
            await asyncio.wrap_future(kept)
        except Problem as problem:
            editor.say(f"草稿没有存下：{problem.message}{problem.remedy}")

    async def on_draft_bar_taken(self) -> None:
        """Go on with the draft."""
        await self._editing.resume(self._opened(), self._opened().drafts[0])

    async def on_page_note_pressed(self, pressed: Page.NotePressed) -> None:
        """Open the note whose sign was clicked; of somebody else's, show all."""
        note = self._opened().find(pressed.note_id)
        if note is not None:
            await self._editing.change(self._opened(), note)
        else:
            self.others.tell(pressed.note_id)

    def on_page_pressed(self, pressed: Page.Pressed) -> None:
        """Offer marks for what was clicked or selected."""
        self.rise(pressed.note_id)

    async def action_open_here(self) -> None:
        """Offer marks for where one is, or for the note there; once more, write it."""
        if self.marking.passage is not None:
            await self.action_annotate()
            return
        place, marks = self._selection.place, self._page.marks
        if place is not None:
            notes = marks.notes_at(place.block + 1, place.offset)
        else:
            notes = marks.notes_of(self._page.current)
        self.rise(next(iter(notes), ""))

    # For what lies over the report

    async def on_store(self, operation: Callable[[NoteStore], _T]) -> _T:
        """Have something done with the store of the notes, on the thread that writes to it.

        Raises:
            Problem: What the operation raises, or the store cannot be opened.
        """
        return await asyncio.wrap_future(self._opened().submit(operation))

    async def write_on(self, span: Span, kind: Kind, body: str) -> None:
        """Begin a note on a passage, with a text to go on with."""
        notebook = self._opened()
        if not self._is_blocked():
            await self._editing.begin(notebook, notebook.passage(span), kind, body)

    # The list

    async def action_list(self) -> None:
        """Open the list, or close it."""
        if self._list.is_open:
            self._list.close()
            return
        await self._list.open(self._opened())
        self._changes.look_again()

    def step_back(self) -> None:
        """Put list and row of marks away, and look for no passage any more."""
        self.marking.sink()
        self._forget_homeless()
        self._list.close()

    def on_notes_pane_left(self) -> None:
        """Return to where one was before the list was opened."""
        self._list.leave()

    async def on_notes_pane_asked(self, asked: NotesPane.Asked) -> None:
        """Do with a note of the list what was asked for."""
        note = asked.note
        if asked.deed == "edit":
            self._list.give_way()
            await self._editing.change(self._opened(), note)
        elif asked.deed == "delete":
            self._delete(note)
        elif asked.deed == "restore":
            self._changes.make(partial(self._opened().restore, note), "批注已恢复。")
        else:
            self._show_passage(note, leave=asked.deed == "go")

    def _show_passage(self, note: Note, *, leave: bool) -> None:
        """Show the passage of a note; where it is gone, ask for a new one."""
        if note.is_orphan:
            if leave:
                self._homeless = note
                self._list.close()
                said = "原文已不在本稿。请选中这条批注的新位置，再按F4；按Esc取消。"
                self.notify(said, timeout=10, markup=False)
            return
        self._editing.reveal(note.anchor)
        if leave:
            self.post_message(self.Jumped(self._list.before))
            self._list.give_way()
            self.screen.set_focus(self._page, scroll_visible=False)

    def _delete(self, note: Note) -> None:
        said = f"已删除{named(note)}，在“已删”中30天内可以恢复；按Ctrl+Z撤销。"
        self._changes.make(partial(self._opened().delete, note), said)

    def _forget_homeless(self) -> None:
        """Look for no passage any more; what was selected for it is dropped."""
        if self._homeless is not None:
            self._homeless = None
            self._selection.end()
            self.screen.clear_selection()

    # Papers

    async def action_export(self) -> None:
        """Make papers of the notes."""
        notebook = self._opened()
        if not notebook.notes:
            self.notify("还没有批注，出不了材料。选中文字后按F4写批注。", markup=False)
            return
        from review.notes.screens.papers_screen import PapersScreen

        tasks = await notebook.tasks()
        self.app.push_screen(PapersScreen(self._page.report, notebook.notes, tasks))

    def action_merge(self) -> None:
        """Put the notes of others together, none of which enters one's own."""
        self.others.merge()

    def action_others(self) -> None:
        """Show what others wrote beside the page, or put it away."""
        said = self.others.toggle()
        if said:
            self.say(said)

    # A revised text of the report

    def action_revise(self) -> None:
        """Ask for a revised text of the report."""
        notebook = self._opened()
        if self._editing.editor is not None:
            self.notify("请先保存或放弃正在写的批注，再换稿。", severity="warning", markup=False)
            return
        from review.notes.screens.revise_screen import ReviseScreen

        self.app.push_screen(ReviseScreen(notebook), self._revised)

    def _revised(self, is_other_text: bool | None) -> None:
        if is_other_text:
            self.post_message(self.TextChanged(self._page.report.id))

    # Undoing

    def action_undo(self) -> None:
        """Take back the last change of the notes; one of an earlier sitting when asked twice."""
        self._changes.undo()

    def action_redo(self) -> None:
        """Make it again."""
        self._changes.redo()
