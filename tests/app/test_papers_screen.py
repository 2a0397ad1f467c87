"""F7: what is ticked is the paper, and what is shown is written."""

from __future__ import annotations

import dataclasses
import json
import stat
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widget import Widget
from textual.widgets import Input

from content.errors import NewerFile, Problem
from content.importing import understand
from content.span import Span
from review.base import paths
from review.base.files import write_atomic
from review.notes.export.exporting import Exported, exported
from review.notes.export.form import KeptForms
from review.notes.model import Kind, tasks_notebook
from review.notes.screens import papers_screen, writing_screen
from review.notes.screens.papers_screen import PapersScreen
from review.notes.screens.tick_list import NoteTicks
from review.notes.store.note_store import NoteStore
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import LineInput
from tests.app.driving import View, reading
from tests.app.noting import keep, make_note
from tests.app.waiting import wait_until, workers_done
from tests.small import small_report

REPORT = small_report()
NOTES = (
    make_note(REPORT, Span(8, 0, 8, 10), "成绩实在", Kind.APPROVAL, ["总体"]),
    make_note(REPORT, Span(8, 26, 8, 40), "目标为何低于实绩？", Kind.QUESTION, ["数据"]),
    make_note(REPORT, Span(18, 0, 18, 9), "按季公布就餐人数", Kind.SUGGESTION, ["养老"]),
    make_note(REPORT, Span(18, 0, 18, 8), "不外传的话", Kind.SUGGESTION, ["私"]),
)


@asynccontextmanager
async def making(size: tuple[int, int] = (120, 40)) -> AsyncIterator[View]:
    """The screen over four notes, its paper shown."""
    if not paths.notes_file().exists():
        keep(REPORT, *NOTES)
    async with reading(REPORT, size) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(8))
        await view.press("f7")
        await wait_until(view, lambda: view.shows("条批注"))
        yield view


def mode_of(path: Path) -> int:
    """Who may read and write a file."""
    return stat.S_IMODE(path.stat().st_mode)


def screen(view: View) -> PapersScreen:
    """The screen in front."""
    assert isinstance(view.app.screen, PapersScreen)
    return view.app.screen


def line(view: View, place: int) -> Input:
    """A line to type in, by its place on the screen."""
    return list(view.app.screen.query(Input))[place]


def path_line(view: View) -> Input:
    """The line with the path."""
    return line(view, -1)


async def take(view: View, row: str, place: int) -> None:
    """Take a choice of a row."""
    screen(view).query_one(row, ChoiceRow).taken = place
    await view.pilot.pause()


async def saved(view: View) -> None:
    """Write the paper, and wait until it is said."""
    await view.press("ctrl+s")
    await wait_until(view, lambda: view.shows("已存"))


async def test_the_list_is_shown_and_written_just_so() -> None:
    """As a Word document in the documents folder, for the user alone; one row says where."""
    async with making() as view:
        assert view.shows("1．【肯定】")
        path = Path(path_line(view).value)
        assert path.parent == paths.documents_dir()
        assert path.suffix == ".docx"
        await saved(view)
        text = understand(path).text
        assert [note.body in text for note in NOTES] == [True, True, True, False]
        assert mode_of(path) == 0o600
        assert view.shows("已存（含3条批注；标“私”的1条没有写入）　回车 打开文件夹：")


async def test_a_long_path_leaves_room_for_what_is_said(tmp_path: Path) -> None:
    """In the smallest window too: the rest of the screen was pushed out of it, and the message."""
    deep = tmp_path / ("长名文件夹" * 12) / ("b" * 100)
    deep.mkdir(parents=True)
    async with making((40, 12)) as view:
        path_line(view).value = str(deep / "出.docx")
        await saved(view)
        assert view.shows("出材料")


async def test_a_long_path_that_is_wrong_stands_behind_what_is_wrong(tmp_path: Path) -> None:
    async with making((40, 12)) as view:
        path_line(view).value = str(tmp_path / ("长名文件夹" * 60) / "出.docx")
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("文件名太长"))


