"""The papers of a vote: report (计票报告单), announcement, ballot, trials side by side.

What only the session knows, its name and its date, is left to be written in by hand, and so are
the signatures. All are a `Paper`, which is laid out for text and for Word elsewhere. Their form is
that of reports and announcements that congresses have published: one page, the best first, and a
sentence on whether the ballots that came back are as many as were issued, or fewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from content.candidates.amounts import amount_text, read_amount
from content.numerals import chinese_numeral
from review.base.paper import Body, Ending, Grid, Paper, Part
from review.voting.box.box_ticket import Ticket
from review.voting.counting.ballot import UNMARKED, Printed
from review.voting.counting.results import ItemStatus
from review.voting.rules.choices import Mode
from review.voting.sheet.result_sheet import CHOSEN, SIGNATURES, Sheet, SheetLine
from review.voting.sheet.wording import NO_FORCE, UNKNOWN, boxes, instruction, threshold_name

_MEETING = "＿＿＿第＿＿届人民代表大会第＿＿次会议"


# 计票报告单


def count_report(sheet: Sheet) -> Paper:
    """The tellers' report (计票报告单) of one round, on one page; of a void one without a table."""
    name = "测评结果报告单" if sheet.is_survey else "计票报告单"
    return Paper(f"{name}{sheet.ticket.nth}", tuple(_report_parts(sheet)), is_sheet=True)


def _report_parts(sheet: Sheet) -> Iterator[Part]:
    ticket, result, rules = sheet.ticket, sheet.result, sheet.ticket.rules
    yield Body("　".join(sheet.notices))
    yield Body(f"{_MEETING}，＿＿年＿＿月＿＿日，{rules.title}。")
    here = f"应到代表{_so_many(rules.deputies_total, '人')}，实到{_so_many(rules.present, '人')}"
    yield Body(f"{here}；{_returned(sheet)}")
    if result.valid is not None:
        needed = {line.needed for line in sheet.lines if line.needed is not None}
        votes = f"，需{needed.pop()}票" if len(needed) == 1 else ""
        passes = f"通过：{threshold_name(rules)}{votes}。"
        blank = f"（其中空白{result.blank}张）" if result.blank else ""
        reasons = "、".join(f"{reason.label}{number}" for reason, number in result.reasons)
        invalid = f"{result.invalid}张" + (f"（{reasons}）" if reasons else "")
        counted = f"有效票{result.valid}张{blank}，无效票{invalid}。"
        yield Body(counted + ("" if sheet.is_survey else passes))
    if sheet.lines:
        yield count_table(sheet)
    yield Body("".join(_without_names(sheet)))
    if money := chosen_investment(sheet):
        yield Body(money)
    yield Body("　".join(f"{name}：＿＿＿＿＿" for name in SIGNATURES))
    if sheet.events:
        yield Body("".join(sheet.events))
    yield Body(f"规则指纹{ticket.rules_sha256[:16]}　名单指纹{ticket.candidates_sha256[:16]}")


def _without_names(sheet: Sheet) -> Iterator[str]:
    """What came out, without the names that the table has already.

    应选2项，入选2项：3号“学校”、1号“公园”。 becomes 应选2项，入选2项。
    """
    name = "|".join(re.escape(item.quoted) for item in sheet.ticket.items)
    for sentence in sheet.conclusions:
        lists = sentence.startswith(("应选", "逐项表决", "满意"))
        yield re.sub(f"：({name})(、({name}))*", "", sentence) if lists else sentence


def _returned(sheet: Sheet) -> str:
    """How many ballots came back of those issued, and that the vote is therefore valid."""
    issued, collected = sheet.ticket.rules.issued, sheet.result.collected
    text = f"发出选票{_so_many(issued, '张')}，收回{collected}张"
    typed = sheet.ticket.rules.collected
    if typed not in (0, collected):
        text += f"（会场清点{typed}张）"
    if not issued or sheet.result.status in (ItemStatus.VOID, ItemStatus.NO_QUORUM):
        return f"{text}。"
    compared = "等于" if issued == collected else "少于"
    return f"{text}，收回的票{compared}发出的票，投票有效。"


def _so_many(number: int, unit: str) -> str:
    return f"{number}{unit}" if number else UNKNOWN


