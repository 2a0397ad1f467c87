"""Citations as people type them."""

from __future__ import annotations

import pytest

from content.citation import resolve, stretch
from content.errors import Problem
from content.parsing.outline import parse
from content.report import Report
from tests.unit.content.importing.speaking import long_form
from tests.unit.content.parsing.samples import PRIMARY, report_of


def line_of(report: Report, query: str) -> int:
    return report.paragraph(resolve(report, query).paragraph).line


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("二（七）第3段", 60),
        ("二7 3", 60),
        ("2 7 3", 60),
        ("2.7.3", 60),
        ("2(7)3", 60),
        ("二七第三段", 60),
        ("二（七）第三段", 60),
        ("２（７）第３段", 60),
        (" 二 ( 七 ) 第 3 段 ", 60),
        ("第二部分（七）第三段", 60),
        ("第2部分第七条第3自然段", 60),
        ("报告第二部分第（七）条第三段", 60),
        ("第二部分（七）第3段「兜住兜准兜牢民生底线」", 60),
        ("二（七）第3段「" + "兜住兜准兜牢民生底线，" * 40 + "」。", 60),
        ("二（七）", 57),
        ("二7", 57),
        ("（七）第3段", 60),
        ("二", 21),
        ("二第1段", 22),
        ("三 2", 65),
        ("一（三是）", 13),
        ("一(3是)", 13),
        ("一三是", 13),
        ("一第5段", 13),
        ("一5", 13),
        ("二尾段", 62),
        ("二尾第1段", 62),
        ("引", 6),
        ("引第1段", 7),
        ("尾", 69),
        ("结束语", 69),
        ("结尾第1段", 69),
        ("题", 1),
        ("标题", 1),
        ("“二（七）第3段”。", 60),
        ("62", 62),
        ("第62行", 62),
        ("６２", 62),
        ("5", 6),
        ("70", 69),
    ],
)
def test_a_citation_leads_to_its_line(query: str, line: int) -> None:
    assert line_of(PRIMARY, query) == line


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("二（七）第9段", "第二部分（七）只有4段。"),
        ("二（九）", "第二部分只有（一）至（七）。"),
        ("四", "全文只有第一部分至第三部分。"),
        ("二第4段", "第二部分在小标题之外只有3段。"),
        ("二尾第2段", "第二部分的尾段只有1段。"),
        ("三（一）", "第三部分没有小标题。"),
        ("一（九是）", "第一部分只到七是。"),
        ("尾第2段", "结尾只有1段。"),
        ("附第2条", "这份报告没有附录。"),
        ("71", "全文只有70行。"),
        ("0", "全文只有70行。"),
        ("二（四）第2段之三是", "这里没有“三是”。"),
        ("第四部分第一项", "全文只有第一部分至第三部分。"),
        ("第二部分第8点", "第二部分只有（一）至（七）。"),
        ("第一部分第八点", "这里没有“第八点”。"),
        ("第三部分第五个方面", "这里没有“第五个方面”。"),
        ("引第0段", "引言只有1段。"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(query: str, message: str) -> None:
    with pytest.raises(Problem) as caught:
        resolve(PRIMARY, query)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "query", ["", "  ", "abc", "第", "三是", "第3段", "第三点", "二（七）第3段第", "二（七）三句",
     "？", "二（七）3、4", "二（七）第3段、第4段"],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_with_examples(query: str) -> None:
    with pytest.raises(Problem, match=r"看不懂.*可以写“二（七）第3段”|看不懂.*如“62”"):
        resolve(PRIMARY, query)


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("二（七）第2段至第3段", (59, 60)),
        ("报告第二部分第（七）条第2段至第3段", (59, 60)),
        ("二（七）至第1段", (57, 58)),
        ("第一部分“一是”至“二是”", (11, 12)),
        ("二尾段至三", (62, 63)),
        ("二（七）第3段", (60, 60)),
        ("二（七）第3段「截至年底」", (60, 60)),
    ],
)
def test_a_passage_is_found_up_to_its_end(query: str, lines: tuple[int, int]) -> None:
    """As papers cite it: whoever is handed one looks it up."""
    ends = stretch(PRIMARY, query)
    assert tuple(PRIMARY.paragraph(place.paragraph).line for place in ends) == lines


def test_the_end_of_a_passage_is_below_its_start_or_beside_it() -> None:
    """第（一）条 alone would be the first part, and below a section a paragraph."""
    report = report_of(
        "一、回顾", "（一）甲", "¶", "¶", "（二）乙", "¶", "二、安排", "（一）丙", "¶"
    )
    for query, ends in {
        "第一部分至第（一）条": ("一", "一（一）"),
        "第一部分第（一）条至第（二）条": ("一（一）", "一（二）"),
        "一（一）至（二）": ("一（一）", "一（二）"),
        "一（一）至二": ("一（一）", "二"),
    }.items():
        found = [report.paragraph(place.paragraph).citation for place in stretch(report, query)]
        assert tuple(found) == ends, query