@pytest.mark.parametrize("size", [(60, 20), (40, 12)])
async def test_a_field_that_one_types_in_is_seen_in_a_small_window(size: tuple[int, int]) -> None:
    """The last of those that a paper asks for, too, and when what is said takes rows away."""
    async with making(size) as view:
        last = view.app.screen.query("#fields LineInput").last(LineInput)
        while view.focused() is not last:
            await view.press("tab")
        seen = view.app.screen.query_one("#choosing")
        await wait_until(view, lambda: seen.region.contains_region(last.region))
        screen(view).say("很长的话。" * 12)
        await view.done()
        assert view.shows("很长的话")
        await wait_until(view, lambda: seen.region.contains_region(last.region))


async def test_enter_opens_the_folder_of_what_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until something changes; where there is no desktop the folder is named."""
    shown: list[Path] = []

    def show(folder: Path) -> bool:
        shown.append(folder)
        return len(shown) < 2

    monkeypatch.setattr(writing_screen, "show_folder", show)
    async with making() as view:
        await saved(view)
        await view.press("enter")
        assert shown == [paths.documents_dir()]
        await view.press("enter")
        await wait_until(view, lambda: any("请自己打开这个文件夹" in n for n in view.notices))


async def test_ticks_choose_what_is_in_the_paper() -> None:
    """One by one, by kind, by tag, all and none; what is private only by itself."""
    async with making() as view:
        ticks = screen(view).query_one(NoteTicks)
        ticks.focus()
        await view.press("space")
        await wait_until(view, lambda: view.shows("含2条批注"))
        await view.press("2")
        await wait_until(view, lambda: view.shows("含1条批注"))
        await view.press("0")
        await wait_until(view, lambda: view.shows("含3条批注；标“私”的1条没有写入"))
        await view.press("0")
        await wait_until(view, lambda: view.shows("含0条批注"))
        await view.press("down", "down", "down", "space")
        await wait_until(view, lambda: view.shows("含1条批注；其中1条标着“私”"))
        await view.press("space")
        line(view, 0).value = "#养老"
        await wait_until(view, lambda: view.shows("› ☐ ★"))
        await view.press("0")
        await wait_until(view, lambda: view.shows("含1条批注"))
        assert [note.body for note in ticks.notes] == ["按季公布就餐人数"]


async def test_a_suggestion_begins_without_ticks_and_keeps_its_fields() -> None:
    """One paper a matter; what was filled in is there again, in a file that nobody else reads."""
    async with making() as view:
        await take(view, "#template", 1)
        await wait_until(view, lambda: view.shows("含0条批注"))
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("还没有选批注"))
        screen(view).query_one(NoteTicks).focus()
        await view.press("down", "down", "space")
        line(view, 2).value = "关于公布就餐人数的建议"
        line(view, 3).value = "王某某"
        await wait_until(view, lambda: view.shows("领衔代表：王某某"))
        assert view.shows("关于公布就餐人数的建议")
        await view.press("escape")
        await wait_until(view, view.is_front)
    path = paths.papers_file()
    assert mode_of(path) == 0o600
    async with making() as view:
        await take(view, "#template", 1)
        await wait_until(view, lambda: view.shows("含1条批注和您的姓名"))
        assert view.shows("关于公布就餐人数的建议")


async def test_a_speech_says_how_long_it_takes_and_can_be_arranged() -> None:
    """Order, quotes and what joins them are kept; what is too long is marked, and not cut."""
    async with making() as view:
        await take(view, "#template", 3)
        await wait_until(view, lambda: view.shows("字，约") and view.shows("还有"))
        ticks = screen(view).query_one(NoteTicks)
        ticks.focus()
        await view.press("down", "《")
        await wait_until(view, lambda: ticks.notes[0].kind is Kind.QUESTION)
        await view.press("y", "y", "y")
        await wait_until(view, lambda: any("不引原文" in notice for notice in view.notices))
        line(view, 1).value = "在此基础上，"
        await wait_until(view, lambda: view.shows("在此基础上，目标为何低于实绩？"))
        await view.press("escape")
    kept = KeptForms().draft(REPORT.id, "审议发言提纲")
    assert kept["order"][0] == NOTES[1].id
    assert kept["joining"] == {NOTES[1].id: "在此基础上，"}


async def test_what_can_be_left_out_of_a_long_speech_is_marked() -> None:
    long = dataclasses.replace(NOTES[0], body="很好" * 600)
    keep(REPORT, long, NOTES[1])
    async with reading(REPORT, (120, 40)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(8))
        await view.press("f7")
        await wait_until(view, lambda: view.shows("含2条批注"))
        await take(view, "#template", 3)
        await take(view, "#aim", 0)
        await wait_until(view, lambda: view.shows("超出"))
        assert view.shows("〔可省〕很好")
        assert not view.shows("〔可省〕目标")


@pytest.mark.parametrize("is_taken", [True, False])
async def test_the_whole_paper_is_copied(is_taken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the clipboard does not take it, into a file as well, none over another."""
    monkeypatch.setattr(writing_screen, "put_on_clipboard", lambda _text: is_taken)
    async with making() as view:
        for count in (1, 2):
            await view.press("ctrl+c")
            said = "已复制全文" if is_taken else "同样的文字也存在"
            await wait_until(view, lambda: sum(said in n for n in view.notices) == count)  # noqa: B023
        assert view.app.clipboard.startswith("政府工作报告审阅批注")
        assert "按季公布就餐人数" in view.app.clipboard
    files = sorted(paths.documents_dir().glob("复制的全文*.txt"))
    assert len(files) == (0 if is_taken else 2)
    for file in files:
        assert file.read_text(encoding="utf-8") == view.app.clipboard
        assert mode_of(file) == 0o600


