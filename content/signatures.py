"""What the first bytes of a file say that it is: a name may lie, or have lost its ending.

Only what is no plain text is known here, so that a message can say what to do with it; what can be
read, and how, stands in `content/importing/formats.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum


class Signature(Enum):
    """A kind of file that is no plain text; the value is what to call it."""

    ARCHIVE = "Word、Excel或压缩文件"
    OLD_OFFICE = "旧版Word或Excel文件"
    PDF = "PDF文件"
    RTF = "RTF文件"
    PICTURE = "图片"


_BEGINNINGS = {
    b"PK\x03\x04": Signature.ARCHIVE,
    b"\xd0\xcf\x11\xe0": Signature.OLD_OFFICE,
    b"{\\rtf": Signature.RTF,
}
_PICTURE = (
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|II\*\x00|MM\x00\*|BM.{4}\x00{4}"
    rb"|RIFF.{4}WEBP|.{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avif)"
)
"""JPEG, PNG, GIF, TIFF, BMP; WebP and HEIF, as phones keep their photographs."""
_NEAR_THE_HEAD = 1024
"""Other bytes may stand so far before the mark of a PDF file."""


def signature_of(data: bytes) -> Signature | None:
    """What a file is by its first kibibyte or more; None for what may be a text."""
    for beginning, signature in _BEGINNINGS.items():
        if data.startswith(beginning):
            return signature
    if re.match(_PICTURE, data, re.DOTALL):
        return Signature.PICTURE
    return Signature.PDF if b"%PDF-" in data[:_NEAR_THE_HEAD] else None


def is_word_document(parts: Iterable[str]) -> bool:
    """Whether an archive of these parts is a document of Word; on the web it writes document2."""
    return any(re.fullmatch(r"word/document\d*\.xml", name) for name in parts)
