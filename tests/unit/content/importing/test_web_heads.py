"""Heads of web copies: what is read is right, or unknown, and never wrong."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli

from content.parsing.outline import parse
from content.parsing.title_block import read_facts
from content.report import NodeKind, Report
from tests.unit.content.parsing.samples import BODY

pytestmark = pytest.mark.xdist_group("heads")  # read once, not by every worker

DATA = Path(__file__).parents[3] / "data"
HEADS: list[dict[str, Any]] = [
    head
    for name in ("", "_more", "_beside", "_sets")
    for head in tomli.loads((DATA / f"web_heads{name}.toml").read_text(encoding="utf-8"))["head"]
]
EVERY = pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
PARTS = f"一、2025年工作回顾\n{BODY}\n（一）抓改革\n{BODY}\n二、安排\n{BODY}\n"
TEXT = f"各位代表：\n{BODY}\n{PARTS}"


def opened(head: dict[str, Any], text: str = TEXT) -> Report:
    """The report that begins with a head."""
    return parse(head["text"].lstrip("\n") + text)


def read(report: Report, head: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is read of a head, and what it says."""
    facts = read_facts(report)
    found = {
        "title": report.title if report.title != "未命名的报告" else "",
        "session": facts.session,
        "date": facts.date,
        "speaker": facts.speaker,
    }
    said: dict[str, Any] = {"session": "", "date": None, "speaker": "", **head}
    return found, {key: said[key] for key in found}


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    """The reports that begin with the heads, in their order; not to be changed."""
    return [opened(head) for head in HEADS]


def faults(head: dict[str, Any], report: Report) -> Iterator[str]:
    """What of a head is read wrong, or lost."""
    found, said = read(report, head)
    for key, value in found.items():
        if value and value != said[key]:
            yield f"{key} {value} {said[key]}"
    kept = [paragraph.text for paragraph in report.paragraphs]
    removed = [remark.removed for remark in report.remarks]
    words = "".join("".join(kept + removed).split())
    yield from (line for line in head["text"].split() if line not in words)
    headings = [node.text for node in report.nodes if node.kind.is_heading]
    if headings != ["一、2025年工作回顾", "（一）抓改革", "二、安排"]:
        yield str(headings)


def test_nothing_is_read_wrong_or_lost(reports: list[Report]) -> None:
    for head, report in zip(HEADS, reports, strict=True):
        assert [head["title"], *faults(head, report)] == [head["title"]]


def test_the_day_of_a_page_is_no_day_of_a_session() -> None:
    text = f"政府工作报告\n2026年2月10日\n来源：某网\n{TEXT}"
    assert read_facts(parse(text)).date is None
    assert read_facts(parse(f"政府工作报告\n（2026年2月3日）\n来源：某网\n{TEXT}")).date == (
        datetime.date(2026, 2, 3)
    )


@pytest.mark.parametrize("day", ["2021年3月15日", "2021年3月15日在", "二〇二一年3月15日在", "在"])
@pytest.mark.parametrize("place", ["日照市", "日喀则市桑珠孜区", "日土县", "会理市", "上杭县"])
def test_a_place_may_begin_as_a_day_or_a_session_ends(place: str, day: str) -> None:
    session = f"{place}第十届人民代表大会第六次会议"
    facts = read_facts(parse(f"政府工作报告\n——{day}{session}上\n市长 张伟\n{TEXT}"))
    assert (facts.session, facts.place) == (session, place)


def test_where_a_place_may_begin_with_the_word_before_it_none_is_told() -> None:
    line = "2021年3月15日于{}第十届人民代表大会第六次会议"
    facts = [
        read_facts(parse(f"政府工作报告\n——{line.format(place)}上\n市长 张伟\n{TEXT}"))
        for place in ("都县", "甲乙县")
    ]
    assert [one.place for one in facts] == ["", "甲乙县"]


@pytest.mark.parametrize("menu", ["“十四五”规划纲要", "要闻  公开  规划纲要", "规划纲要"])
@pytest.mark.parametrize("day", ["——2024年1月20日在甲县第十届人民代表大会上", "（2024年1月20日）"])
def test_a_menu_that_ends_as_a_plan_does_is_no_title(menu: str, day: str) -> None:
    head = f"首页\n{menu}\n政府工作报告\n来源：县政府办\n{day}\n县长 李明\n"
    assert parse(head + TEXT).title == "政府工作报告"


