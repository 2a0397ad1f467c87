"""A list of projects out of the tables of an office: what is an item, and what is not.

Nothing is guessed in silence: what is left out and what is in doubt is said, each with its row.

Below the headings a row is, asked in this order: a note (填表人：…), the headings again, a total
(合计), the name of a group (一、教育类), or a project. A row without a name or number goes on with
the project above it. Another table is a part of the list if its numbers go on, or has the same
headings; a table may also be a card of one project, 项目名称 and what it is called side by side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from content.candidates.amounts import amount_text, read_amount
from content.candidates.files import FIELDS, PROSE, OfficeItem, OfficeReading, check_row
from content.candidates.office_headings import (
    GROUP,
    HEAD_ROWS,
    TOTAL,
    Headings,
    column_name,
    counts_columns,
    find_headings,
    group_name,
    groups_by_numeral,
    is_spread,
    numbered,
    one_line,
    row_words,
    turned_round,
    unfolded,
)
from content.candidates.office_lines import CATEGORY, SENDER
from content.candidates.office_tables import OfficeRow, OfficeTable, read_office_tables
from content.candidates.office_text import printed_table, read_office_text, split_title, text_of
from content.errors import Problem
from content.files import read_bytes
from content.numerals import numeral
from content.signatures import Signature, signature_of

# 教育类小计 is no project, told by having no name.
_TOTAL_OF = re.compile(r".+[合总小]计(?:[（(].*[）)])?[:：]?")
_NOTE = re.compile(
    r"(备?注|说明|填表|填报|制表|审核|联系人|联系电话|附注|资料来源)\s*(人|单位|日期|时间)?\s*([:：]|$)"
)
# 1.养老食堂, （1）养老食堂: the number within the name, where no column has it or a second time.
_OWN_NUMBER = re.compile(r"[（(]?(\d{1,2})\s*[）).．、]\s*(?=\D)")
_OPENING = ("id", "title", "category")
"""What a card of a project may begin with."""
_PRINTED = "名单从PDF的表格里读出，请与原件逐项核对。"
_REMEDY = (
    f"有表格的，前{HEAD_ROWS}行里应有各列的名称，至少要有“项目名称”和另一列；"
    "没有表格的，每项以“1.”“2.”或“一、”“二、”开头，从1起，不缺不重，至少两项。"
)


def read_office_list(path: Path) -> OfficeReading:
    """Read a list of projects: a table of .xlsx, .docx or CSV, or numbered text.

    Text is looked at only where no table has a project. Every project has a number afterwards: its
    own where they rise, else the one of its place.

    Raises:
        Problem: It cannot be read, or holds no table with a column of projects and no projects
            that are numbered.
    """
    is_prose = path.suffix.lower() in PROSE
    text = ""
    try:
        tables, left_out = read_office_tables(path)
    except Problem:  # of a PDF file, or of a text whose quote marks do not match
        kind = signature_of(read_bytes(path))
        if not is_prose or kind not in (None, Signature.PDF):
            raise
        text = text_of(path)
        tables, left_out = printed_table(path, text) if kind else [], []
    reader = _OfficeReader(path, left_out)
    reader.doubts += [_PRINTED] * bool(text and tables)
    for table in tables:
        reader.take(table)
    if not reader.items:
        reading = read_office_text(path, text) if is_prose else None
        if reading is None:
            why = "没有找到候选项目的表格，也没有依次编号的项目。"
            raise Problem(why, path=path, remedy=_REMEDY)
        return reading
    reader.number()
    return OfficeReading(tuple(reader.items), tuple(reader.left_out), tuple(reader.doubts))


class _OfficeReader:
    """Takes one table after the other."""

    def __init__(self, path: Path, left_out: list[str]) -> None:
        self._path = path
        self.items: list[OfficeItem] = []
        self.left_out = left_out
        self.doubts: list[str] = []
        self._head = Headings(0, {}, "", (), ())
        """That of the last table that had one."""
        self._category = ""
        self._sum_from = 0
        """Index of the first item that the next total adds up."""

    def take(self, table: OfficeTable) -> None:
        """Add the items of a table, if it goes on with the list; what is not added is told."""
        self.left_out += table.left_out
        caption = table.above[-1] if table.above else ""
        is_group = bool(GROUP.match(caption) and re.search(CATEGORY, caption))
        is_new = bool(caption) and not re.search(r"续|接上|页|单位|^\W*注", caption)
        if is_new:
            self._category = group_name(caption) if is_group else ""
        table = unfolded(table)
        head = find_headings(table.rows, table.above)
        if head is None and (turned := turned_round(table)):
            self.take(turned)
            return
        if head is None:
            self._take_without_head(table)
            return
        rows = table.rows[head.at + 1 :]
        # 续表, or another group.
        is_next = self._is_next(rows, head)
        is_same = head.cells == self._head.cells and (is_group or is_next is None)
        if self.items and not (is_next or is_same):
            other = f"{table.name or '后面的表格'}像是另一份名单，{len(rows)}行没有读。"
            self.left_out.append(other)
            return
        if self.items and is_new and not is_group:
            self.doubts.append(f"{table.name}上面写着“{caption[:40]}”，也读进了名单，请核对。")
        if head.cells != self._head.cells:
            self.left_out += [f"“{name}”这一列没有读。" for name in head.others]
        for row in table.rows[: head.at]:
            words = row_words(row)
            if words and find_headings([row]) is None and column_name(words[0]).key != "title":
                self.left_out.append(f"{_place(table, row)}是标题，不是项目：{_told(words)}。")
        self._head = head._replace(unit=head.unit or self._head.unit)
        self._take_rows(table, rows)

    def _take_without_head(self, table: OfficeTable) -> None:
        first = next((row for row in table.rows if row_words(row)), None)
        if first is None or self._take_cards(table):
            return
        if len(first.cells) == len(self._head.cells) and self._is_next([first], self._head):
            self._take_rows(table, table.rows)
        else:
            name, words = table.name or "一个表格", _told(row_words(first), 30)
            self.left_out.append(f"{name}里没有项目名称这一列，没有读：{words}。")

    def _take_cards(self, table: OfficeTable) -> bool:
        """Take a table that is one project, its labels beside what they name; whether it is.

        Several may stand below each other, each opened by the same label.
        """
        cards: list[dict[str, str]] = [{}]
        units: dict[str, str] = {}
        spare: list[str] = []
        for row in table.rows:
            cells = (cell.text for cell in row.cells if not cell.from_left)
            for label in cells:
                name = column_name(label)
                if not name.key:
                    spare += [one_line(label)] if label else []
                elif value := one_line(next(cells, "")):
                    if name.key in _OPENING and name.key == next(iter(cards[-1]), ""):
                        cards.append({})
                    cards[-1].setdefault(name.key, value)
                    units.setdefault(name.key, name.unit)
        is_told = all("title" in card and len(card) > 1 for card in cards)
        if not is_told or len(spare) >= sum(map(len, cards)):
            return False
        place = table.name or "表格"
        if spare:
            self.left_out.append(f"{place}里没有读：{_told(spare)}。")
        for nth, card in enumerate(cards, start=1):
            here = place if len(cards) == 1 else f"{place}第{nth}项"
            number, category = numbered(card.get("id", "")), card.get("category", "")
            item = OfficeItem(here, number, card["title"], category)
            item.fields = {key: [card[key]] for key in FIELDS if key in card}
            self.items.append(item)
            self._fill_money(item, card.get("investment", ""), units.get("investment", ""), here)
        return True

    def _is_next(self, rows: Sequence[OfficeRow], head: Headings) -> bool | None:
        """Whether rows go on with the numbers of the list; None if there are none to tell."""
        first = next(filter(None, (numbered(head.text(row, "id")) for row in rows)), None)
        last = next((item.number for item in reversed(self.items) if item.number), None)
        return None if first is None or last is None else first == last + 1

    # Rows

    def _take_rows(self, table: OfficeTable, rows: Sequence[OfficeRow]) -> None:
        head = self._head
        by_numeral = groups_by_numeral(rows, head)
        ended = False
        for at, row in enumerate(rows):
            words = row_words(row)
            place = _place(table, row)
            if not words:
                continue
            check_row(self._path, row.number, [c.text for c in row.cells], len(head.cells))
            if ended or _NOTE.match(words[0]) or self._is_foot(row, rows[at + 1 :]):
                self.left_out.append(f"{place}不是项目：{_told(words)}。")
                ended = (ended or len(words) == 1) and numbered(head.text(row, "id")) is None
            elif self._is_head_again(row) or (at == 0 and counts_columns(words)):
                self.left_out.append(f"{place}是表头，不是项目。")
            elif self._is_total(row, words):
                self._check_total(row, place)
            elif group := self._group(row, words, by_numeral=by_numeral):
                is_title = any(map(self._is_head_again, rows[at + 1 : at + 2]))
                self._category = "" if is_title else group
                what = f"标题，不是项目：{_told(words)}" if is_title else f"类别：{group}"
                self.left_out.append(f"{place}是{what.rstrip('。')}。")
            else:
                self._take_row(row, place)

    def _is_foot(self, row: OfficeRow, below: Sequence[OfficeRow]) -> bool:
        """Whether a row under the last project is a sentence, or tells who sends it or when."""
        words = row_words(row)
        if len(words) > 1 or any(self._head.text(other, "title") for other in below):
            return False
        if is_spread(row) and words[0].endswith("。"):
            return True
        told = self._head.text(row, "department") or self._head.text(row, "deadline")
        return not told and re.fullmatch(SENDER, words[0]) is not None

    def _is_head_again(self, row: OfficeRow) -> bool:
        texts = tuple(one_line(cell.text) for cell in row.cells)
        is_title = column_name(self._head.text(row, "title")).key == "title"
        return is_title or texts == self._head.cells

    def _is_total(self, row: OfficeRow, words: list[str]) -> bool:
        money, title = self._head.text(row, "investment"), self._head.text(row, "title")
        is_sum = read_amount(money, self._head.unit).value in self._sums()
        if is_sum and words == [one_line(money)] and len(self.items) > 1:  # no word says so
            return True
        texts = [self._head.text(row, "id"), title, *words[:1]]
        # The name of a project may begin so: 小计量器具免费检定.
        match = TOTAL.match if numbered(texts[0]) is None else TOTAL.fullmatch
        plain = [re.sub(r"\s", "", text) for text in texts]
        return any(map(match, plain)) or (not title and bool(_TOTAL_OF.fullmatch(plain[-1])))

    def _sums(self) -> tuple[Decimal, Decimal]:
        """What all projects cost, and those below the last total, in 万元."""
        added = [item.investment or Decimal(0) for item in self.items]
        return sum(added, Decimal(0)), sum(added[self._sum_from :], Decimal(0))

    def _check_total(self, row: OfficeRow, place: str) -> None:
        words = row_words(row)
        self.left_out.append(f"{place}是合计，不是项目：{_told(words)}。")
        written = read_amount(self._head.text(row, "investment"), self._head.unit).value
        every, part = self._sums()
        added = every if re.search(r"[合总共]\s*计", "".join(words[:2])) else part
        self._sum_from = len(self.items)
        if self.items and written not in (None, every, added):  # it may stand above them
            told = f"写的是{amount_text(written)}，各项相加是{amount_text(added)}"
            self.doubts.append(f"{place}的合计{told}，请核对。")

    def _group(self, row: OfficeRow, words: list[str], *, by_numeral: bool) -> str:
        """The category that a row names; empty if it names none."""
        columns = self._head.columns
        number = self._head.text(row, "id")
        if len(words) == 1:
            alone = words[0]
            place = next(at for at, cell in enumerate(row.cells) if cell.text)
            if place > columns["title"] and not is_spread(row):
                return ""
            title = self._head.text(row, "title")
            is_name = bool(title) and not GROUP.match(alone) and not is_spread(row)
            # With nothing but a title a row heads a group, where the next are numbered.
            if is_name and len(columns) > 2 and not ("id" in columns and not number):
                return ""
            return group_name(alone) if numbered(alone) is None or GROUP.match(alone) else ""
        is_numeral = bool(numeral(number.strip("、.．（）()"))) and not number[0].isdigit()
        if by_numeral and len(words) <= 3 and is_numeral:
            return group_name(next((word for word in words if word != number), ""))
        return ""

    def _take_row(self, row: OfficeRow, place: str) -> None:
        text, rest = self._head.text(row, "title"), None
        title = one_line(text)
        if title and self._head.columns.get("summary") == self._head.columns["title"]:
            title, rest = split_title(re.sub(r"\s*\n\s*", "：", text, count=1))
        number_text = self._head.text(row, "id")
        goes_on = self._head.goes_on(row, "title") and bool(self.items)
        if goes_on or (not title and not number_text and self.items):
            if not goes_on:
                self.doubts.append(f"{place}没有名称，当作上一项“{self.items[-1].title}”的续行。")
            self._fill(self.items[-1], row, place, is_new=False)
            return
        if not title:
            self.doubts.append(f"{place}没有名称，没有读：{_told(row_words(row))}。")
            return
        number = numbered(number_text)
        if number_text and number is None:
            self.doubts.append(f"{place}的序号“{number_text}”认不出来。")
        own = _OWN_NUMBER.match(title)
        if own and (number == int(own[1]) or "id" not in self._head.columns):
            number, title = int(own[1]), title[own.end() :]
        self.items.append(OfficeItem(place, number, title, self._category))
        self._fill(self.items[-1], row, place, is_new=True)
        if rest is not None:  # contents without the name that stands before them
            self.items[-1].fields["summary"] = [rest] if rest else []

    def _fill(self, item: OfficeItem, row: OfficeRow, place: str, *, is_new: bool) -> None:
        """Add what a row says to an item, which it begins if that `is_new`, or goes on with."""
        for key in FIELDS:
            text = self._head.text(row, key)
            if text and text not in item.fields.setdefault(key, []):
                item.fields[key].append(text)
        if "category" in self._head.columns:
            self._category = one_line(self._head.text(row, "category")) or self._category
            item.category = self._category
        money = self._head.text(row, "investment")
        if not self._head.goes_on(row, "investment"):
            self._fill_money(item, money, self._head.unit, place)
        elif money and is_new:
            told = f"{place}的投资与上一项合在一格里（{one_line(money)}），只记在上一项名下"
            self.doubts.append(f"{told}，请核对。")

    def _fill_money(self, item: OfficeItem, money: str, unit: str, place: str) -> None:
        amount = read_amount(money, unit)
        if amount.doubt:
            self.doubts.append(f"{place}的投资“{one_line(money)}”{amount.doubt}。")
        if item.investment_text and amount.value is not None and item.investment is not None:
            item.investment += amount.value
            item.fields.setdefault("investment", [item.investment_text]).append(amount.text)
            # The total first: the list that is kept has but this text, and is read again.
            whole, parts = amount_text(item.investment), "；".join(item.fields["investment"])
            item.investment_text = f"{whole}（{parts}）"
            self.doubts.append(f"{place}的投资与上一行相加，合{whole}。")
        elif amount.text:
            told = filter(None, (item.investment_text, amount.text))
            item.investment = None if item.investment_text else amount.value
            item.investment_text = "；".join(told)

    # Numbers

    def number(self) -> None:
        """Give every item a number of its own, and say where that is not the one that it had."""
        given = [item.number for item in self.items]
        rising = all(
            one is not None and other is not None and one < other for one, other in pairwise(given)
        )
        if all(given) and rising:
            missing = sorted(set(range(1, (given[-1] or 0) + 1)) - set(given))
            if missing:
                listed = "、".join(map(str, missing[:10]))
                self.doubts.append(f"序号缺{listed}，请核对是不是漏了项目。")
            return
        if any(given):
            self.doubts.append(f"序号有缺或重复，已依次编为1到{len(self.items)}，请核对。")
        for at, item in enumerate(self.items, start=1):
            item.number = at


def _place(table: OfficeTable, row: OfficeRow) -> str:
    return f"{table.name}第{row.number}行"


def _told(words: list[str], longest: int = 40) -> str:
    """What stands in a row, for a sentence."""
    return "　".join(words)[:longest].rstrip("。")
