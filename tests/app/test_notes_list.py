"""The list of notes: order, filters, going to a passage, deleting, undoing; notes in the search."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from content.parsing.outline import parse
from content.span import Span
from index.searcher import Searcher
from review.base import paths
from review.notes.model import Kind, Note
from review.notes.screens import note_changes
from review.notes.screens.note_desk import NoteDesk
from review.notes.screens.note_editor import NoteEditor
from review.notes.screens.notebook import Notebook
from review.notes.screens.notes_pane import NoteList, NotesPane
from review.reading.page import Page
from review.settings.config import Config
from review.widgets.line_input import LineInput
from review.widgets.text_box import TextBox
from tests.app.driving import View, make_app, reading
from tests.app.noting import (
    editor,
    keep,
    kept,
    listed,
    make_note,
    open_list,
    write,
)
from tests.app.test_pictures import SIZES, Compare
from tests.app.waiting import wait_until
from tests.small import SMALL_TEXT, small_report

REPORT = small_report()

NOTES = (
    make_note(REPORT, Span(19, 0, 19, 12), "早些公布各处就餐人数", Kind.SUGGESTION, ["养老"]),
    make_note(REPORT, Span(8, 26, 8, 40), "目标为何低于实绩？", Kind.QUESTION, ["数据"]),
    make_note(REPORT, Span(10, 0, 10, 20), "成绩实在", Kind.APPROVAL),
    make_note(REPORT, Span(8, 0, 8, 10), "与附表核对：３５１０[红]", Kind.FIGURE, ["数据", "养老"]),
)
IN_ORDER = ["与附表核对：３５１０[红]", "目标为何低于实绩？", "成绩实在", "早些公布各处就餐人数"]


def cell_of(text: str, row: str) -> int:
    """The column where a text begins on a row of the screen."""
    return cell_len(row[: row.index(text)])


async def begin(view: View) -> None:
    """Wait for the notes, and open the list on the first page."""
    await wait_until(view, lambda: view.page.marks.notes_of(8))
    await open_list(view, len(NOTES))


async def test_notes_are_listed_in_the_order_of_the_report() -> None:
    """Whatever order they were written in."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        assert listed(view) == IN_ORDER


FILTERS = {
    "就餐": [3],
    "#数据": [0, 1],
    "#数据 核对": [0],
    "＃养老": [0, 3],
    "3510": [0],
    "[红]": [0],
    "没有的词": [],
}


@pytest.mark.parametrize(("query", "found"), FILTERS.items())
async def test_a_filter_looks_into_text_quote_and_tags(query: str, found: list[int]) -> None:
    """Words in any width; #标签 means tags alone."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        await view.press(*query)
        assert listed(view) == [IN_ORDER[at] for at in found]


async def test_tab_goes_through_the_kinds() -> None:
    """Each kind by itself, then what was deleted, then all again."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        shown = []
        for _ in range(len(Kind) + 2):
            await view.press("tab")
            shown.append(listed(view))
        by_kind = {note.kind: [note.body] for note in NOTES}
        assert shown == [*(by_kind.get(kind, []) for kind in Kind), [], IN_ORDER]


async def test_enter_goes_to_the_passage_and_escape_back() -> None:
    """Choosing shows the passage; Escape returns to what was on screen before."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 14)) as view:
        await begin(view)
        before = view.first_visible()
        await view.press("down", "down", "down")
        assert view.is_visible((19, 0))
        await view.press("escape")
        assert view.first_visible() == before
        assert view.focused() is view.page

        await view.press("f8", "down", "down", "down", "enter")
        assert view.is_visible((19, 0))
        assert view.focused() is view.page
        assert view.page.current == 19


async def test_a_note_is_deleted_restored_and_all_of_it_undone() -> None:
    """Delete, Ctrl+Z, Ctrl+Y, and back out of the trash."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        await view.press("delete")
        await wait_until(view, lambda: listed(view) == IN_ORDER[1:])
        await view.press("ctrl+z")
        await wait_until(view, lambda: listed(view) == IN_ORDER)
        await view.press("ctrl+y")
        await wait_until(view, lambda: listed(view) == IN_ORDER[1:])
        assert [note.body for note in kept(REPORT)] == IN_ORDER[1:]

        await view.press("shift+tab")
        assert listed(view) == IN_ORDER[:1]
        await view.press("enter")
        await wait_until(view, lambda: listed(view) == [])
        assert [note.body for note in kept(REPORT)] == IN_ORDER


