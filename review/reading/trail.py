"""The way back: places that one has left by a jump, like those of a browser."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from content.report import Report
from review.reading.viewport import PageView

MOST = 50
"""Places that are remembered on either side; the oldest are forgotten first."""


class TrailPlace(NamedTuple):
    """A place in a report."""

    report: str
    """Id of the report."""
    text: int
    """The hash of its lines: in another text of the same report, the place is another."""
    view: PageView
    citation: str
    """How the paragraph is cited."""


def place_in(report: Report, view: PageView) -> TrailPlace:
    """Where one reads in a report, by what is on the page."""
    cited = report.paragraphs[view.spot.block : view.spot.block + 1]
    citation = cited[0].citation if cited else ""
    return TrailPlace(report.id, hash(report.lines), view, citation)


class Trail:
    """Places behind and, once one has gone back, ahead."""

    def __init__(self) -> None:
        self._behind: deque[TrailPlace] = deque(maxlen=MOST)
        self._ahead: deque[TrailPlace] = deque(maxlen=MOST)

    def forget_other_texts(self, report: Report) -> None:
        """Forget the places in what a report was before it was revised."""
        text = hash(report.lines)
        for places in (self._behind, self._ahead):
            for place in [one for one in places if one.report == report.id and one.text != text]:
                places.remove(place)

    def leave(self, here: TrailPlace) -> None:
        """Remember a place that one jumps away from; the way onwards is forgotten."""
        if not self._behind or self._behind[-1] != here:
            self._behind.append(here)
        self._ahead.clear()

    def step(self, direction: int, here: TrailPlace) -> TrailPlace | None:
        """Where to go, back (-1) or onwards (1), leaving `here` on the other side; or None."""
        come, gone = self._behind, self._ahead
        if direction > 0:
            come, gone = gone, come
        if not come:
            return None
        gone.append(here)
        return come.pop()

    def next(self, direction: int) -> TrailPlace | None:
        """Where `step` would lead."""
        places = self._behind if direction < 0 else self._ahead
        return places[-1] if places else None
