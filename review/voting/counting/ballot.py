"""A ballot (票) as the tally sees it: one mark for each item, nothing about who cast it.

Marks are single signs of ASCII, or the digits of a place; what stands for them on paper is known to
`paper_ballots.py`, how they are drawn to `screens/ballot_list.py`. They are kept in boxes: a sign
never changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from review.typography.sentences import in_quotes

YES = "O"
"""赞成. In a ranking a number, "1" for the first place, stands in its stead."""
NO = "X"
"""反对."""
FAIR = "B"
"""基本满意, in a survey, where YES stands for 满意 and NO for 不满意."""
UNMARKED = "-"
"""Nothing: 弃权, or 未选, 未排, 未评 or 不了解 where the ballot has no 弃权."""
ILLEGIBLE = "?"
"""Something that cannot be read; on paper only, like those below."""
BOTH = "*"
"""Marks that contradict each other, such as 赞成 and 反对 at once."""

TORN = "torn"
"""破损: the paper cannot be read as a ballot."""
IDENT = "ident"
"""记号: the paper bears a sign by which its deputy could be recognised."""


class Ballot(NamedTuple):
    """One ballot. Equal ballots are the same ballot: they are kept as a multiset."""

    marks: tuple[str, ...]
    """One mark for each item, in printed order: one of those above, or a place such as "3"."""
    flag: str = ""
    """TORN, IDENT, or empty for a ballot that is whole and clean."""

    @property
    def text(self) -> str:
        """The ballot as one line, such as `O O X -` or `1 - 2 - | torn`."""
        line = " ".join(self.marks)
        return f"{line} | {self.flag}" if self.flag else line


def ballot_from_text(line: str) -> Ballot:
    """The ballot of a line that `Ballot.text` gave, to the letter: no blank more or less.

    Raises:
        ValueError: It is none. The line is no part of the error, which could get into a log.
    """
    marks, bar, flag = line.partition(" | ")
    ballot = Ballot(tuple(marks.split(" ")), flag)
    known = all(
        mark in (YES, NO, FAIR, UNMARKED, ILLEGIBLE, BOTH) or is_place(mark) for mark in ballot[0]
    )
    if not known or (bar and flag not in (TORN, IDENT)) or ballot.text != line:
        raise ValueError("no ballot")
    return ballot


def is_place(mark: str) -> bool:
    """Whether a mark is the number of a place in a ranking, 1 or more, without leading zeros."""
    return mark.isascii() and mark.isdigit() and mark[0] != "0"


_LONGEST = 40
"""Characters of a cell that an error quotes: enough to find it, and what to do is still seen."""


def cited(cell: str) -> str:
    """What stands in a cell of a table, in quotation marks; the beginning of a long one."""
    return in_quotes(cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}……")


# What is voted on


DETAILS = ("summary", "target", "department", "deadline", "place", "category", "investment_text")
"""What of a `Candidate` goes along with a box, all of it text."""


class Printed(NamedTuple):
    """A candidate as the ballot names it; of a 整体表决, all candidates as one."""

    id: int
    """Its number in the list, 1 or more; numbers may be missing where another round is over few."""
    title: str
    details: Mapping[str, str] = {}
    """What else the list says, by the names of `DETAILS`, so that a box needs no other file."""

    @property
    def named(self) -> dict[str, object]:
        """Its number and its name, for other programs."""
        return {"id": self.id, "title": self.title}

    @property
    def quoted(self) -> str:
        """Its number and its name, as a sentence has them: 3号“学校扩建”."""
        return f"{self.id}号{in_quotes(self.title)}"
