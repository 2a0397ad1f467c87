"""Notes as a table for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from content.report import Report
from review.base.spreadsheet import csv_text
from review.notes.export.selection import in_order
from review.notes.export.template_context import headings, local_time
from review.notes.model import Note, NoteStatus, text_id

_HEADER = [
    "序号",
    "类型",
    "标题",
    "出处",
    "行号",
    "原文",
    "批注",
    "标签",
    "写于",
    "改于",
    "原文情况",
    "修订前原文",
    "编号",
]


def table(report: Report, notes: Iterable[Note], now: datetime) -> str:
    """A header row and a row for each note, in document order."""
    version = text_id(report)
    ordered = enumerate(in_order(notes, version), start=1)
    return csv_text([_HEADER, *(_cells(number, note, version, now) for number, note in ordered)])


def _cells(number: int, note: Note, version: str, now: datetime) -> tuple[str, ...]:
    anchor = note.anchor
    state = "未变"
    if not note.stands_in(version):
        state = "已不在本稿"
    elif note.status is NoteStatus.CHANGED:
        state = "有改动"
    return (
        str(number),
        note.kind.label,
        " / ".join(headings(note)),
        anchor.citation,
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
