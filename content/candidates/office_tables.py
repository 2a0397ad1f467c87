"""Tables as offices keep them: sheets of .xlsx, tables of .docx, and CSV, as rows of cells.

What is hidden, or deleted with its change tracked, is no part of a table; it is named. A merged
cell stands in each row and column that it covers, with marks that tell where it began.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from content import grammar
from content.csv_tables import CsvRow, read_any_text, read_table
from content.errors import Problem
from content.files import read_bytes
from content.signatures import Signature, is_word_document, signature_of

_UNPACKED_LIMIT = 100_000_000
"""Bytes that a file may have once it is unpacked."""
# A list has sixty projects at most; a sheet may have an empty cell with a border in row 1,048,576.
_MOST_ROWS, _MOST_COLUMNS = 2000, 100

_OLD = {
    Signature.OLD_OFFICE: "这是旧格式的表格或文档（.xls、.doc或WPS格式）。",
    Signature.PDF: "这是PDF文件，表格读不出来。",
}
_SMALL = 1_000_000
"""Bytes of the parts with words of a file that is read beside the screen, in two seconds at most; a
usual list has a tenth of it."""
_LESS = "请只留名单，另存后再试。"
_SAVE_AS = "请用Excel或WPS另存为.xlsx，或另存为“CSV（逗号分隔）”。"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ERROR = "e"
"""What openpyxl calls the type of a cell that shows #N/A, #REF! and the like."""
_TEXTS = (f"{_W}t", f"{_W}delText")


class OfficeCell(NamedTuple):
    """A cell, or a part of one that is merged."""

    text: str
    """What stands in it, without the blanks around it; the same in all parts of a merged cell."""
    from_above: bool = False
    """Whether it belongs to a cell that began in a row above."""
    from_left: bool = False
    """Whether it belongs to a cell that began further left."""


class OfficeRow(NamedTuple):
    """A row of a table."""

    number: int
    """Where it stands, 1 for the first row of the sheet or the table."""
    cells: tuple[OfficeCell, ...]


class OfficeTable(NamedTuple):
    """A table of a file."""

    name: str
    """What the sheet or the table is called; empty where the file has only one."""
    rows: tuple[OfficeRow, ...]
    left_out: tuple[str, ...] = ()
    """What is not in the rows, a Chinese sentence each."""
    above: tuple[str, ...] = ()
    """The paragraphs of a document between the table before it and this one."""


def read_office_tables(path: Path) -> tuple[list[OfficeTable], list[str]]:
    """Read the tables of a file, by its ending and its first bytes.

    Returns:
        The tables, and what stands in none and was left out, a Chinese sentence each.

    Raises:
        Problem: It cannot be read, is too large, or is of a kind that is not read.
    """
    data = read_bytes(path)
    kind = signature_of(data)
    if kind in _OLD:
        raise Problem(_OLD[kind], path=path, remedy=_SAVE_AS)
    if kind is not Signature.ARCHIVE:
        rows = _piped(path) or read_table(path)
        cells = (OfficeRow(row.line, tuple(map(OfficeCell, row.cells))) for row in rows)
        return [OfficeTable("", tuple(cells))], []
    return _unpacked(path, data) if _is_small(path, data) else _read_apart(path, data)


def _piped(path: Path) -> list[CsvRow]:
    """The rows of a text with a table of Markdown, | 序号 | 名称 |; none without such a one."""
    text = re.sub("<br ?/?>", "；", read_any_text(path)).splitlines()
    lines = [(at, core) for at, line in enumerate(text, start=1) if (core := line.strip())]
    rows = [CsvRow(at, [*map(str.strip, grammar.cells(core) or [core])]) for at, core in lines]
    below = [row for row in rows if not all(re.fullmatch(":?-+:?", cell) for cell in row.cells)]
    return below if len(below) < len(rows) and any(len(row.cells) > 1 for row in rows) else []


def _unpacked(path: Path, data: bytes) -> tuple[list[OfficeTable], list[str]]:
    names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    if "xl/workbook.xml" in names:
        return _sheets(path, data)
    if is_word_document(names):
        return _document(path, data)
    raise Problem("这不是表格，也不是Word文档。", path=path, remedy=_SAVE_AS)


