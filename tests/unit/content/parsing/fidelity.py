"""The first law of the reader: nothing of the text is lost, changed or moved."""

from __future__ import annotations

from content.lines import BLANK
from content.report import Report

_BLANKS = dict.fromkeys(map(ord, BLANK + "\n"))


def assert_faithful(report: Report, text: str) -> None:
    """Every character of the text is in the report, in order, and in one place only.

    It stands in a paragraph, or in a remark that says why it does not.
    """
    assert report.source == text
    removed = {remark.line: remark.removed for remark in report.remarks if remark.removed}
    for line, characters in removed.items():
        assert characters == report.lines[line - 1].strip(BLANK)
    kept_and_removed = [p.text for p in report.paragraphs] + list(removed.values())
    assert sum(len(_visible(piece)) for piece in kept_and_removed) == len(_visible(text))
    above = 0
    covered: set[int] = set()
    for number, paragraph in enumerate(report.paragraphs, start=1):
        assert paragraph.number == number
        assert above < paragraph.line <= paragraph.last_line
        above = paragraph.last_line
        kept = [
            line
            for line in range(paragraph.line, paragraph.last_line + 1)
            if line not in removed and report.lines[line - 1].strip(BLANK)
        ]
        covered.update(kept)
        raw = "".join(report.lines[line - 1] for line in kept)
        if len(kept) == 1:
            assert paragraph.text == raw
        assert _visible(paragraph.text) == _visible(raw)
        if paragraph.head is not None:
            start, end = paragraph.head
            assert 0 <= start < end <= len(paragraph.text)
    for line, characters in enumerate(report.lines, start=1):
        assert bool(characters.strip(BLANK)) == ((line in covered) or (line in removed))


def assert_whole_tree(report: Report) -> None:
    """Every paragraph has an owner that counts it, and every node a place."""
    owned: list[int] = []
    for number, node in enumerate(report.nodes, start=1):
        assert node.id == number
        assert node.parent is None or node.parent < node.id
        assert report.paragraph(node.paragraph).line == node.line
        owned.extend(node.own)
    assert len(owned) == len(set(owned))
    for paragraph in report.paragraphs:
        owner = report.node(paragraph.owner)
        counted = paragraph.number in owner.own
        assert counted == (paragraph.number in owned)
        assert paragraph.section is None or report.node(paragraph.section).kind.is_heading


def _visible(text: str) -> str:
    return text.translate(_BLANKS)
