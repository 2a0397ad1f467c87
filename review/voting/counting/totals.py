"""Totals that a hall has called out, or that its devices have given: a table, every row checked.

Above the names of the columns stand the figures of the whole (发出, 收回, 有效, 无效, 空白, and
实到 and 全体 where they are known), each beside its number, or in a column; below, items in rows:

    发出,100,收回,98,有效,96,无效,2
    序号,项目名称,赞成,反对,弃权
    1,学校,60,20,16

People who make such tables slip: of ten rows that a county published in 2021 nine added up to 222,
one to 122. So every row has to add up to the valid ballots, and a slip is named, never mended. What
no figure says is reckoned only where it follows from the others: 弃权 as what is left of the valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from content.csv_tables import CsvRow, read_table
from content.errors import Problem
from review.voting.counting.ballot import Printed, cited
from review.voting.counting.paper_ballots import item_position
from review.voting.counting.results import Count, Reason, Sums
from review.voting.rules.choices import BlankBallot, Levels, Mode
from review.voting.rules.rules import DAY, MOST, Rules, faults, whole_number

_FIGURES = {
    "total": ("全体代表", "全体(代表)?|应到会?(代表)?"),
    "present": ("实到代表", "实到会?(代表)?|到会(代表)?|出席(会议)?的?(代表)?"),
    "issued": ("发出票数", "发出|发票|实发"),
    "collected": ("收回票数", "收回|回收|实收|收到|总(?=[选投]?票)"),
    "valid": ("有效票数", "有效"),
    "invalid": ("无效票数", "无效|废票|作废"),
    "blank": ("空白票数", "空白"),
}
"""The figures above the table, and their names; 票, 票数, 人数 and the like may follow these."""

_NAMING = ("id", "title")
"""The columns that say which item a row is of."""
_SUM, _ADDED = "sum", r"[合总]计|总票数?"
"""The column of what a row adds up to, which is checked where all of it has columns."""

_TAIL = r"总?((选|表决|票决|测评|投)?票|人|张)*总?数?"
_NUMBER = r"(\([票张人]\)|[:=,(]|[共合]?计|[为是共])*(?P<number>\d+)(?!\d|\.\d|[~—–或至-]\d|%)"
"""The number behind a name in one cell; 38%, 3.5 and 38或39 are none."""
_MEANT = r"[^\d率,;、。]{0,2}(\d+(?![\d.]*%)|[一二三四五六七八九十百]+[张票])"
"""What stands behind a name in one cell where a number was meant; no rate is."""
_SUMMED = ("collected", "valid", "invalid", "blank")
"""The figures without which the sums would be other ones."""

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


_NEEDED = {
    Mode.APPROVE: {"yes": "赞成"},
    **{mode: {"yes": "赞成", "no": "反对"} for mode in (Mode.YNA, Mode.WHOLE)},
    Mode.SURVEY: {"yes": "满意", "fair": "基本满意", "no": "不满意"},
}
"""The columns that a table has to have. 弃权 alone follows from the others and the valid ballots:
of a missing 反对 the program would have to invent how much of the rest it is."""


class _Row(NamedTuple):
    """The numbers of one item."""

    line: int
    item: int
    """Position of the item, 0-based."""
    numbers: dict[str, int]
    """Its numbers by the names of the columns, in their order."""

    @property
    def sum(self) -> int:
        return sum(self.numbers.values())

    @property
    def added(self) -> str:
        return f"这一行{'＋'.join(map(str, self.numbers.values()))}＝{self.sum}"


def read_totals(path: Path, items: Sequence[Printed], rules: Rules) -> tuple[Sums, Rules]:
    """The sums of a table of totals, and the rules with the numbers of the day that it names.

    `items` are those of the ballot, in printed order, and so are the sums; the rows of the table
    may come in any order. Where the valid ballots are not written, they are what all rows add up
    to. A survey whose table has 不了解 is one of four levels: it would be called 未评.

    Raises:
        Problem: A number cannot be read, an item has no row or two, or a row or the figures do not
            add up; the slip is named.
    """
    if rules.mode is Mode.RANK:
        raise Problem("排序票要逐张录入，不能只填总数。", path=path, remedy="请用--ballots。")
    names = _LEVELS if rules.mode is Mode.SURVEY else _VOTES
    table = read_table(path)
    at = next((at for at, row in enumerate(table) if _columns(row, names)), None)
    if at is None:
        remedy = "表头应有“项目”（或“序号”）和“赞成、反对、弃权”等列。"
        raise Problem("没有找到各列的名称。", path=path, remedy=remedy)
    columns = _columns(table[at], names)
    figured = table[:at]
    rows: list[_Row] = []
    for row in table[at + 1 :]:
        named = filter(None, (_cell(row, columns.get(key)) for key in _NAMING))
        # A project may be called as a figure is, such as 收回.
        is_item = any(item_position(name, items) is not None for name in named)
        figures = [] if is_item else _figure(path, row)
        adds = re.match(r"合\s*计|总\s*(计|[选投]?票)", "".join(row.cells[:2]))
        if adds and not is_item and sum(map(str.isdecimal, map(_plain, row.cells))) > len(figures):
            _check_sum(path, row, columns, rows)
            figured.append(CsvRow(row.line, row.cells[max(columns.values()) + 1 :]))
        elif figures:
            figured.append(row)
        elif is_item or any(  # who signs below has no numbers
            re.match(r"\d+(?![\d年])", _plain(_cell(row, at)))
            for key, at in columns.items()
            if key != "title"
        ):
            rows.append(_read_row(path, row, columns, items))
            cells = zip(table[at].cells, map(_plain, row.cells), strict=False)
            beside = (pair for pair in cells if not re.fullmatch(_ADDED, _plain(pair[0])))
            figured += [CsvRow(row.line, [*pair]) for pair in beside if pair[1].isdecimal()]
    _check_items(path, rows, items)
    rows.sort(key=lambda row: row.item)
    told = _figures(path, figured)
    rules = _with_day(path, told, rules)
    if rules.mode is Mode.SURVEY and "不了解" in _plain(_cell(table[at], columns.get("abstain"))):
        rules = replace(rules, levels=Levels.FOUR)
    return _sums(path, told, rows, rules), rules


def _sums(path: Path, figures: dict[str, int], rows: list[_Row], rules: Rules) -> Sums:
    """The sums, once figures and rows agree with each other, with the limit and with the deputies.

    Blank ballots are invalid or not as the rules say; why others are invalid no table tells.
    """
    valid = _valid(path, figures, rows, rules.mode)
    collected = figures.get("collected", valid + figures.get("invalid", 0))
    invalid = figures.get("invalid", collected - valid)
    blank = figures.get("blank", 0)
    blank_is_invalid = rules.blank_ballot is BlankBallot.INVALID
    if valid > collected:
        message = f"有效票{valid}张，多于收回的{collected}张。"
        raise Problem(message, path=path, remedy="请核对这两个数。")
    if valid + invalid != collected:
        message = f"有效{valid}＋无效{invalid}＝{valid + invalid}，与收回{collected}不等。"
        raise Problem(message, path=path, remedy="请核对这三个数。")
    kind, most = ("无效", invalid) if blank_is_invalid else ("有效", valid)
    if blank > most:
        message = f"空白票{blank}张，多于{kind}票，按规则空白票算{kind}票。"
        raise Problem(message, path=path, remedy="请核对空白票数。")
    valid_blank = 0 if blank_is_invalid else blank
    counts = tuple(_count(path, row, valid, rules.mode) for row in rows)
    for row, count in zip(rows, counts, strict=True):  # a blank one is unmarked at every item
        unmarked = count.abstain + count.not_pressed
        if unmarked < valid_blank:
            message = f"空白票{blank}张算有效票，各项都没有记号，而这一行没有记号的只有{unmarked}。"
            raise Problem(message, path=path, line=row.line, remedy="请核对空白票数和这一行。")
    limit, chosen, marked = rules.limit, sum(count.yes for count in counts), valid - valid_blank
    if limit is not None and chosen > limit * marked:
        message = f"赞成合计{chosen}，而{marked}张票每张至多选{limit}项，至多{limit * marked}。"
        raise Problem(message, path=path, remedy="请核对各项的赞成数和限选项数。")
    reasons = ((Reason.BLANK, blank),) if blank and blank_is_invalid else ()
    return Sums(collected, valid, reasons, counts, valid_blank)


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
        elif re.fullmatch(_ADDED, name):
            found.setdefault(_SUM, at)
    if "abstain" not in found:
        found.pop(_SUM, None)
    if not (set(_NAMING) & set(found) and set(found) & set(wanted)):
        return {}
    return {key: found[key] for key in (*_NAMING, *wanted, _SUM) if key in found}


def _figures(path: Path, rows: Sequence[CsvRow]) -> dict[str, int]:
    """The figures by the names of `_FIGURES`; one may be written twice if it is the same."""
    figures: dict[str, int] = {}
    for row in rows:
        for name, number in _figure(path, row):
            if number > MOST:
                remedy = f"应是0到{MOST}之间的整数。"
                raise Problem(f"{_FIGURES[name][0]}不对。", path=path, line=row.line, remedy=remedy)
            if figures.get(name, number) != number:
                message = f"{_FIGURES[name][0]}写了两次，一次是{figures[name]}，一次是{number}。"
                raise Problem(message, path=path, line=row.line, remedy="请核对。")
            figures[name] = number
    return figures


def _figure(path: Path, row: CsvRow) -> list[tuple[str, int]]:
    """The figures of a row: a name and its number in one cell, or in two that follow.

    Between these may be empty cells, which merged ones leave; and one cell may hold several, as a
    sentence does: 发出40张，收回39张. A name with nothing behind it is not known; with something
    that is no number (the next name, where the numbers stand below; 约39张) it is a slip.
    """
    found: list[tuple[str, int]] = []
    for at, cell in enumerate(row.cells):
        plain = _plain(cell)
        name, _, inside = plain.partition(":")
        number = inside or _behind(row, at)
        for key, (_name, pattern) in _FIGURES.items():
            named = rf"(?<![未应])({pattern}){_TAIL}"
            several = re.finditer(f"{named}{_NUMBER}", plain)
            if within := [(key, whole_number(each["number"])) for each in several]:
                found += within
                continue
            is_named = number and re.fullmatch(rf"({pattern}){_TAIL}", name)
            if is_named and number.isdecimal():
                found.append((key, whole_number(number)))
            elif is_named or (key in _SUMMED and re.search(f"{named}{_MEANT}", plain)):
                what = f"后面写的{cited(number)}不是数" if is_named else "里的数看不出是多少"
                remedy = "数写在名称右边的一格，如“收回,98”；不知道的留空。"
                raise Problem(f"{cited(cell)}{what}。", path=path, line=row.line, remedy=remedy)
    return found


def _behind(row: CsvRow, at: int) -> str:
    """What stands in the cell behind one; if that is empty, the number that comes next, if any."""
    rest = [re.sub(r"[张人票]$", "", _plain(cell)) for cell in row.cells[at + 1 :]]
    after = next(filter(None, rest), "")
    return after if rest[:1] == [after] or after.isdecimal() else ""


def _cell(row: CsvRow, at: int | None) -> str:
    return "" if at is None or at >= len(row.cells) else row.cells[at]


def _read_row(path: Path, row: CsvRow, columns: dict[str, int], items: Sequence[Printed]) -> _Row:
    """A row with its item, which number and name have to agree on where both are written."""
    places = set()
    for key in _NAMING:
        if name := _cell(row, columns.get(key)):
            place = item_position(name, items)
            if place is None:
                message = f"第{columns[key] + 1}列的{cited(name)}与候选项目不符。"
                remedy = "请写候选项目的序号或名称；名单不同时请用--candidates指明。"
                raise Problem(message, path=path, line=row.line, remedy=remedy)
            places.add(place)
    if len(places) != 1:
        message = "这一行的序号和名称不是同一个项目。" if places else "这一行没有写是哪一项。"
        raise Problem(message, path=path, line=row.line, remedy="请核对。")
    counted = {key: at for key, at in columns.items() if key not in (*_NAMING, _SUM)}
    numbers = {key: _number(path, row, at) for key, at in counted.items()}
    found = _Row(row.line, places.pop(), numbers)
    written = _plain(_cell(row, columns.get(_SUM)))
    if written and whole_number(written) != found.sum:
        message = f"{found.added}，与这一行的合计{cited(written)}不等。"
        raise Problem(message, path=path, line=row.line, remedy="请对照计票记录改正。")
    return found


def _number(path: Path, row: CsvRow, at: int) -> int:
    text = _plain(_cell(row, at))
    number = whole_number(text)
    if not 0 <= number <= MOST:
        wrong = f"第{at + 1}列的数{cited(_cell(row, at))}不对。"
        message = wrong if text else f"第{at + 1}列是空的。"
        remedy = f"应是0到{MOST}之间的整数，没有就写0。"
        raise Problem(message, path=path, line=row.line, remedy=remedy)
    return number


def _check_sum(path: Path, row: CsvRow, columns: dict[str, int], rows: Sequence[_Row]) -> None:
    """A row of totals has to be that of the rows above it."""
    for key, at in columns.items():
        text = _plain(_cell(row, at))
        added = str(sum(each.numbers.get(key, each.sum) for each in rows))
        if key not in _NAMING and text.isdecimal() and (text.lstrip("0") or "0") != added:
            message = f"第{at + 1}列的合计写的是{text}，各行相加是{added}。"
            raise Problem(message, path=path, line=row.line, remedy="请核对。")


def _check_items(path: Path, rows: Sequence[_Row], items: Sequence[Printed]) -> None:
    seen: dict[int, int] = {}
    for row in rows:
        if row.item in seen:
            message = f"{items[row.item].quoted}与第{seen[row.item]}行重复了。"
            raise Problem(message, path=path, line=row.line, remedy="每个项目一行，请改正。")
        seen[row.item] = row.line
    missing = [item for at, item in enumerate(items) if at not in seen]
    if missing:
        listed = "、".join(item.quoted for item in missing[:5])
        raise Problem(f"缺少{listed}这一行。", path=path, remedy="每个项目一行，请补上。")


# What follows from it


def _with_day(path: Path, figures: dict[str, int], rules: Rules) -> Rules:
    """The rules with the numbers of the day of the table, which may not contradict them."""
    day = rules.day
    for name, key in (("total", "deputies_total"), ("present", "present"), ("issued", "issued")):
        number, before = figures.get(name, 0), getattr(day, key)
        if number and before and number != before:
            message = f"{_FIGURES[name][0]}在表里是{number}，在规则里是{before}。"
            raise Problem(message, path=path, remedy="请核对，改成一样的。")
        day = day._replace(**{key: number or before})
    for fault in faults(rules.on(day)):
        if fault.key in DAY:
            raise Problem(fault.message, path=path, remedy=fault.remedy)
    return rules.on(day)


def _valid(path: Path, figures: dict[str, int], rows: list[_Row], mode: Mode) -> int:
    """The valid ballots: as written, or what every row adds up to."""
    written = figures.get("valid")
    if written is None and {"collected", "invalid"} <= set(figures):
        written = figures["collected"] - figures["invalid"]
    columns = rows[0].numbers
    for column, name in _NEEDED[mode].items():
        if column not in columns:
            raise Problem(f"缺少“{name}”这一列。", path=path, remedy="请补上，没有就写0。")
    if mode is not Mode.SURVEY and "abstain" not in columns:
        if written is not None:
            return written
        remedy = "请写上弃权一列，或在表头上面写明有效票数。"
        raise Problem("看不出一共有多少张有效票。", path=path, remedy=remedy)
    # Every row has to add up to the valid ballots; if these are not known, to what most do.
    wanted = Counter(row.sum for row in rows).most_common(1)[0][0] if written is None else written
    slips = [row for row in rows if row.sum != wanted]
    if not slips:
        return wanted
    row = slips[0]
    what = "有效票数" if written is not None else "其余各项的合计"
    more = f"另有{len(slips) - 1}行也不等。" if len(slips) > 1 else ""
    message = f"{row.added}，与{what}{wanted}不等。{more}"
    raise Problem(message, path=path, line=row.line, remedy="请对照计票记录改正。")


def _count(path: Path, row: _Row, valid: int, mode: Mode) -> Count:
    """The count of a row; without a column of 弃权 that is what is left of the valid ballots."""
    numbers = dict(row.numbers)
    if "abstain" not in numbers and mode is not Mode.SURVEY:
        numbers["abstain"] = valid - row.sum
        if numbers["abstain"] < 0:
            message = f"这一行合计{row.sum}，多于有效票数{valid}。"
            raise Problem(message, path=path, line=row.line, remedy="请对照计票记录改正。")
    if mode is Mode.APPROVE and numbers.get("no"):
        message = "限选票上没有反对，而这一行写了反对。"
        raise Problem(message, path=path, line=row.line, remedy="请核对投票方式。")
    return Count(**numbers)


def _plain(text: str) -> str:
    """A heading or a number without what people write one way or another: width, blanks, units."""
    plain = re.sub(r"\s|\([票张人]\)$", "", unicodedata.normalize("NFKC", text))
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
