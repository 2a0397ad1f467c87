"""Totals that a hall has called out, or that its devices have given: a table, every row checked.

Above the names of the columns stand the figures of the whole (发出, 收回, 有效, 无效, 空白, and
实到 and 全体 where they are known), each beside its number; below, a row for each item.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from content.csv_tables import CsvRow, read_table
from content.errors import Problem
from review.voting.counting.paper_columns import PaperItem, item_name, item_position
from review.voting.counting.results import Count, Reason, Sums
from review.voting.rules.choices import BlankBallot, Mode
from review.voting.rules.rules import MOST, Day, Rules

FIGURES = {
    "total": "全体(代表)?|应到(代表)?",
    "present": "实到(代表)?|到会(代表)?|出席(代表)?",
    "issued": "发出|发票|发出选票",
    "collected": "收回|收回选票|回收",
    "valid": "有效",
    "invalid": "无效|废票|作废",
    "blank": "空白",
}
"""What the figures above the table are called; 票, 票数, 人数 and the like may follow."""

_NAMES = {
    "total": "全体代表",
    "present": "实到代表",
    "issued": "发出票数",
    "collected": "收回票数",
    "valid": "有效票数",
    "invalid": "无效票数",
    "blank": "空白票数",
}
_TAIL = r"(票|票数|人数|数|张数|选票)?"
_VOTES = {
    "yes": "赞成|同意|得票|赞成票数?|同意票数?|得票数",
    "no": "反对|不赞成|不同意|反对票数?|不赞成票数?",
    "abstain": "弃权|弃权票数?|未选",
    "not_pressed": "未按|未按键|未按表决器|未表决|未按票数?",
}
"""What the columns of a vote are called, by the fields of `Count`."""

_LEVELS = {
    "yes": "满意|很满意|非常满意",
    "fair": "基本满意|比较满意",
    "no": "不满意",
    "abstain": "不了解|弃权|不了解(弃权)|未评价?",
}
"""What the columns of a survey are called."""


class TotalsRow(NamedTuple):
    """The numbers of one item."""

    line: int
    item: int
    """Position of the item, 0-based."""
    numbers: tuple[int, ...]
    """Its numbers, in the order of the columns that were asked for; 0 for one there is not."""


class TotalsTable(NamedTuple):
    """A table of totals, each number read, nothing compared yet."""

    figures: dict[str, int]
    """Figures of the whole that are written, by the names of `FIGURES`."""
    columns: tuple[str, ...]
    """The columns that are there, by the names that were asked for."""
    rows: tuple[TotalsRow, ...]


def read_totals(path: Path, items: Sequence[PaperItem], mode: Mode) -> TotalsTable:
    """Read a table of totals.

    Args:
        path: A CSV file.
        items: What is voted on.
        mode: The kind of vote, which its columns depend on.

    Raises:
        Problem: A number cannot be read, or an item has no row or two; with row and column.
    """
    columns = _LEVELS if mode is Mode.SURVEY else _VOTES
    rows = read_table(path)
    at = next((at for at, row in enumerate(rows) if _columns(row, columns)), None)
    if at is None:
        remedy = "表头应有“项目”（或“序号”）和“赞成、反对、弃权”等列。"
        raise Problem("没有找到各列的名称。", path=path, remedy=remedy)
    found = _columns(rows[at], columns)
    figures = _figures(path, rows[:at])
    read: list[TotalsRow] = []
    for row in rows[at + 1 :]:
        if not any(row.cells):
            continue
        if re.match(r"合\s*计|总\s*计", "".join(row.cells[:2])):
            _check_sum(path, row, found, read)
            continue
        if (known := _figure(row.cells)) and not _item_at(row, found, items):
            figures |= known
            continue
        read.append(_read_row(path, row, found, items))
    _check_items(path, read, items)
    read.sort(key=lambda row: row.item)
    kept = tuple(name for name in columns if name in found)
    return TotalsTable(figures, kept, tuple(read))


def sums_of(path: Path, table: TotalsTable, rules: Rules) -> tuple[Sums, Rules]:
    """The sums of a table of votes, and the rules with the numbers of the day that it names.

    Raises:
        Problem: A row or the figures do not add up; the slip is named.
    """
    if rules.mode is Mode.RANK:
        raise Problem("排序票要逐张录入，不能只填总数。", path=path, remedy="请用--ballots。")
    rules = _with_day(path, table, rules)
    figures = table.figures
    shares = table.columns
    valid = _valid(path, table, rules.mode)
    invalid = figures.get("invalid", 0)
    collected = figures.get("collected", valid + invalid)
    blank = figures.get("blank", 0)
    blank_is_invalid = rules.blank_ballot is BlankBallot.INVALID
    if "invalid" not in figures:
        invalid = collected - valid
    if valid + invalid != collected:
        message = f"有效{valid}＋无效{invalid}＝{valid + invalid}，与收回{collected}不等。"
        raise Problem(message, path=path, remedy="请核对这三个数。")
    if blank > (invalid if blank_is_invalid else valid):
        kind = "无效" if blank_is_invalid else "有效"
        message = f"空白票{blank}张，多于{kind}票，按规则空白票算{kind}票。"
        raise Problem(message, path=path, remedy="请核对空白票数。")
    counts = tuple(_count(path, row, shares, valid, rules.mode) for row in table.rows)
    if rules.deputies_total and collected > rules.deputies_total:
        message = f"收回{collected}张票，而全体代表只有{rules.deputies_total}人。"
        raise Problem(message, path=path, remedy="请核对这两个数。")
    limit, chosen = rules.limit, sum(count.yes for count in counts)
    if limit is not None and chosen > limit * valid:
        message = f"赞成合计{chosen}，而{valid}张票每张至多选{limit}项，至多{limit * valid}。"
        raise Problem(message, path=path, remedy="请核对各项的赞成数和限选项数。")
    reasons = ((Reason.BLANK, blank),) if blank and blank_is_invalid else ()
    return Sums(collected, valid, reasons, counts, 0 if blank_is_invalid else blank), rules


def row_slips(rows: Sequence[TotalsRow], expected: int | None) -> list[tuple[TotalsRow, int, int]]:
    """Rows whose numbers do not add up: the row, its sum, and what it should be.

    Args:
        rows: The rows.
        expected: What each should add up to; None for what most of them do.
    """
    sums = Counter(sum(row.numbers) for row in rows)
    wanted = sums.most_common(1)[0][0] if expected is None else expected
    return [(row, sum(row.numbers), wanted) for row in rows if sum(row.numbers) != wanted]


def refuse_slips(path: Path, rows: Sequence[TotalsRow], expected: int | None) -> None:
    """Make sure that every row adds up.

    Raises:
        Problem: One does not; it is named with what it adds up to.
    """
    slips = row_slips(rows, expected)
    if not slips:
        return
    row, found, wanted = slips[0]
    parts = "＋".join(map(str, row.numbers))
    what = "有效票数" if expected is not None else "其余各项的合计"
    more = f"另有{len(slips) - 1}行也不等。" if len(slips) > 1 else ""
    message = f"这一行{parts}＝{found}，与{what}{wanted}不等。{more}"
    raise Problem(message, path=path, line=row.line, remedy="请对照计票记录改正。")


# What the table says


def _columns(row: CsvRow, wanted: dict[str, str]) -> dict[str, int]:
    """The cells of the columns that a row names; none if it is no heading."""
    found: dict[str, int] = {}
    for at, cell in enumerate(row.cells):
        name = _plain(cell)
        for key, pattern in wanted.items():
            if re.fullmatch(rf"({pattern}){_TAIL}", name):
                found.setdefault(key, at)
        if re.fullmatch(r"序号|编号|号", name):
            found.setdefault("id", at)
        elif re.fullmatch(r"(候选|实事)?项目(名称)?|名称", name):
            found.setdefault("title", at)
    if not ({"id", "title"} & set(found) and set(found) & set(wanted)):
        return {}
    return {key: found[key] for key in ("id", "title", *wanted) if key in found}


def _figures(path: Path, rows: Sequence[CsvRow]) -> dict[str, int]:
    figures: dict[str, int] = {}
    for row in rows:
        for name, number in _figure(row.cells).items():
            if figures.get(name, number) != number:
                message = f"{_NAMES[name]}写了两次，一次是{figures[name]}，一次是{number}。"
                raise Problem(message, path=path, line=row.line, remedy="请核对。")
            figures[name] = number
    return figures


def _figure(cells: Sequence[str]) -> dict[str, int]:
    """The figures of a row: a name and its number in one cell, or in two that follow."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name, _, inside = _plain(cell).partition(":")
        number = inside or (_plain(cells[at + 1]) if at + 1 < len(cells) else "")
        number = re.sub(r"[张人票]$", "", number)
        for key, pattern in FIGURES.items():
            if re.fullmatch(rf"({pattern}){_TAIL}", name) and number.isdecimal():
                found[key] = int(number)
    return found


