"""The 民生实事 candidates that are voted on: the trial list that ships, and official ones.

A report only says how many candidates there are. The trial list is drawn from its text, every entry
with the words it rests on; an official list is imported from a file, and its quotes are optional.

A file is read in one of two ways. The form of the program, TOML, is checked strictly: what is
missing is refused with its line. A file of an office, the CSV form too, is read as far as it goes
(`office_list.py`), and what was left out or is in doubt is told. A list that was accepted is kept
as TOML (`to_toml`) and read again with `was_checked`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from content.candidates.amounts import read_amount
from content.candidates.files import (
    FIELDS,
    FORMAT,
    KEYS,
    LATER,
    PROSE,
    SHEETS,
    CandidateEntry,
    CandidateSource,
    OfficeItem,
    read_source,
)
from content.candidates.title_faults import title_faults
from content.citation import resolve
from content.errors import Problem
from content.files import read_bytes
from content.report import Report
from content.signatures import Signature, signature_of
from content.span import Span
from content.tomlfile import toml_value
from content.unseen import visible

FEWEST, MOST = 1, 60
"""How many candidates a list may hold."""

NOTICE = "试投样例：据报告正文整理，并非提请大会票决的正式候选项目"
"""What every screen and export says while the trial list is in force."""

FILE = "candidates.toml"

LIST_ENDINGS = (*SHEETS, *PROSE, ".csv", ".tsv", ".toml")
"""Endings of the files that a list is read from."""

_OFFICE = (Signature.ARCHIVE, Signature.OLD_OFFICE, Signature.PDF)
_PLAIN = (".csv", ".tsv", ".txt", ".md")
"""Files of an office: what they hold, and else how they end."""

_STOPS = "，。；：、！？,;:!?"
"""What a line may end with that needs nothing between it and the next."""


class ListStatus(str, Enum):
    """Where a list comes from; the values are those of `status` in a file."""

    TRIAL = "trial"
    OFFICIAL = "official"

    @property
    def notice(self) -> str:
        """What has to stand wherever the list is shown; empty for an official list."""
        return NOTICE if self is ListStatus.TRIAL else ""


class Quote(NamedTuple):
    """Words of the report that a candidate rests on."""

    text: str
    """Verbatim."""
    span: Span
    """Where they stand in the report."""
    citation: str
    """How the paragraph is cited, such as 二（七）第3段."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate project (候选项目)."""

    id: int
    """Its number on the ballot, 1-based."""
    title: str
    summary: str
    """What is to be done, a plain sentence."""
    target: str
    """What can be measured; may be empty in an official list."""
    department: str
    """Who is responsible; empty where it is not known."""
    quotes: tuple[Quote, ...]
    deadline: str = ""
    """By when it is to be done."""
    place: str = ""
    category: str = ""
    investment_text: str = ""
    """What the list says of the sum."""

    @property
    def investment(self) -> Decimal | None:
        """The sum in 万元; None where it is not known, or cannot be read."""
        return read_amount(self.investment_text).value

    @property
    def facts(self) -> dict[str, str]:
        """What is known of it in a few words each, by what that is called."""
        named = {
            "投资": self.investment_text,
            "时限": self.deadline,
            "目标": self.target,
            "地点": self.place,
            "类别": self.category,
            "责任单位": self.department,
        }
        return {name: text for name, text in named.items() if text}

    @property
    def printed(self) -> tuple[object, ...]:
        """What stands on the ballot; what version 0.1 could not say only where it is said."""
        later = {key: self.text(key) for key in LATER if self.text(key)}
        said = (self.id, self.title, self.summary, self.target, self.department)
        return (*said, later) if later else said

    def text(self, key: str) -> str:
        """What a file says by a key of `KEYS`, but for the number."""
        return str(getattr(self, "investment_text" if key == "investment" else key))


