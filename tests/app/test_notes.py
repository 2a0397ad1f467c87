"""Writing notes: select, F4, write, save; what is on the page and on the disk then."""

from __future__ import annotations

import asyncio
from contextlib import closing

import pytest
from textual import events

from content.errors import Problem
from content.span import Span
from review.base import paths
from review.base.lock import Lock
from review.notes.model import KINDS, Kind, Note
from review.notes.screens.marking import Written, written_in
from review.notes.screens.note_desk import NoteDesk
from review.notes.screens.note_editor import NoteEditor, UsedTags
from review.notes.screens.notes_pane import NotesPane
from review.notes.store.codec import NoteDraft
from review.notes.store.note_store import NoteStore
from review.widgets.text_box import TextBox
from tests.app.driving import LANDING_MARK, reading
from tests.app.noting import (
    SAVED,
    WHEN,
    editor,
    keep,
    kept,
    listed,
    make_note,
    open_editor,
    write,
)
from tests.app.test_selecting import cell_at, text_between
from tests.app.waiting import wait_until, workers_done
from tests.small import small_report

REPORT = small_report()
BODY = 8
"""A paragraph of two rows."""


async def test_without_a_selection_a_note_is_on_the_paragraph_that_is_read() -> None:
    """F4 quotes all of it, and the note is on the disk when it is said to be saved."""
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        opened = await open_editor(view)
        assert opened.passage.quote == REPORT.paragraph(BODY).text
        await write(view, "目标偏低，建议说明。")

        (note,) = kept(REPORT)
        assert note.body == "目标偏低，建议说明。"
        assert note.anchor.quote == REPORT.paragraph(BODY).text
        assert editor(view) is None
        assert view.focused() is view.page


@pytest.mark.parametrize(("steps", "kind"), enumerate(Kind))
async def test_each_kind_has_its_sign_in_the_margin(steps: int, kind: Kind) -> None:
    """A digit takes a kind; the page shows the sign where the note begins."""
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await open_editor(view, "a")
        await view.press("tab", str(steps + 1))
        await write(view, "一条")

        (note,) = kept(REPORT)
        assert note.kind is kind
        first = next(row for row in view.picture(view.page) if "聚焦“3510”" in row)
        assert first.lstrip().startswith(kind.sign)


@pytest.mark.parametrize(
    ("columns", "number", "margin"),
    [(60, 1, "★"), (60, 3, "3"), (60, 12, "+"), (154, 2, "★★"), (154, 3, "★+"), (170, 3, "★★★")],
)
async def test_the_margin_tells_that_there_are_more_notes_than_it_holds(
    columns: int, number: int, margin: str
) -> None:
    """A single cell holds how many there are; more cells as many signs as fit."""
    spans = (Span(BODY, 0, BODY, end) for end in range(2, number + 2))
    keep(REPORT, *(make_note(REPORT, span, "一") for span in spans))

    def before() -> list[str]:
        row = next(row for row in view.picture(view.page) if "2023年，我们" in row)
        return row.partition("2023年")[0].replace(LANDING_MARK, "").split()

    async with reading(REPORT, (columns, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, before)
        assert before() == [margin]


async def test_tags_are_parted_by_blanks_and_marks() -> None:
    """Every way to part tags, none kept twice; Tab goes from the text to kinds and tags."""
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press(*"内容", "tab", "tab", *"养老、食堂，就业 养老 养\u200b老", "enter")
        await write(view, "。")

        (note,) = kept(REPORT)
        assert note.tags == ("养老", "食堂", "就业")
        assert note.body == "内容。"


async def test_tags_used_before_are_offered_with_the_keys_and_the_mouse() -> None:
    """Those that stand most often first; what is begun narrows them, none is offered twice."""
    notes = [make_note(REPORT, Span(18, at, 18, 9), "写过", tags=["养老"]) for at in range(2)]
    other = make_note(REPORT, Span(8, 0, 8, 10), "写过", tags=["就业", "养殖", "就医"])
    keep(REPORT, *notes, other)
    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(8))
        opened = await open_editor(view)
        assert view.shows(" 养老  就业  养殖  就医")
        await view.press(*"内容", "tab", "tab", "right", *"就", "right", *"托育")
        assert opened.written.tags == ("养老", "就业", "托育")
        await view.press("backspace", "backspace")
        assert view.shows(" 养殖  就医")
        await view.pilot.click(UsedTags, offset=(8, 0))
        assert opened.written.tags == ("养老", "就业", "就医")
        await view.press(*"新", "enter")
        await write(view, "。")
        assert ("养老", "就业", "就医", "新") in [note.tags for note in kept(REPORT)]


