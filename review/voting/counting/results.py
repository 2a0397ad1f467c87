"""What counting gives: totals of each item, and what the rules make of them.

Counting has two halves: `Sums` are all that is kept of ballots once they are destroyed, and a
`Result` is what the rules make of sums. It is not kept but decided anew each time it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from review.base.labelled import Labelled


class ItemStatus(str, Enum):
    """How a vote came out."""

    VOID = "void"
    """More ballots than were issued, or than deputies are present: nothing is counted."""
    NO_QUORUM = "no_quorum"
    """Too few deputies are present: nothing is counted."""
    UNDETERMINED = "undetermined"
    """The number that the threshold is a share of is not known: counts only."""
    RANKING_ONLY = "ranking_only"
    """The number of seats is not known: counts and what passes, but no winners."""
    DECIDED = "decided"
    """All seats are filled; or there are none to fill, and each item or level stands."""
    TIE = "tie"
    """Items are equal at the last seat, and no rule decides between them."""
    SHORTFALL = "shortfall"
    """Fewer items have won than there are seats."""


class Reason(Labelled):
    """Why a ballot is not valid. Where several apply, the first in this order is given.

    A blank ballot is never of those below BLANK: it chooses nothing, which is not too little.
    """

    UNREADABLE = "unreadable", "破损或无法辨认"
    IDENT = "ident", "有识别记号"
    BLANK = "blank", "空白"
    INCOMPLETE = "incomplete", "有项目未作记号"
    OVER = "over", "多选"
    RANK = "rank", "名次重复或不连续"
    UNDER = "under", "少选"


class Verdict(str, Enum):
    """What became of an item. The values are what the sheet says.

    WON, TIED and NOT_WON come of seats, and LOST where there is no threshold to pass; PASSED and
    FAILED of the threshold alone, also where the number of seats is not known; GOOD to POOR are
    the levels of a survey.
    """

    WON = "入选"
    TIED = "并列待定"
    NOT_WON = "通过，未入选"
    LOST = "未入选"
    PASSED = "通过"
    FAILED = "未通过"
    GOOD = "满意"
    FAIR = "基本满意"
    POOR = "不满意"
    UNKNOWN = "无从判定"


LEVELS = (Verdict.GOOD, Verdict.FAIR, Verdict.POOR)
"""What a survey makes of a project."""


@dataclass(frozen=True, slots=True)
class Count:
    """What the valid ballots say of one item. All but points and first add up to the valid.

    In a ranking `yes` are the ballots that give it a place at all. In a survey `yes` is 满意, `no`
    不满意 and `abstain` 不了解, or an item that nobody has judged.
    """

    yes: int = 0
    no: int = 0
    abstain: int = 0
    bad: int = 0
    """该项作废: ballots on which this item's mark could not be read."""
    points: int = 0
    """In a ranking, what its places have earned."""
    first: int = 0
    """Ballots that put it in the first place."""
    not_pressed: int = 0
    """未按: deputies who pressed no key, where a hall votes by device. They are among the valid."""
    fair: int = 0
    """基本满意, in a survey."""

    @property
    def satisfied(self) -> int:
        """满意 and 基本满意 together: what the rate of satisfaction is of."""
        return self.yes + self.fair


@dataclass(frozen=True, slots=True)
class Sums:
    """What counting gave, before anything is decided: all that is kept of counted ballots."""

    collected: int
    """收回票数: all ballots of the box, invalid ones too."""
    valid: int
    reasons: tuple[tuple[Reason, int], ...]
    """How many ballots are invalid and why, without zeros, in the order of `Reason`; of totals that
    a hall gives, only as far as these say it, so that they may add up to less."""
    items: tuple[Count, ...]
    """One for each item of the ballot, in printed order."""
    blank: int = 0
    """Valid ballots without any mark."""


