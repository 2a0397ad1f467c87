"""Searching all reports of a shelf: the 40 of SHENYI_CORPUS, or thousands that are made of them.

Run by `make bench` with as many as there are, or alone as `python -m tests.bench.shelf --reports
3004`; it says so where there is no corpus. Nothing is asserted. The reports are put on an empty
shelf and indexed as the program does both; then the same paragraphs are put into tables of SQLite's
own trigrams and, where it is installed, of tantivy, which take turns with the program.

Queries are the judged ones of tests/data, and for exact hits stretches of the reports as well. An
answer is what a pane lists at once: `PANE` reports.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from content.importing import understand
from content.shelf.shelf import Shelf
from index.shelf.shelf_searcher import ShelfSearcher
from review.base import paths
from review.base.files import write_atomic
from review.search.shelf_search import PANE
from tests.bench.engines import Engine, tantivy_engine, trigram_engine
from tests.bench.many import made
from tests.bench.programs import percentile
from tests.unit.index.judging import (
    SHELF_SETS,
    average_precision,
    judged_queries,
    precision,
    shelf_queries,
)

STRETCHES = 400
"""Stretches of 2 to 6 characters, taken anywhere from the reports."""

Ask = Callable[[str], object]


def user_shelf(folder: Path) -> Shelf:
    """The shelf in a folder of its own."""
    return Shelf(folder / "shelf", folder_name=paths.file_name, write=write_atomic)


def add_all(folder: Path, corpus: Path, count: int) -> tuple[int, float]:
    """Understand so many reports and put them on the shelf; bytes of text, and seconds for one."""
    shelf = user_shelf(folder)
    file, size = folder / "report.txt", 0
    for _, text in made(corpus, count):
        size += file.write_bytes(text.encode())
        shelf.add(understand(file))
    (_, text), *_ = islice(made(corpus, count + 1), count, None)
    file.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    user_shelf(folder).add(understand(file))
    return size, time.perf_counter() - start


def stretches(shelf: Shelf) -> list[str]:
    """Stretches of the reports that stand there for certain."""
    dice = random.Random(1)
    ids = [report.id for report in shelf.list()]
    texts = [
        p.text for id in dice.sample(ids, min(40, len(ids))) for p in shelf.open(id).paragraphs
    ]
    found: list[str] = []
    while len(found) < STRETCHES:
        text = dice.choice(texts)
        at = dice.randrange(max(1, len(text) - 6))
        stretch = text[at : at + dice.randint(2, 6)]
        if stretch.isalnum():
            found.append(stretch)
    return found


def timed(ask: Ask, query: str) -> tuple[float, float]:
    """Milliseconds that an answer takes, by the clock and of the processor."""
    start, work = time.perf_counter(), time.process_time()
    ask(query)
    return (time.perf_counter() - start) * 1000, (time.process_time() - work) * 1000


def worked() -> float:
    """Seconds that the processor has worked for this, and for child processes that have ended."""
    spent = os.times()
    return sum(spent[:4])


def print_times(name: str, asks: dict[str, Ask], queries: Sequence[str]) -> None:
    """Print times of those that are asked, who take turns, and the first one's divided by them."""
    times: dict[str, list[tuple[float, float]]] = {who: [] for who in asks}
    for query in queries:
        for who, ask in asks.items():
            times[who].append(timed(ask, query))
    figures = {
        who: [percentile(list(some), of) for some in zip(*taken, strict=True) for of in (50, 95)]
        for who, taken in times.items()
    }
    base = next(iter(figures.values()))
    for who, taken in figures.items():
        line = "".join(f"{figure:>9.2f} ms" for figure in taken)
        ratios = "".join(f"{ours / its:>9.2f}" for ours, its in zip(base, taken, strict=True))
        print(f"{f'{name}, {who}':<24}{line}{ratios}{len(queries):>9}")


def program(folder: Path) -> ShelfSearcher:
    """What the program searches with."""
    return ShelfSearcher(user_shelf(folder).standing, folder / "cache")


def first_answer(folder: Path) -> float:
    """Seconds from nothing to the first answer, in this process."""
    start = time.perf_counter()
    searcher = program(folder)
    searcher.open()
    searcher.search("养老").first(PANE)
    taken = time.perf_counter() - start
    searcher.close()
    return taken


