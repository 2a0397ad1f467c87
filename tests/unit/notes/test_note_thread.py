"""The application's thread for notes, and other processes beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from content.errors import Problem
from review.base import paths
from review.base.lock import Lock
from review.notes.model import Note
from review.notes.screens.notebook import Notebook
from review.notes.store.note_store import NoteStore
from tests.unit.notes.making import REPORT, bodies, note, opened

ROOT = Path(__file__).parents[3]


@pytest.fixture
def path() -> Path:
    return paths.notes_file()


@pytest.fixture
def notebook(path: Path) -> Iterator[Notebook]:
    notebook = Notebook(REPORT, path)
    yield notebook
    notebook.close()


def present(store: NoteStore) -> list[str]:
    """What the notes of the report say."""
    return bodies(store.notes(REPORT.id))


def adding(added: Note) -> Callable[[NoteStore], None]:
    """The operation that adds a note."""
    return lambda store: store.add(added)


APPLICATION = """
import sys
from pathlib import Path
from review.notes.screens.notebook import Notebook
from tests.unit.notes.making import REPORT, note

notebook = Notebook(REPORT, Path(sys.argv[1]))
for remark in notebook.submit(lambda store: store.remarks).result():
    print(remark)
print("read only" if notebook.obstacle else "writes", flush=True)
for line in sys.stdin:
    notebook.submit(lambda store: store.add(note(line.strip()))).result()
    print("added", flush=True)
