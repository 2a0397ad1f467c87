"""Every stretch of a report that somebody could look for, and the truth about where it stands."""

from __future__ import annotations

import re
from collections import defaultdict

from content.report import Report
from index.words.normalise import Span

LONGEST = 6
"""Code points."""

_RUN = re.compile(r"[\u3400-\u9fff〇A-Za-z0-9Ⅳ]+")

Places = dict[int, tuple[Span, ...]]
"""Paragraph number → spans of its raw text."""


def substrings(report: Report) -> dict[str, Places]:
    """Each stretch of 1 to 6 Chinese characters, letters or digits, and all its places."""
    found: dict[str, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for paragraph in report.paragraphs:
        for run in _RUN.finditer(paragraph.text):
            for start in range(run.start(), run.end()):
                for end in range(start + 1, min(start + LONGEST, run.end()) + 1):
                    found[paragraph.text[start:end]][paragraph.number].append((start, end))
    return {
        text: {number: tuple(spans) for number, spans in places.items()}
        for text, places in found.items()
    }
