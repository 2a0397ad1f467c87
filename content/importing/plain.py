"""Plain texts, in any of the encodings that Chinese is written in."""

from __future__ import annotations

from pathlib import Path

from content.decode import decode
from content.errors import Problem
from content.importing.extract import Extract
from content.lines import BLANK


def read(data: bytes, path: Path | str) -> Extract:
    """The text of a text file.

    Raises:
        Problem: It is no text, or holds none.
    """
    decoded = decode(data, path)
    if not decoded.text.strip(BLANK + "\n"):
        raise Problem("文件里没有文字。", path=path, remedy="请换一个有内容的文件。")
    return Extract(decoded.text, decoded.encoding)
