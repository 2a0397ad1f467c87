"""Terms that the appendix explains, and those that nobody does."""

from __future__ import annotations

import time

from content.facts.glossary import explained_terms, unexplained_terms
from content.parsing.outline import parse
from content.report import Report
from tests.unit.facts.small_reports import report

GLOSSARY = """附：
名词解释
1.“三单一网”：即权力清单、责任清单、负面清单和政务服务网。
[2] 一事通办：指以企业和群众办好“一件事”为标准，推进办理事项归并整合。
3、绿波带：车辆按规定车速行驶时一路遇到绿灯的道路。
"""


def explained(past: str) -> Report:
    return parse(report(past, "我们要努力。").source + GLOSSARY, report_id="x")


def test_terms_are_found_where_the_body_uses_them_first() -> None:
    text = explained("建成“三单一网”，推进一事通办。再推一事通办。")
    found = explained_terms(text)
    assert [term.name for term in found] == ["“三单一网”", "一事通办", "绿波带"]
    first = [term.first for term in found]
    assert first[0] is not None
    assert first[1] is not None
    assert first[2] is None
    words = [place.text(text) for place in first if place]
    assert words == ["“三单一网”", "一事通办"]
    assert found[0].explanation.text(text).startswith("即权力清单")


def test_a_list_of_projects_is_no_glossary() -> None:
    text = (
        report("好。", "我们要努力。").source
        + "附件\n2024年民生实事\n1、新建学校3所；\n2、修路；\n"
    )
    assert explained_terms(parse(text, report_id="x")) == []


def test_what_nobody_explains_is_listed_once() -> None:
    text = explained(
        "聚焦“3510”目标，落实“1+4+N”体系和“3510”目标，建成“三单一网”，"
        "弘扬“四个意识”，推进“五联”（联企业、联项目）。"
    )
    places = unexplained_terms(text)
    words = [place.text(text) for place in places]
    assert words == ["3510", "1+4+N"]


def test_an_explanation_below_the_heading_needs_no_number() -> None:
    glossary = "附件\n名词解释\n“三单一网”：指四种清单。\n一事通办：是指一次办好。\n说明：见上。\n"
    text = parse(report("建成“三单一网”。", "我们要努力。").source + glossary, report_id="x")
    assert [term.name for term in explained_terms(text)] == ["“三单一网”", "一事通办"]


def test_a_long_list_is_looked_for_in_a_long_body_at_once() -> None:
    body = "\n".join(f"认真贯彻落实各项部署{at}，扎实推进各项工作。" for at in range(4_000))
    entries = "\n".join(f"{at % 900}．“甲{at}乙”工程：指一项工程。" for at in range(4_000))
    text = parse(f"政府工作报告\n一、回顾\n{body}\n让我们团结奋斗！\n名词解释\n{entries}\n")
    start = time.process_time()
    explained_terms(text)
    assert unexplained_terms(text) == []
    assert time.process_time() - start < 5
