"""Builds the sticks into dist/: `make usb`, or `make usb EMBED=python-3.13.2-embed-amd64.zip`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from packing import linux, windows
from packing.base import ROOT, PackingError

_LARGEST = 45_000_000
"""Bytes that a packed stick may have."""


def main() -> None:
    """Build both; the archive of the embeddable Python is fetched where none is named."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        try:
            embedded = Path(sys.argv[1]) if sys.argv[1] else windows.fetch_embedded(scratch)
            windows.build(scratch / "Windows" / "审议", embedded)
            linux.build(scratch / "Linux" / "审议", scratch)
        except PackingError as error:
            sys.exit(f"审议：{error}")
        for system, packed in (("Windows", "zip"), ("Linux", "xztar")):
            base = str(ROOT / "dist" / f"审议-{system}")
            archive = Path(shutil.make_archive(base, packed, scratch / system, "审议"))
            size = archive.stat().st_size
            print(f"{archive.name}：{size / 1_000_000:.1f}MB")
            if size > _LARGEST:
                sys.exit(f"审议：{archive.name}超过{_LARGEST // 1_000_000}MB。")


if __name__ == "__main__":
    main()
