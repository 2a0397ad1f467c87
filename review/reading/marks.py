"""What is marked on the page besides the selection: hits of a search, and notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from review.typography.flow import Row
from review.typography.looks import Look

Spans = tuple[tuple[int, int], ...]
"""Code points of a paragraph: start, and behind the last."""


class NoteMark(NamedTuple):
    """What a note covers of one paragraph."""

    start: int
    """First code point."""
    end: int
    """Code point behind the last."""
    look: Look
    sign: str
    """One cell wide, for the margin; empty where the note began in an earlier paragraph."""
    note_id: str
    is_own: bool = True
    """Whether it is the deputy's; others' are only looked at."""


class MarginNote(NamedTuple):
    """What stands beside the page of a note."""

    text: str
    lead: int
    """Code points of its sign, and of the name where it is somebody else's."""
    look: Look
    """Of the lead."""


def _in(row: Row, spans: Spans) -> Spans:
    """Those that touch a row: of a book in one paragraph each row would look at all of them."""
    return tuple(span for span in spans if span[0] < row.end and span[1] > row.start)


class Marks:
    """Hits, notes and explained terms by paragraph number, and the hit one went to.

    `changed` has the page painted anew.
    """

    def __init__(self, changed: Callable[[], object]) -> None:
        self._changed = changed
        self._hits: Mapping[int, Spans] = {}
        self._notes: Mapping[int, tuple[NoteMark, ...]] = {}
        self.terms: Mapping[int, Spans] = {}
        """Those that an appendix explains, where they stand first."""
        self.current_hit: tuple[int, tuple[int, int]] | None = None
        """Paragraph number and code points."""

    def mark_hits(self, hits: Mapping[int, Spans], is_same_search: bool = False) -> None:
        """Mark other hits, by paragraph number; of the same search the current one stays anyway.

        One search has several answers, and none takes the place away that the reader chose.
        """
        self._hits = hits
        if not is_same_search:
            self.current_hit = None
        self._changed()

    def mark_notes(self, notes: Mapping[int, tuple[NoteMark, ...]]) -> None:
        """Mark other notes."""
        self._notes = notes
        self._changed()

    def layers(self, row: Row) -> tuple[tuple[Look, Spans], ...]:
        """What lies over the text of a row, bottom first."""
        number = row.block + 1
        notes = tuple((mark.look, ((mark.start, mark.end),)) for mark in self._notes_in(row))
        current: Spans = ()
        if self.current_hit is not None and self.current_hit[0] == number:
            current = (self.current_hit[1],)
        terms = (Look.TERM, _in(row, self.terms.get(number, ())))
        hits = (Look.HIT, _in(row, self._hits.get(number, ())))
        return (terms, *notes, hits, (Look.CURRENT_HIT, current))

    def signs(self, row: Row) -> str:
        """The signs of the notes that begin in a row, in their order."""
        return "".join(mark.sign for mark in self._beginning_in(row))

    def signed(self, row: Row) -> list[str]:
        """The notes that these signs stand for."""
        return [mark.note_id for mark in self._beginning_in(row)]

    def _beginning_in(self, row: Row) -> list[NoteMark]:
        return [mark for mark in self._notes_in(row) if mark.sign and mark.start >= row.start]

    def _notes_in(self, row: Row) -> list[NoteMark]:
        notes = self._notes.get(row.block + 1, ())
        return [mark for mark in notes if mark.start < row.end and mark.end > row.start]

    def notes_at(self, paragraph: int, offset: int) -> list[str]:
        """The deputy's notes that cover a character (paragraph number, code point), shortest first.

        Of two on one word that on the word alone is meant.
        """
        found = [m for m in self._own_of(paragraph) if m.start <= offset < m.end]
        return [mark.note_id for mark in sorted(found, key=lambda mark: mark.end - mark.start)]

    def counts(self) -> dict[int, int]:
        """How many notes begin in each paragraph, by its number."""
        return {
            number: begun
            for number, marks in self._notes.items()
            if (begun := sum(bool(mark.sign) and mark.is_own for mark in marks))
        }

    def notes_of(self, paragraph: int) -> list[str]:
        """The deputy's notes that touch a paragraph, in their order."""
        return [mark.note_id for mark in self._own_of(paragraph)]

    def all_of(self, paragraph: int) -> list[str]:
        """All notes that touch a paragraph, those of others behind the deputy's."""
        marks = sorted(self._notes.get(paragraph, ()), key=lambda mark: not mark.is_own)
        return [mark.note_id for mark in marks]

    def _own_of(self, paragraph: int) -> list[NoteMark]:
        return [mark for mark in self._notes.get(paragraph, ()) if mark.is_own]
