"""From physical lines to units: takes out page furniture and joins hard-wrapped lines.

Nothing is dropped silently. Each removed line becomes a remark that holds its characters, and
joining is announced in one.
"""

from __future__ import annotations

from itertools import pairwise

from content import grammar
from content.lines import BLANK, Unit
from content.parsing.page_noise import find_furniture
from content.parsing.wrapping import find_wrapping, is_opener, join_lines
from content.report import Remark


def clean(lines: list[str]) -> tuple[list[Unit], list[Remark]]:
    """Turn physical lines into units in reading order, with remarks on what was done."""
    removed = find_furniture(lines)
    remarks = [
        Remark(index + 1, why, removed=lines[index].strip(BLANK))
        for index, why in sorted(removed.items())
    ]
    wrapping = find_wrapping([line for index, line in enumerate(lines) if index not in removed])
    units, doubts = join_lines(lines, removed, wrapping)
    if wrapping:
        unit = "半角字符宽" if wrapping.cells else "个字"
        remarks.insert(0, Remark(1, f"原文每行约{wrapping.width}{unit}硬换行，已按自然段合并。"))
    remarks += doubts
    remarks += _broken_paragraphs(units)
    if any("**" in unit.text or "#" in unit.text[: unit.start] for unit in units):
        remarks.append(Remark(1, "原文含Markdown记号（#、**），正文照录，目录中略去。"))
    return units, remarks


def _broken_paragraphs(units: list[Unit]) -> list[Remark]:
    """Long lines that end without a mark: the paragraph may go on in the next."""
    return [
        Remark(unit.last_line, "此行末尾没有句号，段落可能在此被断开。")
        for unit, below in pairwise(units)
        if len(unit.core) > 60
        and not grammar.ends_sentence(unit.core)
        and not grammar.mark(unit.core)
        and not is_opener(below.core)
    ]
