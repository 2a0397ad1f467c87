"""Finding things in a report."""

from index.results import Group, Heading, Hit, Kind, Results, Suggestion, as_json
from index.searcher import Searcher

__all__ = [
    "Group",
    "Heading",
    "Hit",
    "Kind",
    "Results",
    "Searcher",
    "Suggestion",
    "as_json",
]
