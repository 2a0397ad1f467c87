"""Where an export is written, in which bytes, and what happens where it cannot be."""

from __future__ import annotations

import dataclasses
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from content.errors import Problem
from review import paths
from review.files import is_taken, write_out
from review.notes.export.writing import default_path, encode
from tests.small import small_report
from tests.unit.notes.exporting import NOW, primary

ROOT = Path(__file__).parents[3]
POSIX = pytest.mark.skipif(os.name != "posix", reason="links, modes and limits of POSIX")
TEXT = "批注 ✎ 😀\n第二行\n"


def test_bytes_are_utf8_with_lf_unless_asked_otherwise() -> None:
    assert encode(TEXT) == (TEXT.encode(), 0)
    crlf = TEXT.replace("\n", "\r\n")
    assert encode(TEXT, crlf=True, bom=True).data == b"\xef\xbb\xbf" + crlf.encode()
    assert encode(crlf, crlf=True).data == crlf.encode()
    assert encode(TEXT, "gb18030").data.decode("gb18030") == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_no_file_can_hold_is_replaced_and_counted(encoding: str) -> None:
    """Lone surrogates are the only such characters."""
    made = encode("甲\ud800乙\udc00\udfff", encoding)
    assert (made.data.decode(encoding), made.replaced) == ("甲\ufffd乙\ufffd\ufffd", 3)
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    assert encode(every, encoding).data.decode(encoding) == every
    assert encode(every, encoding).replaced == 0


def test_the_default_name_speaks_for_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "文档"))
    path = default_path(primary(), "txt", NOW)
    assert path.name == "审议批注-张店区2024年政府工作报告-2024-02-01.txt"
    assert path.parent == paths.documents_dir()
    other = default_path(primary(), "txt", NOW, template="代表建议")
    assert other.name == "代表建议-张店区2024年政府工作报告-2024-02-01.txt"


@pytest.mark.parametrize(
    "title", ['a<b>:"/\\|?*c', "..\n\t\x00\x1b", "\ud800x", "题" * 300, "", "CON"]
)
def test_any_title_makes_a_name_that_every_system_takes(title: str, tmp_path: Path) -> None:
    report = dataclasses.replace(small_report(), title=title)
    name = default_path(report, "txt", NOW).name
    assert not set(name) & set('<>:"/\\|?*\n\t\x00\x1b')
    assert name.startswith("审议批注-")
    assert len(name.encode()) <= 255
    (tmp_path / name).write_bytes(b"")


# Writing


def test_a_file_is_written_for_the_user_alone(tmp_path: Path) -> None:
    """Mode 0600 and folders 0700, whatever the umask."""
    path = tmp_path / "新" / "批注.txt"
    old = os.umask(0)
    try:
        write_out(path, TEXT.encode())
    finally:
        os.umask(old)
    assert path.read_bytes() == TEXT.encode()
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
    notes.parent.mkdir(parents=True)
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
    assert [path for path in tmp_path.iterdir() if path.name != "machine"] == []


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from content.errors import Problem
from review.files import write_out

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_out(Path(sys.argv[1]), b"x" * 100_000, overwrite=True)
except Problem as problem:
    sys.stdout.buffer.write(str(problem).encode())
"""


@POSIX
def test_an_export_that_does_not_fit_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "批注.txt"
    path.write_bytes(b"old")
    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    assert "原有内容没有改动" in run.stdout.decode()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob(".批注*")) == []


@POSIX
def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user may write everywhere (root)")
    with pytest.raises(Problem, match="没有权限"):
        write_out(folder / "批注.txt", b"new")
