"""The rules of a vote (票决规则): what a ballot may hold, what passes, who wins.

No national law rules the ballots of 民生实事 votes; each congress adopts its own 票决办法. The
defaults leave unknown what is unknown: 0 seats, 0 deputies. Then only counts are shown: nothing
is ever put in the place of such a number.

Rules freeze when a vote begins, and their digest stands on the sheet; the numbers of the day alone
may change until the count. What the rules do is in `counting/tally.py`, how they are said in
`sheet/wording.py`, how they are kept in `rules_file.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple

from content.errors import Problem
from review.voting.rules.choices import (
    Base,
    BlankBallot,
    BlankItem,
    Conflict,
    Levels,
    Mode,
    Quorum,
    RankGaps,
    Shortfall,
    Threshold,
    Tie,
    TieBreak,
    UnderMin,
)

TITLE = "2024年民生实事候选项目试投票"
SURVEY_TITLE = "上年度民生实事项目满意度测评"
NO_LIMIT = -1
"""`select_max` of a ballot on which any number of items may be chosen."""
EACH = -1
"""`seats` of a vote in which every item passes or fails by itself."""
MOST = 100_000
"""No number of deputies or ballots is greater: a slip of some digits is refused on reading."""

NAMES = {
    "title": "名称",
    "deputies_total": "全体代表数",
    "present": "实到代表数",
    "issued": "发出票数",
    "collected": "收回票数",
    "quorum": "法定人数",
    "mode": "投票方式",
    "levels": "测评的档次",
    "select_max": "限选项数",
    "select_min": "至少选的项数",
    "under_min": "少选的票",
    "blank_ballot": "空白票",
    "blank_item": "没有记号的项",
    "conflict": "矛盾的记号",
    "rank_gaps": "跳号",
    "points": "排序计分",
    "seats": "应选项目数",
    "threshold": "通过的门槛",
    "base": "门槛的基数",
    "tie_chain": "票数相同时的比法",
    "tie": "末位票数相同时",
    "shortfall": "未选足时",
    "slate_ratio": "差额比例",
}
"""What the rules are called, in the order of the rules file."""


class Day(NamedTuple):
    """Numbers of the day among the rules, 0 where not known.

    They may change until the count, and no digest has them. See `Rules` for what each is.
    """

    deputies_total: int = 0
    present: int = 0
    issued: int = 0
    collected: int = 0


DAY = Day._fields
FROZEN = tuple(key for key in NAMES if key not in DAY)
"""The rules that stand from the beginning of a vote, by their names in the rules file."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one vote. 0 deputies, ballots or seats mean that the number is not known.

    Nothing is checked here: rules of a file may contradict themselves, see `faults`. What a rule
    does is told where its kind is defined, in `choices.py`.
    """

    title: str = TITLE
    deputies_total: int = 0
    """全体代表: those in office."""
    present: int = 0
    """实到代表: those who may vote; no more ballots than that may come back."""
    issued: int = 0
    """发出票数: with more ballots back the vote is void (选举法第四十四条, by analogy)."""
    collected: int = 0
    """收回票数, as it was counted in the hall, to be compared with the box."""
    quorum: Quorum = Quorum.TWO_THIRDS
    mode: Mode = Mode.YNA
    levels: Levels = Levels.THREE
    """What a survey asks; no other vote has levels."""
    select_max: int = 0
    """Most items that a ballot may choose: 0 for as many as seats, NO_LIMIT, or a number."""
    select_min: int = 0
    """Fewest items that a ballot should choose, and `under_min` what it is with fewer."""
    under_min: UnderMin = UnderMin.VALID
    blank_ballot: BlankBallot = BlankBallot.ABSTAIN
    blank_item: BlankItem = BlankItem.ABSTAIN
    conflict: Conflict = Conflict.ITEM
    rank_gaps: RankGaps = RankGaps.COMPRESS
    points: tuple[int, ...] = ()
    """What each place of a ranking earns; empty for limit, limit - 1, … 1 (Borda)."""
    seats: int = 0
    """应选项目数: 0 where it is not known, EACH where every item that passes is in."""
    threshold: Threshold = Threshold.MORE_THAN_HALF
    base: Base = Base.ALL
    tie_chain: tuple[TieBreak, ...] = ()
    tie: Tie = Tie.REVOTE
    shortfall: Shortfall = Shortfall.LEAVE
    slate_ratio: str = "1/5"
    """How many more than the vacant seats stand in another round, as a share of these seats; the
    text of a fraction from 0 to 1, with up to four digits above and below the stroke."""

    @property
    def limit(self) -> int | None:
        """Most items that a ballot may choose, or None where there is no limit."""
        if self.select_max == NO_LIMIT or self.mode is Mode.SURVEY:
            return None
        return self.select_max or max(self.seats, 0) or None

    @property
    def most_ballots(self) -> dict[str, int]:
        """What no more ballots may come back than, 0 where not known, by what it is called."""
        return {"发出的票": self.issued, "实到代表": self.present, "全体代表": self.deputies_total}

    @property
    def base_count(self) -> int | None:
        """What the threshold is a share of, 0 if not known; None where it is one of the ballots.

        Those are known only to the count: see `Base`.
        """
        return {Base.ALL: self.deputies_total, Base.PRESENT: self.present}.get(self.base)

    @property
    def has_quorum(self) -> bool | None:
        """Whether enough deputies are present; None where that is not known.

        It is not known as long as one of the two numbers is 0: never is it taken for kept.
        """
        if not self.quorum.is_asked:
            return True
        if not self.deputies_total or not self.present:
            return None
        return self.present >= self.quorum.needed(self.deputies_total)

    def slate_size(self, vacant: int) -> int:
        """How many items stand in another round over `vacant` seats, 1 or more.

        One more than the seats at least, and rounded up: with 1/5, 3 for 2 seats and 8 for 6.
        """
        numerator, denominator = map(int, self.slate_ratio.split("/"))
        return vacant + max(1, -(-vacant * numerator // denominator))

    def places(self, items: int) -> tuple[int, ...]:
        """Points of the first place, the second and so on, of a ranking of `items` items.

        Places behind the last one earn nothing.
        """
        return self.points or tuple(range(self.limit or items, 0, -1))

    @property
    def canonical(self) -> str:
        """The rules as one line of JSON that is the same for equal rules.

        What has its default is left out, so that a rule that comes later changes no older digest,
        and so are the numbers of the day.
        """
        rules, default = asdict(self), asdict(Rules())
        return canonical_text({key: rules[key] for key in FROZEN if rules[key] != default[key]})

    @property
    def day(self) -> Day:
        """The numbers of the day."""
        return Day(self.deputies_total, self.present, self.issued, self.collected)

    def on(self, day: Day) -> Rules:
        """The same rules with other numbers of the day."""
        return replace(self, **day._asdict())


def whole_number(text: str) -> int:
    """The number that is typed, of however many digits; MOST + 1 for any greater, -1 for none."""
    return min(int(text.lstrip("0")[:9] or 0), MOST + 1) if text.isdecimal() else -1


def canonical_text(data: Mapping[str, Any]) -> str:
    """Plain data as the one line of JSON that digests are over."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """The SHA-256 of a text, as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Fault(NamedTuple):
    """A contradiction within the rules."""

    key: str
    """The rule that should be changed, by its name in the rules file."""
    message: str
    """What contradicts what, a Chinese sentence."""
    remedy: str