@pytest.mark.parametrize("query", ["二（七）第3段至第2段", "二（七）第3段至第99段", "至", "甲至乙"])
def test_a_passage_that_ends_nowhere_is_not_understood(query: str) -> None:
    with pytest.raises(Problem, match="看不懂"):
        stretch(PRIMARY, query)


def test_a_section_without_its_part_must_be_the_only_one() -> None:
    report = report_of("一、回顾", "（一）甲", "¶", "二、安排", "（一）乙", "¶", "（二）丙", "¶")
    assert line_of(report, "（二）") == line_of(report, "二（二）")
    with pytest.raises(Problem, match=r"（一）有2处。请写明部分，如“一（一）”。"):
        resolve(report, "（一）")


def test_items_inside_of_a_paragraph() -> None:
    report = report_of("一、回顾", "¶", "今年要做到：一是抓改革；二是抓开放；三是抓民生。")
    for query in ("一第2段之三是", "一第2段三是", "一（三是）"):
        place = resolve(report, query)
        assert report.paragraph(place.paragraph).text[place.offset :] == "三是抓民生。"


def test_unnumbered_parts_go_by_their_order() -> None:
    report = report_of("2006年工作回顾", "¶", "2007年工作安排", "一、农业", "（一）粮食", "¶")
    assert (
        line_of(report, "第2部分·一（一）第1段") == line_of(report, "第二部分一（一）第1段") == 11
    )
    assert line_of(report, "第1部分第1段") == 7


def test_the_second_of_a_number_has_a_prime() -> None:
    report = report_of("一、回顾", "（四）甲", "¶", "（四）乙", "¶", "（四）丙", "¶")
    assert line_of(report, "一（四）第1段") == 8
    assert line_of(report, "一（四）′第1段") == 10
    assert line_of(report, "一(四)'第1段") == 10
    assert line_of(report, "一(四)'") == 9
    assert line_of(report, "一（四）′2第1段") == 12


def test_entries_of_an_appendix() -> None:
    report = report_of(
        "一、回顾", "¶", "各位代表！让我们团结奋斗！", "附件", "1．甲：¶", "2．乙：¶"
    )
    assert line_of(report, "附第2条") == line_of(report, "附2") == 11
    with pytest.raises(Problem, match=r"附录只有\d条。"):
        resolve(report, "附第9条")


def test_no_heading_is_looked_for_below_a_paragraph() -> None:
    """一第2段至（一）, as papers print it, goes to the heading, not to an item inside 第2段."""
    body = "很好。\n抓两件事：一是修路；二是架桥。\n（一）修路\n修好了。\n（二）架桥\n架好了。\n"
    report = parse(f"政府工作报告\n各位代表：\n一、回顾\n{body}")
    for cited in ("一第2段至（二）", "第一部分第2段至第（二）条"):
        begin, end = stretch(report, cited)
        assert [report.paragraph(p.paragraph).citation for p in (begin, end)] == [
            "一第2段",
            "一（二）",
        ]
    only = parse("政府工作报告\n各位代表：\n一、回顾\n很好。\n抓两件事：一是修路；二是架桥。\n")
    assert stretch(only, "一第2段至第（二）条")[1].offset == len("抓两件事：一是修路；")


def test_a_row_of_an_appendix_is_found_by_the_number_that_it_has_in_print() -> None:
    """Spoken and typed in haste too; what is cited by its place is found by that."""
    rows = ("附件", "注释", "1.5亿元", "1．甲", "2．乙", "丙")
    report = report_of("一、回顾", "¶", "各位代表！让我们团结奋斗！", *rows)
    cited = [paragraph.citation for paragraph in report.paragraphs[-6:-1]]
    assert cited == ["附第1条", "附第2条", "附“1．”", "附“2．”", "附第5条"]
    for citation in cited:
        for said in (citation, citation.replace("附", "附录"), citation.replace("．", ".")):
            assert report.paragraph(resolve(report, said).paragraph).citation == citation
    for said in ("附2", "附录第二条", "附（2）", "附录第（二）条", "报告附录“2．”"):
        assert line_of(report, said) == line_of(report, "附“2．”")


def test_a_part_that_is_divided_has_no_paragraphs_of_its_own() -> None:
    report = report_of("一、回顾", "（一）甲", "¶", "（二）乙", "¶")
    with pytest.raises(Problem, match="第一部分没有自己的段落，它分为（一）至（二）。"):
        resolve(report, "一第1段")


