"""The trial vote on a real terminal: what deputies and tellers type and click."""

from __future__ import annotations

import random
import re
import signal
import time
from pathlib import Path

from rich.cells import cell_len

from review.voting.box.box_file import State
from tests.e2e.driving import FIRST, shenyi
from tests.terminal import Terminal
from tests.votes import box

PAD = re.compile(r"^\s+4\s+5\s+6\s+7\s+8\s+9")
"""The row of digits for the mouse."""


class Hand:
    """Votes by keys, or by the mouse alone."""

    def __init__(self, terminal: Terminal, *, mouse: bool) -> None:
        self.terminal = terminal
        self._mouse = mouse

    def click(self, text: str, right: int = 0) -> None:
        """Click on a text, or some cells right of where it begins."""
        self.terminal.wait_for(text)
        self.terminal.settle(30)  # the keys below move as others come and go
        place = self.terminal.find(text)
        assert place is not None
        self.terminal.click(place[0] + right, place[1])

    def do(self, key: str, label: str) -> None:
        """Press a key, or click on what the footer or a button says of it."""
        if self._mouse:
            self.click(label)
        else:
            self.terminal.send(key)

    def open_vote(self) -> None:
        """Go to the vote; on 80 columns the mouse finds it among all commands, further down."""
        if not self._mouse:
            self.terminal.send("<F5>")
            return
        self.click("更多")
        self.terminal.wait_for("输入命令")
        for _ in range(30):
            self.terminal.settle(80)
            if self.terminal.find("票决　F5"):
                break
            self.terminal.wheel(20, 12)
        self.click("票决　F5")

    def take_list(self, path: Path) -> None:
        """Put a list in force: by its name, or out of the folders."""
        self.do("1", "① 名单")
        if self._mouse:
            self.click("选文件")
            self.click(path.name)
        else:
            self.terminal.wait_for("写上名单的文件名")
            self.terminal.send(f"{path}<Enter>")
        self.terminal.wait_for("读成这样")
        self.do("<Enter>", "回车 换上这份")

    def type_word(self, word: str) -> None:
        """Type a word, or click it together."""
        for letter in word:
            self.do(letter, f" {letter} ")

    def password(self, word: str) -> None:
        """Type the 口令 twice."""
        self.terminal.wait_for("再输一遍")
        self.type_word(word)
        if self._mouse:
            self.click("再输一遍", right=13)
        else:
            self.terminal.send("<Enter>")
        self.type_word(word)
        self.do("<Enter>", " 继续 ")

    def choose_next(self) -> None:
        """Choose the next way in the row of choices on the screen."""
        if self._mouse:
            self.click("‹", right=6)
            self.terminal.settle(50)
        else:
            self.terminal.send("<Right>")

    def number(self) -> tuple[str, str]:
        """The number that has to be given."""
        self.terminal.wait_for("这两个数字")
        self.terminal.settle(30)
        shown = re.search(r"(\d) (\d) 这两个数字", "".join(self.terminal.rows()))
        assert shown is not None
        return shown[1], shown[2]

    def numbers(self, *numbers: int) -> None:
        """Fill in the lines of the rules, from the first on."""
        lines = ("应选项目数", "全体代表", "实到代表", "发出票数")
        for line, number in zip(lines, numbers, strict=True):
            if not self._mouse:
                self.terminal.send(f"{number}<Down>")
                continue
            self.click(line, right=13)
            for digit in str(number):
                rows = self.terminal.rows()
                pad = next(y for y, row in enumerate(rows) if "1   2   3" in row)
                self.terminal.click(cell_len(rows[pad].partition(f" {digit} ")[0]) + 1, pad)
                self.terminal.settle(30)

    def confirm(self, after: str) -> None:
        """Give the number that is shown, and wait for what comes of it."""
        for digit in self.number():
            if self._mouse:
                pad = next(y for y, row in enumerate(self.terminal.rows()) if PAD.search(row))
                self.terminal.click(cell_len(self.terminal.rows()[pad].partition(digit)[0]), pad)
            else:
                self.terminal.send(digit)
        self.terminal.wait_for(after)
        self.terminal.settle(30)  # or the number just given might still be on the screen

    def mark(self, marks: dict[int, str]) -> None:
        """Mark some items, by their position on the ballot from 0."""
        if self._mouse:
            heads = self.terminal.find("号 赞成 反对 弃权")
            assert heads is not None
            for at, mark in marks.items():
                self.terminal.click({"O": 6, "X": 11, "-": 16}[mark], heads[1] + 1 + at)
            return
        keys = {"O": "1", "X": "2", "-": "3", "": ""}
        items = range(max(marks) + 1)
        self.terminal.send("".join(keys[marks.get(at, "")] + "<Down>" for at in items))

    def vote(self, marks: dict[int, str]) -> None:
        """From one neutral page to the next."""
        self.do("<Enter>", "开始填票")
        self.terminal.wait_for("未填")
        self.terminal.settle(30)
        self.mark(marks)
        self.do("<Enter>", "核对")
        self.confirm("票已投入票箱")


