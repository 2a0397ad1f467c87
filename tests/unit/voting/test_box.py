"""The ballot box: what it keeps, what it tells, and what it survives."""

from __future__ import annotations

import base64
import json
import os
import random
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.errors import Problem
from review.base import paths
from review.base.files import STILL, write_atomic
from review.base.lock import Lock
from review.voting.box.ballot_box import Box
from review.voting.box.box_copies import COPIES, copy_of, is_there, key_file
from review.voting.box.box_file import (
    BoxContents,
    State,
    ballot_texts,
    ballots_of_texts,
    read_box,
    sealed_ballots,
    to_bytes,
)
from review.voting.box.box_ticket import Ticket
from review.voting.box.sealing import new_box_key, new_vote_key, opened_texts
from review.voting.counting.ballot import IDENT, TORN, Ballot, ballot_from_text
from review.voting.rules.choices import Mode, RankGaps
from review.voting.rules.rules import NO_LIMIT, Day, Rules, canonical_text, digest
from tests.unit.voting.casting import ROOT, cast_and_kill, nth_ballot, ticket
from tests.votes import quick_locks

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box.create(tmp_path / "votes" / "round-1.box", ticket())


# Secrecy


def test_no_file_tells_what_was_cast_nor_in_which_order(tmp_path: Path) -> None:
    """Thirty known ballots are cast, and every byte, size and time of every file is looked at.

    Whatever ballot it was, a cast changes the same: the box and its copy get one text of the one
    length more, somewhere among the others. No mark and no known text stands anywhere.
    """
    folder = paths.votes_dir("small")
    box = Box.create(folder / "round-1.box", ticket())
    before = _everything()
    known = {" ".join(nth_ballot(number)).encode() for number in range(100, 130)}
    places = []
    for number in range(100, 130):
        box.cast(nth_ballot(number))
        after = _everything()
        changed = sorted(name for name in after if before.get(name) != after[name])
        assert changed == sorted(str(file) for file in (box.path, copy_of(box.path)))
        old, new = (json.loads(seen[changed[-1]][0]) for seen in (before, after))
        assert {key for key in new if old[key] != new[key]} == {"ballots", "sha256"}
        assert len(set(new["ballots"]) - set(old["ballots"])) == 1
        assert set(old["ballots"]) < set(new["ballots"])
        assert len({len(text) for text in new["ballots"]}) == 1
        places.append(new["ballots"].index(*set(new["ballots"]) - set(old["ballots"])))
        for data, _size, stamp, _mode in after.values():
            assert not any(text in data for text in known)
            assert stamp == STILL * 10**9 or not data
        before = after
    assert len(set(places)) > 5  # not always at the end


def test_the_ballots_come_back_from_their_texts() -> None:
    asked = ticket(16)
    ballots = Counter({Ballot(nth_ballot(3)): 2, Ballot(nth_ballot(9), TORN): 1})
    assert ballots_of_texts(asked, ballot_texts(asked, ballots)) == ballots


def _everything() -> dict[str, tuple[bytes, int, int, int]]:
    """All that can be read of the files and folders below the data and cache folders.

    Their change time (ctime) cannot be set: it is the moment of the last cast, whatever came
    before. Inode numbers are those of a file that is new at each cast.
    """
    seen: dict[str, tuple[bytes, int, int, int]] = {}
    for top in (paths.data_dir(), paths.index_dir().parent, paths.state_dir()):
        for path in (top, *top.rglob("*")):
            if path.exists():
                status = path.stat()
                data = path.read_bytes() if path.is_file() else b""
                seen[str(path)] = (data, status.st_size, status.st_mtime_ns, status.st_mode)
    return seen


def test_the_file_is_sorted_with_a_still_time(box: Box) -> None:
    for number in (3, 1, 2, 1):
        box.cast(nth_ballot(number))

    data = json.loads(box.path.read_bytes())
    texts = [base64.b64decode(text) for text in data["ballots"]]
    assert texts == sorted(texts)
    assert len(set(texts)) == 4  # equal ballots look as different as any others
    assert box.path.stat().st_mtime == STILL
    assert box.path.parent.stat().st_mtime == STILL
    names = sorted(entry.name for entry in box.path.parent.iterdir())
    assert names == ["copies", "round-1.box", "round-1.key"]
    assert sorted(copy_of(box.path).parent.iterdir()) == [
        copy_of(box.path), copy_of(key_file(box.path))
    ]  # fmt: skip


