"""The headings of the body: which lines are headings, and how deep each stands.

The printed number proposes, the sequence of numbers is the witness: a mark that lost a character
is believed where it is exactly the missing number, and a doubtful number is kept and remarked on,
never corrected.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from content import grammar
from content.grammar import Head as Reach
from content.grammar import Style
from content.lines import BLANK, Unit
from content.report import Numbering, Remark
from content.slogans import find_slogans

RANK = {
    Numbering.CHINESE: 1,
    Numbering.PAREN_CHINESE: 2,
    Numbering.ARABIC: 3,
    Numbering.PAREN_ARABIC: 4,
    Numbering.DASH: 5,
}
"""Numberings that make headings, from the outermost to the innermost."""


@dataclass(slots=True, eq=False)
class Heading:
    """A heading of the body."""

    unit: int
    """Index of its unit."""
    numbering: Numbering
    number: int | None
    text: str
    length: int
    """How much of the unit's core it takes."""
    style: Style
    partlike: bool = False
    """Whether its words are those of a part (…工作回顾, 2024年…), if it is unnumbered."""
    mark: int = -1
    """How much of the core its numbering mark takes; -1 if it has none."""
    lines: int = 1
    """Units it takes: 2 if its print is split over two lines."""
    depth: int = 1
    parent: Heading | None = None

    @property
    def run_in(self) -> bool:
        """Whether body text follows on the same line."""
        return self.style is not Style.STANDALONE


class _Finder:
    """Reads the body once, keeping what is needed to judge the next line."""

    def __init__(self, units: list[Unit], begin: int, end: int) -> None:
        self.units = units
        self.begin = begin
        self.end = end
        short = Counter(unit.core for unit in units[begin:end] if len(unit.core) <= 34)
        self.repeated = {core for core, count in short.items() if count >= 3}
        self.slogans = find_slogans(units, begin, end)
        self.headings: list[Heading] = []
        self.remarks: list[Remark] = []
        self.last: dict[Numbering, int] = {}
        """The last number of each numbering under the present parents."""
        self.listing = 0
        """The next number of a list 一、二、… that stands inside of a part, or 0."""


def find_headings(units: list[Unit], begin: int, end: int) -> tuple[list[Heading], list[Remark]]:
    """Find the headings among units[begin:end] and place each under its parent."""
    finder = _Finder(units, begin, end)
    index = begin
    while index < end:
        heading = _heading(finder, index)
        if heading is None:
            index += 1
            continue
        _witness(finder, heading)
        finder.headings.append(heading)
        index += heading.lines
    _place(finder.headings)
    return finder.headings, finder.remarks


def _heading(finder: _Finder, index: int) -> Heading | None:
    """The heading that opens a unit, if one does."""
    core = finder.units[index].core
    mark = grammar.mark(core)
    if mark is None:
        mark = _damaged_mark(finder, core)
        if mark is None:
            return _unnumbered(finder, index)
    if mark.numbering not in RANK or _in_list(finder, index, mark):
        return None
    reach = grammar.head_of(core, mark.end)
    if mark.numbering is Numbering.CHINESE and _counts_things(finder, core, mark, reach):
        return None
    if RANK[mark.numbering] > 2 and not _heads_text(finder, index, mark.numbering, reach):
        return None
    return _numbered(finder, index, mark, reach)


def _counts_things(finder: _Finder, core: str, mark: grammar.Mark, reach: Reach) -> bool:
    """Whether 一、 begins 「一、二、三产业」 and no heading."""
    if not grammar.is_enumeration(core):
        return False
    title = reach.style is Style.STANDALONE and len(core) <= 40 and not grammar.ends_sentence(core)
    return not title or mark.number != _expected(finder, mark)


def _expected(finder: _Finder, mark: grammar.Mark) -> int:
    return finder.last.get(mark.numbering, 0) + 1


def _damaged_mark(finder: _Finder, core: str) -> grammar.Mark | None:
    """A mark that lost a character, believed where it is exactly the number that must come."""
    if core[0] == "、" and len(core) <= 40 and not grammar.ends_sentence(core):
        number = finder.last.get(Numbering.CHINESE, 0) + 1
        return grammar.Mark(Numbering.CHINESE, number, 1)
    mark = grammar.lone_mark(core) or grammar.loose_mark(core)
    if mark is None or mark.number != _expected(finder, mark):
        return None
    if mark.numbering is Numbering.CHINESE and _stop_inside(core, mark.end):
        return None
    return mark


def _stop_inside(core: str, begin: int = 0) -> bool:
    stop = grammar.first_stop(core, grammar.HEAD_LIMIT, begin)
    return len(core) > grammar.HEAD_LIMIT or 0 <= stop < len(core) - 1


