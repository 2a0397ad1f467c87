"""Opening the file of the notes: private, sound and of a version that is known, or not at all.

A file that is damaged or gone is mended first: nothing of it is ever thrown away.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

from content.errors import Problem, refused
from content.files import sync_folder
from review.base import paths
from review.base.files import free_path, make_private_dir, write_atomic
from review.base.lock import Lock
from review.notes.model import Note, moment
from review.notes.store import backup
from review.notes.store.codec import Damaged, NotUnderstood, is_intact, pack_name, unpack
from review.notes.store.connection import (
    FAILURES,
    can_write,
    connect,
    is_damage,
    problem_with,
    transaction,
    translated,
)
from review.notes.store.schema import TRASH_SECONDS, VERSION, has_its_tables, migrate, version

_Row = tuple[str, bytes, "int | None", bytes]

_COLUMNS = "id, report, due, content"
_NOTES = f"SELECT {_COLUMNS} FROM note"
_PACKED = (
    "SELECT content FROM draft",
    "SELECT content FROM text",
    "SELECT before FROM revision WHERE before NOT NULL",
    "SELECT after FROM revision",
)


def open_file(path: Path, now: float, remarks: list[str], *, is_alone: bool) -> sqlite3.Connection:
    """Open the file of the notes, creating or mending it where there is need.

    Where it is missing and cannot be made, the notes are empty, in memory. All of the file is read
    for damage; a damaged one is mended where the lock of the notes is held (`is_alone`) or free,
    else it is a Problem. What an older version wrote is copied before its tables are changed.
    `remarks` get what the user has to know, Chinese sentences; `now` is in seconds since 1970.
    """
    if is_newer(path):
        return _looked_at(path)
    is_open_to_change = can_write(path)
    if not is_open_to_change:
        if not _has_content(path):
            connection = connect(":memory:")
            migrate(connection)
            return connection
    elif os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        with suppress(OSError):  # a file system without modes may refuse to change one
            path.chmod(0o600)
    if _has_content(path):
        is_usable = _is_whole(path)
    elif is_usable := backup.newest(paths.notes_backups_dir(path)) is None:
        _make_empty(path)
    if not is_usable:
        _mend(path, now, remarks, is_alone=is_alone)
    with ExitStack() as undoing, translated(path):
        connection = undoing.enter_context(closing(connect(path)))
        if is_open_to_change:
            try:
                backup.back_up(connection, paths.notes_backups_dir(path), now)
            except Problem as problem:
                remarks.append(f"今天的备份没有写成。{problem}")
            migrate(connection)
        undoing.pop_all()
    return connection


def is_damaged(path: Path) -> bool:
    """Whether opening would have to mend the file of the notes; a Problem where it cannot open."""
    if is_newer(path):
        _looked_at(path).close()
        return False
    return _has_content(path) and not _is_whole(path)


def is_newer(path: Path) -> bool:
    """Whether a newer version has written the file, which this one then only looks at.

    SQLite does not open it for that. A Problem where it is no file, or belongs to another user.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = "这不是文件，批注不能保存在这里。"
            raise Problem(message, path=path, remedy="请把它移走或改名，再试一次。")
        if os.name == "posix" and status.st_uid != os.geteuid():
            message = "这份批注属于另一个用户，不能打开。"
            raise Problem(message, path=path, remedy="请换回那个用户，或把这个文件移走。")
        with path.open("rb") as file:
            head = file.read(64)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refused("批注读不出来", error, path=path) from error
    # From the head of the file (https://www.sqlite.org/fileformat.html, 1.3): SQLite might write
    # to it when opening it.
    number = int.from_bytes(head[60:64], "big")
    return head.startswith(b"SQLite format 3\0") and number > VERSION


def _looked_at(path: Path) -> sqlite3.Connection:
    """The file of a newer version, of which nothing is written; with the tables known here."""
    with suppress(*FAILURES):
        connection = connect(path, only_look=True)
        with suppress(*FAILURES):
            if has_its_tables(connection):
                return connection
        connection.close()
    remedy = "请升级审议后再打开，批注没有改动。"
    raise Problem("这份批注由更新版本的审议保存，本版本读不了。", path=path, remedy=remedy)


# Whether it is sound


def _is_sound(connection: sqlite3.Connection) -> bool:
    """Whether the file is whole and all in it is as it was written; or an error of SQLite."""
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    if not has_its_tables(connection):
        return False
    if not version(connection):
        return True
    if not all(_made_anew(row) == row for row in connection.execute(_NOTES)):
        return False
    return all(is_intact(content) for query in _PACKED for (content,) in connection.execute(query))


