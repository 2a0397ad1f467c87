"""Notes to test with."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from content.span import Span
from review.notes.model import Anchor, Kind, Note, Segment, Status, anchor, new_note, text_id
from review.notes.store import NoteStore
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
    return new_note(
        REPORT.id,
        anchor(REPORT, span, text_id(REPORT)),
        kind=Kind.SUGGESTION,
        tags=("教育",),
        body=body,
        at=MOMENT,
    )


def bodies(notes: list[Note]) -> list[str]:
    """What notes say."""
    return [note.body for note in notes]


def opened(path: Path, clock: Clock | None = None) -> NoteStore:
    """The store in a file, by a clock that stands."""
    return NoteStore.open(path, clock=clock or Clock())


def texts(**limits: int) -> st.SearchStrategy[str]:
    """Any text: control characters and lone surrogates too."""
    return st.text(st.characters(exclude_categories=()), **limits)


def notes() -> st.SearchStrategy[Note]:
    """Any note that can be written down."""
    numbers = st.integers(0, 2**31)
    segments = st.builds(Segment, numbers, numbers, numbers, texts(min_size=1))
    anchors = st.builds(
        Anchor,
        texts(),
        st.lists(segments, min_size=1, max_size=3).map(tuple),
        texts(max_size=32),
        texts(max_size=32),
        texts(),
        st.lists(texts(), max_size=2).map(tuple),
        numbers,
    )
    return st.builds(
        Note,
        st.uuids().map(lambda number: number.hex),
        texts(),
        anchors,
        st.sampled_from(Kind),
        st.lists(texts(), max_size=3).map(tuple),
        texts(),
        texts(),
        texts(),
        st.sampled_from(Status),
        texts(),
        st.booleans(),
        texts(),
    )
