"""The whole vote of a report, restarted at every step."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from content.candidates.candidates import Candidates, ListStatus, read_candidates
from content.errors import Problem
from content.parsing.outline import parse
from content.shelf.library import load_builtin
from review.base import paths
from review.base.paper import Grid
from review.voting.box.ballot_box import Box
from review.voting.box.box_file import State
from review.voting.counting.ballot import TORN, Ballot, Printed
from review.voting.counting.results import Count, ItemStatus, Verdict
from review.voting.practice import practice_sheet, practice_ticket
from review.voting.rules.choices import BlankBallot, BlankItem, Mode, Quorum, Shortfall, Threshold
from review.voting.rules.rules import EACH, NO_LIMIT, Day, Rules, survey_rules
from review.voting.sheet.vote_papers import chosen_items, trial_names, trials_paper
from review.voting.vote import Vote
from review.voting.vote_files import (
    VoteKind,
    candidates_in_force,
    default_rules,
    note_begun,
    put_in_force,
    read_rounds,
)
from review.voting.vote_mending import mend, unusable
from tests.small import SMALL_TEXT
from tests.unit.voting.casting import ticket

REPORT = load_builtin()
TEN = Rules(deputies_total=10, present=10, seats=2, select_max=NO_LIMIT)

Restart = Callable[[], Vote]


@pytest.fixture
def restart() -> Iterator[Restart]:
    """Close the vote as the program would at its end, and open it as at its next start."""
    votes: list[Vote] = []

    def again() -> Vote:
        if votes:
            votes.pop().close()
        vote = Vote(REPORT)
        votes.append(vote)
        return vote

    yield again
    for vote in votes:
        vote.close()


def cast(vote: Vote, marks: str, times: int = 1) -> None:
    """Cast the same ballot several times; items that are left out are unmarked."""
    for _ in range(times):
        vote.box.cast(marks.ljust(len(vote.ticket.items), "-"))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (SMALL_TEXT, "2024年"),
        (SMALL_TEXT.replace("2024", "2027").replace("2023", "2026"), "2027年"),
        (re.sub(r"20\d\d年|（.*?）", "", SMALL_TEXT), ""),
    ],
    ids=["2024", "2027", "no year"],
)
def test_a_vote_is_called_by_the_year_of_its_report(text: str, year: str) -> None:
    for kind, what in ((VoteKind.TRIAL, "试投票"), (VoteKind.DECISION, "票决")):
        assert default_rules(parse(text), kind).title == f"{year}民生实事候选项目{what}"


def test_the_defaults_know_nothing(restart: Restart) -> None:
    vote = restart()

    assert vote.state is None
    assert vote.rules == Rules()
    assert len(vote.ticket.items) == 16


def test_rules_are_kept_while_they_are_set_and_frozen_at_the_start(restart: Restart) -> None:
    restart().set_rules(TEN)
    vote = restart()
    assert (vote.state, vote.rules) == (None, TEN)

    vote.start()
    frozen = vote.ticket.rules_sha256
    with pytest.raises(Problem, match="规则不能再改"):
        vote.set_rules(Rules())

    vote = restart()
    assert vote.state is State.OPEN
    assert vote.ticket.rules_sha256 == frozen


def test_a_tie_is_voted_on_again_over_the_tied_alone(restart: Restart) -> None:
    restart().set_rules(TEN)
    restart().start()
    cast(restart(), "O-OO", 7)
    cast(restart(), "O", 3)
    assert restart().box.count == 10

    restart().box.seal()
    result = restart().count()
    assert result.status is ItemStatus.TIE

    vote = restart()
    vote.start_next(vote.rules.day._replace(issued=0, collected=0))
    vote = restart()
    assert (vote.ticket.round, vote.ticket.ids) == (2, (3, 4))
    assert vote.rules.seats == vote.rules.limit == 1
    assert vote.rules.threshold is Threshold.NONE
    with pytest.raises(Problem, match="至多选1项"):
        vote.box.cast("OO")
    cast(vote, "-O", 2)
    cast(vote, "O-")
    restart().box.seal()
    restart().count()

    vote = restart()
    assert [sheet.result.status for sheet in vote.sheets] == [ItemStatus.TIE, ItemStatus.DECIDED]
    won = [item.id for item in chosen_items(vote.sheets)]
    assert won == [1, 4]
    assert vote.next is None
    with pytest.raises(Problem, match="不需要再投一轮"):
        vote.start_next(vote.rules.day._replace(issued=0, collected=0))


def test_vacant_seats_are_voted_on_again_under_the_same_threshold(restart: Restart) -> None:
    rules = replace(TEN, select_max=2, shortfall=Shortfall.ANOTHER_ROUND)
    vote = restart()
    vote.set_rules(rules)
    vote.start()
    for marks in ("OO", "O-O", "O--O"):
        cast(vote, marks, 2)
    cast(vote, "", 4)
    vote.box.seal()
    assert vote.count().status is ItemStatus.SHORTFALL
    vote.start_next(vote.rules.day._replace(present=9, issued=9, collected=0))

    assert vote.ticket.ids == (2, 3, 4)
    assert vote.rules == replace(rules, present=9, issued=9, seats=1, select_max=1)


def test_of_vacant_seats_no_ballot_chooses_more_than_there_are(restart: Restart) -> None:
    """Though the first round had no limit."""
    vote = restart()
    vote.set_rules(replace(TEN, shortfall=Shortfall.ANOTHER_ROUND))
    vote.start()
    cast(vote, "O", 6)
    vote.box.seal()
    vote.count()
    vote.start_next(vote.rules.day._replace(present=9, issued=9, collected=0))
    assert vote.rules.limit == vote.rules.seats == 1


def test_a_whole_vote_has_one_item(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(replace(TEN, mode=Mode.WHOLE, seats=1))
    vote.start()

    assert vote.ticket.items == (Printed(1, "全部16个候选项目"),)


def test_a_box_can_be_reopened_until_it_is_thrown_away(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()
    cast(vote, "O", 6)
    vote.box.seal()
    vote.box.reopen()
    cast(restart(), "O")
    assert restart().box.count == 7

    vote = restart()
    vote.throw_away()

    assert vote.state is None
    assert restart().state is None
    assert restart().rules == TEN


def test_throwing_a_later_round_away_leaves_the_earlier_as_counted(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()
    cast(vote, "OOO", 6)
    vote.box.seal()
    vote.count()
    vote.start_next(vote.rules.day._replace(issued=0, collected=0))
    vote.throw_away()

    assert vote.state is State.COUNTED
    assert restart().next == vote.next

    restart().throw_away()
    assert restart().state is None
    assert restart().boxes == []


def test_before_sealing_nothing_but_the_number_comes_out(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()
    cast(vote, "O", 3)

    assert vote.box.count == 3
    assert vote.sheets == []
    for ask in (vote.count, vote.box.ballots):
        with pytest.raises(Problem, match="还没有封"):
            ask()


def test_a_second_program_is_refused(restart: Restart) -> None:
    vote = restart()
    vote.start()

    with pytest.raises(Problem, match="另一个审议窗口"):
        Vote(REPORT)

    cast(vote, "O")
    assert vote.box.count == 1


def test_rules_that_contradict_themselves_do_not_start(restart: Restart) -> None:
    vote = restart()
    with pytest.raises(Problem, match="实到代表（11）多于全体代表（10）"):
        vote.set_rules(replace(TEN, present=11))
    with pytest.raises(Problem, match="应选项目数是17，而票上只有16项"):
        vote.set_rules(replace(TEN, seats=17))
    assert restart().rules == Rules()


@pytest.mark.parametrize("rules", [TEN, Rules(mode=Mode.WHOLE, seats=EACH)])
def test_there_is_no_vote_on_an_empty_list(restart: Restart, rules: Rules) -> None:
    """Nor on all of its candidates as one."""
    vote = restart()
    vote.set_rules(rules)
    vote.set_candidates(Candidates(ListStatus.OFFICIAL, ()))
    with pytest.raises(Problem, match="名单是空的"):
        vote.start()
    with pytest.raises(Problem, match="还没有名单"):
        practice_ticket(vote)
    vote.set_rules(replace(rules, title="名单以后再定"))


def test_boxes_of_other_machines_are_added_once(restart: Restart, tmp_path: Path) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()
    cast(vote, "O", 3)
    other = Box.create(tmp_path / "other.box", vote.ticket)
    other.cast(("O", *"-" * 15))
    other.seal()
    vote.box.seal()

    vote.add_boxes([other])
    assert restart().box.count == 4

    with pytest.raises(Problem, match="重复"):
        restart().add_boxes([other])
    vote = restart()
    assert vote.box.count == 4
    vote.count()
    assert "并入另一个票箱1张。" in vote.sheets[0].events


def test_who_is_present_everywhere_is_counted_once(restart: Restart, tmp_path: Path) -> None:
    """Of all boxes together, not of one after the other, which would be more than there are."""
    vote = restart()
    vote.set_rules(replace(TEN, deputies_total=250, present=100, issued=0))
    vote.start()
    vote.box.seal()
    others = [Box.create(tmp_path / f"{number}.box", vote.ticket) for number in range(2)]
    for other in others:
        other.seal()
    vote.add_boxes(others)
    assert vote.rules.present == 100


def test_a_look_at_a_vote_removes_nothing_that_is_being_written(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()
    new = vote.box.path.with_name(f".{vote.box.path.name}.0badcafe")
    new.write_bytes(b"a box with one ballot more")
    read_rounds(vote.folder)
    assert new.exists()


def test_a_vote_of_which_nothing_was_told_has_not_begun(
    restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full after its box: its 应急码 is shown only once."""

    def fail(_folder: Path, _rounds: int) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间。")

    vote = restart()
    vote.set_rules(TEN)
    with monkeypatch.context() as patch:
        patch.setattr("review.voting.vote.note_begun", fail)
        with pytest.raises(Problem, match="磁盘已满"):
            vote.start("口令一二三四")
    assert vote.state is None
    assert vote.start("口令一二三四")
    assert restart().state is State.OPEN


