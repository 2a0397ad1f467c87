"""What is written in an editor; by itself, since the editor takes 20 ms to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from review.notes.model import Kind, Note
    from review.notes.store.codec import NoteDraft


class Written(NamedTuple):
    """What stands in the editor."""

    kind: Kind
    tags: tuple[str, ...]
    body: str


def written_in(note: Note | NoteDraft) -> Written:
    """What a note or a draft says."""
    return Written(note.kind, note.tags, note.body)
