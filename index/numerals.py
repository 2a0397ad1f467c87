"""Percentages written out: 百分之五 is what a report prints as 5%."""

from __future__ import annotations

import re

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_NUMERALS = "〇零一二两三四五六七八九十百\\d"
_PERCENT = re.compile(rf"百分之([{_NUMERALS}]+)(?:[点.]([{_NUMERALS}]+))?")


def with_percent_signs(folded: str) -> str:
    """A folded text with its written percentages in digits; other text stays as it is."""
    return _PERCENT.sub(_percentage, folded)


def _percentage(match: re.Match[str]) -> str:
    whole, fraction = match.groups()
    point = "." + "".join(map(_digit, fraction)) if fraction else ""
    return f"{_whole(whole)}{point}%"


def _digit(character: str) -> str:
    return str(_DIGITS.get(character, character))


def _whole(text: str) -> str:
    """A number up to a hundred in digits."""
    if text in ("百", "一百"):
        return "100"
    tens, ten, ones = text.partition("十")
    if not ten:
        return "".join(map(_digit, text))
    return (_digit(tens) if tens else "1") + (_digit(ones) if ones else "0")
