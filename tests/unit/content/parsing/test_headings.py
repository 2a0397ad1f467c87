"""Headings as reports really print them, one trap a test; most were seen in several places."""

from __future__ import annotations

import pytest

from content.parsing.outline import parse
from content.report import NodeKind, Numbering
from content.shelf.outline_json import outline
from tests.unit.content.parsing.samples import BODY, headings, nodes, remarks, report_of


def test_parts_and_sections_standing_alone_or_run_in() -> None:
    report = report_of(
        "一、工作回顾", "¶", "（一）经济稳步增长。¶", "二、工作安排", "（一）抓改革", "¶"
    )
    assert headings(report) == [
        "1 一、工作回顾",
        "2 （一）经济稳步增长",
        "1 二、工作安排",
        "2 （一）抓改革",
    ]
    assert [node.run_in for node in report.nodes if node.kind.is_heading] == [
        False,
        True,
        False,
        False,
    ]


def test_a_closing_full_stop_is_not_part_of_the_heading() -> None:
    assert headings(report_of("一、回顾工作。", "¶"))[0] == "1 一、回顾工作"


def test_a_run_in_head_counts_its_paragraph() -> None:
    report = report_of("一、工作回顾", "（一）经济增长。¶", "¶")
    assert [p.citation for p in report.paragraphs][6:8] == ["一（一）第1段", "一（一）第2段"]


@pytest.mark.parametrize(
    ("damaged", "number"),
    [
        ("、2024年工作安排", 2),
        ("二，2024年工作安排", 2),
        ("二.2024年工作安排", 2),
        ("二 2024年工作安排", 2),
        ("二丶2024年工作安排", 2),
        ("二﹑2024年工作安排", 2),
        ("二：2024年工作安排", 2),
    ],
)
def test_a_mark_that_lost_a_character_is_the_missing_number(damaged: str, number: int) -> None:
    report = report_of("一、2023年工作回顾", "¶", damaged, "¶", "三、政府自身建设", "¶")
    assert [node.number for node in report.parts] == [1, number, 3]
    assert report.parts[1].text == damaged
    assert "序号缺损" in remarks(report)


def test_a_damaged_mark_out_of_order_is_text() -> None:
    report = report_of("一、2023年工作回顾", "¶", "五，是指五个方面。¶", "¶", "二、安排", "¶")
    assert headings(report) == ["1 一、2023年工作回顾", "1 二、安排"]


def test_sections_that_lost_a_bracket() -> None:
    report = report_of("一、回顾", "一）抓改革", "¶", "二）抓开放", "¶", "（三）抓民生", "¶")
    assert [node.number for node in nodes(report, NodeKind.SECTION)] == [1, 2, 3]


def test_enclosed_numerals() -> None:
    report = report_of("一、回顾", "㈠抓改革", "¶", "㈡抓开放", "¶")
    assert [node.citation for node in nodes(report, NodeKind.SECTION)] == ["一（一）", "一（二）"]


@pytest.mark.parametrize("gap", ["\u3000", "  ", "\t", " "])
def test_heading_and_body_on_one_line(gap: str) -> None:
    report = report_of(f"一、2023年工作回顾{gap}过去一年，我们¶", "二、安排", "¶")
    assert report.parts[0].text == "一、2023年工作回顾"
    assert "同在一行" in remarks(report)
    paragraph = report.paragraph(report.parts[0].paragraph)
    assert paragraph.head == (0, len("一、2023年工作回顾"))
    assert paragraph.citation == "一第1段"


def test_heading_glued_to_the_body_without_a_blank() -> None:
    report = report_of("一、2013年工作回顾2013年，面对¶", "二、安排", "¶")
    assert report.parts[0].text == "一、2013年工作回顾"


def test_a_stray_blank_does_not_cut_a_heading() -> None:
    report = report_of("一、 2023年 工作回顾", "¶", "（一）实施 创新驱动，推动发展。¶")
    assert headings(report) == ["1 一、 2023年 工作回顾", "2 （一）实施 创新驱动，推动发展"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、2020年和“十三五”", "工作回顾"),
        ("一、大力推进农业、", "农村发展"),
        ("一、深入实施“科教兴", "市”战略"),
    ],
)
def test_a_heading_split_over_two_lines(first: str, second: str) -> None:
    report = report_of(first, second, "¶", "二、安排", "¶")
    assert report.parts[0].text == first + second
    assert "分在两行" in remarks(report)
    assert [p.citation for p in report.paragraphs[5:8]] == ["一", "一题第2行", "一第1段"]


