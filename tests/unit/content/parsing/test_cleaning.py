"""Dirty text: wrapped lines are joined, page furniture goes out, and both are announced."""

from __future__ import annotations

import pytest

from content.lines import BLANK, split_lines
from content.parsing.outline import parse
from content.report import Report
from tests.unit.content.parsing import samples
from tests.unit.content.parsing.fidelity import assert_faithful
from tests.unit.content.parsing.noise import (
    VARIANTS,
    half_width,
    indented,
    one_line,
    paged,
    wrapped,
)
from tests.unit.content.parsing.samples import BODY, PRIMARY, remarks, report_of

SOURCE = samples.SOURCE.rstrip()


def texts(report: Report) -> list[str]:
    return [paragraph.text.strip(BLANK) for paragraph in report.paragraphs]


def shape(report: Report) -> list[tuple[int, str, str]]:
    return [(node.level, node.text, node.citation) for node in report.nodes]


@pytest.mark.parametrize("name", VARIANTS)
def test_noise_is_cleaned_and_nothing_is_lost(name: str) -> None:
    noisy = VARIANTS[name](SOURCE)
    report = parse(noisy)
    assert_faithful(report, noisy)
    if "half-width" not in name and name not in ("wrap38", "wrap38-pages", "everything"):
        assert texts(report) == texts(PRIMARY)
        assert shape(report) == shape(PRIMARY)


def test_half_width_marks_change_no_heading() -> None:
    report = parse(half_width(SOURCE))
    found = [(node.kind, node.line, node.citation) for node in report.nodes]
    assert found == [(node.kind, node.line, node.citation) for node in PRIMARY.nodes]


def test_headings_that_lost_their_line_end() -> None:
    lines = {node.line for node in PRIMARY.nodes if node.kind.is_heading}
    noisy = one_line(SOURCE, lines)
    report = parse(noisy)
    assert_faithful(report, noisy)
    assert [n.text for n in report.nodes if n.kind.is_heading] == [
        n.text for n in PRIMARY.nodes if n.kind.is_heading
    ]
    assert remarks(report).count("同在一行") == len(lines)


@pytest.mark.parametrize(
    "form", ["- {} -", "—{}—", "{}", "第{}页", "第 {} 页 共 20 页", "－ {} －", "{}/20", "· {} ·"]
)
def test_every_form_of_page_number(form: str) -> None:
    report = parse(paged(SOURCE, form, head="张店区政府工作报告"))
    assert texts(report) == texts(PRIMARY)
    removed = [remark.removed for remark in report.remarks]
    assert removed.count("张店区政府工作报告") == 2
    assert form.format(2).strip(BLANK) in removed


def test_a_page_number_inside_of_a_paragraph_does_not_cut_it() -> None:
    lines = wrapped(indented(SOURCE)).split("\n")
    noisy = "\n".join([*lines[:20], "", "- 1 -", "", *lines[20:]])
    assert texts(parse(noisy)) == texts(PRIMARY)


def test_an_unwrapped_paragraph_goes_on_over_the_page() -> None:
    text = f"一、回顾\n{BODY[:50]}\n第3页\n{BODY[50:]}\n{BODY}\n"
    report = parse(text)
    assert texts(report) == ["一、回顾", BODY, BODY]
    assert (report.paragraph(2).line, report.paragraph(2).last_line) == (2, 4)


def test_rows_of_a_table_are_no_page_numbers() -> None:
    text = f"一、回顾\n{BODY}\n1\n学校\n2\n医院\n3\n道路\n{BODY}"
    assert "2" in texts(parse(text))


def test_a_running_head_leaves_the_title_alone() -> None:
    report = parse(paged(SOURCE, "- {} -", head="政府工作报告", every=10))
    assert report.paragraph(1).text == "政府工作报告"
    assert texts(report) == texts(PRIMARY)


def test_a_running_head_on_pages_of_few_paragraphs() -> None:
    pages = [
        f"第 {page} 页 共 4 页\n某市政府工作报告（2024）\n{BODY}\n{BODY}" for page in range(1, 5)
    ]
    report = parse("政府工作报告\n各位代表：\n一、回顾\n" + "\n".join(pages) + "\n")
    assert texts(report) == ["政府工作报告", "各位代表：", "一、回顾", *[BODY] * 8]


def test_headings_that_each_part_has_again_are_no_running_heads() -> None:
    part = f"{{}}、工作\n（一）主要成效\n{BODY}\n{BODY}\n存在问题\n{BODY}\n{BODY}\n{BODY}\n{BODY}\n"
    report = parse("政府工作报告\n各位代表：\n" + "".join(map(part.format, "一二三四")))
    assert texts(report).count("（一）主要成效") == texts(report).count("存在问题") == 4


