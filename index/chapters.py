"""The parts and sections that a query names, or that come nearest to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from content.citation import Place, resolve
from content.citation_steps import POINT
from content.errors import Problem
from content.items import inline_items
from content.numerals import NUMERAL, chinese_numeral, numeral
from content.report import Node, NodeKind, Report
from index.asking import ClosedWords
from index.likeness import pairs_of
from index.matching import Match, Matches
from index.pages import FoldedParagraph
from index.query import Query, Term
from index.results import HitKind
from index.words.normalise import fold, soften

# Numbers of places, folded: 三, (二), 第二部分, 第3节.
_N = rf"(?:{NUMERAL}|(?<!\d)\d{{1,2}})"
_HEAD = rf"(?:第[(]?{_N}[)]?(?:部分|章|节)的?|(?<!第)[(]{_N}[)]|第[(]{_N}[)](?=$|[的里中第\W]))"
# Points and paragraphs below a heading: 第三条, 第2段的, 第一点第2段.
_POINTS = re.compile(rf"(?:第[(]?{_N}[)]?(?:{POINT}|(?:自然)?段)的?)+")
_INSIDE = rf"(?:{_POINTS.pattern}|{_N}(?:[是要]|$))"
# What joins a place and what is looked for in it; 第二部分中小学 has none, nor has …中国式现代化.
_IN = "(?:里面|里头|里|中(?![小学医心央型等华部]|国(?![有企防家土资际内])))?的?"
# All that names a place by numbers, and may stand around it: 报告中第二部分(三)的内容, 二(七)第3段.
_LABEL = re.compile(
    rf"(?:(?:政府工作)?报告[里中]?的?)?((?:{_N}(?=[(]))?{_HEAD}+{_INSIDE}*|^{_N}{_POINTS.pattern})"
    rf"{_IN}(?:(?:主要|具体)?内容)?"
)
# A part that is named by its number alone, and one as it is printed: 一、, 第一部分.
_PART = re.compile(rf"(?:(?:政府工作)?报告[里中]?的?)?第({_N})(?:部分|章){_IN}")
_PRINTED_PART = re.compile(rf"第?({_N})(?:、|部分|章)")
_LAST = re.compile("最(?:后|末)的?(?:第?一)?(?:个|大)?(?:部分|章)")
# What a printed heading begins with: (一), 二、, 1., 第三章, and the year behind it.
_NUMBERING = re.compile(rf"(?:{_HEAD}|{NUMERAL}、|\d{{1,2}}[.、]|\s)+(?:\d{{4}}年)?")
_CLAUSE = re.compile("[,:。]")

_SHORTEST = 4
"""Characters with which a query can name a heading without saying that it means one."""

_TELLING = 3
"""Characters of one that says so."""

_HALF = 0.5
"""Share of a heading's first clause that such a query must be."""

_PARAGRAPHS = frozenset("段条")
"""Who says one of these does not mean all that stands under a heading."""

_MOST_HINTS = 3


