"""The order of paragraphs that were found for the same reason."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from index.matching import Match, Matches
from index.pages import FoldedParagraph
from index.results import Hit, HitKind

_PER_OCCURRENCE = 1.2
_MOST_OCCURRENCES = 5
"""A word that stands more often than this does not make the paragraph any more relevant."""

_LEAD = 2.0
"""For a paragraph that opens with it."""

_HEADING = 1.0
"""For one under a heading that says it."""

_ASIDE = -3.0
"""For a heading or title line: it names what its paragraphs say."""

_ACROSS = -20.0
"""For one where it only crosses the border of two words, 外资 in 省外资金: behind all others."""

_FUSION = 10
_LIKENESS = 0.3
"""How ranks make a score: one by likeness counts a third of one by what was found."""

_SHARE = 8.0
"""What it is worth to have all of the query."""

SHARED = frozenset({HitKind.SYNONYM, HitKind.WORD})
"""The kinds whose weight is a share of the query."""


def score(page: FoldedParagraph, match: Match, borders: Container[int] | None) -> float:
    """How good a match is, but for how often its words stand in other paragraphs.

    Args:
        page: The paragraph.
        match: What was found in it.
        borders: Offsets in the folded text where words begin or end, if known.
    """
    if match.kind in SHARED:
        worth = _SHARE * match.weight
    else:
        worth = _PER_OCCURRENCE * min(match.weight, _MOST_OCCURRENCES)
    start, end = page.lead
    if any(start <= span[0] and span[1] <= end for span in match.spans):
        worth += _LEAD
    if any(word in page.heading for word in match.words):
        worth += _HEADING
    if not page.is_body:
        worth += _ASIDE
    if not is_aligned(page, match, borders):
        worth += _ACROSS
    return worth


def hit(page: FoldedParagraph, match: Match, score: float) -> Hit:
    """A match as it is given back."""
    paragraph = page.paragraph
    spans = tuple(sorted(set(match.spans)))
    return Hit(paragraph.number, paragraph.line, paragraph.citation, spans, score)


def best_first(hits: Mapping[int, Hit]) -> list[int]:
    """The keys of hits in the order of their scores, and of the keys among equals."""
    return sorted(hits, key=lambda number: (-hits[number].score, number))


def with_likeness(hits: Mapping[int, Hit], matches: Matches) -> dict[int, Hit]:
    """Hits with scores that their rank and that of their likeness to the query make together.

    Those that were found by their likeness alone have no other rank. Of the others those in the
    part that the query means come first.
    """
    scores = dict.fromkeys(hits, 0.0)
    firm = {number: hit for number, hit in hits.items() if matches[number].weight}
    for at, number in enumerate(best_first(firm)):
        scores[number] += 1 / (_FUSION + at) + matches[number].is_meant
    alike = [number for number in hits if matches[number].likeness]
    alike.sort(key=lambda number: (-matches[number].likeness, number))
    for at, number in enumerate(alike):
        scores[number] += _LIKENESS / (_FUSION + at)
    return {number: replace(hit, score=100 * scores[number]) for number, hit in hits.items()}


def is_aligned(page: FoldedParagraph, match: Match, borders: Container[int] | None) -> bool:
    """Whether what was found stands somewhere as a word or several, not across their borders."""
    if borders is None:
        return True
    return any(
        start in borders and end in borders
        for word in match.words
        for start, end in page.folded.occurrences(word)
    )
