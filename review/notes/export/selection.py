"""Which notes are exported, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.citation import resolve
from content.errors import Problem
from content.report import Report
from content.span import Span
from review.notes.model import Kind, Note, anchor, kind_named, split_names


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; what is left empty is not asked for."""

    kinds: frozenset[Kind] = frozenset()
    tags: frozenset[str] = frozenset()
    """A note with any of them is taken."""
    headings: tuple[tuple[str, ...], ...] = ()
    """Paths of headings, outermost first: a note under any of them is taken."""

    def takes(self, note: Note) -> bool:
        """Whether a note is asked for."""
        if self.kinds and note.kind not in self.kinds:
            return False
        if self.tags and self.tags.isdisjoint(note.tags):
            return False
        under = note.anchor.headings
        return not self.headings or any(under[: len(path)] == path for path in self.headings)


def select(
    report: Report,
    kinds: Sequence[str] = (),
    tags: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> Selection:
    """Read a selection as it was typed.

    Args:
        report: The report whose sections are meant.
        kinds: Names of kinds, Chinese or as in JSON; one entry may hold several (建议、疑问).
        tags: Tags, likewise.
        sections: Citations; all that stands under the part or section of each is taken.

    Raises:
        Problem: There is no such kind or section.
    """
    return Selection(
        frozenset(map(kind_named, split_names(kinds))),
        frozenset(split_names(tags)),
        tuple(_path(report, citation) for citation in sections),
    )


def in_order(notes: Iterable[Note], version: str) -> list[Note]:
    """Notes in document order; behind them, likewise, those whose passage is not in this text.

    Notes that were made on one place within a second stay as they are given: as they were made.
    """
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
