"""What the program uses of Textual that Textual keeps for itself, in one place.

A new version may change any of it: `PRIVATE` names all, and a test looks for each.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partialmethod
from typing import TYPE_CHECKING, Any

from textual import keys
from textual._compositor import ChopsUpdate, Compositor
from textual.app import App
from textual.driver import Driver
from textual.events import Key
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._toast import Toast

if TYPE_CHECKING:
    from textual.widgets import Input  # some milliseconds, and the first page has no line

PRIVATE = (
    ("textual._compositor", "ChopsUpdate"),
    ("textual._compositor", "Compositor._render_chops"),
    ("textual._compositor", "Compositor.visible_widgets"),
    ("textual.app", "App._batch_count"),
    ("textual.app", "App._display"),
    ("textual.app", "App._driver"),
    ("textual.app", "App._exit"),
    ("textual.app", "App._exception"),
    ("textual.app", "App._fatal_error"),
    ("textual.app", "App._handle_exception"),
    ("textual.command", "CommandPalette._action_command_list"),
    ("textual.command", "CommandPalette._gather_commands"),
    ("textual.document._document", "DocumentBase"),
    ("textual.document._wrapped_document", "WrappedDocument._line_index_to_offsets"),
    ("textual.document._wrapped_document", "WrappedDocument._wrap_offsets"),
    ("textual.document._wrapped_document", "WrappedDocument._offset_to_line_info"),
    ("textual.document._wrapped_document", "WrappedDocument._tab_width"),
    ("textual.document._wrapped_document", "WrappedDocument._width"),
    ("textual.keys", "_character_to_key"),
    ("textual.message_pump", "MessagePump._message_queue"),
    ("textual.message_pump", "MessagePump._pending_message"),
    ("textual.reactive", "Reactive._repaint"),
    ("textual.screen", "Screen._auto_select_scroll_timer"),
    ("textual.screen", "Screen._check_auto_scroll"),
    ("textual.screen", "Screen._stop_auto_scroll"),
    ("textual.screen", "Screen._compositor"),
    ("textual.screen", "Screen._screen_resized"),
    ("textual.screen", "Screen._forward_event"),
    ("textual.screen", "Screen._mouse_down_offset"),
    ("textual.screen", "Screen._selecting"),
    ("textual.screen", "Screen._select_state"),
    ("textual.widget", "Widget._layout_required"),
    ("textual.widget", "Widget._size_updated"),
    ("textual.widgets", "Input._position_to_cell"),
    ("textual.widgets._toast", "Toast"),
)
"""Module, and what is used of it; some are set by an `__init__`."""


def paint_once() -> None:
    """Have one layout and one painting for each key and click, where Textual takes two to four."""
    # What has the focus paints itself, and so does what is selected: not the whole screen with it.
    for told in (Screen.focused, Screen._select_state):
        told._repaint = False
    # A widget that was laid out has its size; a scroll bar that comes or goes asks by itself.
    setattr(Widget, "_size_updated", partialmethod(Widget._size_updated, layout=False))  # noqa: B010


def keep_messages_whole() -> None:
    """Have each row of a message painted at once: at edges behind it, characters were cut in two.

    Of a wide one that stands on such an edge both halves are blanks. A message that something
    stands before, a tooltip, is left as it is.
    """
    paint = Compositor._render_chops

    def painted(compositor: Compositor, crop: Region, is_wanted: Callable[[int], bool]) -> Any:
        rows: Any = paint(compositor, crop, is_wanted)
        before: list[Region] = []
        for widget, (region, clip) in compositor.visible_widgets.items():
            is_covered = any(map(region.overlaps, before))
            before.append(region)
            if not isinstance(widget, Toast) or is_covered or not clip.contains_region(region):
                continue
            whole = widget.render_lines(Region(0, 0, *region.size))
            for pieces, strip in zip(rows[region.y : region.bottom], whole, strict=False):
                # Rows may still be cut as they were before the message.
                if pieces.get(region.x) is not None:
                    behind = [x for x in pieces if region.x < x < region.right]
                    pieces.update({region.x: strip} | dict.fromkeys(behind, Strip([])))
        return rows

    setattr(Compositor, "_render_chops", painted)  # noqa: B010


def heed_latest_size() -> None:
    """Have screens laid out for the window as it is, where it has changed twice at once.

    With two sizes on their way a screen would go from one to the other for ever.
    """
    lay_out = Screen._screen_resized

    def lay_out_latest(self: Screen[Any], size: Size) -> None:
        if size == self.app.size:
            lay_out(self, size)

    setattr(Screen, "_screen_resized", lay_out_latest)  # noqa: B010


def paint_present_only() -> None:
    """Have what was removed left out of paintings before the next layout does so.

    It has no styles any more, and a text field that is asked for its cells ends the program.
    """
    laid_out = Compositor.visible_widgets

    def present(self: Compositor) -> dict[Widget, tuple[Region, Region]]:
        visible: dict[Widget, tuple[Region, Region]] = laid_out.__get__(self)
        if all(widget.parent is not None for widget in visible):
            return visible
        return {widget: place for widget, place in visible.items() if widget.parent is not None}

    setattr(Compositor, "visible_widgets", property(present))  # noqa: B010


def key_of(character: str) -> str:
    """Textual's name of the key of a character."""
    return keys._character_to_key(character)


def driver_of(app: App[None]) -> Driver | None:
    """What an application writes to the terminal by; None before it has begun."""
    return app._driver


def is_typed_on(app: App[None]) -> bool:
    """Whether what an application handles next is a further character."""
    event: object = app._pending_message or next(iter(app._message_queue.values), None)
    return isinstance(event, Key) and event.is_printable


def awaits_layout(widget: Widget) -> bool:
    """Whether a widget is to be laid out anew."""
    return widget._layout_required


def cells_before_cursor(line: Input) -> int:
    """Cells of a line before the place where the next character goes."""
    return line._position_to_cell(line.cursor_position)


def whole_screen(screen: Screen[Any]) -> ChopsUpdate:
    """All rows of a screen, as they would be painted now."""
    compositor, region = screen._compositor, screen.size.region
    pieces = compositor._render_chops(region, lambda _y: True)
    spans = [(y, 0, region.width) for y in region.line_range]
    return ChopsUpdate(pieces, spans, [cuts[1:] for cuts in compositor.cuts])


def painted_rows(update: ChopsUpdate) -> list[Strip]:
    """The rows of a screen, each as one."""
    return [Strip.join(pieces.values()) for pieces in update.chops]
