from __future__ import annotations

import pytest

from index.words.pinyin import Spelling, blur, is_latin, letters, read

TEXT = "完善养老服务，银行增长"


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("银行", ["yin", "hang"]),
        ("行动", ["xing", "dong"]),
        ("重庆路", ["chong", "qing", "lu"]),
        ("统一了", ["tong", "yi", "le"]),
        ("绿道", ["lv", "dao"]),
        ("5g，", ["5", "g", "|"]),
    ],
)
def test_text_is_read_as_people_read_it(text: str, syllables: list[str]) -> None:
    assert read(text) == syllables


@pytest.mark.parametrize(
    ("typed", "spans"),
    [("yanglao", [(2, 4)]), ("anglao", []), ("yanglaof", []), ("laofuwu", [(3, 6)])],
)
def test_full_pinyin_begins_and_ends_with_a_syllable(
    typed: str, spans: list[tuple[int, int]]
) -> None:
    assert list(Spelling(TEXT).full(typed)) == spans


def test_the_last_syllable_may_be_begun() -> None:
    assert list(Spelling(TEXT).begun("yanglaof")) == [(2, 5)]
    assert list(Spelling(TEXT).begun("yan")) == []


def test_initials_do_not_cross_punctuation() -> None:
    assert list(Spelling(TEXT).initials("ylfw")) == [(2, 6)]
    assert list(Spelling(TEXT).initials("fwyh")) == []


def test_sounds_are_compared_by_whole_syllables() -> None:
    spelling = Spelling("深入推进老旧小区改造")

    assert list(spelling.sounding(["lao", "jiu"])) == [(4, 6)]
    assert list(spelling.sounding(["ao", "jiu"])) == []


@pytest.mark.parametrize(
    ("one", "other"), [("zhang", "zan"), ("nan", "lang"), ("sheng", "sen"), ("chi", "ci")]
)
def test_sounds_that_are_not_told_apart_blur(one: str, other: str) -> None:
    assert blur(one) == blur(other)


@pytest.mark.timeout(30)
def test_sounds_are_found_in_a_text_that_has_them_everywhere() -> None:
    assert sum(1 for _ in Spelling("发展" * 200_000).sounding(["fa", "zhan"])) == 200_000


def test_letters_are_written_as_the_readings_are() -> None:
    assert letters("lüe") == letters("lue") == "lve"
    assert letters("xi'an") == "xian"


@pytest.mark.parametrize(
    ("term", "latin"), [("yanglao", True), ("5g", True), ("12345", False), ("养lao", False)]
)
def test_only_latin_letters_can_be_pinyin(term: str, latin: bool) -> None:
    assert is_latin(term) is latin
