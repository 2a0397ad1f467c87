"""对照 and 任务清单 as rows of cells, these as text, paper or table, and all of it as JSON.

A `ComparisonSheet` is made once, of one comparison or of the tasks that are wanted; text, Word and
CSV are laid out from its cells, so that they say the same. JSON is made of the figures themselves:
other programs want places and years, which no cell has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from content.facts.commitments import Commitment
from content.facts.comparison import Comparison
from content.facts.model import Fact
from content.facts.pairing import Likeness
from content.report import Report
from review.base.paper import Body, Grid, Paper, Part, Section
from review.base.spreadsheet import csv_text
from review.compare.task_states import Kept, TaskState

NEXT_YEAR, NO_ANSWER = "下一年报告怎么说", "没有找到对应的数字"

_LEFT_OUT = "没有列入的数字"
_SIDES = (2, 5)
"""Columns (0-based) in which the result and the goal begin: quote, number, citation of each."""

_NUMBER = re.compile(r"\d+(?:[eE]\d+)?")
"""Ids of tasks that a spreadsheet would take for a number: 57328310, and 1e418814 for a power."""

LABELS = {Likeness.MAIN: "主要指标", Likeness.NEAR: "可能相近"}


class ComparisonSheet(NamedTuple):
    """A table, with the columns of `comparison_sheet` or `task_sheet`, on whose order it counts."""

    title: str
    """What it is and of which report, a full-width blank between: 任务清单　张店区2024年…."""
    remarks: tuple[str, ...]
    """Sentences above the rows: why there are none, or what to know before reading them."""
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]


def years(found: Comparison) -> tuple[str, str]:
    """What the two sides are called: 2023年结果 and 2024年目标, without years if it was refused."""
    if found.result_year is None:
        return "结果", "目标"
    return f"{found.result_year}年结果", f"{found.goal_year}年目标"


def comparison_sheet(found: Comparison) -> ComparisonSheet:
    """All rows of a comparison, and what stands alone; the number is never without its quote.

    The first cell says which block a row belongs to: 主要指标 and 可能相近 have both sides, and one
    have 只有目标 and 只有结果. 没有列入的数字 are numbers that were read as no figure, with twelve
    characters of their paragraph on either side and the reason in the last cell.
    """
    result, goal = years(found)
    header = ("类别", "名称", result, "数字", "出处", goal, "数字", "出处", "说明")
    nothing = ("", "", "")
    rows: list[tuple[str, ...]] = []
    for likeness, label in LABELS.items():
        for row in found.rows(likeness):
            left, right = _cells(found.results, row.result), _cells(found.goals, row.goal)
            rows.append((label, row.name, *left, *right, "；".join(row.marks)))
    for fact in found.pairing.goals:
        rows.append(("只有目标", fact.name, *nothing, *_cells(found.goals, fact), ""))
    for fact in found.pairing.results:
        rows.append(("只有结果", fact.name, *_cells(found.results, fact), *nothing, ""))
    for report, left_out in found.left_out:
        text = report.paragraph(left_out.paragraph).text
        around = text[max(0, left_out.start - 12) : left_out.end + 12]
        side = (around, number_cell(text[left_out.start : left_out.end]))
        place = report.paragraph(left_out.paragraph).citation
        rows.append((_LEFT_OUT, "", *side, place, *nothing, left_out.reason.value))
    titles = dict.fromkeys((found.goals.title, found.results.title))
    remarks = tuple(filter(None, (found.refusal, found.notice)))
    return ComparisonSheet(f"对照　{'与'.join(titles)}", remarks, header, rows)


def _cells(report: Report, fact: Fact) -> tuple[str, str, str]:
    citation = report.paragraph(fact.paragraph).citation
    return fact.quote, number_cell(fact.value + fact.unit), citation


def number_cell(number: str) -> str:
    """A number in quotation marks: a spreadsheet would make 3-5 a day, and 30% a 0.3.

    Text and paper take the marks off again (`_said`).
    """
    return f"“{number}”"


def task_sheet(
    report: Report, tasks: Iterable[Commitment], kept: Kept, next_year: Comparison | None
) -> ComparisonSheet:
    """The tasks, in the order given, with what is kept of them.

    With `next_year`, the goals of the report beside the results of the next one, there is a ninth
    column, empty for a task without a figure, since only figures are compared.
    """
    more = (NEXT_YEAR,) if next_year else ()
    header = ("编号", "主题", "原文", "数字", "出处", "状态", "记录", "日期", *more)
    rows: list[tuple[str, ...]] = []
    for task in tasks:
        state, words, day = kept.mine(task)
        number = number_cell(task.fact.value + task.fact.unit) if task.fact else ""
        citation = report.paragraph(task.span.first).citation
        said = (_answer(next_year, task),) if next_year else ()
        rows.append(
            (task.id, task.topic, task.quote, number, citation, state.value, words, day, *said)
        )
    return ComparisonSheet(f"任务清单　{report.title}", (), header, rows)


def _answer(next_year: Comparison, task: Commitment) -> str:
    if task.fact is None:
        return ""
    row = next_year.answer_to(task.fact)
    if row is None:
        return NO_ANSWER
    near = "（可能相近）" if row.likeness is Likeness.NEAR else ""
    return near + _said(_cells(next_year.results, row.result))


def as_csv(sheet: ComparisonSheet) -> str:
    """The table as CSV (RFC 4180), header first, of which a spreadsheet calculates nothing.

    Ids that are a number by accident get an apostrophe before them, numbers stand in quotation
    marks already (`number_cell`), and of formulas `csv_text` takes care. A day such as 2024-02-01
    is left to be one.
    """
    rows = ([f"'{cell}" if _NUMBER.fullmatch(cell) else cell for cell in row] for row in sheet.rows)
    return csv_text([sheet.header, *rows])


def comparison_text(sheet: ComparisonSheet) -> str:
    """A comparison to be read, block by block, each with its count.

    A row of two sides takes three lines: its name and what to heed, the result, the goal. A row of
    one side takes one. Where nothing was compared the remarks stand alone.
    """
    lines = [sheet.title, *sheet.remarks]
    for label, rows in _blocks(sheet):
        lines += ["", f"{label}（{len(rows)}）"]
        for row in rows:
            name, marks = row[1], row[-1]
            if label in LABELS.values():
                lines.append(f"  {name}" + (f"　［{marks}］" if marks else ""))
                lines += (f"    {sheet.header[at]}　{_said(row[at : at + 3])}" for at in _SIDES)
            else:
                lines.append(f"  {_said(_only_side(row))}" + (f"　{marks}" if marks else ""))
    return "\n".join(lines) + "\n"


def comparison_paper(sheet: ComparisonSheet) -> Paper:
    """Result and goal of each row in cells beside each other, each with number and citation.

    Numbers that were left out have no place in a paper to be handed in, nor have empty blocks.
    """
    parts: list[Part] = [Body(remark) for remark in sheet.remarks]
    if sheet.rows:
        parts.append(Body("以下都是报告原文，括号里是其中的数字和出处。"))
    head = ("名称", *(sheet.header[at] for at in _SIDES), "说明")
    for label, rows in _blocks(sheet):
        paired = [
            (row[1], *(_said(row[at : at + 3], "\n") for at in _SIDES), row[-1]) for row in rows
        ]
        if rows and label in LABELS.values():
            parts += (Section(f"{label}（{len(rows)}）"), Grid([head, *paired], (3, 5, 5, 2)))
        elif rows and label != _LEFT_OUT:
            alone = [(_said(_only_side(row), "\n"),) for row in rows]
            parts += (Section(f"{label}（{len(rows)}）"), Grid([("原文",), *alone]))
    return Paper(sheet.title.replace("　", "："), parts)


def _blocks(sheet: ComparisonSheet) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The rows of each block; the first two blocks are there even if they have none."""
    if not sheet.rows:
        return []
    blocks: dict[str, list[tuple[str, ...]]] = {label: [] for label in LABELS.values()}
    for row in sheet.rows:
        blocks.setdefault(row[0], []).append(row)
    return list(blocks.items())


