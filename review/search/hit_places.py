"""The places of what was found, one after the other as the report has them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from index import Hit
from index.words.normalise import Span


class HitPlaces:
    """What is marked on the page and gone through.

    Args:
        hits: What was found.
    """

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.spans = {hit.paragraph: hit.spans for hit in hits if hit.spans}
        """Code points to mark, by paragraph number."""
        self.order: list[tuple[int, Span]] = []
        """Every place, as paragraph number and span; none inside another."""
        for paragraph in sorted(self.spans):
            end = 0
            for span in sorted(self.spans[paragraph]):
                if span[0] >= end:
                    self.order.append((paragraph, span))
                    end = span[1]

    def next(self, place: tuple[int, int], direction: int) -> tuple[int, Span] | None:
        """The hit behind (1) or before (-1) a place, round the end; None without hits.

        Args:
            place: Paragraph number and code point.
            direction: 1 or -1.
        """
        if not self.order:
            return None
        starts = [(paragraph, span[0]) for paragraph, span in self.order]
        at = bisect_right(starts, place) if direction > 0 else bisect_left(starts, place) - 1
        return self.order[at % len(starts)]

    def count(self, paragraph: int, span: Span) -> str:
        """Which of them all a place is, in Chinese; nothing if it is none of them."""
        at = (paragraph, span)
        return f"第{self.order.index(at) + 1}处／共{len(self.order)}处" if at in self.order else ""
