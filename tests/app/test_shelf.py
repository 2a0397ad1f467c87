"""Reports of one's own in the view: opened from a file, chosen, renamed, removed, brought back."""

from __future__ import annotations

import errno
import re
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest
from textual import events

from content.errors import Problem
from content.importing import Understood, understand
from content.parsing.outline import parse
from content.report import Report
from content.shelf.library import BUILTIN_ID, Opened
from content.shelf.shelf import Shelf
from review.base import paths
from review.base.files import write_out
from review.base.reports import last_report_id, user_shelf
from review.notes.screens.note_desk import NoteDesk
from review.settings.reading_place import load_place
from review.shelf.pick_screen import AcceptScreen, PickScreen
from review.shelf.shelf_screen import ShelfList, ShelfScreen
from review.widgets import file_picker
from review.widgets.file_list import FileEntry, FileList, beginning, inside
from review.widgets.line_input import LineInput
from tests.app.driving import View, reading
from tests.app.waiting import PATIENCE, wait_until, workers_done
from tests.small import SMALL_TEXT

EARLY = Path(__file__).parents[1] / "data/kept/exports-0.1"
OWN_TEXT = SMALL_TEXT.replace("2024", "2031")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report of one's own among the documents, from an old Notepad."""
    documents = tmp_path / "文档"
    (documents / "会议").mkdir(parents=True)
    (documents / "照片.jpg").write_bytes(b"x")
    path = documents / "明年的报告.txt"
    path.write_bytes(OWN_TEXT.encode("gb18030"))
    monkeypatch.setattr(paths, "places", lambda: {"文档": documents})
    return path


def keep(text: str = OWN_TEXT, title: str = "小城2031年政府工作报告") -> str:
    """Put a text on the shelf; its id."""
    path = paths.data_dir() / "given.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return user_shelf().add(understand(path), title=title)


def write(path: Path, data: bytes) -> None:
    """Write a file."""
    path.write_bytes(data)


@asynccontextmanager
async def at_the_shelf(size: tuple[int, int] = (120, 40)) -> AsyncIterator[View]:
    """The shelf, over the report of the program."""
    async with reading(size=size) as view:
        await view.press("ctrl+k")
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        yield view


async def read_now(view: View, report_id: str) -> None:
    """Wait until a report is open and furnished."""
    await wait_until(view, lambda: view.app.reading.report.id == report_id)
    await wait_until(view, lambda: view.app.screen is view.app.reading)
    await view.screen.furnished.wait()
    await view.done()


async def open_picker(view: View) -> FileList:
    """The files to choose from, once they are listed."""
    await view.press("ctrl+o")
    await wait_until(view, lambda: isinstance(view.app.screen, PickScreen))
    files = view.app.screen.query_one(FileList)
    await wait_until(view, lambda: files.chosen is not None)
    return files


async def test_a_file_is_chosen_shown_accepted_and_read(file: Path) -> None:
    """Nothing is kept before it is accepted; the line on top names the new report."""
    async with reading() as view:
        await open_picker(view)
        (row,) = [row for row in view.painted if "明年的报告.txt" in row]
        assert re.search(r"txt　20\d\d-\d\d-\d\d \d\d:\d\d　\d+KB", row)
        assert any("▸ 文档" in row for row in view.painted)
        assert not any("照片" in row for row in view.painted)

        await view.pilot.press("down", "enter")
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))
        await wait_until(view, lambda: view.shows("GB18030编码"))
        assert not paths.reports_dir().exists()

        await view.pilot.press("ctrl+s")
        await wait_until(view, lambda: view.app.reading.report.id != BUILTIN_ID)
        report_id = view.app.reading.report.id
        await read_now(view, report_id)

        assert view.app.reading.report.source == OWN_TEXT
        assert user_shelf().list()[0].title in view.citation
        await wait_until(view, lambda: last_report_id() == report_id)


