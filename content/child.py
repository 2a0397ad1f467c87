"""Processes of the program's own, for what takes time or memory that it cannot spare.

`main` is the one way into all of them.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    _QUIET = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
else:
    _QUIET = 0


AS_CHILD = "--as-child"
"""The first argument by which a program in one file is told to be such a process."""


def start_child(
    module: str, stdout: int = subprocess.DEVNULL, encoding: str | None = "ascii"
) -> subprocess.Popen[Any] | None:
    """Start the `main` of a module in a process that is told on its standard input what to do.

    Of `encoding` are its standard input and output; None for bytes. None comes back if it cannot be
    started: no interpreter, no processes left.
    """
    # From the folder the program itself runs from: `-m` looks there first, so nothing that lies
    # in the user's working directory can take the place of a module.
    home = Path(__file__).parents[1]
    # Packed into a program of its own, Python takes no `-m`: that program is started again.
    way = [AS_CHILD] if getattr(sys, "frozen", False) else ["-m", __name__]
    try:
        return subprocess.Popen(
            [sys.executable, *way, module],
            cwd=home,
            stdin=subprocess.PIPE,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            encoding=encoding,
            creationflags=_QUIET,
        )
    except OSError:
        return None


def step_aside() -> None:
    """Be out of the way of everything else, and write for this user alone; for such a process."""
    os.umask(0o077)
    if sys.platform != "win32":
        os.nice(10)


def bound(memory: int, seconds: int) -> None:
    """Let this process have so many bytes, and so many seconds of the processor from now on.

    What asks for more bytes fails; more seconds end the process, though not on Windows.
    """
    if sys.platform == "win32":
        import ctypes  # 4 ms

        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        # JOBOBJECT_EXTENDED_LIMIT_INFORMATION as eight-byte words: 2 says which limits hold
        # (JOB_OBJECT_LIMIT_PROCESS_MEMORY), 14 is that of the memory of each process.
        limits = (ctypes.c_uint64 * 18)()
        limits[2], limits[14] = 0x100, memory
        kernel.SetInformationJobObject(job, 9, limits, ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, ctypes.c_void_p(-1))
    else:
        import resource  # which Windows has not

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        end = int(time.process_time()) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (end, end))


def main(arguments: list[str]) -> None:
    """Run what a module does as a process of its own; its name is the only argument."""
    importlib.import_module(arguments[0]).main()


if __name__ == "__main__":
    main(sys.argv[1:])
