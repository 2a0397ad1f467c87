"""What was promised and what was reported: in one report, or over two of one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from content.facts.lexicon import load_lexicon
from content.facts.model import Fact, Figures, Leftover, Omission, Side
from content.facts.pairing import NO_PAIRS, Likeness, MeasurePair, Pairing, pair
from content.facts.read import read_facts
from content.facts.years import Calendar, calendar
from content.report import Report


class FigureBook:
    """A report with its figures, each read once, when they are first asked for."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def figures(self) -> Figures:
        """All figures, and what was left out; a Problem if the lexicon cannot be read."""
        return read_facts(self.report, self.calendar, load_lexicon())

    @cached_property
    def calendar(self) -> Calendar:
        """The years of the report."""
        return calendar(self.report)

    @cached_property
    def place(self) -> str:
        """The place that it is of, such as 张店区; empty if its title block does not tell."""
        from content.parsing.title_block import read_facts  # of two reports only, and 15 ms

        return read_facts(self.report).place

    def on(self, side: Side) -> list[Fact]:
        """The figures of the parts that look back, or of those that look ahead, in order."""
        return [fact for fact in self.figures.facts if fact.side is side]

    def has(self, side: Side) -> bool:
        """Whether there is a part that looks back, or ahead."""
        return any(self.calendar.views[part.id].side is side for part in self.report.parts)

    @property
    def reviews_years(self) -> bool:
        """Whether all that looks back is about several years, and no paragraph about one."""
        told = (*self.calendar.views.values(), *self.calendar.told.values())
        views = [view for view in told if view.side is Side.RESULT]
        return bool(views) and all(view.several and view.year is None for view in views)


@dataclass(frozen=True)
class Comparison:
    """Results beside goals, or a sentence that says why there are none."""

    results: Report
    """The report whose results are meant."""
    goals: Report
    """That whose goals are meant: the same, or the one of the year before."""
    result_year: int | None = None
    goal_year: int | None = None
    """The year of each side; None where nothing is laid side by side."""
    refusal: str = ""
    """Why nothing is laid side by side, a Chinese sentence; empty where something is."""
    notice: str = ""
    """What to know before reading the rows, in Chinese; may be empty."""
    pairing: Pairing = NO_PAIRS
    """The rows, and what stands in none."""
    left_out: tuple[tuple[Report, Leftover], ...] = ()
    """Numbers that are no figures and were read by nobody: not those of dates and names."""

    def rows(self, likeness: Likeness) -> tuple[MeasurePair, ...]:
        """The rows of 主要指标 or of 可能相近."""
        return tuple(row for row in self.pairing.rows if row.likeness is likeness)

    def answer_to(self, goal: Fact | None) -> MeasurePair | None:
        """The row of a goal: what the report of the next year says of it, if it says anything."""
        return self._answers.get(goal)

    @cached_property
    def _answers(self) -> dict[Fact | None, MeasurePair]:
        return {row.goal: row for row in reversed(self.pairing.rows)}


# Numbers whose reason needs no second look.
_PLAIN = frozenset((Omission.DATE, Omission.ORDINAL, Omission.FOOTNOTE, Omission.NAME))


def compare(results: FigureBook, goals: FigureBook | None = None) -> Comparison:
    """Lay results beside goals of the report of the year before, or else of the same report.

    Within one report the goals are those of the year after the results. Where nothing can be laid
    side by side the reason is given: a part is missing, the year is not told, or the reports are
    of two places or of years that do not follow one another. A Problem if the lexicon cannot be
    read.
    """
    other = goals or results
    plan, aimed = results.calendar.plan, other.calendar.plan
    refusal = _refusal(results, other)
    if refusal or plan is None or aimed is None:
        return Comparison(results.report, other.report, refusal=refusal)
    texts = {paragraph.number: paragraph.text for paragraph in other.report.paragraphs}
    pairing = pair(results.on(Side.RESULT), other.on(Side.GOAL), texts, (plan - 1, aimed))
    books = (results,) if other is results else (other, results)
    left_out = tuple(
        (book.report, left)
        for book in books
        for left in book.figures.left_out
        if left.reason not in _PLAIN
    )
    found = Comparison(
        results.report, other.report, plan - 1, aimed, pairing=pairing, left_out=left_out
    )
    if results.reviews_years and not found.rows(Likeness.MAIN):
        return Comparison(results.report, other.report, refusal=_TERM)
    return replace(found, notice=_notice(found, results))


def same_place(one: str, other: str) -> bool:
    """Whether two names may be of one place: 淄博市张店区 and 张店区; unknown ones may."""
    return not one or not other or one.endswith(other) or other.endswith(one)


_TERM = "回顾部分讲的是几年的工作，目标是一年的，两者不能对照。"


def _refusal(results: FigureBook, goals: FigureBook) -> str:
    """Why two sides cannot be compared, a Chinese sentence; empty if they can."""
    if not results.has(Side.RESULT):
        return "没有认出回顾工作的部分，不能对照。"
    if not goals.has(Side.GOAL):
        return "没有认出提出目标的部分，不能对照。"
    plan, aimed = results.calendar.plan, goals.calendar.plan
    if plan is None or aimed is None:
        return "没有认出报告是哪一年的，不能对照。"
    one, two = goals.place, results.place
    if not same_place(one, two):
        return f"这两份报告不是一个地方的（{one}、{two}），不能对照。"
    if aimed != plan - 1 and results is not goals:
        return f"一份报告提出的是{aimed}年的目标，另一份报告的是{plan - 1}年的结果，不能对照。"
    return _TERM if results.reviews_years and results is not goals else ""


def _notice(found: Comparison, results: FigureBook) -> str:
    """What to know before reading the rows: why 主要指标 has none, or few."""
    if results.reviews_years:
        return f"回顾部分讲的是几年的工作，主要指标只列其中写明{found.result_year}年的数字。"
    if found.rows(Likeness.MAIN):
        return ""
    if not any(goal.indicator and goal.year for goal in found.pairing.goals):
        return "没有找到集中写明全年主要目标数字的段落，主要指标没有对照。"
    return "主要目标里的指标，在回顾部分没有找到同一年、同一单位的数字，主要指标没有对照。"
