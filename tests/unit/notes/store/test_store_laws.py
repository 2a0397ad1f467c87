"""What holds for the store whatever is done to it, and in whatever order."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from review.notes.model import Note
from tests.unit.notes.making import REPORT, note, opened

OPERATIONS = ("add", "add two", "change", "delete", "restore", "undo", "redo", "reopen")


class Story:
    """A store, and what must be seen in it by all that was done so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.store = opened(path)
        self._ids: list[str] = []
        self._past: list[list[Note]] = []
        self._future: list[list[Note]] = []

    def visible(self) -> list[Note]:
        """The notes that are not in the trash."""
        return self.store.notes(REPORT.id)

    def do(self, operation: str, choice: int) -> None:
        """Do one thing, with one of the notes, and see that it did what it should."""
        before = self.visible()
        if operation == "undo":
            step = self.store.undo(REPORT.id)
            assert (step is None) == (not self._past)
            if step:
                self._future.append(before)
                assert self.visible() == self._past.pop()
        elif operation == "redo":
            step = self.store.undo(REPORT.id, again=True)
            assert (step is None) == (not self._future)
            if step:
                self._past.append(before)
                assert self.visible() == self._future.pop()
        elif operation == "reopen":
            self.store.close()
            self.store = opened(self._path)
            assert self.visible() == before
        elif self._edit(operation, choice):
            self._past.append(before)
            self._future.clear()
        self.check()

    def _edit(self, operation: str, choice: int) -> bool:
        """Change something; whether there was anything to be changed."""
        if operation.startswith("add"):
            new = [note(str(len(self._ids)), start=choice % 5)]
            new += [note("另一条")] * (operation == "add two")
            self._ids += [added.id for added in new]
            self.store.add(*new)
            return True
        if not self._ids:
            return False
        chosen = self.store.find(self._ids[choice % len(self._ids)])
        if operation == "change" and not chosen.deleted:
            changed = self.store.change(replace(chosen, body=f"{chosen.body}改"))
            assert changed in self.visible()
            return True
        if operation == "delete" and not chosen.deleted:
            self.store.delete(chosen.id)
            return True
        if operation == "restore" and chosen.deleted:
            self.store.restore(chosen.id)
            return True
        return False

    def check(self) -> None:
        """Every note that ever was is either to be seen or in the trash."""
        trash = self.store.trash(REPORT.id)
        assert sorted(n.id for n in [*self.visible(), *trash]) == sorted(self._ids)
        assert all(deleted.deleted for deleted in trash)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 9)), max_size=20))
def test_no_note_is_lost_and_every_step_can_be_taken_back(story: list[tuple[str, int]]) -> None:
    """Through edits, undo, redo and restarts in any order."""
    with tempfile.TemporaryDirectory() as folder:
        told = Story(Path(folder) / "notes.db")
        for operation, choice in story:
            told.do(operation, choice)
        told.store.close()
