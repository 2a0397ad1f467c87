from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words.normalise import Folded, fold, soften

ODD = "ⅣⅳÅ㎡ßŉﬁ①½…㈠，。“”‘’「」％∶——－～　\u200b\ufeff\x00\x1b\ud800養环豈Ａａ５𠮷😀é"
TEXTS = st.text(st.one_of(st.sampled_from(ODD), st.characters()), max_size=60)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("ＧＤＰ", "gdp"),
        ("营商環境", "营商环境"),
        ("５．５％", "5.5%"),
        ("８。１％", "8.1%"),
        ("0.3∶21.7", "0.3:21.7"),
        ("“紧日子”", '"紧日子"'),
        ("「紧日子」", '"紧日子"'),
        ("0—3岁", "0-3岁"),
        ("Ⅳ类", "iv类"),
        ("区长　苏振华", "区长 苏振华"),
        ("养\u200b老\x1b", "养老"),
        ("养\ufe00老\U000e0100", "养老"),
    ],
)
def test_what_means_the_same_folds_to_the_same(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_report_is_written_in_folded_characters_but_for_marks() -> None:
    sentence = "推动农村教育、医疗、养老等实事著名乾坤"

    assert fold(sentence)[:-2] == sentence[:-2]


@given(TEXTS)
def test_text_folds_character_by_character(raw: str) -> None:
    assert Folded.of(raw).text == fold(raw) == "".join(map(fold, raw))


@given(TEXTS, st.data())
def test_every_span_is_raw_text_that_folds_to_the_query(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    query = fold(raw[start:end])

    spans = Folded.of(raw).find(query)

    assert all(fold(raw[s:e]) == query for s, e in spans)
    if query:
        assert any(start <= s and e <= end for s, e in spans)


@given(TEXTS, st.data())
def test_every_soft_span_is_raw_text_that_softens_to_the_query(
    raw: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    query = soften(fold(raw[start:end]))

    spans = Folded.of(raw).softened().find(query)

    assert bool(spans) == bool(query)
    assert all(soften(fold(raw[s:e])) == query for s, e in spans)


def test_no_part_of_a_raw_character_is_found() -> None:
    text = Folded.of("达到Ⅳ类，280㎡")

    assert text.find("v") == []
    assert text.find("m2") == [(8, 9)]


def test_overlapping_occurrences_are_all_found() -> None:
    assert Folded.of("111个").find("11") == [(0, 2), (1, 3)]
