"""Pages printed in two columns: the left one is read first, whichever way the file draws them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby, pairwise
from statistics import median

from content.importing.rows import GlyphRow, trimmed

_LEAST = 8
"""Printed lines that each column has at least, unless the other pages show where it stands."""
_MIDDLE = (0.3, 0.7)
"""The part of the page's width in which the gutter lies."""
_STEPS = 80
_WIDE = 1.2
"""The gutter is at least so many characters wide."""
_FULL = 0.6
"""Share of its column that a line of text fills on average; cells of a table fill less."""
_CROSSING = 0.15
"""Share of the lines that may run over the gutter: titles, page numbers."""


def by_columns(pages: list[list[GlyphRow]]) -> list[list[GlyphRow]]:
    """The rows of each page in reading order: as they are, or one column after the other.

    The rows of a right column are moved to the left, so that their indents show.
    """
    gutters = [_gutter(rows) for rows in pages]
    parted = [_parted(rows, gutter, _LEAST) for rows, gutter in zip(pages, gutters, strict=True)]
    found = [gutter for gutter, ordered in zip(gutters, parted, strict=True) if gutter and ordered]
    if not found:
        return pages
    usual = median(found)  # for a last page whose columns are too short to show one
    return [
        ordered or _parted(rows, usual, 1) or rows
        for rows, ordered in zip(pages, parted, strict=True)
    ]


def _gutter(rows: list[GlyphRow]) -> float | None:
    """Where a blank strip runs down the middle of the page, or None."""
    if len(rows) < _LEAST:
        return None
    em = median(row.pitch for row in rows)
    start = min(row.left for row in rows)
    width = max(row.right for row in rows) - start
    band = (start + width * _MIDDLE[0], start + width * _MIDDLE[1])
    if sum(_is_solid(row, band, em) for row in rows) > len(rows) * _CROSSING:
        return None
    share = (_MIDDLE[1] - _MIDDLE[0]) / _STEPS
    places = [start + width * (_MIDDLE[0] + share * step) for step in range(_STEPS + 1)]
    crossing = [0] * len(places)
    for row in rows:
        for first, end in _covered(row, em):
            for step in range(bisect_left(places, first), bisect_left(places, end)):
                crossing[step] += 1
    steps = groupby(range(len(places)), key=lambda step: crossing[step] <= len(rows) * _CROSSING)
    widest = max((list(run) for is_clear, run in steps if is_clear), key=len, default=[])
    return median(places[step] for step in widest) if widest else None


def _is_solid(row: GlyphRow, band: tuple[float, float], em: float) -> bool:
    """Whether a row runs through the middle of the page without any gap."""
    inside = [g for g in row.glyphs if g.right > band[0] and g.left < band[1] and not g.is_blank]
    if not inside or inside[0].left > band[0] or inside[-1].right < band[1]:
        return False
    return all(below.left - above.right < _WIDE * em for above, below in pairwise(inside))


def _covered(row: GlyphRow, em: float) -> list[tuple[float, float]]:
    """Where a row runs from and to, parted by the gaps that are as wide as a gutter."""
    shown = [glyph for glyph in row.glyphs if not glyph.is_blank]
    gaps = [
        (above.right, below.left)
        for above, below in pairwise(shown)
        if below.left - above.right >= _WIDE * em
    ]
    ends = [shown[0].left, *(place for gap in gaps for place in gap), shown[-1].left]
    return list(zip(ends[::2], ends[1::2], strict=True))


def _parted(rows: list[GlyphRow], gutter: float | None, least: int) -> list[GlyphRow] | None:
    """The rows of a page, column by column; None if they stand in one."""
    if gutter is None or not rows:
        return None
    em = median(row.pitch for row in rows)
    left: list[GlyphRow] = []
    right: list[GlyphRow] = []
    across: list[GlyphRow] = []
    for row in rows:
        at = bisect_right(row.glyphs, gutter, key=lambda glyph: glyph.left)
        if any(first <= gutter < end for first, end in _covered(row, em)):
            across.append(row)
            continue
        before, behind = trimmed(row.glyphs[:at]), trimmed(row.glyphs[at:])
        left += [before] if before else []
        right += [GlyphRow(behind.glyphs, row.tail)] if behind else []
    if len(across) > len(rows) * _CROSSING * (1 if least > 1 else 3):
        return None
    if not (_is_column(left, least) and _is_column(right, least)):
        return None
    shift = _edge(right) - _edge(left)
    return list(_bands(left, [_moved(row, shift) for row in right], across))


def _is_column(rows: list[GlyphRow], least: int) -> bool:
    if len(rows) < least:
        return False
    width = max(row.right for row in rows) - _edge(rows)
    return sum(row.right - row.left for row in rows) >= _FULL * width * len(rows)


def _edge(rows: list[GlyphRow]) -> float:
    return min(row.left for row in rows)


def _moved(row: GlyphRow, shift: float) -> GlyphRow:
    glyphs = [g._replace(left=g.left - shift, right=g.right - shift) for g in row.glyphs]
    return GlyphRow(glyphs, row.tail)


def _bands(
    left: list[GlyphRow], right: list[GlyphRow], across: list[GlyphRow]
) -> Iterator[GlyphRow]:
    """Both columns down to each row that runs across, that row, and so on."""
    for row in sorted(across, key=lambda row: -row.base):
        for column in (left, right):
            yield from (other for other in column if other.base > row.base)
        yield row
        left = [other for other in left if other.base <= row.base]
        right = [other for other in right if other.base <= row.base]
    yield from left
    yield from right