async def test_the_name_is_asked_for_before_a_file_is_given_to_others(tmp_path: Path) -> None:
    """Once; it may be left out, is kept, and stands in the line that says what leaves."""
    for name in ("", "王某某"):
        path = tmp_path / f"分享{name}.json"
        async with making() as view:
            await take(view, "#form", 6)
            path_line(view).value = str(path)
            await view.press("ctrl+s")
            await wait_until(view, lambda: view.shows("请写上您的姓名"))
            assert not path.exists()
            await view.press(*name)
            await saved(view)
            assert view.shows("和您的姓名") is bool(name)
        assert json.loads(path.read_text("utf-8"))["creator"]["name"] == name
    assert KeptForms().of(REPORT.id, "批注清单")["姓名"] == "王某某"


async def test_a_preview_that_comes_late_wipes_no_question_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_come = threading.Event()

    def made_late(*what: Any, **how: Any) -> Exported:
        assert may_come.wait(60)
        return exported(*what, **how)

    async with making() as view:
        monkeypatch.setattr(papers_screen, "exported", made_late)
        await take(view, "#form", 6)
        path_line(view).value = str(tmp_path / "分享.json")
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("请写上您的姓名"))
        may_come.set()
        await workers_done(view)
        await view.done()
        assert view.shows("请写上您的姓名")


@pytest.mark.parametrize(
    ("place", "opening"), [(1, "政府"), (3, "# "), (4, "序号,"), (5, "{"), (6, "{")]
)
async def test_every_format_is_shown_and_written(place: int, opening: str, tmp_path: Path) -> None:
    """Text, Markdown, a table, a backup with all, a file for others without what is private."""
    KeptForms().keep("", "", {"姓名": "王某某"})
    async with making() as view:
        await take(view, "#form", place)
        await wait_until(view, lambda: any(row.find(opening) > 0 for row in view.painted))
        path = tmp_path / f"一{Path(path_line(view).value).suffix}"
        path_line(view).value = str(path)
        await saved(view)
        text = path.read_text(encoding="utf-8-sig")  # a table begins with the mark of UTF-8
        assert text.startswith(opening)
        assert ("不外传的话" in text) is (place == 5)
        assert ('"creator"' in text) is (place == 6)


