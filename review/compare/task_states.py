"""What a deputy keeps of the tasks and rows: states, words of their own, rows that are hidden.

Each is a note on the quote it is about, in a notebook of its own beside that of the report's notes:
so it is backed up, can be taken back, and follows the text when the report is revised, as they do.

What such a note is, its tags say: (任务, 进行中, 1) is the state of the first figure of its quote,
(自选, 未填) a passage that the deputy keeps as a task, (隐藏) a row of 对照 that is not listed. Its
body has the words that were written, or of a hidden row the quote of its result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from content.errors import Problem
from content.facts.commitments import Commitment
from content.facts.model import Fact
from content.report import Report
from content.span import Span
from review.notes.model import Kind, Note, anchor, new_note, tasks_notebook, text_id
from review.notes.revision.revise import follow
from review.notes.store.note_store import NoteStore

_STATE = "任务"
"""First tag of a task's state; behind it the state, and which figure of its quote it is of."""

_ADDED = "自选"
"""First tag of a task that the deputy added; behind it its state."""

_HIDDEN = "隐藏"
"""The only tag of a hidden row."""


class TaskState(str, Enum):
    """How a deputy sees a task. The values stand in the store and in JSON."""

    OPEN = "未填"
    RUNNING = "进行中"
    DONE = "已完成"
    DOUBTED = "有疑问"

    @property
    def sign(self) -> str:
        """Its sign, one cell wide."""
        return {"未填": "□", "进行中": "◐", "已完成": "■", "有疑问": "?"}[self.value]


def state_named(word: str) -> TaskState:
    """The state of a name; a Problem that names all of them if it is the name of none."""
    try:
        return TaskState(word)
    except ValueError:
        names = "、".join(state.value for state in TaskState)
        raise Problem(f"没有“{word}”这种状态。", remedy=f"可以写：{names}。") from None


class KeptTask(NamedTuple):
    """What a deputy has kept of one task: of the report's own, or one that was added."""

    state: TaskState
    """未填 where only words were kept."""
    words: str
    """What they wrote of it; may be empty."""
    day: str
    """When they changed it last, such as 2024-02-01, by the clock of the machine."""
    note: Note
    """What it is kept as; an orphan where its passage is in the text no more."""


class Kept:
    """What is kept of a report's tasks and rows, as it stood when it was read.

    It may be looked at on any thread, and changes nothing: that is for `TaskBook`. Notes with other
    tags than those above, which a file may have brought, are left out, and stay.
    """

    def __init__(self, notes: Iterable[Note]) -> None:
        """Take the notes of the notebook, in the order of the text."""
        self._notes = [note for note in notes if _is_kept(note)]

    def of(self, commitment: Commitment) -> KeptTask | None:
        """What is kept of a commitment; None for nothing.

        It is found by place and not by id: a revised text gives the sentence another id, and the
        note has moved with it. Of several figures in one quote each has its own, by its number.
        """
        nth = _nth(commitment)
        for note in self._notes:
            if note.tags[0] == _STATE and note.tags[2] == nth and _on(note, commitment):
                return _kept(note)
        return None

    def mine(self, commitment: Commitment) -> tuple[TaskState, str, str]:
        """State, words and day of a commitment; 未填 and two empty strings if nothing is kept."""
        known = self.of(commitment)
        return known[:3] if known else (TaskState.OPEN, "", "")

    def by_now(self, task: KeptTask) -> KeptTask:
        """What is kept by now of a task of which something was kept before.

        `task` itself, where another window has let go of it meanwhile.
        """
        return next((_kept(note) for note in self._notes if note.id == task.note.id), task)

    def added(self) -> list[KeptTask]:
        """Tasks that the deputy has added, in the order of the text."""
        return [_kept(note) for note in self._notes if note.tags[0] == _ADDED]

    def orphans(self) -> list[KeptTask]:
        """States of tasks whose passage is in the text no more."""
        return [_kept(n) for n in self._notes if n.tags[0] == _STATE and n.is_orphan]

    def hidden(self) -> list[Note]:
        """The rows that were hidden: notes on their goals."""
        return [note for note in self._notes if note.tags[0] == _HIDDEN]

    def hiding(self, goal: Fact, result: str) -> Note | None:
        """The note that hides the row of a goal and of a result with this quote, if it is hidden.

        A goal may stand in several rows, and of another report's results each is a row of its own.
        """
        for note in self.hidden():
            number, start, end, _exact = note.anchor.segments[0]
            is_here = number == goal.paragraph and start <= goal.start < end
            if is_here and not note.is_orphan and note.body == result:
                return note
        return None


