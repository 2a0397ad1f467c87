"""Moving notes from one version of a report to the next.

A note goes with its characters. What of its passage stands in the new text is where it is fastened
now, as long as that is most of it; otherwise it is kept without a place (an orphan) and tried again
on every later version. A note is never moved to a passage merely because that reads alike: only
where the very words stood once before and stand once now, they have been moved themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from content.report import Report
from review.notes.model import Anchor, Note, NoteStatus, Segment, anchor_to, text_id
from review.notes.revision.quote_finder import Piece, QuoteFinder, occurrences
from review.notes.revision.text_map import TextMap

_ENOUGH = 0.5
"""Share of a quote's characters that must be in the new text."""

_SHORT = 5
"""A quote with fewer characters must keep more of them, or stand between the same neighbours."""

_ENOUGH_OF_SHORT = 0.75

_FIGURE = 12
"""A quote with a number may be so long and still be known by its neighbours alone."""

_UNMISTAKABLE = 8
"""Characters of a quote that is known by its words alone, where both texts have it once."""

_VERSION = 1 / 3
"""Share of the quotes of notes that stand in a report if they were made on a version of that."""

_EDGE = 8
"""Characters at the edge of a quote that may have been reworded and still belong to it."""

_DIGIT = re.compile(r"[0-9０-９]")
"""A figure that is reworded may still be the same matter (4.3% to 5.1%), but not without any."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One note before and after a revision. The same id is in both; nothing is stored yet."""

    before: Note
    after: Note
    """With anchor, status and former wording for the new text; of an orphan the old anchor."""

    @property
    def fate(self) -> NoteStatus:
        """What the revision does to it: its passage reads as before, differently, or is gone."""
        if self.after.is_orphan:
            return NoteStatus.ORPHAN
        same = _reads_same(self.before.anchor, self.after.anchor)
        return NoteStatus.SAME if same else NoteStatus.CHANGED


class Reanchorer:
    """Moves notes to one new version of a report.

    Args:
        new: The new version.
        paragraphs_of: Gives the paragraphs of the version that a note is fastened to, by its
            `text_id`, or None if that is not kept: the note is then looked for by its quote. It is
            asked once for each version.
    """

    def __init__(self, new: Report, paragraphs_of: Callable[[str], Sequence[str] | None]) -> None:
        self._new = new
        self._texts = [paragraph.text for paragraph in new.paragraphs]
        self._version = text_id(new)
        self._paragraphs_of = lru_cache(maxsize=None)(paragraphs_of)
        self.map_from = lru_cache(maxsize=None)(
            lambda version: TextMap(self._paragraphs_of(version) or (), self._texts)
        )
        """Where the characters of an older version, by its `text_id`, stand now."""
        self._finder: QuoteFinder | None = None

    def stands(self, anchor: Anchor) -> bool:
        """Whether an anchor is in the new version already."""
        return anchor.text_id == self._version and holds(self._texts, anchor)

    def outcome(self, note: Note) -> Outcome:
        """What becomes of one note.

        The first note of each version has the two texts compared, all others next to nothing.
        """
        old = note.anchor
        pieces = self._pieces(old)
        if not pieces:
            if old.text_id == self._version:  # which it is not from, whatever its file says
                old = replace(old, text_id="")
            return Outcome(note, replace(note, anchor=old, status=NoteStatus.ORPHAN))
        new = anchor_to(self._new, pieces, self._version)
        if not _reads_same(old, new):
            after = replace(note, anchor=new, status=NoteStatus.CHANGED, former=old.quote)
        elif note.is_orphan:
            after = replace(note, anchor=new, status=NoteStatus.SAME, former="")
        else:
            after = replace(note, anchor=new)
        return Outcome(note, after)

    def _pieces(self, old: Anchor) -> list[Piece]:
        if self.stands(old):
            return [segment[:3] for segment in old.segments]
        paragraphs = self._paragraphs_of(old.text_id)
        if paragraphs is not None and holds(paragraphs, old):
            text_map = self.map_from(old.text_id)
            return _mapped(text_map, paragraphs, self._texts, old.segments) or _moved(
                paragraphs, self._texts, old
            )
        if self._finder is None:
            self._finder = QuoteFinder(self._texts)
        return self._finder.find(old)


def placed(
    report: Report,
    notes: Iterable[Note],
    paragraphs_of: Callable[[str], Sequence[str] | None] = lambda _version: None,
    *,
    also: Collection[str] = (),
) -> list[Note]:
    """Notes out of a file, fastened to the report that is open where they speak of it.

    A note made on another version goes with its characters, as after a revision, or is looked for
    by its quote; if its passage is not there it becomes an orphan. A note that was an orphan stays
    one unless it was made on this very text. Notes on other reports stay as they are, and come
    behind the others, unless their ids are among `also`: those of versions of this one.
    `paragraphs_of` is that of `Reanchorer`.
    """
    version = text_id(report)
    own, others = [], []
    for note in notes:
        made_here = note.anchor.text_id == version
        if made_here or (note.report_id in {report.id, *also} and not note.is_orphan):
            own.append(replace(note, report_id=report.id))
        else:
            others.append(note)
    reanchorer = Reanchorer(report, paragraphs_of)
    return [*(reanchorer.outcome(note).after for note in own), *others]


def versions_of(report: Report, notes: Sequence[Note]) -> set[str]:
    """Ids of the reports that notes are on which are versions of this one, by what they quote."""
    found = set()
    for name in {note.report_id for note in notes} - {report.id}:
        own = [note for note in notes if note.report_id == name]
        standing = sum(not note.is_orphan for note in placed(report, own, also={name}))
        if standing >= _VERSION * len(own):
            found.add(name)
    return found


