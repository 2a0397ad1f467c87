"""Figures in the tables of plans and budgets, in plans for five years and in the midst of one."""

from __future__ import annotations

import pytest

from content.facts.comparison import FigureBook
from content.facts.model import Doubt, FactKind, Side
from content.facts.years import calendar
from content.parsing.outline import parse
from tests.unit.facts.small_reports import facts, goals, report


def test_the_heading_of_a_column_says_the_year_and_the_side() -> None:
    head = "主要指标｜2023年计划｜2023年完成｜增速｜2024年预期"
    found = facts(past=f"{head}\n一般公共预算收入｜48亿元｜48.6亿元｜5.1%｜50亿元")
    assert [(f.name, f.value, f.side, f.year, f.kind) for f in found] == [
        ("一般公共预算收入", "48亿", Side.UNKNOWN, 2023, FactKind.COUNT),
        ("一般公共预算收入", "48.6亿", Side.RESULT, 2023, FactKind.COUNT),
        ("一般公共预算收入", "5.1", Side.RESULT, 2023, FactKind.GROWTH),
        ("一般公共预算收入", "50亿", Side.GOAL, 2024, FactKind.COUNT),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "序号｜指标名称｜单位｜2023年实绩｜2024年预期\n1｜地区生产总值｜亿元｜512.6｜545",
        "指标名称（单位）｜2023年完成｜2024年预期\n地区生产总值（亿元）｜512.6｜545",
    ],
)
def test_a_number_alone_in_its_cell_has_the_unit_of_its_row(table: str) -> None:
    found = facts(past=table)
    assert [(f.value, f.side, f.year) for f in found] == [
        ("512.6", Side.RESULT, 2023),
        ("545", Side.GOAL, 2024),
    ]
    assert {(f.name, f.unit, f.indicator) for f in found} == {
        ("地区生产总值", "亿元", "地区生产总值")
    }


def test_the_lines_over_a_table_tell_its_year_and_its_unit() -> None:
    """A growth is of the amount before it; what comes behind the table is in no such unit."""
    rows = (
        "2023年青禾县一般公共预算收入执行表\n单位：万元\n项目｜预算数｜执行数｜为预算%｜比上年增长%",
        "税收收入｜120,300｜124350｜103.4｜6.1",
        "2024年青禾县一般公共预算收入预算表\n项目｜2023年执行数（万元）｜2024年预算数（万元）｜增长%",
        "税收收入｜124350｜130000｜4.5\n社会事业主要指标\n指标｜2023年完成｜2024年计划\n学校｜31｜33",
    )
    found = facts(past="\n".join(rows))
    assert [(f.value, f.unit, f.side, f.year) for f in found] == [
        ("120,300", "万元", Side.UNKNOWN, 2023),
        ("124350", "万元", Side.RESULT, 2023),
        ("6.1", "%", Side.RESULT, 2023),
        ("124350", "万元", Side.RESULT, 2023),
        ("130000", "万元", Side.GOAL, 2024),
        ("4.5", "%", Side.GOAL, 2024),
    ]


def test_the_line_over_a_table_gives_way_to_what_its_row_says() -> None:
    """The unit of its own row, and the cell with a sign; a class of rows is no name."""
    table = "单位：亿元\n类别｜指标｜单位｜2023年｜增长\n经济｜粮食产量｜万吨｜22.4｜-1.2%"
    assert [(f.name, f.value, f.unit, f.year) for f in facts(past=table)] == [
        ("粮食产量", "22.4", "万吨", 2023),
        ("粮食产量", "-1.2", "%", 2023),
    ]
    table = "2023年执行表（单位：万元，%）\n项目｜执行数｜比2022年增长%\n税收收入｜124350｜-6.1"
    assert [(f.value, f.unit, f.year) for f in facts(past=table)] == [
        ("124350", "万元", 2023),
        ("-6.1", "%", 2023),
    ]


@pytest.mark.parametrize(
    "line", ["单位：万元、人", "2019年启动的项目，情况如下：", "注：含2019年的。"]
)
def test_a_line_over_a_table_that_is_of_two_units_or_prose_tells_nothing(line: str) -> None:
    found = facts(past=f"{line}\n项目｜单位｜完成｜完成（处）\n学校｜｜31｜33\n医院｜所｜35｜")
    assert [(f.value, f.unit, f.year) for f in found] == [("33", "处", 2023), ("35", "所", 2023)]


