"""Where everything is, and who can read and write it.

Rights are mended by their bits alone, and only of what belongs to the user: no owner is changed.
What a program that was killed has left behind is told here as well.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from content.shelf.standing import BUILDING
from review.base import paths
from review.base.files import leftovers
from review.base.paths import shown
from review.doctor.finding import MEND, Finding

_FEW_BYTES = 50_000_000
"""Less free space than this, and a report, its index and the backups may not fit."""

_A_DAY = 86_400
"""Seconds after which nobody can be writing a file any more."""


def folders() -> Iterator[Finding]:
    """Where everything is, and whether it can be written, and read by nobody else.

    One after the other: only in a folder that was opened can be seen what else is closed.
    """
    places = {
        "设置": paths.config_file().parent,
        "数据": paths.data_dir(),
        "状态": paths.state_dir(),
        "索引": paths.index_dir(),
        "导出": paths.documents_dir(),
    }
    for name, place in places.items():
        yield _folder(name, place)
    yield from _rights(paths.data_dir())
    yield from _space()
    yield from _left_behind()


def _standing(place: Path) -> Path:
    """A folder, or the nearest above it that is there: in that one it would be made."""
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def _space() -> Iterator[Finding]:
    """Too little room where the user's data are; nothing where the system does not tell."""
    there = _standing(paths.data_dir())
    try:
        free = shutil.disk_usage(there).free
    except OSError:
        return
    if free < _FEW_BYTES:
        remedy = "请删去或移走一些不用的文件，腾出空间；在那以前，新写的批注可能存不下。"
        yield Finding("磁盘", f"{shown(there)}所在的磁盘只剩{free // 1_000_000}MB", remedy)


def _left_behind() -> Iterator[Finding]:
    """What writers that were killed have left; what is younger than a day may still be written.

    Of files and reports on their way the whole one is where it belongs, or never was: they are
    removed, and not set aside.
    """
    known = {paths.data_dir(), paths.state_dir(), paths.config_file().parent}
    left: list[Path] = []
    with suppress(PermissionError):  # which `_folder` and `_rights` tell of
        for folder in sorted(known):
            left += leftovers(folder)
        left += leftovers(paths.documents_dir(), below=False)
        left += sorted(paths.reports_dir().glob(f"{BUILDING}*"))
    old = [path for path in left if time.time() - path.lstat().st_mtime > _A_DAY]
    if left:
        names = "、".join(shown(path) for path in left[:3]) + (" 等" if len(left) > 3 else "")
        text = f"有{len(left)}个没有写完就中断的临时文件或报告：{names}"
        if old:
            yield Finding("残留", text, MEND, lambda: _sweep(old))
        else:
            yield Finding("残留", f"{text}；满一天后可以清除")


def _sweep(old: list[Path]) -> str:
    """Remove what was left behind; what was done, in Chinese. An OSError keeps the rest."""
    for path in old:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return f"{len(old)}个没有写完就中断的临时文件或报告已清除"


def _folder(name: str, place: Path) -> Finding:
    """Whether a folder is there or can be made, and can be written.

    Where it cannot, it is somebody else's, its bits are wrong (which can be mended), or the disk
    takes nothing.
    """
    there = _standing(place)
    if not there.is_dir():
        remedy = f"{shown(there)}应是文件夹。请把挡在那里的文件移走或改名。"
        return Finding(name, f"{shown(place)}不能建立", remedy)
    if os.access(there, os.W_OK | os.X_OK):
        return Finding(name, shown(place) if there == place else f"{shown(place)}（用到时建立）")
    closed = Finding(name, f"{shown(place)}不能写入")
    if not _is_ours(there):
        remedy = f"{shown(there)}不归您写入。请换一个用户登录，或请管理员给您写入的权限。"
    elif _needed(there) & ~_bits(there):
        return closed._replace(remedy=MEND, mend=partial(_open_to_us, lambda: [there]))
    else:
        remedy = "磁盘或文件夹设了写保护。请解除写保护，或换一个能写入的位置。"
    return closed._replace(remedy=remedy)


def _rights(folder: Path) -> Iterator[Finding]:
    """What in a folder and below is closed to the user, or open to others.

    Nothing on Windows, which keeps profiles private by access lists, nor on a stick, whose file
    system knows no owners.
    """
    if os.name != "posix" or paths.stick() is not None or not folder.is_dir():
        return
    if shut := _shut(folder):
        text = f"有{len(shut)}个文件或文件夹，您自己不能读写"
        yield Finding("权限", text, MEND, partial(_open_to_us, partial(_shut, folder)))
    loose = [path for path in _ours(folder) if _bits(path) & 0o077]
    if loose:
        text = f"有{len(loose)}个文件或文件夹，其他用户也能看到"
        yield Finding("权限", text, MEND, lambda: _close_to_others(loose))


def _ours(folder: Path) -> list[Path]:
    """A folder and what is seen in it, of the user's own."""
    return [path for path in (folder, *folder.rglob("*")) if _is_ours(path)]


def _shut(folder: Path) -> list[Path]:
    """What of it the user cannot read and write, as far as can be seen into it."""
    return [path for path in _ours(folder) if _needed(path) & ~_bits(path)]


def _open_to_us(look: Callable[[], list[Path]]) -> str:
    """Give the user the rights to what `look` finds, and again, until it finds nothing new."""
    opened: set[Path] = set()
    while shut := set(look()) - opened:  # in folders that are open now there may be more
        for path in shut:
            path.chmod(_bits(path) | _needed(path))
        opened |= shut
    return f"有{len(opened)}个文件或文件夹，已改为您可以读写"


def _close_to_others(loose: list[Path]) -> str:
    for path in loose:
        path.chmod(_needed(path))
    return f"有{len(loose)}个文件或文件夹，已改为只有您能看到"


def _is_ours(path: Path) -> bool:
    """Whether something belongs to the user and is no link; on Windows nothing is said to."""
    if os.name != "posix":
        return False
    try:
        status = path.lstat()
    except PermissionError:  # in a folder that is closed itself
        return False
    return status.st_uid == os.geteuid() and not stat.S_ISLNK(status.st_mode)


def _bits(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def _needed(path: Path) -> int:
    """The bits that what is the user's alone has: 0700 a folder, 0600 a file."""
    return 0o700 if path.is_dir() else 0o600
