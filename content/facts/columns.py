"""Figures in the cells of a table: the heading of a column says their year, and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from content.facts.model import Doubt, Fact, FactKind, Side
from content.importing.formats import CELLS
from content.report import Report

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|$)")
_AHEAD = re.compile("预期|目标|计划|草案|安排|预算(?!执行)")
_BEHIND = re.compile("完成|实[际绩现]|执行|决算|增[长速幅]|[同环]比|上年")
_GROWTH = re.compile("增[长速幅]|[同环]比|±")


def by_columns(report: Report, facts: Iterable[Fact], plan: int | None) -> Iterator[Fact]:
    """The same figures; those below the heading of a column are of the year and side it tells.

    `plan` is the year that the report plans. The first of the rows that follow one another is the
    heading, if it has as many cells as the others.
    """
    headings = _headings(report)
    for fact in facts:
        cells = headings.get(fact.paragraph)
        if cells is None:
            yield fact
            continue
        text = report.paragraph(fact.paragraph).text
        yield _told(fact, cells[text.count(CELLS, 0, fact.start)], plan)


def _headings(report: Report) -> dict[int, list[str]]:
    """The cells of the heading over each row, by the number of its paragraph."""
    found: dict[int, list[str]] = {}
    heading: list[str] = []
    for paragraph in report.paragraphs:
        cells = paragraph.text.split(CELLS)
        if len(cells) > 1 and len(cells) == len(heading):
            found[paragraph.number] = heading
        elif len(cells) == 1 or not heading:
            heading = cells if len(cells) > 1 else []
    return found


def _told(fact: Fact, heading: str, plan: int | None) -> Fact:
    years = {int(year) for year in _YEAR.findall(heading)}
    year = years.pop() if len(years) == 1 else None
    if _AHEAD.search(heading):  # what was planned for the year looked back on is no goal any more
        side = Side.UNKNOWN if year and plan and year < plan else Side.GOAL
    elif _BEHIND.search(heading) or (year and plan and year < plan):
        side = Side.RESULT
    elif year and plan:
        side = Side.GOAL
    else:
        return fact
    if year:
        doubts = tuple(doubt for doubt in fact.doubts if doubt is not Doubt.YEAR_UNSTATED)
        fact = replace(fact, year=year, several=False, doubts=doubts)
    is_growth = fact.kind is FactKind.SHARE and _GROWTH.search(heading) is not None
    return replace(fact, side=side, kind=FactKind.GROWTH if is_growth else fact.kind)
