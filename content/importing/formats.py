"""The kinds of files that reports come in, and what is said of the others.

A new one is an entry of `FORMATS` and a module that reads it. Such a module has a function `read`
that takes the bytes of a file and its path, which it only names in messages, and returns an
`Extract` or raises a `Problem`. It is imported in the child process that reads the file (`apart.py`
has the bounds of it), so that lxml, docx and PDFium are never loaded beside the screen.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any, NamedTuple

from content.errors import Problem
from content.report import Remark
from content.signatures import Signature, signature_of

RECOGNISE = "请用带文字识别（OCR）的软件转成Word或纯文本，或向大会秘书处索取电子文本。"
"""What to do with a picture of a text."""
SAVE_AGAIN = "请用Word或WPS打开它，另存为“Word文档（*.docx）”或“纯文本”。"
"""What to do with a document that is read in another form only."""
_NO_MORE = "请核对是否选错了文件；确是报告的，请用Word、WPS或浏览器打开它，另存为“纯文本”再试。"


CELLS = "｜"
"""What stands between two cells of a table, each row of which is a line: 指标｜2024年｜2025年."""
ROW_LIMIT = 400
"""Characters of a row of a table; one that holds more only lays out the page."""
NOTES = "注释"
"""The heading below which footnotes are put, behind the text."""
UP = "\u2062{}\u2064"
"""Holds raised characters until it is told whether they point to a note."""
_UP, _DOWN = UP.split("{}")
_POWER = rf"(?:(?<=[0-9A-Za-z])|(?<=[^方]米)|(?<=[^方]公里)){_UP}+\s*\d"
"""A raised number that counts, behind a number, a letter or a unit: 10², 米², but not 平方米²."""
_NOTE_MARK = re.compile(
    rf"(?<=\S)(?!{_POWER}){_UP}+\s*([\[［〔【（(]?注?\d{{1,3}}[\]］〕】）)]?|[①-⑳*＊※])\s*{_DOWN}+"
)


class Extract(NamedTuple):
    """The text of a file."""

    text: str
    """One line for each paragraph and each row of a table; that of a plain text is as it stands."""
    encoding: str = ""
    """Name of the codec of a plain text or a web page, such as `gb18030`; empty for documents."""
    remarks: tuple[Remark, ...] = ()
    """What could not be read, was left out or put in. Their lines are those of `text`, 1-based;
    what is true of the whole file stands on line 1."""

    def without_note_marks(self) -> Extract:
        """The same without raised numbers that point to notes: 国债¹6.1亿元, but 3万m² and 10²."""
        text = self.text.replace(_DOWN + _UP, "")
        marks = "、".join(_NOTE_MARK.findall(text))
        text = _NOTE_MARK.sub("", text).replace(_UP, "").replace(_DOWN, "")
        remark = Remark(1, "指向注释的上标序号，未列入正文。", removed=marks)
        return Extract(text, self.encoding, (*self.remarks, *([remark] if marks else [])))


class FileFormat(NamedTuple):
    """A kind of file that can be read."""

    label: str
    """What people call it."""
    endings: tuple[str, ...]
    """What its names end in; the first is that of a file kept on the shelf."""
    recognises: Callable[[bytes], bool]
    """Whether a file is of this kind, by what it holds; its name may be wrong."""
    reader: str
    """The module whose function `read` takes the bytes of a file and its path."""
    apart: bool = True
    """Whether such files are read in a process of their own: all that unfold when they are read."""

    def read(self, data: bytes, path: Path) -> Extract:
        """The text of a file, for which the caller waits; the path is only named in messages.

        Raises:
            Problem: It cannot be read, or would take too much memory or time; see `apart.ask`.
        """
        if not self.apart:
            return self.read_here(data, path)
        from content.importing.apart import ask  # a millisecond; plain texts need none

        told = ask(__name__, [FORMATS.index(self), str(path)], data, path, _NO_MORE)
        remarks = tuple(Remark(*remark) for remark in told["remarks"])
        return Extract(told["text"], told["encoding"], remarks)

    def read_here(self, data: bytes, path: Path) -> Extract:
        """The same in this process; what that imports takes up to 200 ms the first time."""
        extract: Extract = importlib.import_module(self.reader).read(data, path)
        return extract


def main() -> None:
    """Read the file that standard input holds, as the order says: index of the format, and path."""
    from content.importing.apart import answer  # as above

    answer(_read)


def _read(order: Any, data: bytes) -> dict[str, Any]:
    form, path = order
    text, encoding, remarks = FORMATS[form].read_here(data, Path(path))
    return {"text": text, "encoding": encoding, "remarks": [*map(astuple, remarks)]}


_PAGE = re.compile(
    rb"(?is)\s*(?:<[?!][^>]*>\s*)*<(?:html|head|body|meta|title|div|p|span|section|article|main"
    rb"|table|center|font|h[1-6]|br|a|ul|ol|style|script|link)\b"
)
"""How a web page begins, or a piece of one."""
# A piece of a page, copied without its beginning, is told by its many tags: _is_page asks for six.
_TAG = re.compile(rb"(?i)</?(?:p|div|br|span|strong|b|font|td|tr|table|h[1-6]|a)\b[^<>]*>")
_HEAD = 4_000
"""Bytes at the head of a file that show whether it is a web page."""
# A mail, which .mht files are: From: <Saved by Blink>, Subject: …, MIME-Version: 1.0.
_SAVED_PAGE = re.compile(rb"(?is)(?:[\w-]+:[^\n]*\n\s*){1,20}MIME-Version:")
# Word 2003 and the flat form of later ones: <?xml …?><?mso-application …?><w:wordDocument.
_OFFICE_XML = re.compile(rb"(?is)\s*<\?xml[^>]*>\s*(?:<\?mso[^>]*>\s*)*<\w+:")
# Name of the stream in which a locked .docx keeps its content, in an archive of the old kind.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


# RAR, 7z, gzip, bzip2, xz, and a ZIP file with nothing in it.
_PACKED = re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh\d|\xfd7zXZ\x00|PK\x05\x06")

_LOCKED = ("文档加了密码，打不开。", "请先去掉密码，再另存一份。")
_OLD = ("这是旧版Word（.doc）、WPS文字（.wps）或其他旧版Office文档，读不了。", SAVE_AGAIN)
_SAVE_PAGE = "请用浏览器打开它，另存为“网页，仅HTML”，或把正文复制到记事本，存为纯文本。"


def _is_page(data: bytes) -> bool:
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    return bool(_PAGE.match(head)) or len(_TAG.findall(head)) >= 6


def _has(signature: Signature) -> Callable[[bytes], bool]:
    return lambda data: signature_of(data) is signature


FORMATS = (
    FileFormat("Word文档", (".docx",), _has(Signature.ARCHIVE), "content.importing.word"),
    FileFormat("PDF文件", (".pdf",), _has(Signature.PDF), "content.importing.pdf"),
    FileFormat("网页", (".html", ".htm"), _is_page, "content.importing.page"),
    FileFormat("纯文本", (".txt", ".md"), lambda _: True, "content.importing.plain", apart=False),
)
"""In the order in which they are tried; the last takes all that is left, and `decode` refuses what
is no text."""


def format_of(data: bytes, path: Path) -> FileFormat:
    """The kind of a file, by all that it holds; what its name ends in does not count.

    Raises:
        Problem: It is of a kind that cannot be read; the message says what to do with it.
    """
    head, signature = data[:_HEAD], signature_of(data)
    for is_kind, message, remedy in (
        (signature is Signature.OLD_OFFICE and _ENCRYPTED in data, *_LOCKED),
        (signature is Signature.OLD_OFFICE, *_OLD),
        (signature is Signature.RTF, "这是RTF文档。", SAVE_AGAIN),
        (signature is Signature.PICTURE, "这是图片，读不出文字。", RECOGNISE),
        (_PACKED.match(head), "这是压缩文件（.rar、.7z等）。", "请先解压，再打开里面的报告。"),
        (_SAVED_PAGE.match(head), "这是打包保存的网页（.mht）。", _SAVE_PAGE),
        (_OFFICE_XML.match(head), "这是存成XML的Word文档。", SAVE_AGAIN),
    ):
        if is_kind:
            raise Problem(message, path=path, remedy=remedy)
    return next(form for form in FORMATS if form.recognises(data))
