"""自己试一试: one ballot by hand, the others by chance, and the result at once.

Nothing of it is kept, and no box is touched.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from content.errors import Problem
from review.voting.box.box_ticket import Ticket, first_ticket
from review.voting.counting.ballot import FAIR, NO, UNMARKED, YES, Ballot
from review.voting.counting.tally import tally
from review.voting.rules.choices import BlankBallot, BlankItem, Mode
from review.voting.rules.rules import Day, refuse_faults
from review.voting.sheet.result_sheet import Sheet
from review.voting.vote import Vote

DEPUTIES = 30
"""How many deputies vote where no number is set."""

SEED = 2024
"""Of the ballots by chance: the same each time, and shown."""


def practice_ticket(vote: Vote) -> Ticket:
    """The ballot of a trial: under the rules that are set, with numbers where they have none.

    These are made up, for practice only, which the sheet says: two thirds of the items for seats,
    30 deputies, all present. Every ballot that is issued comes back.

    Raises:
        Problem: There is nothing to vote on, or the rules contradict themselves.
    """
    rules, items = vote.rules, len(vote.candidates.entries)
    seats = rules.seats or (1 if rules.mode is Mode.WHOLE else max(1, items * 2 // 3))
    deputies = rules.deputies_total or DEPUTIES
    present = min(rules.present or deputies, deputies)
    day = Day(deputies, present, issued=present)
    numbered = replace(rules.on(day), seats=seats)
    ticket = first_ticket(vote.report.id, numbered, vote.candidates)
    if not ticket.ids:
        raise Problem("还没有名单。", remedy="请先按1换上名单。")
    refuse_faults(numbered, len(ticket.items))
    return ticket


def practice_sheet(ticket: Ticket, own: tuple[str, ...]) -> Sheet:
    """The result of one ballot by hand and the others by chance, with a word on what it is.

    `own` has a mark for each item of the ticket. The others are the same each time, so that whoever
    tries another ballot sees what that one ballot has changed.
    """
    others = ticket.rules.present - 1
    rng = random.Random(SEED)
    ballots = Counter([Ballot(own), *(_by_chance(rng, ticket) for _ in range(others))])
    result = tally(ticket.rules, len(ticket.items), ballots)
    told = (
        f"这是自己试一试：1张票是您填的，{others}张由程序随机填写（随机种子{SEED}），"
        "人数和应选项目数没有设定的也是试用的数。什么都没有保存。"
    )
    return Sheet(ticket, result, events=(told,))


def _by_chance(rng: random.Random, ticket: Ticket) -> Ballot:
    """A ballot that might be cast; none is void, unless the rules allow no other."""
    rules, items = ticket.rules, len(ticket.items)
    fills_all = rules.blank_item is BlankItem.INVALID_BALLOT
    is_blank_void = rules.blank_ballot is BlankBallot.INVALID
    if rules.mode is Mode.SURVEY:
        weights = (12, 5, 2, 0 if fills_all or is_blank_void else 1)
        return Ballot(tuple(rng.choices((YES, FAIR, NO, UNMARKED), weights, k=items)))
    most = items if rules.limit is None else min(rules.limit, items)
    least = min(max(rules.select_min, most * 2 // 3, int(is_blank_void)), most)
    chosen = rng.sample(range(items), rng.randint(least, most))
    if rules.mode is Mode.RANK:
        places = {item: str(place) for place, item in enumerate(chosen, start=1)}
        return Ballot(tuple(places.get(item, UNMARKED) for item in range(items)))
    others = (NO,) if fills_all else (UNMARKED, NO)
    others = (UNMARKED,) if rules.mode is Mode.APPROVE else others
    return Ballot(tuple(YES if item in chosen else rng.choice(others) for item in range(items)))
