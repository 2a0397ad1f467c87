"""Reports printed by the programs that print them: a browser, a word processor, a generator.

Each maker takes the lines of a report and a folder to work in, and gives the bytes of a PDF file.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from content import grammar

FONT = "STSong-Light"
"""A font that files name without holding it."""
EMBEDDED = Path(__file__).parents[3] / "data" / "fonts" / "wqy-microhei-subset.ttf"

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))), "")
OFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), "")

Maker = Callable[[list[str], Path], bytes]
Layout = Callable[[Any, list[str]], None]
"""What fills a document of python-docx with the lines of a report."""


def by_chromium(style: str) -> Maker:
    """Printed by a browser, with a style sheet for its paragraphs."""

    def make(lines: list[str], folder: Path) -> bytes:
        page = folder / "page.html"
        page.write_text(web_page(lines, style), encoding="utf-8")
        run = [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-pdf-header-footer",
        ]
        run += [f"--user-data-dir={folder / 'chromium'}", f"--print-to-pdf={folder / 'page.pdf'}"]
        # The names of its sockets are cut short by the system, and so must not be in `folder`.
        near = {**os.environ, "TMPDIR": "/tmp"}
        subprocess.run(
            [*run, page.as_uri()], check=True, capture_output=True, timeout=120, env=near
        )
        return (folder / "page.pdf").read_bytes()

    return make


def web_page(lines: list[str], style: str = "") -> str:
    """A web page as a government's site has it."""
    head = head_length(lines)
    blocks = [
        f"<p{' class=head' if at < head else ''}>{escape(line)}</p>"
        for at, line in enumerate(lines)
    ]
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>某某政府网</title><style>'
        "p{text-indent:2em;margin:.3em 0} .head{text-align:center;text-indent:0}"
        f"{style}</style></head><body>{''.join(blocks)}</body></html>"
    )


def head_length(lines: list[str]) -> int:
    """How many lines stand above the salutation."""
    return next((at for at, line in enumerate(lines[:12]) if grammar.salutation(line.strip())), 1)


