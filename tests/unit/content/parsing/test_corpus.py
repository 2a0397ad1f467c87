"""Real reports of many places, clean and dirty; they are not part of this repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.citation import resolve
from content.parsing.outline import parse
from tests.unit.content.importing.speaking import long_form
from tests.unit.content.parsing.fidelity import assert_faithful, assert_whole_tree
from tests.unit.content.parsing.noise import VARIANTS, one_line
from tests.unit.content.parsing.scoring import f1, gold_of, score


def read(path: Path) -> str:
    return path.read_bytes().decode()


def test_clean_reports_lose_no_heading_and_nothing_else(corpus: Path) -> None:
    scores = []
    for path, gold in gold_of(corpus):
        text = read(path)
        report = parse(text)
        scores.append(score(report, text, gold))
        assert_faithful(report, text)
        assert_whole_tree(report)
    assert f1(scores) >= 0.99
    faultless = sum(not score.wrong and not score.missed for score in scores)
    assert faultless >= 0.95 * len(scores)


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", VARIANTS)
def test_dirty_reports_lose_no_heading_and_nothing_else(
    corpus: Path, name: str, every: int
) -> None:
    """With each noise a fifth of the reports, another fifth with the next; all by check-long."""
    scores = []
    for path, gold in [*gold_of(corpus)][[*VARIANTS].index(name) % every :: every]:
        text = read(path)
        dirty = VARIANTS[name](text)
        report = parse(dirty)
        scores.append(score(report, text, gold))
        assert_faithful(report, dirty)
        assert_whole_tree(report)
    assert f1(scores) >= 0.97


def test_headings_that_lost_their_line_end(corpus: Path) -> None:
    scores = []
    for path, gold in gold_of(corpus):
        text = read(path)
        lines = {heading["line"] for heading in gold["headings"]}
        scores.append(score(parse(one_line(text, lines)), text, gold))
    assert f1(scores) >= 0.97


def test_every_citation_leads_back(corpus: Path) -> None:
    for path, _ in gold_of(corpus):
        report = parse(read(path))
        for paragraph in report.paragraphs:
            for citation in (paragraph.citation, long_form(report, paragraph.number)):
                assert resolve(report, citation).paragraph == paragraph.number
