"""Lists of projects without a table: numbered lines and headings, from every kind of file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli

from content.candidates import office_text
from content.candidates.amounts import amount_number
from content.candidates.candidates import Candidate, Listing, read_listing
from content.errors import Problem
from content.importing.formats import Extract
from tests.small import small_report
from tests.unit.content.importing.producers import Setting, by_generator

FILE = Path(__file__).parents[2] / "data" / "candidate_texts.toml"
LISTS: list[dict[str, Any]] = tomli.loads(FILE.read_text(encoding="utf-8"))["list"]
READ = [each for each in LISTS if "items" in each]
KEYS = ("id", "title", "summary", "department", "deadline", "place", "category", "investment_text")


def listing(folder: Path, text: str, kind: str) -> Listing:
    path = folder / f"名单.{kind}"
    lines = text.strip().split("\n")
    if kind == "docx":
        import docx

        made = docx.Document()
        for line in lines:
            made.add_paragraph(line)
        made.save(str(path))
    elif kind == "pdf":
        path.write_bytes(by_generator(Setting())(lines, folder))
    else:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_listing(path, small_report())


def said(entry: Candidate) -> dict[str, Any]:
    """What is told of a project, without the full stop that may stand behind it."""
    found = {key: getattr(entry, key) for key in KEYS}
    found["investment"] = found.pop("investment_text")
    return {key: value for key, value in found.items() if value}


@pytest.mark.parametrize(
    ("each", "kind"),
    [
        pytest.param(
            each, kind, marks=[pytest.mark.long] if at % 4 and kind != "txt" else [],
            id=f"{each['items'][0]['title']}-{kind}",
        )
        for at, each in enumerate(READ)
        for kind in ("txt", "docx", "pdf")
    ],
)  # fmt: skip
def test_numbered_projects_are_read(tmp_path: Path, each: dict[str, Any], kind: str) -> None:
    read = listing(tmp_path, each["text"], kind)
    assert [said(entry) for entry in read.candidates.entries] == each["items"]
    told = "".join(read.left_out)
    assert all(words in told for words in each.get("left_out", ()))


@pytest.mark.parametrize("kind", ["txt", "docx"])
@pytest.mark.parametrize("each", [each for each in LISTS if "refused" in each])
def test_what_is_not_numbered_in_order_is_refused(
    tmp_path: Path, each: dict[str, Any], kind: str
) -> None:
    with pytest.raises(Problem, match="没有依次编号的项目"):
        listing(tmp_path, each["text"], kind)


def test_what_is_said_of_a_project_may_stand_in_brackets_behind_its_name(tmp_path: Path) -> None:
    text = "1.公园改造（责任单位：城管局）。改造5个\n2.养老食堂。总投资（万元）：300"
    first, second = listing(tmp_path, text, "txt").candidates.entries
    assert (first.title, first.department) == ("公园改造", "城管局")
    assert (first.summary, second.investment_text) == ("改造5个", "300万元")


def test_bold_type_of_markdown_is_no_part_of_a_name(tmp_path: Path) -> None:
    text = "**\n1. **公园改造**：改造**5**个。\n2. **养老食堂**：新建3处。"
    first, second = listing(tmp_path, text, "txt").candidates.entries
    assert (first.title, first.summary, second.title) == ("公园改造", "改造5个。", "养老食堂")


@pytest.mark.parametrize(
    "mark",
    ["1)", "1 、", "1：", "1-", "[1]", "【1】", "⒈", "1️⃣", "1号：", "No.1 ", "序号1：",
     "候选项目1：", "【候选项目1】", "候选项目 1　"],
)  # fmt: skip
def test_projects_are_numbered_in_many_ways(tmp_path: Path, mark: str) -> None:
    other = chr(ord("⒈") + 1) if mark == "⒈" else mark.replace("1", "2")
    text = f"候选项目名单\n{mark}公园改造：改造5个\n{other}养老食堂：新建3处"
    found = listing(tmp_path, text, "txt").candidates.entries
    assert [(one.title, one.summary) for one in found] == [
        ("公园改造", "改造5个"),
        ("养老食堂", "新建3处"),
    ]


def test_chinese_numbers_may_have_a_blank_alone(tmp_path: Path) -> None:
    found = listing(tmp_path, "一 公园改造\n二 养老食堂", "txt").candidates.entries
    assert [one.title for one in found] == ["公园改造", "养老食堂"]


def test_columns_that_blanks_part_are_told_apart(tmp_path: Path) -> None:
    found = listing(tmp_path, "1  公园改造  改造5个\n2  养老食堂  新建3处", "txt")
    assert [(one.title, one.summary) for one in found.candidates.entries] == [
        ("公园改造", "改造5个"),
        ("养老食堂", "新建3处"),
    ]


@pytest.mark.parametrize(
    "text",
    ["1. 公 园 改 造\n2. 养 老 食 堂", "<html><p>1.公园改造</p>\n<p>2.养老食堂</p></html>"],
)
def test_a_text_may_come_from_a_page_or_be_read_by_a_machine(tmp_path: Path, text: str) -> None:
    found = listing(tmp_path, text, "txt").candidates.entries
    assert [one.title for one in found] == ["公园改造", "养老食堂"]


@pytest.mark.parametrize(
    "project",
    [
        pytest.param("{}、{}\n1.建设内容：{}\n2.责任单位：{}", id="numbered"),
        pytest.param("{}、{}\n（一）建设内容\n{}\n（二）责任单位\n{}", id="over what they name"),
    ],
)
def test_labels_may_be_numbered_or_stand_alone(tmp_path: Path, project: str) -> None:
    text = "\n".join(
        project.format(*said)
        for said in (
            ("一", "公园改造", "改造5个", "城管局"),
            ("二", "养老食堂", "新建3处", "民政局"),
        )
    )
    found = listing(tmp_path, text, "txt").candidates.entries
    assert [(one.title, one.summary, one.department) for one in found] == [
        ("公园改造", "改造5个", "城管局"),
        ("养老食堂", "新建3处", "民政局"),
    ]


def test_a_label_that_is_not_known_ends_what_stands_before_it(tmp_path: Path) -> None:
    text = "\n".join(
        f"{nth}.{title}（责任单位：{who}；责任领导：张三；完成时限：10月）"
        for nth, title, who in ((1, "公园改造", "城管局"), (2, "养老食堂", "民政局"))
    )
    first, second = listing(tmp_path, text, "txt").candidates.entries
    assert (first.department, first.deadline) == ("城管局", "10月")
    assert (second.title, second.department) == ("养老食堂", "民政局")


def test_what_parts_the_cells_of_a_row_is_no_part_of_a_name(tmp_path: Path) -> None:
    """A table of Word without headings is read as lines."""
    import docx

    made = docx.Document()
    table = made.add_table(rows=2, cols=3)
    words = ("1.", "养老食堂", "建20处", "2.", "公园改造", "改造5个")
    for cell, text in zip(table._cells, words, strict=True):
        cell.text = text
    path = tmp_path / "名单.docx"
    made.save(str(path))
    found = read_listing(path, small_report()).candidates.entries
    assert [(entry.title, entry.summary) for entry in found] == [
        ("养老食堂", "建20处"),
        ("公园改造", "改造5个"),
    ]


def test_headings_that_may_be_categories_are_doubtful(tmp_path: Path) -> None:
    """一、教育惠民 over 1. 2. may be a project over its contents or a category over projects."""
    text = "一、教育惠民\n1.建幼儿园\n2.建小学\n二、健康惠民\n1.建卫生院\n2.换管网"
    found = listing(tmp_path, text, "txt")
    assert [entry.title for entry in found.candidates.entries] == ["教育惠民", "健康惠民"]
    assert "每项下面的几行，读成了它的内容" in "".join(found.doubts)
    bare = listing(tmp_path, "一、教育类\n● 幼儿园\n● 小学\n二、健康类\n● 卫生院", "txt")
    assert "每项下面的几行，读成了它的内容" in "".join(bare.doubts)
    plain = listing(tmp_path, "一、建幼儿园\n1.两所\n2.新城\n二、建卫生院\n一处", "txt")
    assert "读成了它的内容" not in "".join(plain.doubts)


PLAIN = "候选项目名单\n{}新建学校\n{}改造公园\n{}建养老食堂\n县政府\n2026年1月\n"


@pytest.mark.parametrize(
    "signs",
    [("● ",) * 3, ("- ",) * 3, ("·",) * 3, ("——",) * 3, ("A. ", "B. ", "C. "),
     ("一是", "二是", "三是"), ("",) * 3],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_projects_without_numbers_are_numbered_and_that_is_said(
    tmp_path: Path, signs: tuple[str, ...], kind: str
) -> None:
    read = listing(tmp_path, PLAIN.format(*signs), kind)
    titles = [(entry.id, entry.title) for entry in read.candidates.entries]
    assert titles == [(1, "新建学校"), (2, "改造公园"), (3, "建养老食堂")]
    assert "名单没有编号，已按先后依次编号，请核对。" in read.doubts
    assert [words for words in read.left_out if "县政府" in words]


@pytest.mark.parametrize(
    "text",
    [
        "现提出实事项目3项：一是学校扩建。二是公园；三是食堂。",
        "候选项目：1.学校扩建；2.公园；3.食堂。",
        "方案\n一、原则\n公开。\n二、候选项目\n（1）学校扩建；（2）公园；（3）食堂。\n三、程序\n写票。",
        "名单\n1.学校扩建    3.食堂\n2.公园",
        "名单\n1.学校扩建    2.公园\n3.食堂",
        "十大实事项目\n（按得票排序）\n学校扩建\n公园\n食堂",
    ],
)
def test_projects_need_not_have_a_line_each(tmp_path: Path, text: str) -> None:
    read = listing(tmp_path, text, "txt")
    assert [each.title for each in read.candidates.entries] == ["学校扩建", "公园", "食堂"]
    assert "请核对" in "".join(read.doubts)


@pytest.mark.parametrize(
    "text",
    [
        "党委会议纪要\n会议研究了候选项目。会议指出：一是要认真谋划。二是要加强领导。",
        "情况\n全力推进十件民生实事：一是加强领导。二是强化督查。三是严格管理。",
        "某镇第五次会议议程\n一、听取报告\n二、票决民生实事项目\n三、其他",
        "票决办法（草案）\n一、候选项目共3项。\n二、采用无记名投票。\n三、等于或少于发出的票，有效。",
        "2025年某县《政府工作报告》\n各位代表：\n一、回顾\n新建学校。\n二、任务\n办好实事。",
    ],
)
def test_what_other_papers_count_are_no_projects(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem, match="没有找到候选项目"):
        listing(tmp_path, text, "txt")


def test_a_project_may_be_a_meeting_and_below_columns_stands_who_sends_them(tmp_path: Path) -> None:
    read = listing(tmp_path, "民生实事候选项目\n新建学校\n举办全民健身大会\n改造公园", "txt")
    assert [each.title for each in read.candidates.entries][1:] == ["举办全民健身大会", "改造公园"]
    text = "候选项目\n1.学校    3.食堂\n2.公园    4.道路\n镇人大主席团"
    read = listing(tmp_path, text, "txt")
    assert not any(each.summary for each in read.candidates.entries)


def test_a_line_with_two_numbers_that_do_not_count_is_doubtful(tmp_path: Path) -> None:
    read = listing(tmp_path, "名单\n1  学校    11  公园\n2  食堂    12  道路", "txt")
    assert "有的行里像是不止一项，请核对。" in read.doubts


def test_parts_of_a_paper_are_no_projects(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="没有依次编号的项目"):
        listing(tmp_path, "一、原则\n公开。\n二、候选项目\n见附件。\n三、程序\n写票。", "txt")


def test_what_stands_below_projects_of_a_line_each_is_none_of_the_last(tmp_path: Path) -> None:
    text = "1.学校\n2.公园\n3.食堂\n4.道路\n本刊记者王五\n某县第十届人民代表大会"
    read = listing(tmp_path, text, "txt")
    assert not any(each.summary for each in read.candidates.entries)
    assert "王五" in "".join(read.left_out)
    with pytest.raises(Problem, match="第4项太长"):  # of a whole report
        listing(tmp_path, text[:19] + f"\n{'加快' * 100}" * 9, "txt")


def test_the_sum_of_a_project_is_the_whole_one_wherever_it_stands(tmp_path: Path) -> None:
    text = (
        "1.学校\n年度投资：8万元\n总投资：15万元\n2.公园：改造，总投资2.3亿元。\n"
        "3.【食堂】建三处，带动社会投资9亿元"
    )
    read = listing(tmp_path, text, "txt")
    sums = [(each.title, amount_number(each.investment)) for each in read.candidates.entries]
    assert sums == [("学校", 15), ("公园", 23000), ("食堂", None)]
    assert "取了内容里写的投资数" in "".join(read.doubts)
    assert "第1项写了几个投资数（15万元、8万元），取了15万元。" in read.doubts


def test_who_does_a_project_and_when_is_no_sender_of_the_list(tmp_path: Path) -> None:
    text = "1.公园\n2026年6月\n城管局\n2.食堂\n2026年9月\n民政局\n县政府\n2026年1月"
    read = listing(tmp_path, text, "txt")
    told = [entry.summary for entry in read.candidates.entries]
    assert told == ["2026年6月；城管局", "2026年9月；民政局"]
    assert read.left_out == ("不是项目，没有读：县政府。", "不是项目，没有读：2026年1月。")


def test_a_note_below_is_no_project_though_it_has_the_same_bullet(tmp_path: Path) -> None:
    read = listing(tmp_path, "候选项目\n● 学校\n● 公园\n● 以上由县政府解释", "txt")
    assert [entry.title for entry in read.candidates.entries] == ["学校", "公园"]


@pytest.mark.parametrize(
    "text",
    [
        "会议日程\n开幕\n听取报告",
        "实事项目\n一,教育\n1新建学校\n2新建幼儿园\n二,健康\n1新建医院",
        "候选项目\n1.学校\n● 建两所\n● 招生\n3.公园",
        "候选项目\n学校\n建两所\n教育局\n公园\n改造5个\n城管局\n道路\n改造3条\n住建局",
    ],
)
def test_lines_that_are_no_list_are_not_numbered(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem, match="没有依次编号的项目"):
        listing(tmp_path, text, "txt")


@pytest.mark.parametrize("kind", ["txt", "md"])
def test_a_table_of_markdown_is_a_table(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"名单.{kind}"
    head = "候选项目名单\n\n| 序号 | 项目名称 | 投资（万元） |\n| :--- | :---: | --- |\n"
    path.write_text(f"{head}| 1 | 学校 | 1,500 |\n| 2 | 公园 | 300 |\n", encoding="utf-8")
    found = read_listing(path, small_report()).candidates.entries
    sums = [(each.title, amount_number(each.investment)) for each in found]
    assert sums == [("学校", 1500), ("公园", 300)]


def test_footnotes_are_no_projects(tmp_path: Path) -> None:
    text = (
        "候选项目\n1．改造老旧小区。\n2．新建托位。\n注释\n1．老旧小区：旧的小区。\n2．托位：位子。"
    )
    read = listing(tmp_path, text, "txt")
    assert [entry.title for entry in read.candidates.entries] == ["改造老旧小区", "新建托位"]


PRINTED = "候选项目\n序号｜项目名称｜建设内容｜投资\n一、教育类\n1｜学校｜建两所｜90万元\n2｜公园｜"


def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Listing:
    """The list in a PDF file that holds a text."""
    monkeypatch.setattr(office_text, "extract_text", lambda *_: Extract(text))
    path = tmp_path / "名单.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return read_listing(path, small_report())


@pytest.mark.parametrize("below", ["", "\n合计｜98\n镇政府\n2026年1月"])
def test_a_table_of_a_pdf_file_is_read_where_each_row_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    read = printed(tmp_path, monkeypatch, f"{PRINTED}改造｜8万元{below}")
    found = [(each.title, each.summary, each.investment) for each in read.candidates.entries]
    assert found == [("学校", "建两所", Decimal(90)), ("公园", "改造", Decimal(8))]
    assert any("请与原件逐项核对" in doubt for doubt in read.doubts)


@pytest.mark.parametrize(
    "rest",
    [
        "改造｜8万元\n升级",  # of which cell, nobody can tell
        "8万元",  # and which is empty
        "改造｜8万元\n共8班\n3｜食堂｜新建｜9万元",
        "改造｜8万元\n公园内容｜元｜新建｜9万元",
    ],
)
def test_a_table_of_a_pdf_file_is_refused_where_a_row_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    with pytest.raises(Problem, match="名单在PDF的表格里"):
        printed(tmp_path, monkeypatch, PRINTED + rest)


def test_a_table_of_a_pdf_file_that_stands_in_gaps_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "序号　项目名称　建设内容\n1　学校建设　建两所，\n工程　共8班\n2　公园　改造"
    with pytest.raises(Problem, match="名单在PDF的表格里"):
        printed(tmp_path, monkeypatch, rows)


PAPER = """关于候选项目的议案
一、产生过程
收到建议60条。
{}
三、下步工作
1．督查。
2．评议。
镇政府"""


@pytest.mark.parametrize(
    "part",
    [
        "二、候选项目\n（一）学校\n建设内容：建两所\n责任人：某\n（二）公园\n建设内容：改造5个",
        "二、候选项目主要内容\n提出以下项目：\n1．学校。建两所。\n2．公园。改造5个。",
    ],
)
def test_of_a_paper_only_the_part_with_the_list_is_read(tmp_path: Path, part: str) -> None:
    read = listing(tmp_path, PAPER.format(part), "txt")
    found = [(each.title, each.summary[:3]) for each in read.candidates.entries]
    assert found == [("学校", "建两所"), ("公园", "改造5")]
    assert {"不是项目，没有读：一、产生过程。", "不是项目，没有读：1．督查。"} <= {*read.left_out}


GROUPED = (
    "一、{}\n1．学校。建两所。\n2．公园。改造5个。\n二、{}\n{}．食堂。建8个。\n{}．路。修3公里。"
)


@pytest.mark.parametrize(
    ("heads", "numbers", "count"),
    [
        (("教育类候选项目", "交通类"), (3, 4), 4),  # a group, not the only part with projects
        (("提升教育", "生态候选项目"), (3, 4), 4),
        (("区级候选项目", "街道级候选项目"), (1, 2), 4),
        (("候选项目", "备选项目"), (1, 2), 2),
        (("候选项目情况", "候选项目名单"), (1, 2), 2),
    ],
)
def test_a_heading_that_names_a_list_may_be_one_of_its_groups(
    tmp_path: Path, heads: tuple[str, str], numbers: tuple[int, int], count: int
) -> None:
    read = listing(tmp_path, GROUPED.format(*heads, *numbers), "txt")
    assert len(read.candidates.entries) == count
    assert sum("．" in told for told in read.left_out) == 4 - count


def test_parts_of_a_paper_with_two_lists_among_others_are_refused(tmp_path: Path) -> None:
    text = f"{GROUPED.format('新建候选项目', '改造候选项目', 1, 2)}\n三、措施\n1．加强领导。"
    with pytest.raises(Problem, match="没有找到候选项目"):
        listing(tmp_path, text, "txt")


def test_a_heading_below_which_the_list_is_not_leads_to_the_next(tmp_path: Path) -> None:
    text = "一、时间\n5日。\n二、内容\n（一）听取报告\n（二）票决候选项目\n三、候选项目\n"
    read = listing(tmp_path, f"{text}（一）学校。建两所。\n（二）公园。改造5个。", "txt")
    assert [each.title for each in read.candidates.entries] == ["学校", "公园"]


@pytest.mark.parametrize(("lead", "is_right"), [("提出2个候选项目", True), ("十项候选项目", False)])
def test_a_list_that_has_not_as_many_projects_as_it_says_is_doubted(
    tmp_path: Path, lead: str, is_right: bool
) -> None:
    read = listing(
        tmp_path, f"筛选30个项目，{lead}：\n1．学校。建两所。\n2．公园。改造5个。", "txt"
    )
    assert any("读到的是2个" in doubt for doubt in read.doubts) is not is_right
