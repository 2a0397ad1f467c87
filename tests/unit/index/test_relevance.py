"""How good the order is, over judged queries. `pytest -s` shows the figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean

import jieba
import pytest

from index.searcher import Searcher
from index.vocabulary import load_closed_words, load_vocabulary
from index.words.normalise import fold
from tests.unit.index.judging import (
    SETS,
    judged_queries,
    ndcg,
    ndcg_by_kind,
    overall,
    recall,
    unanswered,
)

Lines = Callable[[str], Sequence[int]]


@pytest.fixture(scope="module")
def found(indexed: Searcher) -> Lines:
    return lambda query: [hit.line for hit in indexed.search(query).hits]


@pytest.mark.parametrize(
    ("name", "least"),
    [("relevance", 0.975), *((name, 0.90) for name in SETS[1:])],
)
def test_what_matters_comes_first(found: Lines, name: str, least: float) -> None:
    scores = ndcg_by_kind(found, judged_queries(name))
    kinds = {kind: f"{mean(some):.3f} of {len(some)}" for kind, some in scores.items()}
    print(f"\n{name}: nDCG@5 {overall(scores):.3f}", kinds if len(kinds) > 1 else "")

    assert overall(scores) >= least
    assert all(mean(some) >= 0.80 for some in scores.values() if len(some) >= 10)
    few = [score for some in scores.values() if len(some) < 10 for score in some]
    assert not few or mean(few) >= 0.75


def test_what_is_relevant_is_found(found: Lines) -> None:
    queries = judged_queries()
    lines = [found(query["query"]) for query in queries]

    assert all(lines)
    assert mean(map(recall, lines, queries)) >= 0.95


def test_what_is_not_in_the_report_finds_little(found: Lines) -> None:
    answered = [query for query in unanswered() if found(query)]
    print(f"\nwithout an answer: {len(answered)} of {len(unanswered())} with hits: {answered}")

    assert len(answered) <= 13


def test_much_of_it_is_found_before_there_is_an_index(scanning: Searcher) -> None:
    queries = judged_queries()
    lines = [[hit.line for hit in scanning.search(query["query"]).hits] for query in queries]

    assert all(lines)
    assert mean(map(recall, lines, queries)) >= 0.9
    assert mean(map(ndcg, lines, queries)) >= 0.85


def test_no_content_word_of_a_judged_query_is_a_closed_word() -> None:
    """What jieba knows as a noun or an adjective is a thing people ask for."""
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split(" ") for line in dictionary.read_text(encoding="utf-8").splitlines())
    content = {word for word, _, tag in rows if tag[0] in "na" or tag == "vn"}
    closed = load_closed_words()
    never_found = closed.function | closed.negation | closed.past | closed.coming
    by_length = sorted((word for word in never_found if len(word) > 1), key=len, reverse=True)
    asked = " ".join(query["query"] for name in SETS for query in judged_queries(name))

    assert content.intersection(re.findall("|".join(by_length), asked)) == set()


def test_every_judged_query_keeps_something_to_look_for() -> None:
    """Words that say little are left out only where something is left."""
    closed, synonyms = load_vocabulary().closed, load_vocabulary().synonyms
    for name in SETS:
        for query in judged_queries(name):
            asked = closed.read([fold(query["query"])], synonyms, None)
            assert (
                asked.pieces
                or asked.looks_back is not None
                or closed.stretches(fold(query["query"]))
            ), query
