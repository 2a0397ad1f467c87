"""Where the characters of one version of a report stand in the next.

A text that is revised keeps most of its words. Both versions are there, so nothing is searched by
its wording: paragraphs are paired by the pairs of neighbouring characters that they share, and
within a pair difflib says which character became which. A paragraph may be paired with several,
since paragraphs are split, merged and moved; each character is given away once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import Match, SequenceMatcher
from typing import NamedTuple

from review.notes.revision.quote_finder import occurrences

_ALIKE = 0.5
"""Share of the smaller paragraph's bigrams that two versions of a paragraph have in common."""

_SENTENCE = 20
"""Characters of a passage that is looked for outside of the paragraphs its own became."""
_FREE = b"\0" * _SENTENCE

_CHANCE = 4
"""So many characters in a row are not the same by chance."""

_RARITY = 20
"""A character is met by chance among so many pairs of characters; two in a row, among its square.

The commonest characters of a report are met that often.
"""

_TOO_LARGE = 20_000_000
"""Product of two lengths: no paragraph of a report is so long, and comparing would take minutes."""

_ENDS = frozenset("，。；、：！？")


class MatchingBlock(NamedTuple):
    """A run of characters that stand in both versions."""

    start: int
    """Code point of the old paragraph, 0-based."""
    paragraph: int
    """Number of the new paragraph, 1-based."""
    to: int
    """Code point of the new paragraph."""
    length: int


