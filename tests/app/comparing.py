"""The screens of 对照 and 任务清单 as a test opens them."""

from __future__ import annotations

from functools import partial
from typing import Any

from content.importing import understand
from content.shelf.library import BUILTIN
from review.base import paths
from review.base.reports import user_shelf
from review.compare.screens.figure_list import FigureList
from review.compare.screens.figure_screen import FigureScreen
from review.notes.screens.note_editor import NoteEditor
from tests.app.driving import View
from tests.app.waiting import wait_until


async def opened(view: View, key: str, screen: type[FigureScreen[Any]], text: str) -> FigureList:
    """Open a screen, and wait until a text is there."""
    await view.press(key)
    await wait_until(view, lambda: isinstance(view.app.screen, screen))
    await wait_until(view, partial(view.shows, text))
    return view.app.screen.query_one(FigureList)


async def written_by(view: View, *keys: str) -> NoteEditor:
    """The editor that some keys open over the report."""
    await view.press(*keys)
    await wait_until(view, lambda: bool(view.app.screen.query(NoteEditor)))
    return view.app.screen.query_one(NoteEditor)


def shelve_next_year() -> None:
    """Put on the shelf what could be the next report of the place."""
    text = (BUILTIN / "report.txt").read_text(encoding="utf-8")
    text = text.replace("2024", "2025").replace("2023", "2024").replace("4.3%", "5.1%")
    path = paths.data_dir() / "given.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    user_shelf().add(understand(path), title="张店区2025年政府工作报告")
