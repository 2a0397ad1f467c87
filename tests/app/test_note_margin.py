"""Notes beside the text: a column where there is room, else two rows over the page."""

from __future__ import annotations

from functools import partial

import pytest
from textual.pilot import Pilot

from content.span import Span
from review.notes.model import Kind
from review.reading.note_margin import ROWS, NoteMargin
from review.reading.page import Page
from review.reading.page_rows import LANDING_MARK
from review.settings.config import Config
from tests.app.driving import View, make_app, reading
from tests.app.noting import keep, make_note, open_editor
from tests.app.test_pictures import Compare
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()
FIRST, SECOND = 8, 18
LONG = "名单在哪里可以看到？请写明公布的时间和网址，也请写明由哪个部门答复，逾期没有答复的怎么办。"
NOTES = (
    make_note(REPORT, Span(FIRST, 0, FIRST, 10), "成绩实在", Kind.APPROVAL, ["总体"]),
    make_note(REPORT, Span(FIRST, 26, FIRST, 40), LONG, Kind.QUESTION),
    make_note(REPORT, Span(SECOND, 0, SECOND, 9), "按季公布", Kind.SUGGESTION, ["养老"]),
)
SIZES = [(80, 24), (120, 40), (200, 50)]


def shown(view: View) -> list[NoteMargin]:
    """What shows notes, the column or the rows."""
    return [one for one in view.screen.query(NoteMargin) if one.display and one.size]


def rows(view: View) -> list[str]:
    """The notes as they stand there, without the line before them."""
    (margin,) = shown(view)
    return [row.strip("│ ").rstrip() for row in view.picture(margin)]


def row_of(view: View, words: str) -> int:
    """The row of the page on which words begin."""
    return next(y for y, row in enumerate(view.picture(view.page)) if words in row)


@pytest.mark.parametrize("size", SIZES[1:])
async def test_in_a_wide_window_each_note_stands_at_its_row(size: tuple[int, int]) -> None:
    """By keys and by the wheel, up and down; contents, page and notes side by side."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, size) as view:
        await wait_until(view, lambda: shown(view))
        (column,) = shown(view)
        assert column.region.x == view.page.region.right
        assert view.has_contents() is (size[0] >= 110)
        for keys in (["["], ["down"] * 3, ["]", "]"], ["pagedown"], ["home"]):
            await view.press(*keys)
            for note in NOTES:
                words = note.anchor.quote[:6]
                if any(words in row for row in view.picture(view.page)):
                    said = f"{note.kind.sign} {note.body[:6]}"
                    at = next(y for y, row in enumerate(rows(view)) if row.startswith(said))
                    assert at == row_of(view, words) or rows(view)[at - 1]


@pytest.mark.parametrize("size", SIZES)
async def test_the_lines_of_a_note_are_parted_by_a_blank(size: tuple[int, int]) -> None:
    span = Span(SECOND, 0, SECOND, 9)
    keep(REPORT, make_note(REPORT, span, "一要公开\n\n二要\t及时", Kind.QUESTION))
    async with reading(REPORT, size) as view:
        await view.press("ctrl+g")
        await view.type_line(REPORT.paragraph(SECOND).citation)
        await wait_until(view, lambda: shown(view) and "? 一要公开 二要 及时" in rows(view))


async def test_a_long_note_pushes_the_next_down_and_none_is_lost() -> None:
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        view.page.jump(FIRST)
        await wait_until(view, lambda: shown(view))
        assert LONG in "".join(rows(view)).replace("? ", "", 1)


async def test_in_a_narrow_window_two_rows_lie_over_the_page_and_it_stays() -> None:
    """Only where the paragraph that is being read has notes, and not while one writes."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(SECOND))
        await view.press("ctrl+g", *"二2 2", "enter")
        await wait_until(view, lambda: shown(view))
        (over,) = shown(view)
        assert over.region.bottom == view.page.region.bottom
        assert over.size.height == ROWS
        assert rows(view)[0] == "★ 按季公布 #养老"
        before, size = view.picture(view.page), view.page.size
        await view.press("up", "up", "up")
        assert view.page.current != SECOND
        assert not shown(view)
        await view.press("down", "down", "down")
        assert view.page.current == SECOND
        assert (view.picture(view.page), view.page.size) == (before, size)
        await open_editor(view)
        assert not shown(view)


