"""What other versions of the program have written: older ones, and newer ones than this."""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from content.errors import Problem
from content.report import Report
from content.shelf.library import load_builtin
from review.notes.export.exporting import Format, exported
from review.notes.export.webannotation import web_annotations
from review.notes.export.webreading import read_annotations
from review.notes.listing import listed, marks_of
from review.notes.model import Kind, Note, NoteStatus, text_id
from review.notes.store import backup
from review.notes.store.codec import pack, pack_name, unpack
from review.notes.store.note_store import NoteStore
from review.notes.store.tables import Action
from tests.unit.notes.keeping import KEPT, unpack_0_1
from tests.unit.notes.making import REPORT, bodies, note, opened

NOW = datetime(2026, 11, 29, 8, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def report() -> Report:
    return load_builtin()


def aside(path: Path) -> list[str]:
    return [file.name for file in path.parent.iterdir() if "damaged" in file.name]


def rewritten(path: Path, change: dict[str, Any], anchor: dict[str, Any] | None = None) -> None:
    """Have a newer version write into the first note what this one does not know."""
    with closing(sqlite3.connect(path)) as connection, connection:
        row, content = connection.execute("SELECT rowid, content FROM note LIMIT 1").fetchone()
        found = json.loads(zlib.decompress(content))
        found |= change
        found["anchor"] |= anchor or {}
        content = zlib.compress(json.dumps(found, ensure_ascii=False).encode())
        connection.execute("UPDATE note SET content = ? WHERE rowid = ?", (content, row))
        connection.execute("UPDATE meta SET edits = edits + 1")


def raw(path: Path) -> dict[str, Any]:
    """The first note as it stands on the disk."""
    with closing(sqlite3.connect(path)) as connection:
        (content,) = connection.execute("SELECT content FROM note LIMIT 1").fetchone()
    found: dict[str, Any] = json.loads(zlib.decompress(content))
    return found


# Version 0.1


def test_the_notes_of_version_0_1_are_all_there(tmp_path: Path, report: Report) -> None:
    """One of each kind, each on its passage; nothing is set aside and nothing is said."""
    path = unpack_0_1(tmp_path)
    store = NoteStore(path)
    notes = store.notes(report.id)
    assert [kept.kind for kept in notes] == [
        Kind.FIGURE,
        Kind.APPROVAL,
        Kind.QUESTION,
        Kind.SUGGESTION,
        Kind.AMENDMENT,
        Kind.MEMO,
    ]
    assert all(kept.stands_in(text_id(report)) for kept in notes)
    assert store.remarks == []
    step = store.undo(report.id)
    assert step is not None
    assert step.action is Action.ADD
    store.close()
    assert aside(path) == []


def test_the_json_of_version_0_1_brings_its_notes(tmp_path: Path, report: Report) -> None:
    """To the character, as the notebook of the same day has them."""
    store = NoteStore(unpack_0_1(tmp_path))
    kept = store.notes(report.id)
    store.close()
    assert read_annotations(KEPT / "notes-0.1.json", report, NOW) == kept


def test_the_table_is_that_of_version_0_1(tmp_path: Path, report: Report) -> None:
    """To the byte: other programs read it."""
    store = NoteStore(unpack_0_1(tmp_path))
    text = exported(report, store.notes(report.id), NOW, form=Format.CSV).text
    store.close()
    assert text.encode() == (KEPT / "notes-0.1.csv").read_bytes()


# A newer version


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "notes.db"
    store = opened(path)
    store.add(note("将来的"), note("现在的"))
    store.close()
    return path


@pytest.mark.parametrize(
    "change", [{"kind": "praise"}, {"colour": "红"}, {"status": "half"}], ids=str
)
def test_what_is_not_known_of_a_note_is_shown_said_and_kept(
    path: Path, change: dict[str, Any]
) -> None:
    """At every start, nothing is set aside; changed and moved, it still has what it had."""
    rewritten(path, change, {"page": 3})
    for _ in range(3):
        store = opened(path)
        first, second = store.notes(REPORT.id)
        assert store.remarks == []
        assert "〔由更新版本保存〕" in listed(first).text
        assert "更新版本" not in listed(second).text
        store.close()
    store = opened(path)
    store.change(replace(first, body="改过"))
    store.replace_anchors(REPORT.id, [replace(first, status=NoteStatus.SAME)])
    store.close()
    found = raw(path)
    assert found["body"] == "改过"
    assert found["anchor"]["page"] == 3
    assert found | change == found
    assert aside(path) == []


def test_a_kind_that_was_changed_here_is_the_new_one(path: Path) -> None:
    """What the deputy chose now counts, not what a newer version had."""
    rewritten(path, {"kind": "praise"})
    store = opened(path)
    store.change(replace(store.notes(REPORT.id)[0], kind=Kind.QUESTION))
    store.close()
    assert raw(path)["kind"] == "question"
    assert unpack(zlib.compress(json.dumps(raw(path)).encode()), Note).newer == ""


STRANGE = [{"anchor": {}}, {"body": ["分", "段"]}, {"tags": 5}, {"kind": ["a"]}]


@pytest.mark.parametrize("change", STRANGE, ids=str)
def test_a_note_that_cannot_be_shown_is_kept_and_counted(
    path: Path, change: dict[str, Any]
) -> None:
    """Nothing of it is touched: not by an import, an undo, the trash or a revision either."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (content,) = connection.execute("SELECT content FROM note LIMIT 1").fetchone()
        strange = zlib.compress(json.dumps(json.loads(zlib.decompress(content)) | change).encode())
        connection.execute("UPDATE note SET content = ? WHERE content = ?", (strange, content))
        connection.execute("UPDATE revision SET after = ? WHERE after = ?", (strange, content))
    original = unpack(content, Note)
    for _ in range(2):
        store = opened(path)
        assert bodies(store.notes(REPORT.id)) == ["现在的"]
        assert "另有1条批注由更新版本保存" in "".join(store.remarks)
        merged = store.bring_in([replace(original, body="旧的")])
        assert merged.changes == []
        with pytest.raises(Problem, match="更新版本"):
            store.undo(REPORT.id)
        store.close()
    assert aside(path) == []
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT count(*) FROM note WHERE content = ?"
        assert connection.execute(query, (strange,)).fetchone() == (1,)


def test_a_draft_and_a_text_that_are_not_known_stay(path: Path) -> None:
    """They are not offered, and not removed."""
    strange = zlib.compress(b'{"slot": 1}')
    with closing(sqlite3.connect(path)) as connection, connection:
        name = pack_name(REPORT.id)
        connection.execute("INSERT INTO draft VALUES (?, 'x', ?)", (name, strange))
        connection.execute("INSERT INTO text VALUES (?, ?)", (text_id(REPORT), strange))
    store = opened(path)
    assert store.drafts(REPORT.id) == []
    assert store.text_of(text_id(REPORT)) is None
    store.keep_text(REPORT)
    assert store.remarks == []
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        for table in ("draft", "text"):
            assert connection.execute(f"SELECT content FROM {table}").fetchall() == [(strange,)]


def test_a_damaged_file_is_mended_with_what_only_a_newer_version_knows(path: Path) -> None:
    """What is rescued from it are bytes, whether they are understood or not."""
    rewritten(path, {"tags": 5})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE note SET content = x'00' WHERE rowid = 2")
    store = opened(path)
    assert "损坏" in store.remarks[0]
    assert store.notes(REPORT.id) == []
    store.close()
    assert raw(path)["tags"] == 5


def test_a_notebook_of_a_newer_number_is_only_looked_at(path: Path) -> None:
    """Its tables have more than is known; what is known is shown, and not a byte is written."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("ALTER TABLE note ADD COLUMN colour TEXT")
        connection.execute("CREATE TABLE later (id TEXT)")
        connection.execute("PRAGMA user_version = 99")
    path.chmod(0o644)
    before = path.read_bytes(), path.stat().st_mode, sorted(path.parent.rglob("*"))
    for alone in (False, True):
        store = NoteStore(path, alone=alone)
        assert bodies(store.notes(REPORT.id)) == ["将来的", "现在的"]
        assert "由更新版本的审议保存" in "".join(store.remarks)
        with pytest.raises(Problem, match="只能查看"):
            store.delete(store.notes(REPORT.id)[0].id)
        store.close()
    assert (path.read_bytes(), path.stat().st_mode, sorted(path.parent.rglob("*"))) == before
    assert backup.newest(path.parent / "notes-backups") is None


def test_a_notebook_whose_tables_are_others_is_refused(path: Path) -> None:
    """Where nothing is known nothing can be shown; it stays to the byte."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE note")
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(Problem, match="更新版本"):
        opened(path)
    assert path.read_bytes() == before
    assert aside(path) == []


def test_the_json_of_a_newer_version_goes_round(tmp_path: Path, report: Report) -> None:
    """An unknown kind, state and field come in, and go out again as they were."""
    file = tmp_path / "新.json"
    root = json.loads((KEPT / "notes-0.1.json").read_text(encoding="utf-8"))
    root["shenyi:format"] = 99
    strange = {"shenyi:kind": "praise", "shenyi:status": "half", "shenyi:colour": {"r": 1}}
    strange["motivation"] = Kind.MEMO.motivation
    root["first"]["items"][0] |= strange
    file.write_text(json.dumps(root, ensure_ascii=False), encoding="utf-8")
    notes = read_annotations(file, report, NOW)
    back = json.loads(web_annotations(report, notes))
    assert back["first"]["items"][0] == root["first"]["items"][0]


@pytest.mark.parametrize("kind", Kind)
def test_a_note_of_any_kind_needs_no_words(kind: Kind, tmp_path: Path) -> None:
    """A mark is listed, stands on the page, goes through the store and through JSON."""
    made = replace(note(""), kind=kind)
    assert unpack(pack(made), Note) == made
    assert "　　" not in listed(made).text
    assert sum(map(len, marks_of([made], text_id(REPORT)).values())) == 1
    file = tmp_path / "一.json"
    file.write_text(web_annotations(REPORT, [made]), encoding="utf-8")
    assert read_annotations(file, REPORT, NOW) == [made]


def test_every_kind_has_a_name_and_a_sign_of_its_own() -> None:
    """And the Web Annotation model has a word for each."""
    assert len({kind.label for kind in Kind}) == len({kind.sign for kind in Kind}) == len(Kind)
    assert all(kind.motivation.endswith("ing") for kind in Kind)


def test_a_note_is_the_same_whichever_version_packed_it() -> None:
    """What is written of a note that has nothing new is what version 0.1 wrote."""
    found: Note = unpack(pack(note()), Note)
    assert found.newer == ""
    assert b"newer" not in zlib.decompress(pack(note()))
