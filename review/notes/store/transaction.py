"""Changing the file of the notes as a whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A `with` block of which all is on the disk at its end, or nothing.

    Raises:
        sqlite3.Error: It could not be written; nothing has changed.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when a disk is full
            connection.execute("ROLLBACK")
        raise