def _is_kept(note: Note) -> bool:
    """Whether the tags of a note are as they are given here."""
    sort, *more = note.tags or ("",)
    states = [state.value for state in TaskState]
    lengths = {_STATE: 2, _ADDED: 1, _HIDDEN: 0}
    return len(more) == lengths.get(sort) and (not more or more[0] in states)


def _kept(note: Note) -> KeptTask:
    return KeptTask(TaskState(note.tags[1]), note.body, note.updated[:10], note)


def _nth(commitment: Commitment) -> str:
    """Which of several commitments of one quote it is, as its id says: 4436d5a1-2 is the 2nd."""
    return commitment.id.partition("-")[2] or "1"


def _on(note: Note, commitment: Commitment) -> bool:
    """Whether a note touches the quote of a commitment: after a revision it may be longer now."""
    number, start, end, _exact = note.anchor.segments[0]
    span = commitment.span
    is_here = number == span.first and start < span.end and span.start < end
    return is_here and not note.is_orphan


class TaskBook:
    """Reads and writes what is kept of one report. Used on the thread of its store.

    Each of its changes is one step that can be taken back, and raises a Problem where nothing could
    be written. `kept` reads the store each time, and so knows what others have changed since.
    """

    def __init__(self, store: NoteStore, report: Report) -> None:
        """Open the notebook of a report; what stands on an earlier text is moved to this one.

        Where the store can only be read (`obstacle`), it is left where it is; a Problem leaves it
        as well.
        """
        self._store = store
        self._report = replace(report, id=tasks_notebook(report.id))
        if store.obstacle is None:
            follow(store, self._report)

    def kept(self) -> Kept:
        """What is kept."""
        return Kept(self._store.notes(self._report.id))

    def set(self, commitment: Commitment, state: TaskState, words: str = "") -> None:
        """Keep state and words of a task; the words replace those that were kept."""
        if known := self.kept().of(commitment):
            self.change(known, state, words)
        else:
            self._add(commitment.span, (_STATE, state.value, _nth(commitment)), words)

    def change(self, known: KeptTask, state: TaskState, words: str) -> None:
        """Keep another state or other words of what is kept already."""
        tags = (known.note.tags[0], state.value, *known.note.tags[2:])
        self._store.change(replace(known.note, tags=tags, body=words))

    def add(self, span: Span) -> None:
        """Keep a passage of the report as a task, of one character at least; 未填 to begin with."""
        self._add(span, (_ADDED, TaskState.OPEN.value), "")

    def hide(self, goal: Fact, result: str) -> None:
        """Hide a row, by its goal and the quote of its result, unless it is hidden already."""
        if self.kept().hiding(goal, result) is None:
            self._add(goal.quote_span, (_HIDDEN,), result)

    def drop(self, note: Note) -> None:
        """Let go of a task that was added, or show a hidden row again."""
        self._store.delete(note.id)

    def undo(self) -> bool:
        """Take back the last change that was made in this notebook; whether there was one."""
        return self._store.undo(self._report.id) is not None

    def _add(self, span: Span, tags: tuple[str, ...], body: str) -> None:
        """Keep a new note, and with it the text that it stands on, by which it moves later."""
        passage = anchor(self._report, span, text_id(self._report))
        note = new_note(self._report.id, passage, Kind.FIGURE, tags, body)
        with self._store.together():
            self._store.keep_text(self._report)
            self._store.add(note)
