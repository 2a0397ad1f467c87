"""The pictures of README.md: made by the program, and no other than what it shows.

`make pictures` writes them anew; look at them before they are committed.
"""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from index import Searcher
from review import paths
from review.config import Config
from review.notes.model import Kind
from review.voting.rules import NO_LIMIT, Rules
from tests.app.driving import View, reading
from tests.app.noting import keep, make_note, open_list, screen
from tests.app.test_revise_screen import passage
from tests.app.voting import REPORT, start
from tests.app.waiting import wait_until, workers_done

DOCS = Path(__file__).parents[2] / "docs"
SIZE = (100, 30)

Scene = Callable[[View], Awaitable[None]]

NOTES = (
    make_note(
        REPORT,
        passage("新建长者食堂20处"),
        "建议公布各处就餐人数，优先布局老旧小区。",
        Kind.SUGGESTION,
        ["养老"],
    ),
    make_note(
        REPORT,
        passage("力争新增城镇就业1万人以上"),
        "上年完成1.4万人，目标为何低于实绩？",
        Kind.QUESTION,
        ["就业"],
    ),
    make_note(REPORT, passage("普惠有支撑、品质有选择"), "这句话写到了群众心里。", Kind.APPROVAL),
)


CHINA = datetime.timezone(datetime.timedelta(hours=8))
EVENING = datetime.datetime(2024, 1, 31, 20, 30, tzinfo=CHINA)
"""The time of every picture: an evening of the session."""


def shows(view: View, text: str) -> bool:
    """Whether a text stands on one row of the screen."""
    return any(text in row for row in screen(view))


async def read(view: View) -> None:
    """A section that one jumped to."""
    while "（七）" not in view.citation:
        await view.press("]")


async def search(view: View) -> None:
    """What 养老 finds, with the first hit on the page."""
    await view.press("f3", *"养老")
    await wait_until(view, lambda: shows(view, "相关"))
    await view.press("enter")


async def take_notes(view: View) -> None:
    """Three notes on a paragraph, and the list of them."""
    await wait_until(view, lambda: view.page.marks.notes_of(passage("新建长者食堂20处").first))
    view.page.jump(passage("新建长者食堂20处").first)
    await open_list(view, len(NOTES))


async def export(view: View) -> None:
    """The list of notes as a text."""
    await wait_until(view, lambda: view.page.marks.notes_of(passage("新建长者食堂20处").first))
    await view.press("f7")
    await wait_until(view, lambda: shows(view, "共 3 条：") and shows(view, "/home"))


async def vote(view: View) -> None:
    """A ballot with some marks."""
    await view.press("f5", "enter", "1", "down", "2", "down", "3", "down", "1")
    await wait_until(view, lambda: shows(view, "已选 2"))


async def count(view: View) -> None:
    """The result of a box."""
    await view.press("f6", "f8", "7", "4", "f8", "7", "4")
    await wait_until(view, lambda: shows(view, "计票结果"))


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
    name: str, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    """With `--write-pictures` they are written instead."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)
    monkeypatch.setattr("review.voting.confirm.new_code", lambda: "74")
    monkeypatch.setattr("review.notes.exportscreen.local_now", lambda: EVENING)
    monkeypatch.setattr(paths, "documents_dir", lambda: Path("/home/代表/文档"))
    if name in ("notes", "export"):
        keep(REPORT, *NOTES)
    if name == "ballot":
        start(Rules(deputies_total=0, seats=0))
    if name == "result":
        rules = Rules(deputies_total=10, present=10, issued=10, seats=2, select_max=NO_LIMIT)
        start(rules, *["OXO"] * 6, *["O-OO"] * 4)

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
