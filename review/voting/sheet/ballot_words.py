"""What a ballot says of how it is filled in."""

from __future__ import annotations

from review.voting.box.box_ticket import Ticket
from review.voting.rules.choices import Levels, Mode, UnderMin
from review.voting.rules.rules import Rules


def column_names(rules: Rules) -> dict[str, str]:
    """What is counted on this kind of ballot, by the fields of `Count`, and what it is called."""
    if rules.mode is Mode.APPROVE:
        return {"yes": "赞成", "abstain": "未选"}
    if rules.mode is Mode.RANK:
        return {"yes": "被排", "abstain": "未排"}
    if rules.mode is Mode.SURVEY:
        unknown = "不了解" if rules.levels is Levels.FOUR else "未评"
        return {"yes": "满意", "fair": "基本满意", "no": "不满意", "abstain": unknown}
    return {"yes": "赞成", "no": "反对", "abstain": "弃权"}


def box_names(rules: Rules) -> list[str]:
    """What stands above the boxes of a paper ballot."""
    if rules.mode is Mode.APPROVE:
        return ["赞成"]
    if rules.mode is Mode.RANK:
        return ["名次"]
    names = list(column_names(rules).values())
    return names[:3] if rules.levels is Levels.THREE else names


def instruction(ticket: Ticket) -> str:
    """How the ballot is filled in, as a paper ballot says it, one or two Chinese sentences."""
    rules = ticket.rules
    if rules.mode is Mode.APPROVE:
        text = "赞成的画○，不选的不作记号。"
    elif rules.mode is Mode.SURVEY:
        text = f"每个项目评一档（{rules.levels.label}），在那一格画○。"
    elif rules.mode is Mode.RANK:
        text = "在要选的项目上写名次：第一名写1，第二名写2，依此类推。"
    else:
        text = "赞成的画○，反对的画×，弃权的不作记号。"
    if rules.limit is None or rules.mode is Mode.WHOLE:
        return text
    fewer = rules.select_min and rules.under_min is UnderMin.INVALID
    rest = f"少于{rules.select_min}项的无效" if fewer else "少选有效"
    return f"{text}至多选{rules.limit}项，多选无效，{rest}。"
