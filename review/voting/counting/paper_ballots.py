"""Paper ballots: a table of them as a file, and two tellers' counts compared.

One row is a ballot, one column an item. The marks are ○ O √ for 赞成, × X for 反对, an empty cell
for none, ? for one that cannot be read and * for contradictory ones; in a ranking, numbers. A first
row may name the columns, by the numbers or the names of the items and in any order; then 张数 says
how many ballots are alike, and 标记 which are 破损 or bear a 记号:

    1,2,3,张数,标记
    ○,×,,12,
    ○,,○,1,破损

A table that can be read in two ways is refused, with what to write instead: a blank line may be a
blank ballot, 1,2,3 above rankings may be names, a lone number at the end may be a sum. Guessing
would make one ballot too many or too few, and nobody would see it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from content.csv_tables import CsvRow, read_table
from content.errors import Problem
from review.voting.counting.ballot import (
    BOTH,
    FAIR,
    IDENT,
    ILLEGIBLE,
    NO,
    TORN,
    UNMARKED,
    YES,
    Ballot,
    Printed,
    cited,
    is_place,
)
from review.voting.rules.choices import Mode
from review.voting.rules.rules import MOST, whole_number

NUMBER, FLAG = "张数", "标记"
"""Columns beside those of the items. Empty, 张数 is 1 and 标记 nothing."""

_WHOLE = ("整体", "整体表决", "全部项目")
"""What the column of a ballot is called on which all candidates are one item."""

# An item by its number, with or without its name: 3, 第3项, 3号项目, 3.学校, 3、学校.
_NUMBERED = re.compile(r"第?(\d{1,3})(?:号|项)?(?:项目)?[.．、:：]?(.*)")

FLAGS = {"": "", "破损": TORN, "记号": IDENT}
FLAG_NAMES = {flag: name for name, flag in FLAGS.items()}

# What people draw and what input methods give for it; NFKC has made full-width signs narrow.
_SIGNS = {YES: "○〇◯⭕Oo√✓✔✅", NO: "×Xx✕✗✘✖╳❌", UNMARKED: "-", ILLEGIBLE: "?", BOTH: "*"}
_WORDS = {"赞成": YES, "同意": YES, "反对": NO, "不赞成": NO, "不同意": NO}
_WORDS |= {"弃权": UNMARKED, "": UNMARKED}
_LEVELS = {"满意": YES, "基本满意": FAIR, "不满意": NO, "不了解": UNMARKED, "未评": UNMARKED}
_LEVELS |= {"": UNMARKED, "-": UNMARKED, "?": ILLEGIBLE, "*": BOTH}
"""What is written for a project in a survey; ○ and × could mean more than one thing."""
_MARKS = {sign: mark for mark, signs in _SIGNS.items() for sign in signs} | _WORDS
_KNOWN = "○ O √、× X、空格、?、*"
_TITLE_ROWS = 10
"""Rows in which the names of the columns are looked for, below the heading of a sheet."""


class BlankRows(Enum):
    """What a row without a word is that stands between ballots; at the end it is none.

    ASK refuses the table and tells how to say it: nobody is asked on the spot.
    """

    ASK = "ask"
    BLANK = "blank"
    SKIP = "skip"


class PaperRow(NamedTuple):
    """A row of the table: so many equal ballots."""

    line: int
    """Where it stands in the file, 1-based."""
    ballot: Ballot
    number: int
    """How many ballots it stands for, 1 or more (张数)."""


class PaperBallots(NamedTuple):
    """The ballots of a file."""

    rows: tuple[PaperRow, ...]
    """In the order of the file, so that two tellers' tables can be compared row by row."""

    @property
    def ballots(self) -> Counter[Ballot]:
        """How often each ballot occurs."""
        counted: Counter[Ballot] = Counter()
        for row in self.rows:
            counted[row.ballot] += row.number
        return counted


