"""What each rule of a vote may be set to.

The value of a member is what stands in rules files, in boxes and under digests: it never changes.
Its label is what is shown, and may. A new member with a value of its own changes no older vote.
A member is equal to its value, so that what JSON or TOML gives can be compared with it.
"""

from __future__ import annotations

from review.base.labelled import Labelled


class Share(Labelled):
    """What may be asked for as a share of a number, without any percentage.

    The values are `>1/2`, `>=2/3` and the like; any other means that no share is asked for.
    """

    @property
    def is_asked(self) -> bool:
        """Whether a share is asked for at all."""
        return self.startswith(">")

    def needed(self, base: int) -> int:
        """The smallest count that is enough of `base`, which is 0 or more.

        Of 45, `>1/2` needs 23 and `>=2/3` 30; of 44, `>1/2` needs 23 and `>=1/2` 22. Of 0, `>=`
        needs 0: whoever asks has to see to it that nothing passes on a base of 0.

        Raises:
            ValueError: No share is asked for.
        """
        numerator, denominator = map(int, self.lstrip(">=").split("/"))
        whole, rest = divmod(base * numerator, denominator)
        return whole if "=" in self and not rest else whole + 1


class Quorum(Share):
    """How many of the deputies have to be present: a share of 全体代表, those in office.

    Two thirds is that of 地方组织法第十四条, by analogy. Rules of some congresses say 超过三分之二:
    exactly two thirds are not enough there.
    """

    TWO_THIRDS = ">=2/3", "全体代表三分之二以上"
    MORE_THAN_TWO_THIRDS = ">2/3", "超过全体代表三分之二"
    MORE_THAN_HALF = ">1/2", "全体代表过半数"
    NONE = "none", "不设"


class Threshold(Share):
    """How much of the base an item needs in order to pass.

    More than half is that of 地方组织法第二十五条, by analogy, where the base is 全体代表. In a
    survey it is how much 满意, or 满意 and 基本满意 together, have to reach.
    """

    MORE_THAN_HALF = ">1/2", "过半数"
    HALF = ">=1/2", "二分之一以上（含本数）"
    TWO_THIRDS = ">=2/3", "三分之二以上（含本数）"
    ONE_THIRD = ">=1/3", "三分之一以上（含本数）"
    NONE = "none", "不设，得票多者入选"
    UNSAID = "unsaid", "还没有写明"
    """In a survey that nobody has judged by yet: published rules contradict themselves on whether
    exactly half is enough, so the program does not choose, and such rules hold no vote."""


class Base(Labelled):
    """Of what number the threshold is a share.

    The first two are numbers of the day, 0 where not known: then nothing can be decided. The others
    are known once ballots are counted; YES_NO is another number for each item.
    """

    ALL = "all", "全体代表"
    PRESENT = "present", "实到代表"
    COLLECTED = "collected", "收回票数"
    VALID = "valid", "有效票数"
    YES_NO = "yes_no", "赞成与反对之和"


class Mode(Labelled):
    """How a ballot is filled in.

    APPROVE has ○ alone; what is not chosen says nothing, and a × means nothing there. YNA has ○, ×
    and no mark. RANK has numbers, 1 the best. WHOLE is YNA with all candidates as its one item.
    SURVEY judges what was done last year, and chooses nothing.
    """

    APPROVE = "approve", "限选"
    YNA = "yna", "逐项赞成、反对、弃权"
    RANK = "rank", "排序"
    WHOLE = "whole", "整体表决"
    SURVEY = "survey", "满意度测评"


class Levels(Labelled):
    """What deputies can say of a project of last year.

    With THREE, a project that a ballot does not judge is 未评; with FOUR it is 不了解, which has a
    box of its own. Both are counted as `Count.abstain`.
    """

    THREE = "three", "满意、基本满意、不满意"
    FOUR = "four", "满意、基本满意、不满意、不了解"


class UnderMin(Labelled):
    """What a ballot is that chooses fewer than `Rules.select_min`; a blank one is another case."""

    VALID = "valid", "有效，只作提醒"
    INVALID = "invalid", "整票作废"


class BlankBallot(Labelled):
    """What a ballot without any mark is; one whose marks are all illegible is none."""

    ABSTAIN = "abstain", "有效，各项均为弃权"
    INVALID = "invalid", "作废"


class BlankItem(Labelled):
    """What an item without a mark is, on a ballot that has marks elsewhere."""

    ABSTAIN = "abstain", "该项弃权"
    INVALID_BALLOT = "invalid_ballot", "整票作废"


class Conflict(Labelled):
    """What a contradictory or illegible mark spoils: its item, its ballot, or nothing.

    Only paper has such marks. In every case it is no ○ and uses up nothing of the limit.
    """

    ITEM = "item", "该项作废"
    BALLOT = "ballot", "整票作废"
    ABSTAIN = "abstain", "该项按弃权计"


class RankGaps(Labelled):
    """What a ranking is that leaves numbers out, such as 1, 3; COMPRESS reads it as 1, 2."""

    COMPRESS = "compress", "依次递补"
    INVALID = "invalid", "整票作废"


class TieBreak(Labelled):
    """What is compared next when items are equal in 赞成, or in a ranking in points.

    Nothing is, unless the 票决办法 of a congress says so: `Rules.tie_chain` is empty by default.
    """

    NO_ASC = "no_asc", "反对少者在先"
    YES = "yes", "赞成（被排）多者在先"
    FIRST = "first", "排第一多者在先"


class Tie(Labelled):
    """What decides between items that are equal at the last seat, after all that was compared.

    REVOTE is that of 地方组织法第二十九条, by analogy. LOT is done by hand: the program draws no
    lots, and the result stays a tie. ALL_IN may give more winners than seats, NONE_IN fewer.
    """

    REVOTE = "revote", "就并列项再次投票"
    LOT = "lot", "抽签（由人工进行）"
    ORDER = "order", "按票面顺序"
    ALL_IN = "all_in", "全部入选"
    NONE_IN = "none_in", "均不入选"


class Shortfall(Labelled):
    """What happens to seats that no item has won, since too few items pass.

    ANOTHER_ROUND is over the vacant seats, with `Rules.slate_size` items, under the same threshold.
    """

    LEAVE = "leave", "空缺"
    ANOTHER_ROUND = "another_round", "另行投票"
