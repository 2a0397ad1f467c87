"""The place where one reads: one sees it, sets it, and returns to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.importing import understand
from content.parsing.outline import parse
from content.shelf.library import Opened
from review.base import paths
from review.base.reports import user_shelf
from tests.app.driving import LANDING_MARK, View, make_app, reading
from tests.app.noting import open_editor
from tests.app.searching import REPORT
from tests.app.waiting import wait_until
from tests.small import SMALL_TEXT, small_report


def cited(view: View) -> str:
    """How the paragraph with the bar is cited."""
    return view.page.report.paragraph(view.page.current).citation


def barred(view: View) -> set[int]:
    """The paragraphs whose rows have the bar."""
    rows = zip(view.picture(view.page), view.visible_rows(), strict=False)
    return {row.block + 1 for text, row in rows if LANDING_MARK in text}


def row_of(view: View, words: str) -> int:
    """The row of the page with some words."""
    return next(y for y, row in enumerate(view.picture(view.page)) if words in row)


async def agree(view: View) -> None:
    """Bar, top line and editor speak of one paragraph."""
    assert barred(view) == {view.page.current}
    assert cited(view) in view.citation
    opened = await open_editor(view)
    assert opened.passage.segments[0].paragraph == view.page.current
    await view.press("escape")
    await wait_until(view, lambda: not view.screen.query("NoteEditor"))


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_click_sets_the_place(size: tuple[int, int]) -> None:
    async with reading(small_report(), size) as view:
        await view.press("pagedown")
        for y in (3, 6, view.page.size.height - 3):
            wanted = view.visible_rows()[y].block + 1
            await view.pilot.click(view.page, offset=(10, y))
            await view.done()
            assert view.page.current == wanted
            await view.press("escape")
            await agree(view)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_arrows_reach_every_paragraph(size: tuple[int, int]) -> None:
    """Also those of the last screen, where the page moves no more; and back to the first."""
    async with reading(small_report(), size) as view:
        seen = [view.page.current]
        for key in ("down", "up"):
            for _ in view.rows():
                await view.press(key)
                seen.append(view.page.current)
        assert seen[len(view.rows())] == len(view.page.report.paragraphs)
        assert seen[-1] == 1
        assert set(seen) == set(range(1, len(view.page.report.paragraphs) + 1))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_citation_leads_to_the_paragraph_that_is_noted(size: tuple[int, int]) -> None:
    """Also in the last screen, and after the list of notes was opened and closed."""
    async with reading(size=size) as view:
        await view.press("ctrl+g")
        await view.type_line("二7 3")
        await view.press("f8", "escape")
        assert cited(view) == "二（七）第3段"
        await agree(view)


@pytest.mark.parametrize(
    "keys", [("end",), ("pagedown", "pagedown"), ("]", "]", "down"), ("home",)]
)
async def test_wherever_one_comes_all_agree(keys: tuple[str, ...]) -> None:
    async with reading(size=(100, 20)) as view:
        await view.press(*keys)
        await agree(view)


async def test_the_bar_is_never_off_the_screen() -> None:
    """Scrolled away with the wheel, it goes on in the nearest paragraph; a resize keeps it."""
    async with reading(size=(80, 24)) as view:
        await view.pilot.click(view.page, offset=(10, 12))
        clicked = view.page.current
        view.page.scroll_to(y=3, animate=False)
        await view.pilot.pause()
        assert view.page.current == clicked
        view.page.scroll_to(y=100, animate=False)
        await view.pilot.pause()
        assert barred(view) == {view.page.current}
        await view.pilot.resize_terminal(50, 14)
        assert barred(view) == {view.page.current}


async def test_a_double_click_takes_the_sentence_and_a_third_the_paragraph() -> None:
    async with reading(small_report(), (100, 30)) as view:
        await view.press("]", "]", "]", "]", "]", "]")
        y = row_of(view, "5G基站1000个")
        x = view.picture(view.page)[y].index("5G") + 20
        await view.pilot.click(view.page, offset=(x, y), times=2)
        await view.done()
        selected = view.screen.get_selected_text() or ""
        text = view.page.report.paragraph(14).text
        assert selected in text
        assert selected != text
        assert selected[-1] in "。；"
        await view.pilot.click(view.page, offset=(x, y), times=3)
        await view.done()
        assert view.screen.get_selected_text() == text


# The way back


JUMPS = {
    "a citation": ("ctrl+g", *"二7 3", "enter"),
    "the contents": ("tab", "end", "enter"),
    "a search": ("f3", *"食堂", "enter"),
}


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
@pytest.mark.parametrize("back", ["backspace", "alt+left"])
async def test_back_returns_from_a_jump(jump: tuple[str, ...], back: str) -> None:
    """To the rows that were there and the paragraph that had the bar, and onwards again."""
    async with reading(REPORT, size=(100, 24)) as view:
        await view.press("pagedown", "pagedown")
        await view.pilot.click(view.page, offset=(60, 9))
        await view.press("escape")
        before = view.page.view
        await view.press(*jump)
        there = view.page.view
        assert there.spot != before.spot
        await wait_until(view, lambda: view.shows("退格 回到"))
        await view.press(back)
        assert view.page.view == before
        await view.press("alt+right")
        assert view.page.view.spot == there.spot


async def test_the_way_back_has_the_room_of_quitting() -> None:
    """What one works with stays in the footer; in the narrowest one, what lists all the rest."""
    async with reading(size=(80, 24)) as view:
        for place in ("一 2", "二7 3"):
            await view.press("ctrl+g")
            await view.type_line(place)
        await wait_until(view, lambda: view.shows("退格 回到一第2段  F4 批注"))
        await view.pilot.resize_terminal(40, 12)
        await wait_until(view, lambda: view.shows("^P 更多"))


async def test_back_goes_through_all_jumps_and_says_where() -> None:
    async with reading(size=(120, 24)) as view:
        for place in ("一 2", "二7 1", "二7 3"):
            await view.press("ctrl+g")
            await view.type_line(place)
        await wait_until(view, lambda: view.shows("退格 回到二（七）第1段"))
        await view.press("backspace", "backspace")
        assert cited(view) == "一第2段"
        await view.press("backspace")
        assert view.page.current == 1
        await view.press("backspace")
        assert view.page.current == 1


async def test_back_leads_into_the_report_that_was_left() -> None:
    """By the shelf to another report, and back to the place in the first."""
    async with reading(size=(120, 24)) as view:
        await view.press("]", "]", "]")
        before = (view.page.report.id, view.page.current)
        await view.app.show_report(Opened(small_report()))
        assert view.page.report.id == "small"
        await wait_until(view, lambda: view.shows("退格 回到上一份报告"))
        await view.press("backspace")
        await wait_until(view, lambda: (view.page.report.id, view.page.current) == before)


async def test_back_and_onwards_go_through_two_reports_and_not_to_and_fro(tmp_path: Path) -> None:
    """Through all places of both, also where keys are typed ahead of the change of the report."""
    other = tmp_path / "另一份.txt"
    other.write_text(small_report().source, encoding="utf-8")
    other_id = user_shelf().add(understand(other), title="另一份报告")
    async with reading(size=(120, 24)) as view:
        places = []
        for report_id in (view.page.report.id, other_id):
            await view.app.show_shelved(report_id)
            for place in ("1", "99%"):
                await view.press("ctrl+g")
                await view.type_line(place)
                places.append((view.page.report.id, view.page.current))
        assert len(set(places)) == 4
        await view.press(*["backspace"] * 9)
        await wait_until(view, lambda: (view.page.report.id, view.page.current) == places[0])
        assert view.app._trail.next(-1) is None
        await view.press(*["alt+right"] * 9)
        await wait_until(view, lambda: (view.page.report.id, view.page.current) == places[-1])


async def test_back_does_not_lead_into_what_a_report_was_before_its_revision() -> None:
    """The paragraph that was left is another now, or there is none."""
    whole = small_report()
    half = parse("\n".join(SMALL_TEXT.splitlines()[:9]))
    async with reading(whole, size=(120, 24)) as view:
        for place in ("1", "99%"):
            await view.press("ctrl+g")
            await view.type_line(place)
        await view.app.show_report(Opened(replace(half, id=whole.id)))
        await wait_until(view, lambda: view.shows("共建共享") is False)
        await view.press("backspace", "alt+right")
        assert view.page.report.lines == half.lines
        assert view.page.current <= len(half.paragraphs)
        assert not view.shows("退格 回到")


def test_the_place_is_kept_where_it_always_was() -> None:
    """What is on the page is remembered from start to start, whichever paragraph has the bar."""
    assert not paths.places_file().exists()
    assert make_app().reading.place == (1, 0)
