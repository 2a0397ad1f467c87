"""The caret: every place can be reached, and what it passes over is what is selected."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.parsing.outline import parse
from review.reading.caret import Caret, CaretStep
from review.reading.typeset import page_block, page_flow
from review.typography.flow import Flow, FlowPlace
from tests.small import small_report

REPORT = small_report()
COUNT = len(REPORT.paragraphs)
PAGE = 20


def laid_out(width: int = 40) -> Flow:
    """The small report in a column."""
    lengths = [len(paragraph.text) for paragraph in REPORT.paragraphs]
    return Flow(lengths, lambda index: page_block(REPORT, REPORT.paragraphs[index]), width)


def every_place() -> list[FlowPlace]:
    """All places of the report in their order: before each shown character and behind the last."""
    blocks = (page_block(REPORT, paragraph) for paragraph in REPORT.paragraphs)
    return [
        FlowPlace(index, offset)
        for index, block in enumerate(blocks)
        for offset in range(block.start, block.end + 1)
    ]


@pytest.mark.parametrize("direction", [1, -1])
def test_one_character_at_a_time_passes_every_place(direction: int) -> None:
    """From one end of the report to the other, and no further."""
    flow, places = laid_out(), every_place()[::direction]
    caret = Caret(REPORT, places[0])
    passed = [caret.place]
    for _ in places:
        caret.move(flow, "character", direction, PAGE)
        passed.append(caret.place)
    assert passed == [*places, places[-1]]


STEPS = st.tuples(st.sampled_from(get_args(CaretStep)), st.sampled_from([1, -1]))


@given(steps=st.lists(STEPS, max_size=40), width=st.integers(2, 90), start=st.integers(0, 500))
def test_any_walk_stays_on_places_and_selects_between_its_ends(
    steps: list[tuple[CaretStep, int]], width: int, start: int
) -> None:
    """In every column, after every sequence of steps."""
    places = every_place()
    flow, begin = laid_out(width), places[start % len(places)]
    caret = Caret(REPORT, begin)
    caret.anchor()
    for step, direction in steps:
        before = caret.place
        caret.move(flow, step, direction, PAGE)
        assert caret.place in places
        assert (caret.place >= before) if direction > 0 else (caret.place <= before)
    first, last = sorted([begin, caret.place])
    if first == last:
        assert caret.span is None
    else:
        assert caret.span == (first.block + 1, first.offset, last.block + 1, last.offset)


def test_a_walk_over_rows_keeps_its_column_across_a_short_row() -> None:
    """Down over a heading and a blank row, and up again, ends where it began."""
    flow = laid_out(40)
    caret = Caret(REPORT, FlowPlace(7, 15))
    for direction in (1, -1):
        for _ in range(8):
            caret.move(flow, "row", direction, PAGE)
    assert caret.place == FlowPlace(7, 15)


def test_a_clause_ends_behind_its_mark() -> None:
    """Ctrl+→ stops behind each run of punctuation, and at the paragraph's end."""
    flow = laid_out()
    text = REPORT.paragraph(8).text
    caret = Caret(REPORT, FlowPlace(7, 0))
    caret.move(flow, "clause", 1, PAGE)
    assert text[: caret.place.offset] == "2023年，"
    caret.move(flow, "clause", 1, PAGE)
    assert text[: caret.place.offset].endswith("发展目标，")
    caret.move(flow, "clause", -1, PAGE)
    assert text[: caret.place.offset] == "2023年，"


def test_to_the_edges_of_a_row_all_of_it_is_selected() -> None:
    """End goes behind the last character, so that the row is selected whole."""
    flow = laid_out(40)
    row = next(row for row in flow.rows(7) if row.end > row.start)
    caret = Caret(REPORT, FlowPlace(7, 3))
    caret.move(flow, "row edge", -1, PAGE)
    caret.anchor()
    caret.move(flow, "row edge", 1, PAGE)
    assert caret.span == (8, row.start, 8, row.end)


def test_a_step_by_clauses_is_quick_in_a_paragraph_without_punctuation() -> None:
    """To its end, and past what lies over another character: that is no place."""
    length = 40_000
    report = parse("政府工作报告\n\n一、工作回顾\n" + "长者食堂" * (length // 4) + "。\u0301好")
    caret = Caret(report, FlowPlace(2, 0))
    flow = page_flow(report, PAGE)
    caret.move(flow, "clause", 1, PAGE)
    assert caret.place == FlowPlace(2, length + 3)
    caret.move(flow, "clause", -1, PAGE)
    assert caret.place == FlowPlace(2, 0)