def count_table(sheet: Sheet) -> Grid:
    """All items of a sheet that has lines, with their numbers, the best first."""
    columns = [name for name, _ in sheet.shown_counts(sheet.lines[0])]
    rows = [["序号", "项目名称", *columns, sheet.rate_name, "结果"]]
    for line in sheet.ranked:
        numbers = [str(number) for _, number in sheet.shown_counts(line)]
        words = [sheet.rate(line), line.verdict.value]
        rows.append([str(line.item.id), line.item.title, *numbers, *words])
    return Grid(rows, [1, 5.5, *([1.1] * len(columns)), 1.5, 2.2])


def chosen_investment(sheet: Sheet) -> str:
    """What the chosen projects cost together, a Chinese sentence; empty where nothing is known.

    Only amounts that can be read are added up. Behind it is said how many of these are doubtful,
    such as 约500万元, and how many there are without one.
    """
    chosen = _chosen(sheet)
    sums = [read_amount(item.details.get("investment_text", "")) for item in chosen]
    read = [amount for amount in sums if amount.value is not None]
    if not read:
        return ""
    total = amount_text(Decimal(sum(amount.value or 0 for amount in read)))
    doubtful, unread = sum(bool(amount.doubt) for amount in read), len(chosen) - len(read)
    said = [f"其中{doubtful}项是约数或不止一个数"] if doubtful else []
    said += [f"另有{unread}项没有投资数"] if unread else []
    rest = f"（{'，'.join(said)}）" if said else ""
    verdict = next(line.verdict for line in sheet.lines if line.verdict in CHOSEN)
    return f"{verdict.value}的{len(chosen)}项投资合计{total}{rest}。"


def _chosen(sheet: Sheet) -> list[Printed]:
    """What a round has chosen, in printed order; of a 整体表决 that passes, all candidates."""
    items = [line.item for line in sheet.lines if line.verdict in CHOSEN]
    is_whole = sheet.ticket.rules.mode is Mode.WHOLE
    return list(sheet.ticket.voted_on) if is_whole and items else items


# 公告稿


_NOTHING = {
    ItemStatus.VOID: "最后一轮投票无效，没有计票",
    ItemStatus.NO_QUORUM: "不足法定人数，没有计票",
    ItemStatus.UNDETERMINED: "结果无从判定",
    ItemStatus.RANKING_ONLY: "应选项目数未知，判定不了入选",
}
"""Why nothing was chosen where that is not how the vote came out."""


def announcement(sheets: Sequence[Sheet]) -> Paper:
    """The announcement of what all rounds together have chosen, or of how a survey came out.

    `sheets` are those of all rounds that were counted, at least one. With nothing chosen it says
    so; with a last round that has decided nothing, it warns that the list is not the last word.
    """
    chosen, last = chosen_items(sheets), sheets[-1]
    day = "＿＿年＿＿月＿＿日"
    parts: list[Part] = [Body("　".join(last.notices))]
    if last.result.levels is not None:
        what = f"对＿＿年度{len(last.lines)}项民生实事项目进行满意度测评，结果如下："
        named = [
            f"{line.item.title}：{line.verdict.value}（满意率{last.rate(line)}）。"
            for line in last.lines
        ]
    elif not chosen:
        why = _NOTHING.get(last.result.status, "按现在的结果没有项目入选")
        parts.append(Body(f"{why}，没有可以公告的内容。"))
        return Paper("公告（稿）", tuple(parts))
    else:
        what = f"票决，确定以下{len(chosen)}项为＿＿年度民生实事项目："
        named = [_with_facts(item) for item in chosen]
        if last.result.status in (ItemStatus.TIE, *_NOTHING):
            parts.append(Body("注意：最后一轮还没有结果，这份名单不是最后的。"))
        elif last.result.next is not None:
            parts.append(Body("注意：按规则还要就空缺另行投票，这份名单不是最后的。"))
    parts.append(Body(f"{_MEETING}于{day}{what}"))
    for at, text in enumerate(named, start=1):
        parts.append(Body(f"{chinese_numeral(at)}、{text}"))
    parts += [Body("现予公告。"), Ending("＿＿＿人民代表大会主席团"), Ending(day)]
    return Paper("公告（稿）", tuple(parts))


