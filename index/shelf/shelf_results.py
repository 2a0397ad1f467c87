"""What a search of all reports gives back: report by report, found as far as somebody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from index.results import Group, Results, as_json
from index.shelf.paragraph_index import ReportRow


@dataclass(frozen=True, slots=True)
class ReportHits:
    """What was found in one report."""

    report: ReportRow
    groups: tuple[Group, ...]
    text: Callable[[int], str] = field(compare=False)
    """Gives the raw text of a paragraph by its number."""

    @property
    def count(self) -> int:
        """Paragraphs."""
        return sum(len(group.hits) for group in self.groups)


class ShelfResults:
    """The answer to a query over all reports.

    Of thousands of reports nobody looks at more than some, so each is searched when it is asked
    for. Those that have the query just so come first, in the order of the shelf, which is newest
    first; then the others, the best kind of hit first and in it the best score.

    `query` and `hint` are as in `Results`. `found` gives the reports in this order, `one` what was
    found in the report with an id; `possible` is in how many there may be something.
    """

    def __init__(
        self,
        query: str,
        hint: str = "",
        found: Iterable[ReportHits] = (),
        possible: int = 0,
        one: Callable[[str], ReportHits | None] = lambda report_id: None,
    ) -> None:
        self.query = query
        self.hint = hint
        self.possible = possible
        self._coming: Iterator[ReportHits] | None = iter(found)
        self._found: list[ReportHits] = []
        self._one = one

    def first(self, most: int) -> tuple[ReportHits, ...]:
        """The first reports, at most so many."""
        if self._coming is not None:
            self._found += islice(self._coming, max(0, most - len(self._found)))
            if len(self._found) < most or len(self._found) >= self.possible:
                self._coming = None
        return tuple(self._found[:most])

    @property
    def so_far(self) -> tuple[ReportHits, ...]:
        """The reports that have been asked for."""
        return tuple(self._found)

    @property
    def is_complete(self) -> bool:
        """Whether all reports have been searched that may have something."""
        return self._coming is None

    @property
    def reports(self) -> tuple[ReportHits, ...]:
        """All reports in which something was found, which takes its time for thousands."""
        return self.first(sys.maxsize)

    def of(self, report_id: str) -> Results:
        """What was found in one report."""
        found = next((hits for hits in self._found if hits.report.id == report_id), None)
        if found is None and not self.is_complete:
            found = self._one(report_id)
        return Results(self.query, found.groups if found else (), self.hint)


def shelf_as_json(results: ShelfResults) -> dict[str, object]:
    """The answer as `shenyi search --all --json` prints it: what it is for one, for each report."""
    return {
        "query": results.query,
        "reports": [
            {
                "report": found.report.id,
                "title": found.report.title,
                "groups": as_json(Results(results.query, found.groups))["groups"],
            }
            for found in results.reports
        ],
    }
