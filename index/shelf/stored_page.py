"""A paragraph as the index on disk keeps it: all that is needed to check, cite and show it."""

from __future__ import annotations

import json
import zlib
from typing import NamedTuple

from content.report import Paragraph, Role
from index.pages import FoldedParagraph
from index.store.borders import Borders
from index.words.normalise import fold


class StoredPage(NamedTuple):
    """What is kept of a paragraph."""

    page: FoldedParagraph
    borders: Borders | None
    """Where words begin and end, if whoever indexed it knew."""


def dump_page(page: FoldedParagraph, marks: str) -> str:
    """The kept form of a paragraph.

    Args:
        page: The paragraph.
        marks: The marks of its `Borders`, or nothing.
    """
    paragraph = page.paragraph
    row = [
        paragraph.line,
        paragraph.last_line,
        paragraph.role.value,
        paragraph.owner,
        paragraph.section,
        paragraph.citation,
        paragraph.head,
        page.heading,
        page.part,
        page.year,
        _packed(marks),
        paragraph.text,
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def load_page(row: int, kept: str) -> StoredPage:
    """The paragraph that `dump_page` kept, numbered by its row: that is what the plan goes by."""
    line, last_line, role, owner, section, citation, head, heading, part, year, marks, text = (
        json.loads(kept)
    )
    paragraph = Paragraph(
        row,
        line,
        last_line,
        text,
        Role(role),
        owner,
        section,
        citation,
        None if head is None else (head[0], head[1]),
    )
    return StoredPage(
        FoldedParagraph(paragraph, heading, part, year),
        Borders(_unpacked(marks)) if marks else None,
    )


def lead_of(page: FoldedParagraph) -> str:
    """The folded text of a paragraph's lead."""
    start, end = page.lead
    return fold(page.paragraph.text[start:end])


def checksum(kept: str) -> int:
    """What shows that a kept paragraph is no longer what was written."""
    return zlib.crc32(kept.encode("utf-8", "surrogatepass"))


def _packed(marks: str) -> str:
    """Marks as hexadecimal digits, four in each; the first digit of all is a 1 that keeps zeros."""
    return f"{int('1' + marks.translate({124: '1', 46: '0'}), 2):x}" if marks else ""


def _unpacked(digits: str) -> str:
    return f"{int(digits, 16):b}"[1:].translate({49: "|", 48: "."})
