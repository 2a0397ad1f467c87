"""The store: what is put in comes out, is taken back and done again, and nothing else changes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from content.errors import Problem
from review.notes.model import Note, NoteStatus, moment, stamp
from review.notes.store.codec import NoteDraft
from review.notes.store.note_store import NoteStore
from review.notes.store.peek import has_notes
from review.notes.store.tables import Action
from tests.unit.notes.making import DAY, MOMENT, REPORT, Clock, bodies, note, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.db"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(path: Path, clock: Clock) -> Iterator[NoteStore]:
    store = opened(path, clock)
    yield store
    store.close()


def present(store: NoteStore) -> list[str]:
    """What the notes of the report say, in order."""
    return bodies(store.notes(REPORT.id))


BODIES = {
    "markup": "[red]不是标记[/red]",
    "tab": "制表\t符",
    "emoji": "😀👩\u200d👩\u200d👧",
    "surrogates": "\ud800 \udfff",
    "control": "\x00\x1b[31m",
    "lines": "\r\n",
    "empty": "",
    "long": "字" * 100_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_any_text_comes_back_exactly(path: Path, body: str) -> None:
    """Also after the file was closed and opened."""
    original = note(body)
    store = opened(path)
    store.add(original)
    store.close()
    store = opened(path)
    assert store.notes(REPORT.id) == [original]
    store.close()


def test_notes_come_in_the_order_of_the_text(store: NoteStore) -> None:
    """By paragraph and place in it, whenever they were made; other reports' are not among them."""
    store.add(note("丙", paragraph=14), note("乙", paragraph=12, start=5), note("甲", paragraph=12))
    store.add(replace(note("别处"), report_id="other"))
    assert present(store) == ["甲", "乙", "丙"]


def test_a_report_whose_name_is_no_text_has_notes_too(store: NoteStore) -> None:
    """A file's name may hold bytes that mean nothing in its encoding."""
    odd = replace(note(), report_id="报告\udcff")
    store.add(odd)
    assert store.notes("报告\udcff") == [odd]


def test_a_changed_note_keeps_its_id_and_its_first_moment(store: NoteStore, clock: Clock) -> None:
    """Only what was changed changes, and the moment of the change is noted."""
    original = note("旧")
    store.add(original)
    clock.now += 60
    changed = store.change(replace(original, body="新", tags=("教育", "学位")))
    assert store.notes(REPORT.id) == [changed]
    assert changed == replace(original, body="新", tags=("教育", "学位"), updated=stamp(clock.now))


def test_a_deleted_note_lies_in_the_trash_until_it_is_restored(store: NoteStore) -> None:
    """It is out of sight, dated, and comes back as it was."""
    original = note()
    store.add(original)
    store.delete(original.id)
    deleted = replace(original, deleted=stamp(MOMENT))
    assert (present(store), store.trash(REPORT.id)) == ([], [deleted])
    store.restore(original.id)
    assert (store.notes(REPORT.id), store.trash(REPORT.id)) == ([original], [])


def test_deleting_twice_is_one_step(store: NoteStore) -> None:
    """What is in the trash stays as it is, and undoing goes back to before the first time."""
    original = note()
    store.add(original)
    store.delete(original.id, original.id)
    store.delete(original.id)
    store.undo(REPORT.id)
    assert store.notes(REPORT.id) == [original]


@pytest.mark.parametrize("number", [1, 4, 32])
def test_a_note_is_found_by_how_its_id_begins(store: NoteStore, number: int) -> None:
    """Also one in the trash; capital letters and blanks do not matter."""
    first, second = replace(note("甲"), id="ab" * 16), replace(note("乙"), id="cd" * 16)
    store.add(first, second)
    store.delete(second.id)
    assert store.find(f" {first.id[:number].upper()} ") == first
    assert store.find(second.id[:number]).body == "乙"


@pytest.mark.parametrize("prefix", ["", "ef", "%", "_", "“", "\udcff", "ab\x00"])
def test_an_id_that_nothing_begins_with_is_a_problem(store: NoteStore, prefix: str) -> None:
    """Signs that mean something to SQL mean nothing here."""
    store.add(replace(note(), id="ab" * 16))
    with pytest.raises(Problem, match="没有编号为"):
        store.find(prefix)


