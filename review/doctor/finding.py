"""What the doctor says of one thing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem
from review.base.paths import shown


class Finding(NamedTuple):
    """One thing and how it stands; with a remedy it needs mending."""

    name: str
    """Two characters, so that what follows stands in a column."""
    text: str
    remedy: str = ""
    """What to type or do, a Chinese sentence; empty where all is well."""
    mend: Callable[[], str] | None = None
    """Does what `shenyi doctor --mend` does about it, for what the program can put right itself.

    It gives a Chinese sentence that says what was done, empty if there was nothing left to do; it
    raises OSError or Problem.
    """


MEND = "请输入：shenyi doctor --mend"
"""The remedy of a line that has `mend`."""


def trouble(name: str, problem: Problem, remedy: str = "") -> Finding:
    """A line for what could not be read.

    A remedy of the problem's own comes before the other.
    """
    path = "" if problem.path is None else f"{shown(Path(problem.path))} "
    line = "" if problem.line is None else f"第{problem.line}行："
    return Finding(name, f"{path}{line}{problem.message}", f"{problem.remedy}{remedy}")
