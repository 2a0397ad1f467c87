"""Marks in one stroke: the row that rises, its digits and its buttons."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from content.span import Span
from review.notes.model import Kind
from review.notes.screens.desk_bars import MarkBar
from review.notes.screens.marking import Marking
from tests.app.driving import View, reading
from tests.app.noting import editor, keep, kept, make_note
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()
BODY = 8
KINDS = tuple(Kind)


def bar(view: View) -> str:
    """What the row of marks says; nothing while it does not stand."""
    return "".join(str(one.render()) for one in view.screen.query(MarkBar))


async def marked(view: View, *kinds: Kind) -> None:
    """Wait until the notes on the disk are of these kinds."""
    await wait_until(view, lambda: [note.kind for note in kept(REPORT)] == list(kinds))


async def at_the_body(view: View) -> None:
    view.page.jump(BODY)
    await view.press("enter")
    await wait_until(view, lambda: bar(view))


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("digit", range(1, len(KINDS) + 1))
async def test_a_digit_marks_the_paragraph_at_once(digit: int, wide: bool) -> None:
    """Without words, whatever width it is typed in; the sign stands in the margin."""
    kind = KINDS[digit - 1]
    async with reading(REPORT, (116, 30)) as view:
        await at_the_body(view)
        await view.press(chr(ord("０") + digit) if wide else str(digit))
        await marked(view, kind)
        (note,) = kept(REPORT)
        assert (note.body, note.anchor.quote) == ("", REPORT.paragraph(BODY).text)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        first = next(row for row in view.picture(view.page) if "聚焦“3510”" in row)
        assert first.lstrip().startswith(kind.sign)


async def test_the_same_digit_takes_the_mark_off_another_changes_it_and_undo_undoes() -> None:
    async with reading(REPORT, (116, 30)) as view:
        await at_the_body(view)
        await view.press("1")
        await marked(view, KINDS[0])
        await view.press("2")
        await marked(view, KINDS[1])
        await view.press("2")
        await marked(view)
        await view.press("ctrl+z")
        await marked(view, KINDS[1])


async def test_a_note_with_words_is_not_lost_by_a_digit() -> None:
    """Its kind can be changed; to delete it, one opens it."""
    whole = Span(BODY, 0, BODY, len(REPORT.paragraph(BODY).text))
    keep(REPORT, make_note(REPORT, whole, "一条", Kind.QUESTION))
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        await view.press("enter", "2")
        await wait_until(view, lambda: "写有文字" in view.citation)
        await view.press("1")
        await marked(view, Kind.APPROVAL)
        assert kept(REPORT)[0].body == "一条"


async def test_digits_do_nothing_while_the_row_does_not_stand() -> None:
    async with reading(REPORT, (116, 30)) as view:
        await view.press("1", "2", "3")
        await at_the_body(view)
        await view.press("escape")
        assert not bar(view)
        await view.press("1")
        await view.app.workers.wait_for_complete()
        assert kept(REPORT) == []


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_click_lets_the_row_rise_and_its_words_are_buttons(size: tuple[int, int]) -> None:
    async with reading(REPORT, size) as view:
        await view.press("pagedown")
        y = next(y for y, row in enumerate(view.visible_rows()) if row.end > row.start + 5)
        await view.pilot.click(view.page, offset=(10, y))
        await wait_until(view, lambda: bar(view))
        number = view.page.current
        at = bar(view).index("3 ★")
        await view.pilot.click(MarkBar, offset=(len(bar(view)[:at].encode("gbk", "ignore")) + 1, 0))
        await marked(view, Kind.SUGGESTION)
        assert kept(REPORT)[0].anchor.segments[0].paragraph == number


async def test_a_selection_lets_the_row_rise_with_what_one_does_with_words() -> None:
    """It counts them, marks just them, copies them with where they stand, and looks for them."""
    async with reading(REPORT, (116, 30)) as view:
        await view.drag((20, 14), (33, 14))
        words = view.screen.get_selected_text() or ""
        await wait_until(view, lambda: f"已选{len(words)}字" in bar(view))
        assert "查这几个字" in bar(view)
        await view.press("ctrl+c")
        passage = view.screen.notes.marking.passage
        assert passage is not None
        citation = passage.citation
        assert view.app.clipboard == f"{words}〔{citation}〕"
        await view.press("3")
        await marked(view, Kind.SUGGESTION)
        assert kept(REPORT)[0].anchor.quote == words


async def test_enter_twice_writes_a_note() -> None:
    """Without function keys: Enter lets the row rise, Enter again opens the editor."""
    async with reading(REPORT, (116, 30)) as view:
        await at_the_body(view)
        await view.press("enter")
        await wait_until(view, lambda: editor(view))
        assert not bar(view)


async def test_the_row_goes_when_one_reads_on_elsewhere() -> None:
    async with reading(REPORT, (116, 12)) as view:
        await at_the_body(view)
        await view.press("pagedown")
        await view.pilot.pause()
        assert not bar(view)


async def test_selected_words_are_searched_for_and_hits_are_counted() -> None:
    """F3 takes them; n tells which hit of how many it is, and says where it begins again."""
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        y = next(y for y, row in enumerate(view.picture(view.page)) if "同比增长" in row)
        x = len(view.picture(view.page)[y].partition("同比增长")[0].encode("gbk", "replace"))
        await view.drag((x, y), (x + 6, y))
        assert view.screen.get_selected_text() == "同比增长"
        await view.press("f3")
        await wait_until(view, lambda: view.shows("精确"))
        await view.press("enter")
        for _ in range(3):
            await view.press("n")
        assert "处／共" in view.citation
        while "到头了" not in view.citation:
            await view.press("n")
        assert "第1处" in view.citation


async def test_the_row_comes_and_goes_and_the_page_stays() -> None:
    """Wherever one is, a blank row on top included; the rows have gone nowhere afterwards."""
    async with reading(REPORT, (60, 12)) as view:
        while view.page.scroll_y < view.page.max_scroll_y - 1:
            before = view.page.scroll_y
            await view.press("enter")
            assert bar(view)
            assert view.page.scroll_y == before
            await view.press("escape")
            assert not bar(view)
            assert view.page.scroll_y == before
            await view.press("down")


async def test_the_row_is_seen_below_messages_and_goes_when_the_list_comes() -> None:
    """Its buttons were behind what ^C says, and it stood between page and editor."""
    async with reading(REPORT, (80, 24)) as view:
        await view.press("enter", "ctrl+c")
        await wait_until(view, lambda: view.screen.query("Toast") and view.shows("复制 "))
        toast, row = view.screen.query_one("Toast"), view.screen.query_one(MarkBar)
        await wait_until(view, lambda: toast.region.height)
        assert toast.region.bottom <= row.region.y
        await view.press("f8")
        await wait_until(view, lambda: view.screen.has_class("-noting"))
        assert not view.shows("F4 写几句")


def test_words_that_are_selected_while_the_report_goes_raise_no_row() -> None:
    """Textual mounts nothing then, and ends the program."""
    desk: Any = SimpleNamespace(is_attached=False)
    marking, passage = Marking(desk), SimpleNamespace()
    vars(marking)["passage"] = passage
    marking.show()
