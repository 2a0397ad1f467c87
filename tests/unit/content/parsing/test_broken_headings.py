"""Headings that came apart, hang on other text, or only look like headings; invented texts."""

from __future__ import annotations

import pytest

from content.parsing.outline import parse
from content.report import NodeKind
from tests.unit.content.parsing.fidelity import assert_faithful, assert_whole_tree
from tests.unit.content.parsing.samples import BODY, headings, nodes, remarks, report_of


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("（一）全力促进经济平", "稳较快发展"),
        ("（一）大力推进农业", "现代化和农村改革"),
        ("（一）着力完善体制机制，推动改", "革开放取得新突破"),
        ("（一）加快建设“山水园", "林”城市"),
    ],
)
def test_the_rest_of_a_broken_heading_comes_alone(first: str, second: str) -> None:
    text = f"{BODY}经济平稳运行，农业现代化和改革开放继续推进。"
    report = report_of("一、工作回顾", first, second, text, "¶", "（二）抓开放", "¶")
    assert headings(report) == ["1 一、工作回顾", f"2 {first}{second}", "2 （二）抓开放"]
    assert "分在两行" in remarks(report)


def test_a_one_may_have_been_read_as_a_dash() -> None:
    report = report_of("—、回顾", "（—）抓改革", "¶", "（二）抓开放", "¶", "二、安排", "¶")
    assert [(node.kind, node.number) for node in report.nodes if node.kind.is_heading] == [
        (NodeKind.PART, 1),
        (NodeKind.SECTION, 1),
        (NodeKind.SECTION, 2),
        (NodeKind.PART, 2),
    ]


def test_headings_without_a_number_come_in_rows() -> None:
    report = report_of(
        "一、过去五年工作回顾", "经济实力增强", "¶", "城乡面貌改善", "¶", "二、安排", "¶"
    )
    assert [text[2:] for text in headings(report)] == [
        "一、过去五年工作回顾",
        "经济实力增强",
        "城乡面貌改善",
        "二、安排",
    ]


@pytest.mark.parametrize("head", ["一、2024年重点工作", "（一）着力强化内需主导作用"])
def test_a_short_line_below_a_whole_heading_is_a_heading_of_its_own(head: str) -> None:
    report = report_of("一、回顾", "¶", head, "建设现代化产业体系", "¶", "二、安排", "¶")
    assert [text[2:] for text in headings(report)[1:3]] == [head, "建设现代化产业体系"]


def test_a_numbered_heading_is_no_second_line() -> None:
    report = report_of("一、安排", "重点任务", "（一）抓产业", "¶", "（二）抓农业", "¶")
    assert [text[2:] for text in headings(report)] == [
        "一、安排", "重点任务", "（一）抓产业", "（二）抓农业",
    ]  # fmt: skip


@pytest.mark.parametrize("below", ["指导思想", "2024年主要目标", "总体要求", "（此件有删减）"])
def test_a_short_line_with_a_subject_of_its_own_is_not_joined(below: str) -> None:
    report = report_of("一、工作安排", below, "¶", "（一）抓改革", "¶")
    assert report.parts[0].text == "一、工作安排"


def test_headings_that_close_with_a_full_stop_are_joined_to_it() -> None:
    report = report_of(
        "一、回顾", "（一）抓改革，增添活力。", "¶", "（二）抓开放，让发展", "成果惠及百姓。", "¶"
    )
    assert headings(report)[2] == "2 （二）抓开放，让发展成果惠及百姓"
    alone = report_of("一、回顾", "（一）抓改革", "¶", "（二）抓开放", "成效不断显现。", "¶")
    assert headings(alone)[2] == "2 （二）抓开放"