def test_a_number_that_cannot_be_taken_away_is_said(
    restart: Restart, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()

    def fail(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", fail)
        with pytest.raises(Problem, match="无法删除"):
            note_begun(vote.folder, 0)


def test_an_earlier_trial_that_cannot_be_read_stops_nobody(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(TEN)
    vote.start()
    vote.box.seal()
    vote.count()
    vote.again()
    (vote.folder / "past-1" / "round-1.box").write_bytes(b"{}")
    assert (vote.past, vote.trials) == ({1: []}, {})
    vote.start()
    assert vote.state is State.OPEN
    vote.box.seal()
    vote.count()
    assert trial_names(vote.trials, is_last_open=False) == ["第2次"]


def test_damaged_boxes_of_earlier_trials_are_set_aside() -> None:
    """Each under the name of its trial: all of them are called alike."""
    vote = Vote(REPORT)
    for number in (1, 2):
        vote.start()
        vote.box.seal()
        vote.count()
        vote.again()
        (vote.folder / f"past-{number}" / "round-1.box").write_bytes(b"%d" % number)
    vote.close()
    assert [each.path.parent.name for each in unusable(vote.folder)] == ["past-1", "past-2"]
    aside = mend(vote.folder)
    assert aside is not None
    kept = [(aside / f"past-{number}" / "round-1.box").read_bytes() for number in (1, 2)]
    assert kept == [b"1", b"2"]
    assert unusable(vote.folder) == []
    again = Vote(REPORT)
    assert again.number == 3
    again.close()


def test_tellers_copy_on_once_a_mistyped_number_is_put_right(restart: Restart) -> None:
    vote = restart()
    vote.set_rules(replace(TEN, deputies_total=1, present=0))
    vote.start()
    paper = Ballot(("O", *"-" * 15))
    vote.teller_box(1).enter(paper)
    with pytest.raises(Problem, match="已有1张票，全体代表数是1，不能再投"):
        vote.teller_box(1).enter(paper)
    vote.box.set_day(Day(10))
    vote.teller_box(1).enter(paper)
    assert restart().teller_box(1).count == 2


def test_paper_is_added_once_both_tellers_agree(restart: Restart) -> None:
    vote = restart()
    with pytest.raises(Problem, match="还没有开始"):
        vote.teller_box(1)
    vote.set_rules(TEN)
    vote.start()
    cast(vote, "O", 3)
    paper, torn = Ballot(("O", *"-" * 15)), Ballot(("-",) * 16, TORN)
    for teller in (1, 2):
        for _ in range(2):
            vote.teller_box(teller).enter(paper)
    vote.teller_box(1).enter(torn)

    with pytest.raises(Problem, match="还没有封"):
        vote.take_paper()
    vote = restart()
    for teller in (1, 2):
        vote.teller_box(teller).seal()
    vote.box.seal()
    with pytest.raises(Problem, match="录得不一样"):
        vote.take_paper()

    second = vote.teller_box(2)
    second.reopen()
    second.enter(torn)
    second.seal()
    vote.take_paper()
    with pytest.raises(Problem, match="不会重复计"):
        restart().take_paper()
    vote = restart()
    assert vote.box.count == 6
    assert (vote.count().collected, vote.count().valid) == (6, 5)

    restart().throw_away()
    names = sorted(path.name for path in restart().folder.iterdir())
    assert names == ["copies", "lock", "past-1", "rules.toml"]
    assert [[sheet.result.collected for sheet in trial] for trial in restart().past.values()] == [
        [6]
    ]


def test_a_box_that_is_deleted_with_its_copy_is_missed(restart: Restart) -> None:
    vote = restart()
    vote.start()
    cast(vote, "O", 3)
    for path in vote.folder.rglob("round-1.box"):
        path.unlink()
    with pytest.raises(Problem, match="第1轮投票已经开始过，票箱和它的备份却都不见了"):
        restart()
    assert [each.path.name for each in unusable(vote.folder)] == ["begun"]
    aside = mend(vote.folder)
    assert aside is not None
    assert sorted(path.name for path in aside.iterdir()) == ["begun", "copies", "round-1.key"]
    restart().start()
    cast(restart(), "O", 2)
    restart().box.seal()
    assert restart().count().collected == 2


def test_a_copy_of_a_box_is_no_second_round(restart: Restart) -> None:
    vote = restart()
    vote.start()
    shutil.copy(vote.folder / "round-1.box", vote.folder / "round-2.box")
    with pytest.raises(Problem, match="里面却是第1轮的票箱，像是复制来的"):
        restart()
    assert mend(vote.folder) is not None
    assert restart().state is State.OPEN


def test_three_votes_stand_side_by_side(tmp_path: Path) -> None:
    """Each with its own list, rules and box; that of version 0.1 is the trial."""
    last_year = tmp_path / "去年.csv"
    last_year.write_text("序号,项目名称\n1,学校\n2,食堂\n", encoding="utf-8")
    listed = read_candidates(last_year, REPORT)
    empty = Vote(REPORT, VoteKind.SURVEY)
    assert empty.candidates.entries == ()
    empty.close()
    put_in_force(listed, REPORT, VoteKind.SURVEY)
    assert len(candidates_in_force(REPORT).entries) == 16

    survey = Vote(REPORT, VoteKind.SURVEY)
    with pytest.raises(Problem, match="恰为半数算不算达到，规则没有写明"):
        survey.start()
    rules = survey_rules(replace(survey.rules, deputies_total=4), Threshold.HALF)
    survey.set_rules(rules)
    survey.start()
    for marks in ("OB", "OX", "BX", "X-"):
        survey.box.cast(marks)
    with pytest.raises(Problem, match="记号"):
        survey.box.cast("O1")
    survey.box.seal()
    result = survey.count()
    survey.close()
    assert result.levels == (Verdict.GOOD, Verdict.POOR)
    assert result.items == (Count(2, 1, fair=1), Count(0, 2, 1, fair=1))
    assert "总体满意率4/8（50.0%）。" in survey.sheets[0].conclusions

    trial, decision = Vote(REPORT), Vote(REPORT, VoteKind.DECISION)
    assert (trial.state, decision.state) == (None, None)
    assert (trial.folder, decision.folder.parent) == (paths.votes_dir(REPORT.id), trial.folder)
    assert decision.rules.title.endswith("票决")
    for vote in (trial, decision):
        vote.close()
    again = Vote(REPORT, VoteKind.SURVEY)
    assert again.sheets[0].result == result
    again.close()


def test_trials_stand_side_by_side(restart: Restart) -> None:
    for marks in ("OO", "O-O"):
        vote = restart()
        vote.set_rules(replace(TEN, quorum=Quorum.NONE))
        vote.start()
        cast(vote, marks, 6)
        vote.box.seal()
        vote.count()
        if marks == "OO":
            vote.again()
    table = trials_paper(restart().trials, is_last_open=True).parts[1]
    assert isinstance(table, Grid)
    assert list(table.rows[0]) == ["项目名称", "第1次", "这一次"]
    assert [row[1:] for row in table.rows[1:4]] == [
        ["6票 入选", "6票 入选"],
        ["6票 入选", "0票 未通过"],
        ["0票 未通过", "6票 入选"],
    ]


def test_no_trial_is_written_over(restart: Restart) -> None:
    """A trial that somebody has taken away leaves its number free for no other."""
    for number in (1, 2, 3):
        vote = restart()
        vote.start()
        cast(vote, "O", number)
        vote.box.seal()
        vote.count()
        vote.again()
        if number == 2:
            shutil.rmtree(vote.folder / "past-1")
    past = restart().past
    assert {n: [sheet.result.collected for sheet in past[n]] for n in past} == {2: [2], 3: [3]}


@pytest.mark.parametrize("mode", [Mode.YNA, Mode.SURVEY])
@pytest.mark.parametrize("rule", [BlankItem.INVALID_BALLOT, BlankBallot.INVALID])
def test_no_ballot_by_chance_is_void(mode: Mode, rule: BlankItem | BlankBallot) -> None:
    """Else all of practice is: every item has to be marked, and by chance none would be."""
    is_item = isinstance(rule, BlankItem)
    changes: dict[str, Any] = {"blank_item" if is_item else "blank_ballot": rule}
    rules = Rules(mode=mode, seats=1, present=40, deputies_total=40, **changes)
    result = practice_sheet(ticket(2, rules), ("O", "X")).result
    assert (result.valid, result.invalid) == (40, 0)


def test_the_rules_of_a_survey_stay_in_a_survey(restart: Restart) -> None:
    rules = survey_rules(Rules(), Threshold.HALF)
    with pytest.raises(Problem, match="试投不能用“满意度测评”的规则"):
        restart().set_rules(rules)
