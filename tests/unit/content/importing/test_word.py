"""Word documents: what Word shows is read, what it hides is not, and bombs stay closed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from content.errors import Problem
from content.importing import understand
from content.importing.word import read as read_word
from tests.unit.content.importing.papers import saved, word_document
from tests.unit.content.parsing.samples import BODY


def lines_of(document: Any) -> list[str]:
    return read_word(saved(document), "报告.docx").text.split("\n")[:-1]


def add_xml(document: Any, xml: str) -> None:
    """Put a paragraph written in Word's own XML at the end of a document."""
    document.element.body.insert(-1, parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>"))


NAMESPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


DOCUMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_tables_line_breaks_and_tabs() -> None:
    document = docx.Document()
    document.add_paragraph("政府工作报告\n——2024年1月30日")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("指标", "目标", "生产总值", "5%"), strict=True):
        cell.text = words
    document.add_paragraph("一、回顾\t第一部分")
    assert lines_of(document) == [
        "政府工作报告",
        "——2024年1月30日",
        "指标｜目标",
        "生产总值｜5%",
        "一、回顾\t第一部分",
    ]


def test_a_cell_in_a_field_of_a_form_is_read() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    for cell, words in zip(table._cells, ("指标", "目标"), strict=True):
        cell.text = words
    field: Any = parse_xml(f"<w:sdt {NAMESPACES}><w:sdtContent/></w:sdt>")
    table.cell(0, 1)._tc.addprevious(field)
    field[0].append(table.rows[0]._tr[-1])
    assert lines_of(document) == ["指标｜目标"]


def test_insertions_are_read_and_deletions_are_not() -> None:
    document = docx.Document()
    add_xml(
        document,
        "<w:r><w:t>增长</w:t></w:r><w:del><w:r><w:delText>5%</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>6%</w:t></w:r></w:ins><w:r><w:t>左右</w:t></w:r>",
    )
    assert lines_of(document) == ["增长6%左右"]
    assert "删去的1处没有读入" in read_word(saved(document), "a.docx").remarks[0].text


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr><w:r><w:t>增长</w:t></w:r>',
    )
    add_xml(document, "<w:r><w:t>6%左右。</w:t></w:r>")
    assert lines_of(document) == ["增长6%左右。"]


def test_hidden_text_is_not_read_and_told() -> None:
    document = docx.Document()
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（待核）</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>6%</w:t></w:r>'
    add_xml(document, f"<w:r><w:t>增长</w:t></w:r>{hidden}{shown}")
    assert lines_of(document) == ["增长6%"]
    assert "1处隐藏文字" in read_word(saved(document), "a.docx").remarks[0].text


def test_the_sound_of_a_character_is_no_text() -> None:
    document = docx.Document()
    sound = "<w:rt><w:r><w:t>gǒu</w:t></w:r></w:rt>"
    base = "<w:rubyBase><w:r><w:t>岣</w:t></w:r></w:rubyBase>"
    add_xml(document, f"<w:r><w:ruby>{sound}{base}</w:ruby></w:r><w:r><w:t>嵝山</w:t></w:r>")
    assert lines_of(document) == ["岣嵝山"]


def test_a_line_break_by_hand() -> None:
    document = docx.Document()
    lines = '<w:r><w:t>甲</w:t><w:br w:type="textWrapping"/><w:t>乙</w:t>'
    add_xml(document, f'{lines}<w:br w:type="page"/><w:t>丙</w:t></w:r>')
    assert lines_of(document) == ["甲", "乙丙"]


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    add_xml(
        document,
        '<w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    assert lines_of(document) == ["正文", "框内文字"]
    assert not read_word(saved(document), "a.docx").remarks
    add_xml(document, "<w:r><w:drawing/></w:r>")
    remarks = read_word(saved(document), "a.docx").remarks
    assert "1处图片" in remarks[0].text


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ('<w:commentReference w:id="2"/>', "1条审阅者的批注"),
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "1个符号字体的符号"),
    ],
)
def test_what_stands_elsewhere_is_said_to_be_missing(element: str, told: str) -> None:
    document = docx.Document()
    add_xml(document, f"<w:r><w:t>增长</w:t>{element}</w:r>")
    assert told in read_word(saved(document), "a.docx").remarks[0].text


