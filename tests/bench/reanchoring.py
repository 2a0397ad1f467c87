"""Where notes go when the report is revised, against the truth.

Run by `make bench`, or alone as `python -m tests.bench.reanchoring`. The notes and the revisions
are made by tests/unit/notes/revision/revising.py, the same on every machine.
"""

from __future__ import annotations

import time

from content.shelf.library import load_builtin
from review.notes.model import text_id
from review.notes.revision.reanchor import Reanchorer
from tests.unit.notes.revision.revising import Judgement, judge, notes_on, revise

NOTES = 1200
SEEDS = 8


def measure() -> None:
    """Measure and print."""
    report = load_builtin()
    texts = [paragraph.text for paragraph in report.paragraphs]
    version = text_id(report)
    print(
        f"{'re-anchoring':<14}{'right':>9}{'worst':>9}{'lost':>8}{'wrong':>8}"
        f"{'deleted, re-attached':>22}{'map':>10}{'a note':>11}"
    )
    for edits in (10, 40, 150):
        total, worst, mapping, moving = Judgement(), 1.0, 0.0, 0.0
        for seed in range(1, SEEDS + 1):
            revision = revise(report, edits, seed)
            notes = notes_on(report, NOTES, seed)
            reanchorer = Reanchorer(revision.new, {version: texts}.get)
            start = time.perf_counter()
            reanchorer.map_from(version)
            mapped = time.perf_counter()
            outcomes = [reanchorer.outcome(note) for note in notes]
            moving += time.perf_counter() - mapped
            mapping += mapped - start
            judgement = judge(revision, outcomes)
            worst = min(worst, judgement.right_share)
            total = total.plus(judgement)
        there = total.right + total.lost + total.wrong
        print(
            f"{f'{edits} edits':<14}{total.right_share:>9.2%}{worst:>9.2%}"
            f"{total.lost / there:>8.2%}{total.wrong / there:>8.2%}"
            f"{f'{total.reattached} of {total.gone + total.reattached}':>13}"
            f"{total.reattached_share:>9.2%}"
            f"{mapping / SEEDS * 1000:>7.0f} ms{moving / SEEDS / NOTES * 1e6:>8.0f} µs"
        )


if __name__ == "__main__":
    measure()
