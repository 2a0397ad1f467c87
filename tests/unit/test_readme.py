"""Every command in README.md does what it says there."""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from content.candidates.candidates import Candidates, read_candidates, shipped_candidates
from content.shelf.library import load_builtin
from content.shelf.standing import TRASH_DAYS
from review.base import paths
from review.cli import main
from review.doctor import checks
from review.doctor.terminal import SMALLEST
from review.manual import CHAPTERS
from review.notes.store.backup import KEPT
from review.notes.store.schema import TRASH_SECONDS
from review.settings.key_names import key_label
from review.voting.box.ballot_box import FEW

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


@pytest.mark.usefixtures("ready_index")
def test_the_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """From top to bottom, as somebody would type them, in a folder with the files they name."""
    monkeypatch.setattr(checks, "_tried_index", list)  # which takes seconds
    monkeypatch.chdir(tmp_path)
    report = (ROOT / "content/zhangdian-2024/report.txt").read_text(encoding="utf-8")
    (tmp_path / "修订稿.txt").write_text(report.replace("20处", "30处"), encoding="utf-8")
    next_year = report.replace("2024", "2025").replace("2023", "2024")
    (tmp_path / "明年的报告.txt").write_text(next_year, encoding="gb18030")
    columns = ",".join(map(str, range(1, 17)))
    marks = f"{columns}\n" + f"○,×{',' * 14}\n" * 9
    (tmp_path / "选票.csv").write_text(marks, encoding="utf-8")
    assert len(shenyi_lines()) >= 15
    for line in shenyi_lines():
        if line.startswith("shenyi candidates import"):
            fill_in(tmp_path / "候选项目.toml")
        echoed, _, command = line.rpartition(" | ")
        typed = io.BytesIO(echoed.removeprefix("echo ").encode())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(typed))
        status = main(shlex.split(command)[1:])
        out, err = capfd.readouterr()
        assert status == 0, f"{line}\n{err}"
        assert out or "-o" in line, line


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


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
@pytest.mark.parametrize(
    "command", sorted({line for line in [*INLINE, *LINES] if line.startswith("make ")})
)
def test_the_targets_are_there(command: str) -> None:
    """Make knows every target that is named."""
    words = command.split()
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
    for name in re.findall(r"`([\w/]+\.py)`", README):
        assert any((ROOT / room / name).is_file() for room in ("", "index", "review")), name


@pytest.mark.parametrize("command", [line for line in INLINE if line.startswith("shenyi ")])
def test_the_commands_in_the_text_are_understood(
    command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each of them has a help of its own."""
    words = command.split("--", maxsplit=1)[0].split()
    subcommands = [word for word in words if word.isascii() and word.isalpha()]
    with pytest.raises(SystemExit) as ended:
        main([*subcommands[1:], "--help"])
    assert not ended.value.code
    assert subcommands[-1] in capfd.readouterr().out


# What it says besides commands


def rooms() -> list[Path]:
    """The folders that the drawing of the house shows."""
    features = [
        folder for folder in (ROOT / "review").iterdir() if (folder / "__init__.py").exists()
    ]
    return [ROOT / "content", ROOT / "index", ROOT / "review", *sorted(features)]


def imported_by(room: Path) -> set[str]:
    """The other rooms that the modules of a room import; what all of review shares is none."""
    nodes = [
        node for file in room.rglob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))
    ]
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [
        alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names
    ]
    if room.parent.name == "review":
        found = {match[1] for m in modules if (match := re.match(r"review\.(\w+)\.", f"{m}."))}
        return {name for name in found if (ROOT / "review" / name).is_dir()} - {room.name}
    return {module.split(".")[0] for module in modules} & {"content", "index"} - {room.name}


def test_the_house_is_as_it_is_drawn() -> None:
    """Every folder stands in the drawing, with those that it imports and no others."""
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    (drawing,) = re.findall(r"```\n(review/.*?)```", text, re.DOTALL)
    drawn = dict(re.findall(r"^ *(\w+)/.* imports (.+)$", drawing, re.M))
    assert set(drawn) == {room.name for room in rooms()}
    for room in rooms():
        said = set() if "nothing" in drawn[room.name] else set(drawn[room.name].split(", "))
        assert said == imported_by(room), room


def test_the_folders_are_where_they_are_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of this system, where nobody has moved them."""
    if sys.platform != "linux":
        pytest.skip("the column of Linux")
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        monkeypatch.delenv(name)
    said = {path.rstrip("/") for path in re.findall(r"\| `(~/\.[^`]+)`", README)}
    there = (paths.data_dir(), paths.config_file().parent, paths.state_dir())
    assert said == {*map(paths.shown, there), paths.shown(paths.index_dir().parent)}
    assert "自己的模板" in README
    assert paths.templates_dir().parent == paths.config_file().parent


def test_the_keys_are_bound() -> None:
    """Every key of the table of keys is one that the help tells of."""
    table = README.partition("## 按键")[2].partition("\n## ")[0]
    entries = [entry for chapter in CHAPTERS for entry in chapter.entries]
    told = {key_label(key) for entry in entries for key in entry.keys}
    named = set(re.findall(r"Ctrl\+\w|F\d+", table))
    named |= {key for code in re.findall(r"`([^`]+)`", table) for key in code.split()}
    assert len(named) > 20
    assert named <= told


def test_the_numbers_are_those_of_the_program() -> None:
    """What is promised is what is done."""
    for number in (f"留{'零一二三四五六七八九十'[KEPT]}份", f"{TRASH_DAYS}天内可以恢复"):
        assert number in README
    assert TRASH_SECONDS == TRASH_DAYS * 86_400
    assert FEW == 10
    assert "十张以下的票箱" in README
    assert "不小于 {} 列 × {} 行".format(*SMALLEST) in README
    assert len(load_candidates().entries) == 16


def load_candidates() -> Candidates:
    """The trial list."""
    report = load_builtin()
    path = shipped_candidates(report)
    assert path is not None
    return read_candidates(path, report)
