"""A paragraph as the index on disk keeps it: all that is needed to check, cite and show it."""

from __future__ import annotations

import json
import zlib

from content.report import Paragraph, Role
from index.pages import FoldedParagraph
from index.words.normalise import Folded
from index.words.segment import Borders

_read = json.JSONDecoder().raw_decode
_ROLES = {role.value: role for role in Role}


def dump_page(page: FoldedParagraph, marks: str) -> str:
    """The kept form of a paragraph, with the marks of its `Borders`, if they are known."""
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
        None if page.part == page.heading else page.part,
        page.year,
        marks,
        _changes(paragraph.text, page.folded),
        paragraph.text,
    ]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def load_page(row: int, kept: str) -> FoldedParagraph:
    """The paragraph that `dump_page` kept, numbered by its row: that is what the plan goes by."""
    (
        line, last_line, role, owner, section, citation, head,
        heading, part, year, marks, changes, text,
    ) = _read(kept)[0]  # fmt: skip
    paragraph = Paragraph(
        row,
        line,
        last_line,
        text,
        _ROLES[role],
        owner,
        section,
        citation,
        None if head is None else (head[0], head[1]),
    )
    folded = None if changes is None else Folded(_changed(text, changes), range(len(text)))
    part = heading if part is None else part
    borders = Borders(marks) if marks else None
    return FoldedParagraph(paragraph, heading, part, year, folded, borders)


def checksum(kept: str) -> int:
    """What shows that a kept paragraph is no longer what was written."""
    return zlib.crc32(kept.encode("utf-8", "surrogatepass"))


def _changes(text: str, folded: Folded) -> str | None:
    """Each character that folding changes, with what it becomes; None if that does not say all."""
    if not isinstance(folded.origins, range):
        return None
    pairs = zip(text, folded.text, strict=True)
    changes = "".join(sorted({one + other for one, other in pairs if one != other}))
    return changes if _changed(text, changes) == folded.text else None


def _changed(text: str, changes: str) -> str:
    """A text with each of some characters replaced, which is faster than to fold it."""
    for one, other in zip(changes[::2], changes[1::2], strict=True):
        text = text.replace(one, other)
    return text
