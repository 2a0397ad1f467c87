"""The headings of a table of projects, what offices call them, and what stands in its cells.

What a heading means is told by the patterns of `column_names.toml`, which people may add to, the
closest first: of 项目名称 and 事项 in one table the former is the title. Sums are told by their
words (总投资, 概算) and bring their unit. A heading may take two rows: 投资 over 总投资 and
年度投资.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

from content.candidates.amounts import UNIT
from content.candidates.office_tables import OfficeCell, OfficeRow, OfficeTable
from content.numerals import numeral
from content.parsing.traditional import simplified
from content.tomlfile import read_toml

_NAMES = Path(__file__).with_name("column_names.toml")

_MONEY = re.compile(r"投资|资金|概算|预算|经费|造价|总价")
_WHOLE = re.compile(r"[合总小]计$|金额$")
_NO_MONEY = re.compile(r"来源|渠道|筹措|构成|方式|完成率|占比")
# 总投资（万元）, also where the closing bracket is missing.
_BRACKETS = re.compile(r"[（(\[【〔]([^）)\]】〕]*)[）)\]】〕]?")
_AND = re.compile("以?及|和|与|、|[/／]")
_SHARING = ("summary", "target", "department")
"""What may stand in one column with something else: 建设内容及年度目标, 责任单位和责任人."""
_SHARED = 50
"""A column of its own comes before such a one."""


class ColumnName(NamedTuple):
    """What a heading says."""

    key: str
    """A key of a candidate; empty where it is none."""
    rank: int = 0
    """The less, the closer to what is meant: of two columns of a key one is taken."""
    unit: str = ""
    """亿元, 万元, 元 and the like, or empty where it says none."""


def column_name(heading: str) -> ColumnName:
    """What a heading of a column means; one that means nothing known has no key.

    Blanks, width, case and traditional characters do not count.

    Raises:
        Problem: A pattern of `column_names.toml` is wrong; the message names file and line.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", simplified(heading))).casefold()
    found = re.search(UNIT, plain)
    unit = found[0] if found else ""
    name = _BRACKETS.sub("", plain).strip(":：*")
    if _MONEY.search(name) and (_WHOLE.search(name) or not _NO_MONEY.search(name)):
        return ColumnName("investment", _money_rank(name), unit)
    name = re.sub(r"^20\d\d年度?", "", name)
    whole = _known(name)
    if whole.key:
        return whole
    halves = [_known(half) for half in _AND.split(name)[:2]]
    if [half.key for half in halves] == ["title", "summary"]:  # 项目名称及建设内容
        return ColumnName("title", _SHARED)
    told = next((half for half in halves if half.key in _SHARING), whole)
    return told._replace(rank=told.rank + _SHARED)


def _known(name: str) -> ColumnName:
    for key, patterns in _patterns().items():
        for rank, pattern in enumerate(patterns):
            if re.fullmatch(pattern, name):
                return ColumnName(key, rank)
    return ColumnName("")


@cache
def _patterns() -> dict[str, list[str]]:
    """Patterns of each key, the closest first."""
    file = read_toml(_NAMES)
    for key, patterns in file.data.items():
        try:
            for pattern in patterns:
                re.compile(pattern)
        except (TypeError, re.error):
            remedy = "应是用单引号括起的正则表达式，列在方括号里。"
            raise file.problem(f"“{key}”这一项写得不对。", key, remedy=remedy) from None
    return file.data


def unit_of(text: str) -> str:
    """The unit that a line above a table gives for its sums, 万元 for 单位：万元; or nothing."""
    match = re.search(rf"单位\s*[:：]\s*(?:人民币)?\s*({UNIT})", text)
    return match[1] if match else ""


def _money_rank(name: str) -> int:
    """A total comes before what is spent in a year, and that before a share of it."""
    if re.search(
        r"总投资|投资总额|总额|投资额|^投资$|计划投资$|估算投资|概算投资", name
    ) or _WHOLE.search(name):
        return 1 if re.search(r"年度|当年|本年|\d{4}年", name) else 0
    return 2 if re.search(r"年", name) else 3


