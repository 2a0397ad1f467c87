"""Every screen of the program and the way to it, for what has to hold on each of them."""

from __future__ import annotations

import datetime
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from content.importing import understand
from index.searcher import Searcher
from review.base import paths
from review.base.reports import user_shelf
from review.notes.model import Kind
from review.settings.config import Config
from review.voting.rules.choices import Mode
from review.voting.rules.rules import NO_LIMIT, Rules
from tests.app.driving import View, reading
from tests.app.noting import keep, make_note, passage
from tests.app.voting import booth
from tests.app.waiting import idle, wait_until
from tests.small import SMALL_TEXT
from tests.votes import REPORT, start

CHINA = datetime.timezone(datetime.timedelta(hours=8))
EVENING = datetime.datetime(2024, 1, 31, 20, 30, tzinfo=CHINA)
"""The time in every scene: an evening of the session."""

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

NOTED = passage("新建长者食堂20处").first
"""The paragraph of the first note."""

TEN = Rules(deputies_total=10, present=10, issued=10, seats=2)
ROOMY = replace(TEN, select_max=NO_LIMIT)
MARKS = ("1", "down", "2", "down", "3", "down", "1")
"""Approve, reject, abstain, approve."""


Go = Callable[[View, Path], Awaitable[None]]
"""How one comes to a screen from the first page; the folder is one of the scene's own."""


class Scene(NamedTuple):
    """A screen of the program.

    Attributes:
        go: The way to it.
        before: Puts on the disk, before the program starts, what the scene needs there.
    """

    go: Go
    before: Callable[[Path], None] = lambda _folder: None


def keys(*steps: str) -> Go:
    """Type keys one by one; a step `…text` waits until the screen has this text."""

    async def go(view: View, _folder: Path) -> None:
        for step in steps:
            if step.startswith("…"):
                await wait_until(view, partial(_has, view, step[1:].replace(" ", "")))
            else:
                await view.press(step)
                await idle()

    return go


def _has(view: View, text: str) -> bool:
    """Whether a text is on the screen, in a narrow window on two rows."""
    return text in "".join(view.painted).replace(" ", "")


def newcomer(_folder: Path) -> None:
    """Nobody has ever started the program."""
    paths.welcome_file().unlink()


def notes(_folder: Path) -> None:
    """Three notes."""
    keep(REPORT, *NOTES)


def at_the_notes(*steps: str) -> Go:
    """Go to the paragraph of the first note before the keys."""

    async def go(view: View, folder: Path) -> None:
        await wait_until(view, lambda: view.page.marks.notes_of(NOTED))
        view.page.jump(NOTED)
        await keys(*steps)(view, folder)

    return go


def vote(rules: Rules, *ballots: str) -> Callable[[Path], None]:
    """A vote that has begun, with ballots in its box."""
    return lambda _folder: start(rules, *ballots)


def reports(folder: Path) -> None:
    """A shelf of three reports, and a file among the documents."""
    for year in (2019, 2031):
        path = folder / "given.txt"
        path.write_text(SMALL_TEXT.replace("2024", str(year)), encoding="utf-8")
        user_shelf().add(understand(path), title=f"小城{year}年政府工作报告")
    documents = paths.documents_dir()
    (documents / "会议材料").mkdir(parents=True)
    text = SMALL_TEXT.replace("2024", "2031").replace("（二）", "- 2 -\n（三）")
    (documents / "明年的报告.txt").write_bytes(text.encode("gb18030"))
    (documents / "张店区2031年政府工作报告（征求意见稿）.docx").write_bytes(b"x")
    for path in documents.iterdir():
        os.utime(path, (EVENING.timestamp(), EVENING.timestamp()))


def notes_and_revision(folder: Path) -> None:
    """Three notes and a text in which the passage of one is changed and of one is gone."""
    text = REPORT.source.replace("新建长者食堂20处", "新建长者食堂30处")
    text = text.replace("普惠有支撑、品质有选择", "")
    (folder / "修订稿.txt").write_text(text, encoding="utf-8")
    notes(folder)


def revising(*steps: str) -> Go:
    """Name the revised text, and type keys."""

    async def go(view: View, folder: Path) -> None:
        await at_the_notes("ctrl+r", "…换不换")(view, folder)
        await keys(*"修订稿.txt", "enter", "…按Ctrl+S换用", *steps)(view, folder)

    return go


async def selecting_by_mouse(view: View, _folder: Path) -> None:
    """Drag over a sentence."""
    await keys(*"]" * 4)(view, _folder)
    await view.drag((view.margin + 8, 3), (view.margin + 20, 4))


async def covered(view: View, folder: Path) -> None:
    """Leave a ballot alone until it is put away."""
    await keys("f5", "enter", *MARKS)(view, folder)
    await booth(view).cover()


