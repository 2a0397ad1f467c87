"""Numbers written in other ways: 百分之五 for 5%, 1.2万 for 12000 and 一万二千."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"亿": 10**8, "万": 10**4}
_NUMERALS = "〇零一二两三四五六七八九十百\\d"
_PERCENT = re.compile(rf"百分之([{_NUMERALS}]+)(?:[点.]([{_NUMERALS}]+))?")


def with_percent_signs(folded: str) -> str:
    """A folded text with its written percentages in digits; other text stays as it is."""
    return _PERCENT.sub(_percentage, folded)


def _percentage(match: re.Match[str]) -> str:
    whole, fraction = match.groups()
    # Nobody says 百分之一百.
    counted = _counted("一百" if whole == "百" else whole)
    number = _digits(whole) if _UNITS.keys().isdisjoint(whole) else counted
    if number is None:
        return match[0]
    return f"{number}.{_digits(fraction)}%" if fraction else f"{number}%"


def _digits(characters: str) -> str:
    return "".join(str(_DIGITS.get(character, character)) for character in characters)


_COUNTING = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(rf"\d[\d,]*(?:\.\d+)?[百千]?[万亿]?(?![\d.%])|[{_COUNTING}]+")
_LONGEST = 12
"""Digits of a number that is looked for in other forms."""


def other_forms(folded: str) -> list[str]:
    """A folded text with its only number written otherwise: 1.2万户 for 12000户 and 一万二千户.

    A number of one digit by itself is left as it is: 五 stands in many words. So is nothing at all,
    which is a word (零就业家庭).
    """
    numbers = [match for match in _NUMBER.finditer(folded) if len(match[0]) <= _LONGEST]
    if len(numbers) != 1:
        return []
    (number,) = numbers
    value = _value(number[0])
    if not value or (value < 10 and number[0] == folded):
        return []
    start, end = number.span()
    forms = [folded[:start] + form + folded[end:] for form in _forms(value)]
    return [form for form in dict.fromkeys(forms) if form != folded]


def _value(text: str) -> Decimal | None:
    """What a number in digits, with a unit or not, or in characters amounts to."""
    if not text[0].isdecimal():
        return None if (counted := _counted(text)) is None else Decimal(counted)
    digits = text.rstrip(_COUNTING)
    value = Decimal(digits.replace(",", ""))
    for unit in text[len(digits) :]:
        value *= {**_UNITS, **_LARGE}[unit]
    return value


def _counted(text: str) -> int | None:
    """The value of a number in characters; None for what is none, such as 一二."""
    for sign, unit in _LARGE.items():
        before, found, behind = text.rpartition(sign)
        if found:
            high, low = _counted(before) if before else None, _counted(behind) if behind else 0
            return None if high is None or low is None or low >= unit else high * unit + low
    total, digit, last = 0, None, 10_000
    for sign in text:
        if sign in _UNITS:
            if _UNITS[sign] >= last or (digit is None and (total or sign != "十")):
                return None
            last = _UNITS[sign]
            total += (1 if digit is None else digit) * last
            digit = None
        elif digit is not None or sign not in _DIGITS:
            return None
        else:
            digit = _DIGITS[sign] or None
    return total + (digit or 0)


def _forms(value: Decimal) -> Iterator[str]:
    """How reports write a number."""
    yield f"{value.normalize():f}"
    if value == value.to_integral_value():
        yield f"{value:,.0f}"
        if value < 10**8:
            counted = _in_characters(int(value))
            yield counted
            yield re.sub(r"^二(?=[百千万]|$)", "两", counted)
    for sign, unit in _LARGE.items():
        scaled = (value / unit).normalize()
        if scaled >= 1 and -int(scaled.as_tuple().exponent) <= 4:
            yield f"{scaled:f}{sign}"


def _in_characters(value: int) -> str:
    """A whole number below a hundred million in characters, as one says it."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return _in_characters(high) + "万" + (gap + _in_characters(low) if low else "")
    text = ""
    for sign, unit in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, unit)
        if digit:
            text += "〇一二三四五六七八九"[digit] + sign
        elif text and value and text[-1] != "零":
            text += "零"
    return re.sub("^一十", "十", text)
