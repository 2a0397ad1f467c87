"""Others' notes on the page: shown with their names and colours, never written into one's own."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence

from content.report import Report
from review.notes.listing import marks_of, note_text
from review.notes.merging.beside import kept_beside
from review.notes.merging.contributions import Opinion, opinions
from review.reading.marks import MarginNote, NoteMark
from review.typography.looks import OTHERS_LOOKS, Look

SIGN = "@"
"""Stands in the margin for a note of somebody else."""


class OthersLayer:
    """What others wrote on the report that is open.

    Args:
        report: The report.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._all: Sequence[Opinion] = ()
        self._shown: Mapping[str, Opinion] = {}
        self.is_on = True
        """Whether it is shown."""

    def read(self) -> None:
        """Read what was put beside the page; slow, for a thread."""
        now = datetime.datetime.now().astimezone()
        self._all = opinions(kept_beside(self._report, now))

    @property
    def names(self) -> list[str]:
        """Whose notes there are."""
        return sorted({opinion.name for opinion in self._all})

    def show(self, own: Collection[str], version: str) -> None:
        """Settle what is shown: what stands in the text and not in the own notebook, by id.

        Args:
            own: Ids of the notes there.
            version: `text_id` of the text.
        """
        self._shown = {
            each.note.id: each
            for each in (self._all if self.is_on else ())
            if each.note.id not in own and each.note.stands_in(version)
        }

    def find(self, note_id: str) -> Opinion | None:
        """What somebody else wrote, by the id of the note."""
        return self._shown.get(note_id)

    def marks(self, version: str) -> Mapping[int, tuple[NoteMark, ...]]:
        """What the page marks, by paragraph number."""
        found: dict[int, tuple[NoteMark, ...]] = {}
        notes = [opinion.note for opinion in self._shown.values()]
        for number, marks in marks_of(notes, version).items():
            found[number] = tuple(
                mark._replace(
                    look=self._look(mark.note_id), sign=SIGN if mark.sign else "", is_own=False
                )
                for mark in marks
            )
        return found

    def texts(self) -> dict[str, MarginNote]:
        """What stands beside the page, by the id of each note."""
        return {
            note_id: MarginNote(
                f"{SIGN}{opinion.name} {note_text(opinion.note)}",
                len(SIGN) + len(opinion.name),
                self._look(note_id),
            )
            for note_id, opinion in self._shown.items()
        }

    def _look(self, note_id: str) -> Look:
        place = self.names.index(self._shown[note_id].name)
        return OTHERS_LOOKS[place % len(OTHERS_LOOKS)]