DRAGS = [((20, 14), (30, 14)), ((50, 14), (12, 15)), ((30, 9), (30, 18)), ((30, 14), (74, 14))]


@pytest.mark.parametrize(("start", "end"), DRAGS)
async def test_a_note_on_what_the_mouse_selected_quotes_it_exactly(
    start: tuple[int, int], end: tuple[int, int]
) -> None:
    """Within a row, over rows, over paragraphs, to the end of a row."""
    async with reading(REPORT, (116, 30)) as view:
        wanted = text_between(cell_at(view, start), cell_at(view, end))
        await view.drag(start, end)
        await open_editor(view)
        await write(view, "一条")

        (note,) = kept(REPORT)
        assert note.anchor.quote == wanted.strip("\n")
        assert not view.screen.get_selected_text()


async def test_overlapping_notes_are_both_marked_and_enter_opens_the_shortest() -> None:
    """A note within another one is the one at the caret; the outer one begins the paragraph."""
    text = REPORT.paragraph(BODY).text
    outer = make_note(REPORT, Span(BODY, 0, BODY, len(text)), "外")
    inner = make_note(REPORT, Span(BODY, 8, BODY, 12), "内", Kind.QUESTION)
    keep(REPORT, outer, inner)
    async with reading(REPORT, (160, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        first = next(row for row in view.picture(view.page) if "聚焦“3510”" in row)
        assert first.lstrip().startswith("★?")

        await view.press("v", *["right"] * 9, "enter", "enter")
        await wait_until(view, lambda: editor(view))
        opened = editor(view)
        assert opened is not None
        assert opened.note_id == inner.id


async def test_a_click_on_noted_text_is_about_its_note() -> None:
    """The row of marks shows its mark, and Enter opens it; a click beside it is about the rest."""
    keep(REPORT, make_note(REPORT, Span(BODY, 0, BODY, 20), "一条"))
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        row = next(y for y, text in enumerate(view.picture(view.page)) if "聚焦“3510”" in text)
        await view.pilot.click(view.page, offset=(20, row + 3))
        assert view.screen.notes.marking.passage is not None
        assert view.screen.notes.marking.passage.quote != REPORT.paragraph(BODY).text[:20]
        await view.pilot.click(view.page, offset=(20, row))
        await view.done()
        assert editor(view) is None
        await open_editor(view, "enter")
        opened = editor(view)
        assert opened is not None
        assert opened.written.body == "一条"


async def test_a_click_on_a_sign_in_the_margin_opens_its_note() -> None:
    """Each of two signs opens the note it stands for; the margin without a sign opens none."""
    notes = [
        make_note(REPORT, Span(BODY, 0, BODY, 20), "第一条"),
        make_note(REPORT, Span(BODY, 4, BODY, 8), "第二条", Kind.QUESTION),
    ]
    keep(REPORT, *notes)
    async with reading(REPORT, (160, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        for at, note in enumerate(notes):
            rows = view.picture(view.page)
            row = next(y for y, text in enumerate(rows) if "聚焦“3510”" in text)
            column = rows[row].index("★?") + at
            await view.pilot.click(view.page, offset=(column, row + 1))
            await view.done()
            assert editor(view) is None
            await view.pilot.click(view.page, offset=(column, row))
            await wait_until(view, lambda: editor(view))
            opened = editor(view)
            assert opened is not None
            assert opened.note_id == note.id
            await view.press("escape")
            await wait_until(view, lambda: editor(view) is None)


async def test_a_changed_note_is_kept_as_it_is_now() -> None:
    """Enter on the paragraph opens its note; what is saved takes its place."""
    keep(REPORT, make_note(REPORT, Span(BODY, 0, BODY, 20), "一条"))
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        await view.press("enter", "enter")
        await wait_until(view, lambda: editor(view))
        await write(view, "，改过")

        (note,) = kept(REPORT)
        assert note.body == "一条，改过"


async def test_keys_typed_behind_the_saving_are_not_for_the_editor() -> None:
    """They wait until the note is kept, and do what they do on the page."""
    async with reading(REPORT, (116, 30)) as view:
        await view.press("f4", *"第一条", "ctrl+s", "f8")
        await wait_until(view, lambda: view.screen.query(NotesPane) and listed(view))
        assert listed(view) == ["第一条"]
        await view.press("escape", "end", "f4", *"第二条", "ctrl+s", *"gg", "escape")
        await wait_until(view, lambda: editor(view) is None)
        assert [note.body for note in kept(REPORT)] == ["第一条", "第二条"]


async def test_an_editor_with_nothing_new_closes_at_once() -> None:
    """Escape asks nothing where nothing would be lost."""
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press("escape")
        await wait_until(view, lambda: editor(view) is None)
        assert not paths.notes_file().exists() or not kept(REPORT)


async def test_tags_with_blanks_are_only_parted_where_they_are_changed() -> None:
    """Other programs have such tags: a note that is opened and closed, or reworded, keeps them."""
    text = REPORT.paragraph(BODY).text
    passage = Span(BODY, 0, BODY, len(text))
    keep(REPORT, make_note(REPORT, passage, "一条", tags=["社区 养老", "托育"]))
    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        view.page.jump(BODY)
        await view.press("enter")
        await open_editor(view, "enter")
        await view.press("escape")
        await wait_until(view, lambda: editor(view) is None)

        await view.press("enter")
        await open_editor(view, "enter")
        await write(view, "，改过")
        (note,) = kept(REPORT)
        assert (note.body, note.tags) == ("一条，改过", ("社区 养老", "托育"))


async def test_a_second_window_says_once_that_it_cannot_write() -> None:
    """However often F4 is pressed, and beside what it said on opening."""
    keep(REPORT, make_note(REPORT, Span(BODY, 0, BODY, 10), "一条"))
    first = Lock(paths.notes_lock_file(paths.notes_file()))
    try:
        async with reading(REPORT, (116, 30)) as view:
            await wait_until(view, lambda: view.page.marks.notes_of(BODY))
            await view.press("f4")
            await view.press("f4")
            assert [said[:10] for said in view.notices] == ["另一个审议正在运行，"]
            assert editor(view) is None
    finally:
        first.release()


@pytest.mark.parametrize("size", [(116, 30), (40, 10)])
async def test_what_was_written_is_given_up_only_when_it_is_said_twice(
    size: tuple[int, int],
) -> None:
    """The first Escape says how to keep it; typing on takes the question back."""
    async with reading(REPORT, size) as view:
        await open_editor(view)
        await view.press(*"内容", "escape")
        await wait_until(view, lambda: view.shows("再按一次Esc放弃"))
        await view.press("。", "escape")
        assert editor(view) is not None
        await view.press("escape")
        await wait_until(view, lambda: editor(view) is None)
        assert kept(REPORT) == []


def test_another_kind_of_a_mark_is_worth_keeping() -> None:
    """Escape asks about it, though the mark has no words that could be lost."""
    mark = make_note(REPORT, Span(BODY, 0, BODY, 5), "")
    editor = NoteEditor(mark.anchor, written_in(mark), mark, (), mark.id)
    assert not editor.is_unsaved
    editor._kind.taken = KINDS.index(Kind.QUESTION)
    assert mark.kind is not Kind.QUESTION
    assert editor.is_unsaved


async def test_a_note_is_deleted_with_what_was_written_since() -> None:
    """Ctrl+Z brings back all of it: the key stands beside those that go to other notes."""
    keep(REPORT, make_note(REPORT, Span(BODY, 0, BODY, 5), "旧话"))
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        await view.press("enter")
        await open_editor(view, "enter")
        await view.press(*"和新话", "alt+delete")
        await wait_until(view, lambda: editor(view) is None and kept(REPORT) == [])
        await view.press("ctrl+z")
        await wait_until(view, lambda: [note.body for note in kept(REPORT)] == ["旧话和新话"])


async def test_what_is_written_stays_where_its_note_cannot_be_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keep(REPORT, make_note(REPORT, Span(BODY, 0, BODY, 5), "旧话"))

    def refuse(*_arguments: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        await view.press("enter")
        opened = await open_editor(view, "enter")
        monkeypatch.setattr(NoteStore, "change", refuse)
        await view.press(*"和新话", "alt+delete")
        await wait_until(view, lambda: view.shows("没有保存！"))
        assert opened.written.body == "旧话和新话"
        assert [note.body for note in kept(REPORT)] == ["旧话"]


async def test_a_full_disk_is_said_no_longer_than_it_is_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was saved at last is not shown beside the message that it could not be."""

    def refuse(*_arguments: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press("话")
        with monkeypatch.context() as patched:
            patched.setattr(NoteStore, "add", refuse)
            await view.press("ctrl+s")
            await wait_until(view, lambda: view.shows("磁盘已满"))
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("批注已保存"))
        assert view.notices == []


async def test_an_empty_note_is_not_saved() -> None:
    """It says what is missing, and stays open."""
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press(" ", "ctrl+s")
        await wait_until(view, lambda: view.shows("请先写下内容"))
        assert editor(view) is not None


async def test_what_is_missing_is_said_until_something_is_typed() -> None:
    """And blanks alone are given up without a question."""
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press("ctrl+s")
        await wait_until(view, lambda: view.shows("请先写下内容"))
        await view.press("一")
        await wait_until(view, lambda: not view.shows("请先写下内容"))
        await view.press("backspace", " ", "escape")
        await wait_until(view, lambda: editor(view) is None)


async def test_what_is_pasted_while_kinds_are_chosen_is_text() -> None:
    """As what is typed there; of pasted words nothing came."""
    async with reading(REPORT, (116, 30)) as view:
        opened = await open_editor(view)
        await view.press("tab")
        view.app.post_message(events.Paste("建议公开进度，\r\n😀ＡＢ。" * 1000))
        await wait_until(view, lambda: opened.written.body)
        await write(view, "")
        assert [note.body for note in kept(REPORT)] == ["建议公开进度，\n😀ＡＢ。" * 1000]


@pytest.mark.parametrize("note", [None, make_note(REPORT, Span(BODY, 0, BODY, 5), "旧话")])
async def test_a_draft_with_nothing_new_is_offered_to_nobody(note: Note | None) -> None:
    """What was typed was taken away again: the next start has nothing to go on with."""
    if note is not None:
        keep(REPORT, note)

    def drafts() -> list[str]:
        with closing(NoteStore(paths.notes_file())) as store:
            return [draft.body for draft in store.drafts(REPORT.id)]

    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await wait_until(view, lambda: note is None or view.page.marks.notes_of(BODY))
        await view.press("enter")
        await open_editor(view, "enter")
        await view.press("一")
        await wait_until(view, drafts)
        await view.press("backspace")
        await wait_until(view, lambda: not drafts())


async def test_that_a_draft_was_not_kept_is_said_until_it_is() -> None:
    paths.notes_file().mkdir(parents=True)
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press("一")
        await wait_until(view, lambda: view.shows("草稿没有存下"))
        paths.notes_file().rmdir()
        await view.press("二")
        assert view.shows("草稿没有存下")
        await wait_until(view, lambda: not view.shows("草稿没有存下"))


async def test_a_note_that_cannot_be_written_stays_in_the_editor() -> None:
    """Where the file of notes should be there is a folder: nothing is lost, and it is said."""
    paths.notes_file().mkdir(parents=True)
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press(*"内容", "ctrl+s")
        await wait_until(view, lambda: view.shows("没有保存"))
        opened = editor(view)
        assert opened is not None
        assert opened.written.body == "内容"
        assert SAVED not in view.citation

        paths.notes_file().rmdir()
        await write(view, "")
        assert [note.body for note in kept(REPORT)] == ["内容"]


async def test_a_draft_is_offered_after_the_program_was_ended() -> None:
    """Whoever quits in the middle of a note finds it at the next start, by F4."""
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await open_editor(view)
        await view.press("tab", "4", *"写到一半")
    assert kept(REPORT) == []

    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.screen.query("DraftBar"))
        await wait_until(view, lambda: view.shows("有没写完") and view.shows("写到一半"))
        opened = await open_editor(view)
        assert opened.passage.quote == REPORT.paragraph(BODY).text
        assert opened.written.kind is Kind.AMENDMENT
        await write(view, "，写完")
        assert [note.body for note in kept(REPORT)] == ["写到一半，写完"]

    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.page.marks.notes_of(BODY))
        assert not view.screen.query("DraftBar")


async def test_a_draft_that_was_left_waits_while_another_note_is_written() -> None:
    async with reading(REPORT, (116, 30)) as view:
        view.page.jump(BODY)
        await open_editor(view)
        await view.press(*"写到一半")
    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.screen.query("DraftBar"))
        await view.screen.query_one(NoteDesk).write_on(Span(BODY, 0, BODY, 4), Kind.MEMO, "")
        await wait_until(view, lambda: editor(view))
        await write(view, "另一条")
        await wait_until(view, lambda: view.shows("有没写完") and view.shows("写到一半"))
    assert [note.body for note in kept(REPORT)] == ["另一条"]


async def test_f4_writes_what_the_row_of_marks_is_about_though_a_draft_was_left() -> None:
    """That row says F4 too; a click on the draft goes on with it all the same."""
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press(*"写到一半")
    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.screen.query("DraftBar"))
        view.page.jump(BODY)
        await view.press("enter", "f4")
        await wait_until(view, lambda: editor(view))
        opened = editor(view)
        assert opened is not None
        assert (opened.passage.quote, opened.written.body) == (REPORT.paragraph(BODY).text, "")
        await view.press("escape")
        await wait_until(view, lambda: view.screen.query("DraftBar"))
        await view.press("enter")
        await view.pilot.click("DraftBar")
        await wait_until(view, lambda: editor(view))
        resumed = editor(view)
        assert resumed is not None
        assert resumed.written.body == "写到一半"


async def test_a_draft_is_not_gone_on_with_where_nothing_can_be_written() -> None:
    """It may be what the other window is just writing."""
    async with reading(REPORT, (116, 30)) as view:
        await open_editor(view)
        await view.press(*"写到一半")
    first = Lock(paths.notes_lock_file(paths.notes_file()))
    try:
        async with reading(REPORT, (116, 30)) as view:
            await wait_until(view, lambda: view.screen.query("DraftBar"))
            await view.pilot.click("DraftBar")
            await view.press("f4")
            assert editor(view) is None
    finally:
        first.release()


async def test_the_draft_of_a_note_that_is_gone_becomes_a_note_once() -> None:
    note = make_note(REPORT, Span(BODY, 0, BODY, 4), "原来的")
    keep(REPORT, note)
    store = NoteStore(paths.notes_file())
    draft = NoteDraft(note.id, REPORT.id, note.id, note.anchor, note.kind, (), "改到一半", WHEN)
    store.save_draft(draft)
    store.delete(note.id)
    store.close()
    async with reading(REPORT, (116, 30)) as view:
        await wait_until(view, lambda: view.screen.query("DraftBar"))
        await open_editor(view)
        await write(view, "，改完")
    store = NoteStore(paths.notes_file())
    assert [note.body for note in store.notes(REPORT.id)] == ["改到一半，改完"]
    assert store.drafts(REPORT.id) == []
    store.close()


async def test_rows_of_a_note_break_like_chinese_text() -> None:
    """No row begins with a comma, and no number is cut; the cursor is where text goes in."""
    async with reading(REPORT, (60, 30)) as view:
        await open_editor(view)
        text = (
            "去年已建51处，建议公布各处就餐人数，新建的优先布局老旧小区，增长4.3%，并逐月公开，" * 3
        )
        await view.press(*text)
        box = view.screen.query_one(TextBox)
        await wait_until(view, lambda: box.wrapped_document.height > 3)
        rows = [row.strip() for row in view.picture(box)]
        assert "".join(rows) in text
        assert not any(row[0] in "，。%" for row in rows if row)
        lengths = [len(section) for section in box.wrapped_document.lines[0]]
        assert sum(lengths) == len(text)
        await wait_until(view, lambda: view.app.cursor_position == box.cursor_screen_offset)


@pytest.mark.parametrize("pauses", range(6))
async def test_quitting_while_the_notes_are_read_is_no_crash(pauses: int) -> None:
    """Whoever leaves at once, at any moment of the reading, is shown no error."""
    text = REPORT.paragraph(BODY).text
    keep(REPORT, make_note(REPORT, Span(BODY, 0, BODY, len(text)), "一条"))
    async with reading(REPORT, (116, 30)) as view:
        view.screen.query_one(NoteDesk).begin()
        for _ in range(pauses):
            await view.pilot.pause()
    assert view.app.return_code in (None, 0)


@pytest.mark.parametrize("fails", [False, True])
async def test_a_note_that_was_opened_while_another_is_kept_stays_open(
    monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    """On a slow disk: what is written in it is not put away with the other."""
    first = make_note(REPORT, Span(BODY, 0, BODY, 10), "一")
    second = make_note(REPORT, Span(BODY, 26, BODY, 40), "二")
    keep(REPORT, first, second)
    async with reading(REPORT, (116, 30)) as view:
        desk = view.screen.query_one(NoteDesk)
        await wait_until(view, lambda: len(desk.notebook.notes) == 2)
        change, is_done = desk.notebook.change, asyncio.Event()

        async def slow(note: Note, written: Written) -> None:
            await is_done.wait()
            if fails:
                raise Problem("磁盘已满。", remedy="请腾出空间后再试。")
            await change(note, written)

        monkeypatch.setattr(desk.notebook, "change", slow)
        await desk.editing.change(first)
        kept = desk.editing.editor
        assert kept is not None
        await desk.editing.carry_out(NoteEditor.Asked(kept, "save", kept.written))
        await desk.editing.change(second)
        await wait_until(view, lambda: desk.editing.editor is not kept)
        view.screen.query_one(TextBox).insert("再写")
        is_done.set()
        await workers_done(view)
        assert desk.editing.editor is not None
        assert desk.editing.editor.written.body == "二再写"


@pytest.mark.parametrize("keys", [["full_stop"], ["full_stop", "right", "full_stop", "right"]])
async def test_the_caret_waits_for_nothing_while_a_note_is_written(keys: list[str]) -> None:
    """What the line on top said of selecting would not be what the keys do now."""
    async with reading(REPORT) as view:
        for key in keys:
            await view.press(key)
            assert "选取：" in view.citation
        await view.press("f4")
        assert "选取：" not in view.citation
