"""Notes in the view, on a real terminal: the list of 2,000, its filter, and kill -9 while writing.

Run by `make bench`.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

from content.shelf.library import load_builtin
from content.span import Span
from review.notes.model import Kind, anchor, new_note, text_id
from review.notes.store.note_store import NoteStore
from tests.bench.notes import BODY, NOTES
from tests.bench.programs import FIRST_BODY_TEXT, Subject, percentile, running
from tests.e2e.noting import Killed, kill_once

SESSIONS = 5
FILTERS = ("就餐人数", "老旧", "17", "布局")


def report_with_notes(path: Path) -> Subject:
    """Ours, with 2,000 notes on the report that comes with it.

    Args:
        path: Where the notes are made, to be copied before each start.
    """
    report = load_builtin()
    version = text_id(report)
    long = [paragraph for paragraph in report.paragraphs if len(paragraph.text) > 40]
    kinds = list(Kind)
    many = []
    for number in range(NOTES):
        paragraph = long[number % len(long)].number
        span = Span(paragraph, number % 20, paragraph, 20 + number % 20)
        passage = anchor(report, span, version)
        kind, body = kinds[number % len(kinds)], f"{number}：{BODY}"
        many.append(new_note(report.id, passage, kind, ("养老",), body))
    store = NoteStore(path)
    store.keep_text(report)
    store.add(*many)
    store.close()

    def prepare(home: Path) -> None:
        folder = home / "data" / "shenyi"
        folder.mkdir(parents=True)
        shutil.copy(path, folder / "notes.db")

    return Subject("2,000 notes", ["-m", "review"], FIRST_BODY_TEXT, prepare)


def measure(noted: Subject, kills: int) -> None:
    """Measure and print."""
    opened: list[float] = []
    filtered: list[float] = []
    for _ in range(SESSIONS):
        with running(noted) as terminal:
            terminal.wait_for(noted.ready, timeout=60)
            terminal.settle(800)  # the notes come behind the first page
            terminal.send("<F8>")
            opened.append(terminal.wait_for(f"{NOTES} 条"))
            for word in FILTERS:
                for character in word:
                    terminal.settle(100)
                    terminal.send(character)
                    filtered.append(terminal.wait_for_change() or 0.0)
                terminal.settle(100)
                terminal.send("<C-u>")
    _print("open the list", opened)
    _print("filter, each key", filtered)
    seen, chance = Killed(), random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(kills):
            kill_once(Path(folder), seen, chance)
    print(
        f"notes, kill -9 on a terminal: {seen.rounds} times, {len(seen.saved)} notes saved, 0 lost;"
        f" oldest key lost of a draft {seen.oldest_lost * 1000:.0f} ms before the kill"
    )


def _print(name: str, seconds: list[float]) -> None:
    p50, p95 = (percentile(seconds, percent) * 1000 for percent in (50, 95))
    print(f"{NOTES} notes, {name:<22}{p50:>9.1f} ms{p95:>9.1f} ms  (p50, p95)")
