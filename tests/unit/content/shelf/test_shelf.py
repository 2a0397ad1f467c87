"""The shelf: the current text opens, earlier ones are kept, and no crash leaves neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Problem
from content.shelf.library import BUILTIN, BUILTIN_ID, load_builtin, parse_folder
from content.shelf.manifest import Manifest, dump_manifest, read_manifest
from content.shelf.shelf import Shelf
from content.shelf.stored_outline import load_stored

TEXT = (BUILTIN / "report.txt").read_bytes()
REVISED = TEXT.replace(b"4.3%", b"5.1%")
AGAIN = REVISED.replace(b"5.1%", b"5.2%")


def write(path: Path, data: bytes) -> None:
    """Write a file, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def shelf_in(root: Path, write: Callable[[Path, bytes], None] = write) -> Shelf:
    """A shelf whose folders are named like the reports."""
    return Shelf(root, folder_name=str, write=write)


def source(shelf: Shelf) -> bytes:
    """The text that is open."""
    return shelf.open().source.encode()


def test_an_empty_shelf_has_the_report_of_the_program(tmp_path: Path) -> None:
    """And nothing is written by opening it."""
    root = tmp_path / "reports"
    assert shelf_in(root).open() == load_builtin()
    assert not root.exists()


def test_the_folder_of_the_report_is_its_id() -> None:
    """So that the manifest need not be read to find it."""
    assert load_builtin().id == BUILTIN_ID


def test_a_revised_text_opens_from_its_stored_outline(tmp_path: Path) -> None:
    """It takes the place of the text that ships with the program, which is left alone."""
    shelf = shelf_in(tmp_path)

    report = shelf.replace_text(BUILTIN_ID, REVISED)

    assert report.source.encode() == REVISED
    assert (report.id, report.title) == (BUILTIN_ID, load_builtin().title)
    assert shelf.open() == report == load_stored(tmp_path / BUILTIN_ID)
    assert (BUILTIN / "report.txt").read_bytes() == TEXT


def test_the_bytes_of_a_revised_text_are_kept(tmp_path: Path) -> None:
    """Whatever its encoding."""
    data = REVISED.decode().encode("gb18030")

    report = shelf_in(tmp_path).replace_text(BUILTIN_ID, data)

    assert report.source.encode() == REVISED
    assert (tmp_path / BUILTIN_ID / "report-2.txt").read_bytes() == data


def test_going_back_step_by_step(tmp_path: Path) -> None:
    """To each earlier text, and not behind the first."""
    shelf = shelf_in(tmp_path)
    shelf.replace_text(BUILTIN_ID, REVISED)
    shelf.replace_text(BUILTIN_ID, AGAIN)

    assert shelf.go_back(BUILTIN_ID).source.encode() == source(shelf) == REVISED
    assert shelf.go_back(BUILTIN_ID) == shelf.open() == load_builtin()
    with pytest.raises(Problem, match="没有上一稿"):
        shelf.go_back(BUILTIN_ID)
    assert source(shelf) == TEXT


def test_a_text_after_going_back_takes_no_place_of_another(tmp_path: Path) -> None:
    """What was revised away and back is still there, and going back leads to what was open."""
    shelf = shelf_in(tmp_path)
    shelf.replace_text(BUILTIN_ID, REVISED)
    shelf.go_back(BUILTIN_ID)
    shelf.replace_text(BUILTIN_ID, AGAIN)

    assert (tmp_path / BUILTIN_ID / "report-2.txt").read_bytes() == REVISED
    assert source(shelf) == AGAIN
    assert shelf.go_back(BUILTIN_ID) == load_builtin()


def test_a_missing_earlier_text_changes_nothing(tmp_path: Path) -> None:
    """The current one stays open."""
    shelf = shelf_in(tmp_path)
    shelf.replace_text(BUILTIN_ID, REVISED)
    (tmp_path / BUILTIN_ID / "report.txt").unlink()

    with pytest.raises(Problem, match=r"report\.txt.*已不在"):
        shelf.go_back(BUILTIN_ID)
    assert source(shelf) == REVISED


def test_an_unknown_report(tmp_path: Path) -> None:
    """The message names it."""
    with pytest.raises(Problem, match="没有编号为“别处”的报告"):
        shelf_in(tmp_path).open("别处")


class Crash(BaseException):
    """The program is killed."""


