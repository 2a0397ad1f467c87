"""The whole of reading and of working with notes, each time with one kind of hand alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from review.notes.model import Kind
from tests.e2e.driving import FIRST, REPORT, citation, shenyi
from tests.e2e.noting import machine as new_machine
from tests.e2e.noting import notes_in
from tests.terminal import Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("ready_index")]


def machine(folder: Path) -> dict[str, str]:
    """A machine of one's own, on which the index was built before."""
    return new_machine(folder) | {"XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"]}


def tap(terminal: Terminal, text: str) -> None:
    """Click on a text once it is on the screen."""
    terminal.wait_for(text)
    terminal.settle()
    cell = terminal.find(text)
    assert cell is not None
    terminal.click(*cell)


def leave(terminal: Terminal) -> None:
    """Press Esc by itself: with another key right behind it, a terminal means Alt and that key."""
    terminal.send("<Esc>")
    terminal.settle()


def drag_over(terminal: Terminal, words: str) -> None:
    """Select words with the mouse."""
    terminal.settle()
    start = terminal.find(words)
    assert start is not None
    terminal.drag(start, (start[0] + 2 * len(words) - 1, start[1]))


def papers(folder: Path) -> list[Path]:
    """What was written to the user's documents."""
    return [path for path in (folder / "home").rglob("*.docx") if path.is_file()]


def test_all_of_it_with_the_mouse_alone(tmp_path: Path) -> None:
    """Contents, wheel, marks, a note, search for words, back, the list, a paper, leaving."""
    with shenyi(env=machine(tmp_path), columns=120, rows=40) as terminal:
        tap(terminal, "二、2024年工作总体要求")
        terminal.wait_for("▌ 二、2024年工作总体要求")
        assert citation(terminal).split("　")[1] == "二"
        terminal.wheel(80, 20)
        terminal.settle()
        drag_over(terminal, "稳中求进")
        tap(terminal, "F3 查这几个字")
        tap(terminal, "› ")
        terminal.wait_for("F2 目录")
        tap(terminal, "F2 目录")
        terminal.wait_for("▌")

        terminal.settle()
        drag_over(terminal, "先立后破")
        tap(terminal, "3 ★")
        terminal.wait_for("★ 建议")
        tap(terminal, "F4 写几句")
        terminal.wait_for("修改批注")
        tap(terminal, "?疑问")
        tap(terminal, "^S 保存")
        terminal.wait_for("批注已保存，共 1 条")
        tap(terminal, "退格 回到")

        tap(terminal, "F8 列表")
        tap(terminal, "“先立后破”")
        terminal.wait_for("F8 列表")
        tap(terminal, "^P 更多")
        tap(terminal, "出材料　F7")
        tap(terminal, "^S 存为文件")
        terminal.wait_for("已存")
        tap(terminal, "Esc 返回")
        tap(terminal, "^Q 退出")
        assert terminal.wait_exit() == 0
    (note,) = notes_in(tmp_path)
    assert (note.kind, note.anchor.quote) == (Kind.QUESTION, "先立后破")
    assert papers(tmp_path)


def test_all_of_it_with_digits_enter_esc_arrows_and_ctrl_keys(tmp_path: Path) -> None:
    """Neither a function key nor a letter, but for the words that are written and looked for."""
    with shenyi(env=machine(tmp_path)) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("<C-g>二7 3<Enter>")
        terminal.wait_for("二（七）第3段")
        terminal.send("<Enter>")
        terminal.wait_for("3 ★")
        terminal.send("3")
        terminal.wait_for("★ 建议")
        terminal.send("<C-w>")
        terminal.wait_for("修改批注")
        terminal.send("建议公布就餐人数。<C-s>")
        terminal.wait_for("批注已保存，共 1 条")
        leave(terminal)
        terminal.send("<C-z>")
        terminal.wait_for("撤销")
        terminal.send("<C-y>")
        terminal.wait_for("重做")

        terminal.send("<C-p>")
        terminal.wait_for("输入命令")
        terminal.send("检索")
        terminal.wait_for("检索　F3")
        terminal.send("<Enter>")
        terminal.wait_for("[全文]")
        terminal.send("就业")
        terminal.wait_for("精确")
        terminal.send("<Down><Enter>")
        terminal.wait_for("^G 定位")
        terminal.send("<C-n>")
        terminal.wait_for("处／共")
        leave(terminal)
        terminal.send("<Backspace>")
        terminal.wait_for("二（七）第3段")

        terminal.send("<C-p>")
        terminal.wait_for("输入命令")
        terminal.send("列表")
        terminal.wait_for("列表　F8")
        terminal.send("<Enter>")
        terminal.wait_for("建议公布就餐人数")
        terminal.send("<Enter>@")
        terminal.wait_for("出材料")
        terminal.send("<C-s>")
        terminal.wait_for("已存")
        leave(terminal)
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
    (note,) = notes_in(tmp_path)
    assert (note.kind, note.body) == (Kind.SUGGESTION, "建议公布就餐人数。")
    assert papers(tmp_path)


def test_all_of_it_under_full_width_input(tmp_path: Path) -> None:
    """Every letter, digit and sign arrives wide, the blank as well; none is lost."""
    with shenyi(env=machine(tmp_path)) as terminal:
        terminal.wait_for(FIRST)
        terminal.send("\u3000")
        terminal.settle()
        assert FIRST not in "".join(terminal.rows())
        terminal.send("】】")
        terminal.wait_for("二、")
        terminal.send("【")
        terminal.wait_for("一、")
        terminal.send("ｇ二７\u3000３<Enter>")
        terminal.wait_for("二（七）第3段")
        terminal.send("<Enter>")
        terminal.wait_for("3 ★")
        terminal.send("３")
        terminal.wait_for("★ 建议")
        terminal.send("ａ")
        terminal.wait_for("修改批注")
        terminal.send("按５Ｇ、１００％的标准。<C-s>")
        terminal.wait_for("批注已保存，共 1 条")
        leave(terminal)
        terminal.send("、")
        terminal.wait_for("字词、数字或拼音")
        terminal.send("２０２４年")
        terminal.wait_for("精确")
        terminal.send("<Enter>")
        terminal.wait_for("^G 定位")
        terminal.send("ｎ")
        terminal.wait_for("处／共")
        leave(terminal)
        terminal.send("<Backspace>")
        terminal.wait_for("二（七）第3段")
        terminal.send("；")
        terminal.wait_for("标准。")
        leave(terminal)
        terminal.send("ｇ９１％<Enter>")
        terminal.settle()
        share = re.search(r"(\d+)%", citation(terminal))
        assert share is not None
        assert 91 <= int(share[1]) <= 100
        terminal.send("？")
        terminal.wait_for("使用说明")
        leave(terminal)
        terminal.send("<C-q>")
        assert terminal.wait_exit() == 0
    (note,) = notes_in(tmp_path)
    assert note.body == "按５Ｇ、１００％的标准。"
    assert REPORT.paragraph(note.anchor.place[0]).citation == "二（七）第3段"
