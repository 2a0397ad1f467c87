"""Builds the sticks into dist/: `make usb`, or `make usb EMBED=python-3.13.2-embed-amd64.zip`."""

from __future__ import annotations

import os
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from packing import linux, windows
from packing.base import LARGEST, ROOT, PackingError


def _zip(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                packed.write(path, path.relative_to(folder.parent))


def _tar(folder: Path, archive: Path) -> None:
    with tarfile.open(archive, "w:xz") as packed:
        packed.add(folder, folder.name)


def build(folder: Path, embedded: Path | None) -> list[Path]:
    """Build both sticks.

    Args:
        folder: Where the archives go.
        embedded: The archive of the embeddable Python; without one it is fetched.

    Returns:
        The archives.

    Raises:
        PackingError: One cannot be built, or is too large.
    """
    folder.mkdir(exist_ok=True)
    made = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for system, ending in (("Windows", ".zip"), ("Linux", ".tar.xz")):
            stick = scratch / system / "审议"
            stick.parent.mkdir()
            archive = folder / f"审议-{system}{ending}"
            if system == "Windows":
                windows.build(stick, embedded or windows.fetch_embedded(scratch))
                _zip(stick, archive)
            else:
                linux.build(stick, scratch)
                _tar(stick, archive)
            made.append(archive)
            size = archive.stat().st_size
            print(f"{archive.name}：{size / 1_000_000:.1f}MB", flush=True)
            if size > LARGEST:
                raise PackingError(f"{archive.name}超过{LARGEST // 1_000_000}MB。")
    return made


def main() -> None:
    """Build them into dist/."""
    given = os.environ.get("EMBED", "")
    try:
        build(ROOT / "dist", Path(given).absolute() if given else None)
    except PackingError as error:
        sys.exit(f"审议：{error}")


if __name__ == "__main__":
    main()
