"""Rules and results of a vote in Chinese sentences. What is unknown is called unknown.

Every sentence on a vote that stands in more than one place is made here, so that screen, paper and
command line say the same. None says how anybody should vote, and none tells of a single ballot.
"""

from __future__ import annotations

from collections.abc import Sequence

from review.voting.box.ballot_box import Box
from review.voting.box.box_file import BoxContents, State
from review.voting.box.box_ticket import Ticket
from review.voting.box.sealing import NO_PASSWORD
from review.voting.counting.ballot import FAIR, NO, UNMARKED, YES
from review.voting.counting.results import LEVELS, ItemStatus, Places, Result, Verdict, rate
from review.voting.rules.choices import (
    Base,
    BlankBallot,
    BlankItem,
    Levels,
    Mode,
    Quorum,
    RankGaps,
    Shortfall,
    Threshold,
    Tie,
    UnderMin,
)
from review.voting.rules.rules import EACH, NO_LIMIT, Day, Rules

NO_FORCE = "试投票·不具法律效力"
"""What stands on every screen and every page of an export."""

UNKNOWN = "未知"


def known(number: int) -> str:
    """A number among the rules in words: 0 is 未知."""
    return str(number) if number else UNKNOWN


def seats_name(rules: Rules) -> str:
    """How many are to be chosen, such as 10, 未知, or that there is nothing to fill."""
    if rules.seats == EACH:
        return f"不设，{'整体' if rules.mode is Mode.WHOLE else '逐项'}表决"
    return known(rules.seats)


def threshold_name(rules: Rules) -> str:
    """What passes, such as 全体代表过半数 or 实到代表的三分之二以上（含本数）."""
    if rules.threshold is Threshold.NONE and rules.seats == EACH:
        return "不设，有赞成票的都通过"
    if rules.threshold is Threshold.NONE and rules.mode is Mode.RANK:
        return "不设，得分高者入选"
    if not rules.threshold.is_asked:
        return rules.threshold.label
    of = "" if rules.base is Base.ALL else "的"
    return f"{rules.base.label}{of}{rules.threshold.label}"


def quorum_words(ticket: Ticket, result: Result) -> str:
    """Whether enough deputies are present, in a few words; 未知 as long as a number is lacking."""
    rules = ticket.rules
    if rules.quorum is Quorum.NONE:
        return "不设"
    if result.quorum is None:
        return f"{UNKNOWN}（全体代表数或实到代表数未填）"
    return f"{'符合' if result.quorum else '不足'}（{rules.quorum.label}）"


def conclusions(ticket: Ticket, result: Result) -> list[str]:
    """How the vote came out, one sentence each.

    Of a void vote or one without a quorum it is why nothing is counted. Where seats or base are not
    known it is that, and nothing on winners.
    """
    rules = ticket.rules
    if result.status is ItemStatus.VOID:
        collected = max(result.collected, rules.collected)
        most = next(f"{what}（{n}）" for what, n in rules.most_ballots.items() if 0 < n < collected)
        return [f"收回的票（{collected}）多于{most}，本次投票无效，不计票。"]
    if result.status is ItemStatus.NO_QUORUM:
        here = f"实到代表{rules.present}人，全体代表{rules.deputies_total}人"
        return [f"{here}，不足法定人数（{rules.quorum.label}），不计票。"]
    sentences = []
    if result.status is ItemStatus.UNDETERMINED:
        lacking = "是0" if rules.base_count is None else "数未填"
        sentences.append(f"{rules.base.label}{lacking}，{_whether(rules)}无从判定。")
    if result.levels is not None:
        return _survey(ticket, result, result.levels)
    if not rules.seats:
        sentences.append("应选项目数未知，只排票数，不判定入选。")
    if rules.seats == EACH and result.qualified is not None:
        return [*sentences, _each(ticket, result)]
    if result.status in (ItemStatus.DECIDED, ItemStatus.TIE, ItemStatus.SHORTFALL):
        sentences += _decided(ticket, result)
    return sentences


def _whether(rules: Rules) -> str:
    is_half = rules.threshold is Threshold.MORE_THAN_HALF
    return "是否过半" if is_half else f"是否达到{rules.threshold.label}"


