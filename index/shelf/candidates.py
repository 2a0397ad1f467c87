"""Which paragraphs of the shelf are worth a look for a query: few, and the best among them.

What has a query just so is never left to this: there every paragraph is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import log
from typing import NamedTuple

from index import pinyin, slips
from index.asking import Asked
from index.likeness import pairs_of
from index.numerals import other_forms, with_percent_signs
from index.query import Query, Term
from index.shelf import grams, sounds
from index.shelf.paragraph_index import ParagraphIndex

MOST = 150
"""Paragraphs that are looked at beside those that have the query just so."""

_LONG = 4000
"""Paragraphs of a piece that are all counted. Of one that more have, only those are that have a
rarer piece as well; without any, those that have it in their lead."""

_LEAST_OF_ALL = 0.05
"""What a pair of characters weighs beside a piece of the query."""


class Reading(NamedTuple):
    """A query as it is understood."""

    query: Query
    asked: Asked
    """What its terms ask for that are not quoted."""
    sought: Mapping[str, Sequence[str]]
    """The pieces of that, and what would do for each."""
    units: Mapping[str, Sequence[str]]
    """For the names of units all names of the same."""


class _Wanted(NamedTuple):
    """One thing to find."""

    question: str
    weight: float
    rows: list[int] | None
    """The paragraphs that have it, unless they are too many."""
    led: str
    """What to ask for to get those that have it in their lead."""


class Chosen(NamedTuple):
    """Rows of paragraphs that are worth a look."""

    rows: set[int]
    heard: frozenset[int]
    """Those among them that may have the query by its sound."""


def choose(index: ParagraphIndex, reading: Reading, has_literal: bool) -> Chosen:
    """The paragraphs that are likely to have to do with a query.

    Args:
        index: Where to look.
        reading: The query.
        has_literal: Whether it stands somewhere as it was typed.
    """
    query, asked, sought, units = reading
    quoted = [grams.having(term.text) for term in query.wanted if term.exact]
    loose = [term for term in query.wanted if not term.exact]

    def rows(questions: Iterable[str]) -> set[int]:
        asks = [grams.all_of([question, *quoted]) for question in questions if question]
        return {row for ask in asks for row in index.rows(ask, MOST)}

    chosen = rows(_in_other_forms(loose, units)) | set(_by_pieces(index, asked, sought, quoted))
    if has_literal:
        return Chosen(chosen, frozenset())
    heard = frozenset(rows(_by_sound(index, loose, asked)))
    return Chosen(chosen | heard | rows(_by_slip(asked.stretches)), heard)


def _in_other_forms(terms: Iterable[Term], units: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for term in terms:
        signed = with_percent_signs(term.text)
        for form in (*other_forms(term.text, units), *([signed] if signed != term.text else [])):
            yield grams.having(form)


def _by_sound(index: ParagraphIndex, terms: Iterable[Term], asked: Asked) -> Iterator[str]:
    for text in dict.fromkeys([*(term.text for term in terms), *asked.stretches]):
        if pinyin.is_latin(text):
            letters = pinyin.letters(text)
            if len(letters) > 1:
                yield sounds.spelled(letters, index.pairs_sounding)
                yield grams.with_initials(letters)
        elif 1 < len(text) <= slips.LONGEST:
            yield sounds.sounding(text, index.pairs_sounding)


def _by_slip(stretches: Iterable[str]) -> Iterator[str]:
    """Questions for what `index.slips` may take a text for; first for the text itself."""
    for text in stretches:
        if 1 < len(text) <= slips.LONGEST:
            yield grams.having(text)
            yield grams.any_of(map(grams.having, slips.near(text)))
            half = len(text) // 2
            if half > 1:
                yield _nearly(text[:half], text[half:])
                yield _nearly(text[half:], text[:half])


def _nearly(text: str, rest: str) -> str:
    """What to ask for to get what has a text, and of some more characters all but one."""
    others = (rest[:at] + rest[at + 1 :] for at in range(len(rest)))
    some = grams.any_of(grams.having_characters(other) for other in others if other)
    return grams.all_of([grams.having(text), some])


def _by_pieces(
    index: ParagraphIndex, asked: Asked, sought: Mapping[str, Sequence[str]], quoted: list[str]
) -> list[int]:
    """Rows of the paragraphs that have most of what a query is made of."""
    wanted = [_wanted(index, words, len(piece)) for piece, words in sought.items()]
    wanted += [_wanted(index, [pair], _LEAST_OF_ALL) for pair in pairs_of(asked.runs)]
    shares: dict[int, float] = {}
    rarer: list[str] = []
    for one in sorted(filter(None, wanted), key=lambda one: -one.weight):
        found = one.rows
        if quoted or (found is None and rarer):
            asks = [one.question, *quoted, *([grams.any_of(rarer)] if found is None else [])]
            found = index.rows(grams.all_of(asks), _LONG)
        if found is None:
            found = [*index.rows(one.led, MOST), *index.rows(one.question, MOST)]
        for row in dict.fromkeys(found):
            shares[row] = shares.get(row, 0.0) + one.weight
        if one.rows is not None:
            rarer.append(one.question)
    return nlargest(MOST, shares, key=shares.__getitem__)


def _wanted(index: ParagraphIndex, words: Sequence[str], worth: float) -> _Wanted | None:
    words = [word for word in words if len(word) > 1]
    if not words:
        return None
    question = grams.any_of(map(grams.having, words))
    rows = index.rows(question, _LONG)
    count = index.count(question)
    weight = worth * log(1 + index.paragraphs / max(1, count))
    return _Wanted(
        question,
        weight,
        rows if len(rows) < _LONG else None,
        grams.any_of(map(grams.led_by, words)),
    )