async def test_a_backup_holds_the_states_of_tasks_and_no_other_file_does(tmp_path: Path) -> None:
    state = make_note(REPORT, Span(18, 0, 18, 8), "正在做", Kind.MEMO, ["任务"])
    keep(
        REPORT, *NOTES, dataclasses.replace(state, id="9" * 32, report_id=tasks_notebook(REPORT.id))
    )
    async with making() as view:
        await take(view, "#form", 5)
        await wait_until(view, lambda: view.shows("另有1条任务清单、对照里记的"))
        path_line(view).value = str(tmp_path / "备份.json")
        await saved(view)
        await take(view, "#form", 6)
        path_line(view).value = str(tmp_path / "分享.json")
        await view.press("ctrl+s")  # which asks for the name
        await saved(view)
    assert "正在做" in (tmp_path / "备份.json").read_text(encoding="utf-8")
    assert "正在做" not in (tmp_path / "分享.json").read_text(encoding="utf-8")


async def test_a_paper_takes_no_private_note_that_was_not_chosen_for_it() -> None:
    """Neither since a backup took it, nor since it was ticked before it was marked as private."""
    async with making() as view:
        await take(view, "#form", 5)
        await wait_until(view, lambda: view.shows("含4条批注；其中1条标着“私”"))
        ticks = screen(view).query_one(NoteTicks)
        ticks.focus()
        await view.press("space")
        await wait_until(view, lambda: view.shows("含3条批注；其中1条标着“私”"))
        await take(view, "#form", 0)
        await wait_until(view, lambda: view.shows("含3条批注；标“私”的1条没有写入"))
        await view.press("down", "space")
        await wait_until(view, lambda: view.shows("含2条批注；标“私”的1条没有写入"))
        await view.press("escape")
    store = NoteStore(paths.notes_file())
    store.change(dataclasses.replace(NOTES[0], tags=("私",)))
    store.close()
    async with making() as view:
        await wait_until(view, lambda: view.shows("含1条批注；标“私”的2条没有写入"))
        screen(view).query_one(NoteTicks).focus()
        await view.press("space", "escape")
    async with making() as view:
        await wait_until(view, lambda: view.shows("含2条批注；其中1条标着“私”"))


async def test_what_was_just_filled_in_is_kept_with_its_own_paper() -> None:
    """Though another paper is chosen before it has been kept by itself."""
    async with making() as view:
        await take(view, "#template", 1)
        screen(view).query_one(NoteTicks).focus()
        await view.press("space")
        line(view, 2).value = "关于公布就餐人数的建议"
        await view.pilot.pause()
        await take(view, "#template", 0)
        await view.press("escape")
        await wait_until(view, view.is_front)
    forms = KeptForms()
    assert forms.of(REPORT.id, "代表建议")["题目"] == "关于公布就餐人数的建议"
    assert forms.of(REPORT.id, "批注清单")["题目"] == ""


async def test_old_windows_programs_can_read_it(tmp_path: Path) -> None:
    async with making() as view:
        await take(view, "#form", 2)
        path_line(view).value = str(tmp_path / "旧.txt")
        await saved(view)
    data = (tmp_path / "旧.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") > 5


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(tmp_path: Path) -> None:
    """The first press asks; another file name takes the question back."""
    old = tmp_path / "旧.docx"
    old.write_text("旧内容", encoding="utf-8")
    async with making() as view:
        path_line(view).value = str(old)
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("再按一次"))
        assert old.read_bytes() == "旧内容".encode()
        await saved(view)
        assert "成绩实在" in understand(old).text