def _with_facts(item: Printed) -> str:
    deadline = item.details.get("deadline", "")
    facts = [item.details.get("summary", "").rstrip("。；"), deadline and f"完成时限：{deadline}"]
    said = "；".join(filter(None, facts))
    return f"{item.title}：{said}。" if said else item.title


def chosen_items(sheets: Sequence[Sheet]) -> list[Printed]:
    """What the rounds have chosen together, each item once, by the numbers of the list.

    What passes is not chosen as long as nobody knows how many are to be chosen.
    """
    decided = (each for each in sheets if each.result.status is not ItemStatus.RANKING_ONLY)
    chosen = {item.id: item for sheet in decided for item in _chosen(sheet)}
    return [chosen[number] for number in sorted(chosen)]


# 纸质选票


def ballot_paper(ticket: Ticket) -> Paper:
    """The ballot to be printed, with the instruction that the rules give."""
    # A paper says 弃权 by no mark: a ○ in a box of its own could be read in two ways.
    is_survey = ticket.rules.mode is Mode.SURVEY
    columns = [name for name, mark in boxes(ticket.rules) if is_survey or mark != UNMARKED]
    has_facts = any(_facts(item) for item in ticket.items)
    items = "项目" if is_survey else "候选项目"
    heads = ["序号", items, *(["投资、时限"] if has_facts else []), *columns]
    rows = [heads]
    for item in ticket.items:
        facts = [_facts(item)] if has_facts else []
        rows.append([str(item.id), item.title, *facts, *([""] * len(columns))])
    widths = [0.9, 5, *([3.6] if has_facts else []), *([1.1] * len(columns))]
    parts: tuple[Part, ...] = (
        Body("　".join(filter(None, (NO_FORCE, ticket.status.notice)))),
        Body(f"填写说明：{instruction(ticket)}"),
        Grid(rows, widths),
    )
    return Paper(f"{ticket.rules.title}选票{ticket.nth}", parts, is_sheet=True)


def _facts(item: Printed) -> str:
    return "，".join(filter(None, map(item.details.get, ("investment_text", "deadline"))))


# 历次对照


Trials = Mapping[int, Sequence[Sheet]]
"""The sheets of trials by their numbers, the first first; each trial has a sheet a round."""


def trial_names(trials: Trials, *, is_last_open: bool) -> list[str]:
    """What each trial is called; the last may be that which is still going on."""
    names = [f"第{number}次" for number in trials]
    return [*names[:-1], "这一次"] if is_last_open else names


def side_by_side(trials: Trials) -> list[tuple[str, list[str]]]:
    """Each item of any trial by its name, and what became of it in every trial.

    Items are the same if their names are: the list may have been numbered anew in between. Those of
    the last trial come first, in printed order.
    """
    sheets = (sheet for trial in reversed(list(trials.values())) for sheet in trial)
    titles = dict.fromkeys(line.item.title for sheet in sheets for line in sheet.lines)
    return [(title, [_fate(trial, title) for trial in trials.values()]) for title in titles]


def _fate(trial: Sequence[Sheet], title: str) -> str:
    """The votes of the first round and what the last one that had the item made of it."""
    found: list[tuple[Sheet, SheetLine]] = [
        (sheet, line) for sheet in trial for line in sheet.lines if line.item.title == title
    ]
    if not found:
        return "—"
    (first, line), (last, end) = found[0], found[-1]
    by_points = first.ticket.rules.mode is Mode.RANK
    votes = f"{line.count.points}分" if by_points else f"{line.count.yes}票"
    votes = first.rate(line) if first.is_survey else votes
    nth = f"第{last.ticket.round}轮" if last is not first else ""
    return f"{votes} {nth}{end.verdict.value}"


def trials_paper(trials: Trials, *, is_last_open: bool) -> Paper:
    """The trials, at least one, as a table, a column each."""
    rows = [["项目名称", *trial_names(trials, is_last_open=is_last_open)]]
    rows += [[title, *fates] for title, fates in side_by_side(trials)]
    last = list(trials.values())[-1][-1]
    notices, grid = Body("　".join(last.notices)), Grid(rows, [4, *([2] * len(trials))])
    return Paper("历次投票对照", (notices, grid), is_sheet=True)
