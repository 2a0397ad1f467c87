"""满意度测评: what deputies think of last year's projects, level by level.

Whether exactly half is enough is for the rule to say; it is never guessed. Shares are compared in
integers.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem
from review.voting.counting.paper_columns import PaperItem
from review.voting.counting.totals import TotalsTable, read_totals, refuse_slips
from review.voting.rules.choices import Share

LEVELS = {
    "good": "满意|很满意|非常满意",
    "fair": "基本满意|比较满意",
    "poor": "不满意",
    "unknown": "不了解|弃权|不了解（弃权）|未评价",
}
"""What the columns of a survey are called."""

GOOD, FAIR, POOR = "满意", "基本满意", "不满意"


class SurveyRule(NamedTuple):
    """How a survey is judged."""

    inclusive: bool
    """Whether exactly half is enough."""
    base: str
    """total, present or valid: what the half is a half of."""

    @property
    def share(self) -> Share:
        """The half that has to be reached."""
        return Share(1, 2, strict=not self.inclusive)


class SurveyLine(NamedTuple):
    """One project of a survey."""

    item: int
    """Position of the project, 0-based."""
    numbers: tuple[int, int, int, int]
    """满意, 基本满意, 不满意, 不了解."""
    verdict: str

    @property
    def satisfied(self) -> int:
        """满意 and 基本满意 together: what the rate of satisfaction is of."""
        return self.numbers[0] + self.numbers[1]


class Survey(NamedTuple):
    """A survey that adds up."""

    base: int
    """The number that the half is of."""
    needed: int
    """The fewest that are enough."""
    valid: int
    lines: tuple[SurveyLine, ...]

    @property
    def overall(self) -> tuple[int, int]:
        """满意 and 基本满意 of all projects, and all answers to all projects."""
        return sum(line.satisfied for line in self.lines), self.valid * len(self.lines)


def read_survey(path: Path, items: Sequence[PaperItem], rule: SurveyRule) -> Survey:
    """Judge a table of totals.

    Args:
        path: A CSV file, see `review.voting.counting.totals`; its columns are 满意, 基本满意,
            不满意 and perhaps 不了解.
        items: The projects.
        rule: How they are judged.

    Raises:
        Problem: A number cannot be read, a row does not add up, or the base is not known.
    """
    table = read_totals(path, items, LEVELS)
    for level, name in (("good", GOOD), ("fair", FAIR), ("poor", POOR)):
        if level not in table.columns:
            raise Problem(f"缺少“{name}”这一列。", path=path, remedy="请补上这一列，没有就写0。")
    refuse_slips(path, table.rows, table.figures.get("valid"))
    valid = sum(table.rows[0].numbers)
    base = _base(path, table, rule, valid)
    lines = tuple(
        SurveyLine(row.item, _four(row.numbers), judge(_four(row.numbers), base, rule))
        for row in table.rows
    )
    return Survey(base, rule.share.needed(base), valid, lines)


def judge(numbers: Sequence[int], base: int, rule: SurveyRule) -> str:
    """满意 where that half says so, else 基本满意 where both together do, else 不满意."""
    if rule.share.reached(numbers[0], base):
        return GOOD
    return FAIR if rule.share.reached(numbers[0] + numbers[1], base) else POOR


def _four(numbers: tuple[int, ...]) -> tuple[int, int, int, int]:
    good, fair, poor, *rest = numbers
    return good, fair, poor, sum(rest)


def _base(path: Path, table: TotalsTable, rule: SurveyRule, valid: int) -> int:
    base = valid if rule.base == "valid" else table.figures.get(rule.base, 0)
    if not base:
        name = {"total": "全体代表", "present": "实到代表"}[rule.base]
        remedy = f"请在表头上面写一行“{name},人数”，或改用--base valid。"
        raise Problem(f"{name}数没有写，判定不了。", path=path, remedy=remedy)
    if base < valid:
        message = f"有效票{valid}张，多于作为基数的{base}人。"
        raise Problem(message, path=path, remedy="请核对人数。")
    return base
