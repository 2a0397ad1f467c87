"""What is said of rules and results, for kinds of votes that the goldens have not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from review.base.paper import plain_text
from review.voting.ballot_draft import BallotDraft
from review.voting.counting.ballot import NO, UNMARKED, YES, Ballot, Printed
from review.voting.counting.tally import tally
from review.voting.rules.choices import (
    Base,
    BlankBallot,
    BlankItem,
    Levels,
    Mode,
    Quorum,
    RankGaps,
    Threshold,
    UnderMin,
)
from review.voting.rules.rules import PRESETS, Rules, doubts, survey_rules
from review.voting.sheet.result_sheet import Sheet
from review.voting.sheet.vote_papers import (
    announcement,
    chosen_investment,
    count_report,
    side_by_side,
)
from review.voting.sheet.wording import (
    consequences,
    instruction,
    legal_remarks,
    threshold_name,
    unknowns,
)
from tests.unit.voting.casting import ticket

TEN = Rules(deputies_total=10, present=10, issued=10)
PRESET = {preset.name: preset for preset in PRESETS}


def counted(rules: Rules, items: int, **papers: int) -> Sheet:
    """The sheet of a vote over some items, of ballots such as OX_ by how many there are."""
    asked = ticket(items, rules)
    priced = tuple(
        each._replace(details={"investment_text": "100万元"}) for each in asked.candidates
    )
    asked = replace(asked, candidates=priced)
    ballots = Counter({Ballot(tuple(m.replace("_", "-"))): n for m, n in papers.items()})
    return Sheet(asked, tally(rules, len(asked.items), ballots))


def verdicts(sheet: Sheet) -> list[str]:
    return [line.verdict.value for line in sheet.lines]


def test_without_a_threshold_nobody_passes_and_nobody_fails() -> None:
    most = PRESET["得票多者"].apply(TEN, 1)
    assert verdicts(counted(most, 3, O__=5, _O_=3)) == ["入选", "未入选", "未入选"]
    sheet = counted(most, 3, O__=5)
    assert "第四十五条" not in "".join(legal_remarks(sheet.ticket, sheet.result))
    by_all = counted(replace(most, base=Base.ALL), 3, O__=5, _O_=3)
    assert [line.scale for line in by_all.lines] == [8, 8, 8], "a base that nothing is a share of"
    unsaid = counted(replace(most, seats=0), 3, O__=5, _O_=3)
    assert verdicts(unsaid) == ["无从判定"] * 3
    assert chosen_investment(unsaid) == ""


def test_the_lack_of_a_threshold_is_said_as_the_kind_of_vote_has_it() -> None:
    most = PRESET["得票多者"].apply(TEN, 1)
    assert threshold_name(most) == "不设，得票多者入选"
    assert threshold_name(PRESET["排序"].apply(TEN, 1)) == "不设，得分高者入选"
    each = replace(PRESET["逐项表决"].apply(TEN, 0), threshold=Threshold.NONE)
    assert threshold_name(each) == "不设，有赞成票的都通过"
    assert "有一票赞成就算通过" in doubts(each)[0]


def test_the_whole_list_that_passes_is_announced_by_its_items() -> None:
    sheet = counted(PRESET["整体表决"].apply(TEN, 1), 3, O=7, X=3)
    assert sheet.figures["应选项目"] == "不设，整体表决"
    text = plain_text(announcement([sheet]))
    assert "确定以下3项为" in text
    assert "三、项目3" in text
    assert chosen_investment(sheet) == "通过的3项投资合计300万元。"
    failed = counted(PRESET["整体表决"].apply(TEN, 1), 3, O=3, X=7)
    assert "没有可以公告的内容" in plain_text(announcement([failed]))


def test_a_sum_of_money_says_what_is_doubtful_in_it() -> None:
    sheet = counted(PRESET["整体表决"].apply(TEN, 1), 4, O=7, X=3)
    texts = ["100万元", "约200万元", "1亿元，其中今年300万元", "待定"]
    priced = tuple(
        each._replace(details={"investment_text": text})
        for each, text in zip(sheet.ticket.candidates, texts, strict=True)
    )
    sheet = replace(sheet, ticket=replace(sheet.ticket, candidates=priced))
    said = "投资合计10300万元（其中2项是约数或不止一个数，另有1项没有投资数）。"
    assert chosen_investment(sheet) == f"通过的4项{said}"


def test_what_cannot_be_decided_is_not_announced() -> None:
    survey = counted(survey_rules(Rules("测评"), Threshold.HALF), 2, OB=3)
    assert "没有可以公告的内容" in plain_text(announcement([survey]))
    first = counted(replace(TEN, seats=2), 3, O__=9)
    open_end = replace(TEN, seats=1, present=0, base=Base.PRESENT, quorum=Quorum.NONE)
    text = plain_text(announcement([first, counted(open_end, 2, O_=9)]))
    assert "最后一轮还没有结果" in text


def test_a_name_with_a_stop_in_it_goes_from_the_conclusion_whole() -> None:
    sheet = counted(replace(TEN, seats=1), 2, O_=9)
    named = tuple(Printed(each.id, f"改造；其余。{each.id}") for each in sheet.ticket.candidates)
    sheet = replace(sheet, ticket=replace(sheet.ticket, candidates=named))
    assert "\n应选1项，入选1项。\n" in plain_text(count_report(sheet))


def test_the_points_of_a_ranking_are_said_and_compared() -> None:
    rules = PRESET["排序"].apply(TEN, 2)
    assert "第一名2分，往后依次少1分；跳号" in "".join(consequences(rules))
    assert "第一名起各得5、3分；跳号" in "".join(consequences(replace(rules, points=(5, 3))))
    assert "第一名的分等于项目数" in "".join(consequences(replace(rules, seats=0)))
    asked = replace(rules, threshold=Threshold.MORE_THAN_HALF)
    assert "通过：被排要达到全体代表过半数，即至少6票。" in consequences(asked)
    sheet = Sheet(ticket(2, rules), tally(rules, 2, {Ballot(("1", "2")): 3}))
    assert side_by_side({1: [sheet]}) == [("项目1", ["6分 入选"]), ("项目2", ["3分 入选"])]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (Rules(), "弃权的不作记号。"),
        (Rules(blank_item=BlankItem.INVALID_BALLOT), "反对的画×。每项都要作记号，漏一项整票无效。"),
        (Rules(blank_ballot=BlankBallot.INVALID), "弃权的不作记号。不作任何记号的票无效。"),
        (
            Rules(mode=Mode.WHOLE, blank_ballot=BlankBallot.INVALID),
            "反对的画×。不作记号的票无效。",
        ),
        (Rules(mode=Mode.RANK), "依此类推，重复的无效。"),
        (Rules(mode=Mode.RANK, rank_gaps=RankGaps.INVALID), "，重复、跳号的无效。"),
        (PRESET["必须选满"].apply(Rules(), 2), "至多选2项，多选无效，少于2项的无效。"),
    ],
)
def test_the_paper_says_what_is_void(rules: Rules, words: str) -> None:
    assert instruction(ticket(3, rules)).endswith(words)


@pytest.mark.parametrize(
    ("rules", "what"),
    [
        (Rules(mode=Mode.APPROVE), "未选"),
        (Rules(mode=Mode.RANK), "未排"),
        (survey_rules(Rules()), "未评"),
        (survey_rules(Rules(levels=Levels.FOUR)), "不了解"),
    ],
)
def test_what_is_left_blank_is_called_as_it_is_counted(rules: Rules, what: str) -> None:
    assert f"空白票：有效，各项算{what}。" in consequences(rules)
    draft = BallotDraft(ticket(3, rules))
    assert draft.remarks == [f"没有作任何记号的票有效，各项都是{what}。"]
    void = replace(rules, blank_item=BlankItem.INVALID_BALLOT)
    assert "有一项没有记号，整票作废" in doubts(void)[0]
    assert "有一项没作记号，整票作废。" in consequences(void)
    assert "有一项没" not in "".join(consequences(replace(void, mode=Mode.WHOLE)))


def test_too_few_are_told_of_where_that_is_allowed() -> None:
    draft = BallotDraft(ticket(3, Rules(select_min=2)))
    draft.choose(0, YES)
    draft.choose(1, NO)
    draft.choose(2, UNMARKED)
    assert draft.remarks == ["按规则要选满2项，现在选了1项，少选的票也有效。"]
    void = BallotDraft(ticket(3, Rules(select_min=2, under_min=UnderMin.INVALID)))
    void.choose(0, YES)
    assert "现在选了1项，这样投出整票无效。" in void.remarks[-1]


def test_only_what_the_rules_ask_for_is_unknown() -> None:
    assert unknowns(Rules()) == [
        "应选项目数未知：只排票数，不判定入选，也不限选几项。",
        "全体代表数未知：是否过半、是否达到法定人数，都无从判定。",
    ]
    most = replace(PRESET["得票多者"].apply(Rules(), 2), quorum=Quorum.NONE)
    assert unknowns(most) == []
    of_present = Rules(seats=2, deputies_total=10, base=Base.PRESENT)
    assert unknowns(of_present) == ["实到代表数未知：是否过半、是否达到法定人数，都无从判定。"]
    assert unknowns(Rules(select_max=2))[0] == "应选项目数未知：只排票数，不判定入选。"
