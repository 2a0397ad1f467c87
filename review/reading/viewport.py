"""The window over the rows of a report: which are on the page, and where one reads among them.

Heights above the window may be estimates. So what is kept is a character, not a row: whatever
becomes known of the heights, and however the window changes, that character stays where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from review.typography.flow import Flow, FlowPlace


class PageView(NamedTuple):
    """What is on the page, so that one can return to it."""

    top: FlowPlace
    """The first visible character."""
    spot: FlowPlace
    """Where one reads."""


class Viewport:
    """Rows of a flow from `y` on (0-based), as many as the page is high; none before `lay_out`."""

    def __init__(self, flow: Flow, place: FlowPlace) -> None:
        self.flow = flow
        self.height = 0
        """Rows of the page, 0 until it has a size."""
        self.y = 0
        """The row of the flow that is the first on the page."""
        self.top = place
        """The character that stays first, however the window changes."""
        self.spot = place
        """What one reads: in the paragraph with the bar, the place where the keys go on."""
        self._blank: int | None = None
        """Blank rows above `top` that are on the page too; None for as many as a jump shows."""
        self._strayed = (place, 0)
        """Where the keys went last, and by how many rows a blank row kept them from there."""

    @property
    def shown(self) -> PageView:
        """What is on the page, to return to."""
        return PageView(self.top, self.spot)

    def lay_out(self, flow: Flow, height: int) -> None:
        """Take another layout or height (rows of the page, 0 for none yet), and keep what is first.

        Where one would read on below the page, as when an editor opens there, it moves down.
        """
        if flow is not self.flow or not self.height:
            self._blank = None
        self.flow, self.height = flow, height
        if not height or not len(flow):
            return
        self._show(self.top)
        hidden = self._spot_y() - (self.y + height - 1)
        if hidden > 0:
            self._place_at(self.y + hidden)
            self._anchor()
        self._keep_spot_in_view()

    def _show(self, place: FlowPlace) -> None:
        """Have a place in the first row, or as near to it as the end allows."""
        y = self._settled(place, before=1)
        if self._blank is not None:
            y -= self._blank
        elif place == FlowPlace(0, 0):
            y = 0  # with the blank rows above the title
        self._place_at(y)

    def _settled(self, place: FlowPlace, before: int) -> int:
        """The row of a place, with so many true screens before it, and two behind it."""
        y = self.flow.y_of(*place)
        self.flow.settle(y - before * self.height, y + 2 * self.height)
        # What became known of the heights must move nothing that is on the page.
        self._place_at(self.flow.y_of(*self.top) - (self._blank or 0))
        return self.flow.y_of(*place)

    @property
    def _last(self) -> int:
        """The first row at most: no screen is shown behind the end."""
        return max(0, self.flow.height - self.height)

    def _place_at(self, y: int) -> None:
        self.y = max(0, min(y, self._last))

    def _anchor(self) -> None:
        row = self.flow.row_at(self.y)
        if row is not None:
            self.top = FlowPlace(row.block, row.start)
            self._blank = self.flow.y_of(*self.top) - self.y

    def _spot_y(self) -> int:
        return self.flow.y_of(*self.spot)

    def read_at(self, y: int) -> None:
        """Read on at a row of the flow, or at the nearest there is."""
        row = self.flow.row_at(max(0, min(y, self.flow.height - 1)))
        if row is not None:
            self.spot = FlowPlace(row.block, row.start)

    def _keep_spot_in_view(self) -> None:
        """Read on in the nearest paragraph that is seen, where that with the bar is not."""
        first, last = self.y, self.y + self.height - 1
        top, bottom = self.flow.tops[self.spot.block : self.spot.block + 2]
        if bottom <= first:
            self.read_at(first)
        elif top > last:
            self.read_at(last)
        elif not first <= self._spot_y() <= last:
            self.read_at(first if top < first else last)

    def progress(self, lengths: Sequence[int]) -> float:
        """Share (0 to 1) of so many characters of each block up to the last one on the page."""
        last = self.flow.row_at(min(self.y + self.height, self.flow.height) - 1)
        if last is None:
            return 1.0
        return (sum(lengths[: last.block]) + last.end) / max(1, sum(lengths))

    # Moving

    def scroll_to(self, y: int) -> None:
        """Have a row of the flow first; a screen above and below gets true heights, unseen."""
        if not len(self.flow):
            return
        index = self.flow.block_at(y)
        inside = y - self.flow.tops[index]
        self.flow.settle(y - self.height, y + 2 * self.height)
        self._place_at(self.flow.tops[index] + inside)
        self._keep_spot_in_view()
        self._anchor()

    def scroll_rows(self, rows: int) -> None:
        """Move down by some rows, up if negative; where the page ends, the bar goes on alone."""
        if not len(self.flow):
            return
        moved = max(0, min(self.y + rows, self._last)) - self.y
        eye = self._spot_y() - self.y + rows - moved
        if moved and self._strayed[0] == self.spot:
            eye += self._strayed[1]  # or each blank row would take the bar further over the screen
        self.scroll_to(self.y + moved)
        wanted = y = self.y + max(0, min(eye, self.height - 1))
        while rows < 0 and y > self.y and self._is_gap(y):
            y -= 1  # it belongs to the paragraph below, which one comes from
        self.read_at(y)
        self._strayed = (self.spot, wanted - self._spot_y())

    def _is_gap(self, y: int) -> bool:
        row = self.flow.row_at(y)
        return row is not None and row.start == row.end

    def go_to(self, top: FlowPlace, spot: FlowPlace | None = None) -> None:
        """Bring a place to the top of the page, now or with its first height; read on at `spot`."""
        self.top, self._blank = top, None
        if len(self.flow):
            self._show(top)
        self.spot = spot or top

    def go_to_edge(self, direction: int) -> None:
        """Go to the beginning (-1) or the end (1), and read on there."""
        y = 0 if direction < 0 else self.flow.height
        self.flow.settle(y - 3 * self.height, y + 3 * self.height)
        end = 0 if direction < 0 else self.flow.height
        self._place_at(end)
        self.read_at(end)
        self._anchor()

    def bring_into_view(self, place: FlowPlace, *, read_there: bool = False) -> None:
        """Have a place between the outermost rows, with a third of a screen above if it was not.

        Where one reads moves only with `read_there`, or when it would be out of sight.
        """
        y = self._settled(place, before=2)
        if not self.y < y < self.y + self.height - 1:
            self._place_at(y - self.height // 3)
        if read_there:
            self.spot = place
        self._keep_spot_in_view()
        self._anchor()

    def show_stretch(self, first: FlowPlace, last: FlowPlace) -> None:
        """Scroll as little as needed to have a stretch on the page, its beginning above all."""
        top = self._settled(first, before=2)
        bottom = self.flow.y_of(*last)
        if top < self.y or bottom - top >= self.height:
            self._place_at(top)
        elif bottom >= self.y + self.height:
            self._place_at(bottom - self.height + 1)
        self.spot = first
        self._anchor()