def _only_side(row: tuple[str, ...]) -> tuple[str, ...]:
    """Quote, number and citation of a row that has one side only: the side with a quote."""
    return next(row[at : at + 3] for at in _SIDES if row[at])


def _said(side: Sequence[str], parting: str = "") -> str:
    """A side in one cell or line: 地区生产总值增长5%以上（5%，二第2段）.

    `parting` stands between the quote and the brackets: a line end where there are cells.
    """
    quote, number, citation = side
    return f"{quote}{parting}（{number.strip('“”')}，{citation}）"


def task_text(sheet: ComparisonSheet) -> str:
    """The tasks to be read, one a line; what next year's report says of one has its own."""
    lines = [f"{sheet.title}（{len(sheet.rows)}项）"]
    for task_id, topic, quote, _, citation, state, words, day, *said in sheet.rows:
        mine = f"　{day} {words}".rstrip() if day else ""
        sign = TaskState(state).sign
        lines.append(f"{sign} {task_id}  {topic}  {quote}（{citation}）  {state}{mine}")
        lines += (f"    {NEXT_YEAR}：{answer}" for answer in said if answer)
    return "\n".join(lines) + "\n"


def task_paper(sheet: ComparisonSheet) -> Paper:
    """The tasks with their states, without their ids: nobody types them from paper."""
    rows = [
        (topic, f"{quote}\n（{citation}）", state, f"{day} {words}".strip(), *said)
        for _, topic, quote, _, citation, state, words, day, *said in sheet.rows
    ]
    head = ("主题", "原文", "状态", "记录", *sheet.header[8:])
    widths = (2, 7, 2, 4, 7)[: len(head)]
    return Paper(sheet.title.replace("　", "："), [Grid([head, *rows], widths)])


