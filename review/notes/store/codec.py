"""Notes, drafts and texts as bytes, and back, to the character.

JSON in UTF-8 that lets lone surrogates pass, compressed. A column of type TEXT would refuse lone
surrogates; and the checksum of zlib finds a changed byte, which SQLite's own check does not.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, fields
from typing import Any

from review.notes.model import Anchor, Kind, Note, NoteStatus, Segment


class Damaged(Exception):
    """Bytes that are not what was packed. Carries nothing of what they hold."""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note that is being written and was not saved yet."""

    slot: str
    """Names it within its report: another draft of this slot takes its place."""
    report_id: str
    note_id: str
    """The note that is being edited; empty for a new one."""
    anchor: Anchor
    kind: Kind
    tags: tuple[str, ...]
    body: str
    updated: str
    """As `Note.updated`."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """The full text of one version of a report, kept because notes are fastened to it."""

    report_id: str
    title: str
    source: str
    """As `Report.source`."""
    kept: str
    """When it was kept first, as `Note.created`."""


def pack_name(name: str) -> bytes:
    """Any text as bytes, for a column that is searched for it."""
    return name.encode("utf-8", "surrogatepass")


def pack(value: Note | NoteDraft | KeptText) -> bytes:
    """A note, a draft or a text as bytes."""
    text = json.dumps(value, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(pack_name(text), 1)


def unpack_note(data: bytes) -> Note:
    """The note that was packed.

    Raises:
        Damaged: It is not there any more.
    """
    found = _unpack(data)
    try:
        found["status"] = NoteStatus(found["status"])
        return Note(**_typed(found))
    except (TypeError, ValueError, KeyError):
        raise Damaged from None


def unpack_draft(data: bytes) -> NoteDraft:
    """The draft that was packed.

    Raises:
        Damaged: It is not there any more.
    """
    found = _unpack(data)
    try:
        return NoteDraft(**_typed(found))
    except (TypeError, ValueError, KeyError):
        raise Damaged from None


def unpack_kept(data: bytes) -> KeptText:
    """The text that was packed.

    Raises:
        Damaged: It is not there any more.
    """
    try:
        return KeptText(**_unpack(data))
    except TypeError:
        raise Damaged from None


def is_intact(data: object) -> bool:
    """Whether a value is bytes as they were packed, as far as a checksum can tell."""
    try:
        return isinstance(data, bytes) and bool(zlib.decompress(data))
    except zlib.error:
        return False


def _typed(found: dict[str, Any]) -> dict[str, Any]:
    """The fields of a note or a draft, with what JSON has no types for."""
    anchor = found["anchor"]
    anchor["segments"] = tuple(Segment(*row) for row in anchor["segments"])
    anchor["headings"] = tuple(anchor["headings"])
    found["anchor"] = Anchor(**anchor)
    found["kind"] = Kind(found["kind"])
    found["tags"] = tuple(found["tags"])
    return found


def _fields(value: Note | NoteDraft | KeptText | Anchor) -> dict[str, Any]:
    """A record for JSON; `dataclasses.asdict` would copy all of it first, in ten times as long."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _unpack(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    except (zlib.error, TypeError, ValueError):
        raise Damaged from None
    if not isinstance(found, dict):
        raise Damaged
    return found