def test_footnotes_stand_behind_the_text() -> None:
    document = docx.Document()
    marked = '<w:r><w:t>国债</w:t><w:footnoteReference w:id="{}"/><w:t>6.1亿元</w:t></w:r>'
    add_xml(document, marked.format(3) + marked.format(2))
    document.add_paragraph("落款")
    note = '<w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> 词{0}</w:t></w:r></w:p>'
    notes = "".join(f"<w:footnote w:id='{i}'>{note.format(i)}</w:footnote>" for i in (2, 3))
    blob = f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"
    home, kind = PackURI("/word/footnotes.xml"), f"{DOCUMENTS}footnotes+xml"
    part = Part(home, kind, blob.encode(), document.part.package)
    document.part.relate_to(part, f"{RELATIONSHIPS}/footnotes")
    assert lines_of(document) == ["国债6.1亿元" * 2, "落款", "注释", "1．词3", "2．词2"]
    assert "2条脚注" in read_word(saved(document), "a.docx").remarks[0].text


def test_a_raised_number_is_no_part_of_the_figure_behind_it() -> None:
    document = docx.Document()
    raised = "<w:rPr><w:vertAlign w:val='superscript'/></w:rPr>"
    pieces = [
        "国债",
        "^[",
        "^1",
        "^]",
        "6.1亿元，3万m",
        "^2",
        "、10",
        "^4",
        "亩",
        "5米",
        "^2",
        "、GDP",
    ]
    pieces += ["^①", "9平方米", "^3", "。"]
    runs = (f"<w:r>{raised * (p[0] == '^')}<w:t>{p.lstrip('^')}</w:t></w:r>" for p in pieces)
    add_xml(document, "".join(runs))
    assert lines_of(document) == ["国债6.1亿元，3万m2、104亩5米2、GDP9平方米。"]
    assert read_word(saved(document), "a.docx").remarks[0].removed == "[1]、①、3"


def test_heads_and_feet_of_pages_are_told_but_not_their_numbers() -> None:
    document = docx.Document()
    document.add_paragraph("增长6%")
    document.sections[0].footer.paragraphs[0].text = "— 第1页 共20页 —"
    assert not read_word(saved(document), "a.docx").remarks
    document.sections[0].header.paragraphs[0].text = "会议文件（三）"
    assert [remark.removed for remark in read_word(saved(document), "a.docx").remarks] == [
        "会议文件（三）"
    ]


def test_a_formula_is_read() -> None:
    document = docx.Document()
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t>PM2.5</m:t></m:r></m:oMath>'
    add_xml(document, f"<w:r><w:t>降低</w:t></w:r>{formula}")
    assert lines_of(document) == ["降低PM2.5"]


@pytest.mark.parametrize(
    ("xml", "remedy"), [("<w:r><w:drawing/></w:r>", "OCR"), ("<w:altChunk/>", "另存为")]
)
def test_a_document_without_text_is_refused(xml: str, remedy: str) -> None:
    document = docx.Document()
    add_xml(document, xml)
    with pytest.raises(Problem, match="没有读得出的文字") as caught:
        read_word(saved(document), "a.docx")
    assert remedy in caught.value.remedy


NUMBERED = (
    ("0", "chineseCounting", "%1、"),
    ("1", "chineseCountingThousand", "（%2）"),
    ("2", "decimal", "%3．"),
    ("3", "chineseCounting", "第%4部分"),
    ("4", "decimalEnclosedCircle", "%5"),
    ("5", "upperRoman", "%6."),
    ("6", "lowerLetter", "%7)"),
    ("7", "decimalFullWidth", "%8．"),
)


