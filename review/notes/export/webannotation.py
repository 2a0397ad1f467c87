"""Notes as W3C Web Annotations (JSON), from which they come back whole.

The shape is that of the Web Annotation Data Model (W3C Recommendation, 23 February 2017): an
AnnotationCollection with one page. A target's source `urn:sha256:…` names the text whose bytes
have that SHA-256: every paragraph of the report in UTF-8, a line feed behind each. The positions of
a TextPositionSelector count the code points of that text. What the model has no word for is ours,
under the prefix `shenyi:`.

The same notes always give the same bytes, so nothing of this machine or of the moment is in it.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from itertools import accumulate
from typing import Any
from urllib.parse import quote

from content.report import Report
from review.notes.export.selection import in_order
from review.notes.model import Anchor, Note, text_id
from review.notes.revision.reanchor import holds

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
SOURCE = "urn:sha256:"
PREFIX = "shenyi:"

FORMAT = 2
"""Number of the form of the file; what version 0.1 wrote has none."""

_POSITIONS = (
    "source 是各段原文（每段后加一个换行符，UTF-8 编码）的 SHA-256；"
    "TextPositionSelector 的 start、end 是这一文本中的码点序号，从 0 起，end 不含在内；"
    "shenyi:segments 是段号（从 1 起）和段内码点序号"
)

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which come out of other programs and of names of files."""


def web_annotations(report: Report, notes: Iterable[Note], creator: str | None = None) -> str:
    """The JSON of notes on a report, and of others among them, in document order.

    All are written, private ones and those in the trash too. `creator` is who gives them to others,
    perhaps empty; None for a backup.
    """
    version, texts = text_id(report), [paragraph.text for paragraph in report.paragraphs]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    items = []
    for note in in_order(notes, version):
        is_here = note.anchor.text_id == version and holds(texts, note.anchor)
        items.append(_annotation(note, starts if is_here else None))
    name = "urn:shenyi:notes:" + quote(report.id, safe="", errors="surrogatepass")
    collection = {
        "@context": [CONTEXT, {"shenyi": "urn:shenyi:"}],
        "id": name,
        "type": "AnnotationCollection",
        "label": f"{report.title}批注",
        "generator": {"type": "Software", "name": "审议 shenyi"},
        **({} if creator is None else {"creator": {"type": "Person", "name": creator}}),
        "total": len(items),
        "shenyi:format": FORMAT,
        "shenyi:positions": _POSITIONS,
        "first": {
            "id": f"{name}#1",
            "type": "AnnotationPage",
            "partOf": name,
            "startIndex": 0,
            "items": items,
        },
    }
    # So that it can be encoded, lone surrogates are escaped, and pairs become one character.
    text = json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False)
    text = _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return SURROGATE.sub(lambda single: f"\\u{ord(single[0]):04x}", text) + "\n"


def _annotation(note: Note, starts: list[int] | None) -> dict[str, Any]:
    """A note; `starts` is where each paragraph begins, None where its quote is not in the text."""
    comment = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain"}
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in note.tags]
    return {
        "id": uuid.UUID(note.id).urn,
        "type": "Annotation",
        "motivation": note.kind.motivation,
        "created": note.created,
        "modified": note.updated,
        "body": [{**comment, "value": note.body}, *tags],
        "target": _target(note.anchor, starts),
        "shenyi:report": note.report_id,
        "shenyi:kind": note.kind.value,
        "shenyi:status": note.status.value,
        "shenyi:former": note.former,
        # What a newer version wrote of it, under the names that it would give it itself.
        **{PREFIX + name: value for name, value in json.loads(note.newer or "{}").items()},
    }


def _target(anchor: Anchor, starts: list[int] | None) -> dict[str, Any]:
    quoted = {"type": "TextQuoteSelector", "exact": anchor.quote}
    selectors: list[dict[str, Any]] = [quoted | {"prefix": anchor.prefix, "suffix": anchor.suffix}]
    if starts is not None:
        first, last = anchor.segments[0], anchor.segments[-1]
        start, end = (starts[s.paragraph - 1] for s in (first, last))
        place = {"start": start + first.start, "end": end + last.end}
        selectors.append({"type": "TextPositionSelector", **place})
    return {
        "source": SOURCE + anchor.text_id,
        "selector": selectors,
        "shenyi:citation": anchor.citation,
        "shenyi:headings": list(anchor.headings),
        "shenyi:line": anchor.line,
        "shenyi:segments": [
            {"paragraph": number, "start": start, "end": end}
            for number, start, end, _ in anchor.segments
        ],
    }
