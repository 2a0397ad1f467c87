"""The line that asks for a citation."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Offset
from textual.widgets import Input

from review.reading.go_bar import HINT, GoBar
from review.widgets.prose import Prose
from tests.app.driving import View, reading
from tests.e2e.driving import CLOSING
from tests.small import small_report


def bars(view: View) -> int:
    """How many of these lines are open."""
    return len(view.screen.query(GoBar))


@pytest.mark.parametrize("key", ["g", "ctrl+g"])
async def test_a_good_citation_leads_to_its_paragraph(key: str) -> None:
    """Both keys open the line; a citation closes it and brings its paragraph to the top."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press(key)
        assert bars(view) == 1
        assert isinstance(view.focused(), Input)
        await view.type_line("二（一）第2段")
        assert bars(view) == 0
        assert view.focused() is view.page
        assert (view.page.current, view.page.top) == (15, (15, 0))
        assert view.first_row.startswith("提质升级数字经济")
        assert view.marked == "提质升级数字经济"
        assert "二（一）第2段" in view.citation


@pytest.mark.parametrize(
    ("citation", "paragraph"),
    [("二1 2", 15), ("二（2）第1段", 17), ("第22行", 21), ("17", 16), ("一（二是）", 10),
     ("二（一）第2段至（二）", 15)],
)  # fmt: skip
async def test_citations_are_read_as_people_write_them(citation: str, paragraph: int) -> None:
    """Digits and brackets of either kind, or a line of the source, lead to the same place."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("g")
        await view.type_line(citation)
        assert view.page.current == paragraph
        assert view.is_visible((paragraph, 0))


async def test_an_item_inside_a_paragraph_is_in_view() -> None:
    """A citation with a place in a long paragraph shows that place, not only its beginning."""
    async with reading(size=(80, 10)) as view:
        await view.press("g")
        await view.type_line("一（三是）")
        number, offset = view.page.top
        assert view.is_visible((number, offset))


@pytest.mark.parametrize("citation", ["九", "二（七）", "第999行", "不知所云", "[red]x[/red]"])
async def test_a_bad_citation_says_so_and_stays(citation: str) -> None:
    """The answer stands beside what was typed, which stays to be corrected; the page too."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("]")
        before = view.page.top
        await view.press("g")
        await view.type_line(citation)
        hint = view.screen.query_one("#go-hint", Prose)
        assert bars(view) == 1
        assert view.screen.query_one(Input).value == citation
        assert view.page.top == before
        assert hint.text not in ("", citation, HINT)
        assert hint.text.endswith("。")
        await view.press(*["backspace"] * len(citation))
        await view.type_line("尾")
        assert (bars(view), view.page.current) == (0, 21)


async def test_what_is_pasted_by_mistake_leaves_the_page_its_room() -> None:
    """The answer repeats no more of it than a citation can have."""
    async with reading(small_report(), (80, 24)) as view:
        await view.press("g")
        view.screen.query_one(Input).value = "关于高质量发展" * 200
        await view.press("enter")
        await view.pilot.pause()
        assert "看不懂“关于高质量发展" in view.screen.query_one("#go-hint", Prose).text
        assert view.page.size.height > 15


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_the_answer_is_shown_whole(size: tuple[int, int]) -> None:
    """In as many rows as it needs, none of which begins with a closing mark."""
    async with reading(small_report(), size) as view:
        await view.press("g")
        await view.type_line("不知所云")
        await view.pilot.pause()
        hint = view.screen.query_one("#go-hint", Prose)
        rows = [row.strip() for row in view.picture(hint)]
        assert "".join(rows) == hint.text
        assert not [row for row in rows if row[0] in CLOSING]


@pytest.mark.parametrize("key", ["escape", "ctrl+g", "enter"])
async def test_the_line_can_be_left(key: str) -> None:
    """Esc, the key that opened it, or Enter on nothing closes it and changes nothing."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("]", "g", key)
        assert bars(view) == 0
        assert view.focused() is view.page
        assert view.page.top == (7, 0)


async def test_letters_typed_in_the_line_are_text() -> None:
    """Keys that mean something on the page are characters here."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("g", "g", "[", "]", "space", "？", "q")
        assert bars(view) == 1
        assert view.screen.query_one(Input).value == "g[] ？q"
        assert view.page.top == (1, 0)


async def test_the_line_opens_once_however_often_it_is_asked_for() -> None:
    """After a click on the page the key goes back to the open line, with what was typed."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("g", "二")
        await view.pilot.click(view.page, offset=(30, 5))
        await view.done()
        await view.press("g")
        assert bars(view) == 1
        assert isinstance(view.focused(), Input)
        await view.type_line("2 1")
        assert view.page.current == 17


async def test_escape_on_the_page_closes_the_line_too() -> None:
    """A line left open by a click on the page goes away with Esc."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("g")
        await view.pilot.click(view.page, offset=(30, 5))
        await view.done()
        await view.press("escape")
        assert bars(view) == 0


async def test_a_whole_burst_arrives() -> None:
    """Opening the line, typing, correcting and Enter in one burst lead where they say."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("]", "g", *"二9 ", "backspace", "backspace", *"2 1", "enter", "down")
        await view.press("up", "]", "[", "[")
        assert view.page.current == 16


async def test_the_first_visible_row_stays_while_the_line_is_open() -> None:
    """The line takes a row of the page at the bottom and gives it back."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("pagedown")
        top, height = view.page.top, view.page.size.height
        await view.press("g")
        await view.pilot.pause()
        assert (view.page.top, view.page.size.height) == (top, height - 1)
        await view.press("escape")
        await view.pilot.pause()
        assert (view.page.top, view.page.size.height) == (top, height)


async def test_an_input_method_finds_the_cursor() -> None:
    """The terminal's cursor stands right behind what was typed, two cells for a character."""
    async with reading(small_report(), (100, 14)) as view:
        await view.press("g")
        await view.pilot.pause()
        line = view.screen.query_one(Input)
        start = line.cursor_screen_offset
        assert start == line.content_region.offset
        await view.press(*"二七 3")
        await view.pilot.pause()
        assert line.cursor_screen_offset == start + Offset(6, 0)


@pytest.mark.parametrize("burst", [True, False])
async def test_an_input_method_finds_the_cursor_in_a_line_that_is_full(burst: bool) -> None:
    """Typed or pasted, what is longer than its room is scrolled, and the cursor with it."""
    async with reading(small_report(), (80, 14)) as view:
        await view.press("g")
        line = view.screen.query_one(Input)
        if burst:
            view.app.post_message(events.Paste("五六七" * 9))
            await view.done()
        else:
            await view.press(*"五六七" * 9)
        end = Offset(line.content_region.right - 1, line.content_region.y)
        assert view.app.cursor_position in (end, end - Offset(1, 0))
        assert "五六七" in view.picture(line)[0][-8:]
        view.app.set_focus(view.page)
        line.scroll_to(0, 0, animate=False, force=True)
        await view.done()
        view.app.set_focus(line)
        await view.done()
        assert view.app.cursor_position in (end, end - Offset(1, 0))


async def test_a_narrower_window_shows_where_text_goes_in() -> None:
    """The line scrolls: else an input method opens its candidates outside of it."""
    async with reading(small_report(), (80, 14)) as view:
        await view.press("g", *"五六七" * 4)
        line = view.screen.query_one(Input)
        await view.pilot.resize_terminal(40, 14)
        await view.done()
        assert line.content_size.width < 24
        assert line.content_region.contains_point(view.app.cursor_position)
