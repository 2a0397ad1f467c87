"""Pictures of the shelf, the file picker, and what is shown before a report is kept."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from content.importing import understand
from review.base import paths
from review.base.reports import user_shelf
from review.settings.config import Config
from review.shelf.pick_screen import AcceptScreen, PickScreen
from review.shelf.shelf_screen import ShelfScreen
from review.widgets.file_list import FileList
from review.widgets.file_picker import PathLine
from tests.app.driving import make_app
from tests.app.test_pictures import Compare
from tests.app.waiting import idle, wait_until
from tests.small import SMALL_TEXT


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report among the documents, with a page number and a gap in its numbers."""
    documents = tmp_path / "文档"
    (documents / "会议材料").mkdir(parents=True)
    path = documents / "明年的报告.txt"
    text = SMALL_TEXT.replace("2024", "2031").replace("（二）", "- 2 -\n（三）")
    path.write_bytes(text.encode("gb18030"))
    monkeypatch.setattr(
        paths, "places", lambda: {"下载": documents / "会议材料", "文档": documents}
    )
    changed(path)
    return path


def changed(path: Path) -> None:
    """Give a file the date that the pictures show."""
    date = datetime.datetime(2031, 1, 15, 9, 30).timestamp()
    os.utime(path, (date, date))


looks = pytest.mark.parametrize(
    ("theme", "size"),
    [("dark", (120, 40)), ("light", (80, 24)), ("light", (40, 24))],
    ids=["dark-120x40", "light-80x24", "light-40x24"],
)


@looks
def test_the_shelf(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    """Title by title, with day, place and speaker; the one that is read is said."""
    path = paths.data_dir() / "given.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    for year in (2019, 2031):
        path.write_text(SMALL_TEXT.replace("2024", str(year)), encoding="utf-8")
        user_shelf().add(understand(path), title=f"小城{year}年政府工作报告")
    app = make_app(config=Config(theme=theme))

    async def open_shelf(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+k")
        await wait_until(pilot, lambda: isinstance(app.screen, ShelfScreen))

    assert snap_compare(app, run_before=open_shelf, terminal_size=size)


@looks
def test_the_file_picker(
    snap_compare: Compare, file: Path, theme: str, size: tuple[int, int]
) -> None:
    """Folders first, and the files that may be reports; the names have the room."""
    other = file.with_name("张店区2031年政府工作报告（征求意见稿）.docx")
    other.write_bytes(b"x" * 1_234_567)
    changed(other)
    app = make_app(config=Config(theme=theme))

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: isinstance(app.screen, PickScreen))
        files = app.screen.query_one(FileList)
        await wait_until(pilot, lambda: files.chosen is not None)
        await pilot.press("down", "down", "down")
        app.screen.query_one(PathLine).cursor_blink = False
        await idle()  # the cursor is drawn

    assert snap_compare(app, run_before=look, terminal_size=size)


@looks
def test_what_was_understood(
    snap_compare: Compare, file: Path, theme: str, size: tuple[int, int]
) -> None:
    """Title, session, day, speaker, headings, doubtful places and removals, before it is kept."""
    app = make_app(config=Config(theme=theme))

    async def choose(pilot: Pilot[None]) -> None:
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: isinstance(app.screen, PickScreen))
        files = app.screen.query_one(FileList)
        await wait_until(pilot, lambda: files.chosen is not None)
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, AcceptScreen))
        await wait_until(pilot, lambda: app.focused is not None)
        await idle()  # the cursor is drawn

    assert snap_compare(app, run_before=choose, terminal_size=size)
