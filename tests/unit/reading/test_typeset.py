"""How each paragraph and each entry of the contents is set."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from content.lines import BLANK
from content.report import NodeKind, Role
from review.reading.typeset import (
    contents_block,
    contents_nodes,
    look_of,
    look_of_entry,
    look_of_head,
    page_block,
    where_line,
)
from review.typography.looks import Look
from tests.small import small_report

REPORT = small_report()


@pytest.mark.parametrize(
    ("number", "look", "setting"),
    [
        (1, Look.TITLE, (0, 0, 1, True)),
        (2, Look.BYLINE, (0, 0, 0, True)),
        (4, Look.BYLINE, (0, 0, 0, True)),
        (5, Look.BODY, (0, 0, 1, False)),  # 各位代表：
        (6, Look.BODY, (4, 0, 1, False)),
        (7, Look.PART, (0, 4, 2, False)),  # 一、
        (9, Look.BODY, (4, 0, 1, False)),
        (13, Look.SECTION, (0, 6, 1, False)),  # （一）
        (21, Look.BODY, (4, 0, 1, False)),
    ],
)
def test_a_paragraph_is_set_by_its_role(
    number: int, look: Look, setting: tuple[int, int, int, bool]
) -> None:
    """Titles are centred, body is indented by two characters, headings hang behind their number."""
    paragraph = REPORT.paragraph(number)
    block = page_block(REPORT, paragraph)
    assert look_of(REPORT, paragraph) is look
    assert (block.first_indent, block.indent, block.gap, block.centred) == setting


def test_heads_are_set_apart_by_their_kind() -> None:
    """A lead and an item are set as leads; run-in heads as the heading they are."""
    assert look_of_head(REPORT, REPORT.paragraph(9)) is Look.LEAD
    assert look_of_head(REPORT, REPORT.paragraph(14)) is Look.LEAD
    assert look_of_head(REPORT, REPORT.paragraph(13)) is Look.SECTION
    assert look_of_head(REPORT, REPORT.paragraph(7)) is Look.PART


@given(st.text(BLANK + "\v\x85中a", max_size=12))
def test_blanks_at_the_ends_are_not_shown_and_nothing_else_is_left_out(text: str) -> None:
    """What a paragraph shows is its text without the blanks around it; the text itself stays."""
    paragraph = dataclasses.replace(REPORT.paragraph(8), text=text)
    block = page_block(REPORT, paragraph)
    assert block.text == text
    assert text[block.start : block.end] == text.strip(BLANK)


def test_the_contents_list_what_one_jumps_to() -> None:
    """Title, parts, items, sections, leads and the closing, in order; no salutation, no byline."""
    kinds = [node.kind for node in contents_nodes(REPORT)]
    part, item, section, lead = (
        NodeKind.PART,
        NodeKind.ITEM,
        NodeKind.SECTION,
        NodeKind.LEAD,
    )
    assert kinds == [
        NodeKind.TITLE,
        *(part, item, item),
        *(part, section, lead, lead, section, lead, lead),
        *(part, NodeKind.CLOSING),
    ]


def test_entries_are_indented_by_their_depth() -> None:
    """Each level stands two cells further right, and second rows hang behind the number."""
    found = {node.kind: contents_block(node) for node in contents_nodes(REPORT)}
    indents = {kind: (block.first_indent, block.indent) for kind, block in found.items()}
    assert indents[NodeKind.TITLE] == (0, 2)
    assert indents[NodeKind.PART] == (0, 4)
    assert indents[NodeKind.SECTION] == (2, 8)
    assert indents[NodeKind.LEAD] == (4, 6)
    assert indents[NodeKind.CLOSING] == (0, 2)
    assert indents[NodeKind.ITEM][0] == 2


def test_the_closing_is_listed_under_a_name() -> None:
    """The closing has no heading of its own, so it is called 结束语."""
    assert contents_block(contents_nodes(REPORT)[-1]).text == "结束语"
    assert contents_block(contents_nodes(REPORT)[1]).text == "一、2023年政府工作回顾"


def test_every_kind_of_entry_has_its_look() -> None:
    """Parts stand out, sections are plain, items and leads are quiet."""
    looks = {node.kind: look_of_entry(node) for node in contents_nodes(REPORT)}
    assert looks[NodeKind.PART] is Look.LEAD
    assert looks[NodeKind.SECTION] is Look.BODY
    assert looks[NodeKind.ITEM] is looks[NodeKind.LEAD] is Look.BYLINE


def test_every_role_can_be_set() -> None:
    """Paragraphs of any role, an appendix too, get a block that shows their text."""
    for role in Role:
        paragraph = dataclasses.replace(REPORT.paragraph(8), role=role)
        block = page_block(REPORT, paragraph)
        assert block.text[block.start : block.end] == paragraph.text


def test_no_blank_stands_before_the_sign_that_a_line_was_cut() -> None:
    """Half a character that is left over at the edge is not painted as one."""
    for width in range(16, 40):
        line = where_line(("题第2行", "政府工作报告"), 0, width)
        assert cell_len(line) == width
        assert " …" not in line
