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
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]+"
)
"""Marks for breaking lines and for the direction of a text, which web pages have in the words, and
the other controls and fillers of `content.unseen`, but no character that some font may show."""
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
    shown = _UNSEEN.sub("", extract.text)
    text = _TWIN.sub(lambda m: _SIMPLIFIED.get(m[0]) or unicodedata.normalize("NFKC", m[0]), shown)
    if text == shown:
        return extract._replace(text=text)
    count = sum(one != other for one, other in zip(text, shown, strict=True))
    why = f"有{count}个字用的是部首的编码（如⼈、⻓），样子相同，已换成通用的字（人、长）。"
    return extract._replace(text=text, remarks=(*extract.remarks, Remark(1, why)))