class TextMap:
    """Which character of an old text became which of a new one.

    All of the work is done when it is made, of the raw paragraphs of both, which takes hundredths
    of a second for a report.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._old = old
        self._new = new
        self._blocks: list[list[MatchingBlock]] = [[] for _ in old]
        # What has found its counterpart: 1 for each such character.
        self._given = [bytearray(len(text)) for text in old]
        self._taken = [bytearray(len(text)) for text in new]
        self._map_equal_paragraphs()
        for before, after in self._pairs():
            self._map_pair(before, after)
        self._map_moved_sentences()
        for blocks in self._blocks:
            blocks.sort()

    @property
    def kept(self) -> float:
        """Share of the old text's characters that stand in the new one, 0 to 1."""
        characters = sum(map(len, self._old))
        return sum(map(sum, self._given)) / characters if characters else 1.0

    def image(self, paragraph: int, start: int, end: int) -> list[MatchingBlock]:
        """The runs that a stretch of an old paragraph (1-based) became, cut to it, in old order.

        `start` and `end`, behind the last, are code points of that paragraph, and may lie beyond
        it. Characters that became nothing are in no run.
        """
        found = []
        for block in self._blocks[paragraph - 1]:
            low, high = max(start, block.start), min(end, block.start + block.length)
            if low < high:
                shift = low - block.start
                found.append(MatchingBlock(low, block.paragraph, block.to + shift, high - low))
        return found

    def free_before(self, paragraph: int, at: int) -> int:
        """Where the characters begin that end at `at` of a new paragraph and are new themselves."""
        return self._taken[paragraph - 1].rfind(1, 0, at) + 1

    def free_behind(self, paragraph: int, at: int) -> int:
        """Where the characters end that begin at `at` of a new paragraph and are new themselves."""
        taken = self._taken[paragraph - 1]
        end = taken.find(1, at)
        return len(taken) if end < 0 else end

    def _claim(self, before: int, after: int, run: Match) -> None:
        """Note down that a run of old paragraph `before` became one of new paragraph `after`."""
        self._blocks[before].append(MatchingBlock(run.a, after + 1, run.b, run.size))
        self._given[before][run.a : run.a + run.size] = b"\1" * run.size
        self._taken[after][run.b : run.b + run.size] = b"\1" * run.size

    def _map_equal_paragraphs(self) -> None:
        """Pair what is the same in both texts: in its order, then what was moved."""
        matcher = SequenceMatcher(None, self._old, self._new, autojunk=False)
        for before, after, count in matcher.get_matching_blocks():
            for step in range(count):
                length = len(self._old[before + step])
                self._claim(before + step, after + step, Match(0, 0, length))
        moved = defaultdict(list)
        for after in self._left(self._taken):
            moved[self._new[after]].append(after)
        for before in self._left(self._given):
            if moved[self._old[before]]:
                after = moved[self._old[before]].pop(0)
                self._claim(before, after, Match(0, 0, len(self._old[before])))

    @staticmethod
    def _left(masks: list[bytearray]) -> list[int]:
        """Indices of the paragraphs of which not every character is mapped."""
        return [index for index, mask in enumerate(masks) if 0 in mask]

    def _pairs(self) -> list[tuple[int, int]]:
        """The pairs of paragraphs that are versions of each other, most alike first."""
        bigrams = {after: _bigrams(self._new[after]) for after in self._left(self._taken)}
        holders = defaultdict(list)
        for after, found in bigrams.items():
            for bigram in found:
                holders[bigram].append(after)
        pairs = []
        for before in self._left(self._given):
            own = _bigrams(self._old[before])
            shared = Counter(after for bigram in own for after in holders[bigram])
            for after, count in shared.items():
                smaller = min(len(own), len(bigrams[after]))
                size = len(self._old[before]) * len(self._new[after])
                if count >= _ALIKE * smaller and size <= _TOO_LARGE:
                    pairs.append((-count, abs(before - after), before, after))
        return [(before, after) for *_, before, after in sorted(pairs)]

    def _map_pair(self, before: int, after: int) -> None:
        """Map what two paragraphs have in common and no other pair has claimed."""
        # What is claimed is hidden behind something that matches nothing.
        old = _hidden(self._old[before], self._given[before], "given")
        new = _hidden(self._new[after], self._taken[after], "taken")
        free = min(self._given[before].count(0), self._taken[after].count(0))
        runs = _tidied(_slid(_common_runs(old, new), old, new), len(old), len(new))
        matched = sum(run.size for run in runs)
        if matched >= max(_ALIKE * free, min(_CHANCE, len(old), len(new))):
            for run in runs:
                self._claim(before, after, run)

    def _map_moved_sentences(self) -> None:
        """Map what was taken out of one paragraph and put into another, word for word."""
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for after in self._left(self._taken):
            for at in occurrences(bytes(self._taken[after]), _FREE):
                places[self._new[after][at : at + _SENTENCE]].append((after, at))
        for before in self._left(self._given):
            for at in occurrences(bytes(self._given[before]), _FREE):
                found = places.get(self._old[before][at : at + _SENTENCE], ())
                if len(found) == 1 and not self._given[before][at]:
                    self._claim_from(before, at, *found[0])

    def _claim_from(self, before: int, at: int, after: int, to: int) -> None:
        """Claim the run that begins here in both texts, as far as it goes."""
        stop = self._given[before].find(1, at)
        old = self._old[before][at : stop if stop >= 0 else None]
        new = self._new[after][to : min(self.free_behind(after + 1, to), to + len(old))]
        length = _shared(old, new)
        if length >= _SENTENCE:
            self._claim(before, after, Match(at, to, length))


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _hidden(text: str, mask: bytearray, screen: str) -> list[str]:
    """The characters of a text, those that are masked hidden behind a screen."""
    return [screen if masked else c for c, masked in zip(text, mask, strict=True)]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """With how many characters both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _common_runs(old: list[str], new: list[str]) -> list[Match]:
    """The matching runs of two texts, in order. What both begin and end with is found first."""
    limit = min(len(old), len(new))
    head = _shared(old, new)
    tail = min(limit - head, _shared(old[::-1], new[::-1]))
    middle = SequenceMatcher(
        None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False
    )
    runs = [Match(0, 0, head)]
    runs += [Match(a + head, b + head, size) for a, b, size in middle.get_matching_blocks()]
    runs.append(Match(len(old) - tail, len(new) - tail, tail))
    return _joined(runs)


def _joined(runs: list[Match]) -> list[Match]:
    """The runs without empty ones, and those that touch made one."""
    joined: list[Match] = []
    for run in runs:
        last = joined[-1] if joined else Match(-1, -1, 0)
        if run.size and (last.a + last.size, last.b + last.size) == run[:2]:
            joined[-1] = last._replace(size=last.size + run.size)
        elif run.size:
            joined.append(run)
    return joined


def _tidied(runs: list[Match], old: int, new: int) -> list[Match]:
    """The runs without those that match by chance: short ones amid greater differences."""
    kept = [Match(0, 0, 0), *runs, Match(old, new, 0)]
    at = 1
    while at < len(kept) - 1:
        before, run, after = kept[at - 1 : at + 2]
        old_around = after.a - before.a - before.size - run.size
        new_around = after.b - before.b - before.size - run.size
        if run.size < _CHANCE and old_around * new_around > _RARITY**run.size:
            del kept[at]
            at = max(1, at - 1)  # the one before has a greater difference behind it now
        else:
            at += 1
    return kept[1:-1]


def _slid(runs: list[Match], old: list[str], new: list[str]) -> list[Match]:
    """The runs with each insertion and deletion moved, where it can be, to cover whole clauses.

    Of 「稳增长，」 inserted before 「促改革，」, the comma could be either of two.
    """
    slid = list(runs)
    for at in range(1, len(slid)):
        left, right = slid[at - 1], slid[at]
        end_old, end_new = left.a + left.size, left.b + left.size
        if right.a == end_old:
            shift = _best_shift(new, end_new, right.b, left.size, right.size)
        elif right.b == end_new:
            shift = _best_shift(old, end_old, right.a, left.size, right.size)
        else:
            continue
        slid[at - 1] = left._replace(size=left.size + shift)
        slid[at] = Match(right.a + shift, right.b + shift, right.size - shift)
    return [run for run in slid if run.size]


def _best_shift(text: list[str], start: int, end: int, left: int, right: int) -> int:
    """How far to move `text[start:end]`, which one text has, between runs of these lengths."""
    low = _shared(text[start - left : start][::-1], text[end - left : end][::-1])
    high = _shared(text[start : start + right], text[end : end + right])

    def fitness(shift: int) -> tuple[int, int]:
        opens = start + shift == 0 or text[start + shift - 1] in _ENDS
        closes = text[end + shift - 1] in _ENDS
        return int(opens) + int(closes), -abs(shift)

    return max(range(-low, high + 1), key=fitness)