def test_a_number_alone_on_its_line_takes_the_next() -> None:
    report = report_of("一", "2023年工作回顾", "（一）", "抓改革", "¶", "二", "安排", "¶")
    assert headings(report) == ["1 一\u30002023年工作回顾", "2 （一）抓改革", "1 二\u3000安排"]


def test_a_number_alone_above_body_text_stays_alone() -> None:
    report = report_of("一、回顾", "（一）", "¶", "（二）", "¶")
    assert [node.text for node in nodes(report, NodeKind.SECTION)] == ["（一）", "（二）"]
    assert "没有标题文字" in remarks(report)


def test_duplicate_and_missing_numbers_are_kept_and_noted() -> None:
    report = report_of("一、回顾", "（一）甲。¶", "（四）乙。¶", "（四）丙。¶", "（六）丁。¶")
    sections = nodes(report, NodeKind.SECTION)
    assert [node.number for node in sections] == [1, 4, 4, 6]
    assert [node.citation for node in sections] == ["一（一）", "一（四）", "一（四）′", "一（六）"]
    noted = remarks(report)
    assert "缺序号2" in noted
    assert "重复" in noted
    assert "缺序号5" in noted


def test_a_restart_inside_a_part_is_noted() -> None:
    report = report_of("一、回顾", "（一）甲。¶", "（二）乙。¶", "（一）丙。¶", "二、安排", "¶")
    citations = [node.citation for node in nodes(report, NodeKind.SECTION)]
    assert citations == ["一（一）", "一（二）", "一（一）′"]
    assert "少了一级标题" in remarks(report)


def test_a_list_of_projects_inside_of_a_part_is_no_row_of_parts() -> None:
    lines = ["一、回顾", "¶", "二、安排", "¶", "今年办好以下民生实事："]
    projects = ["一、新建学校3所。", "二、新建医院2所。", "三、改造小区10个。"]
    report = report_of(*lines, *projects, "三、自身建设", "¶")
    assert headings(report) == ["1 一、回顾", "1 二、安排", "1 三、自身建设"]
    assert [node.text for node in nodes(report, NodeKind.ITEM)] == [
        "一、新建学校3所",
        "二、新建医院2所",
        "三、改造小区10个",
    ]


def test_headings_counted_anew_inside_of_a_part_are_kept_and_noted() -> None:
    lines = ["一、回顾", "¶", "二、安排", "做好以下工作："]
    report = report_of(*lines, "一、抓改革", "¶", "二、抓开放", "¶")
    assert [node.text for node in report.parts[2:]] == ["一、抓改革", "二、抓开放"]
    assert "从头数起" in remarks(report)


def test_counting_industries_is_no_heading() -> None:
    report = report_of(
        "一、回顾", "一、二、三产业协调发展。¶", "二、三产业比重提高。¶", "二、安排", "¶"
    )
    assert headings(report) == ["1 一、回顾", "1 二、安排"]


def test_headings_that_only_look_like_counting() -> None:
    report = report_of("一、五年工作的回顾", "¶", "二、三大攻坚战", "¶", "三、一年的任务", "¶")
    assert len(report.parts) == 3


def test_unnumbered_parts_over_numbered_sections() -> None:
    report = report_of(
        "2006年的主要工作", "一、农业", "（一）种植业", "¶", "二、工业", "¶",
        "2007年工作安排", "¶", "一、农业", "¶",
    )  # fmt: skip
    assert [(n.level, n.citation) for n in report.nodes if n.kind.is_heading] == [
        (1, "第1部分"),
        (2, "第1部分·一"),
        (3, "第1部分·一（一）"),
        (2, "第1部分·二"),
        (1, "第2部分"),
        (2, "第2部分·一"),
    ]
    listed = [(h["level"], h["depth"]) for h in outline(report)["headings"]]
    assert listed == [(1, 1), (1, 2), (2, 3), (1, 2), (1, 1), (1, 2)]


