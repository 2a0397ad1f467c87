"""Flow: lazy layout is the same as laying everything out at once."""

from __future__ import annotations

import weakref

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from review.typography.flow import KEPT_BLOCKS, Block, Flow, Row
from review.typography.linebreak import printable

ALL = 1 << 30
"""A row behind the end of every flow."""


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    """A few blocks of every kind that the page and the contents make."""
    found = []
    for _ in range(draw(st.integers(1, 12))):
        text = draw(st.text("中文报告，。8.1%ab\x00", max_size=60))
        start = draw(st.integers(0, len(text)))
        found.append(
            Block(
                text,
                start,
                draw(st.integers(start, len(text))),
                first_indent=draw(st.integers(0, 6)),
                indent=draw(st.integers(0, 6)),
                gap=draw(st.integers(0, 2)),
                centred=draw(st.booleans()),
            )
        )
    return found


widths = st.integers(1, 90)
windows = st.lists(st.tuples(st.integers(-5, 120), st.integers(0, 60)), max_size=8)


def flow_of(found: list[Block], width: int) -> Flow:
    """A flow of which nothing has been looked at."""
    return Flow([len(block.text) for block in found], found.__getitem__, width)


def eager(found: list[Block], width: int) -> list[Row]:
    """Every row of the blocks, laid out without any laziness."""
    flow = flow_of(found, width)
    return [row for index in range(len(found)) for row in flow.rows(index)]


@given(blocks(), widths)
def test_the_rows_of_a_block_show_its_text(found: list[Block], width: int) -> None:
    """Blank rows of the gap come first; the others join to what the block shows."""
    for index, block in enumerate(found):
        rows = flow_of(found, width).rows(index)
        assert all(row.start == row.end == block.start for row in rows[: block.gap])
        text = rows[block.gap :]
        assert (
            "".join(block.text[row.start : row.end] for row in text)
            == (block.text[block.start : block.end])
        )
        assert {row.block for row in rows} == {index}
        assert min(row.indent for row in rows) >= 0


@given(blocks(), widths)
def test_lazy_heights_become_the_true_ones(found: list[Block], width: int) -> None:
    """Once everything is settled, heights and tops are those of an eager layout."""
    flow = flow_of(found, width)
    flow.settle(0, ALL)
    rows = eager(found, width)
    assert flow.height == len(rows)
    assert flow.tops == [sum(row.block < index for row in rows) for index in range(len(found) + 1)]


@given(blocks(), widths, windows)
def test_any_order_of_looking_gives_the_same(
    found: list[Block], width: int, looks: list[tuple[int, int]]
) -> None:
    """Stretches settled one after the other, in whatever order, change nothing in the end."""
    flow = flow_of(found, width)
    for first, height in looks:
        flow.settle(first, first + height)
    flow.settle(0, ALL)
    assert [flow.row_at(y) for y in range(flow.height)] == eager(found, width)
    assert flow.row_at(-1) is None
    assert flow.row_at(flow.height) is None


@given(blocks(), widths, windows)
def test_a_settled_stretch_is_as_high_as_it_looks(
    found: list[Block], width: int, looks: list[tuple[int, int]]
) -> None:
    """Within a stretch that was settled no block changes its height when it is looked at."""
    flow = flow_of(found, width)
    for first, height in looks:
        flow.settle(first, first + height)
        before = list(flow.tops)
        for y in range(max(0, first), first + height + 1):
            flow.row_at(y)
        assert flow.tops == before


@given(blocks(), widths)
def test_a_row_is_found_again_by_its_first_character(found: list[Block], width: int) -> None:
    """y_of(row_at(y)) is y for rows of text; a blank row leads to the text below it."""
    flow = flow_of(found, width)
    flow.settle(0, ALL)
    for y in range(flow.height):
        row = flow.row_at(y)
        assert row is not None
        back = flow.y_of(row.block, row.start)
        if row.end > row.start:
            assert back == y
        else:
            assert y <= back <= y + found[row.block].gap
        assert flow.block_at(y) == row.block


