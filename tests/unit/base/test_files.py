"""Files of the user: whole or not at all, and private."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import Problem, reason, refused
from content.files import make_private_folder
from index.store.cache import make_private
from review.base.files import make_private_dir, write_atomic

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and limits are those of POSIX")


def mode(path: Path) -> int:
    """The permission bits of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_replaced_by_the_new_bytes(tmp_path: Path) -> None:
    """The file holds exactly what was written, and nothing lies beside it."""
    path = tmp_path / "笔记" / "places.json"
    write_atomic(path, "旧".encode())
    write_atomic(path, b"\r\n\x00new")
    assert path.read_bytes() == b"\r\n\x00new"
    assert list(path.parent.iterdir()) == [path]


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_only_the_user_can_read_what_is_written(tmp_path: Path, umask: int) -> None:
    """File 0600 and folders 0700, whatever the umask, also for a file that was open to all."""
    path = tmp_path / "a" / "b" / "file"
    old = os.umask(umask)
    try:
        write_atomic(path, b"1")
        path.chmod(0o644)
        write_atomic(path, b"2")
    finally:
        os.umask(old)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700


@POSIX
def test_no_folder_of_a_cache_or_a_shelf_is_open_to_others(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        assert make_private(tmp_path / "cache" / "shenyi" / "index")
        make_private_folder(tmp_path / "data" / "shenyi" / "reports")
    finally:
        os.umask(old)
    made = [tmp_path / "cache", tmp_path / "data"]
    made += [folder for top in made for folder in top.rglob("*")]
    assert {mode(folder) for folder in made} == {0o700}


@POSIX
def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    """A folder that the user has made is the user's; making it again is no error."""
    folder = tmp_path / "mine"
    folder.mkdir(mode=0o755)
    make_private_dir(folder)
    assert mode(folder) == 0o755


WRITE_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from content.errors import Problem
from index.store.cache import make_private
from review.base.files import write_atomic

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomic(Path(sys.argv[1]), b"x" * 100_000)
except Problem as problem:
    print(problem)
else:
    print("no problem")
"""


@POSIX
def test_a_file_that_does_not_fit_leaves_the_old_one_whole(tmp_path: Path) -> None:
    """When the system takes only a part of the bytes, the old file stays and no piece is left."""
    path = tmp_path / "file"
    write_atomic(path, b"old")
    run = subprocess.run(
        [sys.executable, "-c", WRITE_TOO_MUCH, str(path)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "写入失败" in run.stdout
    assert "原有内容没有改动" in run.stdout
    assert str(path) in run.stdout
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob(".file*")) == []


@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_full_disk_at_any_step_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whichever call fails, the message says why and the folder is as it was."""
    path = tmp_path / "data" / "file"
    write_atomic(path, b"old")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path if step == "replace" else os, step, full)
        with pytest.raises(Problem, match="磁盘已满"):
            write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_an_interruption_leaves_no_piece_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C in the middle of writing is passed on, with the old file whole."""
    path = tmp_path / "data" / "file"
    write_atomic(path, b"old")

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_another_program_has_open_is_said_to_be(tmp_path: Path) -> None:
    """Windows gives it the number of missing rights, and one of its own."""
    error = PermissionError(errno.EACCES, "")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert "另一个程序正开着它" in str(refused("写入失败", error, path=tmp_path))


def test_a_file_that_word_has_open_on_windows_is_left_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder takes new files, so it is not rights that are missing, as Windows says."""
    path = tmp_path / "稿" / "发言.docx"
    path.parent.mkdir()
    path.write_bytes(b"old")

    def refuse(_new: Path, _path: Path) -> Path:
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = 5  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Problem, match="另一个程序正开着它") as caught:
        write_atomic(path, b"new")
    assert "请先在Word、WPS等程序里关掉它" in caught.value.remedy
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]


def test_a_path_below_a_file_is_a_problem(tmp_path: Path) -> None:
    """Where no folder can be, the message names the folder and says why."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem, match="无法建立文件夹（上级路径不是文件夹）") as caught:
        write_atomic(tmp_path / "file" / "deeper" / "x", b"")
    assert str(tmp_path / "file" / "deeper") in str(caught.value)


def test_a_folder_in_the_place_of_the_file_is_a_problem(tmp_path: Path) -> None:
    """A folder by the file's name is not replaced, and nothing is left beside it."""
    path = tmp_path / "file"
    path.mkdir()
    with pytest.raises(Problem, match="写入失败"):
        write_atomic(path, b"new")
    assert path.is_dir()
    assert list(tmp_path.glob(".file*")) == []


@POSIX
def test_a_read_only_folder_is_a_problem(tmp_path: Path) -> None:
    """Without the right to write, the message says so."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere (root)")
    with pytest.raises(Problem, match="没有权限"):
        write_atomic(folder / "file", b"new")


def test_reasons_are_chinese_where_they_are_known() -> None:
    """No reason is told in English; one that is not known by its number, for the maintainers."""
    for number in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.EIO):
        text = reason(OSError(number, os.strerror(number)))
        assert text.isprintable()
        assert not text.isascii()
    assert reason(OSError(errno.EXDEV, "Cross-device link")) == f"系统错误{errno.EXDEV}"
    assert reason(OSError()) == "系统错误0"
