"""A revised text and its notes: both or neither, and back again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.errors import Problem
from content.parsing.outline import parse
from content.report import Remark
from content.shelf.library import BUILTIN_ID, load_builtin
from content.shelf.manifest import read_manifest
from content.shelf.report_folder import store_outline
from content.shelf.shelf import Shelf
from content.span import Span
from review.base import paths
from review.base.lock import Lock
from review.base.reports import load_report, user_shelf
from review.notes.model import Kind, Note, NoteStatus, anchor, new_note, tasks_notebook, text_id
from review.notes.revision.revise import carry_out, follow, follow_text, plan, reread, summary, undo
from review.notes.screens.notebook import Notebook
from review.notes.store.note_store import NoteStore
from tests.unit.content.importing.papers import pdf_file, word_document
from tests.unit.notes.revision.revising import notes_on, revise

PRIMARY = load_builtin()


@pytest.fixture
def store() -> Iterator[NoteStore]:
    """A store with notes of every size on the report that ships with the program."""
    store = NoteStore(paths.notes_file())
    store.keep_text(PRIMARY)
    store.add(*notes_on(PRIMARY, 60, seed=5))
    yield store
    store.close()


def revised_file(folder: Path, seed: int, edits: int = 40) -> Path:
    """The report that is open now, revised, in a file."""
    path = folder / f"修订稿{seed}.txt"
    path.write_text(revise(load_report(None), edits, seed).new.source, encoding="utf-8")
    return path


def change_text(store: NoteStore, path: Path) -> None:
    """Put a revised text in the place of the current one."""
    carry_out(store, user_shelf(), plan(store, load_report(None), path))


def held(store: NoteStore) -> list[Note]:
    """All notes with all they hold, by their ids."""
    notes = store.notes(BUILTIN_ID) + store.trash(BUILTIN_ID)
    return sorted(notes, key=lambda note: note.id)


def test_a_plan_changes_nothing(store: NoteStore, tmp_path: Path) -> None:
    """It only says what would become of each note."""
    before = held(store)

    made = plan(store, PRIMARY, revised_file(tmp_path, 1))

    assert [outcome.before for outcome in made.outcomes] == store.notes(BUILTIN_ID)
    assert made.is_revision
    assert held(store) == before
    assert load_report(None) == PRIMARY


@pytest.mark.parametrize("make", [word_document, pdf_file], ids=["docx", "pdf"])
def test_a_revised_text_may_come_as_a_document(
    make: Callable[[list[str]], bytes], store: NoteStore, tmp_path: Path
) -> None:
    """As reports do: the notes move, and it opens again as it was read."""
    path = tmp_path / "修订稿"
    path.write_bytes(make(PRIMARY.source.replace("20处", "25处").split("\n")))

    change_text(store, path)

    assert "新建长者食堂25处" in load_report(None).source
    assert {note.status for note in held(store)} <= {NoteStatus.SAME, NoteStatus.CHANGED}
    undo(store, user_shelf(), BUILTIN_ID)
    assert load_report(None) == PRIMARY


def test_a_revised_text_is_mended_as_one_that_is_opened(store: NoteStore, tmp_path: Path) -> None:
    """A copy from a PDF with radicals for characters: notes and text are those of the plan."""
    path = tmp_path / "修订稿.txt"
    revised = PRIMARY.source.replace("20处", "25处")
    path.write_bytes(revised.replace("人", "⼈").encode())

    made = plan(store, PRIMARY, path)

    assert carry_out(store, user_shelf(), made) == list(made.outcomes)
    assert load_report(None).source == revised


def test_text_and_notes_change_together(store: NoteStore, tmp_path: Path) -> None:
    """Every note stands on the text that opens now, where the plan said, or is an orphan."""
    made = plan(store, PRIMARY, revised_file(tmp_path, 1, edits=150))

    outcomes = carry_out(store, user_shelf(), made)

    current = load_report(None)
    assert outcomes == list(made.outcomes)
    assert text_id(current) != text_id(PRIMARY)
    for note in store.notes(BUILTIN_ID):
        if note.status is NoteStatus.ORPHAN:
            assert note.anchor.text_id == text_id(PRIMARY)
            continue
        assert note.anchor.text_id == text_id(current)
        for number, start, end, exact in note.anchor.segments:
            assert current.paragraph(number).text[start:end] == exact
    assert {outcome.fate for outcome in outcomes} == set(NoteStatus)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 1000), st.sampled_from([1, 10, 150]))
def test_going_back_gives_exactly_the_old_notes(
    store: NoteStore, tmp_path: Path, seed: int, edits: int
) -> None:
    """Law: old text, new text, old text again leaves every note as it was."""
    before = held(store)
    change_text(store, revised_file(tmp_path, seed, edits))

    undo(store, user_shelf(), BUILTIN_ID)

    assert held(store) == before
    assert load_report(None) == PRIMARY


def test_going_back_twice(store: NoteStore, tmp_path: Path) -> None:
    """Through two revisions and back, the trash too."""
    store.delete(store.notes(BUILTIN_ID)[7].id)
    states = [held(store)]
    for seed in (1, 2):
        change_text(store, revised_file(tmp_path, seed, edits=100))
        states.append(held(store))

    for state in (states[1], states[0]):
        undo(store, user_shelf(), BUILTIN_ID)
        assert held(store) == state
    with pytest.raises(Problem, match="没有上一稿"):
        undo(store, user_shelf(), BUILTIN_ID)


def test_what_was_written_since_stays_when_going_back(store: NoteStore, tmp_path: Path) -> None:
    """Only the places go back: a note that was edited keeps its words."""
    change_text(store, revised_file(tmp_path, 1))
    note = store.notes(BUILTIN_ID)[3]
    store.change(replace(note, body="换稿之后写的"))

    undo(store, user_shelf(), BUILTIN_ID)

    assert store.find(note.id).body == "换稿之后写的"
    assert store.find(note.id).anchor.text_id == text_id(PRIMARY)


def test_a_note_that_was_placed_by_hand_goes_with_its_new_passage(
    store: NoteStore, tmp_path: Path
) -> None:
    """Where the deputy has put it counts, not where it was before."""
    change_text(store, revised_file(tmp_path, 1, edits=5))
    first, second, *_ = (n for n in store.notes(BUILTIN_ID) if n.status is NoteStatus.SAME)
    store.change(replace(first, anchor=second.anchor))

    undo(store, user_shelf(), BUILTIN_ID)

    assert store.find(first.id).anchor == store.find(second.id).anchor


def test_a_crash_between_text_and_notes_is_mended_at_the_next_start(
    store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is the new one, the notes are on the old; opening moves them, once."""
    made = plan(store, PRIMARY, revised_file(tmp_path, 1))

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(NoteStore, "replace_anchors", killed)
        with pytest.raises(KeyboardInterrupt):
            carry_out(store, user_shelf(), made)
    assert text_id(load_report(None)) != text_id(PRIMARY)
    assert {note.anchor.text_id for note in held(store)} == {text_id(PRIMARY)}

    assert follow(store, load_report(None)) == list(made.outcomes)
    assert follow(store, load_report(None)) == []


