"""What is installed: the wheel, and the locks that pin what it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[2]
PACKAGES = ("content", "index", "review")
NOT_SHIPPED = {"index/data/generate.py"}
"""Run by hand when the data beside it is renewed."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy, so that nothing is left behind in the source."""
    copy = tmp_path_factory.mktemp("source")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist"],
        cwd=copy,
        check=True,
    )
    return next((copy / "dist").glob("shenyi-*.whl"))


def pins(lock: str) -> list[str]:
    """The `name==version ; marker` lines of a lock."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    return [line.rstrip(" \\") for line in text.splitlines() if re.match(r"\w", line)]


def test_wheel_holds_every_file_of_the_program(wheel: Path) -> None:
    ours = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert names == ours - NOT_SHIPPED


def test_installed_command_finds_its_report_from_another_folder(
    wheel: Path, tmp_path: Path
) -> None:
    place = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(place), str(wheel)], check=True)

    run = subprocess.run(
        [place / "bin" / "shenyi", "text"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place)},
        check=True,
        stdout=subprocess.PIPE,
    )

    assert run.stdout == (ROOT / "content/zhangdian-2024/report.txt").read_bytes()


@pytest.mark.parametrize("lock", ["build.lock", "run.lock", "dev.lock"])
def test_lock_pins_with_hashes_and_names_no_registry(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    for entry in re.split(r"\n(?=\w)", text):
        assert re.match(r"[\w-]+==[\w.]+", entry)
        assert "--hash=sha256:" in entry
    assert "://" not in text


def test_what_runs_the_program_is_what_it_is_tested_with() -> None:
    assert set(pins("run.lock")) <= set(pins("dev.lock"))


def test_every_dependency_is_locked() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {pin.partition("==")[0] for pin in pins("run.lock")}

    named = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]

    assert named <= locked
