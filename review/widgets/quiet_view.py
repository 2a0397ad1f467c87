"""A view that the focus does not make Textual paint."""

from __future__ import annotations

from textual import events
from textual.scroll_view import ScrollView


class QuietView(ScrollView, inherit_bindings=False):
    """A scrolling view that itself paints what the focus changes in it, if anything.

    Textual looks through the style sheet at each change of the focus, and paints all of both views;
    no rule here depends on it.
    """

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
