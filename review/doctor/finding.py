"""What the doctor says of one thing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem
from review.base.paths import shown


class Finding(NamedTuple):
    """One thing and how it stands; with a remedy it needs mending.

    Findings are printed in a column, and sent to the maintainer: paths are as `paths.shown` has
    them, and no text of the user's is in any.
    """

    name: str
    """Two characters, so that what follows stands in a column."""
    text: str
    """How it stands, in Chinese without a full stop."""
    remedy: str = ""
    """What to type or do, a Chinese sentence; empty where all is well."""
    mend: Callable[[], str] | None = None
    """Does what `shenyi doctor --mend` does about it, for what the program can put right itself.

    It gives a Chinese sentence that says what was done, empty if there was nothing left to do; it
    raises OSError or Problem.
    """


MEND = "请输入：shenyi doctor --mend"
"""The remedy of a line that has `mend`."""

_ASK_DOCTOR = re.compile("[^；。]*“shenyi doctor”[^；。]*")
"""The clause of a remedy that sends one to the doctor, where one is already."""

_ELSE = "还不行，"
_ASK_MAKERS = f"{_ELSE}请把这份检查结果发给维护者"
"""What stands in its place."""


def trouble(name: str, problem: Problem, remedy: str = "") -> Finding:
    """A line for what could not be read, with the problem's remedy and a sentence behind it."""
    path = "" if problem.path is None else f"{shown(Path(problem.path))} "
    line = "" if problem.line is None else f"第{problem.line}行："
    own = _ASK_DOCTOR.sub(_ASK_MAKERS, problem.remedy).removeprefix(_ELSE)
    return Finding(name, f"{path}{line}{problem.message}", f"{own}{remedy}")
