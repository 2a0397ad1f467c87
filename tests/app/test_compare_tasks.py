"""任务清单 on screen: states, words, filters, what has no numbers, tasks of one's own."""

from __future__ import annotations

from functools import partial

import pytest

from content.errors import Problem
from content.facts.commitments import commitments
from content.facts.comparison import FigureBook
from content.span import Span
from review.base.reports import user_shelf
from review.compare.screens.compare_screen import CompareScreen
from review.compare.screens.figure_list import FigureList
from review.compare.screens.tasks_screen import TasksScreen
from review.compare.task_states import TaskBook, TaskState
from review.notes.commands.command_base import opened_store
from review.voting.rules.rules import Rules
from review.voting.screens.source_screen import SourceScreen
from tests.app.comparing import opened, shelve_next_year, written_by
from tests.app.driving import CURSOR_MARK, View, reading
from tests.app.waiting import wait_until
from tests.unit.facts.small_reports import report
from tests.votes import REPORT, start

SIZE = (80, 24)
SENTENCES = report(
    "去年工作平稳。", "高质量完成第五次全国经济普查。\n完善提升青年会客厅、青年驿站等青年活动阵地。"
)
"""A report that promises nothing with a number or a time."""


async def shown(view: View) -> FigureList:
    """Open the screen, and wait until the tasks are there."""
    return await opened(view, "ctrl+l", TasksScreen, "57 项")


async def test_a_state_is_kept_and_taken_back() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("space")
        await wait_until(view, partial(view.shows, "◐ 进行中"))
        await view.press("space")
        await wait_until(view, partial(view.shows, "■ 已完成"))
        await view.press("escape")
        await shown(view)
        assert view.shows("■ 已完成")
        await view.press("ctrl+z")
        await wait_until(view, partial(view.shows, "◐ 进行中"))


async def test_of_keys_that_come_faster_than_is_written_each_gives_the_next_state() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("space", "space")
        await wait_until(view, partial(view.shows, "■ 已完成"))


async def test_tasks_are_filtered_and_words_are_kept_with_one() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("6")
        await wait_until(view, partial(view.shows, "写一句话，记在这一项后面"))
        await view.press(*"核对过", "enter")
        await wait_until(view, partial(view.shows, "字词、主题或状态，如：养老、有疑问"))
        await wait_until(view, partial(view.shows, "［核对过］"))
        await view.press("、", *"食堂")
        await wait_until(view, partial(view.shows, "1 项"))
        assert view.shows("新建长者食堂20处")
        await view.press("enter", "escape")
        await wait_until(view, partial(view.shows, "57 项"))
        await view.press("7", "7")
        await wait_until(view, partial(view.shows, "3 项　没有写数字的"))
        await view.press("escape", "2")
        await wait_until(view, lambda: not view.shows("57 项"))
        await view.press("escape", "end", "enter")
        await wait_until(view, lambda: view.app.screen is view.screen)
        await wait_until(view, partial(view.shows, "16件民生实事候选项目"))


async def test_words_that_are_being_written_are_not_lost_to_a_click() -> None:
    """They are gone on with, and what is typed then is neither a filter nor for another task.

    Without a task, Chinese is what to look for, also where nobody has asked for the line.
    """
    async with reading(REPORT, SIZE) as view:
        figures = await shown(view)
        await view.press("6", *"核对")
        await view.pilot.click(figures, offset=(8, 8), times=2)
        await view.press("f3", "enter", "space", "6", *"过", "enter")
        await wait_until(view, partial(view.shows, "［核对过］"))
        assert view.shows("57 项")
        assert not view.shows("进行中")
        await view.press("6", *"又", "escape", *"食堂")
        await wait_until(view, partial(view.shows, "1 项"))


async def test_words_to_look_for_count_before_the_tasks_are_read_and_where_there_are_none() -> None:
    async with reading(SENTENCES, SIZE) as view:
        await view.pilot.press("ctrl+l")
        await wait_until(view, lambda: isinstance(view.app.screen, TasksScreen))
        await view.pilot.press("tab", "f3", *"普查")
        await wait_until(view, partial(view.shows, "没有写数字、时限的　1 项"))
        await view.press("escape", "escape", "tab")
        await wait_until(view, partial(view.shows, "这里没有认出目标和任务。"))
        await view.press("f3", *"普查")
        await wait_until(view, partial(view.shows, "按Esc清除筛选"))


async def test_to_a_task_that_is_in_the_text_no_more_there_is_no_way() -> None:
    longer = report("去年工作平稳。", "抓好城市更新。\n" * 9 + "新建长者食堂20处。")
    with opened_store() as store:
        TaskBook(store, longer).set(commitments(FigureBook(longer))[-1], TaskState.DONE)
    async with reading(SENTENCES, SIZE) as view:
        await opened(view, "ctrl+l", TasksScreen, "原文已删（1）")
        await view.press("enter", "f4")
        assert isinstance(view.app.screen, TasksScreen)