def test_an_id_that_several_begin_with_is_a_problem(store: NoteStore) -> None:
    """How many there are is said; one that is given whole is meant, whatever begins with it."""
    store.add(*(replace(note(), id=number) for number in ("ab1", "ab2", "ab12")))
    with pytest.raises(Problem, match="有3条批注的编号以“ab”开头"):
        store.find("ab")
    assert store.find("ab1").id == "ab1"


def test_notes_are_added_all_or_none(store: NoteStore) -> None:
    """One that is there already keeps the others out as well."""
    there = note("已有")
    store.add(there)
    with pytest.raises(Problem, match="已经有了"):
        store.add(note("新"), there)
    twice = note("两次")
    with pytest.raises(Problem, match="已经有了"):
        store.add(twice, twice)
    assert present(store) == ["已有"]


def test_what_is_gone_cannot_be_changed(store: NoteStore) -> None:
    """Neither a note that never was nor one in the trash; the message holds nothing of it."""
    with pytest.raises(Problem, match="不在了") as caught:
        store.change(note("秘密"))
    assert "秘密" not in str(caught.value)
    deleted = note()
    store.add(deleted)
    store.delete(deleted.id)
    with pytest.raises(Problem, match="请先恢复"):
        store.change(deleted)


# Taking back


def test_every_step_is_taken_back_and_done_again(path: Path, clock: Clock) -> None:
    """Through a restart after each of them, all the way back and all the way forth."""

    def state() -> tuple[list[Note], list[str]]:
        store = opened(path, clock)
        found = store.notes(REPORT.id), [note.id for note in store.trash(REPORT.id)]
        store.close()
        return found

    def do(operation: str, *arguments: Any, **more: bool) -> None:
        store = opened(path, clock)
        getattr(store, operation)(*arguments, **more)
        store.close()

    first, second = note("甲"), note("乙", paragraph=14)
    steps: list[tuple[Any, ...]] = [
        ("add", first),
        ("add", second),
        ("change", replace(first, body="甲改")),
        ("delete", first.id, second.id),
        ("restore", first.id),
        ("change", replace(first, body="甲再改")),
    ]
    states = [state()]
    for step in steps:
        do(*step)
        states.append(state())
    for before in states[-2:1:-1]:
        do("undo", REPORT.id)
        assert state() == before
    for after in states[3:]:
        do("undo", REPORT.id, again=True)
        assert state() == after


def test_undo_tells_what_it_took_back(store: NoteStore) -> None:
    """The action and the notes before and after, so that one can be shown where it was."""
    original = note("旧")
    store.add(original)
    store.change(replace(original, body="新"))
    step = store.undo(REPORT.id)
    assert step is not None
    assert (step.action, step.action.label) == (Action.CHANGE, "修改批注")
    assert [(c.before and c.before.body, c.after.body) for c in step.changes] == [("旧", "新")]
    assert store.undo(REPORT.id, again=True) == step


def test_there_is_nothing_to_take_back_in_the_beginning(store: NoteStore) -> None:
    """Nor after the last step, nor of another report."""
    assert store.undo(REPORT.id) is None
    assert store.undo(REPORT.id, again=True) is None
    store.add(note())
    assert store.undo("other") is None
    assert store.undo(REPORT.id) is not None
    assert store.undo(REPORT.id) is None


def test_an_addition_that_was_taken_back_is_in_the_trash(store: NoteStore) -> None:
    """Even when something else was done since and it cannot be done again."""
    store.add(note("一时手误"))
    store.undo(REPORT.id)
    store.add(note("别的"))
    assert store.undo(REPORT.id, again=True) is None
    assert bodies(store.trash(REPORT.id)) == ["一时手误"]


def test_a_new_step_replaces_those_that_were_taken_back(store: NoteStore) -> None:
    """What was taken back before it cannot be done again, and undoing goes on from it."""
    original = note("一")
    store.add(original)
    store.change(replace(original, body="二"))
    store.undo(REPORT.id)
    store.change(replace(original, body="三"))
    assert store.undo(REPORT.id, again=True) is None
    store.undo(REPORT.id)
    assert present(store) == ["一"]


