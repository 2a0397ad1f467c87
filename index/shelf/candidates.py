"""Which paragraphs of the shelf are worth a look for a query: few, and the best among them.

What has a query just so is never left to this: there every paragraph is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nlargest, nsmallest
from itertools import repeat
from math import log
from typing import NamedTuple

from index import slips
from index.likeness import pairs_of
from index.matching import softened
from index.meaning import Meaning
from index.pages import Pages
from index.query import Query
from index.shelf import grams, sounds
from index.shelf.paragraph_index import ParagraphIndex, ReportRow
from index.vocabulary import Vocabulary
from index.words import pinyin
from index.words.numerals import as_printed, other_forms

MOST = 150
"""Paragraphs that are looked at beside those that have the query just so."""

_TO_LEARN = 60
"""Paragraphs that are looked at to learn what a query sounds like or is a slip for."""

_LEAST_OF_ALL = 0.05
"""What a pair of characters weighs beside a piece of the query."""


class _Wanted(NamedTuple):
    """One thing to find."""

    question: str
    weight: float
    rows: Sequence[int] | None
    """The paragraphs that have it, unless they are too many: of these only those are looked at that
    have a rarer piece as well; without any, those that have it in their lead."""
    led: str
    """What to ask for to get those that have it in their lead."""


class ShelfCandidates:
    """The paragraphs of an index that are likely to have to do with a query."""

    def __init__(self, index: ParagraphIndex, query: Query, words: Vocabulary) -> None:
        self._index = index
        self._loose = [term.text for term in query.wanted if not term.exact]
        self._quoted = [grams.having(softened(term.text)) for term in query.wanted if term.exact]
        self._units = words.closed.units
        self._asked = words.closed.read(self._loose, words.synonyms, words.segmenter)
        self._sought = Meaning(Pages({}), words).sought(self._asked, self._stands)

    def _stands(self, words: Iterable[str]) -> bool:
        """Whether any of some words stands anywhere."""
        question = grams.having_any(words)
        return bool(question) and self._index.count(question) > 0

    def best(self, has_literal: bool) -> tuple[set[int], set[int]]:
        """The best of all reports, and which of them may have the query by its sound.

        These are none where it stands somewhere as it was typed.
        """
        forms = ({as_printed(t), *other_forms(t, self._units)} - {t} for t in self._loose)
        in_forms = (grams.having(form) for some in forms for form in sorted(some))
        chosen = self._rows(in_forms).union(self._by_pieces())
        if has_literal:
            return chosen, set()
        texts = dict.fromkeys([*self._loose, *self._asked.stretches])
        places = {text: self._place_of(text) for text in texts}
        chosen.update(place for place in places.values() if place is not None)
        wrong = [text for text in texts if places[text] is None]
        heard = self._rows(_by_sound(self._index, wrong), _TO_LEARN)
        slipped = [text for text in wrong if text in self._asked.stretches]
        return chosen | heard | self._rows(_by_slip(slipped), _TO_LEARN), heard

    def _place_of(self, text: str) -> int | None:
        """A paragraph that has a text, which is then no slip; none if it is too long for one."""
        if len(text) > slips.LONGEST:
            return None
        for row in sorted(self._rows([grams.having(text)], _TO_LEARN), key=self._index.place):
            for page in self._index.pages([row]).values():
                if text in page.folded.text:
                    return row
        return None

    def of(self, report: ReportRow) -> set[int]:
        """Those in one report that have any piece of the query.

        In any words for it, or, where all pieces are everywhere, in its own.
        """
        rarer = [piece.rows for piece in self._pieces if piece.rows is not None]
        rows = set[int]().union(*map(report.of, rarer))
        if not rarer and self._anything:
            rows.update(self._index.rows_of(report, self._anything))
        return rows

    @cached_property
    def _anything(self) -> str:
        """What to ask for to get all that has any piece as it was typed."""
        return grams.having_any(self._sought)

    def _rows(self, questions: Iterable[str], most: int = MOST) -> set[int]:
        asks = [grams.all_of([question, *self._quoted]) for question in questions if question]
        return {row for ask in asks for row in self._index.newest(ask, most)}

    @cached_property
    def _pieces(self) -> list[_Wanted]:
        return [
            _wanted(self._index, words, len(piece))
            for piece, words in self._sought.items()
            if grams.having_any(words)
        ]

    @cached_property
    def _pairs(self) -> list[_Wanted]:
        """What the query is made of in pairs of characters, but for what is a piece."""
        known = {piece.question for piece in self._pieces}
        pairs = pairs_of(self._asked.runs)
        wanted = (_wanted(self._index, [pair], _LEAST_OF_ALL) for pair in pairs)
        return [one for one in wanted if one.question not in known]

    def _by_pieces(self) -> list[int]:
        """The paragraphs that have most of what the query is made of."""
        shares: dict[int, float] = {}
        rarer: list[str] = []
        for one in sorted(self._pieces, key=lambda one: -one.weight):
            self._add(one, rarer, shares)
            if one.rows is not None:
                rarer.append(one.question)
        # What has none of the rarer pieces may have too little for its pairs to matter.
        rest = sum(pair.weight for pair in self._pairs)
        is_enough = bool(rarer) and len(shares) > MOST and _least_of_best(shares) > rest
        for one in sorted(self._pairs, key=lambda one: -one.weight):
            self._add(one, rarer, shares)
            if one.rows is not None and not is_enough:
                rarer.append(one.question)
        # Among equals the order of the shelf decides, and not that of indexing.
        least = _least_of_best(shares)
        best = [row for row, share in shares.items() if share > least]
        equal = (row for row, share in shares.items() if share == least)
        return best + nsmallest(MOST - len(best), equal, key=self._index.place)

    def _add(self, one: _Wanted, rarer: Sequence[str], shares: dict[int, float]) -> None:
        """Add its weight to the share of each paragraph that has a thing.

        Where these are too many, of those that have something rarer, if there is anything.
        """
        found: Sequence[int] | None = one.rows
        if self._quoted or (found is None and rarer):
            others = [grams.any_of(rarer)] if found is None and rarer else []
            found = self._index.every_row(grams.all_of([one.question, *self._quoted, *others]))
        if found is None:
            led, any_ = (self._index.newest(ask, MOST) for ask in (one.led, one.question))
            found = list(dict.fromkeys([*led, *any_]))
        more = map(one.weight.__add__, map(shares.get, found, repeat(0.0)))
        shares.update(zip(found, more, strict=True))


def _least_of_best(shares: Mapping[int, float]) -> float:
    """What each of the best paragraphs has at least."""
    return min(nlargest(MOST, shares.values()), default=0.0)


def _by_sound(index: ParagraphIndex, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if pinyin.is_latin(text):
            letters = pinyin.letters(text)
            if len(letters) > 1:
                yield sounds.spelled(letters, index.pairs_sounding)
                yield grams.with_initials(letters)
        elif 1 < len(text) <= slips.LONGEST:
            yield sounds.sounding(text, index.pairs_sounding)


def _by_slip(texts: Iterable[str]) -> Iterator[str]:
    """Questions for what `index.slips` may take a text for."""
    for text in texts:
        if 1 < len(text) <= slips.LONGEST:
            yield grams.any_of(map(grams.having, slips.near(text)))
            half = len(text) // 2
            if half > 1:
                yield _nearly(text[:half], text[half:])
                yield _nearly(text[half:], text[:half])


def _nearly(text: str, rest: str) -> str:
    """What to ask for to get what has a text, and of some more characters all but one."""
    others = (rest[:at] + rest[at + 1 :] for at in range(len(rest)))
    some = grams.any_of(grams.all_of(map(grams.having, other)) for other in others if other)
    return grams.all_of([grams.having(text), some])


def _wanted(index: ParagraphIndex, words: Sequence[str], worth: float) -> _Wanted:
    question = grams.having_any(words)
    weight = worth * log(1 + index.paragraphs / max(1, index.count(question)))
    return _Wanted(question, weight, index.rows(question), grams.led_by_any(words))
