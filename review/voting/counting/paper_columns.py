"""Which column of a table of paper ballots is which item."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content.csv_tables import CsvRow
from content.errors import Problem
from review.voting.counting.ballot import Printed

NUMBER, FLAG = "张数", "标记"
"""Columns beside those of the items."""

_WHOLE = ("整体", "整体表决", "全部项目")
"""What the column of a ballot is called on which all candidates are one item."""

_NUMBERED = re.compile(r"第?(\d{1,3})(?:号|项)?(?:项目)?[.．、:：]?(.*)")


class Columns(NamedTuple):
    """Where the cells of a row belong."""

    items: tuple[int, ...]
    """The cell of each item, in printed order, 0-based."""
    number: int | None
    flag: int | None
    named: int
    """How many cells at the start of a row may hold something."""
    width: int
    names: tuple[str, ...] = ()
    """What the first row calls them, if it does."""


def plain_columns(path: Path, row: CsvRow, items: Sequence[Printed]) -> Columns:
    """The columns of a table that names none: those of the items, in printed order.

    Raises:
        Problem: There are more columns or fewer than items.
    """
    width = len(row.cells)
    if width != len(items):
        message = f"记号有{width}列，而候选项目有{len(items)}个。"
        raise _refused(path, row, message, _how(items))
    return Columns(tuple(range(width)), None, None, width, width)


def named_columns(path: Path, row: CsvRow, items: Sequence[Printed]) -> Columns:
    """The columns as a row names them, by the numbers or the names of the items, in any order.

    Raises:
        Problem: A column is named twice, or is no item, or an item has no column.
    """
    end = max(at for at, cell in enumerate(row.cells, start=1) if cell)
    names = row.cells[:end]
    known = _known(items)
    places: dict[str | int, int] = {}
    for at, name in enumerate(names):
        column: str | int | None = name if name in (NUMBER, FLAG) else _item(name, known)
        where = f"第{at + 1}列"
        if not name:
            raise _refused(path, row, f"{where}没有列名。", "请给每一列写上不同的列名。")
        if column is None:
            raise _refused(path, row, f"{where}的列名“{name}”与候选项目不符。", _how(items))
        if column in places:
            message = f"{where}的列名“{name}”与第{places[column] + 1}列重复了。"
            raise _refused(path, row, message, "每个项目一列，请改正列名。")
        places[column] = at
    missing = [item for at, item in enumerate(items) if at not in places]
    if missing:
        listed = "、".join(item.quoted for item in missing[:5])
        more = f"等{len(missing)}项" if len(missing) > 5 else ""
        raise _refused(path, row, f"缺少{listed}{more}这一列。", _how(items))
    return Columns(
        tuple(places[at] for at in range(len(items))),
        places.get(NUMBER),
        places.get(FLAG),
        end,
        len(row.cells),
        tuple(names),
    )


def _how(items: Sequence[Printed]) -> str:
    return (
        f"每个项目一列，共{len(items)}列，列名写项目的序号或名称；名单不同时请用--candidates指明，"
        "是后几轮投票的请写明--round和--items。"
    )


def _refused(path: Path, row: CsvRow, message: str, remedy: str) -> Problem:
    return Problem(message, path=path, line=row.line, remedy=remedy)


def item_position(name: str, items: Sequence[Printed]) -> int | None:
    """The position of the item that a number or a name means, 0-based; None if there is none."""
    return _item(name, _known(items))


def _known(items: Sequence[Printed]) -> dict[str | int, int]:
    """Positions of the items by their numbers and by their names."""
    by_name: dict[str | int, int] = {_plain(item.title): at for at, item in enumerate(items)}
    by_number: dict[str | int, int] = {item.id: at for at, item in enumerate(items)}
    return by_name | by_number | (dict.fromkeys(_WHOLE, 0) if len(items) == 1 else {})


def _item(name: str, known: dict[str | int, int]) -> int | None:
    """The position of the item that a column is called after; None if there is none."""
    plain = _plain(name)
    if plain in known:
        return known[plain]
    match = _NUMBERED.fullmatch(plain)
    if match is None:
        return None
    at = known.get(int(match[1]))
    agrees = not match[2] or known.get(match[2]) == at
    return at if agrees else None


def _plain(text: str) -> str:
    """A name without what people write one way or another: width, blanks, quotes."""
    return re.sub(r"[\s“”\"'‘’「」《》]", "", unicodedata.normalize("NFKC", text))
