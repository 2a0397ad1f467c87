"""The worked cases of tests/data/vectors.json, and of practice, as rules and ballots."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from review.voting.counting.ballot import Ballot
from review.voting.rules.rules import Rules
from review.voting.rules.rules_file import rules_from_data

_DATA = Path(__file__).parents[2] / "data"


def _vectors(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((_DATA / name).read_text(encoding="utf-8"))["vectors"]
    return found


VECTORS = _vectors("vectors.json")

PRACTICE = _vectors("vectors-practice.json")
"""Situations of votes that were really held."""


def rules_of(vector: dict[str, Any]) -> Rules:
    """The rules of a case; what it leaves out is as in the defaults."""
    names = {"total": "deputies_total"}
    given = {
        names.get(key, key): value or 0 for key, value in vector["rules"].items() if key != "m"
    }
    for key in ("tie_chain", "points"):
        if key in vector["rules"]:
            given[key] = vector["rules"][key]
    return rules_from_data(given)


def ballots_of(vector: dict[str, Any]) -> Counter[Ballot]:
    """The ballots of a case."""
    ballots: Counter[Ballot] = Counter()
    for row in vector["ballots"]:
        marks = row["m"] if "m" in row else [str(n) if n else "-" for n in row["r"]]
        ballots[Ballot(tuple(marks), row.get("flag", ""))] += row["n"]
    return ballots