def test_the_lock_tells_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        Lock(tmp_path / "lock").release()
        assert (tmp_path / "lock").stat().st_mtime == STILL
        assert (tmp_path / "lock").read_bytes() == b""


@posix
def test_nobody_else_may_read_it(box: Box) -> None:
    box.cast(nth_ballot(1))

    assert stat.S_IMODE(box.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(box.path.parent.stat().st_mode) == 0o700


def test_before_sealing_only_the_number_comes_out(box: Box) -> None:
    box.cast(nth_ballot(9))

    assert box.count == 1
    for ask in (box.ballots, box.mark_counted):
        with pytest.raises(Problem, match="还没有封"):
            ask()
    assert "ballots" not in repr(read_box(box.path))  # a crash report shows this much


# Crashes


def test_a_killed_program_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Fifty moments: python -m tests.bench.voting."""
    rng = random.Random(8)
    for attempt in range(8):
        killed = cast_and_kill(tmp_path / str(attempt), rng)
        assert killed.is_sound
        assert killed.left_over == []


def test_what_a_crash_left_is_swept_away(box: Box) -> None:
    """It would tell the last ballot apart from the others."""
    left = box.path.with_name(".round-1.box.0badcafe")
    other = box.path.with_name(".round-11.box.0badcafe")
    for path in (left, other):
        path.write_bytes(b"a box with one ballot more")

    Box.open(box.path)

    assert not left.exists()
    assert other.exists()


def test_a_failing_disk_leaves_the_box_as_it_was(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.cast(nth_ballot(1))

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(Problem, match="磁盘已满"):
            box.cast(nth_ballot(2))
    assert box.count == Box.open(box.path).count == 1
    box.cast(nth_ballot(2))
    assert Box.open(box.path).count == 2


def _copies_fail(patch: pytest.MonkeyPatch) -> None:
    """As where a program that makes backups has the second copy open, under Windows."""

    def write(path: Path, data: bytes, *, stamp: int | None = None) -> None:
        if path.parent.name == COPIES:
            raise Problem("写入失败", path=path, remedy="请再试一次。")
        write_atomic(path, data, stamp=stamp)

    patch.setattr("review.voting.box.box_copies.write_atomic", write)


def test_a_ballot_that_is_said_not_to_be_cast_is_not(
    box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its deputy casts again, maybe after a restart: both would be counted."""
    box.cast(nth_ballot(1))
    with monkeypatch.context() as patch:
        _copies_fail(patch)
        with pytest.raises(Problem, match="写入失败"):
            box.cast(nth_ballot(2))
        with pytest.raises(Problem, match="写入失败"):
            box.seal()
    again = Box.open(box.path)
    assert (again.count, again.state) == (1, State.OPEN)
    again.cast(nth_ballot(2))
    again.seal()
    assert again.ballots() == Counter([Ballot(nth_ballot(1)), Ballot(nth_ballot(2))])


def test_a_box_that_could_not_be_made_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copies_fail(monkeypatch)
    path = tmp_path / "round-1.box"
    with pytest.raises(Problem, match="写入失败"):
        Box.create(path, ticket())
    assert not is_there(path)


def test_a_second_program_cannot_have_the_lock(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    ask = "import pathlib, sys, review.base.lock as l; l.Lock(pathlib.Path(sys.argv[1]))"

    def status() -> int:
        arguments = [sys.executable, "-c", ask, str(tmp_path / "lock")]
        run = subprocess.run(arguments, cwd=ROOT, check=False, stderr=subprocess.PIPE)
        assert run.returncode == 0 or b"BlockingIOError" in run.stderr
        return run.returncode

    assert status() == 1
    lock.release()
    assert status() == 0


# Damage


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace(b'"clear":0', b'"clear":1', 1),
        lambda data: data.replace(b"],", b",", 1),
        lambda data: data.replace(b'"state":"open"', b'"state":"sealed"'),
        lambda data: b"[" * 100_000,
        lambda data: b"\xff" + data,
    ],
)
def test_a_damaged_box_is_refused_and_kept(box: Box, damage: Callable[[bytes], bytes]) -> None:
    box.cast(nth_ballot(2))
    broken = damage(box.path.read_bytes())
    box.path.write_bytes(broken)
    copy = copy_of(box.path).read_bytes()
    copy_of(box.path).write_bytes(broken)

    with pytest.raises(Problem, match=r"票箱|空的") as caught:
        Box.open(box.path)
    assert str(box.path) in str(caught.value)
    assert box.path.read_bytes() == broken

    copy_of(box.path).write_bytes(copy)
    restored = Box.open(box.path)
    assert restored.contents.told == ("票箱round-1.box已经损坏，已按备份恢复，共1张票。",)
    assert box.path.read_bytes() == copy
    assert Box.open(box.path).contents.told == ()