def test_the_long_form_is_spoken_and_leads_back() -> None:
    by_line = {paragraph.line: paragraph.number for paragraph in PRIMARY.paragraphs}
    assert long_form(PRIMARY, by_line[60]) == "第二部分（七）第3段「兜住兜准兜牢民生底线」"
    assert long_form(PRIMARY, by_line[13]) == "第一部分（三是）"
    assert long_form(PRIMARY, by_line[62]) == "第二部分尾段"
    for paragraph in PRIMARY.paragraphs:
        spoken = long_form(PRIMARY, paragraph.number)
        assert resolve(PRIMARY, spoken).paragraph == paragraph.number


@pytest.mark.parametrize("bracket", ["()", "（）", "〔〕", "[]"])
def test_every_printed_citation_may_be_typed_in_either_width(bracket: str) -> None:
    table = str.maketrans({"（": bracket[0], "）": bracket[1]})
    for paragraph in PRIMARY.paragraphs:
        typed = paragraph.citation.translate(table)
        assert resolve(PRIMARY, typed).paragraph == paragraph.number


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("第一部分第六点", 16),
        ("第一部分的第６点", 16),
        ("第二部分第3条", 34),
        ("第二部分第三项重点任务", 34),
        ("第二部分第三条第二段", 36),
        ("第二部分第三条第二点", 37),
        ("第三部分第二个方面", 66),
    ],
)
def test_points_are_whatever_the_place_is_made_of(query: str, line: int) -> None:
    assert line_of(PRIMARY, query) == line


def test_points_with_a_dash_and_points_inside_of_a_paragraph() -> None:
    goals = [f"——{goal}更好。¶" for goal in ("收入", "环境", "教育")]
    dashes = report_of("一、目标", "¶", *goals, "¶", "二、任务", "¶")
    assert line_of(dashes, "第一部分第二点") == 9
    inside = report_of("一、任务", "¶", "今年要做到：一是抓改革；二是抓开放。")
    place = resolve(inside, "第一部分第二点")
    assert inside.paragraph(place.paragraph).text[place.offset :] == "二是抓开放。"


@pytest.mark.parametrize(
    "lines",
    [
        ["一、任务", "今年要做到：一是甲；二是乙。", "还要做到：一是丙；二是丁。"],
        ["一、任务", "¶", "¶", "今年要做到：一是甲；二是乙。"],
        ["一、任务", "¶", "¶", "——甲。¶", "¶", "——乙。¶"],
        ["一、任务", "¶", "¶", "¶"],
    ],
)
def test_where_points_are_not_all_there_is_none_is_named(lines: list[str]) -> None:
    for query in ("第一部分第二点", "第一部分第二条"):
        with pytest.raises(Problem, match=r"没有|有2处"):
            resolve(report_of(*lines), query)


@pytest.mark.parametrize(
    ("query", "line"),
    [("第二章第一节", 9), ("二·一", 9), ("第二章第二节第1段", 12), ("二二 1", 12), ("第一部分", 6)],
)
def test_parts_called_chapters_and_their_articles(query: str, line: int) -> None:
    lines = ["第一章 回顾", "¶", "第二章 安排", "第一节 目标", "¶", "第二节 任务", "¶"]
    assert line_of(report_of(*lines), query) == line


@pytest.mark.parametrize("query", ["9" * 10, "9" * 180, "第99999999999行", "0"])
def test_a_line_that_no_text_has_is_answered_with_how_many_it_has(query: str) -> None:
    with pytest.raises(Problem, match="全文只有70行"):
        resolve(PRIMARY, query)


@pytest.mark.parametrize(
    "query",
    ["「" * 50_000, "9" * 5_000, "二′" + "9" * 5_000, "现在，" * 99, "「" * 9_999 + "」"],
)
def test_a_text_that_was_pasted_is_no_citation(query: str) -> None:
    with pytest.raises(Problem, match="看不懂") as caught:
        resolve(PRIMARY, query)
    assert len(str(caught.value)) < 80


def test_an_annex_is_found_by_its_own_number() -> None:
    annexes = "附件1\n说明一\n2．说明二\n附件２：名单\n甲\n"
    report = parse(report_of("一、回顾", "¶").source + annexes)
    for query in ("附件2", "附件二", "附件 2", "附录2"):
        assert report.paragraph(resolve(report, query).paragraph).text == "附件２：名单"
    assert report.paragraph(resolve(report, "附第2条").paragraph).text == "2．说明二"
    assert report.paragraph(resolve(report, "附件1").paragraph).text == "附件1"
    assert report.paragraph(resolve(report, "附录").paragraph).text == "附件1"
