"""Glyphs put together to rows: what stands on one height, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter, itemgetter
from statistics import median

from content.importing.formats import UP
from content.importing.glyphs import LOST_BLANK, WIDE, Glyph, new_glyph

_SAME_HEIGHT = 0.45
"""Characters of one row are raised or lowered by less than so many of their size."""
_OTHER_SIZE = 2
"""A character so many times larger or smaller does not stretch a row."""
_GAP = 0.8
"""A gap of so many characters, without a blank in the file, shows as one."""
_MIXED_GAP = 2.0
"""The same beside a Latin word or a number, where justified lines are stretched."""
_WORD_GAP = 0.2
"""The same between two Latin words."""
_SPREAD = 0.15
"""A narrower gap is none."""
_ALIKE = 0.001
"""Points. Nearer to its full width a character is not widened."""
_SIGN = itemgetter(0)
"""Gives the character of a glyph."""
_WIDE_RUN = rf"[{WIDE}-\U0010ffff]+"
_SMALL, _RAISED, _MOST_RAISED = 0.85, 0.2, 0.55
"""A raised character has at most such a share of the size of its row, and is so much higher."""
_COUNTED = re.compile(r"\d[年月日届次个万亿％%]|[年月日届次个万亿％%]\d")
"""A number and what it counts, side by side: 2024 年, 年 1."""


@dataclass(frozen=True)
class GlyphRow:
    """Characters on one height, in order; those at its ends are no blanks."""

    glyphs: Sequence[Glyph]
    tail: str = ""
    """Blanks behind the last of them."""

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where its last character ends."""
        return self.glyphs[-1].right

    @cached_property
    def words(self) -> list[str]:
        """Its characters, parted by blanks."""
        return "".join(map(_SIGN, self.glyphs)).split()

    @cached_property
    def shown(self) -> Sequence[Glyph]:
        """Its characters without blanks."""
        if len(self.words) == 1:
            return self.glyphs
        return [glyph for glyph in self.glyphs if not glyph.character.isspace()]

    @cached_property
    def base(self) -> float:
        """The line that its largest character stands on."""
        return max(self.glyphs, key=attrgetter("size")).base

    @cached_property
    def size(self) -> float:
        """The usual height of its characters."""
        return median([glyph.size for glyph in self.glyphs])

    @cached_property
    def pitch(self) -> float:
        """How far apart its full characters stand: that of a text layer is not their height."""
        steps = [
            below.left - above.left
            for above, below in pairwise(self.shown)
            if above.character >= WIDE and below.left > above.left
        ]
        return median(steps) if len(steps) >= 5 else self.size

    def reset(self, glyphs: Sequence[Glyph]) -> GlyphRow:
        """The same row with its glyphs moved or widened, no further apart than before."""
        row = GlyphRow(glyphs, self.tail)
        row.__dict__["pitch"] = self.pitch  # where the property keeps it
        return row


def to_rows(glyphs: Iterable[Glyph]) -> list[GlyphRow]:
    """The rows of a page, from above."""
    rows: list[list[Glyph]] = []
    head: Glyph | None = None
    for glyph in sorted(glyphs, key=attrgetter("base"), reverse=True):
        if head is None or (glyph.base != head.base and not _on_one_height(head, glyph)):
            row: list[Glyph] = []
            rows.append(row)
            head = glyph
        elif glyph.size > head.size and not glyph.is_blank:
            head = glyph
        row.append(glyph)
    made = (trimmed(sorted(row, key=attrgetter("left"))) for row in rows)
    return [_filled(row) for found in made for row in found]


def _on_one_height(one: Glyph, other: Glyph) -> bool:
    """Whether a glyph stands on the height of another, which is not above it."""
    small, large = sorted((one.size, other.size))
    size = small if large > small * _OTHER_SIZE else large
    most = _MOST_RAISED if one.size <= _SMALL * other.size else _SAME_HEIGHT
    return one.base - other.base < most * size


def trimmed(glyphs: Sequence[Glyph]) -> list[GlyphRow]:
    """The row of some glyphs without the blanks at its ends; none if there is nothing else."""
    start, end = 0, len(glyphs)
    while end and glyphs[end - 1].is_blank:
        end -= 1
    while start < end and glyphs[start].is_blank:
        start += 1
    tail = "".join(glyph.character for glyph in glyphs[end:]).replace(LOST_BLANK, " ")
    return [GlyphRow(glyphs[start:end], tail)] if end else []


def _filled(row: GlyphRow) -> GlyphRow:
    """A row whose squares are full, though their ink is not.

    Two letters that are cast as one share their place.
    """
    width = row.pitch
    ends = [*(glyph.left for glyph in row.glyphs[1:]), row.right + width]
    filled: list[Glyph] = []
    for glyph, end in zip(row.glyphs, ends, strict=True):
        sign, left, right, base, size = glyph
        if sign >= WIDE:
            full = left + width if left + width > right else right
            if full > end:
                full = end if end > left else left
            if not -_ALIKE < full - right < _ALIKE:
                filled.append(new_glyph((sign, left, full, base, size)))
                continue
        filled.append(glyph)
    return row.reset(filled)


def blank_pairs(rows: Iterable[GlyphRow]) -> tuple[int, int]:
    """How many Han characters stand beside one another, and how many have blanks between."""
    beside = parted = 0
    for row in rows:
        parted += sum(a[-1] >= WIDE and b[0] >= WIDE for a, b in pairwise(row.words))
        beside += sum(len(run) - 1 for run in re.findall(_WIDE_RUN, "".join(row.words)))
    return beside, parted


def row_text(row: GlyphRow, *, meaningless: bool) -> tuple[str, int]:
    """The characters of a row, and how many blanks and gaps between them are not among them.

    Blanks are `meaningless` if the file has them between any two characters.
    """
    pieces: list[str] = []
    size = row.size
    dropped = 0
    above: Glyph | None = None
    blanks = ""
    for glyph in row.glyphs:
        if glyph.character.isspace():
            blanks += glyph.character
            continue
        if above is not None and (blanks or glyph.left - above.right > _SPREAD * size):
            shown = _between(above, glyph, blanks, row, meaningless=meaningless)
            dropped += not shown
            pieces.append(shown)
        raised = glyph.size <= _SMALL * size and glyph.base > row.base + _RAISED * size
        pieces.append(UP.format(glyph.character) if raised else glyph.character)
        above, blanks = glyph, ""
    tail = row.tail if _is_latin(row.glyphs[-1]) else ""
    dropped += len(row.tail) > len(tail)
    text = "".join(pieces).replace(UP[-1] + UP[0], "") + tail
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), dropped


def _between(above: Glyph, below: Glyph, blanks: str, row: GlyphRow, *, meaningless: bool) -> str:
    """The blank that is shown between two characters."""
    latin = _is_latin(above) and _is_latin(below)
    gap = (below.left - above.right) / row.size
    if LOST_BLANK in blanks:
        blanks = "\u3000" if gap > _GAP else " "
    if blanks:
        if latin:
            return blanks
        if meaningless or _COUNTED.fullmatch(above.character + below.character):
            return ""
        return blanks
    if latin:
        return " " if gap > _WORD_GAP else ""
    wide = _MIXED_GAP
    if above.is_wide and below.is_wide:  # a justified row may be stretched at each character
        wide = _GAP + max(0.0, row.pitch / row.size - 1)
    return "\u3000" if gap > wide and not meaningless else ""


def _is_latin(glyph: Glyph) -> bool:
    return glyph.character.isascii() and glyph.character.isalnum()