HEAD_ROWS = 10
"""The names of the columns are looked for in so many rows: above them stand the title, who sends
the list, when, and in what unit."""

GROUP = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、.．]\s*")
"""The number of a group, 一、 or （一）: 一、教育类（共3项）."""
_GROUP_END = re.compile(r"[（(]\s*(?:共)?\s*\d+\s*[项个件][）)]$")


TOTAL = re.compile(r"(合|总|小|共|累)\s*计[:：]?|总\s*数")
"""合计, 小 计：, 总数; but 小计量器具免费检定 is a project, told by its number."""


class Headings(NamedTuple):
    """The row that names the columns."""

    at: int
    """Index of its last row among the rows of the table."""
    columns: dict[str, int]
    """Index of the cell of each key."""
    unit: str
    """That of the sums, from their heading or a line above the table; empty if none is given."""
    others: tuple[str, ...]
    """Headings of columns that are not taken."""
    cells: tuple[str, ...]
    """All headings of the first row, by which the same table is known where it goes on."""

    def text(self, row: OfficeRow, key: str) -> str:
        """What a row says of one thing; nothing in the right parts of a merged cell."""
        at = self.columns.get(key, len(row.cells))
        return "" if at >= len(row.cells) or row.cells[at].from_left else row.cells[at].text

    def goes_on(self, row: OfficeRow, key: str) -> bool:
        """Whether what a row says of one thing stands in a cell that began above."""
        at = self.columns.get(key, len(row.cells))
        return at < len(row.cells) and row.cells[at].from_above


def find_headings(rows: Sequence[OfficeRow], above: Sequence[str] = ()) -> Headings | None:
    """The row among the first that names a title and another column.

    What stands `above` the table may give the unit of its sums. None if there is no such row: the
    table goes on with one above, is a card of one project, or no list.
    """
    unit = next(filter(None, map(unit_of, reversed(above))), "")
    for at, row in enumerate(rows[:HEAD_ROWS]):
        unit = next(filter(None, map(unit_of, row_words(row))), unit)
        texts = [one_line(cell.text) for cell in row.cells]
        names = [column_name(text) for text in texts]
        keys = {name.key for name in names if name.key}
        told = "title" in keys and len(keys) > 1 and len(set(row_words(row))) > 1
        # A label of a card has what it names beside it, no other label.
        beside = any(one.key and other.key and one != other for one, other in pairwise(names))
        if told and (beside or 2 * sum(bool(n.key) for n in names) > sum(map(bool, texts))):
            return _head(rows, at, unit)
    return None


def _head(rows: Sequence[OfficeRow], at: int, unit: str) -> Headings:
    texts = [one_line(cell.text) for cell in rows[at].cells]
    names = [column_name(text) for text in texts]
    last = at
    if at + 1 < len(rows) and _is_second_head(rows[at], rows[at + 1]):
        last = at + 1
        for place, cell in enumerate(rows[last].cells):
            over, under = texts[place], one_line(cell.text)
            if under and under != over:
                texts[place] = f"{under}（{over}）"
                is_whole = _WHOLE.search(under)  # a part alone would be too little
                names[place] = column_name(f"{over}{under}" if is_whole else texts[place])
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for place, name in enumerate(names):
        if name.key and rows[at].cells[place].text and name.rank < ranks.get(name.key, 99):
            columns[name.key], ranks[name.key] = place, name.rank
    if ranks.get("title") == _SHARED:
        columns.setdefault("summary", columns["title"])
    taken = set(columns.values())
    others = dict.fromkeys(
        text for place, text in enumerate(texts) if text and place not in taken
        and not rows[last].cells[place].from_left
    )  # fmt: skip
    money = names[columns["investment"]].unit if "investment" in columns else ""
    cells = tuple(one_line(cell.text) for cell in rows[at].cells)
    return Headings(last, columns, money or unit, tuple(others), cells)


