"""Finding things in a report, or in all reports of a shelf."""

from index.results import Group, HeadingHint, Hit, HitKind, Results, Suggestion, as_json
from index.searcher import Searcher
from index.shelf import Listed, ReportHits, ShelfResults, ShelfSearcher, shelf_as_json

__all__ = [
    "Group",
    "HeadingHint",
    "Hit",
    "HitKind",
    "Listed",
    "ReportHits",
    "Results",
    "Searcher",
    "ShelfResults",
    "ShelfSearcher",
    "Suggestion",
    "as_json",
    "shelf_as_json",
]
