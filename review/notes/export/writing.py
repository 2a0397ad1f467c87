"""An export as bytes, and those in a file of the user's choice."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem, reason
from content.report import Report
from review import paths
from review.files import write_atomic
from review.notes.export.templates import DEFAULT

ENCODINGS = ("utf-8", "gb18030")

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]|[^\w（）《》，。、“”—·.-]')
"""What Windows forbids in the name of a file, and whatever else could puzzle a program."""

_LONGEST_TITLE = 50
"""Characters, so that the whole name stays below 255 bytes."""


class Encoded(NamedTuple):
    """An export as it goes into a file."""

    data: bytes
    replaced: int
    """Characters that no file can hold (lone surrogates), each written as U+FFFD."""


def encode(text: str, encoding: str = "utf-8", *, crlf: bool = False, bom: bool = False) -> Encoded:
    r"""Turn an export into bytes.

    Args:
        text: The export.
        encoding: One of `ENCODINGS`.
        crlf: Whether lines end with \r\n, which old Windows programs need.
        bom: Whether a byte order mark comes first, by which Windows programs know UTF-8.
    """
    text, replaced = _SURROGATE.subn("\ufffd", text)
    if crlf:
        text = re.sub(r"(?<!\r)\n", "\r\n", text)
    if bom:
        text = "\ufeff" + text
    return Encoded(text.encode(encoding), replaced)


def default_path(report: Report, suffix: str, now: datetime, template: str = DEFAULT) -> Path:
    """Where an export goes unless told otherwise: a speaking name in the documents folder.

    Args:
        report: The report whose notes are exported.
        suffix: The format: `txt`, `md`, `json` or `csv`.
        now: The time of the export.
        template: The layout; another than the default one names the file.
    """
    layout = "审议批注" if template == DEFAULT else template
    parts = (layout, report.title[:_LONGEST_TITLE], f"{now:%Y-%m-%d}")
    name = "-".join(_NOT_IN_NAMES.sub("_", part) for part in parts)
    return paths.documents_dir() / f"{name}.{suffix}"


def is_taken(path: Path) -> bool:
    """Whether writing would replace a file; then the user is to be asked first.

    Raises:
        Problem: Nothing may be written there, asked or not: a link, a folder, a device, or a place
            among the program's own data.
    """
    try:
        if path.is_symlink():
            remedy = "导出不会写进链接，请换一个文件名。"
            raise Problem("这是一个链接。", path=path, remedy=remedy)
        if path.is_dir():
            raise Problem("这是文件夹，不是文件。", path=path, remedy="请在后面加上文件名。")
        if path.exists() and not path.is_file():
            raise Problem("这不是普通文件。", path=path, remedy="请换一个文件名。")
        if path.resolve().is_relative_to(paths.data_dir().resolve()):
            remedy = "请换一个文件夹。"
            raise Problem("这里存放着批注本身，不能导出到这里。", path=path, remedy=remedy)
        return path.exists()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "文件名不合规定"
        raise Problem(f"不能写在这里（{why}）。", path=path, remedy="请换一个文件名。") from None


def write(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write an export, readable by the user alone; after a failure the old file is whole.

    Raises:
        Problem: It could not be written, or a file is there and `overwrite` is not set.
    """
    if is_taken(path) and not overwrite:
        raise Problem("这个文件已经存在，没有改动它。", path=path, remedy="请换一个文件名。")
    write_atomic(path, data)