def test_a_lost_or_older_file_is_brought_back_from_its_copy(box: Box) -> None:
    box.cast(nth_ballot(1))
    old = box.path.read_bytes()
    for number in range(5):
        box.cast(nth_ballot(number))
    box.path.write_bytes(old)
    assert "比备份少5张" in Box.open(box.path).contents.told[0]
    assert Box.open(box.path).count == 6

    box.path.unlink()
    assert "不见了，已按备份恢复，共6张票" in Box.open(box.path).contents.told[0]
    copy_of(box.path).unlink()
    assert Box.open(box.path).contents.told == ()
    key_file(box.path).unlink()
    again = Box.open(box.path)
    again.seal()
    assert again.ballots().total() == 6


def test_a_copy_that_a_crash_left_behind_is_no_alarm(box: Box) -> None:
    """The file is written first, so it may have one ballot more than its copy."""
    copy = copy_of(box.path).read_bytes()
    box.cast(nth_ballot(1))
    copy_of(box.path).write_bytes(copy)
    again = Box.open(box.path)
    assert (again.count, again.contents.told) == (1, ())


def test_a_checksum_does_not_make_nonsense_a_box(box: Box) -> None:
    for key, value in (("rules_sha256", "0" * 64), ("format", 0), ("ballots", [["O O", 1]])):
        data = json.loads(box.path.read_bytes())
        del data["sha256"]
        data[key] = value
        data["sha256"] = digest(canonical_text(data))
        other = box.path.with_name(f"{key}.box")
        other.write_text(json.dumps(data), encoding="utf-8")
        with pytest.raises(Problem, match="认不出来"):
            read_box(other)


def test_totals_of_other_items_are_none(box: Box) -> None:
    box.seal()
    box.mark_counted()
    with pytest.raises(Problem, match="认不出来"):
        read_box(_rewritten(box.path, lambda data: data["sums"]["items"].pop()))