async def test_the_margin_is_seen_where_rows_lie_over_the_page() -> None:
    """A paragraph that begins in the last row has its bar, or sign, though its words are hidden."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(SECOND))
        view.page.jump(SECOND)
        await view.press("escape")
        last = view.page.size.height - 1
        view.page.scroll_rows(row_of(view, "健全社会") - last)
        await view.pilot.click(view.page, (20, last))
        await view.press("escape")
        await wait_until(view, lambda: shown(view))
        assert view.page.current == SECOND
        assert LANDING_MARK in view.painted[1 + last]


async def test_two_rows_tell_how_each_of_two_notes_begins() -> None:
    """Not the end of the first, which may be a single character, with nothing of the second."""
    texts = [LONG, "请按季公布。"]
    spans = [Span(FIRST, 0, FIRST, 10), Span(FIRST, 26, FIRST, 40)]
    keep(REPORT, *(make_note(REPORT, at, text) for at, text in zip(spans, texts, strict=True)))
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(FIRST))
        view.page.jump(FIRST)
        await wait_until(view, lambda: shown(view))
        assert LONG[:8] in rows(view)[0]
        assert rows(view)[0].endswith("…")
        assert texts[1] in rows(view)[1]


async def test_more_than_two_rows_end_in_an_ellipsis() -> None:
    keep(REPORT, *NOTES)
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(FIRST))
        view.page.jump(FIRST)
        await wait_until(view, lambda: shown(view))
        assert rows(view)[0] == "✓ 成绩实在 #总体"
        assert rows(view)[1].startswith("? 名单在哪里")
        assert rows(view)[1].endswith("…")


@pytest.mark.parametrize("size", SIZES)
async def test_the_contents_count_the_notes_behind_each_entry(size: tuple[int, int]) -> None:
    """And count anew when one is marked or taken off."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, size) as view:

        def counts() -> list[str]:
            ends = [row.split()[-1:] for row in view.picture(view.contents)]
            return sorted(end for (end,) in filter(None, ends) if end.isdigit())

        await wait_until(view, lambda: counts() == ["1", "2"])
        await view.press("ctrl+g", *"二1 1", "enter", "enter", "1")
        await wait_until(view, lambda: counts() == ["1", "1", "2"])
        await view.press("1")
        await wait_until(view, lambda: counts() == ["1", "2"])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_notes_beside_the_text(snap_compare: Compare, size: tuple[int, int]) -> None:
    """A column, three columns, or two rows."""
    keep(REPORT, *NOTES)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        page = pilot.app.screen.query_one(Page)
        await wait_until(pilot, lambda: page.marks.notes_of(FIRST))
        page.jump(FIRST)

    assert snap_compare(
        make_app(REPORT, Config(theme="light")), terminal_size=size, run_before=show
    )


async def test_the_line_on_top_follows_from_note_to_note_in_the_editor() -> None:
    """What it says is where the bar stands, and what is written about, whoever moved the page."""
    keep(REPORT, *(make_note(REPORT, Span(at, 0, at, 4), "问") for at in (8, 9, 10)))
    async with reading(REPORT, (80, 24)) as view:

        def told(*place: int | str) -> bool:
            return place == (view.page.current, view.whereabouts.citation)

        await wait_until(view, lambda: view.page.marks.notes_of(10))
        view.page.jump(8)
        await open_editor(view)
        for number in (9, 10):
            await view.press("alt+down")
            await wait_until(view, partial(told, number, REPORT.paragraph(number).citation))


async def test_that_there_are_no_more_notes_is_not_said_at_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("review.reading.where_bar.SAYING_LASTS", 1000)
    keep(REPORT, *(make_note(REPORT, Span(at, 0, at, 4), "问") for at in (8, 9)))
    async with reading(REPORT, (80, 24)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(9))
        view.page.jump(8)
        await view.press("alt+up")
        await wait_until(view, lambda: "前面没有批注了" in view.whereabouts.saying)
        await view.press("alt+down")
        await wait_until(view, lambda: not view.whereabouts.saying)
        assert view.page.current in {8, 9}
