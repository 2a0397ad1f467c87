"""No colour at all, where the user has asked for none (NO_COLOR)."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter


class ColourlessFilter(LineFilter):
    """Takes the colours off, greys included; bold, underlined and reversed text stays so."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the row of `segments` without colours."""
        return [
            Segment(text, style.without_color if style else style, control)
            for text, style, control in segments
        ]
