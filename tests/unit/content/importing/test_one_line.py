"""Reports that lost their line ends on the way: headings tell where they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from content.importing.plain import read
from content.importing.understand import understand
from content.parsing.outline import parse
from tests.unit.content.importing.papers import word_document
from tests.unit.content.parsing.samples import BODY, PRIMARY, SOURCE
from tests.unit.content.parsing.scoring import f1, gold_of, score


def joined(text: str, by: str) -> str:
    return by.join(line.strip() for line in text.split("\n") if line.strip())


def on_pages(text: str) -> str:
    whole = joined(text, "\u3000\u3000")
    return "\n".join(whole[start : start + 700] for start in range(0, len(whole), 700))


LONG = "\n".join(
    f"{mark}{BODY * 12}（一）甲。" for mark in ("一、", "二、", "三、", "（一）", "（二）")
)
"""Paragraphs that are as long as pages, below headings of their own."""

WAYS: dict[str, Callable[[str], str]] = {
    "blanks": lambda text: joined(text, " "),
    "indents": lambda text: joined(text, "\u3000\u3000"),
    "tabs": lambda text: joined(text, "\t"),
    "pages": on_pages,
}


@pytest.mark.parametrize("way", WAYS)
def test_blanks_show_where_the_lines_ended(tmp_path: Path, way: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WAYS[way](SOURCE), encoding="utf-8")
    result = understand(path)
    assert [(n.level, n.text) for n in result.headings] == [
        (n.level, n.text) for n in PRIMARY.nodes if n.kind.is_heading
    ]
    assert result.name == "张店区2024年政府工作报告"
    assert result.facts.session == "张店区第十八届人民代表大会第三次会议"
    assert abs(len(result.report.paragraphs) - len(PRIMARY.paragraphs)) < 4
    assert "分行" in result.remarks[0].text


def test_without_blanks_the_numbers_of_headings_show_where_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(joined(SOURCE, ""), encoding="utf-8")
    result = understand(path)
    parts = [node for node in PRIMARY.nodes if node.kind.is_heading and node.number]
    assert [(n.level, n.number) for n in result.headings] == [(n.level, n.number) for n in parts]
    assert result.facts.session == "张店区第十八届人民代表大会第三次会议"
    assert "".join(result.text.split()) == joined(SOURCE, "").replace("\u3000", "")


def test_a_document_and_a_page_may_hold_one_paragraph(tmp_path: Path) -> None:
    whole = joined(SOURCE, "\u3000\u3000")
    page = f"<html><body><p>{whole}</p></body></html>"
    for name, data in (("a.docx", word_document([whole])), ("a.html", page.encode())):
        path = tmp_path / name
        path.write_bytes(data)
        result = understand(path)
        assert [(n.level, n.text) for n in result.headings] == [
            (n.level, n.text) for n in PRIMARY.nodes if n.kind.is_heading
        ]
        assert any("分行" in remark.text for remark in result.remarks)


@pytest.mark.parametrize("text", [BODY * 20, f"一、甲。{BODY}（一）乙。{BODY}", LONG, SOURCE])
def test_other_texts_keep_their_lines(text: str) -> None:
    assert read(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
def test_real_reports_on_one_line_or_on_pages(corpus: Path, every: int) -> None:
    for way in WAYS.values():
        scores = []
        for path, gold in [*gold_of(corpus)][::every]:
            text = path.read_bytes().decode()
            report = parse(read(way(text).encode(), path).text)
            scores.append(score(report, text, gold))
        assert f1(scores) >= 0.97
