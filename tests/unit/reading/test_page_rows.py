"""The margin of a row: whatever stands in it, the text begins where it does without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from rich.style import Style

from review.reading.marks import Marks
from review.reading.page_rows import RowDress, paint_row
from review.typography.cells import Drawing, draw
from review.typography.flow import Row
from review.typography.looks import Look
from tests.small import small_report


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    draw(Drawing.NARROW)


@pytest.mark.parametrize("how", Drawing)
@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("signs", ["", "★", "✓", "?", "★✓", "?★", "★✎·?✓"])
def test_signs_never_move_the_text(how: Drawing, landed: bool, signs: str) -> None:
    """Neither in a wide margin nor in a narrow one, however the terminal draws them."""
    draw(how)
    report, styles = small_report(), dict.fromkeys(Look, Style())
    for margin in range(12):
        for indent in (0, 4):
            row = Row(7, 0, 5, indent)
            runs = paint_row(report, row, RowDress((), signs, landed), styles, margin)
            before = "".join(run.text for run in runs if run.offset is None)
            assert cell_len(before) == margin + indent


def test_a_row_bears_no_more_than_stands_in_it() -> None:
    """Of a book in one paragraph each row would be painted by looking at all of its hits."""
    marks = Marks(lambda: None)
    marks.mark_hits({3: tuple((at, at + 2) for at in range(0, 9_000, 3))})
    row = Row(2, 40, 78, 0)
    hits = dict(marks.layers(row))[Look.HIT]
    assert hits == tuple((at, at + 2) for at in range(39, 78, 3))
