"""Which results stand beside which goals, and which never do."""

from __future__ import annotations

import pytest

from content.facts import pairing
from content.facts.comparison import FigureBook, compare
from content.facts.pairing import Likeness, _contradict, _likeness
from tests.unit.facts.small_reports import PLAN, main_rows, report, rows

PAST = "地区生产总值增长5.2%，固定资产投资增长9%，社会消费品零售总额增长6%，城镇新增就业5600人。"


def test_the_main_indicators_of_a_plain_report() -> None:
    assert main_rows(PAST, PLAN) == [
        ("地区生产总值", "5.2%", "6%"),
        ("固定资产投资", "9%", "8%"),
        ("社会消费品零售总额", "6%", "7%"),
        ("城镇新增就业", "5600人", "5000人"),
    ]


@pytest.mark.parametrize(
    "past",
    [
        "五年来，地区生产总值增长5.2%。",
        "地区生产总值年均增长5.2%。",
        "上半年地区生产总值增长5.2%。",
        "县域经济加快发展，地区生产总值增长5.2%。",
        "高新区地区生产总值增长5.2%。",
        "全省地区生产总值增长5.2%。",
        "2020年地区生产总值增长5.2%。",
        "人均地区生产总值增长5.2%。",
        "地区生产总值达到100亿元。",
        "年初确定了地区生产总值增长5.2%的目标。",
        "与2019年相比，地区生产总值增长5.2%。",
        "1至11月，经济平稳运行。固定资产投资加快。地区生产总值连续三年增长5.2%。",
        "地区生产总值、人均地区生产总值增长5.2%和6%。",
    ],
)
def test_another_year_place_measure_or_unit_is_no_main_row(past: str) -> None:
    assert main_rows(past, PLAN) == []


def test_last_years_figures_in_the_plan_are_no_goals() -> None:
    plan = "去年地区生产总值增长5.2%，固定资产投资增长9%。" + PLAN
    assert main_rows(PAST, plan) == main_rows(PAST, PLAN)
    assert main_rows(PAST, "去年预期目标是地区生产总值增长5%，固定资产投资增长9%。") == []


def test_two_different_figures_of_one_measure_are_not_chosen_between() -> None:
    past = "城镇居民人均可支配收入增长8%。城镇居民人均可支配收入增长9%。"
    plan = "今年主要预期目标是：地区生产总值增长6%，城镇居民人均可支配收入增长7%。"
    assert main_rows(past, plan) == []


@pytest.mark.parametrize("begins", ["由", "从每人每月", "由2023年的", "由目前的每人每年"])
def test_a_change_is_compared_by_what_it_leads_to(begins: str) -> None:
    past = f"新农合人均筹资标准{begins}350元提高到390元。"
    plan = f"新农合人均筹资标准{begins}390元提高到450元。"
    found = [(row.result.value, row.goal.value) for row in rows(past, plan)]
    assert found == [("390", "450")]


def test_names_of_few_characters_are_alike_if_they_are_the_same() -> None:
    plan = "新增学位600个。建成学校5所。完成投资9亿元。"
    found = rows("新增学位500个。新建学校3所。完成投资8亿元。", plan)
    assert [row.name for row in found] == ["新增学位"]


def test_a_goal_of_growth_stands_beside_the_growth_and_not_beside_the_level() -> None:
    (row,) = rows("工业利润80亿元，增长7.1%。", "工业利润增长7%。")
    assert (row.likeness, row.result.value, row.marks) == (Likeness.NEAR, "7.1", ())


def test_a_fall_and_a_rise_stand_side_by_side_with_their_words() -> None:
    (row,) = (r for r in rows("固定资产投资同比下降66%。", PLAN) if r.name == "固定资产投资")
    assert (row.result.direction, row.goal.direction) == ("下降", "增长")
    assert "下降66%" in row.result.quote