class Chapters:
    """The headings of a report. `closed` are the words by which a query says that it means one."""

    def __init__(self, report: Report, closed: ClosedWords) -> None:
        self._report = report
        self._closed = closed
        self._headings: list[tuple[Node, str, str]] = []
        """Each with its words and its first clause, folded and softened."""
        for node in report.nodes:
            if node.kind.is_heading:
                self._headings.append((node, *_printed(fold(node.text))))

    def named(self, query: Query, found: Matches) -> Matches:
        """The heading that a query names, and what stands under it; often nothing.

        Where the query says that it wants a heading, and none has its words, it is that under which
        most of what else was `found` stands.

        Raises:
            Problem: It is the number of a place that there is not; the message says what there is.
        """
        if query.unwanted or any(term.exact for term in query.wanted):
            return {}
        place = self._place(self._counted("".join(term.text for term in query.wanted)), found)
        if place is None:
            return {}
        inside = [node for node in self._report.nodes if node.paragraph == place.paragraph]
        node = next((n for n in inside if n.kind.is_heading or n.kind is NodeKind.ITEM), None)
        numbers: list[int] = []
        if node is not None:
            numbers = [n.paragraph for n in self._report.children(node.id) if n.kind.is_heading]
            numbers = numbers or [p.number for p in self._report.paragraphs_under(node.id)]
        matches: Matches = {}
        for number in dict.fromkeys((place.paragraph, *numbers)):
            paragraph = self._report.paragraph(number)
            start, end = paragraph.head or (0, 0)
            if number == place.paragraph and node is not None:
                start = max(0, paragraph.text.find(node.text))
                end = start + len(node.text)
            elif number == place.paragraph and place.offset:
                items = inline_items(paragraph.text)
                start, end = next(item[2:] for item in items if item.start == place.offset)
            spans = ((start, end),) if end else ()
            matches[number] = Match(HitKind.CHAPTER, spans, frozenset(), 1.0)
        return matches

    def around(self, query: Query) -> tuple[Node, Query] | None:
        """The heading that a query names besides what to find under it, and that; mostly nothing.

        That is 第二部分 and 养老 for 第二部分的养老, or for the two with a blank between. What
        is excluded stays excluded, and what is quoted names no heading.
        """
        for at, term in enumerate(query.wanted):
            text = self._counted(term.text)
            node, rest = (None, "") if term.exact else self._heading_and_rest(text)
            left = _with_rest(query, at, rest)
            if node is not None and left.wanted:
                return node, left
        return None

    def _counted(self, text: str) -> str:
        """A folded text in which the last part has its number."""
        parts = self._report.parts
        return _LAST.sub(f"第{len(parts)}部分", text) if parts else text

    def _heading_and_rest(self, text: str) -> tuple[Node | None, str]:
        """A heading that a folded text names by its number or words, and what else it says."""
        label = _LABEL.search(text)
        if label:
            try:
                place = resolve(self._report, label[1])
            except Problem:
                return None, ""
            at = place.paragraph if not place.offset else 0
            node = next((node for node, _, _ in self._headings if node.paragraph == at), None)
            return node, _said(_LABEL.sub("", text, count=1), self._closed)
        name, rest = _name_and_rest(text, self._closed)
        return self._worded(name, says_so=True), rest

    def _place(self, text: str, found: Matches) -> Place | None:
        """The place that a folded text names: a heading, or a point or paragraph below one."""
        label, points = _LABEL.search(text), _POINTS.search(text)
        core, cue = self._core(_LABEL.sub("", text, count=1))
        if label and not core:
            return resolve(self._report, label[1])
        if points:
            bare = _POINTS.sub("", text, count=1)
            name, says_so = self._core(_LABEL.sub("", bare, count=1))
            place = self._below(soften(bare), points[0]) or self._below(name, points[0], says_so)
            if place is not None:
                return place
        # Behind a number may stand what to find there: 第二部分的消费券 is not in 促消费.
        node = self._worded(core, says_so=bool(label or cue), may_differ=bool(cue))
        if node is None and cue and _PARAGRAPHS.isdisjoint(cue):
            node = self._about(found)
        return None if node is None else Place(node.paragraph, 0)

    def _below(self, name: str, points: str, says_so: str = "") -> Place | None:
        """A point of the only heading that has a name in it, if it has that point."""
        having = [node for node, _, _ in self._headings if name in soften(fold(node.text))]
        if len(having) != 1 or len(name) < _TELLING - bool(says_so):
            return None
        try:
            return resolve(self._report, having[0].citation + points)
        except Problem:
            return None

    def _about(self, found: Matches) -> Node | None:
        """The innermost heading under which there is, on average, most of what was found.

        Where most paragraphs under it have nothing of that, a paragraph is meant and no heading.
        """
        best, about, shares = 0.0, None, [0.0]
        for node, _, _ in self._headings:
            if any(child.kind.is_heading for child in self._report.children(node.id)):
                continue
            under = [p.number for p in self._report.paragraphs_under(node.id)]
            having = [found[number].weight if number in found else 0.0 for number in under]
            share = sum(having) / max(1, len(having))
            if share > best:
                best, about, shares = share, node, having
        return about if 2 * sum(map(bool, shares)) > len(shares) else None

    def _worded(self, core: str, says_so: bool, may_differ: bool = True) -> Node | None:
        """The heading that has a softened text in it, or most of it if that is to be a heading."""
        best, found = 0.0, None
        for node, heading, clause in self._headings:
            share = _share(core, heading, clause, says_so, may_differ)
            if share > best:
                best, found = share, node
        return found

    def nearest(self, words: Iterable[str]) -> tuple[Node, ...]:
        """Those that share most pairs of characters with folded words, if any do; best first.

        A pair that more headings have than are offered tells none of them apart.
        """
        shared: Counter[int] = Counter()
        for pair in pairs_of(list(words)):
            having = [node.id for node, heading, _ in self._headings if pair in heading]
            if len(having) <= _MOST_HINTS:
                shared.update(having)
        return tuple(self._report.node(id) for id, _ in shared.most_common(_MOST_HINTS))

    def _core(self, text: str) -> tuple[str, str]:
        """A folded text without what says nothing, and the word that says it means a place."""
        ends = ((word, *text.rpartition(word)) for word in sorted(self._closed.chapter))
        cued = [
            (word, before)
            for word, before, found, after in ends
            if found and not _said(after, self._closed)
        ]
        cue, name = max(cued, key=lambda end: len(end[0]), default=("", text))
        return soften(_said(name, self._closed)), cue


