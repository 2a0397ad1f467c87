"""Lists of projects as offices keep them: what is read, what is left out, what is in doubt."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from content.candidates import office_tables
from content.candidates.candidates import Listing, read_listing, to_toml
from content.candidates.office_list import read_office_list
from content.errors import Problem
from tests.small import small_report

SMALL = small_report()
Rows = Sequence[Sequence[Any]]

HEAD: list[Any] = ["序号", "项目名称", "建设内容", "总投资（万元）", "完成时限", "责任单位"]
PLAIN: list[list[Any]] = [
    HEAD,
    [1, "养老食堂", "建20处", 300, "10月底前", "民政局"],
    [2, "公园改造", "改造5个", 1200.5, "12月底前", "城管局"],
    [3, "学校扩建", "扩建2所", "1.36亿元", "明年8月", "教育局"],
]


def sheet(path: Path, rows: Rows, *merged: str) -> Any:
    """A workbook of one sheet, kept at `path`; it may be changed and saved again."""
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    for part in merged:
        page.merge_cells(part)
    book.save(path)
    return book


def document(path: Path, *tables: Rows, above: Sequence[str] = (), below: str = "") -> Any:
    """A Word document of tables, each with a line `above` it as far as there are any."""
    import docx

    made = docx.Document()
    for rows, line in zip_longest(tables, above, fillvalue=""):
        made.add_paragraph(line)
        table = made.add_table(rows=len(rows), cols=len(rows[0]))
        for at, row in enumerate(rows):
            for place, text in enumerate(row):
                table.cell(at, place).text = str(text)
    if below:
        made.add_paragraph(below)
    made.save(str(path))
    return made


def listing(path: Path) -> Listing:
    return read_listing(path, SMALL)


def entries(path: Path) -> list[Any]:
    """The projects; their sums compare with whole numbers."""
    return list(listing(path).candidates.entries)


def names(path: Path) -> list[tuple[int, str]]:
    return [(entry.id, entry.title) for entry in entries(path)]


THREE = [(1, "养老食堂"), (2, "公园改造"), (3, "学校扩建")]


@pytest.mark.parametrize("kind", ["xlsx", "docx", "csv", "gbk.csv", "utf-16.csv"])
def test_a_plain_list_is_read_from_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"名单.{kind}"
    if kind == "xlsx":
        sheet(path, PLAIN)
    elif kind == "docx":
        document(path, PLAIN)
    else:
        code = {"csv": "utf-8-sig", "gbk.csv": "gbk", "utf-16.csv": "utf-16"}[kind]
        text = "\r\n".join(",".join(map(str, row)) for row in PLAIN)
        path.write_bytes(text.encode(code))

    found = listing(path)
    assert (found.left_out, found.doubts) == ((), ())
    first, second, third = entries(path)
    assert names(path) == THREE
    assert (first.summary, first.department, first.deadline) == ("建20处", "民政局", "10月底前")
    assert first.investment == 300
    assert second.investment == Decimal("1200.5")
    assert (third.investment, third.investment_text) == (13600, "1.36亿元")


def test_what_is_imported_comes_back_from_its_file(tmp_path: Path) -> None:
    sheet(tmp_path / "名单.xlsx", PLAIN)
    found = listing(tmp_path / "名单.xlsx").candidates
    kept = tmp_path / "kept.toml"
    kept.write_text(to_toml(found), encoding="utf-8")

    assert read_listing(kept, SMALL, was_checked=True).candidates == found


def test_titles_groups_totals_and_notes_are_no_items(tmp_path: Path) -> None:
    rows: Rows = [
        ["附件1", None, None, None, None, None],
        ["××县2025年民生实事候选项目表", None, None, None, None, None],
        [None, None, None, None, None, "单位：万元"],
        ["序号", "实事项目", "主要内容", "年度投资", "建设时间", "牵头单位"],
        ["一、养老托育类（2项）", None, None, None, None, None],
        [1, "养老食堂", "建20处", "300", "10月底前", "民政局"],
        ["2.", "托育中心", "建1个", "６００", "全年", "卫健局"],
        ["小计", None, None, 900, None, None],
        ["二、城建类（1项）", None, None, None, None, None],
        ["3.0", "公园改造", "改造5个", "一千二百", "12月底前", "城管局"],
        ["合计", None, None, 2200, None, None],
        ["注：以上投资为估算数。", None, None, None, None, None],
    ]
    path = tmp_path / "名单.xlsx"
    sheet(path, rows, "A1:F1", "A2:F2", "A5:F5", "A9:F9", "A12:F12")

    found = listing(path)
    assert names(path) == [(1, "养老食堂"), (2, "托育中心"), (3, "公园改造")]
    shown = [(entry.category, entry.investment) for entry in entries(path)]
    assert shown == [("养老托育类", 300), ("养老托育类", 600), ("城建类", 1200)]
    told = "\n".join(found.left_out)
    for words in ("第2行是标题", "第5行是类别", "第8行是合计", "第11行是合计", "注：以上投资"):
        assert words in told, told
    assert found.doubts == ("第11行的合计写的是2200万元，各项相加是2100万元，请核对。",)


def test_a_project_may_be_called_as_totals_are(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows = [*PLAIN[:2], [2, "小计量器具免费检定", "检定2万件", 50, "年底", "市场监管局"]]
    sheet(path, [*rows, [None, "合计（2项）", None, 350, None, None]])
    assert names(path) == [(1, "养老食堂"), (2, "小计量器具免费检定")]


def test_a_column_merged_to_its_end_costs_no_more_than_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole columns are merged by a click on their heads: a million cells each."""
    from openpyxl.cell.cell import MergedCell

    path = tmp_path / "名单.xlsx"
    book = sheet(path, PLAIN)
    book.active.merged_cells.add("H1:H1048576")
    book.save(path)
    parts = iter(range(5000))

    def made(*place: Any) -> MergedCell:
        assert next(parts, None) is not None
        return MergedCell(*place)

    monkeypatch.setattr("openpyxl.worksheet.worksheet.MergedCell", made)
    assert len(names(path)) == 3


