"""`shenyi notes` as it is typed, and the store to look into."""

from __future__ import annotations

import pytest

from review.base import paths
from review.cli import main
from review.notes.store.note_store import NoteStore
from tests.unit.notes.export.exporting import primary, three_notes


class Shell:
    """The command, and what it answered.

    Attributes:
        out: The bytes on the standard output.
        said: The text on the standard error.
    """

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture
        self.out = b""
        self.said = ""

    def __call__(self, *arguments: str, status: int = 0) -> str:
        """Run `shenyi notes` with arguments; its standard output as text."""
        assert main(["notes", *arguments]) == status
        self.out, error = self._capture.readouterr()
        self.said = error.decode("utf-8")
        return self.out.decode("utf-8", "replace")

    def refused(self, *arguments: str) -> str:
        """Run what cannot be done; the one sentence it answers with."""
        assert self(*arguments, status=2) == ""
        assert self.said.startswith("审议：")
        assert self.said.count("\n") == 1
        return self.said


def stored() -> NoteStore:
    """The store, to look into."""
    return NoteStore(paths.notes_file())


def keep_three_notes() -> None:
    """Put three notes on the primary report into the store."""
    report = primary()
    store = stored()
    store.keep_text(report)
    store.add(*three_notes(report))
    store.close()