def faults(rules: Rules, items: int | None = None) -> list[Fault]:
    """The contradictions within rules; with any of them no vote can be held.

    With `items`, how many the ballot has, numbers greater than that are among them.
    """
    checks = _checks(rules)
    found = [Fault(key, what, remedy) for key, is_wrong, what, remedy in checks if is_wrong]
    if items is None:
        return found
    for key in ("seats", "select_max", "select_min"):
        number = getattr(rules, key)
        if number > items:
            message = f"{NAMES[key]}是{number}，而票上只有{items}项。"
            found.append(Fault(key, message, f"请改为{items}或更小的数。"))
    if rules.mode is Mode.WHOLE and items != 1:
        message = f"整体表决的票上只有1项，而这里有{items}项。"
        found.append(Fault("mode", message, "请改用逐项表决。"))
    return found


def refuse_faults(rules: Rules, items: int | None) -> None:
    """Make sure that a vote over so many items can be held; None where that is not known yet.

    Raises:
        Problem: The rules contradict themselves.
    """
    for fault in faults(rules, items):
        raise Problem(fault.message, remedy=fault.remedy)


def _checks(rules: Rules) -> Iterator[tuple[str, bool, str, str]]:
    """Each possible contradiction: its rule, whether it is there, what it is and what to do."""
    yield "title", not rules.title.strip(), "投票没有名称。", "请写上名称。"
    wrong = bool(re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", rules.title))
    yield "title", wrong, "投票的名称里有换行或控制字符。", "请写成一行文字。"
    for key in (*DAY, "seats", "select_min"):
        least = EACH if key == "seats" else 0
        wrong = not least <= getattr(rules, key) <= MOST
        yield key, wrong, f"{NAMES[key]}应在0到{MOST}之间。", "不知道的数请写0。"
    wrong = not NO_LIMIT <= rules.select_max <= MOST
    yield "select_max", wrong, "限选项数写得不对。", "0表示同应选项目数，-1表示不限。"
    wrong = 0 < rules.deputies_total < rules.present
    message = f"实到代表（{rules.present}）多于全体代表（{rules.deputies_total}）。"
    yield "present", wrong, message, "请核对这两个数。"
    wrong = rules.limit is not None and rules.select_min > rules.limit
    message = f"至少要选{rules.select_min}项，又至多只能选{rules.limit}项。"
    yield "select_min", wrong, message, "请改小这个数，或改大限选项数。"
    is_survey = rules.mode is Mode.SURVEY
    what = "恰为半数算不算达到" if is_survey else "通过的门槛"
    wrong = rules.threshold is Threshold.UNSAID
    yield "threshold", wrong, f"{what}，规则没有写明。", "程序不会替您猜，请选定。"
    wrong = is_survey and (rules.threshold is Threshold.NONE or rules.base is Base.YES_NO)
    yield "threshold", wrong, "测评要有门槛和基数，才能判定满意不满意。", "请改正。"
    points = rules.points
    falling = list(points) == sorted(points, reverse=True)
    wrong = not falling or not all(0 <= each <= MOST for each in points)
    yield "points", wrong, "各名次的分数应从大到小，不小于0。", "例如 points = [5, 3, 1]。"
    wrong = len(set(rules.tie_chain)) < len(rules.tie_chain)
    yield "tie_chain", wrong, "同一种比法写了两次。", "请删去一个。"
    match = re.fullmatch(r"([0-9]{1,4})/([1-9][0-9]{0,3})", rules.slate_ratio)
    wrong = match is None or int(match[1]) > int(match[2])
    yield "slate_ratio", wrong, "差额比例应是不大于1的分数。", '例如 slate_ratio = "1/5"。'


def doubts(rules: Rules) -> list[str]:
    """What is possible but looks like a slip, each a Chinese sentence."""
    found = []
    if 0 < rules.present < rules.issued:
        found.append(f"发出票数（{rules.issued}）多于实到代表（{rules.present}），请核对。")
    if rules.base is Base.YES_NO and rules.mode in (Mode.APPROVE, Mode.RANK):
        found.append("这种票上没有反对，以“赞成与反对之和”为基数时，有一票赞成就算通过。")
    if TieBreak.FIRST in rules.tie_chain and rules.mode is not Mode.RANK:
        found.append("只有排序票才有“排第一”，这一条比不出先后。")
    if rules.blank_item is BlankItem.INVALID_BALLOT and rules.mode is not Mode.WHOLE:
        found.append("按规则有一项没有记号，整票作废：弃权（不选、不了解）也是没有记号。")
    if rules.threshold is Threshold.NONE and rules.seats == EACH:
        found.append("逐项表决而不设门槛，有一票赞成就算通过。")
    if rules.has_quorum is False:
        found.append("实到代表不足法定人数，票将不予计算。")
    return found


# Presets


class Preset(NamedTuple):
    """Rules that are set together."""

    name: str
    explanation: str
    rules: Rules
    """Those that it sets; the title, the quorum and the numbers of the day stay."""
    is_exact: bool = False
    """Whether neither more nor fewer items may be chosen than there are seats."""

    def apply(self, rules: Rules, seats: int) -> Rules:
        """Rules with this preset in them, for so many seats: 0 where not known, or EACH.

        What the preset leaves alone comes from `rules`: title, quorum, the numbers of the day.
        """
        if self.rules.mode is Mode.SURVEY:
            return survey_rules(rules, self.rules.threshold)
        if self.rules.seats == EACH:
            seats = EACH if self.rules.mode is Mode.WHOLE else seats or EACH
        seats = seats if self.rules.seats == EACH else max(seats, 0)
        kept = replace(
            self.rules.on(rules.day), title=rules.title, quorum=rules.quorum, seats=seats
        )
        return replace(kept, select_min=seats, select_max=seats) if self.is_exact else kept


def survey_rules(rules: Rules, threshold: Threshold = Threshold.UNSAID) -> Rules:
    """The rules of a 满意度测评; whether exactly half is enough has to be said."""
    return Rules(
        rules.title,
        *rules.day,
        Quorum.NONE,
        Mode.SURVEY,
        rules.levels,
        select_max=NO_LIMIT,
        seats=EACH,
        threshold=threshold,
        base=rules.base,
    )


SURVEY_PRESETS = (
    Preset(
        "恰为半数算达到",
        "“满意”达到半数（含恰为半数）的评为满意；不到而加上“基本满意”达到的，评为基本满意。",
        survey_rules(Rules(), Threshold.HALF),
    ),
    Preset(
        "恰为半数不算",
        "“满意”超过半数的评为满意；不到而加上“基本满意”超过的，评为基本满意。",
        survey_rules(Rules(), Threshold.MORE_THAN_HALF),
    ),
)
"""The two ways to judge a survey; none of them is chosen for the user."""

PRESETS = (
    Preset(
        "差额限选",
        "至多选应选项目数那么多项，赞成超过全体代表半数的，按得票多少入选。",
        Rules(),
    ),
    Preset(
        "逐项表决",
        "每项都可以赞成、反对或弃权，不限选几项；没有应选项目数时，赞成超过全体代表半数的都通过。",
        Rules(seats=EACH, select_max=NO_LIMIT),
    ),
    Preset(
        "整体表决",
        "全部候选项目作为一个整体，一次表决，赞成超过全体代表半数的通过。",
        Rules(seats=EACH, mode=Mode.WHOLE),
    ),
    Preset(
        "得票多者",
        "不要求过半数，按得票多少入选。",
        Rules(threshold=Threshold.NONE, base=Base.COLLECTED),
    ),
    Preset(
        "必须选满",
        "不多不少选满应选项目数，否则整票作废。",
        Rules(under_min=UnderMin.INVALID, blank_ballot=BlankBallot.INVALID),
        is_exact=True,
    ),
    Preset(
        "排序",
        "在至多应选项目数那么多项上写名次，按得分多少入选，不要求过半数。",
        Rules(mode=Mode.RANK, threshold=Threshold.NONE),
    ),
)