class NamedPart(NamedTuple):
    """A part or section to keep to in each of many reports: by its number, or by its words."""

    number: int | None
    words: str
    """As the query has them, softened."""

    @property
    def note(self) -> str:
        """What the user is told about it."""
        name = f"“{self.words}”" if self.number is None else f"第{chinese_numeral(self.number)}"
        return f"只列{name}部分中的"

    def has(self, page: FoldedParagraph) -> bool:
        """Whether a paragraph stands in it."""
        if self.number is None:
            headings = map(_printed, filter(None, {page.part, page.heading}))
            return any(_share(self.words, *heading) for heading in headings)
        printed = _PRINTED_PART.match(page.part)
        return printed is not None and numeral(printed[1]) == self.number


def part_and_rest(query: Query, closed: ClosedWords) -> tuple[NamedPart, Query] | None:
    """The part that a query names besides what to find in it, and that; mostly nothing.

    It is what `Chapters.around` is for one report, as far as it can be for many.
    """
    for at, term in enumerate(query.wanted):
        if term.exact:
            continue
        named = _PART.search(term.text)
        number = numeral(named[1]) if named else None
        if number is None:
            words, rest = _name_and_rest(term.text, closed)
        else:
            words, rest = "", _said(_PART.sub("", term.text, count=1), closed)
        left = _with_rest(query, at, rest)
        if left.wanted and (number is not None or len(words) >= _TELLING):
            return NamedPart(number, words), left
    return None


def _with_rest(query: Query, at: int, rest: str) -> Query:
    """A query with what is left of one of its terms, which may be nothing."""
    terms = list(query.wanted)
    terms[at : at + 1] = [Term(rest)] if rest else []
    return replace(query, wanted=tuple(terms))


def _name_and_rest(text: str, closed: ClosedWords) -> tuple[str, str]:
    """The words of the heading that a folded text says it means, softened, and what else it says.

    That is 民生保障 and 养老 for 民生保障那一节里的养老; 大部分 is most of something.
    """
    for cue in sorted(closed.chapter, key=len, reverse=True):
        found = re.search(f"(?<!大){cue}", text)
        words = soften(_said(text[: found.start()], closed)) if found else ""
        if found and words:
            return words, _said(re.sub(f"^{_IN}", "", text[found.end() :]), closed)
    return "", ""


def _printed(heading: str) -> tuple[str, str]:
    """The words of a folded heading without its number, and its first clause, both softened."""
    printed = _NUMBERING.sub("", heading, count=1)
    return soften(printed), soften(_CLAUSE.split(printed)[0])


def _share(
    core: str, heading: str, clause: str, says_so: bool = True, may_differ: bool = True
) -> float:
    """How well a softened text names a heading that has all of it, or most; else nothing."""
    says_so = says_so and len(core) >= _TELLING
    if core and core in heading and (says_so or len(core) >= _SHORTEST):
        covered = len(core) / len(clause)
        return 1 + covered if says_so or covered >= _HALF else 0.0
    wanted = pairs_of([core]) if says_so and may_differ else []
    share = sum(map(heading.__contains__, wanted)) / max(1, len(wanted))
    return share if share >= _HALF else 0.0


def _said(text: str, closed: ClosedWords) -> str:
    """A folded text without what says nothing."""
    nothing = closed.light | closed.function
    return "".join(word for word in closed.stretches(text) if word not in nothing)
