"""Notes in the running application: what is written, and what is on the disk then."""

from __future__ import annotations

from collections.abc import Sequence

from content.report import Report
from content.shelf.library import load_builtin
from content.span import Span
from review.base import paths
from review.notes.model import Kind, Note, anchor, text_id
from review.notes.screens.note_editor import NoteEditor
from review.notes.screens.notes_pane import NoteList, NotesPane
from review.notes.store.note_store import NoteStore
from tests.app.driving import View
from tests.app.waiting import wait_until

REPORT = load_builtin()
WHEN = "2024-01-31T20:05:00+08:00"


def passage(words: str) -> Span:
    """Where words stand in the report of the program."""
    for paragraph in REPORT.paragraphs:
        at = paragraph.text.find(words)
        if at >= 0:
            return Span(paragraph.number, at, paragraph.number, at + len(words))
    raise LookupError(words)


def kept(report: Report) -> list[Note]:
    """The notes of a report that are on the disk, in document order."""
    store = NoteStore(paths.notes_file())
    try:
        return store.notes(report.id)
    finally:
        store.close()


def make_note(
    report: Report, span: Span, body: str, kind: Kind = Kind.SUGGESTION, tags: Sequence[str] = ()
) -> Note:
    """A note on a stretch of a report, whose id follows from it."""
    note_id = f"{span.first:08x}{span.start:08x}{span.last:08x}{span.end:08x}"
    passage = anchor(report, span, text_id(report))
    return Note(note_id, report.id, passage, kind, tuple(tags), body, WHEN, WHEN)


def keep(report: Report, *notes: Note) -> None:
    """Put notes on the disk before the application starts."""
    store = NoteStore(paths.notes_file())
    try:
        store.keep_text(report)
        store.add(*notes)
    finally:
        store.close()


def editor(view: View) -> NoteEditor | None:
    """The editor, if it is open."""
    found = view.screen.query(NoteEditor)
    return found.first() if found else None


def pane(view: View) -> NotesPane:
    """The list of notes."""
    return view.screen.query_one(NotesPane)


def listed(view: View) -> list[str]:
    """The bodies of the notes that are listed, in order."""
    return [entry.note.body for entry in pane(view).query_one(NoteList).listed]


async def open_editor(view: View, key: str = "f4") -> NoteEditor:
    """Ask for a note, and wait for the editor."""
    await view.press(key)
    await wait_until(view, lambda: editor(view))
    found = editor(view)
    assert found is not None
    return found


async def write(view: View, text: str) -> None:
    """Write into the open editor, and save."""
    await view.press(*text)
    await view.press("ctrl+s")
    await wait_until(view, lambda: editor(view) is None and SAVED in view.citation)


SAVED = "批注已保存，共"


async def open_list(view: View, count: int) -> None:
    """Open the list, and wait until it shows so many notes."""
    await view.press("f8")
    await wait_until(view, lambda: view.screen.query(NotesPane) and len(listed(view)) == count)
