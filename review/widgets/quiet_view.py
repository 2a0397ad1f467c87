"""A view that the focus does not make Textual paint."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class QuietView(ScrollView, inherit_bindings=False):
    """A scrolling view that itself paints what the focus changes in it, if anything.

    Textual looks through the style sheet at each change of the focus, and paints all of both views;
    no rule here depends on it.
    """

    _painted = Region()
    """Where rows go while they are painted; to work it out takes as long as to paint one."""

    @property
    def rows_size(self) -> Size:
        """Cells of a row, and how many rows there are room for."""
        return (self._painted or self.scrollable_content_region).size

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on screen, where the view has no frame just as it paints its rows.

        What Textual remembers besides, and looks at in every row, would take as long as all the
        rest.
        """
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