@pytest.mark.parametrize(
    ("day", "planned", "year"),
    [
        ("2025年12月28日", "2026年工作安排", 2026),
        ("2025年11月8日", "安排", 2025),
        ("2025年9月8日", "2026年工作安排", 2025),
        ("2026年1月8日", "2026年工作安排", 2026),
    ],
)
def test_a_report_given_before_its_year_is_of_the_year_it_plans(
    day: str, planned: str, year: int
) -> None:
    head = f"政府工作报告\n——{day}在甲县第十届人民代表大会上\n县长 李明\n"
    assert read_facts(parse(head + TEXT.replace("安排", planned))).year == year


def test_where_no_heading_names_a_year_a_report_is_of_the_year_of_its_day() -> None:
    head = "关于环境状况的报告\n——2025年11月8日在甲县第十届人民代表大会上\n"
    assert read_facts(parse(head + TEXT.replace("2025年工作", "工作"))).year == 2025


def test_the_name_of_a_session_is_broken_off_above_the_title() -> None:
    head = "甲县第十七届人民代表大会\n第三次会议文件（二）\n政府工作报告\n（2019年1月15日）\n"
    facts = read_facts(parse(head + TEXT))
    assert facts.session == "甲县第十七届人民代表大会第三次会议"
    assert facts.date == datetime.date(2019, 1, 15)


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("", "县人大常委会副主任 李明"),  # called by its file, which says nothing of who speaks
        ("人大工作报告", "镇人大主席 李明"),
        ("甲镇2023年财政预算执行情况和2024年财政预算草案的报告", "镇财政所所长 李明"),
    ],
)
def test_who_speaks_of_other_papers(title: str, speaker: str) -> None:
    line = "——2024年1月8日在甲镇第十届人民代表大会第三次会议上"
    facts = read_facts(parse(f"{title}\n{line}\n{speaker}\n{TEXT}"))
    assert facts.speaker == "".join(speaker.split())


@pytest.mark.parametrize("address", ["", "各位代表：\n"])
def test_a_site_and_its_time_are_no_title(address: str) -> None:
    head = "甲县人民政府 2017-01-10 16:56:00\n来源:甲县宣传部\n甲县第十届人民代表大会第一次会议\n"
    assert parse(f"{head}{address}{BODY}\n{PARTS}", report_id="甲县").title == "甲县"


@pytest.mark.parametrize("page", ["", "首页 > 政务公开\n来源：某网 2026-02-03\n"])
@pytest.mark.parametrize("chair", ["主席、", "主席团、", "大会主席团，", "尊敬的主席、", "主任、"])
def test_who_presides_may_be_addressed_first(chair: str, page: str) -> None:
    address = f"{chair}各位代表："
    report = parse(f"{page}政府工作报告\n市长 张伟\n{address}\n{BODY}\n{PARTS}")
    assert [n.text for n in report.nodes if n.kind is NodeKind.SALUTATION] == [address]
    assert report.parts[0].text == "一、2025年工作回顾"


@pytest.mark.parametrize("text", [TEXT, f"{BODY}\n{PARTS}", PARTS])
@pytest.mark.parametrize("signed", ["镇长候选人　张伟", "镇长（候选人）张伟", "镇长候选人\n张伟"])
def test_who_stands_for_an_office_gives_the_report(signed: str, text: str) -> None:
    report = parse(f"政府工作报告\n——2026年2月3日在某镇第十届人民代表大会上\n{signed}\n{text}")
    assert read_facts(report).speaker == "".join(signed.split())
    assert report.parts[0].text == "一、2025年工作回顾"


@pytest.mark.parametrize("line", ["（一）", BODY])
def test_a_rule_below_a_line_ends_no_reading(line: str) -> None:
    assert parse(f"{line}\n***").paragraphs[0].text == line


def test_nearly_all_is_read(reports: list[Report]) -> None:
    right = [found == said for found, said in map(read, reports, HEADS)]
    assert len(right) == 1172
    assert sum(right) >= 1105


