"""What was done to the notes of a report, step by step, and how to take it back.

Written within the transaction that changes the notes, so that history and notes never differ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from review.notes.model import Labelled, Note
from review.notes.store.codec import NotUnderstood, pack, pack_name, unpack

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


def record(
    connection: sqlite3.Connection,
    report_id: str,
    at: int,
    action: Action,
    changes: Iterable[Change],
) -> None:
    """Add a step; those that were taken back cannot be done again then. Within a transaction."""
    name = pack_name(report_id)
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
    """The steps that moved the notes to a revised text, the last one first."""
    rows = connection.execute(
        "SELECT id, action FROM step WHERE report = ? AND action = ? ORDER BY id DESC",
        (pack_name(report_id), Action.REVISE.value),
    ).fetchall()
    yield from (_step(connection, row) for row in rows)


def mark(connection: sqlite3.Connection, step: Step, *, undone: bool) -> None:
    """Remember that a step was taken back, or done again."""
    connection.execute("UPDATE step SET undone = ? WHERE id = ?", (undone, step.id))


def forget(connection: sqlite3.Connection, note_ids: list[str]) -> None:
    """Remove notes from the history, and the steps in which nothing is left."""
    connection.executemany("DELETE FROM revision WHERE note = ?", ((i,) for i in note_ids))
    connection.execute("DELETE FROM step WHERE id NOT IN (SELECT step FROM revision)")


def latest(connection: sqlite3.Connection) -> int:
    """When the latest step was done, seconds since 1970; 0 without any."""
    moment: int = connection.execute("SELECT coalesce(max(at), 0) FROM step").fetchone()[0]
    return moment


def _step(connection: sqlite3.Connection, row: tuple[int, str]) -> Step:
    number, action = row
    changes, is_understood = [], True
    query = "SELECT before, after FROM revision WHERE step = ?"
    for before, after in connection.execute(query, (number,)):
        try:
            was = None if before is None else unpack(before, Note)
            changes.append(Change(was, unpack(after, Note)))
        except NotUnderstood:
            is_understood = False
    return Step(number, _ACTIONS.get(action, Action.OTHER), tuple(changes), is_understood)
