"""The processes that build indexes, which takes time and memory the program cannot spare."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

if sys.platform == "win32":
    _QUIET = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _QUIET = 0


def start_child(module: str, stdout: int = subprocess.DEVNULL) -> subprocess.Popen[str] | None:
    """Start a module as a process that is told on its standard input what to do.

    Args:
        module: Its full name.
        stdout: What becomes of its standard output, as for `subprocess.Popen`.

    Returns:
        None if it cannot be started: no interpreter, no processes left.
    """
    # From the folder the program itself runs from: `-m` looks there first, so nothing that lies
    # in the user's working directory can take the place of a module.
    home = Path(__file__).parents[1]
    try:
        return subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=home,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
            creationflags=_QUIET,
        )
    except OSError:
        return None


def step_aside() -> None:
    """Be out of the way of everything else, and write for this user alone; for such a process."""
    os.umask(0o077)
    if sys.platform != "win32":
        os.nice(10)
