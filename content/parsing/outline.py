"""From the text of a report to its paragraphs and the tree over them, with their citations.

What the blocks and the headings are is found elsewhere; here each unit gets its owner, its role
and its citation: 一（二）第3段 is the third paragraph below the second section of the first part.
Leads, the opening sentences that serve as titles of paragraphs, are found here too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from content import grammar
from content.citation_labels import row_label
from content.items import LABELS, item_marks
from content.lines import BLANK, Unit, split_lines
from content.numerals import chinese_numeral
from content.parsing.head_lines import is_no_name, is_title
from content.parsing.heading import Heading
from content.parsing.heads import find_headings
from content.parsing.page_noise import find_furniture, front_matter_title
from content.parsing.title import find_title
from content.parsing.traditional import in_print, is_traditional, simplified
from content.parsing.tree import Builder
from content.parsing.wrapping import find_wrapping, is_opener, join_lines
from content.parsing.zones import Zones, find_zones
from content.report import CHAPTERS, Node, NodeKind, Numbering, Remark, Report, Role

_UNTITLED = "未命名的报告"


def parse(text: str, *, report_id: str = "", title: str = "") -> Report:
    """Read a report, in time linear in its length; what cannot be understood stays a paragraph.

    Without a title it is called by its front matter, else its title block, else its first line if
    that is a name, else its id. A text that is empty has no paragraphs.
    """
    if is_traditional(text):
        title = title or front_matter_title(split_lines(text)[0])
        report = parse(simplified(text), report_id=report_id, title=title)
        return in_print(report, text, title)
    lines, line_ends = split_lines(text)
    del text  # of a very long one the memory is needed
    units, remarks = clean(lines)
    zones = find_zones(units)
    headings, doubts = find_headings(units, zones.body, zones.closing)
    builder = Builder(units)
    _add_title_block(builder, zones)
    _add_opening(builder, zones, headings[0].top if headings else zones.closing)
    _add_headings(builder, headings, zones.closing)
    _add_end(builder, zones)
    return Report(
        id=report_id,
        title=title or front_matter_title(lines) or _title(units, zones) or report_id or _UNTITLED,
        lines=tuple(lines),
        line_ends=tuple(line_ends),
        paragraphs=tuple(builder.paragraphs),
        nodes=builder.finished(),
        remarks=tuple(sorted(remarks + doubts, key=lambda remark: remark.line)),
    )


def clean(lines: list[str]) -> tuple[list[Unit], list[Remark]]:
    """Physical lines as units, without page furniture, wrapped lines joined.

    The remarks, not in the order of lines, hold the characters of all lines that were removed.
    """
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


def _add_title_block(builder: Builder, zones: Zones) -> None:
    """The lines above the opening, cited as 题, 题第2行, …; a session on two lines has one node."""
    above = None
    for index, role in enumerate(zones.title):
        if role is not Role.SESSION or above is not Role.SESSION:
            core = builder.units[index].core
            node = builder.node(NodeKind(role.value), 0, core, index, "题")
        builder.paragraph(index, role, node, "题" if index == 0 else f"题第{index + 1}行")
        above = role


def _add_opening(builder: Builder, zones: Zones, end: int) -> None:
    """The salutation and what stands before the first heading, which is the unit `end`.

    A salutation alone is cited as 引 and not counted; with text behind it, it is 引第1段.
    """
    if zones.opening >= end:
        return
    core = builder.units[zones.opening].core
    length = grammar.salutation(core)
    text = core[:length].rstrip("，" + BLANK) or _abridged(core)
    alone, first = length == len(core), zones.opening
    node = builder.node(NodeKind.SALUTATION, 0, text, first, "引", run_in=not alone)
    if alone:
        builder.paragraph(first, Role.SALUTATION, node, "引")
    _fill(builder, node, "引", range(first + alone, end))


def _abridged(core: str) -> str:
    """A name for a unit that has no heading: its first sentence, or its first characters."""
    stop = grammar.first_stop(core, 40)
    if stop > 0:
        return core[:stop]
    return core if len(core) <= 40 else core[:24] + "…"


def _add_headings(builder: Builder, headings: list[Heading], end: int) -> None:
    """The headings with the units below each, up to the next heading or the unit `end`."""
    nodes: dict[int, Node] = {}
    for heading, below in zip(headings, [*headings[1:], None], strict=False):
        parent = nodes[heading.parent.unit] if heading.parent else None
        node = nodes[heading.unit] = _heading_node(builder, heading, parent)
        _add_heading_lines(builder, heading, node)
        start, stop = heading.below, below.top if below else end
        keeper = _tail_keeper(heading, below)
        tail = stop
        if keeper is not heading:  # a paragraph that addresses the deputies ends what it says
            behind = range(start + (not heading.run_in), stop)
            addressed = (at for at in behind if grammar.salutation(builder.units[at].core))
            tail = next(addressed, stop)
        _fill(builder, node, node.citation, range(start, tail), first=1 + heading.run_in)
        ending = nodes[keeper.unit]  # what follows the last section of a part belongs to the part
        if stop - tail == 1:
            builder.paragraph(tail, Role.BODY, ending, f"{ending.citation}尾段")
        else:
            _fill(builder, ending, f"{ending.citation}尾", range(tail, stop))


def _add_heading_lines(builder: Builder, heading: Heading, node: Node) -> None:
    """Add the paragraph of a heading, or the two that a split heading takes.

    One with text behind it on its line is the first paragraph below itself: （一）第1段. One that
    hangs on the end of a paragraph above has none of its own.
    """
    citation = node.citation
    if heading.run_in:
        builder.paragraph(heading.unit, Role.BODY, node, f"{citation}第1段", heading.length)
        return
    for line in range(heading.lines):
        builder.paragraph(heading.unit + line, Role.HEADING, node, citation)
        citation = f"{node.citation}题第{line + 2}行"


def _heading_node(builder: Builder, heading: Heading, parent: Node | None) -> Node:
    label = builder.unique(parent, _label(builder, heading, parent))
    return builder.node(
        NodeKind.SECTION if parent else NodeKind.PART,
        heading.depth,
        heading.text,
        heading.unit,
        parent.citation + label if parent else label,
        parent=parent and parent.id,
        numbering=heading.numbering,
        number=heading.number,
        run_in=heading.run_in,
    )


def _label(builder: Builder, heading: Heading, parent: Node | None) -> str:
    """How a heading is cited below its parent: 二, （七）, ·3．; without a number 第1部分, ·第2节.

    Parts count as parts whether they have a number or not, so that the third is 第3部分 even below
    二、; sections without a number count among themselves.
    """
    above = parent.id if parent else None
    builder.ordinals[above] += parent is None or heading.number is None
    if heading.number is None:
        label = f"第{builder.ordinals[above]}{'节' if parent else '部分'}"
    elif heading.numbering in CHAPTERS:
        label = chinese_numeral(heading.number)
    elif heading.numbering is Numbering.PAREN_CHINESE:
        return f"（{chinese_numeral(heading.number)}）"
    elif heading.numbering is Numbering.PAREN_ARABIC:
        return f"（{heading.number}）"
    else:
        label = f"{heading.number}．"
    return "·" + label if parent else label


def _tail_keeper(heading: Heading, below: Heading | None) -> Heading:
    """The heading that a tail goes to: the outermost that ends where this heading ends."""
    depth = max(1, below.depth) if below else 1
    keeper = heading
    while keeper.depth > depth and keeper.parent is not None:
        keeper = keeper.parent
    return keeper


def _fill(builder: Builder, node: Node, prefix: str, indexes: range, first: int = 1) -> None:
    """Add the paragraphs units[indexes], with the items and leads among them, below a node.

    In their citations the prefix stands before 第N段; N begins with 2 where the heading's own line
    is the first.
    """
    cores = [builder.units[index].core for index in indexes]
    marks = item_marks(cores)
    plain = [at for at, core in enumerate(cores) if not (marks[at] or grammar.salutation(core))]
    leads = dict(zip(plain, find_leads([cores[at] for at in plain]), strict=True))
    for place, index in enumerate(indexes):
        core, mark = cores[place], marks[place]
        counted = citation = f"{prefix}第{first + place}段"
        owner, head, level = node, leads.get(place, 0), node.level + 1
        if mark is not None:
            reach = grammar.head_of(core, mark.end)
            head, text = reach.end, grammar.head_text(core, reach)
            citation = _item_citation(builder, node, prefix, mark) or counted
            owner = builder.node(
                NodeKind.ITEM,
                level,
                text,
                index,
                citation,
                parent=node.id,
                numbering=mark.numbering,
                number=mark.number,
                run_in=reach.style is not grammar.Style.STANDALONE,
                alt_citation=None if citation == counted else counted,
            )
        elif head:
            text = grammar.without_stop(core[:head])
            owner = builder.node(
                NodeKind.LEAD, level, text, index, citation, parent=node.id, run_in=True
            )
        builder.paragraph(index, Role.BODY, owner, citation, head)


def _item_citation(builder: Builder, parent: Node, prefix: str, mark: grammar.Mark) -> str:
    """How an item is cited by its number, 一（三是）; empty if it is cited as a paragraph only."""
    if mark.numbering not in LABELS or not mark.number:
        return ""
    numeral, word = chinese_numeral(mark.number), LABELS[mark.numbering]
    label = f"（{numeral}{word}）" if word else f"（第{numeral}）"
    return prefix + builder.unique(parent, label)


def _add_end(builder: Builder, zones: Zones) -> None:
    """The closing and the appendix."""
    if zones.closing < zones.appendix:
        core = builder.units[zones.closing].core
        text = _closing_text(core)
        run_in = len(text) < len(core)
        node = builder.node(NodeKind.CLOSING, 1, text, zones.closing, "尾", run_in=run_in)
        for count, index in enumerate(range(zones.closing, zones.appendix), start=1):
            citation = "尾" if count == 1 else f"尾第{count}段"
            builder.paragraph(index, Role.BODY, node, citation)
    if zones.appendix < len(builder.units):
        core = builder.units[zones.appendix].core
        node = builder.node(NodeKind.APPENDIX, 1, _abridged(core), zones.appendix, "附")
        builder.paragraph(zones.appendix, Role.APPENDIX, node, "附")
        taken = {""}
        for count, unit in enumerate(builder.units[zones.appendix + 1 :], start=1):
            label, number = row_label(unit.text)
            # By its number in print, which is what a reader of the booklet looks for.
            own = f"附“{label}”" if number != count and label not in taken else f"附第{count}条"
            taken.add(label)
            builder.paragraph(zones.appendix + count, Role.APPENDIX, node, own)


def _closing_text(core: str) -> str:
    """The opening of the closing: up to the first comma of its appeal (让我们……，)."""
    appeal = core.find("让我们")
    comma = core.find("，", appeal) if appeal >= 0 else -1
    if 0 < comma <= appeal + 80:
        return core[:comma]
    stop = grammar.first_stop(core, 80, grammar.salutation(core))
    return core[:stop] if stop > 0 else _abridged(core)


def _title(units: list[Unit], zones: Zones) -> str:
    """What the title block calls the report, else its first line; empty if that is no name."""
    title = find_title(units, zones.title)
    told = any(is_title(unit.core) for unit in units[: zones.opening])
    if title or told or Role.TITLE not in zones.title[:1] or is_no_name(units[0].core):
        return title
    return _abridged(units[0].core)


# Leads


_SHORTEST, _LONGEST = 4, 30
"""Characters of a lead without its full stop: 经济稳步增长。 has six."""
_BODY = 25
"""At least so many characters must follow a lead."""

_NO_LEAD = frozenset("：:%％；;？?0123456789０１２３４５６７８９")
"""Characters of sentences that tell a result rather than name a subject."""
_NARRATION = (
    "我们", "一年来", "两年来", "三年来", "四年来", "五年来", "同时", "今年", "去年", "本年",
    "此外", "另外", "为此", "目前", "当前", "初步", "全年", "全市", "全省", "全区", "全县", "全州",
    "过去", "回顾", "在此", "总之", "对此", "其中", "特别是", "与此", "这些", "这一", "这是",
    "具体",
)  # fmt: skip
"""Words that open a sentence of the narration, not a title."""


def find_leads(cores: Sequence[str]) -> list[int]:
    """Length of the lead of each paragraph under one heading, without its full stop; 0 for none.

    A lead is the opening sentence of a paragraph that serves as its title. One proves nothing: it
    is believed when its neighbours under the same heading have one too (the sibling rule): at least
    two, and half of the paragraphs, of which none may be an item or a salutation.
    """
    ends = [_lead(core) for core in cores]
    narrated = {at for at, end in enumerate(ends) if end and cores[at].startswith(_NARRATION)}
    openers = Counter(cores[at][:2] for at in narrated)
    for at in narrated:
        # 「一年来，我们……」 opens a lead only where a row of paragraphs opens alike.
        ends[at] = ends[at] if openers[cores[at][:2]] >= 3 else 0
    found = sum(end > 0 for end in ends)
    if found < 2 or found * 2 < len(cores):
        return [0] * len(cores)
    return ends


def _lead(core: str) -> int:
    """Length of the sentence that could be a paragraph's lead by itself, or 0."""
    stop = grammar.first_stop(core, _LONGEST + 2)
    if not _SHORTEST <= stop <= _LONGEST or core[stop] not in "。.":
        return 0
    sentence = core[:stop]
    if len(core) - stop <= _BODY or sentence.count("，") > 2 or not _NO_LEAD.isdisjoint(sentence):
        return 0
    return stop
