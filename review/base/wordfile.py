"""Papers as a Word document in the layout of official papers (GB/T 9704).

All looks are styles of the document, so that whoever receives it changes a style and has changed
the paper. Only that a run is Chinese is said at the run: without it “ ” come out narrow.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from review.base.paper import (
    Blank,
    Ending,
    Grid,
    Paper,
    Part,
    Quotation,
    Salutation,
    Section,
    part_lines,
)

_LATIN = "Times New Roman"
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
"""Millimetres, as for official papers."""
_SHEET_MARGINS = {"top": 20, "bottom": 20, "left": 20, "right": 20}
"""Those of a form of one page."""
_PAGE = (210, 297)
_LONGEST_PROPERTY = 255
"""Characters that the title among the properties may have; that on the paper has no limit."""
_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


class _Look(NamedTuple):
    """What a style looks like."""

    style: str
    """Its name, English where Word has the style itself and shows it in the user's language."""
    font: str
    points: float
    align: str = "JUSTIFY"
    """Name of python-docx's member."""
    indented: bool = True
    """Whether the first line begins two characters from the left."""
    exact: float = 28
    """Points from line to line."""
    outline: int | None = None
    """Level in the navigation pane, 0-based."""

    @property
    def style_id(self) -> str | None:
        """What a paragraph says of its style: python-docx makes ids of names so; None for Normal.

        A style that is given to a paragraph by its name is looked up through all styles, which took
        three quarters of the time of a long paper.
        """
        return None if self.style == "Normal" else self.style.replace(" ", "")


_FIRST = _Look("Normal", "仿宋_GB2312", 16)
_TITLE = _Look("Title", "方正小标宋简体", 22, "CENTER", indented=False, exact=36)
_HEADINGS = (
    _Look("Heading 1", "黑体", 16, outline=0),
    _Look("Heading 2", "楷体_GB2312", 16, outline=1),
    _Look("Heading 3", "仿宋_GB2312", 16, outline=2),
)
_QUOTE = _Look("Quote", "楷体_GB2312", 16)
_FIELD = _Look("公文字段", "仿宋_GB2312", 16)
_SALUTATION = _Look("Salutation", "仿宋_GB2312", 16, indented=False)
_ENDING = _Look("公文落款", "仿宋_GB2312", 16, "RIGHT", indented=False)
_CELL = _Look("公文表格文字", "仿宋_GB2312", 12, "LEFT", indented=False, exact=20)
_CELL_HEAD = _Look("公文表头", "黑体", 12, "CENTER", indented=False, exact=20)
_FOOT = _Look("Footer", "宋体", 14, "CENTER", indented=False)
_PROSE = (_FIRST, _TITLE, *_HEADINGS, _QUOTE, _FIELD, _SALUTATION, _ENDING)
_LOOKS = (*_PROSE, _CELL, _CELL_HEAD, _FOOT)
_LOOK_OF = {Quotation: _QUOTE, Blank: _FIELD, Salutation: _SALUTATION, Ending: _ENDING}
_TABLE = "Table Grid"
"""Word's own, with lines around every cell."""


def word_file(*papers: Paper) -> bytes:
    """A .docx document of one paper or several, each on a new page.

    They have one layout: that of a form only if all of them are forms. Characters that XML cannot
    hold become replacement signs. The document names no author.
    """
    document = docx.Document()
    is_sheet = bool(papers) and all(paper.is_sheet for paper in papers)
    margins = _SHEET_MARGINS if is_sheet else _MARGINS
    section = document.sections[0]
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    for side, millimetres in margins.items():
        setattr(section, f"{side}_margin", Mm(millimetres))
    section.footer_distance = Mm(margins["bottom"] * 4 // 5)
    for look in _LOOKS:
        smaller = look._replace(points=look.points * 0.8, exact=look.exact * 0.9)
        _set_style(document, smaller if is_sheet else look)
    _number_pages(document)
    for number, paper in enumerate(papers):
        _add(document, paper.title, _TITLE)
        if number:
            document.paragraphs[-1].paragraph_format.page_break_before = True
        _add(document, "", _FIRST)
        for part in paper.parts:
            if isinstance(part, Ending):  # which alone on a page would be a page without a paper
                document.paragraphs[-1].paragraph_format.keep_with_next = True
            _add_part(document, part, margins)
    properties = document.core_properties
    properties.title = _fit(papers[0].title)[:_LONGEST_PROPERTY] if papers else ""
    properties.author = properties.comments = ""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_part(document: Document, part: Part, margins: Mapping[str, int]) -> None:
    if isinstance(part, Grid):
        _add_table(document, part, _PAGE[0] - margins["left"] - margins["right"])
        return
    look = _LOOK_OF.get(type(part), _FIRST)
    if isinstance(part, Section):
        look = _HEADINGS[min(part.level, len(_HEADINGS)) - 1]
    for line in part_lines(part):
        _add(document, line, look)


def _add(container: Any, text: str, look: _Look) -> None:
    """Add a paragraph to the document or to a cell."""
    paragraph = container.add_paragraph()
    paragraph._p.style = look.style_id
    _write(paragraph, text)


def _write(paragraph: Any, text: str) -> None:
    if not text:
        return
    fonts = paragraph.add_run(_fit(text))._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:hint"), "eastAsia")


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)


def _add_table(document: Document, grid: Grid, room: float) -> None:
    columns = len(grid.rows[0])
    table = document.add_table(0, columns, style=_TABLE)
    table.autofit = False
    shares = grid.widths or [1] * columns
    widths = [room * share / sum(shares) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, cells in enumerate(grid.rows):
        row = table.add_row()
        is_head = grid.has_head and not number
        if is_head:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Mm(width)
            first, *others = text.split("\n")
            cell.paragraphs[0]._p.style = (_CELL_HEAD if is_head else _CELL).style_id
            _write(cell.paragraphs[0], first)
            for line in others:
                _add(cell, line, _CELL)


def _set_style(document: Document, look: _Look) -> None:
    """Make a style anew: what python-docx's own template says of it is blue and English."""
    styles: Any = document.styles
    if look.style not in styles:
        styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH)
    style = styles[look.style]
    if look is not _FIRST:
        style.base_style = styles[_FIRST.style]
        style.next_paragraph_style = styles[_FIRST.style]
    for old in (*style.element.findall(qn("w:pPr")), *style.element.findall(qn("w:rPr"))):
        style.element.remove(old)
    style.quick_style, style.hidden = True, False
    shape = style.paragraph_format
    shape.alignment = getattr(WD_ALIGN_PARAGRAPH, look.align)
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.exact)
    shape.first_line_indent = Pt(2 * look.points if look.indented else 0)
    indent = style.element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200" if look.indented else "0")
    if look.outline is not None:
        _append(style.element.get_or_add_pPr(), "w:outlineLvl", str(look.outline))
        shape.keep_with_next = True
    _set_font(style, look)


def _set_font(style: Any, look: _Look) -> None:
    style.font.size = Pt(look.points)
    style.font.bold = style.font.italic = False
    run = style.element.get_or_add_rPr()
    fonts = run.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), _LATIN)
    fonts.set(qn("w:eastAsia"), look.font)
    fonts.set(qn("w:hint"), "eastAsia")
    _append(run, "w:lang", "en-US").set(qn("w:eastAsia"), "zh-CN")


def _append(parent: Any, name: str, value: str) -> Any:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)
    return element


def _number_pages(document: Document) -> None:
    """— 1 — at the foot of every page; Word counts."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = _FOOT.style
    _write(paragraph, "— ")
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    paragraph._p.append(number)
    _write(paragraph, " —")