def _item_at(row: CsvRow, found: dict[str, int], items: Sequence[PaperItem]) -> bool:
    names = [
        row.cells[at] for key in ("id", "title") if (at := found.get(key, 999)) < len(row.cells)
    ]
    return any(item_position(name, items) is not None for name in names if name)


def _read_row(
    path: Path, row: CsvRow, found: dict[str, int], items: Sequence[PaperItem]
) -> TotalsRow:
    places = {}
    for key in ("id", "title"):
        at = found.get(key)
        name = row.cells[at] if at is not None and at < len(row.cells) else ""
        if name:
            places[key] = item_position(name, items)
            if places[key] is None:
                message = f"第{(at or 0) + 1}列的“{name}”与候选项目不符。"
                remedy = "请写候选项目的序号或名称；名单不同时请用--candidates指明。"
                raise Problem(message, path=path, line=row.line, remedy=remedy)
    known = set(places.values())
    if len(known) != 1:
        message = "这一行的序号和名称不是同一个项目。" if known else "这一行没有写是哪一项。"
        raise Problem(message, path=path, line=row.line, remedy="请核对。")
    numbers = tuple(_number(path, row, found[key]) for key in _numbers(found))
    return TotalsRow(row.line, next(iter(known)) or 0, numbers)


def _numbers(found: dict[str, int]) -> list[str]:
    """The columns of numbers, in the order in which they were asked for."""
    return [key for key in found if key not in ("id", "title")]


