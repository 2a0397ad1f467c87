"""Which notes are exported, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content.citation import resolve
from content.errors import Problem
from content.report import Report
from content.span import Span
from review.notes.model import Note, anchor, kind_named, split_names


def selected(
    report: Report,
    notes: Iterable[Note],
    kinds: Sequence[str] = (),
    tags: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> list[Note]:
    """The notes that are asked for, as it was typed; what is left empty is not asked for.

    One entry may hold several names (建议、疑问). A note is taken with any of the tags, and under
    the part or section of any of the citations.

    Raises:
        Problem: There is no such kind or section.
    """
    of_kinds = set(map(kind_named, split_names(kinds)))
    tagged = set(split_names(tags))
    paths = [_path(report, citation) for citation in sections]
    return [
        note
        for note in notes
        if (not of_kinds or note.kind in of_kinds)
        and (not tagged or not tagged.isdisjoint(note.tags))
        and (not paths or any(note.anchor.headings[: len(path)] == path for path in paths))
    ]


def in_order(notes: Iterable[Note], version: str) -> list[Note]:
    """Notes in document order, then likewise those whose passage is not in this text."""
    return sorted(
        notes,
        key=lambda note: (not note.stands_in(version), *note.anchor.place, note.created),
    )


def _path(report: Report, citation: str) -> tuple[str, ...]:
    number = resolve(report, citation).paragraph
    path = anchor(report, Span(number, 0, number, 1), "").headings
    if not path:
        raise Problem(
            f"“{citation}”不在任何部分之内。", remedy="请写部分或条的出处，如“二（七）”。"
        )
    return path
