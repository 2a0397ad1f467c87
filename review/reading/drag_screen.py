"""Selecting on the page with the mouse: what Textual gets wrong of a drag."""

from __future__ import annotations

from functools import partial

from textual import events
from textual.geometry import Offset
from textual.screen import Screen
from textual.selection import SelectEnd, SelectState
from textual.widget import Widget

from review.reading.page import Page
from review.typography.linebreak import cell_edges

ROW_SECONDS = 0.1
"""Between two rows while a drag is held above or below the page: a pace that the eye can follow."""


class DragScreen(Screen[None]):
    """A screen with a page, apart from the rest since all here rests on Textual's own selection."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._dragged_to: Offset | None = None
        """Where on the page the mouse was last, as Textual keeps it."""
        self._drag_scroll = 0
        """Rows by which the page moves at each step of a held drag."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What is under the mouse; the second half of a character is not the next one.

        A drag that leaves the page goes on along its edge, where Textual would take the rest of
        the report; over what lies above the page it stays where it was.
        """
        if self._is_dragging:
            area = self._page.scrollable_content_region
            x = min(max(x, area.x), area.right - 1)
            y = min(max(y, area.y), area.bottom - 1)
        widget, offset = super().get_widget_and_offset_at(x, y)
        if self._selecting and widget is not self._page and self._dragged_to is not None:
            return self._page, self._dragged_to
        if widget is self._page and offset is not None:
            column, row = Offset(x, y) - widget.region.offset
            if column not in cell_edges(self._page.render_line(row).text):
                widget, offset = super().get_widget_and_offset_at(x - 1, y)
        self._dragged_to = offset if widget is self._page else None
        return widget, offset

    def _forward_event(self, event: events.Event) -> None:
        """Keep the selection at a click beside the page: a key at the bottom is about it."""
        if isinstance(event, events.MouseUp) and not self._page.region.contains_point(
            event.screen_offset
        ):
            self._mouse_down_offset = None
        super()._forward_event(event)

    def _watch__select_state(self, select_state: SelectState | None) -> None:
        """Let the page alone paint what is no longer selected."""
        if select_state is None:
            self._selecting = False
        else:
            super()._watch__select_state(select_state)

    @property
    def _is_dragging(self) -> bool:
        state = self._select_state
        return self._selecting and state is not None and state.start.content_widget is self._page

    def _check_auto_scroll(
        self, select_widget: Widget, mouse_coordinate: tuple[float, float], delta_y: float
    ) -> None:
        """Scroll while a drag is held above or below the page.

        Textual would begin in its outermost rows, go sixty rows a second, and not select them.
        """
        if not self._is_dragging:
            super()._check_auto_scroll(select_widget, mouse_coordinate, delta_y)
            return
        area = self._page.scrollable_content_region
        y = int(mouse_coordinate[1])
        rows = int(y >= area.bottom) - int(y < area.y)
        if rows == self._drag_scroll and self._auto_select_scroll_timer is not None:
            return
        self._drag_scroll = rows
        self._stop_auto_scroll()
        if rows:
            scroll = partial(self._scroll_drag, rows)
            self._auto_select_scroll_timer = self.set_interval(ROW_SECONDS, scroll)

    def _scroll_drag(self, rows: int) -> None:
        """Move the page under a held drag, and the selection's end with it."""
        self._page.scroll_rows(rows)
        mouse = self.app.mouse_position
        _widget, offset = self.get_widget_and_offset_at(*mouse)
        if self._select_state is not None and offset is not None:
            end = SelectEnd(self._page, self._page, offset)
            self._select_state = self._select_state.update_end(mouse, end)
