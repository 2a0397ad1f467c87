"""Plain texts, in any of the encodings that Chinese is written in.

Mended are line ends that no editor shows as such or that were lost, what stands before every line,
and the blanks that programs for recognising text put between any two characters (政 府 工 作). All
else, blank lines and indents among it, is left to the parser.
"""

from __future__ import annotations

import re
from pathlib import Path

from content.decode import Decoded, decode
from content.errors import Problem
from content.importing.formats import Extract
from content.importing.line_starts import without_line_numbers
from content.importing.one_line import with_line_ends
from content.lines import BLANK
from content.report import Remark

_LINE_ENDS = re.compile("[\x0b\u2028\u2029]")
"""What word processors and web pages have for line ends, and some of them keep in a copy."""
_HAN = "\u4e00-\u9fff"
# Two characters with blanks between, and two beside one another; the second of both is only looked
# at, so that it may be the first of the next two.
_PARTED = re.compile(rf"(?<=[{_HAN}]) +(?=[{_HAN}])")
_BESIDE = re.compile(rf"[{_HAN}](?=[{_HAN}])")
_MEANINGLESS = re.compile(r"(?<=[^\x00-\x7f]) +(?=\S)|(?<=[!-~]) +(?=[^\x00-\x7f\s])")
"""Blanks within a line, but those between two Latin words."""
_SHARE = 0.15
"""Where so many Chinese characters have a blank between them, it parts no words. In a report that
was typed only names of persons and titles have some (王　某, 目 录): less than one in a hundred."""
_SAMPLE = 100_000
"""Characters that tell it: six usual reports."""


def read(data: bytes, path: Path | str) -> Extract:
    """The text of a text file, whose path is only named in messages.

    Raises:
        Problem: It is no text, or holds none; see `decode`.
    """
    return mended(decode(data, path), path)


def mended(decoded: Decoded, path: Path | str) -> Extract:
    """A text with line ends as the parser knows them, and without what is no part of it.

    Each mend but that of strange line ends is told in a remark on line 1.

    Raises:
        Problem: It holds none.
    """
    text = _LINE_ENDS.sub("\n", decoded.text)
    if not text.strip(BLANK + "\n"):
        raise Problem("文件里没有文字。", path=path, remedy="请换一个有内容的文件。")
    told = [f"文件末尾有{decoded.padding}个空字节，不是文字，没有读入。"] if decoded.padding else []
    for mend in (without_line_numbers, with_line_ends, _without_blanks):
        text, why = mend(text)
        told += [why] if why else []
    return Extract(text, decoded.encoding, tuple(Remark(1, why) for why in told))


def _without_blanks(text: str) -> tuple[str, str]:
    """A text without blanks that part no words, and what to tell of them, if anything.

    All go that stand beside a Chinese character, at the beginnings of lines too; those between two
    Latin words stay.
    """
    parted = len(_PARTED.findall(text, 0, _SAMPLE))
    if parted <= _SHARE * (parted + len(_BESIDE.findall(text, 0, _SAMPLE))):
        return text, ""
    text, dropped = _MEANINGLESS.subn("", text)
    return text, f"字与字之间有{dropped}处空格，多半是识别文字时加上的，没有读入。"