async def test_a_link_that_leads_nowhere_hides_no_file(file: Path) -> None:
    """Whichever of them the folder names first."""
    for name in ("0.txt", "zz.txt"):
        (file.parent / name).symlink_to(file.parent / "nowhere")
    endings = (".txt",)
    listed = [entry.label for entry in beginning(endings)]
    assert file.name in listed
    assert not {"0.txt", "zz.txt"} & set(listed)


def test_a_folder_that_cannot_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(folder: Path) -> Iterator[Path]:
        raise PermissionError(errno.EACCES, "no", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuses)
    (back,) = inside(tmp_path, (".txt",))
    assert "没有权限" in back.about


async def test_what_was_typed_while_a_slow_folder_was_read_leaves_its_files(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = threading.Event()

    def slowly(folder: Path, endings: tuple[str, ...]) -> list[FileEntry]:
        read.wait()
        return inside(folder, endings)

    (file.parent / "别的.txt").write_text("别的", encoding="utf-8")
    monkeypatch.setattr(file_picker, "inside", slowly)
    async with reading() as view:
        files = await open_picker(view)
        await view.type_line(str(file.parent))
        await view.press(*"明年")
        read.set()
        await wait_until(view, lambda: any("明年" in entry.label for entry in files.items))
        assert not any("别的" in entry.label for entry in files.items)


async def test_a_long_file_that_is_gone_before_it_was_read_is_said() -> None:
    """Its opening can be read still."""

    def gone() -> Report:
        raise Problem("文件不见了。", remedy="请插好U盘。")

    async with reading() as view:
        opening = parse(OWN_TEXT, report_id="long")
        await view.app.show_report(Opened(opening, gone))
        await view.screen.furnished.wait()
        await wait_until(view, lambda: view.shows("只是开头一部分"))
        assert view.app.reading.report is opening


async def test_a_text_that_is_gone_from_the_shelf_is_said() -> None:
    async with reading() as view:
        view.app.post_message(NoteDesk.TextChanged("r2025-00000000"))
        await view.done()
        assert view.shows("r2025-00000000")
        assert view.is_front()


async def test_what_is_not_accepted_is_not_kept(file: Path) -> None:
    """Esc leads back to the picker, and from there to the report."""
    async with reading() as view:
        await open_picker(view)
        await view.type_line(str(file))
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))
        await view.pilot.press("escape")
        await wait_until(view, lambda: isinstance(view.app.screen, PickScreen))
        await view.pilot.press("escape")
        await wait_until(view, view.is_front)

        assert view.app.reading.report.id == BUILTIN_ID
        assert not paths.reports_dir().exists()


async def test_a_bad_file_is_told_and_another_can_be_chosen(file: Path) -> None:
    """The picker stays."""
    write(file, b"")
    async with reading() as view:
        await open_picker(view)
        await view.pilot.press("down", "enter")
        await wait_until(view, lambda: view.shows("文件是空的"))
        await view.press("x")
        assert not view.shows("文件是空的"), "it is said of a file, not of the next name"
        await view.press("backspace")

        write(file, OWN_TEXT.encode())
        await view.pilot.press("enter")
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))


async def test_a_sentence_pasted_in_the_place_of_a_name_is_told(file: Path) -> None:
    """No system takes a name of that length, and looking for one raises an error of its own."""
    async with reading() as view:
        await open_picker(view)
        view.app.screen.query_one(LineInput).value = "关于高质量发展" * 60
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.shows("文件名太长"))
        view.app.screen.query_one(LineInput).value = "关于高质量发展" * 600
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.shows("请删去重写"))


async def test_a_full_disk_while_adding(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said, and nothing is added."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "full")

    async with reading() as view:
        await open_picker(view)
        await view.pilot.press("down", "enter")
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))
        with monkeypatch.context() as patch:
            patch.setattr("os.fsync", full)
            await view.pilot.press("ctrl+s")
            await wait_until(view, lambda: view.shows("磁盘已满"))
        assert [report.id for report in user_shelf().list()] == [BUILTIN_ID]
        assert not list(paths.reports_dir().glob("*"))


