"""The two lists of words that people extend, and what is said of a mistake in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.errors import Problem
from content.facts.lexicon import load_lexicon, load_topics
from content.facts.read import read_facts
from content.facts.years import calendar
from tests.unit.facts.small_reports import report

HEAD = 'units = "% 个"\nown = "全县"\nscopes = "县域"\n[indicators]\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_county_adds_an_indicator_of_its_own(tmp_path: Path) -> None:
    own = '"茶叶产量" = "茶叶产量 茶产量"\n'
    words = load_lexicon(written(tmp_path, HEAD + own))
    text = report("好。", "茶产量增长8%。")
    facts = read_facts(text, calendar(text), words).facts
    assert [fact.indicator for fact in facts] == ["茶叶产量"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + '"甲" = 3\n', 5, "“甲”后面应是带引号的词。"),
        (HEAD + '"甲" = ""\n', 5, "“甲”后面应是带引号的词。"),
        (HEAD + '"甲" = "乙"\n"丙" = "丁 乙"\n', 6, "“乙”在“甲”一行已经写过。"),
        (HEAD + '"甲" = "乙"\n[variants]\n"丁" = "全社会"\n', 7, "[indicators]里没有“丁”。"),
        ('words = "甲"\n' + HEAD, 1, "不认识“words”这一项。"),
        ('units = 3\nown = ""\nscopes = ""\n', 1, "“units”后面应是带引号的词。"),
        ("units = “%”\n", 1, "这一行不符合TOML格式。"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(Problem) as raised:
        load_lexicon(written(tmp_path, text))
    assert (raised.value.line, raised.value.message) == (line, message)
    assert raised.value.remedy


def test_a_mistake_in_the_topics_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        load_topics(written(tmp_path, '"教育" = "学校"\n"医疗" = "医院 学校"\n'))
    assert (raised.value.line, raised.value.message) == (2, "“学校”在“教育”一行已经写过。")


def test_the_lists_that_ship_are_right() -> None:
    assert load_lexicon().names["GDP"] == "地区生产总值"
    assert load_topics().topic("新建托育园") == "养老托育"