async def test_the_view_moves_the_notes_and_says_so(store: NoteStore, tmp_path: Path) -> None:
    """Once, when it begins; not again when another process has written."""
    outcomes = plan(store, PRIMARY, revised_file(tmp_path, 1)).outcomes
    notebook = Notebook(revise(PRIMARY, 40, 1).new, paths.notes_file())

    await notebook.load()
    assert notebook.remarks == [f"报告的文本变了，批注：{summary(outcomes)}。"]
    moved = held(store)
    assert [outcome.after for outcome in sorted(outcomes, key=lambda o: o.after.id)] == moved

    follow(store, PRIMARY)
    back = held(store)
    await notebook.load_if_changed()
    notebook.close()
    assert held(store) == back != moved


def test_what_was_noted_on_a_file_comes_along_onto_the_shelf(
    store: NoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And of its tasks; what stands on the shelf stays, and who opens a file of it is told."""
    file, tasks = replace(PRIMARY, id="报告稿"), [BUILTIN_ID, "报告稿"]
    place = anchor(PRIMARY, Span(30, 0, 30, 8), text_id(PRIMARY))
    store.add(new_note(tasks_notebook(BUILTIN_ID), place, Kind.MEMO, (), "已开工"))
    follow_text(store, file)
    assert store.remarks == [f"书架上的同一份报告（{BUILTIN_ID}）记有61条，打开那一份可见。"]
    assert store.notes(file.id) == []

    before = store.notes(BUILTIN_ID)
    monkeypatch.setattr(Shelf, "stands", lambda _shelf, name: name == file.id)
    follow_text(store, file)
    assert store.remarks[1:] == [f"读“{BUILTIN_ID}”时记的61条，原文就是这一份，已移到这里。"]
    assert store.notes(file.id) == [replace(note, report_id=file.id) for note in before]
    assert store.notes(BUILTIN_ID) == []
    assert [len(store.notes(tasks_notebook(name))) for name in tasks] == [0, 1]


@pytest.mark.parametrize("is_known", [True, False])
def test_notes_leave_a_text_that_an_older_version_read_otherwise(
    store: NoteStore, is_known: bool
) -> None:
    """Each to its own paragraph, though the same words stand in the same place of the next."""
    lines = "".join(f"加快建设，推进建设，完成第{number}项建设。\n" for number in range(20))
    now = parse(f"政府工作报告\n\n各位代表：\n\n一、工作\n\n{lines}", report_id="r1")
    first, *others = now.paragraphs
    rule = replace(first, text="|---|---|")
    older = replace(
        now, paragraphs=(first, rule, *(replace(p, number=p.number + 1) for p in others))
    )
    spans = (Span(p.number, 2, p.number, 4) for p in older.paragraphs[4:])
    places = [anchor(older, span, text_id(older)) for span in spans]
    store.keep_text(older)
    store.add(*(new_note("r1", place, Kind.SUGGESTION, (), "") for place in places))

    follow(store, now, older if is_known else None)

    assert [note.anchor.place for note in store.notes("r1")] == [
        (place.segments[0].paragraph - 1, 2) for place in places
    ]


def test_notes_go_back_from_a_text_that_an_older_version_read_otherwise(
    store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To where those go that stand on today's reading of it, in the list of tasks too."""
    change_text(store, revised_file(tmp_path, 1))
    now = load_report(None)
    first, *rest = now.paragraphs
    moved = (replace(paragraph, number=paragraph.number + 1) for paragraph in rest)
    older = replace(now, paragraphs=(first, replace(first, text="|---|"), *moved))
    ids = []
    for report, shift in ((now, 0), (older, 1)):
        store.keep_text(report)
        for name in (BUILTIN_ID, tasks_notebook(BUILTIN_ID)):
            spans = (Span(p.number + shift, 2, p.number + shift, 4) for p in rest[9:30])
            places = [anchor(report, span, text_id(report)) for span in spans]
            notes = [new_note(name, place, Kind.SUGGESTION, (), "") for place in places]
            store.add(*notes)
            ids.append([note.id for note in notes])
    monkeypatch.setattr(Shelf, "open", lambda _self, _id: older)

    undo(store, user_shelf(), BUILTIN_ID)

    own, tasks, own_older, tasks_older = ([store.find(each) for each in some] for some in ids)
    for there, *others in zip(own, tasks, own_older, tasks_older, strict=True):
        assert {note.is_orphan for note in others} == {there.is_orphan}
        assert there.is_orphan or {note.anchor for note in others} == {there.anchor}
    assert sum(note.is_orphan for note in own) < 5


def test_notes_that_cannot_be_moved_keep_the_old_text(
    store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is told, and all is as before."""
    before = held(store)
    made = plan(store, PRIMARY, revised_file(tmp_path, 1))

    def full(*_arguments: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    with monkeypatch.context() as patched:
        patched.setattr(NoteStore, "replace_anchors", full)
        with pytest.raises(Problem, match="磁盘已满"):
            carry_out(store, user_shelf(), made)

    assert load_report(None) == PRIMARY
    assert held(store) == before
    assert follow(store, PRIMARY) == []


@pytest.mark.parametrize("change", ["reread", "undo", "carry_out"])
def test_notes_that_cannot_follow_keep_what_was_read_before(
    store: NoteStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """A text that an older version read otherwise is not half read anew, nor half left."""
    change_text(store, revised_file(tmp_path, 1))
    shelf, folder = user_shelf(), paths.reports_dir() / BUILTIN_ID
    older = replace(shelf.open(), remarks=(Remark(1, "从前的读法。"),))
    store_outline(folder, read_manifest(folder), Path.write_bytes, older)
    kept, made = read_manifest(folder), plan(store, older, revised_file(tmp_path, 2))

    def full(*_arguments: object) -> None:
        raise Problem("磁盘已满。", remedy="请腾出空间后再试。")

    monkeypatch.setattr(NoteStore, "replace_anchors", full)
    changes = {
        "reread": lambda: reread(store, shelf, BUILTIN_ID),
        "undo": lambda: undo(store, shelf, BUILTIN_ID),
        "carry_out": lambda: carry_out(store, shelf, made),
    }
    with pytest.raises(Problem, match="磁盘已满"):
        changes[change]()

    assert (shelf.open(), read_manifest(folder)) == (older, kept)


def test_notes_that_can_only_be_looked_at_leave_the_text_alone(
    store: NoteStore, tmp_path: Path
) -> None:
    """Beside a running application, say, whose text would be replaced under it."""
    lock = Lock(paths.notes_lock_file(paths.notes_file()))
    looking = NoteStore(paths.notes_file(), alone=True)
    made = plan(looking, PRIMARY, revised_file(tmp_path, 1))

    with pytest.raises(Problem, match="报告没有换"):
        carry_out(looking, user_shelf(), made)
    looking.close()
    lock.release()
    assert load_report(None) == PRIMARY


def test_an_orphan_is_tried_on_every_later_text(store: NoteStore, tmp_path: Path) -> None:
    """And is on its passage again when a later revision brings that back."""
    lines = PRIMARY.source.split("\n")
    without = tmp_path / "删.txt"
    without.write_text("\n".join(lines[:-8] + lines[-4:]), encoding="utf-8")
    again = tmp_path / "又加上.txt"
    again.write_text(PRIMARY.source.replace("4.3%", "5.1%"), encoding="utf-8")

    change_text(store, without)
    lost = [note.id for note in store.notes(BUILTIN_ID) if note.status is NoteStatus.ORPHAN]
    made = plan(store, load_report(None), again)
    carry_out(store, user_shelf(), made)

    assert lost
    assert f"{len(lost)} 条重新找到原文" in summary(made.outcomes)
    assert {store.find(note_id).status for note_id in lost} == {NoteStatus.SAME}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "文件是空的"),
        ("　\n\n".encode(), "文件里没有文字"),
        (b"%PDF-1.7 \x00\x01", "PDF文件已损坏"),
        (PRIMARY.source.encode(), "一字不差"),
    ],
)
def test_a_file_that_is_no_revision(
    store: NoteStore, tmp_path: Path, data: bytes, message: str
) -> None:
    """The message names the file and says why."""
    path = tmp_path / "新稿.txt"
    path.write_bytes(data)

    with pytest.raises(Problem, match=message) as caught:
        plan(store, PRIMARY, path)
    assert str(path) in str(caught.value)


def test_another_text_is_seen_to_be_none_of_the_report(store: NoteStore, tmp_path: Path) -> None:
    """A novel shares words with every report."""
    path = tmp_path / "小说.txt"
    path.write_text("他推开门，看见雨还在下。发展是后来的事了。\n" * 300, encoding="utf-8")

    assert not plan(store, PRIMARY, path).is_revision
