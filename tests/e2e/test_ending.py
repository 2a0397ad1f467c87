"""How the program ends, what it leaves behind, and what the next start finds."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from review.base import paths
from tests.e2e.driving import FIRST, REPORT, ROOT, citation, shenyi
from tests.terminal import Terminal

pytestmark = pytest.mark.e2e


def saved_places() -> dict[str, list[object]]:
    """What is on disk of where one stopped, by the id of the report."""
    places = json.loads(paths.places_file().read_bytes())["places"]
    assert isinstance(places, dict)
    return places


def is_restored(terminal: Terminal) -> bool:
    """Whether the alternate screen was left, the cursor shown and the mouse let go."""
    output = bytes(terminal.output)
    return all(
        output.rfind(last) > output.rfind(other)
        for last, other in [
            (b"\x1b[?1049l", b"\x1b[?1049h"),
            (b"\x1b[?25h", b"\x1b[?25l"),
            (b"\x1b[?1000l", b"\x1b[?1000h"),
        ]
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_in_order_and_saves_the_place(
    number: signal.Signals,
) -> None:
    """Being told to stop is an orderly end: terminal restored, place on disk."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.send("g二<Enter>")
        terminal.wait_for("退格 回到")
        terminal.settle()
        terminal.kill(number)
        assert terminal.wait_exit() == 0
        assert is_restored(terminal)
    part = next(node for node in REPORT.nodes if node.citation == "二")
    assert saved_places()[REPORT.id][:2] == [part.paragraph, 0]


def test_a_terminal_that_vanishes_without_a_word_ends_the_program() -> None:
    """A program that the system sends no signal, as it is no leader on its terminal, ends alike."""
    ours, its = os.openpty()
    shown = b""

    def read_until(text: str) -> None:
        nonlocal shown
        while text.encode() not in shown:
            shown += os.read(ours, 65536)

    with subprocess.Popen(  # in the session of the tests, so this terminal is not its own
        [sys.executable, "-m", "review"], cwd=ROOT, stdin=its, stdout=its, stderr=its
    ) as program:
        os.close(its)
        read_until(FIRST)
        os.write(ours, "g二\r".encode())
        read_until("退格")
        os.close(ours)
        # 120 is Python's own: the last of what it wrote could be sent to nobody.
        assert program.wait(60) in {0, 120}
    assert REPORT.id in saved_places()


def test_the_next_start_goes_on_where_one_stopped() -> None:
    """After Ctrl+Q the program opens at the row that stood first, and the terminal is restored."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<PgDn><PgDn><PgDn><Down>")
        terminal.settle()
        first = terminal.rows()[1:4]
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
        assert is_restored(terminal)
    with shenyi() as terminal:
        terminal.wait_for(first[1].split()[-1])
        terminal.settle()
        assert [row.split()[-1] for row in terminal.rows()[1:4]] == [
            row.split()[-1] for row in first
        ]


def warning(terminal: Terminal) -> str:
    """What the message in the corner says once it is there, whatever rows it is broken into."""
    terminal.wait_for("注意")
    terminal.settle()
    place = terminal.find("注意")
    assert place is not None
    left, top = place
    rows = range(top + 1, len(terminal.rows()) - 1)
    cells = [terminal.style(column, row).data for row in rows for column in range(left, 118)]
    return "".join(cells).replace(" ", "")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder with nothing in it."""
    folder = tmp_path / "state"
    folder.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


def test_a_state_folder_that_cannot_be_written_is_said(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading goes on without a place; the message names the folder."""
    blocked = state / "f"
    blocked.write_bytes(b"")
    monkeypatch.setenv("XDG_STATE_HOME", str(blocked))
    with shenyi(columns=120) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("]]")
        assert "无法建立" in warning(terminal)
        terminal.send("<PgDn>")
        terminal.settle()
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
        assert is_restored(terminal)
        shown = "".join(terminal.rows())
        assert "Traceback" not in shown
        assert "程序错误" not in shown


FULL_DISK = """
import resource, runpy, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
sys.dont_write_bytecode = True
runpy.run_module("review", run_name="__main__")
"""


def test_a_full_disk_is_said_and_the_old_place_is_whole(state: Path) -> None:
    """When nothing more can be written, a message says so, and what was saved before stays."""
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        terminal.send("]<C-q>")
        terminal.wait_exit()
    before = paths.places_file().read_bytes()
    with Terminal([sys.executable, "-c", FULL_DISK], 120, 24, cwd=ROOT) as terminal:
        terminal.wait_for("一、2023")
        terminal.send("]")
        assert "写入失败" in warning(terminal)
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
        assert "程序错误" not in "".join(terminal.rows())
    assert paths.places_file().read_bytes() == before
    kept = {paths.places_file(), paths.welcome_file(), paths.drawing_file()}
    assert set(paths.state_dir().iterdir()) == kept
    assert state in paths.places_file().parents


def test_words_that_no_disk_takes_hold_the_first_quit(state: Path) -> None:
    """Another place is offered; the second Ctrl+Q lets them go, which is said, with status 1."""
    paths.state_dir().mkdir(parents=True, exist_ok=True)
    paths.welcome_file().touch()
    with Terminal([sys.executable, "-c", FULL_DISK], 120, 24, cwd=ROOT) as terminal:
        terminal.wait_for("一、2023")
        terminal.send("<F4>")
        terminal.wait_for("写批注")
        terminal.send("写了一半的话")
        terminal.wait_for("草稿没有存下")
        terminal.send("<C-q>")
        terminal.wait_for("正在写的批注还没有存下")
        terminal.send("<C-s>")
        terminal.wait_for("写入失败")
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 1
        assert "没有保留" in "".join(terminal.rows())
    assert state in paths.places_file().parents


def test_a_dumb_terminal_gets_the_text() -> None:
    """Where no screen can be painted the report is printed, with the hint, and nothing steers."""
    with shenyi(columns=120, rows=120, env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit() == 0
        output = bytes(terminal.output)
        assert b"\x1b" not in output
        text = output.decode().replace("\r\n", "\n")
        assert text.startswith(REPORT.source)
        assert "没有终端" in text


def test_the_first_page_loads_no_search_engine_and_no_database() -> None:
    """Importing what the start imports brings none of jieba, whoosh, pypinyin, sqlite3."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "review"],
        cwd=ROOT,
        env=dict(os.environ),
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    modules = re.findall(r"\| +([\w.]+)$", run.stderr.decode(), re.M)
    assert "content.shelf.library" in modules
    assert {name.split(".")[0] for name in modules}.isdisjoint(
        {"jieba", "whoosh", "pypinyin", "sqlite3", "textual"}
    )


def test_a_file_is_opened_by_its_name(tmp_path: Path) -> None:
    """`shenyi read` shows another report, in GB 18030 here, and remembers a place of its own."""
    path = tmp_path / "明年的报告.txt"
    path.write_bytes(REPORT.source.replace("张店", "周村").encode("gb18030"))
    with shenyi("read", str(path)) as terminal:
        terminal.wait_for("周村区人民政府区长")
        terminal.send("]]<C-q>")
        assert terminal.wait_exit() == 0
    assert list(saved_places()) == ["明年的报告"]
    with shenyi() as terminal:
        terminal.wait_for(FIRST)
        assert "张店区" in citation(terminal)
