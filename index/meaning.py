"""What a query is about: its pieces, other words for them, and how much a paragraph has of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from index.matching import Match, Matches, literal
from index.pages import Pages
from index.results import Kind
from index.synonyms import Synonyms

if TYPE_CHECKING:
    from index.segment import Segmenter

ENOUGH = 0.4
"""Share of a query that a paragraph must have to be worth showing."""

LITTLE = 0.25
"""Share that will do if no paragraph has enough."""

MOST_PIECES = 12
"""Pieces of a query that are looked at: a pasted paragraph must not take longer than a word."""

_COMPOUND = 4
"""Code points from which a word is taken apart: who asks for 养老服务 also wants 养老."""

_ITSELF = 1.5
"""Worth of a word of the query, where the first of its other words is worth 1."""

_DECAY = 0.25
"""How fast the worth of another word falls with its place in the list."""

_KNOWN = 1.5
"""How much more a piece of a query counts if the synonyms know it."""

_FURTHER = 0.3
"""What a further word for the same thing adds, as a share of its worth."""


def pairs(text: str) -> list[str]:
    """Every two neighbouring characters: what stands in for words until there is an index."""
    return [text[at : at + 2] for at in range(max(1, len(text) - 1))]


class Meaning:
    """Finds the paragraphs that speak of a query, if not in its words.

    Without a segmenter, which comes with the index, pairs of characters stand in for words.
    """

    def __init__(self, pages: Pages, synonyms: Synonyms, segmenter: Segmenter | None) -> None:
        self._pages = pages
        # A word and its parts have many of their other words in common.
        self._literal = cache(partial(literal, pages))
        self._synonyms = synonyms
        self._segmenter = segmenter

    def matches(self, texts: Sequence[str]) -> Matches:
        """Paragraphs that have a good part of the pieces of these folded texts.

        One that has them all, in the query's words or others known for them, is a
        `Kind.SYNONYM`. The rest are of `Kind.WORD`, also those that have but a part of a word.
        """
        asked = dict.fromkeys(piece for text in texts for piece in self._pieces(text))
        pieces = list(asked)[:MOST_PIECES]
        finds = {piece: self._find(piece) for piece in pieces}
        known = any(map(self._synonyms.of, pieces))
        found = self._covering(finds, Kind.SYNONYM if known else Kind.WORD)
        for piece in pieces:
            parts = self._parts(piece)
            if parts and (len(piece) >= _COMPOUND or not finds[piece]):
                del finds[piece]
                finds.update((part, self._find(part)) for part in parts)
        return {**self._covering(finds, Kind.WORD), **found}

    def _pieces(self, text: str) -> Iterator[str]:
        """The words of a folded text that mean something, the ones known to be one included."""
        for piece in self._synonyms.pieces(text, self._borders(text)):
            for word in [piece.text] if piece.known else self._words(piece.text):
                if word[0].isalnum() and not self._synonyms.is_filler(word):
                    yield word

    def _parts(self, word: str) -> list[str]:
        """The shorter words in a word, preferably known ones."""
        pieces = self._synonyms.pieces(word)
        if any(piece.known and piece.text != word for piece in pieces):
            return [piece.text for piece in pieces if len(piece.text) > 1]
        finely = pairs(word) if self._segmenter is None else self._segmenter.cut_finely(word)
        return [part for part in finely if 1 < len(part) < len(word)]

    def _words(self, text: str) -> list[str]:
        return pairs(text) if self._segmenter is None else self._segmenter.cut(text)

    def _borders(self, text: str) -> Collection[int] | None:
        """Offsets where words of a text begin or end, if that is known."""
        if self._segmenter is None:
            return None
        return frozenset(accumulate(map(len, self._segmenter.cut(text)), initial=0))

    def _find(self, piece: str) -> Matches:
        """Where a piece stands, or another word for it."""
        if len(piece) == 1:
            return {}  # It says little by itself, but what does not have it has not all.
        found = self._find_any([piece, *self._synonyms.of(piece)])
        return found or self._find_any(self._synonyms.near(piece))

    def _find_any(self, words: Sequence[str]) -> Matches:
        """Where any of these words stands, the first being worth the most."""
        found: Matches = {}
        for rank, word in enumerate(words):
            worth = 1.0 / (1.0 + _DECAY * (rank - 1)) if rank else _ITSELF
            for number, match in self._literal(word).items():
                if match.kind is not Kind.NUMBER:
                    here = Match(match.kind, match.spans, match.words, worth * _often(match))
                    found[number] = _joined(found[number], here) if number in found else here
        return found

    def _covering(self, finds: Mapping[str, Matches], best: Kind) -> Matches:
        """Paragraphs that have enough of the pieces; of the best kind those that have all."""
        weights = {piece: self._weight(piece, found) for piece, found in finds.items()}
        total = sum(weights.values())
        shares: dict[int, float] = {}
        had: dict[int, list[Match]] = {}
        for piece, found in finds.items():
            for number, match in found.items():
                shares[number] = shares.get(number, 0.0) + weights[piece] / total
                had.setdefault(number, []).append(match)
        least = ENOUGH if max(shares.values(), default=0.0) >= ENOUGH else LITTLE
        covering: Matches = {}
        for number, matches in had.items():
            if shares[number] >= least:
                kind = best if len(matches) == len(finds) else Kind.WORD
                covering[number] = _together(matches, shares[number], kind)
        return covering

    def _weight(self, piece: str, found: Matches) -> float:
        """How much of a query a piece is.

        That goes by its length, by how few paragraphs have it, as 发展 is everywhere, and by
        whether people are known to ask for it.
        """
        rarity = log(1 + len(self._pages) / max(1, len(found)))
        known = _KNOWN if self._synonyms.of(piece) else 1.0
        return len(piece) * rarity * known


def _often(match: Match) -> float:
    """How much more several occurrences say than one."""
    return 1.0 + 0.25 * min(match.weight - 1.0, 4.0)


def _joined(one: Match, other: Match) -> Match:
    """Two words for the same piece in one paragraph, the better one first."""
    return Match(
        one.kind,
        one.spans + other.spans,
        one.words | other.words,
        one.weight + _FURTHER * other.weight,
    )


def _together(matches: Sequence[Match], share: float, kind: Kind) -> Match:
    """What one paragraph has of several pieces."""
    return Match(
        kind,
        tuple(span for match in matches for span in match.spans),
        frozenset().union(*(match.words for match in matches)),
        share * sum(match.weight for match in matches) / len(matches),
    )
