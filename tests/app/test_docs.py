"""The pictures of README.md: made by the program, and no other than what it shows.

`make pictures` writes them anew; look at them before they are committed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from review.base import paths
from review.settings.config import Config
from review.voting.rules.rules import Rules
from tests.app.driving import View, reading
from tests.app.noting import keep, open_list
from tests.app.scenes import NOTED, NOTES, ROOMY, stage
from tests.app.waiting import wait_until, workers_done
from tests.votes import REPORT, start

DOCS = Path(__file__).parents[2] / "docs"
SIZE = (100, 30)

Scene = Callable[[View], Awaitable[None]]


async def read(view: View) -> None:
    """A section that one jumped to."""
    while "（七）" not in view.citation:
        await view.press("]")


async def search(view: View) -> None:
    """What 养老 finds, with the first hit on the page."""
    await view.press("f3", *"养老")
    await wait_until(view, lambda: view.shows("相关"))
    await view.press("enter")


async def take_notes(view: View) -> None:
    """Three notes on a paragraph, and the list of them."""
    await wait_until(view, lambda: view.page.marks.notes_of(NOTED))
    view.page.jump(NOTED)
    await open_list(view, len(NOTES))


async def export(view: View) -> None:
    """The list of notes as a text."""
    await wait_until(view, lambda: view.page.marks.notes_of(NOTED))
    await view.press("f7")
    await wait_until(view, lambda: view.shows("共3条，") and view.shows("/home"))


async def vote(view: View) -> None:
    """A ballot with some marks."""
    await view.press("f5", "enter", "1", "down", "2", "down", "3", "down", "1")
    await wait_until(view, lambda: view.shows("已选 2"))


async def count(view: View) -> None:
    """The result of a box."""
    await view.press("f6", "enter", "7", "4", "enter", "7", "4")
    await wait_until(view, lambda: view.shows("计票结果"))


SCENES: dict[str, Scene] = {
    "reading": read,
    "search": search,
    "notes": take_notes,
    "export": export,
    "ballot": vote,
    "result": count,
}


@pytest.mark.parametrize("name", SCENES)
async def test_the_pictures_of_the_readme_are_what_the_program_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """With `--write-pictures` they are written instead."""
    stage(monkeypatch, tmp_path)
    monkeypatch.setattr(paths, "documents_dir", lambda: Path("/home/代表/文档"))
    if name in ("notes", "export"):
        keep(REPORT, *NOTES)
    if name == "ballot":
        start(Rules(deputies_total=0, seats=0))
    if name == "result":
        start(ROOMY, *["OXO"] * 6, *["O-OO"] * 4)

    async with reading(REPORT, SIZE, Config(theme="light")) as view:
        await SCENES[name](view)
        await workers_done(view)
        await view.pilot.pause()
        picture = view.app.export_screenshot() + "\n"

    file = DOCS / f"{name}.svg"
    if pytestconfig.getoption("--write-pictures"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(picture, encoding="utf-8", newline="\n")
    assert file.read_text(encoding="utf-8") == picture, "see `make pictures`"
