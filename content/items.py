"""Items (一是…… 二是…… 第一，……): paragraphs of their own, or stretches inside of one.

An item at the start of its paragraph becomes an entry of the outline. Items that follow one
another inside a paragraph stay in it; they are found when a citation asks for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from content import grammar
from content.grammar import Mark
from content.numerals import NUMERAL, chinese_numeral, numeral
from content.report import Numbering

LABELS = {Numbering.SHI: "是", Numbering.YAO: "要", Numbering.DI: ""}
"""The numberings whose items are cited by their number, and the word behind the number."""

_BEFORE = "。；：，;:,.！"


def item_marks(cores: Sequence[str]) -> list[Mark | None]:
    """The marks of the paragraphs under one heading that are items, None for the others.

    `cores` are the paragraphs in order, each without blanks at its ends.
    """
    marks = [grammar.mark(core) for core in cores]
    last: dict[Numbering, int] = {}
    items: list[Mark | None] = []
    for place, mark in enumerate(marks):
        below = marks[place + 1] if place + 1 < len(marks) else None
        if mark is not None and _is_item(mark, last, below, cores[place]):
            last[mark.numbering] = mark.number or 0
            items.append(mark)
        else:
            items.append(None)
    return items


def _is_item(mark: Mark, last: dict[Numbering, int], below: Mark | None, core: str) -> bool:
    """Whether a mark makes an item of its paragraph.

    Where a sentence may begin so, it is the first of its row, or the next, or has its successor
    below.
    """
    numbering, number = mark.numbering, mark.number
    if numbering not in LABELS and numbering is not Numbering.FIRST:
        return numbering is not Numbering.CHINESE or not grammar.is_enumeration(core)
    if number is None:
        return numbering in last  # 最后，
    if number == 1 and numbering in (Numbering.SHI, Numbering.YAO):
        counted = (count for count, start in _labels(core, core[1:2]) if start >= 2)
        return 2 not in counted  # else the paragraph holds the following items as well
    follows = below is not None and below[:2] == (numbering, number + 1)
    first = number == 1 and numbering is Numbering.DI
    return first or follows or number == last.get(numbering, -1) + 1


class InlineItem(NamedTuple):
    """One item of an enumeration inside a paragraph."""

    number: int
    label: str
    """As printed, such as 三是."""
    start: int
    """First code point of the item in the paragraph's raw text."""
    end: int
    """Behind its last code point; the item runs to the next one or to the paragraph's end."""


def inline_items(text: str) -> list[InlineItem]:
    """The items of every enumeration in a paragraph, in order.

    An enumeration begins with 一是 (or 一要) at the start or behind a mark, is believed only if
    二是 follows behind a mark, and ends where the sequence breaks.
    """
    items: list[InlineItem] = []
    for word in "是要":
        starts: list[int] = []
        for number, start in (*_labels(text, word), (1, len(text))):
            if number == len(starts) + 1 > 1:
                starts.append(start)
            elif number == 1:
                items += _spans(starts, start, word)
                starts = [start]
    return sorted(items, key=lambda item: item.start)


def _spans(starts: list[int], end: int, word: str) -> list[InlineItem]:
    """The items that begin at some places; none if there is only one."""
    ends = [*starts[1:], end]
    return [
        InlineItem(number, chinese_numeral(number) + word, start, stop)
        for number, (start, stop) in enumerate(zip(starts, ends, strict=False), start=1)
        if len(starts) > 1
    ]


def _labels(text: str, word: str) -> Iterator[tuple[int, int]]:
    """The numbers that stand before a word, at the start of a text or behind a mark, and where."""
    for match in re.finditer(rf"(?:^|(?<=[{_BEFORE}]))\s{{0,7}}({NUMERAL}){word}", text):
        yield numeral(match[1]) or 0, match.start(1)
