"""Keys typed ahead of the program are never lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.e2e.driving import FIRST, shenyi

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("ready_index")]

MOMENTS = [0, 3, *(pytest.param(at, marks=pytest.mark.long) for at in (1, 2, *range(4, 10)))]
"""How late keys come, in steps."""


@pytest.mark.parametrize("attempt", MOMENTS)
def test_keys_typed_before_the_first_page_arrive(attempt: int) -> None:
    """A whole citation typed while the program still starts leads where it says, every time."""
    with shenyi(columns=80 + 4 * attempt) as terminal:
        time.sleep(0.04 * (attempt % 4))  # from before Python is up to the first page
        terminal.send("]]g二七 3<Enter>")
        terminal.wait_for("二（七）第3段")


def test_a_burst_with_a_correction_arrives() -> None:
    """Backspace in a burst takes away what was typed before it, and the rest follows."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.send("g二八<Backspace>七 9<Backspace>3<Enter>")
        terminal.wait_for("二（七）第3段")
        terminal.send("<Down><Up>]g三<Enter>]")
        terminal.wait_for("三、")


def test_keys_behind_the_command_palette_go_where_it_leads() -> None:
    """A command, and what is to be typed into the line it opens, all in one burst."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<C-p>定位<Enter>二七 3<Enter>")
        terminal.wait_for("二（七）第3段")
        terminal.send("<C-p>检索<Enter>长者食堂<C-p>帮助<Enter>")
        terminal.wait_for("使用说明")
        terminal.send("<Esc>")
        terminal.wait_for("检索 长者食堂")


def test_five_pages_in_one_burst_are_five_pages(tmp_path: Path) -> None:
    """PageDown five times at once shows the same rows as five times one by one."""
    screens = []
    for burst in (True, False):
        with shenyi(env={"XDG_STATE_HOME": str(tmp_path / str(burst))}) as terminal:
            terminal.wait_for(FIRST)
            terminal.settle()
            for _ in range(1 if burst else 5):
                terminal.send("<PgDn>" * (5 if burst else 1))
                terminal.settle()
            screens.append([row.strip() for row in terminal.rows()[:-3]])
    assert screens[0] == screens[1]
    assert FIRST not in "".join(screens[0])


def test_keys_after_quitting_do_no_harm() -> None:
    """What is typed behind Ctrl+Q in the same burst is dropped, and the program ends well."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.send("]<C-q>]]g二<Enter><F1>")
        assert terminal.wait_exit() == 0
        assert "程序错误" not in "".join(terminal.rows())


@pytest.mark.parametrize("attempt", MOMENTS)
def test_a_window_that_had_no_focus_at_the_start_takes_keys_when_it_gets_it(attempt: int) -> None:
    """F2 opens the contents once the window has the focus, however soon it gets it."""
    with shenyi(columns=60, focused=False) as terminal:
        terminal.wait_for(FIRST)
        time.sleep(0.1 * attempt)
        terminal.focus()
        terminal.send("<F2>")
        terminal.wait_for("▌")


def test_keys_arrive_where_nobody_tells_of_the_focus() -> None:
    """A terminal that says that the focus is gone, and never that it is back, is heard as well."""
    with shenyi(columns=60, focused=False) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        terminal.send("<F2>")
        terminal.wait_for("▌")


def test_the_wait_of_the_user_s_own_escdelay_is_kept() -> None:
    """Esc leaves the help, but not before the time that the user wants."""
    with shenyi(env={"ESCDELAY": "700"}) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<F1>")
        terminal.wait_for("使用说明")
        terminal.settle()
        terminal.send("<Esc>")
        moment = 0.0
        while terminal.find("使用说明"):  # the cursor of its line blinks meanwhile
            moment = terminal.wait_for_change() or moment
        assert moment > 0.6


def test_a_sequence_that_a_slow_line_tears_apart_is_still_one_key() -> None:
    """An arrow key whose bytes arrive apart moves the cursor, and types no letter."""
    with shenyi(env={"ESCDELAY": "800"}) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<F3>")
        terminal.wait_for("全文")
        terminal.send("zhibiao")
        terminal.wait_for("zhibiao")
        terminal.settle()
        for pieces in (("\x1b", "[D"), ("\x1b[", "D"), ("\x1b[1", ";5D")):
            before = terminal.cursor
            for piece in pieces:
                terminal.send(piece)
                time.sleep(0.1)
            terminal.settle()
            assert terminal.cursor[0] < before[0], pieces
            assert terminal.find("zhibiao")
