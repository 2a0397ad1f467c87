"""What holds for every report; run with SHENYI_CORPUS."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from content.facts.comparison import FigureBook, compare
from content.facts.model import Omission
from content.facts.pairing import Likeness
from content.parsing.outline import parse
from content.report import Role

COUNTS = Path(__file__).parents[2] / "data" / "facts" / "row_counts.json"
"""Rows of 主要指标 of each report, all of which were read and found right."""


@pytest.fixture(scope="module")
def books(corpus: Path) -> dict[str, FigureBook]:
    return {
        path.stem: FigureBook(parse(path.read_text(encoding="utf-8"), report_id=path.stem))
        for path in sorted(corpus.glob("*.txt"))
    }


def test_every_digit_is_in_a_figure_or_left_out_with_a_reason(
    books: dict[str, FigureBook],
) -> None:
    """And at most 3 % of a report's digits are left out because nobody knows what they are."""
    for name, book in books.items():
        covered: dict[tuple[int, int], Omission | None] = {}
        for fact in book.figures.facts:
            covered.update({(fact.paragraph, at): None for at in range(fact.start, fact.end)})
        for left in book.figures.left_out:
            covered.update(
                {(left.paragraph, at): left.reason for at in range(left.start, left.end)}
            )
        digits = [
            (paragraph.number, at)
            for paragraph in book.report.paragraphs
            if paragraph.role in (Role.BODY, Role.HEADING)
            for at, sign in enumerate(paragraph.text)
            if sign.isdecimal()
        ]
        unrecognised = sum(covered[digit] is Omission.UNRECOGNISED for digit in digits)
        print(f"{name}: {unrecognised / len(digits):.1%} of {len(digits)} digits unrecognised")
        assert unrecognised <= 0.03 * len(digits), name


def test_all_that_is_shown_is_printed_in_the_report(books: dict[str, FigureBook]) -> None:
    for book in books.values():
        for fact in book.figures.facts:
            text = book.report.paragraph(fact.paragraph).text
            assert fact.quote == text[fact.quote_start : fact.quote_end]
            assert fact.quote_start <= fact.start < fact.end <= fact.quote_end
            assert text[fact.start : fact.end].startswith(fact.value)
            shown = (fact.name, fact.unit, fact.direction, *fact.bounds, *fact.caliber)
            assert all(word in text for word in shown), fact


def test_main_rows_or_a_sentence_why_there_are_none(books: dict[str, FigureBook]) -> None:
    counts: Counter[str] = Counter()
    for name, book in books.items():
        found = compare(book)
        counts[name] = len(found.rows(Likeness.MAIN))
        assert counts[name] or found.refusal or found.notice, name
        for row in found.rows(Likeness.MAIN):
            assert row.result.year == found.result_year
            assert row.goal.year == found.goal_year
            assert row.result.indicator == row.goal.indicator == row.name
    read = json.loads(COUNTS.read_text(encoding="utf-8"))
    if set(counts) == set(read):  # the reports whose rows were read one by one
        assert counts == read
