"""What was meant by a slip of the hand."""

from __future__ import annotations

import pytest

from content.report import Paragraph, Role
from index.pages import FoldedParagraph, Pages
from index.results import HitKind
from index.searcher import Searcher
from index.slips import alike, meant


def pages(*texts: str) -> Pages:
    """Paragraphs of these texts."""
    paragraphs = (
        Paragraph(number, number, number, text, Role.BODY, 1, 1, "")
        for number, text in enumerate(texts, 1)
    )
    return Pages({p.number: FoldedParagraph(p, "") for p in paragraphs})


TEXT = pages("整治停车难，建设口袋公园", "城乡公益性岗位和治安防控", "优化营商环境，营商环境第一")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("停难车", "停车难"),
        ("口袋园公", "口袋公园"),
        ("口袋袋公园", "口袋公园"),
        ("公益岗位", "公益性岗位"),
        ("营养环境", "营商环境"),
        ("口袋公去", "口袋公园"),
        ("挑袋公园", "口袋公园"),
        ("冶安", "治安"),
        ("停车难", ""),
        ("停车", ""),
        ("车停", ""),
        ("营养还境", ""),
        ("abcd", ""),
        ("12034", ""),
    ],
)
def test_one_slip_is_mended_and_no_more(typed: str, right: str) -> None:
    found = meant(TEXT, typed)

    assert found == right or (found == typed and not right)


def test_what_is_meant_is_a_word_where_words_are_known() -> None:
    text = pages("大停车难题")

    text[1].borders = {0, 1, 3, 5}
    assert meant(text, "停难车") == ""
    text[1].borders = {0, 1, 4, 5}
    assert meant(text, "停难车") == "停车难"


def test_characters_that_share_all_parts_but_one_look_alike() -> None:
    assert "治" in alike("冶")
    assert "侯" in alike("候")
    assert "桩" in alike("庄")
    assert "江" not in alike("河")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("停难车", "没有“停难车”，已按“停车难”检索"),
        ("停难车有多少地方", "没有“停难车”，已按“停车难”检索"),
        ("冶安", "没有“冶安”，已按“治安”检索"),
        ("营养环境优化", "没有“营养环境”，已按“营商环境”检索"),
        ("建设口袋园公", "没有“口袋园公”，已按“口袋公园”检索"),
    ],
)
def test_it_is_said_what_was_looked_for(indexed: Searcher, query: str, said: str) -> None:
    first = indexed.search(query).groups[0]

    assert (first.kind, first.note) == (HitKind.SLIP, said)


@pytest.mark.parametrize(
    "query", ["政策支持", "张店区有多少家高新技术企业", "空气污染", "去年工作回顾"]
)
def test_what_is_made_of_known_words_is_no_slip(indexed: Searcher, query: str) -> None:
    assert HitKind.SLIP not in {group.kind for group in indexed.search(query).groups}
