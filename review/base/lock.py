"""A lock that only one process can hold, and that goes when the process goes, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

from content.errors import Problem, refused
from review.base.files import STILL, make_private_dir

if sys.platform == "win32":
    import msvcrt

    _BEHIND_ALL = 1 << 20
    """Windows keeps others from reading what is locked, so a byte behind all content is."""

    def _try_lock(descriptor: int) -> None:
        os.lseek(descriptor, _BEHIND_ALL, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = {errno.EAGAIN, errno.EACCES, 0}
"""What systems say of a lock that another holds; Windows and some shared drives the second, wine
nothing."""

_NO_LOCKS = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}
"""What they say where the disk has none."""


class Lock:
    """A lock on a file, held until `release` or the process's end.

    The file stays when the lock goes. It is empty, and does not say when it was last held.

    Raises:
        BlockingIOError: Another holds it.
        Problem: The file cannot be made, or not be locked.
    """

    def __init__(self, path: Path) -> None:
        make_private_dir(path.parent)
        try:
            self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise refused("无法打开", error, path=path) from error
        try:
            _try_lock(self.descriptor)
        except OSError as error:
            os.close(self.descriptor)
            if error.errno in _HELD:
                raise BlockingIOError(str(path)) from error
            if error.errno in _NO_LOCKS:
                message = "这个磁盘不能给文件加锁，没法防止两个窗口同时改。"
                remedy = "请把审议的数据放到本机的磁盘上。"
                raise Problem(message, path=path, remedy=remedy) from error
            raise refused("无法加锁", error, path=path) from error
        with suppress(OSError):  # a file system without times tells none
            os.utime(path, (STILL, STILL))

    def release(self) -> None:
        """Let another have it."""
        os.close(self.descriptor)
