"""Citations: how deputies name a paragraph, and which paragraph a citation names.

`Paragraph.citation` is the short form (`二（七）第3段`). A typed citation is read leniently:
brackets, digits and blanks of either width, Chinese or Arabic numerals, the long form that is
spoken aloud.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple, NoReturn

from content.citation_labels import WITHIN, by_label, label_range, row_label, short_label
from content.citation_steps import CitationStep, ends_alike, read_steps, step_below, without_quote
from content.errors import Problem
from content.items import inline_items
from content.lines import BLANK
from content.numerals import NUMERAL, chinese_numeral, numeral
from content.report import CHAPTERS, Node, NodeKind, Numbering, Paragraph, Report, Role


class Place(NamedTuple):
    """A place in a report."""

    paragraph: int
    """1-based number of the paragraph."""
    offset: int
    """Code point in the paragraph's raw text."""


_LINE = re.compile(r"第?(\d+)行?")
_BRACKETS = str.maketrans("[]〔〕【】“”", "()()()()")
_NUMERALS = r"\d一二三四五六七八九十"
_STRAY_BLANK = re.compile(rf"(?<![{_NUMERALS}])\s+|\s+(?![{_NUMERALS}])")
"""A blank means something between two numerals only: 二7 3."""
_REMEDY = "可以写“二（七）第3段”“二7 3”，或行号如“62”。"
_LONGEST = 200
"""A longer query is a text that was pasted; no citation comes near it."""
_SHOWN = 24
"""Characters of a query that a message repeats."""
_MOST_DIGITS = 9
"""No text has a line whose number is longer."""


def resolve(report: Report, query: str) -> Place:
    """The place that a citation names, as printed or typed.

    「…」 behind it, words quoted, counts for nothing. Digits alone are a physical line, 1-based.

    Returns:
        The paragraph, and where in it an item begins; offset 0 for the whole of it. Of a heading it
        is the paragraph that it is printed on.

    Raises:
        Problem: It names nothing; the message says what there is instead.
    """
    wanted = without_quote(query).removeprefix("政府工作").removeprefix("报告")
    query = query if len(query) <= _SHOWN else query[:_SHOWN] + "…"
    if len(wanted) > _LONGEST:
        _not_understood(query)
    if printed := _printed(report, wanted.replace("附录", "附")):
        return printed
    plain = unicodedata.normalize("NFKC", wanted).translate(_BRACKETS)
    plain = _STRAY_BLANK.sub("", plain)
    if annex := _annex(report, plain):
        return annex
    if line := _LINE.fullmatch(plain):
        return _at_line(report, int(line[1].lstrip("0")[: _MOST_DIGITS + 1] or 0))
    steps = read_steps(plain)
    if not steps:
        _not_understood(query)
    return _Walk(report, query).walk(steps)


def stretch(report: Report, query: str) -> tuple[Place, Place]:
    """From where to where a citation goes: 二（七）第3段至第4段; the same place twice without 至.

    What both have in common may stand before 至 only, and what needs it is not looked for without:
    第（一）条 alone would be the first part. A Problem as of `resolve`.
    """
    first, _, last = without_quote(query).partition("至")
    begin = resolve(report, first if last else query)
    if not last:
        return begin, begin
    whole = report.paragraph(begin.paragraph).citation
    step = step_below(last)
    lengths = range(len(whole) - ends_alike(first, step), 0, -1)
    for length in (*lengths, 0, len(whole)) if step else (0, *lengths):
        with suppress(Problem):
            end = resolve(report, whole[:length] + last)
            if end >= begin:
                return begin, end
    return _not_understood(query[:_SHOWN])


def spoken(report: Report, node: Node) -> str:
    """What a heading is called in a sentence: 第二部分（七）, 引言, 附录; without a full stop."""
    if node.parent is not None and node.kind.is_heading:
        parent = report.node(node.parent)
        return spoken(report, parent) + node.citation[len(parent.citation) :]
    if node.numbering in CHAPTERS:
        return f"第{node.citation.rstrip('′')}部分" + "′" * node.citation.count("′")
    return _NAMES.get(node.kind, node.citation)


_NAMES = {
    NodeKind.SALUTATION: "引言",
    NodeKind.CLOSING: "结尾",
    NodeKind.APPENDIX: "附录",
    NodeKind.TITLE: "标题",
}
_BLOCKS = {
    "题": NodeKind.TITLE,
    "引": NodeKind.SALUTATION,
    "尾": NodeKind.CLOSING,
    "附": NodeKind.APPENDIX,
}


def _printed(report: Report, wanted: str) -> Place | None:
    """The place of a citation written exactly as the program prints it."""
    found = [p.number for p in report.paragraphs if p.citation == wanted] or [
        node.paragraph for node in report.nodes if wanted in (node.citation, node.alt_citation)
    ]
    return Place(found[0], 0) if found else None


_ANNEX = rf"附[件录表]\s?([1-9]\d?|{NUMERAL})(?!\d)"
_ROW = r"附录?第?\(?(\W?\w+?\W?)\)?条?"


