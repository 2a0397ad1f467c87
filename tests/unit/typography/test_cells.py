"""Characters whose width Unicode leaves open: counted and sent so that none lies over another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment

from content.shelf.library import load_builtin
from review.typography.cells import SAMPLE, Drawing, draw, drawing, is_open, samples, sent
from review.typography.linebreak import break_rows, cell_edges, cut_to

OPEN = "“”‘’—…·○●★①⑳ⅠⅫ×÷±→≥℃※"
"""Some of those that Chinese fonts draw two cells wide."""

PICTURED = "✓✎☑☐⏎"
"""Some that another font draws, wider than their cell."""

CLOSED = "汉A1 ，。（）▎▌│─╴█éα›"
"""Some that are as wide as they are."""

texts = st.text(st.sampled_from(OPEN + PICTURED + CLOSED), max_size=30)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    draw(Drawing.NARROW)


def drawn(how: Drawing) -> None:
    draw(how)


def test_what_is_of_open_width() -> None:
    assert all(map(is_open, OPEN))
    assert not any(map(is_open, PICTURED + CLOSED))


@given(texts)
def test_what_is_sent_has_as_many_cells_as_are_counted(text: str) -> None:
    """A terminal that gives one cell gets a blank behind each, and nothing else besides."""
    drawn(Drawing.NARROW)
    narrow = cell_len(text)
    drawn(Drawing.SPACED)
    spaced, out = cell_len(text), sent(text)
    blanks = sum(character in OPEN + PICTURED for character in text)
    assert spaced == cell_edges(text)[-1] == narrow + blanks
    drawn(Drawing.NARROW)
    assert cell_len(out) == spaced
    assert len(out) - len(text) == blanks


@given(texts)
def test_in_two_cells_nothing_is_sent_besides(text: str) -> None:
    drawn(Drawing.WIDE)
    assert sent(text) == text
    assert cell_len(text) == cell_edges(text)[-1]
    assert all(cell_len(character) == 2 for character in OPEN)
    assert [cell_len(character) for character in "汉A▎│✓"] == [2, 1, 1, 1, 1]


@pytest.mark.parametrize("how", Drawing)
def test_rows_of_the_report_are_never_wider_than_asked(how: Drawing) -> None:
    """Line breaking counts as the terminal does."""
    drawn(how)
    for paragraph in load_builtin().paragraphs[:60]:
        rows = break_rows(paragraph.text, 40)
        assert "".join(paragraph.text[a:b] for a, b in rows) == paragraph.text
        out = [sent(paragraph.text[a:b]) for a, b in rows]
        if how is Drawing.SPACED:
            drawn(Drawing.NARROW)
        assert all(cell_len(row) <= 40 for row in out)
        drawn(how)


def test_pieces_are_cut_between_characters() -> None:
    """Rich and Textual cut by the same widths."""
    drawn(Drawing.SPACED)
    before, behind = Segment("甲“乙”").split_cells(4)
    assert (before.text, behind.text) == ("甲“", "乙”")
    assert set_cell_size("○○○", 3) == "○ "


@pytest.mark.parametrize("how", Drawing)
def test_the_sample_shows_both_ways(how: Drawing) -> None:
    """The first row is sent without blanks, the second with them, whatever is counted now."""
    drawn(how)
    bare, spaced = map(sent, samples())
    assert bare == SAMPLE
    assert spaced.replace(" ", "") == SAMPLE
    assert spaced.count(" ") == sum(map(is_open, SAMPLE))


def test_control_sequences_are_left_alone() -> None:
    drawn(Drawing.SPACED)
    assert sent("\x1b[1;31m“\x1b[0m") == "\x1b[1;31m“ \x1b[0m"
    assert drawing() is Drawing.SPACED
    assert unicodedata.east_asian_width("“") == "A"


@pytest.mark.parametrize("how", Drawing)
@given(text=texts, room=st.integers(2, 40))
def test_what_is_cut_to_a_row_fits_it_and_ends_in_dots(how: Drawing, text: str, room: int) -> None:
    drawn(how)
    row = cut_to(text, room)
    assert cell_len(row) <= room
    assert row == text or row.endswith("…")
    assert (row == text) == (cell_len(text) <= room)
