"""Opening the file of the notes: private, sound and of a version that is known, or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from content.errors import Problem, refused
from review.base import paths
from review.notes.store import backup
from review.notes.store.connection import FAILURES, can_write, connect, translated
from review.notes.store.mending import has_content, is_whole, make_empty, mend
from review.notes.store.schema import VERSION, has_its_tables, migrate


def open_file(path: Path, now: float, remarks: list[str], *, is_alone: bool) -> sqlite3.Connection:
    """Open the file of the notes, creating or mending it where there is need.

    Where it is missing and cannot be made, the notes are empty. `remarks` get what the user has to
    know.

    Raises:
        Problem: It belongs to another user, or cannot be read.
    """
    if is_newer(path):
        return _looked_at(path)
    if not can_write(path):
        if not has_content(path):
            connection = connect(":memory:")
            migrate(connection)
            return connection
    elif os.name == "posix" and path.exists() and path.stat().st_mode & 0o077:
        path.chmod(0o600)
    if has_content(path):
        is_usable = is_whole(path)
    elif is_usable := backup.newest(paths.notes_backups_dir(path)) is None:
        make_empty(path)
    if not is_usable:
        mend(path, now, remarks, is_alone=is_alone)
    with translated(path):
        connection = connect(path)
    try:
        _bring_up_to_date(connection, path, now, remarks)
    except BaseException:
        connection.close()
        raise
    return connection


def is_damaged(path: Path) -> bool:
    """Whether opening would have to mend the file of the notes; a Problem where it cannot open."""
    if is_newer(path):
        _looked_at(path).close()
        return False
    return has_content(path) and not is_whole(path)


def is_newer(path: Path) -> bool:
    """Whether a newer version has written the file, which this one then only looks at."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            remedy = "请把它移走或改名，再试一次。"
            raise Problem("这不是文件，批注不能保存在这里。", path=path, remedy=remedy)
        if os.name == "posix" and status.st_uid != os.geteuid():
            remedy = "请换回那个用户，或把这个文件移走。"
            raise Problem("这份批注属于另一个用户，不能打开。", path=path, remedy=remedy)
        with path.open("rb") as file:
            head = file.read(64)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise refused("批注读不出来", error, path=path) from error
    # From the head of the file (https://www.sqlite.org/fileformat.html, 1.3): SQLite might write
    # to it when opening it.
    number = int.from_bytes(head[60:64], "big")
    return head.startswith(b"SQLite format 3\0") and number > VERSION


def _looked_at(path: Path) -> sqlite3.Connection:
    """The file of a newer version, of which nothing is written, not even its mode."""
    with suppress(*FAILURES):
        connection = connect(path, only_look=True)
        with suppress(*FAILURES):
            if has_its_tables(connection):
                return connection
        connection.close()
    remedy = "请升级审议后再打开，批注没有改动。"
    raise Problem("这份批注由更新版本的审议保存，本版本读不了。", path=path, remedy=remedy)


def _bring_up_to_date(
    connection: sqlite3.Connection, path: Path, now: float, remarks: list[str]
) -> None:
    """Copy the notes, and let this version's tables replace those of an older one."""
    if not can_write(path):
        return
    try:
        backup.back_up(connection, paths.notes_backups_dir(path), now)
    except Problem as problem:
        remarks.append(f"今天的备份没有写成。{problem}")
    with translated(path):
        migrate(connection)
