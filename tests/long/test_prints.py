"""Whole reports printed by a browser, a word processor and a generator, and saved for Word and web.

Ten of the real reports are printed too if SHENYI_CORPUS names their folder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from content.importing import understand
from content.parsing.outline import parse
from content.report import Report
from tests.unit.content.importing.producers import (
    PRINTS,
    head_length,
    official,
    web_page,
    word_layout,
)
from tests.unit.content.importing.reading_prints import assert_told, headings
from tests.unit.content.parsing.samples import PRIMARY

pytestmark = pytest.mark.long

TEN = range(1, 41, 4)


def reports() -> Iterator[Path | None]:
    yield None  # the one that ships with the program
    folder = os.environ.get("SHENYI_CORPUS")
    if folder:
        yield from (Path(folder) / f"{number:03}.txt" for number in TEN)


def plain(path: Path | None) -> tuple[Report, list[str]]:
    report = PRIMARY if path is None else parse(path.read_text(encoding="utf-8"))
    return report, [paragraph.text.strip() for paragraph in report.paragraphs]


@pytest.mark.parametrize("path", list(reports()), ids=str)
@pytest.mark.parametrize("name", PRINTS)
def test_a_print_reads_as_its_text(name: str, path: Path | None, tmp_path: Path) -> None:
    producer, make = PRINTS[name]
    if not producer:
        pytest.skip(f"nothing on this machine prints as {name} does")
    if path and name == "generator-embedded":
        pytest.skip("the font of the tests holds the characters of the primary report only")
    report, lines = plain(path)
    assert bare(headings(assert_told(make(lines, tmp_path), lines))) == bare(headings(report))


@pytest.mark.parametrize("path", list(reports()), ids=str)
@pytest.mark.parametrize("name", ["a.docx", "a.html", "fragment.html"])
def test_a_document_reads_as_its_text(name: str, path: Path | None, tmp_path: Path) -> None:
    report, lines = plain(path)
    page = web_page(lines)
    makers: dict[str, Callable[[], bytes]] = {
        "a.docx": lambda: word_layout(lines, official),
        "a.html": page.encode,
        "fragment.html": lambda: page[page.index("<p") : page.rindex("</body>")].encode("gb18030"),
    }
    (tmp_path / name).write_bytes(makers[name]())
    found = understand(tmp_path / name)
    assert [paragraph.text.strip() for paragraph in found.report.paragraphs] == lines
    assert headings(found.report) == headings(report)
    assert head_length(lines) == head_length(found.text.split("\n"))


def bare(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(level, "".join(text.split())) for level, text in found]
