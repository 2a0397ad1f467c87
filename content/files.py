"""Folders of the user's own, and what stands at a path that a person may have typed: asked, read.

Before Python 3.14 `Path.exists` and its kin raise for a name that is too long, or one in a folder
that may not be entered.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from content.errors import Problem, refused


def exists(path: Path) -> bool:
    """Whether anything stands where nothing may be overlooked; a Problem if one may not look."""
    try:
        return path.exists()
    except OSError as error:
        raise refused("看不到它在不在", error, path=path) from error


def is_there(path: Path) -> bool:
    """Whether anything is known to stand at a path."""
    return os.path.exists(path)  # noqa: PTH110 - which never raises


def is_folder(path: Path) -> bool:
    """Whether a folder is known to stand at a path."""
    return os.path.isdir(path)  # noqa: PTH112 - likewise


MOST_BYTES = 20_000_000
"""The largest file that is taken for one of notes, ballots or settings."""


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """Read a file; a Problem says why it cannot be read, or that it has more than `most` bytes."""
    remedy = "请检查选的是不是这个文件。"
    try:
        if path.is_file() and path.stat().st_size > most:
            raise Problem(f"文件太大，超过{most // 1_000_000}MB。", path=path, remedy=remedy)
        if path.exists() and not path.is_file() and not path.is_dir():  # a pipe has no end
            raise Problem("这不是普通文件。", path=path, remedy=remedy)
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem("找不到这个文件。", path=path, remedy="请检查文件名和所在文件夹。") from None
    except OSError as error:
        if is_folder(path):  # of which Windows says that one has no rights
            remedy = "请指定其中的文件。"
            raise Problem("这是文件夹，不是文件。", path=path, remedy=remedy) from None
        raise refused("读不出来", error, path=path) from None
    except ValueError:  # a NUL, or a character that no file name can have here
        remedy = "请检查文件名和所在文件夹。"
        raise Problem("读不出来（文件名不合规定）。", path=path, remedy=remedy) from None


def read_text(path: Path, *, most: int = MOST_BYTES, remedy: str = "请另存为UTF-8。") -> str:
    """Read a file in UTF-8, without its byte order mark.

    Raises:
        Problem: As of `read_bytes`; or it is no UTF-8, with the line of the first fault and
            `remedy`.
    """
    data = read_bytes(path, most=most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem("不是UTF-8编码。", path=path, line=line, remedy=remedy) from None


def make_private_folder(path: Path) -> None:
    """Create a folder that only the user may enter (0700) and its missing parents, or OSError."""
    # mkdir would make the parents by the umask.
    for folder in [path, *path.parents][::-1]:
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
        elif folder != path and not folder.is_dir():  # which Windows calls a missing path
            raise NotADirectoryError(errno.ENOTDIR, "", folder)
    path.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk: without that a power cut may undo a renaming.

    Systems on which a folder cannot be opened (Windows) do without.

    Raises:
        OSError: The disk did not take them.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