def crash_at(step: int) -> Callable[[Path, bytes], None]:
    """A writer that dies instead of its write number `step`, counted from 1."""
    writes = 0

    def crashing(path: Path, data: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes == step:
            raise Crash
        write(path, data)

    return crashing


@pytest.mark.parametrize("step", range(1, 5))
def test_a_crash_at_any_write_leaves_the_old_or_the_new_text(tmp_path: Path, step: int) -> None:
    """Of the four writes of a first revision, the third, the manifest, decides."""
    with pytest.raises(Crash):
        shelf_in(tmp_path, crash_at(step)).replace_text(BUILTIN_ID, REVISED)

    shelf = shelf_in(tmp_path)
    assert source(shelf) == (TEXT if step <= 3 else REVISED)
    shelf.replace_text(BUILTIN_ID, AGAIN)
    assert source(shelf) == AGAIN


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_full_disk_leaves_no_beginnings(tmp_path: Path, step: int) -> None:
    """Of a first revision nothing stays."""

    def full(path: Path, data: bytes) -> None:
        nonlocal step
        step -= 1
        path.parent.mkdir(parents=True, exist_ok=True)  # as `write_atomic` has done by then
        if not step:
            raise Problem("写入失败（磁盘已满）。", path=path, remedy="请腾出空间。")
        write(path, data)

    with pytest.raises(Problem, match="磁盘已满"):
        shelf_in(tmp_path / "reports", full).replace_text(BUILTIN_ID, REVISED)

    assert list((tmp_path / "reports").iterdir()) == []


@pytest.mark.parametrize("step", [1, 2])
def test_a_crash_when_going_back_leaves_the_one_or_the_other(tmp_path: Path, step: int) -> None:
    """The manifest decides here too."""
    shelf_in(tmp_path).replace_text(BUILTIN_ID, REVISED)

    with pytest.raises(Crash):
        shelf_in(tmp_path, crash_at(step)).go_back(BUILTIN_ID)

    assert source(shelf_in(tmp_path)) == (REVISED if step == 1 else TEXT)


def test_a_full_disk_costs_the_outline_at_most(tmp_path: Path) -> None:
    """A text whose outline could not be stored opens all the same."""

    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".json":
            raise Problem("写入失败（磁盘已满）。", remedy="请腾出空间后再试。")
        write(path, data)

    shelf_in(tmp_path, full).replace_text(BUILTIN_ID, REVISED)

    assert load_stored(tmp_path / BUILTIN_ID) is None
    assert source(shelf_in(tmp_path)) == REVISED


words = st.text(st.characters(codec="utf-8"), min_size=1)


file_names = st.text(st.characters(codec="utf-8", exclude_characters="/\\."), min_size=1)


@given(words, words, words, st.lists(file_names))
def test_a_manifest_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    place: str,
    session: str,
    earlier: list[str],
) -> None:
    """Every character of every entry, control characters too."""
    folder = tmp_path_factory.mktemp("报告")
    (folder / "report.txt").write_bytes(TEXT)
    given_manifest = read_manifest(BUILTIN)._replace(
        title=title, place=place, session=session, text=folder / "report.txt"
    )
    given_manifest = given_manifest._replace(earlier=tuple(earlier))

    (folder / "report.toml").write_text(dump_manifest(given_manifest), encoding="utf-8", newline="")

    back = read_manifest(folder)
    assert back == given_manifest
    assert isinstance(back, Manifest)


def test_a_wrong_list_of_earlier_texts_is_named(tmp_path: Path) -> None:
    """With its line and what it should be."""
    shelf_in(tmp_path).replace_text(BUILTIN_ID, REVISED)
    manifest = tmp_path / BUILTIN_ID / "report.toml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('["report.txt"]', "3"), encoding="utf-8"
    )

    with pytest.raises(Problem, match="第9行：“earlier”这一项写得不对"):
        parse_folder(tmp_path / BUILTIN_ID)


def test_two_programs_that_revise_at_once_lose_no_text(tmp_path: Path) -> None:
    """The other one writes while this one is about to."""
    other = shelf_in(tmp_path)

    def write_late(path: Path, data: bytes) -> None:
        if path.name == "report-2.txt":
            other.replace_text(BUILTIN_ID, AGAIN)
        write(path, data)

    shelf_in(tmp_path, write_late).replace_text(BUILTIN_ID, REVISED)

    folder = tmp_path / BUILTIN_ID
    assert (folder / "report-2.txt").read_bytes() == REVISED
    assert (folder / "report-3.txt").read_bytes() == AGAIN


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\n \n", b"PK\x03\x04"])
def test_what_is_no_text_takes_no_place(tmp_path: Path, data: bytes) -> None:
    shelf = shelf_in(tmp_path)
    shelf.replace_text(BUILTIN_ID, REVISED)
    with pytest.raises(Problem):
        shelf.replace_text(BUILTIN_ID, data)
    assert source(shelf) == REVISED
