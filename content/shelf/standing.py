"""The folders of a shelf: which hold reports and what is known of those, which are swept away."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from content.errors import Problem
from content.files import exists, is_there
from content.shelf.library import BUILTIN, BUILTIN_ID
from content.shelf.manifest import MANIFEST, Manifest, read_manifest, said_in

_SECOND_TEXT = "report-2.txt"
"""Stands in the folder of every report that was ever revised."""

_SETTLED = 2.0
"""Seconds after which the time of a folder tells that nothing has changed since: clocks are coarse,
and two changes can bear the same time."""


class Standing:
    """What stands on a shelf (`Shelf`) now, and what is known of all of it."""

    def __init__(self, root: Path, folder_name: Callable[[str], str]) -> None:
        self._root = root
        self._folder_name = folder_name

    def state(self) -> str:
        """What is another once a report has been put on, taken off, renamed or revised.

        It costs the same whatever the number of reports. Nothing where it cannot be told: there is
        no shelf yet, or it has changed just now.
        """
        with suppress(OSError):
            times = [self._root.stat().st_mtime_ns, (BUILTIN / MANIFEST).stat().st_mtime_ns]
            if time.time() - times[0] / 1e9 > _SETTLED:
                return f"{self._root.absolute()} {times}"
        return ""

    def folders(self) -> list[Path]:
        """The folders of all reports, that of the program among them, in the order of their paths.

        One that is not called as its report asks is left out, as in `Shelf.list`.
        """
        own = [folder for folder in folders(self._root) if self._is_own(folder)]
        instead = self._root / self._folder_name(BUILTIN_ID)
        return sorted(own if instead in own else [*own, BUILTIN])

    def _is_own(self, folder: Path) -> bool:
        report_id = said_in(folder, "id")
        if report_id:
            return folder.name == self._folder_name(report_id)
        return is_there(folder / MANIFEST)  # who reads it says what is wrong with it

    # What is looked for once, however many reports are added

    @cached_property
    def revised(self) -> tuple[str, ...]:
        """Ids of the reports that have been revised."""
        found = (f for f in folders(self._root) if is_there(f / _SECOND_TEXT))
        return tuple(said_in(folder, "id") for folder in found)

    def read_from(self, data: bytes) -> str | None:
        """Id of the report that was read from a file of these bytes, if one was."""
        for file in self._originals:
            with suppress(OSError):
                if file.stat().st_size == len(data) and file.read_bytes() == data:
                    return said_in(file.parent, "id")
        return None

    @cached_property
    def _originals(self) -> list[Path]:
        """The files that reports were read from."""
        return [file for folder in folders(self._root) for file in folder.glob("original.*")]

    @cached_property
    def titles(self) -> set[str]:
        """The titles of all reports."""
        found = (said_in(folder, "title") for folder in (BUILTIN, *folders(self._root)))
        return {title for title in found if title}


def manifests(
    root: Path, unreadable: Callable[[Problem], object] = lambda _problem: None
) -> Iterator[tuple[Path, Manifest]]:
    """The folders of reports in a folder with what is known of each.

    `unreadable` is told of each manifest that cannot be read; such a folder is left out.
    """
    for folder in folders(root):
        try:
            if holds_report(folder):
                yield folder, read_manifest(folder)
        except Problem as problem:
            unreadable(problem)


def holds_report(folder: Path) -> bool:
    """Whether a report stands in a folder; a Problem if that may not be looked at."""
    return exists(folder / MANIFEST)


def misnamed(folder: Path, report_id: str, own: Path) -> Problem:
    """What to say of a folder that is not called `own`, as its report asks."""
    message = f"文件夹的名字和里面报告的编号“{report_id}”对不上，列不出，也打不开。"
    if holds_report(own):
        remedy = f"它像是“{own.name}”复制出来的，请把它移走。"
    else:
        remedy = f"它被改了名，请改回“{own.name}”。"
    return Problem(message, path=folder, remedy=remedy)


def stamp(folder: Path, text: str) -> str:
    """What is another once the files of a report are others, or nothing if they cannot be seen.

    `text` is the name of the file that its text is read from.
    """
    try:
        files = [(folder / name).stat() for name in (MANIFEST, text)]
    except OSError:
        return ""
    return " ".join(f"{file.st_mtime_ns}-{file.st_size}-{file.st_ino}" for file in files)


# What is swept away: nothing of it is in the way, and where it cannot be removed, it stays


TRASH_DAYS = 30
"""Days for which a removed report can be brought back, at least."""

_MARKED = ".old"
"""Ends the name of what was found to be old in the trash, at the time of its folder. It is removed
when that is as old: the clock may have been wrong once."""

TRASH = ".trash"
"""Name of the folder that removed reports are in, each under the time of its removal."""

BUILDING = ".adding-"
"""Begins the names of the folders in which reports are being built."""

_ABANDONED = 600.0
"""Seconds after which a report that is still being built belongs to a program that was killed."""


def sweep(root: Path) -> None:
    """Remove what has been in the trash for long, and what killed programs left behind."""
    now = time.time()
    with suppress(OSError):
        for folder in root.glob(f"{BUILDING}*"):
            if now - folder.stat().st_mtime > _ABANDONED:
                shutil.rmtree(folder, ignore_errors=True)
    for folder in folders(root / TRASH):
        removed = _removal_time(folder)
        if removed is None or now - removed <= TRASH_DAYS * 86_400:
            continue
        with suppress(OSError):
            if folder.suffix != _MARKED:
                os.utime(folder, (now, now))
                folder.rename(f"{folder}{_MARKED}")
            elif now - folder.stat().st_mtime > TRASH_DAYS * 86_400:
                shutil.rmtree(folder, ignore_errors=True)


def folders(root: Path) -> list[Path]:
    """The folders in a folder, hidden ones left out, in the order of their names."""
    try:
        return sorted(f for f in root.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError:
        return []


def removed_reports(root: Path) -> list[tuple[Path, Manifest]]:
    """The folders in the trash of a shelf with their reports, the one removed last first."""
    there = ((_removal_time(folder), folder, r) for folder, r in manifests(root / TRASH))
    found = [(when, folder, r) for when, folder, r in there if when is not None]
    return [(folder, r._replace(removed=when)) for when, folder, r in sorted(found, reverse=True)]


def _removal_time(folder: Path) -> float | None:
    """When a folder of the trash came there, as its name says."""
    stamp, separator, _ = folder.name.partition("-")
    return float(stamp) if separator and stamp.isdecimal() else None
