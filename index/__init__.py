"""Finding things in a report, or in all reports of a shelf."""

from index.results import Group, Hit, HitKind, Results, Suggestion, as_json
from index.searcher import Searcher

__all__ = [
    "Group",
    "Hit",
    "HitKind",
    "Results",
    "Searcher",
    "Suggestion",
    "as_json",
]
