"""Leaving while something is written: no word is lost unless the deputy says so twice."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.css.query import NoMatches
from textual.worker import WorkerFailed

from content.errors import Problem
from content.importing import understand
from content.shelf.library import BUILTIN_ID
from review.base import paths
from review.notes.screens import writing_screen
from review.notes.screens.papers_screen import PapersScreen
from review.notes.screens.writing_screen import RescueScreen
from review.notes.store import backup
from review.notes.store.note_store import NoteStore
from review.reading.go_bar import GoBar
from tests.app.driving import View, key_event, reading
from tests.app.noting import editor, kept, open_editor
from tests.app.waiting import wait_until
from tests.small import small_report

REPORT = small_report()
WORDS = "写了一半的话"


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No draft can be kept."""

    def refuse(*_arguments: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    monkeypatch.setattr(NoteStore, "save_draft", refuse)
    monkeypatch.setattr(writing_screen, "put_on_clipboard", lambda _text: True)


@asynccontextmanager
async def writing(size: tuple[int, int] = (80, 24)) -> AsyncIterator[View]:
    """Something is written and not saved."""
    async with reading(REPORT, size) as view:
        await open_editor(view)
        await view.press(*WORDS)
        yield view


async def quit_once(view: View) -> RescueScreen:
    """Ctrl+Q, which holds."""
    await view.press("ctrl+q")
    await wait_until(view, lambda: isinstance(view.app.screen, RescueScreen))
    screen = view.app.screen
    assert isinstance(screen, RescueScreen)
    return screen


async def copied(screen: RescueScreen, view: View) -> None:
    """Ctrl+C, and wait until it was read back."""
    await view.press("ctrl+c")
    await wait_until(view, lambda: screen.is_kept)


async def test_a_draft_that_is_kept_does_not_hold_anybody() -> None:
    async with writing() as view:
        await view.press("ctrl+q")
    assert view.app.farewell == ""
    assert not view.app.is_running


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_words_that_cannot_be_kept_hold_the_end(
    full_disk: None, size: tuple[int, int]
) -> None:
    """At the first Ctrl+Q; the second lets them go, which is said at the end."""
    async with writing(size) as view:
        await quit_once(view)
        assert view.shows("磁盘已满。")
        assert size[0] < 80 or view.shows(WORDS)
        await view.press("escape")
        opened = editor(view)
        assert opened is not None
        assert opened.written.body == WORDS
        await quit_once(view)
        await view.press("ctrl+q")
    assert not view.app.is_running
    assert "没有保留：" in view.app.farewell
    assert f"{len(WORDS)}字" in view.app.farewell
    assert WORDS not in view.app.farewell


@pytest.mark.parametrize("place", ["主文件夹", "桌面"])
async def test_the_words_go_into_a_file_elsewhere(full_disk: None, place: str) -> None:
    """Then one leaves without a loss."""
    async with writing() as view:
        screen = await quit_once(view)
        if place == "桌面":
            await view.press("right")
        path = Path(screen.path_line.value)
        assert (path.parent == Path.home()) is (place == "主文件夹")
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("已存"))
        await view.press("ctrl+q")
    assert WORDS in understand(path).text
    assert not view.app.is_running
    assert view.app.farewell == ""


async def test_the_words_go_to_the_clipboard(full_disk: None) -> None:
    """What is written afterwards is held again."""
    async with writing() as view:
        await copied(await quit_once(view), view)
        assert WORDS in view.app.clipboard
        await view.press("escape", *"再写")
        await copied(await quit_once(view), view)
        assert f"{WORDS}再写" in view.app.clipboard
        await view.press("ctrl+q")
    assert view.app.farewell == ""
    assert kept(REPORT) == []


@asynccontextmanager
async def saved() -> AsyncIterator[View]:
    """Something was written and is saved, in a window that is wide enough for papers."""
    async with writing((120, 40)) as view:
        await view.press("ctrl+s")
        await wait_until(view, lambda: bool(kept(REPORT)))
        yield view


def full(*_args: object) -> None:
    """What a disk without room says to a copy of the notes."""
    raise Problem("备份没有写成（磁盘已满）。", remedy="请腾出空间后再试。")


@pytest.mark.skipif(sys.platform == "win32", reason="nothing that is open can be removed there")
async def test_notes_that_only_the_program_has_hold_the_end_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Their file is gone, and the disk has no room for another: they can still be exported."""
    async with saved() as view:
        monkeypatch.setattr(backup, "back_up", full)
        paths.notes_file().unlink()
        await view.app.reading.notes.notebook.load_if_changed()
        await view.press("f7")
        await wait_until(view, lambda: isinstance(view.app.screen, PapersScreen))
        assert view.shows(WORDS)
        await view.press("ctrl+q")
        await wait_until(view, lambda: any("再来一次" in said for said in view.notices))
        await view.press("ctrl+q")
    assert "没有存下" in view.app.farewell
    assert WORDS not in view.app.farewell


@pytest.mark.skipif(sys.platform == "win32", reason="nothing that is open can be removed there")
async def test_notes_hold_the_end_again_where_their_file_is_gone_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was said the first time was of another disk that was full, and there was room since."""
    async with saved() as view:
        notes = view.app.reading.notes
        for _time in range(2):
            with monkeypatch.context() as patched:
                patched.setattr(backup, "back_up", full)
                paths.notes_file().unlink()
                await notes.notebook.load_if_changed()
                assert [await notes.editing.may_leave() for _ in range(2)] == [False, True]
            await notes.notebook.load_if_changed()
    assert kept(REPORT) != []


async def test_another_report_is_not_opened_over_unsaved_words(full_disk: None) -> None:
    async with writing((120, 40)) as view:
        view.screen.set_focus(view.page)
        before = view.app.reading
        await view.app.show_shelved(BUILTIN_ID)
        await wait_until(view, lambda: isinstance(view.app.screen, RescueScreen))
        assert view.app.reading is before


async def test_a_key_that_comes_back_behind_the_end_does_nothing() -> None:
    """A field that is busy hands on a key that it has no use for only after Ctrl+Q was heard."""
    async with reading(REPORT) as view:
        key = events.Key("ctrl+g", None)
        key._set_forwarded()
        view.app.exit()
        await view.app.on_event(key)
        assert not view.app.query(GoBar)


@pytest.mark.parametrize("keys", [["down"] * 5, ["f3", "养"], ["f1", "escape"]])
async def test_keys_that_wait_when_the_program_is_stopped_are_let_go(keys: list[str]) -> None:
    """Textual takes the screens away first, and hands the application what waits behind that."""
    async with reading(REPORT) as view:
        for key in keys:
            view.app.post_message(key_event(key))
    assert not view.app.is_running


@pytest.mark.parametrize("in_thread", [True, False])
async def test_what_a_stopped_program_may_miss_is_a_defect_in_a_running_one(
    in_thread: bool,
) -> None:
    with pytest.raises(WorkerFailed if in_thread else NoMatches, match="a defect"):
        await miss(in_thread)


async def miss(in_thread: bool) -> None:
    """Look in vain for a widget while the program runs."""

    def look() -> None:
        raise NoMatches("a defect")

    async with reading(REPORT) as view:
        if in_thread:
            view.app.run_worker(look, thread=True)
        else:
            view.app.call_later(look)
        await wait_until(view, lambda: not view.app.is_running)
