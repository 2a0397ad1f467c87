"""From a keystroke to the first result on the screen, and the memory that searching takes.

Run by `make bench`, or alone as `python -m tests.bench.keystrokes`. A query arrives as an input
method sends it: all characters at once. Its first result is on the screen when the mark of the
chosen hit is. Every start has an empty home folder, so the index is being built meanwhile.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys

from tests.bench import programs
from tests.bench.programs import percentile, running
from tests.terminal import Terminal

CHOSEN = "›"

EXACT = [
    "养老", "教育", "就业", "5G", "老旧小区", "环境", "医疗", "项目", "改革", "乡村振兴", "社区",
    "企业", "安全", "人才", "交通", "投资", "消费", "2024年", "数字经济", "水", "文化", "100%",
]  # fmt: skip
"""Stand in the report as they are: results come at once."""

RELATED = ["堵车", "老就小区", "ylfw", "托儿所", "拆迁"]
"""Stand there in other words: results come after the pause that waits for more typing."""

QUERIES = 50
"""Queries of each session; the first of them is the first since the program was started."""

SESSIONS = 3
"""Sessions of so many queries. Further first queries have starts of their own."""


def ask(terminal: Terminal, query: str) -> float:
    """Type over what is in the line; seconds until the first result."""
    terminal.send("<C-u>")
    terminal.settle(200)
    if terminal.find(CHOSEN):
        sys.exit("the results of the query before are still there")
    terminal.send(query)
    return terminal.wait_for(CHOSEN)


def start(terminal: Terminal) -> None:
    """Wait for the first page and for quiet."""
    terminal.wait_for(programs.FIRST_BODY_TEXT, timeout=60)
    terminal.settle(300)


def first_query(pause: float) -> float:
    """Seconds to the result of the first query after start, typed some seconds behind `/`."""
    with running(programs.report()) as terminal:
        start(terminal)
        if not pause:
            terminal.send("/" + EXACT[0])
            return terminal.wait_for(CHOSEN)
        terminal.send("/")
        terminal.settle(pause * 1000)
        terminal.send(EXACT[0])
        return terminal.wait_for(CHOSEN)


def session(exact: list[float], related: list[float]) -> tuple[float, float]:
    """Add the times of a session; MiB while the index was built, and of the view at its end."""
    with running(programs.report()) as terminal:
        start(terminal)
        terminal.send("/")
        terminal.settle(100)
        memory = []
        words = itertools.cycle(EXACT)
        slow = itertools.cycle(RELATED)
        for number in range(QUERIES):
            if number % 5 == 4:
                related.append(ask(terminal, next(slow)))
            else:
                exact.append(ask(terminal, next(words)))
            terminal.settle(150)
            memory.append(terminal.peak_memory())
        return max(memory), memory[-1]


def print_times(name: str, values: list[float]) -> None:
    """Print one line."""
    print(
        f"{name:<44}{percentile(values, 50) * 1000:>9.1f} ms"
        f"{percentile(values, 95) * 1000:>9.1f} ms{len(values):>9}"
    )


def measure(runs: int, blank_memory: float) -> None:
    """Measure and print.

    Args:
        runs: Starts for the first query.
        blank_memory: MiB of the blank application.
    """
    burst: list[float] = []
    first: list[float] = []
    exact: list[float] = []
    related: list[float] = []
    for _ in range(runs):
        burst.append(first_query(0))
        first.append(first_query(0.2))
    held = [session(exact, related) for _ in range(SESSIONS)]
    print(f"{'keystroke to first result':<44}{'p50':>12}{'p95':>12}{'queries':>9}")
    print_times("first query after start, in a burst with /", burst)
    print_times("first query after start, 0.2 s after /", first)
    print_times("all queries, the first included", first + exact)
    print_times("only related hits, their 70 ms pause included", related)
    building, after = (statistics.median(values) for values in zip(*held, strict=True))
    print(
        f"memory after {QUERIES} queries {after:.1f} MiB, ÷ blank {after / blank_memory:.2f}; at "
        f"most, the building of the index included, {building:.1f} MiB"
    )


def main() -> None:
    """Measure this alone."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.keystrokes")
    parser.add_argument("--runs", type=int, default=11, help="starts for the first query")
    options = parser.parse_args()
    sys.setswitchinterval(0.0005)  # as in tests.bench
    blank = programs.blank()
    memory = []
    for _ in range(3):
        with running(blank) as terminal:
            terminal.wait_for(blank.ready, timeout=60)
            terminal.settle()
            memory.append(terminal.peak_memory())
    measure(options.runs, statistics.median(memory))


if __name__ == "__main__":
    main()