async def test_the_keys_offer_what_can_be_done_with_the_chosen_note() -> None:
    """Nothing deletes or changes what is deleted, and where no note is, F4 writes one."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        assert view.shows("Del 删除")
        assert view.shows("F4 编辑")
        await view.press("delete")
        await wait_until(view, lambda: listed(view) == IN_ORDER[1:])
        await view.press("shift+tab", "delete", "f4")
        await wait_until(view, lambda: not view.shows("Del 删除"))
        assert listed(view) == IN_ORDER[:1]
        assert any("请先按回车恢复" in notice for notice in view.notices)
        await view.press("enter")
        await wait_until(view, lambda: view.shows("F4 批注"))


async def test_undo_works_across_a_restart() -> None:
    """What was deleted in one run comes back in the next, when it is asked for twice."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        await view.press("delete")
        await wait_until(view, lambda: listed(view) == IN_ORDER[1:])
    async with reading(REPORT, (120, 40)) as view:
        await view.press("ctrl+z")
        await wait_until(view, lambda: "再按一次Ctrl+Z" in view.citation)
        await view.press("ctrl+z")
        await wait_until(view, lambda: len(view.page.marks.notes_of(8)) == 2)
        await view.press("ctrl+z")
        await wait_until(view, lambda: not view.page.marks.notes_of(8))
        assert "已撤销：新增批注。" in view.citation
        await view.press("ctrl+z")
        await wait_until(view, lambda: "没有可以撤销的改动。" in view.citation)


@pytest.mark.parametrize("keys", [("down", "f4"), (*"目标为", "ctrl+w", "ctrl+w")])
async def test_a_key_in_the_list_edits_the_chosen_note(keys: tuple[str, ...]) -> None:
    """The list shows what it says then; Ctrl+W does so where it has no word to delete."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        await view.press(*keys)
        await wait_until(view, lambda: editor(view))
        await write(view, "请说明")
        assert listed(view)[1] == "目标为何低于实绩？请说明"


async def test_the_mouse_alone_filters_goes_and_deletes() -> None:
    """Kinds, entries and the keys below are all to be clicked."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        await wait_until(view, lambda: "?" in view.painted[2])
        await view.pilot.click(None, offset=(cell_of("?", view.painted[2]), 2))
        await view.done()
        assert listed(view) == IN_ORDER[1:2]
        await view.pilot.click("#noted", offset=(6, 0))
        await view.done()
        assert view.page.current == 8

        await view.press("f8", "f8")
        await wait_until(view, lambda: "Del" in view.painted[-1])
        await view.pilot.click(None, offset=(cell_of("Del", view.painted[-1]), 39))
        await wait_until(view, lambda: listed(view) == [])


