"""The headings of the body: which lines are headings, and how deep each stands.

The printed number proposes, the sequence of numbers is the witness: a mark that lost a character
is believed where it is exactly the missing number, and a doubtful number is kept and remarked on,
never corrected.
"""

from __future__ import annotations

import re

from content import grammar
from content.grammar import Head as Reach
from content.grammar import Style
from content.lines import BLANK, Unit
from content.parsing.broken_heads import damaged_mark, hanging, is_split
from content.parsing.heading import RANK, Finder, Heading
from content.parsing.unnumbered import PART_WORDS, labelled, unnumbered
from content.report import Numbering, Remark


def find_headings(units: list[Unit], begin: int, end: int) -> tuple[list[Heading], list[Remark]]:
    """The headings among units[begin:end], each under its parent, and remarks on their doubts."""
    finder = Finder(units, begin, end)
    index = begin
    while index < end:
        heading = _heading(finder, index)
        if heading is None:
            index += 1
            continue
        _witness(finder, heading)
        finder.headings.append(heading)
        index = heading.below
    _place(finder.headings)
    return finder.headings, finder.remarks


def _heading(finder: Finder, index: int) -> Heading | None:
    """The heading that opens a unit, if one does."""
    core = finder.units[index].core
    if grammar.is_row(core):  # which may be numbered too
        return None
    mark = finder.part_lines.get(index) or grammar.mark(core)
    if mark is None or finder.is_word(core, mark):
        mark = damaged_mark(finder, index)
        if mark is None:
            return hanging(finder, index) or labelled(finder, index) or unnumbered(finder, index)
    if (
        mark.numbering not in RANK
        or _in_list(finder, index, mark)
        or _is_clause(finder, index, mark)
    ):
        return None
    reach = grammar.head_of(core, mark.end, parted=finder.parted)
    if mark.numbering is Numbering.CHINESE and _counts_things(finder, core, mark, reach):
        return None
    if mark.numbering not in grammar.OUTER and not _heads_text(
        finder, index, mark.numbering, reach
    ):
        return None
    return _numbered(finder, index, mark, reach)


def _counts_things(finder: Finder, core: str, mark: grammar.Mark, reach: Reach) -> bool:
    """Whether 一、 begins 「一、二、三产业」 and no heading."""
    if not grammar.is_enumeration(core):
        return False
    title = reach.style is Style.STANDALONE and len(core) <= 40 and not grammar.ends_sentence(core)
    return not title or mark.number != finder.expected(mark)


def _numbered(finder: Finder, index: int, mark: grammar.Mark, reach: Reach) -> Heading | None:
    """The heading that a numbered unit is; None for a number alone above another number."""
    core = finder.units[index].core
    text, lines = grammar.head_text(core, reach), 1
    if reach.style is Style.STANDALONE and index + 1 < finder.end:
        below = finder.units[index + 1].core
        if not core[mark.end :].strip(BLANK):
            if grammar.mark(below) or grammar.salutation(below):
                return None
            lines = 2 if len(below) <= 60 and not grammar.ends_sentence(below) else 1
        elif is_split(text, below, finder, index):
            lines = 2
        if lines == 2:
            parted = core.isalpha()  # a numeral without 、 or brackets
            text = grammar.without_stop(core + "\u3000" * parted + below)
    return Heading(index, *mark[:2], text, reach.end, reach.style, mark=mark.end, lines=lines)


def _in_list(finder: Finder, index: int, mark: grammar.Mark) -> bool:
    """Whether 一、二、… counts a list inside of a part (民生实事) and not the parts themselves."""
    if mark.numbering is not Numbering.CHINESE:
        return False
    outer = finder.last.get(Numbering.CHINESE, 0)
    goes_on = finder.listed == index - 1 or mark.number != outer + 1
    if mark.number == finder.listing and goes_on:
        finder.listing += 1
        finder.listed = index
        return True
    if mark.number != 1 or outer == 0 or index == 0:
        finder.listing = 0
        return False
    intro = finder.units[index - 1].core[-60:]
    announced = intro[-1] in "：:" or "实事" in intro
    opens = announced and _row_goes_on(finder, index)
    if opens:
        finder.listing, finder.listed = 2, index
    return opens


