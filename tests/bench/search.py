"""Search beside other ways to do it, over the report that ships with the program.

Run by `make bench`. Nothing is asserted: times depend on the machine. The systems are

- shenyi: ours, with the index open;
- shenyi, no index: ours while the index is being built;
- ChineseAnalyzer: the design of the tutorials, jieba's analyzer and Whoosh's own query parser;
- FTS5 trigram: SQLite's full-text index;
- BM25 of pairs: characters and pairs of neighbours alone, the likeness that ours takes in;
- plain scan: `query in paragraph`, in the order of the report.

Recall is the share of all stretches of 1 to 6 characters of the report for which just the right
paragraphs are found; nDCG@5 is over each set of judged queries in tests/data, recall@10 over the
first. Of the queries without an answer those are counted that find something all the same.
"""

from __future__ import annotations

import argparse
import logging
import platform
import random
import sqlite3
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from content.report import Report
from content.shelf.library import load_builtin
from index.likeness import likeness, pairs_of
from index.pages import Pages, pages_of
from index.searcher import Searcher
from index.words.normalise import fold
from tests.unit.index.judging import (
    SETS,
    judged_queries,
    ndcg_by_kind,
    overall,
    recall,
    unanswered,
)
from tests.unit.index.substrings import substrings

SAMPLE_HELP = "stretches of the report to search for; 0: all"

Search = Callable[[str], Sequence[int]]
"""From a query to paragraph numbers, best first."""


@dataclass
class System:
    """A way to search, and how it is asked for what stands there exactly."""

    name: str
    search: Search
    exact: Search


def ours(name: str, searcher: Searcher) -> System:
    """Our own search."""
    return System(
        name,
        lambda query: [hit.paragraph for hit in searcher.search(query).hits],
        lambda query: [hit.paragraph for hit in searcher.exact(query).hits],
    )


@contextmanager
def tutorial(report: Report, folder: Path) -> Iterator[System]:
    """Whoosh and jieba as the tutorials put them together."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

        jieba.finalseg = import_module("jieba.finalseg")  # ours does without
        from jieba.analyse import ChineseAnalyzer
    from whoosh.fields import NUMERIC, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import QueryParser

    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    schema = Schema(number=NUMERIC(stored=True), body=TEXT(analyzer=ChineseAnalyzer()))
    index = create_in(str(folder), schema)
    writer = index.writer()
    for paragraph in report.paragraphs:
        writer.add_document(number=paragraph.number, body=paragraph.text)
    writer.commit()
    parser = QueryParser("body", schema)
    with index.searcher() as searcher:

        def search(query: str) -> list[int]:
            found = searcher.search(parser.parse(query), limit=None)
            return [int(hit["number"]) for hit in found]

        yield System("ChineseAnalyzer", search, search)


def fts5(report: Report, connection: sqlite3.Connection) -> System:
    """SQLite's index of three neighbouring characters."""
    connection.execute("CREATE VIRTUAL TABLE page USING fts5 (body, tokenize = 'trigram')")
    connection.executemany(
        "INSERT INTO page (rowid, body) VALUES (?, ?)",
        ((paragraph.number, paragraph.text) for paragraph in report.paragraphs),
    )

    def search(query: str) -> list[int]:
        quoted = '"' + query.replace('"', '""') + '"'
        rows = connection.execute(
            "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank", (quoted,)
        )
        return [int(number) for (number,) in rows]

    return System("FTS5 trigram", search, search)


def pairs(report: Report) -> System:
    """BM25 over characters and pairs, without words, synonyms or groups."""
    pages = Pages(pages_of(report))

    def search(query: str) -> list[int]:
        scores = likeness(pages, pairs_of([fold(query)]))
        return sorted(scores, key=lambda number: (-scores[number], number))

    return System("BM25 of pairs", search, search)


