"""The notes as the view has them, when one report is left for another."""

from __future__ import annotations

import asyncio
import dataclasses
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from content.errors import Problem
from content.parsing.outline import parse
from content.report import Report
from content.shelf.library import load_builtin
from content.span import Span
from review.base import paths
from review.notes.model import Kind
from review.notes.revision import revise
from review.notes.screens.marking import Written
from review.notes.screens.note_changes import NoteChanges
from review.notes.screens.notebook import Notebook
from review.notes.store import backup
from review.notes.store.note_store import NoteStore
from tests.app.noting import make_note

REPORT = load_builtin()
REVISED = parse(REPORT.source.replace("20处", "30处"), report_id=REPORT.id, title=REPORT.title)


def test_undoing_asks_again_before_it_reaches_into_an_earlier_sitting() -> None:
    """Asked once, it took yesterday's note away behind the one that was written since."""
    notebook = SimpleNamespace(steps=0, undo=None)
    said: list[str] = []
    made: list[object] = []
    desk: Any = SimpleNamespace(notebook=notebook, say=said.append)
    changes: Any = NoteChanges(desk)
    changes.make = made.append
    for notebook.steps in (0, 1, 0):
        changes.undo()
    assert len(said) == 2
    assert len(made) == 1
    changes.undo()
    assert len(made) == 2


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


def kept_on(report: Report, path: Path) -> None:
    """Keep a note on a report."""
    store = NoteStore(path)
    store.keep_text(report)
    store.add(make_note(report, Span(59, 0, 59, 20), "批注"))
    store.close()


async def test_notes_that_cannot_be_moved_are_shown_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk, say: they are there, and it is said why they stand nowhere."""
    kept_on(REPORT, tmp_path / "notes.db")

    def full(*_args: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    notebook = Notebook(REVISED, tmp_path / "notes.db")
    with monkeypatch.context() as patched:
        patched.setattr(revise, "follow", full)
        await notebook.load()
    assert [entry.note.body for entry in notebook.notes] == ["批注"]
    assert "磁盘已满" in "".join(notebook.remarks)
    notebook.close()


async def test_what_could_not_be_read_is_read_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the list would say for the rest of the sitting that there are no notes."""
    kept_on(REPORT, tmp_path / "notes.db")

    def busy(*_args: object) -> None:
        raise Problem("另一个程序正在写批注。", remedy="请稍后再试。")

    notebook = Notebook(REPORT, tmp_path / "notes.db")
    with monkeypatch.context() as patched:
        patched.setattr(NoteStore, "trash", busy)
        for look in (notebook.load, notebook.load_if_changed):
            with pytest.raises(Problem):
                await look()
    assert await notebook.load_if_changed()
    assert [entry.note.body for entry in notebook.notes] == ["批注"]
    assert not await notebook.load_if_changed()
    notebook.close()


async def test_a_file_that_is_removed_meanwhile_takes_no_note_with_it(tmp_path: Path) -> None:
    """It comes back from the copy that is made of what was still open, and is written to."""
    path = tmp_path / "data" / "notes.db"
    notebook = Notebook(REPORT, path)
    written = Written(Kind.MEMO, (), "前")
    await notebook.add(notebook.passage(Span(59, 0, 59, 20)), written)
    if sys.platform == "win32":
        pytest.skip("nothing that is open can be removed there")
    path.unlink()
    await notebook.add(notebook.passage(Span(60, 0, 60, 9)), written._replace(body="后"))
    assert [entry.note.body for entry in notebook.notes] == ["前", "后"]
    assert "不见了" in "".join(notebook.remarks)
    notebook.close()
    store = NoteStore(path)
    assert [note.body for note in store.notes(REPORT.id)] == ["前", "后"]
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing that is open can be removed there")
@pytest.mark.parametrize("is_freed", [True, False])
async def test_a_file_that_is_removed_while_the_disk_is_full_stays_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_freed: bool
) -> None:
    """What is in no copy can be looked at, and is copied once there is room; else it says so."""
    path = tmp_path / "data" / "notes.db"
    notebook = Notebook(REPORT, path)
    written = Written(Kind.MEMO, (), "前")
    await notebook.add(notebook.passage(Span(59, 0, 59, 20)), written)

    def full(*_args: object) -> None:
        raise Problem("备份没有写成（磁盘已满）。", remedy="请腾出空间后再试。")

    with monkeypatch.context() as patched:
        patched.setattr(backup, "back_up", full)
        path.unlink()
        assert await notebook.load_if_changed()
        assert "只在这个窗口里" in "".join(notebook.remarks)
        assert [notebook.is_at_risk] == [True]
        with pytest.raises(Problem, match="存到U盘"):
            await notebook.add(notebook.passage(Span(60, 0, 60, 9)), written)
        assert [entry.note.body for entry in notebook.notes] == ["前"]
        assert not await notebook.load_if_changed()
        if not is_freed:
            with pytest.raises(Problem, match="没有存下"):
                notebook.close()
            return
    await notebook.add(notebook.passage(Span(60, 0, 60, 9)), written._replace(body="后"))
    assert [notebook.is_at_risk] == [False]
    assert [entry.note.body for entry in notebook.notes] == ["前", "后"]
    notebook.close()


async def test_of_two_files_in_one_place_both_are_kept(tmp_path: Path) -> None:
    """An older one that is put over the notes takes the place of no copy of today."""
    path, other = tmp_path / "data" / "notes.db", tmp_path / "notes.db"
    kept_on(REPORT, other)
    notebook = Notebook(REPORT, path)
    for place in range(5):
        passage = notebook.passage(Span(59, place, 59, 20))
        await notebook.add(passage, Written(Kind.MEMO, (), "今天写的"))
    notebook.close()
    path.write_bytes(other.read_bytes())
    notebook = Notebook(REPORT, path)
    await notebook.load()
    await notebook.add(notebook.passage(Span(60, 0, 60, 9)), Written(Kind.MEMO, (), "后"))
    notebook.close()

    texts = []
    for copy in paths.notes_backups_dir(path).glob("notes-*.db"):
        store = NoteStore(copy)
        texts.append({note.body for note in store.notes(REPORT.id)})
        store.close()
    assert {"今天写的"} in texts
    assert {"批注", "后"} in texts


async def test_a_note_that_is_moved_says_what_it_was_given_meanwhile(tmp_path: Path) -> None:
    """The command line may have changed it since it was shown."""
    path = tmp_path / "notes.db"
    kept_on(REPORT, path)
    notebook = Notebook(REPORT, path)
    await notebook.load()
    (entry,) = notebook.notes
    store = NoteStore(path)
    store.change(dataclasses.replace(entry.note, body="改过的"))
    store.close()
    await notebook.move(entry.note, notebook.passage(Span(60, 0, 60, 9)))
    (moved,) = notebook.notes
    assert (moved.note.body, moved.note.anchor.place) == ("改过的", (60, 0))
    notebook.close()
