"""The headings nearest to a query that finds nothing."""

from __future__ import annotations

from collections.abc import Iterable

from content.report import Report
from index.normalise import fold
from index.results import Heading

_MOST = 3


def nearest_headings(report: Report, words: Iterable[str]) -> tuple[Heading, ...]:
    """The parts and sections that share most characters with folded words.

    Those that share none come in their order, so there is always somewhere to go on reading.
    """
    wanted = frozenset("".join(words))
    headings = [node for node in report.nodes if node.kind.is_heading]
    headings.sort(key=lambda node: -len(wanted.intersection(fold(node.text))))
    return tuple(
        Heading(node.id, node.paragraph, node.citation, node.text) for node in headings[:_MOST]
    )
