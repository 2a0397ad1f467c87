"""Scroll bars in whole cells.

Textual's own end in eighths of one, which the first page, printed before Textual is there, would
have to paint as well, and take a millisecond to paint.
"""

from __future__ import annotations

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style, StyleType
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from review.typography.flow import thumb
from review.typography.looks import bar_styles


def _painted(bar: ScrollBar, crop: Region) -> list[Strip]:
    """What of a bar is on screen; each of its cells says what a press on it does."""
    shown = bar.render()
    assert isinstance(shown, ScrollBarRender)
    size, width = bar.size.height, bar.size.width
    if not bar.vertical:
        size, width = width, 1
    above, on, below, plain = _segments(shown.style, width)
    cells = [plain] * size
    of_thumb = thumb(size, shown.virtual_size, shown.window_size, shown.position)
    if of_thumb:
        cells = [above] * of_thumb.start + [on] * len(of_thumb) + [below] * (size - of_thumb.stop)
    rows = [Strip([cell]) for cell in cells] if bar.vertical else [Strip(cells)] * bar.size.height
    for each in bar.get_line_filters() if bar.app.no_color else ():
        rows = [row.apply_filter(each, bar.background_colors[1]) for row in rows]
    return [row.crop(*crop.column_span) for row in rows[crop.y : crop.bottom]]


@lru_cache(16)
def _segments(style: StyleType, width: int) -> tuple[Segment, ...]:
    """The cells above, on and below the thumb, and those of a bar without one."""
    assert isinstance(style, Style)
    assert style.color
    assert style.bgcolor
    plain, thumbed = bar_styles(style.color, style.bgcolor)
    actions = ((plain, "scroll_up"), (thumbed, "grab"), (plain, "scroll_down"))
    styles = [look + Style.from_meta({"@mouse.down": action}) for look, action in actions]
    return tuple(Segment(" " * width, look) for look in (*styles, plain))


setattr(ScrollBar, "render_lines", _painted)  # noqa: B010  as Textual knows bars by their class
