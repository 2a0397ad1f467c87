"""The order of what is found is the same at every start, whatever Python's strings hash to."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from content.parsing.outline import parse
from content.shelf.library import load_builtin
from index.results import HitKind
from index.searcher import Searcher
from tests.unit.index.judging import SETS, judged_queries

pytestmark = pytest.mark.xdist_group("index")  # built once, not by every worker

ROOT = Path(__file__).parents[3]


def order(cache: Path, step: int) -> str:
    """A digest of all that judged queries find, with its order and what is said of it.

    Only each `step`th query of a set is asked.
    """
    with closing(Searcher(load_builtin(), cache)) as searcher:
        searcher.prepare()
        assert searcher.is_indexed
        found = [
            [(group.kind, [hit.line for hit in group.hits], group.note) for group in groups]
            for name in SETS
            for query in judged_queries(name)[::step]
            for groups in [searcher.search(query["query"]).groups]
        ]
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def order_under(seed: int, cache: Path, step: int) -> str:
    """The same from a process of its own."""
    code = f"from tests.unit.index.test_order import *; print(order(Path({str(cache)!r}), {step}))"
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        encoding="ascii",
    )
    return done.stdout.strip()


def test_the_order_does_not_depend_on_hashes(built: Path) -> None:
    assert order_under(1, built, 8) == order(built, 8)


@pytest.mark.long
def test_the_order_is_the_same_under_eight_seeds(built: Path) -> None:
    assert {order_under(seed, built, 1) for seed in range(8)} == {order(built, 1)}


def test_a_number_in_characters_is_found_in_its_other_forms_beside_other_words(
    indexed: Searcher,
) -> None:
    """As a piece of a query too, and not only as the whole of it."""
    assert [indexed.search(q).hits[0].line for q in ("新增就业一万四千人", "二十处长者食堂")] == [
        16,
        60,
    ]


def test_a_common_word_in_many_ways_does_not_win_over_a_rare_one(indexed: Searcher) -> None:
    assert [
        indexed.search(q).hits[0].line for q in ("政府部门要裁并吗", "总部企业现在有多少家")
    ] == [
        47,
        11,
    ]


def test_one_word_of_a_query_does_not_stand_for_another(indexed: Searcher) -> None:
    """学校 may be printed for 空调, but not for who asks for both and can have it."""
    assert indexed.search("学校 空调").hits[0].line == 16


def test_loose_words_that_make_a_known_one_are_looked_for_as_that(indexed: Searcher) -> None:
    """企业 is everywhere, and 融资 is another word for 上市, but hardly for 上市企业."""
    found = [group for group in indexed.search("企业 上市").groups if group.kind is HitKind.SYNONYM]
    assert [hit.line for hit in found[0].hits] == [
        hit.line for hit in indexed.search("上市企业").groups[0].hits
    ]


@pytest.mark.parametrize("query", ["企业 上市", "上市 企业", "上市 “企业”"])
def test_words_that_stand_close_come_before_words_far_apart(query: str) -> None:
    texts = (
        "上市公司很多，服务企业，帮助企业，扶持企业，支持企业，依靠企业。",
        "今年新增上市企业三家。",
        "支持三家有条件的企业到境外上市。",
        "今年培育企业，市里要求加快步伐，争取早日上市。",
    )
    report = parse("政府工作报告\n各位代表：\n一、工作回顾\n" + "\n".join(texts))
    assert [hit.line for hit in Searcher(report).search(query).hits] == [5, 6, 4, 7]


def test_what_came_of_something_is_told_where_the_report_looks_back(indexed: Searcher) -> None:
    assert indexed.search("烧烤之后消费怎么样").hits[0].line == 13