def _numbered(finder: _Finder, index: int, mark: grammar.Mark, reach: Reach) -> Heading | None:
    core = finder.units[index].core
    text, lines = grammar.head_text(core, reach), 1
    if reach.style is Style.STANDALONE and index + 1 < finder.end:
        below = finder.units[index + 1].core
        if not core[mark.end :].strip(BLANK):
            if grammar.mark(below) or grammar.salutation(below):
                return None
            lines = 2 if len(below) <= 60 and not grammar.ends_sentence(below) else 1
        elif _is_split(text, below, finder, index):
            lines = 2
        if lines == 2:
            parted = core.isalpha()  # a numeral without 、 or brackets
            text = grammar.without_stop(core + "\u3000" * parted + below)
    return Heading(
        index,
        mark.numbering,
        mark.number,
        text,
        reach.end,
        reach.style,
        mark=mark.end,
        lines=lines,
    )


_OPEN_ENDED = "、，和与及的“（《—"
_GOES_ON = ("，", "、", "）", "”", "》", "的", "和", "与", "及", "工作", "现代化", "建设")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))


def _is_split(text: str, below: str, finder: _Finder, index: int) -> bool:
    """Whether a heading's last words were broken onto the line below it."""
    if len(below) > 20 or grammar.mark(below) or grammar.salutation(below):
        return False
    if grammar.ends_sentence(text) or "。" in below[:-1] or below[-1] in "：:":
        return False
    unbalanced = any(text.count(left) > text.count(right) for left, right in _PAIRS)
    if unbalanced or text[-1] in _OPEN_ENDED:
        return True
    follows = index + 2 < finder.end and not grammar.ends_sentence(below)
    return follows and below.startswith(_GOES_ON)


def _in_list(finder: _Finder, index: int, mark: grammar.Mark) -> bool:
    """Whether 一、二、… counts a list inside of a part (民生实事) and not the parts themselves."""
    if mark.numbering is not Numbering.CHINESE:
        return False
    outer = finder.last.get(Numbering.CHINESE, 0)
    if mark.number == finder.listing:
        finder.listing += 1
        return True
    if mark.number != 1 or outer == 0 or index == 0:
        finder.listing = 0
        return False
    intro = finder.units[index - 1].core[-60:]
    announced = intro[-1] in "：:" or "实事" in intro
    if announced and _row_goes_on(finder, index):
        finder.listing = 2
        return True
    return False


def _row_goes_on(finder: _Finder, index: int) -> bool:
    """Whether the next line is 二、, without text between as headings have it."""
    if index + 1 >= finder.end:
        return False
    below = grammar.mark(finder.units[index + 1].core)
    return below is not None and below[:2] == (Numbering.CHINESE, 2)


def _heads_text(finder: _Finder, index: int, numbering: Numbering, reach: Reach) -> bool:
    """Whether a 1．, （1） or —— line is a heading over text below, not one line of a list."""
    if reach.style is not Style.STANDALONE or index + 1 >= finder.end:
        return False
    below = finder.units[index + 1].core
    mark = grammar.mark(below)
    if (mark and mark.numbering in RANK) or grammar.salutation(below) or len(below) < 20:
        return False
    above = grammar.mark(finder.units[index - 1].core) if index > finder.begin else None
    if above and above.numbering is numbering:
        return bool(finder.headings) and finder.headings[-1].unit == index - 1
    return True


_NOT_A_HEAD = (
    r"[（(【\[].*[)）】\]]$|(?:牵头|责任|主办|协办|配合)(?:单位|部门|领导)|来源"
    r"|[\d\s./—-]+$|.*[|\t]"
)
_PART_WORDS = (
    r"(?:19|20|一九|二[〇零○])[\d〇零○一二三四五六七八九]{2}年|[今去本]年|过去|[今未]后|"
    r"“?十[一二三四五六]五|回顾|总结|工作安排|总体要求|奋斗目标|主要任务|政府(?:自身)?建设"
)
UNNUMBERED_LIMIT = 32
"""An unnumbered heading has at most this many characters."""


def _unnumbered(finder: _Finder, index: int) -> Heading | None:
    core = finder.units[index].core
    style, length = Style.STANDALONE, len(core)
    if index in finder.slogans:
        text = grammar.without_stop(core)
        return Heading(index, Numbering.NONE, None, text, len(text), style)
    if length > UNNUMBERED_LIMIT:
        length, style = grammar.unnumbered_gap(core), Style.BLANK
        if not length:
            return None
    text = core[:length].rstrip(BLANK)
    if not _reads_as_head(finder, index, text):
        return None
    if style is Style.STANDALONE and not _stands_over_text(finder, index):
        return None
    partlike, lines = bool(re.search(_PART_WORDS, text)), 1
    if style is Style.STANDALONE and not partlike and _two_in_a_row(finder, index):
        # A slogan printed on two lines; a part and the first heading in it are two headings.
        text, lines = f"{text}\u3000{finder.units[index + 1].core}", 2
    return Heading(index, Numbering.NONE, None, text, length, style, partlike=partlike, lines=lines)


