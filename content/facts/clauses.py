"""Clauses and sentences: where the quote of a figure begins and ends.

Places are code points of a paragraph's raw text, the end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest
from operator import attrgetter

from content.facts.numbers import FoundNumber

LONGEST = 1000
"""Code points that a clause may have; one that is longer nobody wrote, and no screen can show."""
NEAR = 400
"""Code points that belong to a place in such a one, on either side."""

_OPEN, _CLOSE = "“‘《（(「【", "”’》）)」】"
_ENDS = "。！？!?"
_STOPS = _ENDS + "，；：;,:、"
_TOKEN = re.compile(f"[{re.escape(_OPEN + _CLOSE + _ENDS)}，；：;,:]")


def clauses(text: str) -> list[tuple[int, int]]:
    """The clauses of a paragraph, without their stops and outer blanks.

    A comma, colon or semicolon within quotes or brackets ends no clause, and one within a number
    none; the end of a sentence always does, also where a bracket was never closed. Empty ones are
    left out.
    """
    found: list[tuple[int, int]] = []
    begin = depth = 0
    for match in _TOKEN.finditer(text):
        sign, at = match[0], match.start()
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif sign in _ENDS or depth == 0:
            if re.fullmatch(r"\d[,:：]\d", text[max(0, at - 1) : at + 2]):
                continue
            depth = 0
            found += stripped(text, begin, at)
            begin = at + 1
    return found + stripped(text, begin, len(text))


def clauses_with(text: str, found: list[FoundNumber]) -> Iterator[tuple[int, int]]:
    """The clauses; of one that is far too long, what stands round each of its numbers."""
    for begin, end in clauses(text):
        if end - begin <= LONGEST:
            yield begin, end
            continue
        first, last = (bisect_left(found, at, key=attrgetter("start")) for at in (begin, end))
        parted = begin
        for number, below in zip_longest(found[first:last], found[first + 1 : last]):
            stop = min(number.reach + NEAR, below.start if below else end)
            yield max(parted, number.start - NEAR), stop
            parted = number.reach


def stripped(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """A stretch of a text without the blanks at its ends, in a list; none if it is but blanks."""
    start = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
    core = text[begin:end].strip()
    return [(start, start + len(core))] if core else []


def sentence_start(text: str, at: int) -> int:
    """Where the sentence round an offset begins, in code points; stops within quotes end one."""
    return max(text.rfind(mark, 0, at) for mark in _ENDS) + 1


def clause_around(text: str, at: int) -> tuple[int, int]:
    """Where the clause round an offset begins and ends, in code points; `at` twice if none is.

    Of one that is longer than people write only what is near.
    """
    found = _kept_clauses(text)
    nth = bisect_right(found, (at, len(text))) - 1
    begin, end = found[nth] if nth >= 0 else (at, at)
    if not begin <= at < end:
        return at, at
    return (begin, end) if end - begin <= LONGEST else (max(begin, at - NEAR), min(end, at + NEAR))


# A list asks for one place after the other of the same paragraph.
_kept_clauses = lru_cache(maxsize=2)(clauses)
