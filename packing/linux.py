"""The stick for Linux: the program with its Python in one folder, by PyInstaller."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from packing.base import ROOT, drop_unneeded, run

_BESIDE = ("审议.desktop", "装入菜单.sh", "icon.svg", "使用说明.txt")


def build(folder: Path, scratch: Path) -> None:
    """Lay the stick out.

    Args:
        folder: Where; it is made.
        scratch: A folder for what is made on the way.

    Raises:
        PackingError: PyInstaller failed.
    """
    spec = ROOT / "packing" / "shenyi.spec"
    run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        *("--distpath", folder.parent, "--workpath", scratch / "work", spec),
    )
    # python-docx goes by `parts/..` to its templates, so that the folder has to be there.
    (folder / "_internal" / "docx" / "parts").mkdir(exist_ok=True)
    drop_unneeded(folder / "_internal")
    for name in _BESIDE:
        shutil.copy(ROOT / "packing" / name, folder)
