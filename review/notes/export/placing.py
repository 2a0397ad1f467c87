"""Fastening imported notes to the text that is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from content.report import Report
from review.notes.model import Note, text_id
from review.notes.revision.reanchor import Reanchorer


def placed(
    report: Report, notes: Iterable[Note], paragraphs_of: Callable[[str], Sequence[str] | None]
) -> list[Note]:
    """Notes out of a file, fastened to the report that is open where they speak of it.

    A note made on another version goes with its characters, as after a revision, or is looked for
    by its quote; if its passage is not there it becomes an orphan. A note that was an orphan stays
    one unless it was made on this very text. Notes of other reports stay as they are. An older
    version's paragraphs are given by its `text_id`, if it was kept.
    """
    version = text_id(report)
    own = []
    others = []
    for note in notes:
        made_here = note.anchor.text_id == version
        if not made_here and (note.report_id != report.id or note.is_orphan):
            others.append(note)
            continue
        own.append(replace(note, report_id=report.id))
    reanchorer = Reanchorer(report, paragraphs_of)
    return [*(reanchorer.outcome(note).after for note in own), *others]
