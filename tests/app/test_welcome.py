"""The first start of a user, and how messages in the corner are set."""

from __future__ import annotations

import re
import shutil

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Tooltip
from textual.widgets._toast import Toast

from content.shelf.library import load_builtin
from review.base import paths
from review.drawing_question import DrawingQuestion
from review.help_screen import HelpScreen
from review.widgets.prose import Prose
from review.widgets.textual_private import painted_rows, whole_screen
from tests.app.driving import View, make_app, reading
from tests.app.test_pictures import Compare
from tests.app.waiting import wait_until
from tests.e2e.driving import CLOSING
from tests.small import small_report

SIZES = [(120, 40), (80, 24), (50, 24)]


@pytest.fixture
def newcomer() -> None:
    """A user who has never started the program."""
    shutil.rmtree(paths.state_dir())


def corner(view: View) -> list[str]:
    """The rows of what is said in the corner."""
    return [
        row for toast in view.app.screen.query(Toast) for row in str(toast.render()).split("\n")
    ]


def welcomed(view: View) -> str:
    """What the welcome says; empty where there is none."""
    return "".join(panel.text for panel in view.app.screen.query("#welcome").results(Prose))


@pytest.mark.usefixtures("newcomer")
async def test_a_newcomer_is_welcomed_once() -> None:
    """What it is, F1, and where notes are kept; at the second start not a word."""
    async with reading(small_report(), (120, 40)) as view:
        said = welcomed(view)
        for part in ("审议帮您读报告", "F1", "Ctrl+Q", paths.shown(paths.notes_file())[-20:]):
            assert part in said
        assert view.notices == []
        await view.app.workers.wait_for_complete()
        assert paths.welcome_file().exists()
    async with reading(small_report(), (120, 40)) as view:
        assert welcomed(view) == ""


