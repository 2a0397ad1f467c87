"""The screens of the vote: how long the tally takes to appear, and what survives a kill there.

Run alone, since fifty starts take a while: `.venv/bin/python -m tests.bench.booth`.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import write_box
from review.voting.box.box_file import sealed_ballots
from review.voting.box.box_ticket import first_ticket
from review.voting.counting.ballot import Ballot
from review.voting.rules.rules import NO_LIMIT, Rules
from review.voting.screens.booth import NAME, Booth
from review.voting.vote_files import candidates_in_force
from tests.app.voting import voting
from tests.bench.voting import DEPUTIES, ITEMS, KILLS, random_ballots
from tests.e2e.voting import cast_and_kill
from tests.machine import FOLDERS
from tests.votes import REPORT, box_file, start

RUNS = 21
REST = 0.3
"""Seconds between two looks: nobody presses F6 twenty times a second."""


@contextmanager
def own_machine() -> Iterator[None]:
    """A home without a past."""
    with tempfile.TemporaryDirectory() as folder:
        for name, place in FOLDERS.items():
            os.environ[name] = str(Path(folder) / place)
        yield


async def measure_tally_screen(rng: random.Random) -> None:
    """Print how long F6 takes until the result of a full box is painted."""
    rules = Rules(deputies_total=DEPUTIES, present=DEPUTIES, seats=10, select_max=NO_LIMIT)
    ballots = Counter(Ballot(marks) for marks in random_ballots(rng))
    asked = first_ticket(REPORT.id, rules, candidates_in_force(REPORT))
    box = Box.create(box_file(), asked)
    box.seal()
    sealed = sealed_ballots(box.contents, ballots)
    write_box(box_file(), replace(box.contents, sealed=sealed))
    Box.open(box_file()).mark_counted()
    times, worked = [], []
    async with voting(key="f6") as view:
        booth = view.app.get_screen(NAME, Booth)
        for _ in range(RUNS):
            await asyncio.sleep(REST)
            start, work = time.perf_counter(), time.process_time()
            await booth._show_stage()
            await view.done()
            view.app.screen._compositor.render_strips()
            times.append(time.perf_counter() - start)
            worked.append(time.process_time() - work)
    print(
        f"tally screen of {DEPUTIES} ballots x {ITEMS} items ({len(ballots)} different): "
        f"median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.1f} ms "
        f"(of the processor {statistics.median(worked) * 1000:.1f} and {max(worked) * 1000:.1f} ms)"
    )


def measure_kills(rng: random.Random, kills: int) -> None:
    """Print what is left after the program was killed while ballots were cast on a terminal."""
    sound = cast = 0
    for _ in range(kills):
        with own_machine():
            start(Rules(seats=2))
            acknowledged, found = cast_and_kill(rng)
        cast += found
        sound += acknowledged <= found <= acknowledged + 1
    print(
        f"kill -9 at {kills} random moments of casting on a terminal, {cast} ballots: "
        f"{sound} boxes sound with nothing lost or doubled"
    )


def main() -> None:
    """Measure and print."""
    rng = random.Random(2024)
    with own_machine():
        asyncio.run(measure_tally_screen(rng))
    measure_kills(rng, KILLS)


if __name__ == "__main__":
    main()
