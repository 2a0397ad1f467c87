"""Word documents (.docx): their paragraphs, in the order of the page, with automatic numbers.

python-docx opens the archive; the text is read from the XML itself, for its `Paragraph.text` leaves
out fields of forms, text boxes and numbers. What Word would print today is read: insertions and not
deletions of tracked changes, no hidden text, each text box behind the paragraph it is fastened to.
All that is left out is counted, and told in a remark on line 1, for it has no line in the text.

`elements` and `printed_text` are for tables of candidates too (`content/candidates/`).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml.etree import LxmlError, tostring

from content.errors import Problem
from content.importing.formats import CELLS, NOTES, RECOGNISE, ROW_LIMIT, SAVE_AGAIN, UP, Extract
from content.importing.numbering import Numberer, parts
from content.lines import BLANK
from content.report import Remark
from content.signatures import is_word_document

_UNPACKED_LIMIT = 200_000_000
"""Bytes of all parts together: a report with pictures has a tenth of it."""
_PARTS_LIMIT = 5_000
"""Parts of one archive: each picture is one, and all are listed before any is read."""
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError)
"""What reading an archive raises where it is damaged, or packed as no Word packs one."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# For files of programs that cannot write a document of Word.
_IN_OFFICE = "请用它原来的软件打开，把正文复制到记事本，存为纯文本后再试。"
_OTHER_KINDS = {
    "xl/workbook.xml": (
        "Excel表格",
        "表格用来导入候选项目名单；报告请用Word文档（*.docx）、PDF或纯文本。",
    ),
    "ppt/presentation.xml": ("PowerPoint演示文稿", _IN_OFFICE),
    "OFD.xml": (
        "OFD版式文件",
        "请用OFD阅读器打开它，导出为PDF，或把正文复制到记事本，存为纯文本。",
    ),
    "META-INF/container.xml": (
        "EPUB电子书",
        "Word打不开它；请用电子书阅读软件打开，把正文复制到记事本，存为纯文本，"
        "或用Calibre转成Word文档（*.docx）。",
    ),
    "content.xml": ("OpenDocument文档（.odt）", SAVE_AGAIN),
}
"""What else may be packed as a Word document is: a part it has, what it is, what to do with it."""
_OTHER_FORMS = (
    ("[Content_Types].xml", b"macroEnabled", "带宏的Word文档"),
    ("[Content_Types].xml", b"template.main+xml", "Word模板"),
    ("_rels/.rels", b"http://purl.oclc.org/ooxml/", "Strict Open XML格式的Word文档"),
)
"""Documents of Word that python-docx does not read: a part, what stands in it, what they are."""
_TEXTS = (f"{_W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
_UNSEEN = {f"{_W}{name}" for name in ("rPr", "pPr", "moveFrom", "del", "rt", "txbxContent")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
"""What holds no text of a paragraph: its looks, what was deleted, how characters are pronounced,
text boxes, a second version."""
_EMBEDDED = "处嵌入的文件"
_UNREAD = (
    ("条审阅者的批注", f"{_W}commentReference"),
    ("个符号字体的符号", f"{_W}sym"),
    (_EMBEDDED, f"{_W}altChunk"),
)
"""What is told to be left out, and the elements that stand for it."""
# 张店区政府工作报告, but not 第3页 共20页 or — 3 —.
_WORDS = re.compile(r"[^\W\d_第页共]")
"""What the head or the foot of a page holds beside the page number."""
_LINE_BREAKS = (None, "textWrapping")
# Elements that stand for a character within a run.
_SIGNS = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read(data: bytes, path: Path | str) -> Extract:
    """The text of a .docx document, one line for each paragraph and each row of a table.

    An empty paragraph is an empty line. A line break within a paragraph (Shift+Enter) makes two
    lines of it, and a page break none. The path is only named in messages.

    Raises:
        Problem: It is another kind of archive, one that python-docx cannot read (with macros, a
            template, Strict Open XML), damaged, too large once unpacked, or without text.
    """
    _check_archive(data, path)
    try:
        document = open_document(data)
        extract = _extract(document)
    except (OpcError, LxmlError, KeyError, EOFError, AttributeError, *_BROKEN) as error:
        raise _damaged(path) from error
    if not extract.text.strip(BLANK + "\n"):
        embedded = any(_EMBEDDED in remark.text for remark in extract.remarks)
        remedy = SAVE_AGAIN if embedded else RECOGNISE
        raise Problem("Word文档里没有读得出的文字。", path=path, remedy=remedy)
    return extract


def open_document(data: bytes) -> Document:
    """Open a document as Word does, though it may speak of a part that it has not (`../NULL`).

    Raises:
        Exception: It is damaged; python-docx, lxml and zipfile raise several kinds, see `read`.
    """
    try:
        return docx.Document(io.BytesIO(data))
    except KeyError:
        return docx.Document(_without_dead_links(data))


def _without_dead_links(data: bytes) -> io.BytesIO:
    """An archive in which no part refers to one that is not there."""
    mended = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(mended, "w") as copy:
        names = set(archive.namelist())
        for name in names:
            part = archive.read(name)
            if name.endswith(".rels"):
                links: Any = parse_xml(part)
                home = posixpath.dirname(posixpath.dirname(name))
                for link in list(links):
                    target = posixpath.join("/", home, link.get("Target", ""))
                    there = posixpath.normpath(target).lstrip("/") in names
                    if not there and link.get("TargetMode") != "External":
                        links.remove(link)
                part = tostring(links)
            copy.writestr(name, part)
    mended.seek(0)
    return mended


def _check_archive(data: bytes, path: Path | str) -> None:
    """Look at the sizes that an archive declares; zipfile never unpacks more than those.

    Raises:
        Problem: It is too large, or no document of Word that can be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > _UNPACKED_LIMIT or len(parts) > _PARTS_LIMIT:
                why = f"文件解开后有{size // 1_000_000}MB，不像一份报告，为安全起见没有打开。"
                remedy = "请向提供文件的人核实，或另存为“纯文本”后再试。"
                raise Problem(why, path=path, remedy=remedy)
            names = set(archive.namelist())
            is_word = is_word_document(names)
            for name, sign, kind in _OTHER_FORMS:
                if is_word and name in names and sign in archive.read(name):
                    raise Problem(f"这是{kind}，读不出来。", path=path, remedy=SAVE_AGAIN)
    except _BROKEN as error:
        raise _damaged(path) from error
    if is_word:
        return
    found = (told for name, told in _OTHER_KINDS.items() if name in names)
    kind, remedy = next(found, ("压缩文件", "请先解压，再打开里面的报告。"))
    raise Problem(f"这是{kind}，不是Word文档。", path=path, remedy=remedy)


def _damaged(path: Path | str) -> Problem:
    return Problem("Word文档已损坏，读不出来。", path=path, remedy=SAVE_AGAIN)


def _extract(document: Document) -> Extract:
    numberer = Numberer(document)
    body: Any = document.element.body
    for run in body.iter(f"{_W}r"):
        align = run.find(f"{_W}rPr/{_W}vertAlign")
        if align is not None and align.get(f"{_W}val") == "superscript":
            for text in run.iter(f"{_W}t"):
                text.text = UP.format(text.text or "")
    noted = {
        (f"{note.tag}Reference", note.get(f"{_W}id")): note
        for part in parts(document, "/footnotes", "/endnotes")
        for note in part
    }
    marks = body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference")
    order = dict.fromkeys((mark.tag, mark.get(f"{_W}id")) for mark in marks)  # twice in a text box
    shown = (_lines(noted[mark], numberer) for mark in order if mark in noted)
    told = (" ".join(map(str.strip, lines)).strip() for lines in shown)
    notes = [f"{number}．{words}" for number, words in enumerate(filter(None, told), start=1)]
    lines = [line.rstrip() for line in _lines(body, numberer)]
    remarks = [Remark(1, why) for why in _told(body, numberer)]
    if notes:
        lines += [NOTES, *notes]
        remarks.append(Remark(1, f"{len(notes)}条脚注或尾注，移到文末“{NOTES}”之下。"))
    margin = (
        line for part in parts(document, "/header", "/footer") for line in _lines(part, numberer)
    )
    margins = "\n".join(dict.fromkeys(filter(_WORDS.search, map(str.strip, margin))))
    if margins:
        remarks.append(Remark(1, "Word文档的页眉和页脚，未列入正文。", removed=margins))
    drawn = body.iter(f"{_W}drawing", f"{_W}pict")
    pictures = sum(1 for each in drawn if next(each.iter(f"{_W}txbxContent"), None) is None)
    if pictures:
        remarks.append(Remark(1, f"Word文档有{pictures}处图片或图形，其中的文字没有读入。"))
    return Extract("\n".join(lines) + "\n", remarks=tuple(remarks)).without_note_marks()


def _told(body: Any, numberer: Numberer) -> Iterator[str]:
    """What is said of the numbers, and of what Word keeps but does not print as text."""
    if numberer.given:
        yield f"有{numberer.given}段的序号由Word自动编排，已写入文字。"
    if numberer.lost:
        why = "带自动编号，而文档里没有编号的样式，序号没有读入，请对照原件。"
        yield f"有{numberer.lost}段{why}"
    if gone := sum(1 for change in body.iter(f"{_W}del", f"{_W}moveFrom") if len(change)):
        yield f"Word文档有修订痕迹，按接受修订后的文字读入，删去的{gone}处没有读入。"
    if hidden := sum(map(_is_hidden, body.iter(f"{_W}r"))):
        yield f"Word文档有{hidden}处隐藏文字，没有读入。"
    for what, *tags in _UNREAD:
        if count := sum(1 for _ in body.iter(*tags)):
            yield f"Word文档有{count}{what}，没有读入，请对照原件。"


def _lines(element: Any, numberer: Numberer) -> Iterator[str]:
    """The lines of everything below an element, in document order.

    Each paragraph that is come to moves the numbers on, so that no element is read twice.
    """
    held = ""
    for child in element:
        if child.tag == f"{_W}p":
            held += ("" if held else numberer.label(child)) + printed_text(child)
            # Where the mark at its end was deleted, the next paragraph continues it.
            if child.find(f"{_W}pPr/{_W}rPr/{_W}del") is None:
                yield from held.split("\n")
                held = ""
            for box in elements(child, "txbxContent"):
                yield from _lines(box, numberer)
        elif child.tag == f"{_W}tr" and child.find(f"{_W}trPr/{_W}del") is None:
            yield from _row([list(_lines(cell, numberer)) for cell in elements(child, "tc")])
        elif child.tag not in (f"{_W}tr", *_UNSEEN):
            yield from _lines(child, numberer)
    if held:
        yield from held.split("\n")


def elements(holder: Any, *names: str) -> Iterator[Any]:
    """The elements of some names in Word's namespace (`tbl`), whatever wraps them.

    None is inside another of them.
    """
    for child in holder:
        if child.tag in [f"{_W}{name}" for name in names]:
            yield child
        elif child.tag not in _UNSEEN:
            yield from elements(child, *names)


def _row(cells: list[list[str]]) -> list[str]:
    """The line of a row of a table; the lines of its cells if it only lays out the page.

    A row of empty cells has none.
    """
    lines = [line for cell in cells for line in cell]
    if not any(map(str.strip, lines)):
        return []
    if len(cells) < 2 or (sum(map(len, lines)) > ROW_LIMIT and len(lines) > 2 * len(cells)):
        return lines
    return [CELLS.join(" ".join(filter(None, map(str.strip, cell))) for cell in cells)]


def printed_text(element: Any) -> str:
    r"""The text of a paragraph's runs as it is printed: not what was deleted or is hidden.

    A tab is `\t` and a line break `\n`. Automatic numbers and text boxes are not in it.
    """
    pieces = []
    for child in element:
        if child.tag in _TEXTS:
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag == f"{_W}br" and child.get(f"{_W}type") in _LINE_BREAKS:
            pieces.append("\n")
        elif child.tag not in _UNSEEN and not _is_hidden(child):
            pieces.append(printed_text(child))
    return "".join(pieces)


def _is_hidden(run: Any) -> bool:
    """Whether a run is marked as hidden, as the notes of a draft's authors are."""
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val") not in ("0", "false", "off")