def test_several_notes_are_one_step(store: NoteStore) -> None:
    """What came at once goes at once."""
    store.add(*(note(str(number)) for number in range(5)))
    store.undo(REPORT.id)
    assert present(store) == []


# The trash, by a clock that may be wrong


def used(path: Path, clock: Clock, days: int) -> None:
    """Have the file opened on some days, beginning with the one that the clock says."""
    for _ in range(days):
        opened(path, clock).close()
        clock.now += DAY


@pytest.mark.parametrize(
    ("days", "used_on", "left"), [(0, 1, 1), (29, 1, 1), (31, 6, 1), (31, 8, 0), (400, 6, 1)]
)
def test_the_trash_is_emptied_after_thirty_days(
    path: Path, clock: Clock, days: int, used_on: int, left: int
) -> None:
    """When the file is opened; the other notes stay, and the text is gone from the file."""
    store = opened(path, clock)
    deleted = note("垃圾" * 20)
    store.add(deleted, note("留着"))
    store.delete(deleted.id)
    store.close()
    clock.now += days * DAY
    used(path, clock, used_on)
    clock.now -= DAY  # no further day
    store = opened(path, clock)
    assert len(store.trash(REPORT.id)) == left
    assert present(store) == ["留着"]
    if not left:
        with pytest.raises(Problem, match="没有编号"):
            store.find(deleted.id)
        assert store.undo(REPORT.id) is not None  # the other's addition is left of that step
    store.close()


@pytest.mark.parametrize("days", [1, 5])
def test_a_clock_that_was_set_ahead_by_mistake_empties_nothing(
    path: Path, clock: Clock, days: int
) -> None:
    """A month ahead for a few days, opened many times on each, and back; then it counts anew."""
    store = opened(path, clock)
    deleted = note()
    store.add(deleted)
    store.delete(deleted.id)
    store.close()
    clock.now += 31 * DAY
    for _ in range(days):
        for _ in range(10):
            opened(path, clock).close()
        clock.now += DAY
    clock.now = MOMENT + days * DAY
    used(path, clock, 26)
    store = opened(path, clock)
    assert len(store.trash(REPORT.id)) == 1
    store.restore(deleted.id)
    assert len(present(store)) == 1
    store.close()


@pytest.mark.parametrize("wrong", [-20 * 365 * DAY, -40 * DAY])
def test_a_clock_that_was_set_back_empties_nothing_early(
    path: Path, clock: Clock, wrong: float
) -> None:
    """Neither while it is wrong nor when it is set right after a note was deleted by it."""
    store = opened(path, clock)
    deleted = note()
    store.add(deleted)
    clock.now += wrong
    store.delete(deleted.id)
    store.close()
    for now in (clock.now, MOMENT, MOMENT + 29 * DAY):
        clock.now = now
        store = opened(path, clock)
        assert len(store.trash(REPORT.id)) == 1
        store.close()


# A revised report


def test_notes_move_to_a_revised_text_in_one_step(store: NoteStore) -> None:
    """Anchor, status and former wording are replaced; what was written meanwhile stays."""
    first, second = note("甲"), note("乙", paragraph=14)
    store.add(first, second)
    moved = [
        replace(first, anchor=second.anchor, status=NoteStatus.CHANGED, former=first.anchor.quote),
        replace(second, status=NoteStatus.ORPHAN),
    ]
    store.change(replace(first, body="换稿时写的"))
    store.replace_anchors(REPORT.id, moved)
    kept = {note.id: note for note in store.notes(REPORT.id)}
    assert kept[first.id].body == "换稿时写的"
    assert kept[first.id].anchor == second.anchor
    assert kept[first.id].former == first.anchor.quote
    assert kept[second.id].status is NoteStatus.ORPHAN
    (step,) = store.revisions(REPORT.id)
    assert {c.before.anchor for c in step.changes if c.before} == {first.anchor, second.anchor}


def test_undo_stops_at_a_revised_text(store: NoteStore) -> None:
    """It goes back to it, and then says why not further; nothing is changed by asking."""
    original = note("甲")
    store.add(original)
    store.replace_anchors(REPORT.id, [replace(original, status=NoteStatus.CHANGED)])
    store.change(replace(original, body="乙"))
    store.undo(REPORT.id)
    with pytest.raises(Problem, match="修订"):
        store.undo(REPORT.id)
    assert [(n.body, n.status) for n in store.notes(REPORT.id)] == [("甲", NoteStatus.CHANGED)]


