"""A connection to the file of the notes, and whether what is in the file is whole."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from review.notes.store.codec import Damaged, is_intact, pack_name, unpack_note
from review.notes.store.schema import has_its_tables, version

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
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
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
    if not version(connection):
        return True
    if not all(map(_is_consistent, connection.execute("SELECT * FROM note"))):
        return False
    return all(is_intact(content) for query in _PACKED for (content,) in connection.execute(query))


def _is_consistent(row: tuple[object, ...]) -> bool:
    """Whether a row of notes is found where its note belongs."""
    note_id, report, due, content = row
    try:
        note = unpack_note(content) if isinstance(content, bytes) else None
    except Damaged:
        return False
    return note is not None and (note.id, pack_name(note.report_id), bool(note.deleted)) == (
        note_id,
        report,
        due is not None,
    )


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
