"""A lock that cannot be had, and why."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from content.errors import Problem
from review.base import lock as lock_module
from review.base.lock import Lock
from review.notes.store.note_store import NoteStore
from tests.unit.notes.making import opened


def refusing(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system refuse to lock."""

    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(lock_module, "_try_lock", refuse)


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.EACCES, 0])
def test_a_lock_that_another_has_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Windows says that there is no right (to the file there is: it was opened), wine nothing."""
    refusing(number, monkeypatch)
    with pytest.raises(BlockingIOError):
        Lock(tmp_path / "lock")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOLCK, "不能给文件加锁"),
        (errno.EOPNOTSUPP, "不能给文件加锁"),
        (errno.EIO, "磁盘读写出错"),
        (errno.ENOSPC, "磁盘已满"),
    ],
)
def test_a_lock_that_the_disk_refuses_is_said_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """It is not another window, which the user would look for in vain."""
    refusing(number, monkeypatch)
    with pytest.raises(Problem, match=said):
        Lock(tmp_path / "lock")


@pytest.mark.parametrize(
    ("number", "said"), [(errno.EACCES, "没有权限"), (errno.ENOSPC, "磁盘已满")]
)
def test_a_lock_file_that_cannot_be_made_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    """No right, or no room."""

    def refuse(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Problem, match=said):
        Lock(tmp_path / "lock")


def test_notes_on_a_disk_without_locks_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They can be looked at, and it is said why nothing can be changed."""
    path = tmp_path / "notes.db"
    opened(path).close()
    refusing(errno.ENOLCK, monkeypatch)
    store = NoteStore(path, alone=True)
    assert store.notes("small") == []
    assert "不能给文件加锁" in str(store.obstacle)
    assert "只能查看" in store.remarks[0]
    store.close()