# For other programs


def comparison_json(found: Comparison) -> dict[str, Any]:
    """All of a comparison, for `--json`, with places and years that the sheet has not.

    `rows` have both sides, `only_goals` and `only_results` one; `left_out` are the numbers that are
    no figures, of both reports where there are two. Paragraphs are numbered from 1. Offsets are
    0-based code points of the paragraph's text, the end behind the last. `sort` is `main` or
    `near`; `refusal` and `notice` are Chinese sentences, empty where there is nothing to say.
    """
    results, goals = found.results, found.goals
    return {
        "results": {"report": results.id, "title": results.title, "year": found.result_year},
        "goals": {"report": goals.id, "title": goals.title, "year": found.goal_year},
        "refusal": found.refusal,
        "notice": found.notice,
        "rows": [
            {
                "name": row.name,
                "sort": row.likeness.value,
                "result": _figure(results, row.result),
                "goal": _figure(goals, row.goal),
                "marks": list(row.marks),
            }
            for row in found.pairing.rows
        ],
        "only_goals": [_figure(goals, fact) for fact in found.pairing.goals],
        "only_results": [_figure(results, fact) for fact in found.pairing.results],
        "left_out": [
            {
                "report": report.id,
                "paragraph": left.paragraph,
                "start": left.start,
                "end": left.end,
                "text": report.paragraph(left.paragraph).text[left.start : left.end],
                "reason": left.reason.value,
            }
            for report, left in found.left_out
        ],
    }


def _figure(report: Report, fact: Fact) -> dict[str, Any]:
    """A figure for other programs: where its quote stands, and within that its number.

    `line` is that of the report's file, 1-based; `bound` has the words that bound it, parted by /.
    """
    paragraph = report.paragraph(fact.paragraph)
    return {
        "paragraph": fact.paragraph,
        "line": paragraph.line,
        "start": fact.quote_start,
        "end": fact.quote_end,
        "quote": fact.quote,
        "citation": paragraph.citation,
        "value": fact.value,
        "unit": fact.unit,
        "number_start": fact.start,
        "number_end": fact.end,
        "bound": "/".join(fact.bounds),
        "direction": fact.direction,
        "year": fact.year,
        "several_years": fact.several,
        "doubts": [doubt.value for doubt in fact.doubts],
    }


def task_json(
    report: Report, task: Commitment, kept: Kept, next_year: Comparison | None
) -> dict[str, Any]:
    """One task with what the deputy has kept of it, and what next year's report says of it.

    `start` and `end` are 0-based code points of the quote in its paragraph. `number` and `unit` are
    null for a task without a figure. `next` is there only with `next_year`: null where that says
    nothing of it, else a figure as in `comparison_json`, with `sort`.
    """
    paragraph = report.paragraph(task.span.first)
    state, words, day = kept.mine(task)
    fact = task.fact
    answer = None
    if next_year and (row := next_year.answer_to(fact)):
        answer = {"sort": row.likeness.value, **_figure(next_year.results, row.result)}
    return {
        "id": task.id,
        "topic": task.topic,
        "quote": task.quote,
        "number": fact.value if fact else None,
        "unit": fact.unit if fact else None,
        "bound": "/".join(fact.bounds) if fact else "",
        "paragraph": task.span.first,
        "line": paragraph.line,
        "start": task.span.start,
        "end": task.span.end,
        "citation": paragraph.citation,
        "state": state.value,
        "note": words,
        "date": day,
        **({"next": answer} if next_year else {}),
    }
