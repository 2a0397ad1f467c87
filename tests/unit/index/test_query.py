from __future__ import annotations

import pytest
from rich.cells import cell_len

from index.query import LONGEST, MOST_TERMS, Query, Term, parse


def test_blanks_of_any_width_mean_and() -> None:
    assert parse(" 农民工　工资 ").wanted == (Term("农民工"), Term("工资"))


@pytest.mark.parametrize("text", ['"养老 服务"', "“养老 服务”", "＂养老 服务＂", "”养老 服务”"])
def test_quotes_mean_exactly(text: str) -> None:
    assert parse(text).wanted == (Term("养老 服务", exact=True),)


@pytest.mark.parametrize("text", ["养老 -托育", "养老 －托育", '养老 -"托育"'])
def test_leading_minus_means_not(text: str) -> None:
    assert parse(text) == Query((Term("养老"),), ("托育",), "")


def test_two_minus_signs_are_a_dash_as_it_is_typed() -> None:
    assert parse("－－奋力谱写").wanted == (Term("--奋力谱写"),)


def test_a_phrase_still_being_typed_runs_to_the_end() -> None:
    assert parse("“养老 服").wanted == (Term("养老 服", exact=True),)


@pytest.mark.parametrize("text", ["“微改革”227项", "过“紧日子”", "3-5个", "a:b*~[c]"])
def test_marks_inside_a_word_are_text(text: str) -> None:
    (term,) = parse(text).wanted

    assert not term.exact
    assert len(term.text) == len(text)


@pytest.mark.parametrize(
    "text", ["", "   ", "-", "－", "，。！？", '""', "“", "😀", "\x00\x1b", "-养老"]
)
def test_what_asks_for_nothing_is_answered_with_a_hint(text: str) -> None:
    query = parse(text)

    assert query.wanted == ()
    assert query.hint.endswith("。")
    assert cell_len(query.hint) <= 34  # what is behind it would be cut off


def test_too_long_a_query_is_cut_and_the_user_told() -> None:
    query = parse("养" * 10_000)

    assert query.wanted == (Term("养" * LONGEST),)
    assert str(LONGEST) in query.hint
    assert cell_len(query.hint) <= 34


def test_too_many_terms_are_cut_and_the_user_told() -> None:
    query = parse(" ".join(map(chr, range(0x4E00, 0x4E00 + 100))))

    assert len(query.wanted) == MOST_TERMS
    assert str(MOST_TERMS) in query.hint


def test_a_term_asked_for_twice_is_looked_for_once() -> None:
    assert parse("养老 養老").wanted == (Term("养老"),)
