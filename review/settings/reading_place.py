"""Where one stopped reading, kept from one start to the next.

The opening words of the paragraph are kept beside its number, so that the place is found again in
a text that has been revised.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from content.errors import Problem
from content.report import Report
from content.shelf.library import Opened
from review.base.files import write_atomic

FORMAT = 2
"""Number of the file's form; to be raised when an older program would misread it.

The first form had no number: the places stood in the file by themselves.
"""

_OPENING = 12
"""Characters of a paragraph's opening that are remembered."""

_KEPT = 200
"""Reports whose place is remembered; the one read longest ago is forgotten first."""


def load_place(path: Path, report: Report) -> tuple[int, int]:
    """Where to open a report: paragraph number (1-based) and code point in it.

    A missing or damaged file means the beginning: a place is never worth an error.
    """
    number, offset, opening = _stored(path, report)
    is_there = 1 <= number <= len(report.paragraphs)
    if not (is_there and report.paragraph(number).text.startswith(opening)):
        found = [p.number for p in report.paragraphs if p.text.startswith(opening)]
        if not opening or not found:
            return 1, 0
        number = min(found, key=lambda candidate: abs(candidate - number))
    return number, max(0, min(offset, len(report.paragraph(number).text)))


def read_to_place(path: Path, opened: Opened) -> Opened:
    """A very long report read to its end where the place in it is behind its opening; else as is.

    Raises:
        Problem: The rest of it cannot be read.
    """
    if opened.whole is None or _stored(path, opened.report)[0] <= len(opened.report.paragraphs):
        return opened
    return Opened(opened.whole())


def _stored(path: Path, report: Report) -> tuple[int, int, str]:
    """The number, the offset and the opening words that are kept; zeros and nothing without."""
    try:
        number, offset, opening = _read(path)[0][report.id]
        return int(number), int(offset), str(opening)
    except (KeyError, TypeError, ValueError, OverflowError):
        return 0, 0, ""


def save_place(path: Path, report: Report, place: tuple[int, int]) -> None:
    """Remember a place in a report: paragraph number (1-based) and code point in it.

    The places of other reports stay, up to `_KEPT` of them. Of an empty report there is none.

    Raises:
        Problem: The file could not be written, or was written by a newer version.
    """
    if not report.paragraphs:
        return
    number, offset = place
    places, is_newer = _read(path)
    if is_newer:
        message = "阅读位置由更新版本的审议保存，这一版没有改动它。"
        raise Problem(message, remedy="请改用新版本阅读。", path=path)
    places.pop(report.id, None)
    places[report.id] = [number, offset, report.paragraph(number).text[:_OPENING]]
    while len(places) > _KEPT:
        del places[next(iter(places))]
    stored = {"format": FORMAT, "places": places}
    write_atomic(path, json.dumps(stored, ensure_ascii=False, indent=1).encode("utf-8"))


def _read(path: Path) -> tuple[dict[str, Any], bool]:
    """The place of each report by its id, and whether a newer version wrote the file."""
    try:
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}, False
    if isinstance(kept, dict) and "format" in kept:
        number, kept = kept["format"], kept.get("places")
        if isinstance(number, int) and number > FORMAT:
            return {}, True
    return (kept if isinstance(kept, dict) else {}), False
