"""Every command in README.md does what it says there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(sh|powershell)\n(.*?)```", README, re.DOTALL)
LINES = [
    line.split("  #")[0].split(" #")[0].strip()
    for _, block in BLOCKS
    for line in block.splitlines()
]
INLINE = re.findall(r"`((?:shenyi|make|pip|pipx|uv) [^`]*)`", README)


def shenyi_lines() -> list[str]:
    """The lines of the code blocks that call the program, in their order."""
    return [line for line in LINES if "shenyi " in line]


def run(line: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line in a shell where `shenyi` is this program."""
    program = f'"{sys.executable}" -m review "$@"'
    prelude = f'shenyi() {{ PYTHONPATH="{ROOT}" {program}; }}\n'
    return subprocess.run(
        ["/bin/bash", "-c", prelude + line],
        cwd=folder,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_the_commands_run_one_after_the_other(tmp_path: Path) -> None:
    """From top to bottom, as somebody would type them, in a folder with the files they name."""
    report = (ROOT / "content/zhangdian-2024/report.txt").read_text(encoding="utf-8")
    (tmp_path / "修订稿.txt").write_text(report.replace("20处", "30处"), encoding="utf-8")
    next_year = report.replace("2024", "2025").replace("2023", "2024")
    (tmp_path / "明年的报告.txt").write_text(next_year, encoding="gb18030")
    (tmp_path / "选票.csv").write_text("1,2,3\n" + "○,×,\n" * 9, encoding="utf-8")
    assert len(shenyi_lines()) >= 15
    for line in shenyi_lines():
        if line.startswith("shenyi candidates import"):
            fill_in(tmp_path / "候选项目.toml")
        done = run(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
        assert done.stdout or "-o" in line, line


def fill_in(form: Path) -> None:
    """Fill in the empty form of a list of candidates, as its comments say."""
    text = form.read_text(encoding="utf-8")
    assert "[[" in text
    number = 0

    def filled(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f'{match[1]}"第{number}项"'

    form.write_text(re.sub(r'(?m)^(\w+\s*=\s*)""', filled, text), encoding="utf-8")


@pytest.mark.parametrize(
    "command", sorted({line for line in [*INLINE, *LINES] if line.startswith("make ")})
)
def test_the_targets_are_there(command: str) -> None:
    """Make knows every target that is named."""
    words = command.split()
    assert shutil.which("make")
    done = subprocess.run(
        ["make", "--dry-run", words[1]], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_other_commands_and_files_are_there() -> None:
    """What is installed without make names files that there are; links and pictures too."""
    for line in LINES:
        for name in re.findall(r"-r (\S+)", line):
            assert (ROOT / name.replace("\\", "/")).is_file(), name
    for name in re.findall(r"\]\((?!https?:|#)([^)]+)\)", README):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`((?:review|index|content|tests|requirements)/[^`]*)`", README):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("command", [line for line in INLINE if line.startswith("shenyi ")])
def test_the_commands_in_the_text_are_understood(command: str, tmp_path: Path) -> None:
    """Each of them has a help of its own."""
    words = command.split("--", maxsplit=1)[0].split()
    subcommands = [word for word in words if word.isascii() and word.isalpha()]
    done = run(" ".join([*subcommands, "--help"]), tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert subcommands[-1] in done.stdout.decode()
