"""F1: what it tells, how it is searched, and that it tells of every key there is."""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterator

import pytest
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.command import CommandList
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.geometry import Offset
from textual.widgets import Input, Static

import review
from review.app import ShenyiApp
from review.compare.screens.compare_screen import CompareScreen
from review.compare.screens.figure_screen import FigureScreen
from review.compare.screens.tasks_screen import TasksScreen
from review.compare.screens.terms_screen import TermsScreen
from review.help_screen import HelpScreen
from review.manual import CHAPTER_OF as FIRST_CHAPTER
from review.manual import CHAPTERS
from review.notes.screens.merge_screen import MergeScreen
from review.notes.screens.note_desk import NoteDesk
from review.notes.screens.note_editor import NoteEditor
from review.notes.screens.notes_pane import FilterLine, NotesPane
from review.notes.screens.papers_screen import PapersScreen
from review.notes.screens.revise_screen import ReviseScreen
from review.notes.screens.tick_list import FileTicks, NoteTicks, TickList
from review.notes.screens.writing_screen import RescueScreen, WritingScreen
from review.palette import Palette
from review.reading.desk import Desk
from review.reading.go_bar import GoBar
from review.search.search_pane import SearchPane
from review.settings.config import Config
from review.settings.key_names import key_label
from review.settings.key_table import COMMANDS
from review.shelf.pick_screen import AcceptScreen, PickScreen
from review.shelf.shelf_screen import ShelfScreen
from review.voting.screens.ballot_pane import BallotPane, CastingPane
from review.voting.screens.booth import Booth
from review.voting.screens.keypad import NumberLine
from review.voting.screens.list_pane import ListPane
from review.voting.screens.notice_pane import NoticePane, StartPane
from review.voting.screens.paper_entry_pane import PaperEntryPane
from review.voting.screens.questions import Ask, Confirm
from review.voting.screens.result_export_pane import ResultExportPane
from review.voting.screens.rules_pane import RulesPane
from review.voting.screens.source_screen import SourceScreen
from review.voting.screens.steps_pane import StepsPane
from review.voting.screens.tally_pane import PracticePane, TallyPane
from review.widgets.choice_row import ChoiceRow
from review.widgets.file_picker import FilePicker
from review.widgets.key_bar import KeyBar
from review.widgets.line_input import LineInput
from review.widgets.prose import ReadingScroll
from tests.app.driving import View, reading
from tests.app.waiting import wait_until
from tests.small import small_report

SIZE = (100, 20)


def help_text(view: View) -> str:
    """All text of the help, its rows put together."""
    text = "\n".join(str(widget.render()) for widget in view.app.screen.query(Static))
    return re.sub(r"\n {10,}", "", text)


async def test_a_click_on_the_text_leaves_the_line_to_type_in() -> None:
    async with reading(small_report(), size=SIZE) as view:
        await view.press("f1")
        await view.pilot.click("#keys-and-uses", offset=(3, 0))
        await view.press("养")
        assert view.app.screen.query_one(LineInput).value == "养"


@pytest.mark.parametrize("key", ["f1", "?", "？"])
async def test_help_tells_every_command_and_closes(key: str) -> None:
    """Each key of the help shows all commands in Chinese with their keys; Esc leads back."""
    async with reading(small_report(), SIZE) as view:
        await view.press("]", key)
        await view.pilot.pause()
        assert isinstance(view.app.screen, HelpScreen)
        text = help_text(view)
        for command in COMMANDS:
            assert command.help in text
            assert all(key_label(name) in text for name in command.keys)
        await view.press("escape")
        await view.pilot.pause()
        assert view.is_front()
        assert view.focused() is view.page
        assert view.page.top == (7, 0)


TYPED = (
    ("批注 材料", "把批注做成发言提纲", "按出处定位"),
    ("ｆ４", "给选中的文字写批注", "列出全部批注"),
    ("ctrl+g", "按出处定位", "到目录中"),
    ("票决", "依次按屏幕上给出的两个数字", "显示这份说明"),
    ("换区", "在目录与正文之间切换", "到目录中"),
    ("ｆ１", "显示这份说明", "检索书架上的全部报告"),
    ("F2", "到目录中", "显示这份说明"),
    ("^q", "退出审议", "显示这份说明"),
    ("／", "检索字词、数字或拼音", "按出处定位"),
    ("【", "到上一个标题", "到下一个标题"),
    ("enter", "前往选中的一处", "换检索的范围"),
    ("空格", "向下一屏", "显示这份说明"),
    ("方向键 选票", "换项目", "看报告原文"),
    ("没有的词", "没有这样的说明", "显示这份说明"),
)
"""What is typed, what is shown of the help then, and what is not."""


