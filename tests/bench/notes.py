"""The store of notes: kill -9 while it writes, and how long it takes with 2,000 notes.

Run by `make bench` with the rest, or alone: `.venv/bin/python -m tests.bench.notes`.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from review.notes.model import NoteStatus
from review.notes.store.note_store import NoteStore
from tests.bench.programs import percentile
from tests.unit.notes.making import REPORT, note
from tests.unit.notes.store.killing import Outcome, check, kill_once

NOTES = 2000
KILLS = 50
KILLS_HELP = "how often a process that writes notes, and one that casts ballots, is killed"

BODY = "去年已建51处，建议公布各处就餐人数，新建的优先布局老旧小区。"


def measure(kills: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        print_kills(Path(folder) / "killed" / "notes.db", kills)
        print_times(Path(folder) / "many" / "notes.db")


def print_kills(path: Path, kills: int) -> None:
    """Kill a process again and again while it writes to the same file, and check the file."""
    outcome = Outcome()
    chance = random.Random(50)
    for _ in range(kills):
        kill_once(path, outcome, chance)
        check(path, outcome)  # ends the run where anything is lost
    print(
        f"notes, kill -9 while writing: {kills} times, {outcome.rolled_back} within a write,"
        f" {outcome.steps} steps acknowledged, 0 lost, file sound {kills} times"
    )


def print_times(path: Path) -> None:
    """Time what the view waits for."""
    store = NoteStore(path)
    paragraphs = [p.number for p in REPORT.paragraphs if len(p.text) >= 20]
    many = [
        note(f"{number}：{BODY}", paragraph=paragraphs[number % len(paragraphs)])
        for number in range(NOTES)
    ]
    print(f"notes, {'store with ' + format(NOTES, ',') + ' notes':<30}{'p50':>11}{'p95':>12}")
    _print("add them at once", [_timed(lambda: store.add(*many))])
    _print("load them", [_timed(lambda: store.notes(REPORT.id)) for _ in range(20)])
    changed = [replace(one, body=f"改：{one.body}") for one in many[:100]]
    _print("change one", [_timed(partial(store.change, one)) for one in changed])
    _print("undo one", [_timed(lambda: store.undo(REPORT.id)) for _ in range(100)])
    moved = [replace(one, status=NoteStatus.CHANGED) for one in many]
    _print("replace their anchors", [_timed(lambda: store.replace_anchors(REPORT.id, moved))])
    store.close()

    def reopen() -> None:
        NoteStore(path).close()

    _print("open and back up", [_timed(reopen)])
    _print("open", [_timed(reopen) for _ in range(20)])


def _timed(operation: Callable[[], object]) -> float:
    start = time.perf_counter()
    operation()
    return time.perf_counter() - start


def _print(name: str, seconds: list[float]) -> None:
    p50, p95 = (percentile(seconds, percent) * 1000 for percent in (50, 95))
    print(f"  {name:<30}{p50:>12.1f} ms{p95:>9.1f} ms")


if __name__ == "__main__":
    measure(KILLS)