def _rewritten(path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A box whose file says something else, with the checksum that is of that."""
    data = json.loads(path.read_bytes())
    del data["sha256"]
    change(data)
    data["sha256"] = digest(canonical_text(data))
    other = path.with_name("other.box")
    other.write_text(json.dumps(data), encoding="utf-8")
    return other


def test_no_number_and_no_key_that_cannot_be_ends_the_program(box: Box) -> None:
    changes: list[dict[str, Any]] = [{"reopened": float("inf")}, {"key": {"public": "AAAA"}}]
    for change in changes:
        with pytest.raises(Problem, match="认不出来"):
            read_box(_rewritten(box.path, partial(dict.update, **change)))


@pytest.mark.parametrize(("place", "wrong"), [(0, "AAAA"), (1, -1), (2, 2**70), (3, "AAAA")])
def test_a_lock_that_cannot_be_opens_by_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, wrong: object
) -> None:
    quick_locks(monkeypatch)
    key, code = new_vote_key("张店区2024")
    made = Box.create(tmp_path / "round-1.box", ticket(), key)

    def change(data: dict[str, Any]) -> None:
        for lock in data["key"]["vote"]["locks"]:
            lock[place] = wrong

    other = _rewritten(made.path, change)
    for word in ("张店区2024", code, "\udcff不是文字"):
        with pytest.raises(Problem, match="口令不对"):
            Box(other, read_box(other)).unlock(word)


@pytest.mark.parametrize(("place", "much"), [(1, 2**31), (2, 2**40)])
def test_no_lock_of_a_foreign_box_takes_hours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, much: int
) -> None:
    quick_locks(monkeypatch)
    key, _code = new_vote_key("张店区2024")
    made = Box.create(tmp_path / "round-1.box", ticket(), key)

    def change(data: dict[str, Any]) -> None:
        for lock in data["key"]["vote"]["locks"]:
            lock[place] = much

    other = _rewritten(made.path, change)
    with pytest.raises(Problem, match="口令不对"):
        Box(other, read_box(other)).unlock("张店区2024")


def test_half_a_key_file_is_none(box: Box) -> None:
    """The second copy is there for it."""
    secret = box.contents.key.secret
    key_file(box.path).write_text(json.dumps({"secret": "AAAA"}), encoding="utf-8")
    assert Box.open(box.path).contents.key.secret == secret


# Casting, sealing, counting


def test_it_comes_back_as_it_was(box: Box) -> None:
    for number in (5, 6, 5):
        box.cast(nth_ballot(number))
    box.seal()
    again = Box.open(box.path)

    assert again.state is State.SEALED
    assert again.ticket == box.ticket
    assert again.ballots() == {Ballot(nth_ballot(5)): 2, Ballot(nth_ballot(6)): 1}
    assert again.contents.boxes == box.contents.boxes


MARKS = st.sampled_from(["O", "X", "-", "?", "*", "1", "2", "10"])
BALLOTS = st.builds(Ballot, st.tuples(MARKS, MARKS, MARKS), st.sampled_from(["", TORN, IDENT]))


@given(st.dictionaries(BALLOTS, st.integers(1, 5)))
def test_whatever_is_in_it_survives_its_file(
    tmp_path_factory: pytest.TempPathFactory, ballots: dict[Ballot, int]
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.box"
    asked = ticket(3, Rules(mode=Mode.RANK))
    key = new_box_key(None)
    contents = BoxContents(asked, ("id",), key, State.SEALED)
    contents = replace(contents, sealed=sealed_ballots(contents, Counter(ballots)))
    path.write_bytes(to_bytes(contents))

    read = read_box(path)
    assert read == contents
    assert ballots_of_texts(asked, opened_texts(key.secret, read.sealed)) == ballots


def test_a_ballot_that_cannot_be_opened_is_not_taken_for_another(box: Box) -> None:
    box.enter(Ballot(nth_ballot(1)))
    other = Box.create(box.path.with_name("other.box"), ticket())
    other.enter(Ballot(nth_ballot(1)))
    box.contents = replace(box.contents, sealed=other.contents.sealed)
    with pytest.raises(Problem, match="有票打不开") as caught:
        box.take_back(Ballot(nth_ballot(1)))
    assert "X" not in str(caught.value)


def test_two_boxes_are_never_the_same(box: Box, tmp_path: Path) -> None:
    other = Box.create(tmp_path / "other.box", ticket())
    assert other.contents.boxes != box.contents.boxes
    with pytest.raises(Problem, match="已经有一个票箱"):
        Box.create(box.path, ticket())


def test_nothing_goes_into_a_sealed_box(box: Box) -> None:
    box.seal()
    with pytest.raises(Problem, match="已经封了"):
        box.seal()
    with pytest.raises(Problem, match="已经封了"):
        box.cast("-" * len(box.ticket.items))
    box.reopen()
    box.cast("-" * len(box.ticket.items))
    assert box.count == 1
    assert box.contents.reopened == 1


def test_what_is_counted_is_destroyed_and_never_opens_again(box: Box) -> None:
    for number in range(12):
        box.cast(nth_ballot(number))
    box.seal()
    files = (box.path, copy_of(box.path), key_file(box.path), copy_of(key_file(box.path)))
    box.mark_counted()

    for file in files[:2]:
        data = json.loads(file.read_bytes())
        assert "ballots" not in data
        assert not {"secret", "wrapped"} & set(data["key"])
    assert not any(file.exists() for file in files[2:])
    again = Box.open(box.path)
    assert again.contents.sums is not None
    assert again.contents.sums.collected == again.count == 12
    unmarked = "-" * len(box.ticket.items)
    for ask in (again.reopen, again.ballots, again.seal, lambda: again.cast(unmarked)):
        with pytest.raises(Problem, match="已经计票，里面的票已销毁"):
            ask()


def test_a_locked_box_opens_by_its_password_or_its_code_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_locks(monkeypatch)
    key, code = new_vote_key("张店区2024")
    box = Box.create(tmp_path / "round-1.box", ticket(), key)
    box.cast(nth_ballot(5))
    box.seal()
    for words in ("张店区２０２４", code, code.replace(" ", "")):
        again = Box.open(box.path)
        assert again.needs_password
        with pytest.raises(Problem, match="还锁着"):
            again.ballots()
        with pytest.raises(Problem, match="口令不对"):
            again.unlock("张店区2025")
        again.unlock(words)
        assert again.ballots() == {Ballot(nth_ballot(5)): 1}
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["round-1.box"]
    with pytest.raises(Problem, match="口令太短"):
        new_vote_key(" 12345 ")


def test_a_full_box_takes_no_ballot_more(tmp_path: Path) -> None:
    rules = Rules(select_max=NO_LIMIT, deputies_total=9, present=9, issued=2)
    box = Box.create(tmp_path / "round-1.box", ticket(4, rules))
    box.cast("OOOO")
    box.cast("----")
    with pytest.raises(Problem, match="已有2张票，发出的票数是2，不能再投"):
        box.cast("OOOO")
    digest = box.ticket.rules_sha256
    box.set_day(Day(9, 3))
    box.cast("OOOO")
    with pytest.raises(Problem, match="已有3张票，实到代表数是3，不能再投"):
        box.cast("OOOO")
    unknown = Rules(select_max=NO_LIMIT, deputies_total=1)
    other = Box.create(tmp_path / "round-2.box", ticket(4, unknown))
    other.cast("OOOO")
    with pytest.raises(Problem, match="已有1张票，全体代表数是1，不能再投"):
        other.cast("OOOO")
    assert Box.open(box.path).contents.trace == (
        "实到代表数由9改为3（票箱里有2张票时）",
        "发出票数由2改为未知（票箱里有2张票时）",
    )
    assert box.ticket.rules_sha256 == Box.open(box.path).ticket.rules_sha256 == digest


LIMITED = Rules(seats=2)
RANKED = Rules(seats=2, mode=Mode.RANK)


@pytest.mark.parametrize(
    ("rules", "marks", "refused"),
    [
        (LIMITED, "OO-X", ""),
        (LIMITED, "----", ""),
        (LIMITED, "OOO-", "至多选2项，现在选了3项"),
        (LIMITED, "OO?-", "记号"),
        (LIMITED, "OO-", "应是4个"),
        (replace(LIMITED, mode=Mode.APPROVE), "OX--", "记号"),
        (RANKED, "1-2-", ""),
        (RANKED, "1-1-", "名次有重复"),
        (RANKED, "1-4-", ""),
        (replace(RANKED, rank_gaps=RankGaps.INVALID), "1-4-", "不连续"),
        (RANKED, "O---", "记号"),
    ],
)
def test_what_can_be_cast(tmp_path: Path, rules: Rules, marks: str, refused: str) -> None:
    box = Box.create(tmp_path / "round-1.box", ticket(4, rules))
    if not refused:
        box.cast(marks)
        assert box.count == 1
        return
    with pytest.raises(Problem, match=refused):
        box.cast(marks)
    assert Box.open(box.path).count == 0


def test_tellers_enter_spoilt_ballots_too_and_take_slips_back(box: Box) -> None:
    torn, marked = Ballot(nth_ballot(1), TORN), Ballot(tuple("?*OX" * 4), IDENT)
    for _ in range(3):
        box.enter(torn)
    box.enter(marked)
    box.take_back(torn)
    box = Box.open(box.path)
    box.enter(torn)
    box.take_back(torn)
    with pytest.raises(Problem, match="没有这样的票"):
        box.take_back(Ballot(nth_ballot(1)))
    box.seal()

    assert Box.open(box.path).ballots() == {torn: 2, marked: 1}


@pytest.mark.parametrize("line", ["", "O  X", "O Y", "0", "01", "O | gone", "O |", "O | ", "²"])
def test_a_line_that_is_no_ballot(line: str) -> None:
    with pytest.raises(ValueError, match=r"^no ballot$"):  # nothing of it, which may be a ballot
        ballot_from_text(line)


def test_a_whole_vote_has_one_item() -> None:
    whole: Ticket = ticket(16, Rules(mode=Mode.WHOLE, seats=1))

    assert [item.title for item in whole.items] == ["全部16个候选项目"]


def test_a_key_that_was_left_behind_opens_no_other_box(tmp_path: Path) -> None:
    """A box gets a key of its own, whatever lies where that belongs."""
    path = tmp_path / "round-1.box"
    Box.create(path, ticket())
    path.unlink()
    copy_of(path).unlink()
    Box.create(path, ticket()).cast(nth_ballot(5))
    again = Box.open(path)
    again.seal()
    assert again.ballots() == {Ballot(nth_ballot(5)): 1}
