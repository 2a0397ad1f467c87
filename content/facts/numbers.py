"""The numbers of a paragraph: those with a unit, and those that are none, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from content.facts.model import Reason

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?"
_DASH = r"(?:—{1,2}|－|–|~|～|-|至)"
_COLON = r"[:：∶﹕]"
_MANY = "余|多|来"
_MULTIPLIER = "万亿|千亿|百亿|千万|百万|十万|亿|万|千(?![瓦米伏克吨卡])|百"
_AFTER = "以上|以下|以内|之内|左右|上下"
_CHINESE = "〇零一二两三四五六七八九十百"
_NOUN_FOLLOWS = re.compile(rf"(?:{_AFTER})(?=[\u4e00-\u9fff“《A-Za-z])(?![和及并或、]|目标|水平|的?增)")
_UNIT_OF_THING = re.compile("[个家户处所项件名座条套场台辆间栋幢只头人位]")
"""Units of things that are counted: behind them 以上 bounds the number and describes no noun."""

BEFORE = re.compile(
    r"(?:不低于|不少于|不高于|不超过|不突破|控制在|保持在|稳定在|稳定达到|高于|低于|超过|突破"
    r"|达到|接近|大于|小于|超|近|约|逾|达)$"
)
"""Bound words that stand right before a number."""


class Number(NamedTuple):
    """A number with a unit. Offsets are code points of the paragraph."""

    start: int
    end: int
    """Behind the unit, or behind the number if its unit stands with a later one."""
    reach: int
    """Behind the bound word that follows, if any."""
    value: str
    unit: str
    bounds: tuple[str, ...]
    """Bound words within and behind it."""
    rank: bool = False


class Skipped(NamedTuple):
    """A number without a measure."""

    start: int
    end: int
    reason: Reason


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"(?P<value>(?P<num>{_DIGITS})(?P<ratio>(?:{_COLON}{_DIGITS})+)?"
        rf"(?:[ \u3000]?[%％]?{_DASH}(?P<second>{_DIGITS}))?"
        rf"[ \u3000]?(?P<many>{_MANY})?(?P<multiplier>{_MULTIPLIER})?)"
        rf"(?P<more>{_MANY})?[ \u3000]?(?P<unit>[%％‰]|{unit})?(?P<after>{_AFTER})?"
        rf"|(?P<grade>[Ⅰ-Ⅴ](?:{_DASH}[Ⅰ-Ⅴ])?)类"
        rf"|百分之(?P<chinese>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?P<behind>{_AFTER})?"
    )


def numbers(text: str, units: tuple[str, ...]) -> tuple[list[Number], list[Skipped]]:
    """The numbers of a paragraph, in order, and the digits that are no figures.

    Args:
        text: The paragraph's raw text.
        units: Units and measure words.
    """
    found: list[Number] = []
    skipped: list[Skipped] = []
    waiting: list[re.Match[str]] = []
    for match in _pattern(units).finditer(text):
        if match["grade"]:
            start, end = match.span("grade")
            found.append(Number(start, match.end(), match.end(), text[start:end], "类", ()))
            continue
        if match["chinese"]:
            if match.start() == 0 or text[match.start() - 1] not in "“的":
                behind = (match["behind"],) if match["behind"] else ()
                number = Number(
                    match.start("chinese"),
                    match.end("chinese"),
                    match.end(),
                    match["chinese"],
                    "百分之",
                    behind,
                )
                found.append(number)
            continue
        reason = _reason(text, match)
        if reason is Reason.UNRECOGNISED and _shares_unit(text, match):
            waiting.append(match)
            continue
        number = None if reason else _number(text, match)
        if number is None:
            skipped.extend(_split(match, reason or Reason.UNRECOGNISED))
        for earlier in waiting:
            if number is None or not number.unit:
                skipped.extend(_split(earlier, Reason.UNRECOGNISED))
            else:
                found.append(_sharing(earlier, number.unit))
        waiting = []
        if number is not None:
            found.append(number)
    for earlier in waiting:
        skipped.extend(_split(earlier, Reason.UNRECOGNISED))
    return found, skipped


def _number(text: str, match: re.Match[str]) -> Number:
    value = match["value"].rstrip(" \u3000")
    unit = match["unit"] or ""
    inner = [word for word in (match["many"], match["more"]) if word]
    end = match.end("unit") if unit else match.start() + len(value)
    rank = text[: match.start()].endswith(("第", "前"))
    after = match["after"]
    reach = match.end("after") if after else end
    if after is None and text[end : end + 1] in ("余", "多") and unit:
        after, reach = text[end], end + 1
    if match["many"] and not match["multiplier"]:
        value = value[: -len(match["many"])]
    bounds = tuple(inner + ([after] if after else []))
    return Number(match.start(), end, reach, value, unit, bounds, rank)


def _sharing(match: re.Match[str], unit: str) -> Number:
    end = match.end("value")
    return Number(match.start(), end, end, match["value"].rstrip(), unit, ())


def _shares_unit(text: str, match: re.Match[str]) -> bool:
    """Whether a bare number is one of a row whose unit stands behind the last."""
    return bool(re.match(rf"[、和及与]{_DIGITS}", text[match.end() :]))


def _split(match: re.Match[str], reason: Reason) -> Iterator[Skipped]:
    yield Skipped(match.start(), match.end("value"), reason)


_YEAR = re.compile(r"(?:19|20)\d\d$")
_QUOTES = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」"}
_DATE_BEHIND = re.compile(
    r"年(?!均)|月(?!均)|日(?![均产])|号(?!线)|世纪|届|季度|时(?!速)|点(?=[前后整半钟])|—\d+月|国道|省道"
)
_DURATION_BEHIND = re.compile(r"(?:多|余)?(?:年|个多?月|周(?!岁)|个?小时|分钟|天|日|秒|个工作日)")
_DURATION_BEFORE = re.compile(r"(?:至|到|达|少|短|减|缩|为|于|约|近|控制在|数|期)$")
_AGE = re.compile(rf"(?:{_DASH}\d+)?(?:周岁|岁)")
_NAMED_BEHIND = re.compile(
    r"[A-Za-z＋+×/]|号|型|平台|热线|强(?![化势])|大道|线(?![上下])|路(?!口)|院|版|系列|级(?!以)|区$|[”’》」]"
)


def _reason(text: str, match: re.Match[str]) -> Reason | None:
    """Why a number is no figure; None if it is one."""
    before, behind = text[: match.start()], text[match.end("value") :]
    number = match["num"]
    if re.search(r"[\d％%][。，]$", before[-3:]) and before[-2:-1].isdecimal():
        return Reason.MISREAD
    if re.match(r"[。，．]\d", behind) and not match["unit"]:
        return Reason.MISREAD
    for judged in (_as_label, _as_time, _as_name):
        reason = judged(text, match, before, behind, number)
        if reason is not None:
            return reason
    return _as_quantity(text, match, before)


def _as_label(
    text: str, match: re.Match[str], before: str, behind: str, number: str
) -> Reason | None:
    """A footnote mark or the number of a paragraph or item."""
    if re.search(r"[\[〔［【①（(]$", before) and re.match(r"[\]〕］】）)]", behind):
        return Reason.FOOTNOTE if number.isdecimal() and before.strip("（( \u3000") else Reason.ORDINAL
    if not before.strip(" \u3000（(") and re.match(r"[.．、）)]", behind) and len(number) < 3:
        return Reason.ORDINAL
    if re.search(r"[。；：！]$", before) and re.match(r"[.．、）)]\D", behind) and len(number) < 3:
        return Reason.ORDINAL
    if before.endswith("第") and match["unit"] not in ("名", "位"):
        ranked = re.search(r"[国省市区县界地]第$|位$", before) and re.match(r"[，。；、]|$", behind)
        return None if ranked else Reason.ORDINAL
    if re.match(r"[\]〕］】]", behind) and re.search(r"[\[〔［【][\d,，-]*$", before):
        return Reason.FOOTNOTE
    return None


def _as_time(
    text: str, match: re.Match[str], before: str, behind: str, number: str
) -> Reason | None:
    """A date, a length of time or an age."""
    if _AGE.match(behind) or _AGE.match(text, match.end("num")):
        return Reason.AGE
    plain = match["multiplier"] is None and not match["many"]
    if plain and _YEAR.match(number) and not (match["unit"] and match["unit"] not in "年个"):
        return Reason.DATE
    if plain and _DATE_BEHIND.match(behind.lstrip(" \u3000")):
        long = re.match(r"[年日]", behind) and not _YEAR.match(number)
        if not long:
            return Reason.DATE
        dated = re.search(r"月$", before) or re.match(r"日[在上下至—，]", behind)
        return Reason.DATE if dated else Reason.DURATION
    if match["ratio"] and re.search(r"[月日晨午晚]\s?$", before):
        return Reason.DATE
    if _DURATION_BEHIND.match(text, match.end("value")) and not re.search(r"天数|日数", before[-12:]):
        unit = match["unit"] or ""
        figure = unit in ("天", "小时", "分钟", "个工作日", "日", "秒") and (
            _DURATION_BEFORE.search(before) or (match["after"] and before[-1:] not in "近前")
        )
        return None if figure else Reason.DURATION
    return None


def _as_name(
    text: str, match: re.Match[str], before: str, behind: str, number: str
) -> Reason | None:
    """Part of a name: 5G, 500强, “3510”, 1+4+N."""
    last = before[-1:]
    if last and (last.isascii() and last.isalpha() or last in "＋+×/·*"):
        return Reason.NAME
    if re.search(r"[A-Za-z][ \u3000-]$|[\dA-Za-z]-$|[国省县乡]道$|[’‘']$", before):
        return Reason.NAME
    measured = match["unit"] in ("%", "％", "‰") or match["multiplier"]
    opening = max(before.rfind("“"), before.rfind("《"))
    if opening >= 0 and not measured:
        close = _QUOTES[before[opening]]
        if close not in before[opening:] and close in behind[:40]:
            return Reason.NAME
    if not match["unit"] and _NAMED_BEHIND.match(behind):
        return Reason.NAME
    if match["unit"] and not measured:
        rest = text[match.end("unit") :]
        if rest[:1].isascii() and rest[:1].isalpha() and len(match["unit"]) == 1:
            return Reason.NAME
        if re.match(r"[”’》]", rest) or re.match(r"(?:国道|省道|热线)", rest):
            return Reason.NAME
    return None


def _as_quantity(text: str, match: re.Match[str], before: str) -> Reason | None:
    """A description of things (5000万元以上项目, 500千伏) is no figure; a number without unit none."""
    unit, multiplier = match["unit"], match["multiplier"]
    if unit is None and multiplier is None:
        if before.endswith("第"):
            return None
        index = "." in match["num"] and re.search(r"(?:指数|比|从|由|至|到|为|达)$", before)
        ranked = before.endswith("前") and re.match(r"[，。；、位]|$", text[match.end() :])
        return None if match["ratio"] or index or ranked else Reason.UNRECOGNISED
    rest = text[match.end("unit") if unit else match.end("value") :]
    described = _NOUN_FOLLOWS.match(rest)
    if described and not (unit and (unit in "%％" or _UNIT_OF_THING.fullmatch(unit))):
        return Reason.SPEC
    if before.endswith("过") and re.match(r"[\u4e00-\u9fff]", rest):
        return Reason.SPEC
    if re.match(r"级(?!以)|型|规格", rest):
        return Reason.SPEC
    if unit in ("千伏", "伏", "寸", "兆") and re.match(r"[\u4e00-\u9fff]", rest):
        return Reason.SPEC
    return None
