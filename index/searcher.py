"""Searching a report: what the application and the command line ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from content.citation import spoken
from content.errors import Problem
from content.report import Report
from index import plan
from index.chapters import Chapters
from index.matching import Matches
from index.pages import Pages, pages_of
from index.query import Query, parse
from index.results import FIRM, Group, HitKind, Results, Suggestion
from index.vocabulary import Vocabulary, load_terms, load_vocabulary

if TYPE_CHECKING:
    from index.store.fulltext import FullText, Source
    from index.store.report_store import Store

_Answer = TypeVar("_Answer")
_Find = Callable[[Pages, Query, "FullText | None"], Matches]


class Searcher:
    """Finds things in one report.

    It answers at once, by scanning; `prepare` opens the index, which knows the words and makes
    for a better order. What is found exactly is the same either way. Any thread may ask.

    `cache_dir` is a folder for built indexes alone; it is made private if it is not. Without one,
    or where it belongs to another user, there is only scanning.
    """

    def __init__(self, report: Report, cache_dir: Path | None = None) -> None:
        self._report = report
        self._pages = Pages(pages_of(report))
        self._pages_of = cache(partial(_pages_in, report, self._pages))
        self._cache_dir = cache_dir
        self._store: Store | None = None
        self._index: FullText | None = None
        self._closed = False

    @property
    def is_indexed(self) -> bool:
        """Whether the index is open."""
        return self._index is not None

    def prepare(self, progress: Callable[[str], None] = lambda line: None) -> None:
        """Open the index; have it built first if need be, which takes seconds. For a thread.

        `progress` is given a Chinese line to show while it is being built, then an empty one. A
        Problem as `load_vocabulary`.
        """
        terms = load_terms()
        self.search("zz")  # Whatever is made when first asked for is made by this.
        if self._cache_dir is None:
            return
        from index.store.report_store import Store  # Whoosh, which takes 60 ms

        paragraphs: list[Source] = [
            {"number": number, "body": page.folded.text, "head": page.heading}
            for number, page in self._pages.items()
        ]
        self._store = Store(self._cache_dir, paragraphs, terms)
        if not self._closed:
            self._index = index = self._store.open_or_build(progress)
            if index is not None:
                for number, page in self._pages.items():
                    page.borders = index.borders[number]
        if self._closed:  # which did not see what has been opened since
            self._drop_index()

    def close(self) -> None:
        """Let go of the index for good, or stop building it; `prepare` then returns."""
        self._closed = True
        if self._store is not None:
            self._store.close()
        self._drop_index()

    def exact(self, query: str, part: int | None = None) -> Results:
        """What has the query just so, in a millisecond: to be shown while one types.

        `part` is the id of the outline node to keep to, if not to the whole report.
        """
        asked = parse(query)
        groups = self._groups(asked, part, lambda pages, query, _index: plan.exact(pages, query))
        return Results(query, groups, asked.hint)

    def search(self, query: str, part: int | None = None) -> Results:
        """All that has to do with the query, in milliseconds. Arguments as for `exact`.

        Where it names a heading, and something to find under it, that is all there is to list.
        """
        asked = parse(query)
        around = self._chapters.around(asked) if part is None else None
        if around is not None and not plan.exact(self._pages, asked):
            node, rest = around
            is_chapter = bool(self._named(asked, {}))
            groups = () if is_chapter else self._groups(rest, node.id, self._related)
            if groups:
                note = f"只列{spoken(self._report, node)}中的"
                return Results(query, tuple(g.noted(note) for g in groups), asked.hint)
        groups = self._groups(asked, part, self._related)
        if groups and groups[0].kind is HitKind.WORD:
            pages = self._pages_of(part)
            lacking = self._ask(lambda index: plan.lacking(pages, asked, self._words(index)))
            if lacking:
                groups = (groups[0].noted(f"没有“{'、'.join(lacking)}”"),)
        return Results(query, groups, asked.hint)

    def _named(self, query: Query, found: Matches) -> Matches | None:
        """As `Chapters.named`; None if it is the number of a place that there is not."""
        try:
            return self._chapters.named(query, found)
        except Problem:
            return None

    def _related(self, pages: Pages, query: Query, index: FullText | None) -> Matches:
        found = plan.related(pages, query, self._words(index))
        chapter = self._named(query, found)
        if chapter == {}:
            return found
        # Who names a place wants to go there, and not to all places that share a word with it.
        found = {n: match for n, match in found.items() if match.kind is not HitKind.WORD}
        inside = {n: match for n, match in (chapter or {}).items() if n in pages}
        firm = {n: match for n, match in found.items() if match.kind in FIRM}
        return {**found, **inside, **firm}

    def suggest(self, query: str, part: int | None = None) -> Suggestion:
        """What to offer where `search` finds nothing. Arguments as for `exact`."""
        asked = parse(query)
        try:
            self._chapters.named(asked, {})
        except Problem as problem:
            return Suggestion((), (), problem.message)
        pages = self._pages_of(part)
        words = self._ask(lambda index: plan.longest_parts(pages, asked, self._words(index)))
        return Suggestion(
            words=tuple(self.exact(word, part) for word in words),
            headings=self._chapters.nearest(words or [term.text for term in asked.wanted]),
        )

    @cached_property
    def _chapters(self) -> Chapters:
        return Chapters(self._report, load_vocabulary().closed)

    def _words(self, index: FullText | None) -> Vocabulary:
        words = load_vocabulary()
        return words._replace(segmenter=index.segmenter) if index else words

    def _groups(self, query: Query, part: int | None, find: _Find) -> tuple[Group, ...]:
        pages = self._pages_of(part)
        return self._ask(
            lambda index: plan.grouped(
                pages, find(pages, query, index), index.scores if index else None
            )
        )

    def _ask(self, question: Callable[[FullText | None], _Answer]) -> _Answer:
        """Answer with the index if it is open and in order, and else by scanning."""
        index = self._index
        try:
            return question(index)
        except Exception:
            if index is None:
                raise
            # It was damaged or closed under our hands, to which Whoosh and SQLite say anything.
            self._drop_index()
            return question(None)

    def _drop_index(self) -> None:
        index, self._index = self._index, None
        if index is not None:
            index.close()


def _pages_in(report: Report, pages: Pages, part: int | None) -> Pages:
    if part is None:
        return pages
    numbers = [report.node(part).paragraph, *(p.number for p in report.paragraphs_under(part))]
    return Pages({n: pages[n] for n in range(numbers[0], max(numbers) + 1)})
