"""What rules lead to, in words."""

from __future__ import annotations

from review.voting.rules.choices import BlankBallot, Mode, Quorum, Shortfall, Threshold
from review.voting.rules.rules import EACH, Rules


def consequences(rules: Rules) -> list[str]:
    """What follows from rules for ballots and items, each a Chinese sentence."""
    found = []
    share = rules.threshold.share
    if share is None:
        found.append("通过：不要求过半数，得票多的入选。")
    else:
        base = _base(rules)
        needed = f"，即至少{share.needed(base)}票" if base else ""
        found.append(f"通过：赞成要达到{rules.base.label}的{rules.threshold.label}{needed}。")
    if rules.mode is not Mode.WHOLE and rules.limit is not None:
        found.append(f"选票：至多选{rules.limit}项，多选的票作废，{_fewer(rules)}。")
    blank = "作废" if rules.blank_ballot is BlankBallot.INVALID else "有效，各项算弃权"
    found.append(f"空白票：{blank}。")
    if rules.seats != EACH:
        found.append(f"末位票数相同：{rules.tie.label}；没选足：{_short(rules)}。")
    if rules.quorum is not Quorum.NONE:
        found.append(f"法定人数：{rules.quorum.label}。")
    if rules.mode is Mode.RANK and rules.threshold is not Threshold.NONE:
        found.append("排序而又要求过门槛：得分高而被排得少的项目可能落选。")
    return found


def _base(rules: Rules) -> int:
    return {"all": rules.deputies_total, "present": rules.present}.get(rules.base.value, 0)


def _fewer(rules: Rules) -> str:
    if not rules.select_min:
        return "少选有效"
    return f"少于{rules.select_min}项的{rules.under_min.label}"


def _short(rules: Rules) -> str:
    return "另行投票" if rules.shortfall is Shortfall.ANOTHER_ROUND else "空缺"
