"""The folders on a shelf that are no reports of it, and how long they stay.

Nothing of them is in the way of anything; where one cannot be removed, it stays.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

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