def _each(ticket: Ticket, result: Result) -> str:
    passed = set(result.qualified or ())
    failed = tuple(at for at in range(1, len(ticket.items) + 1) if at not in passed)
    if ticket.rules.mode is Mode.WHOLE:
        return f"{ticket.items[0].title}：{'未通过' if failed else '通过'}。"
    both = (("通过", result.elected), ("未通过", failed))
    return f"逐项表决，{'；'.join(_counted(name, ticket, at) for name, at in both)}。"


def _survey(ticket: Ticket, result: Result, levels: tuple[Verdict, ...]) -> list[str]:
    needed = (result.needed or (0,))[0]
    how = (
        f"“满意”达到{threshold_name(ticket.rules)}，即{needed}票以上的，为满意；"
        "否则“满意”加“基本满意”达到的，为基本满意；其余为不满意。"
    )
    parts = []
    for level in LEVELS:
        at = tuple(place for place, each in enumerate(levels, start=1) if each is level)
        parts.append(_counted(level.value, ticket, at))
    satisfied, answers = result.overall
    overall = f"总体满意率{satisfied}/{answers}（{rate(satisfied, answers)}）。"
    return [how, f"{'；'.join(parts)}。", overall]


def _decided(ticket: Ticket, result: Result) -> list[str]:
    sentences = [f"应选{ticket.rules.seats}项，{_counted('入选', ticket, result.elected)}。"]
    if (tied := result.tie) is not None:
        names = _listed(ticket, tied.ids)
        is_lot = ticket.rules.tie is Tie.LOT
        way = "由大会以抽签决定，本程序不代抽" if is_lot else "按规则就并列项再次投票"
        sentences.append(f"{names}并列，争{tied.seats}个名额，{way}。")
    if result.settled is not None:
        sentences.append(_settled(ticket, result, result.settled))
    if result.unfilled:
        sentences.append(f"空缺{result.unfilled}项。")
    if result.next is not None and result.tie is None:
        names = _listed(ticket, result.next.ids)
        sentences.append(f"按规则就空缺另行投票，应选{result.next.seats}项，列入：{names}。")
    return sentences


def _settled(ticket: Ticket, result: Result, tied: Places) -> str:
    equal = "得分" if ticket.rules.mode is Mode.RANK else "赞成票"
    names = _listed(ticket, tied.ids)
    inside = tuple(at for at in tied.ids if at in result.elected)
    chosen = f"，入选的是{_listed(ticket, inside)}" if inside else ""
    way = ticket.rules.tie.label
    if chain := "、".join(step.label for step in ticket.rules.tie_chain):
        way = f"依次比较{chain}，仍相同的{way}"
    return f"{names}末位{equal}相同，争{tied.seats}个名额；按规则{way}{chosen}。"


def _counted(what: str, ticket: Ticket, positions: tuple[int, ...]) -> str:
    listed = f"：{_listed(ticket, positions)}" if positions else ""
    return f"{what}{len(positions)}项{listed}"


def _listed(ticket: Ticket, positions: tuple[int, ...]) -> str:
    return "、".join(item.quoted for item in ticket.named(positions))


def legal_remarks(ticket: Ticket, result: Result) -> list[str]:
    """The articles that the rules lean on, named as the analogies they are.

    Only those that matter for these rules and this result: 二十五条 where more than half of all
    deputies is asked for, 二十九条 where items are tied or seats vacant. Of surveys there is none.
    """
    rules = ticket.rules
    if rules.mode is Mode.SURVEY:
        return ["满意度测评没有全国统一的办法，由各级人大自行规定。"]
    remarks = ["民生实事项目票决没有全国统一的办法，由各级人大自行规定。以下条文只是类比参照："]
    if rules.quorum is Quorum.TWO_THIRDS:
        remarks.append("地方组织法第十四条：举行会议须有三分之二以上代表出席。")
    if rules.base is Base.ALL and rules.threshold is Threshold.MORE_THAN_HALF:
        remarks.append("地方组织法第二十五条：选举和通过决议，以全体代表的过半数通过。")
    if result.tie is not None or result.unfilled:
        remarks.append("地方组织法第二十九条：末位票数相等的再次投票；不足应选名额的另行选举。")
    remarks.append("选举法第四十四条：收回的票多于发出的票无效；多选的票作废，少选的有效。")
    if rules.seats > 0 and rules.threshold.is_asked:
        remarks.append("选举法第四十五条：过半数的超过应选名额时，以得票多的当选。")
    return remarks


