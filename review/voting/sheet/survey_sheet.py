"""The result of a 满意度测评 as text and as data."""

from __future__ import annotations

from typing import Any

from review.voting.box.box_ticket import Ticket
from review.voting.counting.results import rate
from review.voting.counting.survey import FAIR, GOOD, POOR, Survey, SurveyRule
from review.voting.sheet.wording import NO_FORCE

_BASES = {"total": "全体代表", "present": "实到代表", "valid": "有效票"}
_UNKNOWN = "不了解"


def survey_text(ticket: Ticket, rule: SurveyRule, survey: Survey) -> str:
    """The result for people, an item a paragraph."""
    half = "含恰为半数" if rule.inclusive else "不含恰为半数"
    enough = f"{_BASES[rule.base]}{survey.base}的半数（{half}），即{survey.needed}票"
    lines = [
        f"满意度测评结果　{NO_FORCE}",
        f"有效票{survey.valid}张。“{GOOD}”达到{enough}的为{GOOD}；否则“{GOOD}”加“{FAIR}”达到的为"
        f"{FAIR}；其余为{POOR}。",
    ]
    for line in survey.lines:
        item = ticket.candidates[line.item]
        names = (GOOD, FAIR, POOR, _UNKNOWN)
        shown = [f"{name}{n}" for name, n in zip(names, line.numbers, strict=True)]
        counts = "　".join(shown if any(each.numbers[3] for each in survey.lines) else shown[:3])
        lines.append(f"{item.id:>2}. {item.title}　【{line.verdict}】")
        share = rate(line.satisfied, survey.valid)
        lines.append(f"    {counts}　满意率{line.satisfied}/{survey.valid}（{share}）")
    lines.append(f"总体满意率{survey.overall[0]}/{survey.overall[1]}（{rate(*survey.overall)}）")
    return "\n".join(lines) + "\n"


def survey_data(ticket: Ticket, rule: SurveyRule, survey: Survey) -> dict[str, Any]:
    """The result for other programs; rates are pairs of whole numbers."""
    return {
        "notices": [NO_FORCE],
        "half": "inclusive" if rule.inclusive else "strict",
        "base": {"of": rule.base, "number": survey.base, "needed": survey.needed},
        "valid": survey.valid,
        "items": [
            {
                **ticket.candidates[line.item].named,
                "counts": list(line.numbers),
                "rate": [line.satisfied, survey.valid],
                "verdict": line.verdict,
            }
            for line in survey.lines
        ],
        "overall": list(survey.overall),
    }
