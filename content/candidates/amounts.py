"""Sums of money as lists write them, in 万元.

A sum may stand with its unit (1.36亿元), or bare below a heading that gives one (总投资（万元）);
it may be in characters (三千二百万元) and may say that it is none to rely on (约4800万元). What is
no single sum of renminbi (300-400万元, 500万美元) has no value and keeps its words. Nothing is
guessed: a bare number without a unit anywhere may be 万元 or 亿元.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from math import prod
from typing import NamedTuple

from content.numerals import COUNTING, LARGE_UNITS, UNITS, counted

_SCALES = UNITS | LARGE_UNITS
_FOREIGN = "美欧日港澳"
"""What the money of others is called by, before 元."""
# 万, 千万, 百余亿: what multiplies a number, and may stand without 元.
_LARGE = "[十百千]?[余多]?(?:万亿|亿|万)"
UNIT = rf"(?<![{_FOREIGN}])(?:{_LARGE}|[十百千])?元"
"""A unit of sums, such as 万元 and 千元."""
_UNIT = rf"(?:{UNIT}|{_LARGE})"
# 1,200.5 and 6.2E+07 as a spreadsheet writes them, or 三千二百.
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?(?:[eE]\+?\d{{1,2}})?|[{COUNTING}]+)"
_SUM = re.compile(rf"({_NUMBER})\s*({_UNIT})?")
# A cell that says there is no sum: -, /, 无, 待定.
_NOTHING = re.compile(r"[-—－/\\无0\s]*|待定|未定|暂无")
# 300-400万元, 3千万至4千万元.
_RANGE = re.compile(rf"{_NUMBER}{_UNIT}?[-—~～至到]+{_NUMBER}(?:{_UNIT}|$)")
_DATED = ("年", "月", "日")
"""What stands behind the numbers of a date: 2024年500."""
_ABOUT = re.compile(r"约|左右|不低于|不少于|以上|预计|估算|超过|余|多")


_LONGEST = 200
"""Characters of a cell in which a sum is looked for; a cell of a sheet may hold 32,767 digits."""


class Amount(NamedTuple):
    """A sum of money."""

    value: Decimal | None
    """In 万元; None where it cannot be read, or where there is none."""
    text: str
    """As it stands in the list, with the unit of its column."""
    doubt: str = ""
    """Why it should be looked at, a Chinese phrase; empty if it need not be."""


def read_amount(text: str, unit: str = "") -> Amount:
    """Read the sum of money in a cell.

    `unit` is what the heading gives, such as 万元; one in the cell comes before it. The doubt goes
    on with a sentence that names the cell: …的投资“约500万元”是约数.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip("。;；")
    if _NOTHING.fullmatch(plain):
        return Amount(None, "")
    found = list(_SUM.finditer(plain)) if len(plain) <= _LONGEST else []
    with_unit = (match for match in found if match[2])
    undated = (match for match in found if plain[match.end() : match.end() + 1] not in _DATED)
    if (match := next(with_unit, None) or next(undated, None)) is None:
        return Amount(None, text.strip(), "认不出数")
    in_digits = match[1][0].isdigit()
    number = Decimal(match[1].replace(",", "")) if in_digits else counted(match[1])
    own = match[2] or ("元" if plain[: match.start()].endswith("¥") else "")
    for is_so, why in (
        (not own and match[0] != plain and not in_digits, "认不出数"),
        (number is None or _RANGE.search(plain), "不是一个数"),
        (re.match(f"[{_FOREIGN}]元|英镑", plain[match.end() :]), "不是人民币"),
        (plain[0] in "-−", "前面有减号"),
        (re.match("[/每]", plain[match.end() :]), "像是单价"),
        (not own and not unit, "没有写单位（万元还是亿元）"),
    ):
        if is_so:
            return Amount(None, text.strip(), why)
    scale = Decimal(prod(_SCALES.get(sign, 1) for sign in own or unit))
    amount = Decimal(number or 0) * scale / _SCALES["万"]
    shown = text.strip() if own else f"{text.strip()}{unit}"
    rest = plain[: match.start()] + plain[match.end() :]
    doubt = "是约数" if _ABOUT.search(plain) else ""
    if not doubt and _SUM.search(rest):
        doubt = f"里面不止一个数，取了{match[0]}"
    return Amount(amount.normalize(), shown, doubt)


def amount_number(value: Decimal | None) -> int | float | None:
    """A sum as JSON has it: a whole number where it is one; None stays None."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def amount_text(value: Decimal) -> str:
    """A sum of so many 万元 in words, such as 6200万元; never with an exponent."""
    return f"{value.normalize():f}万元"
