"""The rules of the round that comes after another."""

from __future__ import annotations

from dataclasses import replace

from review.voting.counting.results import Result
from review.voting.rules.choices import Threshold
from review.voting.rules.rules import Rules


def next_rules(rules: Rules, result: Result) -> Rules:
    """The rules of the round that a result asks for.

    A new vote over tied items fills the places left with those that have most votes. A new vote
    over vacant seats keeps the threshold. In neither may a ballot choose more than there are seats
    (地方组织法第二十九条, by analogy). The ballots issued have to be counted anew.

    Raises:
        ValueError: The result asks for no round.
    """
    if result.next is None:
        raise ValueError("no further round")
    seats = result.next.seats
    after = replace(
        rules, seats=seats, issued=0, collected=0, select_min=min(rules.select_min, seats)
    )
    if result.tie is not None:
        return replace(after, select_max=0, threshold=Threshold.NONE)
    return replace(after, select_max=min(rules.select_max, seats))
