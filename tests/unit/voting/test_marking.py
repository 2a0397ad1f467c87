"""Filling a ballot in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.candidates.candidates import read_candidates
from content.shelf.library import BUILTIN, load_builtin
from review.voting.ballot_draft import BallotCopy, BallotDraft
from review.voting.box.box_ticket import first_ticket
from review.voting.counting.ballot import NO, UNMARKED, YES
from review.voting.rules.choices import BlankBallot, BlankItem, Mode
from review.voting.rules.rules import NO_LIMIT, PRESETS, Rules
from review.voting.sheet.wording import instruction

REPORT = load_builtin()
# Not those in force: a list of whoever runs this would be.
CANDIDATES = read_candidates(BUILTIN / "candidates.toml", REPORT)
PRESETS_BY_NAME = {preset.name: preset for preset in PRESETS}


def paper(rules: Rules) -> BallotDraft:
    """An untouched ballot over the sixteen candidates."""
    return BallotDraft(first_ticket(REPORT.id, rules, CANDIDATES))


def test_nothing_is_marked_before_the_deputy_marks_it() -> None:
    ballot = paper(Rules(seats=10))

    assert ballot.marks == (UNMARKED,) * 16
    assert [ballot.mark(item) for item in range(16)] == [""] * 16
    assert ballot.summary == "已选 0／至多 10　还可选10项　反对 0　弃权 0　未填 16"


def test_each_sign_is_given_taken_back_and_counted() -> None:
    ballot = paper(Rules(seats=10))
    for item, mark in enumerate([YES, NO, UNMARKED, YES]):
        assert ballot.choose(item, mark) == ""
    ballot.choose(3, NO)

    assert ballot.marks[:5] == (YES, NO, UNMARKED, NO, UNMARKED)
    assert [ballot.mark(item) for item in range(5)] == [YES, NO, UNMARKED, NO, ""]
    assert ballot.summary == "已选 1／至多 10　还可选9项　反对 2　弃权 1　未填 12"
    assert ballot.remarks == ["未填的12项按弃权计。", "至多10项，选了1项；少选的票有效。"]


def test_one_more_than_the_limit_is_stopped_and_changes_nothing() -> None:
    ballot = paper(Rules(seats=2))
    ballot.choose(0, YES)
    ballot.choose(1, YES)

    assert "已选满2项" in ballot.choose(2, YES)
    assert ballot.mark(2) == ""
    assert ballot.choose(2, NO) == ""  # × never uses up the limit
    assert ballot.choose(0, YES) == ""  # the same ○ once more is no other one
    assert ballot.choose(0, UNMARKED) == ""
    assert ballot.choose(2, YES) == ""


def test_no_limit_is_said_and_none_is_kept() -> None:
    for rules in (Rules(), Rules(seats=2, select_max=NO_LIMIT)):
        ballot = paper(rules)
        assert all(ballot.choose(item, YES) == "" for item in range(16))
        assert ballot.summary.startswith("已选 16　反对")
        assert "至多" not in instruction(ballot.ticket)


def test_a_ballot_to_choose_on_has_no_place_for_against() -> None:
    ballot = paper(Rules(seats=3, mode=Mode.APPROVE))

    assert "没有反对" in ballot.choose(0, NO)
    assert ballot.choose(0, YES) == ""
    assert ballot.summary == "已选 1／至多 3　还可选2项"
    ballot.choose(1, YES)
    ballot.choose(2, YES)
    assert ballot.summary == "已选 3／至多 3　已选满"


@pytest.mark.parametrize(
    ("rules", "marks", "remark"),
    [
        (Rules(seats=3), "", "没有作任何记号的票有效，各项都是弃权。"),
        (Rules(seats=3, blank_ballot=BlankBallot.INVALID), "", "没有作任何记号的票按规则无效。"),
        (Rules(seats=3, blank_item=BlankItem.INVALID_BALLOT), "OX", "还有14项没有记号"),
        (PRESETS_BY_NAME["必须选满"].apply(Rules(), 3), "OO", "要选满3项，现在选了2项"),
    ],
)
def test_what_the_rules_make_of_it_is_said_before_casting(
    rules: Rules, marks: str, remark: str
) -> None:
    ballot = paper(rules)
    for item, mark in enumerate(marks):
        ballot.choose(item, mark)

    assert remark in "".join(ballot.remarks)
    assert ballot.refusal == ""  # it can be cast all the same


def test_places_are_given_in_turn_typed_and_taken_back() -> None:
    ballot = paper(Rules(seats=12, mode=Mode.RANK))
    assert ballot.toggle_place(4) == ""
    assert ballot.toggle_place(2) == ""
    assert (ballot.mark(4), ballot.mark(2)) == ("1", "2")
    ballot.toggle_place(4)
    ballot.toggle_place(7)
    assert ballot.mark(7) == "1"

    assert "已经给了8号" in ballot.type_place(9, "1")
    assert ballot.type_place(9, "2") == ""  # 12
    assert ballot.mark(9) == "12"
    assert "1到12" in ballot.type_place(3, "0")


def test_a_place_typed_after_a_refused_one_is_another_place() -> None:
    ballot = paper(Rules(seats=12, mode=Mode.RANK))
    ballot.type_place(0, "1")

    assert "已经给了1号" in ballot.type_place(1, "1")
    assert ballot.type_place(1, "2") == ""
    assert ballot.mark(1) == "2"
    assert "已经给了1号" in ballot.type_place(2, "1")
    assert ballot.type_place(2, "0") == ""  # there is no place 0
    assert ballot.mark(2) == "10"
    assert "已经给了1号" in ballot.type_place(3, "1")
    assert ballot.type_place(3, "2") == ""  # place 2 is given
    assert ballot.mark(3) == "12"


def test_a_teller_sees_the_place_that_is_copied() -> None:
    """Two digits, for which there is room; a third would have gone unseen."""
    copy = BallotCopy(paper(Rules(seats=12, mode=Mode.RANK)).ticket)
    for digit in "123":
        copy.type_place(0, digit)
    assert copy.mark(0) == "12"


def test_the_whole_list_is_one_item() -> None:
    ballot = paper(PRESETS_BY_NAME["整体表决"].apply(Rules(), 1))

    assert ballot.summary == "还没有填"
    ballot.choose(0, UNMARKED)
    assert ballot.summary == "已填：弃权"


@given(
    st.sampled_from(Mode),
    st.integers(0, 16),
    st.lists(st.tuples(st.integers(0, 15), st.sampled_from("OX-0123456789t")), max_size=60),
)
def test_whatever_is_pressed_the_ballot_can_be_cast(
    mode: Mode, seats: int, keys: list[tuple[int, str]]
) -> None:
    """No sequence of keys makes a ballot that the box refuses or that chooses too many."""
    rules = replace(Rules(seats=seats), mode=mode)
    if mode is Mode.WHOLE:
        rules = replace(rules, seats=1)
    ballot = paper(rules)
    for item, key in keys:
        at = 0 if mode is Mode.WHOLE else item
        if mode is not Mode.RANK and key in "OX-":
            ballot.choose(at, key)
        elif mode is Mode.RANK and key == "t":
            ballot.toggle_place(at)
        elif mode is Mode.RANK and key.isdigit():
            ballot.type_place(at, key)
        assert ballot.refusal == ""
        assert rules.limit is None or ballot.chosen <= rules.limit