def history(box: BoxContents) -> list[str]:
    """What happened to a box that whoever reads its result should know, one sentence each."""
    found = []
    if box.key.vote is None:
        # Once it is counted there is no ballot left to see.
        while_open = "没有设口令：计票以前，能登录这台电脑的人有办法看到选票。"
        found.append(NO_PASSWORD if box.sums is None else while_open)
    if box.clear:
        found.append(f"前{box.clear}张票由0.1版保存，封存之前没有加密。")
    if box.reopened:
        found.append(f"封票以后重新开箱{box.reopened}次。")
    for part in box.taken:
        what = "纸质票" if part.is_paper else "另一个票箱"
        found.append(f"并入{what}{part.ballots}张。")
    found += [f"{change}。" for change in box.trace]
    typed = box.ticket.rules.collected
    if typed and box.state is not State.OPEN and typed != box.count:
        found.append(f"会场清点收回{typed}张票，票箱里是{box.count}张，不相等，请核对。")
    return found


def standing(box: Box) -> str:
    """Where a round stands, in a few lines, each ended, that say nothing of any mark.

    That is what the command line may tell at any time: number of ballots, digest, history, and of a
    sealed box the path of its file.
    """
    yet = {State.OPEN: "，尚未封票", State.SEALED: "，尚未计票"}.get(box.state, "")
    where = "票箱里有" if yet else "收回"
    lines = [f"第{box.ticket.round}轮：{box.state.label}{yet}，{where}{box.count}张票。"]
    lines.append(f"规则SHA-256：{box.ticket.rules_sha256}")
    lines += history(box.contents)
    if box.state is State.SEALED:
        lines.append(f"票箱文件（与其他机器合并时带上它）：{box.path}")
    return "\n".join(lines) + "\n"


def added_up(day: Day, unclear: Sequence[str]) -> str:
    """The numbers of several boxes together, for whoever has typed them; empty without any.

    `unclear` says which of them cannot be told, each without its full stop.
    """
    said = "".join(f"{each}。\n" for each in unclear)
    if day.present or day.issued or day.collected:
        numbers = f"实到代表{known(day.present)}，发出票数{known(day.issued)}"
        collected = f"，会场清点收回{day.collected}" if day.collected else ""
        wrong = "不对的，计票前请按F6、再按5改正"
        return f"{said}各票箱的数合起来：{numbers}{collected}；{wrong}。\n"
    return f"{said}知道全场的数，请在计票前按F6、再按5填上。\n" if said else ""


# What a ballot says


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


def boxes(rules: Rules) -> list[tuple[str, str]]:
    """The boxes of an item: what stands above each, and the mark that goes in (empty: any).

    弃权 and 不了解 have a box, so that each answer costs just one key, and none is there already.
    未选 and 未评 have none: whoever means that leaves the item alone.
    """
    if rules.mode is Mode.RANK:
        return [("名次", "")]
    marks = {"yes": YES, "fair": FAIR, "no": NO, "abstain": UNMARKED}
    named = [(name, marks[field]) for field, name in column_names(rules).items()]
    is_three = rules.mode is Mode.SURVEY and rules.levels is Levels.THREE
    return named[:-1] if is_three or rules.mode is Mode.APPROVE else named


