"""The characters of a PDF page and where each is set: its origin, not the ink around it."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import partial
from itertools import compress, filterfalse, pairwise, repeat
from operator import sub
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

WIDE = "\u2010"
"""From here on characters are as wide as they are high: dashes, quotes, Han."""
_SKEWED = 3
"""Degrees that a scanned page may be turned against the rest of its text."""
_ALIKE = 0.001
"""Points. A character whose box is as high as that before it has its size and its direction."""
_LEAST = 1.0
"""Points. A box that is less high is that of a character set on its side."""
_LINE_ENDS = (10, 13)
_BLANK = 32
_SIGNS = {2: "-", 0xFFFE: "-", 0: "\ufffd"}
"""What PDFium gives for a hyphen at the end of a line, and for what it cannot tell."""
_DEPTH = 15
"""How deep the objects of a page may lie in one another."""
LOST_BLANK = "\x1f"
"""Stands for an object without ink, which PDFium leaves out: a blank, narrow or wide."""


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def _direct(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes and gives addresses, called for each character of a file.

    That takes half the time of the same function with pointers.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(_address(function))


_call = partial(deque[object], maxlen=0)
_INT, _PLACE = ctypes.c_int, ctypes.c_void_p
_GET_TEXT = _direct(pdfium.FPDFText_GetText, _INT, _PLACE, _INT, _INT, _PLACE)
_GET_UNICODE = _direct(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _PLACE, _INT)
_GET_TEXT_OBJECT = _direct(pdfium.FPDFText_GetTextObject, _PLACE, _PLACE, _INT)
_IS_GENERATED = _direct(pdfium.FPDFText_IsGenerated, _INT, _PLACE, _INT)
_GET_MATRIX = _direct(pdfium.FPDFText_GetMatrix, _INT, _PLACE, _INT, _PLACE)
_GET_FONT_SIZE = _direct(pdfium.FPDFText_GetFontSize, ctypes.c_double, _PLACE, _INT)
_GET_ORIGIN = _direct(pdfium.FPDFText_GetCharOrigin, _INT, _PLACE, _INT, _PLACE, _PLACE)
_GET_BOX = _direct(pdfium.FPDFText_GetLooseCharBox, _INT, _PLACE, _INT, _PLACE)
_COUNT_OBJECTS = _direct(pdfium.FPDFPage_CountObjects, _INT, _PLACE)
_GET_OBJECT = _direct(pdfium.FPDFPage_GetObject, _PLACE, _PLACE, _INT)
_COUNT_INNER = _direct(pdfium.FPDFFormObj_CountObjects, _INT, _PLACE)
_GET_INNER = _direct(pdfium.FPDFFormObj_GetObject, _PLACE, _PLACE, ctypes.c_ulong)
_GET_TYPE = _direct(pdfium.FPDFPageObj_GetType, _INT, _PLACE)
_GET_OBJECT_MATRIX = _direct(pdfium.FPDFPageObj_GetMatrix, _INT, _PLACE, _PLACE)
_GET_OBJECT_SIZE = _direct(pdfium.FPDFTextObj_GetFontSize, _INT, _PLACE, _PLACE)


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


new_glyph: Callable[[tuple[str, float, float, float, float]], Glyph] = partial(tuple.__new__, Glyph)
"""A glyph of its five parts, made in half the time: a file has tens of thousands."""
_Run = tuple[float, list[Glyph]]
"""The direction in which some glyphs run, in radians, and these glyphs."""


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


def read_page(page: PdfPage, *, forms: bool) -> PageText:
    """The characters of a page, which is turned so that most of them run to the right.

    Unless its objects may hold others (`forms`), all that hold text stand on the page itself, which
    saves looking for them.
    """
    textpage = page.get_textpage()
    runs, read = _runs(textpage.raw)
    textpage.close()
    objects, lost = _COUNT_OBJECTS(_address(page.raw)), list[int]()
    if forms or objects != len(read):
        objects, lost = _text_objects(_address(page.raw), _COUNT_OBJECTS, _GET_OBJECT, read)
    if not runs:
        return PageText([], "", objects, len(lost))
    turns: Counter[int] = Counter()
    for turn, run in runs:
        turns[round(math.degrees(turn))] += len(run)
    main = turns.most_common(1)[0][0]
    glyphs: list[Glyph] = []
    turned: list[Glyph] = []
    for turn, run in (*runs, *map(_lost_blank, lost)):
        is_straight = abs((math.degrees(turn) - main + 180) % 360 - 180) <= _SKEWED
        (glyphs if is_straight else turned).extend(run)
    if main:
        glyphs = [_turned(glyph, math.radians(main)) for glyph in glyphs]
    return PageText(glyphs, "".join(g.character for g in turned), objects, len(lost))


def _turned(glyph: Glyph, turn: float) -> Glyph:
    """A glyph of a page that is turned back."""
    across, up = math.cos(turn), math.sin(turn)
    left = glyph.left * across + glyph.base * up
    width = glyph.size if glyph.is_wide else glyph.size / 2
    base = glyph.base * across - glyph.left * up
    return glyph._replace(left=left, right=left + width, base=base)


def _runs(textpage: Any) -> tuple[list[_Run], set[int]]:
    """The characters that the file itself holds, and the addresses of the objects they are in."""
    page, count = _address(textpage), pdfium.FPDFText_CountChars(textpage)
    codes = _codes(page, count)
    things = list(map(_GET_TEXT_OBJECT, repeat(page), range(count)))
    x, y = array("d", bytes(8 * count)), array("d", bytes(8 * count))
    boxes, matrix = array("f", bytes(16 * count)), array("f", bytes(24))
    _call(map(_GET_ORIGIN, repeat(page), range(count), _places(x, 1), _places(y, 1)))
    _call(map(_GET_BOX, repeat(page), range(count), _places(boxes, 4)))
    heights = map(sub, boxes[1::4], boxes[3::4])
    own = bytearray(
        thing is not None
        and code not in _LINE_ENDS  # PDFium's own, where it sees a line end or a gap
        and (code != _BLANK or _IS_GENERATED(page, index) != 1)
        for index, (code, thing) in enumerate(zip(codes, things, strict=True))
    )
    starts: list[tuple[int, float, float]] = []
    low, high = math.inf, -math.inf
    for index, height in enumerate(heights):
        if not low < height < high and own[index]:
            low, high = height - _ALIKE, height + _ALIKE
            if height < _LEAST:
                low = math.inf
            _GET_MATRIX(page, index, matrix.buffer_info()[0])
            a, b, c, d = matrix[:4]
            height_of_font = _GET_FONT_SIZE(page, index) * math.hypot(c, d)
            starts.append((index, height_of_font, math.atan2(b, a)))
    signs = "".join(map(chr, codes)).translate(_SIGNS)
    ends = [right if right > left else left for left, right in zip(x, boxes[2::4], strict=True)]
    runs: list[_Run] = []
    for (start, size, turn), (end, *_) in pairwise([*starts, (count, 0.0, 0.0)]):
        part = slice(start, end)
        columns = zip(signs[part], x[part], ends[part], y[part], repeat(size))
        runs.append((turn, list(map(new_glyph, compress(columns, own[part])))))
    return runs, set(compress(things, own))


def _codes(page: int, count: int) -> Sequence[int]:
    """The UTF-16 units of a page, at once unless some of its characters have none."""
    codes = array("H", bytes(2 * count + 2))
    if _GET_TEXT(page, 0, count, codes.buffer_info()[0]) == len(codes):
        return codes[:count]
    return list(map(_GET_UNICODE, repeat(page), range(count)))


def _places(numbers: array[float], step: int) -> range:
    """The address of every so many of them."""
    first, count = numbers.buffer_info()
    return range(first, first + count * numbers.itemsize, step * numbers.itemsize)


def _text_objects(
    holder: int,
    count: Callable[[int], int],
    get: Callable[[int, int], int],
    read: set[int],
    depth: int = _DEPTH,
) -> tuple[int, list[int]]:
    """How many text objects a page or form holds, and the addresses of those not `read`."""
    total = count(holder) if depth else 0
    things = map(get, repeat(holder), range(total))
    unread = list(filterfalse(read.__contains__, things))
    objects, lost = total - len(unread), []
    for thing in unread:
        kind = _GET_TYPE(thing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            objects += 1
            lost.append(thing)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            more, lost_inside = _text_objects(thing, _COUNT_INNER, _GET_INNER, read, depth - 1)
            objects += more
            lost += lost_inside
    return objects, lost


def _lost_blank(thing: int) -> _Run:
    """Where a text object stands that has no character."""
    place, size = pdfium.FS_MATRIX(), ctypes.c_float()
    _GET_OBJECT_MATRIX(thing, ctypes.addressof(place))
    _GET_OBJECT_SIZE(thing, ctypes.addressof(size))
    height = size.value * math.hypot(place.c, place.d)
    glyph = Glyph(LOST_BLANK, place.e, place.e, place.f, height)
    return math.atan2(place.b, place.a), [glyph]
