"""Which numbers of a text are figures, with what unit, and why the others are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.facts.lexicon import load_lexicon
from content.facts.model import Omission
from content.facts.numbers import FoundNumber, numbers

UNITS = load_lexicon().units


def read(text: str) -> tuple[list[FoundNumber], list[tuple[int, int, Omission]]]:
    return numbers(text, UNITS)


@pytest.mark.parametrize(
    ("text", "value", "unit", "bounds"),
    [
        ("地区生产总值增长5%以上", "5", "%", ("以上",)),
        ("增长7.0%—7.5%", "7.0%—7.5", "%", ()),
        ("提升特色街区3—5个", "3—5", "个", ()),
        ("新增城镇就业1.4万人", "1.4万", "人", ()),
        ("接待游客4000余万人次", "4000余万", "人次", ("余",)),
        ("1万余名志愿者", "1万", "名", ("余",)),
        ("贷款2.3亿元以上", "2.3亿", "元", ("以上",)),
        ("受理390余件事项", "390", "件", ("余",)),
        ("改造260个以上老旧小区", "260", "个", ("以上",)),
        ("新增财力的80%以上用于民生", "80", "%", ("以上",)),
        ("增长 12 %", "12", "%", ()),
        ("新建 20 余处", "20", "处", ("余",)),
        ("增速达-2.3%", "-2.3", "%", ()),
        ("价格下降－0.5%", "－0.5", "%", ()),
        ("增长１２．５％", "１２．５", "％", ()),
        ("达到Ⅳ类水体标准", "Ⅳ", "类", ()),
        ("办结时间压缩至3个工作日", "3", "个工作日", ()),
        ("空气优良天数达到300天", "300", "天", ()),
        ("占比百分之五左右", "五", "百分之", ("左右",)),
        ("突破1,234.5亿元", "1,234.5亿", "元", ()),
        ("国内生产总值达到二十三点五亿元", "二十三点五亿", "元", ()),
        ("粮食总产三亿二千万公斤以上", "三亿二千万", "公斤", ("以上",)),
        ("新增就业三千余人", "三千", "人", ("余",)),
        ("投资三十多亿元", "三十多亿", "元", ("多",)),
        ("装机五十千瓦", "五十", "千瓦", ()),
        ("提高三个百分点", "三", "个百分点", ()),
        ("提高三至五个百分点", "三至五", "个百分点", ()),
        ("投资二点五—三十亿元", "二点五—三十亿", "元", ()),
    ],
)
def test_a_figure_has_its_number_unit_and_bound_words(
    text: str, value: str, unit: str, bounds: tuple[str, ...]
) -> None:
    ((number,), skipped) = read(text)
    assert (number.value, number.unit, number.bounds) == (value, unit, bounds)
    assert skipped == []
    assert text[number.start : number.end].startswith(value)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "一手抓三个代表",
            "“最后一公里”",
            "城乡二元结构",
            "第二十三条",
            "几十万元",
            "三月二十一日",
        ),
        *("二十四小时服务", "跨过两万亿台阶", "一二三产业", "十二项实事", "千亿元产业"),
        *("五百万元以上企业", "二百二十千伏变电站", "“稳增长四十五条”", "跨上一百亿大关"),
        *("二十四字价值观", "一百四十八团"),
    ],
)
def test_a_number_in_words_that_measures_nothing_is_none(words: str) -> None:
    assert read(words) == ([], [])


def test_a_place_among_others_may_be_in_characters() -> None:
    (number,), _ = read("进入全国前一百名")
    assert (number.value, number.rank) == ("一百", True)


def test_a_unit_written_once_counts_for_the_row() -> None:
    found, _ = read("分别提高2.6、0.9和1.5个百分点")
    assert [(number.value, number.unit) for number in found] == [
        ("2.6", "个百分点"),
        ("0.9", "个百分点"),
        ("1.5", "个百分点"),
    ]


def test_a_ratio_of_three_is_one_figure() -> None:
    ((number,), _) = read("三次产业占比调整为0.3∶21.7∶78。")
    assert number.value == "0.3∶21.7∶78"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023年，我们", Omission.DATE),
        ("2024年1月30日上午", Omission.DATE),
        ("举办2023淄博马拉松", Omission.DATE),
        ("连续7年保持", Omission.DURATION),
        ("15分钟生活圈", Omission.DURATION),
        ("发展0—3岁托育", Omission.AGE),
        ("第3次全体会议", Omission.ORDINAL),
        ("3．推进改革", Omission.ORDINAL),
        ("聚焦“3510”目标", Omission.NAME),
        ("完善“1+4+N”体系", Omission.NAME),
        ("新建5G基站", Omission.NAME),
        ("PM2.5浓度", Omission.NAME),
        ("世界500强企业", Omission.NAME),
        ("国道207改线", Omission.NAME),
        ("实施5000万元以上项目", Omission.SPEC),
        ("建成500千伏线路", Omission.SPEC),
        ("建成30万吨级码头", Omission.SPEC),
        ("零关税清单[4]扩容", Omission.FOOTNOTE),
        ("增长9。6%", Omission.MISREAD),
        ("融入沿黄9市示范区", Omission.UNRECOGNISED),
    ],
)
def test_a_number_that_is_no_figure_has_a_reason(text: str, reason: Omission) -> None:
    found, skipped = read(text)
    assert found == []
    assert {why for _, _, why in skipped} == {reason}


SIGNS = "0123456789０９.．,，。、—-%％：（）()[]“”第年月日个亿万元增长以上余约A+ 和分之五Ⅳ类"


@given(st.text(alphabet=SIGNS, max_size=40))
def test_every_digit_is_in_a_figure_or_left_out(text: str) -> None:
    """Whatever a text looks like, nothing of it is lost, and nothing is counted twice."""
    found, skipped = read(text)
    spans = [(each.start, each.end) for each in found]
    spans += [(start, end) for start, end, _ in skipped]
    covered = [at for start, end in spans for at in range(start, end)]
    digits = {at for at, sign in enumerate(text) if sign.isdecimal()}
    assert digits <= set(covered)
    assert all(len([at for at in covered if at == digit]) == 1 for digit in digits)


def test_a_line_of_many_numbers_takes_linear_time() -> None:
    """Half a second of the processor; what looks at the whole line for each takes a minute."""
    start = time.process_time()
    _, left_out = read("1、" * 15_000)
    assert read("点一" * 40_000) == ([], [])
    assert time.process_time() - start < 5
    assert len(left_out) == 15_000
