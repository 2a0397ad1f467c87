"""Searching all reports of the user's shelf, and what is listed of it.

All of it may be called in a thread: to ask for reports that have not been searched yet takes its
time, and nothing here touches the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.query import parse
from index.results import HitKind
from index.shelf.shelf_results import ReportHits, ShelfResults
from index.shelf.shelf_searcher import ShelfSearcher
from review.search.result_entries import ResultEntry, group_line, hit_entry

MOST_OF_A_REPORT = 5
"""Hits that a pane lists of each report: the next title is never far."""

PANE = 6
"""Reports that a pane lists at first where they are many: more than a screen of hits."""

_FEW = 30
"""Reports that are not many: all are listed at once."""

_NONE_SEARCHED = (
    "索引没有建好，一份报告也没有检索。",
    "要接着建立，请按两次Ctrl+T，或再点“全部报告”。",
)


def shelf_searched(searcher: ShelfSearcher, is_preparing: bool = False) -> str:
    """How many reports are searched, and of how many, where more were to be, in Chinese.

    While it is preparing, those that are to come are told of elsewhere.
    """
    if searcher.left and not is_preparing:
        return f"共 {searcher.searched + searcher.left} 份报告，只检索了 {searcher.searched} 份"
    return f"共 {searcher.searched} 份报告"


def shelf_entries(found: Iterable[ReportHits], most: int | None = None) -> list[ResultEntry]:
    """The hits report by report, each under its title.

    Of each at `most` so many are listed, the best ones; one more entry leads to what is left out.
    """
    return [entry for hits in found for entry in _report(hits, most)]


def shelf_listed(
    searcher: ShelfSearcher, found: ShelfResults, final: bool, reports: int
) -> list[ResultEntry]:
    """What a pane lists of an answer: of each report the best hits, or what to ask instead.

    Of many reports (more than 30) so many are searched and listed. Only what is `final` can say
    that there is nothing.
    """
    query = found.query.strip()
    first = found.first(_FEW if found.possible <= _FEW else reports)
    if final and query and not first and not searcher.searched:
        return [ResultEntry(line) for line in _NONE_SEARCHED]
    if final and query and not first:
        return shelf_suggested(query, searcher.suggest(query))
    listed = shelf_entries(first, MOST_OF_A_REPORT)
    if final and not found.is_complete:
        listed.append(ResultEntry("……往下选，接着列出其他报告"))
    return listed


def shelf_counts(results: ShelfResults) -> str:
    """How much was found, such as 「3 份报告　精确 6 段　相关 4 段」.

    Of many reports it is how much is listed: 「约 900 份报告，列出 8 份　精确 40 段」.
    """
    found = results.so_far
    groups = [group for hits in found for group in hits.groups]
    exact = sum(len(group.hits) for group in groups if group.kind is HitKind.EXACT)
    related = sum(len(group.hits) for group in groups) - exact
    reports = f"{len(found)} 份报告" if found else ""
    if found and not results.is_complete:
        reports = f"约 {results.possible} 份报告，列出 {len(found)} 份"
    pieces = (reports, exact and f"精确 {exact} 段", related and f"相关 {related} 段")
    return "　".join(piece for piece in pieces if piece)


def shelf_suggested(query: str, words: Sequence[ShelfResults]) -> list[ResultEntry]:
    """What to offer where nothing was found in any report: its words alone.

    `words` are the answers to them, as `ShelfSearcher.suggest` gives them; of each report that has
    a word one hit is listed.
    """
    listed = [ResultEntry(f"全部报告中都没有找到“{query}”。")]
    for alone in words:
        listed.append(ResultEntry(f"只含“{alone.query}”的："))
        listed += shelf_entries(alone.first(PANE), most=1)
    if not words and parse(query).wanted:
        listed.append(ResultEntry("请换一个说法，或少写几个字。"))
    return listed


def _report(found: ReportHits, most: int | None) -> Iterator[ResultEntry]:
    """A report's title with its first group behind it, the hits, and the other groups."""
    title = f"{found.report.full_title}　"
    listed = 0
    for group in found.groups:
        if most is not None and listed == most:
            break
        yield ResultEntry(f"{title}{group_line(group)}")
        title = ""
        for hit in group.hits[: None if most is None else most - listed]:
            yield hit_entry(found.text(hit.paragraph), hit)._replace(report=found.report.id)
            listed += 1
    if listed < found.count:
        hits = [hit for group in found.groups for hit in group.hits]
        yield ResultEntry(
            f"……还有 {found.count - listed} 段，可打开这份报告查看",
            paragraph=hits[listed].paragraph,
            span=hits[listed].spans[0],
            report=found.report.id,
        )
