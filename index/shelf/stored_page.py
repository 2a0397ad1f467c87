"""A paragraph as the index on disk keeps it: all that is needed to check, cite and show it."""

from __future__ import annotations

import json
import zlib

from content.shelf.stored_outline import paragraph_of, row_of
from index.pages import FoldedParagraph
from index.words.normalise import Folded
from index.words.segment import Borders

_read = json.JSONDecoder().raw_decode


def dump_page(page: FoldedParagraph, marks: str) -> str:
    """The kept form of a paragraph, with the marks of its `Borders`, if they are known."""
    part = None if page.part == page.heading else page.part
    changes = _changes(page.paragraph.text, page.folded)
    row = [page.heading, part, page.year, marks, changes, *row_of(page.paragraph)]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def load_page(row: int, kept: str) -> FoldedParagraph:
    """The paragraph that `dump_page` kept, numbered by its row: that is what the plan goes by."""
    heading, part, year, marks, changes, *told = _read(kept)[0]
    paragraph = paragraph_of(row, told, ())
    text = paragraph.text
    folded = None if changes is None else Folded(_changed(text, changes), range(len(text)))
    borders = Borders(marks) if marks else None
    part = heading if part is None else part
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
