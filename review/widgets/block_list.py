"""A list of entries that may take several rows, with one chosen: the contents, search results."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.typography.flow import Block, Flow, Row
from review.typography.looks import GUTTER, Look, looks


class QuietView(ScrollView, inherit_bindings=False):
    """A scrolling view that itself paints what the focus changes in it: Textual paints it all."""

    _painted = Region()
    """Where rows go while they are painted; to work it out takes as long as to paint one."""

    @property
    def rows_size(self) -> Size:
        """Cells of a row, and how many rows there are room for."""
        return (self._painted or self.scrollable_content_region).size

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on screen, without a frame just its rows: Textual's cache takes twice as long."""
        self._painted = self.scrollable_content_region
        if self.styles.gutter:
            rows = super().render_lines(crop)
        else:
            rows = [self.render_line(y).crop(*crop.column_span) for y in crop.line_range]
            for each in self.get_line_filters() if self.app.no_color else ():
                rows = [row.apply_filter(each, self.background_colors[1]) for row in rows]
        self._painted = Region()
        return rows

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Paint nothing."""

    def on_focus(self, event: events.Focus) -> None:
        """Take note of the focus."""
        event.prevent_default()
        self.has_focus = True

    def on_blur(self, event: events.Blur) -> None:
        """Take note that it is gone."""
        event.prevent_default()
        self.has_focus = False

    def set_rows(self, rows: int) -> None:
        """Say how many rows there are to scroll, without a new layout: the bar always stands."""
        size = Size(self.scrollable_content_region.width, rows)
        self.set_reactive(ScrollView.virtual_size, size)
        self.vertical_scrollbar.window_virtual_size = rows


class BlockList(QuietView, inherit_bindings=False):
    """Entries below each other, painted row by row.

    Textual's own lists measure every entry before the first is shown, which a text of a hundred
    reports would feel, and break Chinese text anywhere.
    """

    ALLOW_SELECT = False

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.looks: dict[Look, Style] = {}
        self._lengths: Sequence[int] = ()
        self._flow = Flow((), self.block, 1)
        self.cursor = 0
        """Index of the chosen entry."""

    # What a list says of its entries

    def block(self, entry: int) -> Block:
        """The text of an entry (by index) and its indents; only of those near the screen."""
        raise NotImplementedError

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """How one row of an entry is painted, its gutter included: at least one segment.

        The last one's style goes on to the right edge. `chosen` is False where `shows_cursor` is.
        """
        raise NotImplementedError

    def shows_cursor(self) -> bool:
        """Whether the chosen entry is marked: mostly the keys choose while one types elsewhere."""
        return True

    # Layout

    def set_entries(self, lengths: Sequence[int], cursor: int = 0) -> None:
        """Take new entries; `lengths` are characters of each, for estimates."""
        self._lengths = lengths
        self.cursor = cursor
        self.lay_out()

    def on_resize(self) -> None:
        """Set the entries for another width."""
        self.lay_out()

    def lay_out(self) -> None:
        """Set the entries anew and keep the chosen one in view.

        What a list does besides it does here: Textual calls `on_resize` of each class by itself.
        """
        width = self.scrollable_content_region.width
        self._flow = Flow(self._lengths, self.block, width - GUTTER)
        self.reveal(self.cursor)
        self.refresh()

    def reveal(self, entry: int) -> None:
        """Scroll as little as needed to have an entry in view, with one entry around it."""
        flow, region = self._flow, self.scrollable_content_region
        if not region:
            return  # it has no place yet
        if not len(flow):
            self.set_rows(0)
            return
        scroll = flow.scroll_to_show(entry, round(self.scroll_y), region.height)
        self.set_rows(flow.height)
        if scroll != round(self.scroll_y):
            self.scroll_to(y=scroll, animate=False, force=True)
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Give what comes into view its true height."""
        super().watch_scroll_y(old_value, new_value)
        region = self.scrollable_content_region
        self._flow.settle(round(new_value), round(new_value) + region.height)
        self.set_rows(self._flow.height)

    # The chosen entry

    def choose_entry(self, entry: int) -> None:
        """Choose an entry, clamped to the first and last."""
        if self._lengths:
            before, self.cursor = self.cursor, max(0, min(entry, len(self._lengths) - 1))
            self.reveal(self.cursor)
            self.refresh_entries(before, self.cursor)

    def refresh_entries(self, *entries: int) -> None:
        """Paint some entries again, which look otherwise now."""
        tops, first = self._flow.tops, round(self.scroll_y)
        width = self.scrollable_content_region.width
        spans = ((tops[at], tops[at + 1]) for at in entries if at + 1 < len(tops))
        self.refresh(*(Region(0, top - first, width, end - top) for top, end in spans))

    def entry_at(self, y: int) -> int | None:
        """The entry on row `y` of the list, 0-based from its top; None where the row is blank."""
        row = self._flow.row_at(round(self.scroll_y) + y)
        return None if row is None or row.start == row.end else row.block

    def choose_clicked(self, event: events.Click) -> int | None:
        """Choose the entry that was clicked; its index, or None beside all of them."""
        offset = event.get_content_offset(self)
        at = None if offset is None else self.entry_at(offset.y)
        if at is not None:
            self.choose_entry(at)
        return at

    def move_by(self, entries: int) -> None:
        """Choose an entry some entries on."""
        self.choose_entry(self.cursor + entries)

    def move_page(self, pages: int) -> None:
        """Choose an entry some screens on."""
        self.choose_entry(self.entry_a_page_on(pages))

    def entry_a_page_on(self, pages: int) -> int:
        """The entry that lies some screens below the chosen one."""
        if not self._lengths:
            return 0
        y = self._flow.tops[self.cursor] + pages * self.scrollable_content_region.height
        return self._flow.block_at(y)

    # Painting

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Mark the chosen entry, or no longer."""
        self.refresh_entries(self.cursor)

    def notify_style_update(self) -> None:
        """Forget other colours."""
        self.looks.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on screen; set first, since the first painting comes before the first resize."""
        if self._flow.width != max(1, self.scrollable_content_region.width - GUTTER):
            self.lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.rows_size.width
        if not self.looks:
            colours = self.app.theme_variables
            self.looks = looks(colours, colours["surface"])
        row = self._flow.row_at(round(self.scroll_y) + y)
        if row is None or row.start == row.end:
            return Strip.blank(width, self.looks[Look.BODY])
        segments = self.row_segments(row, row.block == self.cursor and self.shows_cursor())
        style = segments[-1].style or self.looks[Look.BODY]
        return Strip(segments).extend_cell_length(width, style).crop(0, width)
