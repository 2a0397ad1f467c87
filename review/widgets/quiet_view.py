"""A view that the focus does not make Textual paint."""

from __future__ import annotations

from textual import events
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class QuietView(ScrollView, inherit_bindings=False):
    """A scrolling view that itself paints what the focus changes in it, if anything.

    Textual looks through the style sheet at each change of the focus, and paints all of both views;
    no rule here depends on it.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on screen, where the view has no frame just as it paints its rows.

        What Textual remembers besides, and looks at in every row, would take as long as all the
        rest.
        """
        if self.styles.gutter:
            return super().render_lines(crop)
        filters = self.get_line_filters() if self.app.no_color else ()
        rows = []
        for y in crop.line_range:
            row = self.render_line(y)
            for each in filters:
                row = row.apply_filter(each, self.background_colors[1])
            rows.append(row.crop(*crop.column_span))
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
