"""Searching on a real terminal."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.searcher import Searcher
from review.base import paths
from tests.e2e.driving import FIRST, REPORT, citation, shenyi
from tests.terminal import PATIENCE, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("ready_index")]

HIT = "二（七）第3段"
"""Where 养老 is found first."""

MOMENTS = [0, 3, *(pytest.param(at, marks=pytest.mark.long) for at in (1, 2, 4, 5, 6))]
"""How late a burst comes, in steps."""

LIST = 40
"""Columns of the pane in a window of 120; right of them is the page."""


def colours(terminal: Terminal, text: str) -> set[tuple[str, str]]:
    """Foreground and background of every cell of a text that stands on the page."""
    for row in range(len(terminal.rows())):
        cells = [terminal.style(column, row) for column in range(LIST, 120)]
        line = "".join(cell.data or "\0" for cell in cells)
        at = line.find("\0".join(text))
        if at >= 0:
            return {(cell.fg, cell.bg) for cell in cells[at : at + 2 * len(text)]}
    return set()


def assert_at_the_hit(terminal: Terminal) -> None:
    """The page has the keys and shows the hit, set off from the text around it."""
    terminal.wait_for("相关")
    terminal.settle()
    assert HIT in citation(terminal)
    assert terminal.find("居家养老服务") is not None
    hit, text = colours(terminal, "养老"), colours(terminal, "服务")
    assert len(hit) == 1
    assert hit != text


@pytest.mark.parametrize("attempt", MOMENTS)
def test_a_burst_before_the_first_page_finds(attempt: int) -> None:
    """`/养老<Enter>` typed while the program still starts goes to the first hit, every time."""
    with shenyi(columns=120, rows=40) as terminal:
        time.sleep(0.04 * attempt)  # from before Python is up to the first page
        terminal.send("/养老<Enter>")
        terminal.wait_for(HIT)
        assert_at_the_hit(terminal)


@pytest.mark.parametrize("attempt", MOMENTS)
def test_a_burst_on_the_first_page_finds(attempt: int) -> None:
    """The same burst, once there is a page, goes to the same hit, every time."""
    with shenyi(columns=120, rows=40) as terminal:
        terminal.wait_for(FIRST)
        time.sleep(0.1 * attempt)
        terminal.send("/养老<Enter>")
        terminal.wait_for(HIT)
        assert_at_the_hit(terminal)


def test_results_come_while_one_types() -> None:
    """Each character has its results, without Enter; Backspace brings the earlier ones back."""
    exact = {query: len(Searcher(REPORT).exact(query).hits) for query in ("养", "养老", "养老院")}
    assert exact["养"] > exact["养老"] > exact["养老院"] == 0
    with shenyi(columns=120, rows=40) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("/养")
        terminal.wait_for(f"精确 {exact['养']} 段")
        terminal.send("老")
        terminal.wait_for(f"精确 {exact['养老']} 段")
        terminal.wait_for("相关")
        terminal.send("院")
        terminal.wait_for("近义")
        terminal.settle()
        assert terminal.find("精确") is None
        terminal.send("<Backspace>")
        terminal.wait_for(f"精确 {exact['养老']} 段")


def test_going_through_the_hits_and_back() -> None:
    """Arrows, n and N move on the page; Esc puts everything back as it was."""
    with shenyi(columns=120, rows=40) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        before = terminal.rows()
        terminal.send("/养老<Down>")
        terminal.settle(300)
        assert HIT not in citation(terminal)
        terminal.send("<Esc>")
        terminal.settle(300)
        assert terminal.rows() == before
        terminal.send("/养老<Enter>")
        terminal.wait_for(HIT)
        assert_at_the_hit(terminal)
        terminal.send("nnnN")
        terminal.settle(300)
        terminal.send("<Esc>")
        terminal.settle(300)
        assert terminal.find("检索 养老") is None


def test_the_cursor_stands_where_the_text_goes_in() -> None:
    """The terminal's cursor is behind what was typed, where an input method opens its list."""
    with shenyi(columns=100) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        terminal.send("/")
        terminal.settle(300)
        start = terminal.find("字词、数字或拼音")
        assert start is not None
        assert terminal.cursor == start
        for typed in ("养", "老服务"):
            terminal.send(typed)
            terminal.settle(300)
        found = terminal.find("养老服务")
        assert found == start
        assert terminal.cursor == (start[0] + 8, start[1])


def wait_for_children(pid: int) -> list[str]:
    """The processes that a process has started, as soon as there are any."""
    tasks = Path(f"/proc/{pid}/task")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        started = [child for file in tasks.glob("*/children") for child in file.read_text().split()]
        if started:
            return started
        time.sleep(0.01)
    raise TimeoutError("no process was started")


def test_quitting_while_the_index_is_built_leaves_nothing_behind(tmp_path: Path) -> None:
    """The program ends with status 0, and so does the process that built."""
    with shenyi(columns=120, env={"XDG_CACHE_HOME": str(tmp_path)}) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle()
        terminal.send("/养老")
        started = wait_for_children(terminal.pid)
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in started)


def test_the_index_is_used_by_the_next_start(tmp_path: Path, wordy: Callable[[Path], Path]) -> None:
    """Once built it is in a private folder of the user, and the next start builds nothing."""
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    wordy(tmp_path / "shenyi" / "index")
    with shenyi(columns=120, env=env) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("/养老")
        terminal.wait_for("相关 4 段", timeout=30)
        folder = tmp_path / "shenyi" / "index"
        deadline = time.monotonic() + 30
        while not list(folder.glob("index-*/texts")) and time.monotonic() < deadline:
            terminal.settle(100)
    built = list(folder.iterdir())
    assert folder.stat().st_mode & 0o777 == 0o700
    paths.places_file().unlink(missing_ok=True)  # The first start may have kept where the hit is.
    with shenyi(columns=120, env=env) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("/养老<Enter>")
        terminal.wait_for(HIT)
        assert_at_the_hit(terminal)
        assert list(folder.iterdir()) == built
        assert b"\xe5\xbb\xba\xe7\xab\x8b" not in bytes(terminal.output)  # 建立
