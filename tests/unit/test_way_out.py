"""What a message says to do is enough: whoever does it comes out of the trouble."""

from __future__ import annotations

import errno
import io
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from content.shelf.library import BUILTIN
from review.base import paths
from review.base.files import write_atomic
from review.base.lock import Lock
from review.cli import main
from review.doctor import checks
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import copy_of
from tests.small import SMALL_TEXT
from tests.unit.voting.casting import nth_ballot, ticket

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shell(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Shell:
    """A shell in an empty folder."""
    monkeypatch.chdir(tmp_path)
    # Two seconds at each call of the doctor; tests/unit/doctor looks at what it does.
    monkeypatch.setattr(checks, "_tried_index", list)
    return Shell(monkeypatch, capfd)


class Shell:
    """Types commands, and looks for the next one in what they answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capfd = capfd
        self.said = ""

    def __call__(self, line: str, *, typed: str = "") -> int:
        """Run a line that begins with `shenyi`; its exit status."""
        stdin = io.TextIOWrapper(io.BytesIO(typed.encode()))
        self._monkeypatch.setattr("sys.stdin", stdin)
        try:
            status = main(shlex.split(line)[1:])
        except SystemExit as end:  # a help
            status = int(end.code or 0)
        out, err = self._capfd.readouterr()
        self.said = out + err
        assert "Traceback" not in self.said
        return status

    def fails(self, line: str, *, typed: str = "") -> str:
        """Run a line that is refused; what it says last, one line in Chinese."""
        assert self(line, typed=typed) == 2
        *_, said = self.said.splitlines()
        assert said.startswith("审议：")
        return said

    def suggested(self, **names: str) -> str:
        """The command that was named last, with what stands in it for a name."""
        command: str = re.findall(r"shenyi [^”。；，（\n]+", self.said)[-1]
        for placeholder, name in names.items():
            command = command.replace(placeholder, name)
        return command


def write_report(name: str) -> None:
    Path(name).write_text(SMALL_TEXT, encoding="utf-8")


def add_note(shell: Shell) -> str:
    """Write a note; its short id."""
    assert shell("shenyi notes add 二（七）第3段 --kind 建议", typed="请公开") == 0
    return shell.said.split()[1]


def shelve(shell: Shell) -> str:
    """Put a report on the shelf; its id."""
    write_report("另一份.txt")
    assert shell("shenyi open 另一份.txt --yes --force") == 0
    (folder,) = paths.reports_dir().glob("r*")
    return folder.name


def damaged_box(shell: Shell) -> str:
    path = paths.votes_dir(BUILTIN.name) / "round-1.box"
    Box.create(path, ticket()).cast(nth_ballot(1))
    for file in (path, copy_of(path)):
        write_atomic(file, file.read_bytes()[:-40])
    return "shenyi votes"


def damaged_list(shell: Shell) -> str:
    assert shell("shenyi candidates template -o 名单") == 0
    form = Path("名单").read_text(encoding="utf-8")
    numbers = count()
    filled = re.sub(r'(?m)^(\w+ *= *)""', lambda key: f'{key[1]}"项目{next(numbers)}"', form)
    Path("名单").write_text(filled, encoding="utf-8")
    write_atomic(paths.candidates_file(BUILTIN.name), b"[[candidate]]\nid = 1\n")
    return "shenyi candidates"


def damaged_report(shell: Shell) -> str:
    report = shelve(shell)
    write_atomic(paths.reports_dir() / report / "report.toml", f'id = "{report}"\n'.encode())
    return f"shenyi text --report {report}"


def unknown_report(shell: Shell) -> str:
    return "shenyi text --report 没有"


def unknown_note(shell: Shell) -> str:
    add_note(shell)
    return "shenyi notes delete ffff"


def deleted_note(shell: Shell) -> str:
    note = add_note(shell)
    assert shell(f"shenyi notes delete {note}") == 0
    return f"shenyi notes delete {note}"


def never_revised(shell: Shell) -> str:
    text = (BUILTIN / "report.txt").read_text(encoding="utf-8")
    Path("新稿").write_text(text.replace("20处", "30处"), encoding="utf-8")
    return "shenyi revise --undo"


def no_list(shell: Shell) -> str:
    report = shelve(shell)
    damaged_list(shell)
    return f"shenyi candidates --report {report}"


@pytest.mark.parametrize(
    ("damage", "mends"),
    [
        (damaged_box, True),
        (damaged_list, True),
        (damaged_report, False),  # it is set aside; the command then says where there are others
        (unknown_report, False),
        (unknown_note, False),
        (deleted_note, True),
        (never_revised, True),
        (no_list, True),
    ],
)
def test_the_command_that_is_named_is_the_way_out(
    shell: Shell, damage: Callable[[Shell], str], mends: bool
) -> None:
    """Typing what the message names, and what that names in turn, mends it or shows the rest."""
    line = damage(shell)
    report = line.rpartition(" ")[2]
    shell.fails(line)
    for _ in range(3):
        command = shell.suggested(编号=report)
        if shell(command) == 0:
            break
    else:
        pytest.fail(shell.said)
    assert (shell(line) == 0) == mends


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("shenyi serach 养老", "您要的是不是“search”"),
        ("shenyi notes list --trsh", "您要的是不是“--trash”"),
        ("shenyi notes add", "还缺：出处、--kind"),
        ("shenyi candidates import", "没有写要导入的文件"),
        ("shenyi candidates list 多余", "不需要“多余”"),
        ("shenyi revise", "请写明新稿的文件名"),
        ("shenyi notes add 二（七） --kind", "“--kind”后面还要写内容"),
    ],
)
def test_a_wrong_line_leads_to_its_help(shell: Shell, line: str, says: str) -> None:
    """The help that is named is there, and it is that of this command."""
    assert says in shell.fails(line)
    command = shell.suggested()
    assert command.endswith("--help")
    assert shell(command) == 0
    assert "用法：" in shell.said


HOSTILE = {
    "没有.txt": None,
    "文件夹": Path.mkdir,
    "空的.txt": lambda path: path.write_bytes(b""),
    "空白.txt": lambda path: path.write_bytes(b" \n\n"),
    "程序.bin": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "图片.txt": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
    "圈": lambda path: path.symlink_to(path),
    f"{'长' * 300}.txt": None,
}
"""What may stand where a file is wanted, each made by a function or not there."""

TAKES_A_FILE = (
    "shenyi text --file {}",
    "shenyi open {} --yes",
    "shenyi revise {}",
    "shenyi notes import {}",
    "shenyi candidates import {}",
    "shenyi tally --ballots {}",
    "shenyi ballots merge {}",
)


@pytest.mark.skipif(os.name != "posix", reason="names and links are those of POSIX")
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("line", TAKES_A_FILE)
def test_what_is_no_such_file_is_named_with_what_to_do(shell: Shell, line: str, name: str) -> None:
    """Whatever is given as a file: one Chinese line with its name, and what to do."""
    make: Callable[[Path], object] | None = HOSTILE[name]
    if make is not None:
        make(Path(name))
    Path("票.csv").write_text("○,×\n", encoding="utf-8")
    said = shell.fails(line.format(shlex.quote(name)))
    assert Path(name).name[:40] in said
    assert re.search("请|应|每|没有导入", said.partition(name)[2])
    assert not re.search(r"Errno|Error|[Nn]o such|[Ii]s a dir|[Tt]oo (long|many)", said)


@pytest.mark.parametrize(
    "line",
    [
        "shenyi notes add 二（七）第3段 --kind 建议",
        "shenyi open 另一份.txt --yes --force",
        "shenyi candidates template -o 表.toml",
    ],
)
def test_after_a_full_disk_the_same_line_does(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """Nothing is written by halves: it says to make room, and then it works."""

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_report("另一份.txt")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr(sqlite3, "connect", full_database)
        said = shell.fails(line, typed="请公开")
    assert "磁盘已满" in said
    assert "请腾出空间后再试。" in said
    assert shell(line, typed="请公开") == 0


def full_database(*_arguments: object, **_options: object) -> sqlite3.Connection:
    """A database on a disk that is full."""
    raise sqlite3.OperationalError("database or disk is full")


def test_what_stands_in_the_way_is_named_and_once_away_it_works(shell: Shell) -> None:
    """A file where a folder belongs: the message names it, and to rename it is enough."""
    write_report("另一份.txt")
    write_atomic(paths.reports_dir(), b"a file in its place")
    assert "请先把挡在那里的文件移走或改名。" in shell.fails("shenyi open 另一份.txt --yes --force")
    paths.reports_dir().rename("挡路的")
    assert shell("shenyi open 另一份.txt --yes --force") == 0


def test_damaged_notes_under_a_running_program_are_repaired_when_it_has_ended(
    shell: Shell,
) -> None:
    """The program that writes them has to go first; then any command repairs them."""
    add_note(shell)
    add_note(shell)
    running = Lock(paths.notes_lock_file(paths.notes_file()))
    with paths.notes_file().open("r+b") as file:
        file.write(b"\xff" * 4096)
    os.write(running.descriptor, b"0")  # the process id of another
    assert "请先退出另一个审议，再试一次。" in shell.fails("shenyi notes list")
    running.release()
    assert shell("shenyi notes list") == 0
    assert "请核对最近的批注" in shell.said


def test_a_box_in_use_is_set_aside_when_it_is_free(shell: Shell) -> None:
    """The doctor leaves it to the program that has it, and says so."""
    line = damaged_box(shell)
    lock = Lock(paths.votes_dir(BUILTIN.name) / "lock")
    assert shell("shenyi doctor --mend") == 1
    assert "把它关掉后再试" in shell.said
    lock.release()
    assert shell("shenyi doctor --mend") == 0
    assert shell(line) == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root enters anything")
@pytest.mark.parametrize("mode", [0o000, 0o500])
@pytest.mark.parametrize(
    "folder",
    [
        paths.data_dir,
        paths.state_dir,
        lambda: paths.config_file().parent,
        paths.reports_dir,
        lambda: paths.votes_dir(BUILTIN.name),
        paths.candidates_root,
        paths.notes_file,
    ],
)
def test_what_is_closed_is_opened_by_the_doctor(
    shell: Shell, folder: Callable[[], Path], mode: int
) -> None:
    """Whatever its folder, every command answers in Chinese, and in the end all is as it was."""
    report = shelve(shell)
    add_note(shell)
    Box.create(paths.votes_dir(BUILTIN.name) / "round-1.box", ticket())
    write_atomic(paths.config_file(), b'theme = "light"\n')
    paths.candidates_root().mkdir(mode=0o700)
    lines = (
        "shenyi notes list",
        "shenyi shelf",
        "shenyi votes",
        "shenyi candidates",
        "shenyi notes templates",
        f"shenyi read {report}",
    )
    before = {line: (shell(line), shell.said) for line in lines}
    folder().chmod(mode)
    for line in lines:
        if shell(line) == 2:
            assert "shenyi doctor" in shell.said
    assert shell("shenyi doctor") == 1
    assert "shenyi doctor --mend" in shell.said
    assert shell("shenyi doctor --mend") == 0
    assert {line: (shell(line), shell.said) for line in lines} == before


# Make


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_make_says_what_there_is_instead() -> None:
    """A target that is not there leads to the list of those that are."""
    done = subprocess.run(["make", "tset"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "没有“tset”" in done.stderr
    assert "make help" in done.stderr
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "make run" in listed.stdout
