"""Writing the user's files: whole or not at all, and readable by nobody else."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from content.errors import Problem

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出了磁盘配额",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "磁盘是只读的",
    errno.EISDIR: "它是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "上级路径不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EFBIG: "超出了允许的文件大小",
    errno.EIO: "磁盘读写出错",
}

STILL = 946_684_800
"""The time stamp of files that may not tell when they were written: the year 2000 begins (UTC)."""


def reason(error: OSError) -> str:
    """Why a file could not be read or written, in Chinese, without a full stop."""
    return _REASONS.get(error.errno or 0, error.strerror or "原因不明")


def make_private_dir(path: Path) -> None:
    """Create a folder that only the user may enter (0700), and so its parents that are missing.

    Raises:
        Problem: It cannot be created.
    """
    try:
        # mkdir would make the parents by the umask.
        for folder in [path, *path.parents][::-1]:
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Problem(f"无法建立文件夹（{reason(error)}）。", path=path) from error


def write_atomic(path: Path, data: bytes, *, stamp: int | None = None) -> None:
    """Replace a file by `data`, mode 0600. After a failure or a crash the old file is whole.

    Args:
        path: The file.
        data: All of its new content.
        stamp: Its time of access and change, in seconds since 1970; now by default.

    Raises:
        Problem: It could not be written; nothing has changed.
    """
    make_private_dir(path.parent)
    new = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        try:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if stamp is not None:
                os.utime(new, (stamp, stamp))
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        remedy = "原有内容没有改动。"
        raise Problem(f"写入失败（{reason(error)}），", path=path, remedy=remedy) from error


def sweep(path: Path) -> None:
    """Remove what writers of a file have left beside it because they were killed.

    Nobody else may be writing it.

    Raises:
        Problem: Something cannot be removed.
    """
    try:
        for left in path.parent.iterdir():
            if left.name.startswith(f".{path.name}."):
                left.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Problem(f"临时文件无法删除（{reason(error)}）。", path=path.parent) from error


def settle(folder: Path) -> None:
    """Bring a folder to rest: its entries on the disk, its own time stamp telling nothing.

    Systems on which a folder cannot be opened or stamped (Windows) do without.
    """
    with suppress(OSError):
        os.utime(folder, (STILL, STILL))
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
