"""The folders of a shelf: which hold reports, told without reading any, which are swept away."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from content.files import is_there
from content.shelf.library import BUILTIN, BUILTIN_ID
from content.shelf.manifest import MANIFEST, said_in

_SETTLED = 2.0
"""Seconds after which the time of a folder tells that nothing has changed since: clocks are coarse,
and two changes can bear the same time."""


class Standing:
    """What stands on a shelf now.

    Args:
        root: The folder that holds the report folders; it need not be there.
        folder_name: Gives the name of a report's folder from its id.
    """

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


def stamp(folder: Path, text: str) -> str:
    """What is another once the files of a report are others, or nothing if they cannot be seen.

    Args:
        folder: The folder of the report.
        text: Name of the file that its text is read from.
    """
    try:
        files = [(folder / name).stat() for name in (MANIFEST, text)]
    except OSError:
        return ""
    return " ".join(f"{file.st_mtime_ns}-{file.st_size}-{file.st_ino}" for file in files)


# What is swept away: nothing of it is in the way, and where it cannot be removed, it stays


TRASH_DAYS = 30
"""Days for which a removed report can be brought back."""

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
        removed = removal_time(folder)
        if removed is not None and now - removed > TRASH_DAYS * 86_400:
            shutil.rmtree(folder, ignore_errors=True)


def folders(root: Path) -> list[Path]:
    """The folders in a folder, hidden ones left out, in the order of their names."""
    try:
        return sorted(f for f in root.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError:
        return []


def removal_time(folder: Path) -> float | None:
    """When a folder of the trash came there, as its name says."""
    stamp, separator, _ = folder.name.partition("-")
    return float(stamp) if separator and stamp.isdecimal() else None