async def test_what_has_no_numbers_becomes_an_amendment() -> None:
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await view.press("tab")
        await wait_until(view, partial(view.shows, "没有写数字、时限的"))
        await wait_until(view, lambda: "Tab 任务清单" in view.painted[-1])  # where it leads now
        await view.press("ctrl+p")
        await wait_until(view, partial(view.shows, "任务清单　Tab"))  # and under the same name
        await view.press("escape")
        written = (await written_by(view, "f4")).written
        advice = "建议写明：数量、完成时限、责任单位。"
        assert (written.kind.label, written.body) == ("修改", advice)


async def test_what_is_too_long_for_the_window_is_seen_from_its_beginning() -> None:
    """The chosen one bears its mark at the first of its rows, however low the window is."""
    async with reading(size=(40, 12)) as view:
        await shown(view)
        await view.press("tab")
        await wait_until(view, lambda: view.shows("没有写数字"))
        for _ in range(8):
            assert any(CURSOR_MARK in row for row in view.painted[4:])
            await view.press("down")


async def test_a_selected_sentence_becomes_a_task() -> None:
    async with reading(REPORT, SIZE) as view:
        await view.press("ctrl+a")
        await wait_until(view, partial(view.shows, "请先选中一句话"))
        await view.press("v", "v", *["right"] * 6)
        assert isinstance(view.screen.selected, Span)
        await view.press("ctrl+a")
        await wait_until(view, partial(view.shows, "已加进任务清单"))
        await view.press("escape", "ctrl+l")
        await wait_until(view, partial(view.shows, "58 项"))
        await view.press("end")
        await wait_until(view, partial(view.shows, "自己加的（1）"))
        await view.press("space", "space", "space")
        await wait_until(view, partial(view.shows, "? 有疑问"))
        await view.press("delete")
        await wait_until(view, partial(view.shows, "57 项"))


async def test_a_task_of_ones_own_is_listed_only_where_it_is_looked_for() -> None:
    """By its words and those that were kept with it; it has no topic."""
    with opened_store() as store:
        TaskBook(store, REPORT).add(Span(1, 0, 1, 3))
    async with reading(REPORT, SIZE) as view:
        await opened(view, "ctrl+l", TasksScreen, "58 项")
        await view.press("f3", *"食堂")
        await wait_until(view, partial(view.shows, "1 项"))
        await view.press(*["backspace"] * 2, *"自选")
        await wait_until(view, partial(view.shows, "自己加的（1）"))
        await view.press("escape", "6", *"催办", "enter", "f3", *["backspace"] * 2, *"催办")
        await wait_until(view, partial(view.shows, "［催办］"))
        assert view.shows("1 项")
        await view.press("escape", "escape", "2")
        await wait_until(view, lambda: not view.shows("58 项"))
        assert not view.shows("自己加的")


async def test_next_years_report_says_what_came_of_it() -> None:
    shelve_next_year()
    async with reading(REPORT, SIZE) as view:
        await shown(view)
        await wait_until(view, partial(view.shows, "下一年报告怎么说"))
        assert view.shows("地区生产总值同口径增长5.1%")
        await view.press("f3", *"5G基站")
        await wait_until(view, partial(view.shows, "没有找到对应的数字"))


async def test_a_candidate_leads_to_its_tasks_and_back() -> None:
    start(Rules(deputies_total=10, present=10, issued=10, seats=2))
    async with reading(REPORT, SIZE) as view:
        await view.press("f5", "enter", "ctrl+g")
        await wait_until(view, lambda: isinstance(view.app.screen, SourceScreen))
        await view.press("ctrl+l")
        await wait_until(view, partial(view.shows, "1 项"))
        assert view.shows("390余件事项“就近办”")
        assert view.shows("候选项目1")
        await view.press("escape")
        await wait_until(view, lambda: isinstance(view.app.screen, SourceScreen))


async def test_a_task_is_kept_of_the_report_that_is_open_whatever_was_compared_before() -> None:
    """The goals of two reports are those of the earlier one, which is not the one that is open."""
    shelve_next_year()
    (later,) = (one for one in user_shelf().list() if one.title == "张店区2025年政府工作报告")
    async with reading(user_shelf().open(later.id), SIZE) as view:
        await opened(view, "ctrl+d", CompareScreen, "2024年结果")
        await view.press("tab")
        await wait_until(view, partial(view.shows, "2024年目标"))
        await view.press("escape", "v", "v", *["right"] * 6, "ctrl+a")
        await wait_until(view, partial(view.shows, "已加进任务清单"))
        with opened_store() as store:
            assert TaskBook(store, user_shelf().open(later.id)).kept().added()
            assert not TaskBook(store, REPORT).kept().added()


async def test_a_list_of_words_that_cannot_be_read_is_said_on_both_screens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It ends neither screen nor program, and nothing says that there were no tasks."""

    def broken(*_books: object) -> None:
        raise Problem("不认识“多于”。", remedy="请删去这一行。")

    monkeypatch.setattr("review.compare.screens.task_entries.commitments", broken)
    monkeypatch.setattr("review.compare.screens.figure_desk.compare", broken)
    async with reading(REPORT, SIZE) as view:
        for key in ("ctrl+l", "ctrl+d"):
            await view.press(key)
            await wait_until(view, partial(view.shows, "不认识“多于”。请删去这一行。"))
            await view.press("escape")
            await wait_until(view, lambda: view.app.screen is view.screen)
