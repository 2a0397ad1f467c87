"""Which report folders stand on a shelf, told without reading any of them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from content.shelf.library import BUILTIN
from content.shelf.manifest import MANIFEST

_SETTLED = 2.0
"""Seconds after which the time of a folder tells that nothing has changed since: clocks are coarse,
and two changes can bear the same time."""


class Standing:
    """What stands on a shelf now.

    Args:
        root: The folder that holds the report folders; it need not be there.
        builtin: The folder in it that takes the place of the report of the program.
    """

    def __init__(self, root: Path, builtin: Path) -> None:
        self._root = root
        self._builtin = builtin

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
        """The folders of all reports, that of the program among them."""
        with suppress(OSError), os.scandir(self._root) as entries:
            found = [Path(entry.path) for entry in entries if entry.name[0] != "."]
            own = [folder for folder in found if (folder / MANIFEST).is_file()]
            return sorted(own if self._builtin in own else [*own, BUILTIN])
        return [BUILTIN]


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