class Places(NamedTuple):
    """Items, and the seats that they are equal at, or that a further round is over."""

    ids: tuple[int, ...]
    """Positions on the ballot of this round, 1 the first; no numbers of the list."""
    seats: int
    """How many of them can win."""


@dataclass(frozen=True, slots=True)
class Result:
    """All that may be told of the ballots. Items are numbered from 1 in printed order.

    None stands for what is not known or was not counted. Always valid + invalid = collected, and in
    each item 赞成 + 反对 + 弃权 + 该项作废 (+ 未按, 基本满意) = valid.
    """

    collected: int
    quorum: bool | None
    """Whether enough deputies are present; None where that is not known."""
    status: ItemStatus
    """VOID and NO_QUORUM have nothing of the fields below; UNDETERMINED has no winners either."""
    valid: int | None = None
    reasons: tuple[tuple[Reason, int], ...] = ()
    """How many ballots are invalid and why, without zeros, in the order of `Reason`."""
    items: tuple[Count, ...] | None = None
    needed: tuple[int | None, ...] | None = None
    """The fewest 赞成 with which each item passes; None for a base that is not known or 0."""
    qualified: tuple[int, ...] | None = None
    """Items that pass, in printed order."""
    elected: tuple[int, ...] = ()
    """Items that win, the best first."""
    tie: Places | None = None
    """Items that are equal at the last seat and between whom nothing decides, and the places left
    for them; they are not among the elected."""
    unfilled: int | None = None
    """空缺: seats that nobody has won; 0 in a tie, where it is not known yet."""
    next: Places | None = None
    """The round that the rules ask for, over a tie or over vacant seats."""
    blank: int = 0
    """Valid ballots without any mark."""
    settled: Places | None = None
    """Items with equally many votes at the last seat between whom a rule has decided."""
    levels: tuple[Verdict, ...] | None = None
    """In a survey, the level of each project: one of `LEVELS`, in printed order."""

    @property
    def overall(self) -> tuple[int, int]:
        """In a survey, 满意 and 基本满意 of all projects, and all answers to all projects.

        未评 and 不了解 are answers too: the share is one of the valid ballots.
        """
        items = self.items or ()
        return sum(count.satisfied for count in items), (self.valid or 0) * len(items)

    @property
    def invalid(self) -> int | None:
        """Ballots that are not valid."""
        return None if self.valid is None else self.collected - self.valid

    def as_json(self) -> dict[str, Any]:
        """The result as plain data; `items` hold 赞成, 反对, 弃权, 该项作废 and points.

        A survey has `levels` too, and in `items` 基本满意 in the place of the points. Where a hall
        votes by device there is `not_pressed` (未按), a number for each item.
        """
        items = self.items and [
            [c.yes, c.no, c.abstain, c.bad, c.points or c.fair] for c in self.items
        ]
        tie, after = self.tie, self.next
        not_pressed = [count.not_pressed for count in self.items or ()]
        more = {
            "levels": self.levels and [each.value for each in self.levels],
            "not_pressed": any(not_pressed) and not_pressed,
        }
        return {key: value for key, value in more.items() if value} | {
            "collected": self.collected,
            "valid": self.valid,
            "invalid": self.invalid,
            "reasons": {reason.value: number for reason, number in self.reasons},
            "quorum": self.quorum,
            "vote_valid": self.status is not ItemStatus.VOID,
            "items": items,
            "qualified": None if self.qualified is None else list(self.qualified),
            "elected": list(self.elected),
            "tie": tie and {"ids": list(tie.ids), "places": tie.seats},
            "unfilled": self.unfilled,
            "status": self.status.value,
            "next": after and {"ids": list(after.ids), "seats": after.seats},
        }


def rate(count: int, of: int) -> str:
    """A share in per cent with one decimal, rounded half up, reckoned in integers."""
    if not of:
        return "—"
    tenths = (2000 * count + of) // (2 * of)
    return f"{tenths // 10}.{tenths % 10}%"
