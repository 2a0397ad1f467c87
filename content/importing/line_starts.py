"""Numbers that courts and some congresses print in the margin, to speak of a line by."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.lines import BLANK
from content.parsing.wrapping import is_opener

_NUMBER = re.compile(r"[ \t\u3000]*(\d{1,4})(?![\d.．、，年月日届次个万亿%％])")
_SHARE = 0.8
"""Share of the lines that are numbered, at least: others are of the page."""
_LEAST = 10
"""Fewer lines prove nothing."""
_JUMP = 3
"""A number may be so much higher than that before it, for blank lines are counted but not printed,
and a page may begin with one as high."""


def without_line_numbers(text: str) -> tuple[str, str]:
    """A text without the numbers of its lines, and what to tell of them, if anything.

    What is printed further in than the other lines stays so.
    """
    lines = text.split("\n")
    ends = line_numbers(lines)
    places = [
        (end, len(line) - len(line[end:].lstrip(BLANK)))
        for line, end in zip(lines, ends, strict=False)
        if end and line[end:].strip(BLANK)
    ]
    if not places:
        return text, ""
    column = min(start for _, start in places)
    gap = min(start - end for end, start in places)
    bare = [
        line[max(end + gap, column) :] if end else line
        for line, end in zip(lines, ends, strict=True)
    ]
    return "\n".join(bare), told_of(ends)


def told_of(ends: Sequence[int]) -> str:
    """What to tell of the numbers that `line_numbers` found."""
    return f"有{sum(map(bool, ends))}行前面印有行号，没有读入。"


def line_numbers(lines: Sequence[str]) -> list[int]:
    """Where the number before each line ends, 0 where none is; nothing if lines have no numbers.

    They rise from line to line, or begin anew on a page, and stand before what has a number of its
    own (12 一、工作回顾) or addresses somebody: those of a list of things do not. Where most have a
    blank behind them, 12个 is the beginning of a line that has none.
    """
    for parted in (True, False):
        ends = _counted(lines, parted=parted)
        bare = (line[end:].strip(BLANK) for line, end in zip(lines, ends, strict=True) if end)
        shown = sum(1 for line in lines if line.strip(BLANK))
        most = shown >= _LEAST and sum(map(bool, ends)) >= _SHARE * shown
        if most and any(map(is_opener, filter(None, bare))):
            return ends
    return []


def _counted(lines: Sequence[str], *, parted: bool) -> list[int]:
    """Where numbers end that go on from line to line, perhaps only those with a blank behind."""
    ends: list[int] = []
    last = 0
    for line in lines:
        words, match = line.lstrip(BLANK), _NUMBER.match(line)
        number, end = (int(match[1]), match.end()) if match else (0, 0)
        if words.startswith(str(last + 1)):  # the 2 before 2024年
            number = last + 1
            end = len(line) - len(words) + len(str(number))
        elif not (number <= _JUMP or last < number <= last + _JUMP):
            end = 0
        if parted and line[end : end + 1] not in BLANK:
            end = 0
        last = number if end else last
        ends.append(end)
    return ends
