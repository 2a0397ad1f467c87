"""What was done to the notes of a report, step by step, and how to take it back.

Written within the transaction that changes the notes, so that history and notes never differ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from review.notes.model import Note
from review.notes.store.codec import NotUnderstood, pack, pack_name, unpack

_KEPT = 500
"""Steps of a report that can be taken back."""

_NO_STEP = 2**63 - 1
"""Greater than the id of every step."""


class Action(str, Enum):
    """What a step did. The values stand in the store.

    Attributes:
        label: Its Chinese name, to be put behind 撤销 or 重做.
    """

    label: str

    ADD = "add", "新增批注"
    CHANGE = "change", "修改批注"
    DELETE = "delete", "删除批注"
    RESTORE = "restore", "恢复批注"
    REVISE = "revise", "换用修订稿"
    """The report's text was replaced by a revised one, and its notes were moved."""
    IMPORT = "import", "导入批注"
    OTHER = "other", "更新版本所做的改动"
    """Something that only a newer version does."""

    def __new__(cls, value: str, label: str) -> Action:
        """An action as its line gives it."""
        action = str.__new__(cls, value)
        action._value_ = value
        action.label = label
        return action


_ACTIONS = {action.value: action for action in Action}


class Change(NamedTuple):
    """What a step did to one note."""

    before: Note | None
    """None if the note was new."""
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
    query = (
        f"SELECT id, action FROM step WHERE report = ? AND undone = ? ORDER BY id{order} LIMIT 1"
    )
    return _step(connection, query, (pack_name(report_id), int(undone)))


def revisions(connection: sqlite3.Connection, report_id: str) -> Iterator[Step]:
    """The steps that moved the notes to a revised text, the last one first."""
    last = _NO_STEP
    while step := _step(
        connection,
        "SELECT id, action FROM step WHERE report = ? AND action = ? AND id < ?"
        " ORDER BY id DESC LIMIT 1",
        (pack_name(report_id), Action.REVISE.value, last),
    ):
        yield step
        last = step.id


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


def _step(
    connection: sqlite3.Connection, query: str, values: tuple[bytes | str | int, ...]
) -> Step | None:
    row = connection.execute(query, values).fetchone()
    if row is None:
        return None
    revisions = connection.execute("SELECT before, after FROM revision WHERE step = ?", row[:1])
    changes, is_understood = [], True
    for before, after in revisions:
        try:
            change = Change(None if before is None else unpack(before, Note), unpack(after, Note))
            changes.append(change)
        except NotUnderstood:
            is_understood = False
    return Step(row[0], _ACTIONS.get(row[1], Action.OTHER), tuple(changes), is_understood)
