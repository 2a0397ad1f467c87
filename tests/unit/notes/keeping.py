"""What version 0.1 left on the disk, unpacked for a test."""

from __future__ import annotations

import tarfile
from pathlib import Path

KEPT = Path(__file__).parents[2] / "data" / "kept"


def unpack_0_1(folder: Path) -> Path:
    """Unpack the data of version 0.1 into a folder; its notes."""
    with tarfile.open(KEPT / "kept-0.1.tar.gz") as archive:
        for member in archive.getmembers():
            if member.isfile():
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                assert content is not None
                path.write_bytes(content.read())
    return folder / "data" / "shenyi" / "notes.db"