def numbered_document(*paragraphs: tuple[int, str], restarted: str = "") -> Any:
    """A document whose headings are numbered by Word, as its lists of several levels do it.

    The paragraph with the words `restarted` begins a list of its own, counted anew.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, form, pattern in NUMBERED
    )
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    anew = "".join(
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride>'
        for depth, _, _ in NUMBERED
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>{anew}</w:num>')
    )
    for depth, words in paragraphs:
        number = 78 if words == restarted else 77
        numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        properties = f"<w:pPr>{numbered}</w:pPr>" if depth >= 0 else ""
        add_xml(document, f"{properties}<w:r><w:t>{words}</w:t></w:r>")
    return document


def test_numbers_that_word_writes_are_part_of_the_text(tmp_path: Path) -> None:
    document = numbered_document(
        (0, "工作回顾"), (-1, BODY), (1, "抓改革"), (-1, BODY), (1, "抓开放"), (-1, BODY),
        (0, "工作安排"), (1, "抓民生"), (2, "办好教育"), (-1, BODY), (2, "办好医疗"), (-1, BODY),
    )  # fmt: skip
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    result = understand(path)
    assert [node.text for node in result.headings] == [
        "一、工作回顾",
        "（一）抓改革",
        "（二）抓开放",
        "二、工作安排",
        "（一）抓民生",
        "1．办好教育",
        "2．办好医疗",
    ]
    assert "7段的序号由Word自动编排" in result.remarks[0].text


def test_a_list_may_be_counted_anew() -> None:
    paragraphs = [(0, "甲"), (1, "甲一"), (1, "甲二"), (1, "另一"), (1, "另二"), (0, "乙")]
    document = numbered_document(*paragraphs, restarted="另一")
    assert lines_of(document) == [
        "一、甲", "（一）甲一", "（二）甲二", "（一）另一", "（二）另二", "二、乙",
    ]  # fmt: skip


def test_a_level_may_be_counted_on_through_all_parts() -> None:
    document = numbered_document((0, "甲"), (1, "甲一"), (0, "乙"), (1, "乙一"))
    for level in document.part.numbering_part.element.iter(f"{{{docx.oxml.ns.nsmap['w']}}}lvl"):
        level.insert(0, parse_xml(f'<w:lvlRestart {nsdecls("w")} w:val="0"/>'))
    assert lines_of(document) == ["一、甲", "（一）甲一", "二、乙", "（二）乙一"]


def test_numbers_look_as_word_prints_them() -> None:
    document = numbered_document(*((depth, "甲") for depth in (3, 4, 4, 5, 6, 7)))
    assert lines_of(document) == ["第一部分 甲", "① 甲", "② 甲", "Ⅰ.甲", "a)甲", "１．甲"]


def styled_document(styles: str, paragraphs: tuple[tuple[str, str], ...]) -> Any:
    """A document whose headings are numbered by their styles; list 79 borrows what 78 defines."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="S{depth}"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, pattern in enumerate(("%1、", "（%2）"))
    )
    lent = f'<w:styleLink w:val="L"/>{levels}'
    for number, held in ((79, '<w:numStyleLink w:val="L"/>'), (78, lent)):
        numbering.insert(
            0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="{number}">{held}</w:abstractNum>')
        )
        numbering.append(
            parse_xml(f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    for style in parse_xml(f"<w:styles {NS}>{styles}</w:styles>"):
        document.styles.element.append(style)
    for style, words in paragraphs:
        add_xml(
            document, f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r>'
        )
    return document


NS = nsdecls("w")
IN_LIST = "<w:pPr><w:numPr>{}</w:numPr></w:pPr>"


@pytest.mark.parametrize("number", [78, 79])
@pytest.mark.parametrize("deep", ['<w:ilvl w:val="1"/>', ""])
def test_a_style_numbers_its_paragraphs_and_those_of_styles_based_on_it(
    number: int, deep: str
) -> None:
    named = f'<w:numId w:val="{number}"/>'
    document = styled_document(
        f'<w:style w:styleId="S0">{IN_LIST.format(named)}</w:style>'
        f'<w:style w:styleId="S1">{IN_LIST.format(deep + named)}</w:style>'
        '<w:style w:styleId="S2"><w:basedOn w:val="S1"/></w:style>'
        '<w:style w:styleId="S3"><w:basedOn w:val="S3"/></w:style>',
        (("S0", "甲"), ("S1", "甲一"), ("S2", "甲二"), ("S3", "正文")),
    )
    assert lines_of(document) == ["一、甲", "（一）甲一", "（二）甲二", "正文"]


def test_bullets_have_no_number() -> None:
    document = docx.Document()
    document.add_paragraph("甲", style="List Bullet")
    document.add_paragraph("乙", style="List Number")
    assert lines_of(document) == ["甲", "1.乙"]


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    blanks = b" " * 10_000_000
    bomb = archive(**{"word__document.xml": b"", **{f"word__{n}.xml": blanks for n in range(21)}})
    assert len(bomb) < 2_000_000
    with pytest.raises(Problem, match=r"解开后有210MB.*为安全起见没有打开"):
        read_word(bomb, "炸弹.docx")
    crowd = archive(**{f"part{n}": b"" for n in range(5001)})
    with pytest.raises(Problem, match="为安全起见没有打开"):
        read_word(crowd, "炸弹.docx")


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl__workbook.xml", "Excel表格"),
        ("ppt__presentation.xml", "PowerPoint演示文稿"),
        ("content.xml", "OpenDocument文档（.odt）"),
        ("META-INF__container.xml", "EPUB电子书"),
        ("OFD.xml", "OFD版式文件"),
        ("a.txt", "压缩文件"),
    ],
)
def test_other_archives_are_named(part: str, kind: str) -> None:
    with pytest.raises(Problem, match=f"这是{kind}，不是Word文档。"):
        read_word(archive(**{part: b"x"}), "a.docx")


