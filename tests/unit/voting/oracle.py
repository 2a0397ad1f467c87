"""A second tally, written from the prose of the rules and in another manner, to check the first.

It takes a case as plain data, looks at one sheet of paper after the other, compares fractions, and
finds winners by taking the best that is left, again and again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

DEFAULTS: dict[str, Any] = {
    "seats": 0,
    "total": None,
    "present": None,
    "issued": 0,
    "quorum": ">=2/3",
    "mode": "yna",
    "select_max": 0,
    "select_min": 0,
    "under_min": "valid",
    "blank_ballot": "abstain",
    "blank_item": "abstain",
    "conflict": "item",
    "rank_gaps": "compress",
    "points": "borda",
    "threshold": ">1/2",
    "base": "all",
    "tie_chain": [],
    "tie": "revote",
    "shortfall": "leave",
    "slate_ratio": "1/5",
}


def oracle(case: dict[str, Any]) -> dict[str, Any]:
    """The fields of `expect` for a case in the form of vectors.json."""
    rule = {**DEFAULTS, **case["rules"]}
    papers = [row for row in case["ballots"] for _ in range(row["n"])]
    out: dict[str, Any] = {
        "collected": len(papers),
        "valid": None,
        "invalid": None,
        "reasons": {},
        "quorum": enough_present(rule),
        "vote_valid": True,
        "items": None,
        "qualified": None,
        "elected": [],
        "tie": None,
        "unfilled": None,
        "status": "",
        "next": None,
    }
    if any(rule[most] and len(papers) > rule[most] for most in ("issued", "present", "total")):
        return out | {"vote_valid": False, "status": "void"}
    if out["quorum"] is False:
        return out | {"status": "no_quorum"}
    good = []
    for paper in papers:
        why = next(faults(rule, paper), "")
        if why:
            out["reasons"][why] = out["reasons"].get(why, 0) + 1
        else:
            good.append(paper)
    out["valid"], out["invalid"] = len(good), len(papers) - len(good)
    out["items"] = [column(rule, good, at) for at in range(rule["m"])]
    firsts = [sum(1 for p in good if first_choice(rule, p) == at) for at in range(rule["m"])]
    if rule["mode"] == "survey":
        return out | survey(rule, out)
    return out | outcome(rule, out, firsts)


def enough_present(rule: dict[str, Any]) -> bool | None:
    if rule["quorum"] == "none":
        return True
    if not (rule["total"] and rule["present"]):
        return None
    return beats(Fraction(rule["present"], rule["total"]), rule["quorum"])


def beats(share: Fraction, bar: str) -> bool:
    """Whether a share reaches a bar such as >1/2 or >=2/3."""
    if bar.startswith(">="):
        return share >= Fraction(bar[2:])
    return share > Fraction(bar[1:])


def reading(rule: dict[str, Any], paper: dict[str, Any], at: int) -> str:
    """What a sheet says of one item: yes, no, none or bad."""
    if "r" in paper:
        return "yes" if paper["r"][at] else "none"
    table = {"O": "yes", "B": "fair", "X": "no", "-": "none", "?": "bad", "*": "bad"}
    said = table[paper["m"][at]]
    return "bad" if said == "no" and rule["mode"] == "approve" else said


def faults(rule: dict[str, Any], paper: dict[str, Any]) -> Iterator[str]:
    """The reasons that make a sheet invalid, the first of which counts."""
    flag = paper.get("flag")
    if flag:
        yield {"torn": "unreadable", "ident": "ident"}[flag]
    said = [reading(rule, paper, at) for at in range(rule["m"])]
    if "bad" in said and rule["conflict"] == "ballot":
        yield "unreadable"
    if set(said) == {"none"}:
        if rule["blank_ballot"] == "invalid":
            yield "blank"
        return
    if "none" in said and rule["blank_item"] == "invalid_ballot":
        yield "incomplete"
    yes = said.count("yes")
    if yes > most(rule):
        yield "over"
    if rule["mode"] == "rank":
        places = sorted(place for place in paper["r"] if place)
        if len(set(places)) < len(places):
            yield "rank"
        if rule["rank_gaps"] == "invalid" and places != list(range(1, yes + 1)):
            yield "rank"
    if rule["under_min"] == "invalid" and yes < rule["select_min"]:
        yield "under"


def most(rule: dict[str, Any]) -> float:
    if rule["mode"] == "survey":
        return math.inf
    if rule["select_max"] > 0:
        return float(rule["select_max"])
    if rule["select_max"] == 0 and rule["seats"] > 0:
        return float(rule["seats"])
    return math.inf


def place_of(rule: dict[str, Any], paper: dict[str, Any], at: int) -> int | None:
    """1 for a sheet's first choice and so on, gaps closed up."""
    if rule["mode"] != "rank" or not paper["r"][at]:
        return None
    return 1 + sum(1 for other in paper["r"] if other and other < paper["r"][at])