def test_a_column_of_percentages_does_not_have_the_unit_of_the_row() -> None:
    head = "序号｜项目｜2023年执行｜为预算%｜比上年增减｜比上年增长%"
    found = facts(past=f"{head}\n1｜税收收入（亿元）｜31｜103.3｜1.2｜4.2")
    assert [(f.name, f.value, f.unit, f.kind) for f in found] == [
        ("税收收入", "31", "亿元", FactKind.COUNT),
        ("税收收入", "4.2", "%", FactKind.GROWTH),
    ]


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        ("项目｜2022年完成\n税收（亿元）｜30", [2023, 2022]),
        ("序号｜项目｜2022年\n1｜税收（亿元）｜30", [2023, 2022]),
        ("序号｜项目｜说明\n1｜税收（亿元）｜30", [2023]),
        ("民生福祉\n粮食（万吨）｜30", [2023, 2023]),
        ("2024年目标\n粮食（万吨）｜30", [2023]),
        ("就业｜完成计划\n税收（亿元）｜30", [2023, 2023]),
        ("就业（人）｜2020\n税收（亿元）｜30", [2023, 2023]),
        ("表二　指标\n粮食（万吨）｜30\n油料（万吨）｜3", [2023]),
    ],
)
def test_each_table_has_its_own_heading(rows: str, years: list[int]) -> None:
    found = facts(past=f"指标｜2023年\n地区生产总值（亿元）｜320\n{rows}")
    assert [fact.year for fact in found] == years


def test_a_heading_may_have_two_rows() -> None:
    head = "指标｜2022年｜2023年\n｜绝对值｜增长%"
    found = facts(past=f"{head}\n地区生产总值（亿元）｜320｜5.5")
    assert [(f.year, f.unit) for f in found] == [(2022, "亿元"), (2023, "%")]


def test_the_next_cell_does_not_name_a_figure() -> None:
    rows = "序号｜项目｜投资｜单位\n1｜新建学校｜投资2亿元｜教育局\n2｜医院床位｜90张｜卫健局"
    assert not [f.name for f in facts(past=rows) if "局" in f.name]


def test_a_number_without_a_unit_or_a_heading_that_tells_is_none() -> None:
    assert not facts(past="序号｜项目｜投资｜2024年\n1｜新建学校｜5000｜600\n2｜医院｜70｜80")
    assert not facts(past="序号｜项目｜单位\n1｜新建学校｜所")


def test_a_column_of_the_year_alone_is_of_that_side() -> None:
    found = facts(past="项目｜2023年｜2024年\n新建学校｜3所｜5所")
    assert [(f.value, f.side) for f in found] == [("3", Side.RESULT), ("5", Side.GOAL)]


def test_rows_without_a_heading_are_of_their_part() -> None:
    assert [f.side for f in facts(past="学校｜3所\n说明。\n医院｜所数｜床位\n学校｜5所")] == [
        Side.RESULT
    ] * 2


def test_a_first_row_with_figures_is_no_heading() -> None:
    rows = ("1｜计划新建学校3所", "2｜新建医院5所", "3｜改造道路", "4｜新增车位90个")
    assert [f.side for f in facts(past="\n".join(rows))] == [Side.RESULT] * 3


def test_what_is_measured_against_the_budget_leaves_the_subject_to_the_next_clause() -> None:
    past = "全县一般公共预算收入完成31.26亿元，为年初预算的101.2%，增长4.3%。"
    whole, share, growth = facts(past=past)
    assert share.name == growth.name == whole.name == "全县一般公共预算收入"
    assert Doubt.COMPARED in share.doubts
    assert not share.indicator
    assert growth.indicator == "一般公共预算收入"


def test_points_behind_a_share_are_of_the_share() -> None:
    past = "高新技术产品增加值达1150亿元，占工业增加值的22%，上升13.5个百分点。"
    whole, share, points = facts(past=past)
    assert points.name == share.name != whole.name


def test_the_number_of_an_entry_and_a_note_are_not_of_the_name() -> None:
    plan = (
        "一是新增就业5600人。\n1．新建养老服务站6个。\n（2）新建学校3所。\n审结住房案件[1]812件。"
    )
    assert [f.name for f in facts(plan=plan)] == [
        *("新增就业", "新建养老服务站", "新建学校", "审结住房案件"),
    ]


