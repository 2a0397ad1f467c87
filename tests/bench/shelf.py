"""Searching all reports of a shelf: the 40 of SHENYI_CORPUS, or as many as it has.

Run by `make bench`, or alone as `python -m tests.bench.shelf`; it says so where there is no corpus.
Nothing is asserted. The reports are put on an empty shelf and searched, first with an empty cache.
Queries are the judged ones of tests/data, and for exact hits stretches of the reports as well.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from content.importing import understand
from content.shelf.library import BUILTIN_ID
from content.shelf.shelf import Shelf
from index import Listed, ShelfSearcher
from review.base import paths
from review.base.files import write_atomic
from tests.unit.index.judging import judged_queries

STRETCHES = 1000
"""Stretches of 2 to 6 characters, taken anywhere from the reports."""


def add_all(shelf: Shelf, corpus: Path) -> None:
    """Understand every report of a folder and put it on the shelf."""
    for path in sorted(corpus.glob("*.txt")):
        shelf.add(understand(path))


def searcher_of(shelf: Shelf, cache: Path) -> ShelfSearcher:
    """What searches the reports that were added."""
    listed = [Listed(r.id, r.title) for r in shelf.list() if r.id != BUILTIN_ID]
    return ShelfSearcher(listed, shelf.open, cache)


def stretches(shelf: Shelf) -> list[str]:
    """Stretches of the reports that stand there for certain."""
    dice = random.Random(1)
    texts = [p.text for r in shelf.list() for p in shelf.open(r.id).paragraphs if len(p.text) > 6]
    found: list[str] = []
    while len(found) < STRETCHES:
        text = dice.choice(texts)
        at = dice.randrange(len(text) - 6)
        found.append(text[at : at + dice.randint(2, 6)])
    return found


def print_times(name: str, search: Callable[[str], object], queries: Sequence[str]) -> None:
    """Print a line of times."""
    times = []
    for query in queries:
        start = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:<44}{statistics.median(times):>9.2f} ms{p95:>9.2f} ms{len(times):>9}")


def print_figures(corpus: Path, folder: Path) -> None:
    """Measure and print, with a folder of its own."""
    shelf = Shelf(folder / "shelf", folder_name=paths.file_name, write=write_atomic)
    start = time.perf_counter()
    add_all(shelf, corpus)
    added = time.perf_counter()
    searcher = searcher_of(shelf, folder / "cache")
    searcher.prepare()
    indexed = time.perf_counter()
    again = searcher_of(shelf, folder / "cache")
    again.prepare()
    opened = time.perf_counter()
    again.close()
    size = sum(path.stat().st_size for path in (folder / "cache").rglob("*") if path.is_file())
    print(
        f"shelf of {searcher.searched} reports: added in {added - start:.1f} s, indexed in "
        f"{indexed - added:.1f} s, opened in {opened - indexed:.1f} s; index {size / 1e6:.1f} MB"
        f"{memory()}"
    )
    gc.freeze()  # as the search pane does
    judged = [query["query"] for query in judged_queries()]
    print(f"{'search of all reports':<44}{'p50':>12}{'p95':>12}{'queries':>9}")
    print_times("exact, judged queries and stretches", searcher.exact, judged + stretches(shelf))
    print_times("whole plan, judged queries", searcher.search, judged * 10)
    searcher.close()


def memory() -> str:
    """The most memory that this process and the one that builds have taken, where it is known."""
    if sys.platform == "win32":
        return ""
    import resource

    own, child = (
        resource.getrusage(who).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f"; at most {own:.0f} MiB, and {child:.0f} MiB of the process that builds"


def measure() -> None:
    """Measure in a process of its own, for the sake of its memory."""
    subprocess.run([sys.executable, "-m", "tests.bench.shelf"], check=True)


def main() -> None:
    """Measure this alone."""
    corpus = os.environ.get("SHENYI_CORPUS")
    if not corpus:
        print("search of all reports: SHENYI_CORPUS names no folder of reports")
        return
    with tempfile.TemporaryDirectory() as folder:
        print_figures(Path(corpus), Path(folder))


if __name__ == "__main__":
    main()