def _moved(paragraphs: Sequence[str], new: Sequence[str], old: Anchor) -> list[Piece]:
    """Where a quote stands that both texts have once: clauses that swap places are in no map."""
    quote = old.quote
    if len(old.segments) > 1 or len(quote) < _UNMISTAKABLE:
        return []
    places = [
        [
            (number, at)
            for number, text in enumerate(texts, start=1)
            for at in occurrences(text, quote)
        ]
        for texts in (paragraphs, new)
    ]
    if [len(found) for found in places] != [1, 1]:
        return []
    number, start = places[1][0]
    return [(number, start, start + len(quote))]


def holds(paragraphs: Sequence[str], anchor: Anchor) -> bool:
    """Whether a text has a quote where its anchor says; one out of a file may say anything."""
    return all(
        number <= len(paragraphs) and paragraphs[number - 1][start:end] == exact
        for number, start, end, exact in anchor.segments
    )


def _reads_same(old: Anchor, new: Anchor) -> bool:
    """Whether two quotes have the same words; where their paragraphs end does not matter."""
    words = ("".join(segment.exact for segment in anchor.segments) for anchor in (old, new))
    return next(words) == next(words)


def _mapped(
    text_map: TextMap, old: Sequence[str], new: Sequence[str], segments: Sequence[Segment]
) -> list[Piece]:
    """Where the characters of a quote stand in the new text, or nothing if most are gone.

    A short quote or a figure that was reworded as a whole is found by its neighbours: of
    增长4.3%左右 with 5.1% in the place of 4.3%, what stands between 增长 and 左右.
    """
    passages = [_Passage(text_map, len(old[s.paragraph - 1]), s) for s in segments]
    length = sum(passage.length for passage in passages)
    kept = sum(passage.kept for passage in passages)
    if kept >= (_ENOUGH_OF_SHORT if length < _SHORT else _ENOUGH) * length:
        return _united(piece for passage in passages for piece in passage.pieces())
    is_figure = length <= _FIGURE and _DIGIT.search(segments[0].exact) is not None
    if len(passages) == 1 and (length < _SHORT or is_figure):
        return passages[0].replacement(new)
    return []


def _united(pieces: Iterable[Piece]) -> list[Piece]:
    """One piece for each paragraph, in document order, over all of those in it."""
    united: dict[int, Piece] = {}
    for number, start, end in pieces:
        _, low, high = united.get(number, (number, start, end))
        united[number] = (number, min(low, start), max(high, end))
    return sorted(united.values())


class _Passage:
    """One segment of a quote, in a paragraph of that size, and what the map says of it."""

    def __init__(self, text_map: TextMap, size: int, segment: Segment) -> None:
        paragraph, start, end, exact = segment
        self._map = text_map
        self._start, self._end, self._exact = start, end, exact
        self._image = text_map.image(paragraph, start, end)
        # The nearest characters that are kept: those in between were reworded along with the quote.
        self._left = text_map.image(paragraph, max(0, start - _EDGE), start)[-1:]
        self._right = text_map.image(paragraph, end, end + _EDGE)[:1]
        self._opens = not self._left and start <= _EDGE
        self._closes = not self._right and size - end <= _EDGE
        self.length = end - start
        self.kept = sum(block.length for block in self._image)

    def pieces(self) -> list[Piece]:
        """Where its characters stand; reworded ones at its ends reach up to its neighbours."""
        pieces = [(b.paragraph, b.to, b.to + b.length) for b in self._image]
        if not pieces:
            return []
        number, start, end = pieces[0]
        if 0 < self._image[0].start - self._start <= _EDGE:
            border = self._map.free_before(number, start)
            if start - border <= _EDGE and self._begins_at(number, border):
                pieces[0] = (number, border, end)
        number, start, end = pieces[-1]
        if 0 < self._end - self._image[-1].start - self._image[-1].length <= _EDGE:
            border = self._map.free_behind(number, end)
            if border - end <= _EDGE and self._ends_at(number, border):
                pieces[-1] = (number, start, border)
        return pieces

    def replacement(self, new: Sequence[str]) -> list[Piece]:
        """What stands between its neighbours now, for a number only if it is one too."""
        beside = [*self._left, *self._image, *self._right]
        numbers = {block.paragraph for block in beside}
        if len(numbers) != 1:
            return []
        number = numbers.pop()
        first, last = beside[0], beside[-1]
        start = first.to + first.length if self._left else self._map.free_before(number, first.to)
        end = last.to if self._right else self._map.free_behind(number, last.to + last.length)
        fits = self._begins_at(number, start) and self._ends_at(number, end)
        if not fits or not 0 < end - start <= max(_EDGE, 2 * self.length):
            return []
        loses_figure = _DIGIT.search(self._exact) and not _DIGIT.search(new[number - 1][start:end])
        return [] if loses_figure else [(number, start, end)]

    def _begins_at(self, number: int, at: int) -> bool:
        """Whether its left neighbour ends here; what opens a paragraph has none."""
        ends = [(block.paragraph, block.to + block.length) for block in self._left]
        return self._opens or ends == [(number, at)]

    def _ends_at(self, number: int, at: int) -> bool:
        """Whether its right neighbour begins here; what closes a paragraph has none."""
        return self._closes or [block[1:3] for block in self._right] == [(number, at)]