async def test_a_folder_is_opened_and_left(file: Path) -> None:
    """By its name and by its entry; the first entry of a folder leads back."""
    async with reading() as view:
        files = await open_picker(view)
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.shows("▸ 会议"))
        assert files.chosen == FileEntry(file.parent / "会议", "▸ 会议")
        await view.pilot.press("enter")
        await wait_until(view, lambda: not view.shows("▸ 会议"))
        await view.pilot.press("up", "enter")
        await wait_until(view, lambda: view.shows("▸ 会议"))
        await view.pilot.press("up", "enter")
        await wait_until(view, lambda: view.shows("▸ 文档"))
        await view.type_line(str(file.parent))
        await wait_until(view, lambda: view.shows("▸ 会议"))


async def test_typing_goes_into_the_name_and_leaves_what_holds_it(file: Path) -> None:
    write(file.with_name("别的.docx"), b"x")
    async with reading() as view:
        await open_picker(view)
        assert view.shows("别的.docx")
        await view.pilot.press(*"明年")
        await wait_until(view, lambda: not view.shows("别的.docx"))
        await view.pilot.press("enter")
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))


async def test_what_the_program_exported_is_not_offered(file: Path) -> None:
    write_out(file.with_name("代表建议-小城.docx"), b"x")
    async with reading() as view:
        await open_picker(view)
        assert view.shows("明年的报告.txt")
        assert not view.shows("代表建议")


async def test_what_version_0_1_exported_is_not_offered(file: Path) -> None:
    """It kept no list of its exports; how they begin tells."""
    exported = sorted(EARLY.glob("*.*"))
    assert len(exported) > 10
    for path in exported:
        write(file.with_name(path.name), path.read_bytes())
    async with reading() as view:
        await open_picker(view)
        assert view.shows("明年的报告.txt")
        assert [path.name for path in exported if view.shows(path.name)] == []


async def test_a_file_is_dropped_on_the_window(file: Path) -> None:
    async with reading() as view:
        await open_picker(view)
        view.app.post_message(events.Paste(f"'{file}'\n"))
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))


async def test_switching_leaves_nothing_of_the_other_report() -> None:
    """Notes, place and search belong to the report that is open; a draft is kept for its own."""
    own = keep()
    async with at_the_shelf() as view:
        await view.pilot.press("escape")
        await wait_until(view, view.is_front)
        await view.press("]", "]", "]", "f4")
        await wait_until(view, lambda: view.screen.query("NoteEditor"))
        await view.pilot.press(*"草稿")
        before = view.screen
        place = view.screen.place

        await view.app.run_action("app.shelf")
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        await view.pilot.press("home", "up", "up", "up", "enter")
        await read_now(view, own)

        assert not before.is_running
        assert view.screen.place == (1, 0)
        assert "小城2031年政府工作报告" in view.citation
        assert not view.screen.query("NoteEditor, DraftBar")
        assert load_place(paths.places_file(), before.report) == place

        await view.press("f3")
        await view.pilot.press(*"2031年")
        await wait_until(view, lambda: view.shows("2031年"))
        await view.pilot.press("escape")
        await view.press("ctrl+k")
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        await view.pilot.press("end", "home", "end", "enter")
        await read_now(view, BUILTIN_ID)

        assert view.screen.place == place
        await wait_until(view, lambda: view.screen.query("DraftBar"))


async def test_the_vote_belongs_to_the_report() -> None:
    """The candidates of the program's report are not those of another."""
    own = keep()
    async with reading() as view:
        await view.press("f5")
        await wait_until(view, lambda: view.shows("试投"))
        await view.pilot.press("escape")
        await wait_until(view, view.is_front)
        view.app._report_chosen(own)
        await read_now(view, own)
        await view.press("f5")
        await wait_until(view, lambda: view.shows("还没有名单"))


