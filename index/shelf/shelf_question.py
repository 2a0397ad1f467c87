"""One query over all reports: where the index says to look, and what the plan finds there."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from content.shelf.standing import stamp
from index import plan
from index.matching import Match, Matches, literal, softened
from index.pages import Pages
from index.query import Query
from index.results import FIRM, HitKind
from index.shelf import grams
from index.shelf.candidates import ShelfCandidates
from index.shelf.paragraph_index import ParagraphIndex
from index.shelf.shelf_matches import ShelfMatches, ShelfPages
from index.shelf.shelf_results import ReportHits

if TYPE_CHECKING:
    from index.chapters import NamedPart
    from index.vocabulary import Vocabulary

_LIKE = (HitKind.PINYIN, HitKind.HOMOPHONE, HitKind.SLIP)
"""What is found where the query does not stand, but something that it may have been meant for."""

_PLENTY = 5
"""Paragraphs with the query itself from which nothing else is looked for in a report."""

_MOST_WORDS = 24
"""Texts that a query may have been meant for."""

_AT_FIRST = 6
"""Reports that are searched together to begin with: what a screen shows of the best hits."""

_AT_A_TIME = 32
"""Reports that are searched together at most."""


class ShelfQuestion:
    """A query to be answered. Every method raises `sqlite3.Error` where the index is damaged.

    Without `words` only what has the query just so is found, and not what has to do with it. `part`
    is what to keep to in each report.
    """

    def __init__(
        self,
        index: ParagraphIndex,
        query: Query,
        words: Vocabulary | None,
        part: NamedPart | None = None,
    ) -> None:
        self._index = index
        self._query = query
        self._words = words
        self._part = part
        self._heard: set[int] = set()
        self._meant_words: dict[str, Match] = {}
        self._instead = ""
        """What to ask for to get all that the query may have been meant for."""
        self.possible = 0
        """In how many reports something may be found; known once they are asked for."""
        self.is_stale = False
        """Whether reports were met whose files are not as they were indexed."""

    def found(self) -> Iterator[ReportHits]:
        """What is found, report by report: first those that have the query just so.

        The first reports have been searched when this returns, and the others are as they come.
        """
        strong = self._index.reports_having(self._exactly)
        weak = self._weak(strong)
        having = [*strong, *weak]
        found = self._best(having[:_AT_FIRST], has_literal=bool(having))
        stands = len(having) > _AT_FIRST or any(kind in FIRM for kind in found.kinds.values())
        if not stands and self._candidates is not None:
            if having:
                found = self._best([], has_literal=False)
            self._meant_words = self._meant(found)
            self._instead = grams.any_of(map(grams.having, self._meant_words))
            strong, weak = (), self._index.reports_having(self._instead) if self._instead else ()
        having = [*strong, *weak]
        rest = dict.fromkeys(found.kinds.keys() - set(having), found)
        self.possible = len(having) + len(rest)
        return self._in_order(found, strong, weak, rest)

    def _meant(self, found: ShelfMatches) -> dict[str, Match]:
        """What a query of one term was meant for, if that is known: the texts, and how found."""
        if len(self._query.wanted) > 1 or self._query.unwanted:
            return {}
        words = found.words(_LIKE, self._query.wanted[0].text)
        return dict(itertools.islice(words.items(), _MOST_WORDS))

    def _as_meant(self, pages: Pages) -> Matches:
        """Where what was meant stands."""
        found: Matches = {}
        for word, like in self._meant_words.items():
            for row, match in literal(pages, word).items():
                how = match._replace(kind=like.kind, instead_of=like.instead_of)
                found.setdefault(row, how)
        return found

    def _best(self, reports: Sequence[int], has_literal: bool) -> ShelfMatches:
        """What is found in some reports, and the best of what else has to do with the query."""
        rows = self._rows(reports)
        if self._candidates is not None:
            chosen, heard = self._candidates.best(has_literal)
            rows |= chosen
            self._heard |= heard
        return self._matches(rows)

    def one(self, report_id: str) -> Iterator[ReportHits]:
        """What is found in the report with an id, if anything is."""
        reports = self._index.reports.values()
        found = self._matches(self._rows(report.no for report in reports if report.id == report_id))
        yield from self._shown((no, found) for no in found.kinds)

    def _in_order(
        self,
        found: ShelfMatches,
        strong: Sequence[int],
        weak: Sequence[int],
        rest: dict[int, ShelfMatches],
    ) -> Iterator[ReportHits]:
        newness = self._index.newness
        for matches, some in self._in_turn(strong, found):
            yield from self._at_once(matches, some, FIRM[:1], rest)
        firm = [no for no, matches in rest.items() if strong and matches.kinds[no] in FIRM]
        firm.sort(key=lambda no: newness.get(no, 0))
        yield from self._shown((no, rest.pop(no)) for no in firm)
        for matches, some in self._in_turn(weak, None if strong or self._instead else found):
            yield from self._at_once(matches, some, _LIKE if self._instead else FIRM, rest)
        order = sorted(rest, key=lambda no: (rest[no].rank(no), newness.get(no, 0)))
        yield from self._shown((no, rest[no]) for no in order)

    def _in_turn(
        self, reports: Sequence[int], first: ShelfMatches | None
    ) -> Iterator[tuple[ShelfMatches, Sequence[int]]]:
        """Reports that are searched together, some at first, who may have been, and more later."""
        at, step = 0, _AT_FIRST
        while at < len(reports):
            some = reports[at : at + step]
            yield self._matches(self._rows(some)) if at or first is None else first, some
            at, step = at + step, min(2 * step, _AT_A_TIME)

    def _at_once(
        self,
        found: ShelfMatches,
        reports: Iterable[int],
        kinds: Sequence[HitKind],
        rest: dict[int, ShelfMatches],
    ) -> Iterator[ReportHits]:
        """Those of some reports that have a hit of such a kind; the others join the rest."""
        there = [no for no in reports if no in found.kinds]
        rest.update((no, found) for no in there if found.kinds[no] not in kinds)
        return self._shown((no, found) for no in there if found.kinds[no] in kinds)

    def _shown(self, found: Iterable[tuple[int, ShelfMatches]]) -> Iterator[ReportHits]:
        """What was found in reports, but for those whose files are others by now."""
        for no, matches in found:
            report = self._index.reports.get(no)
            if report is None:
                continue
            if stamp(Path(report.folder), report.text) == report.stamp:
                yield self._noted(matches.hits(report))
            else:
                self.is_stale = True

    def _noted(self, hits: ReportHits) -> ReportHits:
        if self._part is None:
            return hits
        return replace(hits, groups=tuple(group.noted(self._part.note) for group in hits.groups))

    @property
    def stands(self) -> bool:
        """Whether any paragraph has the query just so, as far as the index knows."""
        return bool(self._index.reports_having(self._exactly))

    def _weak(self, strong: Sequence[int]) -> Sequence[int]:
        """Reports that may have the query, but not just so: in longer numbers, or but for marks."""
        if self._literally == self._exactly:
            return []
        known = set(strong)
        return [no for no in self._index.reports_having(self._literally) if no not in known]

    @cached_property
    def _exactly(self) -> str:
        """What to ask for to get all that has the query just so."""
        return grams.all_of(grams.having_whole(term.text) for term in self._query.wanted)

    @cached_property
    def _literally(self) -> str:
        """What to ask for to get all that has the query as it is, but for marks."""
        return grams.all_of(
            grams.having(term.text if self._words is None else softened(term.text))
            for term in self._query.wanted
        )

    @cached_property
    def _candidates(self) -> ShelfCandidates | None:
        """Where to look for what has to do with the query, if that is wanted too."""
        if self._words is None:
            return None
        return ShelfCandidates(self._index, self._query, self._words)

    def _rows(self, reports: Iterable[int]) -> set[int]:
        """The paragraphs of some reports that the query may be found in."""
        rows: set[int] = set()
        for report in filter(None, map(self._index.reports.get, reports)):
            having = self._index.rows_of(report, self._instead or self._literally)
            rows.update(having)
            if self._candidates is not None and not self._instead and len(having) < _PLENTY:
                rows |= self._candidates.of(report)
        return rows

    def _matches(self, rows: Iterable[int]) -> ShelfMatches:
        """What the plan finds in some paragraphs."""
        pages = ShelfPages(self._index.pages(rows), self._index, self._heard)
        self.is_stale |= bool(self._index.damaged)
        if self._instead:
            found = self._as_meant(pages)
        elif self._words is None:
            found = plan.exact(pages, self._query)
        else:
            found = plan.related(pages, self._query, self._words)
        if self._part is not None:
            found = {row: match for row, match in found.items() if self._part.has(pages[row])}
        return ShelfMatches(self._index, pages, found)
