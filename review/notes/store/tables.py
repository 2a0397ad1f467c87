"""The notes, and step by step what was done to those of a report, so that it can be taken back.

A step is written within the transaction that changes the notes, so that both never differ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple, TypeVar

from content.errors import Problem
from review.base.labelled import Labelled
from review.notes.model import Note
from review.notes.store.codec import KeptText, NoteDraft, NotUnderstood, pack, pack_name, unpack
from review.notes.store.connection import number
from review.notes.store.schema import TRASH_SECONDS

_Record = TypeVar("_Record", Note, NoteDraft, KeptText)

_KEPT = 500
"""Steps of a report that can be taken back."""


class Action(Labelled):
    """What a step did; its label is to be put behind 撤销 or 重做."""

    ADD = "add", "新增批注"
    CHANGE = "change", "修改批注"
    DELETE = "delete", "删除批注"
    RESTORE = "restore", "恢复批注"
    REVISE = "revise", "换用修订稿"
    """The report's text was replaced by a revised one, and its notes were moved."""
    IMPORT = "import", "导入批注"
    OTHER = "other", "更新版本所做的改动"
    """Something that only a newer version does."""


_ACTIONS = {action.value: action for action in Action}


class Change(NamedTuple):
    """What a step did to one note."""

    before: Note | None
    after: Note


class Step(NamedTuple):
    """One thing that was done, to one note or to several at once."""

    id: int
    action: Action
    changes: tuple[Change, ...]
    is_understood: bool = True
    """Whether `changes` are all: notes that only a newer version understands are not among them."""


def unpacked(
    connection: sqlite3.Connection, record: type[_Record], query: str, *values: bytes | int | str
) -> Iterator[_Record]:
    """What was packed in the one column of a query, as far as this version understands it.

    It ends in `Damaged` at a row that is not what was packed.
    """
    for (content,) in connection.execute(query, values):
        with suppress(NotUnderstood):
            yield unpack(content, record)


def select(
    connection: sqlite3.Connection, condition: str, *values: bytes | int | str
) -> list[Note]:
    """Notes in the order of the text, then as they were made; without those not understood.

    Those whose passage is in no text any more come last: where they stood says nothing now.
    `condition` is SQL behind WHERE.
    """
    query = f"SELECT content FROM note WHERE {condition} ORDER BY rowid"
    notes = unpacked(connection, Note, query, *values)
    return sorted(notes, key=lambda note: (note.is_orphan, note.anchor.place, note.created))


def get(connection: sqlite3.Connection, note_id: str) -> Note:
    """The note with an id, or a Problem where it is not there."""
    found = select(connection, "id = ?", note_id)
    if not found:
        remedy = "它可能已从回收站清空。按F8或输入“shenyi notes list”可查看现有的。"
        raise Problem("这条批注已经不在了。", remedy=remedy)
    return found[0]


def find(connection: sqlite3.Connection, prefix: str, report_id: str | None) -> Note:
    """See `NoteStore.find`."""
    wanted = prefix.strip().lower()
    found = []
    if wanted and wanted.isascii():
        found = select(connection, "substr(id, 1, ?) = ?", len(wanted), wanted)
        found = [note for note in found if report_id in (None, note.report_id)]
    found = [note for note in found if note.id == wanted] or found
    if not found:
        remedy = "输入“shenyi notes list”可查看编号，回收站里的加--trash。"
        raise Problem(f"没有编号为“{prefix}”的批注。", remedy=remedy)
    if len(found) > 1:
        raise Problem(f"有{len(found)}条批注的编号以“{wanted}”开头。", remedy="请多写几位。")
    return found[0]