async def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """The screen stays, with the reason; nothing is written."""
    target = tmp_path / "别处.docx"
    target.write_text("别处", encoding="utf-8")
    (tmp_path / "link.docx").symlink_to(target)
    (tmp_path / "folder.docx").mkdir()
    said = {
        str(tmp_path / "link.docx"): "这是一个链接",
        str(tmp_path / "folder.docx"): "这是文件夹",
        "~没有的用户/一份.docx": "没有“~”后面的这个用户",
        str(tmp_path / "发言.txt"): "文件名要以.docx结尾",
    }
    async with making() as view:
        for place, reason in said.items():
            path_line(view).value = place
            await view.press("ctrl+s")
            await wait_until(view, partial(view.shows, reason))
    assert target.read_text(encoding="utf-8") == "别处"
    assert not (tmp_path / "发言.txt").exists()


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 50)])
async def test_there_is_room_for_the_notes_and_the_paper(size: tuple[int, int]) -> None:
    async with making(size) as view:
        ticks = screen(view).query_one(NoteTicks)
        assert ticks.size.height >= 2
        assert screen(view).query_one("#preview").size.height >= 2


async def test_what_can_be_typed_is_told_as_far_as_there_is_room() -> None:
    """Not up to the first blank, behind which it would go on in a second row."""
    async with making((80, 24)) as view:
        assert view.shows("文字、出处或 #标签；空格选取…")


async def test_without_notes_there_is_nothing_to_make() -> None:
    """It says how to write one."""
    async with reading(REPORT) as view:
        await view.press("f7")
        assert view.is_front()
        assert any("还没有批注，出不了材料" in notice for notice in view.notices)


async def test_what_was_filled_in_and_cannot_be_read_keeps_nobody_from_a_paper() -> None:
    """It is said, and nothing is written over it."""
    paths.papers_file().mkdir(parents=True)
    async with making() as view:
        assert any("读不出来" in toast.message for toast in view.app._notifications)
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("已存"))
    assert paths.papers_file().is_dir()


async def test_settings_that_cannot_be_read_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program goes on."""

    def unreadable(_path: Path) -> None:
        raise Problem("设置读不出来。", remedy="请检查。")

    monkeypatch.setattr(papers_screen, "load_config", unreadable)
    keep(REPORT, *NOTES)
    async with reading(REPORT) as view:
        await view.press("f7")  # at once: the notes may not have been read yet
        await wait_until(view, lambda: view.app._notifications)
        assert ["设置读不出来" in toast.message for toast in view.app._notifications] == [True]


async def test_no_worker_is_described_by_what_notes_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """A description may be logged; that of Textual would hold every argument."""
    described: list[str] = []
    run_worker = Widget.run_worker

    def noted(self: Widget, work: Any, *args: Any, **named: Any) -> Any:
        worker = run_worker(self, work, *args, **named)
        described.append(worker.description)
        return worker

    monkeypatch.setattr(Widget, "run_worker", noted)
    async with making() as view:
        await view.press("ctrl+c", "ctrl+s")
        await workers_done(view)
    assert described
    assert not [each for each in described if "成绩" in each]


def test_two_windows_keep_what_each_was_told() -> None:
    """The later one does not write over what it has never read."""
    one, other = KeptForms(), KeptForms()
    one.keep("a", "代表建议", {"题目": "养老"})
    other.keep("b", "代表建议", {"题目": "教育"})
    kept = KeptForms()
    assert [kept.of(each, "代表建议")["题目"] for each in "ab"] == ["养老", "教育"]


def test_what_a_newer_version_has_kept_is_shown_and_not_written_over() -> None:
    """What it calls by the same names may be of another form."""
    newer = '{"format": 2, "person": {"姓名": "王"}, "papers": [[1]]}'.encode()
    write_atomic(paths.papers_file(), newer)
    forms = KeptForms()
    assert forms.of("a", "代表建议")["姓名"] == "王"
    with pytest.raises(NewerFile):
        forms.keep("a", "代表建议", {"题目": "养老"})
    assert paths.papers_file().read_bytes() == newer


async def test_a_name_alone_goes_where_papers_go() -> None:
    """Not into the folder that the terminal happens to be in; it is said where it is."""
    async with making() as view:
        path_line(view).value = "发言.docx"
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("已存"))
        assert screen(view).saved == paths.documents_dir() / "发言.docx"
    assert (paths.documents_dir() / "发言.docx").is_file()
