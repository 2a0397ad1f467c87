"""对照 on screen: rows, sides, the way to a quote and back, notes, hidden rows, two reports."""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial

import pytest

from content.facts import comparison
from content.facts.waiting import go_on
from content.report import Report
from review.base.reports import user_shelf
from review.compare.screens.compare_screen import CompareScreen
from review.compare.screens.figure_desk import FigureDesk
from review.compare.screens.figure_list import FigureList
from review.compare.task_states import TaskBook
from tests.app.comparing import opened, shelve_next_year, written_by
from tests.app.driving import View, reading
from tests.app.waiting import PATIENCE, wait_until
from tests.small import small_report
from tests.votes import REPORT

SIZE = (80, 24)
WIDE = (120, 40)


async def shown(view: View) -> FigureList:
    """Open the screen, and wait until the rows are there."""
    return await opened(view, "ctrl+d", CompareScreen, "主要指标（")


async def test_quotes_stand_one_under_the_other_in_a_narrow_window() -> None:
    """What was left out stands last, with its reason; there is no other report yet."""
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        assert view.shows("2023年结果　地区生产总值同口径增长4.3%　一第2段")
        assert view.shows("2024年目标　地区生产总值增长5%以上　二第2段")
        assert view.shows("结果写明“同口径”，目标没有写")
        await view.press("tab")
        await wait_until(view, partial(view.shows, "书架上没有同一个地方"))
        await view.press("end")
        await wait_until(view, partial(view.shows, "年龄　大力发展0—3岁幼儿普惠托育服务"))
        await view.press("enter")
        await wait_until(view, lambda: view.app.screen is view.screen)


async def test_quotes_stand_side_by_side_in_a_wide_window_also_of_two_reports() -> None:
    shelve_next_year()
    async with reading(REPORT, WIDE) as view:
        await shown(view)
        (row,) = (row for row in view.painted if "地区生产总值同口径增长4.3%" in row)
        assert "2024年目标　地区生产总值增长5%以上" in row
        await view.press("tab")
        await wait_until(view, partial(view.shows, "2024年结果"))
        assert view.shows("地区生产总值同口径增长5.1%")
        assert view.shows("2024年目标　地区生产总值增长5%以上")
        await view.press("tab")
        await wait_until(view, partial(view.shows, "2023年结果"))


async def test_enter_goes_to_the_chosen_side_and_the_key_comes_back_to_the_row() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("down", "down", "right", "enter")
        await wait_until(view, lambda: view.app.screen is view.screen)
        await wait_until(view, partial(view.shows, "固定资产投资增长6%"))
        assert view.shows("退格 回到题")
        figures = await shown(view)
        assert (figures.cursor, figures.side) == (3, 1)


async def test_a_note_stands_on_the_goal_and_quotes_the_result() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        editor = await written_by(view, "ctrl+w")
        assert editor.passage.quote == "地区生产总值增长5%以上"
        said = "张店区2024年政府工作报告一第2段：“地区生产总值同口径增长4.3%”。"
        assert editor.written.body == said


async def test_pages_are_turned_where_the_last_row_has_gone() -> None:
    async with reading(REPORT, SIZE) as view:
        figures = await shown(view)
        await view.press("ctrl+x")
        await wait_until(view, partial(view.shows, "主要指标（3）"))
        await view.press("8")
        await wait_until(view, partial(view.shows, "已隐藏（1）"))
        await view.press("ctrl+x")
        await wait_until(view, partial(view.shows, "已隐藏（0）"))
        await view.press("pagedown", "pageup")
        assert figures.cursor == 0


async def test_what_was_chosen_a_page_on_is_chosen_when_one_is_back() -> None:
    async with reading(REPORT, SIZE) as view:
        figures = await shown(view)
        await view.press("pagedown", "pagedown")
        cursor = figures.cursor
        await view.press("escape")
        again = await opened(view, "ctrl+d", CompareScreen, "对照")
        await wait_until(view, lambda: again.cursor == cursor)  # once the figures are read anew


