"""Queries that name a part or section."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.parsing.outline import parse
from content.report import Report
from index.chapters import part_and_rest
from index.query import parse as parse_query
from index.results import HitKind
from index.searcher import Searcher
from index.vocabulary import load_closed_words


def chapter(searcher: Searcher, query: str) -> list[int]:
    groups = searcher.search(query).groups
    return [hit.line for group in groups if group.kind is HitKind.CHAPTER for hit in group.hits]


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("第三部分讲什么", [63, 64, 65, 66, 67, 68]),
        ("第二部分", [21, 25, 30, 34, 40, 45, 50, 57]),
        ("第二部分第三节", [34, 35, 36, 37, 38, 39]),
        ("第六部分 强功能提品质", [50, 51, 52, 53, 54, 55, 56]),
        ("优化环境那一节", [25, 26, 27, 28, 29]),
        ("创新那一部分", [40, 41, 42, 43, 44]),
        ("暖民心那一节有什么", [57, 58, 59, 60, 61]),
        ("强产业促发展", [34, 35, 36, 37, 38, 39]),
        ("第一部分第六点", [16]),
        ("第一部分六是", [16]),
        ("第一部分的第6个亮点讲了什么", [16]),
        ("第二部分第３条是什么", [34, 35, 36, 37, 38, 39]),
        ("第二部分第（三）点", [34, 35, 36, 37, 38, 39]),
        ("第二部分第（三）", [34, 35, 36, 37, 38, 39]),
        ("报告第（二）部分第（七）条第3段", [60]),
        ("第二部分的第三节", [34, 35, 36, 37, 38, 39]),
        ("第二部分 七", [57, 58, 59, 60, 61]),
        ("第二部分的主要内容", [21, 25, 30, 34, 40, 45, 50, 57]),
        ("第二部分第三条第二段", [36]),
        ("二（七）第3段", [60]),
        ("第三部分第二个方面", [66]),
        ("2024年工作第七条", [57, 58, 59, 60, 61]),
        ("政府工作回顾第六点", [16]),
        ("办实事那一节第二段", [59]),
        ("第六部分 强功能提品质第二点", [53]),
        ("报告第二部分", [21, 25, 30, 34, 40, 45, 50, 57]),
        ("政府工作报告里的第三部分讲了什么", [63, 64, 65, 66, 67, 68]),
        ("最后一部分", [63, 64, 65, 66, 67, 68]),
        ("报告的最后一个部分主要内容", [63, 64, 65, 66, 67, 68]),
    ],
)
def test_what_is_named_is_shown_in_its_order(
    searcher: Searcher, query: str, lines: list[int]
) -> None:
    found = [hit.line for hit in searcher.search(query).hits]

    assert sorted(set(chapter(searcher, query)) | {found[0]}) == lines


@pytest.mark.parametrize(
    "query",
    ["第九部分", "部分企业", "养老那部分", "发展", "“第三部分”", "第三部分 -作风", "扩投资",
     "第三点", "发展第二条", "养老第二条", "全国第一个", "强功能提品质第九点"],
)  # fmt: skip
def test_what_names_no_heading_is_searched(searcher: Searcher, query: str) -> None:
    assert chapter(searcher, query) == []


@pytest.mark.parametrize(
    ("query", "there_is"),
    [
        ("第四部分第一项", "全文只有第一部分至第三部分。"),
        ("第二部分第九条", "第二部分只有（一）至（七）。"),
        ("第一部分第八点", "没有“第八点”"),
    ],
)
def test_a_place_that_is_not_there_leads_to_no_other(
    searcher: Searcher, query: str, there_is: str
) -> None:
    suggestion = searcher.suggest(query)

    assert searcher.search(query).groups == ()
    assert there_is in suggestion.missing
    assert not suggestion.words
    assert not suggestion.headings


@pytest.mark.parametrize(
    ("name", "query", "begins"),
    [
        ("002", "第三部分第四个方面", "四是廉洁履职"),
        ("003", "第五部分第二点", "改进作风，提高效能"),
        ("004", "第二部分第4项工作", "4、以开放承接为重点"),
        ("016", "第三部分第4点", "4.坚持勤政廉政"),
        ("022", "第二部分第十二条", "十二、建设廉洁勤政"),
        ("027", "第一部分第三点", "（三）坚持深化改革"),
        ("035", "第一部分第六点", "第六，要把山西"),
        ("038", "2014年工作回顾第二点", "──转型升级步伐加快"),
        ("024", "第二部分第三点", ""),
        ("027", "第一部分第九点", ""),
        ("031", "第四部分第3条", ""),
    ],
)
def test_points_of_other_reports(corpus: Path, name: str, query: str, begins: str) -> None:
    text = (corpus / f"{name}.txt").read_text(encoding="utf-8")
    report = parse(text, report_id=name)
    hits = Searcher(report).search(query).hits

    assert bool(hits) == bool(begins)
    assert not hits or report.paragraph(hits[0].paragraph).text.strip().startswith(begins)


def test_a_point_inside_of_a_paragraph_is_marked() -> None:
    text = "工作报告\n一、任务\n要做到：一是抓改革；二是抓开放。\n二、保障\n加强领导。\n"
    report = parse(text, report_id="inside", title="报告")
    (hit,) = Searcher(report).search("第一部分第二点").hits
    ((start, end),) = hit.spans

    assert report.paragraph(hit.paragraph).text[start:end] == "二是抓开放。"


def test_a_part_bounds_it(searcher: Searcher, report: Report) -> None:
    first, _, third = report.parts

    assert searcher.search("第三部分", first.id).groups == ()
    assert [hit.line for hit in searcher.search("第三部分", third.id).hits][:2] == [63, 64]


def test_what_many_headings_have_offers_none_of_them() -> None:
    heads = ["提升产业", "提升城市", "提升乡村", "提升教育"]
    sections = "".join(
        f"（{n}）{head}\n做好各项工作。\n" for n, head in zip("一二三四", heads, strict=True)
    )
    searcher = Searcher(
        parse(f"工作报告\n一、2024年工作\n{sections}", report_id="four", title="报告")
    )

    assert searcher.suggest("“星际提升”").headings == ()
    (offered,) = searcher.suggest("“星际提升乡村”").headings
    assert "乡村" in offered.text


def test_words_that_only_share_something_are_left_out(searcher: Searcher) -> None:
    kinds = {group.kind for group in searcher.search("第三部分讲什么").groups}

    assert kinds == {HitKind.CHAPTER}


@pytest.mark.parametrize(
    ("query", "rest", "heading"),
    [
        ("第二部分的养老", "养老", "二"),
        ("第二部分 养老", "养老", "二"),
        ("养老 第二部分", "养老", "二"),
        ("第二部分里关于养老的", "养老", "二"),
        ("第２部分里面就业", "就业", "二"),
        ("第一部分的消费券", "消费券", "一"),
        ("第一部分中国", "中国", "一"),
        ("第一部分 -食堂 养老", "养老 -食堂", "一"),
        ("第一部分“长者食堂”", "长者食堂", "一"),
        ("二（七）养老", "养老", "二（七）"),
        ("第二部分第三条 数字", "数字", "二（三）"),
        ("办实事那一节的养老", "养老", "二（七）"),
        ("办实事那一节里养老", "养老", "二（七）"),
        ("办实事那一节 养老", "养老", "二（七）"),
    ],
)
def test_what_is_asked_for_under_a_heading_is_found_there_and_said_to_be(
    searcher: Searcher, report: Report, query: str, rest: str, heading: str
) -> None:
    results = searcher.search(query)
    exact = {hit.paragraph for hit in searcher.exact(rest).hits}
    node = next(node for node in report.nodes if node.citation == heading)
    under = {node.paragraph, *(one.number for one in report.paragraphs_under(node.id))}
    assert {hit.paragraph for hit in results.groups[0].hits} == exact & under
    assert {hit.paragraph for hit in results.hits} <= under
    assert all("只列第" in group.note for group in results.groups)


@pytest.mark.parametrize(
    "query", ["第二部分 飞机", "第九部分 养老", "“第二部分” 养老", "部分 养老"]
)
def test_where_nothing_is_under_it_or_there_is_no_such_heading_all_is_searched(
    searcher: Searcher, query: str
) -> None:
    assert not any("只列" in group.note for group in searcher.search(query).groups)


def test_most_of_something_is_no_part() -> None:
    closed = load_closed_words()
    assert part_and_rest(parse_query("乡村振兴部分的产业"), closed)
    assert part_and_rest(parse_query("全市大部分群众"), closed) is None
