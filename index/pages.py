"""The paragraphs of reports made ready for searching, held in memory (43 KB of text for one)."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TypeVar

from content.parsing.title_block import read_facts
from content.report import NodeKind, Paragraph, Report, Role
from index.words.normalise import Folded, Span, fold, soften
from index.words.pinyin import Spelling, begins

_SENTENCE_END = re.compile("[。；！？;!?]")

Sought = TypeVar("Sought", str, Sequence[str])
"""Letters, or syllables."""

Way = Callable[[Spelling, Sought], Iterable[Span]]
"""How to find something by its sound: gives code points of the folded text."""


@dataclass
class FoldedParagraph:
    """One paragraph."""

    paragraph: Paragraph
    heading: str
    """The heading it stands under, folded; empty outside of all parts."""
    part: str = ""
    """The heading of the part it stands in, folded; empty outside of all parts."""
    year: int | None = None
    """The year that the report plans for, if it says so."""
    kept: Folded | None = None
    """Its folded text, where that was kept."""
    borders: Container[int] | None = None
    """The offsets in its folded text where words begin or end, once an index has told them."""

    @cached_property
    def folded(self) -> Folded:
        """Its text in the form that queries have too."""
        return self.kept or Folded.of(self.paragraph.text)

    @cached_property
    def soft_text(self) -> str:
        """Its soft form alone, to see whether it is worth a look."""
        return soften(self.folded.text)

    @cached_property
    def soft(self) -> Folded:
        """Its text without quotes, brackets, blanks and commas."""
        return self.folded.softened()

    @cached_property
    def sentence_ends(self) -> list[int]:
        """The code points of its text that end a sentence or a part of one as long."""
        return [found.start() for found in _SENTENCE_END.finditer(self.paragraph.text)]

    @cached_property
    def lead(self) -> Span:
        """The code points of the run-in head or lead that sums it up; empty without one."""
        return self.paragraph.head or (0, 0)

    def is_aligned(self, places: Iterable[Span]) -> bool:
        """Whether any of some places in its folded text is a word or several, if that is known."""
        known = self.borders
        return known is None or any(start in known and end in known for start, end in places)

    def quote(self, span: Span) -> str:
        """The raw text of a span."""
        start, end = span
        return self.paragraph.text[start:end]


class Pages(dict[int, FoldedParagraph]):
    """The paragraphs that are searched, by number or another key, and where a text stands.

    None comes or goes once one was looked for.
    """

    def rarity(self, words: Iterable[str], found: int) -> float:
        """How much it says that a paragraph has any of some folded words, as 发展 is everywhere.

        `found` is how many paragraphs were found to have any.
        """
        return log(1 + len(self) / max(1, found))

    @cached_property
    def mean_length(self) -> float:
        """Code points of a folded paragraph on average."""
        return sum(len(folded) for _, folded in self._texts) / max(1, len(self))

    @cached_property
    def _texts(self) -> list[tuple[int, str]]:
        """The folded texts with their numbers."""
        return [(number, page.folded.text) for number, page in self.items()]

    @cached_property
    def _joined(self) -> str:
        """The same in one piece: what stands nowhere is seen at once, and sounds are found fast."""
        return "\n".join(folded for _, folded in self._texts)

    @cached_property
    def _starts(self) -> array[int]:
        """Where each paragraph begins in that."""
        return begins(len(folded) + 1 for _, folded in self._texts)

    def with_characters(self, text: str) -> list[int]:
        """Numbers of the paragraphs that have all characters of a folded text, in any order.

        No paragraph that contains the text is missed, also where marks stand in between.
        """
        texts = self._texts if text else []
        for character in set(text):
            texts = [(number, folded) for number, folded in texts if character in folded]
        return [number for number, _ in texts]

    def places(self, text: str) -> dict[int, list[Span]]:
        """Where a folded text stands: spans of folded paragraphs by their numbers."""
        places: dict[int, list[Span]] = {}
        at = self._joined.find(text) if text else -1
        while at >= 0:
            page = bisect_right(self._starts, at) - 1
            number, _ = self._texts[page]
            if found := self[number].folded.occurrences(text):
                places[number] = found
            at = self._joined.find(text, self._starts[page + 1])
        return places

    def counts(self, text: str) -> dict[int, int]:
        """How often a folded text stands in the paragraphs, for those that have it."""
        if text not in self._joined:
            return {}
        counts = ((number, folded.count(text)) for number, folded in self._texts)
        return {number: count for number, count in counts if count}

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._joined)

    def sounding(self, way: Way[Sought], sought: Sought) -> dict[int, list[Span]]:
        """Where something is found by its sound: spans of folded paragraphs by their numbers."""
        found: dict[int, list[Span]] = {}
        for start, end in way(self._spelling, sought):
            at = bisect_right(self._starts, start) - 1
            if end < self._starts[at + 1]:
                (number, _), first = self._texts[at], self._starts[at]
                found.setdefault(number, []).append((start - first, end - first))
        return found


def pages_of(report: Report) -> dict[int, FoldedParagraph]:
    """All paragraphs of a report by number, in document order."""
    year = read_facts(report).year
    pages = {}
    for p in report.paragraphs:
        under = None if p.role is Role.HEADING else p.section
        heading = "" if under is None else fold(report.node(under).text)
        pages[p.number] = FoldedParagraph(p, heading, _part_of(report, p), year)
    return pages


def _part_of(report: Report, paragraph: Paragraph) -> str:
    node = report.node(paragraph.owner)
    while node.kind is not NodeKind.PART and node.parent is not None:
        node = report.node(node.parent)
    return fold(node.text) if node.kind is NodeKind.PART else ""
