"""An export as bytes, and where it goes unless the user says otherwise."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from content.report import Report
from review.base import paths
from review.notes.export.templates import DEFAULT

ENCODINGS = ("utf-8", "gb18030")

_SURROGATE = re.compile("[\ud800-\udfff]")


class Encoded(NamedTuple):
    """An export as it goes into a file."""

    data: bytes
    replaced: int
    """Characters that no file can hold (lone surrogates), each written as U+FFFD."""


def encode(text: str, encoding: str = "utf-8", *, crlf: bool = False, bom: bool = False) -> Encoded:
    r"""Turn an export into bytes.

    Old Windows programs need lines that end with \r\n, and a byte order mark by which to know
    UTF-8.
    """
    text, replaced = _SURROGATE.subn("\ufffd", text)
    if crlf:
        text = re.sub(r"(?<!\r)\n", "\r\n", text)
    if bom:
        text = "\ufeff" + text
    return Encoded(text.encode(encoding), replaced)


def default_path(report: Report, suffix: str, now: datetime, template: str = DEFAULT) -> Path:
    """Where an export goes unless told otherwise: a speaking name in the documents folder."""
    layout = "审议批注" if template == DEFAULT else template
    path = paths.document(layout, report.title, f"{now:%Y-%m-%d}")
    return path.with_name(f"{path.name}.{suffix}")
