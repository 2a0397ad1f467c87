"""What the plan has found in some paragraphs of many reports, and how good that is for each report.

The index has chosen these paragraphs; they stand for all that it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from math import log

from index import plan, ranking
from index.matching import Match, Matches
from index.pages import FoldedParagraph, Pages, Sought, Way
from index.results import KINDS, HitKind
from index.shelf import grams
from index.shelf.paragraph_index import ParagraphIndex, ReportRow
from index.shelf.shelf_results import ReportHits
from index.words.normalise import Span

_LIKENESS = 8.0
"""What the paragraph that is most alike to the query gains by that: as much as one that has all of
its words."""


class ShelfPages(Pages):
    """Paragraphs by their rows in the index; they stand for all that it has.

    `heard` are rows of those that may have something by its sound.
    """

    def __init__(
        self, pages: Mapping[int, FoldedParagraph], index: ParagraphIndex, heard: Container[int]
    ) -> None:
        super().__init__(pages)
        self._index = index
        self._heard = Pages({row: page for row, page in self.items() if row in heard})

    def rarity(self, words: Iterable[str], found: int) -> float:
        """How much it says, by how many paragraphs of all reports have any, and a few more."""
        question = grams.having_any(words)
        having = max(found, self._index.count(question) if question else 0)
        return log(1 + self._index.paragraphs / max(1, having))

    def sounding(self, way: Way[Sought], sought: Sought) -> dict[int, list[Span]]:
        """Where something is found by its sound: spans of folded paragraphs by their rows."""
        return self._heard.sounding(way, sought) if self._heard else {}


class ShelfMatches:
    """The matches in some paragraphs of an index, by row."""

    def __init__(self, index: ParagraphIndex, pages: ShelfPages, matches: Matches) -> None:
        self._pages = pages
        self._matches: dict[int, Matches] = {}
        for row, match in matches.items():
            self._matches.setdefault(index.owner(row), {})[row] = match
        most = max((match.likeness for match in matches.values()), default=0.0)
        self._worth = _LIKENESS / most if most else 0.0
        self.kinds = {
            no: KINDS[min(KINDS.index(match.kind) for match in found.values())]
            for no, found in self._matches.items()
        }
        """The best kind of hit in each report in which something was found, by number."""

    def words(self, kinds: Container[HitKind], text: str) -> dict[str, Match]:
        """The folded texts that were found by some kinds for all of a text, the commonest first."""
        counts: Counter[str] = Counter()
        how: dict[str, Match] = {}
        for matches in self._matches.values():
            for match in matches.values():
                if match.kind in kinds and match.instead_of in ("", text):
                    counts.update(match.words)
                    how.update(dict.fromkeys(match.words, match))
        order = sorted(counts, key=lambda word: (-counts[word], word))
        return {word: how[word] for word in order}

    def hits(self, report: ReportRow) -> ReportHits:
        """What was found in a report."""
        matches = self._matches[report.no]
        above = report.first - 1  # paragraphs of other reports
        texts = {row - above: self._pages[row].paragraph.text for row in matches}
        groups = (
            replace(g, hits=tuple(replace(hit, paragraph=hit.paragraph - above) for hit in g.hits))
            for g in plan.grouped(self._pages, matches)
        )
        return ReportHits(report, tuple(groups), texts.__getitem__)

    def rank(self, no: int) -> tuple[int, float]:
        """What to sort reports by, the best first: the best kind of hit, and its best score."""
        best, matches = self.kinds[no], self._matches[no]
        scores = (self._score(row, match) for row, match in matches.items() if match.kind is best)
        return KINDS.index(best), -max(scores)

    def _score(self, row: int, match: Match) -> float:
        return ranking.score(self._pages[row], match) + self._worth * match.likeness
