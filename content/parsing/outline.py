"""The outline parser: from the text of a report to its paragraphs and the tree over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import compress

from content import grammar
from content.items import LABELS, item_marks
from content.lines import BLANK, Unit, split_lines
from content.numerals import chinese_numeral
from content.parsing.cleaning import clean
from content.parsing.head_lines import is_meeting, is_title
from content.parsing.heading import Heading
from content.parsing.heads import find_headings
from content.parsing.page_noise import front_matter_title
from content.parsing.title import find_title
from content.parsing.traditional import in_print, is_traditional, simplified
from content.parsing.tree import Builder, ParagraphDraft
from content.parsing.zones import Zones, find_zones
from content.report import NodeKind, Numbering, Report, Role

_UNTITLED = "未命名的报告"


def parse(text: str, *, report_id: str = "", title: str = "") -> Report:
    """Read a report. Never fails: what cannot be understood stays a paragraph.

    Args:
        text: The whole text; `Report.source` gives it back.
        report_id: Id for the report's addresses.
        title: What to call it on screen; taken from the text if empty.
    """
    if is_traditional(text):
        return in_print(parse(simplified(text), report_id=report_id, title=title), text)
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
        nodes=tuple(draft.finish() for draft in builder.drafts),
        remarks=tuple(sorted(remarks + doubts, key=lambda remark: remark.line)),
    )


def _add_title_block(builder: Builder, zones: Zones) -> None:
    above = None
    draft = builder.root
    for index, role in enumerate(zones.title):
        core = builder.units[index].core
        if role is not Role.SESSION or above is not Role.SESSION:
            draft = builder.node(NodeKind(role.value), 0, core, index, "题")
        builder.paragraph(index, role, draft, "题" if index == 0 else f"题第{index + 1}行")
        above = role


def _add_opening(builder: Builder, zones: Zones, end: int) -> None:
    """The salutation and what stands before the first heading."""
    if zones.opening >= end:
        return
    core = builder.units[zones.opening].core
    length = grammar.salutation(core)
    text = core[:length].rstrip("，" + BLANK) or _abridged(core)
    draft = builder.node(NodeKind.SALUTATION, 0, text, zones.opening, "引")
    first = zones.opening
    if length == len(core):
        builder.paragraph(first, Role.SALUTATION, draft, "引")
        first += 1
    else:
        draft.run_in = True
    _fill(builder, draft, "引", range(first, end))


def _abridged(core: str) -> str:
    stop = grammar.first_stop(core, 40)
    if stop > 0:
        return core[:stop]
    return core if len(core) <= 40 else core[:24] + "…"


def _add_headings(builder: Builder, headings: list[Heading], end: int) -> None:
    drafts: dict[int, ParagraphDraft] = {}
    for heading, below in zip(headings, [*headings[1:], None], strict=False):
        parent = drafts[heading.parent.unit] if heading.parent else builder.root
        draft = drafts[heading.unit] = _heading_node(builder, heading, parent)
        _add_heading_lines(builder, heading, draft)
        start, stop = heading.below, below.top if below else end
        keeper = _tail_keeper(heading, below)
        tail = stop
        if keeper is not heading:
            tail = _tail_start(builder.units, start + (not heading.run_in), stop)
        _fill(builder, draft, draft.citation, range(start, tail), first=1 + heading.run_in)
        _fill_tail(builder, drafts[keeper.unit], range(tail, stop))


def _add_heading_lines(builder: Builder, heading: Heading, draft: ParagraphDraft) -> None:
    """Add the paragraph of a heading, or the two that a split heading takes."""
    citation = draft.citation
    if heading.run_in:
        draft.own.append(heading.unit + 1)
        builder.paragraph(heading.unit, Role.BODY, draft, f"{citation}第1段", heading.length)
        return
    for line in range(heading.lines):
        builder.paragraph(heading.unit + line, Role.HEADING, draft, citation)
        citation = f"{draft.citation}题第{line + 2}行"


def _heading_node(builder: Builder, heading: Heading, parent: ParagraphDraft) -> ParagraphDraft:
    kind = NodeKind.PART if heading.depth == 1 else NodeKind.SECTION
    citation = parent.citation + parent.unique(_label(heading, parent))
    draft = builder.node(kind, heading.depth, heading.text, heading.unit, citation)
    draft.parent = parent.id or None
    draft.numbering, draft.number = heading.numbering, heading.number
    draft.run_in = heading.run_in
    return draft


def _label(heading: Heading, parent: ParagraphDraft) -> str:
    """How a heading is cited below its parent."""
    parent.ordinal += heading.depth == 1 or heading.number is None
    if heading.number is None:
        unit = "部分" if heading.depth == 1 else "节"
        label = f"第{parent.ordinal}{unit}"
    elif heading.numbering in (Numbering.PART, Numbering.CHINESE):
        label = chinese_numeral(heading.number)
    elif heading.numbering is Numbering.PAREN_CHINESE:
        return f"（{chinese_numeral(heading.number)}）"
    elif heading.numbering is Numbering.PAREN_ARABIC:
        return f"（{heading.number}）"
    else:
        label = f"{heading.number}．"
    return "·" + label if parent.citation else label


def _tail_start(units: list[Unit], start: int, stop: int) -> int:
    """Where a paragraph that addresses the deputies again ends what a section says."""
    found = (index for index in range(start, stop) if grammar.salutation(units[index].core))
    return next(found, stop)


def _tail_keeper(heading: Heading, below: Heading | None) -> Heading:
    """The heading that a tail goes to: the outermost that ends where this heading ends."""
    depth = max(1, below.depth) if below else 1
    keeper = heading
    while keeper.depth > depth and keeper.parent is not None:
        keeper = keeper.parent
    return keeper


def _fill_tail(builder: Builder, draft: ParagraphDraft, indexes: range) -> None:
    """Add what follows the last section of a part and belongs to the part."""
    if len(indexes) == 1:
        index = indexes[0]
        draft.own.append(index + 1)
        builder.paragraph(index, Role.BODY, draft, f"{draft.citation}尾段")
    else:
        _fill(builder, draft, f"{draft.citation}尾", indexes)


def _fill(
    builder: Builder, draft: ParagraphDraft, prefix: str, indexes: range, first: int = 1
) -> None:
    """Add the paragraphs units[indexes] with the items and leads among them.

    In their citations `prefix` stands before 第N段; the first of them is cited as 第`first`段.
    """
    cores = [builder.units[index].core for index in indexes]
    marks = item_marks(cores)
    leads = _leads(cores, marks)
    for place, index in enumerate(indexes):
        core, mark = cores[place], marks[place]
        counted = citation = f"{prefix}第{first + place}段"
        owner, head = draft, leads[place]
        if mark is not None:
            reach = grammar.head_of(core, mark.end)
            head, text = reach.end, grammar.head_text(core, reach)
            citation = _item_citation(draft, prefix, mark) or counted
            owner = builder.node(NodeKind.ITEM, draft.level + 1, text, index, citation)
            owner.parent, owner.numbering, owner.number = draft.id, mark.numbering, mark.number
            owner.run_in = reach.style is not grammar.Style.STANDALONE
            owner.alt_citation = None if citation == counted else counted
        elif head:
            text = grammar.without_stop(core[:head])
            owner = builder.node(NodeKind.LEAD, draft.level + 1, text, index, citation)
            owner.parent, owner.run_in = draft.id, True
        owner.own.append(index + 1)
        builder.paragraph(index, Role.BODY, owner, citation, head)


def _leads(cores: list[str], marks: list[grammar.Mark | None]) -> list[int]:
    """Length of the lead of each paragraph; items and salutations have none."""
    plain = [
        mark is None and not grammar.salutation(core)
        for core, mark in zip(cores, marks, strict=True)
    ]
    found = iter(find_leads(list(compress(cores, plain))))
    return [next(found) if is_plain else 0 for is_plain in plain]


def _item_citation(parent: ParagraphDraft, prefix: str, mark: grammar.Mark) -> str:
    """How an item is cited by its number; empty if it is cited as a paragraph only."""
    if mark.numbering not in LABELS or not mark.number:
        return ""
    numeral, word = chinese_numeral(mark.number), LABELS[mark.numbering]
    return prefix + parent.unique(f"（{numeral}{word}）" if word else f"（第{numeral}）")


def _add_end(builder: Builder, zones: Zones) -> None:
    """The closing and the appendix."""
    if zones.closing < zones.appendix:
        core = builder.units[zones.closing].core
        text = _closing_text(core)
        draft = builder.node(NodeKind.CLOSING, 1, text, zones.closing, "尾")
        draft.run_in = len(text) < len(core)
        for count, index in enumerate(range(zones.closing, zones.appendix), start=1):
            draft.own.append(index + 1)
            citation = "尾" if count == 1 else f"尾第{count}段"
            builder.paragraph(index, Role.BODY, draft, citation)
    if zones.appendix < len(builder.units):
        core = builder.units[zones.appendix].core
        draft = builder.node(NodeKind.APPENDIX, 1, _abridged(core), zones.appendix, "附")
        builder.paragraph(zones.appendix, Role.APPENDIX, draft, "附")
        for index in range(zones.appendix + 1, len(builder.units)):
            draft.own.append(index + 1)
            citation = f"附第{index - zones.appendix}条"
            builder.paragraph(index, Role.APPENDIX, draft, citation)


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
    if title or told or Role.TITLE not in zones.title[:1] or is_meeting(units[0].core):
        return title
    return _abridged(units[0].core)


# Leads


_SHORTEST, _LONGEST = 4, 30
_BODY = 25
"""At least so many characters must follow a lead."""

_NO_LEAD = frozenset("：:%％；;？?0123456789０１２３４５６７８９")
_NARRATION = (
    "我们", "一年来", "两年来", "三年来", "四年来", "五年来", "同时", "今年", "去年", "本年",
    "此外", "另外", "为此", "目前", "当前", "初步", "全年", "全市", "全省", "全区", "全县", "全州",
    "过去", "回顾", "在此", "总之", "对此", "其中", "特别是", "与此", "这些", "这一", "这是",
    "具体",
)  # fmt: skip
"""Words that open a sentence of the narration, not a title."""


def find_leads(cores: Sequence[str]) -> list[int]:
    """Length of the lead of each paragraph under one heading; 0 where there is none.

    A lead is the opening sentence of a paragraph that serves as its title. One proves nothing: it
    is believed when its neighbours under the same heading have one too (the sibling rule).
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
    stop = grammar.first_stop(core, _LONGEST + 2)
    if not _SHORTEST <= stop <= _LONGEST or core[stop] not in "。.":
        return 0
    sentence = core[:stop]
    if len(core) - stop <= _BODY or sentence.count("，") > 2 or not _NO_LEAD.isdisjoint(sentence):
        return 0
    return stop