def read_ballots(
    path: Path, mode: Mode, items: Sequence[Printed], blank_rows: BlankRows = BlankRows.ASK
) -> PaperBallots:
    """Read the paper ballots of a CSV file in UTF-8, UTF-16 or GB 18030.

    The marks of each ballot come in the order of `items`, which is that in print. A row without a
    word between two ballots is what `blank_rows` says.

    Raises:
        Problem: Something cannot be read, or a column is no item; the message names row and column.
    """
    rows = read_table(path)
    if not rows:
        raise Problem("文件里没有票。", path=path, remedy="每张票一行，每个项目一列。")
    head = _header_at(rows, mode, items)
    if head is None:
        cells = [unicodedata.normalize("NFKC", cell) for cell in rows[0].cells]
        if mode is Mode.RANK and len(rows) > 1 and cells == [str(item.id) for item in items]:
            message = "这一行恰好是各项目的序号，看不出是列名，还是一张票。"
            remedy = f"是列名，请写成“{items[0].id}号”这样；是一张票，请在它上面加一行列名。"
            raise _refused(path, rows[0], message, remedy)
        width = len(cells)
        if width != len(items):
            message = f"记号有{width}列，而候选项目有{len(items)}个。"
            raise _refused(path, rows[0], message, _how(items))
        columns = Columns(tuple(range(width)), None, None, width, width)
    else:
        columns, rows = _named_columns(path, rows[head], items), rows[head + 1 :]
    rows = _without_empty(path, rows, columns, blank_rows)
    found = [_read_row(path, row, columns, mode) for row in rows]
    _refuse_total(path, found, columns)
    return PaperBallots(tuple(found))


def mark_of(text: str, mode: Mode) -> str | None:
    """The mark that a sign on paper, full-width or not, stands for; None if it stands for nothing.

    Numbers of up to four digits are marks in a ranking only, and 0 there is no mark. In a survey
    the levels are written as words: ○ and × could mean more than one of them.
    """
    sign = unicodedata.normalize("NFKC", text).strip().rstrip("\ufe0e\ufe0f")
    if mode is Mode.RANK and sign.isdigit() and sign.isascii() and len(sign) < 5:
        place = sign.lstrip("0")
        return place if is_place(place or "-") else UNMARKED
    marks = _LEVELS if mode is Mode.SURVEY else _MARKS
    return marks.get(sign, marks.get(text.strip()))


def mark_name(mark: str, mode: Mode) -> str:
    """What people call a mark; what stands in a box is no word for them."""
    if mode is Mode.SURVEY:
        names = {YES: "满意", FAIR: "基本满意", NO: "不满意", UNMARKED: "不了解或未评"}
    else:
        names = {YES: "○", NO: "×", UNMARKED: "空白"}
    return names.get(mark, mark)


# The rows


def _header_at(rows: list[CsvRow], mode: Mode, items: Sequence[Printed]) -> int | None:
    """Which row names the columns, below rows with a single cell (the heading of the sheet)."""
    for at, row in enumerate(rows[:_TITLE_ROWS]):
        if _is_header(row, mode, len(items)):
            return at
        if len(items) < 2 or sum(map(bool, row.cells)) != 1:
            return None
        if mark_of("".join(row.cells), mode) is not None:
            return None
    return None


def _is_header(row: CsvRow, mode: Mode, items: int) -> bool:
    """Whether a row names columns. Neither a ballot with a slip in it may pass for one nor a title.

    So every cell has to hold a number, or more than one character, and none of them a mark.
    """
    cells = [cell for cell in row.cells if cell]
    if NUMBER in cells or FLAG in cells:
        return True
    names = all(cell.isdigit() or len(cell) > 1 for cell in cells)
    several = len(cells) > 1 or (items == 1 and len(row.cells) == 1)
    return several and bool(cells) and names and all(mark_of(cell, mode) is None for cell in cells)


