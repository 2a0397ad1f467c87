"""Opening a file that is private to others, too new, damaged, missing, or cannot be written."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
import stat
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from content.errors import Problem
from review.base import paths
from review.notes.store import opening
from review.notes.store.codec import NoteDraft
from review.notes.store.note_store import NoteStore
from tests.unit.notes.making import DAY, REPORT, Clock, bodies, note, opened
from tests.unit.notes.store.disks import unwritable

POSIX = pytest.mark.skipif(os.name != "posix", reason="owners and modes are those of POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.db"


def filled(path: Path, *texts: str, clock: Clock | None = None) -> None:
    """Add notes, as one start of the program does."""
    store = opened(path, clock)
    store.add(*(note(text) for text in texts))
    store.close()


def found(path: Path, clock: Clock | None = None) -> tuple[list[str], str]:
    """What the notes say when the file is opened, and what is said of the opening."""
    store = opened(path, clock)
    present = bodies(store.notes(REPORT.id))
    store.close()
    return present, "".join(store.remarks)


def aside(path: Path) -> list[Path]:
    """The damaged files that were moved aside."""
    return [file for file in path.parent.glob("notes-damaged-*") if file.suffix == ".db"]


# What is not ours to open


@POSIX
def test_the_store_of_another_user_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is read or changed."""
    filled(path, "别人的")
    before = path.read_bytes(), path.stat().st_mode
    if os.geteuid() == 0:
        os.chown(path, 65534, -1)
    else:
        other = os.geteuid() + 1
        monkeypatch.setattr(os, "geteuid", lambda: other)
    with pytest.raises(Problem, match="属于另一个用户") as caught:
        opened(path)
    assert str(path) in str(caught.value)
    assert (path.read_bytes(), path.stat().st_mode) == before


def test_a_folder_in_the_place_of_the_file_is_a_problem(path: Path) -> None:
    """It is not moved away: it may be somebody's."""
    path.mkdir(parents=True)
    with pytest.raises(Problem, match="不是文件"):
        opened(path)


def test_a_path_below_a_file_is_a_problem(tmp_path: Path) -> None:
    """Where no folder can be, the message says why."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem, match=r"上级路径不是文件夹|已有同名的文件"):
        opened(tmp_path / "file" / "notes.db")


@POSIX
def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    """Whatever happened to its mode since."""
    filled(path, "自己的")
    path.chmod(0o666)
    assert found(path) == (["自己的"], "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@POSIX
def test_a_file_system_that_knows_no_rights_keeps_nobody_from_the_notes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a stick, where every file can be read by all and that cannot be changed."""

    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    filled(path, "自己的")
    path.chmod(0o666)
    monkeypatch.setattr(Path, "chmod", refuse)
    assert found(path) == (["自己的"], "")


@POSIX
def test_every_file_is_private_under_any_umask(path: Path) -> None:
    """The journal too, while it is there; backups, and what is moved aside."""
    seen: set[int] = set()
    old = os.umask(0)
    try:
        clock = Clock()
        filled(path, "一", clock=clock)
        store = opened(path, clock)
        with store.together():
            store.add(note("二"))
            assert path.with_name("notes.db-journal").exists()
            seen |= {stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("*.db*")}
        store.close()
        path.write_bytes(b"x" * 9999)
        found(path, clock)
    finally:
        os.umask(old)
    files = [file for file in path.parent.rglob("*") if file.is_file()]
    folders = [path.parent, *(file for file in path.parent.rglob("*") if file.is_dir())]
    assert seen | {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}
    assert {file.name.split("-")[0] for file in files} == {"notes", "notes.db", "notes.lock"}


@POSIX
def test_notes_can_be_read_where_nothing_can_be_written(path: Path) -> None:
    """They are shown, it is said that they cannot be changed, and changing is a problem."""
    filled(path, "在")
    with unwritable(path.parent):
        store = opened(path)
        assert bodies(store.notes(REPORT.id)) == ["在"]
        assert store.obstacle is not None
        assert "只能查看" in "".join(store.remarks)
        with pytest.raises(Problem, match="只能查看") as caught:
            store.add(note("秘密"))
        assert "秘密" not in str(caught.value)
        store.close()
    assert found(path) == (["在"], "")


@POSIX
def test_a_folder_that_takes_no_file_shows_no_notes(path: Path) -> None:
    """Reading goes on without notes rather than not at all."""
    path.parent.mkdir()
    with unwritable(path.parent):
        store = opened(path)
        assert store.notes(REPORT.id) == []
        assert "不能写入" in "".join(store.remarks)
        with pytest.raises(Problem, match="只能查看"):
            store.save_draft(NoteDraft("", "", "", note().anchor, note().kind, (), "", ""))
        store.close()
    assert list(path.parent.iterdir()) == []


