"""Any note, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from review.notes.model import Anchor, Kind, Note, NoteStatus, Segment


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
        st.sampled_from(NoteStatus),
        texts(),
        st.booleans(),
        texts(),
    )