@EVERY
def test_blanks_that_do_not_break_are_blanks(reports: list[Report], every: int) -> None:
    pairs = [pair for pair in zip(HEADS, reports, strict=True) if " " in pair[0]["text"]][::every]
    spaced = [head | {"text": head["text"].replace(" ", "\u00a0")} for head, _ in pairs]
    assert [read(opened(head), head)[0] for head in spaced] == [
        read(report, head)[0] for head, report in pairs
    ]


@EVERY
def test_most_is_read_where_nobody_is_addressed(every: int) -> None:
    """Of one head a name in a forum is believed."""
    pairs = [read(opened(head, PARTS), head) for head in HEADS[::every]]
    wrong = [any(v and v != said[key] for key, v in found.items()) for found, said in pairs]
    assert sum(wrong) <= 1
    assert sum(found == said for found, said in pairs) >= 0.88 * len(pairs)


BESIDE = [
    "张伟",
    "2026年2月8日 星期日",
    "县长信箱",
    "市长：王五",
    "副市长 赵六",
    "2025年政府工作报告",
    "乙县2026年政府工作报告",
    "乙市人民法院工作报告",
    "乙区十届人大六次会议举行第二次全体会议",
    "代表热议政府工作报告",
    "乙市人民政府办公室",
    "乙县人民政府",
    "上一篇：乙县2026年重点工作",
    "县人大常委会主任李四主持会议",
    "第3版：要闻",
    "各县（市、区）人民政府",
]


@EVERY
def test_a_line_of_the_page_anywhere_makes_little_wrong(every: int) -> None:
    """What it tells of another report is not believed, save where it parts a title or a name."""
    dice = random.Random(16)
    wrong = right = 0
    heads = HEADS[::every]
    for head in heads:
        lines = head["text"].strip("\n").split("\n")
        lines.insert(dice.randint(0, len(lines)), dice.choice(BESIDE))
        found, said = read(opened({"text": "\n".join(lines) + "\n"}), head)
        right += found == said
        wrong += any(value and value != said[key] for key, value in found.items())
    assert wrong <= len(heads) // 30
    assert right >= 0.78 * len(heads)


def test_years_in_full_width_digits_are_read() -> None:
    report = parse(f"2023年政府工作报告-青禾县\n青禾县２０２４年政府工作报告\n{TEXT}")
    assert read_facts(report).year == 2024


@pytest.mark.parametrize("above", ["", "发件人：街道办\n主题：转发：工作报告\n\n"])
def test_a_letter_to_the_deputies_stands_above_the_head(above: str) -> None:
    letter = f"{above}各位代表：\n您好！现将街道工作报告发给您，请查收。\n------ 原始邮件 ------\n"
    head = (
        "永安街道办事处2025年工作报告\n——2026年1月8日在永安街道居民议事代表会议上\n"
        "永安街道办事处主任　孟祥瑞\n"
    )
    report = parse(f"{letter}{head}各位代表：\n一、工作回顾\n{'扎实推进各项工作。' * 8}\n")
    facts = read_facts(report)
    assert report.title == "永安街道办事处2025年工作报告"
    assert (facts.date, facts.speaker) == (datetime.date(2026, 1, 8), "永安街道办事处主任孟祥瑞")
    assert [node.text for node in report.parts] == ["一、工作回顾"]
    assert any("请查收" in remark.removed for remark in report.remarks)


def test_a_sentence_of_a_cover_letter_is_no_title() -> None:
    letter = (
        "青禾县人民政府办公室文件\n关于征求《政府工作报告（征求意见稿）》意见的函\n各镇人民政府：\n"
        "现将拟提请县十八届人大五次会议审议的《政府工作报告（征求意见稿）》印发给你们，请研究。\n"
        "青禾县人民政府办公室\n2026年1月12日\n附件\n政府工作报告\n（征求意见稿）\n"
        "2026年1月21日在青禾县第十八届人民代表大会第五次会议上\n青禾县人民政府县长\u3000孟祥瑞\n"
    )
    report = parse(letter + TEXT)
    facts = read_facts(report)
    assert facts.session == "青禾县第十八届人民代表大会第五次会议"
    assert (facts.date, report.paragraphs[0].text) == (datetime.date(2026, 1, 21), "政府工作报告")
