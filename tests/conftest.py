"""What every test gets: a machine without a past, and the other reports where they are."""

from __future__ import annotations

import gc
import itertools
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from content.shelf.library import load_builtin
from index.searcher import Searcher
from index.store import cache as index_cache
from index.store.dictionary import FILE
from review.base import paths
from review.base.lock import Lock
from review.notes.store import connection
from tests.built import PLANTED, Build
from tests.guard import sitecustomize
from tests.machine import Machines, surround

ROOT = Path(__file__).parents[1]

FIXED = {
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "LANG": "C.UTF-8",
    "TZ": "Asia/Shanghai",
    "PYTHONPATH": str(Path(sitecustomize.__file__).parent),
}
"""What a program may read from its surroundings, the same on every machine."""

UNSET = (
    *("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "LANGUAGE", "LC_ALL", "LC_CTYPE"),
    *("VTE_VERSION", "KONSOLE_VERSION", "TERM_PROGRAM", "DISPLAY", "WAYLAND_DISPLAY"),
    *("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"),
)
"""What would change how a program looks, make it slow, or lead to a real clipboard."""

KEPT = ("SHENYI_CORPUS", "TEXTUAL_SNAPSHOT_TEMPDIR")
"""What tests need: the corpus, and where pytest-textual-snapshot keeps its notes."""

# The same examples on every run, so that a failure seen once is seen again. To look further:
# make test ARGS="--hypothesis-profile=explore"
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=50)
settings.register_profile("explore", deadline=None, database=None, max_examples=2000)
settings.load_profile("repeatable")

_numbers = itertools.count()


# What they need to drive a terminal is not to be had on Windows.
collect_ignore = ["bench", "e2e", "long"] if sys.platform == "win32" else []


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make pictures`."""
    parser.addoption(
        "--write-pictures", action="store_true", help="write the pictures of docs/ anew"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Strew the tests that wait for a terminal among the first of those that wait for nothing.

    One after the other they would leave the processors idle, however many workers there are.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        waiting = [item for item in items if item.get_closest_marker("e2e")]
        busy = [item for item in items if not item.get_closest_marker("e2e")]
        for number, item in enumerate(waiting):
            busy.insert(10 * number, item)
        items[:] = busy


def pytest_collection_finish() -> None:
    """Look for garbage among what the tests make only, and as seldom as the program does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    """Look once more, and leave nothing to look at for pytest, which does so five times."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object) -> str | None:
    """A name for what is too long to be its own: Windows has no room for it among its variables."""
    return f"{len(val)}-long" if isinstance(val, str | bytes) and len(val) > 1000 else None


@pytest.fixture(scope="session")
def _run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def _forbidden(_run_folder: Path, pytestconfig: pytest.Config) -> Iterator[Path]:
    """A file where attempts are noted to write elsewhere than in the folder of this run."""
    report = _run_folder / f"forbidden-{os.getpid()}"
    report.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(sitecustomize.ROOTS, str(_run_folder))
        patch.setenv(sitecustomize.REPORT, str(report))
        # Hypothesis and the tests of pictures keep notes of their own.
        roots = [_run_folder, ROOT / ".hypothesis", os.environ["TEXTUAL_SNAPSHOT_TEMPDIR"]]
        if pytestconfig.getoption("--write-pictures"):
            roots.append(ROOT / "docs")
        disarm = sitecustomize.arm([str(root) for root in roots], str(report))
        yield report
        disarm()


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the test, named as pytest names it, which counts the folders of all tests."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    return tmp_path_factory.mktemp(f"{name}{next(_numbers)}", numbered=False)


@pytest.fixture(autouse=True)
def _no_writes_elsewhere(_forbidden: Path) -> Iterator[None]:
    """Fail where the test, or a program that it ran, writes outside of the folders of this run."""
    yield
    if not _forbidden.stat().st_size:
        return
    attempts = _forbidden.read_text(encoding="utf-8")
    _forbidden.write_bytes(b"")
    pytest.fail(attempts)


@pytest.fixture(scope="session", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """Leave to the system when it writes: what a power cut does is tried on other processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        patch.setattr(connection, "_SETTINGS", (*connection._SETTINGS, "PRAGMA synchronous = OFF"))
        yield


@pytest.fixture(scope="session")
def _machines(_forbidden: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """The machines of the tests, without the settings and the terminal of whoever runs them."""
    before = dict(os.environ)
    ours = ("SHENYI_", "TEXTUAL_")
    variables = {
        name: value
        for name, value in before.items()
        if name in KEPT or not (name in UNSET or name.startswith(ours))
    }
    yield Machines(
        lambda: tmp_path_factory.mktemp(f"machine{next(_numbers)}", numbered=False),
        variables | FIXED,
    )
    surround(before)


@pytest.fixture(autouse=True)
def _own_machine(_machines: Machines, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shut out the home folder and all that the program has changed in this process."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    gc.enable()  # which the program turns off as it starts
    monkeypatch.setattr(tempfile, "tempdir", None)  # asked for anew, it is the machine's
    _machines.move_in()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of other reports that SHENYI_CORPUS names; the test is skipped without it."""
    folder = os.environ.get("SHENYI_CORPUS")
    if not folder:
        pytest.skip("SHENYI_CORPUS names no folder of reports")
    return Path(folder)


@pytest.fixture(scope="session")
def _built_index(_run_folder: Path, _forbidden: Path) -> Build:
    """The index of the report that ships, built once in this run, and how.

    It was under the worst there is: an umask that hides nothing, and a planted cache of jieba.
    """
    folder = _run_folder / "index"
    done = Build(folder / "cache", folder / "temp", [])
    told = folder / "told.json"
    while True:
        with suppress(BlockingIOError):
            lock = Lock(_run_folder / "index.lock")
            break
        time.sleep(0.05)
    try:
        if not told.exists():
            done.temp.mkdir(parents=True)
            (done.temp / "jieba.cache").write_bytes(PLANTED)
            with pytest.MonkeyPatch.context() as patch:
                for name in ("TMPDIR", "TEMP", "TMP"):
                    patch.setenv(name, str(done.temp))
                patch.setattr(tempfile, "tempdir", None)
                _build(done)
            told.write_text(json.dumps(done.lines), encoding="utf-8")
    finally:
        lock.release()
    return replace(done, lines=json.loads(told.read_text(encoding="utf-8")))


def _build(done: Build) -> None:
    before = os.umask(0)
    try:
        with closing(Searcher(load_builtin(), done.cache)) as searcher:
            searcher.prepare(done.lines.append)
            assert searcher.is_indexed
    finally:
        os.umask(before)


@pytest.fixture(scope="session")
def wordy(_built_index: Build) -> Callable[[Path], Path]:
    """Makes cache folders that have jieba's words: to find them takes longest of what is built."""
    (words,) = _built_index.cache.glob(f"index-*/{FILE}")

    def made(folder: Path) -> Path:
        assert index_cache.make_private(folder)
        shutil.copytree(words.parent, folder / words.parent.name)
        return folder

    return made


@pytest.fixture
def ready_index(_built_index: Build, _own_machine: None) -> None:
    """Spare the programs that the test runs the building of the index."""
    shutil.copytree(_built_index.cache, paths.index_dir())
