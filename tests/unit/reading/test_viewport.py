"""The window over the rows: what it promises whatever the hand and the size of the window do."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from review.reading.typeset import page_block
from review.reading.viewport import Viewport
from review.typography.flow import Flow, FlowPlace
from tests.small import small_report

REPORT = small_report()
LENGTHS = [len(paragraph.text) for paragraph in REPORT.paragraphs]


def flow_of(width: int) -> Flow:
    """The small report in a column, with nothing looked at yet."""
    return Flow(LENGTHS, lambda at: page_block(REPORT, REPORT.paragraphs[at]), width)


places = st.integers(0, len(LENGTHS) - 1).flatmap(
    lambda block: st.integers(0, LENGTHS[block]).map(lambda offset: FlowPlace(block, offset))
)
moves: st.SearchStrategy[Callable[[Viewport], None]] = st.one_of(
    st.integers(-30, 30).map(lambda rows: lambda view: view.scroll_rows(rows)),
    st.integers(0, 400).map(lambda y: lambda view: view.scroll_to(y)),
    st.sampled_from([-1, 1]).map(lambda edge: lambda view: view.go_to_edge(edge)),
    places.map(lambda place: lambda view: view.go_to(place)),
    places.map(lambda place: lambda view: view.bring_into_view(place)),
    st.tuples(places, places).map(lambda two: lambda view: view.show_stretch(*sorted(two))),
    st.tuples(st.integers(10, 76), st.integers(1, 40)).map(
        lambda size: lambda view: view.lay_out(flow_of(size[0]), size[1])
    ),
)


@settings(max_examples=40)
@given(moves=st.lists(moves, max_size=12), width=st.integers(10, 76), height=st.integers(1, 40))
def test_one_reads_in_a_paragraph_that_is_on_the_page(
    moves: list[Callable[[Viewport], None]], width: int, height: int
) -> None:
    """No screen lies behind the end, and the bar stands at a paragraph that is seen."""
    view = Viewport(flow_of(width), FlowPlace(0, 0))
    view.lay_out(view.flow, height)
    for move in moves:
        move(view)
        assert 0 <= view.y <= max(0, view.flow.height - view.height)
        top, bottom = view.flow.tops[view.spot.block : view.spot.block + 2]
        assert top < view.y + view.height
        assert view.y < bottom
        assert 0 <= view.progress(LENGTHS) <= 1


@given(place=places, widths=st.lists(st.integers(10, 76), min_size=1, max_size=5))
def test_what_is_first_stays_first_in_every_width(place: FlowPlace, widths: list[int]) -> None:
    """The row on top holds the same character, as long as a screen lies below it."""
    view = Viewport(flow_of(76), FlowPlace(0, 0))
    view.lay_out(view.flow, 12)
    view.go_to(place)
    for width in widths:
        view.lay_out(flow_of(width), 12)
        assert view.top == place
        if view.y < view.flow.height - view.height:
            assert view.flow.y_of(*place) - view.y in (0, view.flow.y_of(0, 0))