async def test_renaming_the_report_that_is_open() -> None:
    """The line on top has the new title when one returns."""
    own = keep()
    async with at_the_shelf() as view:
        await view.pilot.press("up", "2")
        await wait_until(view, lambda: view.app.screen.has_class("-renaming"))
        await view.pilot.press("end", *"审议稿", "enter")
        await wait_until(view, lambda: view.shows("已改名"))
        assert user_shelf().open(own).title == "小城2031年政府工作报告审议稿"
        await view.pilot.press("enter")
        await read_now(view, own)
        assert "审议稿" in view.citation


async def test_a_title_that_cannot_be_taken_stays_to_be_mended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of an empty one that is said, and a full disk takes away nothing that was typed."""
    own = keep()
    full = Problem("磁盘已满。", remedy="请腾出空间。")
    async with at_the_shelf() as view:
        await view.pilot.press("up", "2")
        await wait_until(view, lambda: view.app.screen.has_class("-renaming"))
        await view.pilot.press("end", *"审议稿")
        with monkeypatch.context() as patch:
            patch.setattr(Shelf, "rename", Mock(side_effect=full))
            await view.pilot.press("enter")
            await wait_until(view, lambda: view.shows("磁盘已满"))
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.shows("已改名"))
        assert user_shelf().report(own).title.endswith("审议稿")


async def test_a_title_is_for_the_report_that_it_was_begun_for() -> None:
    """A click on another meanwhile, or two, neither gives it to that nor opens it."""
    own = keep()
    async with at_the_shelf() as view:
        await view.pilot.press("home", "2")
        await wait_until(view, lambda: view.app.screen.has_class("-renaming"))
        shelved = view.app.screen.query_one(ShelfList)
        y = next(y for y in range(shelved.size.height) if shelved.entry_at(y) == 1)
        await view.pilot.click(shelved, offset=(8, y + 1), times=2)
        await view.done()
        assert shelved.chosen is not None
        assert shelved.chosen.id == BUILTIN_ID
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.shows("已改名"))
        assert user_shelf().report(own).title == "小城2031年政府工作报告"


async def test_removing_the_open_report_and_bringing_it_back() -> None:
    """The report of the program takes its place; it cannot be removed itself."""
    own = keep()
    async with reading() as view:
        view.app._report_chosen(own)
        await read_now(view, own)
        await view.press("ctrl+k")
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        await view.pilot.press("delete")
        await wait_until(view, lambda: view.shows("已移到回收站"))
        await view.pilot.press("delete", "escape")
        await read_now(view, BUILTIN_ID)

        await view.press("ctrl+k")
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        await view.pilot.press("8")
        await wait_until(view, lambda: view.shows("回收站　共 1 份"))
        assert view.shows("按8回到书架")
        await wait_until(view, lambda: view.shows("回车 恢复") and view.shows("8 书架"))
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.shows("已恢复"))
        await view.pilot.press("8", "up", "enter")
        await read_now(view, own)


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
async def test_with_the_mouse_alone(size: tuple[int, int]) -> None:
    """The line on top leads to the shelf, two clicks open a report."""
    own = keep()
    async with reading(size=size) as view:
        await view.pilot.click("#whereabouts", offset=(5, 0))
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        await view.pilot.click("#form-title", offset=(2, 0))
        await wait_until(view, view.is_front)
        await view.pilot.click("#whereabouts", offset=(5, 0))
        await wait_until(view, lambda: isinstance(view.app.screen, ShelfScreen))
        await view.pilot.click("#shelved", offset=(6, 1), times=2)
        await read_now(view, own)


async def test_a_file_that_is_clicked_twice_is_shown_once(file: Path) -> None:
    """One Esc leads back to the picker."""
    async with reading() as view:
        files = await open_picker(view)
        for _ in range(2):  # not by the pilot, whose second click may reach a list that is covered
            files.post_message(FileList.Clicked(FileEntry(file, file.name)))
        await wait_until(view, partial(view.shows, "读对了吗"))
        await view.pilot.press("escape")
        await wait_until(view, lambda: isinstance(view.app.screen, PickScreen))


async def test_what_is_being_put_on_the_shelf_is_seen_to_its_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Esc comes too late: the report would stand there, and the list beneath not show it."""
    add, go_on = Shelf.add, threading.Event()

    def slowly(self: Shelf, understood: Understood, *, title: str) -> str:
        assert go_on.wait(PATIENCE)
        return add(self, understood, title=title)

    monkeypatch.setattr(Shelf, "add", slowly)
    async with at_the_shelf() as view:
        await open_picker(view)
        await view.type_line(str(file))
        await wait_until(view, partial(view.shows, "读对了吗"))
        await view.pilot.press("ctrl+s")
        await wait_until(view, partial(view.shows, "正在放上书架"))
        await view.pilot.press("escape")
        go_on.set()
        await wait_until(view, lambda: view.app.reading.report.source == OWN_TEXT)


