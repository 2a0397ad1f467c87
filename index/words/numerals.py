"""Numbers written in other ways: 百分之五 for 5%, 1.2万 for 12000, 平方千米 for 平方公里."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from content.numerals import (
    COUNTING,
    DIGITS,
    LARGE_UNITS,
    UNITS,
    counted,
    in_characters,
    in_digits,
)

_NUMERALS = "〇零一二两三四五六七八九十百\\d"
_PERCENT = re.compile(rf"百分之([{_NUMERALS}]+)(?:[点.]([{_NUMERALS}]+))?")
_DECIMAL = re.compile(rf"([{_NUMERALS}]+)点([〇零{DIGITS}]+)(?=[万亿倍平公千元米亩吨])")
"""A number that something is measured by: 两点一线 and 九点一刻 are none."""


_RUN = re.compile(rf"(?<![\d.,{COUNTING}])[\d{COUNTING}]{{3,}}(?![\d.,%])")
_COMPOUND = re.compile(
    rf"[百千万亿](?:\d\d|[\d{DIGITS}]$|[\d{DIGITS}两][十百千])|[十百千][^十百千万亿]*[万亿]"
)
"""What makes a number of several parts: 6万2, 八百二十, 四十万; 二十大 and 3万 have none."""


def as_printed(folded: str) -> str:
    """A folded text with its percentages, fractions and numbers of several parts in digits.

    Such as 35.6%, 9.7亿, 820 and 6.2万 for 6万2千; the rest stays.
    """
    return _RUN.sub(_compound, _DECIMAL.sub(_decimal, _PERCENT.sub(_percentage, folded)))


def _compound(match: re.Match[str]) -> str:
    if not _COMPOUND.search(match[0]):
        return match[0]
    number = counted(re.sub(r"\d+", lambda digits: in_characters(int(digits[0])), match[0]))
    if not number:
        return match[0]
    plain, *others = _forms(Decimal(number))
    return next((form for form in others if form[0].isdecimal() and form[-1] in "万亿"), plain)


def _decimal(match: re.Match[str]) -> str:
    whole, fraction = match.groups()
    number = counted(whole)
    return match[0] if number is None else f"{number}.{in_digits(fraction)}"


def _percentage(match: re.Match[str]) -> str:
    whole, fraction = match.groups()
    # Nobody says 百分之一百.
    value = counted("一百" if whole == "百" else whole)
    number = in_digits(whole) if UNITS.keys().isdisjoint(whole) else value
    if number is None:
        return match[0]
    return f"{number}.{in_digits(fraction)}%" if fraction else f"{number}%"


_CLASSES = "类级型期"
"""Behind a number of one of these a Roman numeral may stand: Ⅳ类, which is folded to iv类."""

_ROMANS = dict(
    zip(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"], range(1, 11), strict=True)
)
_NO_UNIT = "(?!千[米克瓦])"
"""Where 千 begins a unit, it is no number."""

_NUMBER = re.compile(
    rf"\d[\d,]*(?:\.\d+)?(?:{_NO_UNIT}[百千])?[万亿]?(?![\d.%])"
    rf"|(?:{_NO_UNIT}[{COUNTING}])+"
    rf"|(?<![a-z])[ivx]+(?=[{_CLASSES}])"
)
_LONGEST = 12
"""Digits of a number that is looked for in other forms."""


def other_forms(folded: str, units: Mapping[str, Sequence[str]]) -> list[str]:
    """A folded text with its only number written otherwise: 1.2万户 for 12000户 and 一万二千户.

    A number of one digit by itself is left as it is: 五 stands in many words. So is nothing at all,
    which is a word (零就业家庭). `units` are for the names of units all names of the same.
    """
    numbers = [match for match in _NUMBER.finditer(folded) if len(match[0]) <= _LONGEST]
    if len(numbers) != 1:
        return []
    (number,) = numbers
    value = _value(number[0])
    if not value or (value < 10 and number[0] == folded):
        return []
    start, end = number.span()
    written = [number[0], *_forms(value)]
    if folded[end : end + 1] in tuple(_CLASSES):
        written += [roman for roman, amount in _ROMANS.items() if amount == value]
    unit = max((unit for unit in units if folded.startswith(unit, end)), key=len, default="")
    tails = [name + folded[end + len(unit) :] for name in (unit, *units.get(unit, ()))]
    forms = [folded[:start] + form + tail for form in written for tail in tails]
    return [form for form in dict.fromkeys(forms) if form != folded]


def _value(text: str) -> Decimal | None:
    """What a number in digits, with a unit or not, or in characters amounts to."""
    if not text[0].isdecimal():
        whole = _ROMANS.get(text) or counted(text)
        return None if whole is None else Decimal(whole)
    digits = text.rstrip(COUNTING)
    value = Decimal(digits.replace(",", ""))
    for unit in text[len(digits) :]:
        value *= {**UNITS, **LARGE_UNITS}[unit]
    return value


def _forms(value: Decimal) -> Iterator[str]:
    """How reports write a number."""
    yield f"{value.normalize():f}"
    if value == value.to_integral_value():
        yield f"{value:,.0f}"
        if value < 10**8:
            characters = in_characters(int(value))
            yield characters
            yield re.sub(r"^二(?=[百千万]|$)", "两", characters)
    for sign, unit in LARGE_UNITS.items():
        scaled = (value / unit).normalize()
        if scaled >= 1 and -int(scaled.as_tuple().exponent) <= 4:
            yield f"{scaled:f}{sign}"
