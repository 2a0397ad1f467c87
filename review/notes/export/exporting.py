"""What an export is, whatever its format: the bytes of the file, and which notes are in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import count, repeat
from pathlib import Path
from typing import NamedTuple

from content.report import Report
from review.base import paths
from review.base.paper import Paper, markdown_text, plain_text
from review.base.spreadsheet import csv_text
from review.notes.export.form import DEFAULT, Arrangement
from review.notes.export.paper_markup import Filled, read_paper
from review.notes.export.selection import in_order
from review.notes.export.template_context import ends_of, facts, headings, local_time, paper_facts
from review.notes.export.templates import find, is_paper, render
from review.notes.export.webannotation import SURROGATE, web_annotations
from review.notes.model import Note, NoteStatus, text_id


class Encoded(NamedTuple):
    """An export as it goes into a file."""

    data: bytes
    replaced: int
    """Characters that no file can hold (lone surrogates), each written as U+FFFD."""


def encode(text: str, encoding: str = "utf-8", *, crlf: bool = False, bom: bool = False) -> Encoded:
    r"""Turn an export into bytes; old Windows programs need \r\n, and a mark to know UTF-8.

    `encoding` is one that has every character. A \r\n, as rows of CSV have it, stays one.
    """
    text, replaced = SURROGATE.subn("\ufffd", text)
    if crlf:
        text = re.sub(r"(?<!\r)\n", "\r\n", text)
    if bom:
        text = "\ufeff" + text
    return Encoded(text.encode(encoding), replaced)


def default_path(report: Report, suffix: str, now: datetime, template: str = DEFAULT) -> Path:
    """Where an export goes unless told otherwise: a speaking name in the documents folder.

    It is 审议批注-TITLE-2024-02-01.docx, or begins with the template where that is not the default.
    Nothing of a note is in it, and nothing is looked for there: a file may have that name already.
    """
    layout = "审议批注" if template == DEFAULT else template
    return paths.document(layout, report.title, f"{now:%Y-%m-%d}", ending=f".{suffix}")


def paper_file(paper: Paper, form: str) -> bytes:
    """A paper as the bytes of a file: `docx`, `txt` or `md`. What no file can hold is U+FFFD."""
    if form == "docx":
        from review.base.wordfile import word_file  # 0.2 s, with lxml: not for what is only read

        return word_file(paper)
    return encode(markdown_text(paper) if form == "md" else plain_text(paper)).data


class Format(str, Enum):
    """What kind of file; the value is its ending."""

    DOCX = "docx"
    TXT = "txt"
    MD = "md"
    JSON = "json"
    CSV = "csv"

    @property
    def has_layout(self) -> bool:
        """Whether a template says what it looks like."""
        return self in (Format.DOCX, Format.TXT, Format.MD)


@dataclass(frozen=True, slots=True)
class Exported:
    """An export, ready to be looked at and to be written."""

    text: str
    """All of it as text; of a Word document what it says."""
    notes: tuple[Note, ...]
    """Those that are in it; a paper may have no place for some that were asked for."""
    form: Format
    filled: Filled | None = None
    """The paper; None for what is none."""
    given: tuple[Note, ...] = ()
    """All notes that were asked for, as `filled` numbers them."""

    def having(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Those of some fields that are in it: not every layout has a place for each."""
        text = plain_text(self.filled.paper) if self.filled else self.text
        return {name: said for name, said in fields.items() if said.strip() in text}

    def encoded(self, encoding: str = "utf-8", *, crlf: bool = False, bom: bool = False) -> Encoded:
        """As it goes into a file; a Word document in its own way."""
        if self.filled and self.form is Format.DOCX:
            return Encoded(paper_file(self.filled.paper, "docx"), 0)
        return encode(self.text, encoding, crlf=crlf, bom=bom)


def exported(
    report: Report,
    notes: Iterable[Note],
    now: datetime,
    *,
    form: Format = Format.TXT,
    template: str = DEFAULT,
    fields: Mapping[str, str] | None = None,
    arrangement: Arrangement | None = None,
    creator: str | None = None,
) -> Exported:
    r"""Make an export; nothing is written. Any thread may call it.

    Which notes leave is decided before (`selection`): all that are given are in it, but for those
    in the trash. Lines end with \n, rows of CSV with \r\n. A Problem where there is no such
    template, or it is broken.

    Args:
        report: What the notes are on.
        notes: In any order.
        now: When it is made, in the zone in which times are told.
        form: What kind of file.
        template: The name of a layout; JSON and CSV have none.
        fields: What was filled in, by the names of `form.FIELDS`.
        arrangement: How the notes of a paper are arranged; None for the order of the report.
        creator: Who wrote the notes, in JSON that is given to others; None for a backup.
    """
    ordered = in_order((note for note in notes if not note.deleted), text_id(report))
    if form is Format.JSON:
        return Exported(web_annotations(report, ordered, creator), tuple(ordered), form)
    if form is Format.CSV:
        return Exported(_table(report, ordered, now), tuple(ordered), form)
    layout = find(template, form.value)
    if not is_paper(layout):
        text = render(layout, facts(report, ordered, now))
        return Exported(text, tuple(ordered), form)
    arrangement = arrangement or Arrangement()
    ordered = arrangement.arranged(ordered)
    given = paper_facts(report, ordered, now, fields or {}, arrangement)
    filled = read_paper(render(layout, given))
    paper = filled.paper
    return Exported(
        markdown_text(paper) if form is Format.MD else plain_text(paper),
        tuple(note for place, note in enumerate(ordered) if place in filled.shown),
        form,
        filled,
        tuple(ordered),
    )


# As a table for spreadsheets

_HEADER = "序号,类型,标题,出处,行号,原文,批注,标签,写于,改于,原文情况,修订前原文,编号"


def _table(report: Report, notes: Sequence[Note], now: datetime) -> str:
    version = text_id(report)
    cited = ["至".join(ends_of(note, report, version)) for note in notes]
    rows = map(_cells, count(1), notes, cited, repeat(version), repeat(now))
    return csv_text([_HEADER.split(","), *rows])


def _cells(number: int, note: Note, cited: str, version: str, now: datetime) -> tuple[str, ...]:
    anchor = note.anchor
    state = "有改动" if note.status is NoteStatus.CHANGED else "未变"
    if not note.stands_in(version):
        state = "已不在本稿"
    return (
        str(number),
        note.kind.label,
        " / ".join(headings(note)),
        cited,
        str(anchor.line or ""),
        anchor.quote,
        note.body,
        "、".join(note.tags),
        local_time(note.created, now),
        local_time(note.updated, now),
        state,
        note.former,
        note.id,
    )
