"""Refuses to write outside of the folders that tests may write to, and notes down who tried.

pytest arms it for itself. Python processes that tests start find it on PYTHONPATH, and it arms
itself there: Python imports a module of this name at every start.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache

ROOTS = "WRITABLE_IN_TESTS"
"""The variable that names the folders, as PATH does."""

REPORT = "FORBIDDEN_WRITES"
"""The variable that names the file where attempts are noted."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_DEVICES = (os.devnull, "/dev/full")

_NAMED = {
    # event: which of its arguments are paths, and which the folder that they are relative to
    "os.chflags": ((0,), None),
    "os.chmod": ((0,), 2),
    "os.chown": ((0,), 3),
    "os.link": ((1,), 3),
    "os.mkdir": ((0,), 2),
    "os.remove": ((0,), 1),
    "os.rename": ((0, 1), 2),
    "os.rmdir": ((0,), 1),
    "os.symlink": ((1,), 2),
    "os.truncate": ((0,), None),
    "os.utime": ((0,), 3),
    "shutil.rmtree": ((0,), 1),
}

_WATCHED = frozenset(("open", "sqlite3.connect", *_NAMED))
"""All events that are looked at, among the many more there are: `id` alone is thousands a test."""


_MOVING = ("os.rename", "os.symlink")
"""Those by which the name of a folder may lead elsewhere."""


class ForbiddenWriteError(Exception):
    """A test writes where it must not; no error of the system, which a program would handle."""


def arm(roots: Sequence[str], report: str) -> Callable[[], None]:
    """Refuse from now on to write anywhere else.

    Args:
        roots: The folders.
        report: A file in one of them that gets a line for each attempt.

    Returns:
        What ends it.
    """
    allowed = tuple(os.path.realpath(root) + os.sep for root in (*roots, *_DEVICES))
    armed = True

    def disarm() -> None:
        nonlocal armed
        armed = False

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event not in _WATCHED or not armed:
            return
        if event in _MOVING:
            _real.cache_clear()
        for path in written(event, arguments):
            # Python keeps its byte code beside the source, whoever runs it.
            if not (f"{path}{os.sep}".startswith(allowed) or "__pycache__" in path):
                line = f"{event} {path}\n"
                descriptor = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
                os.write(descriptor, line.encode(errors="replace"))
                os.close(descriptor)
                raise ForbiddenWriteError(line)

    sys.addaudithook(refuse)
    return disarm


def written(event: str, arguments: tuple[object, ...]) -> list[str]:
    """The files and folders that an audit event of Python is about to change."""
    if event == "open":
        path, _, flags = arguments
        return _names([path] if isinstance(flags, int) and flags & _WRITING else [])
    if event == "sqlite3.connect":
        (database,) = arguments
        if database == ":memory:" or not database or "mode=ro" in str(database):
            return []
        path = str(database).removeprefix("file:").partition("?")[0]
        return _names([path.lstrip("/") if os.name == "nt" else path])  # file:///C:/…
    if event in _NAMED:
        paths, folder = _NAMED[event]
        if folder is not None and arguments[folder] not in (-1, None):
            return []  # by the number of an open folder, as shutil.rmtree does it
        return _names([arguments[at] for at in paths])
    return []


def _names(paths: list[object]) -> list[str]:
    """Where names really lead to, a link at their end not being followed."""
    found = []
    for path in paths:
        if isinstance(path, str | bytes | os.PathLike):  # and not the number of an open file
            folder, name = os.path.split(os.fsdecode(path))
            if name == os.devnull:
                continue  # of Windows, whatever the folder is
            found.append(os.path.join(_real(folder), name))  # noqa: PTH118
    return found


@lru_cache(1)  # a dozen writes to one folder follow each other
def _real(folder: str) -> str:
    return os.path.realpath(folder)


if ROOTS in os.environ:
    arm(os.environ[ROOTS].split(os.pathsep), os.environ[REPORT])
