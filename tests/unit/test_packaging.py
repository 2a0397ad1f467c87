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

from tests.terminal import Terminal

pytestmark = pytest.mark.xdist_group("wheel")  # built once, not by every worker

ROOT = Path(__file__).parents[2]
PACKAGES = ("content", "index", "review")


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

    assert names == ours


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own; what it needs comes from this environment."""
    place = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*pip, "--target", str(place), str(wheel)], check=True)
    return place


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 3_000_000


BALLOTS = ",".join(["O"] * 16) + "\n" + ",".join(["X"] * 16) + "\n"


@pytest.mark.usefixtures("ready_index")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["text"], (ROOT / "content/zhangdian-2024/report.txt").read_text(encoding="utf-8")),
        (["search", "养老"], "二（七）第3段"),
        (["outline"], "〔二（七）〕"),
        (["tally", "--ballots", "票.csv"], "发出"),
        (["notes", "templates"], "代表建议"),
        # It builds an index anew.
        pytest.param(["doctor"], "一切正常。", marks=pytest.mark.long),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_the_installed_command_works_from_another_folder(
    installed: Path, tmp_path: Path, arguments: list[str], expected: str
) -> None:
    """It finds its report, its dictionaries and its templates, with an empty home."""
    (tmp_path / "票.csv").write_text(BALLOTS, encoding="utf-8")

    run = subprocess.run(
        [installed / "bin" / "shenyi", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )

    assert expected.encode() in run.stdout


@pytest.mark.e2e
@pytest.mark.skipif(sys.platform == "win32", reason="what drives a terminal is of POSIX")
def test_the_installed_view_opens_from_another_folder(installed: Path, tmp_path: Path) -> None:
    """The first page is painted, and the style sheet and the help are there."""
    environment = {"PYTHONPATH": str(installed)}
    with Terminal([str(installed / "bin" / "shenyi")], env=environment, cwd=tmp_path) as terminal:
        terminal.wait_for("各位代表")
        terminal.send("<F1>")
        terminal.wait_for("使用说明")
        terminal.send("<F1><C-q>")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("lock", ["build.lock", "usb.lock", "run.lock", "dev.lock"])
def test_lock_pins_with_hashes_and_names_no_registry(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")

    for entry in re.split(r"\n(?=\w)", text):
        assert re.match(r"[\w-]+==[\w.]+", entry)
        assert "--hash=sha256:" in entry
    assert "://" not in text


def test_what_runs_the_program_is_what_it_is_tested_with() -> None:
    """Each pin of the program is one of the tests too, which need some of them on more Pythons."""
    tested = {pin.partition(" ")[0] for pin in pins("dev.lock")}

    assert {pin.partition(" ")[0] for pin in pins("run.lock")} <= tested


def test_every_dependency_is_locked() -> None:
    project = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {pin.partition("==")[0] for pin in pins("run.lock")}

    named = {re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]

    assert named <= locked
