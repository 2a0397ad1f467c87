"""What a figure measures, of which year and side, and how it is bound."""

from __future__ import annotations

import time
from contextvars import copy_context

import pytest

from content.facts.clauses import LONGEST, clause_around
from content.facts.lexicon import load_lexicon
from content.facts.model import Doubt, Fact, FactKind, Side
from content.facts.numbers import numbers
from content.facts.waiting import NobodyWaits, stop_when
from content.facts.years import Moments, View
from tests.unit.facts.small_reports import facts, goals


def one(text: str) -> Fact:
    """The only figure of a plan."""
    (fact,) = goals(text)
    return fact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("新建长者食堂20处。", "新建长者食堂"),
        ("57个项目已完工。", "项目"),
        ("建成30万亩高标准农田。", "高标准农田"),
        ("加快龙凤苑中学等4所中小学建设。", "中小学建设"),
        ("打造人间烟火等5条网红旅游线路。", "网红旅游线路"),
        ("“四强”产业增加值占比达到58%以上。", "“四强”产业增加值占比"),
        ("力争年度技改投资同比增长5%以上。", "年度技改投资"),
        ("人口自然增长率控制在6‰以内。", "人口自然增长率"),
        ("70个县（市、区）开展医共体建设。", "县（市、区）"),
        ("全区共有670万职工参加医疗保险。", "职工"),
        ("各项贷款新增50亿元。", "各项贷款"),
        ("规上企业净增23家。", "规上企业"),
        ("制造业贷款多增12亿元。", "制造业贷款"),
        ("科技创新增加值20亿元。", "科技创新增加值"),
        ("又解决近15万农村人口饮水安全问题。", "农村人口饮水安全问题"),
    ],
)
def test_the_name_is_what_is_measured(text: str, name: str) -> None:
    assert one(text).name == name


def test_names_and_numbers_go_by_turns() -> None:
    found = goals("事故起数、死亡人数分别下降30.77%、20%。")
    assert [(f.name, f.value, f.direction) for f in found] == [
        ("事故起数", "30.77", "下降"),
        ("死亡人数", "20", "下降"),
    ]


def test_a_word_of_growth_is_not_shared_with_a_rate() -> None:
    found = goals("城镇调查失业率、居民消费价格涨幅分别控制在5%和3%以内。")
    assert [(f.indicator, f.direction) for f in found] == [
        ("城镇调查失业率", ""),
        ("居民消费价格", "涨幅"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "direction"),
    [("地区生产总值增长-2.3%。", "-2.3", "增长"), ("出口总额负增长3%。", "3", "负增长")],
)
def test_a_decline_keeps_its_sign(text: str, value: str, direction: str) -> None:
    fact = one(text)
    assert (fact.value, fact.direction) == (value, direction)
    assert fact.indicator


def test_a_name_ends_before_the_word_and() -> None:
    assert goals("推进4个深度贫困县和20个贫困村脱贫。")[0].name == "深度贫困县"


def test_a_counted_thing_is_told_from_its_measure() -> None:
    found = goals("12家离岛免税店销售额580.9亿元。")
    assert [f.name for f in found] == ["离岛免税店", "离岛免税店销售额"]


def test_what_names_no_measure_takes_the_subject_before() -> None:
    found = facts("“三农”投入102亿元，比“十五”时期增加2.4倍。工业利润20亿元，是2007年的2倍。")
    assert [f.name for f in found] == ["“三农”投入", "“三农”投入", "工业利润", "工业利润"]


def test_a_row_of_numbers_alone_is_of_the_row_before_it() -> None:
    income = "城乡居民人均可支配收入分别达到39800元、19650元，"
    for behind, several in (("增长4.6%、6.3%", False), ("年均增长4.6%、6.3%", True)):
        *_, town, country = facts(f"{income}{behind}。")
        assert (town.indicator, town.several) == ("城镇居民人均可支配收入", several)
        assert (country.indicator, country.several) == ("农村居民人均可支配收入", several)
        assert town.kind is country.kind is FactKind.GROWTH
        assert Doubt.SHARED not in town.doubts + country.doubts
    one, other = facts("工业投资20亿元，增长4.6%、6.3%。")[1:]
    assert all(Doubt.SHARED in fact.doubts for fact in (one, other))


def test_the_year_of_a_row_is_that_of_its_numbers() -> None:
    was, _, now, _ = facts("投资由2021年的5亿元、6亿元增加到2023年的8亿元、9亿元。")
    assert (was.several, now.year) == (True, 2023)
    raised = facts("标准在2022年基础上分别提高10%和18%。")
    assert [fact.year for fact in raised] == [2023, 2023]
    real = facts("工业投资、工业利润分别达39元和12元，年均实际增长3%和6%。")[2:]
    assert [fact.caliber for fact in real] == [("实际",), ("实际",)]