def test_a_slogan_on_two_lines_is_one_heading() -> None:
    report = report_of("全面建成小康社会", "某市阔步迈上新台阶", "¶", "2025年工作安排", "¶")
    assert headings(report)[0] == "1 全面建成小康社会\u3000某市阔步迈上新台阶"


def test_sentences_as_headings_need_a_family() -> None:
    slogans = [f"五年来，我们{what}，发展迈上新台阶。" for what in ("稳增长", "调结构", "惠民生")]
    one = [line for slogan in slogans for line in (slogan, "¶", "¶")]
    assert len(headings(report_of("一、回顾", *one))) == 4
    assert len(headings(report_of("一、回顾", slogans[0], "¶", "¶"))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "（此件有删减）",
        "牵头单位：市发展改革委",
        "2024",
        "重点抓好以下工作：",
        "谢谢大家",
        "下接第三版",
    ],
)
def test_short_lines_that_head_nothing(line: str) -> None:
    assert headings(report_of("一、回顾", "¶", line)) == ["1 一、回顾"]


def test_arabic_numbers_head_text_or_list_it() -> None:
    heads = report_of("2014年工作回顾", "1.深化改革", "¶", "2.改善民生", "¶")
    assert headings(heads) == ["1 2014年工作回顾", "2 1.深化改革", "2 2.改善民生"]
    items = report_of("一、回顾", "1．新建学校3所；", "2．新建医院2所；", "3．修路5条。", "¶")
    assert headings(items) == ["1 一、回顾"]
    assert [node.numbering for node in nodes(items, NodeKind.ITEM)] == [Numbering.ARABIC] * 3


def test_a_decimal_is_no_number() -> None:
    assert nodes(report_of("一、回顾", "1.5万亿元的目标如期实现。¶"), NodeKind.ITEM) == []


def test_dashes_are_bullets_or_heads() -> None:
    bullets = report_of("一、回顾", "——经济平稳增长。¶", "——民生不断改善。¶")
    assert [node.text for node in nodes(bullets, NodeKind.ITEM)] == [
        "——经济平稳增长",
        "——民生不断改善",
    ]
    heads = report_of("一、回顾", "——经济平稳增长。", "¶", "——民生不断改善。", "¶")
    assert [node.citation for node in nodes(heads, NodeKind.SECTION)] == ["一·第1节", "一·第2节"]


def test_first_part_spelled_out() -> None:
    report = report_of("第一部分\u30002023年工作回顾", "¶", "第二部分\u3000工作安排", "¶")
    assert [node.citation for node in report.parts] == ["一", "二"]


def test_a_report_of_sections_only() -> None:
    report = report_of("（一）抓改革", "¶", "（二）抓开放", "¶")
    assert [node.citation for node in report.parts] == ["（一）", "（二）"]


def test_a_head_without_a_full_stop_is_cut_and_noted() -> None:
    endless = "（一）" + "推进改革开放和现代化建设，" * 20
    report = report_of("一、回顾", endless, "（二）抓开放。¶")
    assert nodes(report, NodeKind.SECTION)[0].text == endless[:24] + "…"
    assert "不能确定" in remarks(report)


def test_markdown_marks_stay_in_the_text_and_out_of_the_outline() -> None:
    report = report_of("## 一、工作回顾", "**（一）抓改革。**¶", "**（二）抓开放**。¶")
    assert headings(report) == ["1 一、工作回顾", "2 （一）抓改革", "2 （二）抓开放"]
    assert report.paragraph(6).text == "## 一、工作回顾"
    assert "Markdown" in remarks(report)


def test_an_empty_and_a_shapeless_text() -> None:
    empty = parse("")
    assert (empty.paragraphs, empty.nodes, empty.title) == ((), (), "未命名的报告")
    shapeless = parse(BODY + "\n" + BODY)
    assert [paragraph.citation for paragraph in shapeless.paragraphs] == ["引第1段", "引第2段"]
    assert shapeless.title


def test_parts_called_parts_stand_above_numbered_ones() -> None:
    report = report_of(
        "第一部分　2023年工作回顾",
        "¶",
        "第二部分：2024年重点工作",
        "¶",
        "一、抓产业",
        "（一）强龙头。¶",
        "二、惠民生",
        "¶",
    )
    assert headings(report) == [
        "1 第一部分　2023年工作回顾",
        "1 第二部分：2024年重点工作",
        "2 一、抓产业",
        "3 （一）强龙头",
        "2 二、惠民生",
    ]
    assert "序号" not in remarks(report)
    assert report.paragraphs[10].citation == "二·一（一）第1段"


