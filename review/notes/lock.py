"""One application writes notes; another that is started beside it only shows them.

The lock is the operating system's, so it goes with the process that holds it, however that ends.
The holder's process id stands in the file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from content.errors import Problem
from review.files import make_private_dir, reason

if sys.platform == "win32":
    import msvcrt

    _BEHIND_THE_ID = 1 << 20
    """Windows keeps others from reading what is locked, so a byte far behind is locked."""

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _BEHIND_THE_ID, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """The right to be the application that writes, held until `release` or the process's end.

    Args:
        path: The file that is locked; it is made where it is missing, and stays.

    Raises:
        Problem: The file cannot be made.
        BlockingIOError: Another holds the lock.
    """

    def __init__(self, path: Path) -> None:
        make_private_dir(path.parent)
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Problem(f"无法打开（{reason(error)}）。", path=path) from error
        try:
            _try_lock(self._descriptor)
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, str(os.getpid()).encode())
        except OSError as error:
            os.close(self._descriptor)
            raise BlockingIOError(str(path)) from error

    def release(self) -> None:
        """Let another have it."""
        os.close(self._descriptor)


def is_ours(path: Path) -> bool:
    """Whether it is this process that holds a lock which was found held."""
    try:
        return path.read_text(encoding="utf-8") == str(os.getpid())
    except (OSError, ValueError):
        return False
