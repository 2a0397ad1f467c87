"""The notes, opened for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from review.base.output import tell

if TYPE_CHECKING:
    from content.report import Report
    from review.notes.store.note_store import NoteStore


@contextmanager
def opened_store(report: Report | None = None) -> Iterator[NoteStore]:
    """The user's notes, also beside a running application; remarks go to the standard error.

    Args:
        report: The report on the shelf whose notes are meant. If its text is not the one that they
            are on, since the program ended while it was revised, they are moved to it first. None
            where a file was named: that may be any version, and a look at it moves nothing.

    Raises:
        Problem: They cannot be opened.
    """
    from review.base import paths
    from review.notes.store.note_store import NoteStore

    store = NoteStore(paths.notes_file())
    try:
        _tell(store.remarks)
        if report is not None and store.obstacle is None:
            from review.notes.revision.revise import follow, summary

            outcomes = follow(store, report)
            if outcomes:
                tell(f"报告的文本变了，批注：{summary(outcomes)}。")
        yield store
        _tell(store.remarks)
    finally:
        store.close()


def _tell(remarks: list[str]) -> None:
    while remarks:
        tell(remarks.pop(0))
