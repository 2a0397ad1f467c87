"""A stretch of a report: the address that selections, notes and quotes speak.

Paragraphs are counted from 1 and characters from 0, in code points of the raw text, the end
exclusive; never in bytes, terminal cells or UTF-16 units.
"""

from __future__ import annotations

from typing import NamedTuple

from content.report import Report


class Span(NamedTuple):
    """A stretch of a report, over one paragraph or several."""

    first: int
    """Number of the paragraph where it begins, 1-based."""
    start: int
    """Code point of that paragraph's raw text, 0-based."""
    last: int
    """Number of the paragraph where it ends."""
    end: int
    """Code point of that paragraph, behind the last character."""

    def within(self, paragraph: int, start: int, end: int) -> tuple[int, int]:
        """What of `start` to `end` of a paragraph it covers; equal numbers for nothing."""
        if not self.first <= paragraph <= self.last:
            return start, start
        low = max(start, self.start if paragraph == self.first else start)
        high = min(end, self.end if paragraph == self.last else end)
        return low, max(low, high)

    def text(self, report: Report) -> str:
        """The exact text, paragraphs on lines of their own."""
        texts = [paragraph.text for paragraph in report.paragraphs[self.first - 1 : self.last]]
        texts[-1] = texts[-1][: self.end]
        texts[0] = texts[0][self.start :]
        return "\n".join(texts)
