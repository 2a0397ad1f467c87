"""The report that ships with the program, against its true outline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from content.report import Report, Role
from content.shelf.library import load_builtin
from content.shelf.outline_json import outline
from tests.unit.content.parsing.fidelity import assert_faithful, assert_whole_tree
from tests.unit.content.parsing.samples import PRIMARY, SOURCE

TRUE_OUTLINE = Path(__file__).parents[3] / "data" / "outline.json"


@pytest.fixture(scope="module")
def report() -> Report:
    return PRIMARY


@pytest.fixture(scope="module")
def true_nodes() -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = json.loads(TRUE_OUTLINE.read_text(encoding="utf-8"))["nodes"]
    return nodes


def test_its_outline_is_the_true_one(report: Report, true_nodes: list[dict[str, Any]]) -> None:
    for node in true_nodes:
        node.pop("note", None)  # remarks of whoever wrote the outline down
    assert outline(report)["nodes"] == true_nodes
    assert len(true_nodes) == 49


def test_its_manifest_names_it() -> None:
    report = load_builtin()
    assert (report.id, report.title) == ("zhangdian-2024", "张店区2024年政府工作报告")


def test_nothing_is_lost(report: Report) -> None:
    assert_faithful(report, SOURCE)
    assert_whole_tree(report)
    assert len(report.lines) == 70
    assert len(report.paragraphs) == 68
    assert report.remarks == ()


def test_unjoined_lines_are_not_copied(report: Report) -> None:
    """A paragraph shares its line's text, or a long report would be held twice."""
    for paragraph in report.paragraphs:
        assert paragraph.text is report.lines[paragraph.line - 1]


@pytest.mark.parametrize(
    ("line", "citation"),
    [
        (1, "题"),
        (6, "引"),
        (7, "引第1段"),
        (8, "一"),
        (13, "一（三是）"),
        (18, "一第10段"),
        (24, "二第3段"),
        (58, "二（七）第1段"),
        (60, "二（七）第3段"),
        (62, "二尾段"),
        (64, "三第1段"),
        (69, "尾"),
    ],
)
def test_paragraphs_are_cited_as_deputies_do(report: Report, line: int, citation: str) -> None:
    cited = [paragraph.citation for paragraph in report.paragraphs if paragraph.line == line]
    assert cited == [citation]


def test_a_salutation_leaves_the_last_section(report: Report) -> None:
    """Line 62 stands below （七） but speaks for the whole part; line 64 opens part three."""
    by_line = {paragraph.line: paragraph for paragraph in report.paragraphs}
    assert report.node(by_line[62].owner).text.startswith("二、")
    assert report.node(by_line[64].owner).text.startswith("三、")


def test_leads_and_items_know_their_stretch(report: Report) -> None:
    by_line = {paragraph.line: paragraph for paragraph in report.paragraphs}
    lead, item = by_line[60], by_line[11]
    assert lead.head is not None
    assert lead.text[slice(*lead.head)] == "兜住兜准兜牢民生底线"
    assert item.head is not None
    assert item.text[slice(*item.head)] == "一是坚定不移调结构、优动能，产业转型稳中提速"
    assert by_line[20].head is None


def test_the_json_lists_headings_with_nominal_level_and_depth(report: Report) -> None:
    listed = outline(report)["headings"]
    assert listed[0] == {
        "level": 1,
        "depth": 1,
        "text": "一、2023年政府工作回顾",
        "runin": False,
        "line": 8,
    }
    assert [entry["level"] for entry in listed if entry["text"].startswith("（")] == [2] * 7
    assert sum(entry["runin"] for entry in listed) == 34


def test_roles(report: Report) -> None:
    roles = [paragraph.role for paragraph in report.paragraphs]
    assert roles[:6] == [
        Role.TITLE,
        Role.SESSION,
        Role.SESSION,
        Role.SIGNATURE,
        Role.SALUTATION,
        Role.BODY,
    ]
    assert roles.count(Role.HEADING) == 10