def _reads_as_head(finder: _Finder, index: int, text: str) -> bool:
    if len(text) < 4 or text in finder.repeated or grammar.salutation(text):
        return False
    if grammar.ends_sentence(text) or text[-1] in "，、," or "：" in text:
        return False
    if re.match(_NOT_A_HEAD, text) or grammar.first_stop(text, len(text)) >= 0:
        return False
    return sum("\u4e00" <= c <= "\u9fff" for c in text) >= 3


def _stands_over_text(finder: _Finder, index: int) -> bool:
    """Whether a short line stands between finished text above and a body or heading below."""
    if index + 1 >= finder.end:
        return False
    above = finder.units[index - 1].core if index else "。"
    below = finder.units[index + 1].core
    over_heading = finder.headings and _bottom(finder.headings[-1]) == index - 1
    if not (grammar.ends_sentence(above) or over_heading or index == finder.begin):
        return False
    if grammar.mark(below) is not None:
        return True
    if len(below) >= 30 or grammar.ends_sentence(below):
        return True
    return _two_in_a_row(finder, index)


def _bottom(heading: Heading) -> int:
    return heading.unit + heading.lines - 1


def _two_in_a_row(finder: _Finder, index: int) -> bool:
    """Whether another short line follows and then text."""
    below = finder.units[index + 1].core
    if index + 2 >= finder.end or not _reads_as_head(finder, index + 1, below):
        return False
    if len(below) > UNNUMBERED_LIMIT or re.search(_PART_WORDS, below):
        return False
    return len(finder.units[index + 2].core) >= 30


def _witness(finder: _Finder, heading: Heading) -> None:
    """Check a heading's number against its sequence and remark on what does not fit."""
    line = finder.units[heading.unit].line
    if heading.style is Style.CUT:
        finder.remarks.append(Remark(line, f"“{heading.text}”没有句号，标题止于何处不能确定。"))
    elif heading.style in (Style.BLANK, Style.GLUED):
        finder.remarks.append(Remark(line, f"标题“{heading.text}”与正文同在一行，已分开。"))
    elif heading.lines > 1:
        finder.remarks.append(Remark(line, f"标题“{heading.text}”分在两行，已合为一条。"))
    elif heading.length <= heading.mark:
        finder.remarks.append(Remark(line, f"序号“{heading.text}”单独成行，没有标题文字。"))
    numbering, number = heading.numbering, heading.number
    if number is None:
        if heading.partlike:
            finder.last.clear()
            finder.listing = 0
        return
    last = finder.last.get(numbering, 0)
    _remark_on_number(finder, heading, last, line)
    finder.last[numbering] = number
    for other, rank in RANK.items():
        if rank > RANK[numbering]:
            finder.last.pop(other, None)


def _remark_on_number(finder: _Finder, heading: Heading, last: int, line: int) -> None:
    number = heading.number or 0
    shown = f"“{heading.text[:16]}”"
    if number == last + 1:
        damaged = grammar.mark(finder.units[heading.unit].core)
        if damaged is None:
            finder.remarks.append(Remark(line, f"{shown}的序号缺损，按前后次序认作第{number}。"))
    elif number == 1:
        finder.remarks.append(Remark(line, f"{shown}的序号从头数起，上面可能少了一级标题。"))
    elif number == last:
        finder.remarks.append(Remark(line, f"{shown}的序号与前一条重复。"))
    elif number > last:
        finder.remarks.append(Remark(line, f"{shown}之前缺序号{last + 1}。"))
    else:
        finder.remarks.append(Remark(line, f"{shown}的序号倒退，前一条是{last}。"))


def _place(headings: list[Heading]) -> None:
    """Give each heading its depth and parent: a kind that is open already closes down to it."""
    stack: list[Heading] = []
    for heading in headings:
        cut = len(stack)
        for depth, open_heading in enumerate(stack):
            if _closes(heading, open_heading):
                cut = depth
                break
        del stack[cut:]
        heading.parent = stack[-1] if stack else None
        heading.depth = len(stack) + 1
        stack.append(heading)


def _closes(heading: Heading, other: Heading) -> bool:
    """Whether a heading ends the reach of another that stands open above it."""
    if heading.numbering is Numbering.NONE or other.numbering is Numbering.NONE:
        return heading.numbering is other.numbering and heading.partlike >= other.partlike
    return RANK[heading.numbering] <= RANK[other.numbering]
