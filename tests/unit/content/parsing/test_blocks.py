"""Title block, opening, tails, closing and appendix."""

from __future__ import annotations

import pytest

from content import grammar
from content.parsing.outline import parse
from content.report import NodeKind, Role
from tests.unit.content.parsing.samples import BODY, nodes, remarks, report_of


def roles_of(*title_block: str) -> list[Role]:
    report = parse("\n".join([*title_block, "各位代表：", BODY, "一、回顾", BODY]))
    return [paragraph.role for paragraph in report.paragraphs[: len(title_block)]]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("——2024年1月30日在某市第一届人民代表大会第三次会议上", Role.SESSION),
        ("（2026年1月20日在某市第十六届人民代表大会第五次会议上）", Role.SESSION),
        ("——在一九九七年二月十五日在某省第八届人民代表大会第五次会议上", Role.SESSION),
        ("第十七届人民代表大会第五次会议上", Role.SESSION),
        ("某市人民政府市长　张三", Role.SIGNATURE),
        ("区长 李 四", Role.SIGNATURE),
        ("自治区主席 王小五", Role.SIGNATURE),
        ("王洪某", Role.SIGNATURE),
        ("关于某市国民经济和社会发展计划的报告", Role.TITLE),
    ],
)
def test_lines_of_the_title_block(line: str, role: Role) -> None:
    assert roles_of("政府工作报告", line) == [Role.TITLE, role]


def test_a_date_line_may_go_on_below() -> None:
    report = parse(
        "政府工作报告\n——2024年1月30日在某市第十八届\n人民代表大会第三次会议上\n"
        f"市长　张三\n各位代表：\n{BODY}\n一、回顾\n{BODY}"
    )
    assert [node.kind for node in report.nodes[:4]] == [
        NodeKind.TITLE,
        NodeKind.SESSION,
        NodeKind.SIGNATURE,
        NodeKind.SALUTATION,
    ]
    assert report.paragraph(3).owner == report.nodes[1].id
    assert [p.citation for p in report.paragraphs[:4]] == ["题", "题第2行", "题第3行", "题第4行"]


@pytest.mark.parametrize("head", ["", "会议文件之一\n目　录\n一、回顾　1\n二、安排　9\n"])
@pytest.mark.parametrize("tail", ["上", "议上"])
def test_the_end_of_the_date_line_may_stand_alone(head: str, tail: str) -> None:
    sitting = "——2024年1月30日在某市第十八届人民代表大会第三次会议上".removesuffix(tail)
    lines = ["政府工作报告", sitting, tail, "市长　张三", "各位代表：", BODY, "一、回顾", BODY]
    report = parse(head + "\n".join(lines))
    assert [p.text for p in report.paragraphs if p.role is Role.SESSION] == [sitting, tail]


@pytest.mark.parametrize("blanks", ["\u3000\u3000", "\u2003\u2003", "\u2002\u2002\u2002\u2002"])
def test_lines_set_in_by_blanks_of_any_width_read_alike(blanks: str) -> None:
    lines = ["某市政府工作报告", "市长　张三", "各位代表：", BODY, "一、回顾", BODY]
    report = parse("\n".join(blanks + line for line in lines))
    assert [node.kind for node in report.nodes] == [
        NodeKind.TITLE,
        NodeKind.SIGNATURE,
        NodeKind.SALUTATION,
        NodeKind.PART,
    ]
    assert not [remark for remark in report.remarks if remark.removed]


def test_the_title_is_the_most_telling_line() -> None:
    text = f"某市2013年政府工作报告\n政府工作报告\n各位代表：\n{BODY}"
    assert parse(text).title == "某市2013年政府工作报告"
    assert parse(text, title="别的名字").title == "别的名字"


def test_a_salutation_glued_to_its_text() -> None:
    report = parse(f"政府工作报告\n各位代表：现在，我代表市政府报告工作。\n一、回顾\n{BODY}")
    opening = nodes(report, NodeKind.SALUTATION)[0]
    assert (opening.text, opening.run_in) == ("各位代表：", True)
    assert [report.paragraph(number).citation for number in opening.own] == ["引第1段"]


def test_without_a_salutation_the_title_block_ends_where_text_begins() -> None:
    report = parse(f"政府工作报告\n市长　张三\n{BODY}\n一、回顾\n{BODY}")
    assert [p.citation for p in report.paragraphs] == ["题", "题第2行", "引第1段", "一", "一第1段"]


