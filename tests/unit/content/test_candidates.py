"""The list of candidates: the trial one says what the report says, others are checked."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import tomli

from content.candidates.amounts import amount_number
from content.candidates.candidates import (
    NOTICE,
    Candidates,
    ListStatus,
    read_candidates,
    read_listing,
    shipped_candidates,
    to_toml,
)
from content.candidates.files import csv_form, toml_form
from content.errors import Problem
from content.shelf.library import BUILTIN, load_builtin
from tests.small import small_report

REPORT = load_builtin()
TRIAL = BUILTIN / "candidates.toml"
SMALL = small_report()

TWO = """\
[[candidate]]
id = 1
title = "学校"
summary = "新建、改扩建学校。"
target = "5所"
department = ""

[[candidate]]
id = 2
title = "食堂"
summary = "建长者食堂。"
target = ""
department = "民政局"
[[candidate.quote]]
text = "建成长者食堂20处"
cite = "二（二）第2段"
"""

TABLE = """\
序号,名称,内容,目标,责任单位,引文,出处
2,食堂,"建长者食堂,方便老人。",,民政局,建成长者食堂20处,二（二）第2段
1,学校,新建、改扩建学校。,5所,,新建、改扩建学校5所,
"""


@pytest.fixture(scope="module")
def trial() -> Candidates:
    return read_candidates(TRIAL, REPORT)


def read(tmp_path: Path, text: str, name: str = "名单.toml") -> Candidates:
    path = tmp_path / name
    path.write_bytes(text.encode("utf-8"))
    return read_candidates(path, SMALL)


# The trial list


def test_the_trial_list_has_sixteen_and_says_what_it_is(trial: Candidates) -> None:
    assert shipped_candidates(REPORT) == TRIAL
    assert trial.status is ListStatus.TRIAL
    assert trial.status.notice == NOTICE
    assert NOTICE in TRIAL.read_text(encoding="utf-8")
    assert [candidate.id for candidate in trial.entries] == list(range(1, 17))
    assert len({candidate.title for candidate in trial.entries}) == 16


def test_every_quote_is_verbatim_where_it_is_said_to_be(trial: Candidates) -> None:
    quotes = [quote for candidate in trial.entries for quote in candidate.quotes]
    listed = [
        quote
        for candidate in tomli.loads(TRIAL.read_text(encoding="utf-8"))["candidate"]
        for quote in candidate["quote"]
    ]

    for quote, entry in zip(quotes, listed, strict=True):
        assert quote.span.text(REPORT) == quote.text == entry["text"]
        assert quote.citation == entry["cite"]
    places = [candidate.quotes[-1].span[:2] for candidate in trial.entries]
    assert places == sorted(places)  # in the order of the report, which prefers none


def test_nothing_is_invented(trial: Candidates) -> None:
    """Every number and every Chinese name in an entry stands in its quotes; no department does."""
    for candidate in trial.entries:
        quoted = "".join(quote.text for quote in candidate.quotes)
        for text in (candidate.title, candidate.summary, candidate.target):
            for number in re.findall(r"\d+万?", text):
                assert number in quoted or number == "2", (candidate.id, number)
            for name in re.findall(r"“[^”]+”", text):
                assert name in quoted
        assert candidate.department == ""
        assert candidate.summary.endswith("。")


def test_every_entry_but_the_hospitals_is_one_of_the_reports_targets(trial: Candidates) -> None:
    """The commitments with a number were listed by hand, each with its line."""
    data = Path(__file__).parents[2] / "data" / "commitments.json"
    targets = [c["quote"] for c in json.loads(data.read_text(encoding="utf-8"))["commitments"]]
    without = [
        candidate.id
        for candidate in trial.entries
        if not any(target in quote.text for quote in candidate.quotes for target in targets)
    ]

    assert without == [11]


# Lists of others


def test_a_list_is_read_and_written_alike(tmp_path: Path) -> None:
    candidates = read(tmp_path, TWO)

    assert candidates.status is ListStatus.OFFICIAL
    assert candidates.status.notice == ""
    first, second = candidates.entries
    assert (first.title, first.target, first.quotes) == ("学校", "5所", ())
    assert second.quotes[0].span.text(SMALL) == "建成长者食堂20处"
    assert read(tmp_path, to_toml(candidates, "说明\n两行")) == candidates


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"],
)
@pytest.mark.parametrize("name", ["名单.csv", "名单.toml"])
def test_lists_come_in_the_encodings_of_windows(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes((TABLE if name.endswith("csv") else TWO).encode(encoding))

    titles = [candidate.title for candidate in read_candidates(path, SMALL).entries]
    assert sorted(titles) == ["学校", "食堂"]


def test_a_doubtful_sum_of_a_list_of_ones_own_is_told(tmp_path: Path) -> None:
    path = tmp_path / "名单.toml"
    line = next(at for at, line in enumerate(TWO.splitlines(), 1) if line.startswith("summary"))
    path.write_text(
        TWO.replace("summary", 'investment = "约500万元"\nsummary', 1), encoding="utf-8"
    )
    listing = read_listing(path, SMALL)
    assert listing.doubts == (f"第{line}行的投资“约500万元”是约数。",)
    assert listing.candidates.entries[0].investment_text == "约500万元"


def test_a_sum_without_a_unit_is_unknown_once_the_list_is_kept(tmp_path: Path) -> None:
    """A kept list named no unit, and 500 of nobody knows what was read again as 500万元."""
    path = tmp_path / "名单.csv"
    path.write_text("序号,项目名称,投资\n1,学校,500\n2,食堂,300万元\n", encoding="utf-8")
    kept = tmp_path / "名单.toml"
    kept.write_text(to_toml(read_candidates(path, SMALL)), encoding="utf-8")
    first, second = read_candidates(kept, SMALL, was_checked=True).entries
    assert (first.investment, first.investment_text) == (None, "500")
    assert (amount_number(second.investment), second.investment_text) == (300, "300万元")


def test_a_list_may_be_in_big5(tmp_path: Path) -> None:
    path = tmp_path / "名單.csv"
    text = "序號,項目名稱,建設內容\n1,長者食堂,新建長者食堂20處\n2,公園改造,改造公園5個\n"
    path.write_bytes(text.encode("big5hkscs"))
    assert [entry.title for entry in read_candidates(path, SMALL).entries] == [
        "長者食堂",
        "公園改造",
    ]


@pytest.mark.parametrize("name", ["名单.csv", "名单.txt"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_list_may_be_filled_up_with_bytes_of_nothing(
    tmp_path: Path, name: str, encoding: str
) -> None:
    """As a report may, where a stick was pulled out."""
    path, csv = tmp_path / name, "项目名称,建设内容\n长者食堂,新建食堂\n公园改造,改造公园\n"
    text = csv if name.endswith("csv") else "候选项目\n1. 长者食堂\n2. 公园改造\n"
    path.write_bytes(text.encode(encoding) + bytes(512))
    titles = [entry.title for entry in read_candidates(path, SMALL).entries]
    assert titles == ["长者食堂", "公园改造"]


def test_a_damaged_list_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(TABLE.encode().replace("5所".encode(), b"5\xe6\x89"))
    with pytest.raises(Problem, match=r"名单.csv 第3行：这里有无法识别的字符"):
        read_candidates(path, SMALL)


def test_a_quote_mark_that_is_never_closed_names_the_line_where_it_opens(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    rows = "".join(f"{at},学校{at},{'建' * 100}\n" for at in range(2, 3000))
    path.write_text(f'序号,名称,内容\n1,"甲,乙\n{rows}', encoding="utf-8")
    with pytest.raises(Problem, match=r"名单.csv 第2行：这一行的引号不成对"):
        read_candidates(path, SMALL)


def test_a_cell_that_holds_a_whole_text_is_named_with_its_length(tmp_path: Path) -> None:
    for head in ("序号,名称,内容", "序号,项目名称,建设内容"):
        text = f"{head}\n1,甲,乙\n2,丙,{'长' * 140_000}\n"
        with pytest.raises(Problem, match=r"第3行：这一行有一格长达140000字.*换行、逗号或引号"):
            read(tmp_path, text, "名单.csv")


def test_a_table_may_be_in_any_order_and_divided_by_tabs(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text(TABLE, encoding="utf-8")
    listing = read_listing(tmp_path / "名单.csv", SMALL)
    assert listing.candidates.entries[0].summary == "建长者食堂,方便老人。"
    assert listing.left_out == ("“引文”这一列没有读。", "“出处”这一列没有读。")

    tabs = "名称\t序号\t内容\n食堂\t2\t建食堂。\n学校\t1\t建学校。\n"
    assert [c.title for c in read(tmp_path, tabs, "名单.csv").entries] == ["食堂", "学校"]


def test_the_digest_is_that_of_what_is_printed(tmp_path: Path) -> None:
    candidates = read(tmp_path, TWO)

    assert read(tmp_path, TWO.replace("二（二）第2段", "")).sha256 == candidates.sha256
    assert read(tmp_path, TWO.replace("民政局", "教育局")).sha256 != candidates.sha256


def filled_form(entries: int) -> str:
    """A form with something in all that has to be filled in."""
    parts = toml_form(entries).replace('summary = ""', 'summary = "乙。"').split('title = ""')
    titles = [f'title = "甲{at}"' for at in range(1, len(parts))]
    return "".join(part + title for part, title in zip(parts, [*titles, ""], strict=True))


@pytest.mark.parametrize("number", [1, 2, 16, 60])
def test_one_to_sixty_candidates(tmp_path: Path, number: int) -> None:
    form = filled_form(number)
    assert len(read(tmp_path, form).entries) == number


@pytest.mark.parametrize("number", [0, 61])
def test_fewer_or_more_are_refused(tmp_path: Path, number: int) -> None:
    form = filled_form(number)
    with pytest.raises(Problem, match=f"这里有{number}个候选项目。应有1到60个"):
        read(tmp_path, form)


def test_an_empty_form_says_what_to_fill_in(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"名单.toml 第13行：“title”是空的。请填上title。"):
        read(tmp_path, toml_form(2))
    with pytest.raises(Problem, match=r"没有找到候选项目的表格"):
        read(tmp_path, csv_form(2), "名单.csv")
    filled = csv_form(2).replace("1,", "1,学校", 1).replace("2,", "2,公园", 1)
    assert [c.title for c in read(tmp_path, filled, "名单.csv").entries] == ["学校", "公园"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("id = 2", "id = 1", 9, "序号1重复了"),
        ("id = 2", "id = 3", 9, "序号3不连续"),
        ("id = 2", "id = 0", 9, "序号0不连续"),
        ("id = 2", 'id = "2"', 9, "“id”应是整数"),
        ("id = 2", "id = true", 9, "“id”应是整数"),
        ("id = 2\n", "", 8, "“id”应是整数"),
        ('title = "食堂"', 'title = ""', 10, "“title”是空的"),
        ('title = "食堂"', 'title = " "', 10, "“title”是空的"),
        ('title = "食堂"\n', "", 8, "缺少“title”"),
        ('title = "食堂"', "title = 3", 10, "“title”应是文字"),
        ('target = ""\n', "", 8, "缺少“target”"),
        ("department = ", "office = ", 6, "不认识“office”"),
        ("建成长者食堂20处", "建成长者食堂21处", 15, "引文“建成长者食堂21处”不在二（二）第2段里"),
        ("二（二）第2段", "二（二）第1段", 15, "不在二（二）第1段里"),
        ("二（二）第2段", "九第9段", 15, "出处“九第9段”找不到"),
        ("cite = ", "where = ", 15, "引文写得不对"),
        ('text = "建成长者食堂20处"', 'text = ""', 15, "引文是空的"),
        ("[[candidate.quote]]", "[candidate.quote]", 15, "引文写得不对"),
        ("[[candidate]]\nid = 1", 'status = "真"\n[[candidate]]\nid = 1', 1, "“status”写得不对"),
        ("[[candidate]]\nid = 1", 'name = "真"\n[[candidate]]\nid = 1', 1, "不认识“name”"),
        ('title = "学校"', "title = 学校", 3, "TOML"),
    ],
)
def test_a_broken_list_names_line_and_fault(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in TWO
    with pytest.raises(Problem) as caught:
        read(tmp_path, TWO.replace(old, new))

    assert f"名单.toml 第{line}行：" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("5所,,", "5,所,,", 3, "这一行有8格，而表头只有7列"),
        ('"建长者', '建"长者', 2, "这一行有8格"),
        ('老人。"', "老人。", 2, "引号不成对"),
    ],
)
def test_a_broken_table_names_row_and_fault(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    assert old in TABLE
    with pytest.raises(Problem) as caught:
        read(tmp_path, TABLE.replace(old, new), "名单.csv")

    assert f"名单.csv 第{line}行：" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"PK\x03\x04rest", "已损坏"), (b"\x81\x00\x00", "GB18030"), (b"", "没有找到")],
)
def test_what_is_no_table(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(data)
    with pytest.raises(Problem, match=words):
        read_candidates(path, SMALL)


def test_other_reports_ship_none() -> None:
    assert shipped_candidates(SMALL) is None


@pytest.mark.parametrize(
    "title",
    [
        "\u200b", "\u3164", "\u2800", "甲\u200b", "甲\u202e乙", "甲\u2066乙", "甲\x07",
        "甲\x1b[31m", "甲\ufeff", "甲\ufe0f", "甲\u00ad乙", "\u0301",
    ],
)  # fmt: skip
def test_a_name_that_shows_nothing_or_hides_something_is_refused(
    tmp_path: Path, title: str
) -> None:
    text = f"序号,名称,内容\n1,{title},乙。\n2,丙,丁。\n"
    with pytest.raises(Problem, match=r"第2行：.*(看不见|看得见)"):
        read(tmp_path, text, "名单.csv")


@pytest.mark.parametrize("title", ["1", "12345", "3.5%", "十二", "（二）", "③", "3-5"])
def test_a_name_that_is_but_a_number_is_refused(tmp_path: Path, title: str) -> None:
    own = f"序号,名称,内容\n1,{title},乙。\n2,丙,丁。\n"
    of_an_office = f"序号,项目名称,建设内容\n1,{title},乙。\n2,丙,丁。\n"
    for text in (own, of_an_office):
        with pytest.raises(Problem, match=r"第2行：.*只是一个数.*各列有没有错位"):
            read(tmp_path, text, "名单.csv")


@pytest.mark.parametrize("title", ["12345热线", "3号线", "一老一小"])
def test_a_name_may_have_numbers(tmp_path: Path, title: str) -> None:
    text = f"序号,名称,内容\n1,{title},乙。\n2,丙,丁。\n"
    assert read(tmp_path, text, "名单.csv").entries[0].title == title


@pytest.mark.parametrize("twin", ["项目甲", "项目 甲", "项目　甲", "ＡＢ项目", "\u0410\u0412项目"])
def test_names_that_look_alike_are_refused(tmp_path: Path, twin: str) -> None:
    text = f"序号,名称,内容\n1,项目甲,乙。\n2,AB项目,丁。\n3,{twin},丁。\n"
    with pytest.raises(Problem, match=r"第4行：.*看起来一样"):
        read(tmp_path, text, "名单.csv")


def test_what_shows_nothing_is_left_out_of_all_but_names(tmp_path: Path) -> None:
    text = "序号,名称,内容,责任单位\n1,甲,新建\u200b道路,市教\u2060育局\n2,乙,丙,市教育局\n"
    first, second = read(tmp_path, text, "名单.csv").entries
    assert (first.summary, first.department) == ("新建道路", second.department)


def test_a_line_break_in_a_cell_joins_no_digits(tmp_path: Path) -> None:
    text = (
        '序号,名称,内容,目标,责任单位\n1,"公园\n改造","投资300\n2024年完工","新增3\n5处",\n'
        '2,乙,"1. 新建道路2；\n2. 改造管网5公里",,\n'
    )
    first, second = read(tmp_path, text, "名单.csv").entries
    assert (first.title, first.summary, first.target) == (
        "公园改造", "投资300；2024年完工", "新增3；5处"
    )  # fmt: skip
    assert second.summary == "1. 新建道路2；2. 改造管网5公里"
