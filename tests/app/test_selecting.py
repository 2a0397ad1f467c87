"""Selecting text with the mouse, and copying it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

import pytest
from textual.widgets._toast import Toast

from review.notes.screens.marking import Marking
from review.reading import drag_screen
from review.typography.linebreak import cell_edges
from tests.app.driving import MEASURE, View, reading
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()
HEIGHT = 30


class Cell(NamedTuple):
    """What a cell of the page shows."""

    paragraph: int
    start: int
    """Code point of its character, or where its row begins or ends beside the text."""
    end: int
    """Code point behind that character; the same as `start` beside the text."""


def cell_at(view: View, cell: tuple[int, int]) -> Cell:
    """What is under the mouse on a cell (column, row) of the page."""
    column, y = cell
    row = view.visible_rows()[y]
    width = view.page.scrollable_content_region.width
    left = (width - min(MEASURE, width - 4)) // 2 + row.indent
    edges = [left + edge for edge in cell_edges(view.text_of(row))]
    number = row.block + 1
    if column < left:
        return Cell(number, row.start, row.start)
    if column >= edges[-1]:
        return Cell(number, row.end, row.end)
    at = row.start + bisect_right(edges, column) - 1
    return Cell(number, at, at + 1)


def text_between(one: Cell, other: Cell) -> str:
    """The raw text from one cell to another, both included, a line for each paragraph.

    The blank row above a paragraph belongs to it; a line end behind all text is left out.
    """
    first, last = min(one, other), max(one, other)
    texts = [REPORT.paragraph(number).text for number in range(first.paragraph, last.paragraph + 1)]
    texts[-1] = texts[-1][: last.end]
    texts[0] = texts[0][first.start :]
    return "\n".join(texts).rstrip("\n")


def copied_words(view: View) -> str:
    """What was copied, without the citation behind it."""
    return re.sub(r"〔[^〕]*〕$", "", view.app.clipboard)


async def dragged(view: View, start: tuple[int, int], end: tuple[int, int]) -> tuple[str, str]:
    """Drag and copy: what is on the clipboard, and what should be."""
    wanted = text_between(cell_at(view, start), cell_at(view, end))
    await view.drag(start, end)
    await view.press("ctrl+c")
    return copied_words(view), wanted


DRAGS = {
    "within a row": ((20, 14), (30, 14)),
    "on the right half of a character": ((21, 14), (31, 14)),
    "within one character": ((30, 14), (31, 14)),
    "over two rows of a paragraph": ((50, 14), (12, 15)),
    "backwards": ((40, 15), (20, 14)),
    "over paragraphs and a heading": ((30, 9), (30, 18)),
    "from the margin": ((0, 14), (30, 15)),
    "from the first-row indent": ((3, 14), (30, 14)),
    "into the blank right of a row": ((30, 8), (72, 9)),
    "into the blank right of a full row": ((30, 14), (74, 14)),
    "from the margin to the blank": ((0, 12), (73, 18)),
    "backwards into the margin": ((40, 18), (1, 14)),
    "from a blank row": ((20, 10), (30, 14)),
    "over the title": ((2, 1), (60, 4)),
}


@pytest.mark.parametrize(("start", "end"), DRAGS.values(), ids=DRAGS)
async def test_a_drag_selects_the_exact_text(start: tuple[int, int], end: tuple[int, int]) -> None:
    """The clipboard holds the raw text between the two cells, wherever they are."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        copied, wanted = await dragged(view, start, end)
        assert wanted
        assert copied == wanted


async def test_a_drag_after_scrolling_and_in_a_narrow_window() -> None:
    """Rows that were scrolled into view, in another column, yield exact text as well."""
    async with reading(REPORT, (60, 20)) as view:
        await view.press("pagedown", "down")
        copied, wanted = await dragged(view, (20, 3), (31, 15))
        assert copied == wanted
        assert copied.count("\n") >= 1


