"""No test writes elsewhere, and no program that it starts: what notices is tested here itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guard.sitecustomize import REPORT, ROOTS

WRITES = {
    "open": "open(there, 'a')",
    "os.open": "os.open(there, os.O_WRONLY | os.O_CREAT)",
    "mkdir": "pathlib.Path(there).mkdir()",
    "makedirs": "os.makedirs(there + '/deep/er', exist_ok=True)",
    "rename": "pathlib.Path('here').rename(there)",
    "move": "shutil.move('here', there)",
    "link": "os.link('here', there)",
    "symlink": "os.symlink('here', there)",
    "database": "sqlite3.connect(there).execute('create table t (a)')",
    "remove": "os.remove('../outside')",
    "chmod": "os.chmod('../outside', 0)",
    "rmtree": "shutil.rmtree('../full')",
    **({} if sys.platform == "win32" else {"through a link": "open('link/new', 'w')"}),
}


@pytest.fixture
def python(tmp_path: Path) -> subprocess.Popen[str]:
    """A Python that reads a program from its standard input and may write to `inside` only."""
    for folder in ("inside", "full/of"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("inside/here", "outside"):
        (tmp_path / file).touch()
    (tmp_path / "inside/link").symlink_to(tmp_path, target_is_directory=True)
    inside = tmp_path / "inside"
    env = {**os.environ, ROOTS: str(inside), REPORT: str(inside / "report")}
    return subprocess.Popen(
        [sys.executable, "-"],
        cwd=inside,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


PRELUDE = "import os, pathlib, shutil, sqlite3, sys\nthere = '../new'\n"


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_elsewhere_is_refused_and_noted(
    python: subprocess.Popen[str], tmp_path: Path, write: str
) -> None:
    """Even where the program takes every error for one of the system."""
    before = sorted(tmp_path.rglob("*"))
    program = f"{PRELUDE}try: {write}\nexcept Exception as error: print(type(error).__name__)\n"
    said, _ = python.communicate(program)
    assert said == "ForbiddenWriteError\n"
    report = tmp_path / "inside/report"
    assert str(tmp_path) in report.read_text(encoding="utf-8")
    assert sorted(tmp_path.rglob("*")) == sorted([*before, report])


def test_reading_elsewhere_and_writing_here_are_free(
    python: subprocess.Popen[str], tmp_path: Path
) -> None:
    program = f"""{PRELUDE}
open('../outside').read()
os.listdir('..')
sqlite3.connect(':memory:').execute('create table t (a)')
sqlite3.connect('mine.db').execute('create table t (a)')
os.makedirs('a/b')
open('a/b/c', 'w').write('c')
shutil.copytree('a', 'd')
shutil.rmtree('a')
open(os.devnull, 'w').write('nothing')
"""
    said, _ = python.communicate(program)
    assert (said, python.returncode) == ("", 0)
    assert not (tmp_path / "inside/report").exists()
