"""What an import does to the notes that are there: nothing is lost and nothing doubled.

A file is a backup of one's own, perhaps of another machine. Notes are known by their ids; of two
that say different things the one changed later counts; the trash keeps what that replaces.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from review.notes.model import Note, moment, tasks_notebook


@dataclass(slots=True)
class Merge:
    """What is to be done with the notes of a file; of each id the newest is in one of the lists."""

    added: list[Note] = field(default_factory=list)
    replaced: list[Note] = field(default_factory=list)
    """Newer than the note by that id, which says something else."""
    restored: list[Note] = field(default_factory=list)
    """In the trash until now."""
    same: list[Note] = field(default_factory=list)
    kept: list[Note] = field(default_factory=list)
    """The note by that id says something else and is newer, or as new: it stays."""
    aside: list[Note] = field(default_factory=list)
    """What was written over, in the trash by ids of their own."""

    @property
    def changes(self) -> list[Note]:
        """The notes to be stored."""
        return [*self.added, *self.replaced, *self.restored]


def merge(existing: Iterable[Note], incoming: Iterable[Note], here: str = "") -> Merge:
    """Compare the notes of a file with those of the same ids that are there or in the trash.

    Those that come in on the report `here`, or on its tasks, are wanted there, also if they are on
    another one yet.
    """
    present = {note.id: note for note in existing}
    result = Merge()
    for note in _newest(incoming):
        old = present.get(note.id)
        if old is None:
            result.added.append(note)
        elif old.deleted:
            # Whoever imports a file wants what is in it, even if it was thrown away since.
            newer = old if moment(old.updated) > moment(note.updated) else note
            result.restored.append(replace(newer, deleted=""))
        elif note.anchor.quote in (old.anchor.quote, old.former) and (
            (old.kind, old.tags, old.body) == (note.kind, note.tags, note.body)
        ):
            is_wanted = note.report_id in (here, tasks_notebook(here))
            is_moved = is_wanted and old.report_id != note.report_id
            (result.replaced if is_moved else result.same).append(note)
        elif moment(old.updated) < moment(note.updated):
            result.replaced.append(replace(note, imported=old.imported))
        else:
            result.kept.append(note)
    return result


def _newest(notes: Iterable[Note]) -> list[Note]:
    newest: dict[str, Note] = {}
    for note in notes:
        if moment(newest.setdefault(note.id, note).updated) < moment(note.updated):
            newest[note.id] = note
    return list(newest.values())
