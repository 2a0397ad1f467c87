"""The index of a large shelf: killed a hundred times while it is built, and complete."""

from __future__ import annotations

import os
import random
import signal
from contextlib import suppress
from pathlib import Path
from subprocess import TimeoutExpired

import pytest

from index.words.normalise import fold
from tests.bench.many import made
from tests.unit.index.shelves import SmallShelf, found, scanned
from tests.unit.index.test_shelf_index import assert_complete, put_more, start_search

pytestmark = pytest.mark.long

KILLS = 100
REPORTS = 400
STRETCHES = 2000


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_hundred_kills_leave_a_good_index(tmp_path: Path) -> None:
    shelf, cache = SmallShelf(tmp_path / "reports"), tmp_path / "cache"
    dice = random.Random(1)
    for kill in range(KILLS):
        if kill % 10 == 0:
            put_more(shelf, 4 + kill)
        program = start_search(shelf, cache)
        with suppress(TimeoutExpired):
            program.wait(dice.uniform(0.2, 3.0))
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.communicate()
    assert_complete(shelf, cache)


def test_nothing_is_missed_in_hundreds_of_reports(corpus: Path, tmp_path: Path) -> None:
    texts = {str(1000 + at): text for at, (_, text) in enumerate(made(corpus, REPORTS))}
    shelf = SmallShelf(tmp_path / "reports", texts)
    reports = shelf.reports()
    folded = [fold(p.text) for report in reports.values() for p in report.paragraphs]
    dice = random.Random(1)
    with shelf.searched(tmp_path / "cache") as searcher:
        for _ in range(STRETCHES):
            text = dice.choice(folded)
            at = dice.randrange(len(text))
            stretch = text[at : at + dice.randint(1, 6)].strip()
            if stretch.isalnum():
                assert set(found(searcher.exact(stretch))) == scanned(reports, stretch)
