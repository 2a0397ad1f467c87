"""Scroll bars in whole cells.

Textual's own end in eighths of one, which the first page, printed before Textual is there, would
have to paint as well.
"""

from __future__ import annotations

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender

from review.typography.flow import thumb
from review.typography.looks import bar_styles


class WholeCells(ScrollBarRender):
    """Paints a bar; each of its cells says what a press on it does."""

    @classmethod
    def render_bar(  # noqa: PLR0917  Textual's own signature
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.parse("black"),  # noqa: B008  Textual gives them always
        bar_color: Color = Color.parse("white"),  # noqa: B008
    ) -> Segments:
        """The cells of a bar, as Textual asks for them."""
        back, bar = bar_styles(bar_color, back_color)
        cells = thumb(size, virtual_size, window_size, position)
        above, on, below = (
            style + Style.from_meta({"@mouse.down": action})
            for style, action in ((back, "scroll_up"), (bar, "grab"), (back, "scroll_down"))
        )
        if not cells:
            above = below = back
        blank = " " * (thickness if vertical else 1)
        row = [
            Segment(blank, on if at in cells else above if at < cells.start else below)
            for at in range(size)
        ]
        if vertical:
            return Segments(row, new_lines=True)
        return Segments([*row, Segment.line()] * thickness)


ScrollBar.renderer = WholeCells
