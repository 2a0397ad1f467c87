"""对照: how long its first opening takes, and reading the figures of a very long report.

Run by `make bench` with the rest, or alone: `.venv/bin/python -m tests.bench.facts`. The times are
those of the processor, so that a busy machine tells the same.
"""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise

from content.facts.comparison import FigureBook, compare
from content.parsing.outline import parse
from content.report import Report
from content.shelf.library import load_builtin
from tests.bench.programs import percentile

LONG = 60_000
"""Characters of a long report."""

RUNS = 11

_FIRST = """\
from content.shelf.library import load_builtin
import time
report = load_builtin()
start = time.process_time()
from content.facts.comparison import FigureBook, compare
compare(FigureBook(report))
print(time.process_time() - start)
"""


def long_report() -> Report:
    """The primary report, what stands in each part over and over, each time with other names."""
    report = load_builtin()
    texts = [paragraph.text for paragraph in report.paragraphs]
    begins = [part.paragraph for part in report.parts]
    lines = texts[: begins[0] - 1]
    for begin, end in pairwise([*begins, len(texts) + 1]):
        heading, *under = texts[begin - 1 : end - 1]
        lines.append(heading)
        for turn in range(-(-LONG // len(report.source))):
            lines += [text.replace("新", f"第{turn}类新") for text in under]
    return parse("\n".join(lines), report_id="long")


def measure() -> None:
    """Measure and print."""
    first = []
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", _FIRST], capture_output=True, check=True, encoding="ascii"
        )
        first.append(float(done.stdout))
    print(f"对照, first opening, imports and all: median {percentile(first, 50) * 1000:.0f} ms CPU")
    report = long_report()
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        rows = compare(FigureBook(report)).pairing.rows
        times.append(time.process_time() - start)
    print(
        f"对照, {len(report.source)} characters, {len(rows)} rows: "
        f"median {percentile(times, 50) * 1000:.0f} ms CPU"
    )


if __name__ == "__main__":
    measure()
