"""The programs that are measured, and how one of them is started."""

from __future__ import annotations

import compileall
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal import Terminal

COLUMNS, ROWS = 120, 40

ROOT = Path(__file__).parents[2]

FIRST_VERSION = "b438203"
"""The commit of version 0.1, which page-down is compared with."""

FIRST_BODY_TEXT = "现在，我代表"
"""The first words of the first paragraph: once they show, there is something to read."""


@dataclass
class Subject:
    """A program that is measured, and its figures, in seconds and MiB."""

    name: str
    arguments: list[str]
    ready: str
    prepare: Callable[[Path], None] = lambda _home: None
    """Puts into the home folder of a start what is to be there."""
    folder: Path = ROOT
    """Where the program lies."""
    starts: list[float] = field(default_factory=list)
    rests: list[float] = field(default_factory=list)
    """From the start to the last change of the screen."""
    sizes: list[int] = field(default_factory=list)
    """Bytes that a start has written."""
    blanks: int = 0
    """Times that the first text was gone again while a start went on."""
    memory: list[float] = field(default_factory=list)
    first_changes: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)


@contextmanager
def running(subject: Subject, *options: str) -> Iterator[Terminal]:
    """Start a subject for a user who has been welcomed, with further options of Python."""
    with tempfile.TemporaryDirectory() as home:
        env = {
            "HOME": home,
            "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_STATE_HOME": f"{home}/state",
            "XDG_CACHE_HOME": f"{home}/cache",
        }
        welcomed = Path(home, "state", "shenyi", "welcomed")
        welcomed.parent.mkdir(parents=True)
        welcomed.touch()
        subject.prepare(Path(home))
        argv = [sys.executable, *options, *subject.arguments]
        with Terminal(argv, COLUMNS, ROWS, env=env, cwd=subject.folder) as terminal:
            yield terminal


def percentile(values: list[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def blank() -> Subject:
    """The least a Textual application can be."""
    return Subject("blank", [str(Path(__file__).with_name("blank.py"))], "READY")


def report() -> Subject:
    """Ours, with the report that comes with it."""
    return Subject("report", ["-m", "review"], FIRST_BODY_TEXT)


def first_version(folder: Path) -> Subject | None:
    """Ours as it was in version 0.1, laid into a folder; None where its commit is not at hand."""
    packed = folder.with_suffix(".tar")
    packing = ["git", "archive", "--output", str(packed), FIRST_VERSION]
    if subprocess.run(packing, cwd=ROOT, check=False, capture_output=True).returncode:
        return None
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    compileall.compile_dir(folder, quiet=1)
    return Subject("version 0.1", ["-m", "review"], FIRST_BODY_TEXT, folder=folder)
