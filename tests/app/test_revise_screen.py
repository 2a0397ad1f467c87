"""A revised report in the view: what it does to the notes is shown, done, and taken back."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events

from content.report import Report
from content.shelf.library import BUILTIN_ID, load_builtin
from review.base import paths
from review.base.reports import user_shelf
from review.notes.model import Kind, Note, NoteStatus
from review.notes.revision.revise import Plan, plan
from review.notes.screens import revise_screen
from review.notes.screens.revise_screen import ReviseScreen
from review.notes.store.note_store import NoteStore
from review.widgets.file_list import FileList
from review.widgets.file_picker import PathLine
from tests.app.driving import View, reading
from tests.app.noting import editor, keep, kept, listed, make_note, open_list, passage
from tests.app.waiting import PATIENCE, wait_until, workers_done

REPORT = load_builtin()
TEXT = REPORT.source


def note(words: str, body: str, kind: Kind = Kind.SUGGESTION) -> Note:
    """A note on words of the report."""
    return make_note(REPORT, passage(words), body, kind)


KEPT = note("新增养老机构1处", "不变的")
CHANGED = note("新建长者食堂20处", "变了的", Kind.FIGURE)
LOST = note("坚决扛牢“保交楼、稳民生”政治责任", "删了的", Kind.QUESTION)


def revised(folder: Path) -> Path:
    """A file with a revised text: a number changed, a clause gone, a paragraph put before."""
    text = TEXT.replace("新建长者食堂20处", "新建长者食堂30处")
    text = text.replace("，坚决扛牢“保交楼、稳民生”政治责任", "")
    assert len(text) < len(TEXT)
    file = folder / "修订稿.txt"
    file.write_text(text, encoding="utf-8")
    return file


@asynccontextmanager
async def asked(size: tuple[int, int] = (120, 40)) -> AsyncIterator[View]:
    """The built-in report with three notes, and the question for a revised text."""
    keep(REPORT, KEPT, CHANGED, LOST)
    async with reading(None, size) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(passage("新增养老机构1处").first))
        view.page.jump(passage("新增养老机构1处").first)
        await view.press("ctrl+r")
        await wait_until(view, lambda: isinstance(view.app.screen, ReviseScreen))
        yield view


async def revise(view: View, file: Path) -> None:
    """Look at a revised text, and take it."""
    await view.press(*str(file), "enter")
    await wait_until(view, lambda: view.shows("按Ctrl+S换用"))
    await view.press("ctrl+s")
    await wait_until(view, view.is_front)
    await wait_until(view, lambda: view.page.report.source != TEXT)
    await wait_until(view, view.screen.furnished.is_set)


async def test_what_a_revision_does_is_shown_before_it_is_done(tmp_path: Path) -> None:
    """How many notes fare how, both wordings with numbers ringed; Escape leaves all as it is."""
    async with asked() as view:
        await view.press(*str(revised(tmp_path)), "enter")
        await wait_until(view, lambda: view.shows("1 条未变，1 条原文有改动，1 条原文已删"))
        assert view.shows("新建长者食堂【20】处")
        assert view.shows("新建长者食堂【30】处")
        await view.press("escape")
        assert view.is_front()
        assert view.page.report.source == TEXT
        assert {one.status for one in kept(REPORT)} == {NoteStatus.SAME}


async def test_the_new_text_is_open_at_the_same_place_with_its_notes(tmp_path: Path) -> None:
    """The page shows the revised text where one was; the list says what became of each note."""
    async with asked() as view:
        place = view.page.top
        await revise(view, revised(tmp_path))
        assert view.page.top == place
        assert "新建长者食堂30处" in view.page.report.source
        await open_list(view, 3)
        assert set(listed(view)) == {"不变的", "变了的", "删了的"}
        await wait_until(view, lambda: view.shows("〔原文有改动〕") and view.shows("〔原文已删〕"))


async def test_a_lost_note_is_placed_by_hand(tmp_path: Path) -> None:
    """Enter on it in the list, select, F4: it stands there."""
    async with asked() as view:
        await revise(view, revised(tmp_path))
        await open_list(view, 3)
        await view.press(*"删了的", "enter")
        assert view.focused() is view.page
        await view.press("v", "v", *["right"] * 6, "f4")
        await wait_until(
            view, lambda: all(one.status is not NoteStatus.ORPHAN for one in kept(now(view)))
        )
        assert editor(view) is None
        (placed,) = (one for one in kept(now(view)) if one.body == "删了的")
        assert len(placed.anchor.quote) == 6


def now(view: View) -> Report:
    """The report that is open."""
    return view.page.report


async def test_the_earlier_text_comes_back_with_its_notes(tmp_path: Path) -> None:
    """Ctrl+Z twice; every note stands just where it stood."""
    async with asked() as view:
        before = {one.id: one.anchor for one in kept(REPORT)}
        await revise(view, revised(tmp_path))
        await view.press("ctrl+r")
        await wait_until(view, lambda: isinstance(view.app.screen, ReviseScreen))
        await view.press("ctrl+z")
        await wait_until(view, lambda: view.shows("再按一次Ctrl+Z确认"))
        await view.press("ctrl+z")
        await wait_until(view, lambda: view.is_front() and now(view).source == TEXT)
        await wait_until(view, lambda: {one.id: one.anchor for one in kept(REPORT)} == before)
    async with reading() as view:
        assert now(view).source == TEXT


async def test_pressing_on_changes_the_text_once(tmp_path: Path) -> None:
    """Two steps forward and one back, however often the keys are pressed, Escape included."""
    async with asked() as view:
        await view.press(*str(revised(tmp_path)), "enter")
        await wait_until(view, lambda: view.shows("按Ctrl+S换用"))
        await view.press("ctrl+s", "ctrl+s", "escape", "ctrl+s")
        await wait_until(view, lambda: view.is_front() and now(view).source != TEXT)
        await view.press("ctrl+r")
        await wait_until(view, lambda: isinstance(view.app.screen, ReviseScreen))
        await view.press("ctrl+z", "ctrl+z", "ctrl+z", "escape")
        await wait_until(view, lambda: view.is_front() and now(view).source == TEXT)
        assert user_shelf().open(BUILTIN_ID).source == TEXT


async def test_a_file_that_is_another_text_is_taken_only_when_asked_twice(tmp_path: Path) -> None:
    """The screen says how little of the report is in it."""
    other = tmp_path / "小说.txt"
    other.write_text("从前有座山，山里有座庙。\n" * 30, encoding="utf-8")
    async with asked() as view:
        await view.press(*str(other), "enter")
        await wait_until(view, lambda: view.shows("不像是它的修订稿"))
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("再按一次Ctrl+S"))
        await view.press("ctrl+z", "ctrl+s")
        await wait_until(view, lambda: view.shows("再按一次Ctrl+S"))
        await view.press("escape")
        assert now(view).source == TEXT


async def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A missing file, an unknown user's, the same text: the reason stands on the screen."""
    same = tmp_path / "同.txt"
    same.write_text(TEXT, encoding="utf-8", newline="")
    async with asked() as view:
        missing, stranger = tmp_path / "没有.txt", "~无此人/稿.txt"
        for name, said in (
            (missing, "找不到这个文件"),
            (stranger, "没有“~”后面的这个用户"),
            (same, "一字不差"),
        ):
            await view.press("ctrl+u", *str(name), "enter")
            await wait_until(view, partial(view.shows, said))


