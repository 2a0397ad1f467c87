"""What a list of candidates may stand in: TOML, empty forms, files of an office.

Here a TOML file is taken apart into entries, whose keys are known and whose quotes have their
shape; whether they say enough, and whether the report holds what they quote, is looked at in
`candidates.py`. What a file of an office is read into stands at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from content.csv_tables import read_any_text
from content.errors import Problem
from content.tomlfile import parse_toml

COLUMNS = {
    "id": "序号",
    "title": "名称",
    "summary": "内容",
    "target": "目标",
    "department": "责任单位",
    "deadline": "完成时限",
    "place": "建设地点",
    "category": "类别",
    "investment": "投资（万元）",
}
"""What a TOML file calls what it says of a project, and the column of the CSV form for it."""
KEYS = tuple(COLUMNS)
LATER = ("deadline", "place", "category", "investment")
"""Those that files of version 0.1 have not."""

FORMAT = 2
"""The number of the form of a TOML list; version 0.1 wrote none, which stands for 1."""

_LONGEST_CELL = 5000
"""Characters that a cell of a table may have; one that holds all that follows has many more."""

# The line that begins an entry. TOML tells no lines, so that they are counted beside it.
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*candidate[ \t]*\]\]")


@dataclass(frozen=True)
class CandidateEntry:
    """One candidate as the file has it, not yet checked."""

    data: Mapping[str, Any]
    """What it says by the keys of `COLUMNS`, of any type that TOML has."""
    quotes: tuple[tuple[str, str], ...]
    """Words of the report, and where they stand; empty where the file names no place."""
    line: int
    """Where it begins, 1-based."""
    body: tuple[str, ...] = ()
    """The lines of a TOML file from there on to the next candidate."""

    def line_of(self, key: str, nth: int = 0) -> int:
        """Where a key is set for the nth time (from 0); where the entry begins if it is not."""
        wanted = re.compile(rf"[ \t]*(?:[\"']?{key}[\"']?[ \t]*=|\[+[ \t]*candidate\.{key}\b)")
        found = [at for at, line in enumerate(self.body) if wanted.match(line)]
        return self.line + found[nth] if nth < len(found) else self.line


@dataclass(frozen=True)
class CandidateSource:
    """A file of candidates, taken apart."""

    path: Path
    entries: tuple[CandidateEntry, ...]
    status: Any = "official"
    """What the file says of it, right or wrong."""
    status_line: int | None = None
    """Where it says so, 1-based."""

    def problem(self, message: str, line: int | None, remedy: str) -> Problem:
        """A problem with the file, to be raised by the caller."""
        return Problem(message, path=self.path, line=line, remedy=remedy)


def read_source(path: Path) -> CandidateSource:
    """Take a TOML file apart.

    Raises:
        Problem: It cannot be read, or is not in the form of the program. One of a newer version is
            a `NewerFile`.
    """
    file = parse_toml(path, read_any_text(path))
    file.refuse_newer(FORMAT, "候选项目名单")
    file.expect(("status", "candidate", "format"))
    listed = file.data.get("candidate", [])
    lines = file.text.split("\n")
    starts = [at for at, line in enumerate(lines) if _HEADER.match(line)]
    are_tables = isinstance(listed, list) and all(isinstance(data, dict) for data in listed)
    if not are_tables or len(starts) != len(listed):
        raise file.problem("候选项目写得不对。", "candidate", remedy="每项以[[candidate]]开头。")
    entries = tuple(
        _entry(path, CandidateEntry(data, (), start + 1, tuple(lines[start:end])))
        for data, start, end in zip(listed, starts, [*starts[1:], len(lines)], strict=False)
    )
    status = file.data.get("status", "official")
    return CandidateSource(path, entries, status, file.line_of("status"))


def _entry(path: Path, entry: CandidateEntry) -> CandidateEntry:
    """An entry with its quotes, its keys looked at."""
    for key in entry.data:
        if key not in (*KEYS, "quote"):
            remedy = f"可用的是：{'、'.join(KEYS)}、[[candidate.quote]]。"
            message = f"不认识“{key}”这一项。"
            raise Problem(message, path=path, line=entry.line_of(key), remedy=remedy)
    quotes = entry.data.get("quote", [])
    form = "每条引文以[[candidate.quote]]开头，写text和cite两项，都是文字。"
    for nth, quote in enumerate(quotes if isinstance(quotes, list) else [None]):
        right = isinstance(quote, dict) and set(quote) <= {"text", "cite"} and "text" in quote
        if not right or not all(isinstance(value, str) for value in quote.values()):
            line = entry.line_of("text", nth)
            raise Problem("引文写得不对。", path=path, line=line, remedy=form)
    raw = tuple((quote["text"], quote.get("cite", "")) for quote in quotes)
    return replace(entry, quotes=raw)


def check_row(path: Path, line: int, cells: Sequence[str], columns: int) -> None:
    """A Problem if a row has more cells than columns, or one holds far too much for a project."""
    if len(cells) > columns:  # even empty ones: the others are no longer where they belong
        message = f"这一行有{len(cells)}格，而表头只有{columns}列。"
        remedy = "请检查逗号；文字里有逗号的，两边要加英文引号。"
        raise Problem(message, path=path, line=line, remedy=remedy)
    longest = max(map(len, cells), default=0)
    if longest > _LONGEST_CELL:
        message = f"这一行有一格长达{longest}字，不像候选项目。"
        remedy = "请检查是不是少了换行、逗号或引号；每格只写几句话，另存后再试。"
        raise Problem(message, path=path, line=line, remedy=remedy)


# Forms


_TOML_HEAD = """\
# 正式候选项目名单。填好后：shenyi candidates import 文件
# id 序号（从1起，不缺不重），title 名称，summary 内容（一句话）三项必填；
# target 目标，department 责任单位，deadline 完成时限，place 建设地点，category 类别，
# investment 投资（如"6200万元"、"1.36亿元"），没有就留空。
# 需要引用报告原文时，在该项后面加上（可加几条，与原文一字不差）：
#   [[candidate.quote]]
#   text = "新建长者食堂20处"
#   cite = "二（七）第3段"
status = "official"
"""

_BOM = "\ufeff"
"""Tells Excel that the file is UTF-8."""


def toml_form(entries: int) -> str:
    """An empty list as TOML, to be filled in, with room for so many candidates."""
    blanks = "".join(f'{key} = ""\n' for key in KEYS if key != "id")
    forms = (f"\n[[candidate]]\nid = {at}\n{blanks}" for at in range(1, entries + 1))
    return _TOML_HEAD + "".join(forms)


def csv_form(entries: int) -> str:
    """The same as CSV, numbered, for a spreadsheet: byte order mark, line ends of Windows."""
    commas = "," * (len(COLUMNS) - 1)
    rows = (f"{number}{commas}" for number in range(1, entries + 1))
    return _BOM + "\r\n".join((",".join(COLUMNS.values()), *rows)) + "\r\n"


# Lists of offices


SHEETS = (".xlsx", ".xlsm")
PROSE = (".txt", ".md", ".docx", ".pdf")
"""Endings of files that may list projects without a table."""

FIELDS = ("summary", "target", "department", "deadline", "place")
"""What may be said of a project in words."""


@dataclass
class OfficeItem:
    """A project as a table has it; rows that go on with it add to it."""

    row: str
    """Where it stands, such as 第5行."""
    number: int | None
    """What the table gives as its number; None until it has one."""
    title: str
    category: str = ""
    """The group that it stands in; empty if there are none."""
    fields: dict[str, list[str]] = field(default_factory=dict)
    """What is said of it by the keys `FIELDS`, a text for each row that says something new; and the
    texts of its sums by `investment`, where several were added."""
    investment: Decimal | None = None
    """In 万元; None where there is none that can be read."""
    investment_text: str = ""
    """As it stands there, with its unit; of several sums the total and, in brackets, each."""

    def text(self, key: str) -> str:
        """What the table says of one of `FIELDS`, a line for each row."""
        return "\n".join(self.fields.get(key, ()))


class OfficeReading(NamedTuple):
    """A list as it was read. Rows that are no items, and columns that are not taken, are told."""

    items: tuple[OfficeItem, ...]
    left_out: tuple[str, ...]
    """What was taken for no item, a Chinese sentence each."""
    doubts: tuple[str, ...]
    """What should be looked at, a Chinese sentence each."""
