"""对照 and 任务清单 as papers with tables, to be handed in or around."""

from __future__ import annotations

from content.facts.comparison import Comparison
from content.facts.model import Fact
from content.report import Report
from review.base.paper import Body, Grid, Paper, Part, Section
from review.compare.listing import LABELS, ComparisonSheet, years


def comparison_paper(found: Comparison) -> Paper:
    """Result and goal of each row in cells beside each other, each with number and citation."""
    title = "与".join(dict.fromkeys((found.goals.title, found.results.title)))
    parts: list[Part] = [Body(text) for text in (found.refusal, found.notice) if text]
    parts.append(Body("以下都是报告原文，括号里是其中的数字和出处。"))
    head = ("名称", *years(found), "说明")
    for likeness, label in LABELS.items():
        rows = [
            (
                row.name,
                _cell(found.results, row.result),
                _cell(found.goals, row.goal),
                "；".join(row.marks),
            )
            for row in found.rows(likeness)
        ]
        if rows:
            parts += (Section(f"{label}（{len(rows)}）"), Grid([head, *rows], (3, 5, 5, 2)))
    for label, report, facts in (
        ("只有目标", found.goals, found.pairing.goals),
        ("只有结果", found.results, found.pairing.results),
    ):
        alone = [(_cell(report, fact),) for fact in facts]
        if alone:
            parts += (Section(f"{label}（{len(alone)}）"), Grid([("原文",), *alone]))
    return Paper(f"对照：{title}", parts)


def _cell(report: Report, fact: Fact) -> str:
    citation = report.paragraph(fact.paragraph).citation
    return f"{fact.quote}\n（{fact.value}{fact.unit}，{citation}）"


def task_paper(sheet: ComparisonSheet) -> Paper:
    """The tasks with their states."""
    rows = [
        (topic, f"{quote}\n（{citation}）", state, f"{day} {words}".strip(), *said)
        for _, topic, quote, _, citation, state, words, day, *said in sheet.rows
    ]
    head = ("主题", "原文", "状态", "记录", *sheet.header[8:])
    widths = (2, 7, 2, 4, 7)[: len(head)]
    return Paper(sheet.title.replace("　", "："), [Grid([head, *rows], widths)])
