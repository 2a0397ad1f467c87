"""Items (一是…… 二是…… 第一，……): paragraphs of their own, or stretches inside of one.

An item at the start of its paragraph becomes an entry of the outline. Items that follow one
another inside a paragraph stay in it; they are found when a citation asks for one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from content import grammar
from content.grammar import Mark
from content.numerals import chinese_numeral
from content.report import Numbering

LABELS = {Numbering.SHI: "是", Numbering.YAO: "要", Numbering.DI: ""}
"""The numberings whose items are cited by their number, and the word behind the number."""

_BEFORE = "。；：，;:,.！"


def item_marks(cores: Sequence[str]) -> list[Mark | None]:
    """The marks of the paragraphs under one heading that are items, None for the others."""
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
    """Whether a mark makes an item of its paragraph."""
    if mark.numbering in LABELS or mark.numbering is Numbering.FIRST:
        return _is_in_row(mark, last, below, core)
    return mark.numbering is not Numbering.CHINESE or not grammar.is_enumeration(core)


def _is_in_row(mark: Mark, last: dict[Numbering, int], below: Mark | None, core: str) -> bool:
    """Whether an item is the first of its row, or the next, or has its successor below."""
    numbering, number = mark.numbering, mark.number
    if number is None:
        return numbering in last  # 最后，
    if number == 1 and numbering in (Numbering.SHI, Numbering.YAO):
        return not _holds_the_next(core)
    follows = below is not None and below[:2] == (numbering, number + 1)
    first = number == 1 and numbering is Numbering.DI
    return first or follows or number == last.get(numbering, -1) + 1


def _holds_the_next(core: str) -> bool:
    """Whether a paragraph that opens with 一是 or 一要 holds the following items as well."""
    return _find(core, "二" + core[1:2], 2, len(core)) > 0


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
    items = _enumerations(text, "是") + _enumerations(text, "要")
    return sorted(items, key=lambda item: item.start)


def _enumerations(text: str, word: str) -> list[InlineItem]:
    items: list[InlineItem] = []
    begin = _find(text, "一" + word, 0, len(text))
    while begin >= 0:
        again = _find(text, "一" + word, begin + 2, len(text))
        end = len(text) if again < 0 else again
        starts = _sequence(text, word, begin, end)
        if len(starts) > 1:
            items += _spans(starts, end, word)
        begin = again
    return items


def _sequence(text: str, word: str, begin: int, end: int) -> list[int]:
    """Where 一是, 二是, 三是, … stand in a stretch that begins with 一是."""
    starts = [begin]
    while True:
        label = chinese_numeral(len(starts) + 1) + word
        place = _find(text, label, starts[-1] + 2, end)
        if place < 0:
            return starts
        starts.append(place)


def _spans(starts: list[int], end: int, word: str) -> list[InlineItem]:
    ends = [*starts[1:], end]
    return [
        InlineItem(number, chinese_numeral(number) + word, start, stop)
        for number, (start, stop) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def _find(text: str, label: str, begin: int, end: int) -> int:
    """Where a label stands at the start of the text or behind a mark, or -1."""
    place = text.find(label, begin, end)
    while place >= 0:
        before = text[max(0, place - 8) : place].rstrip()
        if before[-1:] in _BEFORE:
            return place
        place = text.find(label, place + 1, end)
    return -1
