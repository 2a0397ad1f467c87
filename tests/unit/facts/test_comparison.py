"""Two sides that can be compared, and what is said of those that cannot."""

from __future__ import annotations

import pytest

from content.facts.comparison import FigureBook, compare, same_place
from content.facts.model import Side
from content.facts.pairing import Likeness
from content.parsing.outline import parse
from tests.unit.facts.small_reports import PLAN, report

PAST = "地区生产总值增长5.2%，固定资产投资增长9%，社会消费品零售总额增长6%，城镇新增就业5600人。"


def book(
    past: str = PAST, plan: str = PLAN, *, year: int = 2024, place: str = "青禾县", review: str = ""
) -> FigureBook:
    return FigureBook(report(past, plan, year=year, place=place, review=review))


def test_last_years_goals_meet_this_years_results() -> None:
    found = compare(book(year=2025), book(year=2024))
    assert (found.goal_year, found.result_year) == (2024, 2024)
    assert [row.name for row in found.rows(Likeness.MAIN)] == [
        "地区生产总值",
        "固定资产投资",
        "社会消费品零售总额",
        "城镇新增就业",
    ]
    assert found.goals.id == "r2024"


def test_another_place_is_refused() -> None:
    found = compare(book(year=2025), book(year=2024, place="白石县"))
    assert found.refusal == "这两份报告不是一个地方的（白石县、青禾县），不能对照。"
    assert found.pairing.rows == ()


def test_years_that_do_not_meet_are_refused() -> None:
    found = compare(book(year=2026), book(year=2024))
    assert "2024年的目标" in found.refusal
    assert "2025年的结果" in found.refusal


def test_a_review_of_five_years_is_refused() -> None:
    past = "五年来，地区生产总值增长35%，固定资产投资增长49%。"
    found = compare(book(past, review="过去五年工作回顾"))
    assert found.refusal == "回顾部分讲的是几年的工作，目标是一年的，两者不能对照。"
    assert found.pairing.rows == ()
    assert compare(book(past, review="过去五年工作回顾", year=2025), book(year=2024)).refusal


def test_a_review_of_five_years_that_names_the_year_shows_that_year_only() -> None:
    past = "五年来，地区生产总值增长35%。\n2023年，地区生产总值增长5.2%。"
    found = compare(book(past, review="过去五年工作回顾"))
    assert [row.result.value for row in found.rows(Likeness.MAIN)] == ["5.2"]
    assert found.notice == "回顾部分讲的是几年的工作，主要指标只列其中写明2023年的数字。"


def test_the_year_of_one_sentence_is_not_that_of_the_next_in_a_review_of_five() -> None:
    past = "五年来，工作很实。2023年，地区生产总值增长5.2%。固定资产投资增长49%。"
    found = compare(book(past, review="过去五年工作回顾"))
    assert [row.name for row in found.rows(Likeness.MAIN)] == ["地区生产总值"]


@pytest.mark.parametrize(
    "opening",
    [
        "2023年是“十四五”承上启下之年。我们真抓实干。",
        "刚刚过去的2023年，实现“十三五”圆满收官。",
        "过去一年，我们真抓实干。",
        "2023年，面对困难，我们真抓实干。",
        "2023年承前启后。取得五年来最好成绩。",
    ],
)
@pytest.mark.parametrize("several", ["这五年", "五年间", "过去5年", "近五年"])
def test_what_opens_with_one_year_holds_to_where_several_years_are_told(
    opening: str, several: str
) -> None:
    """Below a heading of both, whichever of them is told first."""
    year = f"{opening}\n地区生产总值增长5.5%，社会消费品零售总额增长4%。\n新建学校3所。"
    five = f"{several}，地区生产总值增长30%。\n建成公园9个。"
    goals = "全年预期目标：地区生产总值增长5%以上，社会消费品零售总额增长5%。\n新建学校4所。"
    for past in (f"{year}\n{five}", f"{five}\n{year}"):
        both = report(past=past, plan=goals, review="2023年和“十四五”以来工作回顾")
        found = compare(FigureBook(both))
        assert [(row.result.value, row.goal.value) for row in found.pairing.rows] == [
            ("5.5", "5"),
            ("4", "5"),
            ("3", "4"),
        ]
        assert {fact.value for fact in found.pairing.results if fact.several} == {"30", "9"}


def test_one_year_ends_with_its_part() -> None:
    text = report(
        "过去一年，我们新建学校3所。", "建成公园9个。", review="2023年和五年来工作回顾"
    ).source
    both = parse(text.replace("二、2024年工作安排", "二、“十五五”发展的主要考虑"), report_id="x")
    sides = {fact.value: fact.side for fact in FigureBook(both).figures.facts}
    assert sides == {"3": Side.RESULT, "9": Side.GOAL}


def test_what_looks_back_among_the_goals_is_no_goal() -> None:
    plan = "过去一年，地区生产总值增长5%。\n地区生产总值增长6%。"
    found = FigureBook(report(past="建成公园9个。", plan=plan)).figures.facts
    assert [(fact.value, fact.side, fact.year) for fact in found] == [
        ("9", Side.RESULT, 2023),
        ("5", Side.RESULT, 2023),
        ("6", Side.GOAL, 2024),
    ]


def test_a_figure_of_another_year_answers_no_goal() -> None:
    goals = "2024年地区生产总值增长5%。到2024年建成公园9个。2027年建成绿道90公里。"
    found = compare(FigureBook(report(past="建成绿道30公里。", plan=goals)))
    assert not found.pairing.rows


def test_a_report_without_parts_is_refused() -> None:
    found = compare(FigureBook(parse("政府工作报告\n固定资产投资增长8%。\n", report_id="x")))
    assert found.refusal == "没有认出回顾工作的部分，不能对照。"


def test_no_main_row_is_explained() -> None:
    found = compare(book("城市更美。", PLAN))
    assert found.notice.startswith("主要目标里的指标，在回顾部分没有找到")
    found = compare(book(PAST, "我们要努力。"))
    assert found.notice.startswith("没有找到集中写明全年主要目标数字的段落")


def test_what_was_left_out_is_counted() -> None:
    found = compare(book(PAST + "融入沿黄9市示范区，实施5000万元以上项目。"))
    assert [left.reason.value for _, left in found.left_out] == ["没有认出", "规格"]


def test_the_place_of_a_report() -> None:
    assert FigureBook(report("好。", "好。")).place == "青禾县"
    assert same_place("淄博市张店区", "张店区")
    assert same_place("", "张店区")
    assert not same_place("临淄区", "张店区")


def test_another_figure_of_the_clause_of_a_goal_has_no_answer() -> None:
    found = compare(book("新开工项目10个。", "新开工项目9个、竣工8个。"))
    answers = {goal.value: found.answer_to(goal) for goal in found.pairing.goals}
    assert [row.goal.value for row in found.pairing.rows] == ["9"]
    assert answers == {"8": None}
