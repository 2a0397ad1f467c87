"""The programs that are measured, and how one of them is started."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.terminal import Terminal

COLUMNS, ROWS = 120, 40

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
    starts: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    first_changes: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)


@contextmanager
def running(subject: Subject, *options: str) -> Iterator[Terminal]:
    """Start a subject, as if for the first time, with further options of Python."""
    with tempfile.TemporaryDirectory() as home:
        env = {
            "HOME": home,
            "XDG_CONFIG_HOME": f"{home}/config",
            "XDG_DATA_HOME": f"{home}/data",
            "XDG_STATE_HOME": f"{home}/state",
            "XDG_CACHE_HOME": f"{home}/cache",
        }
        subject.prepare(Path(home))
        argv = [sys.executable, *options, *subject.arguments]
        with Terminal(argv, COLUMNS, ROWS, env=env) as terminal:
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
