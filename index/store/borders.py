"""Where words begin and end in a paragraph, as an index keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.words.segment import Segmenter

_BORDER, _INSIDE = "|", "."


class Borders:
    """Offsets in a folded text where a word, or a shorter word inside one, begins or ends.

    Args:
        marks: A mark for each offset, the end included; a byte where a set takes sixty.
    """

    def __init__(self, marks: str) -> None:
        self._marks = marks

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self._marks[offset] == _BORDER


def mark(text: str, segmenter: Segmenter) -> str:
    """The marks of a folded text, of which `Borders` are made."""
    marks = [_INSIDE] * (len(text) + 1)
    for offset in segmenter.borders(text):
        marks[offset] = _BORDER
    return "".join(marks)
