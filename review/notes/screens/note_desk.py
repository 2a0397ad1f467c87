"""Where notes are written: it knows the page, and opens the editor and the list."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.message import Message
from textual.widget import MountError

from content.errors import Problem
from content.files import is_there
from content.span import Span
from review.base import paths
from review.notes.screens.beside_page import ListPlace, Others
from review.notes.screens.editing import Editing
from review.notes.screens.marking import Marking, mark, note_on, whole_paragraph
from review.notes.screens.note_changes import NoteChanges
from review.reading.key_selection import KeySelection
from review.reading.page import Page
from review.reading.viewport import PageView
from review.settings.key_table import MARKING

if TYPE_CHECKING:
    from review.notes.model import Anchor, Kind
    from review.notes.screens.note_editor import NoteEditor
    from review.notes.screens.notebook import Notebook
    from review.notes.screens.notes_pane import NotesPane
    from review.reading.marks import MarginNote


class NoteDesk(Vertical):
    """Holds page and panes; below them the editor opens.

    What is about notes is imported when it is first needed: at the earliest behind the first page.
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

    BINDINGS = [command.binding for command in MARKING]

    def __init__(self, page: Page, selection: KeySelection) -> None:
        super().__init__(id="note-desk")
        self.page = page
        self.selection = selection
        self.editing = Editing(self)
        """The editor below the page; to be asked before the program ends."""
        self.marking = Marking(self)
        self.changes = NoteChanges(self)
        self.settled = self.changes.settled
        self.others = Others(self)
        self._list = ListPlace(self)
        # Actions of the keys that another object does.
        self.action_step = self.editing.step
        self.action_list, self.action_leave_list = self._list.turn, self._list.leave
        self.action_others, self.action_merge = self.others.toggle, self.others.merge
        self.action_undo, self.action_redo = self.changes.undo, self.changes.redo

    # Beginning and ending

    def begin(self) -> None:
        """Show the notes there are; to be called when the first page stands."""
        self.watch(self.app, "app_focus", self.editing.keep_draft, init=False)
        self.app.app_suspend_signal.subscribe(self, lambda _app: self.editing.keep_draft())
        if self.notebook.exists:
            self.changes.make(self._begin, keys_wait=False)
        if is_there(paths.others_dir()):
            self.others.read()
        self.changes.keep_looking()

    async def _begin(self) -> None:
        """Read the notes; once they are shown, have the list made while nobody waits for it."""
        await self.notebook.load()
        self.call_later(self._make_list)

    async def _make_list(self) -> None:
        with suppress(MountError, NoMatches):  # the program is just ending, and needs none
            await self._list.make()

    @cached_property
    def notebook(self) -> Notebook:
        """The notes of the report."""
        from review.notes.screens.notebook import Notebook  # 7 ms

        return Notebook(self.page.report, paths.notes_file())

    def close(self) -> None:
        """Keep the draft and close the store, for the end of the program, however it comes."""
        self.changes.stop_looking()
        try:
            self.editing.keep_at_last()
        finally:
            self.notebook.close()

    # What the editor, the list and the row of marks have in common

    def say(self, text: str) -> None:
        """Say what was done, in a short sentence."""
        self.post_message(self.Said(text))

    def show_notes(self) -> None:
        """Show the notes as they are now, and say what there is to say of them."""
        from review.notes.listing import margin_notes, marks_of  # 6 ms

        notebook = self.notebook
        notes = [entry.note for entry in notebook.notes]
        texts = margin_notes(notes)
        others = self.others.settle(texts.keys(), notebook.version)
        notes += [opinion.note for opinion in self.others.shown.values()]
        looks = {note_id: text.look for note_id, text in others.items()}
        self.page.marks.mark_notes(marks_of(notes, notebook.version, looks))
        self._list.refresh()
        self.marking.show()
        while notebook.remarks:
            self.notify(notebook.remarks.pop(0), title="批注", severity="warning", timeout=15)
        self.editing.offer()
        self.post_message(self.NotesChanged(texts | others))

    def reveal(self, passage: Anchor) -> None:
        """Bring a passage into view."""
        place = passage.segments[0]
        self.page.reveal(place.paragraph, (place.start, place.end))

    def drop_selection(self) -> None:
        """Select nothing any more, neither with keys nor with the mouse."""
        self.selection.end()
        self.screen.clear_selection()

    def _is_blocked(self) -> bool:
        """Whether notes can only be looked at, which is then said."""
        if obstacle := self.notebook.obstacle:
            self.app.clear_notifications()  # however often a key is pressed, this is said once
            self.notify(str(obstacle), severity="warning", timeout=15)
        return obstacle is not None

    # The editor

    async def action_annotate(self) -> None:
        """Write a note on what is selected, or on the paragraph that is being read."""
        notebook, span, homeless = self.notebook, self.selection.span, self._list.homeless
        if self.editing.editor is not None:
            self.editing.editor.take_focus()
        elif self._is_blocked():
            return
        elif span is None and self.marking.passage is None and self.query("DraftBar"):
            await self.action_resume()
        elif homeless is not None and span is not None:
            move = partial(notebook.move, homeless, notebook.passage(span))
            self.changes.make(move, "批注已移到新位置。")
            self._list.forget_homeless()
        else:
            place = self.selection.place
            number = self.page.current if place is None else place.block + 1
            span = span or whole_paragraph(self.page, number)
            passage = self.marking.passage or notebook.passage(span)
            note = note_on(notebook, passage)
            if note is not None:
                await self.editing.change(note)
            else:
                await self.editing.begin(passage)

    async def action_resume(self) -> None:
        """Go on with the draft that is offered."""
        if self.notebook.drafts and not self._is_blocked():
            await self.editing.resume(self.notebook.drafts[0])

    async def on_note_editor_asked(self, asked: NoteEditor.Asked) -> None:
        """Do with the note that is written what was asked for."""
        await self.editing.carry_out(asked)

    # Marks in one stroke

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits mark while the row of marks stands."""
        return action != "mark" or (self.marking.passage is not None and self.page.has_focus)

    def action_mark(self, digit: int) -> None:
        """Set, change or take off the mark of the passage that the row is about."""
        from review.notes.model import KINDS  # 3 ms

        passage = self.marking.passage
        if passage is not None and digit <= len(KINDS) and not self._is_blocked():
            self.changes.make(partial(mark, self.notebook, passage, KINDS[digit - 1]))

    async def on_page_note_pressed(self, pressed: Page.NotePressed) -> None:
        """Open the note whose sign was clicked; of somebody else's, show all."""
        if note := self.notebook.find(pressed.note_id):
            await self.editing.change(note)
        else:
            self.others.tell(pressed.note_id)

    def on_page_pressed(self, pressed: Page.Pressed) -> None:
        """Offer marks for what was clicked or selected."""
        self.marking.rise(pressed.note_id)

    async def action_open_here(self) -> None:
        """Offer marks for where one is, or for the note there; once more, write it."""
        if self.marking.passage is not None:
            await self.action_annotate()
            return
        place, marks = self.selection.place, self.page.marks
        if place is not None:
            notes = marks.notes_at(place.block + 1, place.offset)
        else:
            notes = marks.notes_of(self.page.current)
        self.marking.rise(next(iter(notes), ""))

    # For what lies over the report

    async def write_on(self, span: Span, kind: Kind, body: str) -> None:
        """Begin a note on a passage, with a text to go on with."""
        if not self._is_blocked():
            await self.editing.begin(self.notebook.passage(span), kind, body)

    # The list

    def step_back(self) -> None:
        """Put list and row of marks away, and look for no passage any more."""
        self.marking.sink()
        self._list.forget_homeless()
        self._list.close()

    async def on_notes_pane_asked(self, asked: NotesPane.Asked) -> None:
        """Do with a note of the list what was asked for."""
        await self._list.carry_out(asked.note, asked.deed)

    # Screens over the report, and undoing

    async def action_export(self) -> None:
        """Make papers of the notes."""
        from review.notes.model import tasks_notebook

        report, notebook = self.page.report, self.notebook
        try:
            await notebook.load_if_changed()  # they may have been asked for, and not be here yet
            if not notebook.notes:
                self.notify("还没有批注，出不了材料。选中文字后按F4写批注。")
                return
            from review.notes.screens.papers_screen import PapersScreen  # 80 ms

            tasks = await notebook.ask(lambda store: store.notes(tasks_notebook(report.id)))
            self.app.push_screen(PapersScreen(report, notebook.notes, tasks))
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15)

    def action_revise(self) -> None:
        """Ask for a revised text of the report."""
        if self.editing.editor is not None:
            self.notify("请先保存或放弃正在写的批注，再换稿。", severity="warning")
            return
        from review.notes.screens.revise_screen import ReviseScreen  # 55 ms

        self.app.push_screen(ReviseScreen(self.notebook), self._revised)

    def _revised(self, is_other_text: bool | None) -> None:
        if is_other_text:
            self.post_message(self.TextChanged(self.page.report.id))
