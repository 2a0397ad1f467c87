"""F7: what is chosen is previewed, and what is previewed is written."""

from __future__ import annotations

import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from content.span import Span
from review.base import paths
from review.notes.model import Kind
from review.notes.screens.export_screen import ExportScreen
from review.widgets.choice_row import ChoiceRow
from tests.app.driving import View, reading
from tests.app.noting import keep, make_note
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()
NOTES = (
    make_note(REPORT, Span(8, 0, 8, 10), "成绩实在", Kind.APPROVAL, ["总体"]),
    make_note(REPORT, Span(8, 26, 8, 40), "目标为何低于实绩？", Kind.QUESTION, ["数据"]),
    make_note(REPORT, Span(18, 0, 18, 9), "按季公布就餐人数", Kind.SUGGESTION, ["养老"]),
)


@asynccontextmanager
async def exporting(size: tuple[int, int] = (120, 40)) -> AsyncIterator[View]:
    """The export screen over three notes, its preview shown."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, size) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(8))
        await view.press("f7")
        await wait_until(view, lambda: view.shows("共 3 条"))
        yield view


def text_in(path: Path) -> str:
    """What a file holds."""
    return path.read_text(encoding="utf-8")


def mode_of(path: Path) -> int:
    """Who may read and write a file."""
    return stat.S_IMODE(path.stat().st_mode)


def path_line(view: View) -> Input:
    """The line with the path."""
    return view.app.screen.query(Input)[1]


async def test_the_list_is_previewed_and_written_just_so() -> None:
    """Into the documents folder, for the user alone; the screen says where."""
    async with exporting() as view:
        assert view.shows("1 【肯定】")
        path = Path(path_line(view).value)
        assert path.parent == paths.documents_dir()
        await view.press("ctrl+s")
        await wait_until(view, view.is_front)

        text = text_in(path)
        assert text.startswith("政府工作报告审阅批注（本人留存，请勿外传）\n")
        assert [note.body in text for note in NOTES] == [True] * 3
        assert mode_of(path) == 0o600
        assert any("已导出 3 条批注" in notice and str(path) in notice for notice in view.notices)


async def test_kinds_and_tags_choose_what_is_written(tmp_path: Path) -> None:
    """The preview follows each choice, and the file holds what it showed."""
    async with exporting() as view:
        await view.press("tab", "tab", "right", "right")
        await wait_until(view, lambda: view.shows("共 1 条") and not view.shows("成绩实在"))
        assert view.shows("目标为何低于实绩？")
        await view.press("left", "left", "tab", "tab", *"养老")
        await wait_until(view, lambda: view.shows("按季公布就餐人数") and view.shows("共 1 条"))

        path_line(view).value = str(tmp_path / "一份.txt")
        await view.press("ctrl+s")
        await wait_until(view, view.is_front)
        text = text_in(tmp_path / "一份.txt")
        assert "按季公布就餐人数" in text
        assert "成绩实在" not in text


@pytest.mark.parametrize(("steps", "opening"), [(1, "# "), (2, "序号,"), (3, "{")])
async def test_every_format_is_previewed(steps: int, opening: str) -> None:
    """Markdown, a table, the Web Annotations; the file's ending follows."""
    async with exporting() as view:
        await view.press(*["right"] * steps)
        await wait_until(view, lambda: any(row.strip().startswith(opening) for row in view.painted))
        assert path_line(view).value.endswith(["", ".md", ".csv", ".json"][steps])


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(tmp_path: Path) -> None:
    """The first press asks; another file name takes the question back."""
    old = tmp_path / "旧.txt"
    old.write_text("旧内容", encoding="utf-8")
    async with exporting() as view:
        path_line(view).value = str(old)
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("再按一次"))
        assert text_in(old) == "旧内容"
        await view.press("ctrl+s")
        await wait_until(view, view.is_front)
        assert "成绩实在" in text_in(old)


@pytest.mark.parametrize("place", ["link", "folder", "missing user"])
async def test_a_place_that_cannot_be_written_is_said(place: str, tmp_path: Path) -> None:
    """The screen stays, with the reason; nothing is written."""
    target = tmp_path / "别处.txt"
    target.write_text("别处", encoding="utf-8")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "folder").mkdir()
    path = "~没有的用户/一份.txt" if place == "missing user" else str(tmp_path / place)
    said = {"link": "这是一个链接", "folder": "这是文件夹", "missing user": "没有“~”后面的这个用户"}
    async with exporting() as view:
        path_line(view).value = path
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows(said[place]))
        assert isinstance(view.app.screen, ExportScreen)
    assert text_in(target) == "别处"


async def test_old_windows_programs_can_read_it(tmp_path: Path) -> None:
    """With a mark and their line ends, or in GB 18030."""
    async with exporting() as view:
        encoding = view.app.screen.query_one("#encoding", ChoiceRow)
        encoding.taken = 2
        path_line(view).value = str(tmp_path / "旧电脑.txt")
        await view.press("ctrl+s")
        await wait_until(view, view.is_front)
    data = (tmp_path / "旧电脑.txt").read_bytes()
    assert "成绩实在" in data.decode("gb18030")
    assert b"\r\n" in data
    assert b"\n" not in data.replace(b"\r\n", b"")


async def test_a_backup_can_be_read_back_whatever_was_chosen_for_texts(tmp_path: Path) -> None:
    """It is UTF-8, which alone can be imported, and is not named for a layout it does not have."""
    async with exporting() as view:
        screen = view.app.screen
        encoding = screen.query_one("#encoding", ChoiceRow)
        encoding.taken = 2
        screen.query_one("#template", ChoiceRow).action_step(1)
        screen.query_one("#form", ChoiceRow).action_step(-1)
        await wait_until(view, lambda: path_line(view).value.endswith(".json"))
        assert "审议批注-" in path_line(view).value
        assert not encoding.display
        path_line(view).value = str(tmp_path / "备份.json")
        await view.press("ctrl+s")
        await wait_until(view, view.is_front)
    assert "成绩实在" in (tmp_path / "备份.json").read_text("utf-8")


async def test_the_mouse_alone_exports() -> None:
    """A choice, and the key at the bottom."""
    async with exporting((80, 24)) as view:
        row = view.app.screen.query_one("#form", ChoiceRow)
        await view.pilot.click(row, offset=(15, 0))
        await wait_until(view, lambda: path_line(view).value.endswith(".md"))
        await wait_until(view, lambda: "^S/F7" in view.painted[-1])
        keys = view.painted[-1]
        await view.pilot.click(None, offset=(len(keys[: keys.index("^S/F7")].encode("gbk")), 23))
        await wait_until(view, view.is_front)
    assert list(paths.documents_dir().glob("*.md"))


async def test_without_notes_there_is_nothing_to_export() -> None:
    """It says how to write one."""
    async with reading(REPORT) as view:
        await view.press("f7")
        assert view.is_front()
        assert any("还没有批注可以导出" in notice for notice in view.notices)