async def test_from_the_command_palette(file: Path) -> None:
    """Both commands are found by their names."""
    for name, title in (("书架", "‹ 返回　书架"), ("打开", "打开报告")):
        async with reading() as view:
            await view.press("ctrl+p")
            await view.pilot.press(*name)
            await workers_done(view)
            await view.pilot.press("enter")
            await wait_until(view, partial(view.shows, title))


async def test_no_other_report_while_something_lies_over_this_one() -> None:
    """The vote has to be left first."""
    async with reading() as view:
        await view.press("f5")
        await wait_until(view, lambda: not view.is_front())
        await view.app.run_action("app.shelf")
        await wait_until(view, lambda: any("请先回到报告" in said for said in view.notices))


async def test_a_broken_report_on_the_shelf_is_told_where_a_file_is_compared_with_it(
    file: Path,
) -> None:
    """The files of the shelf may be edited by hand: what cannot be read is said, and no crash."""
    report_id = keep()
    shelf = user_shelf()
    shelf.replace_text(report_id, OWN_TEXT.replace("2031", "2032").encode())
    (text,) = (paths.reports_dir() / report_id).glob("report-*.txt")
    text.write_bytes(b"\x00\x01\x02" * 100)
    async with reading() as view:
        await open_picker(view)
        line = view.app.screen.query_one(LineInput)
        line.value = str(file)
        line.focus()
        await view.pilot.press("enter")
        await wait_until(view, partial(view.shows, "不是文本文件"))


async def test_what_was_misread_is_put_right(file: Path) -> None:
    """The lines above the account can be changed; a date that is none is told."""
    async with reading() as view:
        await open_picker(view)
        await view.pilot.press("down", "enter")
        await wait_until(view, lambda: isinstance(view.app.screen, AcceptScreen))
        lines = list(view.app.screen.query(LineInput))
        lines[2].value = "去年冬天"
        await view.pilot.press("ctrl+s")
        await wait_until(view, lambda: view.shows("日期“去年冬天”写得不对"))
        lines[1].value, lines[2].value, lines[3].value = "第一次会议", "2031-01-02", "市长甲"
        await view.pilot.press("enter")
        await wait_until(view, lambda: view.app.reading.report.id != BUILTIN_ID)
        kept = user_shelf().list()[0]
        assert (kept.session, str(kept.date), kept.speaker) == (
            "第一次会议",
            "2031-01-02",
            "市长甲",
        )


async def test_a_report_may_be_left_before_all_of_it_is_there() -> None:
    async with reading() as view:
        for _ in range(3):
            left = view.app.reading
            await view.app.show_report(Opened(parse(OWN_TEXT)))
            left._furnish()  # as Textual does where it was asked to just before
        await view.done()
        assert left.furnished.is_set()
        assert view.app.reading.furnished.is_set()
