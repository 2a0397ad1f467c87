"""Paper ballots in a table: what is read, what is refused, and what two tellers compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Problem
from review.voting.counting.ballot import IDENT, TORN, Ballot, Printed
from review.voting.counting.paper_ballots import (
    BlankRows,
    PaperBallots,
    differences,
    mark_name,
    mark_of,
    read_ballots,
)
from review.voting.rules.choices import Mode

TITLES = ("学校", "食堂", "公路", "公园")


def read(
    tmp_path: Path,
    text: str,
    mode: Mode = Mode.YNA,
    items: int = 2,
    *,
    code: str = "utf-8",
    blank_rows: BlankRows = BlankRows.ASK,
) -> PaperBallots:
    path = tmp_path / "票.csv"
    path.write_bytes(text.encode(code))
    listed = [Printed(at + 1, (*TITLES, *map(str, range(60)))[at]) for at in range(items)]
    return read_ballots(path, mode, listed, blank_rows)


def ballots(*papers: str) -> Counter[Ballot]:
    return Counter(Ballot(tuple(marks)) for marks in papers)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_row_is_a_ballot_and_a_column_an_item(tmp_path: Path, code: str) -> None:
    paper = read(tmp_path, "○,×,,?\r\n√,X,-,*\r\n", items=4, code=code)

    assert paper.ballots == ballots("OX-?", "OX-*")
    assert [row.line for row in paper.rows] == [1, 2]


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
    paper = read(tmp_path, "1,2,,0\n２,①,?,○\n03,10,-,×\n", Mode.RANK, 4)

    assert paper.ballots == ballots("12--", "21?O") + Counter({Ballot(("3", "10", "-", "X")): 1})


def test_the_first_row_may_name_the_columns(tmp_path: Path) -> None:
    for head in ("1,2,3", "第1项,第２项,第3项", "学校,“食堂”,公 路", "1号,2号 食堂,③"):
        assert read(tmp_path, f"{head}\nO,,X\n", items=3).ballots == ballots("O-X")
    ranked = read(tmp_path, "学校,食堂,公路\n1,,2\n", Mode.RANK, 3)
    assert ranked.ballots == ballots("1-2")


@pytest.mark.parametrize("head", ["公路,学校,食堂", "3,1,2", "3号公路,第1项,2.食堂"])
def test_columns_stand_in_any_order(tmp_path: Path, head: str) -> None:
    """A sheet that somebody has sorted counts as it is named, never as it happens to lie."""
    assert read(tmp_path, f"{head}\nO,X,\n", items=3).ballots == ballots("X-O")


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("学校,食堂,公圆", "第3列的列名“公圆”与候选项目不符"),
        ("学校,食堂,学校", "第3列的列名“学校”与第1列重复了"),
        ("学校,食堂,1号", "第3列的列名“1号”与第1列重复了"),
        ("1号食堂,2号,3号", "第1列的列名“1号食堂”与候选项目不符"),
        ("学校,食堂", "缺少3号“公路”这一列"),
        ("票号,学校,食堂,公路", "第1列的列名“票号”与候选项目不符"),
    ],
)
def test_a_column_that_is_no_item_is_named(tmp_path: Path, head: str, words: str) -> None:
    width = head.count(",") + 1
    with pytest.raises(Problem, match=words):
        read(tmp_path, f"{head}\n{','.join('O' * width)}\n", items=3)


def test_a_heading_may_stand_above_the_names(tmp_path: Path) -> None:
    text = "第二次会议票决,,\n公路,学校,食堂\nO,X,\n"
    assert read(tmp_path, text, items=3).ballots == ballots("X-O")
    typed = text.replace("票决,,", "票决")  # by hand, where a spreadsheet writes the empty cells
    assert read(tmp_path, typed, items=3).ballots == ballots("X-O")


def test_rows_without_a_word_are_no_ballots_at_the_end(tmp_path: Path) -> None:
    text = "1,2,张数,标记\nO,X,5,\n,,,\n,,,\n\n"
    assert read(tmp_path, text).ballots == {Ballot(("O", "X")): 5}


def test_in_the_middle_they_are_asked_about(tmp_path: Path) -> None:
    text = "O,X\n,\nX,O\n,\nO,O\n"
    with pytest.raises(Problem, match=r"第2行：第2、4行是空的.*--blank-rows"):
        read(tmp_path, text)
    blank = read(tmp_path, text, blank_rows=BlankRows.BLANK)
    assert blank.ballots == ballots("OX", "--", "XO", "--", "OO")
    assert read(tmp_path, text, blank_rows=BlankRows.SKIP).ballots == ballots("OX", "XO", "OO")


def test_a_total_below_is_no_ballot(tmp_path: Path) -> None:
    text = "1,2,张数\nO,X,5\nX,,4\n,,9\n"
    with pytest.raises(Problem, match=r"第4行：.*像是合计"):
        read(tmp_path, text)


def test_numbers_alone_are_a_ranking_or_names(tmp_path: Path) -> None:
    """Taken for a ballot, the numbers of the items above the rankings would be one too many."""
    assert read(tmp_path, "1,3,2\n2,1,3\n", Mode.RANK, 3).ballots == ballots("132", "213")
    assert read(tmp_path, "1,2,3\n", Mode.RANK, 3).ballots == ballots("123")
    named = "1号,2号,3号\n2,1,3\n"
    assert read(tmp_path, named, Mode.RANK, 3).ballots == ballots("213")
    assert read(tmp_path, "1号,2号,3号\n1,2,3\n", Mode.RANK, 3).ballots == ballots("123")
    with pytest.raises(Problem, match=r"第1行：.*看不出是列名，还是一张票"):
        read(tmp_path, "1,2,３\n2,1,3\n", Mode.RANK, 3)


def test_two_columns_say_how_many_and_what_is_wrong(tmp_path: Path) -> None:
    text = "标记,1,2,张数\n,O,X,3\n破损,O,X,2\n记号,O,,\n,,,１\n"
    paper = read(tmp_path, text)

    assert paper.ballots == {
        Ballot(("O", "X")): 3,
        Ballot(("O", "X"), TORN): 2,
        Ballot(("O", "-"), IDENT): 1,
        Ballot(("-", "-")): 1,
    }


def test_the_blank_line_of_a_single_column_may_be_a_ballot_so_it_is_refused(tmp_path: Path) -> None:
    """Spreadsheets write an empty cell like this, people write nothing like this."""
    with pytest.raises(Problem, match="第3行：第3行是空的"):
        read(tmp_path, "整体\nO\n\nX\n", Mode.WHOLE, 1)
    counted = read(tmp_path, "整体\nO\n\nX\n", Mode.WHOLE, 1, blank_rows=BlankRows.BLANK)
    assert counted.ballots == ballots("O", "-", "X")


@pytest.mark.parametrize("divider", [",", "\t", ";", "；", "，"])
def test_cells_are_divided_by_what_spreadsheets_and_input_methods_write(
    tmp_path: Path, divider: str
) -> None:
    table = "学校,食堂,张数\r\nO,,2\r\n".replace(",", divider)
    for text in (table, f"sep={divider}\r\n{table}"):
        assert read(tmp_path, text).ballots == ballots("O-", "O-")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("O,X\nO,Y\n", 2, "第2列的记号“Y”不认识。可用的是：○ O √、× X、空格、?、*。"),
        ("O,X,3\n", 1, "记号有3列，而候选项目有2个"),
        ("Q,O\nO,X\n", 1, "第1列的记号“Q”不认识"),
        ("Q,Q\nO,X\n", 1, "第1列的记号“Q”不认识"),
        ("是,否\nO,X\n", 1, "第1列的记号“是”不认识"),
        ("学校,学校\nO,X\n", 1, "第2列的列名“学校”与第1列重复了"),
        ("O,X\nO\n", 2, "这一行有1格，应是2格"),
        ("O,X\nO,X,O\n", 2, "这一行有3格，应是2格"),
        ("学校,食堂,,\nO,X,O,\n", 2, "这一行有3格，应是2格"),
        ("学校,食堂\n1,O\n", 2, "第1列（学校）的记号“1”不认识。"),
        ("O,X\nO,X,\n", 2, "这一行有3格，应是2格"),
        ("1,2,张数\nO,X,0\n", 2, "张数“0”不对"),
        ("1,2,张数\nO,X,-3\n", 2, "张数“-3”不对"),
        ("1,2,张数\nO,X,三\n", 2, "张数“三”不对"),
        ("1,2,张数\nO,X,999999999999\n", 2, "张数“999999999999”不对"),
        ("1,2,张数\nO,X,000000000000100001\n", 2, "张数“000000000000100001”不对"),
        (f"1,2,张数\nO,X,{'0' * 9}{'9' * 5000}\n", 2, "张数“0000000009"),
        ("1,2,标记\nO,X,涂改\n", 2, "标记“涂改”不认识"),
        ("1,1,张数\nO,X,1\n", 1, "第2列的列名“1”与第1列重复了"),
        ("1,,张数\nO,X,1\n", 1, "第2列没有列名"),
        ('O,"X\n', 1, "引号不成对"),
    ],
)
def test_a_slip_names_row_and_column(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(Problem) as caught:
        read(tmp_path, text)

    assert f"票.csv 第{line}行：" in str(caught.value)
    assert words in str(caught.value)


def test_what_to_do_is_seen_behind_the_longest_cell(tmp_path: Path) -> None:
    for text in ("O,{}\n", "1,{}\nO,O\n", "1,2,张数\nO,O,{}\n", "1,2,标记\nO,O,{}\n"):
        with pytest.raises(Problem) as caught:
            read(tmp_path, text.format("啊" * 50_000))
        assert "啊……”" in str(caught.value)
        assert len(caught.value.message) < 200


def test_seventeen_columns_are_not_sixteen_candidates(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="记号有17列，而候选项目有16个"):
        read(tmp_path, ",".join("O" * 17), items=16)
    with pytest.raises(Problem, match="没有票"):
        read(tmp_path, "\n\n")


def test_names_without_ballots_are_no_ballots(tmp_path: Path) -> None:
    assert read(tmp_path, "1,2,张数,标记\n").rows == ()


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

    width = len(papers[0].marks)
    assert read(tmp_path_factory.getbasetemp(), text, items=width).ballots == Counter(papers)


def test_two_tellers_see_where_they_differ() -> None:
    first, second = ballots("OX", "OX", "--"), ballots("OX", "--", "XX")

    assert differences(first, second) == [
        (Ballot(("O", "X")), 2, 1),
        (Ballot(("X", "X")), 0, 1),
    ]
    assert differences(first, ballots("--", "OX", "OX")) == []


def test_levels_of_a_survey_are_written_as_words(tmp_path: Path) -> None:
    """○ could mean more than one level, so it is refused."""
    path = tmp_path / "测评.csv"
    items = [Printed(1, "学校"), Printed(2, "食堂"), Printed(3, "公路")]
    path.write_text("食堂,学校,公路,张数\n基本满意,满意,,2\n不满意,不了解,?,1\n", encoding="utf-8")
    found = read_ballots(path, Mode.SURVEY, items)
    assert found.ballots == {Ballot(("O", "B", "-")): 2, Ballot(("-", "X", "?")): 1}
    path.write_text("食堂,学校,公路\n○,满意,满意\n", encoding="utf-8")
    with pytest.raises(Problem, match="第1列（食堂）的记号“○”不认识。可用的是：满意、基本满意"):
        read_ballots(path, Mode.SURVEY, items)


@pytest.mark.parametrize(
    ("mode", "marks"), [(Mode.YNA, "OX?*"), (Mode.SURVEY, "OBX?*"), (Mode.RANK, "12?*")]
)
def test_marks_are_called_as_a_table_may_write_them(mode: Mode, marks: str) -> None:
    assert [mark_of(mark_name(mark, mode), mode) for mark in marks] == list(marks)
    assert not set(map(mark_name, marks, [mode] * len(marks))) & set("OXB")
