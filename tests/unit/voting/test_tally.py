"""What is true of every tally, and the cases that the worked ones leave out."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.voting.counting.ballot import BOTH, ILLEGIBLE, NO, TORN, UNMARKED, YES, Ballot
from review.voting.counting.results import ItemStatus, Places, Reason, Result
from review.voting.counting.tally import tally
from review.voting.rules.choices import (
    Base,
    BlankItem,
    Conflict,
    Mode,
    Quorum,
    Shortfall,
    Threshold,
    Tie,
    TieBreak,
)
from review.voting.rules.rules import EACH, NO_LIMIT, Rules
from tests.unit.voting.cases import both, random_case
from tests.unit.voting.vectors import ballots_of, rules_of

SEEDS = st.integers(0, 10**9)


def count(rules: Rules, *papers: str) -> Result:
    """Count ballots written as their marks, such as OX-; a number before them says how many."""
    ballots: Counter[Ballot] = Counter()
    for paper in papers:
        number, _, marks = paper.rpartition(" ")
        ballots[Ballot(tuple(marks))] += int(number or 1)
    return tally(rules, len(papers[0].split()[-1]), ballots)


def test_random_cases_agree_with_a_second_tally() -> None:
    """All 40,000: python -m tests.unit.voting.cases 40000."""
    seen: Counter[str] = Counter()
    for seed in range(4000):
        ours, theirs = both(random_case(seed))
        assert ours == theirs, f"random_case({seed})"
        seen[ours["status"]] += 1

    assert set(seen) == {status.value for status in ItemStatus}


@given(SEEDS)
def test_the_totals_add_up(seed: int) -> None:
    case = random_case(seed)
    rules = rules_of(case)
    result = tally(rules, case["rules"]["m"], ballots_of(case))
    if result.items is None:
        assert result.status in (ItemStatus.VOID, ItemStatus.NO_QUORUM)
        return
    assert result.valid is not None
    for item in result.items:
        assert item.satisfied + item.no + item.abstain + item.bad == result.valid
        assert item.no == 0 or rules.mode in (Mode.YNA, Mode.WHOLE, Mode.SURVEY)
    assert result.valid + sum(number for _, number in result.reasons) == result.collected
    if result.qualified is None:
        return
    assert set(result.elected) <= set(result.qualified)
    if result.status in (ItemStatus.DECIDED, ItemStatus.SHORTFALL) and rules.tie is not Tie.ALL_IN:
        assert result.unfilled is not None
        seats = len(result.qualified) if rules.seats == EACH else rules.seats
        assert len(result.elected) + result.unfilled == seats


@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_does_not_matter(seed: int, rng: random.Random) -> None:
    case = random_case(seed)
    single = [Ballot(*ballot) for ballot in ballots_of(case).elements()]
    rng.shuffle(single)

    shuffled = tally(rules_of(case), case["rules"]["m"], Counter(single))

    assert shuffled == tally(rules_of(case), case["rules"]["m"], ballots_of(case))


@given(SEEDS, st.data())
def test_one_more_vote_for_an_item_never_lowers_it(seed: int, data: st.DataObject) -> None:
    """With all else as it is, one ballot that abstained from it now is for it."""
    case = random_case(seed)
    m = case["rules"]["m"]
    rules = replace(
        rules_of(case), mode=Mode.YNA, select_max=NO_LIMIT, points=(), deputies_total=10**4,
        present=10**4, issued=0, threshold=Threshold.NONE, tie=Tie.REVOTE,
    )  # fmt: skip
    ballots = Counter(
        Ballot(tuple(YES if mark.isdigit() else mark for mark in ballot.marks), ballot.flag)
        for ballot in ballots_of(case).elements()
    )
    item = data.draw(st.integers(0, m - 1))
    changed = [b for b in ballots if b.marks[item] == UNMARKED and not b.flag]
    if not changed:
        return
    old = data.draw(st.sampled_from(sorted(changed)))
    new = Ballot((*old.marks[:item], YES, *old.marks[item + 1 :]))

    before = tally(rules, m, ballots)
    after = tally(rules, m, ballots - Counter({old: 1}) + Counter({new: 1}))

    assert before.items is not None
    assert after.items is not None
    assert after.items[item].yes >= before.items[item].yes
    assert _standing(after, item + 1) >= _standing(before, item + 1)


def _standing(result: Result, item: int) -> int:
    """2 for an item that has won, 1 for one that still may, 0 for one that has not."""
    if item in result.elected:
        return 2
    tied: tuple[int, ...] = result.tie.ids if result.tie else ()
    return int(item in tied)


# Steps that no worked case takes


KNOWN = Rules(deputies_total=9, present=9, issued=9, seats=1)


def test_none_of_the_tied_leaves_their_seats_vacant() -> None:
    rules = replace(KNOWN, seats=2, select_max=NO_LIMIT, tie=Tie.NONE_IN)
    result = count(rules, "6 OOO-", "3 O---")

    assert (result.elected, result.tie) == ((1,), None)
    assert (result.status, result.unfilled, result.next) == (ItemStatus.SHORTFALL, 1, None)

    rules = replace(rules, shortfall=Shortfall.ANOTHER_ROUND)
    assert count(rules, "6 OOO-", "3 O---").next == Places((2, 3), 1)


def test_no_round_is_held_over_nothing() -> None:
    """Everything has won and a seat is still vacant."""
    rules = replace(KNOWN, seats=3, shortfall=Shortfall.ANOTHER_ROUND)
    result = count(rules, "9 OO")

    assert (result.elected, result.unfilled, result.next) == ((1, 2), 1, None)


def test_a_tie_chain_that_does_not_part_them_leaves_a_tie() -> None:
    rules = replace(KNOWN, select_max=NO_LIMIT, tie_chain=(TieBreak.NO_ASC, TieBreak.YES))

    assert count(rules, "5 OO", "4 XX").tie == Places((1, 2), 1)


def test_first_places_part_items_of_equal_points() -> None:
    rules = replace(
        KNOWN, mode=Mode.RANK, seats=1, select_max=2, points=(1, 1), tie_chain=(TieBreak.FIRST,)
    )
    ballots = Counter({Ballot(("1", "2", "-")): 5, Ballot(("2", "1", "-")): 4})
    result = tally(rules, 3, ballots)

    assert result.items is not None
    assert [item.points for item in result.items] == [9, 9, 0]
    assert result.elected == (1,)


@pytest.mark.parametrize(
    ("points", "expected"),
    [((), [4, 3, 2, 1]), ((5, 3), [5, 3, 0, 0]), ((5, 3, 1, 1, 1), [5, 3, 1, 1])],
)
def test_points_of_a_ranking_without_a_limit(points: tuple[int, ...], expected: list[int]) -> None:
    rules = replace(KNOWN, mode=Mode.RANK, select_max=NO_LIMIT, points=points)
    result = tally(rules, 4, {Ballot(("2", "4", "7", "9")): 1})

    assert result.items is not None
    assert [item.points for item in result.items] == expected


def test_a_ranking_reads_no_other_marks() -> None:
    rules = replace(KNOWN, mode=Mode.RANK)
    ballot = Ballot(("1", YES, NO, ILLEGIBLE, BOTH, UNMARKED))
    result = tally(rules, 6, {ballot: 1})

    assert result.items is not None
    assert [item.bad for item in result.items] == [0, 1, 1, 1, 1, 0]
    spoilt = tally(replace(rules, conflict=Conflict.BALLOT), 6, {ballot: 1})
    assert spoilt.reasons == ((Reason.UNREADABLE, 1),)


@pytest.mark.parametrize(
    ("rules", "paper", "reason"),
    [
        # The first reason that applies is given.
        (replace(KNOWN, conflict=Conflict.BALLOT), "?OO", Reason.UNREADABLE),
        (replace(KNOWN, blank_item=BlankItem.INVALID_BALLOT), "OO-", Reason.INCOMPLETE),
        (replace(KNOWN, blank_item=BlankItem.INVALID_BALLOT), "OO?", Reason.OVER),
        # A blank ballot is no incomplete one, and illegible marks use up no place.
        (replace(KNOWN, blank_item=BlankItem.INVALID_BALLOT), "---", None),
        (KNOWN, "O?*", None),
    ],
)
def test_why_a_ballot_is_invalid(rules: Rules, paper: str, reason: Reason | None) -> None:
    assert count(rules, paper).reasons == (() if reason is None else ((reason, 1),))


def test_a_torn_ballot_counts_as_collected_only() -> None:
    torn = Ballot((YES, NO), TORN)
    result = tally(replace(KNOWN, base=Base.COLLECTED), 2, {torn: 9})

    assert (result.collected, result.valid, result.reasons) == (9, 0, ((Reason.UNREADABLE, 9),))
    assert result.needed == (5, 5)


@pytest.mark.parametrize("base", [Base.VALID, Base.YES_NO])
def test_nothing_passes_on_a_base_of_nothing(base: Base) -> None:
    rules = replace(KNOWN, base=base, threshold=Threshold.ONE_THIRD)
    result = tally(rules, 1, {Ballot((YES,), TORN): 3})

    assert (result.needed, result.qualified) == ((None,), ())


def test_unknown_numbers_are_never_taken_for_met() -> None:
    unknown = replace(KNOWN, deputies_total=0, present=0, issued=0)

    assert count(unknown, "9 O").quorum is None
    assert count(unknown, "9 O").status is ItemStatus.UNDETERMINED
    assert count(replace(unknown, present=9), "9 O").quorum is None
    assert count(replace(unknown, quorum=Quorum.NONE), "9 O").quorum is True
    assert count(replace(unknown, threshold=Threshold.NONE), "9 O").elected == (1,)
    assert (
        count(replace(unknown, seats=0, base=Base.VALID), "9 O").status is ItemStatus.RANKING_ONLY
    )


def test_a_quorum_of_more_than_half_is_strict() -> None:
    half = replace(KNOWN, deputies_total=18, quorum=Quorum.MORE_THAN_HALF)

    assert count(half, "O").quorum is False
    assert count(replace(half, deputies_total=17), "O").quorum is True


@given(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from(list(Threshold)))
def test_the_number_needed_is_the_smallest_that_is_enough(
    count: int, base: int, threshold: Threshold
) -> None:
    if threshold.is_asked:
        least = Fraction(threshold.value.lstrip(">=")) * base
        enough = count >= least if "=" in threshold.value else count > least
        assert (count >= threshold.needed(base)) == enough
