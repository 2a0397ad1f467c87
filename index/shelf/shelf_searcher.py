"""Searching all reports of a shelf at once.

It is the plan for one report over the paragraphs of all, so what a query finds and why does not
depend on which report it is in; the hits are then put together by report.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.errors import Problem
from content.report import Report
from index import plan
from index.asking import pairs
from index.matching import Matches
from index.pages import Pages, Volume, pages_of
from index.query import Query, parse
from index.results import KINDS, Group, Results, as_json
from index.vocabulary import Vocabulary, load_terms, load_vocabulary

if TYPE_CHECKING:
    from index.border_store import BorderStore
    from index.borders import Borders
    from index.segment import Segmenter, Table

_MOST_PARAGRAPHS = 1 << 20
"""Of one report. The paragraphs of all are numbered on, each report beginning at a multiple."""

Progress = Callable[[int, int], object]
"""Is told how many of the reports to be indexed are done, and how many they are."""


class Listed(NamedTuple):
    """A report of the shelf."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ReportHits:
    """What was found in one report."""

    report: Listed
    groups: tuple[Group, ...]
    text: Callable[[int], str] = field(compare=False)
    """Gives the raw text of a paragraph by its number."""

    @property
    def count(self) -> int:
        """Paragraphs."""
        return sum(len(group.hits) for group in self.groups)


@dataclass(frozen=True, slots=True)
class ShelfResults:
    """The answer to a query over all reports."""

    query: str
    """As the user typed it."""
    reports: tuple[ReportHits, ...] = ()
    """Those in which something was found: first those that have the best kind of hit; among equals
    in the order of the shelf, which is newest first."""
    hint: str = ""
    """What to tell the user about the query itself, in Chinese; often empty."""

    def of(self, report_id: str) -> Results:
        """What was found in one report."""
        groups = [found.groups for found in self.reports if found.report.id == report_id]
        return Results(self.query, groups[0] if groups else (), self.hint)


