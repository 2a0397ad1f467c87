"""Both sticks on a bare machine: `python -m tests.dist.sticks dist/…zip dist/…tar.xz`.

Each archive is unpacked into a folder with a blank and Chinese in its name that cannot be written,
and started with an empty environment and an empty home: no Python, nothing of ours. The one for
Windows runs under wine, where there is one. What fails ends it. How long the one for Linux takes to
show its first page is printed, divided by what the code in this folder takes, in turns.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from packing.check_windows import what_is_missing
from tests.bench.programs import ROOT
from tests.dist.__main__ import BALLOTS
from tests.small import SMALL_TEXT
from tests.terminal import Terminal
from tests.unit.content.importing.papers import pdf_file, word_document

PAIRS = 15
BARE = {"PATH": "/usr/bin:/bin", "LC_ALL": "zh_CN.UTF-8", "TERM": "xterm-256color"}


def steps(home: Path) -> Iterator[tuple[tuple[str, ...], str, str, int]]:
    """Commands, what they read from their input, what they have to say, and their exit status."""
    lines = SMALL_TEXT.splitlines()
    (home / "报告.docx").write_bytes(word_document(lines))
    (home / "报告.pdf").write_bytes(pdf_file(lines))
    (home / "票.csv").write_text(BALLOTS, encoding="utf-8")
    yield ("doctor",), "", "一切正常。", 0
    yield ("search", "居家养老"), "", "二（七）第3段", 0
    yield ("notes", "add", "二（七）第3段", "--kind", "建议"), "请按季公开", "已添加批注", 0
    yield ("notes", "list"), "", "请按季公开", 0
    yield ("notes", "export", "--template", "代表建议", "-o", "建议.docx"), "", "建议.docx", 0
    yield ("open", "报告.docx", "--yes"), "", "共3个部分", 0
    yield ("open", "报告.pdf", "--yes"), "", "共3个部分", 0
    yield ("tally", "--ballots", "票.csv"), "", "票", 0
    yield (), "", "各位代表", 0
    yield ("--nonsense",), "", "没有“--nonsense”这个选项", 2


def check(program: list[str], there: dict[str, str], home: Path) -> None:
    """Run all of it with one program.

    Args:
        program: How it is started.
        there: All that its environment holds.
        home: The folder it is run in, and that is the user's.
    """
    for arguments, typed, expected, status in steps(home):
        done = subprocess.run(
            [*program, *arguments],
            cwd=home,
            env=there,
            check=False,
            input=typed.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        said = done.stdout.decode()
        if done.returncode != status or expected not in said:
            sys.exit(f"{' '.join(arguments)}: status {done.returncode}\n{said}")
    print(f"{program[-1]}: doctor, search, notes, paper, Word, PDF and tally well")


def start(words: list[str], folder: Path) -> float:
    """Seconds until the first page of a program is there, which then has to end in order."""
    with Terminal(words, 80, 24, cwd=folder) as terminal:
        taken = terminal.wait_for("各位代表", timeout=60)
        terminal.send("<C-q>")
        if terminal.wait_exit() != 0:
            sys.exit("the view did not end in order")
    return taken


def check_linux(archive: Path, folder: Path) -> None:
    """The commands and the first page; then a file 便携, with which all stays on the stick."""
    home, stick = folder / "家", folder / "代表 的U盘"
    home.mkdir()
    shutil.unpack_archive(archive, stick)
    program = stick / "审议" / "审议"
    there = BARE | {"HOME": str(home)}
    _lock(stick)
    check([str(program)], there, home)
    bare = ["env", "-i", *(f"{name}={value}" for name, value in there.items())]
    ratios = [
        start([*bare, str(program)], home) / start([*bare, sys.executable, "-m", "review"], ROOT)
        for _ in range(PAIRS)
    ]
    print(f"{program}: start ÷ python -m review {median(ratios):.2f}")
    run = [str(program), "notes", "add", "二（七）第3段", "--kind", "建议"]
    _unlock(stick)
    (program.parent / "便携").touch()
    subprocess.run(run, env=there, check=True, input=b"x", stdout=subprocess.DEVNULL)
    if not (program.parent / "数据" / "notes.db").is_file():
        sys.exit("便携 does not keep the notes on the stick")


def check_windows(archive: Path, folder: Path) -> None:
    """The commands, by the script that is clicked on."""
    home, stick = folder / "家", folder / "代表 的U盘"
    home.mkdir()
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(stick)
    _lock(stick)
    there = BARE | {"HOME": str(home), "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all"}
    there |= {name: os.environ[name] for name in ("LOCPATH",) if name in os.environ}
    check(["wine", "cmd", "/c", str(stick / "审议" / "审议.bat")], there, home)


def _lock(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)


def _unlock(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def main() -> None:
    """Check the archives that are named."""
    for name in sys.argv[1:]:
        archive = Path(name)
        is_windows = archive.suffix == ".zip"
        if is_windows and (missing := what_is_missing()):
            print(f"{archive.name}：{missing}")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            (check_windows if is_windows else check_linux)(archive, folder)
            _unlock(folder)


if __name__ == "__main__":
    main()
