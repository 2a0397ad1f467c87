"""The files of a report's folder, as a report that a person brings along is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from content.numerals import in_digits
from content.report import Report, Role
from content.shelf.library import parse_folder
from content.shelf.manifest import MANIFEST, Manifest, dump_manifest
from content.shelf.stored_outline import STORED, dump

if TYPE_CHECKING:
    from content.importing import Understood
    from content.parsing.title_block import Facts


def id_of(report: Report, facts: Facts) -> str:
    """The id of a report: the year of its title or day, and the beginning of its text's digest.

    It stays the same however often and from what file the report is added: notes are kept by it.
    """
    import hashlib  # some milliseconds, which only who adds a report needs

    year, titles = facts.year, [p.text for p in report.paragraphs if p.role is Role.TITLE]
    if facts.date and year == facts.date.year + 1:  # planned, if no title names it
        year -= str(year) not in in_digits("".join((report.title, *titles)))
    digest = hashlib.sha256(_plain(report).encode("utf-8", "surrogatepass")).hexdigest()
    return f"r{year or ''}-{digest[:8]}"


def same_text(one: Report, other: Report) -> bool:
    """Whether two reports have the same paragraphs, blanks left aside."""
    return _plain(one) == _plain(other)


def _plain(report: Report) -> str:
    return "\n".join("".join(paragraph.text.split()) for paragraph in report.paragraphs)


def keep(
    folder: Path,
    understood: Understood,
    *,
    report_id: str,
    title: str,
    added: datetime.datetime,
    write: Callable[[Path, bytes], None],
) -> None:
    """Write all files of a report into a folder in which nothing is yet.

    They are the manifest, the text that the report is read from (`report.txt`), that text without
    what was left out (`cleaned.txt`), the file as it was (`original` with its ending), what
    was said of it with every removal (`account.txt`), and the stored outline. `added` is now, with
    its time zone; `write` writes a file whole.

    Raises:
        Problem: It could not be written, or would not open again.
    """
    from content.importing.account import account  # 18 ms, and only who adds a report

    original = "original" + understood.form.endings[0]
    manifest = Manifest(
        id=report_id,
        title=title,
        text=folder / "report.txt",
        original=original,
        added=added,
        **understood.facts._asdict(),
    )
    write(folder / MANIFEST, dump_manifest(manifest).encode("utf-8"))
    write(manifest.text, kept_bytes(understood.text))
    write(folder / original, understood.original)
    write(folder / "cleaned.txt", kept_bytes(understood.cleaned))
    write(folder / "account.txt", kept_bytes(account(understood, title=title)))
    store_outline(folder, manifest, write)


def store_outline(
    folder: Path,
    manifest: Manifest,
    write: Callable[[Path, bytes], object],
    report: Report | None = None,
) -> Report:
    """Store the outline of a folder, if none is given that of its files as they are parsed now."""
    report = report or parse_folder(folder)
    write(folder / STORED, dump(report, folder / MANIFEST, manifest.text).encode("utf-8"))
    return report


def kept_bytes(text: str) -> bytes:
    """Text as it can be read again: a document may hold signs that no text file may."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace")
