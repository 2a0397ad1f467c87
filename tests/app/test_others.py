"""Others' notes beside the page: named, coloured, put away with one key, never in one's own."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from textual.widgets import Input

from content.span import Span
from review.base import paths
from review.notes.export.webannotation import web_annotations
from review.notes.merging import NOBODY, kept_beside, set_apart
from review.notes.model import Kind
from review.reading.note_margin import NoteMargin
from review.typography.looks import Look
from tests.app.driving import View, reading
from tests.app.noting import keep, kept, make_note
from tests.app.waiting import wait_until
from tests.small import small_report
from tests.unit.notes.export.exporting import note, primary

REPORT = small_report()
BODY = 18
WIDE, NARROW = (120, 40), (80, 24)


def given(name: str, words: str, start: int, file: str = "") -> Path:
    """The file that somebody gives to others, among what was received."""
    note = make_note(REPORT, Span(BODY, start, BODY, 9), words, Kind.QUESTION)
    path = paths.documents_dir() / (file or f"{name}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(web_annotations(REPORT, [note], name), encoding="utf-8")
    return path


async def put_beside(view: View, *files: str) -> None:
    """Put files that are listed beside the page, and go back to it."""
    await view.press("+")
    for file in files:
        await wait_until(view, lambda: view.shows(f" 1条　{file}"))  # noqa: B023
        rows = [row for row in view.painted if " 1条" in row]
        at = next(place for place, row in enumerate(rows) if file in row)
        await view.press(*["down"] * at, "*")
        await wait_until(view, lambda: not view.shows(f" 1条　{file}"))  # noqa: B023
        await view.press(*["up"] * at)
    await wait_until(view, lambda: view.shows(" 1条　在正文旁"))
    await view.press("escape")
    await wait_until(view, view.is_front)


def margin(view: View) -> str:
    """What stands beside the page, or over its last rows."""
    shown = [one for one in view.screen.query(NoteMargin) if one.display and one.size]
    return "".join("".join(view.picture(one)) for one in shown)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_they_stand_beside_the_page_with_their_names_until_one_key_is_pressed(
    size: tuple[int, int],
) -> None:
    """Also after the next start, and with no word of them in the notebook."""
    given("王某", "名单在哪里？", 0)
    given("李某", "何时完成？", 1)
    keep(REPORT, make_note(REPORT, Span(8, 0, 8, 10), "自己的"))
    before = kept(REPORT)
    async with reading(REPORT, size) as view:
        await put_beside(view, "王某.json", "李某.json")
    async with reading(REPORT, size) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: "@王某" in margin(view))
        assert "名单在哪里" in margin(view)
        assert "@李某 ? 何时完成" in margin(view)
        room = slice(0, view.margin)
        signs = {row[room].strip("▎ ") for row in view.picture(view.page)} - {""}
        assert signs in ({"@@"}, {"2"})
        looks = {mark.look for mark in view.page.marks._notes[BODY]}
        assert looks == {Look.OTHERS_1, Look.OTHERS_2}
        await view.press("*")
        assert "@" not in margin(view)
        assert not any(row[room].strip("▎ ") for row in view.picture(view.page))
        assert "已收起他人批注" in view.citation
        await view.press("＊")
        await wait_until(view, lambda: "@王某" in margin(view))
    assert kept(REPORT) == before


async def test_they_are_looked_at_and_not_changed() -> None:
    """A digit marks the passage for oneself; neither list nor counts nor F4 know of others'."""
    given("王某", "名单在哪里？\n请公布。", 0)
    async with reading(REPORT, WIDE) as view:
        await put_beside(view, "王某.json")
        view.page.jump(BODY)
        await wait_until(view, lambda: "@王某" in margin(view))
        assert view.page.marks.counts() == {}
        row = next(y for y, text in enumerate(view.picture(view.page)) if "@" in text)
        column = view.picture(view.page)[row].index("@")
        await view.pilot.click(view.page, offset=(column, row))
        await wait_until(view, lambda: any("请公布" in notice for notice in view.notices))
        await view.press("enter", "1")
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
    assert [(note.kind, note.body) for note in kept(REPORT)] == [(Kind.APPROVAL, "")]


