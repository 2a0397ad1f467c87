"""From a file to the shelf: a report of forty pages as PDF, and its text as a Word document.

Run by `make bench`, or alone as `python -m tests.bench.opening`. The text is a report (the longest
of SHENYI_CORPUS, without it the primary one), over and over with other numbers until the pages are
full. The processor time of `shenyi open` is told, that of the processes it starts included: it is
nearly the same while other work runs beside it.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from tests.unit.content.importing.producers import Setting, by_generator, official, word_layout

PAGES = 40
ROUNDS = 5
PRIMARY = Path("content/zhangdian-2024/report.txt")
PRINTS = {
    "16 points, a text object for each line": Setting(),
    "16 points, for each character": Setting("character"),
    "two columns of 10 points, for each character": Setting("character", columns=2),
}


def lines_for(setting: Setting) -> list[str]:
    """Lines of a report that fill so many pages in a setting."""
    corpus = os.environ.get("SHENYI_CORPUS")
    reports = Path(corpus).glob("*.txt") if corpus else [PRIMARY]
    text = max(reports, key=lambda path: path.stat().st_size).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    dice = random.Random(40)
    found: list[str] = []
    for line in itertools.chain(lines, itertools.cycle(lines[10:])):
        again = len(found) >= len(lines)
        found.append(re.sub(r"\d", lambda _: str(dice.randint(1, 9)), line) if again else line)
        if len(found) % 10 == 0 and _pages(by_generator(setting)(found, Path())) >= PAGES:
            break
    return found


def _pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def seconds(path: Path) -> float:
    """Processor time of putting a file on an empty shelf."""
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "HOME": home} | {
            f"XDG_{name}_HOME": f"{home}/{name}" for name in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "review", "open", str(path), "--yes"],
            check=True,
            capture_output=True,
            env=env,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure() -> None:
    """Measure and print; the files take turns."""
    for name, setting in PRINTS.items():
        lines = lines_for(setting)
        with tempfile.TemporaryDirectory() as folder:
            word, printed = Path(folder, "报告.docx"), Path(folder, "报告.pdf")
            word.write_bytes(word_layout(lines, official))
            printed.write_bytes(by_generator(setting)(lines, Path(folder)))
            rounds = [(seconds(printed), seconds(word)) for _ in range(ROUNDS)]
        ratio = statistics.median(one / other for one, other in rounds)
        pdf, docx = (statistics.median(times) for times in zip(*rounds, strict=True))
        told = f"{PAGES} pages, {sum(map(len, lines))} characters, {name}"
        print(f"open to shelf: PDF of {told}: {pdf:.2f} s, {ratio:.2f} × .docx ({docx:.2f} s)")


if __name__ == "__main__":
    measure()
