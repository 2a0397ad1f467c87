"""The order of paragraphs that were found for the same reason."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from math import log2

from index.matching import Match, Matches
from index.pages import FoldedParagraph
from index.results import HitKind

_PER_OCCURRENCE = 1.2
"""For each time that what was found stands there. This and what follows is added to BM25F, by
which one word is worth 3 to 6 in a report."""

_LEAD = 2.0
"""For a paragraph that opens with it."""

_HEADING = 1.0
"""For one under a heading that says it."""

_ACROSS = -20.0
"""For one where it only crosses the border of two words, 外资 in 省外资金: behind all others."""

_FUSION = 10
_LIKENESS = 0.3
"""How ranks make a score: one by likeness counts a third of one by what was found."""

_JUMP, _MOST_DOUBLINGS = 4.0, 3.0
"""Ranks for each time that a score, beyond being twice the next, is twice as much again: who has
ten of the words stays before one that has one of them and is by chance alike."""

_SHARE = 8.0
"""What it is worth to have all of the query."""

SHARED = frozenset({HitKind.SYNONYM, HitKind.WORD})
"""The kinds whose weight is a share of the query."""


def score(page: FoldedParagraph, match: Match) -> float:
    """How good a match in a paragraph is, but for how often its words stand in others.

    It may be below zero: what only crosses the border of two words comes last, and is still shown.
    """
    worth = match.weight * (_SHARE if match.kind in SHARED else _PER_OCCURRENCE)
    start, end = page.lead
    if any(start <= span[0] and span[1] <= end for span in match.spans):
        worth += _LEAD
    if any(word in page.heading for word in match.words):
        worth += _HEADING
    if not is_aligned(page, match):
        worth += _ACROSS
    return worth


def best_first(scores: Mapping[int, float]) -> list[int]:
    """The keys of scores, the highest score first; among equals the lower key."""
    return sorted(scores, key=lambda number: (-scores[number], number))


def with_likeness(scores: Mapping[int, float], matches: Matches) -> dict[int, float]:
    """What the ranks of matches by their scores and by their likeness to the query make together.

    Those that were found by their likeness alone have no other rank. Of the others those in the
    part that the query means come first.

    It is reciprocal rank fusion: a paragraph gets 1 / (10 + rank) for each of the two orders, the
    second weighed by `_LIKENESS`. Ranks are from 0, and one that is far worse than the one before
    it is several ranks below (`_ranks_below`). The scores of the answer are 100 times that.

    `matches` are of one kind; a weight of 0 means that one was found by its likeness alone.
    """
    fused = dict.fromkeys(scores, 0.0)
    rank, before = 0.0, 0.0
    for number in best_first({n: score for n, score in scores.items() if matches[n].weight}):
        rank += _ranks_below(before, scores[number])
        before = scores[number]
        fused[number] += 1 / (_FUSION + rank) + matches[number].is_meant
    alike = {n: matches[n].likeness for n in scores if matches[n].likeness}
    for at, number in enumerate(best_first(alike)):
        fused[number] += _LIKENESS / (_FUSION + at)
    return {number: 100 * score for number, score in fused.items()}


def _ranks_below(better: float, score: float) -> float:
    """How many ranks a score is below the next better one, 0 where there is none."""
    if better <= 0:
        return float(better < 0)
    doublings = log2(better / score) if score > 0 else _MOST_DOUBLINGS
    return 1 + _JUMP * max(0.0, min(doublings, _MOST_DOUBLINGS) - 1)


def is_aligned(page: FoldedParagraph, match: Match) -> bool:
    """Whether what was found stands somewhere as a word or several, not across their borders.

    外资 in 省外资金 does not. Where the borders of words are not known yet, everything does.
    """
    return page.is_aligned(chain.from_iterable(map(page.folded.occurrences, match.words)))
