"""Remarks on headings: what was mended, and numbers that do not follow one another."""

from __future__ import annotations

from content import grammar
from content.grammar import Style
from content.parsing.heading import RANK, Finder, Heading
from content.report import Remark


def witness(finder: Finder, heading: Heading) -> None:
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
        if rank > RANK[numbering]:
            finder.last.pop(other, None)


def _remark_on_number(finder: Finder, heading: Heading, last: int, line: int) -> None:
    number = heading.number or 0
    shown = f"“{heading.text[:16]}”"
    if number == last + 1:
        damaged = heading.lines and not grammar.mark(finder.units[heading.unit].core)
        if damaged:
            finder.remarks.append(Remark(line, f"{shown}的序号缺损，按前后次序认作第{number}。"))
    elif number == 1:
        finder.remarks.append(Remark(line, f"{shown}的序号从头数起，上面可能少了一级标题。"))
    elif number == last:
        finder.remarks.append(Remark(line, f"{shown}的序号与前一条重复。"))
    elif number > last:
        finder.remarks.append(Remark(line, f"{shown}之前缺序号{last + 1}。"))
    else:
        finder.remarks.append(Remark(line, f"{shown}的序号倒退，前一条是{last}。"))
