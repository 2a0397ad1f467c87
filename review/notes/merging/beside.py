"""Others' notes beside the page: their files, kept apart from one's own notebook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.errors import Problem, refused
from content.report import Report
from content.tomlfile import read_bytes
from review.base import paths
from review.base.files import free_path, make_private_dir, write_atomic, write_out
from review.notes.export.selection import is_private
from review.notes.export.webannotation import web_annotations
from review.notes.merging.contributions import Contribution, read_contribution
from review.notes.model import Note

NOBODY = "导入（作者不明）"
"""Whose the notes are that version 0.1 brought into the notebook without their author."""


def kept_beside(report: Report) -> list[Contribution]:
    """What others wrote on a report, by their names; files that cannot be read are left out."""
    found = []
    for path in _files():
        try:
            found.append(read_contribution(path, report, name=path.stem))
        except Problem:
            continue
    return found


def is_beside(path: Path) -> bool:
    """Whether a file is one of those that are beside the page."""
    return path in _files()


def put_beside(contribution: Contribution) -> None:
    """Put what somebody wrote beside the page, in the place of what they gave before."""
    write_atomic(_path_of(contribution.name), read_bytes(contribution.path))


def take_away(contribution: Contribution) -> Path:
    """Take a file from beside the page; where it is then, among the user's documents."""
    path = free_path(paths.document(contribution.name).with_suffix(".json"))
    write_out(path, read_bytes(contribution.path))
    try:
        contribution.path.unlink()
    except OSError as error:
        raise refused("移不走", error, path=contribution.path) from error
    return path


def without_author(notes: Sequence[Note]) -> list[Note]:
    """The notes of the own notebook of which nobody knows who wrote them."""
    return [note for note in notes if note.imported and not is_private(note)]


def unclaimed(notes: Sequence[Note]) -> Contribution | None:
    """These notes as if they were somebody's; None where there are none."""
    found = without_author(notes)
    return Contribution(NOBODY, _path_of(NOBODY), tuple(found), "") if found else None


def set_apart(report: Report, notes: Sequence[Note]) -> None:
    """Put notes of the own notebook beside the page, with those that were put there before."""
    path = _path_of(NOBODY)
    before = read_contribution(path, report).notes if is_beside(path) else ()
    together = {note.id: note for note in (*before, *notes)}
    write_atomic(path, web_annotations(report, together.values()).encode("utf-8"))


def _files() -> list[Path]:
    try:
        return sorted(paths.others_dir().glob("*.json"))
    except OSError:  # closed, which the doctor tells
        return []


def _path_of(name: str) -> Path:
    folder = paths.others_dir()
    make_private_dir(folder)
    return folder / f"{paths.document(name).name}.json"
