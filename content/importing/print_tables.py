"""Tables on printed pages: rows of cells that stand below one another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from content import grammar
from content.importing.glyphs import Glyph
from content.importing.rows import GlyphRow, row_text, trimmed
from content.parsing.wrapping import is_opener

_GAP = 0.9
"""Between two cells is a gap of so many characters."""
_REPEATED = 0.4
"""A gap of so many characters is one where it stands in the same place of several rows,"""
_ROWS = 4
"""of so many below one another,"""
_EXACT = 0.1
"""and so near to the same place."""
_SAME_PLACE = 0.7
"""Cells begin, end or have their middle so near to one another in all rows."""
_BESIDE = 0.8
"""Lines so near below one another belong to one row, whose cells take one line or two."""
_NARROW = 0.12
"""A gap of so many characters parts cells where another row has a wide one."""
_FAR = 4
"""Rows so many characters apart belong to no table."""
_LEAST = 3
"""Rows of a table, at least."""

Record = list[GlyphRow]
"""The cells of a row of a table; a line of the text is the only one of its own."""


def by_records(rows: list[GlyphRow]) -> list[Record]:
    """The rows of a page, in order, those of tables taken apart to cells.

    Rows make a table where three of them at least have gaps in the same places: 指标　单位　目标. A
    contents page has them too, and is told by its last cells, which are rising page numbers.
    """
    records: list[Record] = []
    run: list[Record] = []
    for record in _merged(list(map(_cells, rows, _repeated(rows)))):
        if run and not _goes_on(run, record):
            records += _told(run)
            run = []
        if run or len(record) > 1:
            run.append(record)
        else:
            records.append(record)
    return records + _told(run)


def _cells(row: GlyphRow, starts: set[float]) -> Record:
    """The stretches of a row that wide gaps part, and those that are known to begin so."""
    lefts = sorted(starts.union(left for _, left in _gaps(row.shown, _GAP * row.size)))
    if not lefts:
        return [row]
    cuts = [0, *(bisect_left(row.glyphs, left, key=attrgetter("left")) for left in lefts), None]
    return [cell for start, end in pairwise(cuts) for cell in trimmed(row.glyphs[start:end])]


def _repeated(rows: list[GlyphRow]) -> list[set[float]]:
    """Where cells of each row begin behind gaps that are narrow, but repeated row below row.

    Two of them at least are in the same places of some rows, between stretches of two characters
    and more: blanks that spread the characters of names stand below one another too.
    """
    found: list[set[float]] = [set() for _ in rows]
    gaps = [[left for _, left in _gaps(row.shown, _REPEATED * row.size)] for row in rows]
    for first in range(len(rows) - _ROWS + 1):
        run = range(first, first + _ROWS)
        near = _EXACT * rows[first].size
        common = [
            left
            for left in gaps[first]
            if all(any(abs(left - other) < near for other in gaps[at]) for at in run)
        ]
        starts = [{o for o in gaps[at] for left in common if abs(left - o) < near} for at in run]
        if len(common) > 1 and all(map(_parts_words, rows[first : first + _ROWS], starts)):
            for at, known in zip(run, starts, strict=True):
                found[at] |= known
    return found


def _parts_words(row: GlyphRow, starts: set[float]) -> bool:
    """Whether a row has two characters at least in each of the stretches that begin so."""
    places = [bisect_left(row.shown, left, key=attrgetter("left")) for left in sorted(starts)]
    return all(end - start > 1 for start, end in pairwise([0, *places, len(row.shown)]))


def _gaps(glyphs: Sequence[Glyph], wide: float) -> list[tuple[int, float]]:
    """The index and the left end of each glyph behind a gap of more than so many points."""
    return [
        (at, below.left)
        for at, (above, below) in enumerate(pairwise(glyphs), start=1)
        if below.left - above.right > wide
    ]


def _merged(records: list[Record]) -> Iterator[Record]:
    """The same, lines that stand beside one another in cells of their own put together."""
    held: Record = []
    for record in records:
        drop = min((cell.glyphs[-1].base for cell in held), default=0.0) - record[0].base
        if len(held) + len(record) > 2 and held and 0 <= drop < _BESIDE * record[0].size:
            held = _joined(held, record)
        else:
            if held:
                yield held
            held = record
    if held:
        yield held


def _joined(above: Record, record: Record) -> Record:
    """Two lines that make one row, what stands in one cell put together."""
    cells = list(above)
    for cell in record:
        at = next((at for at, other in enumerate(cells) if _overlap(other, cell)), None)
        if at is None:
            cells.append(cell)
        else:
            cells[at] = GlyphRow([*cells[at].glyphs, *cell.glyphs])
    return sorted(cells, key=lambda cell: min(glyph.left for glyph in cell.glyphs))


def _overlap(one: GlyphRow, other: GlyphRow) -> bool:
    left = min(glyph.left for glyph in one.glyphs)
    right = max(glyph.right for glyph in one.glyphs)
    return left < other.right and other.left < right


def _goes_on(run: list[Record], record: Record) -> bool:
    """Whether a row stands below those of a table as they stand below one another."""
    above = run[-1][0]
    em = above.size
    if not 0 < above.base - record[0].base < _FAR * em:
        return False
    last = next(other for other in reversed(run) if len(other) > 1)
    if len(record) == 1:
        cell = record[0]
        return len(run[-1]) > 1 and any(_aligned(cell, o, em) and _overlap(o, cell) for o in last)
    aligned = any(_aligned(cell, other, em) for cell in record[1:] for other in last[1:])
    return aligned or _starts(last, record, em) or _starts(record, last, em)


def _starts(record: Record, other: Record, em: float) -> bool:
    """Whether a cell begins where a narrow gap of another row ends."""
    begins = [left for cell in record for _, left in _gaps(cell.glyphs, _NARROW * em)]
    return any(abs(cell.left - left) < _SAME_PLACE * em for cell in other[1:] for left in begins)


def _aligned(one: GlyphRow, other: GlyphRow, em: float) -> bool:
    places = (
        (one.left, other.left),
        (one.right, other.right),
        ((one.left + one.right) / 2, (other.left + other.right) / 2),
    )
    return any(abs(a - b) < _SAME_PLACE * em for a, b in places)


def _told(run: list[Record]) -> list[Record]:
    """The rows of a run if they make a table, else its lines as they are."""
    rows = [record for record in run if len(record) > 1]
    if len(rows) < _LEAST or _is_no_table(rows):
        return [[_whole(record)] for record in run]
    places = _common_starts(rows)
    if len(places) >= max(map(len, rows)):  # 指标　　目标 结果 over 生产总值 5%　　5.2%
        run = [_cut(record, places) if len(record) > 1 else record for record in run]
        rows = [record for record in run if len(record) > 1]
    most = max(map(len, rows))
    full = [record for record in rows if len(record) == most]
    edges = [max(record[at].right for record in full) for at in range(most)]
    starts = [min(record[at].left for record in full) for at in range(1, most)]
    strips = list(zip(edges, starts, strict=False))
    told: list[Record] = []
    for record in run:
        cells = record if len(record) == most else [c for r in record for c in _split(r, strips)]
        if told and len(cells) < most and _ends_cells(told[-1], cells, edges):
            told[-1] = _joined(told[-1], cells)
        else:
            told.append(cells)
    return told


def _common_starts(rows: list[Record]) -> list[float]:
    """Where a cell of one row begins and all others have at least a narrow gap before a glyph.

    Nowhere if a row has cells of two lines, whose glyphs are not in order from left to right.
    """
    em = rows[0][0].size
    glyphs = [_whole(record).glyphs for record in rows]
    if any(below.left < above.left for row in glyphs for above, below in pairwise(row)):
        return []
    begins = [[left for _, left in _gaps(row, _NARROW * em)] for row in glyphs]
    found: list[float] = []
    for left in sorted(cell.left for record in rows for cell in record[1:]):
        near = _SAME_PLACE * em
        if found and left - found[-1] < near:
            continue
        if all(any(abs(left - begin) < near for begin in row) for row in begins):
            found.append(left)
    return found


def _cut(record: Record, starts: list[float]) -> Record:
    """A row cut to cells at the gaps where columns start; each start has such a gap."""
    glyphs = _whole(record).glyphs
    gaps = _gaps(glyphs, _NARROW * record[0].size)
    nearest = (min(gaps, key=lambda gap: abs(gap[1] - start))[0] for start in starts)
    cuts = [0, *nearest, len(glyphs)]
    return [cell for first, end in pairwise(cuts) for cell in trimmed(glyphs[first:end])]


def _split(cell: GlyphRow, strips: list[tuple[float, float]]) -> Record:
    """A cell that runs over the strip between two columns, in two where it has a gap there."""
    em = cell.size
    for end, start in strips:
        for at, left in _gaps(cell.glyphs, _NARROW * em):
            begins = abs(left - start) < _SAME_PLACE * em
            if begins or (cell.glyphs[at - 1].right <= start and left >= end):
                return trimmed(cell.glyphs[:at]) + _split(GlyphRow(cell.glyphs[at:]), strips)
    return [cell]


def _ends_cells(above: Record, cells: Record, edges: list[float]) -> bool:
    """Whether a line goes on with cells that are too long for one."""
    for cell in cells:
        over = [at for at, other in enumerate(above) if _overlap(other, cell)]
        if len(over) != 1 or len(above) != len(edges):  # below several is the text again
            return False
        last = above[over[0]].glyphs[-1]
        ended = last.right < edges[over[0]] - cell.size
        if ended or is_opener(row_text(cell, meaningless=False)[0]):
            return False
    return True


def _is_no_table(rows: list[Record]) -> bool:
    """Whether the last cells are but page numbers, or the first but numbers or bullets: ●　修路."""
    if {len(record) for record in rows} != {2}:
        return False
    cells = [["".join(glyph.character for glyph in cell.glyphs) for cell in row] for row in rows]
    last = [cell for _, cell in cells]
    marks = [(grammar.mark(first), first) for first, _ in cells]
    pages = all(map(str.isdecimal, last)) and sorted(last, key=int) == last
    return pages or all(m.end == len(f) if m else not re.search(r"\w", f) for m, f in marks)


def _whole(record: Record) -> GlyphRow:
    glyphs = [glyph for cell in record for glyph in cell.glyphs]
    return GlyphRow(glyphs, record[-1].tail)
