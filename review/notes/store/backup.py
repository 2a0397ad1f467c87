"""Daily copies of the notes, `notes-2024-01-31.db` in a folder beside them.

Which copy is newer is told by the number of edits in it, never by a clock, which may be set back.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

from content.errors import refused
from review.base.files import free_path, make_private_dir
from review.notes.store.connection import (
    FAILURES,
    connect,
    number,
    problem_with,
    transaction,
    translated,
)
from review.notes.store.schema import VERSION, has_its_tables, version

KEPT = 7
"""Copies that stay: of each day on which there was something new one, mostly."""


def edits(connection: sqlite3.Connection) -> int:
    """How often anything was written; -1 for a file without tables."""
    return number(connection, "SELECT max(edits) FROM meta") if version(connection) else -1


def back_up(connection: sqlite3.Connection, folder: Path, now: float) -> None:
    """Copy the notes on the day of `now`, if anything was written since the last copy.

    A copy of the same day is replaced, once the new one is whole and on the disk; unless it is of
    another file that stood in this one's place: then the number of edits rises above its own.

    Raises:
        Problem: It could not be written; the copies are as they were.
    """
    last = newest(folder)
    copied = _edits_of(last) if last else 0
    if edits(connection) in (-1, copied):
        return
    # A file from elsewhere, or an older one, was put in the place of the one that was copied.
    is_other = edits(connection) < copied
    if is_other:
        with translated(folder), transaction(connection):
            connection.execute("UPDATE meta SET edits = ?", (copied + 1,))
    make_private_dir(folder)
    day = time.strftime("%Y-%m-%d", time.localtime(now))
    path = folder / f"notes-{day}.db"
    new = folder / f".{path.name}.{os.urandom(4).hex()}"
    try:
        # SQLite would make the file by the umask; it also takes an empty one that is there.
        descriptor = os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            connection.execute("VACUUM INTO ?", (str(new),))
            if not _is_whole(new):
                raise sqlite3.DatabaseError
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_other and path.exists():  # a copy of today, of the other
            path.rename(free_path(path))
        new.replace(path)
    except FAILURES as error:
        raise problem_with(folder, error) from None
    except OSError as error:
        raise refused("备份没有写成", error, path=folder) from error
    finally:
        new.unlink(missing_ok=True)
    for old in _newest_first(folder)[KEPT:]:
        with suppress(OSError):
            old.unlink()


def newest(folder: Path) -> Path | None:
    """The newest copy that is whole, or None."""
    return next(filter(_is_whole, _newest_first(folder)), None)


def _newest_first(folder: Path) -> list[Path]:
    return sorted(folder.glob("notes-*.db"), key=_edits_of, reverse=True)


def _edits_of(path: Path) -> int:
    """The number of edits in a copy, or -1 if it is no use."""
    with suppress(*FAILURES), closing(connect(path, only_look=True)) as connection:
        good = version(connection) <= VERSION and has_its_tables(connection)
        return edits(connection) if good else -1
    return -1


def _is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a copy, of which not a byte is changed."""
    with suppress(*FAILURES), closing(connect(path, only_look=True)) as connection:
        check = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return check == "ok" and edits(connection) >= 0
    return False