def _without_empty(
    path: Path, rows: list[CsvRow], columns: Columns, blank_rows: BlankRows
) -> list[CsvRow]:
    """The rows that are ballots, unless it was not said what those without a word are."""
    end = len(rows)
    while end and not any(rows[end - 1].cells):
        end -= 1
    rows = rows[:end]
    empty = [row.line for row in rows if not any(row.cells)]
    if columns.width == 1:  # whose empty cells are written as lines without anything
        empty += [line for row, after in pairwise(rows) for line in range(row.line + 1, after.line)]
        if blank_rows is BlankRows.BLANK:
            rows = rows + [CsvRow(line, [""]) for line in set(empty) - {row.line for row in rows}]
    if empty and blank_rows is BlankRows.ASK:
        listed = "、".join(map(str, sorted(empty)[:10])) + ("等" if len(empty) > 10 else "")
        message = f"第{listed}行是空的，看不出是空白票，还是多出来的空行。"
        remedy = "请删去空行，空白票写“-”；或者写明--blank-rows blank（算空白票）或skip（不算）。"
        raise Problem(message, path=path, line=min(empty), remedy=remedy)
    if blank_rows is BlankRows.BLANK:
        return sorted(rows, key=lambda row: row.line)
    return [row for row in rows if any(row.cells)]


def _refuse_total(path: Path, rows: list[PaperRow], columns: Columns) -> None:
    """A last row with nothing but a number may be the sum of those above."""
    if columns.number is None or len(rows) < 2:
        return
    last = rows[-1]
    is_bare = set(last.ballot.marks) == {UNMARKED} and not last.ballot.flag
    if is_bare and last.number == sum(row.number for row in rows[:-1]):
        message = f"这一行只有张数{last.number}，正好是上面各行之和，像是合计。"
        remedy = f"是合计就删去这一行；真是{last.number}张空白票，就在各项写“-”并分成两行。"
        raise Problem(message, path=path, line=last.line, remedy=remedy)


def _refused(path: Path, row: CsvRow, message: str, remedy: str) -> Problem:
    return Problem(message, path=path, line=row.line, remedy=remedy)


def _read_row(path: Path, row: CsvRow, columns: Columns, mode: Mode) -> PaperRow:
    cells = row.cells
    if len(cells) != columns.width or any(cells[columns.named :]):
        counts = len(cells), columns.width
        if len(cells) == columns.width:  # the first row has empty cells at its end
            counts = max(at for at, cell in enumerate(cells, start=1) if cell), columns.named
        message = f"这一行有{counts[0]}格，应是{counts[1]}格。"
        raise _refused(path, row, message, "没有记号的格也要留着逗号。")
    marks = []
    for at in columns.items:
        mark = mark_of(cells[at], mode)
        if mark is None:
            raise _refused(path, row, *_unknown_mark(cells[at], at, columns, mode))
        marks.append(mark)
    flag = "" if columns.flag is None else cells[columns.flag]
    if flag not in FLAGS:
        remedy = "可用的是：破损、记号，没有就留空。"
        raise _refused(path, row, f"标记{cited(flag)}不认识。", remedy)
    typed = "" if columns.number is None else cells[columns.number]
    number = whole_number(unicodedata.normalize("NFKC", typed or "1"))
    if not 1 <= number <= MOST:
        raise _refused(path, row, f"张数{cited(typed)}不对。", f"应是1到{MOST}之间的整数。")
    return PaperRow(row.line, Ballot(tuple(marks), FLAGS[flag]), number)


def _unknown_mark(text: str, at: int, columns: Columns, mode: Mode) -> tuple[str, str]:
    known = f"{_KNOWN}、名次" if mode is Mode.RANK else _KNOWN
    if mode is Mode.SURVEY:
        known = "、".join(filter(None, _LEVELS))
    column = f"第{at + 1}列"
    hint = f"如果这一列是{NUMBER}或{FLAG}，请在第一行写上列名。"
    if columns.names:
        column += f"（{columns.names[at]}）"
        hint = f"除{NUMBER}和{FLAG}外，每一列都应是一个项目。"
    return f"{column}的记号{cited(text)}不认识。", f"可用的是：{known}。{hint}"


