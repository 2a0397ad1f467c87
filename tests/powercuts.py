"""What a disk may hold after a power cut, told from the system calls that a program made.

A small model of a disk that keeps nothing unasked: what was written to a file is there for certain
once the file was synced, and a name that was made, moved or removed once its folder was. Until then
any of it may be missing, all of it may be there, or a piece.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

_CALLS = (
    *("openat", "write", "pwrite64", "lseek", "ftruncate", "fsync", "fdatasync"),
    *("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"),
    *("writev", "link", "linkat", "sendfile", "copy_file_range"),
)
_LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_PART = re.compile(r'"[^"]*"|\d+<[^>]*>|AT_FDCWD<[^>]*>|[^, ]+')

FOLDER = None
"""What stands for a folder among the files."""

State = Mapping[str, bytes | None]
"""The files of a disk with what is in them, by their paths; folders too."""


class Call(NamedTuple):
    """A system call that succeeded, and what it gave."""

    name: str
    arguments: list[str]
    result: int


def recorded(command: Sequence[str], said: str = "") -> list[Call]:
    """Run a program that has to succeed, and give its calls; skips where there is no strace.

    Args:
        command: The arguments for Python.
        said: What it reads.
    """
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    trace = ["strace", "-f", "-qq", "-y", "-xx", "-s", "100000000", "-e"]
    done = subprocess.run(
        [*trace, f"trace={','.join(_CALLS)}", sys.executable, *command],
        cwd=ROOT,
        input=said.encode(),
        capture_output=True,
        check=False,
    )
    lines = [match for line in done.stderr.decode().splitlines() if (match := _LINE.match(line))]
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    calls = [
        Call(name, _PART.findall(inner), int(result))
        for name, inner, result in (match.groups() for match in lines)
    ]
    return [call for call in calls if call.result >= 0]


def _plain(text: str) -> bytes:
    """What strace has written in hexadecimal."""
    return bytes.fromhex(text.replace("\\x", ""))


def _path(text: str) -> str:
    """The path of a descriptor or of an argument; empty where it is none."""
    found = re.search(r'[<"]((?:\\x[0-9a-f]{2})*)(?:>|")', text)
    return _plain(found[1]).decode("utf-8", "surrogateescape") if found else ""


@dataclass
class _Content:
    safe: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Where something was written, and what; None where the file was cut off there."""

    def after(self, writes: Sequence[tuple[int, bytes | None]]) -> bytes:
        data = bytearray(self.safe)
        for at, written in writes:
            if written is None:
                del data[at:]
            data.extend(bytes(max(0, at - len(data))))
            data[at : at + len(written or b"")] = written or b""
        return bytes(data)

    def states(self) -> tuple[bytes, bytes, bytes]:
        """With nothing of what is pending, with all of it, with the first half."""
        half = self.pending[: len(self.pending) // 2]
        if self.pending and self.pending[-1][1] is not None:
            at, written = self.pending[len(half)]
            half = [*half, (at, (written or b"")[: len(written or b"") // 2])]
        return self.safe, self.after(self.pending), self.after(half)


_Names = dict[str, _Content | None]


class _Change(NamedTuple):
    """Names that go and names that come, all of them or none."""

    folders: set[str]
    """Those that have to be synced."""
    gone: tuple[str, ...]
    come: _Names


class Disk:
    """The disk below a folder, as it is when a program begins.

    Args:
        folder: The folder.
    """

    def __init__(self, folder: Path) -> None:
        self._below = f"{folder}/"
        self._safe: _Names = {
            str(path): FOLDER if path.is_dir() else _Content(path.read_bytes())
            for path in folder.rglob("*")
        }
        self._pending: list[_Change] = []
        self._at: dict[str, int] = {}
        """Where each descriptor writes next."""

    def do(self, call: Call) -> None:
        """Take in what a program did."""
        name, arguments = call.name, call.arguments
        if name in ("write", "pwrite64", "lseek", "ftruncate", "fsync", "fdatasync"):
            if f"{_path(arguments[0])}/".startswith(self._below):
                self._do_with_file(call)
            return
        paths = [path for path in map(_path, arguments) if path.startswith("/")]
        ours = [path for path in paths if path.startswith(self._below)]
        if name == "openat" and "O_CREAT" in arguments[2]:
            self._open(ours[0], arguments[2], call.result) if ours else None
        elif name == "openat" or not ours:
            return
        elif name.startswith("mkdir"):
            self._change((), {ours[-1]: FOLDER}, ours[-1])
        elif name.startswith("rename"):
            old, new = ours
            live = self._live()
            moved = [path for path in live if path == old or path.startswith(f"{old}/")]
            come = {new + path[len(old) :]: live[path] for path in moved}
            self._change(tuple(moved), come, old, new)
        elif name in ("unlink", "unlinkat", "rmdir"):
            last = _path(arguments[1]) if name == "unlinkat" else ours[-1]
            path = last if last.startswith("/") else f"{ours[0]}/{last}"
            self._change((path,), {}, path)
        else:
            raise AssertionError(f"the model knows nothing of {call}")

    def _open(self, path: str, flags: str, descriptor: int) -> None:
        self._at[str(descriptor)] = 0
        content = self._live().get(path)
        if content is None:
            self._change((), {path: _Content()}, path)
        elif "O_TRUNC" in flags:
            content.pending.append((0, None))

    def _change(self, gone: tuple[str, ...], come: _Names, *paths: str) -> None:
        folders = {path.rpartition("/")[0] for path in paths}
        self._pending.append(_Change(folders, gone, come))

    def _do_with_file(self, call: Call) -> None:
        name, arguments = call.name, call.arguments
        path, descriptor = _path(arguments[0]), arguments[0].partition("<")[0]
        if name in ("fsync", "fdatasync"):
            self._sync(path)
            return
        content = self._live().get(path)
        if name == "lseek":
            self._at[descriptor] = call.result
        elif content is None:
            return  # a file that has no name any more
        elif name == "ftruncate":
            content.pending.append((int(arguments[1]), None))
        elif name == "pwrite64":
            content.pending.append((int(arguments[3]), _plain(arguments[1].strip('"'))))
        else:
            at = self._at.get(descriptor, 0)
            content.pending.append((at, _plain(arguments[1].strip('"'))[: call.result]))
            self._at[descriptor] = at + call.result

    def _sync(self, path: str) -> None:
        content = self._live().get(path)
        if isinstance(content, _Content):
            content.safe, content.pending = content.after(content.pending), []
            return
        waiting = []
        for change in self._pending:
            change.folders.discard(path)
            if change.folders:
                waiting.append(change)
            else:
                _apply(self._safe, change)
        self._pending = waiting

    def _live(self, changes: int | None = None) -> _Names:
        names = dict(self._safe)
        for change in self._pending[:changes]:
            _apply(names, change)
        return names

    def states(self) -> Iterator[State]:
        """What the disk may hold if the power is cut now."""
        for kept in sorted({0, len(self._pending) - 1, len(self._pending)} - {-1}):
            names = self._live(kept)
            for which in range(3):
                yield {
                    path: FOLDER if content is None else content.states()[which]
                    for path, content in names.items()
                    if _has_folders(path, names, self._below)
                }


def _apply(names: _Names, change: _Change) -> None:
    for path in change.gone:
        names.pop(path, None)
    names.update(change.come)


def _has_folders(path: str, names: _Names, below: str) -> bool:
    folder = path.rpartition("/")[0]
    return len(folder) < len(below) or (folder in names and _has_folders(folder, names, below))


class PowerCut(NamedTuple):
    """A moment at which the power may be cut."""

    state: State
    is_said: bool
    """Whether the program has said before that it is done."""


def power_cuts(folder: Path, calls: Sequence[Call], before: Disk) -> list[PowerCut]:
    """Everything that a disk may hold while a program runs and right after it, each once.

    Args:
        folder: The folder whose disk is meant.
        calls: What the program did.
        before: The disk as it was.
    """
    last = max((at for at, call in enumerate(calls) if _speaks(call)), default=len(calls))
    found: dict[tuple[bool, tuple[tuple[str, bytes | None], ...]], PowerCut] = {}
    for at in range(len(calls) + 1):
        for state in before.states():
            key = at > last, tuple(sorted(state.items()))
            found.setdefault(key, PowerCut(state, at > last))
        if at < len(calls):
            before.do(calls[at])
    return list(found.values())


def _speaks(call: Call) -> bool:
    return call.name == "write" and call.arguments[0].startswith("1<")


def lay_out(state: State, folder: Path, other: Path) -> None:
    """Make the files of a disk below another folder than the one they were recorded in."""
    for path, content in sorted(state.items()):
        place = other / Path(path).relative_to(folder)
        if content is None:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        else:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            place.write_bytes(content)