SCENES: dict[str, Scene] = {
    "first start": Scene(keys(), newcomer),
    "page": Scene(keys()),
    "section": Scene(keys(*"]" * 8)),
    "contents": Scene(keys("f2", "down", "down")),
    "selection": Scene(selecting_by_mouse),
    "caret": Scene(keys("v", "right", "v", "right", "right", "right")),
    "go bar": Scene(keys("g", *"二（七）第3段")),
    "go bar with an answer": Scene(keys("g", "九", "enter")),
    "help": Scene(keys("f1")),
    "help on notes": Scene(keys("f1", *"批注")),
    "help without an answer": Scene(keys("f1", "龘")),
    "palette": Scene(keys("ctrl+p")),
    "palette without an answer": Scene(keys("ctrl+p", "龘")),
    "nothing to copy": Scene(keys("ctrl+c")),
    "theme": Scene(keys("f9")),
    "search": Scene(keys("f3", *"养老", "…共14处", "enter")),
    "search before a query": Scene(keys("f3")),
    "search without an answer": Scene(keys("f3", *"龘龘", "…没有")),
    "search in the shelf": Scene(keys("f3", "ctrl+t", *"食堂", "…小城"), reports),
    "search in the notes": Scene(at_the_notes("f3", *"老旧", "shift+tab", "…我的批注"), notes),
    "notes": Scene(at_the_notes("f8", "…3 条"), notes),
    "notes that fit a word": Scene(at_the_notes("f8", "…3 条", *"就业"), notes),
    "no notes": Scene(keys("f8")),
    "editor": Scene(keys("f4", *"建议按季公开进度。")),
    "editor of a note": Scene(at_the_notes("f8", "…3 条", "f4", "…修改批注"), notes),
    "editor that is left": Scene(keys("f4", "记", "escape")),
    "export": Scene(at_the_notes("f7", "…含3条批注"), notes),
    "export of nothing": Scene(keys("f7")),
    "revision before a file": Scene(keys("ctrl+r", "…换不换")),
    "revision without its file": Scene(keys("ctrl+r", "…换不换", *"没有", "enter", "…找不到")),
    "revision": Scene(revising(), notes_and_revision),
    "revised notes": Scene(revising("ctrl+s", "…兜住兜准", "f8", "…#养老"), notes_and_revision),
    "goals and results": Scene(keys("ctrl+d", "…主要指标", "down", "right")),
    "goals and results of one report only": Scene(keys("ctrl+d", "…主要指标", "tab", "…书架")),
    "tasks": Scene(keys("ctrl+l", "…57 项", "down")),
    "tasks that fit a word": Scene(keys("ctrl+l", "…57 项", "f3", *"养老")),
    "no numbers": Scene(keys("ctrl+l", "…57 项", "tab", "…没有写数字")),
    "shelf": Scene(keys("ctrl+k", "…小城2031年"), reports),
    "file picker": Scene(keys("ctrl+o", "…明年的报告", "down", "down"), reports),
    "report to accept": Scene(
        keys("ctrl+o", "…明年的报告", "down", "down", "enter", "…请核对"), reports
    ),
    "steps of a vote": Scene(keys("f5")),
    "candidates": Scene(keys("f5", "1")),
    "rules": Scene(keys("f5", "enter")),
    "password of the box": Scene(keys("f5", "2", "ctrl+s")),
    "trial of one's own": Scene(
        keys("f5", "5", "1", "enter", *"74", "…随机种子"),
    ),
    "rules with a mistake": Scene(keys("f5", "enter", *"17", "ctrl+s")),
    "ballot": Scene(keys("f5", "enter", *MARKS), vote(TEN)),
    "ballot by rank": Scene(
        keys("f5", "enter", "space", "down", "space"), vote(Rules(seats=3, mode=Mode.RANK))
    ),
    "too many marks": Scene(keys("f5", "enter", *"1", "down", "1", "down", "1"), vote(TEN)),
    "review of the ballot": Scene(keys("f5", "enter", *MARKS, "enter"), vote(TEN)),
    "ballot that was cast": Scene(keys("f5", "enter", *MARKS, "enter", *"74"), vote(TEN, "O", "X")),
    "cover": Scene(covered, vote(TEN, "O")),
    "quote in the report": Scene(keys("f5", "enter", "ctrl+g"), vote(TEN)),
    "box": Scene(keys("f6"), vote(TEN, "O", "X")),
    "box to seal": Scene(keys("f6", "enter"), vote(TEN, "O", "X")),
    "sealed box": Scene(keys("f6", "enter", *"74"), vote(TEN, *["O"] * 10)),
    "paper ballot": Scene(keys("f6", "2", *"12345"), vote(TEN)),
    "result": Scene(
        keys("f6", "enter", *"74", "enter", *"74", "…计票结果"),
        vote(ROOMY, *["OXO"] * 6, *["O-OO"] * 4),
    ),
    "tie": Scene(
        keys("f6", "enter", *"74", "enter", *"74", "…第1轮"),
        vote(ROOMY, *["O-OO"] * 7, *["O"] * 3),
    ),
    "result of the unknown": Scene(
        keys("f6", "enter", *"74", "enter", *"74", "…未知"), vote(Rules(), "OX", "O")
    ),
    "another round": Scene(
        keys("f6", "enter", *"74", "enter", *"74", "…第1轮", "enter", "…第2轮"),
        vote(ROOMY, *["O-OO"] * 7, *["O"] * 3),
    ),
    "export of a result": Scene(
        keys("f6", "enter", *"74", "enter", *"74", "…计票结果", "f7"),
        vote(ROOMY, *["OXO"] * 6, *["O-OO"] * 4),
    ),
}
"""All of them, by name."""


def stage(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Stop the clock, and set what is made by chance or by the machine."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)
    monkeypatch.setattr("review.voting.screens.questions.new_code", lambda: "74")
    monkeypatch.setattr("review.notes.screens.papers_screen.local_now", lambda: EVENING)
    monkeypatch.setattr(paths, "documents_dir", lambda: folder / "文档")
    monkeypatch.setattr(paths, "places", lambda: {"文档": folder / "文档"})


@asynccontextmanager
async def playing(
    name: str, folder: Path, size: tuple[int, int], config: Config | None = None
) -> AsyncIterator[View]:
    """Run the program and go to a screen."""
    scene = SCENES[name]
    scene.before(folder)
    async with reading(REPORT, size, config) as view:
        await scene.go(view, folder)
        await wait_until(view, lambda: any(view.painted))
        yield view
