"""What is shipped, installed as its users install it. Run by `make check-dist`; takes minutes.

Builds sdist and wheel, looks at their sizes, and installs the wheel with every Python from 3.10 to
3.13 that is found, with pipx and with uv (each fetched into a scratch folder where it is missing).
After every installation the command is run from another folder with an empty home: the first page
on a terminal, twice, then search, outline, tally and doctor. What fails ends it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
LARGEST = 3_000_000
"""Bytes that sdist and wheel may have."""

MINORS = range(10, 14)
BALLOTS = ",".join(map(str, range(1, 17))) + "\n" + ",".join("OX" * 8) + "\n"


def run(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run a command that has to succeed; its output."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}")
    return done.stdout


def build(folder: Path) -> Path:
    """Build both archives from a copy of what git knows; the wheel."""
    copy = folder / "source"
    for name in run("git", "ls-files", "-z").split("\0"):
        if name and (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    run(sys.executable, "-m", "build", "--no-isolation", ".", cwd=copy)
    for archive in sorted((copy / "dist").iterdir()):
        size = archive.stat().st_size
        print(f"{archive.name}: {size / 1000:.0f} kB")
        if size > LARGEST:
            sys.exit(f"{archive.name} is larger than {LARGEST / 1_000_000:.0f} MB")
    return next((copy / "dist").glob("*.whl"))


def pythons() -> Iterator[Path]:
    """One interpreter of each version, from the search path or pyenv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in MINORS:
        on_path = shutil.which(f"python3.{minor}")
        found = [*pyenv.glob(f"3.{minor}.*/bin/python3"), *([Path(on_path)] if on_path else [])]
        if found:
            yield found[0]
        else:
            print(f"Python 3.{minor}: not on this machine")


def check(shenyi: Path, folder: Path, name: str) -> None:
    """Run an installed command from another folder with an empty home."""
    home = Path(tempfile.mkdtemp(dir=folder))
    env = {"HOME": str(home), "PYTHONPATH": ""}
    env |= {key: "" for key in os.environ if key.startswith("XDG_")}
    times = []
    for _ in range(2):
        with Terminal([str(shenyi)], 80, 24, env=env, cwd=home) as terminal:
            times.append(terminal.wait_for("各位代表", timeout=60))
            terminal.send("<C-q>")
            if terminal.wait_exit() != 0:
                sys.exit(f"{name}: the view did not end in order")
    (home / "票.csv").write_text(BALLOTS, encoding="utf-8")
    said = {
        "search": run(shenyi, "search", "养老", env=env, cwd=home),
        "outline": run(shenyi, "outline", env=env, cwd=home),
        "tally": run(shenyi, "tally", "--ballots", "票.csv", env=env, cwd=home),
        "doctor": run(shenyi, "doctor", env=env, cwd=home),
    }
    for command, expected in {
        "search": "二（七）第3段",
        "outline": "二、2024年",
        "tally": "票",
        "doctor": "一切正常。",
    }.items():
        if expected not in said[command]:
            sys.exit(f"{name}: {command} said\n{said[command]}")
    first, second = (f"{moment:.2f} s" for moment in times)
    print(f"{name}: first page in {first}, then {second}; search, outline, tally, doctor well")


def tool(name: str, folder: Path) -> Path:
    """A program of the machine, or one fetched into a scratch folder."""
    found = shutil.which(name)
    if found:
        return Path(found)
    place = folder / f"{name}-itself"
    run(sys.executable, "-m", "venv", place)
    run(place / "bin" / "python", "-m", "pip", "install", "--quiet", name)
    return place / "bin" / name


def main() -> None:
    """Check all ways to install, in a folder that goes at the end."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        wheel = build(folder)
        for python in pythons():
            version = run(python, "-c", "import platform; print(platform.python_version())").strip()
            place = folder / version
            run(python, "-m", "venv", place)
            run(place / "bin" / "python", "-m", "pip", "install", "--quiet", wheel)
            check(place / "bin" / "shenyi", folder, f"Python {version}")
        pipx = {"PIPX_HOME": f"{folder}/pipx", "PIPX_BIN_DIR": f"{folder}/pipx-bin"}
        run(tool("pipx", folder), "install", "--python", sys.executable, wheel, env=pipx)
        check(folder / "pipx-bin" / "shenyi", folder, "pipx install")
        uv = {"UV_TOOL_DIR": f"{folder}/uv", "UV_TOOL_BIN_DIR": f"{folder}/uv-bin"}
        run(tool("uv", folder), "tool", "install", "--python", sys.executable, wheel, env=uv)
        check(folder / "uv-bin" / "shenyi", folder, "uv tool install")
        prefix = folder / "我 的"
        make = ("make", f"prefix={prefix}", f"PYTHON={sys.executable}")
        run(*make, "install")
        check(prefix / "bin" / "shenyi", folder, "make install")
        run(*make, "uninstall")
        if left := [path for path in prefix.rglob("*") if path.is_file()]:
            sys.exit(f"make uninstall left {left}")


if __name__ == "__main__":
    main()