def _made_anew(row: _Row) -> _Row | None:
    """A row of notes as its note says it, as far as this version can tell; None where it is gone.

    When a note in the trash may be removed is counted from its own time, if its row does not tell.
    """
    _id, _report, old_due, content = row
    try:
        note = unpack(content, Note)
        due = None
        if note.deleted:
            counted = int(moment(note.deleted).timestamp()) + TRASH_SECONDS
            due = old_due if isinstance(old_due, int) else counted
    except (NotUnderstood, ValueError):  # which a time may be that was written elsewhere
        return row
    except Damaged:
        return None
    return note.id, pack_name(note.report_id), due, content


def _is_whole(path: Path) -> bool:
    """Whether a file is sound, or a Problem where it cannot be read now: busy is not damaged."""
    try:
        with closing(connect(path)) as connection:
            return _is_sound(connection)
    except FAILURES as error:
        if is_damage(error):
            return False
        raise problem_with(path, error) from None


def _has_content(path: Path) -> bool:
    """Whether there is a file, and anything in it."""
    return path.exists() and path.stat().st_size > 0


def _make_empty(path: Path) -> None:
    """Make an empty private file where there is none; another process may have just made it."""
    make_private_dir(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise refused("无法建立批注文件", error, path=path) from error


def _mend(path: Path, now: float, remarks: list[str], *, is_alone: bool) -> None:
    """Put a sound file in the place of one that is damaged, empty or missing.

    The damaged one is moved aside. Its place takes the newest backup, and whatever can still be
    read in the damaged one, as that is the newer. `remarks` get a sentence of it. A Problem where
    an application is running on it, or nothing can be written.
    """
    with ExitStack() as held:
        if not is_alone:
            try:
                held.callback(Lock(paths.notes_lock_file(path)).release)
            except BlockingIOError:
                message = "批注文件损坏或不见了，需要修复。"
                remedy = "请先退出另一个审议，再试一次。"
                raise Problem(message, path=path, remedy=remedy) from None
        if _has_content(path) and _is_whole(path):
            return  # another process was faster
        copy = backup.newest(paths.notes_backups_dir(path))
        aside, rescued = _replace_by_sound(path, copy, now)
    what = f"批注文件损坏，已移到{aside}；" if aside else "批注文件不见了，"
    which = f"已用{copy.stem[-10:]}的备份恢复" if copy else "没有可用的备份"
    more = f"，并从损坏的文件中找回{rescued}条批注" if rescued else ""
    remarks.append(f"{what}{which}{more}。请核对最近的批注。")


def _replace_by_sound(path: Path, copy: Path | None, now: float) -> tuple[Path | None, int]:
    """Put a copy with what the damaged file has besides, or that alone, in the file's place.

    The sound file is complete before the damaged one moves: a full disk or a kill in between would
    otherwise leave a backup in its place, and nobody would look into what was moved aside. A
    Problem where it could not be done; the damaged file is where it was.

    Returns:
        Where the damaged file is now, None where there was nothing in it; and how many notes came
        from there that the copy has not, or has otherwise.
    """
    make_private_dir(path.parent)
    sound = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        write_atomic(sound, copy.read_bytes() if copy else b"")
        rescued = _rescue(path, sound) if _has_content(path) else 0
        aside = _put_aside(path, now)
        sound.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise refused("批注文件修复不了", error, path=path) from error
    finally:
        sound.unlink(missing_ok=True)
    return aside, rescued


def _put_aside(path: Path, now: float) -> Path | None:
    """Give a damaged file another name; where it then is, None where there was nothing in it.

    Where the file system has links it keeps its own name besides, until the sound one takes that:
    so there is no moment without a file. A journal goes with it, or alone: left beside the file
    that comes next, it would be played into that.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    aside = free_path(path.with_stem(f"{path.stem}-damaged-{stamp}"))
    is_damaged = _has_content(path)
    if is_damaged:
        try:
            os.link(path, aside)
        except OSError:  # FAT, as sticks have it, has none
            path.rename(aside)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    return aside if is_damaged else None


def _rescue(damaged: Path, path: Path) -> int:
    """Copy what can be read from a damaged file into one that is sound; how many notes differ.

    The history is dropped if one does: it knows nothing of it.
    """
    with translated(path), closing(connect(path)) as connection:
        migrate(connection)
        with transaction(connection):
            known = set(connection.execute(_NOTES))
            rows = map(_made_anew, _readable(damaged, "note", _COLUMNS))
            notes = [row for row in rows if row and row not in known]
            _put_rows(connection, "note", _COLUMNS, notes)
            for table, columns in (("text", "id, content"), ("draft", "report, slot, content")):
                _put_rows(connection, table, columns, _readable(damaged, table, columns))
            if notes:
                connection.execute("DELETE FROM step")
            connection.execute("UPDATE meta SET edits = edits + 1")
        return len(notes)


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
