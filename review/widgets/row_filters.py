"""The last look at every row before it reaches the terminal."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from review.typography.linebreak import printable


class ColourlessFilter(LineFilter):
    """Takes the colours off where the user has asked for none (NO_COLOR), greys included."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the row of `segments` without colours."""
        return [
            Segment(text, style.without_color if style else style, control)
            for text, style, control in segments
        ]


class PrintableFilter(LineFilter):
    """Shows each control character, wherever it comes from, as one sign: none may steer a terminal.

    Our own typesetting has made its texts safe, with the cells of the signs counted. What a widget
    of Textual shows (a line being typed) is made safe here, in a row as wide as it was.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Give the row of `segments` without a control character."""
        if all(control or text.isprintable() for text, _, control in segments):
            return segments
        width = sum(segment.cell_length for segment in segments)
        safe = [
            segment if segment.control else Segment(printable(segment.text), segment.style)
            for segment in segments
        ]
        return Segment.adjust_line_length(safe, width)
