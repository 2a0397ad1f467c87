"""What a query is about: its pieces, other words for them, and how much a paragraph has of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from math import inf

from content.numerals import COUNTING, counted
from index.asking import AskedWords, pairs
from index.likeness import likeness, pairs_of
from index.matching import Match, Matches, literal, rounded
from index.pages import Pages
from index.results import HitKind
from index.vocabulary import Vocabulary
from index.words.numerals import other_forms

_COUNTED = re.compile(r"[^\W\d万亿]+$")
"""What is counted by a number."""

ENOUGH = 0.4
"""Share of a query that a paragraph must have to be worth showing."""

LITTLE = 0.25
"""Share that will do if no paragraph has enough."""

MOST_PIECES = 12
"""Pieces of a query that are looked at: a pasted paragraph must not take longer than a word."""

_COMPOUND = 4
"""Code points from which a word is taken apart: who asks for 养老服务 also wants 养老."""

_ITSELF = 2.0
"""Worth of a word of the query, where the first of its other words is worth 1."""

_DECAY = 0.25
"""How fast the worth of another word falls with its place in the list."""

_KNOWN = 1.5
"""How much more a piece of a query counts if the synonyms know it."""

_NOWHERE = 0.5
"""How much a piece counts that no paragraph has, or at best something near to it."""

_APART = 0.6
"""What a paragraph loses whose pieces of a query stand each in a sentence of its own."""

_MOST_OF_ONE = 3.5
"""Worth of one piece of several in a paragraph at most, which is that of its word four times: who
asks 政府部门要裁并吗 does not want most what says 政府 in many ways, and 裁并 hardly."""

_FURTHER = 0.3
"""What a further word for the same thing adds, as a share of its worth."""


class Meaning:
    """Finds the paragraphs that speak of a query, if not in its words.

    Without a segmenter, which comes with the index, pairs of characters stand in for words.
    """

    def __init__(self, pages: Pages, words: Vocabulary) -> None:
        self._pages = pages
        # A word and its parts have many of their other words in common.
        self._as_word = cache(partial(literal, pages, as_words=True))
        self._synonyms = words.synonyms
        self._units = words.closed.units
        self._segmenter = words.segmenter

    def matches(self, asked: AskedWords) -> Matches:
        """Paragraphs that have a good part of the pieces of a query, or are alike to it.

        One that has all pieces, in the query's words or others known for them, is a
        `HitKind.SYNONYM`. The rest are of `HitKind.WORD`, also those that have but a part of a
        word.
        """
        pieces = asked.pieces[:MOST_PIECES]
        finds = {piece: self._find(piece, asked) for piece in pieces}
        known = any(map(self._synonyms.of, pieces))
        found = self._covering(finds, HitKind.SYNONYM if known else HitKind.WORD)
        compounds: dict[str, Matches] = {}
        for piece in pieces:
            parts = self._parts(piece)
            if parts and (len(piece) >= _COMPOUND or not finds[piece]):
                compounds[piece] = finds.pop(piece)
                finds.update((part, self._find(part, AskedWords((), ()))) for part in parts)
        # Where no piece has parts, the same would be found once more.
        parted = self._covering(finds, HitKind.WORD) if compounds else {}
        length = sum(map(len, pieces))
        for piece, whole in compounds.items():
            for number in whole.keys() & parted.keys():
                more = whole[number].weight * len(piece) / length
                match = parted[number]
                parted[number] = match._replace(weight=match.weight + more)
        firm = {n: match for n, match in found.items() if match.kind is not HitKind.WORD}
        found = {**found, **parted, **firm}
        alike = pairs_of(asked.runs)
        for number, score in likeness(self._pages, alike).items():
            match = found.get(number) or self._tail(number, alike)
            if match.spans:  # else all of it is parts of characters: v类 in Ⅳ类
                found[number] = match._replace(likeness=score)
        return found

    def sought(
        self, asked: AskedWords, stands: Callable[[Sequence[str]], bool]
    ) -> dict[str, tuple[str, ...]]:
        """What `matches` looks for: the pieces of a query and their parts, and what would do.

        `stands` tells whether any of some words stands anywhere.
        """
        sought: dict[str, tuple[str, ...]] = {}
        for piece in asked.pieces[:MOST_PIECES]:
            words = (piece, *self._others(piece))
            is_found = len(piece) == 1 or stands(words)
            sought[piece] = words if is_found else self._synonyms.near(piece)
            if len(piece) >= _COMPOUND or not is_found:
                for part in self._parts(piece):
                    sought.setdefault(part, (part, *self._others(part)))
        return sought

    def _others(self, piece: str) -> tuple[str, ...]:
        """Other words for a piece."""
        others = self._synonyms.of(piece)
        if others or not _is_amount(piece):
            return others
        bare = _COUNTED.sub("", piece) if piece[0].isdecimal() else ""
        return (*other_forms(piece, self._units), *([bare] if len(bare) > 1 else []))

    def _tail(self, number: int, alike: Sequence[str]) -> Match:
        """A paragraph that is found by pairs of characters alone."""
        folded = self._pages[number].folded
        words = [pair for pair in alike if pair in folded.text]
        spans = [span for word in words for span in folded.find(word)]
        return Match(HitKind.WORD, tuple(spans), frozenset(words), 0.0)

    def _parts(self, word: str) -> list[str]:
        """The shorter words in a word, preferably known ones."""
        if _is_amount(word):
            return []
        pieces = self._synonyms.pieces(word)
        if any(piece.known and piece.text != word for piece in pieces):
            return [piece.text for piece in pieces if len(piece.text) > 1]
        finely = pairs(word) if self._segmenter is None else self._segmenter.cut_finely(word)
        return [part for part in finely if 1 < len(part) < len(word)]

    def _find(self, piece: str, asked: AskedWords) -> Matches:
        """Where a piece stands, or another word for it.

        Of what does stand somewhere another piece that was `asked` for is no such word: 学校 may be
        printed for 空调, but who asks for both has said 学校 already.
        """
        others = self._others(piece)
        if not frozenset(asked.pieces).isdisjoint(others) and literal(self._pages, piece):
            others = tuple(word for word in others if word not in asked.pieces)
        # A lone character stands in many words. What has no other word for it has not all.
        found = self._find_any(others if len(piece) == 1 else (piece, *others))
        if found:
            return found
        if piece[0].isdecimal():
            near = rounded(self._pages, piece)
        else:
            near = self._find_any(self._synonyms.near(piece, self._torn(piece, asked)))
        return {n: match._replace(kind=HitKind.WORD) for n, match in near.items()}

    def _torn(self, piece: str, asked: AskedWords) -> str:
        """The run of a query in which a character stands beside another, neither of them known.

        That is no word but a name, 义新欧, or a slip, 见义涌为. Empty where it is not so.
        """
        lone = [one for one in asked.pieces if len(one) == 1 and not self._synonyms.of(one)]
        beside = [pair for one in lone for pair in (one + piece, piece + one) if piece in lone]
        return next((run for run in asked.runs if any(pair in run for pair in beside)), "")

    def _find_any(self, words: Sequence[str]) -> Matches:
        """Where any of these words stands, the first being worth the most."""
        found: Matches = {}
        for rank, word in enumerate(words):
            worth = 1.0 / (1.0 + _DECAY * (rank - 1)) if rank else _ITSELF
            # Another word counts as a word only: 河流 is not in 黄河流域.
            standing = self._as_word(word) if rank else literal(self._pages, word)
            for number, match in standing.items():
                if match.kind is not HitKind.NUMBER:
                    # Several occurrences say a little more than one.
                    often = 1.0 + 0.25 * min(match.weight - 1.0, 4.0)
                    found[number] = _joined(found.get(number), match, worth * often)
        return found

    def _covering(self, finds: Mapping[str, Matches], best: HitKind) -> Matches:
        """Paragraphs that have enough of the pieces; of the best kind those that have all."""
        weights = {piece: self._weight(piece, found) for piece, found in finds.items()}
        total = sum(weights.values())
        had: dict[int, list[tuple[float, Match]]] = {}
        shares: dict[int, float] = {}
        most = _MOST_OF_ONE if len(finds) > 1 else inf
        for piece, found in finds.items():
            share = weights[piece] / (total or 1.0)
            for number, match in found.items():
                capped = match._replace(weight=most) if match.weight > most else match
                had.setdefault(number, []).append((share, capped))
                shares[number] = shares.get(number, 0.0) + share
        least = ENOUGH if max(shares.values(), default=0.0) >= ENOUGH else LITTLE
        covering: Matches = {}
        for number, matches in had.items():
            if shares[number] >= least:
                firm = [match for _, match in matches if match.kind is not HitKind.WORD]
                kind = best if len(firm) == len(finds) else HitKind.WORD
                apart = 1.0 - self._nearness(number, matches) / shares[number]
                covering[number] = _together(matches, kind, 1.0 - _APART * apart)
        return covering

    def _nearness(self, number: int, matches: Sequence[tuple[float, Match]]) -> float:
        """The greatest share of the query that a sentence of a paragraph has."""
        if len(matches) == 1:
            return matches[0][0]
        shares: dict[int, float] = {}
        ends = self._pages[number].sentence_ends
        for share, match in matches:
            for sentence in {bisect_left(ends, start) for start, _ in match.spans}:
                shares[sentence] = shares.get(sentence, 0.0) + share
        return max(shares.values())

    def _weight(self, piece: str, found: Matches) -> float:
        """How much of a query a piece is.

        That goes by its length, by how few paragraphs have it, as 发展 is everywhere, and by
        whether people are known to ask for it.
        """
        rarity = self._pages.rarity((piece, *self._others(piece)), len(found))
        known = _KNOWN if self._synonyms.of(piece) else 1.0
        stands = any(match.kind is not HitKind.WORD for match in found.values())
        # What is known by one character says as much as a word of two.
        length = len(piece) if known == 1.0 else max(2, len(piece))
        return length * rarity * known * (1.0 if stands else _NOWHERE)


def _is_amount(piece: str) -> bool:
    """Whether a folded piece is a number with what it counts, if anything: 12万户, 一万四千人.

    One character that counts is not enough: 三农, 一体.
    """
    rest = piece.lstrip(COUNTING)
    number = piece[: len(piece) - len(rest)]
    return piece[0].isdecimal() or (len(number) > 1 and counted(number) is not None)


def _joined(one: Match | None, other: Match, weight: float) -> Match:
    """Two words for the same piece in one paragraph, the better one first, if there is one."""
    if one is None:
        return other._replace(weight=weight)
    return one._replace(
        spans=one.spans + other.spans,
        words=one.words | other.words,
        weight=one.weight + _FURTHER * weight,
    )


def _together(matches: Sequence[tuple[float, Match]], kind: HitKind, worth: float) -> Match:
    """What one paragraph has of several pieces, each with its share of the query."""
    return Match(
        kind,
        tuple(span for _, match in matches for span in match.spans),
        frozenset().union(*(match.words for _, match in matches)),
        sum(share * match.weight for share, match in matches) * worth,
    )
