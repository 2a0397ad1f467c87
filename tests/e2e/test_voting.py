"""The whole trial vote on a real terminal, by keys alone and by the mouse alone; and killed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from review.base import paths
from review.base.files import write_atomic
from review.voting.box.box_file import State
from review.voting.rules.rules import Rules
from tests.e2e.driving import FIRST, shenyi
from tests.e2e.voting import Hand, cast_and_kill
from tests.votes import box, box_file, start

pytestmark = pytest.mark.e2e

FIRST_ROUND = [{0: "O", 2: "O"}] * 4 + [{0: "O", 3: "O"}] * 4 + [{0: "O", 1: "X"}] * 2
"""Ten ballots over two seats: the first item wins, the third and the fourth are equal."""

SECOND_ROUND = [{0: "O"}, {1: "O"}, {0: "O"}]
"""Ballots over the two that were equal."""


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
def test_the_whole_act(mouse: bool, tmp_path: Path) -> None:
    """Rules, ten ballots, sealing, counting, a tie, a second round, an export: at 80 by 24."""
    env = {"XDG_DOCUMENTS_DIR": str(tmp_path)}
    with shenyi(columns=80, rows=24, env=env) as terminal:
        hand = Hand(terminal, mouse=mouse)
        terminal.wait_for(FIRST)
        terminal.settle(100)
        hand.open_vote()
        terminal.wait_for("② 规则")
        hand.do("<Enter>", "② 规则")
        terminal.wait_for("应选项目数")
        hand.numbers(2, 10, 10, 10)
        terminal.wait_for("发出票数    10")
        if mouse:
            for _ in range(3):
                hand.click("‹", right=6)  # 得票多者: the tie is over the second seat
        else:
            terminal.send("<Right><Right><Right>")
        terminal.wait_for("得票多者")
        hand.do("<C-s>", "定好了")
        terminal.wait_for("再输一遍")
        hand.do("<Enter>", " 继续 ")
        hand.confirm("已投 0 票")
        for marks in FIRST_ROUND:
            hand.vote(marks)
        assert terminal.find("已投 10 票")
        assert box().count == 10

        hand.do("<F6>", "封票、计票")
        terminal.wait_for("封票以前")
        hand.do("<Enter>", "回车 封票")
        hand.confirm("票箱已封，共 10 票")
        hand.do("<Enter>", "回车 计票")
        hand.confirm("第1轮计票结果")
        terminal.wait_for("应选2项，入选1项：1号")
        terminal.wait_for("4号")

        hand.do("<Enter>", "下一轮")
        terminal.wait_for("第2轮：就2个项目再投一次")
        hand.do("<Enter><Enter>", "继续 ")
        hand.confirm("已投 0 票")
        for marks in SECOND_ROUND:
            hand.vote(marks)
        hand.do("<F6>", "封票、计票")
        terminal.wait_for("封票以前")
        hand.do("<Enter>", "回车 封票")
        hand.confirm("票箱已封，共 3 票")
        hand.do("<Enter>", "回车 计票")
        hand.confirm("第2轮计票结果")
        terminal.wait_for("应选1项，入选1项：3号")

        _export(hand)
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
    assert [box(number).state for number in (1, 2)] == [State.COUNTED] * 2


def _export(hand: Hand) -> None:
    """Write the results to a file."""
    hand.do("<F7>", "导出")
    hand.terminal.wait_for("格式")
    hand.do("<Enter>", "写入")
    hand.terminal.wait_for("已写入")


@pytest.mark.parametrize("theme", ["dark", "light"])
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