@pytest.mark.parametrize("stop", ["", "。"])
def test_a_heading_that_hangs_on_the_intro(stop: str) -> None:
    report = report_of(
        "一、回顾", "¶", "二、安排", "¶",
        f"今年重点抓好以下工作：（一）着力深化改革，扩大开放{stop}", "¶",
        f"（二）着力改善民生{stop}", "¶", "三、自身建设", "¶",
    )  # fmt: skip
    assert headings(report) == [
        "1 一、回顾",
        "1 二、安排",
        "2 （一）着力深化改革，扩大开放",
        "2 （二）着力改善民生",
        "1 三、自身建设",
    ]
    assert [p.citation for p in report.paragraphs[8:12]] == [
        "二第1段",
        "二第2段",
        "二（一）第1段",
        "二（二）",
    ]
    hanging = nodes(report, NodeKind.SECTION)[0]
    assert report.paragraph(hanging.paragraph).citation == "二第2段"
    assert "接在上一段末尾" in remarks(report)
    assert_whole_tree(report)


def test_a_part_that_hangs_on_the_opening() -> None:
    report = report_of("请予审议，并请提出意见。一、工作回顾", "¶", "（一）甲。¶", "二、安排", "¶")
    assert [node.citation for node in report.nodes if node.kind.is_heading] == [
        "一",
        "一（一）",
        "二",
    ]
    assert_whole_tree(report)


def test_what_hangs_without_a_successor_is_text() -> None:
    report = report_of("一、回顾", "主要有以下方面：（一）抓改革", "¶", "二、安排", "¶")
    assert headings(report) == ["1 一、回顾", "1 二、安排"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("一、2013年工作回顾", "过去的一年，是极不平凡的一年。"),
        ("一、“十二五”时期工作回顾", "“十二五”时期是发展最好的时期。"),
        ("一、2024年工作安排", "今年是新中国成立75周年。"),
        ("一、今后五年的目标任务", "各位代表！新的征程已经开启。"),
        ("一、加强政府自身建设", "面对新形势，我们要勇于担当。"),
    ],
)
def test_a_heading_glued_to_its_text(head: str, body: str) -> None:
    report = report_of(f"{head}{body}¶", "二、安排", "¶")
    assert report.parts[0].text == head
    assert report.parts[0].run_in
    assert "同在一行" in remarks(report)


@pytest.mark.parametrize("head", ["一、关于过去五年的政府工作", "一、2024年工作安排和重点任务"])
def test_a_heading_on_a_line_of_its_own_is_not_cut(head: str) -> None:
    assert report_of(head, "¶", "二、安排", "¶").parts[0].text == head


@pytest.mark.parametrize("gap", ["\u3000", "  ", "\t"])
def test_an_unnumbered_part_and_its_text_on_one_line(gap: str) -> None:
    report = report_of(f"2023年工作回顾{gap}¶", f"2024年工作安排{gap}¶")
    assert headings(report) == ["1 2023年工作回顾", "1 2024年工作安排"]


def test_a_part_and_a_short_intro_on_one_line() -> None:
    report = report_of("一、回顾", "¶", "二、2024年重点工作\u3000主要做好以下工作：", "（一）甲。¶")
    assert report.parts[1].text == "二、2024年重点工作"


def test_single_blanks_part_heads_where_most_lines_have_one() -> None:
    rows = [f"（{number}）推进{what} 坚持稳中求进。¶" for number, what in ROWS]
    report = report_of("一、工作安排", *rows)
    assert [node.text for node in nodes(report, NodeKind.SECTION)] == [
        f"（{number}）推进{what}" for number, what in ROWS
    ]
    stray = report_of("一、安排", rows[0], *(row.replace(" ", "，") for row in rows[1:]))
    assert nodes(stray, NodeKind.SECTION)[0].text == "（一）推进改革开放 坚持稳中求进"


ROWS = [("一", "改革开放"), ("二", "乡村振兴"), ("三", "城市更新"), ("四", "民生改善")]


def test_part_and_title_on_two_lines() -> None:
    report = report_of("第一部分", "2023年工作回顾", "¶", "第二部分", "2024年工作安排", "¶")
    assert headings(report) == [
        "1 第一部分\u30002023年工作回顾",
        "1 第二部分\u30002024年工作安排",
    ]


