"""One layout and one painting for each key and click, where Textual takes two to four."""

from __future__ import annotations

from functools import partialmethod

from textual import events
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widget import Widget

# What has the focus paints itself, and so does what is selected: not the whole screen with it.
for _told in (Screen.focused, Screen._select_state):
    _told._repaint = False

# A widget that was laid out has its size; a scroll bar that comes or goes asks by itself.
setattr(Widget, "_size_updated", partialmethod(Widget._size_updated, layout=False))  # noqa: B010


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