@pytest.mark.parametrize("missing", ["../NULL", "styles.xml", "numbering.xml", "settings.xml"])
def test_a_part_that_is_missing_costs_no_text(missing: str) -> None:
    """Word opens such documents, and converters write them."""
    made = word_document(BODY.split("\n"))
    link = f'<Relationship Id="rId99" Type="http://a/image" Target="{missing}"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(made)) as old:
        parts = {name: old.read(name) for name in old.namelist() if not name.endswith(missing)}
    links = parts["word/_rels/document.xml.rels"]
    if missing == "../NULL":
        links = links.replace(b"</Relationships>", link.encode())
    given = archive(**{**parts, "word/_rels/document.xml.rels": links})
    assert read_word(given, "报告.docx").text == read_word(made, "报告.docx").text


@pytest.mark.parametrize("kind", ["header", "numbering"])
def test_a_part_that_stands_elsewhere_costs_no_text(kind: str) -> None:
    made = word_document(BODY.split("\n"))
    relation = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    link = f'<Relationship Id="rId99" Type="{relation}" Target="http://a/b" TargetMode="External"/>'
    with zipfile.ZipFile(io.BytesIO(made)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{link}</Relationships>".encode())
    assert read_word(archive(**parts), "报告.docx").text == read_word(made, "报告.docx").text


def test_lists_that_the_document_does_not_define_are_told() -> None:
    document = docx.Document()
    for words in ("甲", "乙"):
        document.add_paragraph(words, style="List Number")
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old:
        parts = {name: old.read(name) for name in old.namelist() if "numbering" not in name}
    extract = read_word(archive(**parts), "报告.docx")
    assert extract.text == "甲\n乙\n"
    assert [remark.text[:10] for remark in extract.remarks] == ["有2段带自动编号，而"]


def test_rows_that_are_empty_or_deleted_are_no_lines() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for cell, words in zip(table._cells, ("", " ", "甲", "乙", "丙", "丁"), strict=True):
        cell.text = words
    mark: Any = parse_xml(f'<w:trPr {NAMESPACES}><w:del w:id="1"/></w:trPr>')
    table.rows[2]._tr.insert(0, mark)
    assert lines_of(document) == ["甲｜乙"]


def test_the_text_may_be_in_a_part_of_another_name() -> None:
    with zipfile.ZipFile(io.BytesIO(word_document(["一、回顾", BODY]))) as whole:
        parts = {
            name.replace("document", "document2"): whole.read(name).replace(
                b"word/document.xml", b"word/document2.xml"
            )
            for name in whole.namelist()
        }
    data = archive(**{name.replace("/", "__"): part for name, part in parts.items()})
    assert read_word(data, "a.docx").text == f"一、回顾\n{BODY}\n"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (b"document.main+xml", b"document.macroEnabled.main+xml", "带宏的Word文档"),
        (b"document.main+xml", b"template.main+xml", "Word模板"),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            "Strict Open XML格式的Word文档",
        ),
    ],
)
def test_other_documents_of_word_are_not_called_damaged(old: bytes, new: bytes, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(word_document(["一、回顾", BODY]))) as whole:
        parts = {name: whole.read(name).replace(old, new) for name in whole.namelist()}
    with pytest.raises(Problem, match=f"这是{kind}，读不出来。"):
        read_word(archive(**{name.replace("/", "__"): data for name, data in parts.items()}), "a")


def test_damage_anywhere_is_a_problem_and_no_crash() -> None:
    whole = word_document(["一、回顾", BODY] * 20)
    for cut in range(4, len(whole), len(whole) // 20):
        broken = whole[:cut] + b"\xff\x00" * 40 + whole[cut + 80 :]
        for data in (whole[:cut], broken):
            assert outcome(data) in ("read", "Word文档已损坏，读不出来。")
    for part in (b"", b"<w:document/>", b"<a", b"<!DOCTYPE a><a/>"):
        with pytest.raises(Problem, match="已损坏"):
            read_word(archive(**{"word__document.xml": part}), "a.docx")


def outcome(data: bytes) -> str:
    try:
        read_word(data, "a.docx")
    except Problem as problem:
        return problem.message
    return "read"
