"""Ending a process while it writes notes, and seeing what is left.

The process adds, changes and deletes notes as fast as it can and acknowledges each step on a pipe,
with a number that grows. `python -m tests.unit.notes.killing FILE` is that process.
"""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from review.notes.store.codec import NoteDraft
from review.notes.store.note_store import NoteStore
from tests.unit.notes.making import REPORT, note

ROOT = Path(__file__).parents[4]
LONG = "字" * 3000
"""Makes a note fill several pages of the file."""

DELETED = -1


@dataclass
class Outcome:
    """What came of all rounds so far."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    """For each note the number of the last text that was acknowledged, or `DELETED`."""
    draft: int = 0
    steps: int = 0
    rolled_back: int = 0
    """Rounds that left a journal: the end came in the middle of a write."""


def write_for_ever(path: Path) -> None:
    """Write notes, and say so after each of them."""
    store = NoteStore(path)
    number = int(time.time() * 1000) % 10**9 * 1000
    for remark in store.remarks:
        sys.exit(remark)
    while True:
        original = note(f"{number}{LONG}", paragraph=12 + number % 3)
        store.add(original)
        _acknowledge("note", original.id, number)
        number += 1
        store.change(replace(original, body=f"{number}{LONG}"))
        _acknowledge("note", original.id, number)
        draft = NoteDraft("new", REPORT.id, "", original.anchor, original.kind, (), str(number), "")
        store.save_draft(draft)
        _acknowledge("draft", "", number)
        if number % 4 == 0:
            store.delete(original.id)
            _acknowledge("note", original.id, DELETED)
        number += 1


def _acknowledge(what: str, note_id: str, number: int) -> None:
    sys.stdout.write(json.dumps([what, note_id, number]) + "\n")
    sys.stdout.flush()


def kill_once(path: Path, outcome: Outcome, chance: random.Random) -> None:
    """Start the process, end it at a random moment, and take down what it acknowledged."""
    argv = [sys.executable, "-m", "tests.unit.notes.store.killing", str(path)]
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(chance.randint(1, 12))]
        time.sleep(chance.uniform(0, 0.03))  # somewhere in the next steps
        process.kill()
        lines += process.stdout.readlines()
    outcome.rolled_back += path.with_name(f"{path.name}-journal").exists()
    for line in lines:
        if not line.endswith(b"\n"):
            continue  # the acknowledgement itself was cut off
        what, note_id, number = json.loads(line)
        outcome.steps += 1
        if what == "draft":
            outcome.draft = number
        else:
            outcome.acknowledged[note_id] = number


def check(path: Path, outcome: Outcome) -> None:
    """See that the file is whole and everything that was acknowledged is in it, or later."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store = NoteStore(path)
    assert store.remarks == []
    present = {found.id: found.body for found in store.notes(REPORT.id)}
    trash = {found.id: found.body for found in store.trash(REPORT.id)}
    drafts = store.drafts(REPORT.id)
    for note_id, number in outcome.acknowledged.items():
        if number == DELETED:
            assert note_id in trash
            continue
        body = present.get(note_id) or trash[note_id]  # deleted, but not yet acknowledged
        assert body.endswith(LONG)
        assert int(body.removesuffix(LONG)) >= number
    assert outcome.draft <= max((int(draft.body) for draft in drafts), default=0)
    store.close()


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]))
