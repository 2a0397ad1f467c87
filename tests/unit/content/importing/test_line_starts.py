"""Numbers in the margin: what stands before each line hides no heading."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from content.importing.plain import read
from content.importing.understand import Understood, understand
from tests.unit.content.importing.papers import FONT, register_font
from tests.unit.content.parsing.noise import indented, wrapped
from tests.unit.content.parsing.samples import BODY, PRIMARY, SOURCE

WRAPPED = wrapped(indented(SOURCE)).rstrip("\n").split("\n")
SHOWN = [line for line in WRAPPED if line.strip()]


def by_pages(lines: list[str]) -> list[str]:
    return [f"{at % 30 + 1}\t{line}" for at, line in enumerate(lines)]


STARTS: dict[str, Callable[[list[str]], list[str]]] = {
    "numbers": lambda lines: [f"{at} {line}" for at, line in enumerate(lines, start=1)],
    "numbers to the right": lambda lines: [f"{at:4}  {line}" for at, line in enumerate(lines, 1)],
    "numbers to the left": lambda lines: [f"{at:<5}{line}" for at, line in enumerate(lines, 1)],
    "numbers beside the text": lambda lines: [f"{at}{line}" for at, line in enumerate(lines, 1)],
    "numbers anew on each page": by_pages,
}


@pytest.mark.parametrize("name", STARTS)
def test_what_stands_before_each_line_is_not_read_and_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(STARTS[name](SHOWN)), encoding="utf-8")
    result = understand(path)
    assert headings(result) == [node.text for node in PRIMARY.nodes if node.kind.is_heading]
    assert result.name == "张店区2024年政府工作报告"
    words = ["".join(p.text.split()) for p in result.report.paragraphs]
    assert words[-20:] == ["".join(p.text.split()) for p in PRIMARY.paragraphs][-20:]
    assert "行号" in result.remarks[0].text


def headings(result: Understood) -> list[str]:
    return [node.text for node in result.headings]


def test_blank_lines_may_be_counted_but_not_printed(tmp_path: Path) -> None:
    lines = [f"{at} {line}" for at, line in enumerate(WRAPPED, start=1) if line.strip()]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert headings(understand(path)) == [n.text for n in PRIMARY.nodes if n.kind.is_heading]


def test_a_line_without_a_number_keeps_the_figure_that_it_begins_with() -> None:
    """Though it is the number that comes next: the number of a line has a blank behind it."""
    lines = [f"{at} {line}" for at, line in enumerate(["一、工作回顾", *[BODY] * 10], start=1)]
    text = "\n".join([*lines, "12个项目建成。", f"12 {BODY}"])
    assert read(text.encode(), "a.txt").text.split("\n")[-2:] == ["12个项目建成。", BODY]


@pytest.mark.parametrize(
    "line",
    ["{}、完成第{}项任务。", "{} 完成第{}项任务", "{}. 任务{}", "2{:03}年，{}项。", "第{}条 {}"],
)
def test_a_list_is_not_taken_for_numbered_lines(line: str) -> None:
    text = "\n".join(line.format(at, at) for at in range(1, 30))
    assert read(text.encode(), "a.txt").text == text


def test_a_quotation_within_a_text_keeps_its_signs() -> None:
    text = "\n".join([*[BODY] * 9, "> 引文", *[f"> {BODY}"] * 3])
    assert read(text.encode(), "a.txt").text == text


def test_numbers_in_the_margin_of_a_print(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    register_font()
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for top in range(0, len(SHOWN), 32):
        canvas.setFont(FONT, 12)
        for at, line in enumerate(SHOWN[top : top + 32]):
            canvas.drawRightString(56, 780 - 22 * at, str(at + 1))
            canvas.drawString(70, 780 - 22 * at, line)
        canvas.showPage()
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(buffer.getvalue())
    result = understand(path)
    assert headings(result) == [node.text for node in PRIMARY.nodes if node.kind.is_heading]
    words = ["".join(p.text.split()) for p in result.report.paragraphs]
    assert words[10:] == ["".join(p.text.split()) for p in PRIMARY.paragraphs][10:]
    assert any("行号" in remark.text for remark in result.remarks)
