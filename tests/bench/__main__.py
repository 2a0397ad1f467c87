"""Start-up, memory and page-down of the reading view on a real terminal; then search and notes.

Run by `make bench`. Nothing is asserted: figures depend on the machine. Programs that are compared
take turns within one run, so a machine that is busy for a while slows all of them.

Every start has the home folder of a user who has been welcomed, and nothing else in it. The long
text is the primary report and those of SHENYI_CORPUS (without it, the primary alone), over and
over.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import re
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bench import (
    facts,
    keystrokes,
    notes,
    noteview,
    opening,
    programs,
    reanchoring,
    search,
    shelf,
    touches,
    voting,
)
from tests.bench.programs import COLUMNS, FIRST_BODY_TEXT, ROWS, Subject, percentile, running

PRIMARY = Path("content/zhangdian-2024/report.txt")
LONG_TEXT = 1_500_000
"""Characters of the long text, about a hundred reports."""

SESSIONS = 4
"""The page-downs are spread over so many starts, the programs taking turns."""

AT_REST = 500
"""Milliseconds without a change, and without work, after which a start is over."""

NOT_BEFORE_THE_FIRST_PAGE = ("textual", "jieba", "whoosh", "pypinyin", "sqlite3")
IMPORTED = re.compile(rb"import time:\s+\d+ \|\s+\d+ \| +([\w.]+)")


def measure_start(subject: Subject) -> None:
    """Add one start: time to the first text and to rest, what was painted, memory at rest."""
    with running(subject) as terminal:
        subject.starts.append(terminal.wait_for(subject.ready, timeout=60))

        def look() -> None:
            subject.blanks += terminal.find(subject.ready) is None

        subject.rests.append(terminal.settle(AT_REST, look) or subject.starts[-1])
        subject.sizes.append(len(terminal.output))
        subject.memory.append(terminal.peak_memory())


def measure_page_down(subject: Subject, presses: int) -> None:
    """Add the times of `presses` page-downs; at an end of the text the direction turns."""
    with running(subject) as terminal:
        terminal.wait_for(subject.ready, timeout=60)
        terminal.settle(500)
        directions = itertools.cycle(["<PgDn>", "<PgUp>"])
        key = next(directions)
        for _ in range(presses):
            terminal.send(key)
            first = terminal.wait_for_change(0.5)
            if first is None:
                key = next(directions)
                continue
            subject.first_changes.append(first)
            subject.settled.append(terminal.settle() or first)
    if not subject.settled:
        sys.exit(f"{subject.name}: no page-down changed the screen")


def heavy_imports(subject: Subject) -> list[str]:
    """Name the modules that should wait but are imported before the first page is up."""
    with running(subject, "-X", "importtime") as terminal:
        terminal.wait_for(subject.ready, timeout=60)
        imported = {name.decode().split(".")[0] for name in IMPORTED.findall(terminal.output)}
    if "content" not in imported:
        sys.exit("Python's list of imports could not be read")
    return [name for name in NOT_BEFORE_THE_FIRST_PAGE if name in imported]


def write_long_text(path: Path) -> None:
    """Write reports one after the other until they are a hundred times the primary one."""
    sources = [PRIMARY]
    if folder := os.environ.get("SHENYI_CORPUS"):
        sources += sorted(Path(folder).glob("*.txt"))
    texts = [source.read_text(encoding="utf-8") for source in sources]
    length = 0
    with path.open("w", encoding="utf-8") as file:
        for text in itertools.cycle(texts):
            length += file.write(text.rstrip("\n") + "\n")
            if length >= LONG_TEXT:
                return


def print_starts(subjects: list[Subject]) -> None:
    """Print start-up and memory, each beside the first subject's."""
    base = subjects[0]
    print(
        f"{'start':<14}{'first text':>12}{'÷ ' + base.name:>9}{'memory':>12}{'÷ ' + base.name:>9}"
    )
    for subject in subjects:
        time = statistics.median(subject.starts)
        memory = statistics.median(subject.memory)
        # Each start is compared with the base's start right before it.
        ratio = statistics.median(a / b for a, b in zip(subject.starts, base.starts, strict=True))
        print(
            f"{subject.name:<14}{time * 1000:>9.0f} ms{ratio:>9.2f}"
            f"{memory:>8.1f} MiB{memory / statistics.median(base.memory):>9.2f}"
        )


