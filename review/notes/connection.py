"""A connection to the file of the notes, and whether what is in the file is whole."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from review.notes.codec import is_intact
from review.notes.schema import has_its_tables, version

_PATIENCE = 3.0
"""Seconds to wait for another process that is writing."""

_SETTINGS = (
    "PRAGMA journal_mode = DELETE",  # one file, simple to copy; WAL breaks on shared drives
    "PRAGMA synchronous = EXTRA",  # FULL, and the removal of the journal is on the disk as well
    "PRAGMA secure_delete = ON",  # what was deleted is not left in unused pages
    "PRAGMA temp_store = MEMORY",  # nor in temporary files
    "PRAGMA foreign_keys = ON",
)

_PACKED = (
    "SELECT content FROM note",
    "SELECT content FROM draft",
    "SELECT content FROM text",
    "SELECT before FROM revision WHERE before NOT NULL",
    "SELECT after FROM revision",
)


def connect(database: Path | str) -> sqlite3.Connection:
    """Connect to a file, or to `:memory:`, with the settings that keep notes safe.

    Raises:
        sqlite3.Error: It is no database, or it cannot be read now.
    """
    connection = sqlite3.connect(database, timeout=_PATIENCE, isolation_level=None)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether the file is whole and everything in it is as it was written.

    Raises:
        sqlite3.Error: It is not, or it cannot be read now.
    """
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    if not has_its_tables(connection):
        return False
    return not version(connection) or all(
        is_intact(content) for query in _PACKED for (content,) in connection.execute(query)
    )


def can_write(path: Path) -> bool:
    """Whether a file can be written or made, and its journal beside it, as far as is known."""
    folder = path.parent
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