def test_the_sign_of_a_list_is_no_part_of_a_name() -> None:
    assert [fact.name for fact in facts("- 工业投资20亿元\n• 工业利润5亿元")] == [
        "工业投资",
        "工业利润",
    ]


def test_a_share_is_a_measure_of_its_own_and_compares_nothing() -> None:
    share, _, bare, above = facts(
        "民生支出占财政支出的比重达81.3%。工业产值62亿元，占全县的比重为21%，占比高于全市3个百分点。"
    )
    assert (share.doubts, Doubt.COMPARED in bare.doubts) == ((), False)
    assert Doubt.COMPARED in above.doubts


def test_figures_that_were_only_aimed_at_are_no_results() -> None:
    found = facts("地区生产总值增长6%，固定资产投资增长8%的目标没有实现。")
    assert all(Doubt.COMPARED in f.doubts for f in found)


def test_a_row_of_indicators_shares_its_ending() -> None:
    found = goals("城镇和农村居民人均可支配收入分别增长8%、9%。")
    assert [(f.indicator, f.value) for f in found] == [
        ("城镇居民人均可支配收入", "8"),
        ("农村居民人均可支配收入", "9"),
    ]
    found = goals("城乡居民人均可支配收入分别增长8%、9%。")
    assert [f.indicator for f in found] == ["城镇居民人均可支配收入", "农村居民人均可支配收入"]


def test_a_number_for_two_names_gives_two_figures() -> None:
    found = goals("新引进过亿元项目数量、到位省外资金数量均增长10%以上。")
    assert [f.name for f in found] == ["新引进过亿元项目数量", "到位省外资金数量"]
    assert {f.bounds for f in found} == {("均", "以上")}


def test_numbers_side_by_side_for_one_name_are_doubted() -> None:
    """Which is the town's and which the country's is not said."""
    found = goals("城镇居民人均可支配收入2万元，农村居民人均纯收入1万元，实际增长12%和10.7%。")
    assert all(Doubt.SHARED in f.doubts for f in found[2:])


def test_the_quote_reaches_back_to_its_subject() -> None:
    fact = goals("固定资产投资完成150亿元，同比下降66%。")[1]
    assert fact.quote == "固定资产投资完成150亿元，同比下降66%"
    assert (fact.indicator, fact.direction) == ("固定资产投资", "下降")
    assert Doubt.SUBJECT_BEFORE in fact.doubts


def test_a_comparison_is_not_the_measure() -> None:
    fact = goals("地区生产总值增长6%，高于全省平均2个百分点。")[1]
    assert fact.indicator == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("固定资产投资增长8%。", FactKind.GROWTH),
        ("城镇登记失业率控制在4%以内。", FactKind.SHARE),
        ("新增城镇就业5000人。", FactKind.INCREMENT),
        ("充电桩保有量达到3500个。", FactKind.STOCK),
        ("开展文化活动500场。", FactKind.COUNT),
        ("综合排名居全省第3位。", FactKind.RANK),
    ],
)
def test_the_kind_of_a_figure(text: str, kind: FactKind) -> None:
    assert one(text).kind is kind


def test_bound_words_stand_as_they_are_printed() -> None:
    assert one("力争充电桩保有量达到3500个以上。").bounds == ("力争", "达到", "以上")


@pytest.mark.parametrize(
    ("text", "year", "several"),
    [
        ("固定资产投资增长8%。", 2023, False),
        ("去年固定资产投资增长8%。", 2023, False),
        ("2021年固定资产投资增长8%。", 2021, False),
        ("五年来，固定资产投资增长8%。", None, True),
        ("“十三五”期间，固定资产投资增长8%。", None, True),
        ("固定资产投资年均增长8%。", None, True),
        ("五年来，我们努力。2023年，固定资产投资增长8%。", 2023, False),
        ("固定资产投资是2018年的2倍。", None, True),
    ],
)
def test_the_year_of_a_result(text: str, year: int | None, several: bool) -> None:
    fact = next(f for f in facts(past=text) if f.side is Side.RESULT)
    assert (fact.year, fact.several) == (year, several)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("固定资产投资增长8%。", 2024),
        ("今年固定资产投资增长8%。", 2024),
        ("到2027年，固定资产投资达到100亿元。", None),
        ("今后五年，固定资产投资年均增长8%。", None),
        ("去年固定资产投资增长8%。", 2023),
        ("去年新建学校。固定资产投资增长8%。", 2024),
    ],
)
def test_the_year_of_a_goal(text: str, year: int | None) -> None:
    assert one(text).year == year


def test_part_of_a_year_is_doubted() -> None:
    (half, whole) = facts(past="上半年固定资产投资增长8%，全年固定资产投资增长9%。")
    assert Doubt.PART_OF_YEAR in half.doubts
    assert Doubt.PART_OF_YEAR not in whole.doubts