def first_choice(rule: dict[str, Any], paper: dict[str, Any]) -> int | None:
    places = [place_of(rule, paper, at) for at in range(rule["m"])]
    return places.index(1) if 1 in places else None


def earns(rule: dict[str, Any], place: int | None) -> int:
    if place is None:
        return 0
    if rule["points"] == "borda":
        longest = rule["m"] if most(rule) == math.inf else int(most(rule))
        return longest + 1 - place
    listed: list[int] = rule["points"]
    return listed[place - 1] if place <= len(listed) else 0


def column(rule: dict[str, Any], good: list[dict[str, Any]], at: int) -> list[int]:
    said = [reading(rule, paper, at) for paper in good]
    if rule["conflict"] == "abstain":
        said = ["none" if what == "bad" else what for what in said]
    points = sum(earns(rule, place_of(rule, paper, at)) for paper in good)
    if rule["mode"] == "survey":
        points = said.count("fair")
    return [*(said.count(what) for what in ("yes", "no", "none", "bad")), points]


def passing_items(rule: dict[str, Any], out: dict[str, Any]) -> list[int] | None:
    """The items that pass, or nothing where the base is not known."""
    items = out["items"]
    passing = []
    for number, (yes, no, *_) in enumerate(items, start=1):
        if rule["threshold"] == "none":
            passes = yes > 0
        else:
            base = {
                "all": rule["total"],
                "present": rule["present"],
                "collected": out["collected"],
                "valid": out["valid"],
                "yes_no": yes + no,
            }[rule["base"]]
            if rule["base"] in ("all", "present") and not base:
                return None
            passes = yes > 0 and base > 0 and beats(Fraction(yes, base), rule["threshold"])
        if passes:
            passing.append(number)
    return passing


def survey(rule: dict[str, Any], out: dict[str, Any]) -> dict[str, Any]:
    """满意 where that reaches the bar, else 基本满意 where both together do."""
    bases = {"all": rule["total"], "present": rule["present"]}
    base = bases.get(rule["base"], out.get(rule["base"], 0))
    if not base:
        return {"status": "undetermined"}
    levels = []
    for yes, _no, _none, _bad, fair in out["items"]:
        reached = [n > 0 and beats(Fraction(n, base), rule["threshold"]) for n in (yes, yes + fair)]
        levels.append("满意" if reached[0] else "基本满意" if reached[1] else "不满意")
    return {"status": "decided", "levels": levels}


def outcome(rule: dict[str, Any], out: dict[str, Any], firsts: list[int]) -> dict[str, Any]:
    items = out["items"]
    passing = passing_items(rule, out)
    if passing is None:
        return {"status": "undetermined"}
    if rule["seats"] == 0:
        return {"status": "ranking_only", "qualified": passing}

    def worth(number: int) -> tuple[int, ...]:
        yes, no, _, _, points = items[number - 1]
        facts = {"no_asc": -no, "yes": yes, "first": firsts[number - 1]}
        lead = points if rule["mode"] == "rank" else yes
        return (lead, *(facts[step] for step in rule["tie_chain"]))

    if rule["seats"] == -1:
        best = sorted(passing, key=lambda number: ([-part for part in worth(number)], number))
        return {"status": "decided", "qualified": passing, "elected": best, "unfilled": 0}
    won: list[int] = []
    pool = set(passing)
    while pool and len(won) < rule["seats"]:
        top = max(map(worth, pool))
        group = sorted(number for number in pool if worth(number) == top)
        places = rule["seats"] - len(won)
        if len(group) > places:
            if rule["tie"] == "order":
                group = group[:places]
            elif rule["tie"] == "none_in":
                break
            elif rule["tie"] in ("revote", "lot"):
                again = {"ids": group, "seats": places} if rule["tie"] == "revote" else None
                tie = {"ids": group, "places": places}
                found = {"qualified": passing, "elected": won, "tie": tie}
                return {"status": "tie", "unfilled": 0, "next": again, **found}
        won += group
        pool -= set(group)
    vacant = max(0, rule["seats"] - len(won))
    found = {"qualified": passing, "elected": won, "unfilled": vacant}
    if vacant == 0:
        return {"status": "decided", **found}
    return {"status": "shortfall", "next": slate(rule, won, vacant, worth), **found}


def slate(rule: dict[str, Any], won: list[int], vacant: int, worth: Any) -> Any:
    left = set(range(1, rule["m"] + 1)) - set(won)
    if rule["shortfall"] == "leave" or not left:
        return None
    wanted = vacant + max(1, math.ceil(vacant * Fraction(rule["slate_ratio"])))
    chosen: set[int] = set()
    while left and len(chosen) < wanted:
        top = max(map(worth, left))
        level = {number for number in left if worth(number) == top}
        chosen |= level
        left -= level
    return {"ids": sorted(chosen), "seats": vacant}