@dataclass(frozen=True, slots=True)
class Candidates:
    """A list of candidates, in printed order."""

    status: ListStatus
    entries: tuple[Candidate, ...]

    @property
    def sha256(self) -> str:
        """What tells the list from others by what stands on the ballot; quotes do not count.

        A digest in hexadecimal of number, title and all that is said of each candidate, in their
        order. Sums count by their words. It is the same as version 0.1 gave for lists of its time.
        """
        printed = [c.printed for c in self.entries]
        text = json.dumps(printed, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Listing(NamedTuple):
    """A list as it was read from a file, with what a person should know before accepting it."""

    candidates: Candidates
    left_out: tuple[str, ...] = ()
    """What in the file was taken for no project, a Chinese sentence each."""
    doubts: tuple[str, ...] = ()
    """What should be looked at, a Chinese sentence each."""


def shipped_candidates(report: Report) -> Path | None:
    """The list that ships with a report of the program's own; None for other reports.

    An id that a person has typed may hold a path (`../x`); such a one has no list.
    """
    path = Path(__file__).parents[1] / report.id / FILE
    return path if report.id and Path(report.id).name == report.id and path.is_file() else None


def read_candidates(path: Path, report: Report, *, was_checked: bool = False) -> Candidates:
    """The candidates of a list; see `read_listing`."""
    return read_listing(path, report, was_checked=was_checked).candidates


def read_listing(path: Path, report: Report, *, was_checked: bool = False) -> Listing:
    """Read a list of candidates, check it against the report, and say how it was read.

    Args:
        path: A file with one of `LIST_ENDINGS`; what it holds comes before what it is called.
        report: The report that its quotes are from.
        was_checked: Whether it has been read before. The report may have been revised since then;
            a quote that its text does not hold any more is left out, and whether numbers and titles
            tell the candidates apart is not asked again. No sum is in doubt then.

    Raises:
        Problem: Something is missing or wrong; the message names file, line and remedy. A list of a
            newer version is a `NewerFile`.
    """
    kind, ending = signature_of(read_bytes(path)), path.suffix.lower()
    if ending != ".toml" and (kind in _OFFICE or ending in _PLAIN):
        return _office_listing(path)
    if ending not in ("", ".toml"):
        why = (
            "内容不是Excel（.xlsx）或Word（.docx）的表格，文件名也不以.csv、.txt、.md、.toml结尾。"
        )
        remedy = "请用Excel、WPS或Word打开它，另存为.xlsx或.docx再试。"
        raise Problem(why, path=path, remedy=remedy)
    source = read_source(path)
    doubts: list[str] = []
    entries = [_candidate(source, entry, report, was_checked, doubts) for entry in source.entries]
    if not was_checked:
        _check_numbers(source, entries)
    try:
        status = ListStatus(source.status)
    except ValueError:
        remedy = '应是"trial"或"official"。'
        raise source.problem("“status”写得不对。", source.status_line, remedy) from None
    listed = tuple(sorted(entries, key=lambda candidate: candidate.id))
    return Listing(Candidates(status, listed), doubts=() if was_checked else tuple(doubts))


def _office_listing(path: Path) -> Listing:
    from content.candidates.office_list import read_office_list  # 60 ms, with the parser of reports

    reading = read_office_list(path)
    if not FEWEST <= len(reading.items) <= MOST:
        message = f"这里有{len(reading.items)}个候选项目。"
        raise Problem(message, path=path, remedy=f"应有{FEWEST}到{MOST}个，请核对。")
    for at, message, remedy in title_faults([item.title for item in reading.items]):
        raise Problem(f"{reading.items[at].row}：{message}", path=path, remedy=remedy)
    doubts = list(reading.doubts)
    if not any(item.text("summary") for item in reading.items):
        doubts.append("没有建设内容这一列，各项只有名称。")
    listed = tuple(map(_from_office, reading.items))
    return Listing(Candidates(ListStatus.OFFICIAL, listed), reading.left_out, tuple(doubts))


def _from_office(item: OfficeItem) -> Candidate:
    texts = {key: visible(_one_line(item.text(key), "；")) for key in FIELDS}
    return Candidate(
        id=item.number or 0,
        title=item.title,
        quotes=(),
        category=visible(item.category),
        investment_text=visible(_one_line(item.investment_text, "；")),
        **texts,
    )


def _check_numbers(source: CandidateSource, entries: list[Candidate]) -> None:
    if not FEWEST <= len(entries) <= MOST:
        remedy = f"应有{FEWEST}到{MOST}个，请核对。"
        raise source.problem(f"这里有{len(entries)}个候选项目。", None, remedy)
    seen: set[int] = set()
    for entry, candidate in zip(source.entries, entries, strict=True):
        line = entry.line_of("id")
        if candidate.id in seen:
            raise source.problem(f"序号{candidate.id}重复了。", line, "每个项目一个序号，请改正。")
        if not 1 <= candidate.id <= len(entries):
            message = f"序号{candidate.id}不连续：一共{len(entries)}个项目。"
            raise source.problem(message, line, f"序号应从1到{len(entries)}，一个不缺，请改正。")
        seen.add(candidate.id)
    for at, message, remedy in title_faults([candidate.title for candidate in entries]):
        raise source.problem(message, source.entries[at].line_of("title"), remedy)


def _candidate(
    source: CandidateSource,
    entry: CandidateEntry,
    report: Report,
    was_checked: bool,
    doubts: list[str],
) -> Candidate:
    """An entry as a candidate; what should be looked at goes to `doubts`."""
    texts = {key: _text(source, entry, key) for key in KEYS if key != "id"}
    money = texts.pop("investment")
    amount = read_amount(money)
    if amount.doubt:
        doubts.append(f"第{entry.line_of('investment')}行的投资“{money}”{amount.doubt}。")
    # A list that was imported may come from a table without contents.
    for key in ("title",) if was_checked else ("title", "summary"):
        if not texts[key]:
            raise source.problem(f"“{key}”是空的。", entry.line_of(key), f"请填上{key}。")
    number = entry.data.get("id")
    if type(number) is not int:
        raise source.problem("“id”应是整数。", entry.line_of("id"), "请写1、2、3等。")
    quotes = []
    for nth in range(len(entry.quotes)):
        try:
            quotes.append(_quote(source, entry, nth, report))
        except Problem:
            if not was_checked:
                raise
    return Candidate(number, quotes=tuple(quotes), investment_text=amount.text, **texts)


def _text(source: CandidateSource, entry: CandidateEntry, key: str) -> str:
    if key not in entry.data and key in LATER:
        return ""
    if key not in entry.data:
        raise source.problem(f"缺少“{key}”这一项。", entry.line, f"请补上{key}。")
    value = entry.data[key]
    if key == "investment" and type(value) in (int, float):
        value = str(value)
    if not isinstance(value, str):
        raise source.problem(f"“{key}”应是文字。", entry.line_of(key), "请在两边加英文引号。")
    # What a title hides is refused; anywhere else it is left out.
    return _one_line(value, "") if key == "title" else visible(_one_line(value, "；"))


def _one_line(text: str, between: str) -> str:
    """A text without line breaks.

    `between` takes the place of a break that no punctuation stands at, or if empty a blank where
    digits or letters would be put together.
    """
    joined = ""
    for part in filter(None, map(str.strip, text.splitlines())):
        if joined and joined[-1] not in _STOPS:
            fuses = joined[-1].isascii() and part[0].isascii()
            joined += between or (" " if fuses else "")
        joined += part
    return joined


def _quote(source: CandidateSource, entry: CandidateEntry, nth: int, report: Report) -> Quote:
    text, citation = entry.quotes[nth]
    line = entry.line_of("text", nth)
    if not text:
        raise source.problem("引文是空的。", line, "请填上报告原文，或删去这一条。")
    paragraphs = report.paragraphs
    if citation:
        try:
            paragraphs = (report.paragraph(resolve(report, citation).paragraph),)
        except Problem as problem:
            message = f"出处“{citation}”找不到：{problem.message}"
            raise source.problem(message, line, problem.remedy) from None
    for paragraph in paragraphs:
        start, number = paragraph.text.find(text), paragraph.number
        if start >= 0:
            return Quote(text, Span(number, start, number, start + len(text)), paragraph.citation)
    message = f"引文“{text}”不在{citation or '报告'}里。"
    raise source.problem(message, line, "引文应与报告原文一字不差，请核对引文和出处。")


# Writing


def to_toml(candidates: Candidates, comment: str = "") -> str:
    """A list as a TOML file, a comment at its head; reading it gives an equal list."""
    lines = [f"# {line}" for line in comment.splitlines()]
    lines += [f"format = {FORMAT}", f"status = {toml_value(candidates.status.value)}"]
    for candidate in candidates.entries:
        lines += ["", "[[candidate]]", f"id = {candidate.id}"]
        for key in KEYS:
            text = candidate.text(key)
            if key != "id" and (text or key not in LATER):
                lines.append(f"{key} = {toml_value(text)}")
        for quote in candidate.quotes:
            lines += ["[[candidate.quote]]", f"text = {toml_value(quote.text)}"]
            lines.append(f"cite = {toml_value(quote.citation)}")
    return "\n".join(lines) + "\n"