def _annex(report: Report, plain: str) -> Place | None:
    """Where one of several annexes begins: 附件2, if the appendix has a line that opens so.

    And a row of it by the number that it has in print: 附录“2．”, 附2, 附录第二条.
    """
    asked, row = re.fullmatch(_ANNEX, plain), re.fullmatch(_ROW, plain)
    rows: dict[str | int, int] = {}
    for paragraph in report.paragraphs if asked or row else ():
        if paragraph.role is Role.APPENDIX:
            head = unicodedata.normalize("NFKC", paragraph.text[:20].strip(BLANK + "#*"))
            label = row_label(head)[0].translate(_BRACKETS)
            for name in _names(label) if label else ():
                rows.setdefault(name, paragraph.number)
            found = re.match(_ANNEX, head.lstrip("【[(（"))
            if asked and found and numeral(found[1]) == numeral(asked[1]):
                return Place(paragraph.number, 0)
    names = _names(row[1]) if row else ()
    return next((Place(rows[name], 0) for name in names if name in rows), None)


def _names(label: str) -> tuple[str | int, ...]:
    """What the printed number of a row can be called: 2．, 2 and its value."""
    bare = re.sub(r"\W", "", label)
    return label, bare, numeral(bare) or bare


def _at_line(report: Report, line: int) -> Place:
    """The paragraph on a physical line, or the next one below it."""
    if not 1 <= line <= len(report.lines) or not report.paragraphs:
        raise Problem(f"全文只有{len(report.lines)}行。", remedy=_REMEDY)
    below = (p.number for p in report.paragraphs if p.last_line >= line)
    return Place(next(below, len(report.paragraphs)), 0)


class _Walk:
    """Follows a citation down the outline, step by step.

    `node` is the heading or block that is reached, None above all of them; `tail` says that its
    tail is meant; `paragraph` is set once one is reached, in which an item or a point may be meant.
    """

    def __init__(self, report: Report, query: str) -> None:
        self.report = report
        self.query = query
        self.node: Node | None = None
        self.tail = False
        self.paragraph: Paragraph | None = None

    def walk(self, steps: list[CitationStep]) -> Place:
        """Take every step and say where it ends."""
        offset = 0
        for step in steps:
            if step.kind == "尾" and self.node is not None:
                self.tail = True
            elif step.kind in _BLOCKS:
                self.node = self._block(_BLOCKS[step.kind])
            elif step.kind == "item":
                offset = self._to_item(step)
            elif step.kind == "point":
                offset = self._to_point(step)
            elif self.paragraph is not None:
                _not_understood(self.query)
            elif step.kind == "paragraph" or (
                # A bare number counts them where no heading is left to be chosen.
                self.node and not step.form and (self.tail or not self._headings())
            ):
                self._to_paragraph(step.number)
            else:
                self.node = self._child(step)
        if self.paragraph is None and self.tail:
            self._to_paragraph(1)
        if self.paragraph is not None:
            return Place(self.paragraph.number, offset)
        return Place(self._here().paragraph, 0)

    def _here(self) -> Node:
        if self.node is None:
            _not_understood(self.query)
        return self.node

    def _block(self, kind: NodeKind) -> Node:
        found = next((node for node in self.report.nodes if node.kind is kind), None)
        if found is None:
            raise Problem(f"这份报告没有{_NAMES[kind]}。", remedy=_REMEDY)
        return found

    def _headings(self) -> list[Node]:
        below = self.report.children(self.node.id) if self.node else self.report.parts
        return [node for node in below if node.kind.is_heading]

    def _to_paragraph(self, number: int) -> None:
        choice = _paragraphs(self.report, self._here(), self.tail)
        if not 1 <= number <= len(choice):
            remedy = _for_example(choice or self._headings())
            raise Problem(self._too_few(self._here(), len(choice)), remedy=remedy)
        self.paragraph = choice[number - 1]

    def _too_few(self, node: Node, count: int) -> str:
        below = self._headings()
        name = spoken(self.report, node) + ("的尾段" if self.tail else "")
        if count == 0:
            return f"{name}没有自己的段落{f'，它分为{label_range(below)}' if below else ''}。"
        unit = "条" if node.kind is NodeKind.APPENDIX else "段"
        own = "在小标题之外" if below and not self.tail else ""
        return f"{name}{own}只有{count}{unit}。"

    def _to_point(self, step: CitationStep) -> int:
        """Step to a point, whatever the report has for points; the offset is as that of an item."""
        if self.paragraph is None and self._headings() and not self.tail:
            if self.node is None and step.form != "条":
                _not_understood(self.query)
            self.node = self._child(step)
            return 0
        if self.paragraph is None and not self._here().kind.is_heading and step.form == "条":
            self._to_paragraph(step.number)
            return 0
        paragraph = self.paragraph
        own = [paragraph] if paragraph else _paragraphs(self.report, self._here(), self.tail)
        same = [place for number, place in _points(self.report, own) if number == step.number]
        if len(same) != 1:
            told = f"有{len(same)}处" if same else "没有"
            told += f"“第{chinese_numeral(step.number)}{step.form}”。"
            raise Problem(f"“{self.query}”：这里{told}", remedy=_REMEDY)
        self.paragraph = self.report.paragraph(same[0].paragraph)
        return same[0].offset

    def _to_item(self, step: CitationStep) -> int:
        """Step to an item; the offset is that of an item inside a paragraph."""
        if self.paragraph is not None:
            return self._inline(step, [self.paragraph])
        here = self._here()
        word = {"是": Numbering.SHI, "要": Numbering.YAO, "第": Numbering.DI}[step.form]
        below = self.report.children(here.id)
        items = [n for n in below if n.kind is NodeKind.ITEM and n.numbering is word]
        same = [node for node in items if node.number == step.number]
        if self.tail:
            same = [node for node in same if node.citation.startswith(here.citation + "尾")]
        if len(same) > step.primes:
            self.paragraph = self.report.paragraph(same[step.primes].paragraph)
            return 0
        if items:
            last = chinese_numeral(max(node.number or 0 for node in items))
            message = f"{spoken(self.report, here)}只到{last}{step.form}。"
            raise Problem(message, remedy=_for_example(items))
        return self._inline(step, _paragraphs(self.report, here, self.tail))

    def _inline(self, step: CitationStep, paragraphs: list[Paragraph]) -> int:
        label = chinese_numeral(step.number) + step.form
        for paragraph in paragraphs:
            for item in inline_items(paragraph.text):
                if item.label == label:
                    self.paragraph = paragraph
                    return item.start
        raise Problem(f"“{self.query}”：这里没有“{label}”。", remedy=_REMEDY)

    def _child(self, step: CitationStep) -> Node:
        """The heading below the present one that a label names."""
        below = self._headings()
        same = by_label(below, step)
        kinds = WITHIN.get(step.form, ()) if self.node is None else ()
        if kinds and not any(node.numbering in kinds for node in same):
            # A label without its part: the one section that it can mean.
            sections = [node for node in self.report.nodes if node.kind is NodeKind.SECTION]
            inside = by_label([node for node in sections if node.numbering in kinds], step)
            if len(inside) > 1:
                remedy = f"请写明部分，如“{inside[0].citation}”。"
                raise Problem(f"{short_label(inside[0])}有{len(inside)}处。", remedy=remedy)
            same = inside or same
        if len(same) > step.primes:
            return same[step.primes]
        name = spoken(self.report, self.node) if self.node else "全文"
        told = f"{name}只有{label_range(below)}。" if below else f"{name}没有小标题。"
        raise Problem(told, remedy=_for_example(below))


