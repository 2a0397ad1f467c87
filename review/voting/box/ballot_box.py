"""The ballot box (票箱): ballots go in; before sealing nothing comes out but their number.

Secrecy as far as one ordinary machine can give it. The box is one file, rewritten whole at each
cast with a time stamp that never changes, so that neither a crash loses a ballot nor the file tells
an order. What cannot be promised: secrecy from the machine's administrator, from a camera, or from
a forensic study of the disk.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from content.errors import Problem, refused
from review.base.files import STILL, settle, sweep, write_atomic
from review.voting.box.box_file import BoxContents, State, Ticket, read_box, to_bytes
from review.voting.counting.ballot import UNMARKED, Ballot
from review.voting.counting.tally import Reason, Result, chosen_in, invalidity, is_bad, tally
from review.voting.rules.choices import Mode

FEW = 10
"""A box with fewer ballots keeps nobody's secret, of which its keepers are warned."""


class Box:
    """A ballot box. Whoever uses it sees to it that no other program does (`review.lock`).

    Args:
        path: Its file.
        contents: What the file holds.
    """

    def __init__(self, path: Path, contents: BoxContents) -> None:
        self.path = path
        self._contents = contents
        self._counted: tuple[BoxContents, Result] | None = None

    @classmethod
    def create(cls, path: Path, ticket: Ticket) -> Box:
        """Make an empty box.

        Raises:
            Problem: There is one already, or it cannot be written.
        """
        if path.exists():
            remedy = "它没有改动。请输入“shenyi doctor”看怎么办。"
            raise Problem("这里已经有一个票箱。", path=path, remedy=remedy)
        box = cls(path, BoxContents(ticket, (os.urandom(16).hex(),)))
        box._write(box._contents)
        return box

    @classmethod
    def open(cls, path: Path) -> Box:
        """Open the box of a file, and remove what a crash may have left beside it.

        Raises:
            Problem: It cannot be read, or is damaged; it stays as it is.
        """
        box = cls(path, read_box(path))
        sweep(path)
        settle(path.parent)
        return box

    @property
    def ticket(self) -> Ticket:
        """What its ballots are over, and under which rules."""
        return self._contents.ticket

    @property
    def state(self) -> State:
        """Whether it is open, sealed or counted."""
        return self._contents.state

    @property
    def id(self) -> str:
        """Its random id; several, divided by commas, once boxes have been added up in it."""
        return ",".join(self._contents.boxes)

    @property
    def count(self) -> int:
        """How many ballots are in it."""
        return self._contents.count

    @property
    def is_small(self) -> bool:
        """Whether it holds so few ballots that totals may give single deputies away."""
        return self.count < FEW

    def cast(self, marks: Iterable[str]) -> None:
        """Put one deputy's ballot in. When this returns, it is on the disk.

        Args:
            marks: One mark for each item of the ticket: see `review.voting.ballot`.

        Raises:
            Problem: The box is sealed, the ballot cannot be cast (`refusal`), or writing failed;
                the box is as it was.
        """
        ballot = Ballot(tuple(marks))
        if why := refusal(self.ticket, ballot.marks):
            raise Problem(why, remedy="请改正后再投。")
        self._add(Counter({ballot: 1}))

    def enter(self, ballot: Ballot, number: int = 1) -> None:
        """Put paper ballots in as they are, spoilt ones too.

        Raises:
            Problem: The box is sealed, or writing failed; the box is as it was.
        """
        if len(ballot.marks) != len(self.ticket.items):
            raise ValueError("a ballot has one mark for each item")
        self._add(Counter({ballot: number}))

    def take_back(self, ballot: Ballot) -> None:
        """Take a paper ballot out that was entered by mistake.

        Raises:
            Problem: The box is sealed, holds no such ballot, or writing failed.
        """
        self._demand(State.OPEN)
        if not self._contents.ballots[ballot]:
            raise Problem("票箱里没有这样的票。", remedy="请核对各项的记号。")
        self._write(replace(self._contents, ballots=self._contents.ballots - Counter({ballot: 1})))

    def seal(self) -> None:
        """封票: from now on nothing goes in, and its ballots may be counted.

        Raises:
            Problem: It is not open, or writing failed.
        """
        self._demand(State.OPEN)
        self._write(replace(self._contents, state=State.SEALED))

    def mark_counted(self) -> None:
        """Note that the tally has been shown.

        Raises:
            Problem: It is not sealed, or writing failed.
        """
        self._demand(State.SEALED)
        self._write(replace(self._contents, state=State.COUNTED))

    def reopen(self) -> None:
        """Let ballots go in again. To be asked for in so many words.

        Raises:
            Problem: It is open, or writing failed.
        """
        self._demand(State.SEALED, State.COUNTED)
        self._write(replace(self._contents, state=State.OPEN))

    def throw_away(self) -> None:
        """Delete the box with all its ballots. To be asked for in so many words.

        Raises:
            Problem: The file cannot be deleted.
        """
        try:
            self.path.unlink()
        except OSError as error:
            raise refused("无法删除", error, path=self.path) from error
        settle(self.path.parent)

    def ballots(self) -> Counter[Ballot]:
        """What is counted: how often each ballot was cast.

        Raises:
            Problem: The box has not been sealed.
        """
        self._demand(State.SEALED, State.COUNTED)
        return self._contents.ballots.copy()

    def result(self) -> Result:
        """What the tally of its ballots gives, counted once for as long as it stays as it is.

        Raises:
            Problem: The box has not been sealed.
        """
        self._demand(State.SEALED, State.COUNTED)
        if self._counted is None or self._counted[0] is not self._contents:
            ticket = self.ticket
            result = tally(ticket.rules, len(ticket.items), self._contents.ballots)
            self._counted = self._contents, result
        return self._counted[1]

    def sealed_contents(self) -> BoxContents:
        """All of it, to be added to other boxes.

        Raises:
            Problem: The box has not been sealed.
        """
        self._demand(State.SEALED, State.COUNTED)
        return self._contents

    def add_box(self, merged: BoxContents) -> None:
        """Become what `merge` made of this box and others.

        Raises:
            Problem: The box has not been sealed, or writing failed.
        """
        self._demand(State.SEALED, State.COUNTED)
        self._write(merged)

    def _add(self, more: Counter[Ballot]) -> None:
        self._demand(State.OPEN)
        self._write(replace(self._contents, ballots=self._contents.ballots + more))

    def _demand(self, *states: State) -> None:
        if self.state in states:
            return
        if self.state is State.OPEN:
            raise Problem("票箱还没有封，只能知道票数。", remedy="请先按F6，再按F8封票。")
        raise Problem("票箱已经封了。", remedy="确要改动，请先按F6，再按F3重新开箱。")

    def _write(self, contents: BoxContents) -> None:
        sweep(self.path)
        write_atomic(self.path, to_bytes(contents), stamp=STILL)
        settle(self.path.parent)
        self._contents = contents


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


def blank(ticket: Ticket) -> tuple[str, ...]:
    """The marks of a ballot on which nothing is marked yet."""
    return (UNMARKED,) * len(ticket.items)
