"""What the search pane lists: groups, hits with snippets, and help where nothing was found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from content.citation import resolve
from content.errors import Problem
from content.report import Report
from index import Group, Hit, HitKind, Results, Suggestion
from index.words.normalise import Folded, fold
from review.notes.listing import ListedNote

LABELS = {
    HitKind.EXACT: "精确",
    HitKind.NUMBER: "数字",
    HitKind.SOFT: "宽松",
    HitKind.CHAPTER: "章节",
    HitKind.ABBREVIATION: "简称",
    HitKind.SLIP: "订正",
    HitKind.SYNONYM: "近义",
    HitKind.PINYIN: "拼音",
    HitKind.HOMOPHONE: "同音",
    HitKind.WORD: "按词",
}

_BEFORE = 10
"""Characters of a snippet before its hit."""

_BEHIND = 26
"""Characters of a snippet from the start of its hit, at least."""


class ResultEntry(NamedTuple):
    """One entry of the pane."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    """Code points of `text` that are hits."""
    paragraph: int | None = None
    """Number of the paragraph it leads to; None for a line that only says something."""
    span: tuple[int, int] = (0, 0)
    """Code points of that paragraph to go to."""
    report: str | None = None
    """Id of the report it leads to; None for the one that is open."""


def entries(report: Report, results: Results) -> list[ResultEntry]:
    """The hits in groups, each under a line that names and counts it."""
    return [entry for group in results.groups for entry in _group(report, group)]


def noted(notes: Sequence[ListedNote], query: str) -> list[ResultEntry]:
    """Notes that a query found, under a line that counts them."""
    if not notes:
        return [ResultEntry("批注里没有找到")] if query.strip() else []
    return [ResultEntry(f"批注 {len(notes)} 条"), *(_noted(note, query) for note in notes)]


def _noted(note: ListedNote, query: str) -> ResultEntry:
    folded = Folded.of(note.text)
    marks = {place for word in query.split() for place in folded.find(fold(word))}
    segment = note.note.anchor.segments[0]
    span = (segment.start, segment.end)
    return ResultEntry(note.text, tuple(sorted(marks)), segment.paragraph, span)


def counts(results: Results) -> str:
    """How much was found, such as 「精确 6 段　相关 4 段」."""
    exact = sum(len(group.hits) for group in results.groups if group.kind is HitKind.EXACT)
    return counted(exact, len(results.hits) - exact)


def counted(exact: int, related: int) -> str:
    """Numbers of paragraphs in words, such as 「精确 6 段　相关 4 段」."""
    pieces = [f"精确 {exact} 段" if exact else "", f"相关 {related} 段" if related else ""]
    return "　".join(piece for piece in pieces if piece)


def suggested(report: Report, query: str, suggestion: Suggestion) -> list[ResultEntry]:
    """What to offer where nothing was found: the place it cites, its parts, near headings."""
    listed = [ResultEntry(f"没有找到“{query}”。"), *_cited(report, query)]
    for results in suggestion.words:
        listed.append(ResultEntry(f"只含“{results.query}”的有 {len(results.hits)} 段："))
        listed += [hit_entry(_text_of(report), hit) for hit in results.hits]
    if suggestion.headings:
        listed.append(ResultEntry("也许在这些标题下："))
        listed += [ResultEntry(found.text, (), found.paragraph) for found in suggestion.headings]
    elif len(listed) == 1:
        listed.append(ResultEntry("请换一个说法，或少写几个字。"))
    return listed


def _cited(report: Report, query: str) -> list[ResultEntry]:
    """The place that a query names, if it is a citation (二（七）第3段) and no word."""
    try:
        place = resolve(report, query)
    except Problem:
        return []
    paragraph = report.paragraph(place.paragraph)
    here = (place.offset, place.offset)
    shown = hit_entry(_text_of(report), Hit(paragraph.number, paragraph.line, query, (here,), 0.0))
    return [ResultEntry("按引用是这一处："), shown]


def _group(report: Report, group: Group) -> Iterator[ResultEntry]:
    yield ResultEntry(group_line(group))
    for hit in group.hits:
        yield hit_entry(_text_of(report), hit)


def group_line(group: Group) -> str:
    """The line that names and counts a group, such as 「同音 2 段（已按同音字查找：……）」."""
    note = f"（{group.note}）" if group.note else ""
    return f"{LABELS[group.kind]} {len(group.hits)} 段{note}"


def _text_of(report: Report) -> Callable[[int], str]:
    return lambda number: report.paragraph(number).text


def hit_entry(text_of: Callable[[int], str], hit: Hit) -> ResultEntry:
    """A hit with the words around it.

    Args:
        text_of: Gives the raw text of a paragraph by its number.
        hit: What was found.
    """
    text = text_of(hit.paragraph)
    first = _best(text, hit.spans)
    start = max(0, first[0] - _BEFORE)
    end = min(len(text), max(first[1], first[0] + _BEHIND))
    lead = f"{hit.citation}　" + ("…" if start else "")
    shift = len(lead) - start
    marks = tuple(
        (max(low, start) + shift, min(high, end) + shift)
        for low, high in hit.spans
        if low < end and high > start
    )
    snippet = lead + text[start:end] + ("…" if end < len(text) else "")
    return ResultEntry(snippet, marks, hit.paragraph, first)


def _best(text: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span around which most of what was found can be shown; of equals the first."""
    words = [text[low:high] for low, high in spans]
    if len(set(words)) < 2:
        return spans[0] if spans else (0, 0)
    starts = [low for low, _ in spans]

    def shown(at: int) -> int:
        begin, end = starts[at] - _BEFORE, starts[at] + _BEHIND
        inside = range(bisect_left(starts, begin), bisect_left(starts, end))
        return sum(map(len, {words[near] for near in inside if spans[near][1] <= end}))

    return spans[max(range(len(spans)), key=shown)]


def spans_by_paragraph(hits: Sequence[Hit]) -> dict[int, tuple[tuple[int, int], ...]]:
    """What to mark on the page: code points of each paragraph by its number."""
    return {hit.paragraph: hit.spans for hit in hits if hit.spans}


def places(hits: Sequence[Hit]) -> list[tuple[int, tuple[int, int]]]:
    """Every hit in the order of the report, as paragraph number and span; none inside another."""
    found: list[tuple[int, tuple[int, int]]] = []
    for hit in sorted(hits, key=lambda hit: hit.paragraph):
        end = 0
        for span in sorted(hit.spans):
            if span[0] >= end:
                found.append((hit.paragraph, span))
                end = span[1]
    return found


def place_from(
    place: tuple[int, int], direction: int, hits: Sequence[Hit]
) -> tuple[int, tuple[int, int]] | None:
    """The hit behind (1) or before (-1) a place of the report, round the end; None without hits.

    Args:
        place: Paragraph number and code point.
        direction: 1 or -1.
        hits: What was found.
    """
    found = places(hits)
    if not found:
        return None
    starts = [(paragraph, span[0]) for paragraph, span in found]
    at = bisect_right(starts, place) if direction > 0 else bisect_left(starts, place) - 1
    return found[at % len(found)]
