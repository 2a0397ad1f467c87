"""The promise of the exact group: it has every paragraph and every place, and nothing else."""

from __future__ import annotations

import pytest

from content.report import Report
from index.searcher import Searcher
from tests.unit.index.substrings import Places, substrings

pytestmark = pytest.mark.xdist_group("index")  # built once, not by every worker


@pytest.fixture(scope="module")
def truth(report: Report) -> dict[str, Places]:
    return substrings(report)


def exact(searcher: Searcher, text: str) -> Places:
    return {hit.paragraph: hit.spans for hit in searcher.exact(text).hits}


@pytest.mark.parametrize("step", [10, pytest.param(1, marks=pytest.mark.long)])
def test_nothing_is_missed_and_nothing_made_up(
    searcher: Searcher, truth: dict[str, Places], step: int
) -> None:
    """For every tenth stretch of the report, or for all; and for each single character."""
    assert len(truth) > 34_000
    asked = [text for at, text in enumerate(truth) if at % step == 0 or len(text) == 1]

    wrong = [text for text in asked if exact(searcher, text) != truth[text]]

    assert wrong == []


def test_the_whole_search_has_all_that_the_exact_one_has(
    searcher: Searcher, truth: dict[str, Places]
) -> None:
    for text in list(truth)[::500]:
        assert searcher.search(text).groups[0] == searcher.exact(text).groups[0]