async def test_help_shows_what_is_typed() -> None:
    """Characters as an input method sends them leave the entries that have all the words."""
    async with reading(small_report(), (100, 40)) as view:
        await view.press("f1")
        for typed, found, not_found in TYPED:
            await view.press(*typed)
            text = help_text(view)
            assert found in text, typed
            assert not_found not in text, typed
            await view.press(*["backspace"] * len(typed))
            assert "显示这份说明" in help_text(view), typed


async def test_help_is_read_with_the_keys() -> None:
    """Arrow and page keys move the text while the line keeps the focus."""
    async with reading(small_report(), (80, 24)) as view:
        await view.press("f1")
        await view.pilot.pause()
        await view.press("pagedown", "down")
        await view.pilot.pause()
        assert view.app.screen.query_one(VerticalScroll).scroll_y == 18
        await view.press("up")
        await view.pilot.pause()
        assert view.app.screen.query_one(VerticalScroll).scroll_y == 17


async def test_a_page_of_the_help_skips_no_row_in_a_small_window() -> None:
    """The last row that was seen is the first, and no row of the report looks out below."""
    async with reading(small_report(), (40, 12)) as view:
        await view.press("f1")
        await view.pilot.pause()
        top, bottom = 4, 10
        last = view.painted[bottom - 1][2:30]
        assert view.painted[bottom].startswith("╰")
        assert view.painted[bottom + 1].startswith(" Esc 关闭")
        await view.press("pagedown")
        await view.pilot.pause()
        assert view.painted[top][2:30] == last
        await view.press(*["pagedown"] * 200)
        await view.pilot.pause()
        assert "".join(view.painted[bottom - 3 : bottom]).count("关闭") == 1


async def test_help_is_put_away_by_its_own_key() -> None:
    """F1 opens and closes, also twice in one burst."""
    async with reading(small_report(), SIZE) as view:
        await view.press("f1", "f1")
        await view.pilot.pause()
        assert view.is_front()


async def test_help_shows_the_keys_that_were_set() -> None:
    """Keys from the settings stand in the help in place of the defaults."""
    config = Config(keys={"goto": "f11", "help": "f12"})
    async with reading(small_report(), SIZE, config) as view:
        await view.press("f12")
        await view.pilot.pause()
        row = next(row for row in help_text(view).splitlines() if "按出处定位" in row)
        assert "F11" in row
        assert "Ctrl+G" not in row


# All keys of all screens

CHAPTER_OF: dict[type[DOMNode], str] = {
    SearchPane: "检索时",
    GoBar: "定位时",
    FigureScreen: "对照中",
    CompareScreen: "对照中",
    TasksScreen: "任务清单中",
    TermsScreen: "名词解释中",
    NoteEditor: "写批注时",
    NotesPane: "批注列表中",
    FilterLine: "批注列表中",
    NoteTicks: "出材料时",
    FileTicks: "合并他人批注时",
    MergeScreen: "合并他人批注时",
    PapersScreen: "出材料时",
    ReviseScreen: "换稿时",
    RescueScreen: "出材料时",
    FilePicker: "别的报告：打开时",
    PickScreen: "别的报告：打开时",
    AcceptScreen: "别的报告：打开时",
    ShelfScreen: "别的报告：书架上",
    StepsPane: "票决：四步",
    ListPane: "票决：看名单时",
    RulesPane: "票决：设定规则时",
    StartPane: "票决：设口令时",
    Ask: "票决：设口令时",
    PracticePane: "票决：计票时",
    NumberLine: "票决：设定规则时",
    NoticePane: "票决：选票上",
    BallotPane: "票决：选票上",
    SourceScreen: "票决：看引文时",
    CastingPane: "票决：核对选票时",
    Confirm: "票决：核对选票时",
    TallyPane: "票决：计票时",
    Booth: "票决：计票时",
    PaperEntryPane: "票决：录入纸质票时",
    ResultExportPane: "票决：导出结果时",
    HelpScreen: "看说明时",
    ChoiceRow: "写批注时",
    ReadingScroll: "票决：计票时",
}
"""In which chapter of the help the keys of a screen or pane stand."""

