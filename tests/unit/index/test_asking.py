"""How queries are read, by a small list of closed words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.errors import Problem
from content.report import Paragraph, Role
from index.asking import AskedWords, ClosedWords
from index.pages import FoldedParagraph
from index.vocabulary import ASKING, load_closed_words
from index.words.segment import Segmenter
from index.words.synonyms import Synonyms

GOOD = """function = "的 了 有 有没有 怎么办 多少 讲什么"
light = "问题 困难"
measure = "个"
past = "去年"
coming = "今年 准备"
reviewing = "回顾"
chapter = "部分 那一节"
negation = "没 没有"
units = ["公里 千米"]
[negated]
"解决 做好" = "不足"
"""

SYNONYMS = Synonyms([], [(("养老",), ("长者",))])

WORDS = "散散步 遛弯儿 停车 食堂 问题 困难 解决 多少 去年 怎么 怎么办 没有 建设 学校 平方 公里"


def small_segmenter() -> Segmenter:
    """One that knows no other words than these."""
    frequencies: dict[str, int] = {}
    for word in WORDS.split():
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
        frequencies[word] = 100
    return Segmenter(frequencies, 10_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "asking.toml"


@pytest.fixture
def closed(path: Path) -> ClosedWords:
    path.write_text(GOOD, encoding="utf-8")
    return load_closed_words(path)


def read(closed: ClosedWords, text: str) -> AskedWords:
    return closed.read([text], SYNONYMS, small_segmenter())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("停车的问题怎么办", ("停车",)),
        ("困难的问题", ("困难", "问题")),
        ("去年建设多少个食堂", ("建设", "食堂")),
        ("没解决", ("不足",)),
        ("没有解决的问题", ("不足",)),
        ("养老食堂", ("养老", "食堂")),
        ("2023年建设的学校", ("建设", "学校")),
        ("10.5公里停车", ("10.5公里", "停车")),
        ("3-5个学校", ("3-5个", "学校")),
        ("怎么办", ()),
        ("停不停车", ("停车",)),
        ("停车建没建设", ("停车", "建设")),
        ("有没有食堂", ("食堂",)),
        ("散散步", ("散步",)),
        ("遛弯儿", ("遛弯",)),
        ("ppp", ("ppp",)),
    ],
)
def test_what_is_looked_for(closed: ClosedWords, text: str, pieces: tuple[str, ...]) -> None:
    assert read(closed, text).pieces == pieces


@pytest.mark.parametrize(
    "text", ["除了学校还有什么食堂", "除学校以外的食堂", "除了学校,食堂有没有", "除了学校之外食堂"]
)
def test_what_is_excepted_is_not_asked_about(closed: ClosedWords, text: str) -> None:
    asked = read(closed, text)

    assert "食堂" in asked.pieces
    assert not any("学校" in piece for piece in (*asked.pieces, *asked.stretches))


def test_a_word_with_the_same_character_is_no_exception(closed: ClosedWords) -> None:
    assert "学校" in read(closed, "拆除学校还建食堂").pieces


def test_neighbours_stay_together(closed: ClosedWords) -> None:
    assert read(closed, "学校食堂的停车问题").runs == ("学校食堂", "停车")


def test_closed_words_are_known_without_a_segmenter(closed: ClosedWords) -> None:
    assert closed.read(["停车怎么办"], SYNONYMS, None).pieces == ("停车",)
    assert closed.stretches("停难车有多少问题2023年") == ["停难车", "问题"]


@pytest.mark.parametrize(
    ("text", "part", "year", "is_meant"),
    [
        ("去年学校", "一、工作回顾", 2024, True),
        ("去年学校", "二、工作安排", 2024, False),
        ("今年学校", "二、工作安排", 2024, True),
        ("准备建学校", "一、工作回顾", 2024, False),
        ("2023年学校", "一、工作回顾", 2024, True),
        ("2024年学校", "二、工作安排", 2024, True),
        ("2023年学校", "二、2023年工作安排", None, True),
        ("2019年学校", "一、工作回顾", 2024, False),
        ("2030年学校", "一、工作回顾", 2024, True),
        ("学校", "一、工作回顾", 2024, False),
        ("去年学校", "", 2024, False),
    ],
)
def test_a_year_means_the_part_that_speaks_of_it(
    closed: ClosedWords, text: str, part: str, year: int | None, is_meant: bool
) -> None:
    paragraph = Paragraph(1, 1, 1, "到2030年，学校", Role.BODY, 1, 1, "一第1段")
    page = FoldedParagraph(paragraph, part, part, year)

    assert closed.is_meant(page, read(closed, text)) is is_meant


def test_the_time_is_read_from_the_query(closed: ClosedWords) -> None:
    assert read(closed, "去年学校").looks_back is True
    assert read(closed, "今年学校").looks_back is False
    assert read(closed, "学校").looks_back is None
    assert read(closed, "停车以后食堂怎么样?").looks_back is True
    assert read(closed, "停车以后食堂怎么样办").looks_back is None
    assert read(closed, "2024年度学校").year == 2024


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        (GOOD.replace("问题 困难", "问题 怎么办"), 2, "“怎么办”写了两次。"),
        (GOOD.replace("问题 困难", "问题 问题"), 2, "“问题”写了两次。"),
        (GOOD.replace("light", "lite"), 2, "不认识“lite”这一项。"),
        (GOOD.replace('"个"', "1"), 3, "这里应是带引号的文字。"),
        (GOOD.replace('["公里 千米"]', '["公里"]'), 9, "“公里”只有一个词。"),
        (GOOD.replace('["公里 千米"]', '"公里 千米"'), 9, "units应是一组带引号的行。"),
        (GOOD.replace('"解决 做好" = "不足"', '"解决" = ""'), 11, "等号两边都要有词。"),
        (GOOD.replace("去年", "去年、上年"), 4, "“去年、上年”不是词。"),
    ],
)
def test_a_wrong_list_says_where_and_what_to_do(
    path: Path, wrong: str, line: int, message: str
) -> None:
    path.write_text(wrong, encoding="utf-8")

    with pytest.raises(Problem, match=re.escape(message)) as raised:
        load_closed_words(path)

    assert (raised.value.path, raised.value.line) == (path, line)
    assert raised.value.remedy


def test_lists_may_be_left_out(path: Path) -> None:
    path.write_text("", encoding="utf-8")
    closed = load_closed_words(path)

    assert read(closed, "停车的问题").pieces == ("停车", "的", "问题")
    assert closed.stretches("停车的问题") == ["停车的问题"]


def test_the_list_that_ships_is_good() -> None:
    closed = load_closed_words(ASKING)

    assert len(closed.function) > 100
    assert closed.units["平方千米"] == closed.units["平方公里"]