@pytest.mark.parametrize(
    ("where", "over", "edge"),
    [
        ("#contents", (1, 16), (0, 16)),
        ("ScrollBar", (0, 16), (74, 16)),
        ("#whereabouts", (70, 0), (30, 0)),
        ("#keys", (70, 0), (30, 27)),
    ],
)
async def test_a_drag_that_leaves_the_page_goes_on_along_its_edge(
    where: str, over: tuple[int, int], edge: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letting go over the contents, the scroll bar, the top line or the keys takes no more text."""
    monkeypatch.setattr(drag_screen, "ROW_SECONDS", 3600)
    async with reading(REPORT, (116, HEIGHT)) as view:
        wanted = text_between(cell_at(view, (30, 14)), cell_at(view, edge))
        bar = view.page.vertical_scrollbar
        target = bar if where == "ScrollBar" else view.screen.query_one(where)
        await view.pilot.mouse_down(view.page, (30, 14))
        await view.pilot.hover(target, over)
        await view.pilot.mouse_up(target, over)
        await view.press("ctrl+c")
        assert copied_words(view) == wanted


@pytest.mark.parametrize(
    ("key", "where", "edge"), [("home", "#keys", HEIGHT - 3), ("end", "#whereabouts", 0)]
)
async def test_a_drag_held_beyond_the_page_scrolls_and_takes_what_comes(
    key: str, where: str, edge: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page moves on while the mouse rests below or above it; the selection ends at its edge."""
    # The page is looked at as it was let go, before the row of marks takes a row of it.
    monkeypatch.setattr(Marking, "rise", lambda _marking, _note_id="": None)
    async with reading(REPORT, (60, HEIGHT)) as view:
        await view.press(key)
        start, before = cell_at(view, (30, 14)), view.page.scroll_y
        await view.pilot.mouse_down(view.page, (30, 14))
        await view.pilot.hover(view.screen.query_one(where), (30, 0))
        await wait_until(view, lambda: abs(view.page.scroll_y - before) > 3)
        await view.pilot.mouse_up(view.screen.query_one(where), (30, 0))
        await view.press("ctrl+c")
        assert copied_words(view) == text_between(start, cell_at(view, (30, edge)))


async def test_a_drag_within_the_page_leaves_it_where_it_is() -> None:
    """The outermost rows can be selected at leisure; the page does not run away under the mouse."""
    async with reading(REPORT, (60, HEIGHT)) as view:
        await view.press("pagedown")
        before = view.page.scroll_y
        await view.pilot.mouse_down(view.page, (30, 14))
        for row in (HEIGHT - 5, HEIGHT - 4, HEIGHT - 3, 2, 1, 0):
            await view.pilot.hover(view.page, (30, row))
            assert view.page.scroll_y == before
        await view.pilot.mouse_up(view.page, (30, 0))


async def test_the_selection_is_painted_where_it_is() -> None:
    """Exactly the selected characters are in reverse, as a terminal without colours shows it."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        wanted = text_between(cell_at(view, (30, 14)), cell_at(view, (20, 15)))
        await view.drag((30, 14), (20, 15))
        painted = ""
        for y in range(view.page.size.height):
            for segment in view.page.render_line(y):
                if segment.style and segment.style.reverse:
                    painted += segment.text
        assert painted == wanted


async def test_a_selection_outlives_a_resize() -> None:
    """What was selected is the same text when the window has changed and the rows with it."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        _copied, wanted = await dragged(view, (30, 14), (20, 18))
        await view.pilot.resize_terminal(64, 20)
        await view.press("ctrl+c")
        assert copied_words(view) == wanted
        assert view.screen.get_selected_text() == wanted


@pytest.mark.parametrize("times", [2, 3])
async def test_a_double_click_selects_the_paragraph(times: int) -> None:
    """Two clicks, or three, select the paragraph under the mouse, all its rows and no other."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        number = cell_at(view, (30, 15)).paragraph
        await view.pilot.click(view.page, offset=(30, 15), times=times)
        await view.press("ctrl+c")
        assert copied_words(view) == REPORT.paragraph(number).text


async def test_a_drag_to_below_the_text_selects_to_the_end() -> None:
    """Letting go in the blank below the last row selects to the end of the report."""
    async with reading(REPORT, (116, 80)) as view:
        rows = view.rows()
        assert view.page.size.height > len(rows) + 3
        start = cell_at(view, (30, 14))
        await view.drag((30, 14), (30, len(rows) + 2))
        await view.press("ctrl+c")
        end = len(REPORT.paragraphs[-1].text)
        assert copied_words(view) == text_between(start, Cell(len(REPORT.paragraphs), end, end))


async def test_copying_claims_only_what_was_read_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl+C tells the number of characters, and otherwise how to copy by the terminal."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        await dragged(view, (30, 14), (40, 14))
        copied = view.app.clipboard
        said = f"已请终端复制 {len(copied)} 个字"
        await wait_until(view, lambda: any(said in notice for notice in view.notices))
        monkeypatch.setattr("review.base.clipboard.put_on_clipboard", lambda _text: True)
        await view.press("ctrl+c")
        await wait_until(view, lambda: f"已复制 {len(copied)} 个字。" in view.notices)


async def test_copying_nothing_says_how_to_select() -> None:
    """Ctrl+C without a selection leaves the clipboard alone and explains itself."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        await view.press("ctrl+c")
        assert copied_words(view) == ""
        assert any("选取文字" in notice for notice in view.notices)


@pytest.mark.parametrize("way", ["escape", "click"])
async def test_a_selection_can_be_dropped(way: str) -> None:
    """Esc or a click elsewhere takes the selection away, on screen too."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        await view.pilot.click(view.page, offset=(40, 8))  # the bar stands where a click sets it
        before = [view.page.render_line(y) for y in range(20)]
        await view.drag((30, 14), (20, 15))
        assert view.screen.get_selected_text()
        assert [view.page.render_line(y) for y in range(20)] != before
        if way == "escape":
            await view.press("escape")
        else:
            await view.pilot.click(view.page, offset=(40, 8))
        assert not view.screen.get_selected_text()
        assert [view.page.render_line(y) for y in range(20)] == before


async def test_markup_in_the_text_is_text() -> None:
    """Square brackets of the report are shown, selected and copied as they are."""
    async with reading(REPORT, (116, 60)) as view:
        assert any("[red]" in row for row in view.picture(view.page))
        y = next(y for y, row in enumerate(view.picture(view.page)) if "[red]" in row)
        await view.pilot.click(view.page, offset=(20, y), times=2)
        await view.press("ctrl+c")
        assert copied_words(view).endswith("[red]不是标记[/red]")


async def test_a_drag_over_what_was_said_in_the_corner_takes_no_more_text() -> None:
    """The selection stays where it met the notice; Textual would run to the report's end."""
    async with reading(REPORT, (116, HEIGHT)) as view:
        view.app.notify("一句话", timeout=60)
        await wait_until(view, lambda: any(toast.size for toast in view.app.screen.query(Toast)))
        toast = view.app.screen.query_one(Toast)
        row = toast.region.y - view.page.region.y
        start, last = (30, row - 4), (toast.region.x - view.page.region.x - 1, row)
        wanted = text_between(cell_at(view, start), cell_at(view, last))
        await view.pilot.mouse_down(view.page, start)
        await view.pilot.hover(view.page, last)
        await view.pilot.hover(toast, (5, 0))
        await view.pilot.mouse_up(toast, (5, 0))
        await view.press("ctrl+c")
        assert copied_words(view) == wanted
