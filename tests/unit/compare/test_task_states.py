"""What a deputy keeps of tasks and rows is as safe as their notes, and not among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.errors import Problem
from content.facts.commitments import Commitment, commitments
from content.facts.comparison import FigureBook
from content.parsing.outline import parse
from content.report import Report
from content.shelf.library import load_builtin
from content.span import Span
from review.compare.task_states import TaskBook, TaskState, state_named
from review.notes.store.note_store import NoteStore


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NoteStore]:
    store = NoteStore(tmp_path / "notes.db")
    yield store
    store.close()


@pytest.fixture(scope="module")
def report() -> Report:
    return load_builtin()


def task(report: Report, words: str, nth: int = 0) -> Commitment:
    found = [c for c in commitments(FigureBook(report)) if words in c.quote]
    return found[nth]


def test_a_state_is_kept_with_words_and_day(store: NoteStore, report: Report) -> None:
    canteen = task(report, "新建长者食堂")
    book = TaskBook(store, report)
    book.set(canteen, TaskState.RUNNING, "已建5处")
    known = TaskBook(store, report).kept().of(canteen)
    assert known is not None
    assert (known.state, known.words) == (TaskState.RUNNING, "已建5处")
    assert known.day.count("-") == 2
    book.set(canteen, TaskState.DOUBTED)
    assert len(store.notes(report.id + "/对照")) == 1


def test_two_figures_of_one_quote_have_states_of_their_own(
    store: NoteStore, report: Report
) -> None:
    first, second = (task(report, "新增养老机构1处", nth) for nth in (0, 1))
    book = TaskBook(store, report)
    book.set(second, TaskState.DONE)
    kept = book.kept()
    assert kept.of(first) is None
    assert kept.of(second) is not None


def test_the_notes_of_the_report_know_nothing_of_it(store: NoteStore, report: Report) -> None:
    TaskBook(store, report).set(task(report, "长者食堂"), TaskState.DONE)
    assert store.notes(report.id) == []
    assert store.undo(report.id) is None


def test_a_change_can_be_taken_back(store: NoteStore, report: Report) -> None:
    canteen = task(report, "长者食堂")
    book = TaskBook(store, report)
    book.set(canteen, TaskState.RUNNING)
    book.set(canteen, TaskState.DONE)
    assert book.undo()
    known = book.kept().of(canteen)
    assert known is not None
    assert known.state is TaskState.RUNNING
    assert book.undo()
    assert book.kept().of(canteen) is None
    assert not book.undo()


def test_states_follow_the_text_when_the_report_is_revised(
    store: NoteStore, report: Report
) -> None:
    canteen = task(report, "新建长者食堂")
    TaskBook(store, report).set(canteen, TaskState.DOUBTED, "太少")
    text = report.source.replace("新建长者食堂20处", "新建长者食堂30处")
    text = text.replace("一、2023年政府工作回顾", "一、2023年政府工作回顾\n今天天气很好。")
    revised = parse(text, report_id=report.id)
    known = TaskBook(store, revised).kept().of(task(revised, "新建长者食堂30处"))
    assert known is not None
    assert (known.state, known.words) == (TaskState.DOUBTED, "太少")
    assert "20处" in known.note.former


def test_what_was_deleted_from_the_text_is_still_there(store: NoteStore, report: Report) -> None:
    canteen = task(report, "新建长者食堂")
    TaskBook(store, report).set(canteen, TaskState.RUNNING)
    revised = parse(report.source.replace("新建长者食堂20处，", ""), report_id=report.id)
    kept = TaskBook(store, revised).kept()
    assert [orphan.note.anchor.quote for orphan in kept.orphans()] == ["新建长者食堂20处"]


def test_a_row_is_hidden_and_shown_again(store: NoteStore, report: Report) -> None:
    canteen = task(report, "新建长者食堂")
    book = TaskBook(store, report)
    assert canteen.fact is not None
    goal = canteen.fact
    book.hide(goal, "长者食堂51处")
    book.hide(goal, "长者食堂51处")
    assert book.kept().hiding(goal, "长者食堂51处")
    assert not book.kept().hiding(goal, "养老机构3处")
    (hidden,) = book.kept().hidden()
    book.drop(hidden)
    assert not book.kept().hiding(goal, "长者食堂51处")


def test_a_passage_is_added_as_a_task(store: NoteStore, report: Report) -> None:
    book = TaskBook(store, report)
    book.add(Span(30, 0, 30, 12))
    (added,) = book.kept().added()
    assert added.note.anchor.quote == report.paragraph(30).text[:12]
    book.change(added, TaskState.DONE, "看过")
    (added,) = book.kept().added()
    assert (added.state, added.words) == (TaskState.DONE, "看过")


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(Problem, match="可以写：未填、进行中、已完成、有疑问"):
        state_named("完成了")
