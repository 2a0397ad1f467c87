"""How good an order of paragraphs is, against queries judged from a full reading of the report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import log2
from pathlib import Path
from typing import TypedDict

QUERIES = Path(__file__).parents[2] / "data" / "relevance.json"


class Judged(TypedDict):
    """A query of a deputy and the lines of the report that answer it."""

    query: str
    relevant: list[int]
    """Lines that have to do with it, 1-based."""
    primary: list[int]
    """Those of them that are mainly about it; they count twice."""


def judged_queries() -> list[Judged]:
    """The queries of `tests/data/relevance.json`."""
    queries: list[Judged] = json.loads(QUERIES.read_text(encoding="utf-8"))
    return queries


def ndcg(lines: Sequence[int], query: Judged, depth: int = 5) -> float:
    """Gain of the first lines, discounted by their place, over the best there could be."""
    gains = dict.fromkeys(query["relevant"], 1) | dict.fromkeys(query["primary"], 2)
    best = sorted(gains.values(), reverse=True)
    return _discounted([gains.get(line, 0) for line in lines], depth) / _discounted(best, depth)


def recall(lines: Sequence[int], query: Judged, depth: int = 10) -> float:
    """Share of the relevant lines that are among the first."""
    relevant = set(query["relevant"])
    return len(relevant.intersection(lines[:depth])) / len(relevant)


def _discounted(gains: Sequence[int], depth: int) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains[:depth]))
