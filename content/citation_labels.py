"""What the labels of headings say: 第二部分, （七）, 第三章.

Which headings the label of a typed citation can mean, and how those that there are print theirs.
"""

from __future__ import annotations

import re

from content.citation_steps import CitationStep
from content.numerals import chinese_numeral, numeral
from content.report import CHAPTERS, Node, Numbering

WITHIN = {
    "()": (Numbering.PAREN_CHINESE, Numbering.PAREN_ARABIC),
    "章": (Numbering.CHAPTER,),
}
"""The numberings that a form of a label stands for, and that may be cited without their part."""

_NUMBER = r"[\d一二三四五六七八九十]{1,3}"
_ROW = re.compile(rf"[\s#*]*([\[【〔（(]?({_NUMBER})(?:[、．\]】〕）)]|\.(?!\d)))")


def row_label(text: str) -> tuple[str, int]:
    """The number that a row of an appendix begins with, as printed, 13．, and 13; else "" and 0."""
    row = _ROW.match(text)
    return (row[1], numeral(row[2]) or 0) if row else ("", 0)


def by_label(nodes: list[Node], step: CitationStep) -> list[Node]:
    """The headings that a label can mean, those numbered in the same way first."""
    plain = [node for node in nodes if node.number is None]
    if step.form == "节" and plain:
        return plain[step.number - 1 : step.number]
    numbered = [node for node in nodes if node.number == step.number]
    order = [*WITHIN["()"]] if step.form == "()" else [*CHAPTERS, Numbering.ARABIC]
    if step.arabic:
        order.reverse()
    for numbering in order:
        same = [node for node in numbered if node.numbering is numbering]
        if same:
            return same
    by_order = step.form in ("部分", "篇", "编", "章", "") or (
        step.kind == "point" and plain == nodes
    )
    if not numbered and by_order:
        return plain[step.number - 1 : step.number]
    return numbered


def label_range(nodes: list[Node]) -> str:
    """The first and last of a row of headings, as printed."""
    labels = [short_label(node) for node in (nodes[0], nodes[-1])]
    return labels[0] if len(nodes) == 1 else f"{labels[0]}至{labels[1]}"


def short_label(node: Node) -> str:
    """What a heading is called beside others, without those above it: 第二部分, （七）, 3．."""
    if node.number is None:
        return f"“{node.text[:12]}”"
    number = chinese_numeral(node.number)
    shown = {
        Numbering.PART: f"第{number}部分",
        Numbering.CHAPTER: f"第{number}章",
        Numbering.SUBCHAPTER: f"第{number}节",
        Numbering.CHINESE: number if node.level > 1 else f"第{number}部分",
        Numbering.PAREN_CHINESE: f"（{number}）",
        Numbering.PAREN_ARABIC: f"（{node.number}）",
    }
    return shown.get(node.numbering, f"{node.number}．")
