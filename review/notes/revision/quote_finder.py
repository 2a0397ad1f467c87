"""Finding a quote in a text by its wording, where nothing tells what became of its own text.

A quote that came with a note out of a file is judged as the web's annotation tools do: by its
words, by the words around it, and a little by where it stood. Such tools are blamed for fastening
notes to passages that were never theirs, so a poor likeness counts as none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import AnyStr

from review.notes.model import Anchor

_WEIGHTS = (50, 20, 20, 2)
"""How much the quote, the text before it, the text behind it and its place count.

They are those of the Hypothesis client.
"""

_ENOUGH = 0.7
"""Score, of 0 to 1, below which a place is none: without it a third of deleted quotes found one."""

_SHORT = 8
"""A quote with fewer characters has to stand there exactly."""

_GRAM = 4
"""Characters in a row of which each, found in the text, is a vote for where the quote begins."""

_LIKELY = 8
"""Places that are looked at more closely, most promising first."""

_COMMON = 500
"""Characters in a row that stand at more places point to none: dots of a table, say."""

_TOO_LARGE = 400_000_000
"""Product of the lengths of a quote and of where it may be: the whole of a report of 20,000
characters, which is compared in seconds. Beyond that a quote has to stand there exactly."""

Piece = tuple[int, int, int]
"""Paragraph number, first code point, and the one behind the last."""


def occurrences(text: AnyStr, words: AnyStr) -> Iterator[int]:
    """Where words, at least one character, begin in a text, also within each other: 0-based."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


class QuoteFinder:
    """Finds quotes in raw paragraphs, of which it remembers where every four characters stand."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._text = "\n".join(paragraphs)
        self._starts = [0]
        for paragraph in paragraphs:
            self._starts.append(self._starts[-1] + len(paragraph) + 1)
        self._grams: dict[str, list[int]] | None = None

    def find(self, anchor: Anchor) -> list[Piece]:
        """Where the quote of an anchor stands, or nothing if no place is likely enough.

        A quote over several paragraphs gives a piece for each. Of several places that are equally
        likely it is the first.
        """
        quote = anchor.quote
        places = [(at, at + len(quote)) for at in occurrences(self._text, quote)]
        if len(quote) < _SHORT:
            places = [place for place in places if self._has_context(anchor, *place)]
        elif not places:
            places = list(self._alike(quote))
        scored = [(self._score(anchor, *place), -place[0], place) for place in places]
        best = max(scored, default=(0.0, 0, (0, 0)))
        return self._pieces(*best[2]) if best[0] >= _ENOUGH else []

    def _alike(self, quote: str) -> Iterator[tuple[int, int]]:
        """Stretches that share much with the quote: they lie where its pieces point to."""
        if self._grams is None:
            self._grams = defaultdict(list)
            for at in range(len(self._text) - _GRAM + 1):
                self._grams[self._text[at : at + _GRAM]].append(at)
        votes: Counter[int] = Counter()
        for at in range(len(quote) - _GRAM + 1):
            places = self._grams.get(quote[at : at + _GRAM], ())
            for place in places if len(places) <= _COMMON else ():
                votes[place - at] += 1
        margin = len(quote) // 4
        tried: list[int] = []
        for start, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
            if any(abs(start - other) <= margin // 2 for other in tried):
                continue  # what lies there was within the window of that one
            if len(tried) == _LIKELY:
                break
            tried.append(start)
            low = max(0, start - margin)
            window = self._text[low : start + len(quote) + margin]
            if len(quote) * len(window) > _TOO_LARGE:
                break
            matcher = SequenceMatcher(None, quote, window, autojunk=False)
            runs = [run for run in matcher.get_matching_blocks() if run.size > 1]
            if runs:
                yield low + runs[0].b, low + runs[-1].b + runs[-1].size

    def _has_context(self, anchor: Anchor, start: int, end: int) -> bool:
        """Whether what stands before or behind a place is what stood before or behind the quote."""
        before, behind = self._around(anchor, start, end)
        pairs = ((anchor.prefix, before), (anchor.suffix, behind))
        return any(wanted and wanted == found for wanted, found in pairs)

    def _around(self, anchor: Anchor, start: int, end: int) -> tuple[str, str]:
        before = self._text[max(0, start - len(anchor.prefix)) : start]
        return before, self._text[end : end + len(anchor.suffix)]

    def _score(self, anchor: Anchor, start: int, end: int) -> float:
        before, behind = self._around(anchor, start, end)
        number, offset = anchor.place
        expected = self._starts[min(number, len(self._starts)) - 1] + offset
        parts = (
            _likeness(anchor.quote, self._text[start:end]),
            _likeness(anchor.prefix, before),
            _likeness(anchor.suffix, behind),
            1 - min(1.0, abs(start - expected) / max(1, len(self._text))),
        )
        return sum(w * part for w, part in zip(_WEIGHTS, parts, strict=True)) / sum(_WEIGHTS)

    def _pieces(self, start: int, end: int) -> list[Piece]:
        """A stretch of the whole text as pieces of its paragraphs, without their line ends."""
        pieces = []
        while start < end:
            number = bisect_right(self._starts, start)
            stop = min(end, self._starts[number] - 1)
            if start < stop:
                first = self._starts[number - 1]
                pieces.append((number, start - first, stop - first))
            start = self._starts[number]
        return pieces


def _likeness(wanted: str, found: str) -> float:
    """How much of two texts is the same, 0 to 1; nothing wanted is always there."""
    if wanted == found or not wanted:
        return 1.0
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(run.size for run in matcher.get_matching_blocks()) / max(len(wanted), len(found))
