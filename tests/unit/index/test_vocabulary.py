from __future__ import annotations

import re
from pathlib import Path

import pytest

from content.errors import Problem
from index.vocabulary import SYNONYMS, TERMS, load_synonyms, load_terms
from index.words.synonyms import Piece, Synonyms

GOOD = """
same = ["GDP 地区生产总值"]
[mean]
"看病 就医" = "医疗 医院"
"堵车" = "拥堵"
"""


@pytest.fixture
def synonyms(tmp_path: Path) -> Synonyms:
    path = tmp_path / "synonyms.toml"
    path.write_text(GOOD, encoding="utf-8")
    return load_synonyms(path)


def test_what_people_say_finds_what_is_printed(synonyms: Synonyms) -> None:
    assert synonyms.of("看病") == ("医疗", "医院", "就医")
    assert synonyms.of("医疗") == ()
    assert synonyms.near("医疗") == ("医院", "看病", "就医")
    assert synonyms.near("病") == synonyms.near("病", within="看兵病") != ()
    assert synonyms.near("病", within="病毒") == ()


def test_names_for_one_thing_find_each_other(synonyms: Synonyms) -> None:
    assert synonyms.of("gdp") == ("地区生产总值",)
    assert synonyms.of("地区生产总值") == ("gdp",)


def test_known_words_are_cut_out_of_a_query(synonyms: Synonyms) -> None:
    assert synonyms.pieces("老人看病难") == [
        Piece("老人", known=False),
        Piece("看病", known=True),
        Piece("难", known=False),
    ]
    assert synonyms.pieces("老人看病难", borders={0, 3, 5}) == [Piece("老人看病难", known=False)]


def test_a_word_is_known_by_its_pinyin(synonyms: Synonyms) -> None:
    assert synonyms.spelled("duche") == "堵车"
    assert synonyms.spelled("du") == ""


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        (GOOD + '"就医 求医" = "诊疗"\n', 6, "“就医”在“看病 就医”一行已经写过。请把两行并成一行。"),
        (GOOD + '"上学" = ""\n', 6, "等号两边都要有词。请补上，或删去这一行。"),
        (GOOD + '"上学" = 1\n', 6, '这里应是带引号的文字。请写成"甲 乙 丙"。'),
        (GOOD + '"上学" = "学校、学位"\n', 6, "“学校、学位”不是词。"),
        (GOOD + '"上学" = "学校 学校"\n', 6, "“学校”写了两次。请删去一处。"),
        (GOOD + '"上学" = "学校\n', 6, "这一行不符合TOML格式。"),
        (GOOD.replace("GDP ", ""), 2, "“地区生产总值”只有一个词。"),
        (GOOD.replace("same", "some"), 2, "不认识“some”这一项。这里只能写mean、same。"),
        ("same = 1\n", 1, "same应是一组带引号的行。"),
        ("\nmean = []\n", 2, "mean应是一张表。"),
    ],
)
def test_a_wrong_list_of_synonyms_says_where_and_what_to_do(
    tmp_path: Path, wrong: str, line: int, message: str
) -> None:
    path = tmp_path / "synonyms.toml"
    path.write_text(wrong, encoding="utf-8")

    with pytest.raises(Problem, match=re.escape(message)) as raised:
        load_synonyms(path)

    assert (raised.value.path, raised.value.line) == (path, line)
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("wrong", "line", "message"),
    [
        ('policy = """\n专精特新 网\n"""\n', 2, "“网”不是一个词。"),
        ('policy = """\n专精特新\n一网统管 专精特新\n"""\n', 3, "“专精特新”写了两次。"),
        ("policy = 3\n", 1, "这里应是带引号的文字。"),
        ('policy = "' + "长" * 21 + '"\n', 1, "不是一个词。"),
    ],
)
def test_a_wrong_list_of_terms_says_where_and_what_to_do(
    tmp_path: Path, wrong: str, line: int, message: str
) -> None:
    path = tmp_path / "terms.toml"
    path.write_text(wrong, encoding="utf-8")

    with pytest.raises(Problem, match=message) as raised:
        load_terms(path)

    assert (raised.value.path, raised.value.line) == (path, line)
    assert raised.value.remedy


def test_the_lists_that_ship_are_good_and_long_enough() -> None:
    load_synonyms(SYNONYMS)

    groups = re.findall(r'^(?:"[^"]+" =|  ")', SYNONYMS.read_text(encoding="utf-8"), re.M)
    assert len(groups) >= 150
    assert len(load_terms(TERMS)) >= 200
