"""The table of notes: one row for each, found by the note's id, its report, and the trash."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from content.errors import Problem
from review.notes.model import Note
from review.notes.store import history
from review.notes.store.codec import NotUnderstood, pack, pack_name, unpack
from review.notes.store.schema import TRASH_SECONDS


def select(
    connection: sqlite3.Connection, condition: str, *values: bytes | int | str
) -> list[Note]:
    """Notes in the order of the text, then as they were made; without those not understood."""
    query = f"SELECT content FROM note WHERE {condition} ORDER BY rowid"
    notes = []
    for (content,) in connection.execute(query, values):
        with suppress(NotUnderstood):
            notes.append(unpack(content, Note))
    return sorted(notes, key=lambda note: (note.anchor.place, note.created))


def get(connection: sqlite3.Connection, note_id: str) -> Note:
    """The note with an id, or a Problem where it is not there."""
    found = select(connection, "id = ?", note_id)
    if not found:
        remedy = "它可能已从回收站清空。按F8或输入“shenyi notes list”可查看现有的。"
        raise Problem("这条批注已经不在了。", remedy=remedy)
    return found[0]


def find(connection: sqlite3.Connection, prefix: str, report_id: str | None) -> Note:
    """The note with an id, or whose id alone begins with what is given, or a Problem."""
    wanted = prefix.strip().lower()
    found = []
    if wanted and wanted.isascii():
        found = select(connection, "substr(id, 1, ?) = ?", len(wanted), wanted)
    if report_id is not None:
        found = [note for note in found if note.report_id == report_id]
    found = [note for note in found if note.id == wanted] or found
    if not found:
        remedy = "输入“shenyi notes list”可查看编号。"
        raise Problem(f"没有编号为“{prefix}”的批注。", remedy=remedy)
    if len(found) > 1:
        raise Problem(f"有{len(found)}条批注的编号以“{wanted}”开头。", remedy="请多写几位。")
    return found[0]


def put(connection: sqlite3.Connection, note: Note, now: float) -> None:
    """Write a note, in the place of an earlier one of its id."""
    # Counted from the latest step at least, so that a clock set back hastens nothing.
    latest = max(int(now), history.latest(connection))
    due = latest + TRASH_SECONDS if note.deleted else None
    connection.execute(  # in its own row, where there is one
        "INSERT INTO note (id, report, due, content) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET report = excluded.report, due = excluded.due, content = excluded.content",
        (note.id, pack_name(note.report_id), due, pack(note)),
    )


def remove(connection: sqlite3.Connection, ids: list[str]) -> None:
    """Remove notes for good, from the history as well."""
    connection.executemany("DELETE FROM note WHERE id = ?", ((i,) for i in ids))
    history.forget(connection, ids)
