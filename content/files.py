"""Folders of the user's own, and asking what stands at a path that a person may have typed.

Before Python 3.14 `Path.exists` and its kin raise for a name that is too long, or one in a folder
that may not be entered.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from content.errors import refused


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
