"""What a print may differ in from the text it was made of."""

from __future__ import annotations

import re

from content.importing.pdf import read
from content.parsing.outline import parse
from content.report import Report

_AT_LINE_ENDS = 2


def assert_told(data: bytes, lines: list[str]) -> Report:
    """Check that a PDF file reads as the lines it was made of, or tells where it may not.

    Blanks may be missing if so many were told of, or where a line breaks, which prints show none;
    two lines may be one where that was told.
    """
    extract = read(data, "a.pdf")
    report = parse(extract.text)
    told = [remark.text for remark in extract.remarks]
    got = [paragraph.text.strip() for paragraph in report.paragraphs]
    assert _bare(got) == _bare(lines), "characters differ"
    gaps = sum(int(match[1]) for text in told if (match := re.search(r"(\d+)处空白", text)))
    blanks = sum(map(_blanks, lines)) - sum(map(_blanks, got))
    assert 0 <= blanks <= gaps + _AT_LINE_ENDS
    assert any("行末如有空格" in text for text in told)
    joined = sum("可能另起一段" in text or "合为一行" in text for text in told)
    assert len(set(map(_plain, lines)) - set(map(_plain, got))) <= 2 * joined
    return report


def headings(report: Report) -> list[tuple[int, str]]:
    """The levels and texts of a report's headings."""
    return [(node.level, node.text) for node in report.nodes if node.kind.is_heading]


def _plain(line: str) -> str:
    return "".join(line.split())


def _bare(lines: list[str]) -> str:
    return "".join(map(_plain, lines))


def _blanks(line: str) -> int:
    return sum(sign.isspace() for sign in line)
