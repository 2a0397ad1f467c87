"""A connection to the file of the notes, and changing it as a whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    """Connect to a file, or to `:memory:`, safely; to look only, not a byte of it is written."""
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
    """A `with` block of which all is on the disk at its end, or nothing, and an error of SQLite."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when a disk is full
            connection.execute("ROLLBACK")
        raise


def data_version(connection: sqlite3.Connection) -> int:
    """A number that changes whenever another connection has written."""
    number: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return number


def can_write(path: Path) -> bool:
    """Whether a file can be written or made, and its journal beside it, as far as is known."""
    folder = path.parent
    while not os.access(folder, os.F_OK):
        folder = folder.parent
    there = os.access(path, os.F_OK)
    return os.access(folder, os.W_OK) and (not there or os.access(path, os.W_OK))
