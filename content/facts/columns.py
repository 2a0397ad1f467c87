"""Figures in the cells of a table: the heading of a column says their year, and what they are.

A cell may hold the number alone: its unit then stands in a column of units, behind the name of the
row, 地区生产总值（亿元）, or of the column, or in a line over the table, 单位：万元.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from content.facts.lexicon import Measure
from content.facts.model import Doubt, Fact, FactKind, Figures, Leftover, Omission, Side
from content.importing.formats import CELLS, ROW_LIMIT
from content.report import Report

_YEAR = re.compile(r"(?<![\d比较])(?:19|20)\d\d(?=年|$)")
_AHEAD = re.compile("预期|目标|计划|草案|安排|预算(?!执行)")
_BEHIND = re.compile("完成|实[际绩现]|执行|决算|增[长速幅]|[同环]比|上年")
_GROWTH = re.compile("增[长速幅减]|[同环]比|±")
_RATE = re.compile("[%％]|增长率|增[速幅]")
_UNIT = re.compile(r"(?:计量)?单位")
_COUNT = re.compile(r"(?!(?:19|20)\d\d$)[\d.,]+[%％]?")
_HEAD = re.compile("(?:主要)?(?:指标|项目|名称|序号|类别|内容|任务)(?:名称)?|")
_CAPTION = 20
"""Characters of a cell over the whole width of a table at most."""
_LINE = 60
"""Those of a line over a table at most that tells its year and its unit."""
_PROSE = re.compile("[。；！]|，(?![%％])|：$")
_UNIT_OF_ALL = re.compile(r"单位[:：][ \u3000]*([^\s｜，、）)]{1,8})(?=[，、][%％]|[\s）)｜]|$)")
_BEHIND_NAME = re.compile(r"[（(]([^（）()]{1,8})[）)]$")
_NAMES = re.compile("指标|项目|名称|科目")


def with_columns(
    report: Report, figures: Figures, plan: int | None, measure: Callable[[str], Measure | None]
) -> Figures:
    """The same figures, and the numbers alone in cells; what a heading tells, they are of.

    `plan` is the year that the report plans; `measure` finds the indicator of a name.
    """
    headings = _headings(report, {fact.paragraph for fact in figures.facts})
    if not headings:
        return figures
    facts, left_out = list(figures.facts), []
    for left in figures.left_out:
        cells = headings.get(left.paragraph)
        row = report.paragraph(left.paragraph).text
        bare = cells and left.reason is Omission.UNRECOGNISED
        fact = _bare(row, cells, left, measure) if cells and bare else None
        if fact:
            facts.append(fact)
        else:
            left_out.append(left)
    for at, fact in enumerate(facts):
        if cells := headings.get(fact.paragraph):
            before = report.paragraph(fact.paragraph).text[: fact.start].split(CELLS)
            told = _told(fact, cells[len(before) - 1], plan)
            if CELLS in fact.name:
                name = _row_name(cells, before[:-1])
                found = measure(name)
                told = replace(told, name=name, indicator=found.indicator if found else "")
            facts[at] = told
    facts.sort(key=lambda fact: (fact.paragraph, fact.start))
    return Figures(tuple(facts), tuple(left_out))


def _bare(
    row: str, heading: list[str], left: Leftover, measure: Callable[[str], Measure | None]
) -> Fact | None:
    """The figure that a number alone in its cell is; None if its row and column do not tell.

    A column of rates is in percent; one that measures against something else has no figures.
    """
    cells = [cell.strip() for cell in row.split(CELLS)]
    at = row.count(CELLS, 0, left.start)
    units = [
        cell for head, cell in zip(heading, cells, strict=True) if _UNIT.fullmatch(head.strip())
    ]
    name = _row_name(heading, cells[:at])
    inside = _BEHIND_NAME.search(name)
    of_column = _BEHIND_NAME.search(heading[at])
    unit = inside[1] if inside else "".join(units[:1]) or (of_column[1] if of_column else "")
    is_growth, is_rate = (re.search(each, heading[at]) is not None for each in (_GROWTH, _RATE))
    if is_growth and is_rate:
        unit = "%"
    elif is_growth or is_rate:  # 比上年增减, 为预算%: not of the unit of the row
        return None
    told = _AHEAD.search(heading[at]) or _BEHIND.search(heading[at]) or _YEAR.search(heading[at])
    if row[left.start : left.end] != cells[at] or not (unit and name and told):
        return None
    name = name[: inside.start()] if inside else name
    share = FactKind.GROWTH if _GROWTH.search(name + heading[at]) else FactKind.SHARE
    found = measure(name)
    return Fact(
        paragraph=left.paragraph,
        start=left.start,
        end=left.end,
        quote_start=0,
        quote_end=len(row),
        quote=row,
        name=name,
        side=Side.UNKNOWN,
        value=cells[at],
        unit=unit,
        kind=share if unit in ("%", "％") else FactKind.COUNT,
        indicator=found.indicator if found else "",
        doubts=(Doubt.YEAR_UNSTATED,),
    )


def _row_name(heading: list[str], cells: list[str]) -> str:
    """What names a row, of the cells before a number; a class over several rows does not."""
    named = [cell for head, cell in zip(heading, cells, strict=False) if _NAMES.search(head)]
    names = (cell.strip() for cell in (*named, *cells))
    return next((name for name in names if re.search(r"[\u4e00-\u9fff]{2}", name)), "")


def _headings(report: Report, counting: set[int]) -> dict[int, list[str]]:
    """The cells of the heading over each row, by the number of its paragraph.

    A row that has figures, being one of those `counting`, is no heading. One of two rows is joined;
    a line alone between rows, a cell over the whole width, ends no table.
    """
    found: dict[int, list[str]] = {}
    heading: list[str] = []
    told: list[str] = []  # the same with what the lines over the table tell
    caption = ""  # those two lines
    above = 0  # cells of the paragraph before
    for paragraph in report.paragraphs:
        row = paragraph.text if len(paragraph.text) <= ROW_LIMIT else ""
        cells = row.split(CELLS)
        if len(cells) == 1:
            is_line = re.search(r"^表|\d年|单位", row) or not 0 < len(row) <= _CAPTION
            is_cell = above > 1 and not is_line
            heading = heading if is_cell else []
            line = "" if len(row) > _LINE or _PROSE.search(row) else row
            caption = ("" if above > 1 else caption.rpartition(CELLS)[2]) + CELLS + line
        elif paragraph.number not in counting and _tells(cells, heading):
            goes_on = paragraph.number - 1 not in found and above == len(cells) == len(heading)
            heading = [a + b for a, b in zip(heading, cells, strict=True)] if goes_on else cells
            told = _captioned(heading, caption)
        elif len(cells) == len(heading):
            found[paragraph.number] = told
        above = len(cells)
    return found


def _captioned(heading: list[str], caption: str) -> list[str]:
    """The cells of a heading, with the year and the unit that the lines over the table tell.

    A growth that names no year is that of the amount before it: 2024年预算数, 增长%.
    """
    years, unit = {*_YEAR.findall(caption)}, _UNIT_OF_ALL.search(caption)
    year = f"{min(years)}年" if len(years) == 1 else ""
    told, amount = [], ""
    for cell in heading:
        ahead, dated = _AHEAD.search(cell), _YEAR.search(cell)
        if _GROWTH.search(cell) and not (ahead or dated):
            told.append(amount + cell)
        elif ahead or dated or _BEHIND.search(cell):
            of_all = f"（{unit[1]}）" if unit and not _BEHIND_NAME.search(cell) else ""
            told.append(("" if dated else year) + cell + of_all)
            amount = amount if _RATE.search(cell) else told[-1]
        else:
            told.append(cell)
    return told


def _tells(cells: list[str], above: list[str]) -> bool:
    """Whether a row says what the columns below it are: words, and no number but of a year.

    One as wide as the heading above also begins as headings do, else it is a row that has words.
    """
    may = len(cells) != len(above) or _HEAD.fullmatch("".join(cells[0].split()))
    counts = any(_COUNT.fullmatch(cell.strip()) for cell in cells)
    return bool(may and not counts) and any(
        pattern.search(cell) for cell in cells[1:] for pattern in (_YEAR, _AHEAD, _BEHIND)
    )


def _told(fact: Fact, heading: str, plan: int | None) -> Fact:
    """The same figure, of the year and the side that the heading of its column tells."""
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
