"""The plan for five years, 规划纲要: its books, chapters and subchapters, its title and place."""

from __future__ import annotations

import datetime

import pytest

from content.citation import resolve
from content.parsing.outline import parse
from content.parsing.title_block import read_facts
from content.report import Report
from tests.unit.content.parsing.samples import headings, report_of


@pytest.fixture(scope="module")
def plan() -> Report:
    return report_of(
        *("第一篇　开启新征程", "第一章　发展环境", "第一节　发展基础", "一、经济", "¶"),
        *("第二节　面临形势", "¶", "第二篇　现代化产业", "第二章　工业", "第一节　集群", "¶"),
        *("第三章　农业", "¶", "第三篇　保障", "第四章　组织", "¶"),
    )


def test_chapters_stand_in_their_books_and_are_counted_through(plan: Report) -> None:
    assert headings(plan) == [
        *("1 第一篇　开启新征程", "2 第一章　发展环境", "3 第一节　发展基础", "4 一、经济"),
        *("3 第二节　面临形势", "1 第二篇　现代化产业", "2 第二章　工业", "3 第一节　集群"),
        *("2 第三章　农业", "1 第三篇　保障", "2 第四章　组织"),
    ]
    assert not plan.remarks


def test_chapters_may_be_counted_anew_in_each_book() -> None:
    report = report_of("第一编 开局", "第一章 环境", "¶", "第二编 产业", "第一章 工业", "¶")
    assert headings(report)[3] == "2 第一章 工业"
    assert not report.remarks


@pytest.mark.parametrize(("word", "third"), [("章", "三"), ("章", "一"), ("节", "一")])
def test_chapters_may_stand_below_parts_that_have_a_numeral_alone(word: str, third: str) -> None:
    chapters = (f"第一{word} 目标", "¶", f"第二{word} 原则", "¶")
    report = report_of("一、总则", *chapters, "二、产业", f"第{third}{word} 工业", "（一）铁", "¶")
    assert [line[0] for line in headings(report)] == [*"122123"]
    preface = report_of("一、背景", "¶", "二、过程", "¶", *chapters)
    assert headings(preface)[2:] == [f"1 第一{word} 目标", f"1 第二{word} 原则"]


def test_the_number_that_word_sets_may_touch_the_words() -> None:
    report = report_of(
        "第一章发展基础", "第一节“十四五”成就", "¶", "第二节形势", "¶", "第二章要求", "¶"
    )
    assert [line[0] for line in headings(report)] == ["1", "2", "2", "1"]
    assert not headings(report_of("第一章程要修改，第二节课要上好，这样才行。", "¶"))


@pytest.mark.parametrize(
    "line", ["第一节约集约用地", "第一篇章开局之年", "第二编制国土规划", "第三章法明确责任"]
)
def test_the_beginning_of_a_word_counts_no_chapters(line: str) -> None:
    report = report_of(
        "第一部分 回顾", "一、经济", "¶", line, "¶", "二、民生", "¶", "第二部分 安排", "¶"
    )
    assert {"1 第一部分 回顾", "2 二、民生", "1 第二部分 安排"} < set(headings(report))
    assert not report.remarks


def test_the_name_of_a_box_is_no_heading() -> None:
    report = report_of("第一章 产业", "¶", "专栏1 重点项目", "¶", "第二章 民生", "¶")
    assert headings(report) == ["1 第一章 产业", "1 第二章 民生"]


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("第三章", "第三章　农业"),
        ("第二篇第三章", "第三章　农业"),
        ("第二篇", "第二篇　现代化产业"),
        ("第一章第二节", "第二节　面临形势"),
        ("二·二·一", "第一节　集群"),
    ],
)
def test_a_chapter_is_cited_by_its_number_alone(plan: Report, query: str, heading: str) -> None:
    assert plan.paragraph(resolve(plan, query).paragraph).text == heading


def test_every_citation_of_a_plan_leads_back(plan: Report) -> None:
    for paragraph in plan.paragraphs:
        assert resolve(plan, paragraph.citation).paragraph == paragraph.number


BODY = "第一章　发展环境\n" + "全县经济稳中有进。" * 8 + "\n"


def test_the_title_of_a_plan_below_the_way_through_a_site() -> None:
    name = ("白河县国民经济和社会发展", "第十五个五年规划纲要")
    head = f"您当前的位置：首页 > 政府工作报告\n{name[0]}\n{name[1]}\n"
    session = "（2026年1月22日白河县第十九届人民代表大会第六次会议批准）\n"
    report = parse(head + session + BODY)
    assert report.title == "".join(name)
    assert read_facts(report)[:3] == (
        "白河县第十九届人民代表大会第六次会议",
        datetime.date(2026, 1, 22),
        "白河县",
    )


def test_the_year_that_a_plan_looks_to_is_not_that_of_the_plan() -> None:
    title = "某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
    session = "（2021年2月3日某市第十六届人民代表大会第五次会议通过）"
    facts = read_facts(parse(f"{title}\n{session}\n{BODY}"))
    assert (facts.date, facts.place, facts.year) == (datetime.date(2021, 2, 3), "某市", 2021)


@pytest.mark.parametrize(
    ("place", "body"),
    [("滨海经济技术开发区", "管理委员会"), ("永安街道", "办事处"), ("高新区", "管委会")],
)
def test_the_place_of_a_zone_or_a_street(place: str, body: str) -> None:
    text = f"2026年{place}{body}工作报告\n（2026年1月20日）\n{place}{body}主任　冯建业\n"
    assert read_facts(parse(f"{text}各位代表：\n一、回顾\n{BODY}")).place == place


@pytest.mark.parametrize("word", ["经", "提请"])
def test_a_session_is_named_without_the_word_before_it(word: str) -> None:
    session = "沙湾区第八届人民代表大会第六次会议"
    head = f"政府工作报告\n——2026年1月6日在{session}上\n（{word}{session}2026年1月8日审议通过）\n"
    facts = read_facts(parse(f"{head}各位代表：\n一、回顾\n{BODY}"))
    assert (facts.session, facts.place) == (session, "沙湾区")
