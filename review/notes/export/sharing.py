"""What may leave this computer: which notes a file takes at first, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from content.errors import Problem
from review.notes.export.form import PERSON
from review.notes.export.templates import DEFAULT
from review.notes.model import Note

PRIVATE = "私"
"""The tag of notes that leave in a backup only, or when they are chosen one by one."""

ONE_MATTER = "代表建议"
"""The paper that speaks of one matter only, so that its notes have to be chosen."""


def is_private(note: Note) -> bool:
    """Whether a note leaves only in a backup, or when it is chosen itself."""
    return PRIVATE in note.tags


def taken_at_first(notes: Iterable[Note], template: str | None) -> list[Note]:
    """The notes that a file takes unless others are chosen.

    A list takes marks without words too; a table and a file for others (None) do so as well. Papers
    do not, nor notes of which nobody knows who wrote them.
    """
    is_paper = template not in (None, DEFAULT)
    return [
        note
        for note in notes
        if not is_private(note) and not (is_paper and (note.imported or not note.body.strip()))
    ]


def check_one_matter(template: str, is_chosen: bool, notes: Sequence[Note]) -> None:
    """Refuse a paper on one matter whose notes were not chosen and stand under several headings."""
    if template != ONE_MATTER or is_chosen:
        return
    headings = list(dict.fromkeys(note.anchor.headings[-1:] for note in notes))
    if len(headings) > 1:
        raise Problem(
            f"代表建议一事一议，这{len(notes)}条批注分属{len(headings)}处。",
            remedy="请用--note、--tag或--section选出同一件事的批注。",
        )


def told(
    notes: Sequence[Note], fields: Mapping[str, str], left_out: Iterable[Note], what: str = ""
) -> str:
    """What is in a file and what is not, in one line; `what` is a paper without place for some."""
    own = [name for name in PERSON if fields.get(name)]
    parts = [f"含{len(notes)}条批注" + (f"和您的{'、'.join(own)}" if own else "")]
    if marked := sum(map(is_private, notes)):
        parts.append(f"其中{marked}条标着“{PRIVATE}”")
    rest = list(left_out)
    private = sum(map(is_private, rest))
    if private:
        parts.append(f"标“{PRIVATE}”的{private}条没有写入")
    if len(rest) > private:
        parts.append(f"另有{len(rest) - private}条没有列入{what}")
    return "；".join(parts)
