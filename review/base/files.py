"""Writing the user's files: whole or not at all, and readable by nobody else."""

from __future__ import annotations

import codecs
import errno
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from content.errors import Problem, reason, refused
from content.files import make_private_folder, sync_folder
from review.base import paths

_LEFTOVER = re.compile(r"\..+\.[0-9a-f]{8}")

_EXPORTS = 500
"""So many files that were exported are remembered."""

STILL = 946_684_800
"""The time stamp of files that may not tell when they were written: the year 2000 begins (UTC)."""


def make_private_dir(path: Path) -> None:
    """Create a folder that only the user may enter (0700), and so its parents; or a Problem."""
    try:
        make_private_folder(path)
    except OSError as error:
        raise refused("无法建立文件夹", error, path=path) from error


def write_atomic(path: Path, data: bytes, *, stamp: int | None = None) -> None:
    """Replace a file by `data`, mode 0600. After a Problem or a crash the old file is whole.

    `stamp` is its time of access and change, in seconds since 1970; now by default.
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
            _put_in_place(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise refused("写入失败", error, path=path, kept="原有内容没有改动。") from error
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise refused("写入失败", error, path=path) from error


def _put_in_place(new: Path, path: Path) -> None:
    """Let a file that was just written take the place of another."""
    try:
        new.replace(path)
    except PermissionError as error:
        # The folder has just taken a file: Windows says this of one that Word or WPS has open.
        if getattr(error, "winerror", 0):
            raise OSError(errno.EBUSY, "", path) from error
        raise


def set_aside(unusable: Iterable[Path], folder: Path) -> Path:
    """Move files or folders, one after the other, into a new private folder; nothing is deleted.

    The new folder is `damaged-1` in `folder`, or the next that is free. After a Problem what could
    not be moved is where it was, and so is what comes behind it.
    """
    folders = (folder / f"damaged-{number}" for number in count(1))
    aside = next(each for each in folders if not each.exists())
    for path in unusable:
        move_file(path, aside / path.name)
    return aside


def move_file(path: Path, place: Path) -> None:
    """Move a file or a folder to another place, whose folder is made, or raise a Problem."""
    make_private_dir(place.parent)
    try:
        path.rename(place)
    except OSError as error:
        raise refused("移不走", error, path=path) from error


def is_taken(path: Path) -> bool:
    """Whether writing would replace a file; then the user is to be asked first.

    A link, a folder, a device, or a place among the program's own data is a Problem, asked or not.
    """
    try:
        if path.is_symlink():
            raise Problem("这是一个链接。", path=path, remedy="不会写进链接，请换一个文件名。")
        if path.is_dir():
            raise Problem("这是文件夹，不是文件。", path=path, remedy="请在后面加上文件名。")
        if path.exists() and not path.is_file():
            raise Problem("这不是普通文件。", path=path, remedy="请换一个文件名。")
        if path.resolve().is_relative_to(paths.data_dir().resolve()):
            message = "这里存放着审议自己的文件，不能写到这里。"
            raise Problem(message, path=path, remedy="请换一个文件夹。")
        return os.access(path, os.F_OK)  # unlike Path.exists, it takes no name with a NUL in it
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "文件名不合规定"
        raise Problem(f"不能写在这里（{why}）。", path=path, remedy="请换一个文件名。") from None


def free_path(path: Path) -> Path:
    """A path, with a number behind its name where something is there already."""
    others = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(free for free in chain([path], others) if not os.path.lexists(free))


def write_out(path: Path, data: bytes, *, overwrite: bool = False) -> None:
    """Write a file where the user wants it, private and whole as `write_atomic` does.

    A table or text is written for the program that will open it: see `for_its_program`. A Problem
    where a file is there and `overwrite` is not set.
    """
    if is_taken(path) and not overwrite:
        remedy = "请换一个文件名，或先把它移走。"
        raise Problem("这个文件已经存在，没有改动它。", path=path, remedy=remedy)
    write_atomic(path, for_its_program(path, data))
    with suppress(Problem, UnicodeError):
        known = [name for name in own_exports() if name != str(path.absolute())]
        names = "\n".join([*known[1 - _EXPORTS :], str(path.absolute())])
        write_atomic(paths.exports_file(), names.encode("utf-8"))


def own_exports() -> list[str]:
    """The paths of the files that were last written by `write_out`, which are no reports."""
    return known_lines(paths.exports_file())


def known_lines(path: Path) -> list[str]:
    """The lines of a file that the program could do without; none where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return []


def for_its_program(path: Path, data: bytes) -> bytes:
    r"""Data as the program reads it that a file of this name is opened with.

    Excel takes a table for UTF-8 only where a byte order mark comes first, and Notepad knows lines
    only by \r\n before Windows 10. So a .csv has both everywhere, a .txt on Windows only; in
    another encoding, which somebody has asked for, there is no mark.
    """
    ending = path.suffix.lower()
    if ending != ".csv" and not (ending == ".txt" and sys.platform == "win32"):
        return data
    data = re.sub(rb"(?<!\r)\n", b"\r\n", data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    return data if data.isascii() or data.startswith(codecs.BOM_UTF8) else codecs.BOM_UTF8 + data


def sweep(path: Path) -> None:
    """Remove what writers of a file have left beside it because they were killed, or a Problem.

    Nobody else may be writing it.
    """
    try:
        for left in path.parent.iterdir():
            if left.name.startswith(f".{path.name}."):
                left.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        raise refused("临时文件无法删除", error, path=path.parent) from error


def leftovers(folder: Path, *, below: bool = True) -> list[Path]:
    """Files that writers have left in a folder because they were killed, the oldest first.

    They are told by their names, a dot and eight hexadecimal digits around that of what was to be
    written. The folder need not be there; `below` has the folders in it looked through as well.
    """
    found = [
        path
        for path in (folder.rglob(".*") if below else folder.glob(".*"))
        if _LEFTOVER.fullmatch(path.name) and path.is_file() and not path.is_symlink()
    ]
    return sorted(found, key=lambda path: path.stat().st_mtime)


def settle(folder: Path) -> None:
    """Bring a folder to rest: its entries on the disk, its own time stamp telling nothing."""
    with suppress(OSError):
        os.utime(folder, (STILL, STILL))
    with suppress(OSError):
        sync_folder(folder)
