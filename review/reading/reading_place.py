"""Where one stopped reading, kept from one start to the next.

The opening words of the paragraph are kept beside its number, so that the place is found again in
a text that has been revised.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from content.report import Report
from review.base.files import write_atomic

_OPENING = 12
"""Characters of a paragraph's opening that are remembered."""

_KEPT = 200
"""Reports whose place is remembered; the one read longest ago is forgotten first."""


def load_place(path: Path, report: Report) -> tuple[int, int]:
    """Where to open a report: paragraph number (1-based) and code point in it.

    A missing or damaged file means the beginning: a place is never worth an error.
    """
    stored = _read(path).get(report.id, ())
    try:
        number, offset, opening = stored
        number, offset, opening = int(number), int(offset), str(opening)
    except (TypeError, ValueError, OverflowError):
        return 1, 0
    if not _opens(report, number, opening):
        found = [p.number for p in report.paragraphs if p.text.startswith(opening)]
        if not opening or not found:
            return 1, 0
        number = min(found, key=lambda candidate: abs(candidate - number))
    return number, max(0, min(offset, len(report.paragraph(number).text)))


def lies_beyond(path: Path, report: Report) -> bool:
    """Whether the remembered place is behind the end of what has been read of a long report."""
    stored = _read(path).get(report.id, ())
    try:
        return int(stored[0]) > len(report.paragraphs)
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return False


def save_place(path: Path, report: Report, place: tuple[int, int]) -> None:
    """Remember a place in a report.

    Raises:
        Problem: The file could not be written.
    """
    if not report.paragraphs:
        return
    import json

    number, offset = place
    places = _read(path)
    places.pop(report.id, None)
    places[report.id] = [number, offset, report.paragraph(number).text[:_OPENING]]
    while len(places) > _KEPT:
        del places[next(iter(places))]
    write_atomic(path, json.dumps(places, ensure_ascii=False, indent=1).encode("utf-8"))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    import json  # a millisecond, and the first start has nothing to read

    try:
        places = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return places if isinstance(places, dict) else {}


def _opens(report: Report, number: int, opening: str) -> bool:
    within = 1 <= number <= len(report.paragraphs)
    return within and report.paragraph(number).text.startswith(opening)