def test_merged_cells_belong_to_all_their_rows(tmp_path: Path) -> None:
    rows: Rows = [
        ["类别", "序号", "项目名称", "建设内容及规模", "投资额", None, "业主单位"],
        [None, None, None, None, "总投资（亿元）", "年度投资（亿元）", None],
        ["道路", 1, "环城路", "一标", 1.2, 0.5, "交通局"],
        [None, None, None, "二标", None, None, None],
        [None, 2, "农村路", "改造40公里", 0.3, 0.3, None],
        ["水利", 3, "河道治理", "治理8公里", 0.1, 0.1, "水利局"],
    ]
    path = tmp_path / "名单.xlsx"
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2", "A3:A5", "B3:B4", "C3:C4",
              "E3:E4", "F3:F4", "G3:G5")  # fmt: skip
    sheet(path, rows, *merged)

    road, village, river = entries(path)
    assert (road.summary, road.category, road.investment) == ("一标；二标", "道路", 12000)
    assert (village.category, village.department) == ("道路", "交通局")
    assert (river.category, river.department, river.investment) == ("水利", "水利局", 1000)
    assert any("年度投资" in words for words in listing(path).left_out)


def test_a_sum_that_two_projects_share_is_counted_once(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows = [*PLAIN[:3], [3, "学校扩建", "扩建2所", None, "明年8月", "教育局"]]
    rows.append(["合计", None, None, 1500.5, None, None])
    sheet(path, rows, "D3:D4")
    found = listing(path)
    sums = [entry.investment for entry in found.candidates.entries]
    assert sums == [300, Decimal("1200.5"), None]
    told = "第4行的投资与上一项合在一格里（1200.5），只记在上一项名下，请核对。"
    assert found.doubts == (told,)


def test_sums_of_several_rows_are_the_same_when_the_list_is_read_again(tmp_path: Path) -> None:
    path, kept = tmp_path / "名单.csv", tmp_path / "kept.toml"
    rows = "1,甲,修路,100万元\n,,修桥,200万元\n,,种树,300万元\n2,乙,建,5万元\n"
    path.write_text(f"序号,名称,内容,投资\n{rows}", encoding="utf-8")
    first = entries(path)[0]
    assert first.investment_text == "600万元（100万元；200万元；300万元）"
    kept.write_text(to_toml(listing(path).candidates), encoding="utf-8")
    again = read_listing(kept, SMALL, was_checked=True)
    assert (again.candidates.entries[0].investment, again.doubts) == (first.investment, ())


def test_what_is_hidden_is_no_item_and_is_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    book = sheet(path, [[*row, "内部意见"] for row in PLAIN])
    page = book.active
    page.row_dimensions[3].hidden = True
    page.column_dimensions["G"].hidden = True
    book.create_sheet("底稿").append(["序号", "项目名称", "内容"])
    book["底稿"].sheet_state = "hidden"
    book.save(path)

    found = listing(path)
    assert names(path) == [(1, "养老食堂"), (3, "学校扩建")]
    told = "\n".join(found.left_out)
    for words in ("第3行是隐藏的，没有读：2，公园改造", "隐藏的列G", "隐藏的工作表“底稿”"):
        assert words in told
    assert found.doubts == ("序号缺2，请核对是不是漏了项目。",)


def test_two_tables_are_one_list_and_another_list_is_not(tmp_path: Path) -> None:
    path = tmp_path / "名单.docx"
    document(path, PLAIN[:3], [HEAD, *PLAIN[3:]], below="联系人：王某")
    assert names(path) == THREE
    assert "联系人：王某" in "".join(listing(path).left_out)

    document(path, PLAIN[:3], PLAIN[3:])  # a page break without the heading
    assert names(path) == THREE

    last = [HEAD, [1, "去年的路", "修", 5, "", ""], [2, "去年的桥", "修", 5, "", ""]]
    document(path, PLAIN, last)
    assert names(path) == THREE
    assert "表2像是另一份名单，2行没有读" in "".join(listing(path).left_out)


@pytest.mark.parametrize("divider", ["\t", ";", "；"])
def test_a_heading_may_hold_the_divider_of_other_tables(tmp_path: Path, divider: str) -> None:
    path = tmp_path / "名单.csv"
    rows = (["序号", "项目名称", "投资（万元,含税）"], ["1", "养老食堂", "300"])
    path.write_text("\n".join(map(divider.join, rows)), encoding="utf-8")
    assert [(e.title, e.investment) for e in entries(path)] == [("养老食堂", 300)]


def test_a_second_column_of_one_heading_is_told(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("项目名称,项目名称,投资（万元）\n甲,要紧的话,30\n", encoding="utf-8")
    assert listing(path).left_out == ("“项目名称”这一列没有读。",)


def test_a_table_may_be_one_project(tmp_path: Path) -> None:
    def card(name: str, money: str) -> Rows:
        return [
            ["项目名称", name, "类别", "民生"],
            ["建设内容", f"建{name}", "投资（万元）", money],
            ["责任单位", "民政局", "完成时限", "年底"],
        ]

    path = tmp_path / "名单.docx"
    document(path, card("养老食堂", "300"), card("公园改造", "约1200"), card("学校扩建", "800"))
    assert names(path) == THREE
    first, second, _ = entries(path)
    assert (first.summary, first.department, first.investment) == ("建养老食堂", "民政局", 300)
    assert (second.category, second.deadline, second.investment) == ("民生", "年底", 1200)
    assert listing(path).doubts == ("表2的投资“约1200”是约数。",)


def test_a_table_may_be_several_cards(tmp_path: Path) -> None:
    path = tmp_path / "名单.docx"
    rows = [["项目名称", "养老食堂"], ["总投资（万元）", "300"], ["项目名称", "公园改造"]]
    document(path, [*rows, ["总投资（万元）", "500"]])
    assert [(one.title, one.investment) for one in entries(path)] == [
        ("养老食堂", 300),
        ("公园改造", 500),
    ]


def test_projects_may_stand_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, list(zip(*PLAIN, strict=True)))
    assert names(path) == THREE
    assert entries(path)[1].investment == Decimal("1200.5")


def test_a_total_is_the_sum_where_it_stands_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows: list[list[Any]] = [
        ["序号", "项目名称", "建设内容", "资金来源（万元）", None, None],
        [None, None, None, "县级", "上级", "合计"],
        [1, "农村饮水", "改造管网", 300, 600, 900],
    ]
    sheet(path, rows, "A1:A2", "B1:B2", "C1:C2", "D1:F1")
    assert [one.investment_text for one in entries(path)] == ["900万元"]

    rows[1] = [None, None, None, "县级", "上级", "到位情况"]
    sheet(path, rows, "A1:A2", "B1:B2", "C1:C2", "D1:F1")
    assert [one.investment_text for one in entries(path)] == [""]


def test_a_title_over_the_headings_that_come_again_is_no_group(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    title = ["民生实事候选项目（第二批）", *[None] * 5]
    sheet(path, [*PLAIN[:3], HEAD, PLAIN[3], title, HEAD, [4, "农村路", "改", 5, "年底", "局"]])
    assert names(path) == [*THREE, (4, "农村路")]
    assert {one.category for one in entries(path)} == {""}


def test_what_stands_below_the_last_project_is_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    below: Rows = [
        ["备注", "以上项目为候选"],
        ["以上项目经会议研究同意。"],
        [None, None, "县政府办公室"],
        [None, None, "2025年1月5日"],
    ]
    sheet(path, [*PLAIN, *below], "A6:F6")
    assert names(path) == THREE
    assert entries(path)[2].summary == "扩建2所"
    assert [said[:3] for said in listing(path).left_out] == ["第5行", "第6行", "第7行", "第8行"]


def test_a_total_may_begin_with_what_it_adds_up(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    rows = "教育,甲小学,100万元\n教育小计,,100万元\n交通,乙路,5万元\n合计（2项）,,105万元\n"
    path.write_text(f"类别,项目名称,投资\n{rows}", encoding="utf-8")
    assert [(one.title, one.category) for one in entries(path)] == [
        ("甲小学", "教育"),
        ("乙路", "交通"),
    ]
    assert listing(path).doubts == ("没有建设内容这一列，各项只有名称。",)


def test_a_row_with_but_the_sum_of_all_adds_to_no_project(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    head = "序号,项目名称,2026年建设内容,投资（万元）"
    rows = "1,学校,两所,120\n2,公园,三处,85.5\n,,,205.5\n3,道路,五条,90\n,,,295.5\n"
    path.write_text(f"{head}\n{rows}", encoding="utf-8")
    read = read_office_list(path)
    sums = [(item.text("summary"), item.investment) for item in read.items]
    assert sums == [("两所", Decimal(120)), ("三处", Decimal("85.5")), ("五条", Decimal(90))]
    assert [words[:6] for words in read.left_out] == ["第4行是合计", "第6行是合计"]
    assert not read.doubts


def test_a_list_may_go_on_beside_itself(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, [["序号", "项目名称"] * 2, [1, "养老食堂", 3, "学校扩建"], [2, "公园改造"]])
    assert names(path) == THREE


def test_the_total_of_a_list_that_goes_on_beside_itself_adds_to_no_project(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    head, rows = "序号,名称,投资（万元）", ["1,甲堂,5,2,乙路,8", "合计,,5,,,8"]
    path.write_text("\n".join([f"{head},{head}", *rows]), encoding="utf-8")
    assert [entry.investment for entry in entries(path)] == [5, 8]


def test_sums_without_a_unit_are_kept_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("序号,名称,投资\n1,甲堂,300\n,,50\n", encoding="utf-8")
    (only,) = entries(path)
    assert (only.investment, only.investment_text) == (None, "300；50")


def test_a_card_may_have_blanks_and_what_is_not_read_of_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "名单.docx"
    rows = [
        ["项目名称", "养老食堂", "资金来源", "区级财政"],
        ["责任单位", "", "投资（万元）", "300"],
        ["建设内容", "建20处", "完成时限", ""],
    ]
    document(path, rows)
    (entry,) = entries(path)
    assert (entry.department, entry.investment, entry.summary) == ("", 300, "建20处")
    assert listing(path).left_out == ("表格里没有读：资金来源　区级财政。",)


def test_tracked_changes_are_read_as_they_are_printed(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    path = tmp_path / "名单.docx"
    made = document(path, PLAIN)
    table = made.tables[0]
    paragraph = table.cell(1, 1).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:del {space}><w:r><w:delText>旧名</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {space}><w:r><w:t>二期</w:t></w:r></w:ins>"))
    row = table.rows[3]._tr
    row.get_or_add_trPr().append(parse_xml(f'<w:del {space} w:id="9" w:author="a"/>'))
    made.save(str(path))

    assert names(path) == [(1, "养老食堂二期"), (2, "公园改造")]
    told = "".join(listing(path).left_out)
    assert "删去的文字没有读：旧名" in told
    assert "第4行是已删除的" in told


def in_a_field(element: Any) -> None:
    """Put an element of a Word document into a field of a form, as templates of offices have it."""
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    field = parse_xml(f"<w:sdt {space}><w:sdtPr/><w:sdtContent/></w:sdt>")
    element.addprevious(field)
    field[1].append(element)


@pytest.mark.parametrize(
    "part",
    [
        lambda table: table._tbl,
        lambda table: table.rows[2]._tr,
        lambda table: table.cell(2, 1)._tc,
        lambda table: table.cell(2, 1).paragraphs[0]._p,
    ],
    ids=["table", "row", "cell", "paragraph"],
)
def test_what_stands_in_a_field_of_a_form_is_read(
    tmp_path: Path, part: Callable[[Any], Any]
) -> None:
    path = tmp_path / "名单.docx"
    made = document(path, PLAIN)
    in_a_field(part(made.tables[0]))
    made.save(str(path))
    assert [(e.title, e.summary, e.investment) for e in entries(path)] == [
        ("养老食堂", "建20处", 300),
        ("公园改造", "改造5个", Decimal("1200.5")),
        ("学校扩建", "扩建2所", 13600),
    ]


def test_a_table_in_a_cell_is_read_and_a_row_may_begin_further_right(tmp_path: Path) -> None:
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    path = tmp_path / "名单.docx"
    made = document(path, PLAIN)
    table = made.tables[0]
    table.cell(1, 2).add_table(1, 1).cell(0, 0).text = "每处60平方米"
    row = table.rows[2]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {space} w:val="1"/>'))
    made.save(str(path))
    assert [entry.title for entry in entries(path)] == ["养老食堂", "公园改造", "学校扩建"]
    assert entries(path)[0].summary == "建20处；每处60平方米"


def test_numbers_that_are_missing_or_begin_anew_are_given_and_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("项目名称,建设内容\n甲,建\n乙,建\n", encoding="utf-8")
    assert names(path) == [(1, "甲"), (2, "乙")]
    path.write_text("序号,项目名称,建设内容\n1,甲,建\n2,乙,建\n1,丙,建\n", encoding="utf-8")
    assert names(path) == [(1, "甲"), (2, "乙"), (3, "丙")]
    assert listing(path).doubts == ("序号有缺或重复，已依次编为1到3，请核对。",)
    path.write_text("序号,项目名称,建设内容\n一,甲,建\n二,乙,建\n", encoding="utf-8")
    assert names(path) == [(1, "甲"), (2, "乙")]


def test_groups_are_numbered_in_characters_where_items_are_not(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    text = "序号,名称,内容,类型\n一,教育,,\n1,甲校,建,\n二,医疗,,\n2,乙院,建,\n"
    path.write_text(
        text.replace(",类型", "").replace(",,\n", ",\n").replace("建,\n", "建\n"), "utf-8"
    )
    assert [(e.id, e.title, e.category) for e in entries(path)] == [
        (1, "甲校", "教育"), (2, "乙院", "医疗")
    ]  # fmt: skip


def test_rows_that_go_on_are_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("序号,名称,内容\n1,甲,修路\n,,修桥\n2,乙,建\n", encoding="utf-8")
    assert [entry.summary for entry in entries(path)] == ["修路；修桥", "建"]
    assert listing(path).doubts == ("第3行没有名称，当作上一项“甲”的续行。",)


def test_dates_and_numbers_of_a_sheet_are_shown_as_there(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows = [HEAD, [1.0, "甲", 20, 3.10, datetime.datetime(2025, 10, 31), "民政局\n城管局"]]
    book = sheet(path, rows)
    book.active["E2"].number_format = "yyyy年m月"
    book.save(path)
    (entry,) = entries(path)
    assert (entry.id, entry.summary, entry.investment) == (1, "20", Decimal("3.1"))
    assert (entry.deadline, entry.department) == ("2025年10月", "民政局；城管局")


def test_shares_of_a_sheet_are_shown_as_there(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    rows: list[list[Any]] = [["项目名称", "年度目标"], ["甲", 0.955], ["乙", 1], ["丙", 0.955]]
    book = sheet(path, rows)
    for place in ("B2", "B3"):
        book.active[place].number_format = "0.0%"
    book.save(path)
    assert [entry.target for entry in entries(path)] == ["95.5%", "100%", "0.955"]


def test_a_number_beyond_all_numbers_is_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, [HEAD, [1, "甲", "乙", 777, "年底", "民政局"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"<v>777</v>", b"<v>1E999</v>"))
    assert "认不出数" in "".join(listing(path).doubts)


def test_formulas_that_were_not_worked_out_are_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, [*PLAIN[:2], [2, "公园改造", "改造5个", "=D2*2", "年底", "城管局"]])
    (told,) = listing(path).left_out
    assert told.startswith("D3等1格的公式没有算出结果，没有读")


def test_a_large_file_is_read_apart_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "名单.xlsx"
    book = sheet(path, [*PLAIN, ["合计", None, None, 5, None, None]], "E2:E3")
    hidden = book.create_sheet("隐藏")
    hidden.sheet_state = "hidden"
    for _ in range(40):
        hidden.append(["字" * 30_000])
    book.save(path)
    apart = listing(path)
    monkeypatch.setattr(office_tables, "_SMALL", 100_000_000)
    assert len(apart.left_out) == 2
    assert apart == listing(path)


def test_numbers_that_word_writes_are_those_of_the_projects(tmp_path: Path) -> None:
    """Without them a row with but a name is a group, and 小计… a total."""
    path = tmp_path / "名单.docx"
    rows: Rows = [
        ["序号", "项目名称", "建设内容"],
        ["", "养老食堂", ""],
        ["", "小计量器具检定", ""],
    ]
    made = document(path, rows)
    for row in (1, 2):
        made.tables[0].cell(row, 0).paragraphs[0].style = "List Number"
    made.save(str(path))
    found = entries(path)
    assert [(entry.id, entry.title) for entry in found] == [(1, "养老食堂"), (2, "小计量器具检定")]


def test_numbers_within_the_names_are_no_part_of_them(tmp_path: Path) -> None:
    path = tmp_path / "名单.csv"
    rows = "1.养老食堂,建\n（2）公园,改\n3.5公里绿道,修\n"
    path.write_text(f"项目名称,建设内容\n{rows}", encoding="utf-8")
    assert [entry.title for entry in entries(path)] == ["养老食堂", "公园", "3.5公里绿道"]


def test_errors_of_formulas_are_no_words_and_are_said(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, [HEAD, [1, "甲", "建", "#REF!", "#N/A", "局"], [2, "乙", "建", 5, "6月", "局"]])
    found = listing(path)
    first = found.candidates.entries[0]
    assert (first.investment_text, first.deadline, found.doubts) == ("", "", ())
    assert found.left_out == ("D2、E2等2格是公式的错误值（如#N/A），没有读，请改正后再试。",)


def test_cells_far_from_the_table_are_said_and_take_no_time(tmp_path: Path) -> None:
    from openpyxl.styles import Font

    path = tmp_path / "名单.xlsx"
    book = sheet(path, PLAIN)
    book.active["A3000"] = "要紧的话"
    book.create_sheet("空表")["XFD1048576"].font = Font(bold=True)
    book.save(path)
    assert len(entries(path)) == 3
    assert listing(path).left_out == ("A3000等1格在2000行、100列之外，没有读。",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0old", "旧格式"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04broken", "已损坏"),
        ("说明,很多\n文字,没有表\n".encode(), "没有找到候选项目的表格"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(data)
    with pytest.raises(Problem, match=words):
        listing(path)


@pytest.mark.parametrize("name", ["名单.xlsx", "名单.xls", "名单.html"])
@pytest.mark.parametrize(
    "text", ["序号,项目名称\n1,建学校\n", "<table><tr><td>1</td></tr></table>", ""]
)
def test_what_is_not_what_its_name_says_is_no_toml(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problem, match="内容不是Excel") as caught:
        read_listing(path, SMALL)
    assert "另存为" in caught.value.remedy


SHORT = ["序号", "项目名称", "总投资"]


def test_the_unit_of_a_table_of_word_may_stand_above_it(tmp_path: Path) -> None:
    path = tmp_path / "名单.docx"
    document(path, [SHORT, [1, "学校", 90]], [SHORT, [2, "公园", 8]], above=["单位：亿元", "续表"])
    assert [entry.investment for entry in entries(path)] == [900_000, 80_000]
    assert not [doubt for doubt in listing(path).doubts if "投资" in doubt]


def test_what_stands_above_a_table_says_what_its_projects_are(tmp_path: Path) -> None:
    path = tmp_path / "名单.docx"
    tables: list[Rows] = [
        [SHORT, [1, "学校", "9万元"]],
        [SHORT, [1, "公园", "8万元"], [2, "绿道", "7万元"]],
    ]
    document(path, *tables, above=["一、教育类", "二、环境类（2项）"])
    assert [each.category for each in entries(path)] == ["教育类", "环境类", "环境类"]
    spare: list[Rows] = [[SHORT, [1, "学校", "9万元"]], [SHORT, [2, "公园", "8万元"]]]
    document(path, *spare, above=["一、教育类", "（接上页）"])
    assert [each.category for each in entries(path)] == ["教育类", "教育类"]
    document(path, *spare, above=["候选项目", "备选项目"])
    assert "表2上面写着“备选项目”，也读进了名单，请核对。" in listing(path).doubts


def test_a_total_that_does_not_add_up_may_stand_below_the_sums_alone(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, [HEAD, *PLAIN[1:], ["", "", "", "合计：1万元", "", ""]])
    assert names(path) == THREE
    assert any("合计写的是1万元" in doubt for doubt in listing(path).doubts)


def test_a_total_may_stand_above_the_projects(tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    sheet(path, [HEAD, ["合计", "", "", 13900, "", ""], *PLAIN[1:]])
    assert names(path) == THREE
    assert not listing(path).doubts


@pytest.mark.parametrize("between", ["：", "\n"])
def test_name_and_contents_may_share_a_cell(tmp_path: Path, between: str) -> None:
    path = tmp_path / "名单.docx"
    rows = [[1, f"学校{between}建两所", "教科办"], [2, f"公园{between}改造5个", "城建科"]]
    document(path, [["序号", "项目名称及主要内容", "责任科室"], *rows])
    found = [(each.title, each.summary, each.department) for each in entries(path)]
    assert found == [("学校", "建两所", "教科办"), ("公园", "改造5个", "城建科")]


def test_a_form_to_vote_on_has_few_known_columns(tmp_path: Path) -> None:
    path = tmp_path / "测评表.xlsx"
    sheet(path, [["序号", "项目名称", "满意", "基本满意", "不满意"], [1, "学校"], [2, "公园"]])
    assert names(path) == [(1, "学校"), (2, "公园")]
