"""Reports in any number, made from those of SHENYI_CORPUS by changing numbers and places.

Each made report keeps the words and the outline of a real one; all figures in it are others, its
years lie some years away, and its place is called otherwise. The same number makes the same report.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d+")
_PLACE = re.compile(
    r"([\u4e00-\u9fff]{2,3})(?=[省市区县]人民代表大会|[省市区县]第[一二三四五六七八九十]+届)"
)
_SYLLABLES = (
    "安宝昌川丹东凤甘桂海河恒华怀吉江晋靖康兰丽临龙梅南宁平清泉瑞山石水松泰通文武西新阳永源云镇州"
)


def made(corpus: Path, count: int) -> Iterator[tuple[str, str]]:
    """Name and text of so many reports."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt"))]
    for number in range(count):
        yield f"{number:04}", _made(sources[number % len(sources)], number, number < len(sources))


def _made(text: str, number: int, is_real: bool) -> str:
    if is_real:
        return text
    dice = random.Random(number)
    shift = dice.randint(-6, 6)

    def other_number(found: re.Match[str]) -> str:
        digits = found.group()
        if _YEAR.fullmatch(digits):
            return str(min(int(digits) + shift, 2026))
        first = dice.choice("123456789") if digits[0] != "0" else "0"
        return first + "".join(dice.choice("0123456789") for _ in digits[1:])

    place = _PLACE.search(text)
    if place is not None:
        name = "".join(dice.choice(_SYLLABLES) for _ in place.group(1))
        text = text.replace(place.group(1), name)
    return _NUMBER.sub(other_number, text)
