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
from tests.unit.content.importing.papers import traditional
from tests.unit.content.importing.producers import (
    OFFICE,
    PRINTS,
    Layout,
    by_office,
    head_length,
    in_columns,
    official,
    web_page,
    word_layout,
)
from tests.unit.content.importing.reading_prints import assert_told, headings
from tests.unit.content.parsing.samples import BODY, PRIMARY

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


PLAN = "关于某某市2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告"
SESSION = "某某市第十八届人民代表大会第三次会议"
OFFICIAL_HEADS = [
    [PLAN, f"——2026年1月30日在{SESSION}上", "某某市发展和改革委员会主任　张某某"],
    ["政府工作报告", f"——2026年1月30日在{SESSION}上", "某某市人民政府市长　张某某"],
    ["政府工作报告", "2026年1月30日在某某市第十八届", "人民代表大会第三次会议上", "市长　张某某"],
    ["政府工作报告", "（2026年1月30日）", f"在{SESSION}上", "某某市市长　张某某"],
]


@pytest.mark.parametrize("in_traditional", [False, True])
@pytest.mark.parametrize("head", OFFICIAL_HEADS)
@pytest.mark.parametrize("layout", [official, in_columns])
def test_the_head_of_an_official_print(
    layout: Layout, head: list[str], in_traditional: bool, tmp_path: Path
) -> None:
    if not OFFICE:
        pytest.skip("no word processor on this machine")
    script = traditional if in_traditional else str
    lines = [*head, "各位代表：", BODY, "一、回顾", BODY, "（一）抓改革", BODY, "二、安排", BODY]
    (tmp_path / "b.pdf").write_bytes(by_office(layout)(list(map(script, lines)), tmp_path))
    found = understand(tmp_path / "b.pdf")
    assert found.title == script(head[0])
    assert found.facts.session == script(SESSION)
    assert str(found.facts.date) == "2026-01-30"
    assert found.facts.speaker == script("".join(head[-1].split()))


def bare(found: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(level, "".join(text.split())) for level, text in found]
