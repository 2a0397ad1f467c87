"""Random keys and clicks at a real terminal, in bursts: the program lives, and leaves in order."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from content.importing import understand
from review.base.reports import user_shelf
from tests.e2e.driving import FIRST, shenyi
from tests.guard.sitecustomize import REPORT
from tests.small import SMALL_TEXT
from tests.terminal import Terminal

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

SIZES = ((30, 8), (40, 12), (80, 24), (120, 40), (150, 45), (200, 50))

MOVES = (
    "<Up> <Down> <Down><Down> <PgUp> <PgDn> <Home> <End> <Left> <Right> <Tab> <S-Tab> [ ] n N { }"
)
OTHER_REPORTS = "<C-k> <C-k><Enter> <C-k><Down><Enter> <C-o> <C-r> <Backspace>"
SEARCHES = "/ /养老 教育 食堂<Enter> <C-t> <C-t> <C-t> <C-n> <C-f> <C-g> 二7"
NOTES = "<F4> <F4>意见几句 <C-s> <F8> <F7> 1 2 3 4 v. <C-z> <C-y> * + <Del>"
SCREENS = "<F1> <F2> <F5> <F6> <F9> <C-d> <C-l> <C-e> <C-p> <C-p>目录<Enter> <C-a>"
WAYS_ON = "<Enter> <Enter> <Enter> <Esc> <Esc> <Esc>"
VOTES = "<F5> <F6> <C-u> 1 2 3 7 0 12 16<Enter> y a e x t <Tab> <Down>1 <Up>2 <C-s>"

READER = " ".join((MOVES, OTHER_REPORTS, SEARCHES, NOTES, SCREENS, WAYS_ON)).split()
VOTER = " ".join((VOTES, VOTES, VOTES, MOVES, WAYS_ON, SCREENS, "<C-z>", "意见")).split()
WRITER = " ".join((NOTES, NOTES, NOTES, MOVES, WAYS_ON, "@ ; # <F7> <F8> <C-c> <C-r>")).split()

PAUSES = (0, 0, 0.01, 0.05, 0.1, 0.3)
"""Seconds; much is typed before the last key is answered."""


def has_ended(terminal: Terminal) -> bool:
    """Whether the program is gone."""
    return os.waitid(os.P_PID, terminal.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def point(terminal: Terminal, chance: random.Random) -> None:
    """Click, drag or turn the wheel somewhere on the screen."""
    rows = terminal.rows()
    (x, y), (to_x, to_y) = (
        (chance.randrange(len(rows[0]) or 1), chance.randrange(len(rows))) for _ in range(2)
    )
    match chance.randrange(4):
        case 0:
            terminal.drag((x, y), (to_x, to_y))
        case 1:
            terminal.wheel(x, y, up=chance.random() < 0.5)
        case _:
            terminal.click(x, len(rows) - 1 if chance.random() < 0.3 else y)


WALKS = (
    pytest.param(READER, 0, id="keys"),
    pytest.param(READER, 0.5, id="mouse"),
    pytest.param(VOTER, 0, id="votes"),
    pytest.param(VOTER, 0.5, id="votes-mouse"),
    pytest.param(WRITER, 0.2, id="notes"),
)


@pytest.mark.parametrize(("keys", "clicks"), WALKS)
@pytest.mark.parametrize("seed", range(20))
def test_the_program_outlives_whatever_is_done(
    tmp_path: Path, seed: int, keys: list[str], clicks: float
) -> None:
    for year in (2021, 2022, 2023):
        path = tmp_path / f"{year}.txt"
        path.write_text(SMALL_TEXT.replace("2024年", f"{year}年"), encoding="utf-8")
        user_shelf().add(understand(path), title=f"某区{year}年报告")
    chance = random.Random(f"{seed} {clicks} {keys[0]}")
    columns, rows = chance.choice(SIZES[1:])
    refused = tmp_path / "refused"
    with shenyi(columns=columns, rows=rows, env={REPORT: str(refused)}) as terminal:
        statuses = {0, 130}  # of Ctrl+C before there is a first page
        if chance.random() < 0.5:
            terminal.wait_for(FIRST)
            statuses = {0}
        for _ in range(250):
            if has_ended(terminal):
                break
            if chance.random() < clicks:
                point(terminal, chance)
            else:
                terminal.send(chance.choice(keys))
            time.sleep(chance.choice(PAUSES))
            if chance.random() < 0.03:
                terminal.resize(*chance.choice(SIZES))
        for _ in range(12):  # out of whatever is open
            if not has_ended(terminal):
                terminal.send("<Esc>")
                time.sleep(0.3)
        for _ in range(2):  # twice where a ballot is being filled in
            if not has_ended(terminal):
                terminal.send("<C-q>")
                time.sleep(1)
        if refused.exists():
            return  # A paper was to be written outside of the folder of the test.
        status = terminal.wait_exit()
        assert status in statuses, bytes(terminal.output[-3000:]).decode(errors="replace")