def cast_and_kill(rng: random.Random) -> tuple[int, int]:
    """Cast ballots and kill the program (kill -9) at a random moment around the last cast.

    Returns:
        How many ballots the screen had acknowledged in all, and how many the box holds, which can
        be read without a fault.
    """
    with shenyi(columns=80, rows=24) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle(30)
        terminal.send("<F5>")
        terminal.wait_for("开始填票")
        hand = Hand(terminal, mouse=False)
        for _ in range(rng.randint(0, 2)):
            hand.vote({rng.randrange(3): "O"})
        acknowledged = _number_cast(terminal)
        terminal.send("<Enter>1<Enter>")
        first, second = hand.number()
        terminal.send(first + second)
        time.sleep(rng.random() * 0.04)
        terminal.kill(signal.SIGKILL)
        terminal.wait_exit()
        acknowledged = max(acknowledged, _number_cast(terminal))
    return acknowledged, box().count


def _number_cast(terminal: Terminal) -> int:
    found = re.search(r"已投 (\d+) 票", "".join(terminal.rows()))
    return 0 if found is None else int(found[1])


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


def whole_act(documents: Path, ballots: list[dict[int, str]], *, mouse: bool) -> None:
    """An official list, rules, a 口令, ballots, sealing, counting, three papers: at 80 by 24.

    Args:
        documents: The folder of the user's documents.
        ballots: What is cast, by position from 0; the first and the third of twelve items win.
        mouse: Whether all is done by the mouse.
    """
    write_list(documents / "名单.xlsx")
    env = {"XDG_DOCUMENTS_DIR": str(documents)}
    with shenyi(columns=80, rows=24, env=env) as terminal:
        hand = Hand(terminal, mouse=mouse)
        terminal.wait_for(FIRST)
        terminal.settle(100)
        hand.open_vote()
        terminal.wait_for("② 规则")
        hand.take_list(documents / "名单.xlsx")
        terminal.wait_for("正式名单，12个候选项目")
        hand.do("<Enter>", "② 规则")
        terminal.wait_for("应选项目数")
        hand.numbers(2, *[len(ballots)] * 3)
        terminal.wait_for(f"发出票数    {len(ballots)}")
        hand.do("<C-s>", "定好了")
        hand.password("abc789")
        hand.confirm("应急码")
        hand.do("<Enter>", "已经抄好")
        terminal.wait_for("已投 0 票")
        for marks in ballots:
            hand.vote(marks)
        assert box().count == len(ballots)

        hand.do("<F6>", "封票、计票")
        terminal.wait_for("封票以前")
        hand.do("<Enter>", "回车 封票")
        hand.confirm(f"票箱已封，共 {len(ballots)} 票")
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
    written = {file.name.partition("-")[0]: file for file in documents.glob("*.docx")}
    assert set(written) == set(PAPERS)
    assert all(file.read_bytes().startswith(b"PK") for file in written.values())
