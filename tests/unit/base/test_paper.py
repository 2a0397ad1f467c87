"""A paper as text, as Markdown and as a Word document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.importing import understand
from review.base.paper import (
    Blank,
    Body,
    Ending,
    Grid,
    Paper,
    Part,
    Quotation,
    Section,
    markdown_text,
    plain_text,
)
from review.base.wordfile import word_file

docx = pytest.importorskip("docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

PAPER = Paper(
    "关于加快长者食堂布局的建议",
    (
        Blank("领衔代表", "王某某"),
        Blank("代表团"),
        Section("一、基本情况"),
        Body("报告提到“新建‘长者食堂’20处”——5.5%，GDP增长。"),
        Section("（一）分述", 2),
        Quotation("新建长者食堂20处，\n新增养老机构1处。"),
        Grid([["序号", "项目"], ["1", "=1+1"], ["2", "+甲|乙\n第二行"]], widths=(1, 4)),
        Ending("2024年2月1日"),
    ),
)


def word_of(*papers: Paper) -> Any:
    return docx.Document(io.BytesIO(word_file(*papers)))


def read_back(folder: Path, *papers: Paper) -> list[str]:
    """The lines that our own importer finds in the document."""
    path = folder / "稿.docx"
    path.write_bytes(word_file(*papers))
    return [line for line in understand(path).text.split("\n") if line]


def test_text_has_a_line_for_each_paragraph() -> None:
    """And blank lines where the eye needs them; what is filled in by hand has a line for it."""
    assert plain_text(PAPER) == (
        "关于加快长者食堂布局的建议\n\n领衔代表：王某某\n代表团：＿＿＿＿＿＿＿＿\n\n一、基本情况\n"
        "报告提到“新建‘长者食堂’20处”——5.5%，GDP增长。\n\n（一）分述\n新建长者食堂20处，\n"
        "新增养老机构1处。\n\n序号｜项目\n1｜=1+1\n2｜+甲|乙 第二行\n\n2024年2月1日\n"
    )


def test_markdown_shows_every_character() -> None:
    text = markdown_text(PAPER)
    assert text.startswith("# 关于加快长者食堂布局的建议\n\n领衔代表：王某某\n\n")
    assert "## 一、基本情况\n\n" in text
    assert "### （一）分述\n\n> 新建长者食堂20处，\n>\n> 新增养老机构1处。\n\n" in text
    assert "| 序号 | 项目 |\n| --- | --- |\n| 1 | =1+1 |\n| 2 | +甲\\|乙 第二行 |" in text


def test_a_word_document_says_what_the_text_says(tmp_path: Path) -> None:
    lines = [line for line in plain_text(PAPER).split("\n") if line]
    assert read_back(tmp_path, PAPER) == lines


WORDS = st.text("甲乙丙，。“”‘’—…1aA-+=@#>| \n\x07\ud800", max_size=30)
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Section, WORDS, st.integers(1, 2)),
    st.builds(Body, WORDS),
    st.builds(Quotation, WORDS),
    st.builds(Blank, WORDS, WORDS),
    st.builds(Ending, WORDS),
    st.builds(Grid, st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=3)),
)


@settings(max_examples=15, deadline=None)
@given(WORDS, st.lists(PARTS, max_size=5))
def test_any_words_make_a_document(title: str, parts: list[Part]) -> None:
    """Whatever is in them, it can be written, and every character that XML can hold is there."""
    paper = Paper(title, parts)
    with zipfile.ZipFile(io.BytesIO(word_file(paper))) as archive:
        found = archive.read("word/document.xml").decode()
    for character in set(plain_text(paper)) & set("甲乙丙，。“”‘’—…1aA@#|"):
        assert character in found
    assert markdown_text(paper)


def test_looks_are_styles_of_official_papers() -> None:
    """A4, its margins; the body 三号, exactly 28 points, its first line two characters in."""
    document = word_of(PAPER)
    (section,) = document.sections
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = section.top_margin, section.bottom_margin, section.left_margin, section.right_margin
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    fonts = {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312"}
    fonts |= {"Normal": "仿宋_GB2312", "Quote": "楷体_GB2312"}
    for name, font in fonts.items():
        given_fonts = document.styles[name].element.rPr.rFonts
        assert given_fonts.get(f"{W}eastAsia") == font
        assert given_fonts.get(f"{W}ascii") == given_fonts.get(f"{W}hAnsi") == "Times New Roman"
    normal = document.styles["Normal"]
    assert normal.paragraph_format.line_spacing.pt == 28
    assert normal.element.pPr.ind.get(f"{W}firstLineChars") == "200"
    assert normal.font.size.pt == 16
    assert document.styles["Title"].font.size.pt == 22


def test_nothing_is_formatted_outside_of_the_styles() -> None:
    """Every run only says that it is Chinese; a paragraph only which style it has."""
    document = word_of(PAPER, PAPER)
    runs = list(document.element.body.iter(f"{W}r"))
    assert runs
    for run in runs:
        assert [child.tag for child in run.rPr] == [f"{W}rFonts"]
        assert dict(run.rPr.rFonts.attrib) == {f"{W}hint": "eastAsia"}
    allowed = {f"{W}pStyle", f"{W}pageBreakBefore", f"{W}keepNext"}
    for shape in document.element.body.iter(f"{W}pPr"):
        assert {child.tag for child in shape} <= allowed


def test_pages_are_numbered_and_tables_repeat_their_head() -> None:
    document = word_of(PAPER)
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [field.get(f"{W}instr") for field in footer.iter(f"{W}fldSimple")] == ["PAGE"]
    (table,) = document.tables
    assert len(list(table._tbl.iter(f"{W}tblHeader"))) == 1
    assert table.columns[1].width > 3 * table.columns[0].width


def test_each_paper_begins_a_page() -> None:
    document = word_of(PAPER, PAPER, PAPER)
    assert len(list(document.element.body.iter(f"{W}pageBreakBefore"))) == 2
    titles = [each.text for each in document.paragraphs if each.style.name == "Title"]
    assert titles == [PAPER.title] * 3


def test_a_passage_stands_without_the_blanks_of_its_report(tmp_path: Path) -> None:
    """Its second paragraph began four characters from the left, its first two."""
    paper = Paper("题目", [Quotation("一。\n\u3000\u3000二。")])
    assert plain_text(paper).endswith("一。\n二。\n")
    assert markdown_text(paper).endswith("> 一。\n>\n> 二。\n")
    assert read_back(tmp_path, paper)[1:] == ["一。", "二。"]


def test_who_and_when_stand_on_a_page_with_the_text() -> None:
    """A date alone on a page is sent back by every office."""
    endings = Ending("王某某"), Ending("2024年2月1日")
    for paper in (Paper("题目", [Body("一"), Body("二"), *endings]), Paper("题目", endings)):
        *_, before, name, date = word_of(paper).paragraphs
        kept = [each.paragraph_format.keep_with_next for each in (before, name, date)]
        assert kept == [True, True, None]


def test_the_document_names_nobody() -> None:
    """No author, and no program: it is the deputy's paper."""
    properties = word_of(PAPER).core_properties
    assert (properties.author, properties.comments) == ("", "")
    assert properties.title == PAPER.title


def test_a_title_as_long_as_a_paragraph_is_whole_on_the_paper() -> None:
    """Among the properties of the document there is room for its beginning only."""
    title = "关于高质量发展" * 60
    document = docx.Document(io.BytesIO(word_file(Paper(title, [Body("一")]))))
    assert document.paragraphs[0].text == title
    assert title.startswith(document.core_properties.title)
