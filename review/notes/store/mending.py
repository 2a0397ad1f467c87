"""What is done when the file of the notes is damaged or gone: nothing of it is ever thrown away."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from content.errors import Problem, refused
from review.base import paths
from review.base.files import free_path, make_private_dir, write_atomic
from review.base.lock import Lock
from review.notes.model import Note
from review.notes.store import backup
from review.notes.store.codec import Damaged, NotUnderstood, is_intact, pack_name, unpack
from review.notes.store.connection import (
    FAILURES,
    connect,
    is_damage,
    problem_with,
    transaction,
    translated,
)
from review.notes.store.schema import TRASH_SECONDS, has_its_tables, migrate, version

_Row = tuple[str, bytes, "int | None", bytes]

_PACKED = (
    "SELECT content FROM draft",
    "SELECT content FROM text",
    "SELECT before FROM revision WHERE before NOT NULL",
    "SELECT after FROM revision",
)


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether the file is whole and all in it is as it was written; or an error of SQLite."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    if not has_its_tables(connection):
        return False
    if not version(connection):
        return True
    rows = connection.execute("SELECT id, report, due, content FROM note")
    if not all(map(_is_consistent, rows)):
        return False
    return all(is_intact(content) for query in _PACKED for (content,) in connection.execute(query))


def _is_consistent(row: tuple[object, ...]) -> bool:
    """Whether a row of notes is found where its note belongs, as far as this version can tell."""
    note_id, report, due, content = row
    if not isinstance(content, bytes):
        return False
    try:
        note = unpack(content, Note)
    except NotUnderstood:
        return True
    except Damaged:
        return False
    is_there = due is None
    return (note.id, pack_name(note.report_id), not note.deleted) == (note_id, report, is_there)


def is_whole(path: Path) -> bool:
    """Whether a file is sound, or a Problem where it cannot be read now."""
    try:
        with closing(connect(path)) as connection:
            return is_sound(connection)
    except FAILURES as error:
        if is_damage(error):
            return False
        raise problem_with(path, error) from None


def has_content(path: Path) -> bool:
    """Whether there is a file, and anything in it."""
    return path.exists() and path.stat().st_size > 0


def make_empty(path: Path) -> None:
    """Make an empty private file where there is none; another process may have just made it."""
    make_private_dir(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise refused("无法建立批注文件", error, path=path) from error


def mend(path: Path, now: float, remarks: list[str], *, is_alone: bool) -> None:
    """Put a sound file in the place of one that is damaged, empty or missing.

    The damaged one is moved aside. Its place takes the newest backup, and whatever can still be
    read in the damaged one, as that is the newer. `remarks` get a sentence of it.

    Raises:
        Problem: An application is running on it, or nothing can be written.
    """
    with nullcontext() if is_alone else _alone(path):
        if has_content(path) and is_whole(path):
            return  # another process was faster
        aside = _move_aside(path, now)
        copy = backup.newest(paths.notes_backups_dir(path))
        if copy:
            write_atomic(path, copy.read_bytes())
        else:
            make_empty(path)
        rescued = _rescue(aside, path, int(now) + TRASH_SECONDS) if aside else 0
    what = f"批注文件损坏，已移到{aside}；" if aside else "批注文件不见了，"
    which = f"已用{copy.stem[-10:]}的备份恢复" if copy else "没有可用的备份"
    more = f"，并从损坏的文件中找回{rescued}条批注" if rescued else ""
    remarks.append(f"{what}{which}{more}。请核对最近的批注。")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Do something while no application writes to the file."""
    with ExitStack() as held:
        try:
            held.callback(Lock(paths.notes_lock_file(path)).release)
        except BlockingIOError:
            message = "批注文件损坏或不见了，需要修复。"
            raise Problem(message, path=path, remedy="请先退出另一个审议，再试一次。") from None
        yield


def _move_aside(path: Path, now: float) -> Path | None:
    """Give a damaged file another name, its journal with it; None where there is nothing in it."""
    moment = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    aside = free_path(path.with_stem(f"{path.stem}-damaged-{moment}"))
    journal = path.with_name(f"{path.name}-journal")
    try:
        # The journal first: left beside the file that comes next, it would be played into it.
        if journal.exists():
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        if has_content(path):
            return path.rename(aside)
    except OSError as error:
        raise refused("批注文件损坏，又移不走", error, path=path) from error
    return None


def _rescue(damaged: Path, path: Path, due: int) -> int:
    """Copy what can be read from a damaged file, into one that is sound.

    The history is dropped if a note differs from that in the backup: it knows nothing of it. `due`
    is when a note in the trash may be removed, if its row does not tell.

    Returns:
        How many notes differ.
    """
    with translated(path), closing(connect(path)) as connection:
        migrate(connection)
        with transaction(connection):
            known = set(connection.execute("SELECT id, report, due, content FROM note"))
            notes = [row for row in _readable_notes(damaged, due) if row not in known]
            _put_rows(connection, "note", "id, report, due, content", notes)
            for table, columns in (("text", "id, content"), ("draft", "report, slot, content")):
                _put_rows(connection, table, columns, _readable(damaged, table, columns))
            if notes:
                connection.execute("DELETE FROM step")
            connection.execute("UPDATE meta SET edits = edits + 1")
        return len(notes)


def _readable_notes(damaged: Path, due: int) -> list[_Row]:
    """The rows of the notes that can be read, made anew from what the notes themselves say."""
    rows: list[_Row] = []
    for row in _readable(damaged, "note", "id, report, due, content"):
        _id, _report, old_due, content = row
        try:
            note = unpack(content, Note)
        except NotUnderstood:
            rows.append(row)
            continue
        except Damaged:
            continue
        kept = old_due if isinstance(old_due, int) else due
        report = pack_name(note.report_id)
        rows.append((note.id, report, kept if note.deleted else None, content))
    return rows


def _put_rows(connection: sqlite3.Connection, table: str, columns: str, rows: list[Any]) -> None:
    places = ", ".join("?" * (columns.count(",") + 1))
    query = f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({places})"
    connection.executemany(query, rows)


def _readable(damaged: Path, table: str, columns: str) -> list[Any]:
    """The rows of a table in a damaged file, read from both ends up to where it is broken."""
    rows = {}
    for order in ("ASC", "DESC"):
        with suppress(*FAILURES), closing(connect(damaged)) as connection:
            for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid {order}"):
                if is_intact(row[-1]):
                    rows[row[:-1]] = row
    return list(rows.values())
