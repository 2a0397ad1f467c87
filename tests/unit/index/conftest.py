"""The report that is searched, and one index of it that all tests copy from."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from content.report import Report
from content.shelf.library import load_builtin
from index import Searcher
from index.store import cache as index_cache
from index.store.dictionary import FILE
from tests.unit.index.built import PLANTED, Build


@pytest.fixture(scope="session")
def report() -> Report:
    return load_builtin()


@pytest.fixture(scope="session")
def build(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """One build, under the worst there is: an umask that hides nothing, and a planted cache."""
    folder = tmp_path_factory.mktemp("built")
    done = Build(folder / "cache", folder / "temp", [])
    done.temp.mkdir()
    (done.temp / "jieba.cache").write_bytes(PLANTED)
    before = os.umask(0)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("TMPDIR", "TEMP", "TMP"):
                patch.setenv(name, str(done.temp))
            patch.setattr(tempfile, "tempdir", None)
            with closing(Searcher(report, done.cache)) as searcher:
                searcher.prepare(done.lines.append)
    finally:
        os.umask(before)
    return done


@pytest.fixture(scope="session")
def built(_built_index: Path) -> Path:
    """A cache folder with an index in it; not to be changed."""
    return _built_index


@pytest.fixture(scope="session")
def wordy(_built_index: Path) -> Callable[[Path], Path]:
    """Makes cache folders that have jieba's words: to find them takes longest of what is built."""
    (words,) = _built_index.glob(f"index-*/{FILE}")

    def made(folder: Path) -> Path:
        assert index_cache.make_private(folder)
        shutil.copytree(words.parent, folder / words.parent.name)
        return folder

    return made


@pytest.fixture
def cache(built: Path, tmp_path: Path) -> Path:
    """A cache folder with an index in it, to do with as one likes."""
    return shutil.copytree(built, tmp_path / "cache")


@pytest.fixture(scope="session")
def indexed(report: Report, built: Path) -> Iterator[Searcher]:
    with closing(Searcher(report, built)) as searcher:
        searcher.prepare()
        assert searcher.is_indexed
        yield searcher


@pytest.fixture(scope="session")
def scanning(report: Report) -> Searcher:
    return Searcher(report)


@pytest.fixture(params=["indexed", "scanning"])
def searcher(request: pytest.FixtureRequest) -> Searcher:
    """Either of the two: what a test shows holds with an index and without."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Searcher)
    return found
