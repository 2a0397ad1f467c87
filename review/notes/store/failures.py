"""What can go wrong with the file of the notes, said in Chinese and without a word of a note."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from content.errors import Problem
from review.notes.store.codec import Damaged

_CHECK = "请输入“shenyi doctor”检查。"
_REASONS = {
    "disk is full": ("磁盘已满。", "请腾出空间后再试。"),
    "is locked": ("另一个程序正在写批注。", "请稍后再试。"),
    "readonly database": ("没有写入权限。", _CHECK),
    "unable to open": ("文件打不开。", _CHECK),
    "disk I/O error": ("磁盘读写出错。", "请检查磁盘是否已满、是否完好。"),
    "interrupted": ("操作中断了。", "请再试一次。"),
}
"""Part of SQLite's message, which has a code of its own only since Python 3.11."""

FAILURES = (sqlite3.Error, Damaged, UnicodeDecodeError)
"""What reading or writing the file may raise; the last when a message holds bytes of the file."""

REPAIR = "请退出审议，再输入：shenyi notes list，会自动修复。"
"""What to do about a file that is broken or gone."""


def is_damage(error: Exception) -> bool:
    """Whether the file itself is broken, rather than busy, full or out of reach."""
    # The subclasses are for everything else: OperationalError, IntegrityError and so on.
    return isinstance(error, (Damaged, UnicodeDecodeError)) or type(error) is sqlite3.DatabaseError


def problem_with(path: Path, error: Exception) -> Problem:
    """What a failure means to the user."""
    if is_damage(error):
        return Problem("批注文件损坏。", path=path, remedy=REPAIR)
    found = (known for part, known in _REASONS.items() if part in str(error))
    # The message itself is not shown: it may hold what stands in the file.
    unknown = (f"读写批注失败（{type(error).__name__}）。", _CHECK)
    message, remedy = next(found, unknown)
    return Problem(message, path=path, remedy=remedy)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn failures of the database into Problems."""
    try:
        yield
    except FAILURES as error:
        # Not chained: no traceback can then show more of it than this.
        raise problem_with(path, error) from None
