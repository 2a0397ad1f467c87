"""Changes of the notes: one after the other, shown when they are safe, and said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from content.errors import Problem
from review.notes.screens.marking import named

if TYPE_CHECKING:
    from review.notes.screens.note_desk import NoteDesk
    from review.notes.store.tables import Step

Change = Callable[[], Coroutine[Any, Any, str | None]]
"""Changes the notes; gives what there is to say of it, if anything."""

PATIENCE = 5.0
"""Seconds that keys wait for a change: a disk that hangs must not keep anybody from leaving."""

LOOK_EVERY = 2.0
"""Seconds between two looks, of microseconds, at whether another program has written notes."""


class NoteChanges:
    """Has the notes changed, and looks for what others have written."""

    def __init__(self, desk: NoteDesk) -> None:
        self._desk = desk
        self._reaches_back = False
        """Whether undoing may go on into an earlier sitting."""
        self._looking: Timer | None = None
        self._has_failed = False
        """Whether a complaint may be on the screen that the next change makes untrue."""
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    def make(self, change: Change, said: str = "", *, keys_wait: bool = True) -> None:
        """Have the notes changed, behind all that was asked for before; the view goes on meanwhile.

        A Problem of it is shown; when it is safe, what it gives is said, or else `said`. `settled`
        waits for it where `keys_wait` says so.
        """
        if keys_wait:
            self._at_rest.clear()
        self._desk.run_worker(self._carry_out(change, said), group="notes")

    async def _carry_out(self, change: Change, said: str) -> None:
        try:
            said = await change() or said
        except Problem as problem:
            self._complain(problem)
        else:
            if self._has_failed:
                self._has_failed = False
                self._desk.app.clear_notifications()
            self._desk.show_notes()
            if said:
                self._desk.say(said)
        finally:
            self._at_rest.set()

    def _complain(self, problem: Problem) -> None:
        self._has_failed = True
        self._desk.notify(str(problem), severity="error", timeout=15)

    def undo(self) -> None:
        """Take back the last change; one of an earlier sitting when asked twice."""
        notebook = self._desk.notebook
        self._reaches_back &= not notebook.steps
        if notebook.steps or self._reaches_back:
            self.make(partial(self._take_step, "撤销", notebook.undo))
            return
        self._reaches_back = True
        self._desk.say("这次打开以后没有改动。要撤销上次打开时的改动，请再按一次Ctrl+Z。")

    def redo(self) -> None:
        """Make again what was taken back."""
        self.make(partial(self._take_step, "重做", self._desk.notebook.redo))

    async def _take_step(
        self, name: str, take: Callable[[], Coroutine[Any, Any, Step | None]]
    ) -> str:
        step = await take()
        if step is None:
            return f"没有可以{name}的改动。"
        note = self._desk.notebook.find(step.changes[0].after.id) if step.changes else None
        if note is not None and not note.is_orphan:
            self._desk.reveal(note.anchor)
        which = f"（{named(note)}）" if note is not None else ""
        return f"已{name}：{step.action.label}{which}。"

    async def settled(self) -> None:
        """Wait until a change is made: a key typed behind Ctrl+S is not for the editor any more."""
        if not self._at_rest.is_set():
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._at_rest.wait(), PATIENCE)

    def keep_looking(self) -> None:
        """Look again and again at what others have written, quietly."""
        look = partial(self.look_again, quietly=True)
        self._looking = self._desk.set_interval(LOOK_EVERY, look)

    def stop_looking(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.stop()

    def look_again(self, *, quietly: bool = False) -> None:
        """Show what the command line, or another window, has written meanwhile."""
        # Not exclusive: one that was cut short would have noted a change and not shown it.
        self._desk.run_worker(self._look(quietly=quietly), group="looking")

    async def _look(self, *, quietly: bool) -> None:
        try:
            if await self._desk.notebook.load_if_changed():
                self._desk.show_notes()
        except Problem as problem:
            self.stop_looking()  # it was said before, or will be when the list is opened
            if not quietly:
                self._complain(problem)
