"""Items and leads: what opens a paragraph, and what only looks like it."""

from __future__ import annotations

import pytest

from content.items import inline_items
from content.parsing.outline import find_leads
from content.report import NodeKind
from tests.unit.content.parsing.samples import BODY, nodes, report_of


@pytest.mark.parametrize(
    ("first", "second", "citations"),
    [
        ("一是抓改革。¶", "二是抓开放。¶", ["一（一是）", "一（二是）"]),
        ("一要抓改革。¶", "二要抓开放。¶", ["一（一要）", "一（二要）"]),
        ("第一，抓改革。¶", "第二，抓开放。¶", ["一（第一）", "一（第二）"]),
        ("首先，抓改革。¶", "其次，抓开放。¶", ["一第1段", "一第2段"]),
    ],
)
def test_paragraphs_that_are_items(first: str, second: str, citations: list[str]) -> None:
    report = report_of("一、回顾", first, second, "¶")
    items = nodes(report, NodeKind.ITEM)
    assert [item.citation for item in items] == citations
    assert [item.text[-3:] for item in items] == ["抓改革", "抓开放"]
    assert report.paragraphs[8].citation == "一第3段"


def test_items_that_lost_their_first() -> None:
    report = report_of("一、回顾", "首先要抓改革。¶", "二是抓开放。¶", "三是抓民生。¶")
    assert [item.number for item in nodes(report, NodeKind.ITEM)] == [2, 3]


def test_one_item_alone_out_of_order_is_text() -> None:
    report = report_of("一、回顾", "¶", "三是抓民生。¶", "¶")
    assert nodes(report, NodeKind.ITEM) == []


def test_items_counted_anew_have_a_prime() -> None:
    rows = ["一是甲甲。¶", "二是乙乙。¶", "¶", "一是丙丙。¶", "二是丁丁。¶"]
    citations = [item.citation for item in nodes(report_of("一、回顾", *rows), NodeKind.ITEM)]
    assert citations == ["一（一是）", "一（二是）", "一（一是）′", "一（二是）′"]


def test_a_row_inside_of_one_paragraph_makes_no_entries() -> None:
    report = report_of("一、回顾", "一是抓改革。二是抓开放。三是抓民生。¶", "¶")
    assert nodes(report, NodeKind.ITEM) == []


def test_inline_items_reach_to_the_next() -> None:
    text = "今年：一是抓改革；二是抓开放，统一是前提；三是抓民生。"
    assert [text[item.start : item.end] for item in inline_items(text)] == [
        "一是抓改革；",
        "二是抓开放，统一是前提；",
        "三是抓民生。",
    ]


@pytest.mark.parametrize(
    "text", ["一是抓改革。", "统一是前提，第二是基础。", "唯一是他。二是我。", ""]
)
def test_what_is_no_row_of_inline_items(text: str) -> None:
    assert inline_items(text) == []


def test_two_rows_in_one_paragraph_and_a_broken_one() -> None:
    text = "一是甲；二是乙。一要丙；二要丁。一是戊；二是己；四是庚。"
    assert [item.label for item in inline_items(text)] == [
        "一是", "二是", "一要", "二要", "一是", "二是",
    ]  # fmt: skip


LEAD = "持续优化营商环境。" + BODY


def test_leads_need_a_sibling() -> None:
    assert find_leads([LEAD, LEAD]) == [8, 8]
    assert find_leads([LEAD, BODY]) == [0, 0]
    assert find_leads([LEAD, LEAD, BODY, BODY, BODY]) == [0] * 5
    assert find_leads([]) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "我们坚持稳中求进。",
        "全年增长8.1%。",
        "主要目标是：稳中求进。",
        "抓。",
        "甲，乙，丙，丁戊己庚。",
        "坚持稳中求进工作总基调完整准确全面贯彻新发展理念加快构建新格局。",
        "要不要改革？",
    ],
)
def test_sentences_that_are_no_leads(sentence: str) -> None:
    assert find_leads([sentence + BODY, LEAD]) == [0, 0]


def test_a_short_paragraph_is_not_its_own_lead() -> None:
    assert find_leads(["抓好各项工作。再接再厉。", LEAD]) == [0, 0]


def test_narration_makes_leads_in_a_row_only() -> None:
    row = [f"一年来，我们坚持{what}，成效明显。{BODY}" for what in ("改革", "开放", "创新")]
    assert all(find_leads(row))
    assert find_leads([row[0], LEAD]) == [0, 0]


def test_leads_are_entries_below_their_section() -> None:
    report = report_of("一、回顾", "（一）甲", "¶", LEAD, LEAD, "各位代表！¶")
    leads = nodes(report, NodeKind.LEAD)
    assert [(lead.level, lead.citation) for lead in leads] == [
        (3, "一（一）第2段"),
        (3, "一（一）第3段"),
    ]
