"""Moving through the report by rows, screens, headings and to its ends."""

from __future__ import annotations

import pytest
from textual import events

from review.base import paths
from review.reading.typeset import contents_nodes
from tests.app.driving import reading
from tests.small import small_report

STOPS = [1, 7, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19, 21]
"""Paragraphs of the small report where the keys for headings stop."""

NEXT = ["]", "】", "」", "ctrl+down"]
PREVIOUS = ["[", "【", "「", "ctrl+up"]


def test_the_stops_are_the_entries_of_the_contents() -> None:
    """What the other tests take for granted of the small report."""
    assert sorted({node.paragraph for node in contents_nodes(small_report())}) == STOPS


@pytest.mark.parametrize("key", NEXT)
async def test_next_section_stops_at_each_heading(key: str) -> None:
    """Every twin of ] goes through all headings to the closing and stays there."""
    async with reading(small_report(), (100, 12)) as view:
        seen = []
        for _ in range(len(STOPS)):
            await view.press(key)
            seen.append(view.page.current)
            assert view.is_visible((seen[-1], 0))
        assert seen == [*STOPS[1:], STOPS[-1]]


@pytest.mark.parametrize("key", PREVIOUS)
async def test_previous_section_goes_back_through_each_heading(key: str) -> None:
    """Every twin of [ goes back to the title and stays there."""
    async with reading(small_report(), (100, 12)) as view:
        await view.press(*["]"] * (len(STOPS) - 1))
        seen = []
        for _ in range(len(STOPS)):
            await view.press(key)
            seen.append(view.page.current)
        assert seen == [*reversed(STOPS[:-1]), STOPS[0]]
        assert view.page.scroll_y == 0


async def test_previous_section_first_goes_to_the_heading_one_reads_under() -> None:
    """In the middle of a part, [ leads to the heading above, not to the one before."""
    async with reading(small_report(), (100, 8)) as view:
        await view.press("]", "down", "down", "down")
        assert view.page.current == 8
        await view.press("[")
        assert view.page.current == 7


async def test_headings_land_in_the_first_row() -> None:
    """A heading that one jumps to is the first row of the page, and its paragraph has the bar."""
    async with reading(small_report(), (100, 12)) as view:
        await view.press(*["]"] * 4)
        assert view.first_row == "二、2024年政府工作安排"
        marked = [row for row in view.picture(view.page) if "▎" in row]
        assert len(marked) == 1
        assert "二、2024年政府工作安排" in marked[0]


async def test_rows_and_screens() -> None:
    """Down moves by one row; PageDown and Space by a screen less one row, and back again."""
    async with reading(small_report(), (100, 12)) as view:
        height = view.page.size.height
        await view.press("down", "down", "up")
        assert view.page.scroll_y == 1
        await view.press("pagedown")
        assert view.page.scroll_y == height
        await view.press("space")
        assert view.page.scroll_y == 2 * height - 1
        await view.press("pageup", "pageup")
        assert view.page.scroll_y == 1
        await view.press("up", "up", "pageup")
        assert view.page.scroll_y == 0


async def test_the_last_row_of_a_screen_is_the_first_of_the_next() -> None:
    """Turning a page loses no row, from the first screen to the end of the whole report."""
    async with reading(size=(80, 24)) as view:
        previous = view.picture(view.page)
        while True:
            before = view.page.scroll_y
            await view.press("pagedown")
            now = view.picture(view.page)
            if view.page.scroll_y == view.page.max_scroll_y:
                break
            assert view.page.scroll_y == before + view.page.size.height - 1
            assert now[0].strip("▎ ") == previous[-1].strip("▎ ")
            previous = now
        assert view.visible_rows()[-1] == view.rows()[-1]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])
async def test_home_and_end(size: tuple[int, int]) -> None:
    """End shows the last row of the report in the last row of the page, Home the first."""
    async with reading(size=size) as view:
        await view.press("end")
        assert view.page.scroll_y == view.page.max_scroll_y
        assert view.visible_rows()[-1] == view.rows()[-1]
        assert view.whereabouts.progress == 1
        assert "100%" in view.citation
        await view.press("home")
        assert view.page.top == (1, 0)
        assert view.page_shows("政府工作报告")


async def test_end_is_the_same_however_one_comes_there() -> None:
    """The end reached by screens is the end reached by its key: estimates leave no trace."""
    async with reading(size=(80, 24)) as view:
        await view.press("end")
        there = (view.page.top, view.visible_rows(), view.citation)
        await view.press("home", *["pagedown"] * 60)
        assert (view.page.top, view.visible_rows(), view.citation) == there
        assert view.page.virtual_size.height == len(view.rows())


async def test_the_top_is_always_the_first_visible_character() -> None:
    """After any movement, what the page calls its top is what stands in its first row."""
    keys = ["pagedown", "down", "end", "pageup", "up", "up", "home", "pagedown", "pagedown"]
    async with reading(size=(80, 24)) as view:
        for key in keys * 2:
            await view.press(key)
            assert view.page.top == view.first_visible(), key


async def test_the_wheel_and_the_scroll_bar_move_the_page() -> None:
    """The wheel scrolls by a few rows, and a click in the scroll bar by more."""
    async with reading(size=(100, 30)) as view:
        x, y = view.page.region.offset
        for _ in range(3):
            view.screen._forward_event(
                events.MouseScrollDown(view.page, x + 5, y + 5, 0, 1, 0, False, False, False)
            )
        await view.done()
        await view.pilot.pause()
        scrolled = view.page.scroll_y
        assert scrolled >= 3
        assert view.page.top == view.first_visible()
        bar = view.page.vertical_scrollbar
        await view.pilot.click(bar, offset=(0, bar.size.height - 2))
        await view.pilot.wait_for_scheduled_animations()
        await view.done()
        assert view.page.scroll_y > scrolled
        assert view.page.top == view.first_visible()


async def test_progress_rises_from_nothing_to_all() -> None:
    """The share that has been read never falls on the way down and ends at 100%."""
    async with reading(small_report(), (80, 12)) as view:
        shares = [view.whereabouts.progress]
        while view.page.scroll_y < view.page.max_scroll_y:
            await view.press("down")
            shares.append(view.whereabouts.progress)
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.5
    assert shares[-1] == 1


BURSTS = [
    "] pagedown down ] [ pagedown up ] down tab down down enter pagedown f2 down tab tab enter up",
    "f2 f2 pagedown pagedown",
    "pagedown f2 pagedown f2 pagedown",
    "f2 down down enter pagedown",
    "/ 养 老 escape pagedown pagedown",
]
"""Keys by name; some change what is on screen, and how much of it is left to the page."""


@pytest.mark.parametrize("keys", [burst.split() for burst in BURSTS], ids=BURSTS)
async def test_keys_in_one_burst_are_as_good_as_single_ones(keys: list[str]) -> None:
    """Keys typed ahead end where they end when typed one by one."""
    async with reading(size=(80, 24)) as slow:
        for key in keys:
            await slow.press(key)
        place = slow.page.top
    paths.places_file().unlink()  # or the second start would begin where the first one ended
    async with reading(size=(80, 24)) as fast:
        await fast.press(*keys)
        assert fast.page.top == place