# Damage


def garbage(data: bytearray) -> None:
    """Something else altogether."""
    data[:] = b"PK\x03\x04" * (len(data) // 4)


def no_head(data: bytearray) -> None:
    """A first block that was never written."""
    data[:512] = bytes(512)


def cut(data: bytearray) -> None:
    """A file of which the second half is missing."""
    del data[len(data) // 2 :]


def holes(data: bytearray) -> None:
    """Pages that were never written, from the third on."""
    data[8192:] = bytes(len(data) - 8192)


def one_bit(data: bytearray) -> None:
    """A bit of a note's text, which SQLite does not notice."""
    place = data.rindex(b"x\x01")
    data[place + 40] ^= 1


DAMAGES = (garbage, no_head, cut, holes, one_bit)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_replaced_by_the_newest_backup(
    path: Path, damage: Callable[[bytearray], None]
) -> None:
    """The damaged one is kept to the byte, and the user is told where and from when."""
    clock = Clock()
    filled(path, "甲", "乙", clock=clock)
    clock.now += DAY
    filled(path, clock=clock)
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)

    present, remark = found(path, clock)

    assert present == ["甲", "乙"]
    (kept,) = aside(path)
    assert kept.read_bytes() == data
    assert "损坏" in remark
    assert str(kept) in remark
    assert "2024-02-01的备份" in remark
    assert found(path, clock) == (["甲", "乙"], "")


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_without_a_backup_is_moved_aside(
    path: Path, damage: Callable[[bytearray], None]
) -> None:
    """The notes begin anew, and the user is told that there is no backup."""
    filled(path, "甲")
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)

    present, remark = found(path)

    assert present in ([], ["甲"])  # what can still be read is taken over
    (kept,) = aside(path)
    assert kept.read_bytes() == data
    assert "没有可用的备份" in remark
    filled(path, "新")
    assert found(path) == ([*present, "新"], "")


def test_what_is_newer_than_the_backup_is_rescued(path: Path) -> None:
    """Of a file with one bad note the others are taken over: made, changed or deleted since."""
    clock = Clock()
    filled(path, "旧", "坏了", clock=clock)
    store = opened(path, clock)  # copies these two
    old, bad = store.notes(REPORT.id)
    store.delete(old.id)
    store.add(note("新"))
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE note SET content = x'00' WHERE id = ?", (bad.id,))

    store = opened(path, clock)

    assert bodies(store.notes(REPORT.id)) == ["坏了", "新"]
    assert bodies(store.trash(REPORT.id)) == ["旧"]
    assert "找回2条批注" in "".join(store.remarks)
    assert store.undo(REPORT.id) is None  # the backup's history does not know them
    store.close()


