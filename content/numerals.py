"""Chinese numerals, read and written: 一百二十三 by value, 二〇二三 digit by digit."""

from __future__ import annotations

import re

DIGITS = "一二三四五六七八九"
"""From 1 to 9."""

UNITS = {"十": 10, "百": 100, "千": 1000}
LARGE_UNITS = {"亿": 10**8, "万": 10**4}
COUNTING = "〇零" + DIGITS + "两" + "".join(UNITS) + "万亿"
"""All characters that a number is counted with."""

NUMERAL = "[一二三四五六七八九十]{1,3}"
"""A pattern of the numbers that labels have: 一 to 九十九."""

_VALUES = {sign: value for value, sign in enumerate(DIGITS, 1)}
_VALUES |= {"两": 2, "〇": 0, "零": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0}


def in_digits(characters: str) -> str:
    """A number written digit by digit in Arabic ones: 2023 for 二〇二三; others stay."""
    return "".join(str(_VALUES.get(character, character)) for character in characters)


def counted(text: str) -> int | None:
    """The value of a number in characters; None for what is none, such as 一二.

    Such as 十二, 一百零五, 两万三千, 一万二 for 12,000; digits are none. 零 and an empty text
    are 0.
    """
    for sign, unit in LARGE_UNITS.items():
        before, found, behind = text.rpartition(sign)
        if found:
            high, low = counted(before) if before else None, counted(behind) if behind else 0
            if low and len(behind) == 1:
                low *= unit // 10
            return None if high is None or low is None or low >= unit else high * unit + low
    total, digit, last = 0, None, 10_000
    for sign in text:
        if sign in UNITS:
            if UNITS[sign] >= last or (digit is None and (total or sign != "十")):
                return None
            last = UNITS[sign]
            total += (1 if digit is None else digit) * last
            digit = None
        elif digit is not None or sign not in _VALUES:
            return None
        else:
            digit = _VALUES[sign] or None
    if digit and text[-2:-1] in ("百", "千"):
        digit *= last // 10
    return total + (digit or 0)


def in_characters(value: int) -> str:
    """A whole number from 1 to below a hundred million in characters, as one says it."""
    if value >= 10_000:
        high, low = divmod(value, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return in_characters(high) + "万" + (gap + in_characters(low) if low else "")
    text = ""
    for sign, unit in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, value = divmod(value, unit)
        if digit:
            text += DIGITS[digit - 1] + sign
        elif text and value and text[-1] != "零":
            text += "零"
    return re.sub("^一十", "十", text)


def chinese_numeral(number: int) -> str:
    """Write 1 to 99 in Chinese; larger numbers in Arabic digits."""
    return in_characters(number) if 1 <= number <= 99 else str(number)


_NUMERALS = {chinese_numeral(number): number for number in range(1, 100)}
_NUMERALS |= {"一" + text: number for text, number in _NUMERALS.items() if text[0] == "十"}


def numeral(text: str) -> int | None:
    """The value of a well-formed Chinese or Arabic numeral of 1 to 99, else None."""
    number = _NUMERALS.get(text)
    if number is None and text.isdecimal() and len(text) <= 2:
        number = int(text)
    return number or None
