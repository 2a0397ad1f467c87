"""Heads of web copies: what is read is right, or unknown, and never wrong."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import tomli

from content.importing.facts import read_facts
from content.parsing.outline import parse
from content.report import Report
from tests.unit.content.parsing.samples import BODY

DATA = Path(__file__).parents[3] / "data"
HEADS: list[dict[str, Any]] = [
    head
    for name in ("web_heads.toml", "web_heads_more.toml")
    for head in tomli.loads((DATA / name).read_text(encoding="utf-8"))["head"]
]
TEXT = f"各位代表：\n{BODY}\n一、2025年工作回顾\n{BODY}\n（一）抓改革\n{BODY}\n二、安排\n{BODY}\n"


def read(report: Report, head: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is read of a head, and what it says."""
    facts = read_facts(report)
    found = {
        "title": report.title,
        "session": facts.session,
        "date": facts.date,
        "speaker": facts.speaker,
    }
    said: dict[str, Any] = {"session": "", "date": None, "speaker": "", **head}
    return found, {key: said[key] for key in found}


@pytest.mark.parametrize("head", HEADS, ids=[head["title"] for head in HEADS])
def test_nothing_is_read_wrong_or_lost(head: dict[str, Any]) -> None:
    report = parse(head["text"].lstrip("\n") + TEXT)
    found, said = read(report, head)
    wrong = {key: value for key, value in found.items() if value and value != said[key]}
    assert wrong == {}
    kept = [paragraph.text for paragraph in report.paragraphs]
    removed = [remark.removed for remark in report.remarks]
    words = "".join("".join(kept + removed).split())
    for line in head["text"].split():
        assert line in words
    assert [node.text for node in report.nodes if node.kind.is_heading] == [
        "一、2025年工作回顾",
        "（一）抓改革",
        "二、安排",
    ]


def test_nearly_all_is_read() -> None:
    texts = [head["text"].lstrip("\n") + TEXT for head in HEADS]
    both = [read(parse(text), head) for text, head in zip(texts, HEADS, strict=True)]
    right = [found == said for found, said in both]
    assert len(right) == 267
    assert sum(right) >= 260


def test_the_day_of_a_page_is_no_day_of_a_session() -> None:
    text = f"政府工作报告\n2026年2月10日\n来源：某网\n{TEXT}"
    assert read_facts(parse(text)).date is None
    assert read_facts(parse(f"政府工作报告\n（2026年2月3日）\n来源：某网\n{TEXT}")).date == (
        datetime.date(2026, 2, 3)
    )
