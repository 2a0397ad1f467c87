"""Random cases in the form of vectors.json, near the edges where tallies go wrong.

    python -m tests.unit.voting.cases 40000

compares so many of them with the second tally and prints how many were equal.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from typing import Any

from review.voting.counting.tally import tally
from tests.unit.voting.oracle import oracle
from tests.unit.voting.vectors import ballots_of, rules_of


def random_case(seed: int) -> dict[str, Any]:
    """The case of a seed, the same on every machine."""
    rng = random.Random(seed)

    def pick(choices: tuple[Any, ...]) -> Any:
        return rng.choice(choices)

    m = pick((1, 2, 3, 4, 5, 6, 16))
    mode = pick(("yna", "yna", "approve", "rank", "whole", "survey"))
    ballots = [random_row(rng, mode, m) for _ in range(rng.randint(0, 6))]
    cast = sum(row["n"] for row in ballots)
    total = pick((cast, cast, cast + rng.randint(0, 6), max(1, 2 * cast - rng.randint(0, 2))))
    few = max(1, total * 2 // 3 + rng.randint(-1, 1))
    rules = {
        "m": m,
        "mode": mode,
        "seats": pick((-1, 0, 1, 1, 1, 2, 2, 2, 3, m)),
        "total": pick((None, *[total] * 9)),
        "present": pick((None, *[total] * 7, max(cast, few), few)),
        "issued": max(0, pick((0, cast, cast + rng.randint(-1, 3)))),
        "quorum": pick((">=2/3", ">2/3", ">1/2", "none")),
        "select_max": pick((0, 0, -1, 1, 2, m)),
        "select_min": pick((0, 0, 1, 2)),
        "under_min": pick(("valid", "invalid")),
        "blank_ballot": pick(("abstain", "invalid")),
        "blank_item": pick(("abstain", "abstain", "invalid_ballot")),
        "conflict": pick(("item", "ballot", "abstain")),
        "rank_gaps": pick(("compress", "invalid")),
        "points": pick(("borda", "borda", [5, 3, 1], [1], [2, 2, 1, 0])),
        "threshold": pick((">1/2", ">1/2", ">=1/2", ">=2/3", ">=1/3", "none", "none")),
        "base": pick(("all", "present", "collected", "valid", "yes_no")),
        "tie_chain": pick(([], [], ["no_asc"], ["yes"], ["first", "no_asc"], ["yes", "first"])),
        "tie": pick(("revote", "lot", "order", "all_in", "none_in")),
        "shortfall": pick(("leave", "another_round")),
        "slate_ratio": pick(("1/5", "1/5", "1/1", "0/1", "2/3")),
    }
    if mode == "survey":
        rules["threshold"] = pick((">1/2", ">=1/2", ">=2/3", ">=1/3"))
        rules["base"] = pick(("all", "all", "present", "collected", "valid"))
    kept = {
        key: value for key, value in rules.items() if key in ("m", "mode") or rng.random() < 0.8
    }
    return {"rules": kept, "ballots": ballots}


def random_row(rng: random.Random, mode: str, m: int) -> dict[str, Any]:
    """Some equal ballots, most of them sensible."""
    row: dict[str, Any] = {"n": rng.randint(1, 5)}
    if mode == "rank":
        row["r"] = [rng.choice((0, 0, rng.randint(1, m), rng.randint(1, m + 1))) for _ in range(m)]
        if rng.random() < 0.6:
            row["r"] = rng.sample(range(1, m + 1), m)
            for at in range(m):
                row["r"][at] *= row["r"][at] <= rng.randint(1, 3)
    else:
        survey = ("OB", "OBX", "OBX-?", "OOOB-", "-")
        signs = rng.choice(
            survey if mode == "survey" else ("O-", "OX-", "OX", "OOX-?*", "-", "OX-?")
        )
        row["m"] = "".join(rng.choice(signs) for _ in range(m))
    if rng.random() < 0.1:
        row["flag"] = rng.choice(("torn", "ident"))
    return row


def both(case: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the tally makes of a case, and what the second tally does."""
    result = tally(rules_of(case), case["rules"]["m"], ballots_of(case))
    return result.as_json(), oracle(case)


def compare(number: int) -> bool:
    """Compare the tallies on so many cases, and print how they agree."""
    equal = 0
    seen: Counter[str] = Counter()
    for seed in range(number):
        ours, theirs = both(random_case(seed))
        seen[ours["status"]] += 1
        equal += ours == theirs
    statuses = ", ".join(f"{status} {times}" for status, times in seen.most_common())
    print(f"{equal} of {number} random cases equal to the second tally ({statuses})")
    return equal == number


if __name__ == "__main__":
    sys.exit(not compare(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000))
