"""Paper ballots in a table: what is read, what is refused, and what two tellers compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Problem
from review.voting.counting.ballot import IDENT, TORN, Ballot
from review.voting.counting.paper_ballots import (
    Difference,
    PaperBallots,
    differences,
    mark_of,
    read_ballots,
)
from review.voting.rules.choices import Mode


def read(
    tmp_path: Path, text: str, mode: Mode = Mode.YNA, items: int | None = None, code: str = "utf-8"
) -> PaperBallots:
    path = tmp_path / "票.csv"
    path.write_bytes(text.encode(code))
    return read_ballots(path, mode, items)


def ballots(*papers: str) -> Counter[Ballot]:
    return Counter(Ballot(tuple(marks)) for marks in papers)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_row_is_a_ballot_and_a_column_an_item(tmp_path: Path, code: str) -> None:
    paper = read(tmp_path, "○,×,,?\r\n√,X,-,*\r\n", code=code)

    assert paper == PaperBallots(4, ballots("OX-?", "OX-*"))


@pytest.mark.parametrize(
    ("signs", "mark"),
    [
        ("○〇◯⭕OoＯｏ√✓✔✅", "O"),
        ("×XxＸｘ✕✗✘✖❌", "X"),
        ("-－", "-"),
        ("?？", "?"),
        ("*＊", "*"),
        (["赞成"], "O"),
        (["反对"], "X"),
        (["弃权", ""], "-"),
    ],
)
def test_every_way_to_write_a_mark(signs: Sequence[str], mark: str) -> None:
    for sign in signs:
        assert mark_of(sign, Mode.YNA) == mark
        assert mark_of(f" {sign}\u3000", Mode.YNA) == mark
        assert mark_of(f"{sign}\ufe0f", Mode.YNA) == mark


def test_a_ranking_is_written_in_numbers(tmp_path: Path) -> None:
    paper = read(tmp_path, "1,2,,0\n２,①,?,○\n03,10,-,×\n", Mode.RANK)

    assert paper.ballots == ballots("12--", "21?O") + Counter({Ballot(("3", "10", "-", "X")): 1})


def test_the_first_row_may_name_the_columns(tmp_path: Path) -> None:
    expected = PaperBallots(3, ballots("O-X"))
    for head in ("1,2,3", "第1项,第2项,第3项", "学校,食堂,公路", "1号,2号,3号"):
        assert read(tmp_path, f"{head}\nO,,X\n") == expected
    assert read(tmp_path, "学校,食堂,公路\n1,,2\n", Mode.RANK).ballots == ballots("1-2")


def test_numbers_alone_are_a_ranking_not_names(tmp_path: Path) -> None:
    assert read(tmp_path, "1,2,3\n2,1,3\n", Mode.RANK).ballots == ballots("123", "213")


def test_two_columns_say_how_many_and_what_is_wrong(tmp_path: Path) -> None:
    text = "标记,1,2,张数\n,O,X,3\n破损,O,X,2\n记号,O,,\n,,,１\n"
    paper = read(tmp_path, text)

    assert paper.items == 2
    assert paper.ballots == {
        Ballot(("O", "X")): 3,
        Ballot(("O", "X"), TORN): 2,
        Ballot(("O", "-"), IDENT): 1,
        Ballot(("-", "-")): 1,
    }


def test_a_row_of_empty_cells_is_a_blank_ballot_and_a_blank_line_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "O,X\n\n,\n   \n").ballots == ballots("OX", "--")
    assert read(tmp_path, 'O\n""\n-\n\n\n').ballots == ballots("O", "-", "-")


def test_the_blank_line_of_a_single_column_may_be_a_ballot_so_it_is_refused(tmp_path: Path) -> None:
    """Spreadsheets write an empty cell like this, people write nothing like this."""
    with pytest.raises(Problem, match="第3行：这一行是空的"):
        read(tmp_path, "整体\nO\n\nX\n", Mode.WHOLE)


@pytest.mark.parametrize("divider", [",", "\t", ";", "；", "，"])
def test_cells_are_divided_by_what_spreadsheets_and_input_methods_write(
    tmp_path: Path, divider: str
) -> None:
    table = "一,二,张数\r\nO,,2\r\n".replace(",", divider)
    for text in (table, f"sep={divider}\r\n{table}"):
        assert read(tmp_path, text) == PaperBallots(2, ballots("O-", "O-"))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("O,X\nO,Y\n", 2, "第2列的记号“Y”不认识。可用的是：○ O √、× X、空格、?、*。"),
        ("O,X,3\n", 1, "第3列的记号“3”不认识"),
        ("Q,O\nO,X\n", 1, "第1列的记号“Q”不认识"),
        ("Q,Q\nO,X\n", 1, "第1列的记号“Q”不认识"),
        ("是,否\nO,X\n", 1, "第1列的记号“是”不认识"),
        ("学校,学校\nO,X\n", 1, "第1列的记号“学校”不认识"),
        ("O,X\nO\n", 2, "这一行有1格，应是2格"),
        ("O,X\nO,X,O\n", 2, "这一行有3格，应是2格"),
        ("学校,公路,,\nO,X,O,\n", 2, "这一行有3格，应是2格"),
        ("票号,学校\n1,O\n", 2, "第1列（票号）的记号“1”不认识。"),
        ("O,X\nO,X,\n", 2, "这一行有3格，应是2格"),
        ("1,2,张数\nO,X,0\n", 2, "张数“0”不对"),
        ("1,2,张数\nO,X,-3\n", 2, "张数“-3”不对"),
        ("1,2,张数\nO,X,三\n", 2, "张数“三”不对"),
        ("1,2,张数\nO,X,999999999999\n", 2, "张数“999999999999”不对"),
        ("1,2,标记\nO,X,涂改\n", 2, "标记“涂改”不认识"),
        ("1,1,张数\nO,X,1\n", 1, "列名“1”重复了"),
        ("1,,张数\nO,X,1\n", 1, "第2列没有列名"),
        ('O,"X\n', 1, "引号不成对"),
    ],
)
def test_a_slip_names_row_and_column(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(Problem) as caught:
        read(tmp_path, text)

    assert f"票.csv 第{line}行：" in str(caught.value)
    assert words in str(caught.value)


def test_seventeen_columns_are_not_sixteen_candidates(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="记号有17列，而项目有16个"):
        read(tmp_path, ",".join("O" * 17), items=16)
    with pytest.raises(Problem, match="没有票"):
        read(tmp_path, "\n\n")


def test_names_without_ballots_are_no_ballots(tmp_path: Path) -> None:
    assert read(tmp_path, "1,2,张数,标记\n") == PaperBallots(2, Counter())


MARKS = st.sampled_from("OX-?*")
PAPERS = st.integers(2, 5).flatmap(
    lambda m: st.lists(st.tuples(*[MARKS] * m).map(Ballot), min_size=1, max_size=20)
)


@given(PAPERS)
def test_what_is_written_is_what_is_counted(
    tmp_path_factory: pytest.TempPathFactory, papers: list[Ballot]
) -> None:
    """Whatever the first row is, it is a ballot if it is made of marks."""
    text = "".join(",".join(paper.marks) + "\n" for paper in papers)

    assert read(tmp_path_factory.getbasetemp(), text).ballots == Counter(papers)


def test_two_tellers_see_where_they_differ() -> None:
    first, second = ballots("OX", "OX", "--"), ballots("OX", "--", "XX")

    assert differences(first, second) == [
        Difference(Ballot(("O", "X")), 2, 1),
        Difference(Ballot(("X", "X")), 0, 1),
    ]
    assert differences(first, ballots("--", "OX", "OX")) == []
