"""Headings that came apart: a lost character, a line end too many, a line end too few.

What is doubtful in itself is believed for what stands around it: the number that must come, the
heading that follows.
"""

from __future__ import annotations

import re

from content import grammar
from content.grammar import Style
from content.numerals import NUMERAL
from content.parsing.heading import RANK, Finder, Heading
from content.parsing.unnumbered import UNNUMBERED_LIMIT, reads_as_words
from content.report import Numbering

_REACH = 400
"""Units within which a heading that bears witness to another stands."""


def damaged_mark(finder: Finder, index: int) -> grammar.Mark | None:
    """A mark that lost a character, believed where it is exactly the number that must come.

    Such as 二，工作安排 or 、工作安排 behind 一、工作回顾. Its `end` may be the length of the unit.
    """
    core = finder.units[index].core
    if core[0] == "、" and not _stop_inside(core) and not grammar.ends_sentence(core):
        below_head = finder.headings and finder.headings[-1].below == index
        is_first = index == finder.begin or below_head
        if not is_first and not grammar.ends_sentence(finder.units[index - 1].core):
            return None  # it goes on with the line above
        number = finder.last.get(Numbering.CHINESE, 0) + 1
        return grammar.Mark(Numbering.CHINESE, number, 1)
    mark = grammar.loose_mark(core)
    if mark is None or mark.number != finder.expected(mark):
        return None
    if mark.numbering is Numbering.CHINESE and _stop_inside(core, mark.end):
        return None
    return mark


def _stop_inside(core: str, begin: int = 0) -> bool:
    stop = grammar.first_stop(core, grammar.HEAD_LIMIT, begin)
    return len(core) > grammar.HEAD_LIMIT or 0 <= stop < len(core) - 1


_HANGING = (
    rf"[：。:！]((?:[（(]{NUMERAL}[)）]|{NUMERAL}、)"
    r"[^。；：！？，,;:!?]{2,26}(?:[，,][^。；：！？;:!?]{2,26})?)$"
)


def hanging(finder: Finder, index: int) -> Heading | None:
    """A head that lost the line end before it and hangs on the end of the intro above.

    It is believed where its number must come and the next number heads a line further down.
    """
    core = finder.units[index].core
    tail = core[-48:]
    if "（" not in tail and "(" not in tail and "、" not in tail:
        return None
    stopped = core[-1] == "。"
    match = re.search(_HANGING, core[-64 : len(core) - stopped])
    mark = grammar.mark(match[1]) if match else None
    if match is None or mark is None or mark.number != finder.expected(mark):
        return None
    for place in range(index + 1, min(finder.end, index + _REACH)):
        below = finder.units[place].core
        witness = grammar.mark(below)
        if witness and RANK.get(witness.numbering, 9) <= RANK[mark.numbering]:
            alike = not stopped or (len(below) < 60 and below.find("。") == len(below) - 1)
            if not alike or witness[:2] != (mark.numbering, mark.number + 1):
                return None
            text, style = match[1], Style.STANDALONE
            return Heading(index, *mark[:2], text, len(text), style, mark=mark.end, lines=0)
    return None


_SECOND_LINE = 24
"""The second line of a broken heading has at most this many characters."""
_OPEN_ENDED = "、，和与及的“（《—"
_GOES_ON = ("，", "、", "）", "”", "》", "的", "和", "与", "及", "工作回顾", "工作总结", "工作安排")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))
_SUBJECTS = (
    rf"{grammar.YEAR_DIGITS}年|[今去本]年|过去|今后|“?十[一二三四五六]五|总体|指导思想|基本原则"
    r"|(?:主要|重点)(?:目标|任务|工作|预期)|发展目标|工作(?:思路|重点|目标|措施)|存在|问题|困难"
)
"""Openings of a heading below a heading, rather than of its second line."""


def is_split(text: str, below: str, finder: Finder, index: int) -> bool:
    """Whether the last words of `text`, a unit's heading, were broken onto `below`, the next."""
    if len(below) > _SECOND_LINE or grammar.mark(below) or grammar.salutation(below):
        return False
    if grammar.ends_sentence(text) or "。" in below[:-1] or below[-1] in "：:":
        return False
    unbalanced = any(text.count(left) > text.count(right) for left, right in _PAIRS)
    if unbalanced or text[-1] in _OPEN_ENDED:
        return True
    if index + 2 >= finder.end:
        return False
    # The characters around a break stand beside one another elsewhere where a word was broken (平
    # and 稳, 农业 and 现代化), and hardly ever where the line below is a heading of its own.
    torn = text[-1] + below[0] in finder.pairs
    if grammar.ends_sentence(below):
        above = _previous(finder, index)
        if above is None or not grammar.ends_sentence(finder.units[above.below - 1].core):
            return False
        below, torn = grammar.without_stop(below), True
    return below.startswith(_GOES_ON) or (torn and _is_lone_line(finder, index + 1, below))


def _previous(finder: Finder, index: int) -> Heading | None:
    """The last heading with the numbering of a unit, if it stands on lines of its own."""
    mark = grammar.mark(finder.units[index].core)
    for heading in reversed(finder.headings):
        if mark is None or heading.numbering is mark.numbering:
            return None if heading.run_in or not heading.lines else heading
    return None


def _is_lone_line(finder: Finder, index: int, core: str) -> bool:
    """Whether a short line is the only one of its kind under a heading.

    Headings without a number come in rows; the rest of a broken heading comes alone.
    """
    if not core or not reads_as_words(core) or re.match(_SUBJECTS, core):
        return False
    below = finder.units[index + 1].core
    if len(below) < 30 and grammar.mark(below) is None:
        return False
    for place in range(index + 1, min(finder.end, index + _REACH)):
        core = finder.units[place].core
        mark = grammar.mark(core)
        if mark is not None and mark.numbering in RANK:
            return True
        if len(core) <= UNNUMBERED_LIMIT and not grammar.ends_sentence(core):
            return False
    return True
