"""What a failure of the database says, and what it keeps to itself."""

from __future__ import annotations

import errno
import os
import sqlite3
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from content.errors import Problem
from review.notes.store import tables
from review.notes.store.codec import Damaged
from review.notes.store.connection import can_write, is_damage, problem_with
from tests.unit.notes.making import DAY, REPORT, Clock, bodies, note, opened

SECRET = "秘密"
PATH = Path("notes.db")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("database or disk is full", "磁盘已满"),
        ("database is locked", "另一个程序正在写批注"),
        ("attempt to write a readonly database", "没有写入权限"),
        ("unable to open database file", "打不开"),
        ("disk I/O error", "磁盘读写出错"),
        (f"Could not decode to UTF-8 column 'id' with text '{SECRET}'", "读写批注失败"),
    ],
)
def test_a_failure_is_said_in_chinese(message: str, said: str) -> None:
    """By its cause where that is known; the database's own words are never passed on."""
    problem = problem_with(PATH, sqlite3.OperationalError(message))
    assert said in str(problem)
    assert message not in str(problem)
    assert str(PATH) in str(problem)


def test_damage_is_told_from_what_passes() -> None:
    """A file that is full, busy or out of reach is left alone; one that is broken is mended."""
    broken = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")
    assert all(map(is_damage, (sqlite3.DatabaseError("malformed"), Damaged(), broken)))
    assert not is_damage(sqlite3.OperationalError("disk I/O error"))
    assert not is_damage(sqlite3.IntegrityError("UNIQUE constraint failed"))


def test_no_failure_carries_what_a_note_says(tmp_path: Path) -> None:
    """Neither its text nor a traceback of it, whatever went wrong with the file meanwhile."""
    store = opened(tmp_path / "notes.db")
    kept = note(SECRET)
    store.add(kept)

    def refused(sql: str, attempt: Callable[[], object]) -> str:
        store._connection.execute(sql)
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.__cause__ is None
        assert SECRET not in "".join(traceback.format_exception(caught.value))
        return str(caught.value)

    said = [
        refused("SELECT 1", lambda: store.add(kept)),
        refused("SELECT 1", lambda: store.change(note(SECRET))),
        refused("DROP TABLE revision", lambda: store.change(replace(kept, body=SECRET * 2))),
        refused("UPDATE note SET content = x'99'", lambda: store.notes(REPORT.id)),
    ]
    assert len(set(said)) == len(said)
    store.close()


def test_a_full_disk_keeps_nobody_from_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is due in the trash goes another time: to remove it takes room for a journal."""
    clock = Clock()
    store = opened(tmp_path / "notes.db", clock)
    gone = note("已删")
    store.add(note("留着"), gone)
    store.delete(gone.id)
    store.close()
    clock.now += 31 * DAY
    for _ in range(6):  # another day, and it is due for good
        opened(tmp_path / "notes.db", clock).close()
        clock.now += DAY

    def full(*_args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(tables, "remove", full)
        store = opened(tmp_path / "notes.db", clock)
        assert bodies(store.notes(REPORT.id)) == ["留着"]
        assert len(store.trash(REPORT.id)) == 1
        store.close()
    store = opened(tmp_path / "notes.db", clock)
    assert store.trash(REPORT.id) == []
    store.close()


def test_a_drive_that_was_pulled_out_is_not_looked_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Above it there is no folder either."""
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)
    assert not can_write(Path("/stick/notes.db"))


def test_a_disk_without_modes_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It refuses to make the file private, and the notes are shown all the same."""
    path = tmp_path / "notes.db"
    opened(path).close()
    path.chmod(0o644)

    def refused(*_args: object) -> None:
        raise OSError(errno.EOPNOTSUPP, "")

    monkeypatch.setattr(Path, "chmod", refused)
    store = opened(path)
    assert store.obstacle is None
    store.close()
