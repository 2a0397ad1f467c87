"""Which character became which."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.notes.revision.text_map import TextMap

PARAGRAPHS = st.lists(st.text("增长速度百分之五，。", min_size=1, max_size=30), max_size=8)


def image(text_map: TextMap, paragraphs: list[str]) -> list[tuple[int, int, int, int]]:
    """Every mapped character: paragraph and code point in the old text, then in the new."""
    return [
        (number, block.start + step, block.paragraph, block.to + step)
        for number, text in enumerate(paragraphs, start=1)
        for block in text_map.image(number, 0, len(text))
        for step in range(block.length)
    ]


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_character_goes_to_its_like_and_none_goes_twice(old: list[str], new: list[str]) -> None:
    """Law: the map joins equal characters, one to one."""
    joined = image(TextMap(old, new), old)

    assert all(old[a - 1][b] == new[c - 1][d] for a, b, c, d in joined)
    assert len({(a, b) for a, b, _, _ in joined}) == len(joined)
    assert len({(c, d) for _, _, c, d in joined}) == len(joined)


@given(st.text("增长速度百分之五，。", max_size=60), st.text("增长速度百分之五，。", max_size=60))
def test_within_a_pair_order_is_kept(old: str, new: str) -> None:
    """Law: of two paragraphs, what stood before still stands before."""
    joined = image(TextMap([old], [new]), [old])

    assert [d for *_, d in joined] == sorted(d for *_, d in joined)


@given(PARAGRAPHS)
def test_a_text_maps_to_itself(text: list[str]) -> None:
    """Law: every character to its own place."""
    text_map = TextMap(text, text)

    assert all(joined[:2] == joined[2:] for joined in image(text_map, text))
    assert text_map.kept == 1


@given(PARAGRAPHS, st.integers(1, 8), st.integers(0, 29), st.integers(0, 30))
def test_a_part_of_a_paragraph_has_a_part_of_its_image(
    old: list[str], number: int, start: int, length: int
) -> None:
    """Law: cutting before mapping and mapping before cutting give the same."""
    if number > len(old):
        return
    text_map = TextMap(old, [text[1:] for text in reversed(old)])
    whole = image(text_map, old)

    part = [
        (number, block.start + step, block.paragraph, block.to + step)
        for block in text_map.image(number, start, start + length)
        for step in range(block.length)
    ]

    assert part == [j for j in whole if j[0] == number and start <= j[1] < start + length]


def test_what_both_clauses_could_own_goes_to_the_whole_clause() -> None:
    """Of two commas, the inserted one is that of the inserted clause."""
    old, new = "稳增长，促改革，惠民生。", "稳增长，调结构，促改革，惠民生。"

    blocks = TextMap([old], [new]).image(1, 0, len(old))

    assert [(block.start, block.to, block.length) for block in blocks] == [(0, 0, 4), (4, 8, 8)]


def test_a_line_of_a_novel_is_no_version_of_a_paragraph() -> None:
    """A paragraph of half a million characters is not compared, which would take minutes."""
    text_map = TextMap(["增长速度保持在百分之五左右。" * 3], ["增长速度保持在" * 70_000])

    assert text_map.kept == 0