def test_a_word_on_how_it_was_measured_is_a_mark() -> None:
    (row,) = rows("地区生产总值同口径增长5.2%。", "今年主要预期目标是：地区生产总值增长6%。")
    assert row.marks == ("结果写明“同口径”，目标没有写",)


@pytest.mark.parametrize(
    ("past", "plan"),
    [
        ("“四新”经济增加值占比达到37%。", "“四强”经济增加值占比达到58%。"),
        ("四新产业增加值占比达到37%。", "四强产业增加值占比达到58%。"),
        ("高速公路通车里程达到45公里。", "农村公路通车里程达到60公里。"),
        ("小学学位新增300个。", "幼儿园学位新增400个。"),
        ("单位工业增加值能耗下降9%。", "工业增加值增长6%。"),
        ("一般公共预算收入达到20亿元。", "财政总收入达到30亿元。"),
        ("新增公园绿地20处。", "新增公园绿地20万平方米。"),
    ],
)
def test_look_alikes_are_never_paired(past: str, plan: str) -> None:
    assert rows(past, plan) == []


@pytest.mark.parametrize(
    ("past", "plan", "marks"),
    [
        ("实施校城融合项目45个。", "实施校城融合项目10个以上。", ()),
        ("科技型企业达到246家。", "新增科技型企业8家。", ("口径不同",)),
        ("新增省级示范社区3个。", "新增市级示范社区5个。", ("级别不同",)),
    ],
)
def test_what_may_be_the_same_is_near_with_its_marks(
    past: str, plan: str, marks: tuple[str, ...]
) -> None:
    (row,) = rows(past, plan)
    assert (row.likeness, row.marks) == (Likeness.NEAR, marks)


def test_every_figure_is_in_one_place() -> None:
    """In a row, or alone; none is lost and none is there twice."""
    book = FigureBook(report(PAST + "新建学校3所。", PLAN + "新建公园2处。"))
    found = compare(book).pairing
    placed = [id(f) for row in found.rows for f in (row.result, row.goal)]
    placed += [id(fact) for fact in (*found.goals, *found.results)]
    assert sorted(placed) == sorted(id(fact) for fact in book.figures.facts)


def test_a_short_general_name_is_no_likeness() -> None:
    """重大项目 are not those of one kind."""
    assert not rows("签约重大项目435个。", "今年实施医疗卫生重大项目36个。")


def test_what_is_only_striven_for_is_no_result() -> None:
    assert main_rows("预计地区生产总值增长7%，力争固定资产投资增长9%。", PLAN) == [
        ("地区生产总值", "7%", "6%")
    ]


def test_a_thousand_alike_names_are_not_all_laid_side_by_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid: list[str] = []

    def contradict(one: str, other: str) -> bool:
        laid.append(one)
        return _contradict(one, other)

    monkeypatch.setattr(pairing, "_contradict", contradict)

    def named(first: int) -> str:
        signs = [chr(0x4E00 + first + 3 * at) for at in range(300)]
        return (
            "，".join(f"建设城镇{sign}老旧小区改造点{n}个" for n, sign in enumerate(signs, 10))
            + "。"
        )

    assert rows(named(0), named(1)) == []
    assert 0 < len(laid) <= 300 * 100


def test_names_are_compared_once_however_many_figures_have_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []

    def likeness(goal: pairing._PairedName, result: pairing._PairedName, shared: int) -> float:
        compared.append(goal.core)
        return _likeness(goal, result, shared)

    monkeypatch.setattr(pairing, "_likeness", likeness)
    numbers = range(10, 510)
    past = "".join(f"新建改造老旧小区{number}个。" for number in numbers)
    plan = "".join(f"改造城镇老旧小区{number}个。" for number in numbers)
    found = rows(past, plan)
    assert compared == ["城镇老旧小区"]
    assert [(row.result.value, row.goal.value) for row in found] == [
        (str(number), str(number)) for number in numbers
    ]