def _is_small(path: Path, data: bytes) -> bool:
    """Whether an archive is read in no time; a Problem if it is damaged or far too large."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise _damaged(path) from None
    size = sum(part.file_size for part in parts)
    if size > _UNPACKED_LIMIT:
        message = f"文件解开后有{size // 1_000_000}MB，不像一份名单，为安全起见没有打开。"
        raise Problem(message, path=path, remedy=_LESS)
    return sum(p.file_size for p in parts if p.filename.endswith(".xml")) <= _SMALL


def _read_apart(path: Path, data: bytes) -> tuple[list[OfficeTable], list[str]]:
    """The same of a large file, read in a process of its own."""
    from content.importing.apart import ask  # for few files only

    told = ask(__name__, str(path), data, path, _LESS)
    tables = [
        OfficeTable(
            name,
            tuple(OfficeRow(at, tuple(OfficeCell(*cell) for cell in cells)) for at, cells in rows),
            tuple(left_out),
            tuple(above),
        )
        for name, rows, left_out, above in told["tables"]
    ]
    return tables, told["left_out"]


def main() -> None:
    """Read the tables of the file that standard input holds, as `_read_apart` asks for."""
    from content.importing.apart import answer  # as above

    def work(path: Any, data: bytes) -> dict[str, Any]:
        tables, left_out = _unpacked(Path(path), data)
        return {"tables": tables, "left_out": left_out}

    answer(work)


def _damaged(path: Path) -> Problem:
    return Problem("文件已损坏，读不出来。", path=path, remedy="请重新复制，或另存后再试。")


# Sheets


def _sheets(path: Path, data: bytes) -> tuple[list[OfficeTable], list[str]]:
    import openpyxl  # 200 ms, and only whoever imports a sheet needs it
    from openpyxl.worksheet.worksheet import Worksheet

    # It makes each part of a merged cell: a column that is merged down to its end has a million.
    kind: Any = Worksheet
    clean = kind._clean_merge_range
    kind._clean_merge_range = lambda sheet, merged: clean(sheet, _near(merged))
    try:
        with warnings.catch_warnings():  # English, of what openpyxl does not keep
            warnings.simplefilter("ignore")
            book, written = (
                openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (True, False)
            )
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(path) from error
    finally:
        kind._clean_merge_range = clean
    # Not by rows and columns: one empty cell far away makes millions of them.
    sheets = [s for s in book.worksheets if any(cell.value for cell in s._cells.values())]
    shown = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    hidden = [f"隐藏的工作表“{s.title}”没有读。" for s in sheets if s not in shown]
    names = [sheet.title if len(shown) > 1 else "" for sheet in shown]
    told = (_unread(sheet, written[sheet.title]) for sheet in shown)
    tables = [_sheet(*each) for each in zip(shown, names, told, strict=True)]
    return tables, hidden


def _near(merged: Any) -> Any:
    """A merged cell without the parts that are not read."""
    merged.max_row = max(merged.min_row, min(merged.max_row, _MOST_ROWS))
    merged.max_col = max(merged.min_col, min(merged.max_col, _MOST_COLUMNS))
    return merged


def _unread(sheet: Any, written: Any) -> list[str]:
    """What is said of cells that are not read.

    They hold formulas that no program has worked out yet, errors of formulas, or stand far away.
    """
    cells = dict(sorted(sheet._cells.items()))
    empty = [
        cell.coordinate
        for place, cell in sorted(written._cells.items())
        if cell.data_type == "f"
        and (one := cells.get(place))
        and (one.value, one.data_type) == (None, "n")
    ]
    far = [
        cell.coordinate
        for (row, column), cell in cells.items()
        if cell.value and (row > _MOST_ROWS or column > _MOST_COLUMNS)
    ]
    wrong = [cell.coordinate for cell in cells.values() if cell.data_type == _ERROR]
    told = (
        (wrong, "是公式的错误值（如#N/A），没有读，请改正后再试。"),
        (empty, "的公式没有算出结果，没有读；请用Excel或WPS打开，保存后再试。"),
        (far, f"在{_MOST_ROWS}行、{_MOST_COLUMNS}列之外，没有读。"),
    )
    return [f"{'、'.join(some[:5])}等{len(some)}格{why}" for some, why in told if some]


def _sheet(sheet: Any, name: str, unread: list[str]) -> OfficeTable:
    from openpyxl.utils import column_index_from_string, get_column_letter  # as above

    rows, columns = min(sheet.max_row, _MOST_ROWS), min(sheet.max_column, _MOST_COLUMNS)
    anchors = {  # of each part of a merged cell, by row and column
        (row, column): (part.min_row, part.min_col)
        for part in sheet.merged_cells.ranges
        for row in range(part.min_row, part.max_row + 1)
        for column in range(part.min_col, part.max_col + 1)
    }
    letters = {at: get_column_letter(at) for at in range(1, columns + 1)}
    hidden: set[int] = set()
    for letter, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(letter)
            hidden.update(range(first, min(dimension.max or first, columns) + 1))
    told = unread + [
        f"隐藏的列{letters[at]}没有读：{texts[0][:20]}。"
        for at in sorted(hidden)
        if (texts := [text for row in range(1, rows + 1) if (text := _value(sheet.cell(row, at)))])
    ]
    found = []
    for number in range(1, rows + 1):
        cells = []
        for at in range(1, columns + 1):
            row, column = anchors.get((number, at), (number, at))
            text = _value(sheet.cell(row, column))
            cells.append(OfficeCell(text, row < number, column < at))
        if sheet.row_dimensions[number].hidden:
            words = "，".join(dict.fromkeys(cell.text for cell in cells if cell.text))
            if words:
                told.append(f"第{number}行是隐藏的，没有读：{words[:40]}。")
            continue
        kept = tuple(cell for at, cell in enumerate(cells, start=1) if at not in hidden)
        found.append(OfficeRow(number, kept))
    return OfficeTable(name, tuple(found), tuple(told))


def _value(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == _ERROR:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (datetime.datetime, datetime.date)):
        has_day = re.search(r"[dD]|日", str(cell.number_format))
        return f"{value.year}年{value.month}月{f'{value.day}日' if has_day else ''}"
    share = "%" if isinstance(value, (int, float)) and "%" in str(cell.number_format) else ""
    number = value * 100 if share else value
    text = f"{number:.6f}".rstrip("0").rstrip(".") if isinstance(number, float) else str(number)
    return text.strip() + share


# Documents


def _document(path: Path, data: bytes) -> tuple[list[OfficeTable], list[str]]:
    from content.importing.numbering import Numberer  # 200 ms, for documents only
    from content.importing.word import elements, open_document

    try:
        document = open_document(data)
        body: Any = document.element.body
        numberer = Numberer(document)
        labels = {paragraph: numberer.label(paragraph) for paragraph in body.iter(f"{_W}p")}
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(path) from error
    several = len(list(elements(body, "tbl"))) > 1
    tables: list[OfficeTable] = []
    above: list[str] = []
    told: list[str] = []
    for child in elements(body, "tbl", "p"):
        if child.tag == f"{_W}tbl":
            name = f"表{len(tables) + 1}" if several else ""
            tables.append(_table(child, name, labels)._replace(above=tuple(above)))
            above = []
        elif text := (labels[child] + _printed(child)).strip():
            above.append(text)
            if tables:
                told.append(f"表格下面的文字没有读：{text[:40].rstrip('。')}。")
    return tables, told


def _table(table: Any, name: str, labels: Mapping[Any, str]) -> OfficeTable:
    """A table of a document; the numbers that Word writes by itself are `labels` of paragraphs."""
    from content.importing.word import elements  # as above

    rows: list[OfficeRow] = []
    told: list[str] = []
    before: tuple[OfficeCell, ...] = ()
    for number, row in enumerate(elements(table, "tr"), start=1):
        properties = row.find(f"{_W}trPr")
        marks = () if properties is None else [child.tag for child in properties]
        cells = tuple(_cells(row, before, labels))
        gone = "已删除" if f"{_W}del" in marks else "隐藏" if f"{_W}hidden" in marks else ""
        if gone:
            texts = ("".join(t.text or "" for t in cell.iter(*_TEXTS)) for cell in row)
            words = "，".join(filter(None, texts))
            told.append(f"{name}第{number}行是{gone}的，没有读：{words[:40]}。")
            continue
        deleted = "".join(text.text or "" for text in row.iter(f"{_W}delText"))
        if deleted:
            told.append(f"{name}第{number}行里修订时删去的文字没有读：{deleted[:40]}。")
        rows.append(OfficeRow(number, cells))
        before = cells
    return OfficeTable(name, tuple(rows), tuple(told))


def _cells(
    row: Any, before: Sequence[OfficeCell], labels: Mapping[Any, str]
) -> Iterator[OfficeCell]:
    from content.importing.word import elements  # as above

    at = _count(row, f"{_W}trPr/{_W}gridBefore", 0)
    yield from [OfficeCell("")] * at
    for cell in elements(row, "tc"):
        span = _count(cell, f"{_W}tcPr/{_W}gridSpan", 1) or 1
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        goes_on = merge is not None and merge.get(f"{_W}val") in (None, "continue")
        if goes_on and at < len(before):
            text = before[at].text
        else:
            lines = (labels.get(p, "") + _printed(p) for p in elements(cell, "p"))
            text = "\n".join(lines).strip()
        for part in range(span):
            yield OfficeCell(text, goes_on, part > 0)
        at += span


def _count(element: Any, name: str, otherwise: int) -> int:
    """How many columns an element takes, or leaves free."""
    value = getattr(element.find(name), "attrib", {}).get(f"{_W}val", "")
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() else otherwise


def _printed(paragraph: Any) -> str:
    from content.importing.word import printed_text  # imports docx

    return printed_text(paragraph).replace("\t", " ")