@pytest.mark.parametrize(
    "label",
    [
        "高新区固定资产投资",
        "工业固定资产投资总",
        "全省固定资产投资",
        "民间和国有固定资产投资",
        "固定资产投资税收",
    ],
)
def test_an_indicator_is_never_guessed(label: str) -> None:
    """More or other words than the list has make another measure."""
    assert one(f"{label}增长8%。").indicator == ""


@pytest.mark.parametrize(
    "label",
    [
        "固定资产投资",
        "全县固定资产投资",
        "全县完成固定资产投资",
        "力争固定资产投资",
        "全社会固定资产投资",
    ],
)
def test_an_indicator_is_known_by_its_full_name(label: str) -> None:
    assert one(f"{label}增长8%。").indicator == "固定资产投资"


def test_years_and_numbers_in_one_long_line_are_read_in_time() -> None:
    """A second of the processor; what grows with the square takes a hundred."""
    text = "去年增长1%，" * 7000
    moments = Moments(text, View(Side.RESULT, 2025, False), 2026)
    start = time.process_time()
    for number in numbers(text, load_lexicon().units)[0]:
        moments.at(number.start, (number.start - 4, number.end))
    assert time.process_time() - start < 8


def test_in_a_line_without_an_end_each_number_has_its_surroundings() -> None:
    """No clause is so long; figures and quotes are then what stands near, and none is lost."""
    line = "、".join(f"改造道路{number}公里" for number in range(5000)) + "。"
    found = goals(line)
    assert [fact.value for fact in found] == [str(number) for number in range(5000)]
    assert {fact.name for fact in found} == {"改造道路"}
    assert max(len(fact.quote) for fact in found) <= LONGEST
    begin, end = clause_around(line, line.index("改造道路400公里"))
    assert "改造道路400公里" in line[begin:end]
    assert end - begin <= LONGEST


@pytest.mark.parametrize("word", ["达到", "年均", "排名第", "人均"])
def test_words_that_say_how_much_may_follow_one_another_for_ever(word: str) -> None:
    (fact,) = goals(f"改造{word * 300}甲20处。")
    assert fact.name.endswith("甲")


def test_nothing_is_read_for_somebody_who_has_left() -> None:
    def read() -> None:
        stop_when(lambda: True)
        facts("新增学校20处。")

    with pytest.raises(NobodyWaits):
        copy_context().run(read)
    assert facts("新增学校20处。")


@pytest.mark.parametrize(
    "text",
    [
        "过去一年是本届政府依法履职第一年，事业开了新局。地区生产总值增长5.2%。",
        "新建住房9套，总数比“十三五”末增加60套，地区生产总值增长5.2%。",
    ],
)
def test_a_year_of_a_term_and_a_measure_of_another_make_no_several_years(text: str) -> None:
    *_, last = facts(text)
    assert (last.value, last.year, last.several) == ("5.2", 2023, False)


def test_a_second_unit_in_brackets_does_not_hide_the_noun() -> None:
    (housing,) = goals("建设筹措7万套（间）保障性租赁住房。")
    assert (housing.name, housing.unit) == ("保障性租赁住房", "套")


def test_a_number_beside_another_has_its_word_of_growth() -> None:
    found = facts("人民币存贷款余额分别下降6.9%、6.6%。")
    assert [(f.direction, f.kind) for f in found] == [("下降", FactKind.GROWTH)] * 2


def test_what_an_amount_is_for_stands_in_its_unit() -> None:
    found = facts("亩均税收30万元/亩，PM2.5年平均浓度25微克/立方米。")
    assert [(f.value, f.unit, f.year) for f in found] == [
        ("30万", "元/亩", 2023),
        ("25", "微克/立方米", 2023),
    ]


def test_a_growth_of_some_years_is_of_several() -> None:
    _, growth = facts("财政收入达到1350亿元，3年增长58.6%。")
    assert (growth.name, growth.year, growth.several) == ("财政收入", None, True)
    (case,) = facts("新增7个全国未来产业典型案例。")
    assert case.name == "全国未来产业典型案例"


def test_a_yearly_growth_of_two_is_no_growth_of_each() -> None:
    """年均 is no 均: two numbers of two names are two figures."""
    assert len(facts("文化产业和创意产业增加值年均增长8%、7%。")) == 2


def test_a_measure_behind_another_one_does_not_take_its_name() -> None:
    named = [f.name for f in facts("粮食播种面积42万亩，产量18万吨、产值9亿元。")]
    assert named == ["粮食播种面积", "产量", "产值"]
    assert [f.bounds for f in facts("确保新建学校3所、力争5所。")] == [("确保",), ("力争",)]
