"""Counting ballots (计票): from a multiset of ballots to totals, winners and what comes next.

Shares are compared in integers, never as percentages. The steps come in this order: whether the
vote is valid at all, the quorum, each ballot, each item, the seats, ties, vacancies.

An example: 2 seats, no threshold, and 学校 has 5 votes, 医院 4, 公园 4. The key of the second seat
is 4; what is above it has won (学校), and those at it (医院, 公园) are more than the place that is
left: `rules.tie` decides, by default a new vote over these two with 1 seat. Had 公园 and 道路 3
each, nothing would be tied: that items below the seats are equal is no matter.

A second tally, written from the same rules by other means, checks this one in the tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from review.voting.counting.ballot import FAIR, IDENT, NO, TORN, UNMARKED, YES, Ballot, is_place
from review.voting.counting.results import Count, ItemStatus, Places, Reason, Result, Sums, Verdict
from review.voting.rules.choices import (
    Base,
    BlankBallot,
    BlankItem,
    Conflict,
    Mode,
    RankGaps,
    Shortfall,
    Tie,
    TieBreak,
    UnderMin,
)
from review.voting.rules.rules import EACH, Rules


def tally(rules: Rules, items: int, ballots: Mapping[Ballot, int]) -> Result:
    """Count ballots, of so many items each, by how often each was cast.

    The rules are taken as they are, contradictions included. `items` is 1 in a 整体表决.
    """
    return decide(rules, count_ballots(rules, items, ballots))


def is_void(rules: Rules, collected: int) -> bool:
    """Whether more ballots came back than were issued, or than deputies are present or in office.

    With equally many it is not; a number that is not known (0) makes nothing void. What the hall
    has counted (`rules.collected`) weighs as much as `collected`, what the box holds.
    """
    return any(0 < most < max(collected, rules.collected) for most in rules.most_ballots.values())


def count_ballots(rules: Rules, items: int, ballots: Mapping[Ballot, int]) -> Sums:
    """Add up ballots; the arguments are those of `tally`. Nothing is decided.

    Three thousand ballots over sixty items take some hundredths of a second.
    """
    reasons: Counter[Reason] = Counter()
    valid: list[tuple[Ballot, int]] = []
    for ballot, number in ballots.items():
        reason = invalidity(rules, ballot)
        if reason is None:
            valid.append((ballot, number))
        else:
            reasons[reason] += number
    return Sums(
        sum(ballots.values()),
        sum(number for _, number in valid),
        tuple((reason, reasons[reason]) for reason in Reason if reasons[reason]),
        _count_items(rules, items, valid),
        sum(number for ballot, number in valid if set(ballot.marks) == {UNMARKED}),
    )


# One ballot


def invalidity(rules: Rules, ballot: Ballot) -> Reason | None:
    """Why a ballot is not valid under the rules; None if it is valid.

    What flags the whole paper comes first, then the order of `Reason`: a ballot that is torn and
    chooses too many counts as torn. Neither × nor what cannot be read uses up the limit.
    """
    if ballot.flag:
        return {TORN: Reason.UNREADABLE, IDENT: Reason.IDENT}[ballot.flag]
    marks = ballot.marks
    unmarked = marks.count(UNMARKED)
    if unmarked == len(marks):
        return Reason.BLANK if rules.blank_ballot is BlankBallot.INVALID else None
    chosen = chosen_in(rules.mode, marks)
    limit = len(marks) if rules.limit is None else rules.limit
    spoilt = rules.conflict is Conflict.BALLOT and any(is_bad(rules.mode, mark) for mark in marks)
    # Whichever stands first is the reason.
    faults = (
        (Reason.UNREADABLE, spoilt),
        (Reason.INCOMPLETE, unmarked and rules.blank_item is BlankItem.INVALID_BALLOT),
        (Reason.OVER, chosen > limit),
        (Reason.RANK, rules.mode is Mode.RANK and not _is_ranking(rules, marks)),
        (Reason.UNDER, chosen < rules.select_min and rules.under_min is UnderMin.INVALID),
    )
    return next((reason for reason, applies in faults if applies), None)


def chosen_in(mode: Mode, marks: tuple[str, ...]) -> int:
    """How many items a ballot chooses: its ○, or its places; of a survey, 满意."""
    return sum(is_choice(mode, mark) for mark in marks)


def is_choice(mode: Mode, mark: str) -> bool:
    """Whether a mark chooses its item: a ○, or a place in a ranking."""
    return is_place(mark) if mode is Mode.RANK else mark == YES


def is_bad(mode: Mode, mark: str) -> bool:
    """Whether a mark means nothing on this kind of ballot, such as × where only ○ is asked for."""
    if mark == UNMARKED or is_choice(mode, mark):
        return False
    if mark == FAIR:
        return mode is not Mode.SURVEY
    return mark != NO or mode in (Mode.APPROVE, Mode.RANK)


def _is_ranking(rules: Rules, marks: tuple[str, ...]) -> bool:
    places = [int(mark) for mark in marks if is_place(mark)]
    if len(set(places)) < len(places):
        return False
    return rules.rank_gaps is RankGaps.COMPRESS or set(places) == set(range(1, len(places) + 1))


# All ballots


def _count_items(rules: Rules, items: int, valid: list[tuple[Ballot, int]]) -> tuple[Count, ...]:
    seen: list[Counter[str]] = [Counter() for _ in range(items)]
    points, first = [0] * items, [0] * items
    earned = rules.places(items)
    for ballot, number in valid:
        for counter, mark in zip(seen, ballot.marks, strict=True):
            counter[mark] += number
        if rules.mode is not Mode.RANK:
            continue
        ranked = sorted((int(m), item) for item, m in enumerate(ballot.marks) if is_place(m))
        for place, (_written, item) in enumerate(ranked):
            points[item] += number * (earned[place] if place < len(earned) else 0)
            first[item] += number if place == 0 else 0
    counts = []
    for item, marks in enumerate(seen):
        yes = sum(n for mark, n in marks.items() if is_choice(rules.mode, mark))
        bad = sum(n for mark, n in marks.items() if is_bad(rules.mode, mark))
        abstain = marks[UNMARKED]
        fair = marks[FAIR] if rules.mode is Mode.SURVEY else 0
        no = marks.total() - yes - bad - abstain - fair
        if rules.conflict is Conflict.ABSTAIN:
            abstain, bad = abstain + bad, 0
        counts.append(Count(yes, no, abstain, bad, points[item], first[item], fair=fair))
    return tuple(counts)


# Seats

_Keys = Mapping[int, tuple[int, ...]]
"""What items are compared by, the greater the better."""


def decide(rules: Rules, sums: Sums) -> Result:
    """What follows from sums under the rules.

    The sums of a hall are decided as those of a box are. Items pass by themselves first; then the
    seats go to those that pass, the best first. A base of 0, or one that is not known, lets nothing
    pass; without a threshold one 赞成 is enough to pass, and none never is.
    """
    quorum = rules.has_quorum
    if is_void(rules, sums.collected):
        return Result(sums.collected, quorum, ItemStatus.VOID)
    if quorum is False:
        return Result(sums.collected, quorum, ItemStatus.NO_QUORUM)
    needed = tuple(_needed(rules, sums, count) for count in sums.items)
    counted = Result(sums.collected, quorum, ItemStatus.UNDETERMINED, sums.valid, sums.reasons)
    result = replace(counted, items=sums.items, needed=needed, blank=sums.blank)
    if rules.threshold.is_asked and rules.base_count == 0:
        return result
    pairs = list(zip(sums.items, needed, strict=True))
    if rules.mode is Mode.SURVEY:
        levels = tuple(level_of(count, need) for count, need in pairs if need is not None)
        is_known = len(levels) == len(pairs)
        return replace(result, status=ItemStatus.DECIDED, levels=levels) if is_known else result
    qualified = tuple(
        item
        for item, (count, need) in enumerate(pairs, start=1)
        if need is not None and count.yes >= need
    )
    return _fill(rules, replace(result, qualified=qualified), qualified)


def _fill(rules: Rules, result: Result, qualified: tuple[int, ...]) -> Result:
    if not rules.seats:
        return replace(result, status=ItemStatus.RANKING_ONLY)
    keys = {item: _key(rules, count) for item, count in enumerate(result.items or (), start=1)}
    # The best first; equal ones stay in printed order.
    ordered = tuple(sorted(qualified, key=keys.__getitem__, reverse=True))
    if rules.seats == EACH:
        return replace(result, status=ItemStatus.DECIDED, elected=ordered, unfilled=0)
    elected, tied = _fill_seats(rules, keys, ordered)
    if tied is not None:
        after = tied if rules.tie is Tie.REVOTE else None
        filled = replace(result, elected=elected, tie=tied, unfilled=0, next=after)
        return replace(filled, status=ItemStatus.TIE)
    unfilled = max(0, rules.seats - len(elected))
    return replace(
        result,
        status=ItemStatus.SHORTFALL if unfilled else ItemStatus.DECIDED,
        elected=elected,
        unfilled=unfilled,
        next=_another_round(rules, keys, elected, unfilled) if unfilled else None,
        settled=_settled(rules, keys, ordered),
    )


def level_of(count: Count, needed: int) -> Verdict:
    """满意 where 满意 reaches `needed`, else 基本满意 where both together do, else 不满意."""
    if count.yes >= needed:
        return Verdict.GOOD
    return Verdict.FAIR if count.satisfied >= needed else Verdict.POOR


def _settled(rules: Rules, keys: _Keys, ordered: tuple[int, ...]) -> Places | None:
    """The items with as many votes as the last that could win, if not all of them could."""
    if len(ordered) <= rules.seats:
        return None
    edge = keys[ordered[rules.seats - 1]][0]
    group = tuple(item for item in ordered if keys[item][0] == edge)
    places = rules.seats - sum(keys[item][0] > edge for item in ordered)
    return Places(group, places) if len(group) > places else None


def _needed(rules: Rules, sums: Sums, count: Count) -> int | None:
    """The fewest 赞成 with which an item passes; None if it cannot, or that is not known."""
    if not rules.threshold.is_asked:
        return 1
    base = rules.base_count
    if base is None:
        yes_no, valid = count.yes + count.no, sums.valid - count.not_pressed
        ballots = {Base.COLLECTED: sums.collected, Base.VALID: valid, Base.YES_NO: yes_no}
        base = ballots[rules.base]
    return max(1, rules.threshold.needed(base)) if base else None


def _key(rules: Rules, count: Count) -> tuple[int, ...]:
    """What an item is ordered by: 赞成, or points in a ranking, then the steps of the tie chain."""
    chain = {TieBreak.NO_ASC: -count.no, TieBreak.YES: count.yes, TieBreak.FIRST: count.first}
    best = count.points if rules.mode is Mode.RANK else count.yes
    return (best, *(chain[step] for step in rules.tie_chain))


def _fill_seats(
    rules: Rules, keys: _Keys, ordered: tuple[int, ...]
) -> tuple[tuple[int, ...], Places | None]:
    """The winners, the best first, and those between whom nothing decides yet.

    `ordered` are the items that pass, the best first. Equal ones are a tie only at the last seat,
    and only if not all of them find a place.
    """
    if len(ordered) <= rules.seats:
        return ordered, None
    edge = keys[ordered[rules.seats - 1]]
    above = tuple(item for item in ordered if keys[item] > edge)
    group = tuple(item for item in ordered if keys[item] == edge)
    places = rules.seats - len(above)
    if len(group) == places or rules.tie is Tie.ALL_IN:
        return above + group, None
    if rules.tie is Tie.ORDER:
        return above + group[:places], None
    if rules.tie is Tie.NONE_IN:
        return above, None
    return above, Places(group, places)


def _another_round(
    rules: Rules, keys: _Keys, elected: tuple[int, ...], unfilled: int
) -> Places | None:
    """The round over the vacant seats, with all items that are equal at the slate's edge."""
    left = keys.keys() - set(elected)
    if rules.shortfall is Shortfall.LEAVE or not left:
        return None
    best = sorted((keys[item] for item in left), reverse=True)
    edge = best[min(rules.slate_size(unfilled), len(best)) - 1]
    return Places(tuple(sorted(item for item in left if keys[item] >= edge)), unfilled)