LISTED = {
    "任务清单中": ("↑", "↓", "PgUp", "PgDn", "Home", "End"),
    "名词解释中": ("↑", "↓", "PgUp", "PgDn", "Home", "End"),
    "别的报告：打开时": ("↑", "↓"),
    "换稿时": ("↑", "↓"),
    "出材料时": ("←", "→"),
    "合并他人批注时": ("←", "→"),
    "票决：导出结果时": ("←", "→"),
    "票决：设定规则时": ("←", "→"),
    "票决：计票时": ("↑", "↓", "PgUp", "PgDn", "空格", "Home", "End"),
    "票决：选票上": ("Esc",),
    "票决：四步": ("Esc", "Ctrl+O"),
}
"""Keys bound by what is in a pane (the list of files, rows of choices) or around it (the booth)."""

TABLE = (ShenyiApp, Desk, NoteDesk, Palette)
"""What has its keys from the table of commands, which the first test of the help goes through."""

BASES = (WritingScreen, TickList)
"""What screens are made from that have its keys, each in a chapter of its own."""

USUAL = (LineInput,)
"""Keys of any line to type in, which the help tells in one sentence."""


def plain(key: str) -> str:
    """A key, or its twin that is not full-width."""
    twins = {"ideographic_space": "space", "fullwidth_hyphen_minus": "minus"}
    return unicodedata.normalize("NFKC", key_label(twins.get(key, key)))


def own_keys(widget: type[DOMNode]) -> set[str]:
    """The keys that a widget of the program binds or has from its base, without the table's."""
    ids = {command.id for command in COMMANDS}
    return {
        plain(binding.key)
        for bound in binders(widget)
        for binding in Binding.make_bindings(bound.__dict__.get("BINDINGS", ()))
        if binding.id not in ids
    }


def binders(widget: type[DOMNode]) -> list[type[DOMNode]]:
    """A widget and those of its bases whose keys are told with its own."""
    return [widget, *(base for base in BASES if issubclass(widget, base))]


def widgets_with_keys(above: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    """All widgets and screens of the program that bind keys, whatever module they are in."""
    for below in above.__subclasses__():
        bound = any("BINDINGS" in binder.__dict__ for binder in binders(below))
        if bound and below.__module__.startswith("review."):
            yield below
        yield from widgets_with_keys(below)


def test_the_help_begins_with_chapters_that_there_are() -> None:
    """Each screen or pane that is named is one of those above, with the chapter of its keys."""
    there = {widget.__name__: title for widget, title in CHAPTER_OF.items()}
    there["ContentsPane"] = "目录中"  # its keys are those of what is around it
    assert FIRST_CHAPTER.items() <= there.items()
    assert set(there.values()) - {"看说明时"} <= set(FIRST_CHAPTER.values())


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        (("f3",), "检索时"),
        (("f8",), "批注列表中"),
        (("f4", "记", "ctrl+s", "f7"), "出材料时"),
        (("plus", "shift+tab"), "合并他人批注时"),
    ],
)
async def test_help_begins_with_the_chapter_of_the_screen(
    keys: tuple[str, ...], title: str
) -> None:
    async with reading(small_report(), SIZE) as view:
        await view.press(*keys)
        await view.pilot.pause()
        await view.press("f1")
        await wait_until(view, lambda: isinstance(view.app.screen, HelpScreen))
        await view.pilot.pause()
        assert title in "".join(view.painted[:8])


async def test_a_click_on_a_row_of_the_help_carries_it_out() -> None:
    async with reading(small_report(), SIZE) as view:
        await view.press("f1")
        await wait_until(view, lambda: isinstance(view.app.screen, HelpScreen))
        await view.press(*"按出处定位")
        await wait_until(view, lambda: view.shows("Ctrl+G"))
        y = next(y for y, row in enumerate(view.painted) if "Ctrl+G" in row)
        await view.pilot.click(offset=(30, y))
        await wait_until(view, lambda: view.screen.query("GoBar"))


