"""The report that is searched, and one index of it that all tests copy from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from content.report import Report
from content.shelf.library import load_builtin
from index.searcher import Searcher
from tests.built import Build


@pytest.fixture(scope="session")
def report() -> Report:
    return load_builtin()


@pytest.fixture(scope="session")
def build(_built_index: Build) -> Build:
    """The index that is there, and how it was built."""
    return _built_index


@pytest.fixture(scope="session")
def built(_built_index: Build) -> Path:
    """A cache folder with an index in it; not to be changed."""
    return _built_index.cache


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
