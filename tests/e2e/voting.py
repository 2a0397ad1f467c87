"""The trial vote on a real terminal: what deputies and tellers type and click."""

from __future__ import annotations

import random
import re
import signal
import time
from pathlib import Path

from rich.cells import cell_len

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
                self.click(f" {digit} ", right=1)

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