async def test_a_file_that_is_typed_over_while_it_is_compared_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(store: NoteStore, report: Report, path: Path) -> Plan:
        begun.set()
        assert go_on.wait(PATIENCE)
        return plan(store, report, path)

    monkeypatch.setattr(revise_screen, "plan", slowly)
    async with asked() as view:
        await view.press(*str(revised(tmp_path)), "enter")
        await wait_until(view, begun.is_set)
        await view.press("x")
        go_on.set()
        await workers_done(view, "revise")
        assert isinstance(view.app.screen, ReviseScreen)
        await view.app.screen._notebook.ask(lambda _store: None)
        await view.done()
        assert view.app.screen._plan is None
        assert not view.shows("按Ctrl+S换用")


async def test_an_unsaved_note_keeps_the_report_as_it_is() -> None:
    """The editor has to be closed first."""
    async with reading() as view:
        await view.press("f4")
        await wait_until(view, lambda: editor(view))
        view.app.reading.set_focus(view.page)
        await view.press("ctrl+r")
        assert view.is_front()
        assert any("请先保存或放弃" in notice for notice in view.notices)


async def test_a_revised_text_is_chosen_with_the_mouse_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the folders; the keys at the bottom are clicked too. Typing shows the folders again."""
    revised(tmp_path)
    monkeypatch.setattr(paths, "places", lambda: {"文档": tmp_path})
    async with asked((80, 24)) as view:
        folders = view.app.screen.query_one(FileList)
        await wait_until(view, lambda: view.shows("修订稿.txt"))
        at = next(at for at, row in enumerate(view.painted) if "修订稿.txt" in row)
        await view.pilot.click(folders, offset=(8, at - folders.region.y))
        await wait_until(view, lambda: view.shows("按Ctrl+S换用"))
        assert not folders.display
        await view.press("backspace")
        await wait_until(view, lambda: folders.display)
        await view.press("t", "enter")
        await wait_until(view, lambda: view.shows("按Ctrl+S换用"))
        before, _key, _after = view.painted[23].partition("^S")
        await view.pilot.click(offset=(cell_len(before), 23))
        await wait_until(view, lambda: "食堂30处" in now(view).source)


async def test_a_revised_text_is_dropped_on_the_window(tmp_path: Path) -> None:
    """Wherever the focus is."""
    async with asked() as view:
        await wait_until(view, lambda: isinstance(view.focused(), PathLine))
        view.app.post_message(events.Paste(f"'{revised(tmp_path)}'\n"))
        await wait_until(view, lambda: view.shows("按Ctrl+S换用"))
