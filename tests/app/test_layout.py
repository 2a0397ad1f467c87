"""Wide, narrow and tiny windows, and the reader's place when the window changes."""

from __future__ import annotations

import random

import pytest
from textual import events
from textual.geometry import Size

from content.shelf.library import load_builtin
from review.widgets.block_list import BlockList
from tests.app.driving import View, reading
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = load_builtin()


async def resize(view: View, columns: int, rows: int) -> None:
    """Change the window and wait until the application has."""
    await view.pilot.resize_terminal(columns, rows)
    await view.done()


# F2


async def test_in_a_wide_window_f2_puts_the_contents_away() -> None:
    """The contents stand beside the page; F2 hides them, and the next F2 opens them to choose."""
    async with reading(small_report(), (120, 24)) as view:
        assert view.has_contents()
        assert view.contents.region.right <= view.page.region.x
        width = view.page.size.width
        top = view.page.top
        await view.press("f2")
        assert view.focused() is view.contents
        await view.press("f2")
        await view.pilot.pause()
        assert not view.has_contents()
        assert view.page.size.width > width
        assert view.focused() is view.page
        await view.press("f2")
        await view.pilot.pause()
        assert view.has_contents()
        assert view.focused() is view.contents
        assert (view.page.size.width, view.page.top) == (width, top)


async def test_a_list_is_laid_out_once_for_a_new_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual calls the handlers of all classes of a widget, also those that call each other."""
    lay_out, laid_out = BlockList.lay_out, []

    def counted(self: BlockList) -> None:
        laid_out.append(self)
        lay_out(self)

    async with reading(small_report(), (120, 24)) as view:
        monkeypatch.setattr(BlockList, "lay_out", counted)
        await resize(view, 120, 30)
        assert laid_out == [view.contents]


async def test_in_a_narrow_window_the_contents_lie_over_the_page() -> None:
    """Under 80 columns F2 opens the contents over the page; Esc and each jump close them."""
    async with reading(small_report(), (60, 24)) as view:
        assert not view.has_contents()
        region = view.page.region
        assert region.width == 60
        await view.press("f2")
        await view.pilot.pause()
        assert view.has_contents()
        assert view.focused() is view.contents
        assert view.page.region == region
        assert view.contents.region.overlaps(region)
        await view.press("escape")
        await view.pilot.pause()
        assert not view.has_contents()
        assert view.focused() is view.page
        await view.press("f2", "ctrl+g", *"17", "enter")
        await view.pilot.pause()
        assert not view.has_contents()


async def test_choosing_in_the_overlay_closes_it() -> None:
    """Enter in the overlay goes there and shows the page."""
    async with reading(small_report(), (60, 24)) as view:
        await view.press("f2", "]", "]", "enter")
        await view.pilot.pause()
        assert not view.has_contents()
        assert view.page.current == 11
        assert view.focused() is view.page


async def test_a_click_in_the_overlay_goes_there() -> None:
    """The overlay takes the mouse as the contents beside the page do."""
    async with reading(small_report(), (60, 24)) as view:
        await view.press("f2")
        await wait_until(view, lambda: "结束语" in "".join(view.picture(view.contents)))
        rows = view.picture(view.contents)
        y = next(y for y, row in enumerate(rows) if "结束语" in row)
        await view.pilot.click(view.contents, offset=(5, y))
        await view.done()
        assert (view.has_contents(), view.page.current) == (False, 21)


async def test_each_layout_begins_at_its_width() -> None:
    """80 columns have the contents beside the page, 79 have not; growing brings them back."""
    async with reading(small_report(), (80, 24)) as view:
        assert view.has_contents()
        await resize(view, 79, 24)
        assert not view.has_contents()
        await resize(view, 80, 24)
        assert view.has_contents()


async def test_contents_put_away_stay_away() -> None:
    """A window made narrow and wide again does not bring back what F2 has closed."""
    async with reading(small_report(), (120, 24)) as view:
        await view.press("f2", "f2")
        await resize(view, 60, 24)
        await resize(view, 120, 24)
        assert not view.has_contents()


async def test_keys_never_go_to_contents_that_are_hidden() -> None:
    """When the window becomes narrow while one chooses, the page or the overlay has the keys."""
    async with reading(small_report(), (120, 24)) as view:
        await view.press("tab")
        await resize(view, 60, 24)
        before = view.page.top
        await view.press("pagedown")
        assert view.has_contents() or view.page.top != before


# Resizing


async def test_there_and_back_shows_the_same_first_character() -> None:
    """120×40 → 80×24 → 120×40 ends at the first visible character it began with."""
    async with reading(REPORT, (120, 40)) as view:
        for _ in range(6):
            await view.press("pagedown", "down", "down")
            place, shown = view.page.top, view.visible_rows()
            await resize(view, 80, 24)
            assert view.page.top == place
            assert view.is_visible(place)
            await resize(view, 120, 40)
            assert view.page.top == place
            assert view.visible_rows() == shown


@pytest.mark.parametrize("seed", [1, 2])
async def test_any_sequence_of_sizes_keeps_the_place(seed: int) -> None:
    """Through random sizes the first visible character stays the same, and in view."""
    choose = random.Random(seed)
    async with reading(REPORT, (100, 30)) as view:
        await view.press("g")
        await view.type_line(str(choose.randrange(8, 60)))
        await view.press(*["down"] * choose.randrange(9))
        place = view.page.top
        for _ in range(12):
            await resize(view, choose.randrange(40, 241), choose.randrange(8, 60))
            assert view.page.top == place
            assert view.is_visible(place)


async def test_two_sizes_at_once_are_as_good_as_one() -> None:
    """Dragging the window's edge sends sizes in bursts; the place survives."""
    async with reading(REPORT, (120, 40)) as view:
        await view.press("pagedown", "pagedown", "down")
        place = view.page.top
        for columns in range(118, 60, -7):
            await view.pilot.resize_terminal(columns, 30)
        await view.done()
        assert view.page.top == place
        assert view.is_visible(place)