async def test_the_palette_takes_the_place_of_the_help() -> None:
    """The line of keys below still names it, and it has the commands of the screen below."""
    async with reading(small_report(), SIZE) as view:
        await view.press("f1")
        await wait_until(view, lambda: isinstance(view.app.screen, HelpScreen))
        await view.press("ctrl+p")
        await wait_until(view, lambda: isinstance(view.app.screen, Palette))
        assert view.shows("目录")
        await view.press("escape")
        await wait_until(view, view.is_front)


def test_the_help_has_every_key_of_every_screen() -> None:
    """What a screen binds stands in its chapter, and nothing stands there that none binds."""
    for module in pkgutil.walk_packages(review.__path__, "review."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = set(widgets_with_keys())
    assert found - {*TABLE, *BASES, *USUAL} == set(CHAPTER_OF)
    chapters = {chapter.title: chapter for chapter in CHAPTERS}
    for title in {*CHAPTER_OF.values()}:
        bound = {
            key for widget, at in CHAPTER_OF.items() if at == title for key in own_keys(widget)
        }
        told = {plain(key) for entry in chapters[title].entries for key in entry.keys}
        assert bound - told == set(), title
        # Enter in a line, and the lists of Textual, are bound elsewhere.
        assert told - bound <= {"回车", *LISTED.get(title, ())}, title


async def test_another_size_does_not_lead_back_to_where_the_help_began() -> None:
    """Nor does another width lead out of the chapter that is read."""
    async with reading() as view:
        await view.press("f4", "f1")
        await wait_until(view, lambda: view.app.screen.query_one(VerticalScroll).scroll_y > 0)
        await view.done()
        assert "写批注时" in view.painted[4]
        await view.pilot.resize_terminal(60, view.app.size.height)
        await view.done()
        assert "写批注时" in view.painted[4]
        begun = view.app.screen.query_one(VerticalScroll).scroll_y
        await view.press("pagedown")
        await view.pilot.resize_terminal(view.app.size.width, view.app.size.height - 1)
        await view.done()
        assert view.app.screen.query_one(VerticalScroll).scroll_y > begun


async def test_the_palette_is_paged_where_there_is_no_room_for_it() -> None:
    async with reading(size=(30, 8)) as view:
        await view.press("ctrl+p", "pagedown", "pageup", "escape")
        assert view.focused() is view.page


async def test_a_click_on_a_command_that_is_not_listed_any_more_does_nothing() -> None:
    """Typing had taken it off, and the row was not painted yet."""
    async with reading() as view:
        await view.press("ctrl+p")
        await view.done()
        listed = view.app.screen.query_one(CommandList)
        gone = Style.from_meta({"option": listed.option_count})
        x, y = listed.region.offset
        listed.post_message(events.Click(listed, 0, 0, 0, 0, 1, False, False, False, x, y, gone))
        await view.done()
        assert isinstance(view.app.screen, Palette)


@pytest.mark.parametrize("key", ["ctrl+p", "f1"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_below_help_and_commands_stand_the_keys_that_work_there(
    key: str, size: tuple[int, int]
) -> None:
    """Those of the screen below stood there, and did nothing; the text begins where one types."""
    async with reading(size=size) as view:
        await view.press(key)
        await wait_until(view, lambda: "Esc 关闭" in view.painted[-1])
        assert "F2" not in view.painted[-1]
        await view.press("票")
        await wait_until(view, lambda: view.shows("票决"))
        (line,) = view.app.screen.query(Input)
        assert view.app.cursor_position == line.content_region.offset + Offset(2, 0)
        before = cell_len(view.painted[-1].partition("Esc")[0])
        await view.pilot.click(view.app.screen.query_one(KeyBar), offset=(before, 0))
        await wait_until(view, view.is_front)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_a_command_does_is_broken_as_chinese_is(size: tuple[int, int]) -> None:
    """No name of a key is cut, and no row begins with a closing mark."""
    async with reading(size=size) as view:
        await view.press("ctrl+p", *"选取文字")
        await wait_until(view, lambda: view.shows("Shift加方向键"))
        assert not [row for row in view.painted if row.strip()[:1] in {*"，。；、"} - {""}]


@pytest.mark.parametrize("key", ["ctrl+p", "f1"])
async def test_what_lies_over_the_report_goes_once(key: str) -> None:
    """However often it is told to: a double click beside it comes in one burst."""
    async with reading() as view:
        await view.press(key)
        over = view.app.screen
        for _ in range(2):
            over.dismiss(None)
        await view.done()
        assert view.focused() is view.page
