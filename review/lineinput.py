"""One line to type in."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Offset
from textual.widgets import Input


class LineInput(Input, inherit_bindings=False):
    """Textual's input with the terminal's cursor where the next character goes.

    An input method opens its candidates at that cursor; Textual sets it one cell too far to the
    right at the end of the text.
    """

    # Those of the input itself, without those for scrolling that it inherits: the arrow keys belong
    # to what stands around the line.
    BINDINGS: ClassVar[list[BindingType]] = Input.BINDINGS

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False, compact=True)

    def on_mount(self) -> None:
        """Follow the line when it moves: text may be typed before it has its place on screen."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, _screen: object) -> None:
        place = self.cursor_screen_offset
        if self.has_focus and self.app.cursor_position != place:
            self.app.cursor_position = place
            self.refresh()

    @property
    def cursor_screen_offset(self) -> Offset:
        """Cell of the screen where text goes in."""
        x, y, _width, _height = self.content_region
        scroll_x, _scroll_y = self.scroll_offset
        cells = self._position_to_cell(self.cursor_position)
        return Offset(x + cells - scroll_x, y)
