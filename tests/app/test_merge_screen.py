"""Merging the notes of others: files that are found or named, and the paper of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from content.importing import understand
from content.span import Span
from review.base import paths
from review.notes.export.webannotation import web_annotations
from review.notes.model import Kind
from review.notes.screens.merge_screen import MergeScreen
from review.notes.screens.tick_list import FileTicks
from review.widgets.choice_row import ChoiceRow
from tests.app.driving import View, reading
from tests.app.noting import keep, make_note
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()


def share(path: Path, name: str, words: str, start: int = 0) -> Path:
    """The file that a deputy gives to others."""
    made = make_note(REPORT, Span(18, start, 18, 9), words, Kind.SUGGESTION)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(web_annotations(REPORT, [made], name), encoding="utf-8")
    return path


@asynccontextmanager
async def merging(size: tuple[int, int] = (120, 40)) -> AsyncIterator[View]:
    """The screen, with two files in the folder of documents."""
    share(paths.documents_dir() / "甲.json", "王某", "应公布名单", 0)
    share(paths.documents_dir() / "乙.json", "李某", "应加快进度", 1)
    (paths.documents_dir() / "别的.json").write_text("{}", encoding="utf-8")
    async with reading(REPORT, size) as view:
        await view.press("+")
        await wait_until(view, lambda: view.shows("王某 1条"))
        yield view


def line(view: View, place: int) -> Input:
    """A line to type in."""
    return list(view.app.screen.query(Input))[place]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_files_are_found_ticked_and_written(size: tuple[int, int]) -> None:
    """Those of others in the usual folders; what is something else is not listed."""
    async with merging(size) as view:
        assert not view.shows("别的.json")
        await view.press("space", "down", "space")
        await wait_until(view, lambda: view.shows("2人，2条"))
        assert view.shows("应公布名单（王某）")
        path = Path(line(view, -1).value)
        assert path.name.startswith("审议意见汇总-")
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("已存"))
        text = understand(path).text
        assert "应公布名单（王某）" in text
        assert "应加快进度（李某）" in text


async def test_names_can_be_left_out() -> None:
    async with merging() as view:
        await view.press("space", "down", "space")
        await wait_until(view, lambda: view.shows("应公布名单（王某）"))
        view.app.screen.query_one("#names", ChoiceRow).taken = 1
        await wait_until(view, lambda: view.shows("【建议】应公布名单。"))
        assert view.shows("提出意见：2人")


async def test_a_file_is_named_and_the_same_name_is_asked_for(tmp_path: Path) -> None:
    """Two files that say one name make no paper until it is said whose the second is."""
    other = share(tmp_path / "丙.json", "王某", "另一位王某的话", 2)
    async with merging() as view:
        await view.press("down", "space")
        await wait_until(view, lambda: view.shows("1人，1条"))
        line(view, 0).value = str(other)
        line(view, 0).focus()
        await view.press("enter")
        await wait_until(view, lambda: view.shows("都写着“王某”"))
        line(view, 0).value = "小王＝丙.json"  # as an input method has it
        await view.press("enter")
        await wait_until(view, lambda: view.shows("另一位王某的话（小王）"))


async def test_what_cannot_be_read_is_said() -> None:
    async with merging() as view:
        line(view, 0).value = "没有.json"
        line(view, 0).focus()
        await view.press("enter")
        await wait_until(view, lambda: view.shows("没有.json"))
        assert isinstance(view.app.screen, MergeScreen)


async def test_ones_own_notes_stay_as_they_are() -> None:
    keep(REPORT, make_note(REPORT, Span(8, 0, 8, 10), "自己的话", Kind.APPROVAL))
    before = paths.notes_file().read_bytes()
    async with merging() as view:
        await view.press("space", "down", "space")
        await wait_until(view, lambda: view.shows("2人，2条"))
        assert not view.shows("自己的话")
        await view.press("escape")
        await wait_until(view, view.is_front)
    assert paths.notes_file().read_bytes() == before


async def test_the_mouse_ticks_a_file() -> None:
    async with merging() as view:
        await view.pilot.click(FileTicks, offset=(4, 0))
        await wait_until(view, lambda: view.shows("1人，1条"))
