"""The result sheet, against files that were read over by a person (tests/data/sheets).

    python -m tests.unit.voting.test_sheet

writes them anew.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.candidates.candidates import NOTICE, Candidate, Candidates, ListStatus
from content.shelf.library import load_builtin
from review.base.paper import plain_text
from review.typography.linebreak import cell_edges
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.counting.ballot import IDENT, TORN, Ballot, Printed
from review.voting.counting.results import Count, Verdict
from review.voting.counting.tally import tally
from review.voting.rules.choices import Base, Mode, Quorum, Shortfall, Threshold, Tie
from review.voting.rules.rules import NO_LIMIT, SURVEY_TITLE, Rules, survey_rules
from review.voting.sheet.result_sheet import Sheet, SheetLine
from review.voting.sheet.sheet_export import PAGE, WIDTH, to_csv, to_json, to_markdown, to_text
from review.voting.sheet.vote_papers import announcement, ballot_paper, count_report
from review.voting.sheet.wording import NO_FORCE, legal_remarks
from review.voting.vote_files import candidates_in_force
from tests.unit.voting.casting import ticket
from tests.unit.voting.vectors import VECTORS, ballots_of, rules_of

GOLDEN = Path(__file__).parents[2] / "data" / "sheets"
REPORT = load_builtin()
TEN = Rules(deputies_total=10, present=10, issued=10, seats=2, select_max=NO_LIMIT)
BOX = ("0123456789abcdef0123456789abcdef",)


def sheet_of(asked: Ticket, *papers: str) -> Sheet:
    """The sheet of some ballots, such as `7 OOO`; unmarked where they are too short."""
    ballots: Counter[Ballot] = Counter()
    for paper in papers:
        number, marks = paper.split(" ")
        ballots[Ballot(tuple(marks.ljust(len(asked.items), "-")))] += int(number)
    return Sheet(asked, tally(asked.rules, len(asked.items), ballots), BOX)


def trial(rules: Rules) -> Ticket:
    return first_ticket(REPORT.id, rules, candidates_in_force(REPORT))


def full_session() -> list[Sheet]:
    """The simulated session of the worked cases, over the trial candidates."""
    vector = VECTORS[-1]
    asked = trial(rules_of(vector))
    return [Sheet(asked, tally(asked.rules, 16, ballots_of(vector)), BOX)]


def nothing_known() -> list[Sheet]:
    return [sheet_of(trial(Rules()), "9 OOX", "2 O")]


def two_rounds() -> list[Sheet]:
    """A tie at the last seat and the vote over the tied, with spoilt ballots."""
    first = trial(TEN)
    ballots = Counter(
        {
            Ballot(tuple("OOOX".ljust(16, "-"))): 6,
            Ballot(tuple("O?*-".ljust(16, "-"))): 2,
            Ballot(tuple("-" * 16), TORN): 1,
            Ballot(tuple("-" * 16), IDENT): 1,
        }
    )
    second = replace(
        first,
        round=2,
        rules=replace(TEN, seats=1, select_max=0, threshold=Threshold.NONE, issued=0),
        ids=(2, 3),
    )
    return [
        Sheet(first, tally(first.rules, 16, ballots), BOX),
        sheet_of(second, "6 -O", "3 O-"),
    ]


def ranking() -> list[Sheet]:
    rules = Rules(mode=Mode.RANK, seats=2, deputies_total=9, present=9, issued=9)
    rules = replace(rules, shortfall=Shortfall.ANOTHER_ROUND)
    return [sheet_of(ticket(4, rules), "5 1-2-", "2 -1--", "1 11--")]


GOLDENS: dict[str, tuple[Callable[[], list[Sheet]], Callable[[list[Sheet]], str]]] = {
    "full-session.txt": (full_session, to_text),
    "full-session.md": (full_session, to_markdown),
    "full-session.csv": (full_session, to_csv),
    "nothing-known.txt": (nothing_known, to_text),
    "two-rounds.txt": (two_rounds, to_text),
    "two-rounds.json": (two_rounds, to_json),
    "two-rounds.csv": (two_rounds, to_csv),
    "ranking.txt": (ranking, to_text),
    "ranking.md": (ranking, to_markdown),
}


def reports(sheets: list[Sheet]) -> str:
    return "".join(plain_text(count_report(sheet)) for sheet in sheets)


def official() -> list[Sheet]:
    """A vote over a list with sums and times."""
    entries = tuple(
        Candidate(
            at, f"项目{at}", f"建{at}处。", "", "民政局", (), deadline=f"{at}月底前",
            investment_text=f"{100 * at}万元",
        )
        for at in range(1, 5)
    )  # fmt: skip
    listed = Candidates(ListStatus.OFFICIAL, entries)
    rules = replace(TEN, tie=Tie.ORDER, issued=11)
    return [sheet_of(first_ticket(REPORT.id, rules, listed), "6 OOO-", "1 ----", "3 O---")]


def survey() -> list[Sheet]:
    """Four projects of last year, judged by ten deputies."""
    rules = survey_rules(Rules(SURVEY_TITLE, 12, 10, 10), Threshold.HALF)
    return [sheet_of(ticket(4, rules), "5 OBX-", "1 OOXX", "4 BBBX")]


GOLDENS |= {
    "survey.txt": (survey, to_text),
    "survey-report.txt": (survey, reports),
    "survey-announcement.txt": (survey, lambda sheets: plain_text(announcement(sheets))),
    "survey-ballot.txt": (survey, lambda sheets: plain_text(ballot_paper(sheets[0].ticket))),
    "full-session-report.txt": (full_session, reports),
    "two-rounds-report.txt": (two_rounds, reports),
    "official-report.txt": (official, reports),
    "official-announcement.txt": (official, lambda sheets: plain_text(announcement(sheets))),
    "two-rounds-announcement.txt": (two_rounds, lambda sheets: plain_text(announcement(sheets))),
    "official-ballot.txt": (official, lambda sheets: plain_text(ballot_paper(sheets[0].ticket))),
    "ranking-ballot.txt": (ranking, lambda sheets: plain_text(ballot_paper(sheets[0].ticket))),
}


def test_every_paper_says_that_it_has_no_force() -> None:
    (sheet,) = official()
    for paper in (count_report(sheet), announcement([sheet]), ballot_paper(sheet.ticket)):
        assert NO_FORCE in plain_text(paper)


def test_nothing_is_announced_that_is_not_decided() -> None:
    """Nor is it where another round is asked for, without a word of that."""
    unknown = sheet_of(trial(replace(TEN, seats=0)), "8 OO", "2 X")
    assert "应选项目数未知，只排票数，不判定入选。" in unknown.conclusions
    text = plain_text(announcement([unknown]))
    assert "应选项目数未知，判定不了入选，没有可以公告的内容。" in text
    assert "确定" not in text
    judged = replace(survey_rules(Rules(SURVEY_TITLE, 12, 10, 10), Threshold.HALF), issued=9)
    text = plain_text(announcement([sheet_of(ticket(4, judged), "10 OBX-")]))
    assert "投票无效，没有计票，没有可以公告的内容" in text
    again = sheet_of(trial(replace(TEN, shortfall=Shortfall.ANOTHER_ROUND)), "8 O", "2 XO")
    text = plain_text(announcement([again]))
    assert "确定以下1项" in text
    assert "按规则还要就空缺另行投票，这份名单不是最后的" in text


def test_a_vote_without_a_quorum_is_not_called_valid() -> None:
    text = plain_text(count_report(sheet_of(trial(replace(TEN, deputies_total=16)), "10 O")))
    assert "发出选票10张，收回10张。" in text
    assert "不足法定人数" in text
    assert "投票有效" not in text


def test_the_best_stand_first(tmp_path: Path) -> None:
    sheet = two_rounds()[0]
    assert [line.item.id for line in sheet.ranked] == [1, 2, 3, *range(4, 17)]
    (ranked,) = ranking()
    assert [line.item.id for line in ranked.ranked][:2] == [1, 3]


@pytest.mark.parametrize("name", GOLDENS)
def test_a_sheet_reads_as_it_should(name: str) -> None:
    make, write = GOLDENS[name]
    assert write(make()).encode("utf-8") == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("make", [full_session, nothing_known, two_rounds, ranking])
def test_every_page_says_that_it_has_no_force(make: Callable[[], list[Sheet]]) -> None:
    sheets = make()
    pages = to_text(sheets).split("\f")

    for page in pages:
        rows = page.splitlines()
        assert rows[0] == NO_FORCE
        assert NO_FORCE in rows[-1]
        assert (rows[1] == NOTICE) == (sheets[0].ticket.status is ListStatus.TRIAL)
        assert len(rows) <= PAGE
        assert all(cell_edges(row)[-1] <= WIDTH for row in rows)
        assert not any(row.startswith(tuple("，。、；：？！」）】")) for row in rows)
    assert to_markdown(sheets).count(NO_FORCE) == 2 * len(sheets)
    assert to_csv(sheets).startswith(NO_FORCE)
    assert all(entry["notices"][0] == NO_FORCE for entry in json.loads(to_json(sheets)))


def test_sixty_long_titles_fit_their_pages() -> None:
    asked = ticket(60, TEN)
    long = tuple(Printed(item.id, "很长的名称，" * 20) for item in asked.candidates)
    text = to_text([sheet_of(replace(asked, candidates=long), "10 O")])

    assert all(len(page.splitlines()) <= PAGE for page in text.split("\f"))
    assert text.count("很长的名称，" * 2) > 60


@pytest.mark.parametrize(
    ("rules", "papers", "words"),
    [
        (TEN, ["11 O"], "收回的票（11）多于发出的票（10），本次投票无效，不计票。"),
        (replace(TEN, issued=0), ["11 O"], "收回的票（11）多于实到代表（10），本次投票无效"),
        (
            replace(TEN, issued=0, present=0),
            ["11 O"],
            "收回的票（11）多于全体代表（10），本次投票无效",
        ),
        (replace(TEN, present=6), ["6 O"], "实到代表6人，全体代表10人，不足法定人数"),
        (replace(TEN, base=Base.PRESENT, present=0), ["9 O"], "实到代表数未填，是否过半无从判定。"),
        (
            replace(TEN, deputies_total=0, threshold=Threshold.TWO_THIRDS),
            ["9 O"],
            "全体代表数未填，是否达到三分之二以上（含本数）无从判定。",
        ),
        (replace(TEN, seats=0), ["9 O"], "应选项目数未知，只排票数，不判定入选。"),
        (TEN, ["9 OO"], "应选2项，入选2项：1号“项目1”、2号“项目2”。"),
        (TEN, ["9 X"], "应选2项，入选0项。"),
        (TEN, ["9 X"], "空缺2项。"),
        (
            TEN,
            ["9 OOO"],
            "1号“项目1”、2号“项目2”、3号“项目3”并列，争2个名额，按规则就并列项再次",
        ),
        (replace(TEN, tie=Tie.LOT), ["9 OOO"], "由大会以抽签决定，本程序不代抽。"),
        (
            replace(TEN, shortfall=Shortfall.ANOTHER_ROUND),
            ["9 O"],
            "按规则就空缺另行投票，应选1项，列入：2号“项目2”、3号“项目3”、4号“项目4”。",
        ),
    ],
)
def test_how_it_came_out_in_words(rules: Rules, papers: list[str], words: str) -> None:
    assert words in "".join(sheet_of(ticket(4, rules), *papers).conclusions)


def test_what_is_unknown_is_called_unknown() -> None:
    figures = dict(sheet_of(ticket(4, Rules()), "3 O").figures)

    assert [figures[name] for name in ("全体代表", "实到代表", "发出票", "未交票", "应选项目")] == [
        "未知"
    ] * 5
    assert figures["法定人数"] == "未知（全体代表数或实到代表数未填）"
    assert (figures["收回票"], figures["有效票"], figures["无效票"]) == ("3", "3", "0")
    none = dict(sheet_of(ticket(4, Rules(quorum=Quorum.NONE)), "3 O").figures)
    assert none["法定人数"] == "不设"


def test_a_survey_without_a_valid_ballot_says_so() -> None:
    """Nobody has left a number out."""
    rules = survey_rules(Rules(SURVEY_TITLE, base=Base.VALID), Threshold.HALF)
    sheet = Sheet(ticket(2, rules), tally(rules, 2, {}))
    assert sheet.conclusions == ["有效票数是0，是否达到二分之一以上（含本数）无从判定。"]


def test_a_count_of_the_hall_that_differs_from_the_box_stands_beside_it() -> None:
    rules = replace(TEN, present=0, issued=10, collected=8)
    sheet = sheet_of(ticket(2, rules), "9 O")

    assert sheet.figures["收回票"] == "9（会场清点8）"
    printed = plain_text(count_report(sheet))
    assert "发出选票10张，收回9张（会场清点8张），收回的票少于发出的票，投票有效。" in printed
    for text in (to_text([sheet]), to_markdown([sheet]), to_csv([sheet]), to_json([sheet])):
        assert "会场清点8" in text or '"collected": 8' in text
    same = sheet_of(ticket(2, replace(rules, collected=9)), "9 O")
    assert same.figures["收回票"] == "9"
    assert "会场清点" not in to_text([same]) + plain_text(count_report(same))


def test_a_count_of_the_hall_beyond_those_issued_makes_the_vote_void_and_says_why() -> None:
    sheet = sheet_of(ticket(2, replace(TEN, present=0, issued=10, collected=11)), "9 O")

    assert sheet.lines == ()
    assert sheet.conclusions == ["收回的票（11）多于发出的票（10），本次投票无效，不计票。"]
    printed = plain_text(count_report(sheet))
    assert "收回9张（会场清点11张）。" in printed
    assert f"\n{sheet.conclusions[0]}" in printed


def test_a_vote_that_is_not_counted_shows_no_counts() -> None:
    sheet = sheet_of(ticket(4, TEN), "11 O")

    assert sheet.lines == ()
    assert "有效票" not in dict(sheet.figures)
    assert "项目1" not in to_text([sheet]) + to_markdown([sheet]) + to_csv([sheet])


def test_laws_are_named_as_the_analogies_they_are() -> None:
    sheet = sheet_of(ticket(4, TEN), "9 OOO")
    remarks = legal_remarks(sheet.ticket, sheet.result)

    assert "只是类比参照" in remarks[0]
    articles = [remark.partition("：")[0] for remark in remarks[1:]]
    assert articles == [
        "地方组织法第十四条",
        "地方组织法第二十五条",
        "地方组织法第二十九条",
        "选举法第四十四条",
        "选举法第四十五条",
    ]


def test_verdicts() -> None:
    verdicts = [line.verdict for line in sheet_of(ticket(5, TEN), "7 OOO", "3 O-X").lines]
    assert verdicts == [Verdict.WON, Verdict.TIED, Verdict.TIED, Verdict.FAILED, Verdict.FAILED]

    rules = replace(TEN, seats=0)
    verdicts = [line.verdict for line in sheet_of(ticket(2, rules), "7 O").lines]
    assert verdicts == [Verdict.PASSED, Verdict.FAILED]


def test_an_approval_ballot_has_no_column_for_against() -> None:
    sheet = sheet_of(ticket(2, replace(TEN, mode=Mode.APPROVE)), "7 OX")

    assert [name for name, _ in sheet.counts(sheet.lines[0])][:2] == ["赞成", "未选"]
    assert "| 序号 | 项目 | 赞成 | 未选 | 该项作废 | 结果 |" in to_markdown([sheet])


@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 300), st.integers(4, 60))
def test_a_bar_reaches_the_line_exactly_when_the_item_passes(
    yes: int, needed: int, scale: int, width: int
) -> None:
    line = SheetLine(Printed(1, ""), Count(yes=min(yes, scale)), Verdict.PASSED, needed, scale)
    filled, at = line.bar(width)

    assert 0 <= filled <= width
    if at is None:
        assert needed > scale
    else:
        assert 0 < at <= width
        assert (filled >= at) == (line.count.yes >= needed)


def test_no_spreadsheet_computes_a_title() -> None:
    asked = replace(ticket(2, TEN), candidates=(Printed(1, "=1+1"), Printed(2, '甲,"乙"')))
    rows = list(csv.reader(io.StringIO(to_csv([sheet_of(asked, "9 O")]))))

    titles = [row[1] for row in rows if row[:1] in (["1"], ["2"])]
    assert titles == ["'=1+1", '甲,"乙"']


def test_markdown_takes_a_title_as_it_is() -> None:
    asked = replace(ticket(2, TEN), candidates=(Printed(1, "*甲*|乙"), Printed(2, "<b>")))

    assert r"| 1 | \*甲\*\|乙 |" in to_markdown([sheet_of(asked, "9 O")])


if __name__ == "__main__":
    for name, (make, write) in GOLDENS.items():
        (GOLDEN / name).write_bytes(write(make()).encode("utf-8"))