def print_figures(corpus: Path, folder: Path, count: int) -> None:
    """Measure and print, with a folder of its own."""
    start, work = time.perf_counter(), worked()
    size, one = add_all(folder, corpus, count)
    added, work_to_add = time.perf_counter() - start, worked() - work
    searcher = program(folder)
    start, work = time.perf_counter(), worked()
    searcher.prepare()
    indexed, work_to_index = time.perf_counter() - start, worked() - work
    file, (_, text) = folder / "report.txt", next(made(corpus, 1))
    file.write_text(text.replace("各位代表", "各位来宾"), encoding="utf-8")
    user_shelf(folder).add(understand(file))
    start, work = time.perf_counter(), worked()
    searcher.prepare()
    again, work_again = time.perf_counter() - start, worked() - work
    disk = sum(path.stat().st_size for path in (folder / "cache").rglob("*") if path.is_file())
    print(
        f"shelf of {searcher.searched} reports, {size / 1e6:.1f} MB: understood and put there in "
        f"{added:.1f} s (CPU {work_to_add:.1f} s), indexed in {indexed:.1f} s (CPU "
        f"{work_to_index:.1f} s); one more {one:.2f} s and {again:.2f} s (CPU {work_again:.2f} s); "
        f"index {disk / 1e6:.1f} MB, {disk / size:.2f} × text"
    )
    searcher.close()
    run = [sys.executable, "-m", "tests.bench.shelf", "--folder", str(folder)]
    for what in ("start", "memory"):
        print(
            subprocess.run(
                [*run, "--only", what], check=True, capture_output=True, text=True
            ).stdout,
            end="",
        )
    print_searches(folder, corpus, count)
    if count <= len(list(corpus.glob("*.txt"))):
        print_order(folder)


def print_searches(folder: Path, corpus: Path, count: int) -> None:
    """Print how long answers take, of the program and of plain engines."""
    searcher = program(folder)
    searcher.prepare()
    engines: list[Engine] = [
        trigram_engine(folder, (text for _, text in made(corpus, count))),
        *tantivy_engine(folder, (text for _, text in made(corpus, count))),
    ]
    judged = [query["query"] for query in judged_queries()]
    print(
        f"{'search of all reports':<24}{'p50':>12}{'p95':>12}{'CPU, p50':>12}{'p95':>12}"
        f"{'it ÷, p50':>9}{'p95':>9}{'CPU, p50':>9}{'p95':>9}{'queries':>9}"
    )
    exact: dict[str, Ask] = {"the program": lambda query: searcher.exact(query).first(PANE)}
    whole: dict[str, Ask] = {"the program": lambda query: searcher.search(query).first(PANE)}
    for engine in engines:
        exact[engine.name] = engine.phrase
        whole[engine.name] = engine.any_of
    print_times("exact", exact, judged + stretches(user_shelf(folder)))
    print_times("whole", whole, judged * 3)
    for engine in engines:
        print(f"{engine.name}: built in {engine.seconds:.1f} s, {engine.size / 1e6:.1f} MB")
    searcher.close()


def print_order(folder: Path) -> None:
    """Print how good the order of the reports is."""
    shelf, searcher = user_shelf(folder), program(folder)
    searcher.prepare()
    reports = {report.id: shelf.open(report.id) for report in shelf.list()}
    for name in SHELF_SETS:
        precisions, firsts = [], []
        for judged in shelf_queries(name):
            asked = re.compile(judged["relevant_regex"])
            relevant = {
                id
                for id, report in reports.items()
                if any(asked.search(paragraph.text) for paragraph in report.paragraphs)
            }
            found = searcher.search(judged["query"]).reports
            right = [hits.report.id in relevant for hits in found]
            precisions.append(average_precision(right, len(relevant)))
            firsts.append(precision(right, len(relevant)))
        print(
            f"{name}: {len(firsts)} judged queries, MAP {statistics.mean(precisions):.3f}, "
            f"P@5 {statistics.mean(firsts):.3f}"
        )
    searcher.close()


def print_memory(folder: Path) -> None:
    """Print what searching takes on top of what was there before, in this process."""
    before = _peak()
    searcher = program(folder)
    searcher.prepare()
    for query in judged_queries():
        searcher.exact(query["query"]).first(PANE)
        searcher.search(query["query"]).first(PANE)
    print(f"searching takes {_peak() - before:.1f} MiB more than Python with the modules loaded")
    searcher.close()


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def measure(*arguments: str) -> None:
    """Measure in a process of its own, for the sake of its memory."""
    subprocess.run([sys.executable, "-m", "tests.bench.shelf", *arguments], check=True)


def main() -> None:
    """Measure this alone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.shelf")
    parser.add_argument("--reports", type=int, default=40, help="how many, made from the corpus")
    parser.add_argument("--keep", type=Path, help="a folder for the shelf, which stays")
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--only", choices=["start", "memory"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    corpus = os.environ.get("SHENYI_CORPUS")
    if options.only == "start":
        taken = sorted(first_answer(options.folder) for _ in range(1))
        print(f"first answer after {taken[0]:.3f} s")
    elif options.only == "memory":
        print_memory(options.folder)
    elif not corpus:
        print("search of all reports: SHENYI_CORPUS names no folder of reports")
    elif options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        print_figures(Path(corpus), options.keep, options.reports)
    else:
        with tempfile.TemporaryDirectory() as folder:
            print_figures(Path(corpus), Path(folder), options.reports)


if __name__ == "__main__":
    main()
