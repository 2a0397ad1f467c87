"""What offices call the columns of a list of projects."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_NAMES: dict[str, Sequence[str]] = {
    "id": ("序号", "编号", "序", "号", "项目序号", "项目编号", "no.?"),
    "title": (
        "(拟实施|拟建)?(候选)?(民生)?(实事|工程)?(候选)?(项目|事项|工程)?(名称|名|题目|标题)",
        "(民生)?(实事)?(候选)?(实事)?项目",
        "(民生)?实事(事项)?",
        "事项",
    ),
    "summary": (
        "(项目)?(主要|具体|重点)?(建设|实施|工作|改造|服务|项目)?(的)?(主要)?内容(和|及|与|、)?(规模|标准|目标|概况)?(任务|要求)?",
        "(项目)?(建设)?规模(和|及|与|、)?(主要|建设)?(内容)?",
        "(项目)?(概况|简介|说明)",
        "(主要|工作|建设|具体)(任务|措施|举措)",
    ),
    "target": (
        "(项目|工作|年度|预期|完成|建设|量化|绩效|进度|具体)*(目标|指标)(任务|要求)?",
        "(年度|本年度|当年)?(完成)?(形象)?进度(要求|目标)?",
        "年度(建设)?任务",
    ),
    "department": (
        "(主要)?责任(单位|部门|主体)",
        "牵头(责任)?(单位|部门)",
        "(项目)?业主(单位)?",
        "(组织|具体)?实施(单位|部门|主体)",
        "(建设|承办|主办|主管|承建|负责|落实)(单位|部门|主体)",
        "单位",
    ),
    "deadline": (
        "(计划|预计|拟)?(完成|完工|竣工|建成)(时限|时间|日期|期限|年限)",
        "(项目)?(计划)?(建设|实施|开竣工|起止|开工及完成)(起止)?(时限|时间|期限|年限|周期|工期)",
        "(时限|期限|工期|完成时限要求|时间|时间节点|进度安排)",
    ),
    "place": (
        "(项目)?(建设|实施|项目|所在)?(地点|地址|位置|区域|范围|地)",
        "选址",
        "(所在|所属)?(镇|街道|镇街|镇（街道）|乡镇)",
    ),
    "category": ("(项目)?(所属)?(类别|类型|分类|领域|性质)", "类"),
    "quote": ("引文",),
    "cite": ("出处",),
}
"""Patterns of each key, the closest first."""

_MONEY = re.compile(r"投资|资金|概算|预算|经费|造价|总价")
_NO_MONEY = re.compile(r"来源|渠道|筹措|构成|方式|完成率|占比")
_BRACKETS = re.compile(r"[（(\[【〔]([^）)\]】〕]*)[）)\]】〕]?")


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
    for key, patterns in _NAMES.items():
        for rank, pattern in enumerate(patterns):
            if re.fullmatch(pattern, name):
                return ColumnName(key, rank)
    return ColumnName("")


def unit_of(text: str) -> str:
    """The unit that a line above a table gives for its sums, such as 单位：万元; or nothing."""
    match = re.search(r"单位\s*[:：]\s*(?:人民币)?\s*(亿元|万元|元)", text)
    return match[1] if match else ""


def _money_rank(name: str) -> int:
    """A total comes before what is spent in a year, and that before a share of it."""
    if re.search(r"总投资|投资总额|总额|投资额|^投资$|计划投资$|估算投资|概算投资", name):
        return 1 if re.search(r"年度|当年|本年|\d{4}年", name) else 0
    return 2 if re.search(r"年", name) else 3
