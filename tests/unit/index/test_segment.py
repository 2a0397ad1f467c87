"""The words are jieba's own, though its dictionary is not in memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from content.report import Report
from index.store.dictionary import FILE
from index.vocabulary import load_terms
from index.words.normalise import fold
from index.words.segment import Segmenter, Table, load_dictionary

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.xdist_group("index")  # built once, not by every worker


@pytest.fixture(scope="module")
def in_memory() -> Segmenter:
    return Segmenter(*load_dictionary(load_terms()))


@pytest.fixture(scope="module")
def on_disk(built: Path) -> Iterator[Segmenter]:
    (path,) = built.glob(f"index-*/{FILE}")
    with closing(Table(path)) as table:
        yield Segmenter(table, table.total)


def test_words_are_the_same_from_disk_and_from_memory(
    report: Report, in_memory: Segmenter, on_disk: Segmenter
) -> None:
    for paragraph in report.paragraphs:
        text = fold(paragraph.text)
        assert on_disk.cut(text) == in_memory.cut(text)
        assert on_disk.cut_finely(text) == in_memory.cut_finely(text)
        assert on_disk.borders(text) == in_memory.borders(text)


@pytest.mark.parametrize("term", ["专精特新", "一网统管", "河湖长制", "张店", "三提三争"])
def test_our_terms_stay_in_one_piece(on_disk: Segmenter, term: str) -> None:
    assert on_disk.cut(f"推进{term}工作")[1] == term


QUIETLY = """
import sys
from index.words import segment
segment.Segmenter({"养": 0, "养老": 10}, 10).cut("养老")
print(*sys.modules)
"""


CLOSED_WHILE_READ = """
import sqlite3, sys, threading, time
from pathlib import Path
from index.words.segment import Table, write_dictionary

path = Path(sys.argv[1])
write_dictionary(path, {str(number): number for number in range(5000)}, 1)

def read(table):
    try:
        for number in range(100_000):
            table.get(str(number))
    except sqlite3.ProgrammingError:
        print("closed")

for trial in range(40):
    table = Table(path)
    readers = [threading.Thread(target=read, args=[table]) for _ in range(2)]
    for reader in readers:
        reader.start()
    time.sleep(trial / 20_000)
    table.close()
    for reader in readers:
        reader.join()
"""


def test_a_dictionary_may_be_closed_while_it_is_read(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLOSED_WHILE_READ, str(tmp_path / "words")]
    run = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    assert run.stdout.split() == ["closed"] * 80


def test_jieba_is_imported_without_noise() -> None:
    run = subprocess.run(
        [sys.executable, "-W", "always", "-c", QUIETLY],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )

    assert run.stderr == ""
    assert "pkg_resources" not in run.stdout.split()
    assert not [name for name in run.stdout.split() if name.startswith("jieba.finalseg")]  # 3.4 MB


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("index", "content.parsing.outline jieba sqlite3 textual tomli whoosh"),
        ("index.store.report_store", "ssl urllib.request whoosh.lang.morph_en"),
        ("review.widgets.line_input", "textual.widgets._text_area"),
    ],
)
def test_importing_is_light(module: str, heavy: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )

    assert set(heavy.split()).isdisjoint(run.stdout.split())
