"""The characters of a PDF page and where each is set: its origin, not the ink around it."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

WIDE = "\u2010"
"""From here on characters are as wide as they are high: dashes, quotes, Han."""
_SKEWED = 3
"""Degrees that a scanned page may be turned against the rest of its text."""
_LINE_ENDS = (10, 13)
_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""
_DEPTH = 15
"""How deep the objects of a page may lie in one another."""
LOST_BLANK = "\x1f"
"""Stands for an object without ink, which PDFium leaves out: a blank, narrow or wide."""


class Glyph(NamedTuple):
    """A character on a page; lengths are in points, heights are counted from below."""

    character: str
    """One UTF-16 unit: a rare character comes as two glyphs."""
    left: float
    """Its origin."""
    right: float
    base: float
    """The line it stands on."""
    size: float
    """The height of its font as printed."""

    @property
    def is_blank(self) -> bool:
        """Whether it shows nothing."""
        return self.character.isspace()

    @property
    def is_wide(self) -> bool:
        """Whether it takes a full square, as Han characters do."""
        return self.character >= WIDE


class PageText(NamedTuple):
    """What is printed on one page."""

    glyphs: list[Glyph]
    """In the order of the file; what runs in the page's direction."""
    turned: str
    """What runs in another direction: a watermark, a note at the edge."""
    objects: int
    """How many text objects the file holds."""
    empty: int
    """How many of them have no character."""


def read_page(page: PdfPage) -> PageText:
    """The characters of a page; the page is turned so that most of them run to the right."""
    textpage = page.get_textpage()
    read: set[int] = set()
    found = list(_raw_glyphs(textpage, read))
    objects = list(_text_objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject))
    blanks = [_lost_blank(thing) for thing in objects if _address(thing) not in read]
    turns = Counter(round(math.degrees(turn)) for _, turn in found)
    found += blanks
    textpage.close()
    if not turns:
        return PageText([], "", len(objects), len(blanks))
    main = turns.most_common(1)[0][0]
    straight: list[Glyph] = []
    turned: list[str] = []
    for glyph, turn in found:
        if abs((math.degrees(turn) - main + 180) % 360 - 180) <= _SKEWED:
            straight.append(_turned(glyph, math.radians(main)) if main else glyph)
        else:
            turned.append(glyph.character)
    return PageText(straight, "".join(turned), len(objects), len(blanks))


def _turned(glyph: Glyph, turn: float) -> Glyph:
    """A glyph of a page that is turned back."""
    across, up = math.cos(turn), math.sin(turn)
    left = glyph.left * across + glyph.base * up
    width = glyph.size if glyph.is_wide else glyph.size / 2
    base = glyph.base * across - glyph.left * up
    return glyph._replace(left=left, right=left + width, base=base)


def _raw_glyphs(textpage: PdfTextPage, read: set[int]) -> Iterator[tuple[Glyph, float]]:
    """The characters that the file itself holds, and the direction they run in, in radians.

    The addresses of the text objects that they are in go to `read`.
    """
    page = textpage.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, box = pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    to_x, to_y, to_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    last, size, turn = 0, 0.0, 0.0
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in _LINE_ENDS:
            continue
        thing = pdfium.FPDFText_GetTextObject(page, index)
        if not thing:  # PDFium's own, where it sees a gap
            continue
        here = _address(thing)
        if here != last:  # all characters of an object have its size and its direction
            pdfium.FPDFText_GetMatrix(page, index, matrix)
            size = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
            turn = math.atan2(matrix.b, matrix.a)
            read.add(here)
            last = here
        pdfium.FPDFText_GetCharOrigin(page, index, to_x, to_y)
        pdfium.FPDFText_GetLooseCharBox(page, index, to_box)
        character = "-" if code == _HYPHEN else chr(code) if code else "\ufffd"
        yield Glyph(character, x.value, max(x.value, box.right), y.value, size), turn


def _address(thing: Any) -> int:
    return ctypes.addressof(thing.contents)


def _text_objects(
    holder: Any, count: Callable[[Any], int], get: Callable[[Any, int], Any], depth: int = _DEPTH
) -> Iterator[Any]:
    """The text objects of a page or form; pypdfium2's own walk takes three times as long."""
    for index in range(count(holder) if depth else 0):
        thing = get(holder, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield thing
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            inner = (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject)
            yield from _text_objects(thing, *inner, depth - 1)


def _lost_blank(thing: Any) -> tuple[Glyph, float]:
    """Where a text object stands that has no character, and the direction it runs in."""
    place, size = pdfium.FS_MATRIX(), ctypes.c_float()
    pdfium.FPDFPageObj_GetMatrix(thing, place)
    pdfium.FPDFTextObj_GetFontSize(thing, size)
    height = size.value * math.hypot(place.c, place.d)
    glyph = Glyph(LOST_BLANK, place.e, place.e, place.f, height)
    return glyph, math.atan2(place.b, place.a)
