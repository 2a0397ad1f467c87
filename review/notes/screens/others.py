"""What others wrote, beside the page and put together: how it comes, is shown and goes."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from textual.widget import Widget

from content.report import Report
from review.reading.marks import MarginNote, NoteMark
from review.typography.looks import OTHERS_LOOKS, Look

if TYPE_CHECKING:
    from review.notes.merging.contributions import Opinion
    from review.notes.screens.notebook import Notebook

SIGN = "@"
"""Stands in the margin for a note of somebody else."""


class Others:
    """Others' notes with their names and colours, never written into one's own."""

    def __init__(
        self,
        desk: Widget,
        report: Report,
        notebook: Callable[[], Notebook],
        show: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._report = report
        self._notebook = notebook
        self._show = show
        self._all: Sequence[Opinion] = ()
        self._shown: Mapping[str, Opinion] = {}
        self._is_on = True

    # How they come

    def read(self) -> None:
        """Read what was put beside the page, in a thread, and show it."""
        self._desk.run_worker(self._read(), group="others", exclusive=True)

    async def _read(self) -> None:
        from review.notes.merging.beside import kept_beside
        from review.notes.merging.contributions import opinions

        now = datetime.datetime.now().astimezone()
        self._all = opinions(await asyncio.to_thread(kept_beside, self._report, now))
        self._show()

    def merge(self) -> None:
        """Open the screen that puts the notes of others together."""
        from review.notes.screens.merge_screen import MergeScreen

        notes = [entry.note for entry in self._notebook().notes]
        screen = MergeScreen(self._report, notes, self._set_apart)
        self._desk.app.push_screen(screen, lambda _result: self.read())

    async def _set_apart(self) -> None:
        """Put the notes of the notebook of which nobody knows the author beside the page."""
        from review.notes.merging.beside import set_apart, without_author

        notebook = self._notebook()
        notes = without_author([entry.note for entry in notebook.notes])
        await asyncio.to_thread(set_apart, self._report, notes)
        await notebook.delete(*notes)

    # How they are shown

    def toggle(self) -> str:
        """Show them, or put them away; what was done, if anything, in Chinese."""
        if not self._all:
            said = "正文旁没有他人批注。按+打开“合并他人批注”，选中文件后按*，就放到正文旁。"
            self._desk.notify(said, timeout=10, markup=False)
            return ""
        self._is_on = not self._is_on
        self._show()
        if self._is_on:
            return f"已显示{'、'.join(self._names)}的批注，再按*收起。"
        return "已收起他人批注，再按*显示。"

    @property
    def _names(self) -> list[str]:
        return sorted({opinion.name for opinion in self._all})

    def settle(self, own: Collection[str], version: str) -> None:
        """Settle what is shown: what stands in the text and not in the own notebook."""
        self._shown = {
            each.note.id: each
            for each in (self._all if self._is_on else ())
            if each.note.id not in own and each.note.stands_in(version)
        }

    def tell(self, note_id: str) -> None:
        """Show all of what somebody wrote, by the id of the note."""
        opinion = self._shown.get(note_id)
        if opinion is not None:
            said = opinion.note.body or "只划线，没有写意见"
            title = f"{opinion.name}　{opinion.note.kind.label}"
            self._desk.notify(said, title=title, timeout=20, markup=False)

    def marks(self, version: str) -> Mapping[int, tuple[NoteMark, ...]]:
        """What the page marks, by paragraph number."""
        from review.notes.listing import marks_of

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
        from review.notes.listing import note_text

        return {
            note_id: MarginNote(
                f"{SIGN}{opinion.name} {note_text(opinion.note)}",
                len(SIGN) + len(opinion.name),
                self._look(note_id),
            )
            for note_id, opinion in self._shown.items()
        }

    def _look(self, note_id: str) -> Look:
        place = self._names.index(self._shown[note_id].name)
        return OTHERS_LOOKS[place % len(OTHERS_LOOKS)]