def test_a_revised_report_without_notes_is_no_step(store: NoteStore) -> None:
    """There is nothing to take back, and nothing that keeps from going back further."""
    store.add(note())
    store.replace_anchors(REPORT.id, [])
    assert list(store.revisions(REPORT.id)) == []
    assert store.undo(REPORT.id) is not None


def test_moving_fails_as_a_whole(store: NoteStore) -> None:
    """When one of the notes is not there or another report's, none is moved."""
    there, other = note(), replace(note(), report_id="other")
    store.add(there, other)
    for wrong in (note(), other):
        with pytest.raises(Problem):
            store.replace_anchors(REPORT.id, [replace(there, status=NoteStatus.ORPHAN), wrong])
    assert store.notes(REPORT.id) == [there]
    assert list(store.revisions(REPORT.id)) == []


def test_the_text_that_notes_were_made_on_is_kept(store: NoteStore) -> None:
    """To the character, once for each version."""
    version = store.keep_text(REPORT)
    assert store.keep_text(REPORT) == version
    kept = store.text_of(version)
    assert kept is not None
    assert (kept.report_id, kept.title, kept.source) == (REPORT.id, REPORT.title, REPORT.source)
    assert store.text_of("0" * 64) is None


# Drafts


def test_a_draft_waits_until_it_is_saved_or_given_up(path: Path) -> None:
    """One for each slot and report, across a restart."""
    example = note()
    draft = NoteDraft("new", REPORT.id, "", example.anchor, example.kind, ("教育",), "写到一半", "")
    store = opened(path)
    store.save_draft(replace(draft, body="写"))
    store.save_draft(draft)
    store.save_draft(replace(draft, slot=example.id, note_id=example.id))
    store.save_draft(replace(draft, report_id="other"))
    store.close()
    store = opened(path)
    assert [kept.slot for kept in store.drafts(REPORT.id)] == sorted([example.id, "new"])
    assert draft in store.drafts(REPORT.id)
    store.drop_draft(REPORT.id, "new")
    store.drop_draft(REPORT.id, "nothing")
    assert [kept.slot for kept in store.drafts(REPORT.id)] == [example.id]
    assert len(store.drafts("other")) == 1
    store.close()


def test_several_changes_can_be_one(store: NoteStore) -> None:
    """A note is kept and its draft let go together, or neither is."""
    original = note()
    draft = NoteDraft("new", REPORT.id, "", original.anchor, original.kind, (), "写到一半", "")
    store.save_draft(draft)

    def keep(*, twice: bool) -> None:
        with store.together():
            store.drop_draft(REPORT.id, "new")
            store.add(original)
            if twice:
                store.add(original)

    with pytest.raises(Problem, match="已经有了"):
        keep(twice=True)
    assert (store.notes(REPORT.id), store.drafts(REPORT.id)) == ([], [draft])
    keep(twice=False)
    assert (store.notes(REPORT.id), store.drafts(REPORT.id)) == ([original], [])


def test_a_clock_set_back_makes_no_old_words_newer(store: NoteStore, clock: Clock) -> None:
    """A backup from before a change does not replace it when it is imported."""
    old = note("旧的")
    store.add(old)
    clock.now -= 3 * DAY
    changed = store.change(replace(old, body="改过的"))
    assert moment(changed.updated) >= moment(old.updated)
    assert store.bring_in([old]).kept == [old]
    assert present(store) == ["改过的"]


def test_what_has_no_passage_any_more_comes_last(store: NoteStore) -> None:
    """Its place is that of a text that is gone."""
    lost = replace(note("无处", paragraph=12), status=NoteStatus.ORPHAN)
    store.add(lost, note("末", paragraph=14), note("首", paragraph=12, start=5))
    assert present(store) == ["首", "末", "无处"]


def test_a_folder_that_may_not_be_looked_into_has_no_notes_at_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first page stands, and what opens the notes says why they are not seen."""

    def refused(*_args: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(os, "stat", refused)
    assert not has_notes(path, REPORT.id)