def put(connection: sqlite3.Connection, note: Note, now: float) -> None:
    """Write a note, in the place of an earlier one of its id; within a transaction.

    `now` is in seconds since 1970; from it counts when a note in the trash may be removed.
    """
    due = None
    if note.deleted:
        # Counted from the latest step at least, so that a clock set back hastens nothing.
        latest = number(connection, "SELECT coalesce(max(at), 0) FROM step")
        due = max(int(now), latest) + TRASH_SECONDS
    connection.execute(  # in its own row, where there is one
        "INSERT INTO note (id, report, due, content) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET report = excluded.report, due = excluded.due, content = excluded.content",
        (note.id, pack_name(note.report_id), due, pack(note)),
    )


_DAYS_DUE = 7

OVERDUE = f"(SELECT count(*) FROM overdue WHERE day * 86400 >= due) >= {_DAYS_DUE}"
"""Condition of notes that were due on several days on which the file was opened: a clock that is
set a month ahead by mistake says so on a few, and nothing is removed because of them."""


def note_day(connection: sqlite3.Connection, now: int) -> None:
    """Write down that notes are due today (`now`, seconds since 1970); within a transaction.

    Days that lie ahead are forgotten: the clock has been set back since. Files have the table once
    it is needed, and older versions do without.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS overdue (day INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM overdue WHERE day > ?", (now // 86400,))
    connection.execute("INSERT OR IGNORE INTO overdue VALUES (?)", (now // 86400,))


def remove(connection: sqlite3.Connection, ids: list[str]) -> None:
    """Remove notes for good, from the history as well."""
    connection.executemany("DELETE FROM note WHERE id = ?", ((i,) for i in ids))
    connection.executemany("DELETE FROM revision WHERE note = ?", ((i,) for i in ids))
    connection.execute("DELETE FROM step WHERE id NOT IN (SELECT step FROM revision)")


# What was done


def record(
    connection: sqlite3.Connection, report: str, at: int, action: Action, changes: Iterable[Change]
) -> None:
    """Add a step of a report; those that were taken back cannot be done again then.

    Within a transaction; `at` is in seconds since 1970.
    """
    name = pack_name(report)
    connection.execute("DELETE FROM step WHERE report = ? AND undone", (name,))
    connection.execute(
        "DELETE FROM step WHERE id IN"
        " (SELECT id FROM step WHERE report = ? ORDER BY id DESC LIMIT -1 OFFSET ?)",
        (name, _KEPT - 1),
    )
    step = connection.execute(
        "INSERT INTO step (report, at, action) VALUES (?, ?, ?)", (name, at, action.value)
    ).lastrowid
    connection.executemany(
        "INSERT INTO revision (step, note, before, after) VALUES (?, ?, ?, ?)",
        (
            (step, after.id, None if before is None else pack(before), pack(after))
            for before, after in changes
        ),
    )


def next_step(
    connection: sqlite3.Connection, report_id: str, *, undone: bool = False
) -> Step | None:
    """The step that is the next to be taken back, or of those `undone` to be done again."""
    order = "" if undone else " DESC"
    row = connection.execute(
        f"SELECT id, action FROM step WHERE report = ? AND undone = ? ORDER BY id{order} LIMIT 1",
        (pack_name(report_id), int(undone)),
    ).fetchone()
    return _step(connection, row) if row else None


def revisions(connection: sqlite3.Connection, report_id: str) -> Iterator[Step]:
    """The steps that moved the notes to a revised text, the last one first, read one by one."""
    rows = connection.execute(
        "SELECT id, action FROM step WHERE report = ? AND action = ? ORDER BY id DESC",
        (pack_name(report_id), Action.REVISE.value),
    ).fetchall()
    yield from (_step(connection, row) for row in rows)


def _step(connection: sqlite3.Connection, row: tuple[int, str]) -> Step:
    step_id, action = row
    changes, is_understood = [], True
    query = "SELECT before, after FROM revision WHERE step = ?"
    for before, after in connection.execute(query, (step_id,)):
        try:
            was = None if before is None else unpack(before, Note)
            changes.append(Change(was, unpack(after, Note)))
        except NotUnderstood:
            is_understood = False
    return Step(step_id, _ACTIONS.get(action, Action.OTHER), tuple(changes), is_understood)