@given(blocks(), widths, st.integers(0, 59))
def test_a_character_is_on_the_row_that_is_said_to_show_it(
    found: list[Block], width: int, offset: int
) -> None:
    """y_of names the row with the code point in it, also before anything was settled."""
    for index, block in enumerate(found):
        if block.start <= offset < block.end:
            flow = flow_of(found, width)
            row = flow.row_at(flow.y_of(index, offset))
            assert row is not None
            assert row.block == index
            assert row.start <= offset < row.end


@given(blocks(), widths, st.integers(0, 11), st.integers(0, 120), st.integers(1, 30))
def test_a_shown_block_is_seen_from_its_beginning(
    found: list[Block], width: int, index: int, scroll: int, height: int
) -> None:
    """All of it, or as much as there is room for, whatever stands around it."""
    flow, index = Flow([9] * len(found), found.__getitem__, width), index % len(found)
    first = flow.scroll_to_show(index, scroll, height)
    top, bottom = flow.tops[index : index + 2]
    assert first <= top
    assert min(bottom, top + height) <= first + height


def test_places_outside_lead_to_the_nearest_block() -> None:
    """block_at is clamped, and an empty flow answers instead of failing."""
    flow = flow_of([Block("人民", 0, 2), Block("代表", 0, 2)], 4)
    assert (flow.block_at(-3), flow.block_at(99)) == (0, 1)
    empty = Flow([], [].__getitem__, 10)
    empty.settle(0, 10)
    assert (len(empty), empty.height, empty.row_at(0)) == (0, 0, None)


def test_a_block_that_was_forgotten_keeps_its_height() -> None:
    """Rows of only so many blocks are remembered; the layout does not depend on it."""
    lengths = [6 * (1 + index % 7) for index in range(3 * KEPT_BLOCKS)]
    found = [Block("人民代表大会" * 7, 0, length, gap=1) for length in lengths]
    flow = flow_of(found, 10)
    flow.settle(0, ALL)
    tops = list(flow.tops)
    for y in [0, flow.height - 1, flow.height // 2, 0]:
        flow.row_at(y)
    assert flow.tops == tops
    assert [flow.row_at(y) for y in range(flow.height)] == eager(found, 10)


def test_only_what_is_looked_at_is_broken() -> None:
    """Opening a text of many paragraphs costs no more than the screen that is shown."""
    asked: list[int] = []

    def block(index: int) -> Block:
        asked.append(index)
        return Block("人民" * 50, 0, 100)

    flow = Flow([100] * 10_000, block, 76)
    flow.settle(0, 40)
    assert len(set(asked)) < 40


def test_a_flow_ends_with_the_last_that_knows_it() -> None:
    """Each width and each list of hits makes one, and Python looks for garbage but seldom."""
    flow = flow_of([Block("报告", 0, 2)], 11)
    flow.settle(0, 9)
    known = weakref.ref(flow)
    del flow
    assert known() is None


def test_a_centred_row_stands_in_the_middle() -> None:
    """The free cells left of a centred row are those right of it, save one."""
    row = flow_of([Block("报告", 0, 2, centred=True)], 11).rows(0)[0]
    assert row.indent == 3


@given(blocks(), st.integers(8, 90))
def test_no_row_reaches_beyond_its_column(found: list[Block], width: int) -> None:
    """Indent and text together fit wherever the column has room for the indent and a character."""
    for row in eager(found, width):
        text = printable(found[row.block].text[row.start : row.end])
        assert row.indent + cell_len(text) <= width


def test_hanging_rows_start_under_the_text() -> None:
    """The second row of a heading does not begin under its number."""
    text = "（一）坚持高质量发展不动摇"
    rows = flow_of([Block(text, 0, len(text), indent=6)], 18).rows(0)
    assert [(row.indent, text[row.start : row.end]) for row in rows] == [
        (0, "（一）坚持高质量发"),
        (6, "展不动摇"),
    ]
