"""The one thread on which the application reads and writes notes.

Nothing is opened before the first operation, and SQLite is not even imported before.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from content.errors import Problem
    from review.notes.store.note_store import NoteStore
    from review.notes.store.writer_lock import WriterLock

T = TypeVar("T")


class NoteKeeper:
    """The notes, for an application that must not wait for the disk.

    Args:
        path: The file of the notes.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._executor: ThreadPoolExecutor | None = None
        self._store: NoteStore | None = None
        self._lock: WriterLock | None = None

    @property
    def obstacle(self) -> Problem | None:
        """Why notes can only be looked at, if so; known once an operation has been done."""
        return None if self._store is None else self._store.obstacle

    @property
    def read_only(self) -> bool:
        """Whether notes can only be looked at; known once an operation has been done."""
        return self.obstacle is not None

    def submit(self, operation: Callable[[NoteStore], T]) -> Future[T]:
        """Have something done with the store, after all that was submitted before.

        Args:
            operation: Is given the store, on the keeper's thread.

        Returns:
            What it will return, or the Problem that it will raise. If the store cannot be opened,
            the next operation tries again.
        """
        if self._executor is None:
            from concurrent.futures import ThreadPoolExecutor

            self._executor = ThreadPoolExecutor(1, thread_name_prefix="notes")
        return self._executor.submit(lambda: operation(self._opened()))

    def changed_elsewhere(self) -> Future[bool]:
        """Whether another process has written since this was asked last; takes microseconds."""
        return self.submit(lambda store: store.changed_elsewhere())

    def close(self) -> None:
        """Finish what was submitted, copy what was written, and let go of the file.

        Raises:
            Problem: The copy could not be made; everything else was done.
        """
        if self._executor is not None:
            closing = self._executor.submit(self._close)
            self._executor.shutdown()
            closing.result()

    def _opened(self) -> NoteStore:
        if self._store is None:
            from review.base import paths
            from review.notes.store.connection import can_write
            from review.notes.store.note_store import NoteStore
            from review.notes.store.writer_lock import WriterLock

            read_only = False
            if self._lock is None and can_write(self._path):
                try:
                    self._lock = WriterLock(paths.notes_lock_file(self._path))
                except BlockingIOError:
                    read_only = True
            self._store = NoteStore.open(self._path, read_only=read_only)
        return self._store

    def _close(self) -> None:
        try:
            if self._store is not None:
                try:
                    self._store.back_up()
                finally:
                    self._store.close()
        finally:
            if self._lock is not None:
                self._lock.release()