async def test_a_file_is_taken_away_to_the_documents_and_replaced_by_a_newer_one() -> None:
    path = given("王某", "先写的", 0)
    async with reading(REPORT, WIDE) as view:
        await put_beside(view, "王某.json")
        path.unlink()
        newer = given("王某", "后写的", 0, "又一份.json")
        await put_beside(view, newer.name)
        view.page.jump(BODY)
        await wait_until(view, lambda: "后写的" in margin(view) and "先写的" not in margin(view))
        newer.unlink()
        await view.press("+")
        await wait_until(view, lambda: view.shows("王某 1条　在正文旁"))
        await view.press("*")
        await wait_until(view, lambda: view.shows("王某 1条　王某.json"))
        await view.press("escape")
        await wait_until(view, lambda: "@" not in margin(view))
    assert not list(paths.others_dir().iterdir())
    assert "后写的" in (paths.documents_dir() / "王某.json").read_text(encoding="utf-8")


async def test_another_person_of_the_same_name_takes_no_place() -> None:
    given("王某", "这一位的话", 0)
    async with reading(REPORT, WIDE) as view:
        await put_beside(view, "王某.json")
        (paths.documents_dir() / "王某.json").unlink()
        other = given("王某", "另一位的话", 1, "又一份.json")
        await view.press("+")
        await wait_until(view, lambda: view.shows("王某 1条　又一份.json"))
        await view.press("down", "*")
        await wait_until(view, lambda: view.shows("正文旁已有“王某”的批注"))
        assert [each.notes[0].body for each in kept_beside(REPORT)] == ["这一位的话"]
        line = view.app.screen.query(Input).first()
        line.value = f"小王={other.name}"
        line.focus()
        await view.press("enter")
        await wait_until(view, lambda: view.shows("小王 1条　又一份.json"))
        view.app.screen.query_one("#files").focus()
        await view.press("*")
        await wait_until(view, lambda: view.shows("小王 1条　在正文旁"))
    assert [each.name for each in kept_beside(REPORT)] == ["小王", "王某"]


async def test_what_was_imported_without_an_author_is_moved_out_in_one_step() -> None:
    """Out of the notebook and beside the page; undone, it is one's own again, and not twice."""
    own = make_note(REPORT, Span(8, 0, 8, 10), "自己的")
    imported = [
        dataclasses.replace(make_note(REPORT, Span(BODY, at, BODY, 9), "别人的"), imported=True)
        for at in range(2)
    ]
    keep(REPORT, own, *imported)
    other = primary()
    set_apart(other, [note(other, "长者食堂", Kind.MEMO, "在另一份上")])
    async with reading(REPORT, WIDE) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        await view.press("+")
        await wait_until(view, lambda: view.shows(f"{NOBODY} 2条　在自己的批注里"))
        await view.press("*")
        await wait_until(view, lambda: view.shows(f"{NOBODY} 2条　在正文旁"))
        # They are beside the page before they leave the notebook, lest a fall loses them.
        await wait_until(view, lambda: [note.body for note in kept(REPORT)] == ["自己的"])
        await view.press("escape")
        view.page.jump(BODY)
        await wait_until(view, lambda: f"@{NOBODY}" in margin(view))
        await view.press("ctrl+z")
        await wait_until(view, lambda: len(view.page.marks.notes_of(BODY)) == 2)
        assert f"@{NOBODY}" not in margin(view)
    assert [len(each.notes) for each in kept_beside(other)] == [1]
    assert [note.body for note in kept(REPORT)] == ["自己的", "别人的", "别人的"]


async def test_without_any_it_is_said_how_they_come() -> None:
    async with reading(REPORT) as view:
        await view.press("*")
        assert any("合并他人批注" in notice for notice in view.notices)


async def test_a_folder_that_may_not_be_looked_into_keeps_nobody_from_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The report opens, without what others wrote."""
    exists = Path.exists

    def refused(path: Path, **named: bool) -> bool:
        if path == paths.others_dir():
            raise PermissionError(13, "Permission denied")
        return exists(path, **named)

    monkeypatch.setattr(Path, "exists", refused)
    async with reading(REPORT, WIDE) as view:
        await view.press("*")
        await wait_until(view, lambda: view.shows("没有他人批注"))