class Killed(BaseException):
    """Ends the program where it stands."""


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("call", ["_rescue", "_put_aside", "sync_folder"])
def test_what_is_killed_while_it_mends_is_mended_the_next_time(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, has_links: bool
) -> None:
    """What was newer than the backup is still found: the damaged file moves when all is read."""
    clock = Clock()
    filled(path, "旧", clock=clock)
    store = opened(path, clock)  # copies it
    store.add(note("坏了"), note("新"))
    bad = next(each for each in store.notes(REPORT.id) if each.body == "坏了")
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE note SET content = x'00' WHERE id = ?", (bad.id,))

    def killed(*_args: object) -> None:
        raise Killed

    def without_links(*_args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(opening, call, killed)
        if not has_links:
            patched.setattr(os, "link", without_links)
        with pytest.raises(Killed):
            opened(path, clock)

    assert found(path, clock)[0] == ["旧", "新"]
    assert len(aside(path)) == 1
    assert not list(path.parent.glob(".notes.db.*"))


def test_a_full_disk_leaves_a_damaged_file_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a backup nothing would look into what was moved aside, and the notes were gone."""
    filled(path, "甲", "乙")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE note SET content = x'00' WHERE rowid = 2")

    def full(*_args: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    with monkeypatch.context() as patched:
        patched.setattr(opening, "_rescue", full)
        with pytest.raises(Problem, match="磁盘已满"):
            opened(path)
    assert aside(path) == []

    present, remark = found(path)
    assert present == ["甲"]
    assert "找回1条批注" in remark


def test_a_stale_journal_is_not_played_into_the_backup(path: Path) -> None:
    """What lies beside the place of a lost file belonged to that."""
    filled(path, "甲")
    found(path)  # makes the backup
    path.unlink()
    journal = path.with_name("notes.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"x" * 5000)
    assert found(path)[0] == ["甲"]
    assert not journal.exists()


@pytest.mark.parametrize("loss", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_file_that_is_gone_comes_back_from_the_backup(
    path: Path, loss: Callable[[Path], object]
) -> None:
    """Removed or emptied: the user is told."""
    filled(path, "甲")
    found(path)  # makes the backup
    loss(path)
    present, remark = found(path)
    assert present == ["甲"]
    assert "不见了" in remark
    assert aside(path) == []


def test_the_newest_backup_that_is_whole_is_taken(path: Path) -> None:
    """One that is damaged as well is passed over."""
    clock = Clock()
    for text in ("一", "二", "三"):
        filled(path, text, clock=clock)
        clock.now += DAY
    found(path, clock)
    newest = max(paths.notes_backups_dir(path).iterdir())
    newest.write_bytes(newest.read_bytes()[:9000])
    path.write_bytes(b"?" * 9000)
    present, remark = found(path, clock)
    assert present == ["一", "二"]
    assert "2024-02-02" in remark


def test_a_file_from_elsewhere_is_copied_too(path: Path, tmp_path: Path) -> None:
    """It counts fewer edits than the one whose place it takes, and is newer all the same."""
    clock = Clock()
    for text in ("一", "二", "三"):
        filled(path, text, clock=clock)
    found(path, clock)
    other = tmp_path / "elsewhere" / "notes.db"
    filled(other, "别处的", clock=clock)
    path.write_bytes(other.read_bytes())
    clock.now += DAY
    assert found(path, clock)[0] == ["别处的"]
    path.unlink()
    assert found(path, clock)[0] == ["别处的"]


def test_no_damage_ends_in_a_wrong_note(path: Path) -> None:
    """Whatever bytes are changed, the notes that come out are among those that were put in."""
    filled(path, *(f"{number}号批注" * 30 for number in range(20)))
    good = path.read_bytes()
    texts = {f"{number}号批注" * 30 for number in range(20)}
    chance = random.Random(4)
    told = 0
    for _ in range(40):
        data = bytearray(good)
        for _ in range(chance.choice((1, 1, 5, 50))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        present, remark = found(path)
        assert set(present) <= texts
        assert remark or len(present) == 20
        told += bool(remark)
        for file in [*path.parent.glob("*.db*"), *paths.notes_backups_dir(path).glob("*")]:
            file.unlink()
    assert told > 20


# Backups


def test_there_is_a_backup_for_each_day_with_changes_and_seven_are_kept(path: Path) -> None:
    """A day without changes has none, and a second start on the same day adds none."""
    clock = Clock()
    for day in range(10):
        if day != 4:
            filled(path, str(day), clock=clock)
        found(path, clock)
        clock.now += DAY
    names = sorted(file.name for file in paths.notes_backups_dir(path).iterdir())
    days = ["01-31", "02-01", "02-02", "02-03", "02-05", "02-06", "02-07", "02-08", "02-09"]
    assert names == [f"notes-2024-{day}.db" for day in days[-7:]]


def test_a_clock_that_was_set_back_does_not_hide_the_newest_backup(path: Path) -> None:
    """Its name is older than the others', but it holds more; and old ones go first."""
    clock = Clock()
    for day in range(7):
        filled(path, str(day), clock=clock)
        found(path, clock)
        clock.now += DAY
    clock.now -= 400 * DAY
    filled(path, "拨回之后", clock=clock)
    found(path, clock)
    path.write_bytes(b"x" * 5000)
    present, remark = found(path, clock)
    assert present[-1] == "拨回之后"
    assert "2023-01-03的备份" in remark
    assert len(list(paths.notes_backups_dir(path).iterdir())) == 7


def test_a_backup_that_cannot_be_made_is_said_and_no_more(path: Path) -> None:
    """The notes are there all the same, and no piece of a copy is left."""
    filled(path, "甲")
    folder = paths.notes_backups_dir(path)
    folder.write_bytes(b"")  # a file in the folder's place
    present, remark = found(path)
    assert present == ["甲"]
    assert "备份没有写成" in remark


def test_a_backup_holds_no_more_than_the_notes(path: Path) -> None:
    """What was deleted for good is not in the copy's unused pages, nor in the file's."""
    clock = Clock()
    marked = note()
    store = opened(path, clock)
    store.add(marked)
    store.delete(marked.id)
    store.close()
    clock.now += 31 * DAY
    for _ in range(8):
        found(path, clock)
        clock.now += DAY
    filled(path, "别的", clock=clock)
    found(path, clock)
    newest = max(paths.notes_backups_dir(path).iterdir())
    for file in (path, newest):
        assert marked.id.encode() not in file.read_bytes()


def test_times_are_those_of_the_machine(path: Path) -> None:
    """Without another clock, the machine's is used."""
    store = NoteStore(path)
    original = note()
    store.add(original)
    store.delete(original.id)
    (deleted,) = store.trash(original.report_id)
    assert deleted.deleted[:4] == time.strftime("%Y")
    store.close()
