"""The table of contents (目录) that a booklet prints before the text.

Its entries are the headings over again. Read as headings they would double the outline, so they
are set aside; the outline is made from the headings themselves.
"""

from __future__ import annotations

import re
from itertools import islice

from content import grammar
from content.lines import BLANK

_ENTRY_LIMIT = 90
_BEFORE_TEXT = 60
"""Lines with text among which a table of contents begins."""

_NAMES = ("目录", "目次", "目錄", "目　录")
_TITLE = ("政府工作报告", "政府工作報告")
_LEADER = re.compile(r"(?:[.．…·•・‥—\-_\s]{2,}|\s)[（(]?\d{1,3}[)）]?$")
"""Dots or a blank, and a page number behind them."""
_DOTS = re.compile(r"[.．·•・‥]{3,}|…{2,}")
_KEY = 5
"""First characters by which an entry's heading is looked up."""


def find_printed_contents(lines: list[str]) -> list[int]:
    """Indexes of the lines of a table of contents that stands before the text."""
    shown = (index for index, line in enumerate(lines) if line.strip(BLANK))
    visible = list(islice(shown, _BEFORE_TEXT + 1))
    for place, index in enumerate(visible[:-2]):
        core = "".join(lines[index].split()).strip("#*【】[]")
        if core in _NAMES:
            entries = _entries(lines, index + 1)
            return [index, *entries] if entries or not place else []
        if all(_has_leader(lines[other]) for other in visible[place : place + 3]):
            return _entries(lines, index)
    return []


def _has_leader(line: str) -> bool:
    if len(line) > _ENTRY_LIMIT or not line.strip(BLANK)[-1].isdecimal():
        return False
    return _DOTS.search(line) is not None


def _entries(lines: list[str], start: int) -> list[int]:
    """The entries from `start` on: each has a page number, or stands again further down."""
    found: list[int] = []
    below = _first_words(lines, start)
    for index in range(start, len(lines)):
        core = lines[index].strip(BLANK + "*#")
        if not core:
            continue
        if len(core) > _ENTRY_LIMIT or grammar.salutation(core) or core.endswith(_TITLE):
            break
        if not (core.isdecimal() and len(core) <= 3) and not _is_entry(core, index, below):
            break
        found.append(index)
    return found


def _is_entry(core: str, index: int, below: dict[str, list[tuple[int, str]]]) -> bool:
    leader = _LEADER.search(core)
    if not leader and grammar.ends_sentence(core) and not grammar.mark(core):
        return False
    words = _bare(core[: leader.start()] if leader else core)
    again = any(
        place > index and text.startswith(words) for place, text in below.get(words[:_KEY], ())
    )
    return again or (leader is not None and _DOTS.search(core) is not None)


def _first_words(lines: list[str], start: int) -> dict[str, list[tuple[int, str]]]:
    """The opening of each line below, by its first characters."""
    openings: dict[str, list[tuple[int, str]]] = {}
    for index in range(start, len(lines)):
        text = _bare(lines[index][: _ENTRY_LIMIT + 40])
        if text:
            openings.setdefault(text[:_KEY], []).append((index, text))
    return openings


def _bare(text: str) -> str:
    return "".join(text.strip(BLANK + "*#").split())
