"""The ballot box (票箱): ballots go in; before sealing nothing comes out but their number.

Secrecy as far as one ordinary machine can give it. Each ballot is sealed to the key of the box, and
the file is rewritten whole at each cast with a time stamp that never changes, so that neither a
crash loses a ballot nor the file tells an order, nor what was cast. Counting destroys the ballots.
What cannot be promised: secrecy from the machine's administrator, from a camera, or from whoever
holds the 口令 and has copied the box twice.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from content.errors import Problem
from review.base.files import settle, sweep
from review.voting.box.box_copies import copy_of, is_there, load_box, remove_box, write_box
from review.voting.box.box_file import BoxContents, State, ballots_of_texts, sealed_ballots
from review.voting.box.box_ticket import Ticket
from review.voting.box.sealing import VoteKey, new_box_key, opened_texts, unlocked
from review.voting.counting.ballot import Ballot
from review.voting.counting.results import Reason
from review.voting.counting.tally import chosen_in, count_ballots, invalidity, is_bad
from review.voting.rules.choices import Mode
from review.voting.rules.rules import DAY, NAMES, Day, refuse_faults

FEW = 10
"""A box with fewer ballots keeps nobody's secret, of which its keepers are warned."""


class Box:
    """A ballot box. Whoever uses it sees to it that no other program does (`review.base.lock`)."""

    def __init__(self, path: Path, contents: BoxContents) -> None:
        self.path = path
        self.contents = contents
        """All that its file says; its ballots are sealed."""
        self._secret = contents.key.secret

    @classmethod
    def create(cls, path: Path, ticket: Ticket, key: VoteKey | None = None, teller: int = 0) -> Box:
        """Make an empty box.

        Without a key to lock it, the secret half of its own key lies beside it. With a teller, 1
        or 2, it is for copies of paper ballots.

        Raises:
            Problem: There is one already, or it cannot be written.
        """
        if is_there(path):
            remedy = "它没有改动。请输入“shenyi doctor”看怎么办。"
            raise Problem("这里已经有一个票箱。", path=path, remedy=remedy)
        ids = (os.urandom(16).hex(),)
        box = cls(path, BoxContents(ticket, ids, new_box_key(key), teller=teller))
        try:
            write_box(path, box.contents)
        except Problem:
            with suppress(Problem):
                remove_box(path)  # or it would stand there, and no vote has begun
            raise
        return box

    @classmethod
    def open(cls, path: Path) -> Box:
        """Open the box of a file, mend it by its second copy, and sweep what a crash has left.

        The ballots of a box of version 0.1, which are in clear, are sealed.

        Raises:
            Problem: It cannot be read, or is damaged; it stays as it is.
        """
        for file in (path, copy_of(path)):
            sweep(file)  # not where a box is only looked at: the program that has it may be writing
        contents = load_box(path)
        box = cls(path, contents)
        # A file in clear is only replaced if all of its ballots can be opened again.
        was_clear = contents.is_first_format and contents.sums is None
        if was_clear and box._opened().total() != contents.clear:
            message = "票箱里的票没有全部封好，原来的文件没有改动。"
            raise Problem(message, path=path, remedy="请再试一次。")
        if contents.is_first_format or contents.told:
            box._write(replace(contents, is_first_format=False))
        settle(path.parent)
        return box

    @property
    def ticket(self) -> Ticket:
        """What its ballots are over, and under which rules."""
        return self.contents.ticket

    @property
    def state(self) -> State:
        """Whether it is open, sealed or counted."""
        return self.contents.state

    @property
    def count(self) -> int:
        """How many ballots are in it, or were before they were counted."""
        return self.contents.count

    @property
    def needs_password(self) -> bool:
        """Whether a 口令 has to be given before its ballots can be read."""
        return not self._secret and self.state is not State.COUNTED

    def unlock(self, password: str) -> None:
        """Open the lock, for as long as the box is open in memory.

        Raises:
            Problem: It is neither the 口令 nor the 应急码.
        """
        self._secret = unlocked(self.contents.key, password)

    # Ballots go in

    @property
    def full(self) -> str:
        """Why no ballot more may go in, a Chinese sentence; empty as long as one may."""
        most = self.ticket.rules.most_ballots.items()
        reached = (f"{what}数是{number}" for what, number in most if 0 < number <= self.count)
        return next((f"票箱里已有{self.count}张票，{each}，不能再投。" for each in reached), "")

    def cast(self, marks: Iterable[str]) -> None:
        """Put one deputy's ballot in, a mark for each item. When this returns, it is on the disk.

        Raises:
            Problem: The box is sealed or full, the ballot cannot be cast (`refusal`), or writing
                failed; the box is as it was.
        """
        ballot = Ballot(tuple(marks))
        if why := refusal(self.ticket, ballot.marks):
            raise Problem(why, remedy="请改正后再投。")
        self.enter(ballot)

    def enter(self, ballot: Ballot) -> None:
        """Put a paper ballot in as it is, a spoilt one too.

        Raises:
            Problem: The box is sealed or full, or writing failed; the box is as it was.
        """
        if len(ballot.marks) != len(self.ticket.items):
            raise ValueError("a ballot has one mark for each item")
        self._demand(State.OPEN)
        if self.full:
            raise Problem(self.full, remedy="这个数填错了的，请按F6改正。")
        more = sealed_ballots(self.contents, Counter([ballot]))
        sealed = tuple(sorted((*self.contents.sealed, *more)))
        self._write(replace(self.contents, sealed=sealed))

    def take_back(self, ballot: Ballot) -> None:
        """Take a paper ballot out that was entered by mistake.

        Raises:
            Problem: The box is sealed, holds no such ballot or one that cannot be opened, or
                writing failed; the box is as it was.
        """
        self._demand(State.OPEN)
        if ballot not in self._opened():
            raise Problem("票箱里没有这样的票。", remedy="请核对各项的记号。")
        sealed = self.contents.sealed
        opened = (ballots_of_texts(self.ticket, [t]) for t in opened_texts(self._secret, sealed))
        at = next(at for at, found in enumerate(opened) if ballot in found)
        left = sealed[:at] + sealed[at + 1 :]
        self._write(replace(self.contents, sealed=left), shrinks=True)

    def set_day(self, day: Day) -> None:
        """Change the numbers of the day; the box notes what they were.

        Raises:
            Problem: They contradict each other, it has been counted, or writing failed.
        """
        ticket = self.ticket.with_day(day)
        refuse_faults(ticket.rules, len(ticket.items))
        self._demand(State.OPEN, State.SEALED)
        when = f"（票箱里有{self.count}张票时）"
        trace = [
            f"{NAMES[key]}由{before or '未知'}改为{number or '未知'}{when}"
            for key, before, number in zip(DAY, self.ticket.rules.day, day, strict=True)
            if number != before
        ]
        if trace:
            trace = [*self.contents.trace, *trace]
            self._write(replace(self.contents, ticket=ticket, trace=tuple(trace)))

    # Its states

    def seal(self) -> None:
        """封票: from now on nothing goes in, and its ballots may be counted.

        Raises:
            Problem: It is not open, or writing failed.
        """
        self._demand(State.OPEN)
        self._write(replace(self.contents, state=State.SEALED))

    def mark_counted(self) -> None:
        """计票: add the ballots up, and destroy them, their key and every copy of them.

        Raises:
            Problem: It is not sealed, its lock is not open, or writing failed.
        """
        ticket = self.ticket
        sums = count_ballots(ticket.rules, len(ticket.items), self.ballots())
        counted = replace(self.contents, state=State.COUNTED, sealed=(), sums=sums)
        key = replace(counted.key, secret=b"", wrapped=b"")
        self._write(replace(counted, key=key))
        self._secret = b""

    def reopen(self) -> None:
        """Let ballots go in again, which the box notes. To be asked for in so many words.

        Raises:
            Problem: It is open, or counted, or writing failed.
        """
        self._demand(State.SEALED)
        reopened = self.contents.reopened + 1
        self._write(replace(self.contents, state=State.OPEN, reopened=reopened))

    # Ballots come out

    def ballots(self) -> Counter[Ballot]:
        """What is counted: how often each ballot was cast.

        Raises:
            Problem: The box is not sealed, or its lock is not open.
        """
        self._demand(State.SEALED)
        return self._opened()

    def _opened(self) -> Counter[Ballot]:
        if not self._secret:
            raise Problem("票箱还锁着。", path=self.path, remedy="请先输入开箱口令。")
        try:
            return ballots_of_texts(self.ticket, opened_texts(self._secret, self.contents.sealed))
        except ValueError:
            message = "有票打不开，票箱可能被改动过。"
            remedy = "票箱没有改动。请输入“shenyi doctor”看怎么办。"
            raise Problem(message, path=self.path, remedy=remedy) from None

    def take(self, merged: BoxContents) -> None:
        """Hold from now on what it holds and what was taken in, before the count.

        Raises:
            Problem: It is not sealed, or writing failed; nothing changes.
        """
        self._demand(State.SEALED)
        self._write(merged)

    def _demand(self, *states: State) -> None:
        if self.state in states:
            return
        if self.state is State.OPEN:
            raise Problem("票箱还没有封，只能知道票数。", remedy="请先按F6，再封票。")
        if self.state is State.COUNTED:
            message = "票箱已经计票，里面的票已销毁，不能再打开。"
            raise Problem(message, remedy="要再投，请作废这一次，另行投票。")
        raise Problem("票箱已经封了。", remedy="确要改动，请先按F6，再重新开箱。")

    def _write(self, contents: BoxContents, *, shrinks: bool = False) -> None:
        """Write what the box holds from now on; after a failure what it held before, once more.

        For one of its two files may have been written: whoever is told that a ballot was not cast
        casts it again.
        """
        try:
            write_box(self.path, contents, shrinks=shrinks)
        except Problem:
            with suppress(Problem):
                write_box(self.path, self.contents)
            raise
        self.contents = contents


def refusal(ticket: Ticket, marks: tuple[str, ...]) -> str:
    """Why a deputy's ballot cannot be cast, a Chinese sentence; empty if it can.

    A ballot that chooses too few, or nothing, can be cast: what it is worth is for the tally.
    """
    mode, limit = ticket.rules.mode, ticket.rules.limit
    if len(marks) != len(ticket.items):
        return f"这张票有{len(marks)}个记号，应是{len(ticket.items)}个。"
    if any(is_bad(mode, mark) for mark in marks):
        return "票上有这种投票方式不认的记号。"
    chosen = chosen_in(mode, marks)
    if limit is not None and chosen > limit:
        return f"至多选{limit}项，现在选了{chosen}项，多选的票无效。"
    if mode is Mode.RANK and invalidity(ticket.rules, Ballot(marks)) is Reason.RANK:
        return "名次有重复，或者不连续。"
    return ""
