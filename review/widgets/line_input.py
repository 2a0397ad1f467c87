"""One line to type in, and its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import Horizontal
from textual.geometry import Offset, Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Label

from review.typography.linebreak import cut_to
from review.widgets.textual_private import cells_before_cursor

if TYPE_CHECKING:
    from textual.widgets import TextArea


def follow_layout(field: Input | TextArea) -> None:
    """Let the terminal's cursor follow a field when it moves, and not only when it is typed in."""

    def follow(_screen: object) -> None:
        place = field.cursor_screen_offset
        if field.has_focus and field.app.cursor_position != place:
            field.app.cursor_position = place
            field.refresh()

    field.screen.screen_layout_refresh_signal.subscribe(field, follow)


class LineInput(Input, inherit_bindings=False):
    """Textual's input with the terminal's cursor where the next character goes.

    An input method opens its candidates there; Textual sets it a cell too far at the end.
    """

    # Without those for scrolling that it inherits: the arrow keys belong to what stands around it.
    BINDINGS = Input.BINDINGS

    # With Textual's own the whole screen is laid out anew, and painted, for every character.
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, placeholder: str, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, select_on_focus=False, compact=True)
        self._hint = placeholder

    def ask_for(self, placeholder: str) -> None:
        """Say in the empty line that something else is wanted of it."""
        self._hint = placeholder
        self.refresh()

    def on_mount(self) -> None:
        """Keep the cursor where text goes in."""
        follow_layout(self)

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Keep the cursor where text goes in also in a line that is longer than its room."""
        super().watch_scroll_x(old_value, new_value)
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset

    def render_line(self, y: int) -> Strip:
        """Draw it; Textual would wrap what stands in an empty line, and show the first row."""
        self.set_reactive(Input.placeholder, cut_to(self._hint, self.content_size.width))
        return super().render_line(y)

    def on_paste(self, event: events.Paste) -> None:
        """Take all rows of what is pasted; Textual takes the first, though a sentence has more."""
        event.stop()
        event.prevent_default()
        rows = event.text.splitlines()
        text = " ".join(filter(None, map(str.strip, rows))) if len(rows) > 1 else "".join(rows)
        self.replace(text, *self.selection)
        self.show_cursor()

    @on(events.Focus)
    @on(events.Resize)
    def show_cursor(self) -> None:
        """Scroll to where text goes in: Textual does not in a line just filled or narrowed."""
        if self.is_attached and self.screen.focused is self:
            place = Region(cells_before_cursor(self), 0, 1, 1)
            self.scroll_to_region(place, force=True, animate=False)

    @property
    def cursor_screen_offset(self) -> Offset:
        """Cell of the screen where text goes in."""
        x, y, _width, _height = self.content_region
        scroll_x, _scroll_y = self.scroll_offset
        return Offset(x + cells_before_cursor(self) - scroll_x, y)


class Field(Horizontal):
    """A line to type in with its name before it, and whatever belongs behind it."""

    DEFAULT_CSS = """
    Field {
        height: 1;
        padding: 0 1;
        Label { width: auto; padding-right: 1; }
        LineInput { width: 1fr; }
    }
    """

    def __init__(self, name: str, line: LineInput, *behind: Widget) -> None:
        super().__init__(Label(name, markup=False), line, *behind)
