"""Texts that have lost their line ends: a whole report on one line, or one page on each.

A heading begins where the next number of its row stands behind a sentence. Where most blanks stand
behind a sentence or a heading, they were put for line ends. Nothing else tells where a paragraph
begins, and a text without such a row of headings stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from content import grammar
from content.lines import BLANK
from content.numerals import NUMERAL, numeral

_LONG = 600
"""A line of so many characters is no paragraph where hardly another is shorter."""
_SHARE = 0.8
"""Share of all characters that stand on such lines, and of the headings within them, at least."""
_HEADINGS = 3
"""So many headings at least within lines prove that line ends were lost."""
_HEAD = 400
"""Characters in which a report first addresses the deputies."""
_SHORT = 60
"""Characters of a heading that another follows without a sentence between."""
_ENDS = "。！？!?；;：:…”）)"
_OPENING = re.compile(
    rf"(?P<outer>{NUMERAL})、|[（(](?P<inner>{NUMERAL})[)）]|各位(?:代表|委员)[：:！!，,]"
)
_BLANKS = (
    r"(?:[ \u00a0]{2,}|[\t\u3000])[ \u00a0\t\u3000]*",
    r"(?<=[^\x00-\x7f])[ \u00a0]|[ \u00a0](?=[^\x00-\x7f])",
)
"""What may stand for a line end: the blanks of an indent, or any blank but between Latin words."""
_IN_HEAD = re.compile(
    r"(?<=报告)(?=[—–―─－（(]|\d{4}年|二[〇零○])"
    r"|(?<=会议上|大会上)(?![）)])|(?<=[议会上][）)])"
)
"""Where the title of a report and the line on its session end."""


def with_line_ends(text: str) -> tuple[str, str]:
    """A text with the line ends that it lost, and what to tell of them, if anything."""
    lines = [line.strip(BLANK) for line in text.split("\n") if line.strip(BLANK)]
    total = sum(map(len, lines))
    if sum(len(line) for line in lines if len(line) >= _LONG) < _SHARE * max(total, _LONG):
        return text, ""
    whole = lines[0]
    for above, line in pairwise(lines):
        is_torn = len(above) >= _LONG and above[-1] not in _ENDS
        whole += line if is_torn else f"\n{line}"
    places = list(_openings(whole))
    inside = sum(place > 0 and whole[place - 1] != "\n" for place in places)
    if inside < _HEADINGS or inside < _SHARE * len(places):
        return text, ""
    head, *parts = (whole[start:end] for start, end in pairwise([0, *places, len(whole)]))
    if len(head) <= _HEAD:
        head = _IN_HEAD.sub("\n", head)
    told = f"原文{total}字只有{len(lines)}行，已在标题之前和空白之处分行，段落请对照原件。"
    return _parted_at_blanks("\n".join([head, *parts])), told


def _openings(text: str) -> Iterator[int]:
    """Where headings begin whose numbers follow one another, and where deputies are addressed."""
    outer = inner = begun = 0
    for match in _OPENING.finditer(text):
        start = match.start()
        ended = start == 0 or text[start - 1] in _ENDS or text[start - 1].isspace()
        if match["outer"]:
            is_next = ended and numeral(match["outer"]) == outer + 1
            if is_next and not grammar.is_enumeration(text[start : start + 9]):
                outer, inner, begun = outer + 1, 0, start
                yield start
        elif match["inner"]:
            number = numeral(match["inner"])
            ended = ended or (number == 1 and start - begun < _SHORT)
            if number and ended and number in (1, inner + 1):
                inner = number
                yield start
        elif ended or start < _HEAD:
            yield start


def _parted_at_blanks(text: str) -> str:
    """A text with line ends for the blanks of one kind, if most of them stand behind a sentence."""
    for blanks in _BLANKS:
        places = [match.start() for match in re.finditer(blanks, text)]
        behind = sum(text[place - 1] in _ENDS for place in places)
        if behind >= _HEADINGS and behind * 2 > len(places):
            return re.sub(blanks, "\n", text)
    return text
