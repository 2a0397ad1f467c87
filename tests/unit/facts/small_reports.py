"""Reports of our own making, short enough to be read at a glance."""

from __future__ import annotations

from content.facts.comparison import FigureBook, compare
from content.facts.model import Fact, Side
from content.facts.pairing import Likeness, MeasurePair
from content.parsing.outline import parse
from content.report import Report


def report(
    past: str,
    plan: str,
    *,
    year: int = 2024,
    place: str = "青禾县",
    review: str = "",
) -> Report:
    """A report with a part that looks back and one that looks ahead.

    Args:
        past: The paragraph of the first part.
        plan: That of the second.
        year: The year that is planned.
        place: Whose report it is.
        review: The heading of the first part, if it is another.
    """
    text = f"""政府工作报告
——{year}年1月20日在{place}第十八届人民代表大会第三次会议上
{place}人民政府县长　某某

各位代表：
现在，我代表县人民政府，向大会报告工作，请予审议。
一、{review or f"{year - 1}年工作回顾"}
{past}
工作中还有不少困难和问题，我们一定认真加以解决。
二、{year}年工作安排
{plan}
各位代表！让我们团结奋斗，谱写新篇章！
"""
    return parse(text, report_id=f"r{year}")


def facts(past: str = "我们做了工作。", plan: str = "我们要做工作。") -> list[Fact]:
    """The figures of such a report."""
    return list(FigureBook(report(past, plan)).figures.facts)


def goals(plan: str) -> list[Fact]:
    """The figures that such a report plans."""
    return [fact for fact in facts(plan=plan) if fact.side is Side.GOAL]


def rows(past: str, plan: str) -> list[MeasurePair]:
    """The rows of such a report."""
    return list(compare(FigureBook(report(past, plan))).pairing.rows)


def main_rows(past: str, plan: str) -> list[tuple[str, str, str]]:
    """Name, result and goal of each row of 主要指标."""
    return [
        (row.name, row.result.value + row.result.unit, row.goal.value + row.goal.unit)
        for row in rows(past, plan)
        if row.likeness is Likeness.MAIN
    ]


PLAN = (
    "今年主要预期目标是：地区生产总值增长6%左右，固定资产投资增长8%，"
    "社会消费品零售总额增长7%，城镇新增就业5000人。"
)
"""A paragraph that lists a year's goals."""
