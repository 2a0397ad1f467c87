from __future__ import annotations

from statistics import mean

from index import Searcher
from tests.unit.index.judging import judged_queries, ndcg, recall


def test_what_matters_comes_first(indexed: Searcher) -> None:
    queries = judged_queries()
    found = [[hit.line for hit in indexed.search(query["query"]).hits] for query in queries]

    assert all(found)
    assert mean(map(ndcg, found, queries)) >= 0.95
    assert mean(map(recall, found, queries)) >= 0.95


def test_much_of_it_is_found_before_there_is_an_index(scanning: Searcher) -> None:
    queries = judged_queries()
    found = [[hit.line for hit in scanning.search(query["query"]).hits] for query in queries]

    assert all(found)
    assert mean(map(recall, found, queries)) >= 0.9
