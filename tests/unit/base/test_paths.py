"""Where the user's files are: in the user's own folders, or on the stick that the program is on."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from review.base import paths
from review.cli import main
from tests.unit.facts.small_reports import report

KEPT = (
    paths.config_file,
    paths.notes_file,
    paths.reports_dir,
    paths.votes_root,
    paths.places_file,
    paths.templates_dir,
)


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    paths.stick.cache_clear()
    yield
    paths.stick.cache_clear()


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a program packed into one file."""
    folder = tmp_path / "代表 用"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "审议"))
    return folder


@pytest.mark.parametrize("mark", ["便携", "便携.txt"])
def test_a_mark_beside_the_program_keeps_all_on_the_stick(beside: Path, mark: str) -> None:
    (beside / mark).touch()
    assert all(beside / "数据" in place().parents for place in KEPT)
    assert paths.documents_dir() == beside / "导出"
    assert beside not in paths.index_dir().parents


def test_without_it_all_is_kept_where_programs_keep_things(beside: Path) -> None:
    assert not any(beside in place().parents for place in KEPT)
    machine = Path(os.environ["HOME"]).parent
    assert all(machine in place().parents for place in KEPT)


def test_the_mark_is_found_above_the_folder_of_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the stick for Windows has it: 便携 and 程序/review/base/paths.pyc."""
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "程序/review/base/paths.pyc"))
    (tmp_path / "便携").touch()
    assert paths.notes_file() == tmp_path / "数据/notes.db"


def test_a_stick_that_cannot_be_written_leaves_the_users_folders(
    beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (beside / "便携").touch()
    monkeypatch.setattr(os, "access", lambda folder, mode: False)
    assert paths.stick() is None


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_nobody_else_may_look_into_what_the_program_makes(
    tmp_path: Path, wordy: Callable[[Path], Path]
) -> None:
    """With an umask of 0: reports, lists, votes, templates, tasks, the index of a search."""
    machine = Path(os.environ["HOME"]).parent
    for folder in machine.iterdir():
        shutil.rmtree(folder)
    wordy(paths.index_dir())
    listed = tmp_path / "名单.csv"
    listed.write_text("序号,项目名称,建设内容\n1,甲,办好\n2,乙,办好\n", encoding="utf-8")
    written = tmp_path / "new.txt"
    written.write_text(report("好。", "要好。", year=2030).source, encoding="utf-8")
    before = os.umask(0)
    try:
        for command in (
            ("open", str(written), "--yes"),
            ("search", "养老"),
            ("candidates", "import", str(listed)),
            ("notes", "templates", "--copy", "代表建议"),
            ("tasks", "set", "4436d5a1", "进行中"),
            ("notes", "export", "--format", "json"),
        ):
            assert main([*command]) == 0, command
    finally:
        os.umask(before)
    made = [path for path in machine.rglob("*") if not path.is_symlink()]
    assert {path.name for path in made} >= {"notes.db", "reports", "candidates", "templates"}
    open_to_others = [path for path in made if path.stat().st_mode & 0o077]
    assert not open_to_others


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows drives by their letters")
def test_a_stick_that_was_pulled_out_is_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its folder may stand there still, and answer nothing."""
    gone, look = tmp_path / "stick", os.stat

    def stat(path: Path | str, **how: bool) -> os.stat_result:
        if str(path) == str(gone):
            raise OSError(errno.ENOTCONN, "not connected", str(path))
        return look(path, **how)

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(Path, "glob", lambda folder, pattern: [gone])
    assert gone not in paths.places().values()


def test_a_file_that_is_dragged_into_a_terminal_of_macos_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert paths.typed("/tmp/明年的\\ 报告\\ \\(稿\\).txt ") == Path("/tmp/明年的 报告 (稿).txt")


def test_a_name_of_long_parts_is_one_that_every_system_takes() -> None:
    """Such as a template of the user's own and the title of a report; the day stays whole."""
    path = paths.document("𠀀" * 60, "很长的题目" * 20, "2026-11-30", ending=".docx")
    assert len(f".{path.name}.01234567".encode()) <= 255
    assert path.name.endswith("-2026-11-30.docx")
    assert path.name.startswith("𠀀")
    assert "很长的题目" in path.name
