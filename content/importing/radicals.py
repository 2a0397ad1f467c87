"""Characters that look like others: text copied from a PDF file has ⼈ and ⻓ for 人 and 长.

A font may have one picture for both, and programs then tell the wrong one of the two.
"""

from __future__ import annotations

import re
import unicodedata

from content.importing.extract import Extract
from content.report import Remark

_TWIN = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
"""Radicals, and the characters that other encodings have twice."""
_SIMPLIFIED = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
"""Radicals for which Unicode knows no character."""


def without_twins(extract: Extract) -> Extract:
    """The same text in the usual characters, and a remark on how many were none."""
    text = _TWIN.sub(_usual, extract.text)
    count = sum(one != other for one, other in zip(text, extract.text, strict=True))
    if not count:
        return extract
    why = f"有{count}个字用的是部首的编码（如⼈、⻓），样子相同，已换成通用的字（人、长）。"
    return extract._replace(text=text, remarks=(*extract.remarks, Remark(1, why)))


def _usual(match: re.Match[str]) -> str:
    return _SIMPLIFIED.get(match[0]) or unicodedata.normalize("NFKC", match[0])
