"""对照 and 任务清单 for other programs."""

from __future__ import annotations

from typing import Any

from content.facts.commitments import Commitment
from content.facts.comparison import Comparison
from content.facts.model import Fact
from content.report import Report
from review.compare.task_states import Kept


def comparison_json(found: Comparison) -> dict[str, Any]:
    """All of a comparison; offsets are code points of the paragraph's text."""
    return {
        **{
            side: {"report": report.id, "title": report.title, "year": year}
            for side, report, year in (
                ("results", found.results, found.result_year),
                ("goals", found.goals, found.goal_year),
            )
        },
        "refusal": found.refusal,
        "notice": found.notice,
        "rows": [
            {
                "name": row.name,
                "sort": row.likeness.value,
                "result": _figure(found.results, row.result),
                "goal": _figure(found.goals, row.goal),
                "marks": list(row.marks),
            }
            for row in found.pairing.rows
        ],
        "only_goals": [_figure(found.goals, fact) for fact in found.pairing.goals],
        "only_results": [_figure(found.results, fact) for fact in found.pairing.results],
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
    report: Report, task: Commitment, kept: Kept, next_year: Comparison | None = None
) -> dict[str, Any]:
    """One task with what the deputy has kept of it, and what next year's report says of it."""
    paragraph = report.paragraph(task.paragraph)
    state, words, day = kept.mine(task)
    more = {} if next_year is None else {"next": _answer(next_year, task)}
    return {
        "id": task.id,
        "topic": task.topic,
        "quote": task.quote,
        "number": task.fact.value if task.fact else None,
        "unit": task.fact.unit if task.fact else None,
        "bound": "/".join(task.fact.bounds) if task.fact else "",
        "paragraph": task.paragraph,
        "line": paragraph.line,
        "start": task.start,
        "end": task.end,
        "citation": paragraph.citation,
        "state": state.value,
        "note": words,
        "date": day,
        **more,
    }


def _answer(next_year: Comparison, task: Commitment) -> dict[str, Any] | None:
    row = next_year.answer_to(task.fact)
    if row is None:
        return None
    return {"sort": row.likeness.value, **_figure(next_year.results, row.result)}