async def test_in_a_narrow_window_the_list_lies_over_the_page() -> None:
    """Enter puts it away and shows the passage."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (60, 20)) as view:
        await begin(view)
        await wait_until(view, lambda: "政府工作报告" not in "".join(view.painted[2:]))
        await view.press("down", "down", "enter")
        assert view.is_visible((10, 0))
        assert view.focused() is view.page


async def test_notes_are_found_from_the_search_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scope before the first is that of the notes; their words are in no recall."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(8))
        await view.press("f3", "shift+tab", *"就餐")
        await wait_until(view, lambda: view.shows("批注 1 条"))
        await view.press("enter")
        assert view.page.current == 19
        await view.press("f3", *["backspace"] * 2, "up")
        assert not view.shows("检索 就餐")


async def test_notes_that_were_searched_are_listed_as_they_are_now(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A note that is written, or taken back, comes into the list beside the page, and goes."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(8))
        await view.press("f3", "shift+tab", *"就餐")
        await wait_until(view, lambda: view.shows("批注 1 条"))
        await view.press("enter", "home", "f4")
        await wait_until(view, lambda: editor(view))
        await write(view, "就餐补贴")
        await wait_until(view, lambda: view.shows("批注 2 条"))
        await view.press("ctrl+z")
        await wait_until(view, lambda: view.shows("批注 1 条"))


async def test_a_second_copy_can_only_look() -> None:
    """It says so at once, shows the notes, and opens no editor that could not save."""
    keep(REPORT, *NOTES)
    other = Notebook(REPORT, paths.notes_file())
    other.submit(lambda store: store.notes(REPORT.id)).result()
    try:
        async with reading(REPORT, (120, 40)) as view:
            await begin(view)
            assert any("另一个审议正在运行" in notice for notice in view.notices)
            await view.press("escape", "f4")
            assert editor(view) is None
            assert "请到那个窗口里改" in view.notices[-1]
            assert len(view.notices) == 1
    finally:
        other.close()


async def test_what_the_command_line_adds_is_listed_when_the_list_is_opened() -> None:
    """Without a restart."""
    keep(REPORT, *NOTES)
    async with reading(REPORT, (120, 40)) as view:
        await begin(view)
        await view.press("f8")
        keep(REPORT, make_note(REPORT, Span(2, 0, 2, 5), "后来的"))
        await open_list(view, len(NOTES) + 1)
        assert listed(view)[0] == "后来的"


@pytest.mark.parametrize("notes", [NOTES, ()], ids=["some", "none"])
async def test_what_the_command_line_changes_shows_while_the_list_is_open(
    notes: Sequence[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the list and on the page, though nobody presses a key; also the very first note."""
    monkeypatch.setattr(note_changes, "LOOK_EVERY", 0.1)
    if notes:
        keep(REPORT, *notes)
    async with reading(REPORT, (120, 40)) as view:
        if notes:
            await begin(view)
        added = make_note(REPORT, Span(2, 0, 2, 5), "后来的")
        keep(REPORT, added)
        await wait_until(view, lambda: view.page.marks.notes_of(2) == [added.id])
        if notes:
            assert listed(view)[0] == "后来的"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_list_and_the_marks(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """Signs in the margin, passages coloured by kind, the list beside them."""
    keep(REPORT, *NOTES)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await wait_until(pilot, lambda: pilot.app.screen.query_one(Page).marks.notes_of(8))
        pilot.app.screen.query_one(Page).jump(7)
        await pilot.press("f8")
        await wait_until(pilot, lambda: pilot.app.screen.query(NotesPane))
        await wait_until(pilot, lambda: pilot.app.screen.query_one(NoteList).listed)
        pilot.app.screen.query_one(LineInput).cursor_blink = False
        await pilot.press("down")

    app = make_app(REPORT, Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.painted
def test_the_editor(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """The passage above, marked; below it quote, kinds, tags and the text, with its keys."""
    keep(REPORT, *NOTES)

    async def show(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await wait_until(pilot, lambda: pilot.app.screen.query_one(Page).marks.notes_of(8))
        pilot.app.screen.query_one(Page).jump(10)
        await pilot.press("enter")
        await pilot.press("enter")
        await wait_until(pilot, lambda: pilot.app.screen.query(NoteEditor))
        for box in pilot.app.screen.query(TextBox):
            box.cursor_blink = False
        await pilot.pause()

    app = make_app(REPORT, Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=show)


async def test_a_note_on_a_text_that_is_not_open_leads_nowhere() -> None:
    """Another program has put it on the shelf: what stands in its place here is something else."""
    revised = parse(f"{SMALL_TEXT}\n还有一段。\n", report_id=REPORT.id)
    keep(REPORT, NOTES[0])
    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.screen.query_one(NoteDesk).notebook.notes)
        keep(revised, make_note(revised, Span(20, 0, 20, 3), "别处"))
        await open_list(view, 2)
        await view.press("down")
        chosen = view.screen.query_one(NoteList).chosen
        assert chosen is not None
        assert chosen.body == "别处"
        before = view.page.view
        await view.press("enter")
        await wait_until(view, lambda: view.shows("已在别处换了文本"))
        assert view.page.view == before


async def test_a_held_delete_key_deletes_one_note() -> None:
    """A key that repeats itself is one press; it says which note, and undo brings it back."""
    keep(REPORT, *(make_note(REPORT, Span(8, at, 8, at + 3), f"第{at}条") for at in range(6)))
    async with reading(REPORT, (116, 30)) as view:
        await open_list(view, 6)
        await view.press(*["delete"] * 4)
        await wait_until(view, lambda: len(kept(REPORT)) == 5)
        await view.app.workers.wait_for_complete()
        assert len(kept(REPORT)) == 5
        assert "已删除" in view.citation
        assert "条" in view.citation
        await view.press("escape", "ctrl+z")
        await wait_until(view, lambda: len(kept(REPORT)) == 6)


async def test_delete_never_deletes_a_note_while_something_is_typed() -> None:
    keep(REPORT, make_note(REPORT, Span(8, 0, 8, 3), "第一条"))
    async with reading(REPORT, (116, 30)) as view:
        await open_list(view, 1)
        await view.press("一", "delete", "delete", "left", "delete")
        await view.app.workers.wait_for_complete()
        assert len(kept(REPORT)) == 1


async def test_a_change_that_comes_while_the_program_ends_disturbs_nothing() -> None:
    """What is closed goes one after the other: the list may have gone when a draft is let go of."""
    keep(REPORT, *NOTES)
    async with reading(REPORT) as view:
        await begin(view)
        desk = view.screen.query_one(NoteDesk)
        await view.screen.query_one(NotesPane).remove()
        desk.show_notes()
        await view.done()
        assert view.page.marks.notes_of(8)
