"""The contents follow the page, and the page follows the contents."""

from __future__ import annotations

import re

import pytest

from content.parsing.outline import parse
from review.reading.typeset import contents_block, contents_nodes
from review.reading.whole_entry import WholeEntry
from tests.app.driving import CURSOR_MARK, reading
from tests.app.waiting import wait_until
from tests.small import small_report


def entry(text: str) -> str:
    """An entry of the small report's contents, by a part of it."""
    texts = [contents_block(node).text for node in contents_nodes(small_report())]
    return next(found for found in texts if text in found)


@pytest.mark.parametrize("size", [(120, 24), (80, 24), (80, 12)])
async def test_every_entry_is_marked_at_some_time(size: tuple[int, int]) -> None:
    """Scrolling row by row from the top to the end marks every entry, each in its turn."""
    async with reading(small_report(), size) as view:
        marked = [view.contents.current_text]
        for _ in view.rows():
            await view.press("down")
            assert view.contents.current_text.startswith(view.marked.rstrip("…"))
            if view.contents.current_text != marked[-1]:
                marked.append(view.contents.current_text)
    wanted = [contents_block(node).text for node in contents_nodes(small_report())]
    assert marked == wanted


async def test_the_mark_is_what_the_top_line_says() -> None:
    """Message, state and picture agree: the marked entry stands in the line on top."""
    async with reading(small_report(), (120, 20)) as view:
        while view.page.scroll_y < view.page.max_scroll_y:
            await view.press("pagedown")
            citation = view.page.report.paragraph(view.page.current).citation
            assert view.whereabouts.citation == citation
            assert view.whereabouts.heading == view.marked
            assert citation in view.citation


async def test_the_marked_entry_is_always_in_view() -> None:
    """However far one goes, the contents scroll along and show the marked entry."""
    async with reading(size=(100, 14)) as view:
        for key in ["pagedown"] * 8 + ["end", "pageup", "pageup", "home"] + ["]"] * 12:
            await view.press(key)
            assert view.marked


async def test_enter_goes_to_the_chosen_entry() -> None:
    """Tab, arrows and Enter lead to an entry, and the page has the focus again."""
    async with reading(small_report(), (120, 20)) as view:
        await view.press("tab", *["down"] * 5)
        assert view.focused() is view.contents
        await view.press("enter")
        assert view.focused() is view.page
        assert view.page.current == 13
        assert entry("坚持创新驱动") == view.first_row
        assert view.marked == view.first_row


async def test_many_entries_are_seen_and_the_chosen_one_is_seen_whole() -> None:
    """At 80×24 an entry takes one row; what is cut off the chosen one lies over the page."""
    async with reading(size=(80, 24)) as view:
        entries = [contents_block(node).text for node in contents_nodes(view.page.report)]
        rows = [row[:26].strip("▌› ") for row in view.painted[1:-1]]
        begun = [text for text in entries if any(row and text.startswith(row[:6]) for row in rows)]
        assert len(entries) > 40
        assert len(begun) >= 18
        await view.press("f2", *["down"] * 5)
        cut = next(row for row in view.picture(view.contents) if CURSOR_MARK in row)
        assert cut.rstrip("▇▃ ").endswith("…")
        whole = entries[5]
        assert whole[:8] in cut
        assert whole not in cut
        await wait_until(view, lambda: view.shows(whole[:20]))
        for way_out in ("escape", "f2"):
            await view.press(way_out)
            await wait_until(view, lambda: not view.screen.query_one(WholeEntry).display)
            await view.press("f2", *["up"] * 50, *["down"] * 5)
            await wait_until(view, lambda: view.shows(whole[:20]))


async def test_an_entry_that_is_shown_whole_covers_all_of_the_next() -> None:
    """In a narrow window it lies below its row, and the … of that one looked out beside it."""
    async with reading(size=(60, 20)) as view:
        await view.press("f2", "down", "down")
        (whole,) = view.screen.query(WholeEntry)
        await wait_until(view, lambda: whole.display)
        await view.done()
        assert whole.region.width == view.contents.region.width