def _for_example(below: Sequence[Paragraph | Node]) -> str:
    """The last of some places, as it can be written."""
    return f"可以写“{below[-1].citation}”。" if below else _REMEDY


def _paragraphs(report: Report, node: Node, tail: bool) -> list[Paragraph]:
    """The paragraphs counted under a node: 第1段, 第2段, …, or those of its tail."""
    if not node.kind.is_heading:
        inside = {node.id, *(child.id for child in report.children(node.id))}
        skipped = (Role.SALUTATION, Role.HEADING)
        found = [p for p in report.paragraphs if p.owner in inside and p.role not in skipped]
        return found[1:] if node.kind is NodeKind.APPENDIX else found
    prefix = node.citation + "尾"
    return [
        paragraph
        for paragraph in report.paragraphs
        if paragraph.section == node.id
        and paragraph.role is Role.BODY
        and paragraph.citation.startswith(prefix) == tail
    ]


def _points(report: Report, paragraphs: Sequence[Paragraph]) -> list[tuple[int, Place]]:
    """The points that some paragraphs make, with their numbers.

    Those are numbered items; else what opens with a dash, or with a sentence that says what
    follows, if that is most of it and in one row; else what is numbered inside, if that is all.
    """
    own = [paragraph.number for paragraph in paragraphs] if len(paragraphs) > 1 else []
    nodes = [node for node in report.nodes if node.paragraph in own]
    items = [node for node in nodes if node.kind is NodeKind.ITEM]
    if any(node.number for node in items):
        return [(node.number or 0, Place(node.paragraph, 0)) for node in items]
    row = [n.paragraph for n in items or nodes if n.kind in (NodeKind.ITEM, NodeKind.LEAD)]
    if 2 * len(row) > len(own) and row[-1:] == [row[0] + len(row) - 1]:
        return [(at, Place(number, 0)) for at, number in enumerate(row, 1)]
    return [
        (item.number, Place(paragraph.number, item.start))
        for paragraph in (() if paragraphs[2:] else paragraphs)  # the text, and what opens it
        for item in inline_items(paragraph.text)
    ]


def _not_understood(query: str) -> NoReturn:
    raise Problem(f"看不懂“{query}”指哪一处。", remedy=_REMEDY)
