"""What rules lead to, in words."""

from __future__ import annotations

from review.voting.rules.choices import BlankBallot, BlankItem, Mode, Quorum, Shortfall, Threshold
from review.voting.rules.rules import EACH, NO_LIMIT, Rules


def consequences(rules: Rules) -> list[str]:
    """What follows from rules for ballots and items, each a Chinese sentence."""
    found = [_passing(rules)]
    is_survey, is_whole = rules.mode is Mode.SURVEY, rules.mode is Mode.WHOLE
    if is_survey:
        found.append(f"档次：{rules.levels.label}。")
    elif not is_whole:
        found.append(f"选票：{_selection(rules)}。")
    blank = "作废" if rules.blank_ballot is BlankBallot.INVALID else "有效，各项算弃权"
    found.append(f"空白票：{blank}。")
    if rules.blank_item is BlankItem.INVALID_BALLOT:
        found.append("有一项没作记号，整票作废。")
    found.append(f"记号矛盾或认不出：{rules.conflict.label}。")
    if rules.mode is Mode.RANK:
        points = "、".join(map(str, rules.points)) or f"{rules.limit or 'n'}，往后依次少1分"
        found.append(f"第一名起各得{points}分；跳号的票{rules.rank_gaps.label}。")
    if rules.seats != EACH and not is_survey:
        if rules.tie_chain:
            steps = "，再比".join(step.label for step in rules.tie_chain)
            found.append(f"票数相同，先比{steps}。")
        found.append(f"末位仍相同：{rules.tie.label}。")
        more = f"另行投票，候选比空缺多{rules.slate_ratio}"
        found.append(f"没选足：{'空缺' if rules.shortfall is Shortfall.LEAVE else more}。")
    if rules.quorum is not Quorum.NONE:
        found.append(f"法定人数：{rules.quorum.label}；不足的不计票。")
    if rules.mode is Mode.RANK and rules.threshold is not Threshold.NONE:
        found.append("排序而又要求过门槛：得分高而被排得少的项目可能落选。")
    return found


def _passing(rules: Rules) -> str:
    share = rules.threshold.share
    if share is None:
        unsaid = rules.threshold is Threshold.UNSAID
        return f"通过：{'还没有写明' if unsaid else '不要求过半数，得票多的入选'}。"
    base = rules.base_count
    needed = f"，即至少{share.needed(base)}票" if base else ""
    what = "“满意”" if rules.mode is Mode.SURVEY else "赞成"
    return f"通过：{what}要达到{rules.base.label}{rules.threshold.label}{needed}。"


def _selection(rules: Rules) -> str:
    if rules.limit is None:
        most = "不限选几项" if rules.select_max == NO_LIMIT else "应选数未定，先不限选几项"
    else:
        most = f"至多选{rules.limit}项，多选的票作废"
    if not rules.select_min:
        return f"{most}，少选有效"
    return f"{most}，少于{rules.select_min}项的{rules.under_min.label}"
