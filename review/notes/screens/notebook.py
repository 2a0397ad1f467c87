"""The notes of the report that is open, as the view has them, and the one thread that they are on.

The screen never waits for the disk: every operation is handed to that thread, one after another.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from content.errors import Problem
from content.report import Report
from content.span import Span
from review.base import paths
from review.notes.listing import ListedNote, listed
from review.notes.model import (
    Anchor,
    Note,
    NoteStatus,
    anchor,
    new_note,
    shown_name,
    stamp,
    text_id,
)

if TYPE_CHECKING:
    from review.notes.screens.marking import Written
    from review.notes.store.codec import NoteDraft
    from review.notes.store.note_store import NoteStore
    from review.notes.store.tables import Step

_T = TypeVar("_T")


def new_slot() -> str:
    """A slot for the draft of a note that is not kept yet; that of a kept one is its id.

    It is no other draft's: one that was left waits until somebody goes on with it.
    """
    return f"new-{os.urandom(8).hex()}"


class Notebook:
    """Reads and writes the notes of one report on a thread of its own.

    Every method returns when the store has it safe, or raises the `Problem` that says why not;
    `notes`, `trash` and `drafts` are then those of the store. Once it is closed, nothing is done
    any more: what is asked of it is cancelled.
    """

    def __init__(self, report: Report, path: Path) -> None:
        self.report = report
        self.notes: list[ListedNote] = []
        """In document order, those without a place at the end."""
        self.trash: list[ListedNote] = []
        self.drafts: list[NoteDraft] = []
        self.steps = 0
        """Changes of this sitting that have not been undone."""
        self.remarks: list[str] = []
        """What has to be said of the store, Chinese sentences, until it is said."""
        self._path = path
        self._listed: dict[str, ListedNote] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._store: NoteStore | None = None
        """Used on the thread; nothing is opened, nor SQLite imported, before it is first needed."""
        self._is_closed = False
        self._is_stale = False
        """Whether the store has what could not be read when it was looked for."""

    @cached_property
    def version(self) -> str:
        """`text_id` of the report. Not before there are notes: what makes it takes half a MiB."""
        return text_id(self.report)

    @property
    def exists(self) -> bool:
        """Whether there are notes at all, if only in a backup of a file that is gone."""
        try:
            return self._path.exists() or paths.notes_backups_dir(self._path).exists()
        except OSError:
            return True  # to open them will say why they cannot be seen

    @property
    def obstacle(self) -> Problem | None:
        """Why the notes can only be looked at, if so."""
        return None if self._store is None else self._store.obstacle

    @property
    def is_at_risk(self) -> bool:
        """Whether the file is gone and the disk full: the latest notes end with the program."""
        return self._store is not None and self._store.is_stray

    async def load(self) -> None:
        """Read what there is; the first time, it is moved to the text that is open."""
        self._is_stale = True
        # Not later: a text that another process has put on the shelf meanwhile has its notes.
        await self.do(self._follow if self._store is None else lambda _store: None)

    def _follow(self, store: NoteStore) -> None:
        from review.notes.revision.revise import follow_text  # 18 ms

        follow_text(store, self.report)

    async def load_if_changed(self) -> bool:
        """Read again what the command line has written meanwhile; whether there was something."""
        if self._store is None and not self._is_closed:
            changed = self.exists
        else:
            changed = await self.ask(lambda store: store.changed_elsewhere())
        self._is_stale |= changed
        if not self._is_stale:
            return False
        await self.load()
        return True

    async def do(self, operation: Callable[[NoteStore], _T], *, steps: int = 0) -> _T:
        """Have something done on the notes' thread, and take the notes as they are then.

        What it raises is raised here. If it succeeds, so many `steps` more can be undone in this
        sitting; -1 for a step that was taken back.
        """
        result, kept = await self.ask(lambda store: (operation(store), self._kept(store)))
        self.notes, self.trash, self.drafts = kept
        self.steps = max(0, self.steps + steps)
        self._is_stale = False
        return result

    def _kept(self, store: NoteStore) -> tuple[list[ListedNote], list[ListedNote], list[NoteDraft]]:
        name = self.report.id
        notes, trash = (
            [self._list(n) for n in found(name)] for found in (store.notes, store.trash)
        )
        self.remarks += store.remarks
        store.remarks.clear()
        return notes, trash, store.drafts(name)

    async def ask(self, operation: Callable[[NoteStore], _T]) -> _T:
        """What an operation on the store gives; the notes that the view has stay as they are."""
        return await asyncio.wrap_future(self.submit(operation))

    def submit(self, operation: Callable[[NoteStore], _T]) -> Future[_T]:
        """Have something done with the store, after all that was submitted before.

        If the store cannot be opened, the next operation tries again.
        """
        if self._is_closed:
            # Of a report that was left: it would take the file from the one that is open now, and
            # move the notes to a text that is no more. Whoever asks is on its way out, too.
            refused: Future[_T] = Future()
            refused.cancel()
            return refused
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="notes")
        return self._thread.submit(lambda: operation(self._opened()))

    def _opened(self) -> NoteStore:
        if self._store is not None and self._store.is_superseded():
            # A program that copies folders has put another file there, say. What was open is in a
            # copy; what is there now is opened, or mended by that copy.
            moved, self._store = self._store, None
            moved.close()
        if self._store is None:
            from review.notes.store.note_store import NoteStore  # 12 ms

            self._store = NoteStore(self._path, alone=True)
        return self._store

    def _list(self, note: Note) -> ListedNote:
        known = self._listed.get(note.id)
        if known is None or known.note != note:
            known = self._listed[note.id] = listed(note)
        return known

    @property
    def tags(self) -> list[str]:
        """The tags of the notes, those that stand most often first."""
        found = Counter(shown_name(tag) for entry in self.notes for tag in entry.note.tags)
        return [tag for tag, _count in found.most_common()]

    def find(self, note_id: str) -> Note | None:
        """The note with an id, if it is there and not in the trash."""
        return next((entry.note for entry in self.notes if entry.note.id == note_id), None)

    # Writing

    def passage(self, span: Span) -> Anchor:
        """What a note on a stretch of the report is fastened to."""
        return anchor(self.report, span, self.version)

    async def add(self, passage: Anchor, written: Written, slot: str = "") -> None:
        """Keep a new note, and let go of the draft in its slot, both or neither."""
        note = new_note(self.report.id, passage, *written)

        def operation(store: NoteStore) -> None:
            with store.together():
                store.keep_text(self.report)
                store.add(note)
                store.drop_draft(self.report.id, slot)
            if passage.text_id != self.version:
                self._follow(store)  # a draft that was left on an earlier text

        await self.do(operation, steps=1)

    async def change(self, note: Note, written: Written) -> None:
        """Keep what a note says now, and let go of its draft, both or neither.

        Where it stands is left as it is kept, whatever `note` says.
        """
        kind, tags, body = written

        def operation(store: NoteStore) -> None:
            with store.together():
                # The command line may have moved it to a revised text while it was open here.
                kept = store.find(note.id)
                store.change(replace(kept, kind=kind, tags=tags, body=body))
                store.drop_draft(self.report.id, note.id)

        await self.do(operation, steps=1)

    async def move(self, note: Note, passage: Anchor) -> None:
        """Fasten a note to another passage, by hand; what it says is left as it is kept."""

        def operation(store: NoteStore) -> None:
            with store.together():
                store.keep_text(self.report)
                kept = store.find(note.id)  # the command line may have changed it
                store.change(replace(kept, anchor=passage, status=NoteStatus.SAME, former=""))

        await self.do(operation, steps=1)

    async def delete(self, *notes: Note) -> None:
        """Put notes into the trash, in one step."""
        await self.do(lambda store: store.delete(*(note.id for note in notes)), steps=1)

    async def restore(self, note: Note) -> None:
        """Take a note out of the trash."""
        await self.do(lambda store: store.restore(note.id), steps=1)

    async def undo(self) -> Step | None:
        """Take back the last change; what it was, or None if there is none."""
        return await self.do(lambda store: store.undo(self.report.id), steps=-1)

    async def redo(self) -> Step | None:
        """Make the change again that was taken back last; None if there is none."""
        step = await self.do(lambda store: store.undo(self.report.id, again=True))
        self.steps += step is not None
        return step

    # Drafts

    def keep_draft(
        self, passage: Anchor, slot: str, note_id: str, written: Written
    ) -> Future[None]:
        """Keep what is being written in a slot (`new_slot`); the future is done when it is safe.

        `note_id` is that of the note that is changed; empty for a new one.
        """
        from review.notes.store.codec import NoteDraft  # with the store

        draft = NoteDraft(slot, self.report.id, note_id, passage, *written, stamp(time.time()))
        return self.submit(lambda store: store.save_draft(draft))

    async def drop_draft(self, slot: str) -> None:
        """Let go of the draft in a slot."""
        await self.do(lambda store: store.drop_draft(self.report.id, slot))

    def close(self) -> None:
        """Finish what was submitted, copy what was written, and let go of the file for good.

        It waits for the disk, and may be called twice.

        Raises:
            Problem: The copy failed; notes are lost only where it says so.
        """
        thread, self._thread, self._is_closed = self._thread, None, True
        if thread is not None:
            closing = thread.submit(lambda: self._store.close() if self._store else None)
            thread.shutdown()
            closing.result()
