"""Searching all reports of the user's shelf, and what is listed of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.errors import Problem
from content.shelf.shelf import Shelf
from index import HitKind, Listed, ReportHits, ShelfResults, ShelfSearcher
from review.base import paths
from review.search.result_entries import ResultEntry, counted, group_line, hit_entry

MOST_OF_A_REPORT = 5
"""Hits that a pane lists of each report: the next title is never far."""


def shelf_searcher(shelf: Shelf) -> ShelfSearcher:
    """What searches the reports that stand on a shelf now; those not even listed are `unread`."""
    unread: list[Problem] = []
    reports = [Listed(report.id, report.title) for report in shelf.list(unread.append)]
    searcher = ShelfSearcher(reports, shelf.open, paths.index_dir())
    searcher.unread += unread
    return searcher


def shelf_entries(results: ShelfResults, most: int | None = None) -> list[ResultEntry]:
    """The hits report by report, each report under its title.

    Args:
        results: What was found.
        most: Hits to list of each report, the best ones, if not all.
    """
    return [entry for found in results.reports for entry in _report(found, most)]


def shelf_listed(searcher: ShelfSearcher, found: ShelfResults, final: bool) -> list[ResultEntry]:
    """What a pane lists: of each report the best hits, or what to ask instead.

    Args:
        searcher: What was asked.
        found: Its answer.
        final: Whether nothing more will be found.
    """
    query = found.query.strip()
    if final and query and not found.reports:
        return shelf_suggested(query, searcher.suggest(query))
    return shelf_entries(found, MOST_OF_A_REPORT)


def shelf_counts(results: ShelfResults) -> str:
    """How much was found, such as 「3 份报告　精确 6 段　相关 4 段」."""
    groups = [group for found in results.reports for group in found.groups]
    exact = sum(len(group.hits) for group in groups if group.kind is HitKind.EXACT)
    related = sum(len(group.hits) for group in groups) - exact
    reports = f"{len(results.reports)} 份报告" if results.reports else ""
    return "　".join(piece for piece in (reports, counted(exact, related)) if piece)


def shelf_suggested(query: str, words: Sequence[ShelfResults]) -> list[ResultEntry]:
    """What to offer where nothing was found in any report: its words alone."""
    listed = [ResultEntry(f"全部报告中都没有找到“{query}”。")]
    for alone in words:
        listed.append(ResultEntry(f"只含“{alone.query}”的："))
        listed += shelf_entries(alone, most=1)
    if not words:
        listed.append(ResultEntry("请换一个说法，或少写几个字。"))
    return listed


def _report(found: ReportHits, most: int | None) -> Iterator[ResultEntry]:
    """A report's title with its first group behind it, the hits, and the other groups."""
    title = f"{found.report.title}　"
    listed = 0
    for group in found.groups:
        if most is not None and listed == most:
            break
        yield ResultEntry(f"{title}{group_line(group)}")
        title = ""
        for hit in group.hits[: None if most is None else most - listed]:
            yield hit_entry(found.text, hit)._replace(report=found.report.id)
            listed += 1
    if listed < found.count:
        hits = [hit for group in found.groups for hit in group.hits]
        yield ResultEntry(
            f"……还有 {found.count - listed} 段，可打开这份报告查看",
            paragraph=hits[listed].paragraph,
            span=hits[listed].spans[0],
            report=found.report.id,
        )