def instruction(ticket: Ticket) -> str:
    """How the ballot is filled in, as a paper ballot says it, a few Chinese sentences."""
    rules = ticket.rules
    is_whole, is_few_void = rules.mode is Mode.WHOLE, rules.under_min is UnderMin.INVALID
    is_blank_void = rules.blank_ballot is BlankBallot.INVALID
    is_item_void = not is_whole and rules.blank_item is BlankItem.INVALID_BALLOT
    if rules.mode is Mode.APPROVE:
        text = "赞成的画○，不选的不作记号。"
    elif rules.mode is Mode.SURVEY:
        text = f"每个项目评一档（{rules.levels.label}），在那一格画○。"
    elif rules.mode is Mode.RANK:
        gaps = "、跳号" if rules.rank_gaps is RankGaps.INVALID else ""
        text = f"在要选的项目上写名次：第一名写1，第二名写2，依此类推，重复{gaps}的无效。"
    elif is_item_void or (is_whole and is_blank_void):
        text = "赞成的画○，反对的画×。"
    else:
        text = "赞成的画○，反对的画×，弃权的不作记号。"
    fewer = rules.select_min and is_few_void
    if is_item_void:
        text += "每项都要作记号，漏一项整票无效。"
    elif is_blank_void and not fewer:
        text += "不作记号的票无效。" if is_whole else "不作任何记号的票无效。"
    if rules.limit is None or is_whole:
        return text
    rest = f"少于{rules.select_min}项的无效" if fewer else "少选有效"
    return f"{text}至多选{rules.limit}项，多选无效，{rest}。"


# What rules lead to


def missing_numbers(rules: Rules) -> str:
    """The numbers of the day that rules ask for and nobody has typed; empty if there are all."""
    asked = {Base.ALL, Base.PRESENT} if rules.quorum.is_asked else set()
    if rules.threshold.is_asked:
        asked.add(rules.base)
    numbers = {Base.ALL: rules.deputies_total, Base.PRESENT: rules.present}
    return "、".join(f"{base.label}数" for base, n in numbers.items() if base in asked and not n)


def unknowns(rules: Rules) -> list[str]:
    """What cannot be told as long as numbers are not known, a Chinese sentence each."""
    found = []
    if not rules.seats:
        free = "，也不限选几项" if rules.limit is None else ""
        found.append(f"应选项目数未知：只排票数，不判定入选{free}。")
    untold: dict[Base, list[str]] = {}
    if rules.threshold.is_asked and rules.base_count == 0:
        untold[rules.base] = [_whether(rules)]
    if rules.has_quorum is None:
        lacking = Base.PRESENT if rules.deputies_total else Base.ALL
        untold.setdefault(lacking, []).append("是否达到法定人数")
    for base, what in untold.items():
        both = "，都" if len(what) > 1 else ""
        found.append(f"{base.label}数未知：{'、'.join(what)}{both}无从判定。")
    return found


def consequences(rules: Rules) -> list[str]:
    """What follows from rules for ballots and items, each a Chinese sentence."""
    found = [_passing(rules)]
    is_survey, is_whole = rules.mode is Mode.SURVEY, rules.mode is Mode.WHOLE
    if is_survey:
        found.append(f"档次：{rules.levels.label}。")
    elif not is_whole:
        found.append(f"选票：{_selection(rules)}。")
    is_blank_void = rules.blank_ballot is BlankBallot.INVALID
    blank = "作废" if is_blank_void else f"有效，各项算{column_names(rules)['abstain']}"
    found.append(f"空白票：{blank}。")
    if rules.blank_item is BlankItem.INVALID_BALLOT and not is_whole:
        found.append("有一项没作记号，整票作废。")
    found.append(f"记号矛盾或认不出：{rules.conflict.label}。")
    if rules.mode is Mode.RANK:
        best = f"{rules.limit}分" if rules.limit else "的分等于项目数"
        points = f"第一名起各得{'、'.join(map(str, rules.points))}分"
        points = points if rules.points else f"第一名{best}，往后依次少1分"
        found.append(f"{points}；跳号的票{rules.rank_gaps.label}。")
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
    if not rules.threshold.is_asked:
        return f"通过：{threshold_name(rules)}。"
    base = rules.base_count
    needed = f"，即至少{rules.threshold.needed(base)}票" if base else ""
    name = column_names(rules)["yes"]
    what = f"“{name}”" if rules.mode is Mode.SURVEY else name
    return f"通过：{what}要达到{rules.base.label}{rules.threshold.label}{needed}。"


def _selection(rules: Rules) -> str:
    if rules.limit is None:
        most = "不限选几项" if rules.select_max == NO_LIMIT else "应选数未定，先不限选几项"
    else:
        most = f"至多选{rules.limit}项，多选的票作废"
    if not rules.select_min:
        return f"{most}，少选有效"
    return f"{most}，少于{rules.select_min}项的{rules.under_min.label}"
