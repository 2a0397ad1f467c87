"""What stands in the cells of offices' lists: sums, and the names of columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from content.candidates.amounts import read_amount
from content.candidates.office_headings import column_name, unit_of


@pytest.mark.parametrize(
    ("text", "unit", "value", "doubt"),
    [
        ("6200万元", "", 6200, ""),
        ("6,200", "万元", 6200, ""),
        ("1.36", "亿元", 13600, ""),
        ("35000元", "", Decimal("3.5"), ""),
        ("三千二百万元", "", 3200, ""),
        ("约4800万元", "", 4800, "约数"),
        ("6200", "", None, "没有写单位"),
        ("300-400万元", "", None, "不是一个数"),
        ("3千万-4千万元", "", None, "不是一个数"),
        ("5000千元", "万元", 500, ""),
        ("3百万元", "", 300, ""),
        ("3千万", "万元", 3000, ""),
        ("1.5万亿元", "", 150_000_000, ""),
        ("3千多万元", "万元", 3000, "约数"),
        ("200余万", "万元", 200, "约数"),
        ("6.2E+07", "元", 6200, ""),
        ("80", "百万元", 8000, ""),
        ("500万美元", "", None, "不是人民币"),
        ("500美元", "万元", None, "不是人民币"),
        ("-500", "万元", None, "减号"),
        ("300万元（市级100万元）", "", 300, "不止一个数"),
        ("2024年500万元", "", 500, "不止一个数"),
        ("2024年500", "万元", 500, "不止一个数"),
        ("一期500万元", "万元", 500, "不止一个数"),
        ("2024年", "万元", None, "认不出数"),
        ("￥3,000,000", "", 300, ""),
        ("5000元/人", "", None, "单价"),
        ("5000元每户", "", None, "单价"),
        ("另行安排", "万元", None, "认不出数"),
        ("见一般债券", "万元", None, "认不出数"),
        ("/", "万元", None, ""),
        ("", "万元", None, ""),
    ],
)
def test_sums_are_read_in_ten_thousands(
    text: str, unit: str, value: Decimal | None, doubt: str
) -> None:
    amount = read_amount(text, unit)
    assert amount.value == value
    assert doubt in amount.doubt
    assert bool(doubt) == bool(amount.doubt)


@pytest.mark.parametrize("sign", ["1", "万", "1,", "元"])
def test_a_cell_of_thousands_of_signs_is_no_sum(sign: str) -> None:
    """Digits took minutes; each 万 was a call within the one before, until there were no more."""
    text = sign * 20_000
    assert read_amount(text, "万元") == (None, text, "认不出数")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("具体内容和目标任务", "summary"), ("时间节点", "deadline"),
        ("项目 名称", "title"), ("民生实事候选项目名称", "title"), ("实事项目", "title"),
        ("建设内容及规模", "summary"), ("主要建设内容", "summary"), ("内  容", "summary"),
        ("年度目标", "target"), ("2025年计划投资（万元）", "investment"),
        ("投资估算", "investment"),
        ("资金来源", ""), ("完成时限", "deadline"), ("建设起止年限", "deadline"),
        ("责任单位（部门）", "department"), ("牵头部门", "department"), ("建设地点", "place"),
        ("主要建设内容及年度目标", "summary"), ("年度目标/完成时限", "target"),
        ("责任单位和责任人", "department"), ("建设地点及内容", "summary"), ("资金来源及方式", ""),
        ("所属类别", "category"), ("备注", ""), ("配合单位", ""), ("序 号", "id"),
        ("项目单位", "department"),
    ],
)  # fmt: skip
def test_columns_have_many_names(heading: str, key: str) -> None:
    assert column_name(heading).key == key


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("投资（千元）", "千元"),
        ("投资（百万元）", "百万元"),
        ("投资（万美元）", ""),
        ("投资/亿元", "亿元"),
    ],
)
def test_columns_have_many_units(heading: str, unit: str) -> None:
    assert column_name(heading).unit == unit
    assert unit_of(f"单位：{unit}") == unit
