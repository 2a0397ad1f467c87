"""Files in places of the user's choice: none is lost that is there already."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from content.errors import Problem
from review.base import paths
from review.base.files import for_its_program, is_taken, write_out

POSIX = pytest.mark.skipif(os.name != "posix", reason="links, modes and pipes of POSIX")


def test_a_file_is_written_for_the_user_alone(tmp_path: Path) -> None:
    """Mode 0600 and folders 0700, whatever the umask."""
    path = tmp_path / "新" / "批注.txt"
    old = os.umask(0)
    try:
        write_out(path, b"new")
    finally:
        os.umask(old)
    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "批注.txt"
    assert not is_taken(path)
    path.write_bytes(b"old")
    assert is_taken(path)
    with pytest.raises(Problem, match="已经存在，没有改动它"):
        write_out(path, b"new")
    assert path.read_bytes() == b"old"
    write_out(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"


@POSIX
@pytest.mark.parametrize("target", ["file", "missing", "folder"])
def test_a_link_is_refused_wherever_it_leads(tmp_path: Path, target: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "folder").mkdir()
    link = tmp_path / "批注.txt"
    link.symlink_to(tmp_path / target)
    with pytest.raises(Problem, match="这是一个链接"):
        write_out(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="这是文件夹，不是文件。请在后面加上文件名"):
        write_out(tmp_path, b"new", overwrite=True)
    assert list(tmp_path.glob("*.txt")) == []


@POSIX
def test_a_pipe_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(Problem, match="不是普通文件"):
        write_out(pipe, b"new", overwrite=True)


def test_the_notes_themselves_are_never_overwritten(tmp_path: Path) -> None:
    """Nor reached by a way around, such as .. or a folder that is a link."""
    notes = paths.notes_file()
    notes.parent.mkdir(parents=True, exist_ok=True)
    notes.write_bytes(b"SQLite")
    for way in (notes, notes.parent / "x" / ".." / notes.name, notes.with_name("other.txt")):
        with pytest.raises(Problem, match="存放着审议自己的文件"):
            write_out(way, b"new", overwrite=True)
    assert notes.read_bytes() == b"SQLite"


def test_a_path_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(Problem, match="已有同名的文件"):
        write_out(tmp_path / "file" / "批注.txt", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


@pytest.mark.parametrize("name", ["名" * 200, "a\x00b"])
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem):
        write_out(tmp_path / name, b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "system", "given", "written"),
    [
        ("表.csv", "linux", "甲,1\n", b"\xef\xbb\xbf\xe7\x94\xb2,1\r\n"),
        ("表.CSV", "win32", "\ufeff甲,1\r\n", b"\xef\xbb\xbf\xe7\x94\xb2,1\r\n"),
        ("稿.txt", "win32", "甲\n", b"\xef\xbb\xbf\xe7\x94\xb2\r\n"),
        ("稿.txt", "linux", "甲\n", b"\xe7\x94\xb2\n"),
        ("稿.md", "win32", "甲\n", b"\xe7\x94\xb2\n"),
        ("稿.txt", "win32", "yes\n", b"yes\r\n"),
    ],
)
def test_notepad_and_excel_can_read_what_is_written(
    monkeypatch: pytest.MonkeyPatch, name: str, system: str, given: str, written: bytes
) -> None:
    """Byte order mark and ends of lines, by the name of the file and the system."""
    monkeypatch.setattr("sys.platform", system)
    assert for_its_program(Path(name), given.encode()) == written


def test_another_encoding_has_no_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """GB 18030, which was asked for, stays what it is."""
    monkeypatch.setattr("sys.platform", "win32")
    gb = "批注\n".encode("gb18030")
    assert for_its_program(Path("批注.txt"), gb) == gb.replace(b"\n", b"\r\n")