def _is_clause(finder: Finder, index: int, mark: grammar.Mark) -> bool:
    """Whether a line is one of a list whose entries end in ；, the last of them in 。."""
    core = finder.units[index].core
    if core[-1] in "；;":
        return grammar.first_stop(core, grammar.HEAD_LIMIT) in (-1, len(core) - 1)
    if mark.number in (None, 1) or core[-1] not in "。." or index == finder.begin:
        return False
    above = finder.units[index - 1].core
    before = grammar.mark(above) if above[-1] in "；;" else None
    if before is None or before[:2] != (mark.numbering, (mark.number or 0) - 1):
        return False
    return grammar.first_stop(core, grammar.HEAD_LIMIT) == len(core) - 1


def _row_goes_on(finder: Finder, index: int) -> bool:
    """Whether 二、 follows with no more than counted lines between, unlike headings."""
    for place in range(index + 1, min(finder.end, index + 12)):
        below = grammar.mark(finder.units[place].core)
        if below is None or below.numbering is Numbering.CHINESE:
            return below is not None and below.number == 2
        if below.numbering is Numbering.PAREN_CHINESE:
            return False
    return False


def _heads_text(finder: Finder, index: int, numbering: Numbering, reach: Reach) -> bool:
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


def _witness(finder: Finder, heading: Heading) -> None:
    """Check a heading's number against its sequence and remark on what does not fit."""
    line = finder.units[heading.unit].line
    if heading.style is Style.CUT:
        finder.remarks.append(Remark(line, f"“{heading.text}”没有句号，标题止于何处不能确定。"))
    elif heading.style in (Style.BLANK, Style.GLUED):
        finder.remarks.append(Remark(line, f"标题“{heading.text}”与正文同在一行，已分开。"))
    elif not heading.lines:
        finder.remarks.append(Remark(line, f"标题“{heading.text}”接在上一段末尾，已另列为标题。"))
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
        if rank > RANK[numbering] and other is not Numbering.CHAPTER:  # counted through the parts
            finder.last.pop(other, None)


def _remark_on_number(finder: Finder, heading: Heading, last: int, line: int) -> None:
    number = heading.number or 0
    shown = f"“{heading.text[:16]}”"
    if number == last + 1:
        core, is_part = finder.units[heading.unit].core, heading.unit in finder.part_lines
        if heading.lines and not (is_part or grammar.mark(core)):
            finder.remarks.append(Remark(line, f"{shown}的序号缺损，按前后次序认作第{number}。"))
    elif number == 1 and heading.numbering is Numbering.CHAPTER:
        return
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
        closed = (depth for depth, above in enumerate(stack) if _closes(heading, above))
        del stack[next(closed, len(stack)) :]
        heading.parent = stack[-1] if stack else None
        heading.depth = len(stack) + 1
        stack.append(heading)


_PLAN = (
    rf"(?:{grammar.YEAR_DIGITS}年|二[〇零○]..年|[今明]年|下一步|下步)(?:的|法院|检察|人大|政府)*"
    r"(?:主要|重点)?工作(?:的?(?:总体|主要|初步))?"
    r"(?:安排|打算|思路|计划|重点|任务|部署|建议|措施|设想|意见|考虑)"
)
"""A heading that turns from what was done, told in numbered parts, to the year that comes: courts
count 一、二、三、 what they did and put 2025年工作打算 behind it."""


def _closes(heading: Heading, other: Heading) -> bool:
    """Whether a heading ends the reach of another that stands open above it."""
    if heading.partlike and other.numbering is Numbering.CHINESE:
        told = re.search(PART_WORDS, other.text)  # that part is one of the year itself
        return not told and re.fullmatch(_PLAN, heading.text) is not None
    if heading.numbering is Numbering.NONE or other.numbering is Numbering.NONE:
        return heading.numbering is other.numbering and heading.partlike >= other.partlike
    return RANK[heading.numbering] <= RANK[other.numbering]