def print_painting(subjects: list[Subject]) -> None:
    """Print when the last change of a start came, and what it wrote."""
    base = subjects[0]
    print(
        f"{'start':<14}{'last change':>12}{'÷ ' + base.name:>9}{'written':>12}{'without text':>14}"
    )
    for subject in subjects:
        time, size = statistics.median(subject.rests), statistics.median(subject.sizes)
        ratio = statistics.median(a / b for a, b in zip(subject.rests, base.rests, strict=True))
        print(
            f"{subject.name:<14}{time * 1000:>9.0f} ms{ratio:>9.2f}"
            f"{size / 1000:>9.1f} KB{subject.blanks:>7} frames"
        )


def print_page_downs(subjects: list[Subject]) -> None:
    """Print the page-down figures, each beside the first subject's."""
    base = subjects[0]
    print(f"{'page-down, ÷ ' + base.name:<28}{'p50':>12}{'÷':>6}{'p95':>12}{'÷':>6}{'presses':>9}")
    for name, figures in (("first change", "first_changes"), ("settled", "settled")):
        for subject in subjects:
            values: list[float] = getattr(subject, figures)
            line = f"{subject.name + ', ' + name:<28}"
            for percent in (50, 95):
                value = percentile(values, percent)
                ratio = value / percentile(getattr(base, figures), percent)
                line += f"{value * 1000:>9.1f} ms{ratio:>6.2f}"
            print(f"{line}{len(values):>9}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--runs", type=int, default=11, help="starts of each program")
    parser.add_argument("--presses", type=int, default=100, help="page-downs in each text")
    parser.add_argument("--start-only", action="store_true", help="only starts and page-downs")
    parser.add_argument("--sample", type=int, default=5000, help=search.SAMPLE_HELP)
    parser.add_argument("--kills", type=int, default=notes.KILLS, help=notes.KILLS_HELP)
    options = parser.parse_args()

    # The thread that stamps output must get its turn soon after the output has arrived.
    sys.setswitchinterval(0.0005)
    blank, report = programs.blank(), programs.report()
    with tempfile.TemporaryDirectory() as folder:
        long_text = Path(folder) / "long.txt"
        write_long_text(long_text)
        noted = noteview.report_with_notes(Path(folder) / "noted.db")
        long = Subject("long text", ["-m", "review", "read", str(long_text)], FIRST_BODY_TEXT)
        print(f"Python {platform.python_version()}, {COLUMNS}×{ROWS}, {options.runs} starts each")
        for _ in range(options.runs):
            for subject in (blank, report, noted, long):
                measure_start(subject)
        turned = [report, long]
        if (before := programs.first_version(Path(folder) / "0.1")) is not None:
            turned.insert(0, before)
        for _ in range(SESSIONS):
            for subject in turned:
                measure_page_down(subject, options.presses // SESSIONS)
        if not options.start_only:
            noteview.measure(noted, options.kills)

    print_starts([blank, report, noted, long])
    print_painting([blank, report, noted, long])
    print_page_downs(turned)
    found = heavy_imports(report)
    watched = ", ".join(NOT_BEFORE_THE_FIRST_PAGE)
    print(f"imported before the first page, of {watched}: {', '.join(found) or 'none'}")
    if options.start_only:
        return
    keystrokes.measure(options.runs, statistics.median(blank.memory))
    print()
    touches.measure()
    search.measure(options.sample)
    shelf.measure()
    opening.measure()
    facts.measure()
    notes.measure(options.kills)
    reanchoring.measure()
    voting.measure(options.kills)


if __name__ == "__main__":
    main()