class ShelfSearcher:
    """Finds things in all reports of a shelf.

    `prepare` reads them; what it has read so far is searched at once, by scanning, and with the
    words the order gets better. What is found exactly is the same either way. Any thread may ask.

    Args:
        reports: The reports, newest first.
        open_report: Gives a report by its id.
        cache_dir: The folder for built indexes, as for `Searcher`.
    """

    def __init__(
        self,
        reports: Sequence[Listed],
        open_report: Callable[[str], Report],
        cache_dir: Path | None = None,
    ) -> None:
        self._reports = tuple(reports)
        self._open_report = open_report
        self._cache_dir = cache_dir
        self._pages = Pages([])
        self._words: _ShelfWords | None = None
        self._store: BorderStore | None = None
        self._stopped = False
        self.unread: list[Problem] = []
        """What was wrong with reports that could not be read; they are not searched."""

    @property
    def searched(self) -> int:
        """How many reports are searched."""
        return len(self._pages.volumes)

    @property
    def is_indexed(self) -> bool:
        """Whether the words of all reports that are searched are known."""
        return self._words is not None and self._words.knows_all(self._pages)

    def prepare(self, progress: Progress = lambda done, of: None) -> None:
        """Read the reports, and have the words found in those that are new. For a thread.

        Args:
            progress: Is called while words are sought, which takes a second and some more for
                every twenty reports; not at all if no report is new.

        Raises:
            Problem: The file of synonyms or that of terms is not as it should be.
        """
        terms = load_terms()
        self._read()
        self.search("zz")  # Whatever is made when first asked for is made by this.
        if self._cache_dir is None:
            return
        from index.border_store import BorderStore  # SQLite and jieba, which take a moment

        self._store = BorderStore(self._cache_dir, terms)
        if self._stopped:
            return
        borders = self._borders(self._store, progress)
        table = None if self._stopped else self._store.dictionary()
        if table is not None:
            self._words = _ShelfWords(table, borders)

    def stop(self) -> None:
        """Have `prepare` return soon, with what it has so far. For any thread."""
        self._stopped = True
        if self._store is not None:
            self._store.stop()

    def close(self) -> None:
        """Let go of everything for good."""
        self.stop()
        self._drop_words()

    def exact(self, query: str) -> ShelfResults:
        """What has the query just so."""
        return self._answer(query, plan.exact)

    def search(self, query: str) -> ShelfResults:
        """All that has to do with the query."""
        return self._answer(query, partial(plan.related, words=self._vocabulary))

    def suggest(self, query: str) -> tuple[ShelfResults, ...]:
        """What to offer where `search` finds nothing: the hits of each word by itself."""
        words = [term.text for term in parse(query).wanted]
        if len(words) == 1:
            words = [pair for pair in pairs(words[0]) if pair != words[0]]
        alone = (self.exact(word) for word in dict.fromkeys(words))
        return tuple(results for results in alone if results.reports)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return load_vocabulary()

    def _read(self) -> None:
        """Read the reports; each can be searched as soon as it is read."""
        volumes: list[Volume] = []
        for at, listed in enumerate(self._reports):
            if self._stopped:
                break
            try:
                pages = pages_of(self._open_report(listed.id))
            except Problem as problem:
                self.unread.append(problem)
                continue
            first = at * _MOST_PARAGRAPHS
            volumes.append(Volume({first + number: page for number, page in pages.items()}))
            self._pages = Pages(volumes)

    def _borders(self, store: BorderStore, progress: Progress) -> dict[int, Borders]:
        """Where words begin and end in the paragraphs, as far as that can be known."""
        known: dict[int, Borders] = {}
        missing = []
        for volume in self._pages.volumes:
            found = store.find(_texts(volume))
            if found is None:
                missing.append(volume)
            else:
                known.update(zip(volume.pages, found, strict=True))
        if not missing and store.has_dictionary:
            return known
        if store.begin():
            for done, volume in enumerate(missing):
                progress(done, len(missing))
                built = store.build(_texts(volume))
                if built is None:
                    break
                known.update(zip(volume.pages, built, strict=True))
        store.end()
        progress(len(missing), len(missing))
        return known

    def _answer(self, text: str, find: plan.Way) -> ShelfResults:
        query = parse(text)
        pages, words = self._pages, self._words
        try:
            return self._found(text, query, pages, words, find)
        except Exception:
            if words is None:
                raise
            # The dictionary was damaged or closed under our hands.
            self._drop_words()
            return self._found(text, query, pages, None, find)

    def _found(
        self, text: str, query: Query, pages: Pages, words: _ShelfWords | None, find: plan.Way
    ) -> ShelfResults:
        by_report: dict[int, Matches] = {}
        for number, match in find(pages, query, words).items():
            by_report.setdefault(number // _MOST_PARAGRAPHS, {})[number] = match
        hits = [
            ReportHits(
                self._reports[at],
                plan.grouped(pages, by_report[at], words),
                _TextOf(pages, at * _MOST_PARAGRAPHS),
            )
            for at in sorted(by_report)
        ]
        hits.sort(key=lambda found: KINDS.index(found.groups[0].kind))
        return ShelfResults(text, tuple(hits), query.hint)

    def _drop_words(self) -> None:
        words, self._words = self._words, None
        if words is not None:
            words.close()


class _TextOf:
    """The raw texts of one report by paragraph number."""

    def __init__(self, pages: Pages, first: int) -> None:
        self._pages = pages
        self._first = first

    def __call__(self, number: int) -> str:
        return self._pages[self._first + number].paragraph.text


class _ShelfWords:
    """The words of all reports, which is their `Lexicon`."""

    def __init__(self, dictionary: Table, borders: Mapping[int, Borders]) -> None:
        from index.segment import Segmenter

        self._dictionary = dictionary
        self._borders = borders
        self.segmenter: Segmenter = Segmenter(dictionary, dictionary.total)

    def close(self) -> None:
        """Let go of the dictionary."""
        self._dictionary.close()

    def knows_all(self, pages: Pages) -> bool:
        """Whether the words of all these paragraphs are known."""
        return pages.keys() <= self._borders.keys()

    def containing(self, text: str) -> Iterable[int] | None:
        """Nothing: the paragraphs themselves know their characters."""
        return None

    def borders(self, number: int) -> Container[int] | None:
        """Offsets in the folded text where words begin or end, if that is known."""
        return self._borders.get(number)

    def scores(self, texts: Iterable[str]) -> Mapping[int, float]:
        """None: to weigh words over so many paragraphs takes longer than the rest together."""
        return {}


def _texts(volume: Volume) -> list[str]:
    return [page.folded.text for page in volume.pages.values()]


def shelf_as_json(results: ShelfResults) -> dict[str, object]:
    """The answer as `shenyi search --all --json` prints it: what it is for one, for each report."""
    return {
        "query": results.query,
        "reports": [
            {
                "report": found.report.id,
                "title": found.report.title,
                "groups": as_json(Results(results.query, found.groups))["groups"],
            }
            for found in results.reports
        ],
    }
