"""A connection to the file of the notes, which is changed as a whole or not at all.

What goes wrong with it is said in Chinese and without a word of a note.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from content.errors import Problem
from review.notes.store.codec import Damaged

_PATIENCE = 3.0
"""Seconds to wait for another process that is writing."""

_SETTINGS = (
    "PRAGMA journal_mode = DELETE",  # one file, simple to copy; WAL breaks on shared drives
    "PRAGMA synchronous = EXTRA",  # FULL, and the removal of the journal is on the disk as well
    "PRAGMA secure_delete = ON",  # what was deleted is not left in unused pages
    "PRAGMA temp_store = MEMORY",  # nor in temporary files
    "PRAGMA foreign_keys = ON",
)


def connect(database: Path | str, *, only_look: bool = False) -> sqlite3.Connection:
    """Connect to a file, or to `:memory:`, as safe as SQLite can be made.

    The connection is of the thread that made it. Outside of `transaction` each statement is written
    by itself. A journal that a killed writer left is played back by the first look into the file.

    A file that is missing is made, by the umask; with `only_look` not a byte is written. Raises
    `sqlite3.Error`.
    """
    name = f"{Path(database).absolute().as_uri()}?mode=ro" if only_look else database
    connection = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None, uri=only_look)
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        for setting in () if only_look else _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A `with` block of which all is on the disk at its end, or nothing.

    It begins by taking the file for writing, so that nobody else changes what was read within it.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when a disk is full
            connection.execute("ROLLBACK")
        raise


def number(connection: sqlite3.Connection, query: str, *values: object) -> int:
    """The one number that a query gives; it has to give a row."""
    found: int = connection.execute(query, values).fetchone()[0]
    return found


def can_write(path: Path) -> bool:
    """Whether a file can be written or made, and its journal beside it, as far as is known.

    Rights are asked for, nothing is tried: of a full disk it says nothing.
    """
    folder = next((folder for folder in path.parents if os.access(folder, os.F_OK)), None)
    if folder is None:
        return False  # the drive of a stick that was pulled out is not there either
    there = os.access(path, os.F_OK)
    return os.access(folder, os.W_OK) and (not there or os.access(path, os.W_OK))


# What can go wrong

_CHECK = "请输入“shenyi doctor”检查。"
_REASONS = {
    "disk is full": ("磁盘已满。", "请腾出空间后再试。"),
    "is locked": ("另一个程序正在写批注。", "请稍后再试。"),
    "readonly database": ("没有写入权限。", _CHECK),
    "unable to open": ("文件打不开。", _CHECK),
    "disk I/O error": ("磁盘读写出错。", "请检查磁盘是否已满、是否完好。"),
    "interrupted": ("操作中断了。", "请再试一次。"),
}
"""Part of SQLite's message, which has a code of its own only since Python 3.11."""

FAILURES = (sqlite3.Error, Damaged, UnicodeDecodeError)
"""What reading or writing the file may raise; the last when a message holds bytes of the file."""

REPAIR = "请退出审议，再输入：shenyi notes list，会自动修复。"
"""What to do about a file that is broken or gone."""


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, rather than busy, full or out of reach."""
    # The subclasses are for everything else: OperationalError, IntegrityError and so on.
    return isinstance(error, (Damaged, UnicodeDecodeError)) or type(error) is sqlite3.DatabaseError


def problem_with(path: Path, error: Exception) -> Problem:
    """What a failure means to the user, with a remedy; `path` is the file, or its folder."""
    if is_damage(error):
        return Problem("批注文件损坏。", path=path, remedy=REPAIR)
    found = (known for part, known in _REASONS.items() if part in str(error))
    # The message itself is not shown: it may hold what stands in the file.
    unknown = (f"读写批注失败（{type(error).__name__}）。", _CHECK)
    message, remedy = next(found, unknown)
    return Problem(message, path=path, remedy=remedy)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """A `with` block of which failures of the database become Problems, `path` being its file."""
    try:
        yield
    except FAILURES as error:
        # Not chained: no traceback can then show more of it than this.
        raise problem_with(path, error) from None
