"""Pages printed in two columns: the left one is read first, whichever way the file draws them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

_LEAST = 8
"""Printed lines that each column has at least."""
_MIDDLE = (0.3, 0.7)
"""The part of the page's width in which the gutter lies."""
_WIDE = 1.5
"""The gutter is at least so many characters wide."""
_FULL = 0.6
"""Share of its column that a line of text fills on average; cells of a table fill less."""
_CROSSING = 0.15
"""Share of the lines that may run over the gutter: titles, page numbers."""


class Glyph(NamedTuple):
    """A character that is no blank, and where it is printed, in points."""

    character: str
    """With the blanks before it."""
    left: float
    right: float


class Row(NamedTuple):
    """Characters on one height, in order."""

    glyphs: Sequence[Glyph]
    base: float
    size: float
    tail: str = ""
    """Blanks behind the last of them."""

    @property
    def text(self) -> str:
        """The characters; a rare one may come as the two halves of UTF-16."""
        text = "".join(glyph.character for glyph in self.glyphs).lstrip() + self.tail
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def by_columns(rows: list[Row]) -> list[Row]:
    """The rows of a page in reading order: as they are, or one column after the other.

    The rows of a right column are moved to the left, so that their indents show.
    """
    em = _character_width(rows)
    gutter = _gutter(rows, em)
    if gutter is None:
        return rows
    left: list[Row] = []
    right: list[Row] = []
    across: list[Row] = []
    for row in rows:
        before = [glyph for glyph in row.glyphs if glyph.left < gutter]
        behind = [glyph for glyph in row.glyphs if glyph.left >= gutter]
        if _covers(row, gutter, em):
            across.append(row)
        elif before and behind:
            left.append(row._replace(glyphs=before, tail=""))
            right.append(row._replace(glyphs=behind))
        else:
            (left if before else right).append(row)
    if not (_is_column(left) and _is_column(right)):
        return rows
    shift = _edge(right) - _edge(left)
    return list(_bands(left, [_moved(row, shift) for row in right], across))


def _character_width(rows: list[Row]) -> float:
    """How far apart characters stand: the size of a font may be given as 1, and scaled."""
    return median(
        [(row.glyphs[-1].right - row.glyphs[0].left) / len(row.glyphs) for row in rows] or [0.0]
    )


def _gutter(rows: list[Row], em: float) -> float | None:
    """Where a blank strip runs down the middle of the page, or None."""
    if len(rows) < _LEAST:
        return None
    start = min(row.glyphs[0].left for row in rows)
    width = max(row.glyphs[-1].right for row in rows) - start
    steps = [start + width * (_MIDDLE[0] + 0.01 * step) for step in range(41)]
    most = len(rows) * _CROSSING
    clear = [place for place in steps if sum(_covers(row, place, em) for row in rows) <= most]
    return clear[len(clear) // 2] if clear else None


def _covers(row: Row, place: float, em: float) -> bool:
    """Whether a row has characters where a gutter around a place would be."""
    half = em * _WIDE / 2
    return any(glyph.left < place + half and glyph.right > place - half for glyph in row.glyphs)


def _is_column(rows: list[Row]) -> bool:
    if len(rows) < _LEAST:
        return False
    width = max(row.glyphs[-1].right for row in rows) - _edge(rows)
    filled = sum(row.glyphs[-1].right - row.glyphs[0].left for row in rows)
    return filled >= _FULL * width * len(rows)


def _edge(rows: list[Row]) -> float:
    return min(row.glyphs[0].left for row in rows)


def _moved(row: Row, shift: float) -> Row:
    glyphs = [g._replace(left=g.left - shift, right=g.right - shift) for g in row.glyphs]
    return row._replace(glyphs=glyphs)


def _bands(left: list[Row], right: list[Row], across: list[Row]) -> Iterator[Row]:
    """Both columns down to each row that runs across, that row, and so on."""
    for row in sorted(across, key=lambda row: -row.base):
        for column in (left, right):
            yield from (other for other in column if other.base > row.base)
        yield row
        left = [other for other in left if other.base <= row.base]
        right = [other for other in right if other.base <= row.base]
    yield from left
    yield from right