def by_office(fill: Layout) -> Maker:
    """Printed by LibreOffice from a Word document."""

    def make(lines: list[str], folder: Path) -> bytes:
        (folder / "a.docx").write_bytes(word_layout(lines, fill))
        run = [OFFICE, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
        run += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
        subprocess.run(run, check=True, capture_output=True, timeout=180)
        return (folder / "a.pdf").read_bytes()

    return make


def word_layout(lines: list[str], fill: Layout) -> bytes:
    """A .docx document in one of the layouts below."""
    import docx

    document = docx.Document()
    fill(document, lines)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def official(document: Any, lines: list[str]) -> None:
    """The layout of GB/T 9704: a title of 22 points, text of 16 in lines of 28, page numbers."""
    _paragraphs(document, lines, size=16, title=22, pitch=28, justified=True)
    _page_number(document.sections[0])


def plain(document: Any, lines: list[str]) -> None:
    """Small type, ragged, without indents: spaces above show the paragraphs."""
    _paragraphs(document, lines, size=12, title=12, indent=0, above=6)


def in_columns(document: Any, lines: list[str]) -> None:
    """Two justified columns, two characters apart."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _paragraphs(document, lines, size=10.5, title=10.5, justified=True)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "420")
    properties = document.sections[0]._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    properties.append(columns)


def _paragraphs(
    document: Any,
    lines: list[str],
    *,
    size: float,
    title: float,
    pitch: float = 0,
    indent: int = 2,
    above: float = 0,
    justified: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    head = head_length(lines)
    for at, line in enumerate(lines):
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.space_after, form.space_before = Pt(0), Pt(above)
        form.line_spacing = Pt(pitch or size * 1.5)
        if at < head:
            form.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif justified:
            form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        form.first_line_indent = Pt(size * indent if at > head else 0)
        paragraph.add_run(line).font.size = Pt(title if at == 0 else size)


def _page_number(section: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


class Setting(NamedTuple):
    """How a generator draws its lines."""

    unit: str = "line"
    """What one text object holds: a line, a character, or characters of one width (mixed)."""
    embedded: bool = False
    scaled: bool = False
    """Whether the font has size 1 and the text matrix makes it larger."""
    columns: int = 1


def by_generator(setting: Setting) -> Maker:
    """Drawn line by line with reportlab, as many systems of offices do."""

    def make(lines: list[str], _folder: Path) -> bytes:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        if setting.embedded:
            pdfmetrics.registerFont(TTFont("own", EMBEDDED))
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=(595, 842), pageCompression=1)
        size = 16 if setting.columns == 1 else 10
        width = 27 * 16 if setting.columns == 1 else 21 * 10
        high = 26 if setting.columns == 1 else 44
        rows = list(_rows(lines, width, size, setting))
        for top in range(0, len(rows), high * setting.columns):
            for at, (shift, words) in enumerate(rows[top : top + high * setting.columns]):
                x = 80 + at // high * (width + 2 * size) + shift
                _draw(canvas, words, (x, 770 - at % high * size * 1.7), size, setting)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return make


def _rows(
    lines: list[str], width: float, size: float, setting: Setting
) -> Iterator[tuple[float, str]]:
    """The printed rows: how far each is set in, and its characters."""
    head = head_length(lines)
    for number, line in enumerate(lines):
        row, indent = "", 2 * size if number > head else 0.0
        for sign in line:
            if indent + _width(row + sign, size, setting) > width:
                yield indent, row
                row, indent = "", 0.0
            row += sign
        centred = (width - _width(row, size, setting)) / 2
        yield (centred if number < head else indent), row


def _width(words: str, size: float, setting: Setting) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    pieces = _pieces(words, setting.unit)
    return float(sum(stringWidth(piece, _font(piece, setting), size) for piece in pieces))


def _font(piece: str, setting: Setting) -> str:
    if setting.unit == "mixed" and piece.isascii():
        return "Times-Roman"
    return "own" if setting.embedded else FONT


def _draw(
    canvas: Any, words: str, place: tuple[float, float], size: float, setting: Setting
) -> None:
    x, y = place
    for piece in _pieces(words, setting.unit):
        text = canvas.beginText()
        text.setFont(_font(piece, setting), 1 if setting.scaled else size)
        if setting.scaled:
            text.setTextTransform(size, 0, 0, size, x, y)
        else:
            text.setTextOrigin(x, y)
        text.textOut(piece)
        canvas.drawText(text)
        x += _width(piece, size, setting)


def _pieces(words: str, unit: str) -> list[str]:
    if unit == "line":
        return [words]
    if unit == "character":
        return list(words)
    pieces: list[str] = []
    for sign in words:
        if pieces and pieces[-1].isascii() == sign.isascii():
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


PRINTS: dict[str, tuple[str, Maker]] = {
    "browser": (CHROMIUM, by_chromium("")),
    "browser-tight": (CHROMIUM, by_chromium("p{line-height:1.15;margin:0}")),
    "browser-columns": (
        CHROMIUM,
        by_chromium("body{columns:2;column-gap:2em;font-size:10.5pt;text-align:justify}"),
    ),
    "office-official": (OFFICE, by_office(official)),
    "office-plain": (OFFICE, by_office(plain)),
    "office-columns": (OFFICE, by_office(in_columns)),
    "generator-line": ("reportlab", by_generator(Setting())),
    "generator-character": ("reportlab", by_generator(Setting("character"))),
    "generator-mixed": ("reportlab", by_generator(Setting("mixed"))),
    "generator-scaled": ("reportlab", by_generator(Setting("mixed", scaled=True))),
    "generator-embedded": ("reportlab", by_generator(Setting("character", embedded=True))),
    "generator-columns": ("reportlab", by_generator(Setting(columns=2))),
}
"""What produces each print (empty if it is not on this machine), and how."""
