"""One application writes notes; another that is started beside it only shows them.

The lock is the operating system's, so it goes with the process that holds it, however that ends.
The holder's process id stands in the file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from review.base.lock import Lock


class WriterLock(Lock):
    """The right to be the application that writes, held until `release` or the process's end.

    Raises:
        Problem: The file cannot be made.
        BlockingIOError: Another holds the lock.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        with suppress(OSError):  # on a full disk it is held without a name
            os.ftruncate(self.descriptor, 0)
            os.write(self.descriptor, str(os.getpid()).encode())


def is_ours(path: Path) -> bool:
    """Whether it is this process that holds a lock which was found held."""
    try:
        return path.read_text(encoding="utf-8") == str(os.getpid())
    except (OSError, ValueError):
        return False
