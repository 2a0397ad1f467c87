"""How long a speech takes: numbers and Latin words count as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.numerals import in_characters
from review.notes.export.speaking import spoken_characters, told_length


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("就业", "就业"),
        ("“，。”——", ""),
        ("20处", "二十处"),
        ("1.4万人", "一点四万人"),
        ("2024年", "二零二四年"),
        ("5%以上", "百分之五以上"),
        ("0.3∶21.7∶78", "零点三比二十一点七比七十八"),
        ("12345", "一万二千三百四十五"),
        ("10005", "一万零五"),
        ("1010", "一千零一十"),
        ("7559.5万元", "七千五百五十九点五万元"),
        ("174亿元", "一百七十四亿元"),
        ("1,431亩", "一千四百三十一亩"),
    ],
)
def test_a_text_counts_as_it_is_read_aloud(text: str, said: str) -> None:
    assert spoken_characters(text) == len(said)


@pytest.mark.parametrize(("text", "count"), [("GDP", 3), ("5G", 2), ("COOL", 4), ("Beijing", 2)])
def test_latin_is_spelt_or_spoken(text: str, count: int) -> None:
    """Short words in capitals letter by letter, others by their syllables."""
    assert spoken_characters(text) == count


@given(st.integers(1, 99_999_999))
def test_whole_numbers_count_like_their_chinese_words(number: int) -> None:
    if not 1900 <= number <= 2099:
        assert spoken_characters(f"{number}个") - 1 == len(in_characters(number))


@pytest.mark.parametrize(
    ("count", "minutes", "said"),
    [
        (742, 3, "现在 742 字，约3分22秒，超出 22秒"),
        (660, 3, "现在 660 字，约3分，还有 0秒"),
        (220, 5, "现在 220 字，约1分，还有 4分"),
        (0, 3, "现在 0 字，约0秒，还有 3分"),
    ],
)
def test_how_it_stands_to_its_length_is_told(count: int, minutes: int, said: str) -> None:
    assert told_length(count, minutes, 220) == said


def test_a_slower_speaker_takes_longer() -> None:
    assert "约1分，" in told_length(180, 3, 180)
    assert "约42秒，" in told_length(180, 3, 260)
