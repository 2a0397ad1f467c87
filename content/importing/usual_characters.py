"""Characters that nobody types: those that look like others, and marks that show nothing.

Text copied from a PDF file has ⼈ and ⻓ for 人 and 长: a font may have one picture for both, and
programs then tell the wrong one of the two. Web pages break lines by marks within the words.
"""

from __future__ import annotations

import re
import unicodedata

from content.importing.formats import Extract
from content.report import Remark

_TWIN = re.compile("[\u2e80-\u2fd5\uf900-\ufaff]")
"""Radicals, and the characters that other encodings have twice."""
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
"""Marks for breaking lines and for the direction of a text, which web pages have in the words."""
_SIMPLIFIED = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
"""Radicals for which Unicode knows no character."""


def in_usual_characters(extract: Extract) -> Extract:
    """The same text in the usual characters, without what shows nothing.

    That characters were changed is remarked on line 1; that marks were left out is not, for nobody
    can see them. What changes is one character for one, but marks shorten a line.
    """
    shown = extract.text.translate(_UNSEEN)
    text = _TWIN.sub(lambda m: _SIMPLIFIED.get(m[0]) or unicodedata.normalize("NFKC", m[0]), shown)
    if text == shown:
        return extract._replace(text=text)
    count = sum(one != other for one, other in zip(text, shown, strict=True))
    why = f"有{count}个字用的是部首的编码（如⼈、⻓），样子相同，已换成通用的字（人、长）。"
    return extract._replace(text=text, remarks=(*extract.remarks, Remark(1, why)))