notebook.close()
"""


@contextmanager
def application(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another running application, as far as notes go; it adds what it is sent."""
    with subprocess.Popen(
        [sys.executable, "-c", APPLICATION, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """The next line of an application."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def send(process: subprocess.Popen[str], text: str) -> None:
    """Have an application add a note."""
    assert process.stdin is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def test_nothing_is_opened_before_the_first_operation(path: Path) -> None:
    """Making the notebook touches no disk and imports no database."""
    script = (
        "import sys; from pathlib import Path;"
        "from review.notes.screens.notebook import Notebook;"
        "from tests.small import small_report;"
        "Notebook(small_report(), Path(sys.argv[1])).close(); print('sqlite3' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, check=True, capture_output=True
    )
    assert run.stdout.split() == [b"False"]
    assert not list(path.parent.glob("notes*"))


def test_operations_are_done_in_turn_on_one_thread(notebook: Notebook) -> None:
    """Each sees what those before it have written, and none runs on the caller's thread."""
    for number in range(5):
        notebook.submit(adding(note(str(number))))
    assert notebook.submit(present).result() == ["0", "1", "2", "3", "4"]
    threads = {notebook.submit(lambda _: threading.get_ident()).result() for _ in range(3)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_closing_finishes_what_was_submitted_and_copies_it(path: Path) -> None:
    """The notes are in the file and in a backup, and the lock is free."""
    notebook = Notebook(REPORT, path)
    first, second = note("甲"), note("乙")
    notebook.submit(lambda store: store.add(first))
    last = notebook.submit(lambda store: store.add(second))
    notebook.close()
    assert last.done()
    (copy,) = paths.notes_backups_dir(path).iterdir()
    for file in (path, copy):
        store = opened(file)
        assert present(store) == ["甲", "乙"]
        store.close()
    Lock(paths.notes_lock_file(path)).release()


def test_a_problem_comes_with_the_operation_and_the_next_one_works(notebook: Notebook) -> None:
    """A failure is the future's, not the thread's."""
    stranger = note("秘密")
    with pytest.raises(Problem, match="不在了"):
        notebook.submit(lambda store: store.change(stranger)).result()
    assert notebook.submit(present).result() == []


def test_a_store_that_cannot_be_opened_is_tried_again(notebook: Notebook, path: Path) -> None:
    """Each operation says why, until the obstacle is out of the way."""
    path.mkdir(parents=True)
    for _ in range(2):
        with pytest.raises(Problem, match="不是文件"):
            notebook.submit(present).result()
    path.rmdir()
    assert notebook.submit(present).result() == []
    assert notebook.obstacle is None


def test_a_second_application_only_looks(notebook: Notebook, path: Path) -> None:
    """It says so, sees the notes and what is added to them, and writes nothing."""
    with application(path) as first:
        assert said(first) == "writes"
        send(first, "甲")
        assert said(first) == "added"
        assert notebook.submit(present).result() == ["甲"]
        assert notebook.obstacle is not None
        assert "另一个审议正在运行" in notebook.submit(lambda store: store.remarks).result()[0]
        attempt = note("乙")
        with pytest.raises(Problem, match="另一个审议正在运行"):
            notebook.submit(lambda store: store.add(attempt)).result()
        assert not notebook.submit(NoteStore.changed_elsewhere).result()
        send(first, "丙")
        assert said(first) == "added"
        assert notebook.submit(NoteStore.changed_elsewhere).result()
        assert notebook.submit(present).result() == ["甲", "丙"]


def test_a_second_application_may_be_the_first_to_need_the_file(path: Path) -> None:
    """Where the first has not written yet, there are no notes to look at, and that is no error."""
    lock = Lock(paths.notes_lock_file(path))
    notebook = Notebook(REPORT, path)
    assert notebook.submit(present).result() == []
    assert notebook.obstacle is not None
    notebook.close()
    lock.release()


def test_the_lock_goes_with_the_process_that_holds_it(notebook: Notebook, path: Path) -> None:
    """Killed, it leaves the next application free to write."""
    with application(path) as first:
        assert said(first) == "writes"
        first.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        first.wait()
    assert notebook.submit(present).result() == []
    assert notebook.obstacle is None


def test_the_command_line_writes_beside_the_application(notebook: Notebook) -> None:
    """And the application learns of it, once."""
    notebook.submit(adding(note("在读报告时写的"))).result()
    assert not notebook.submit(NoteStore.changed_elsewhere).result()
    subprocess.run(
        [sys.executable, "-m", "review", "notes", "add", "尾", "--kind", "建议"],
        cwd=ROOT,
        input="在命令行中写的".encode(),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert notebook.submit(NoteStore.changed_elsewhere).result()
    assert not notebook.submit(NoteStore.changed_elsewhere).result()
    added = notebook.submit(lambda store: store.notes("zhangdian-2024")).result()
    assert bodies(added) == ["在命令行中写的"]
    notebook.submit(adding(note("又在读报告时写的"))).result()


def test_a_damaged_file_is_left_to_the_running_application(path: Path) -> None:
    """Mended under its hands, its notes would go into the file that was moved aside."""
    store = opened(path)
    store.add(note())
    store.close()
    with application(path) as first:
        assert said(first) == "writes"
        path.write_bytes(b"x" * 5000)
        with pytest.raises(Problem, match="请先退出另一个审议"):
            opened(path)
        assert path.read_bytes() == b"x" * 5000
    store = opened(path)
    assert "损坏" in "".join(store.remarks)
    store.close()


def test_the_application_mends_a_damaged_file_itself(notebook: Notebook, path: Path) -> None:
    """It holds the lock that mending needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 5000)
    assert "损坏" in notebook.submit(lambda store: store.remarks).result()[0]
    assert notebook.obstacle is None


def test_two_processes_take_turns(path: Path) -> None:
    """What two command lines write at the same time is all there."""
    script = (
        "import sys; from pathlib import Path; from tests.unit.notes.making import note, opened;"
        "store = opened(Path(sys.argv[1]));"
        "[store.add(note(sys.argv[2])) for _ in range(30)]; store.close()"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", script, str(path), name], cwd=ROOT)
        for name in ("甲", "乙")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    store = opened(path)
    assert sorted(present(store)) == ["乙"] * 30 + ["甲"] * 30
    assert store.remarks == []
    store.close()
