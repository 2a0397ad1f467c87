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

BALLOTS = [{0: "O", 2: "O"}] * 6 + [{0: "O", 3: "O"}] * 2 + [{0: "O", 1: "X"}] * 2
"""Ten ballots over two seats: the first and the third item win."""

PAPERS = ("计票报告单", "公告稿", "纸质选票")


def write_list(path: Path) -> None:
    """A list as an office keeps it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["某县2025年民生实事候选项目"])
    sheet.append(["序号", "项目名称", "建设内容", "总投资（万元）", "完成时限"])
    for number in range(1, 13):
        sheet.append([number, f"实事项目{number}", f"新建{number}处。", 100 * number, "11月底前"])
    book.save(path)


@pytest.mark.parametrize("mouse", [False, True], ids=["keys", "mouse"])
def test_the_whole_act(mouse: bool, tmp_path: Path) -> None:
    """An official list, rules, a 口令, ten ballots, sealing, counting, papers: at 80 by 24."""
    write_list(tmp_path / "名单.xlsx")
    env = {"XDG_DOCUMENTS_DIR": str(tmp_path)}
    with shenyi(columns=80, rows=24, env=env) as terminal:
        hand = Hand(terminal, mouse=mouse)
        terminal.wait_for(FIRST)
        terminal.settle(100)
        hand.open_vote()
        terminal.wait_for("② 规则")
        hand.take_list(tmp_path / "名单.xlsx")
        terminal.wait_for("正式名单，12个候选项目")
        hand.do("<Enter>", "② 规则")
        terminal.wait_for("应选项目数")
        hand.numbers(2, 10, 10, 10)
        terminal.wait_for("发出票数    10")
        hand.do("<C-s>", "定好了")
        hand.password("abc789")
        hand.confirm("应急码")
        hand.do("<Enter>", "已经抄好")
        terminal.wait_for("已投 0 票")
        for marks in BALLOTS:
            hand.vote(marks)
        assert box().count == 10

        hand.do("<F6>", "封票、计票")
        terminal.wait_for("封票以前")
        hand.do("<Enter>", "回车 封票")
        hand.confirm("票箱已封，共 10 票")
        hand.do("<Enter>", "回车 计票")
        terminal.wait_for("请输入开箱口令")
        hand.type_word("abc789")
        hand.do("<Enter>", " 继续 ")
        hand.confirm("第1轮计票结果")
        terminal.wait_for("应选2项，入选2项：1号")

        hand.do("<F7>", "导出")
        terminal.wait_for("格式")
        for _ in range(3):
            hand.choose_next()
        for paper in PAPERS:
            hand.choose_next()
            terminal.wait_for(f"‹{paper}（Word）›")
            hand.do("<Enter>", "写入")
            terminal.wait_for("已写入")
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
    assert box().state is State.COUNTED
    written = {file.name.partition("-")[0]: file for file in tmp_path.glob("*.docx")}
    assert set(written) == set(PAPERS)
    assert all(file.read_bytes().startswith(b"PK") for file in written.values())


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