@pytest.mark.parametrize(
    "marks", ["第一、 第二、", "第一， 第二，", "第1： 第2：", "壹、 贰、", "Ⅰ、 Ⅱ、", "I. II."]
)
@pytest.mark.parametrize("below", ["一、抓产业", "（一）抓产业"])
def test_parts_may_be_counted_in_other_ways(marks: str, below: str) -> None:
    first, second = marks.split()
    lines = [f"{first}工作回顾", below, "¶", f"{second}工作安排", "¶"]
    report = report_of(*lines)
    assert headings(report) == [f"1 {lines[0]}", f"2 {below}", f"1 {lines[3]}"]
    assert [node.number for node in report.parts] == [1, 2]
    assert [part.citation for part in report.parts] == ["一", "二"]
    assert "序号" not in remarks(report)


def test_numbers_in_brackets_may_stand_above_those_without() -> None:
    report = report_of(
        *("（一）工作回顾", "一、抓产业", "¶", "二、惠民生", "¶"),
        *("（二）工作安排", "一、扩内需", "¶", "二、兜底线", "¶"),
    )
    assert [node.level for node in report.nodes if node.kind.is_heading] == [1, 2, 2, 1, 2, 2]
    assert [part.citation for part in report.parts] == ["一", "二"]
    assert report.paragraph(10).citation == "一·二第1段"


def test_items_that_only_open_their_paragraphs_are_no_parts() -> None:
    report = report_of("第一，抓产业。¶", "第二，惠民生。¶")
    assert headings(report) == []
    report = report_of("一、回顾", "¶", "第一，抓产业", "¶", "第二，惠民生", "¶", "二、安排", "¶")
    assert headings(report) == ["1 一、回顾", "1 二、安排"]
    assert headings(report_of("一、水质", "Ⅰ、Ⅱ类水质断面占九成。¶", "¶")) == ["1 一、水质"]


@pytest.mark.parametrize(
    "line",
    ["陆、海、空立体交通网加快形成。¶", "伍、陆两村完成整治", "X、Y两个项目建成投用", "V、甲"],
)
def test_a_line_that_begins_with_a_numeral_of_another_kind_is_no_part(line: str) -> None:
    report = report_of("一、回顾", "¶", line, "¶", "二、安排", "¶")
    assert [part.text for part in report.parts] == ["一、回顾", "二、安排"]
    assert "序号" not in remarks(report)


def test_a_text_may_follow_the_number_of_a_part_on_its_line() -> None:
    report = report_of(
        "壹、2023年工作回顾。¶", "¶", "陆、海、空并进", "¶", "贰、2024年工作安排。¶", "¶"
    )
    assert [part.text for part in report.parts] == ["壹、2023年工作回顾", "贰、2024年工作安排"]


def test_chapters_are_parts_and_their_articles_sections() -> None:
    report = report_of("第一章 回顾", "¶", "第二章 安排", "第一节 目标", "¶", "第二节 任务", "¶")
    assert headings(report) == ["1 第一章 回顾", "1 第二章 安排", "2 第一节 目标", "2 第二节 任务"]


def test_a_sentence_about_a_part_is_no_heading() -> None:
    assert headings(report_of("一、回顾", "¶", "第二部分工作已经完成。", "¶")) == ["1 一、回顾"]


def test_a_head_may_end_in_a_colon() -> None:
    report = report_of("一、安排", "（一）产业发展方面：¶", "（二）全年总目标：增长6%。¶")
    assert headings(report)[1:] == ["2 （一）产业发展方面", "2 （二）全年总目标：增长6%"]
    assert headings(report_of("一、安排", "（一）产业发展方面:¶"))[1:] == ["2 （一）产业发展方面"]


def test_a_number_may_stand_before_a_year() -> None:
    report = report_of("1.2023年工作回顾", "¶", "2.2024年工作安排", "¶", "3.自身建设", "¶")
    assert [node.level for node in report.nodes if node.kind.is_heading] == [1, 1, 1]
    assert headings(report_of("一、回顾", "¶", "2.5亿元的投资已经完成。", "¶")) == ["1 一、回顾"]