async def test_nothing_lies_over_an_entry_that_is_seen_whole() -> None:
    """Not when the contents have just come, in a narrow window, and not for the count of notes."""
    async with reading(size=(60, 24)) as view:
        await view.press("enter", "1", "f2")
        await wait_until(view, lambda: re.search("▌›政府工作报告 +1", "\n".join(view.painted)))
        await view.done()
        assert not any(one.display for one in view.screen.query(WholeEntry))


async def test_what_is_typed_in_the_contents_leaves_the_entries_that_have_it() -> None:
    """Chinese characters arrive from an input method; Backspace and Esc bring the rest back."""
    async with reading(small_report(), (120, 30)) as view:

        def listed() -> int:
            return sum(bool(row.strip("▌› ")) for row in view.picture(view.contents))

        there_are = listed()
        await view.press("f2", "数", "字")
        assert listed() == 1
        assert view.shows("目录中有“数字”的 1 条")
        await view.press("backspace")
        assert view.shows("目录中有“数”的")
        await view.press("龘")
        assert (listed(), view.shows("目录中没有“数龘”")) == (0, True)
        await view.press("escape")
        assert (listed(), view.focused()) == (there_are, view.contents)
        await view.press("数", "字", "enter")
        assert view.marked == entry("提质升级数字经济")
        assert (listed(), view.focused()) == (there_are, view.page)


async def test_letters_are_commands_in_the_contents_too() -> None:
    """A letter asks for no entry: g asks where to go."""
    async with reading(small_report(), (120, 30)) as view:
        await view.press("f2", "ｇ")
        assert view.shows("如 二（七）第3段")


@pytest.mark.parametrize("text", ["二、2024年", "提质升级数字经济", "结束语"])
async def test_a_click_goes_to_an_entry(text: str) -> None:
    """Clicking an entry, a part or a lead or the closing, shows it and marks it."""
    async with reading(small_report(), (120, 30)) as view:
        rows = view.picture(view.contents)
        y = next(y for y, row in enumerate(rows) if text in row)
        await view.pilot.click(view.contents, offset=(6, y))
        await view.done()
        assert view.marked == entry(text)
        (node,) = [
            node
            for node in contents_nodes(view.page.report)
            if contents_block(node).text == entry(text)
        ]
        assert view.page.current == node.paragraph
        assert view.is_visible((node.paragraph, 0))


async def test_a_click_below_the_last_entry_does_nothing() -> None:
    """An empty row of the contents leads nowhere."""
    async with reading(small_report(), (120, 50)) as view:
        before = view.page.top
        await view.pilot.click(view.contents, offset=(6, view.contents.size.height - 1))
        await view.done()
        assert view.page.top == before


async def test_choosing_alone_leaves_the_page_where_it_is() -> None:
    """Moving through the contents turns no page; leaving them shows the marked entry again."""
    async with reading(small_report(), (120, 20)) as view:
        before = view.page.top
        marked = view.marked
        await view.press("tab", "end", "pageup", "down", "]", "[", "home", "up")
        assert (view.page.top, view.marked) == (before, marked)
        await view.press("escape")
        assert view.focused() is view.page


async def test_sections_are_steps_of_the_contents_as_well() -> None:
    """In the contents the section keys stop at parts and sections only."""
    async with reading(small_report(), (120, 40)) as view:
        await view.press("tab", "]", "]", "]", "enter")
        assert view.page.current == 13


async def test_page_keys_move_the_choice_by_screens() -> None:
    """In contents longer than the screen, PageDown passes a screen of entries, End all."""
    async with reading(size=(100, 14)) as view:
        await view.press("tab", "pagedown", "enter")
        first = view.page.current
        await view.press("tab", "end", "enter")
        assert 1 < first < view.page.current
        assert view.marked == "结束语"


async def test_a_report_without_headings_has_contents_too() -> None:
    """A text of one paragraph opens, scrolls and answers all keys of the contents."""
    async with reading(parse("只有一段。", report_id="one"), (100, 20)) as view:
        await view.press("tab", "down", "pagedown", "]", "end", "enter", "]", "[", "end", "home")
        assert view.page_shows("只有一段。")
