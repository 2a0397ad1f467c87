"""Reports as real files: Word documents, PDF files and texts in traditional characters."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FONT = "WenQuanYi Micro Hei"
FONT_FILE = Path(__file__).parents[3] / "data/fonts/wqy-microhei-subset.ttf"
"""What PDF files are set in and carry with them, so that none has to be on the machine."""


def word_document(lines: list[str]) -> bytes:
    """A .docx document with one paragraph for each line."""
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def register_font() -> None:
    """Let reportlab know `FONT`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont(FONT, FONT_FILE))


def pdf_file(lines: list[str], *, password: str = "", indent: int = 28, size: int = 14) -> bytes:
    """A printed report: centred title, indents, a running head, and page numbers at the foot."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    register_font()
    body = ParagraphStyle("body", fontName=FONT, fontSize=size, leading=size * 1.7, wordWrap="CJK")
    body.firstLineIndent = indent
    title = ParagraphStyle("title", parent=body, alignment=1, firstLineIndent=0)

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont(FONT, 10)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, "政府工作报告")
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")

    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4, encrypt=password or None).build(
        [Paragraph(escape(line), title if row < 4 else body) for row, line in enumerate(lines)],
        onFirstPage=furniture,
        onLaterPages=furniture,
    )
    return buffer.getvalue()


def pdf_in_columns(lines: list[str], *, row_by_row: bool) -> bytes:
    """A report on wide pages of two columns, drawn one after the other or row by row."""
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.pdfgen.canvas import Canvas

    register_font()
    width, height = landscape(A3)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height))
    printed = ["\u3000\u3000" + line for line in lines]
    rows = [line[at : at + 34] for line in printed for at in range(0, len(line), 34)]
    high = 35
    for top in range(0, len(rows), 2 * high):
        page = rows[top : top + 2 * high]
        order = sorted(range(len(page)), key=lambda at: (at % high, at) if row_by_row else (at, at))
        canvas.setFont(FONT, 12)
        for at in order:
            x = 60 + at // high * width / 2
            canvas.drawString(x, height - 70 - at % high * 20, page[at])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def picture_pdf(pages: int = 2) -> bytes:
    """A scanned report: pages with nothing but drawings."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for _ in range(pages):
        canvas.rect(100, 100, 300, 500, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def traditional(text: str) -> str:
    """A text in traditional characters, as Big5 can write it."""
    table = Path(__file__).parents[4] / "index/data/t2s.txt"
    rows = table.read_text(encoding="utf-8").split("\n")
    pairs = "".join(row for row in rows if not row.startswith("#"))
    found: dict[str, list[str]] = {}
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        if len(old.encode("big5", "ignore")) == 2:
            found.setdefault(new, []).append(old)
    single = {
        ord(new): old[-1]
        for new, old in found.items()
        if len(old) == 1 or not new.encode("big5", "ignore")
    }
    for both in "后里面制回准布占了才表只系采志注范出同向局千席":
        single.pop(ord(both), None)  # these stand for themselves as well
    return text.replace("着", "著").replace("∶", "：").translate(single)
