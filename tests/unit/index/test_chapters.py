"""Queries that name a part or section."""

from __future__ import annotations

import pytest

from content.parsing.outline import parse
from content.report import Report
from index import HitKind, Searcher


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
        ("暖民心那一节有什么", [57, 58, 59, 60, 61]),
        ("强产业促发展", [34, 35, 36, 37, 38, 39]),
    ],
)
def test_what_is_named_is_shown_in_its_order(
    searcher: Searcher, query: str, lines: list[int]
) -> None:
    found = [hit.line for hit in searcher.search(query).hits]

    assert sorted(set(chapter(searcher, query)) | {found[0]}) == lines


@pytest.mark.parametrize(
    "query",
    ["第九部分", "部分企业", "养老那部分", "发展", "“第三部分”", "第三部分 -作风", "扩投资"],
)
def test_what_names_no_heading_is_searched(searcher: Searcher, query: str) -> None:
    assert chapter(searcher, query) == []


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