async def test_the_end_stays_the_end() -> None:
    """At the end of the report the last row stays in view when the window shrinks and grows."""
    async with reading(REPORT, (120, 40)) as view:
        await view.press("end")
        current = view.page.current
        for size in [(80, 24), (200, 60), (120, 40)]:
            await resize(view, *size)
            assert view.visible_rows()[-1] == view.rows()[-1]
            assert view.page.current == current


async def test_reading_on_after_a_resize_moves_by_one_row() -> None:
    """The first key after a resize goes on from where one is."""
    async with reading(REPORT, (120, 40)) as view:
        await view.press("pagedown", "pagedown")
        await resize(view, 80, 24)
        rows = view.visible_rows()
        await view.press("down")
        assert view.visible_rows()[:-1] == rows[1:]
        assert view.page.top == view.first_visible()


@pytest.mark.parametrize("columns", [40, 79, 80, 110, 240])
async def test_every_width_is_usable(columns: int) -> None:
    """From 40 to 240 columns there is text in a column of at most 76 cells, centred."""
    async with reading(REPORT, (columns, 24)) as view:
        await view.press("pagedown", "f2", "pagedown", "escape", "]")
        await view.pilot.pause()
        assert view.visible_rows()
        width = view.page.scrollable_content_region.width
        column = min(76, width - 4)
        left = (width - column) // 2
        full = [row for row in view.picture(view.page) if len(row.strip()) > 10]
        assert full
        assert all(row[:left].strip("▎ ") == "" for row in full)


@pytest.mark.painted
@pytest.mark.parametrize("size", [(4, 3), (1, 1), (300, 100)])
async def test_no_size_is_a_crash(size: tuple[int, int]) -> None:
    """The smallest and the largest windows take every key, and the place outlives them."""
    async with reading(REPORT, size) as view:
        await view.press("pagedown", "]", "f2", "down", "enter", "g")
        await view.type_line("二7 3")
        await view.press("f1", "escape", "ctrl+p", "escape", "f9", "tab", "end", "home")
        await view.press("g")
        await view.type_line("二7 3")
        await resize(view, 80, 24)
        assert view.page.report.paragraph(view.page.current).citation == "二（七）第3段"
        assert view.is_visible(view.page.top)


async def test_twenty_by_five_still_shows_text() -> None:
    """In a window of 20×5 there are rows of the report to read."""
    async with reading(REPORT, (20, 5)) as view:
        assert view.page.size.height >= 2
        assert view.page_shows("政府工作报告")
        await view.press("pagedown", "pagedown")
        assert any(row.strip() for row in view.picture(view.page))


@pytest.mark.timeout(40)
async def test_a_window_that_changes_twice_while_a_key_is_followed_comes_to_rest() -> None:
    async with reading(size=(120, 40)) as view:
        screen = view.app.screen
        with view.app.batch_update():
            for size in (Size(60, 20), Size(120, 40)):
                screen.post_message(events.Resize(size, size))
                screen.call_later(lambda: None)  # so that the later one does not take its place
            await view.done()
        await view.press("pagedown")
        assert screen.size == (120, 40)