def _is_second_head(first: OfficeRow, second: OfficeRow) -> bool:
    """Whether a row parts the headings above it: 投资 over 总投资 and 年度投资."""
    if len(first.cells) != len(second.cells) or not any(c.from_above for c in second.cells):
        return False
    fresh = [cell for cell in second.cells if not cell.from_above and cell.text]
    return bool(fresh) and all(
        not re.search(r"\d", cell.text) or column_name(cell.text).key for cell in fresh
    )


def row_words(row: OfficeRow) -> list[str]:
    """What stands in a row, each cell once, without empty ones."""
    return [one_line(cell.text) for cell in row.cells if cell.text and not cell.from_left]


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return re.sub(r"\s*\n\s*", "", text).strip()


def is_spread(row: OfficeRow) -> bool:
    """Whether the only word of a row lies across several columns."""
    return any(cell.from_left for cell in row.cells)


def counts_columns(words: list[str]) -> bool:
    """Whether a row numbers the columns: 1 2 3, or 甲 乙 丙. It stands below the headings."""
    counted = [str(at) for at in range(1, len(words) + 1)]
    return len(words) > 2 and words in (counted, list("甲乙丙丁戊己庚辛壬癸")[: len(words)])


def groups_by_numeral(rows: Sequence[OfficeRow], head: Headings) -> bool:
    """Whether Chinese numerals number the groups, since Arabic ones number the items."""
    texts = (unicodedata.normalize("NFKC", head.text(row, "id")) for row in rows)
    return any(text[:1].isdigit() for text in texts)


def group_name(text: str) -> str:
    """The name of a group without its number and the count behind it."""
    return _GROUP_END.sub("", GROUP.sub("", one_line(text), count=1)).strip()


def numbered(text: str) -> int | None:
    """The number that a cell of the column of numbers gives: 1, 1., 1.0, （一）, 第1项, 项目1, ①.

    None if it gives none, or one of four digits: that is a year.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip("()（）、.。:：")
    plain = re.sub(r"^(?:第|项目)?(.+?)[项号个]?$", r"\1", plain)
    plain = re.sub(r"\.0+$", "", plain)
    number = int(plain) if plain.isdecimal() and len(plain) < 4 else numeral(plain)
    return number if number and number > 0 else None


def unfolded(table: OfficeTable) -> OfficeTable:
    """A table that goes on beside itself, its headings printed twice, as one that goes on below."""
    for at, row in enumerate(table.rows[:HEAD_ROWS]):
        texts = [one_line(cell.text) for cell in row.cells]
        half = len(texts) // 2
        if texts[:half] == texts[half:] and find_headings([row]):
            parts = (slice(half), slice(half, None))
            below = (_half(row, part) for part in parts for row in table.rows[at:])
            return table._replace(rows=(*table.rows[:at], *below))
    return table


def _half(row: OfficeRow, part: slice) -> OfficeRow:
    """A half of a row; what says on the left that it is a total says so of the right one too."""
    cells = row.cells[part]
    if cells and not cells[0].text and TOTAL.match(re.sub(r"\s", "", row.cells[0].text)):
        cells = (row.cells[0], *cells[1:])
    return OfficeRow(row.number, cells)


def turned_round(table: OfficeTable) -> OfficeTable | None:
    """A table whose projects stand side by side, behind a column of labels, turned round."""
    columns = [*zip_longest(*(row.cells for row in table.rows), fillvalue=OfficeCell(""))]
    if len(columns) < 3 or any(column_name(cell.text).key for row in columns[1:] for cell in row):
        return None
    rows = tuple(
        OfficeRow(at, tuple(OfficeCell(c.text, c.from_left, c.from_above) for c in column))
        for at, column in enumerate(columns, start=1)
    )
    return OfficeTable(f"{table.name}横竖对调后", rows) if find_headings(rows) else None
