"""Notes, drafts and texts as bytes, and back, to the character.

JSON in UTF-8 that lets lone surrogates pass, compressed. A column of type TEXT would refuse lone
surrogates; and the checksum of zlib finds a changed byte, which SQLite's own check does not.

What a newer version of the program has written is never damage: fields and kinds that are not known
here are kept with the note and written back as they were.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any, TypeVar

from review.notes.model import KIND_OF, Anchor, Kind, Note, NoteStatus, Segment

_CHOICES: tuple[tuple[str, dict[str, Enum], Enum], ...] = (
    ("kind", {**KIND_OF}, Kind.MEMO),
    ("status", {status.value: status for status in NoteStatus}, NoteStatus.SAME),
)
"""Fields that have one of several values, and what stands for one that is not known."""


class Damaged(Exception):
    """Bytes that are not what was packed. Carries nothing of what they hold."""


class NotUnderstood(Exception):
    """What was packed, whole, but not as this version knows it. Carries nothing of it either."""


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
    """What was typed so far, as `Note.body`."""
    updated: str
    newer: str = ""
    """As `Note.newer`."""


@dataclass(frozen=True, slots=True)
class KeptText:
    """The full text of one version of a report, kept because notes are fastened to it."""

    report_id: str
    title: str
    source: str
    """All of it as it was read, from which it can be parsed again."""
    kept: str
    """When it was kept first, as `Note.created`."""


_Record = TypeVar("_Record", Note, NoteDraft, KeptText)
_Built = TypeVar("_Built", Note, NoteDraft, KeptText, Anchor)

_TYPES: dict[object, type] = {"str": str, "int": int, "bool": bool}
_PLAIN: dict[type, list[tuple[str, type]]] = {
    record: [(field.name, _TYPES[field.type]) for field in fields(record) if field.type in _TYPES]
    for record in (Note, NoteDraft, KeptText, Anchor)
}
"""The fields of each record whose types JSON has as well."""


def pack_name(name: str) -> bytes:
    """Any text as bytes, for a column that is searched for it: in UTF-8, surrogates as well."""
    return name.encode("utf-8", "surrogatepass")


def pack(value: Note | NoteDraft | KeptText) -> bytes:
    """A note, a draft or a text as bytes, with all that a newer version has written of it.

    Where this version has changed what that one knew better, such as a kind, the change counts.
    """
    text = json.dumps(value, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(pack_name(text), 1)


def unpack(data: bytes, record: type[_Record]) -> _Record:
    """What was packed, by the type that it had.

    Raises:
        Damaged: It is not there any more.
        NotUnderstood: A newer version packed it, in a way that is not known here.
    """
    try:
        found = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    except (zlib.error, TypeError, ValueError):
        raise Damaged from None
    except RecursionError:  # which another thread, or another Python, may go far enough for
        raise NotUnderstood from None
    try:
        newer = _taken_out(found, record)
        if record is not KeptText:
            _put_types_in(found, newer)
        return _built(record, found)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError):
        raise NotUnderstood from None


def is_intact(data: object) -> bool:
    """Whether a value is bytes as they were packed, as far as a checksum can tell."""
    try:
        return isinstance(data, bytes) and bool(zlib.decompress(data))
    except zlib.error:
        return False


def _put_types_in(found: dict[str, Any], newer: dict[str, Any]) -> None:
    """Give a note or a draft what JSON has no types for, and what is not known of it."""
    if strange := _taken_out(found["anchor"], Anchor):
        newer["anchor"] = strange
    for name, known, shown_as in _CHOICES:
        if name in found and found[name] not in known:
            newer[name] = found[name]
        if name in found:
            found[name] = known.get(found[name], shown_as)
    anchor = found["anchor"]
    anchor["segments"] = segments = tuple(Segment(*row) for row in anchor["segments"])
    anchor["headings"] = _texts(anchor["headings"])
    found["tags"] = _texts(found["tags"])
    kinds = [int, int, int, str]
    if not segments or not all(s.exact and [*map(type, s)] == kinds for s in segments):
        raise ValueError
    found["anchor"] = _built(Anchor, anchor)
    if newer:
        found["newer"] = json.dumps(newer, ensure_ascii=False)


def _taken_out(found: dict[str, Any], record: type) -> dict[str, Any]:
    known = {field.name for field in fields(record)} - {"newer"}
    return {name: found.pop(name) for name in list(found) if name not in known}


def _built(record: type[_Built], found: dict[str, Any]) -> _Built:
    """A record of what was found, if its plain fields have the types that it says."""
    for name, kind in _PLAIN[record]:
        if type(found.get(name, kind())) is not kind:
            raise TypeError
    return record(**found)


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    texts = tuple(values)
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    return texts


def _fields(value: Note | NoteDraft | KeptText | Anchor) -> dict[str, Any]:
    """A record for JSON; `dataclasses.asdict` would copy all of it first, in ten times as long."""
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    newer = found.pop("newer", "")
    return found | _newer_fields(found, newer) if newer else found


def _newer_fields(found: dict[str, Any], newer: str) -> dict[str, Any]:
    """What a newer version wrote, but not where it was changed since."""
    kept: dict[str, Any] = json.loads(newer)
    if "anchor" in kept:
        kept["anchor"] = _fields(found["anchor"]) | kept["anchor"]
    for name, _known, shown_as in _CHOICES:
        if found.get(name, shown_as) is not shown_as:
            kept.pop(name, None)
    return kept
