"""What each rule of a vote may be set to. The values are those of the rules file."""

from __future__ import annotations

from enum import Enum


class Choice(str, Enum):
    """One of several values that are kept, with its Chinese name."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Choice:
        """A choice that is equal to its value in a file."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Share(Choice):
    """What may be asked for as a share of a number, without any percentage."""

    @property
    def is_asked(self) -> bool:
        """Whether a share is asked for at all."""
        return self.startswith(">")

    def needed(self, base: int) -> int:
        """The smallest count that is enough of `base`; >= has exactly the share be enough."""
        numerator, denominator = map(int, self.lstrip(">=").split("/"))
        whole, rest = divmod(base * numerator, denominator)
        return whole if "=" in self and not rest else whole + 1


class Quorum(Share):
    """How many of the deputies have to be present (地方组织法第十四条, by analogy)."""

    TWO_THIRDS = ">=2/3", "全体代表三分之二以上"
    MORE_THAN_TWO_THIRDS = ">2/3", "超过全体代表三分之二"
    MORE_THAN_HALF = ">1/2", "全体代表过半数"
    NONE = "none", "不设"


class Threshold(Share):
    """How much of the base an item needs in order to pass."""

    MORE_THAN_HALF = ">1/2", "过半数"
    HALF = ">=1/2", "二分之一以上（含本数）"
    TWO_THIRDS = ">=2/3", "三分之二以上（含本数）"
    ONE_THIRD = ">=1/3", "三分之一以上（含本数）"
    NONE = "none", "不设，得票多者入选"
    UNSAID = "unsaid", "还没有写明"


class Base(Choice):
    """Of what number the threshold is a share."""

    ALL = "all", "全体代表"
    PRESENT = "present", "实到代表"
    COLLECTED = "collected", "收回票数"
    VALID = "valid", "有效票数"
    YES_NO = "yes_no", "赞成与反对之和"


class Mode(Choice):
    """How a ballot is filled in."""

    APPROVE = "approve", "限选"
    YNA = "yna", "逐项赞成、反对、弃权"
    RANK = "rank", "排序"
    WHOLE = "whole", "整体表决"
    SURVEY = "survey", "满意度测评"


class Levels(Choice):
    """What deputies can say of a project of last year."""

    THREE = "three", "满意、基本满意、不满意"
    FOUR = "four", "满意、基本满意、不满意、不了解"


class UnderMin(Choice):
    """What a ballot is that chooses fewer than it should."""

    VALID = "valid", "有效，只作提醒"
    INVALID = "invalid", "整票作废"


class BlankBallot(Choice):
    """What a ballot without any mark is."""

    ABSTAIN = "abstain", "有效，各项均为弃权"
    INVALID = "invalid", "作废"


class BlankItem(Choice):
    """What an item without a mark is, on a ballot that has marks elsewhere."""

    ABSTAIN = "abstain", "该项弃权"
    INVALID_BALLOT = "invalid_ballot", "整票作废"


class Conflict(Choice):
    """What a contradictory or illegible mark spoils."""

    ITEM = "item", "该项作废"
    BALLOT = "ballot", "整票作废"
    ABSTAIN = "abstain", "该项按弃权计"


class RankGaps(Choice):
    """What a ranking is that leaves numbers out."""

    COMPRESS = "compress", "依次递补"
    INVALID = "invalid", "整票作废"


class TieBreak(Choice):
    """What is compared next when items are equal."""

    NO_ASC = "no_asc", "反对少者在先"
    YES = "yes", "赞成（被排）多者在先"
    FIRST = "first", "排第一多者在先"


class Tie(Choice):
    """What decides between items that are equal at the last seat."""

    REVOTE = "revote", "就并列项再次投票"
    LOT = "lot", "抽签（由人工进行）"
    ORDER = "order", "按票面顺序"
    ALL_IN = "all_in", "全部入选"
    NONE_IN = "none_in", "均不入选"


class Shortfall(Choice):
    """What happens to seats that no item has won."""

    LEAVE = "leave", "空缺"
    ANOTHER_ROUND = "another_round", "另行投票"
