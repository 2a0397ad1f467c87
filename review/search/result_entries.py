"""What the search pane lists and marks: groups, hits with snippets, help where there are none.

Entries are made here of what `index` has found, for the pane and for the command line. They know
nothing of widths until `fitted` cuts one for a row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from content.citation import resolve
from content.errors import Problem
from content.report import Report
from index.query import parse
from index.results import Group, Hit, HitKind, Results, Suggestion
from index.words.normalise import Folded, Span, fold
from review.notes.listing import ListedNote
from review.typography.linebreak import cell_edges

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

_CUT = "…"

_BEFORE = 10
"""Characters before a hit that are looked at for others of the same query."""

_BEHIND = 26
"""Characters from the start of a hit that are."""


class ResultEntry(NamedTuple):
    """One entry of the pane."""

    text: str
    """What a line says; of a hit, where it stands."""
    passage: str = ""
    """What a hit was found in."""
    marks: tuple[Span, ...] = ()
    """Code points of `passage` that were found."""
    paragraph: int | None = None
    """Number of the paragraph it leads to; None for a line that only says something."""
    span: Span = (0, 0)
    """Code points of that paragraph to go to."""
    report: str | None = None
    """Id of the report it leads to; None for the one that is open."""
    unfolds: bool = False
    """Whether it stands for groups that are not listed yet."""

    @property
    def can_be_chosen(self) -> bool:
        """Whether the cursor stops at it."""
        return self.paragraph is not None or self.unfolds


def fitted(entry: ResultEntry, cells: int) -> tuple[str, list[Span]]:
    """What one row shows of an entry: its text, and of its passage what is around the hit.

    A quarter of the room is left for what stands before the hit, and … stands for what is cut off:
    「二（七）第3段　…新建长者食堂20处，新增…」. A line without a passage is not cut: the list
    gives it as many rows as it takes.

    Beside the row that is the code points in it that were found, in the order of the marks, without
    what is cut off.
    """
    lead = f"{entry.text}　" if entry.text and entry.passage else entry.text
    hit = next((low for low, _ in entry.marks if low == entry.span[0]), 0)
    near = max(0, hit - cells)  # What lies further off has no room, and is not measured.
    passage = entry.passage[near : hit + cells]
    edges = cell_edges(passage)
    room = cells - cell_edges(lead)[-1]
    start, end = 0, len(passage)
    if edges[-1] > room:
        room = max(0, room - 2 * cell_edges(_CUT)[-1])
        start = bisect_left(edges, min(edges[hit - near] - room // 4, edges[-1] - room))
        end = max(start, bisect_right(edges, edges[start] + room) - 1)
    start, end = start + near, end + near
    begin = lead + (_CUT if start else "")
    row = begin + entry.passage[start:end] + (_CUT if end < len(entry.passage) else "")
    shift = len(begin) - start
    return row, [
        (max(low, start) + shift, min(high, end) + shift)
        for low, high in entry.marks
        if low < end and high > start
    ]


def entries(report: Report, results: Results, is_folded: bool = False) -> list[ResultEntry]:
    """The hits in groups, each under a line that names and counts it.

    With `is_folded` what is only related is one line while there is what is exact.
    """
    shown = unfolded(results) if is_folded else results
    listed: list[ResultEntry] = []
    for group in shown.groups:
        listed += [ResultEntry(group_line(group)), *(_entry(report, hit) for hit in group.hits)]
    folded = results.groups[len(shown.groups) :]
    if folded:
        counts = {LABELS[group.kind]: len(group.hits) for group in folded}
        kinds = "、".join(f"{kind} {count}" for kind, count in counts.items())
        text = f"相关 {sum(counts.values())} 段（{kinds}），回车展开"
        listed.append(ResultEntry(text, unfolds=True))
    return listed


def unfolded(results: Results) -> Results:
    """What is listed at first: what is exact, and where nothing is, all."""
    groups = results.groups
    has_exact = bool(groups) and groups[0].kind is HitKind.EXACT
    return replace(results, groups=groups[:1]) if has_exact else results


def noted(notes: Sequence[ListedNote], query: str) -> list[ResultEntry]:
    """Notes that a query found, under a line that counts them.

    Each word of the query is marked where it stands in the words of a note, not in the lead. A note
    whose place is gone from the text is listed, and leads nowhere.
    """
    if not notes:
        return [ResultEntry("批注里没有找到")] if query.strip() else []
    return [ResultEntry(f"批注 {len(notes)} 条"), *(_noted(note, query) for note in notes)]


def _noted(note: ListedNote, query: str) -> ResultEntry:
    lead, words = note.text[: note.lead], note.text[note.lead :]
    folded = Folded.of(words)
    marks = {place for word in query.split() for place in folded.find(fold(word))}
    entry = ResultEntry(lead.rstrip(), words, tuple(sorted(marks)))
    if note.note.is_orphan:  # its place is one of another text
        return entry
    segment = note.note.anchor.segments[0]
    return entry._replace(paragraph=segment.paragraph, span=(segment.start, segment.end))


def suggested(report: Report, query: str, suggestion: Suggestion) -> list[ResultEntry]:
    """What to offer where nothing was found for a query: what it cites, parts, near headings."""
    listed = [ResultEntry(f"没有找到“{query}”。"), *_cited(report, query)]
    if suggestion.missing:
        return [*listed, ResultEntry(suggestion.missing)]
    for results in suggestion.words:
        listed.append(ResultEntry(f"只含“{results.query}”的有 {len(results.hits)} 段："))
        listed += [_entry(report, hit) for hit in results.hits]
    if suggestion.headings:
        listed.append(ResultEntry("也许在这些标题下："))
        listed += [
            ResultEntry("", found.text, paragraph=found.paragraph) for found in suggestion.headings
        ]
    elif len(listed) == 1 and parse(query).wanted:
        listed.append(ResultEntry("请换一个说法，或少写几个字。"))
    return listed


def _cited(report: Report, query: str) -> list[ResultEntry]:
    """The place that a query names, if it is a citation (二（七）第3段) and no word."""
    try:
        place = resolve(report, query)
    except Problem:
        return []
    paragraph = report.paragraph(place.paragraph)
    hit = Hit(paragraph.number, paragraph.line, query, ((place.offset, place.offset),), 0.0)
    return [ResultEntry("按引用是这一处："), _entry(report, hit)]


def group_line(group: Group) -> str:
    """The line that names and counts a group, such as 「同音 2 段（已按同音字查找：……）」."""
    note = f"（{group.note}）" if group.note else ""
    return f"{LABELS[group.kind]} {len(group.hits)} 段{note}"


def _entry(report: Report, hit: Hit) -> ResultEntry:
    return hit_entry(report.paragraph(hit.paragraph).text, hit)


def hit_entry(text: str, hit: Hit) -> ResultEntry:
    """A hit in the raw text of its paragraph, to be gone to where most of what was found stands."""
    return ResultEntry(hit.citation, text, hit.spans, hit.paragraph, _best(text, hit.spans))


def _best(text: str, spans: Sequence[Span]) -> Span:
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


class HitPlaces:
    """What is marked on the page and gone through of all that was found.

    It goes by the order of the text, where the list goes by rank.
    """

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.spans = {hit.paragraph: hit.spans for hit in hits if hit.spans}
        """Code points to mark, by paragraph number."""
        self.order: list[tuple[int, Span]] = []
        """Every place, as paragraph number and span; none inside another."""
        for paragraph in sorted(self.spans):
            end = 0
            for span in sorted(self.spans[paragraph]):
                if span[0] >= end:
                    self.order.append((paragraph, span))
                    end = span[1]

    def next(self, place: tuple[int, int], direction: int) -> tuple[int, Span] | None:
        """The hit behind (1) or before (-1) a place, round the end; None without hits.

        A place is a paragraph number and a code point, as of the last hit or of the cursor. It may
        be none of a hit: the next one is what begins behind it.
        """
        if not self.order:
            return None
        starts = [(paragraph, span[0]) for paragraph, span in self.order]
        at = bisect_right(starts, place) if direction > 0 else bisect_left(starts, place) - 1
        return self.order[at % len(starts)]

    def count(self, paragraph: int, span: Span) -> str:
        """Which of them all a place is, in Chinese; nothing if it is none of them."""
        at = (paragraph, span)
        return f"第{self.order.index(at) + 1}处／共{len(self.order)}处" if at in self.order else ""