def _number(path: Path, row: CsvRow, at: int) -> int:
    text = _plain(row.cells[at]) if at < len(row.cells) else ""
    if not text.isdecimal() or int(text[:7]) > MOST:
        shown = f"“{row.cells[at]}”" if text else "是空的"
        message = f"第{at + 1}列的数{shown}不对。" if text else f"第{at + 1}列{shown}。"
        remedy = f"应是0到{MOST}之间的整数，没有就写0。"
        raise Problem(message, path=path, line=row.line, remedy=remedy)
    return int(text)


def _check_sum(path: Path, row: CsvRow, found: dict[str, int], read: Sequence[TotalsRow]) -> None:
    """A row of totals has to be that of the rows above it."""
    for at, key in enumerate(_numbers(found)):
        text = _plain(row.cells[found[key]]) if found[key] < len(row.cells) else ""
        added = sum(each.numbers[at] for each in read)
        if text.isdecimal() and int(text) != added:
            message = f"第{found[key] + 1}列的合计写的是{text}，各行相加是{added}。"
            raise Problem(message, path=path, line=row.line, remedy="请核对。")


def _check_items(path: Path, rows: Sequence[TotalsRow], items: Sequence[PaperItem]) -> None:
    seen: dict[int, int] = {}
    for row in rows:
        if row.item in seen:
            message = f"{item_name(items[row.item])}与第{seen[row.item]}行重复了。"
            raise Problem(message, path=path, line=row.line, remedy="每个项目一行，请改正。")
        seen[row.item] = row.line
    missing = [item for at, item in enumerate(items) if at not in seen]
    if missing:
        listed = "、".join(map(item_name, missing[:5]))
        raise Problem(f"缺少{listed}这一行。", path=path, remedy="每个项目一行，请补上。")


# What follows from it


def _with_day(path: Path, table: TotalsTable, rules: Rules) -> Rules:
    """The rules with the numbers of the day of the table, which may not contradict them."""
    written = []
    for name, before in zip(("total", "present", "issued"), rules.day[:3], strict=True):
        number = table.figures.get(name, 0)
        if number and before and number != before:
            message = f"{_NAMES[name]}在表里是{number}，在规则里是{before}。"
            raise Problem(message, path=path, remedy="请核对，改成一样的。")
        written.append(number or before)
    total, present, issued = written
    return rules.on(Day(total, present, issued, rules.collected))


def _valid(path: Path, table: TotalsTable, mode: Mode) -> int:
    """The valid ballots: as written, or what every row adds up to."""
    written = table.figures.get("valid")
    if written is None and {"collected", "invalid"} <= set(table.figures):
        written = table.figures["collected"] - table.figures["invalid"]
    shares = table.columns
    if mode is Mode.SURVEY:
        for share, name in (("yes", "满意"), ("fair", "基本满意"), ("no", "不满意")):
            if share not in shares:
                raise Problem(f"缺少“{name}”这一列。", path=path, remedy="请补上，没有就写0。")
    elif "abstain" not in shares and written is not None:
        return written
    elif "yes" not in shares or "abstain" not in shares:
        remedy = "请写上弃权一列，或在表头上面写明有效票数。"
        raise Problem("看不出一共有多少张有效票。", path=path, remedy=remedy)
    refuse_slips(path, table.rows, written)
    return sum(table.rows[0].numbers)


def _count(path: Path, row: TotalsRow, shares: Sequence[str], valid: int, mode: Mode) -> Count:
    numbers = dict(zip(shares, row.numbers, strict=True))
    if "abstain" not in numbers and mode is not Mode.SURVEY:
        numbers["abstain"] = valid - sum(row.numbers)
        if numbers["abstain"] < 0:
            message = f"这一行合计{sum(row.numbers)}，多于有效票数{valid}。"
            raise Problem(message, path=path, line=row.line, remedy="请对照计票记录改正。")
    if mode is Mode.APPROVE and numbers.get("no"):
        message = "限选票上没有反对，而这一行写了反对。"
        raise Problem(message, path=path, line=row.line, remedy="请核对投票方式。")
    return Count(**numbers)


def _plain(text: str) -> str:
    """A heading or a number without what people write one way or another: width, blanks, units."""
    plain = re.sub(r"\s|\([票张人]\)$", "", unicodedata.normalize("NFKC", text))
    return plain.replace(",", "")
