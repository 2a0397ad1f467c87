"""Nothing that was acknowledged is lost, whenever the process ends."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import Problem
from review.notes.screens.notebook import Notebook
from tests.unit.notes.making import REPORT, bodies, note, opened
from tests.unit.notes.store.disks import fill, small_disk
from tests.unit.notes.store.killing import ROOT, Outcome, check, kill_once

POSIX = pytest.mark.skipif(os.name != "posix", reason="limits and mounts are those of POSIX")


def test_no_acknowledged_note_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    """Four times on the same file, at a random moment of writing; fifty in tests/long."""
    path = tmp_path / "notes.db"
    outcome = Outcome()
    chance = random.Random(8)
    for _ in range(4):
        kill_once(path, outcome, chance)
        check(path, outcome)
    assert outcome.steps > 4


WRITE_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from content.errors import Problem
from tests.unit.notes.making import note, opened

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = opened(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
try:
    for number in range(10_000):
        store.add(note(f"秘密{number:05}" + "".join(map(chr, range(0x4e00, 0x5e00)))))
        print(number, flush=True)
except Problem as problem:
    print(problem)
"""


@POSIX
def test_a_file_that_may_grow_no_more_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    """The note that does not fit is refused, all others are there, and writing goes on later."""
    path = tmp_path / "notes.db"
    run = subprocess.run(
        [sys.executable, "-c", WRITE_TOO_MUCH, str(path)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    *numbers, message = run.stdout.splitlines()
    assert len(numbers) > 3
    assert "磁盘" in message
    assert "秘密" not in message
    store = opened(path)
    assert [body[2:7] for body in bodies(store.notes(REPORT.id))] == [
        f"{int(n):05}" for n in numbers
    ]
    store.add(note("又能写了"))
    assert store.remarks == []
    store.close()


@POSIX
def test_a_full_disk_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    """On a disk of its own, which is filled by another file; freed again, writing goes on."""
    with small_disk(tmp_path / "disk", "1m") as disk:
        store = opened(disk / "notes.db")
        store.add(note("之前"))
        fill(disk / "filler")
        with pytest.raises(Problem, match="磁盘已满") as caught:
            store.add(note("秘密" + "".join(map(chr, range(0x4E00, 0x6E00)))))
        assert "秘密" not in str(caught.value)
        assert bodies(store.notes(REPORT.id)) == ["之前"]
        store.close()
        store = opened(disk / "notes.db")
        assert "备份没有写成" in "".join(store.remarks)
        notebook = Notebook(REPORT, disk / "notes.db")
        assert "备份没有写成" in notebook.submit(lambda store: "".join(store.remarks)).result()
        assert notebook.obstacle is None  # no other application is to blame
        with pytest.raises(Problem, match="磁盘已满"):
            notebook.close()
        assert bodies(store.notes(REPORT.id)) == ["之前"]
        (disk / "filler").unlink()
        store.add(note("之后"))
        store.close()
        store = opened(disk / "notes.db")
        assert bodies(store.notes(REPORT.id)) == ["之前", "之后"]
        assert store.remarks == []
        store.close()
