"""The notes as the view has them, when one report is left for another."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from content.errors import Problem
from content.parsing.outline import parse
from content.shelf.library import load_builtin
from content.span import Span
from review.notes.screens.notebook import Notebook
from review.notes.store.note_store import NoteStore
from tests.app.noting import make_note

REPORT = load_builtin()
REVISED = parse(REPORT.source.replace("20处", "30处"), report_id=REPORT.id, title=REPORT.title)


async def test_what_comes_too_late_neither_moves_the_notes_nor_takes_their_file(
    tmp_path: Path,
) -> None:
    """A timer of the screen that was left may still fire; notes stay on the text that is open."""
    path = tmp_path / "notes.db"
    store = NoteStore(path)
    store.keep_text(REPORT)
    store.add(make_note(REPORT, Span(59, 0, 59, 20), "批注"))
    store.close()

    left = Notebook(REVISED, path)
    left.close()
    for late in (left.load, left.load_if_changed):
        with pytest.raises(asyncio.CancelledError):
            await late()

    notebook = Notebook(REPORT, path)
    await notebook.load()
    assert notebook.obstacle is None
    assert [entry.note.stands_in(notebook.version) for entry in notebook.notes] == [True]
    notebook.close()


async def test_only_what_was_done_can_be_undone_without_asking(tmp_path: Path) -> None:
    """Else a change of the sitting before would be taken back by what failed in this one."""
    notebook = Notebook(REPORT, tmp_path / "notes.db")
    note = make_note(REPORT, Span(59, 0, 59, 20), "批注")
    with pytest.raises(Problem):
        await notebook.delete(note)
    assert await notebook.redo() is None
    assert notebook.steps == 0
    notebook.close()
