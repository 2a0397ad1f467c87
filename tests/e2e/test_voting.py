"""The whole trial vote on a real terminal, by keys alone and by the mouse alone; and killed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from review.base import paths
from review.base.files import write_atomic
from review.voting.rules.rules import Rules
from tests.e2e.driving import FIRST, shenyi
from tests.e2e.voting import cast_and_kill, whole_act
from tests.votes import box_file, start

pytestmark = pytest.mark.e2e


def test_the_whole_act(tmp_path: Path) -> None:
    """With three ballots and the keys; ten are cast in tests/long, and with the mouse."""
    whole_act(tmp_path, [{0: "O", 2: "O"}] * 2 + [{0: "O", 1: "X"}], mouse=False)


@pytest.mark.parametrize("theme", ["dark", pytest.param("light", marks=pytest.mark.long)])
def test_sixteen_colours_hide_nothing(theme: str) -> None:
    """No sign of a ballot or a question has the colour of its ground, rounded as colours are."""
    start(Rules(seats=2))
    write_atomic(paths.config_file(), f'theme = "{theme}"\n'.encode())
    with shenyi(columns=80, rows=24, env={"TERM": "xterm-16color", "COLORTERM": ""}) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<F5>")
        terminal.wait_for("开始填票")
        terminal.send("<Enter>")
        terminal.wait_for("未填")
        for keys, sign in (("1<Down>2<Down>3", "│"), ("<Enter>", "这两个数字")):
            terminal.send(keys)
            terminal.wait_for(sign)
            terminal.settle(100)
            cells = [terminal.style(x, y) for y in range(24) for x in range(80)]
            assert [cell for cell in cells if cell.data.strip() and cell.fg == cell.bg] == []


def test_killed_at_any_moment_it_loses_no_ballot_and_doubles_none() -> None:
    """Each ballot that the screen acknowledged is there, and at most one more (kill -9)."""
    start(Rules(seats=2))
    rng = random.Random(2024)
    before = 0
    for _ in range(2):
        acknowledged, found = cast_and_kill(rng)
        assert acknowledged <= found <= acknowledged + 1
        assert found >= before
        before = found
    assert [path.name for path in box_file().parent.glob(".*")] == []
