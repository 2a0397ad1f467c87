"""The vote: how fast it counts and casts, what survives a kill, how two tallies agree.

Run by `make bench` with the rest, or alone: `.venv/bin/python -m tests.bench.voting`.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from review.voting.box.ballot_box import Box
from review.voting.box.box_file import read_box, sealed_ballots
from review.voting.counting.ballot import Ballot
from review.voting.counting.tally import tally
from review.voting.rules.rules import NO_LIMIT, Rules
from tests.bench.programs import percentile
from tests.unit.voting import cases
from tests.unit.voting.casting import cast_and_kill, ticket
from tests.unit.voting.vectors import VECTORS, ballots_of, rules_of

DEPUTIES, ITEMS = 3000, 16
KILLS = 50
CASES = 40_000


def random_ballots(rng: random.Random) -> list[tuple[str, ...]]:
    """A ballot for every deputy, nearly all of them different."""
    return [tuple(rng.choice("OX-") for _ in range(ITEMS)) for _ in range(DEPUTIES)]


def measure_tally(rng: random.Random) -> None:
    """Print how long counting takes."""
    rules = Rules(deputies_total=DEPUTIES, present=DEPUTIES, seats=10, select_max=NO_LIMIT)
    times = []
    for _ in range(21):
        ballots = Counter(Ballot(marks) for marks in random_ballots(rng))
        start = time.perf_counter()
        tally(rules, ITEMS, ballots)
        times.append(time.perf_counter() - start)
    print(
        f"tally, {DEPUTIES} deputies x {ITEMS} items ({len(ballots)} different ballots): "
        f"median {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.1f} ms"
    )


def measure_casting(rng: random.Random, folder: Path) -> None:
    """Print how long a cast takes in a box that is nearly full, and reading the full box."""
    ballots = random_ballots(rng)
    contents = Box.create(folder / "full.box", ticket(ITEMS)).contents
    full = Counter(Ballot(marks) for marks in ballots[:-20])
    sealed = sealed_ballots(contents, full)
    box = Box(folder / "full.box", replace(contents, sealed=sealed))
    times = []
    for marks in ballots[-20:]:
        start = time.perf_counter()
        box.cast(marks)
        times.append(time.perf_counter() - start)
    size = box.path.stat().st_size / 1024
    print(
        f"cast number {DEPUTIES}: median {statistics.median(times) * 1000:.1f} ms, "
        f"p95 {percentile(times, 95) * 1000:.1f} ms; the box has {size:.0f} KiB"
    )
    start = time.perf_counter()
    read_box(box.path)
    print(f"reading that box: {(time.perf_counter() - start) * 1000:.1f} ms")
    box.seal()
    start = time.perf_counter()
    box.mark_counted()
    print(f"counting its {DEPUTIES} ballots: {(time.perf_counter() - start) * 1000:.1f} ms")


def measure(kills: int) -> None:
    """Measure and print."""
    rng = random.Random(2024)
    equal = sum(
        tally(rules_of(v), v["rules"]["m"], ballots_of(v)).as_json() == v["expect"] for v in VECTORS
    )
    print(f"{equal} of {len(VECTORS)} worked cases equal to the field")
    measure_tally(rng)
    with tempfile.TemporaryDirectory() as folder:
        measure_casting(rng, Path(folder))
        killed = [cast_and_kill(Path(folder) / str(number), rng) for number in range(kills)]
    sound = sum(each.is_sound for each in killed)
    left = sum(bool(each.left_over) for each in killed)
    cast = sum(each.promised for each in killed)
    print(
        f"kill -9 at {kills} random moments, {cast} ballots cast: {sound} boxes sound with nothing "
        f"lost or doubled; files left over in {left}"
    )
    cases.compare(CASES)


if __name__ == "__main__":
    measure(KILLS)