async def test_a_row_that_is_hidden_twice_comes_back_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Keys may come faster than is written."""
    typed = threading.Event()
    for name in ("hide", "drop"):
        write = getattr(TaskBook, name)
        monkeypatch.setattr(
            TaskBook, name, lambda *what, write=write: typed.wait(PATIENCE) and write(*what)
        )
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("ctrl+x", "ctrl+x")
        typed.set()
        await wait_until(view, partial(view.shows, "主要指标（3）"))
        await view.press("8")
        await wait_until(view, partial(view.shows, "已隐藏（1）"))
        typed.clear()
        await view.press("ctrl+x", "ctrl+x")
        typed.set()
        await wait_until(view, partial(view.shows, "已隐藏（0）"))


async def test_to_ask_for_another_report_does_not_end_the_reading_of_this_one() -> None:
    async with reading(REPORT, SIZE) as view:
        await view.pilot.press("ctrl+d")
        await wait_until(view, lambda: isinstance(view.app.screen, CompareScreen))
        await view.press("tab")
        await wait_until(view, partial(view.shows, "主要指标（"))


async def test_a_row_is_hidden_and_comes_back() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("ctrl+x")
        await wait_until(view, partial(view.shows, "主要指标（3）"))
        await view.press("8")
        await wait_until(view, partial(view.shows, "已隐藏（1）"))
        assert view.shows("地区生产总值同口径增长4.3%")
        await view.press("escape", "ctrl+z")
        await wait_until(view, partial(view.shows, "主要指标（4）"))


async def test_rows_that_are_hidden_in_another_view_are_not_offered() -> None:
    shelve_next_year()
    async with reading(REPORT, WIDE) as view:
        await shown(view)
        await view.press("tab")
        await wait_until(view, partial(view.shows, "2024年结果"))
        await view.press("ctrl+x")
        await wait_until(view, partial(view.shows, "按8查看隐藏的行"))
        await view.press("tab")
        await wait_until(view, partial(view.shows, "2023年结果"))
        assert not view.shows("已隐藏")
        await view.press("tab")
        await wait_until(view, partial(view.shows, "2024年结果"))
        await view.press("8")
        await wait_until(view, partial(view.shows, "已隐藏（1）"))


async def test_nothing_is_hidden_while_other_rows_are_being_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is kept is by then that of the other report already."""
    shelve_next_year()
    (name,) = (one.id for one in user_shelf().list() if one.id != REPORT.id)
    is_read, go_on = asyncio.Event(), asyncio.Event()
    read_kept = FigureDesk.read_kept

    async def slowly(self: FigureDesk, report: Report) -> None:
        await read_kept(self, report)
        is_read.set()
        await go_on.wait()

    async with reading(user_shelf().open(name), WIDE) as view:
        await shown(view)
        monkeypatch.setattr(FigureDesk, "read_kept", slowly)
        await view.press("tab")
        await wait_until(view, is_read.is_set)
        await view.press("ctrl+x")
        go_on.set()
        await wait_until(view, lambda: view.shows("2024年目标"))
        await view.done()
        assert isinstance(view.app.screen, CompareScreen)
        assert not view.app.screen._desk.kept.hidden()


async def test_a_report_without_goals_says_so() -> None:
    async with reading(small_report(), SIZE) as view:
        await view.press("ctrl+d")
        await wait_until(view, partial(view.shows, "没有找到集中写明"))


@pytest.mark.parametrize("key", ["ctrl+d", "ctrl+l"])
async def test_who_leaves_does_not_wait_until_the_figures_are_read(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """The program ends with its threads: one that reads for ever would keep it."""
    has_begun, has_ended = threading.Event(), threading.Event()

    def for_ever(report: Report, *_: object) -> None:
        has_begun.set()
        try:
            for _turn in range(6000):
                time.sleep(0.01)
                go_on()
        finally:
            has_ended.set()

    monkeypatch.setattr(comparison, "read_facts", for_ever)
    async with reading(REPORT, SIZE) as view:
        await view.pilot.press(key)
        await wait_until(view, has_begun.is_set)
    assert await asyncio.to_thread(has_ended.wait, 30)