def test_clauses_of_a_list_are_items() -> None:
    report = report_of(
        "一、目标", "主要预期目标是：", "（一）生产总值增长6%；", "（二）居民收入同步增长；",
        "（三）粮食总产稳定。", "二、安排", "（一）抓改革", "¶",
    )  # fmt: skip
    assert headings(report) == ["1 一、目标", "1 二、安排", "2 （一）抓改革"]
    assert len(nodes(report, NodeKind.ITEM)) == 3


def test_a_list_of_two_projects_leaves_the_next_part_alone() -> None:
    report = report_of(
        "一、回顾", "¶", "二、安排", "¶", "今年办好以下民生实事：",
        "一、新建学校3所。", "二、新建医院2所。", "¶", "三、政府自身建设", "¶",
    )  # fmt: skip
    assert headings(report) == ["1 一、回顾", "1 二、安排", "1 三、政府自身建设"]


def test_projects_with_measures_below_them_are_a_list() -> None:
    report = report_of(
        "一、回顾", "¶", "二、安排", "¶", "全力办好民生实事：",
        "一、教育", "1．新建学校3所。", "2．改造校舍5处。", "二、医疗", "1．新建医院2所。",
        "三、政府自身建设", "¶",
    )  # fmt: skip
    assert headings(report) == ["1 一、回顾", "1 二、安排", "1 三、政府自身建设"]


@pytest.mark.parametrize("torn", ["特别是重点领域改革", "全力推进改革和", "同时抓好项目建设"])
def test_a_line_torn_out_of_a_sentence_is_no_heading(torn: str) -> None:
    report = report_of("一、回顾", "¶", torn, "¶", "二、安排", "¶")
    assert headings(report) == ["1 一、回顾", "1 二、安排"]


def test_a_row_of_definitions_is_text() -> None:
    rows = [f"这五年，是{what}的五年。" for what in ("聚力发展", "深化改革", "改善民生")]
    report = report_of("一、回顾", *(line for row in rows for line in (row, "¶", "¶")))
    assert headings(report) == ["1 一、回顾"]


def test_bold_type_makes_a_heading_of_a_sentence() -> None:
    report = report_of(
        "**一、工作回顾**", "¶", "**五年来，经济发展实现新跨越。**", "¶", "¶",
        "**主要做了以下工作：**", "¶", "**各位代表！**", "¶", "¶",
        "### 城乡面貌焕然一新。", "¶", "¶",
    )  # fmt: skip
    assert headings(report) == [
        "1 一、工作回顾",
        "2 五年来，经济发展实现新跨越",
        "2 城乡面貌焕然一新",
    ]


def test_bold_type_everywhere_says_nothing() -> None:
    report = report_of("一、回顾", *[f"**{BODY[:40]}。**"] * 12)
    assert headings(report) == ["1 一、回顾"]


NASTY = {
    "no title, no address": "一、工作回顾\n¶\n二、工作安排\n¶\n",
    "title, then text": "某市政府工作报告\n\n¶\n\n一、工作回顾\n¶\n\n二、工作安排\n¶\n",
    "word processor": "\ufeff\u00a0\u00a0一、工作回顾\u200b\n\t¶\n\u3000二、工作安排\x0c\n¶\n",
    "dots": "政府工作报告\n一．工作回顾\n¶\n二．工作安排\n¶\n",
    "table": "一、工作回顾\n¶\n指标\t2023年\t2024年\n一产\t1\t2\n¶\n二、工作安排\n¶\n",
}


@pytest.mark.parametrize("name", NASTY)
def test_reports_as_people_paste_them(name: str) -> None:
    text = NASTY[name].replace("¶", BODY)
    report = parse(text)
    assert_faithful(report, text)
    assert [node.number for node in report.parts] == [1, 2]
    assert [node.text[2:6] for node in report.parts] == ["工作回顾", "工作安排"]
