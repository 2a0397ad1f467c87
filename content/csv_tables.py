"""Tables that people keep as CSV: rows of cells with the line each stands on."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from content.decode import byte_order_mark
from content.errors import Problem
from content.signatures import signature_of
from content.tomlfile import read_bytes

_DIVIDERS = ",\t;，；"
"""That of these which stands most often in the first line divides the cells of all."""

_TOLD = "sep="
"""What a first line begins with that tells a spreadsheet the divider."""

_SAVE_AS = "请用Excel或WPS另存为“CSV（逗号分隔）”。"


class CsvRow(NamedTuple):
    """One row of a table. A line of blanks is none; one of empty cells is."""

    line: int
    """Its last line in the file, 1-based."""
    cells: list[str]
    """Its cells without the blanks around them."""


def read_text(path: Path) -> str:
    """The text of a file that people edit: UTF-8 or UTF-16 with its mark, UTF-8, or GB 18030.

    Unlike a report, it may hold hardly any Chinese, so nothing is guessed from what it says.

    Raises:
        Problem: It cannot be read, or is in none of these encodings.
    """
    data = read_bytes(path)
    kind = signature_of(data)
    if kind is not None:
        raise Problem(f"这是{kind.value}，不是纯文本。", path=path, remedy=_SAVE_AS)
    marked, mark = byte_order_mark(data)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")  # a mark that a converter has carried along
    raise Problem("不是UTF-8或GB18030编码的文本。", path=path, remedy="请另存为UTF-8。")


def read_table(path: Path) -> list[CsvRow]:
    """Read a CSV file, its cells divided by commas, tabs or semicolons, Chinese ones too.

    Raises:
        Problem: It cannot be read, or is no table.
    """
    text = read_text(path)
    first = text.lstrip().partition("\n")[0].rstrip("\r")
    told = len(first) == len(_TOLD) + 1 and first.startswith(_TOLD)
    divider = first[-1] if told else max(_DIVIDERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    rows: list[CsvRow] = []
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if told and not rows and stripped[:1] == [_TOLD]:
                continue
            if any(stripped) or len(cells) > 1 or cells == [""]:  # an empty cell in quotes
                rows.append(CsvRow(reader.line_num, stripped))
    except csv.Error:
        line, remedy = reader.line_num, "请在这一行补上缺的英文引号，或删去多余的。"
        raise Problem("这一行的引号不成对。", path=path, line=line, remedy=remedy) from None
    return rows
