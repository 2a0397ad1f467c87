"""The first page on a real terminal: how Textual takes the screen over, and every way out."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest
from pyte.screens import Char

from content.importing import understand
from review.base import paths
from review.base.reports import user_shelf
from tests.app.noting import REPORT, keep, make_note, passage
from tests.e2e.driving import FIRST, ROOT, shenyi
from tests.small import SMALL_TEXT
from tests.terminal import Terminal

pytestmark = pytest.mark.e2e

PRINTED = b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[1;1H"
"""How the first page begins; Textual begins otherwise."""


def look(terminal: Terminal) -> list[list[tuple[str, str, str]]]:
    """What is seen of every cell: what stands on it, its colour and the one behind it."""

    def seen(cell: Char) -> tuple[str, str, str]:
        return cell.data, "" if cell.data == " " and not cell.reverse else cell.fg, cell.bg

    rows = range(len(terminal.rows()))
    return [[seen(terminal.style(x, y)) for x in range(120)] for y in rows]


def test_textual_takes_the_screen_over_without_a_word() -> None:
    """Nothing is cleared, and nothing painted twice: what follows are modes of the terminal."""
    with shenyi(columns=120, rows=40) as terminal:
        terminal.wait_for("^P 更多")  # the last of it
        printed = len(terminal.output)
        first = look(terminal)
        terminal.settle(500)
        output = bytes(terminal.output)
        assert output.startswith(PRINTED)
        assert b"\x1b[?1006h" in output[printed:]
        assert output.count(b"\x1b[?1049h") == 1
        assert FIRST.encode() not in output[printed:]
        assert len(output) <= 25_000
        assert look(terminal) == first
        terminal.send("<PgDn>")
        terminal.settle()
        assert look(terminal) != first


def test_what_was_drawn_to_be_measured_does_not_stay() -> None:
    """In a low window too, where nothing else on the top line is painted anew."""
    paths.welcome_file().unlink()
    with shenyi(columns=40, rows=12) as terminal:
        terminal.wait_for("欢迎。")
        terminal.settle(500)
        assert b"\x1b[6n" in terminal.output
        assert terminal.rows()[0].startswith(" ")


@pytest.mark.parametrize("columns", [120, pytest.param(160, marks=pytest.mark.long)])
def test_notes_come_into_the_page_as_if_it_had_been_painted_with_them(columns: int) -> None:
    """A window that is made narrower and wide again, all painted anew, shows the same."""
    keep(REPORT, make_note(REPORT, passage("请予审议"), "数字从何而来"))
    with shenyi(columns=columns, rows=40) as terminal:
        terminal.wait_for("★")
        terminal.settle(500)
        taken_over = look(terminal)
        terminal.resize(columns - 1, 40)
        terminal.settle()
        terminal.resize(columns, 40)
        terminal.settle()
        assert look(terminal) == taken_over


@pytest.mark.parametrize(
    "tenths", [0, *(pytest.param(at, marks=pytest.mark.long) for at in (1, 2))]
)
def test_another_report_may_be_opened_before_textual_has_taken_over(
    tmp_path: Path, tenths: int
) -> None:
    path = tmp_path / "短的报告.txt"
    path.write_text(SMALL_TEXT.replace("2024年", "2021年"), encoding="utf-8")
    user_shelf().add(understand(path), title="短的报告")
    with shenyi(columns=120, rows=40) as terminal:
        time.sleep(tenths / 10)
        terminal.send("<C-k><Down><Enter>")
        terminal.wait_for("短的报告　")
        terminal.settle(500)
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_before_textual_leaves_the_terminal_in_order(number: signal.Signals) -> None:
    """The page is left, the cursor shown, what is typed is shown again."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.kill(number)
        assert terminal.wait_exit() == 0
        assert terminal.is_in_order()
        output = bytes(terminal.output)
        assert output.rfind(b"\x1b[?1049l") > output.rfind(b"\x1b[?1049h")
        assert output.rfind(b"\x1b[?25h") > output.rfind(b"\x1b[?25l")


CRASH = """
import sys
sys.modules["review.app"] = None
from review.__main__ import main
main()
"""


def test_a_crash_before_textual_leaves_the_terminal_in_order() -> None:
    """What went wrong is said on the usual screen."""
    with Terminal([sys.executable, "-c", CRASH], 120, 24, cwd=ROOT) as terminal:
        assert terminal.wait_exit() == 1
        assert terminal.is_in_order()
        output = bytes(terminal.output)
        assert output.startswith(PRINTED)
        left = output.rfind(b"\x1b[?1049l")
        assert "审议遇到程序错误".encode() in output[left:]


@pytest.mark.parametrize(
    "env",
    [{"NO_COLOR": "1"}, {"TERM": "linux", "COLORTERM": ""}],
    ids=["colourless", "sixteen colours"],
)
def test_where_colours_are_few_textual_paints_the_first_page(env: dict[str, str]) -> None:
    """The ordinary start."""
    with shenyi(env=env) as terminal:
        terminal.wait_for(FIRST)
        assert PRINTED not in bytes(terminal.output)


def test_256_colours_are_enough() -> None:
    """The page is printed in the nearest of them."""
    with shenyi(env={"COLORTERM": ""}) as terminal:
        terminal.wait_for(FIRST)
        output = bytes(terminal.output)
        assert output.startswith(PRINTED)
        assert b"38;5;" in output
        assert b"38;2;" not in output
