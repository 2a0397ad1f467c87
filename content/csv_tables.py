"""Tables that people keep as CSV: rows of cells with the line each stands on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from content.decode import byte_order_mark, decode
from content.errors import Problem
from content.files import MOST_BYTES, read_bytes
from content.signatures import signature_of

_DIVIDERS = ",\t;，；"
"""That of these which the first two lines both have, and have most often, divides the cells of all.

A title above the table is a sentence with commas of its own."""

_TOLD = "sep="
"""What a first line begins with that tells a spreadsheet the divider."""

csv.field_size_limit(MOST_BYTES)
"""A quote mark that is never closed makes one cell of all that follows: it is told as such, rather
than as a cell of more than the 131,072 characters that Python allows."""

_SAVE_AS = "请用Excel或WPS另存为“CSV（逗号分隔）”。"


class CsvRow(NamedTuple):
    """One row of a table. A line of blanks is none; one of empty cells is."""

    line: int
    """Its last line in the file, 1-based."""
    cells: list[str]
    """Its cells without the blanks around them."""


def read_any_text(path: Path) -> str:
    """The text of a file that people edit, without its byte order mark.

    It is in UTF-8, UTF-16, GB 18030 or Big5, with a mark or without. It may hold hardly any
    Chinese: what does not look like a text in any of them is read as GB 18030 if that can be. An
    empty file is an empty text.

    Raises:
        Problem: It cannot be read, is a document or a picture, is damaged, or is in none of these
            encodings; where it is damaged the message names the line.
    """
    data = read_bytes(path)
    kind = signature_of(data)
    if kind is not None:
        raise Problem(f"这是{kind.value}，不是纯文本。", path=path, remedy=_SAVE_AS)
    marked, mark = byte_order_mark(data)
    for encoding in (marked,) if marked else (_likeliest(data, path), "gb18030"):
        try:
            text = data[len(mark) :].decode(encoding).rstrip("\x00")  # files are filled up with it
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")  # a mark that a converter has carried along
    raise Problem("不是UTF-8或GB18030编码的文本。", path=path, remedy="请另存为UTF-8。")


def _likeliest(data: bytes, path: Path) -> str:
    """Name of the codec that a text without a mark seems to be in; a Problem if it is damaged."""
    try:
        return decode(data, path).encoding
    except Problem as problem:
        if problem.line is not None:
            raise
        return "utf-8"


def read_table(path: Path) -> list[CsvRow]:
    """Read a CSV file, its cells divided by commas, tabs or semicolons, or raise a Problem."""
    text = read_any_text(path)
    first, second = [*filter(str.strip, text.lstrip().splitlines()), "", ""][:2]
    told = len(first) == len(_TOLD) + 1 and first.startswith(_TOLD)
    counts = {each: (first.count(each), (second or first).count(each)) for each in _DIVIDERS}
    divider = first[-1] if told else max(counts, key=lambda d: (min(counts[d]), counts[d][1]))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    rows: list[CsvRow] = []
    begin = 1
    try:
        for cells in reader:
            begin = reader.line_num + 1
            stripped = [cell.strip() for cell in cells]
            if told and not rows and stripped[:1] == [_TOLD]:
                continue
            if any(stripped) or len(cells) > 1 or cells == [""]:  # an empty cell in quotes
                rows.append(CsvRow(reader.line_num, stripped))
    except csv.Error:
        remedy = "请在这一行补上缺的英文引号，或删去多余的。"
        raise Problem("这一行的引号不成对。", path=path, line=begin, remedy=remedy) from None
    return rows
