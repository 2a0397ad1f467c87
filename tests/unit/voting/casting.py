"""Programs that cast ballots and are killed while they do."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from content.candidates.candidates import ListStatus
from review.base.lock import Lock
from review.voting.box.ballot_box import Box
from review.voting.box.box_ticket import Ticket
from review.voting.counting.ballot import Ballot, Printed
from review.voting.rules.rules import NO_LIMIT, Rules

ROOT = Path(__file__).parents[3]


def ticket(items: int = 16, rules: Rules | None = None) -> Ticket:
    """A ballot over so many items, any number of which may be chosen."""
    printed = tuple(Printed(number, f"项目{number}") for number in range(1, items + 1))
    ids = tuple(range(1, items + 1))
    set_rules = Rules(select_max=NO_LIMIT) if rules is None else rules
    return Ticket("small", 1, set_rules, printed, "0" * 64, ListStatus.OFFICIAL, ids)


def nth_ballot(number: int) -> tuple[str, ...]:
    """The number in binary, written with ○ and ×: every ballot is another one."""
    return tuple("OX"[number >> bit & 1] for bit in range(16))


class Killed(NamedTuple):
    """What was found after a program had been killed while it cast one ballot after the other."""

    promised: int
    """Ballots that it had been told are cast."""
    found: Counter[Ballot]
    left_over: list[str]
    """Files beside the box and the lock, once the box had been opened again."""

    @property
    def is_sound(self) -> bool:
        """Nothing lost, nothing doubled, nothing left; the last ballot may be in unpromised."""
        number = self.found.total()
        whole = Counter(Ballot(nth_ballot(n)) for n in range(number))
        return self.found == whole and self.promised <= number <= self.promised + 1


def cast_and_kill(folder: Path, rng: random.Random) -> Killed:
    """Let a program cast ballots, kill it (kill -9) at a random moment, and look at the box."""
    path = folder / "round-1.box"
    Box.create(path, ticket())
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.voting.casting", str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert program.stdout is not None
    promised = [program.stdout.readline() for _ in range(rng.randint(1, 5))]
    time.sleep(rng.random() * 0.01)
    program.kill()
    promised += program.stdout.readlines()
    program.wait()
    program.stdout.close()
    Lock(folder / "lock").release()  # it went with the program
    box = Box.open(path)
    box.seal()
    names = {entry.name for entry in folder.iterdir()}
    complete = [line for line in promised if line.endswith(b"\n")]
    kept = {path.name, "lock", "copies", "round-1.key"}
    return Killed(len(complete), box.ballots(), sorted(names - kept))


def main() -> None:
    """Cast ballots until killed, and say of each that it is cast."""
    path = Path(sys.argv[1])
    lock = Lock(path.with_name("lock"))
    box = Box.open(path)
    number = 0
    while True:
        box.cast(nth_ballot(number))
        os.write(1, b"%d\n" % number)
        number += 1
        if number == 1 << 16:
            lock.release()
            return


if __name__ == "__main__":
    main()
