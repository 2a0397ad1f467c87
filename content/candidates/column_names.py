"""What offices call the columns of a list of projects."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from content.tomlfile import read_toml

_NAMES = Path(__file__).with_suffix(".toml")

_MONEY = re.compile(r"投资|资金|概算|预算|经费|造价|总价")
_NO_MONEY = re.compile(r"来源|渠道|筹措|构成|方式|完成率|占比")
_BRACKETS = re.compile(r"[（(\[【〔]([^）)\]】〕]*)[）)\]】〕]?")
_AND = re.compile("以?及|和|与|、|[/／]")
_SHARING = ("summary", "target", "department")
"""What may stand in one column with something else: 建设内容及年度目标, 责任单位和责任人."""
_SHARED = 50
"""A column of its own comes before such a one."""


class ColumnName(NamedTuple):
    """What a heading says."""

    key: str
    """A key of a candidate; empty where it is none."""
    rank: int = 0
    """The less, the closer to what is meant: of two columns of a key one is taken."""
    unit: str = ""
    """亿元, 万元, 元, or empty where it says none."""


def column_name(heading: str) -> ColumnName:
    """What a heading of a column means; one that means nothing known has no key."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).casefold()
    unit = next((unit for unit in ("亿元", "万元", "元") if unit in plain), "")
    name = _BRACKETS.sub("", plain).strip(":：*")
    if _MONEY.search(name) and not _NO_MONEY.search(name):
        return ColumnName("investment", _money_rank(name), unit)
    whole = _known(name)
    if whole.key:
        return whole
    halves = [_known(half) for half in _AND.split(name)[:2]]
    told = next((half for half in halves if half.key in _SHARING), whole)
    return told._replace(rank=told.rank + _SHARED)


def _known(name: str) -> ColumnName:
    for key, patterns in _patterns().items():
        for rank, pattern in enumerate(patterns):
            if re.fullmatch(pattern, name):
                return ColumnName(key, rank)
    return ColumnName("")


@cache
def _patterns() -> dict[str, list[str]]:
    """Patterns of each key, the closest first."""
    file = read_toml(_NAMES)
    for key, patterns in file.data.items():
        try:
            for pattern in patterns:
                re.compile(pattern)
        except (TypeError, re.error):
            remedy = "应是用单引号括起的正则表达式，列在方括号里。"
            raise file.problem(f"“{key}”这一项写得不对。", key, remedy=remedy) from None
    return file.data


def unit_of(text: str) -> str:
    """The unit that a line above a table gives for its sums, such as 单位：万元; or nothing."""
    match = re.search(r"单位\s*[:：]\s*(?:人民币)?\s*(亿元|万元|元)", text)
    return match[1] if match else ""


def _money_rank(name: str) -> int:
    """A total comes before what is spent in a year, and that before a share of it."""
    if re.search(r"总投资|投资总额|总额|投资额|^投资$|计划投资$|估算投资|概算投资", name):
        return 1 if re.search(r"年度|当年|本年|\d{4}年", name) else 0
    return 2 if re.search(r"年", name) else 3