def test_a_heading_may_stand_in_brackets_of_its_own_kind() -> None:
    report = report_of("【2023年工作回顾】", "¶", "【2024年工作安排】", "¶")
    assert headings(report) == ["1 【2023年工作回顾】", "1 【2024年工作安排】"]


@pytest.mark.parametrize("plan", ["2025年工作打算", "下一步工作安排", "２０２５年重点工作任务"])
def test_the_plan_behind_numbered_parts_is_no_section_of_the_last(plan: str) -> None:
    report = report_of("一、维护稳定", "¶", "二、从严治院", "¶", plan, "¶", "一、主责", "¶")
    assert headings(report) == ["1 一、维护稳定", "1 二、从严治院", f"1 {plan}", "2 一、主责"]


def test_the_plan_inside_of_the_part_on_that_year_is_its_section() -> None:
    report = report_of("一、回顾", "¶", "二、2025年总体要求", "¶", "2025年重点工作任务", "¶")
    assert headings(report)[1:] == ["1 二、2025年总体要求", "2 2025年重点工作任务"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("PART 01", "Part.2"), ("/ 01 /", "/ 02 /"), ("【01】", "【02】"), ("壹", "贰"), ("1️⃣", "2️⃣")],
)
def test_parts_of_an_article_for_phones_have_their_number_above(first: str, second: str) -> None:
    report = report_of(first, "工作回顾", "¶", "📌 经济稳中向好", "¶", second, "安排部署", "¶")
    assert headings(report) == [
        f"1 {first}\u3000工作回顾",
        "2 📌 经济稳中向好",
        f"1 {second}\u3000安排部署",
    ]


def test_numbers_above_points_make_no_parts_where_parts_have_their_own() -> None:
    report = report_of("一、回顾", "¶", "【1】", "项目建设提速", "¶", "二、安排", "¶")
    assert headings(report) == ["1 一、回顾", "1 二、安排"]
    assert "缺序号" not in remarks(report)


@pytest.mark.parametrize("bullet", ["● ", "■", "◆\u3000", "▶", "- "])
def test_a_bullet_before_a_number_hides_no_heading(bullet: str) -> None:
    lines = ["一、回顾", "¶", "（一）抓改革", "¶", "二、安排", "¶"]
    report = report_of(*(line if line == "¶" else bullet + line for line in lines))
    assert headings(report) == ["1 一、回顾", "2 （一）抓改革", "1 二、安排"]
    assert report.paragraphs[5].text == f"{bullet}一、回顾"


def test_items_of_a_list_of_markdown_are_items() -> None:
    report = report_of("一、回顾", f"- **一是**抓改革。{BODY}", f"- **二是**抓开放。{BODY}")
    assert [node.text for node in nodes(report, NodeKind.ITEM)] == ["一是抓改革", "二是抓开放"]
    assert report.paragraphs[-2].citation == "一（二是）"


def test_a_dash_may_stand_behind_the_number_of_a_part() -> None:
    report = report_of("第一部分——工作回顾", "¶", "（一）抓改革", "¶", "第二部分——安排", "¶")
    assert [node.citation for node in report.parts] == ["一", "二"]
    assert headings(report)[0] == "1 第一部分——工作回顾"


def test_a_torn_piece_of_a_sentence_with_many_commas_is_no_heading() -> None:
    torn = "今后,我们要抓改革,抓开放,抓民生,扎实推进"
    report = report_of("一、回顾", "¶", torn, "¶", "二、安排", "¶")
    assert headings(report) == ["1 一、回顾", "1 二、安排"]


@pytest.mark.parametrize("gap", [" ", "\t", "\u3000", "    "])
def test_a_numbered_row_of_a_table_is_no_heading(gap: str) -> None:
    rows = ["项目 预算 完成", "一、税收收入 118000 121240 3.9%", "二、非税收入 64300 - -1.6万元"]
    rows = [row.replace(" ", gap) for row in rows]
    report = report_of("一、2025年执行情况", "¶", *rows, "¶", "二、2026年草案", "¶")
    assert headings(report) == ["1 一、2025年执行情况", "1 二、2026年草案"]
