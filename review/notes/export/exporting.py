"""The text of an export, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum

from content.report import Report
from review.notes.export.selection import Selection
from review.notes.export.table import table
from review.notes.export.template_context import facts
from review.notes.export.templates import DEFAULT, render
from review.notes.export.webannotation import web_annotations
from review.notes.model import Note


class Format(str, Enum):
    """What kind of file; the value is its ending."""

    TXT = "txt"
    MD = "md"
    JSON = "json"
    CSV = "csv"

    @property
    def has_layout(self) -> bool:
        """Whether a template says what it looks like."""
        return self in (Format.TXT, Format.MD)

    @property
    def is_backup(self) -> bool:
        """Whether it can be imported, and so is UTF-8 always, as JSON has to be (RFC 8259, 8.1)."""
        return self is Format.JSON


def export_text(
    report: Report,
    notes: Iterable[Note],
    now: datetime,
    *,
    form: Format = Format.TXT,
    template: str = DEFAULT,
    selection: Selection | None = None,
) -> str:
    r"""An export as text, for a preview or to be written.

    Args:
        report: The report that is open.
        notes: Its notes, in any order; those in the trash are left out.
        now: The time of the export, with its zone.
        form: The format.
        template: The layout of a text or Markdown export.
        selection: Which notes are wanted; all by default.

    Returns:
        The text, lines ended by \n (rows of CSV by \r\n).

    Raises:
        Problem: There is no such template, or it is broken.
    """
    wanted = [note for note in notes if (selection or Selection()).takes(note)]
    if form is Format.JSON:
        return web_annotations(report, wanted)
    if form is Format.CSV:
        return table(report, wanted, now)
    return render(template, form.value, facts(report, wanted, now))
