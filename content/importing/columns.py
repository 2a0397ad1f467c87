"""Pages printed in two columns: the left one is read first, whichever way the file draws them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from statistics import median

from content.importing.glyphs import new_glyph
from content.importing.rows import GlyphRow, trimmed

_LEAST = 8
"""Printed lines that each column has at least, unless the other pages show where it stands."""
_MIDDLE = (0.3, 0.7)
"""The part of the page's width in which the gutter lies."""
_STEPS = 80
_WIDE = 0.8
"""The gutter is at least so many characters wide: browsers leave one between columns."""
_FULL = 0.6
"""Share of its column that a line of text fills on average; cells of a table fill less."""
_CROSSING = 0.15
"""Share of the lines that may run over the gutter: titles, page numbers."""

_SET_IN = 4
"""A row that is set in by so many characters on both sides, and alike, is centred on the page."""

_Stretches = list[tuple[float, float]]
"""Where the parts of a row begin and end that a gap parts."""


def by_columns(pages: list[list[GlyphRow]]) -> list[list[GlyphRow]]:
    """The rows of each page in reading order: as they are, or one column after the other.

    The rows of each page are given from above. Those of a right column are moved to the left, so
    that their indents show. One that runs across both columns stands between what is above and
    below it in either.
    """
    covered = [_covered(rows) for rows in pages]
    gutters = list(map(_gutter, pages, covered))
    parted = [_parted(*page, _LEAST) for page in zip(pages, covered, gutters, strict=True)]
    found = [gutter for gutter, ordered in zip(gutters, parted, strict=True) if gutter and ordered]
    if not found:
        return pages
    usual = median(found)  # for a last page whose columns are too short to show one
    return [
        ordered or _parted(rows, stretches, usual, 1) or rows
        for rows, stretches, ordered in zip(pages, covered, parted, strict=True)
    ]


def _gutter(rows: list[GlyphRow], covered: list[_Stretches]) -> float | None:
    """Where a blank strip runs down the middle of the page, or None.

    It is told near the end of the strip: right columns begin at one place, lines on the left of
    them end at many.
    """
    if len(rows) < _LEAST:
        return None
    start = min(row.left for row in rows)
    width = max(row.right for row in rows) - start
    band = (start + width * _MIDDLE[0], start + width * _MIDDLE[1])
    solid = [any(a <= band[0] and band[1] <= b for a, b in stretches) for stretches in covered]
    if sum(solid) > len(rows) * _CROSSING:
        return None
    share = (_MIDDLE[1] - _MIDDLE[0]) / _STEPS
    places = [start + width * (_MIDDLE[0] + share * step) for step in range(_STEPS + 1)]
    crossing = [0] * len(places)
    for stretches in covered:
        for first, end in stretches:
            for step in range(bisect_left(places, first), bisect_left(places, end)):
                crossing[step] += 1
    steps = groupby(range(len(places)), key=lambda step: crossing[step] <= len(rows) * _CROSSING)
    widest = max((list(run) for is_clear, run in steps if is_clear), key=len, default=[])
    return places[widest[-2:][0]] if widest else None


def _covered(rows: list[GlyphRow]) -> list[_Stretches]:
    """Where each row runs from and to, parted by the gaps that are as wide as a gutter."""
    wide = _WIDE * median(row.pitch for row in rows) if rows else 0.0
    covered: list[_Stretches] = []
    for row in rows:
        shown = row.shown
        gaps = [(a.right, b.left) for a, b in pairwise(shown) if b.left - a.right >= wide]
        ends = [shown[0].left, *(place for gap in gaps for place in gap), shown[-1].left]
        covered.append(list(zip(ends[::2], ends[1::2], strict=True)))
    return covered


def _parted(
    rows: list[GlyphRow], covered: list[_Stretches], gutter: float | None, least: int
) -> list[GlyphRow] | None:
    """The rows of a page, column by column; None if they stand in one."""
    if gutter is None or not rows:
        return None
    left: list[GlyphRow] = []
    right: list[GlyphRow] = []
    across: list[GlyphRow] = []
    ends = min(row.left for row in rows), max(row.right for row in rows)
    for row, stretches in zip(rows, covered, strict=True):
        if _is_centred(row, stretches, *ends) or any(
            first <= gutter < end for first, end in stretches
        ):
            across.append(row)
            continue
        at = bisect_right(row.glyphs, gutter, key=attrgetter("left"))
        left += trimmed(row.glyphs[:at])
        right += [GlyphRow(behind.glyphs, row.tail) for behind in trimmed(row.glyphs[at:])]
    if len(across) > len(rows) * _CROSSING * (1 if least > 1 else 3):
        return None
    rest = least == 1 and right  # of a last page, whose right column may be a word or two
    if not (_is_column(left, least) and (rest or _is_column(right, least))):
        return None
    shift = _edge(right) - _edge(left)
    moved = (
        row.reset([new_glyph((g[0], g[1] - shift, g[2] - shift, *g[3:])) for g in row.glyphs])
        for row in right
    )
    return _bands(left, list(moved), across)


def _is_centred(row: GlyphRow, stretches: _Stretches, left: float, right: float) -> bool:
    """Whether a row stands in the middle of the page: 区长　张三, with a gap at the gutter.

    Where the gap is wide, they are a heading in each column that happen to stand side by side.
    """
    before, behind = row.left - left, right - row.right
    gap = max((b[0] - a[1] for a, b in pairwise(stretches)), default=0.0)
    aside = min(before, behind)
    return aside > _SET_IN * row.pitch >= gap and abs(before - behind) < row.pitch


def _is_column(rows: list[GlyphRow], least: int) -> bool:
    if len(rows) < least:
        return False
    width = max(row.right for row in rows) - _edge(rows)
    return sum(row.right - row.left for row in rows) >= _FULL * width * len(rows)


def _edge(rows: list[GlyphRow]) -> float:
    return min(row.left for row in rows)


def _bands(left: list[GlyphRow], right: list[GlyphRow], across: list[GlyphRow]) -> list[GlyphRow]:
    """Both columns down to each row that runs across, that row, and so on."""

    def band(row: GlyphRow) -> int:
        return sum(other.base >= row.base for other in across)

    placed = [(band(row), at, row) for at, rows in enumerate((left, right)) for row in rows]
    placed += [(band(row) - 1, 2, row) for row in across]
    return [row for *_, row in sorted(placed, key=itemgetter(0, 1))]
