"""Searching all reports of a shelf at once.

The index on disk says where to look, and the plan for one report decides what is found and why, so
that does not depend on which report it is in. What is found is then put together by report.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from content.shelf.standing import Standing
from index.asking import pairs
from index.chapters import part_and_rest
from index.query import MOST_TERMS, Query, parse
from index.shelf.index_store import IndexStore, Progress
from index.shelf.paragraph_index import ParagraphIndex
from index.shelf.shelf_question import ShelfQuestion
from index.shelf.shelf_results import ReportHits, ShelfResults
from index.vocabulary import Vocabulary, load_terms, load_vocabulary

if TYPE_CHECKING:
    from index.words.segment import Segmenter


class ShelfSearcher:
    """Finds things in all reports of a shelf. Any thread may ask. `cache_dir` as for `Searcher`."""

    def __init__(self, standing: Standing, cache_dir: Path | None = None) -> None:
        self._store = IndexStore(standing, cache_dir, load_terms())
        self.unread = self._store.unread
        """What was wrong with reports that could not be read; they are not searched."""
        self._segmenter: Segmenter | None = None
        self._closed = False
        self.is_stale = False
        """Whether reports were met that are not as they were indexed; they are left out, and
        `prepare` has them indexed anew."""

    @property
    def searched(self) -> int:
        """How many reports are searched."""
        index = self._store.index
        return 0 if index is None else len(index.reports)

    @property
    def left(self) -> int:
        """How many reports more `prepare` would have indexed if it had not been stopped."""
        return self._store.left

    @property
    def is_indexed(self) -> bool:
        """Whether the words of a query are known."""
        return self._segmenter is not None

    def open(self) -> bool:
        """Make ready to search what was indexed before, in some milliseconds; whether there is."""
        self._store.open()
        return self.searched > 0

    def prepare(self, progress: Progress = lambda done, of: None) -> None:
        """Have what is new on the shelf indexed. For a thread; meanwhile the rest is searched.

        `progress` is called for each report that is new, which takes a tenth of a second. A Problem
        as `load_vocabulary`.
        """
        try:
            self._prepare(progress)
        except sqlite3.ProgrammingError:
            if not self._closed:
                raise
        if self._closed:  # meanwhile: what has been opened since is to be let go of as well
            self.close()

    def _prepare(self, progress: Progress) -> None:
        self.search("zz")  # Whatever is made when first asked for is made by this.
        if self._store.index is None:
            self._store.open()
        self.is_stale = False
        self._store.update(progress)
        if self._store.index is not None:
            self._store.index.refresh()
        if self._segmenter is None:
            self._segmenter = self._store.segmenter()

    def stop(self) -> None:
        """Have `prepare` return soon, with what it has so far. For any thread."""
        self._store.stop()

    def close(self) -> None:
        """Let go of everything for good. For any thread, while others prepare and search."""
        self._closed = True
        self._store.close()
        if self._segmenter is not None:
            self._segmenter.close()

    def exact(self, text: str) -> ShelfResults:
        """What has the query just so."""
        return self._answer(text, None)

    def search(self, text: str) -> ShelfResults:
        """All that has the query just so, and the best of what else has to do with it."""
        return self._answer(text, load_vocabulary()._replace(segmenter=self._segmenter))

    def suggest(self, text: str) -> tuple[ShelfResults, ...]:
        """What to offer where `search` finds nothing: the hits of each word by itself.

        Of one word it is those of its pairs of characters, the first twelve of a long one. Words
        that stand nowhere are left out.
        """
        words = [term.text for term in parse(text).wanted]
        if len(words) == 1:
            words = [pair for pair in pairs(words[0]) if pair != words[0]]
        alone = (self.exact(word) for word in list(dict.fromkeys(words))[:MOST_TERMS])
        return tuple(results for results in alone if results.first(1))

    def _answer(self, text: str, words: Vocabulary | None) -> ShelfResults:
        query = parse(text)
        index = self._store.index
        if index is None or not query.wanted:
            return ShelfResults(text, query.hint)
        try:
            index.refresh()
            asking, found = _asked(index, query, words)
        except sqlite3.Error as error:
            self._failed(error)
            return ShelfResults(text, query.hint)

        def one(report_id: str) -> ReportHits | None:
            return next(self._heeding(asking, asking.one(report_id)), None)

        return ShelfResults(text, query.hint, self._heeding(asking, found), asking.possible, one)

    def _heeding(self, asking: ShelfQuestion, found: Iterator[ReportHits]) -> Iterator[ReportHits]:
        """What is found, until the index turns out to be damaged."""
        try:
            for hits in found:
                self.is_stale |= asking.is_stale
                yield hits
        except sqlite3.Error as error:
            self._failed(error)
        self.is_stale |= asking.is_stale

    def _failed(self, error: sqlite3.Error) -> None:
        """Take notice that the index cannot be asked."""
        self.is_stale = True
        if not isinstance(error, (sqlite3.OperationalError, sqlite3.ProgrammingError)):
            self._store.drop()


def _asked(
    index: ParagraphIndex, query: Query, words: Vocabulary | None
) -> tuple[ShelfQuestion, Iterator[ReportHits]]:
    """The question that a query asks, and its answer as it comes.

    Where it names a part, and something is found in that part of any report, that is all there is
    to list, as in a search of one report.
    """
    whole = ShelfQuestion(index, query, words)
    named = None if words is None else part_and_rest(query, words.closed)
    if named is not None and not whole.stands:
        part, rest = named
        inside = ShelfQuestion(index, rest, words, part)
        found = inside.found()
        first = next(found, None)
        if first is not None:
            return inside, itertools.chain([first], found)
    return whole, whole.found()
