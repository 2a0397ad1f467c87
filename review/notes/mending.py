"""What is done when the file of the notes is damaged or gone: nothing of it is ever thrown away."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from content.errors import Problem
from review import paths
from review.files import make_private_dir, reason, write_atomic
from review.notes import backup
from review.notes.codec import is_intact
from review.notes.connection import connect, is_sound
from review.notes.failures import problem_with
from review.notes.lock import WriterLock, is_ours
from review.notes.schema import migrate


def has_content(path: Path) -> bool:
    """Whether there is a file, and anything in it."""
    return path.exists() and path.stat().st_size > 0


def make_empty(path: Path) -> None:
    """Make an empty private file where there is none.

    One that is there is left alone: another process may have just made it and be writing.

    Raises:
        Problem: It cannot be made.
    """
    make_private_dir(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise Problem(f"无法建立批注文件（{reason(error)}）。", path=path) from error


def mend(path: Path, now: float, remarks: list[str]) -> None:
    """Put a sound file in the place of one that is damaged, empty or missing.

    The damaged one is moved aside. Its place takes the newest backup, and whatever can still be
    read in the damaged one, as that is the newer.

    Args:
        path: The file.
        now: Seconds since 1970.
        remarks: What was done is added to them.

    Raises:
        Problem: An application is running on it, or nothing can be written.
    """
    with _alone(path):
        if _is_mended(path):
            return
        aside = _move_aside(path, now)
        copy = backup.newest(paths.notes_backups_dir(path))
        if copy:
            write_atomic(path, copy.read_bytes())
        else:
            make_empty(path)
        rescued = _rescue(aside, path) if aside else 0
    what = f"批注文件损坏，已移到{aside}；" if aside else "批注文件不见了，"
    which = f"已用{copy.stem[-10:]}的备份恢复" if copy else "没有可用的备份"
    more = f"，并从损坏的文件中找回{rescued}条批注" if rescued else ""
    remarks.append(f"{what}{which}{more}。请核对最近的批注。")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Do something while no application writes to the file, other than this one."""
    lock_file = paths.notes_lock_file(path)
    try:
        lock = WriterLock(lock_file)
    except BlockingIOError:
        if not is_ours(lock_file):
            remedy = "请先退出另一个审议，再试一次。"
            raise Problem("批注文件损坏或不见了，需要修复。", path=path, remedy=remedy) from None
        yield
    else:
        try:
            yield
        finally:
            lock.release()


def _is_mended(path: Path) -> bool:
    """Whether another process was faster."""
    if not has_content(path):
        return False
    with suppress(sqlite3.Error), closing(connect(path)) as connection:
        return is_sound(connection)
    return False


def _move_aside(path: Path, now: float) -> Path | None:
    """Give a damaged file another name, its journal with it; None where there is nothing in it."""
    moment = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    aside = path.with_name(f"{path.stem}-damaged-{moment}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}-damaged-{moment}-{number}{path.suffix}")
    journal = path.with_name(f"{path.name}-journal")
    try:
        # The journal first: left beside the file that comes next, it would be played into it.
        if journal.exists():
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        if has_content(path):
            return path.rename(aside)
    except OSError as error:
        raise Problem(f"批注文件损坏，又移不走（{reason(error)}）。", path=path) from error
    return None


def _rescue(damaged: Path, path: Path) -> int:
    """Copy what can be read from a damaged file; how many notes differ from those in the backup.

    The history is dropped if any do: it knows nothing of them.
    """
    try:
        with closing(connect(path)) as connection:
            migrate(connection)
            connection.execute("BEGIN IMMEDIATE")
            known = set(connection.execute("SELECT * FROM note"))
            notes = [row for row in _readable(damaged, "note") if row not in known]
            connection.executemany("INSERT OR REPLACE INTO note VALUES (?, ?, ?, ?)", notes)
            texts = _readable(damaged, "text")
            connection.executemany("INSERT OR REPLACE INTO text VALUES (?, ?)", texts)
            drafts = _readable(damaged, "draft")
            connection.executemany("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", drafts)
            if notes:
                connection.execute("DELETE FROM step")
            connection.execute("UPDATE meta SET edits = edits + 1")
            connection.execute("COMMIT")
            return len(notes)
    except sqlite3.Error as error:
        raise problem_with(path, error) from None


def _readable(damaged: Path, table: str) -> list[tuple[object, ...]]:
    """The rows of a table in a damaged file, read from both ends up to where it is broken."""
    rows = {}
    for order in ("ASC", "DESC"):
        with suppress(sqlite3.Error), closing(sqlite3.connect(damaged)) as connection:
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid {order}"):
                if isinstance(row[-1], bytes) and is_intact(row[-1]):
                    rows[row[:-1]] = row
    return list(rows.values())
