"""Numbers and how else they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.numerals import counted, in_characters
from index.words.numerals import as_printed, other_forms

UNITS = dict.fromkeys(("平方公里", "平方千米"), ("平方公里", "平方千米"))


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("12000", ["12,000", "一万二千", "1.2万"]),
        ("一万二千", ["12000", "12,000", "1.2万"]),
        ("1.5亿元", ["150000000元", "150,000,000元", "15000万元"]),
        ("两万", ["20000", "20,000", "二万", "2万"]),
        ("5件", ["五件"]),
        ("十件实事", ["10件实事"]),
        ("10.37平方千米", ["10.37平方公里"]),
        ("45千米", ["四十五千米"]),
        ("iv类", ["4类", "四类"]),
        ("四类", ["4类", "iv类"]),
        ("4类", ["四类", "iv类"]),
    ],
)
def test_the_forms_of_a_number(text: str, forms: list[str]) -> None:
    assert other_forms(text, UNITS) == forms


@pytest.mark.parametrize(
    "text",
    [
        "养老",
        "5",
        "十四五",
        "一带一路",
        "8.1%",
        "百分之五",
        "万",
        "3个5",
        "1" * 200,
        "一二",
        "百万千",
        "零就业家庭",
        "动态清零",
        "二零",
    ],
)
def test_what_is_no_number_or_says_little_is_left_alone(text: str) -> None:
    assert other_forms(text, UNITS) == []


@pytest.mark.parametrize(
    ("text", "in_digits"),
    [
        ("增长百分之五", "增长5%"),
        ("百分之十", "10%"),
        ("百分之三十五点六", "35.6%"),
        ("百分之八〇", "80%"),
        ("百分之百", "100%"),
        ("百分之一百二十", "120%"),
        ("百分之5十", "百分之5十"),
        ("百分之", "百分之"),
        ("减税九点七亿", "减税9.7亿"),
        ("七十二点二万平方米", "72.2万平方米"),
        ("1万四千人", "1.4万人"),
        ("24万3千人", "24.3万人"),
        ("14万7900户", "14.79万户"),
        ("六万二", "6.2万"),
        ("6万2户", "6.2万户"),
        ("一万零二", "一万零二"),
        ("三百五", "350"),
        ("八百二十个", "820个"),
        ("四十万亩", "40万亩"),
        ("二十大", "二十大"),
        ("十四五", "十四五"),
        ("百千万工程", "百千万工程"),
        ("三万千瓦", "三万千瓦"),
        ("两点一线", "两点一线"),
        ("九点一刻", "九点一刻"),
        ("重点五元", "重点五元"),
    ],
)
def test_percentages_and_fractions_in_digits(text: str, in_digits: str) -> None:
    assert as_printed(text) == in_digits


@given(st.integers(1, 10**8 - 1))
def test_every_number_in_characters_is_understood(number: int) -> None:
    assert counted(in_characters(number)) == number


@given(st.text("〇零一二两三四五六七八九十百千万亿0123456789.,%户", max_size=14))
def test_any_run_of_signs_is_a_number_or_none(text: str) -> None:
    assert text not in other_forms(text, UNITS)
