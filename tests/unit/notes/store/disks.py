"""Disks that are small or cannot be written to; only root can make them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own in a folder, for a `with` block; the test is skipped without the right.

    Args:
        folder: Where it is mounted; it is made.
        size: As `mount` takes it.
    """
    folder.mkdir()
    if os.geteuid() or not _mount("-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", folder):
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(path: Path) -> None:
    """Fill a disk with a file."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """Let nothing be written to a folder: by its mode, or for root, who may all, by a mount."""
    if os.geteuid():
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)
        return
    if not (_mount("--bind", folder, folder) and _mount("-o", "remount,ro,bind", folder)):
        pytest.skip("this root cannot mount anything")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def _mount(*arguments: str | Path) -> bool:
    run = subprocess.run(["mount", *arguments], check=False, capture_output=True)
    return run.returncode == 0