# Which column is which item


class Columns(NamedTuple):
    """Where the cells of a row belong."""

    items: tuple[int, ...]
    """The cell of each item, in printed order, 0-based."""
    number: int | None
    flag: int | None
    named: int
    """How many cells at the start of a row may hold something."""
    width: int
    """How many cells a row has, empty ones at its end too."""
    names: tuple[str, ...] = ()
    """What the first row calls them, if it does."""


def _named_columns(path: Path, row: CsvRow, items: Sequence[Printed]) -> Columns:
    """The columns as a row names them, by the numbers or the names of the items, in any order."""
    end = max(at for at, cell in enumerate(row.cells, start=1) if cell)
    names = row.cells[:end]
    places: dict[str | int, int] = {}
    for at, name in enumerate(names):
        column: str | int | None = name if name in (NUMBER, FLAG) else item_position(name, items)
        where = f"第{at + 1}列"
        if not name:
            raise _refused(path, row, f"{where}没有列名。", "请给每一列写上不同的列名。")
        if column is None:
            raise _refused(path, row, f"{where}的列名{cited(name)}与候选项目不符。", _how(items))
        if column in places:
            message = f"{where}的列名{cited(name)}与第{places[column] + 1}列重复了。"
            raise _refused(path, row, message, "每个项目一列，请改正列名。")
        places[column] = at
    missing = [item for at, item in enumerate(items) if at not in places]
    if missing:
        listed = "、".join(item.quoted for item in missing[:5])
        more = f"等{len(missing)}项" if len(missing) > 5 else ""
        raise _refused(path, row, f"缺少{listed}{more}这一列。", _how(items))
    number, flag = places.get(NUMBER), places.get(FLAG)
    ordered = tuple(places[at] for at in range(len(items)))
    return Columns(ordered, number, flag, end, len(row.cells), tuple(names))


def _how(items: Sequence[Printed]) -> str:
    return (
        f"每个项目一列，共{len(items)}列，列名写项目的序号或名称；名单不同时请用--candidates指明，"
        "是后几轮投票的请写明--round和--items。"
    )


def item_position(name: str, items: Sequence[Printed]) -> int | None:
    """The position of the item that a number or a name means, 0-based; None if there is none.

    Of number and name together, such as 3号学校, both have to mean the same. Names come first: a
    project that is called 120急救 is not the hundred-and-twentieth.
    """
    places: dict[str | int, int] = {_plain(item.title): at for at, item in enumerate(items)}
    places |= {item.id: at for at, item in enumerate(items)}
    if len(items) == 1:
        places |= dict.fromkeys(_WHOLE, 0)
    plain = _plain(name)
    if plain in places:
        return places[plain]
    match = _NUMBERED.fullmatch(plain)
    if match is None:
        return None
    at = places.get(int(match[1]))
    agrees = not match[2] or places.get(match[2]) == at
    return at if agrees else None


def _plain(text: str) -> str:
    """A name without what people write one way or another: width, blanks, quotes."""
    return re.sub(r"[\s“”\"'‘’「」《》]", "", unicodedata.normalize("NFKC", text))


# Counted twice


def differences(
    first: Mapping[Ballot, int], second: Mapping[Ballot, int]
) -> list[tuple[Ballot, int, int]]:
    """Where two counts of the same paper do not agree, and both numbers; none if they do.

    Equal ballots cannot be told apart, so it is kinds of ballots that are compared: in which order
    the tellers have copied does not matter. Sorted by their text, which tells no order either.
    """
    found = [(each, first.get(each, 0), second.get(each, 0)) for each in {*first, *second}]
    unequal = [each for each in found if each[1] != each[2]]
    return sorted(unequal, key=lambda each: each[0].text)