def test_a_plan_for_five_years_looks_ahead() -> None:
    text = (
        "某县国民经济和社会发展第十五个五年规划纲要\n"
        "（2026年1月22日某县第十九届人民代表大会第六次会议批准）\n"
        "第一章　发展环境\n第一节　发展基础\n2025年粮食产量36.5万吨。\n"
        "第二节　主要目标\n到2030年，常住人口城镇化率达到58%。\n"
        "第二章　产业\n粮食产量稳定在40万吨。\n"
    )
    found = FigureBook(parse(text)).figures.facts
    assert [fact.side for fact in found] == [Side.RESULT, Side.GOAL, Side.GOAL]


def test_the_first_year_in_a_report_on_a_plan_is_that_year() -> None:
    text = (
        "关于国民经济和社会发展第十一个五年规划纲要的报告\n"
        "——2006年1月8日在某市第十一届人民代表大会第六次会议上\n各位代表：\n"
        "一、“十五”回顾\n新建学校1所。\n二、“十一五”目标\n新建学校2所。\n"
        "三、2006年的主要工作\n（一）教育\n新建学校3所。\n"
    )
    found = FigureBook(parse(text)).figures.facts
    assert [fact.year for fact in found] == [None, None, 2006]


def test_a_report_in_the_midst_of_a_year_is_about_that_year() -> None:
    text = (
        "关于2026年上半年政府工作情况的报告\n"
        "——2026年8月27日在某县第十九届人民代表大会常务委员会第三十八次会议上\n"
        "主任、各位副主任、各位委员：\n"
        "一、上半年工作情况\n地区生产总值完成68.3亿元。今年新建学校2所。去年新建学校3所。\n"
        "二、下半年工作打算\n新建学校1所。\n"
    )
    found = FigureBook(parse(text)).figures.facts
    assert [fact.year for fact in found] == [2026, 2026, 2025, 2026]
    assert Doubt.PART_OF_YEAR in found[0].doubts


def test_the_first_year_of_a_plan_is_one_year() -> None:
    for words in ("“十五五”良好开局", "“十五五”开好局起好步", "“十五五”开局之年"):
        text = report("增长5%。", "新建学校3所。", year=2026).source
        heading = f"二、锚定目标，实现{words}"
        views = calendar(parse(text.replace("二、2026年工作安排", heading))).views
        assert [(view.side, view.year) for view in views.values()][-1] == (Side.GOAL, 2026)


def test_the_plan_of_years_to_come_is_a_goal_whatever_the_heading_says_of_it() -> None:
    text = report("增长5%。", "新建学校3所。", year=2026).source
    for words, side in (("“十五五”发展", Side.GOAL), ("“十四五”发展", Side.RESULT)):
        views = calendar(parse(text.replace("二、2026年工作安排", f"二、关于{words}"))).views
        assert list(views.values())[-1].side is side


def test_a_percentage_in_characters_has_the_name_and_the_verb_before_it() -> None:
    """As the reports of the 1990s write it."""
    past = "国内生产总值比上年增长百分之十八点二。\n城镇化率达到百分之四十六。"
    growth, share = facts(past=past)
    assert (growth.name, growth.direction) == ("国内生产总值", "增长")
    assert (growth.kind, growth.indicator) == (FactKind.GROWTH, "地区生产总值")
    assert (share.name, share.kind) == ("城镇化率", FactKind.SHARE)
    amount = facts(past="财政收入完成一亿四千万元，增长百分之九。")[0]
    assert (amount.name, amount.value, amount.unit) == ("财政收入", "一亿四千万", "元")


def test_years_in_characters_are_years() -> None:
    near, far = goals("一九九七年国内生产总值增长百分之十。到二〇〇〇年，财政收入达到三亿元。")
    assert (near.name, near.several, far.name, far.several) == (
        "国内生产总值",
        False,
        "财政收入",
        True,
    )
    assert near.quote == "一九九七年国内生产总值增长百分之十"
    (games,) = goals("为迎接二〇〇八年奥运会新建场馆23个。")
    assert games.name == "为迎接二〇〇八年奥运会新建场馆"
    text = report("增长5%。", "增长6%。", year=1997).source.replace("1996年工", "一九九六年工")
    assert [view.year for view in calendar(parse(text)).views.values()] == [1996, 1997]