@pytest.mark.usefixtures("newcomer")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24), (40, 12)])
async def test_the_welcome_lies_over_no_text(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """All of it is shown below the page, which is shorter by its rows and longer again after it."""
    monkeypatch.setattr(paths, "shown", lambda _path: f"/home/{'folder/' * 40}notes.db")
    async with reading(load_builtin(), size) as view:
        await view.pilot.pause()
        panel = view.screen.query_one("#welcome", Prose)
        asked = [question.size.height for question in view.screen.query(DrawingQuestion)]
        assert panel.region.y == view.page.region.bottom + sum(asked)
        assert panel.region.bottom == size[1] - 1
        assert panel.text.replace("\n", "") == "".join(row.strip() for row in view.picture(panel))
        assert view.page.top == (1, 0)
        assert view.page.size.height * 2 >= size[1]  # what one came for has the most room
        await view.press("f2", "f2")
        await view.pilot.pause()
        assert view.page.region.bottom == size[1] - 1
        assert view.page.top == (1, 0)


@pytest.mark.usefixtures("newcomer")
async def test_the_welcome_is_in_no_keys_way() -> None:
    """Keys do what they always do, and the page keeps the focus."""
    async with reading(small_report(), (120, 40)) as view:
        assert view.focused() is view.page
        await view.press("]", "f2", "down", "enter")
        there = view.page.top
        assert welcomed(view) == ""
        await view.app.workers.wait_for_complete()
        await view.press("home")
    async with reading(small_report(), (120, 40)) as view:
        await view.press("]", "f2", "down", "enter")
        assert view.page.top == there


@pytest.mark.usefixtures("newcomer")
async def test_keys_typed_behind_it_page_by_the_height_without_it() -> None:
    """Five pages in one burst are five pages: the first puts the welcome away, and is done."""
    tops = []
    for bursts in (["pagedown"] * 5,), [["pagedown"]] * 5:
        shutil.rmtree(paths.state_dir(), ignore_errors=True)
        async with reading(load_builtin(), (80, 24)) as view:
            assert welcomed(view)
            for keys in bursts:
                await view.press(*keys)
                await view.pilot.pause()
            assert welcomed(view) == ""
            tops.append(view.first_visible())
    assert tops[0] == tops[1]


@pytest.mark.usefixtures("newcomer")
async def test_what_does_nothing_leaves_the_welcome() -> None:
    """A key without a meaning and the wheel leave it; a click puts it away, and is no other."""
    async with reading(load_builtin(), (120, 40)) as view:
        await view.press("z", "！")
        await view.pilot._post_mouse_events(
            [events.MouseScrollDown], widget=view.page, offset=(10, 10)
        )
        await view.pilot.pause()
        assert welcomed(view)
        assert view.page.scroll_y > 0
        await view.pilot.click(view.contents, offset=(8, 4))
        await view.pilot.pause()
        assert welcomed(view) == ""
        assert view.page.current > 1


@pytest.mark.usefixtures("newcomer")
async def test_help_opens_over_no_welcome() -> None:
    """F1, which it names, puts it away as any other key."""
    async with reading(small_report(), (80, 24)) as view:
        await view.press("f1")
        await view.pilot.pause()
        assert isinstance(view.app.screen, HelpScreen)
        await view.press("escape")
        await view.pilot.pause()
        assert welcomed(view) == ""


@pytest.mark.usefixtures("newcomer")
async def test_where_it_cannot_be_remembered_nothing_is_said_of_it() -> None:
    """A state folder that cannot be made costs a newcomer no error message."""
    paths.state_dir().write_bytes(b"a file in its place")
    async with reading(small_report(), (120, 40)) as view:
        await view.app.workers.wait_for_complete()
        assert welcomed(view)
        assert view.notices == []


@pytest.mark.usefixtures("newcomer")
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 24)])
def test_the_first_start_as_a_picture(
    snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """The first page with the three lines below it."""
    monkeypatch.setattr(paths, "shown", lambda _path: "~/.local/share/shenyi/notes.db")

    async def shown(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(make_app(), terminal_size=size, run_before=shown)


@pytest.mark.parametrize("size", SIZES)
async def test_messages_are_broken_as_chinese_is(size: tuple[int, int]) -> None:
    """No row of a message begins with a closing mark, and all of it is shown."""
    text = "文件损坏，" * 9 + "请退出后重新打开“审议”，它会自动修复。\n第二行[/red]。"
    async with reading(small_report(), size) as view:
        view.app.notify(text, severity="warning")
        await wait_until(view, lambda: any(toast.size for toast in view.app.screen.query(Toast)))
        title, *rows = corner(view)
        assert title == "注意"
        assert "".join(rows) == text.replace("\n", "")
        assert not [row for row in rows if row[0] in CLOSING]
        (toast,) = view.app.screen.query(Toast)
        assert toast.size.height == len(rows) + 1  # none is broken a second time


@pytest.mark.parametrize("text", ["这里只能查看批注" * 6, "a" + "这里只能查看批注" * 6])
async def test_a_message_has_all_its_characters_wherever_panes_end_behind_it(text: str) -> None:
    """Of each character that stood on the edge between page and notes both halves were blank."""
    async with reading(small_report(), (120, 40)) as view:
        await view.press("enter", "1")
        await wait_until(view, lambda: view.shows("│"))
        view.app.notify(text)
        await wait_until(view, lambda: any(toast.size for toast in view.app.screen.query(Toast)))
        (toast,) = view.app.screen.query(Toast)
        rows = painted_rows(whole_screen(view.app.screen))[toast.region.y : toast.region.bottom]
        said = "".join(row.crop(toast.region.x, toast.region.right).text for row in rows)
        assert text in re.sub("[ ▌]", "", said)


async def test_a_tooltip_stands_before_a_message() -> None:
    """It comes where the mouse is, and the message was painted over it."""
    app = make_app()
    async with app.run_test(size=(120, 40), tooltips=True, notifications=True):
        app.notify("这里只能查看批注" * 6)
        await wait_until(app, lambda: any(toast.size for toast in app.screen.query(Toast)))
        tip, toast = app.screen.get_child_by_type(Tooltip), app.screen.query_one(Toast)
        tip.update("按此键写批注")
        tip.absolute_offset = toast.region.offset + Offset(4, -1)
        tip.display = True
        await wait_until(app, lambda: tip.region.overlaps(toast.region))
        assert "按此键写批注" in "".join(row.text for row in painted_rows(whole_screen(app.screen)))
