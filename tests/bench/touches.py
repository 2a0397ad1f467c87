"""From a key or a click to the first changed cell, also beside another version of the program.

Run by `make bench`, or alone as `python -m tests.bench.touches`. With `--against`, a checkout
of another version, both run at once and get each input one after the other, so that whatever else
the machine does is the same for both; the median of the ratios is printed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.bench import programs
from tests.bench.programs import COLUMNS, FIRST_BODY_TEXT, ROWS, percentile, running
from tests.terminal import Terminal

ROUNDS = 25

TOUCHES: dict[str, Callable[[Terminal, int], None]] = {
    "↓": lambda terminal, _nth: terminal.send("<Down>"),
    "PgDn": lambda terminal, _nth: terminal.send("<PgDn>"),
    "]": lambda terminal, _nth: terminal.send("]"),
    "PgUp": lambda terminal, _nth: terminal.send("<PgUp>"),
    "click in the contents": lambda terminal, nth: terminal.click(10, 3 + nth % 30),
    "wheel": lambda terminal, nth: terminal.wheel(80, 20, up=bool(nth % 2)),
    "F2": lambda terminal, _nth: terminal.send("<F2>"),
    "Esc": lambda terminal, _nth: terminal.send("<Esc>"),
}
"""What the hand does, each of which changes something on the screen most of the time."""


@contextmanager
def _older(folder: Path) -> Iterator[Terminal]:
    """The version in a folder, on a machine of its own."""
    with tempfile.TemporaryDirectory() as home:
        env = {"HOME": home} | {
            f"XDG_{name}_HOME": f"{home}/{name}" for name in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        program = [sys.executable, "-m", "review"]
        with Terminal(program, COLUMNS, ROWS, env=env, cwd=folder) as terminal:
            yield terminal


def measure(against: Path | None = None, rounds: int = ROUNDS) -> None:
    """Measure and print.

    Args:
        against: A checkout of another version.
        rounds: How often all is done.
    """
    times: list[dict[str, list[float]]] = []
    with ExitStack() as stack:
        terminals = [stack.enter_context(running(programs.report()))]
        if against is not None:
            terminals.append(stack.enter_context(_older(against)))
        for terminal in terminals:
            terminal.wait_for(FIRST_BODY_TEXT, timeout=60)
            terminal.send("<Down>")  # a newcomer is welcomed until the first key
            terminal.settle(500)
            times.append({name: [] for name in TOUCHES})
        for nth in range(rounds):
            for name, touch in TOUCHES.items():
                pair = [_timed(terminal, touch, nth) for terminal in terminals]
                if all(pair):
                    for into, moment in zip(times, pair, strict=True):
                        into[name].append(moment or 0.0)
    _print(times)


def _timed(terminal: Terminal, touch: Callable[[Terminal, int], None], nth: int) -> float | None:
    """Seconds to the first changed cell, None if nothing changed."""
    touch(terminal, nth)
    moment = terminal.wait_for_change(1)
    terminal.settle(60)
    return moment


def _print(times: list[dict[str, list[float]]]) -> None:
    print(f"{'to the first changed cell':<28}{'p50':>12}{'p95':>12}{'inputs':>9}{'÷ older':>10}")
    mine = times[0]
    rows = {**mine, "all": [moment for moments in mine.values() for moment in moments]}
    for name, moments in rows.items():
        ratio = ""
        if len(times) > 1:
            older = times[1]
            theirs = older.get(name) or [one for all_ in older.values() for one in all_]
            ratio = f"{statistics.median(a / b for a, b in zip(moments, theirs, strict=True)):.2f}"
        if moments:
            print(
                f"{name:<28}{percentile(moments, 50) * 1000:>9.1f} ms"
                f"{percentile(moments, 95) * 1000:>9.1f} ms{len(moments):>9}{ratio:>10}"
            )


def main() -> None:
    """Measure this alone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.touches")
    parser.add_argument("--against", type=Path, help="checkout of another version")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    measure(options.against, options.rounds)


if __name__ == "__main__":
    main()