def test_titles_of_reports_behind_one_another_are_no_running_heads() -> None:
    report = parse((SOURCE + "\n") * 4)
    assert [p.text for p in report.paragraphs].count("政府工作报告") == 4


@pytest.mark.parametrize("width", [24, 30, 38, 45, 60])
@pytest.mark.parametrize("layout", ["indented", "spaced"])
def test_wrapped_at_any_width(width: int, layout: str) -> None:
    if layout == "indented":
        noisy = wrapped(indented(SOURCE), width)
    else:
        noisy = "\n\n".join(wrapped(line, width) for line in SOURCE.split("\n"))
    report = parse(noisy)
    assert_faithful(report, noisy)
    assert texts(report) == texts(PRIMARY)
    assert f"约{width}个字" in report.remarks[0].text


@pytest.mark.parametrize("width", [24, 30, 38, 45, 60])
def test_where_nothing_shows_a_paragraph_the_doubt_is_noted(width: int) -> None:
    """A last line that happens to be full looks like any other: no paragraph is joined silently."""
    noisy = wrapped(SOURCE, width)
    report = parse(noisy)
    doubted = {remark.line for remark in report.remarks if "另起一段" in remark.text}
    begun = {paragraph.line for paragraph in report.paragraphs}
    line = 1
    for original in SOURCE.split("\n"):
        if original:
            assert line in begun or line in doubted
        line += max(1, -(-len(original) // width))
    assert len(doubted) < 25


def test_an_indent_tells_paragraphs_apart_where_length_cannot() -> None:
    full = "改" * 35 + "。"
    paragraphs = [full, full, *[BODY] * 12]
    noisy = wrapped(indented("\n".join(paragraphs)), 38)
    assert texts(parse(noisy)) == paragraphs


def test_short_paragraphs_that_fill_few_lines_are_joined_too() -> None:
    plain = report_of("一、回顾", *["¶"] * 6, "二、安排", *["¶"] * 6)
    assert texts(parse(wrapped(plain.source))) == texts(plain)


def test_latin_words_keep_the_blank_at_a_line_end() -> None:
    """Wrapped by words, `Natural Gas` must not become `NaturalGas`."""
    lines = wrapped("\n".join([BODY * 3] * 8)).split("\n")
    lines[5:5] = ["改革" * 15 + "Natural ", "Gas" + "项" * 34 + "。"]
    joined = [text for text in texts(parse("\n".join(lines))) if "Natural" in text]
    assert "Natural Gas" in joined[0]


def test_wrapped_text_with_a_blank_line_behind_every_line() -> None:
    noisy = "\n\n".join(wrapped(indented(SOURCE)).split("\n"))
    assert texts(parse(noisy)) == texts(PRIMARY)


def test_blank_lines_around_a_page_number_part_nothing() -> None:
    noisy = paged(wrapped(indented(SOURCE)), "\n\n{}\n\n", every=25)
    assert texts(parse(noisy)) == texts(PRIMARY)


def test_a_number_torn_out_of_a_sentence_is_no_page_number() -> None:
    report = parse(
        f"一、回顾\n{BODY}\n全市生产总值增长\n12\n%，增速居前。\n{BODY}\n二、安排\n{BODY}\n"
    )
    assert "12%，增速居前。" in texts(report)


@pytest.mark.parametrize(
    ("above", "sign"), [("货币M", "2"), ("可吸入颗粒物PM", "10"), ("万m", "³")]
)
@pytest.mark.parametrize("width", [0, 24])
def test_a_sign_of_a_letter_is_no_page_number(above: str, sign: str, width: int) -> None:
    text = BODY.replace("，", f"，{above}\n{sign}\n", 1)
    rest = [BODY[at : at + width] for at in range(0, len(BODY), width)] * 6 if width else [BODY]
    report = parse("\n".join(["一、回顾", text, *rest, "二、安排", BODY]))
    assert any(above + sign in paragraph for paragraph in texts(report))
    assert [node.text for node in report.parts] == ["一、回顾", "二、安排"]


ENTRIES = ["一、工作回顾", "（一）抓改革", "（二）抓开放", "二、工作安排"]
BOOKLET = "\n".join(
    ["一、工作回顾", BODY, "（一）抓改革", BODY, "（二）抓开放", BODY, "二、工作安排", BODY]
)


@pytest.mark.parametrize("form", ["{}", "{}……………{}", "{} ....... {}", "{}\t{}", "**{}**", "{}\n{}"])
@pytest.mark.parametrize("name", ["目录", "目\u3000录", "## 目 录"])
def test_a_printed_table_of_contents_is_set_aside(form: str, name: str) -> None:
    entries = [form.format(entry, page) for page, entry in enumerate(ENTRIES, 3)]
    front = [
        "某市政府工作报告",
        name,
        *entries,
        "——2024年1月30日在某市人民代表大会上",
        "各位代表：",
    ]
    text = "\n".join([*front, BOOKLET])
    report = parse(text)
    assert_faithful(report, text)
    assert [node.text for node in report.nodes if node.kind.is_heading] == ENTRIES
    assert [node.kind.value for node in report.nodes[:3]] == ["title", "session", "salutation"]
    assert remarks(report).count("原文的目录") == 1 + len("\n".join(entries).split("\n"))


@pytest.mark.parametrize("leader", ["……", "\t"])
@pytest.mark.parametrize("front", [[], ["政府工作报告", "各位代表："]])
def test_a_table_of_contents_needs_no_name_where_its_pages_are_told(
    leader: str, front: list[str]
) -> None:
    contents = [f"{entry}{leader}{page}" for page, entry in enumerate(ENTRIES)]
    text = "\n".join([*front, *contents, BOOKLET])
    assert [node.text for node in parse(text).nodes if node.kind.is_heading] == ENTRIES


def test_rows_that_end_in_numbers_are_no_table_of_contents() -> None:
    rows = ["粮食产量\t52", "油料产量\t18", "肉类产量\t9"]
    report = parse("\n".join(["政府工作报告", "各位代表：", *rows, BOOKLET]))
    assert [row for row in texts(report) if row in rows] == rows


def test_words_between_two_comments_of_a_page_are_kept() -> None:
    text = f"各位代表：\n\n<!-- 甲 --><!-- 乙 -->\n\n<!-- 正文 -->{BODY}<!-- 完 -->\n\n{BODY}"
    report = parse(text)
    assert any(BODY in paragraph and "<!-- 完" in paragraph for paragraph in texts(report))
    assert [remark.removed for remark in report.remarks if remark.removed] == [
        "<!-- 甲 --><!-- 乙 -->"
    ]


def test_a_report_about_contents_is_not_emptied() -> None:
    text = f"政府工作报告\n目录\n{BODY}\n{BOOKLET}"
    assert "目录" in texts(parse(text))


@pytest.mark.parametrize(
    "line",
    [
        "—END—",
        "阅读 1.2万",
        "分享 在看 留言",
        "点个“在看”，转发给更多人！",
        "来源 | 某市人民政府",
        "编辑丨小刘",
        "https://a.cn/b.html 1/2",
    ],
)
def test_what_stands_below_an_article_of_a_phone_is_set_aside(line: str) -> None:
    lines = ["政府工作报告", "一、回顾", BODY, "为未来点赞！", "编辑：小王", line, "在看 9"]
    report = parse("\n".join(lines))
    assert texts(report)[-1] == "为未来点赞！"


@pytest.mark.parametrize(
    "head", ["网友评论（2）", "【精选留言】", "推荐阅读：", "评论区", "往期回顾"]
)
def test_what_readers_wrote_below_a_report_is_set_aside(head: str) -> None:
    lines = ["政府工作报告", head, *[BODY] * 9, "谢谢大家！"]
    below = [head, "老李：希望多建养老食堂。", "小王：" + "为家乡点赞！" * 20, "版权所有"]
    report = parse("\n".join(lines + below))
    assert [remark.removed for remark in report.remarks if remark.line > 11] == below
    assert texts(report)[-1] == "谢谢大家！"


def test_what_a_web_page_adds_is_set_aside_at_both_ends_only() -> None:
    head = ["来源：某市人民政府办公室\u3000发布时间：2024-02-01", "字号：大 中 小"]
    foot = ["（完）", "责任编辑：张三", "上一篇：无"]
    body = ["一、回顾", BODY, "来源：财政收入。" + BODY, "二、安排", *[BODY] * 20]
    text = "\n".join(["某市政府工作报告", *head, "各位代表：", BODY, *body, *foot])
    report = parse(text)
    assert_faithful(report, text)
    assert [r.removed for r in report.remarks if "网页附注" in r.text] == [*head, *foot]


def test_a_paragraph_goes_on_behind_a_jump_to_another_page() -> None:
    jump = "（下转第三版）\n（上接第一版）\n▲图为新桥通车（资料图）"
    text = f"一、回顾\n{BODY[:50]}\n{jump}\n{BODY[50:]}\n***\n<!-- 3 -->\n{BODY}\n"
    report = parse(text)
    assert_faithful(report, text)
    assert texts(report) == ["一、回顾", BODY, BODY]


def test_a_foot_that_counts_the_pages_need_not_stand_at_the_top() -> None:
    noisy = paged(SOURCE, "— {} —\u3000某市人民政府", every=12)
    assert texts(parse(noisy)) == texts(PRIMARY)


def test_prose_in_short_lines_is_not_wrapped_text() -> None:
    poem = "\n".join(["改革开放谱新篇，", "万众一心奔小康。"] * 20)
    assert len(parse(poem).paragraphs) == 40


def test_a_paragraph_that_breaks_off_is_remarked_on() -> None:
    text = f"一、回顾\n{BODY}{BODY[:30]}\n{BODY}\n"
    assert "没有句号" in remarks(parse(text))


def test_front_matter_is_set_aside_and_gives_the_title() -> None:
    text = f'---\ntitle: "某市2024年政府工作报告"\ndate: 2024-01-30\n---\n\n各位代表：\n{BODY}\n'
    report = parse(text)
    assert_faithful(report, text)
    assert report.title == "某市2024年政府工作报告"
    assert texts(report) == ["各位代表：", BODY]


@pytest.mark.parametrize(
    ("text", "lines", "ends"),
    [
        ("", [], []),
        ("a", ["a"], [""]),
        ("a\n", ["a"], ["\n"]),
        ("a\r\nb\rc\n\n", ["a", "b", "c", ""], ["\r\n", "\r", "\n", "\n"]),
        ("a\x0cb\u2028c", ["a\x0cb\u2028c"], [""]),
    ],
)
def test_lines_split_at_line_ends_only(text: str, lines: list[str], ends: list[str]) -> None:
    assert split_lines(text) == (lines, ends)


def test_what_is_no_name_is_not_taken_from_the_front_matter() -> None:
    report = parse(f"---\ntitle: {'甲' * 300}\n---\n某市政府工作报告\n各位代表：\n现在报告。\n")
    assert report.title == "某市政府工作报告"


def test_a_mark_beyond_the_margin_does_not_hide_that_a_short_text_is_wrapped() -> None:
    short = ["县人民医院建成使用。", "县中学今日正式开学。"]
    long = [BODY[:9] + "6" * digits + BODY[9 : 60 - digits] for digits in (0, 3, 6, 9, 12, 15)]
    text = "\n".join(["一、回顾", *("\n".join([words, *short]) for words in long)])
    body = wrapped(f"{text}\n{BODY[:25]}。\n{BODY[30:55]}。", 28).split("\n")
    body[1] += "，"
    assert texts(parse("\n".join(body)))[2:5] == [*short, long[1]]


TABLE = [
    "| 指标 | 单位 | 2024年目标 |",
    "| :--- | :---: | ---: |",
    "| 生产总值 | ％ | 5.5 |",
    "| 1 | 2 | 3 |",
]
ROWS = [TABLE[0], *TABLE[2:]]


@pytest.mark.parametrize(
    "lines",
    [
        ["某市政府工作报告", "", *TABLE, "", "一、回顾", BODY, "二、安排", BODY],
        ["某市政府工作报告", "各位代表：", BODY, "一、回顾", *TABLE, BODY, "二、安排", BODY],
        ["某市政府工作报告", "各位代表：", BODY, "一、回顾", BODY, "二、安排", BODY, *TABLE],
        ["某市政府工作报告", "一、回顾", *TABLE, BODY, *TABLE, BODY, "二、安排", *TABLE, BODY],
    ],
)
def test_rows_of_a_table_in_markdown_are_text_and_its_rule_is_none(lines: list[str]) -> None:
    text = "\n".join(lines)
    report = parse(text)
    assert_faithful(report, text)
    assert [row for row in texts(report) if row[0] == "|"] == [row for row in lines if row in ROWS]
    removed = [remark.text for remark in report.remarks if remark.removed]
    assert set(removed) == {f"表格的横线“{TABLE[1]}”，未列入正文。"}
    assert [n.text for n in report.nodes if n.kind.is_heading] == ["一、回顾", "二、安排"]


def test_the_rule_of_a_wide_table_joins_no_rows() -> None:
    wide = ["| " + " | ".join([f"第{at}项指标名称"] * 6) + " |" for at in range(3)]
    text = "\n".join(["一、回顾", wide[0], "|---|---|---|---|---|---|", *wide[1:], BODY])
    assert texts(parse(text)) == ["一、回顾", *wide, BODY]


def test_a_table_of_the_page_in_markdown_is_the_page_s() -> None:
    page = ["| 索引号 | 1137/2024-0001 |", "|---|---|", "| 发布机构 | 某市政府办公室 |"]
    text = "\n".join(["某市政府工作报告", *page, "一、回顾", BODY, "二、安排", BODY])
    assert texts(parse(text)) == ["某市政府工作报告", "一、回顾", BODY, "二、安排", BODY]
