"""The numbers of a paragraph: those with a unit, and those that are none, with the reason.

One expression finds every number with its unit; then reasons are tried in order (`_OMISSIONS`) why
it is no figure: a date, an age, a name (5G, 500强), a description of something else
(5000万元以上项目). The first that holds is kept with the number, so that no digit of a report is
lost without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from content.facts.model import Omission
from content.facts.waiting import go_on
from content.numerals import COUNTING, DIGITS, counted

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.．]\d+)?"
_IN_ROW = re.compile(rf"[、和及与]{_DIGITS}")
"""Behind a bare number whose unit may stand behind a later one."""
# Between the two numbers of a range: 3—5, 3至5.
_DASH = r"(?:—{1,2}|－|–|~|～|-|至)"
# A dash is a minus only behind a word that takes a number: 增长-3.2%; else it is that of a range.
_MINUS = r"(?:(?<=[长速幅降达为到至由从｜])[-－−])"
_COLON = r"[:：∶﹕]"
_MANY = "余|多|来"
_MULTIPLIER = "万亿|千亿|百亿|千万|百万|十万|亿|万|千(?![瓦米伏克吨卡])|百"
_EACH = "(?:/(?:[年月日天人户次亩吨升]|千克|平方公里|平方米|立方米))"
"""What an amount is for: 27克/千克, 30万元/亩."""
_AFTER = "以上|以下|以内|之内|左右|上下"
_CHINESE = "〇零一二两三四五六七八九十百"
# 5000万元以上项目: the number tells what kind of projects are meant.
_NOUN_FOLLOWS = re.compile(
    rf"(?:{_AFTER})(?=[\u4e00-\u9fff“《A-Za-z])(?![和及并或、]|目标|水平|的?增)"
)
_PERCENT = ("%", "％", "‰")
_IN_HUNDRED = "百分之"
_UNAMOUNTED = re.compile("个?工作日|小时|分钟?|[天日秒届节期层点级大字团线街]")
"""Units of what is counted along, behind which a number in characters is a time or a name."""
_UNIT_OF_THING = re.compile("[个家户处所项件名座条套场台辆间栋幢只头人位]")
"""Units of things that are counted: behind them 以上 bounds the number and describes no noun."""

BEFORE = re.compile(
    r"(?:不低于|不少于|不高于|不超过|不突破|控制在|保持在|稳定在|稳定达到|高于|低于|超过|突破"
    r"|达到|接近|大于|小于|超|近|约|逾|达)$"
)
"""Bound words that stand right before a number."""


class FoundNumber(NamedTuple):
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
    """Whether 第 or 前 stands before it."""

    @property
    def opens(self) -> int:
        """Where it begins in print, with a unit that stands before it: 百分之五."""
        return self.start - len(self.unit) if self.unit == _IN_HUNDRED else self.start


@lru_cache(maxsize=4)
def _pattern(units: tuple[str, ...]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        rf"(?=[-－−\dⅠ-Ⅴ{COUNTING}])"  # a number begins here: four times as fast
        rf"(?:百分之(?P<chinese>[{_CHINESE}]+(?:点[{_CHINESE}]+)?)(?P<behind>{_AFTER})?"
        rf"|(?<![{_CHINESE}千万亿第几数“])(?P<written>(?:[{COUNTING}点]{{1,9}}{_DASH})?[{DIGITS}两十]"
        rf"(?:(?!千[瓦米伏克])[{COUNTING}])*(?:点[{_CHINESE}]+[万亿]*)?"
        rf"(?P<about>[余多][万亿]*)?)(?P<of>{unit})(?!阶)(?P<until>{_AFTER})?"
        rf"|(?P<value>{_MINUS}?(?P<num>{_DIGITS})(?P<ratio>(?:{_COLON}{_DIGITS})+)?"
        rf"(?:[ \u3000]?[%％]?{_DASH}(?P<second>{_DIGITS}))?"
        rf"[ \u3000]?(?P<many>{_MANY})?(?P<multiplier>{_MULTIPLIER})?)"
        rf"(?P<more>{_MANY})?[ \u3000]?(?P<unit>[%％‰]|(?:{unit}){_EACH}?)?(?P<after>{_AFTER})?"
        rf"|(?P<grade>[Ⅰ-Ⅴ](?:{_DASH}[Ⅰ-Ⅴ])?)类)"
    )


def numbers(
    text: str, units: tuple[str, ...]
) -> tuple[list[FoundNumber], list[tuple[int, int, Omission]]]:
    """The numbers of a paragraph, in order, and where digits stand that are no figures, and why.

    Of each of the latter start, end (exclusive, without the unit) and reason; together they hold
    every digit of the text. Of the units, in any order, the longest that fits is taken.
    """
    found: list[FoundNumber] = []
    skipped: list[tuple[int, int, Omission]] = []
    waiting: list[re.Match[str]] = []
    """Bare numbers whose unit may stand behind a later one: 2.6、0.9和1.5个百分点."""
    for match in _pattern(units).finditer(text):
        go_on()
        number = _written(text, match)
        reason = None
        if number is None and match["num"]:
            candidate = _Candidate(text, match)
            reason = next((why for why, holds in _OMISSIONS if holds(candidate)), None)
            if reason is Omission.UNRECOGNISED and _IN_ROW.match(text, match.end()):
                waiting.append(match)
                continue
            number = None if reason else _number(text, match)
        for earlier in waiting:
            start, end = earlier.span("value")
            if number is None or not number.unit:
                skipped.append((start, end, Omission.UNRECOGNISED))
            else:
                value = earlier["value"].rstrip()
                found.append(FoundNumber(start, end, end, value, number.unit, ()))
        waiting = []
        if number is not None:
            found.append(number)
        elif match["num"]:
            skipped.append((*match.span("value"), reason or Omission.UNRECOGNISED))
    skipped += ((*earlier.span("value"), Omission.UNRECOGNISED) for earlier in waiting)
    return found, skipped


def _written(text: str, match: re.Match[str]) -> FoundNumber | None:
    """A number in characters: a grade (Ⅳ类), a percentage (百分之五), an amount; else None."""
    if match["grade"]:
        start, end = match.span("grade")
        return FoundNumber(start, match.end(), match.end(), text[start:end], "类", ())
    if match["written"]:
        return _amount(text, match)
    if not match["chinese"] or text[match.start() - 1 : match.start()] in ("“", "的"):
        return None
    start, end = match.span("chinese")
    behind = (match["behind"],) if match["behind"] else ()
    return FoundNumber(start, end, match.end(), text[start:end], _IN_HUNDRED, behind)


def _amount(text: str, match: re.Match[str]) -> FoundNumber | None:
    """An amount such as 二十三点五亿元; None for a small number, which is often part of a name."""
    value, unit, about = match["written"], match["of"], match["about"] or ""
    last = re.split(_DASH, value.removesuffix(about))[-1]
    whole, _, rest = last.partition("点")
    least = 0 if "百分点" in unit else 1 if re.search("[元吨亩公瓦]", unit) else 2
    is_small = len(last + about) <= least and not re.search("[百千万亿点]", value)
    if is_small or counted(whole) is None or "十" in rest:
        return None
    candidate = _Candidate(text, match)
    if candidate.is_name() or candidate.is_spec() or _UNAMOUNTED.fullmatch(unit):
        return None
    value = value.removesuffix(about) if len(about) == 1 else value
    bounds = (*about[:1], *filter(None, [match["until"]]))
    rank = candidate.before.endswith("前")
    return FoundNumber(match.start(), match.end("of"), match.end(), value, unit, bounds, rank)


def _number(text: str, match: re.Match[str]) -> FoundNumber:
    value = match["value"].rstrip(" \u3000")
    unit = match["unit"] or ""
    inner = [word for word in (match["many"], match["more"]) if word]
    end = match.end("unit") if unit else match.start() + len(value)
    rank = text.endswith(("第", "前"), 0, match.start())
    after = match["after"]
    reach = match.end("after") if after else end
    if after is None and text[end : end + 1] in ("余", "多") and unit:
        after, reach = text[end], end + 1
    if match["many"] and not match["multiplier"]:
        value = value[: -len(match["many"])].rstrip(" \u3000")
    bounds = tuple(inner + ([after] if after else []))
    return FoundNumber(match.start(), end, reach, value, unit, bounds, rank)


_YEAR = re.compile(r"(?:19|20)\d\d$")
_QUOTES = {"“": "”", "《": "》"}
_DATE_BEHIND = re.compile(
    r"[ \u3000]*(?:年(?!均)|月(?!均)|日(?![均产])|号(?!线)|时(?!速)|点(?=[前后整半钟])"
    r"|世纪|届|季度|国道|省道)"
)
_DURATION_BEHIND = re.compile(r"(?:多|余)?(?:年|个多?月|周(?!岁)|个?小时|分钟|天|日|秒|个工作日)")
_DURATION_BEFORE = re.compile(r"(?:至|到|达|少|短|减|缩|为|于|约|近|控制在|数|期)$")
_AGE = re.compile(rf"(?:{_DASH}\d+)?(?:周岁|岁)")
_NAME_BEHIND = re.compile(
    r"[A-Za-z＋+×/]|号|型|平台|热线|强(?![化势])|大道|线(?![上下])|路(?!口)|院|版|系列|级(?!以)|区$|[”’》」]"
)
_NAME_BEFORE = re.compile(r"[A-Za-z＋+×/·*’‘']$|[A-Za-z][ \u3000-]$|\d-$|[国省县乡]道$")
_STOP = re.compile(r"[，。；、]|$")
_AROUND = 200
"""Characters before and behind a number that tell what it is: a line may hold thousands."""


class _Candidate:
    """A number as it was found, and what stands around it."""

    def __init__(self, text: str, match: re.Match[str]) -> None:
        self.text = text
        self.match = match
        begin, end = max(0, match.start() - _AROUND), match.end() + _AROUND
        value, unit = ("written", "of") if match["written"] else ("value", "unit")
        self.before = text[begin : match.start()]
        self.behind = text[match.end(value) : end]
        self.rest = text[match.end(unit) : end] if match[unit] else self.behind
        self.unit: str = match[unit] or ""
        self.number: str = match["num"]

    def is_misread(self) -> bool:
        """9。6% is 9.6% where a page was read by a machine."""
        return re.search(r"\d[。，]$", self.before) is not None or (
            not self.unit and re.match(r"[。，．]\d", self.behind) is not None
        )

    def is_footnote(self) -> bool:
        if re.match(r"[\]〕］】]", self.behind) and re.search(r"[\[〔［【][\d,，-]*$", self.before):
            return True
        within = re.search(r"[①（(]$", self.before) and re.match("[）)]", self.behind)
        return bool(within and self.before.strip("（( \u3000"))

    def is_ordinal(self) -> bool:
        """第3次, 1. and (1), but not a rank: 全国第3."""
        if self.before.endswith("第") and self.unit not in ("名", "位"):
            ranked = re.search(r"[国省市区县界地]第$|位$", self.before) and _STOP.match(self.behind)
            return not ranked
        opens = not self.before.strip(" \u3000（(") or self.before[-1] in "。；：！"
        return opens and len(self.number) < 3 and bool(re.match(r"[.．、）)](?!\d)", self.behind))

    def is_age(self) -> bool:
        return bool(_AGE.match(self.behind) or _AGE.match(self.text, self.match.end("num")))

    def is_date(self) -> bool:
        if self.match["ratio"]:
            return re.search(r"[月日晨午晚]\s?$", self.before) is not None
        if self.match["multiplier"] or self.match["many"]:
            return False
        year = _YEAR.match(self.number) is not None
        if year and self.unit in ("", "年", "个"):
            return True
        if not _DATE_BEHIND.match(self.behind):
            return False
        counted = re.match("[年日]", self.behind) and not year
        dated = self.before.endswith("月") or re.match(r"日[在上下至—，]", self.behind)
        return not counted or bool(dated)

    def is_duration(self) -> bool:
        """连续3年, but not 压缩至3天: what a time is cut to is a figure."""
        if not _DURATION_BEHIND.match(self.behind) or re.search("天数|日数", self.before[-12:]):
            return False
        bound = self.match["after"] and self.before[-1:] not in "近前"
        cut = bound or _DURATION_BEFORE.search(self.before)
        return not (cut and self.unit in ("天", "小时", "分钟", "个工作日", "日", "秒"))

    def is_name(self) -> bool:
        """Part of a name: 5G, 500强, “3510”, 1+4+N."""
        if _NAME_BEFORE.search(self.before):
            return True
        if not self.unit:
            return bool(_NAME_BEHIND.match(self.behind)) or self._is_quoted()
        if self.unit in _PERCENT or self.match["multiplier"]:
            return False
        latin = len(self.unit) == 1 and re.match("[A-Za-z]", self.rest)
        return bool(latin or re.match("[”’》]|国道|省道|热线", self.rest)) or self._is_quoted()

    def _is_quoted(self) -> bool:
        opening = max(self.before.rfind("“"), self.before.rfind("《"))
        if opening < 0 or self.match["multiplier"]:
            return False
        close = _QUOTES[self.before[opening]]
        return close not in self.before[opening:] and close in self.behind[:40]

    def is_spec(self) -> bool:
        """A description of things: 5000万元以上项目, 500千伏, 税收过亿元."""
        if not self.unit and not self.match["multiplier"]:
            return False
        counted = self.unit in _PERCENT or _UNIT_OF_THING.fullmatch(self.unit)
        if _NOUN_FOLLOWS.match(self.rest) and not (self.unit and counted):
            return True
        if re.match(r"级(?!以)|型|规格", self.rest):
            return True
        noun = re.match(r"[\u4e00-\u9fff]", self.rest) is not None
        return noun and (self.before.endswith("过") or self.unit in ("千伏", "伏", "寸", "兆"))

    def lacks_unit(self) -> bool:
        """Neither a unit nor 万 or 亿; ratios, ranks and index values need none."""
        if self.unit or self.match["multiplier"] or self.match["ratio"]:
            return False
        if self.before.endswith("第") or (self.before.endswith("前") and _STOP.match(self.behind)):
            return False
        index = re.search(r"(?:指数|比|从|由|至|到|为|达)$", self.before)
        return not ("." in self.number and index)


_OMISSIONS: tuple[tuple[Omission, Callable[[_Candidate], bool]], ...] = (
    (Omission.MISREAD, _Candidate.is_misread),
    (Omission.FOOTNOTE, _Candidate.is_footnote),
    (Omission.ORDINAL, _Candidate.is_ordinal),
    (Omission.AGE, _Candidate.is_age),
    (Omission.DATE, _Candidate.is_date),
    (Omission.DURATION, _Candidate.is_duration),
    (Omission.NAME, _Candidate.is_name),
    (Omission.SPEC, _Candidate.is_spec),
    (Omission.UNRECOGNISED, _Candidate.lacks_unit),
)