def test_in_the_last_section_an_address_ends_the_section() -> None:
    report = report_of(
        "一、回顾", "（一）甲", "¶", "（二）乙", "¶", "各位代表！¶", "¶",
        "二、安排", "（一）丙", "¶", "各位代表！¶", "¶",
        "（二）丁", "各位代表！¶", "¶", "各位代表！¶",
    )  # fmt: skip
    cited = [paragraph.citation for paragraph in report.paragraphs[5:-1]]
    assert cited == [
        "一", "一（一）", "一（一）第1段", "一（二）", "一（二）第1段", "一尾第1段", "一尾第2段",
        "二", "二（一）", "二（一）第1段", "二（一）第2段", "二（一）第3段",
        "二（二）", "二（二）第1段", "二（二）第2段", "二尾段",
    ]  # fmt: skip


def test_below_three_levels_a_tail_goes_to_the_outermost_that_ends() -> None:
    report = report_of(
        "2023年工作回顾", "一、农业", "（一）粮食", "¶", "各位代表！¶",
        "二、工业", "（一）技改", "¶", "各位代表！¶", "2024年工作安排", "¶",
    )  # fmt: skip
    cited = [paragraph.citation for paragraph in report.paragraphs]
    assert "第1部分·一尾段" in cited
    assert "第1部分尾段" in cited


@pytest.mark.parametrize(
    "closing",
    [
        "各位代表！让我们团结奋斗，再创辉煌！",
        "各位代表！¶让我们更加紧密地团结起来，为实现目标而奋斗！",
        "同志们，新的征程已经开启，唯有团结奋斗，方能不断前进！",
    ],
)
def test_the_last_address_closes(closing: str) -> None:
    text = f"政府工作报告\n各位代表：\n{BODY}\n一、回顾\n{BODY}\n" + closing.replace("¶", BODY)
    report = parse(text)
    assert report.paragraphs[-1].citation == "尾"
    assert report.nodes[-1].kind is NodeKind.CLOSING


def test_an_address_alone_closes_with_what_follows() -> None:
    front = f"政府工作报告\n各位代表：\n{BODY}\n一、回顾\n{BODY}\n"
    report = parse(front + "各位代表！\n让我们团结奋斗！\n谢谢大家！")
    assert [p.citation for p in report.paragraphs[-3:]] == ["尾", "尾第2段", "尾第3段"]


def test_a_report_may_close_without_an_address() -> None:
    text = f"政府工作报告\n各位代表：\n{BODY}\n一、回顾\n{BODY}\n新的征程，让我们团结奋斗！"
    assert parse(text).paragraphs[-1].citation == "尾"


def test_an_appeal_before_a_heading_closes_nothing() -> None:
    report = report_of("一、回顾", "¶", "各位代表！让我们团结奋斗！", "二、安排", "¶")
    assert len(nodes(report, NodeKind.CLOSING)) == 1
    assert report.paragraphs[-1].citation == "尾"
    assert len(report.parts) == 2


APPEAL = "各位代表！让我们团结奋斗！"


@pytest.mark.parametrize(
    "name",
    [
        "附件",
        "附：",
        "附件1：",
        "名词解释",
        "《政府工作报告》名词解释",
        "注 释",
        "有关名词解释",
        "（附注）",
    ],
)
def test_an_appendix_has_no_headings(name: str) -> None:
    report = report_of("一、回顾", "¶", APPEAL, name, "一、交通", "1．甲：¶", "（一）乙")
    appendix = nodes(report, NodeKind.APPENDIX)[0]
    assert len(report.parts) == 1
    assert [report.paragraph(n).citation for n in appendix.own[:2]] == ["附第1条", "附“1．”"]


def test_a_list_behind_the_closing_needs_no_name_of_an_appendix() -> None:
    name = "某市2025年民生实事项目"
    entries = "\n".join(["一、交通", "1．甲。", "2．乙。", "二、教育", "1．丙。", "2．丁。"])
    front = f"政府工作报告\n各位代表：\n{BODY}\n一、回顾\n{BODY}\n"
    report = parse(f"{front}{APPEAL}\n{name}\n{entries}")
    assert nodes(report, NodeKind.APPENDIX)[0].text == name
    assert len(report.parts) == 1


