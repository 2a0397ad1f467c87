"""The tables of the store, and how the file of an older version is brought up to date.

What the user wrote stands in columns named `content`, `before` and `after`, packed by `codec`;
`content` is the last of its table. Names of reports are bytes: they come from file names, which may
hold what is no text.
"""

from __future__ import annotations

import sqlite3

from review.notes.store.connection import number, transaction

_MIGRATIONS = (
    """
    CREATE TABLE meta (edits INTEGER NOT NULL);
    INSERT INTO meta VALUES (0);
    CREATE TABLE text (
        id TEXT PRIMARY KEY,
        content BLOB NOT NULL
    );
    CREATE TABLE note (
        id TEXT PRIMARY KEY,
        report BLOB NOT NULL,
        due INTEGER, -- in the trash: when it may be emptied, seconds since 1970
        content BLOB NOT NULL
    );
    CREATE INDEX note_by_report ON note (report);
    CREATE TABLE step (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        report BLOB NOT NULL,
        at INTEGER NOT NULL, -- seconds since 1970
        action TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX step_by_report ON step (report, id);
    CREATE TABLE revision (
        step INTEGER NOT NULL REFERENCES step ON DELETE CASCADE,
        note TEXT NOT NULL,
        before BLOB,
        after BLOB NOT NULL,
        PRIMARY KEY (step, note)
    ) WITHOUT ROWID;
    CREATE INDEX revision_by_note ON revision (note);
    CREATE TABLE draft (
        report BLOB NOT NULL,
        slot TEXT NOT NULL,
        content BLOB NOT NULL,
        PRIMARY KEY (report, slot)
    );
    """,
)

TRASH_SECONDS = 30 * 24 * 60 * 60
"""How long a deleted note can be restored."""

VERSION = len(_MIGRATIONS)
"""The `user_version` of a file that this program writes."""

_TABLES = {"meta", "text", "note", "step", "revision", "draft"}


def version(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 for an empty file."""
    return number(connection, "PRAGMA user_version")


def has_its_tables(connection: sqlite3.Connection) -> bool:
    """Whether the tables are those of the version that the file says it has."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in rows}
    if not version(connection):
        return not tables
    if not tables >= _TABLES:
        return False
    query = "SELECT count(*) FROM meta WHERE typeof(edits) = 'integer'"
    return number(connection, query) > 0


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date, all steps or none, and an error of SQLite."""
    if version(connection) >= VERSION:
        return
    with transaction(connection):
        # Another process may have done it while this one waited for its turn.
        for script in _MIGRATIONS[version(connection) :]:
            for statement in script.split(";\n"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
