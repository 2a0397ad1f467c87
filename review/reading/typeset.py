"""How paragraphs stand on the page, the outline in the contents, one's place in the line on top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from content.lines import BLANK
from content.report import Node, NodeKind, Numbering, Paragraph, Report, Role
from review.typography.flow import Block, Flow
from review.typography.linebreak import cell_edges, cut_to, printable
from review.typography.looks import Look

MEDIUM_COLUMNS = 80
"""From this width on the contents stand beside the page; below it they lie over it."""

WIDE_COLUMNS = 110
"""From this width on the contents are wide enough for a whole heading in two rows; where there are
notes, these stand beside the page instead."""

HUGE_COLUMNS = 150
"""From this width on there is room for both."""

CONTENTS, WIDE_CONTENTS = 26, 40
"""Cells of the contents."""

NOTES = 30
"""Cells of the notes beside the page."""

STYLE_VARIABLES = {
    "contents": str(CONTENTS),
    "wide-contents": str(WIDE_CONTENTS),
    "notes": str(NOTES),
}
"""The same for the style sheet."""

MEASURE = 76
"""Widest row in cells: 38 Chinese characters, what the eye follows without effort."""

_MARGIN = 2
"""Cells kept free on either side of the column."""

PARAGRAPH_INDENT = 4
"""Two Chinese characters, in cells."""

_NUMBER = re.compile(r"(?:[（(][^）)]{1,4}[）)]|[^、]{1,3}、|\d{1,2}[.．])")
"""What a heading opens with: （十二）, 二十一、 or 3．."""


def look_of(report: Report, paragraph: Paragraph) -> Look:
    """How a paragraph is set as a whole; its run-in head is set apart by `look_of_head`."""
    if paragraph.role is Role.TITLE:
        return Look.TITLE
    if paragraph.role is Role.SESSION or paragraph.role is Role.SIGNATURE:
        return Look.BYLINE
    if paragraph.role is Role.HEADING:
        part = report.node(paragraph.owner).kind is NodeKind.PART
        return Look.PART if part else Look.SECTION
    return Look.BODY


def look_of_head(report: Report, paragraph: Paragraph) -> Look:
    """How the run-in head of a paragraph is set."""
    kind = report.node(paragraph.owner).kind
    if kind is NodeKind.PART:
        return Look.PART
    return Look.SECTION if kind is NodeKind.SECTION else Look.LEAD


def look_of_entry(node: Node) -> Look:
    """How an entry of the contents is set."""
    if node.kind is NodeKind.SECTION:
        return Look.BODY
    return Look.BYLINE if node.kind in (NodeKind.ITEM, NodeKind.LEAD) else Look.LEAD


def page_block(report: Report, paragraph: Paragraph) -> Block:
    """A paragraph as it stands on the page; offsets are those of its raw text."""
    text = paragraph.text
    # Blanks at its ends are not shown: the page sets its own indent.
    end = len(text.rstrip(BLANK))
    start = min(end, len(text) - len(text.lstrip(BLANK)))
    look = look_of(report, paragraph)
    if look is Look.BODY:
        flush = paragraph.role is Role.SALUTATION
        return Block(text, start, end, first_indent=0 if flush else PARAGRAPH_INDENT, gap=1)
    if look is Look.PART or look is Look.SECTION:
        gap = 2 if look is Look.PART else 1
        return Block(text, start, end, indent=_number_width(text[start:end]), gap=gap)
    return Block(text, start, end, gap=int(look is Look.TITLE), centred=True)


def beside_page(columns: int, has_notes: bool) -> tuple[int, int]:
    """Cells that contents and notes take beside the page on a screen of so many; 0 for none.

    The style sheet says the same, by `HORIZONTAL_BREAKPOINTS`.
    """
    if columns < WIDE_COLUMNS:
        return (CONTENTS if columns >= MEDIUM_COLUMNS else 0), 0
    if not has_notes:
        return WIDE_CONTENTS, 0
    return (CONTENTS if columns < HUGE_COLUMNS else WIDE_CONTENTS), NOTES


def column_in(width: int) -> int:
    """Cells of the column on a page of so many."""
    return max(2, min(MEASURE, width - 2 * _MARGIN))


def page_flow(report: Report, column: int) -> Flow:
    """A report in a column of so many cells, to be broken into rows; block 0 is paragraph 1."""
    lengths = [len(paragraph.text) for paragraph in report.paragraphs]
    return Flow(lengths, lambda at: page_block(report, report.paragraphs[at]), column)


def _number_width(heading: str) -> int:
    """Cells of the number that opens a heading, under which its second row does not begin."""
    number = _NUMBER.match(heading)
    return cell_edges(number.group())[-1] if number else 0


CONTENTS_KINDS = frozenset(NodeKind) - {NodeKind.SESSION, NodeKind.SIGNATURE, NodeKind.SALUTATION}
"""What the contents list: all that one would jump to."""


def contents_nodes(report: Report) -> list[Node]:
    """The outline entries that the contents list, in document order."""
    return [node for node in report.nodes if node.kind in CONTENTS_KINDS]


def contents_block(node: Node) -> Block:
    """One entry of the contents, indented by its depth."""
    text = "结束语" if node.kind is NodeKind.CLOSING else node.text
    depth = 2 * max(0, node.level - 1)
    hang = 2 if node.numbering is Numbering.NONE else _number_width(text)
    return Block(text, 0, len(text), first_indent=depth, indent=depth + hang)


def where_line(pieces: Sequence[str], progress: float, width: int) -> str:
    """The line on top in so many cells: what it says, and the share that was read, 0 to 1.

    Empty pieces are left out; of three the first, the title, goes where there is no room for all.
    """
    share = f" {int(progress * 100)}% "
    room = max(0, width - cell_len(share) - 1)
    if len(pieces) == 3 and sum(map(cell_len, pieces)) + 4 > room:
        pieces = pieces[1:]
    line = cut_to(printable("\u3000".join(piece for piece in pieces if piece)), room)
    return f" {set_cell_size(line, room)}{share}"