def test_an_attachment_that_is_mentioned_is_none() -> None:
    report = report_of("一、回顾", "¶", "附件所列各项指标均已完成。¶", "二、安排", "¶")
    assert nodes(report, NodeKind.APPENDIX) == []


def test_an_address_in_the_body_opens_nothing() -> None:
    report = parse(f"政府工作报告\n一、回顾\n{BODY}\n各位代表！{BODY}\n二、安排\n{BODY}")
    assert [p.citation for p in report.paragraphs] == [
        "题",
        "一",
        "一第1段",
        "一第2段",
        "二",
        "二第1段",
    ]


def test_several_may_be_addressed_and_a_sentence_is_no_address() -> None:
    assert grammar.salutation("各位代表、同志们：现在") == 9
    assert grammar.salutation("各位代表，本届政府任期已满。") == 5
    assert grammar.salutation("各位代表审议票决。") == 0
    assert grammar.salutation("主任、各位副主任、秘书长、各位委员：") == 18
    assert grammar.salutation("主任、副主任由全体委员选举。") == 0


@pytest.mark.parametrize(
    ("title_block", "title"),
    [
        (["政府工作报告"], "政府工作报告"),
        (["政  府  工  作  报  告"], "政府工作报告"),
        (
            ["某市人民政府", "关于2025年工作情况", "暨2026年安排的报告"],
            "某市人民政府关于2025年工作情况暨2026年安排的报告",
        ),
        (["某市人民政府", "工作报告", "（送审稿）"], "某市人民政府工作报告"),
        (["2024年", "政府工作报告"], "2024年政府工作报告"),
        (["某市2024年政府工作报告", "政府工作报告"], "某市2024年政府工作报告"),
        (["会议文件（二）", "政府工作报告"], "政府工作报告"),
    ],
)
def test_a_title_may_take_several_lines(title_block: list[str], title: str) -> None:
    lines = [*title_block, "（2024年1月30日在某市人民代表大会上）", "各位代表：", BODY]
    assert parse("\n".join(lines)).title == title


@pytest.mark.parametrize("last", ["以上报告，请予审议。", "谢谢大家！"])
def test_a_last_line_may_only_end_the_report(last: str) -> None:
    report = parse(f"政府工作报告\n各位代表：\n一、回顾\n{BODY}\n二、安排\n{BODY}\n{last}\n")
    (closing,) = nodes(report, NodeKind.CLOSING)
    assert report.paragraph(closing.paragraph).text == last


@pytest.mark.parametrize("words", ["各 位 代 表 ：", "各\u3000位\u3000代\u3000表："])
def test_a_salutation_may_be_spread_over_the_line(words: str) -> None:
    report = parse(f"政府工作报告\n{words}\n{BODY}\n一、回顾\n{BODY}\n{words}让我们团结奋斗！\n")
    assert [node.kind.value for node in report.nodes if not node.kind.is_heading] == [
        "title", "salutation", "closing",
    ]  # fmt: skip
    assert report.nodes[1].text == words


TRADITIONAL = f"""---
title: 某縣二〇二四年政府工作報告
---
政府工作報告
來源：某縣網站
各位代表：
{BODY}
一、現代化“產業
會議”工作總結
{BODY}
"""


def test_remarks_on_traditional_print_quote_what_is_printed() -> None:
    report = parse(TRADITIONAL)
    assert report.title == "某縣二〇二四年政府工作報告"
    assert "网页附注“來源：某縣網站”" in remarks(report)
    assert "标题“一、現代化“產業會議”工作總結”分在两行" in remarks(report)


def test_a_name_that_somebody_gives_is_kept_whatever_the_print() -> None:
    assert parse(TRADITIONAL, title="某县报告").title == "某县报告"


def test_a_court_closes_with_what_it_will_do() -> None:
    """No appeal to all, but the last paragraph, and the deputies are addressed in it."""
    last = "各位代表，新的一年，我院将忠实履行职责，为建设现代化云溪作出新的更大贡献！"
    text = f"法院工作报告\n各位代表：\n一、回顾\n{BODY}\n二、安排\n{BODY}\n{BODY}\n{last}\n"
    report = parse(f"{text}附件\n1．诉源治理：指从源头预防纠纷。\n")
    assert [p.citation for p in report.paragraphs if p.text == last] == ["尾"]
