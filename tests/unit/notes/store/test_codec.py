"""Notes as bytes."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.notes.model import Note
from review.notes.store.codec import (
    Damaged,
    KeptText,
    NoteDraft,
    NotUnderstood,
    is_intact,
    pack,
    unpack,
)
from tests.unit.notes.making import note
from tests.unit.notes.store.strategies import notes, texts


@given(notes())
def test_every_note_comes_back_as_it_was(original: Note) -> None:
    """Every field, to the character, with its type."""
    packed = pack(original)
    back = unpack(packed, Note)
    assert back == original
    assert type(back.kind) is type(original.kind)
    assert isinstance(back.tags, tuple)
    assert isinstance(back.anchor.segments[0].exact, str)
    assert is_intact(packed)


@given(notes(), texts(), texts())
def test_every_draft_comes_back_as_it_was(original: Note, slot: str, body: str) -> None:
    """A draft is a note without a history, and as exact."""
    draft = NoteDraft(
        slot, original.report_id, "", original.anchor, original.kind, original.tags, body, ""
    )
    assert unpack(pack(draft), NoteDraft) == draft


@given(texts(), texts())
def test_every_text_comes_back_as_it_was(title: str, source: str) -> None:
    """A kept text is the report's source to the character."""
    kept = KeptText("small", title, source, "2024-01-31T20:05:00+08:00")
    assert unpack(pack(kept), KeptText) == kept


def test_two_halves_of_a_pair_stay_two() -> None:
    """Two lone surrogates side by side are not the emoji that they would make in UTF-16."""
    original = note("\ud83d\ude00 😀")
    assert len(unpack(pack(original), Note).body) == 4


@given(st.data())
def test_a_changed_bit_is_found(data: st.DataObject) -> None:
    """Whatever bit changes, no other note comes out."""
    original = replace(note(), id="0123456789abcdef" * 2)
    packed = bytearray(pack(original))
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] ^= 1 << data.draw(st.integers(0, 7))
    if is_intact(bytes(packed)):  # a few bits of padding mean nothing
        assert unpack(bytes(packed), Note) == original


@pytest.mark.parametrize("data", [b"", b"x", pack(note())[:-1]], ids=["no", "odd", "cut"])
def test_what_is_no_note_is_damaged(data: bytes) -> None:
    """Bytes that nobody packed are refused."""
    assert not is_intact(data)
    with pytest.raises(Damaged):
        unpack(data, Note)


def test_what_is_nested_too_deep_to_be_read_hides_no_other_note() -> None:
    """A Python that goes deeper may have written it."""
    deep = b'{"later":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    with pytest.raises(NotUnderstood):
        unpack(zlib.compress(deep), Note)
