"""The first start of a user, and how messages in the corner are set."""

from __future__ import annotations

import shutil

import pytest
from textual.widgets._toast import Toast

from review import paths
from tests.app.driving import View, reading
from tests.app.noting import wait_until
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


@pytest.mark.usefixtures("newcomer")
async def test_a_newcomer_is_welcomed_once() -> None:
    """What it is, F1, and where notes are kept; at the second start not a word."""
    async with reading(small_report(), (120, 40)) as view:
        (said,) = view.notices
        for part in ("审议帮助您阅读", "F1", "Ctrl+Q", "notes.db"):
            assert part in said
        await view.app.workers.wait_for_complete()
        assert paths.welcome_file().exists()
    async with reading(small_report(), (120, 40)) as view:
        assert view.notices == []


@pytest.mark.usefixtures("newcomer")
async def test_the_welcome_is_in_no_keys_way() -> None:
    """Keys do what they always do, and the page keeps the focus."""
    async with reading(small_report(), (120, 40)) as view:
        await view.press("]", "f2", "down", "enter")
        welcomed = view.page.top
        assert view.notices
        assert view.focused() is view.page
        await view.app.workers.wait_for_complete()
        await view.press("home")
    async with reading(small_report(), (120, 40)) as view:
        await view.press("]", "f2", "down", "enter")
        assert view.page.top == welcomed


@pytest.mark.usefixtures("newcomer")
async def test_where_it_cannot_be_remembered_nothing_is_said_of_it() -> None:
    """A state folder that cannot be made costs a newcomer no error message."""
    paths.state_dir().write_bytes(b"a file in its place")
    async with reading(small_report(), (120, 40)) as view:
        await view.app.workers.wait_for_complete()
        assert len(view.notices) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_messages_are_broken_as_chinese_is(size: tuple[int, int]) -> None:
    """No row of a message begins with a closing mark, and all of it is shown."""
    text = "文件损坏，" * 9 + "请退出后重新打开“审议”，它会自动修复。\n第二行[/red]。"
    async with reading(small_report(), size) as view:
        view.app.notify(text, severity="warning", markup=False)
        await wait_until(view, lambda: any(toast.size for toast in view.app.screen.query(Toast)))
        title, *rows = corner(view)
        assert title == "注意"
        assert "".join(rows) == text.replace("\n", "")
        assert not [row for row in rows if row[0] in CLOSING]
        (toast,) = view.app.screen.query(Toast)
        assert toast.size.height == len(rows) + 1  # none is broken a second time
