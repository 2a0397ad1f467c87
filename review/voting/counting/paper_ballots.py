"""Paper ballots: a table of them as a file, and two tellers' counts compared.

One row is a ballot, one column an item. The marks are ○ O √ for 赞成, × X for 反对, an empty cell
for none, ? for one that cannot be read and * for contradictory ones; in a ranking, numbers. A first
row may name the columns; then 张数 says how many ballots are alike, and 标记 which are 破损 or bear
a 记号.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from content.csv_tables import CsvRow, read_table
from content.errors import Problem
from review.voting.counting.ballot import (
    BOTH,
    IDENT,
    ILLEGIBLE,
    NO,
    TORN,
    UNMARKED,
    YES,
    Ballot,
    is_place,
)
from review.voting.rules.choices import Mode
from review.voting.rules.rules import MOST

NUMBER, FLAG = "张数", "标记"
"""Columns beside those of the items."""

FLAGS = {"": "", "破损": TORN, "记号": IDENT}

_SIGNS = {
    YES: "○〇◯⭕Oo√✓✔✅",
    NO: "×Xx✕✗✘✖╳❌",
    UNMARKED: "-",
    ILLEGIBLE: "?",
    BOTH: "*",
}
_WORDS = {"赞成": YES, "反对": NO, "弃权": UNMARKED, "": UNMARKED}
_MARKS = {sign: mark for mark, signs in _SIGNS.items() for sign in signs} | _WORDS
_KNOWN = "○ O √、× X、空格、?、*"


@dataclass(frozen=True)
class PaperBallots:
    """The ballots of a file."""

    items: int
    """How many items each has."""
    ballots: Counter[Ballot]


class _Columns(NamedTuple):
    items: tuple[int, ...]
    """Which cells of a row are marks, 0-based."""
    number: int | None
    flag: int | None
    named: int
    """How many cells at the start of a row may hold something."""
    width: int
    """How many cells a row has."""
    names: tuple[str, ...] = ()
    """What the first row calls them, if it does."""


def read_ballots(path: Path, mode: Mode, items: int | None = None) -> PaperBallots:
    """Read the paper ballots of a CSV file.

    Args:
        path: The file, in UTF-8 or GB 18030.
        mode: What kind of ballot it is.
        items: How many items there are; as many as the file has columns if not given.

    Raises:
        Problem: Something cannot be read; the message names row and column.
    """
    rows = read_table(path)
    if not rows:
        raise Problem("文件里没有票。", path=path, remedy="每张票一行，每个项目一列。")
    named = _is_header(rows[0], mode)
    columns = _named_columns(path, rows[0]) if named else _plain_columns(rows[0])
    if items is not None and len(columns.items) != items:
        message = f"记号有{len(columns.items)}列，而项目有{items}个。"
        remedy = "每个项目一列，请核对；张数和标记两列要在第一行写上列名。"
        raise Problem(message, path=path, line=rows[0].line, remedy=remedy)
    if columns.width == 1:
        _refuse_blank_lines(path, rows)
    ballots: Counter[Ballot] = Counter()
    for row in rows[1:] if named else rows:
        reading = _Reading(path, row, columns, mode)
        ballots[reading.ballot()] += reading.number()
    return PaperBallots(len(columns.items), ballots)


def mark_of(text: str, mode: Mode) -> str | None:
    """The mark that a sign on paper stands for; None if it stands for nothing.

    Args:
        text: What is written, full-width or not.
        mode: The kind of ballot: numbers are marks in a ranking only, and 0 is none.
    """
    sign = unicodedata.normalize("NFKC", text).strip().rstrip("\ufe0e\ufe0f")
    if mode is Mode.RANK and sign.isdigit() and sign.isascii() and len(sign) < 5:
        place = sign.lstrip("0")
        return place if is_place(place or "-") else UNMARKED
    return _MARKS.get(sign, _MARKS.get(text.strip()))


# The columns


def _is_header(row: CsvRow, mode: Mode) -> bool:
    """Whether the first row names columns. A ballot with a slip in it may not pass for one.

    So every cell has to hold a name of its own: a number, or more than one character.
    """
    cells = _without_empty_end(row.cells)
    if NUMBER in cells or FLAG in cells:
        return True
    names = len(set(cells)) == len(cells) and all(cell.isdigit() or len(cell) > 1 for cell in cells)
    return bool(cells) and names and all(mark_of(cell, mode) is None for cell in cells)


def _without_empty_end(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _named_columns(path: Path, row: CsvRow) -> _Columns:
    names = _without_empty_end(row.cells)
    for at, name in enumerate(names, start=1):
        if not name or names.count(name) > 1:
            message = f"第{at}列{f'的列名“{name}”重复了' if name else '没有列名'}。"
            raise Problem(message, path=path, line=row.line, remedy="请给每一列写上不同的列名。")
    return _Columns(
        tuple(at for at, name in enumerate(names) if name not in (NUMBER, FLAG)),
        names.index(NUMBER) if NUMBER in names else None,
        names.index(FLAG) if FLAG in names else None,
        len(names),
        len(row.cells),
        tuple(names),
    )


def _plain_columns(row: CsvRow) -> _Columns:
    width = len(row.cells)
    return _Columns(tuple(range(width)), None, None, width, width)


def _refuse_blank_lines(path: Path, rows: list[CsvRow]) -> None:
    """A spreadsheet writes the empty cell of a single column as a blank line: a ballot, or none.

    Raises:
        Problem: There is such a line between two rows.
    """
    for row, after in pairwise(rows):
        if after.line > row.line + 1:
            message = "这一行是空的，看不出是一张空白票，还是多出来的空行。"
            remedy = "空白票请写“-”；不是票就删去这一行。"
            raise Problem(message, path=path, line=row.line + 1, remedy=remedy)


# The rows


class _Reading(NamedTuple):
    """One row on its way to being ballots."""

    path: Path
    row: CsvRow
    columns: _Columns
    mode: Mode

    def ballot(self) -> Ballot:
        cells = self.row.cells
        if len(cells) != self.columns.width or any(cells[self.columns.named :]):
            counts = len(cells), self.columns.width
            if len(cells) == self.columns.width:  # the first row has empty cells at its end
                counts = len(_without_empty_end(cells)), self.columns.named
            message = f"这一行有{counts[0]}格，应是{counts[1]}格。"
            raise self._problem(message, "没有记号的格也要留着逗号。")
        return Ballot(tuple(self._mark(at) for at in self.columns.items), self._flag())

    def number(self) -> int:
        text = "" if self.columns.number is None else self.row.cells[self.columns.number]
        plain = unicodedata.normalize("NFKC", text or "1")
        if not (plain.isascii() and plain.isdigit() and 1 <= int(plain[:7]) <= MOST):
            raise self._problem(f"张数“{text}”不对。", f"应是1到{MOST}之间的整数。")
        return int(plain)

    def _mark(self, at: int) -> str:
        text = self.row.cells[at]
        mark = mark_of(text, self.mode)
        if mark is None:
            known = f"{_KNOWN}、名次" if self.mode is Mode.RANK else _KNOWN
            if self.columns.names:
                column = f"第{at + 1}列（{self.columns.names[at]}）"
                hint = f"除{NUMBER}和{FLAG}外，每一列都应是一个项目。"
            else:
                column = f"第{at + 1}列"
                hint = f"如果这一列是{NUMBER}或{FLAG}，请在第一行写上列名。"
            raise self._problem(f"{column}的记号“{text}”不认识。", f"可用的是：{known}。{hint}")
        return mark

    def _flag(self) -> str:
        text = "" if self.columns.flag is None else self.row.cells[self.columns.flag]
        if text not in FLAGS:
            raise self._problem(f"标记“{text}”不认识。", "可用的是：破损、记号，没有就留空。")
        return FLAGS[text]

    def _problem(self, message: str, remedy: str) -> Problem:
        return Problem(message, path=self.path, line=self.row.line, remedy=remedy)


# Counted twice


class Difference(NamedTuple):
    """A ballot of which two tellers found different numbers."""

    ballot: Ballot
    first: int
    second: int


def differences(first: Mapping[Ballot, int], second: Mapping[Ballot, int]) -> list[Difference]:
    """Where two counts of the same paper do not agree; none if they do."""
    found = [
        Difference(ballot, first.get(ballot, 0), second.get(ballot, 0))
        for ballot in {*first, *second}
    ]
    unequal = [difference for difference in found if difference.first != difference.second]
    return sorted(unequal, key=lambda difference: difference.ballot.text)