def plain(report: Report) -> System:
    """No index at all."""

    def search(query: str) -> list[int]:
        return [paragraph.number for paragraph in report.paragraphs if query in paragraph.text]

    return System("plain scan", search, search)


def p95(search: Search, queries: Iterable[str]) -> str:
    """What 95 of 100 searches do not exceed, by the clock and of the processor."""
    times, works = [], []
    for query in queries:
        start, work = time.perf_counter(), time.process_time()
        search(query)
        times.append(time.perf_counter() - start)
        works.append(time.process_time() - work)
    by_clock, worked = (statistics.quantiles(some, n=20)[-1] * 1000 for some in (times, works))
    return f"{by_clock:>9.2f} ms{worked:>9.2f} ms"


def print_figures(report: Report, systems: Sequence[System], sample: int) -> None:
    """Print a line for each system."""
    truth = substrings(report)
    texts = sorted(truth)
    if sample:
        texts = random.Random(1).sample(texts, min(sample, len(texts)))
    line_of = {paragraph.number: paragraph.line for paragraph in report.paragraphs}
    asked = [query["query"] for name in SETS for query in judged_queries(name)]
    sets = "".join(f"{name:>11}" for name in SETS)
    print(
        f"{'search':<18}{f'recall of {len(texts)}':>16}{sets}{'recall@10':>11}"
        f"{'unanswered':>12}{'exact p95':>12}{'CPU':>12}{'whole p95':>12}{'CPU':>12}"
    )
    for system in systems:
        right = sum(set(system.exact(text)) == set(truth[text]) for text in texts)

        def lines(query: str, system: System = system) -> list[int]:
            return [line_of[number] for number in system.search(query)]

        scores = [overall(ndcg_by_kind(lines, judged_queries(name))) for name in SETS]
        found = statistics.mean(recall(lines(q["query"]), q) for q in judged_queries())
        answered = sum(bool(system.search(query)) for query in unanswered())
        print(
            f"{system.name:<18}{right / len(texts):>16.1%}"
            + "".join(f"{score:>11.3f}" for score in scores)
            + f"{found:>11.3f}{answered:>9} of {len(unanswered())}"
            f"{p95(system.exact, texts)}{p95(system.search, asked * 5)}"
        )


def print_kinds(searcher: Searcher) -> None:
    """Print how good our order is for each kind of query."""
    for name in SETS[1:]:
        scores = ndcg_by_kind(
            lambda query: [hit.line for hit in searcher.search(query).hits], judged_queries(name)
        )
        kinds = (
            f"{kind} {statistics.mean(some):.2f} ({len(some)})" for kind, some in scores.items()
        )
        print(f"{name}: {'，'.join(kinds)}")


def measure(sample: int) -> None:
    """Measure and print.

    Args:
        sample: How many stretches of the report to look for; 0 for all.
    """
    report = load_builtin()
    with tempfile.TemporaryDirectory() as folder:
        (peer := Path(folder) / "peer").mkdir()
        searcher = Searcher(report, Path(folder) / "cache")
        start = time.perf_counter()
        searcher.prepare()
        built = time.perf_counter()
        searcher.close()
        searcher = Searcher(report, Path(folder) / "cache")
        searcher.prepare()
        opened = time.perf_counter()
        print(
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; index built in "
            f"{built - start:.1f} s, opened in {(opened - built) * 1000:.0f} ms"
        )
        with tutorial(report, peer) as chinese_analyzer:
            systems = [
                ours("shenyi", searcher),
                ours("shenyi, no index", Searcher(report)),
                chinese_analyzer,
                fts5(report, sqlite3.connect(":memory:")),
                pairs(report),
                plain(report),
            ]
            print_figures(report, systems, sample)
        print_kinds(searcher)
        searcher.close()


def main() -> None:
    """Measure search alone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.search")
    parser.add_argument("--sample", type=int, default=5000, help=SAMPLE_HELP)
    measure(parser.parse_args().sample)


if __name__ == "__main__":
    main()
