"""The terminal's cursor, at which an input method opens its candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.widgets import Input, TextArea


def follow_layout(field: Input | TextArea) -> None:
    """Let the terminal's cursor follow a field when it moves; to be called when it is mounted.

    Textual sets the cursor when something is typed, which may be before the field has its place.
    """

    def follow(_screen: object) -> None:
        place = field.cursor_screen_offset
        if field.has_focus and field.app.cursor_position != place:
            field.app.cursor_position = place
            field.refresh()

    field.screen.screen_layout_refresh_signal.subscribe(field, follow)
