"""The folder that keeps built indexes: private, checked, and never missed if it is lost.

An index is opened only from a folder of the user's own that nobody else can write to, and only
if every file in it is, to the byte, what was written: opening runs pickle, and damage shows in
Whoosh as anything from a wrong answer to a KeyError. Whatever fails the check is built anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from content.files import make_private_folder

_MANIFEST = "manifest.json"
_INDEX = "index-"
_BUILDING = "building-"
_DAY = 24 * 60 * 60
"""Seconds."""


def is_private(folder: Path) -> bool:
    """Whether a folder is one of the user's own that nobody else can write to or look into."""
    try:
        status = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode):
        return False
    if os.name != "posix":
        return True  # Windows keeps profiles private by access lists, which lstat does not show.
    return status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) & 0o077 == 0


def make_private(folder: Path) -> bool:
    """Create the cache folder or take it back; whether it can be used.

    A folder of the user's own that others could write to is closed to them, and the indexes in
    it are thrown away. One that belongs to somebody else is left alone.
    """
    try:
        make_private_folder(folder)
        if is_private(folder):
            return True
        is_own = os.name != "posix" or folder.lstat().st_uid == os.geteuid()
        if folder.is_symlink() or not is_own:
            return False
        folder.chmod(0o700)
        for entry in _entries(folder):
            shutil.rmtree(entry, ignore_errors=True)
        for file in folder.glob("*.sqlite*"):  # the index of the shelf
            file.unlink()
    except OSError:
        return False
    return is_private(folder)


def find(cache_dir: Path, key: str) -> Path | None:
    """The folder of an index that can be opened, or None if it is missing or damaged."""
    folder = cache_dir / (_INDEX + key)
    if not _is_whole(folder):
        return None
    with suppress(OSError):
        os.utime(folder)  # In use: `prune` goes by this.
    return folder


def kept(cache_dir: Path) -> list[Path]:
    """The folders of the indexes there are, whole or not."""
    return sorted(cache_dir.glob(_INDEX + "*"))


def damaged(cache_dir: Path) -> list[Path]:
    """Those of them that cannot be opened; each is in nobody's way, and can be discarded."""
    return [folder for folder in kept(cache_dir) if not _is_whole(folder)]


def add(cache_dir: Path, key: str, write: Callable[[Path], None]) -> None:
    """Have an index written, and put it in its place at once and as a whole; sweep away old ones.

    Where there is a good one already, or another process has put one there meanwhile, it stays.
    `write` writes the index into an empty folder.
    """
    if find(cache_dir, key) is not None:
        return
    folder = _new_folder(cache_dir)
    try:
        write(folder)
        digests = json.dumps(_digests(folder), indent=1, sort_keys=True)
        (folder / _MANIFEST).write_text(digests, encoding="utf-8")
        _publish(folder, cache_dir, key)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    prune(cache_dir)


def _new_folder(cache_dir: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=_BUILDING, dir=cache_dir))


def _publish(built: Path, cache_dir: Path, key: str) -> None:
    """Give what was built its place, unless a good one is there by now."""
    target = cache_dir / (_INDEX + key)
    with suppress(OSError):
        built.rename(target)
        return
    if find(cache_dir, key) is None:
        # A damaged one is in the way; or another process just moved it away, which is as well.
        with suppress(OSError):
            target.rename(_new_folder(cache_dir) / "damaged")
        built.rename(target)


def discard(folder: Path) -> None:
    """Remove the folder of an index that is of no use."""
    shutil.rmtree(folder, ignore_errors=True)


def prune(cache_dir: Path) -> None:
    """Remove indexes that were not used for 30 days and builds that died a day ago."""
    now = time.time()
    for entry in _entries(cache_dir):
        days = 1 if entry.name.startswith(_BUILDING) else 30
        with suppress(OSError):
            if now - entry.lstat().st_mtime > days * _DAY:
                shutil.rmtree(entry, ignore_errors=True)


def _entries(cache_dir: Path) -> list[Path]:
    """What is ours in the cache folder."""
    return [*cache_dir.glob(_INDEX + "*"), *cache_dir.glob(_BUILDING + "*")]


def _digests(folder: Path) -> dict[str, str]:
    """File → SHA-256, for all files but the manifest."""
    digests = {}
    for path in folder.rglob("*"):
        if path.is_dir() or path.name == _MANIFEST:
            continue
        digests[path.relative_to(folder).as_posix()] = digest_of(path)
    return digests


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, of which little is held at a time."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 16):
            digest.update(block)
    return digest.hexdigest()


def _is_whole(folder: Path) -> bool:
    """Whether an index can be opened: nobody else could write to it, and it is what was written."""
    if not (is_private(folder.parent) and is_private(folder)):
        return False
    try:
        expected = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return bool(expected == _digests(folder))
    except (OSError, ValueError):
        return False
