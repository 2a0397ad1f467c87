"""The files of a box: its own, a second copy of it, and the secret half of a key apart.

The file of the box is written first and the copy after it, so that of two that differ after a crash
the one that has come further is right. Sealed ballots may be copied; nothing of them can be read.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from content.errors import NewerFile, Problem, refused
from content.files import exists
from review.base.files import STILL, move_file, settle, sweep, write_atomic
from review.voting.box.box_file import BoxContents, State, read_box, to_bytes
from review.voting.box.sealing import belongs

COPIES = "copies"
"""The folder of the second copies, beside the boxes."""


def copy_of(path: Path) -> Path:
    """The second copy of a file of a box."""
    return path.parent / COPIES / path.name


def key_file(path: Path) -> Path:
    """Where the secret half of the key of an open box lies that has no 口令."""
    return path.with_suffix(".key")


def is_there(path: Path) -> bool:
    """Whether there is such a box, or a second copy of it."""
    return exists(path) or exists(copy_of(path))


def files_of(path: Path) -> list[Path]:
    """The files that a box may have, copies before what they are copies of."""
    return [copy_of(path), path, copy_of(key_file(path)), key_file(path)]


def write_box(path: Path, contents: BoxContents, *, shrinks: bool = False) -> None:
    """Write a box, its second copy, and the secret half of its key where that stays apart.

    Where a ballot is taken out it `shrinks`: then the copy may not be the one that has more.

    Raises:
        Problem: It could not be written; it is as it was.
    """
    is_apart = contents.state is State.OPEN and bool(contents.key.secret)
    copy, _, key_copy, key = files_of(path)
    # Of a new box always: a key that lies there is that of another, whose file is gone.
    if is_apart and not (exists(key) and exists(path)):
        secret = base64.b64encode(contents.key.secret).decode("ascii")
        data = {"format": 1, "box": list(contents.boxes), "secret": secret}
        _write((key, key_copy), (json.dumps(data) + "\n").encode("ascii"))
    _write((copy, path) if shrinks else (path, copy), to_bytes(contents))
    if not is_apart and exists(key):
        remove_files(key_copy, key)
        settle(path.parent)


def load_box(path: Path, *, with_key: bool = True) -> BoxContents:
    """Read a box, from its second copy where its file is damaged, gone or older.

    Where its ballots will not have to be read, `with_key` is False and its key may be missing.

    Raises:
        Problem: Neither can be read; both stay as they are.
    """
    found, copy = _read(path), _read(copy_of(path))
    if not isinstance(copy, Problem) and (isinstance(found, Problem) or _is_further(copy, found)):
        found = replace(copy, told=(_mended(path, found, copy),))
    if isinstance(found, Problem):
        raise found
    return _with_key(path, found) if with_key else found


def remove_box(path: Path) -> None:
    """Delete a box with its copy and its key. The copy goes first, or it would bring it back.

    Raises:
        Problem: Something cannot be deleted.
    """
    remove_files(*files_of(path))
    settle(path.parent)


def move_box(path: Path, folder: Path) -> None:
    """Move a box into another folder; its copy is not needed any more.

    Raises:
        Problem: It could not be moved.
    """
    remove_files(copy_of(path))
    move_file(path, folder / path.name)
    settle(folder)
    settle(path.parent)


def _read(path: Path) -> BoxContents | Problem:
    """What a file holds, or why it cannot be used."""
    try:
        return read_box(path)
    except NewerFile:
        raise
    except Problem as problem:
        return problem


def _is_further(one: BoxContents, other: BoxContents) -> bool:
    """Whether a copy has come further than the file: somebody has put an older file there."""
    is_same_vote = set(other.boxes) <= set(one.boxes)
    return is_same_vote and _stage(one) > _stage(other)


def _stage(contents: BoxContents) -> tuple[int, int, int, int]:
    state, counted = list(State).index(contents.state), contents.state is State.COUNTED
    return int(counted), contents.reopened, state, contents.count


def _mended(path: Path, found: BoxContents | Problem, copy: BoxContents) -> str:
    if isinstance(found, Problem):
        what = "已经损坏" if exists(path) else "不见了"
        return f"票箱{path.name}{what}，已按备份恢复，共{copy.count}张票。"
    fewer = copy.count - found.count
    how = f"少{fewer}张" if fewer > 0 else "旧"
    return f"票箱{path.name}比备份{how}，像是被换回了旧文件，已按备份恢复。"


# The secret half of the key


def _with_key(path: Path, contents: BoxContents) -> BoxContents:
    """A box with the secret half that lies apart, where there is one."""
    if contents.key.vote or contents.key.secret or contents.sums is not None:
        return contents
    for file in (key_file(path), copy_of(key_file(path))):
        if (secret := _read_secret(file)) and belongs(secret, contents.key):
            return replace(contents, key=replace(contents.key, secret=secret))
    message = "这个票箱的钥匙文件不见了，里面的票打不开。"
    remedy = f"请把{key_file(path).name}放回票箱所在的文件夹。"
    raise Problem(message, path=path, remedy=remedy)


def _read_secret(path: Path) -> bytes:
    try:
        return base64.b64decode(json.loads(path.read_bytes())["secret"], validate=True)
    except (OSError, ValueError, LookupError, TypeError):
        return b""


def _write(files: Iterable[Path], data: bytes) -> None:
    """Write the same into several files, one after the other; no time stamp tells anything."""
    for file in files:
        sweep(file)
        write_atomic(file, data, stamp=STILL)  # which brings the folder to the disk as well
        with suppress(OSError):
            os.utime(file.parent, (STILL, STILL))


def remove_files(*files: Path) -> None:
    """Delete files that may be there.

    Raises:
        Problem: One cannot be deleted.
    """
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise refused("无法删除", error, path=file) from error
