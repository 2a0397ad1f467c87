"""One font in the place of all that a PDF file names without holding them.

PDFium asks the machine for such fonts, and leaves out every text object whose glyphs it finds
nowhere: all objects of a single character, on a machine without a Chinese font. This font shows a
box for every character, so that the same is read on every machine.
"""

from __future__ import annotations

import ctypes
import struct
from typing import Any

import pypdfium2.raw as pdfium

_LATIN = (b"Helvetica", b"Arial", b"Times", b"Courier", b"Symbol", b"Zapf")
"""PDFium holds these itself, with the widths that files leave out."""
_CHINESE = 134
"""What Windows calls the characters of GB 2312."""
_EM = 1000
_DEPTH = 120
"""How far the box reaches below the line."""
_keep: list[Any] = []
"""What PDFium points at for as long as it runs."""


def install() -> None:
    """Give PDFium this font and no other; once in a process."""
    if _keep:
        return
    font = _font()
    info = pdfium.FPDF_SYSFONTINFO()
    info.version = 1
    types = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    answers: dict[str, Any] = {
        "MapFont": lambda _this, _weight, _slanted, charset, _pitch, face, _exact: _choose(
            charset, ctypes.cast(face, ctypes.c_char_p).value or b""
        ),
        "GetFontData": lambda _this, _font, table, buffer, size: _give(
            b"" if table else font, buffer, size
        ),
        "GetFaceName": lambda _this, _font, buffer, size: _give(b"Box\0", buffer, size),
        "GetFontCharset": lambda _this, _font: _CHINESE,
        "DeleteFont": lambda _this, _font: None,
    }
    for name, answer in answers.items():
        call = types[name](answer)
        setattr(info, name, call)
        _keep.append(call)
    _keep.append(info)
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(info))


def _choose(charset: int, face: bytes) -> int | None:
    return None if charset == 0 and face.startswith(_LATIN) else 1


def _give(data: bytes, buffer: Any, size: int) -> int:
    if buffer and size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def _font() -> bytes:
    """A TrueType font of one box, one em wide, for every code point."""
    corners = ((0, -_DEPTH), (_EM, 0), (0, _EM), (-_EM, 0))
    box = struct.pack(">hhhhhHH4B", 1, 0, -_DEPTH, _EM, _EM - _DEPTH, 3, 0, 1, 1, 1, 1)
    for axis in (0, 1):
        box += struct.pack(">hhhh", *(corner[axis] for corner in corners))
    box += bytes(-len(box) % 4)
    tables = {
        b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12)
        + struct.pack(">HHIIIIII", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1),
        b"glyf": box * 2,
        b"head": struct.pack(
            ">IIIIHHQQhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0),
            *(0, -_DEPTH, _EM, _EM - _DEPTH, 0, 8, 2, 1, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhh14xhH", 0x10000, _EM - _DEPTH, -_DEPTH, 0, _EM, 0, 0, _EM, 0, 1
        ),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"loca": struct.pack(">III", 0, len(box), 2 * len(box)),
        b"maxp": struct.pack(">IHHHHHH16x", 0x10000, 2, 4, 1, 0, 0, 1),
        b"name": struct.pack(">HHH", 0, 0, 6),
        b"post": struct.pack(">I28x", 0x30000),
    }
    place = 12 + 16 * len(tables)
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128)
    body = b""
    for tag, table in sorted(tables.items()):
        directory += tag + struct.pack(">III", 0, place + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body
