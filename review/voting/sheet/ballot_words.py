"""What a ballot says of how it is filled in."""

from __future__ import annotations

from review.voting.box.box_ticket import Ticket
from review.voting.rules.choices import Mode, UnderMin


def instruction(ticket: Ticket) -> str:
    """How the ballot is filled in, as a paper ballot says it, one or two Chinese sentences."""
    rules = ticket.rules
    if rules.mode is Mode.APPROVE:
        text = "赞成的画○，不选的不作记号。"
    elif rules.mode is Mode.RANK:
        text = "在要选的项目上写名次：第一名写1，第二名写2，依此类推。"
    else:
        text = "赞成的画○，反对的画×，弃权的不作记号。"
    if rules.limit is None or rules.mode is Mode.WHOLE:
        return text
    fewer = rules.select_min and rules.under_min is UnderMin.INVALID
    rest = f"少于{rules.select_min}项的无效" if fewer else "少选有效"
    return f"{text}至多选{rules.limit}项，多选无效，{rest}。"
