"""Notes to test with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from content.span import Span
from review.notes.model import Kind, Note, anchor, new_note, stamp, text_id
from review.notes.store.note_store import NoteStore
from tests.small import small_report

REPORT = small_report()
MOMENT = 1_706_702_700.0
"""2024-01-31T20:05:00+08:00."""
DAY = 24 * 60 * 60


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now: float = MOMENT) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def note(body: str = "建议公布办学位数。", *, paragraph: int = 12, start: int = 0) -> Note:
    """A note on six characters of the small report."""
    span = Span(paragraph, start, paragraph, start + 6)
    passage = anchor(REPORT, span, text_id(REPORT))
    made = new_note(REPORT.id, passage, Kind.SUGGESTION, ("教育",), body)
    return replace(made, created=stamp(MOMENT), updated=stamp(MOMENT))


def bodies(notes: list[Note]) -> list[str]:
    """What notes say."""
    return [note.body for note in notes]


def opened(path: Path, clock: Clock | None = None) -> NoteStore:
    """The store in a file, by a clock that stands."""
    return NoteStore(path, clock=clock or Clock())
