"""对照 and 任务清单 as rows of cells, and these as text or as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from content.facts.commitments import Commitment
from content.facts.comparison import Comparison
from content.facts.model import Fact
from content.facts.pairing import Likeness
from content.report import Report
from review.compare.task_states import Kept, TaskState

NEXT_YEAR, NO_ANSWER = "下一年报告怎么说", "没有找到对应的数字"

LABELS = {Likeness.MAIN: "主要指标", Likeness.NEAR: "可能相近"}


class ComparisonSheet(NamedTuple):
    """A table: what stands above it, its header and its rows."""

    title: str
    remarks: tuple[str, ...]
    header: tuple[str, ...]
    rows: list[tuple[str, ...]]


def years(found: Comparison) -> tuple[str, str]:
    """What the two sides are called, such as 2023年结果 and 2024年目标."""
    return f"{found.result_year}年结果", f"{found.goal_year}年目标"


def comparison_sheet(found: Comparison) -> ComparisonSheet:
    """All rows of a comparison, and what stands alone; the number is never without its quote."""
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
        rows.append(("没有列入的数字", "", *side, place, *nothing, left_out.reason.value))
    titles = dict.fromkeys((found.goals.title, found.results.title))
    remarks = tuple(filter(None, (found.refusal, found.notice)))
    return ComparisonSheet(f"对照　{'与'.join(titles)}", remarks, header, rows)


def _cells(report: Report, fact: Fact) -> tuple[str, str, str]:
    citation = report.paragraph(fact.paragraph).citation
    return fact.quote, number_cell(fact.value + fact.unit), citation


def number_cell(number: str) -> str:
    """A number in quotation marks: a spreadsheet would make 3-5 a day, and 30% a 0.3."""
    return f"“{number}”"


def task_sheet(
    report: Report,
    tasks: Iterable[Commitment],
    kept: Kept,
    next_year: Comparison | None = None,
) -> ComparisonSheet:
    """The tasks with what is kept of them, and what next year's report says, if there is one."""
    more = (NEXT_YEAR,) if next_year else ()
    header = ("编号", "主题", "原文", "数字", "出处", "状态", "记录", "日期", *more)
    rows: list[tuple[str, ...]] = []
    for task in tasks:
        known = kept.of(task)
        number = number_cell(task.fact.value + task.fact.unit) if task.fact else ""
        state = known.state.value if known else TaskState.OPEN.value
        mine = (state, known.words, known.day) if known else (state, "", "")
        citation = report.paragraph(task.paragraph).citation
        said = (_answer(next_year, task),) if next_year else ()
        rows.append((task.id, task.topic, task.quote, number, citation, *mine, *said))
    return ComparisonSheet(f"任务清单　{report.title}", (), header, rows)


def _answer(next_year: Comparison, task: Commitment) -> str:
    """What next year's report says of a task; empty for one without a figure."""
    if task.fact is None:
        return ""
    row = next_year.answer_to(task.fact)
    if row is None:
        return NO_ANSWER
    near = "（可能相近）" if row.likeness is Likeness.NEAR else ""
    return near + _said(_cells(next_year.results, row.result))


def as_csv(sheet: ComparisonSheet) -> str:
    """The table as CSV (RFC 4180), every cell text to a spreadsheet; rows end with CR LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(sheet.header)
    writer.writerows([_guarded(cell) for cell in row] for row in sheet.rows)
    return text.getvalue()


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet calculates or reads as a number or a day."""
    return f"'{cell}" if cell[:1] in "=+-@＝＋－＠\t\r\n" or cell.isdecimal() else cell


def comparison_text(found: Comparison) -> str:
    """A comparison to be read, block by block, each with its count."""
    sheet = comparison_sheet(found)
    lines = [sheet.title, *sheet.remarks]
    if found.refusal:
        return "\n".join(lines) + "\n"
    result, goal = years(found)
    groups: dict[str, list[tuple[str, ...]]] = {label: [] for label in LABELS.values()}
    for row in sheet.rows:
        groups.setdefault(row[0], []).append(row)
    for label, rows in groups.items():
        lines += ["", f"{label}（{len(rows)}）"]
        for row in rows:
            _, name, *sides, marks = row
            if label in LABELS.values():
                lines.append(f"  {name}" + (f"　［{marks}］" if marks else ""))
                lines.append(f"    {result}　{_said(sides[:3])}")
                lines.append(f"    {goal}　{_said(sides[3:])}")
            else:
                lines.append(f"  {_said(sides[:3] if sides[0] else sides[3:])}" + _behind(marks))
    return "\n".join(lines) + "\n"


def _said(side: Sequence[str]) -> str:
    quote, number, citation = side
    return f"{quote}（{number.strip('“”')}，{citation}）"


def _behind(marks: str) -> str:
    return f"　{marks}" if marks else ""


def task_text(sheet: ComparisonSheet) -> str:
    """The tasks to be read: each with its id, state and citation."""
    lines = [f"{sheet.title}（{len(sheet.rows)}项）"]
    for task_id, topic, quote, _, citation, state, words, day, *said in sheet.rows:
        mine = f"　{day} {words}".rstrip() if day else ""
        lines.append(
            f"{TaskState(state).sign} {task_id}  {topic}  {quote}（{citation}）  {state}{mine}"
        )
        lines += (f"    {NEXT_YEAR}：{answer}" for answer in said if answer)
    return "\n".join(lines) + "\n"
