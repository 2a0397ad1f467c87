"""The index is a cache: whatever happens to it, the answers stay the same."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest

from content.child import start_child
from content.report import Report
from index.results import Results
from index.searcher import Searcher
from index.store import cache as index_cache
from index.store import dictionary, report_store
from index.store.dictionary import FILE
from index.words import segment
from tests.built import PLANTED, Build
from tests.unit.index.shelves import SmallShelf

pytestmark = pytest.mark.xdist_group("index")  # built once, not by every worker

QUERIES = ("养老", "5%", "老就小区", "看病", "yanglao")

posix = pytest.mark.skipif(os.name != "posix", reason="modes and signals of POSIX")


def answers(searcher: Searcher) -> list[Results]:
    return [searcher.search(query) for query in QUERIES]


Prepare = Callable[[Path], Searcher]


@pytest.fixture
def prepared(report: Report) -> Iterator[Prepare]:
    """Open the index in a cache folder, having it built if need be; closed after the test."""
    with ExitStack() as stack:

        def prepare(cache: Path) -> Searcher:
            searcher = stack.enter_context(closing(Searcher(report, cache)))
            searcher.prepare()
            return searcher

        yield prepare


@pytest.fixture
def has_built(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the process that builds do it at once: what it builds was built before."""

    class Builder:
        def communicate(self, text: str) -> None:
            cache = Path(json.loads(text)["cache_dir"])
            for folder in index_cache.kept(built):
                copy = partial(shutil.copytree, folder, dirs_exist_ok=True)
                index_cache.add(cache, key_of(folder), copy)

        def kill(self) -> None:
            pass

    monkeypatch.setattr(report_store, "start_child", lambda module: Builder())


def texts(cache: Path) -> Path:
    """The folder of the index of the report."""
    (folder,) = cache.glob("index-*/texts")
    return folder.parent


def words(cache: Path) -> Path:
    """The folder of the dictionary."""
    (path,) = cache.glob(f"index-*/{FILE}")
    return path.parent


def key_of(folder: Path) -> str:
    return folder.name.removeprefix("index-")


def segment_of(folder: Path) -> Path:
    """The file that says which paragraphs have what, or that of the dictionary."""
    return next(folder.glob("texts/*.pst"), folder / FILE)


def truncate(folder: Path) -> None:
    path = segment_of(folder)
    os.truncate(path, path.stat().st_size // 2)


def flip_a_bit(folder: Path) -> None:
    path = segment_of(folder)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x10
    path.write_bytes(data)


def delete_the_segment(folder: Path) -> None:
    segment_of(folder).unlink()


def empty_the_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b"\xff\x00")


def delete_all(folder: Path) -> None:
    shutil.rmtree(folder)


def add_a_file(folder: Path) -> None:
    (segment_of(folder).parent / "_MAIN_2.toc").write_bytes(b"planted")


def seal_what_is_no_index(folder: Path) -> None:
    shutil.rmtree(folder)
    index_cache.add(folder.parent, key_of(folder), lambda empty: None)


DAMAGE = (truncate, flip_a_bit, delete_the_segment, empty_the_manifest, delete_all, add_a_file)

both = pytest.mark.parametrize("part", [texts, words])


@both
@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_damaged_is_not_opened(
    cache: Path, part: Callable[[Path], Path], damage: Callable[[Path], None]
) -> None:
    folder = part(cache)
    assert index_cache.find(cache, key_of(folder)) is not None

    damage(folder)

    assert index_cache.find(cache, key_of(folder)) is None


@pytest.mark.usefixtures("has_built")
@both
@pytest.mark.parametrize("damage", [flip_a_bit, delete_all, seal_what_is_no_index])
def test_damage_is_mended_without_a_word(
    prepared: Prepare,
    cache: Path,
    indexed: Searcher,
    part: Callable[[Path], Path],
    damage: Callable[[Path], None],
) -> None:
    damage(part(cache))

    searcher = prepared(cache)

    assert searcher.is_indexed
    assert answers(searcher) == answers(indexed)
    assert {*index_cache.kept(cache)} == {texts(cache), words(cache)}


@pytest.mark.parametrize("damage", [*DAMAGE, seal_what_is_no_index])
def test_the_dictionary_is_made_where_there_is_none_that_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    loaded: list[Iterable[str]] = []

    def load(terms: Iterable[str]) -> tuple[dict[str, int], int]:
        loaded.append(terms)
        return {"养": 0, "养老": 3}, 3

    def cut(is_long: bool = False) -> list[str]:
        with closing(dictionary.find_or_write(tmp_path, ["养老"], is_long)) as segmenter:
            return segmenter.cut("养老院")

    monkeypatch.setattr(segment, "load_dictionary", load)
    tmp_path.chmod(0o700)
    for times in (1, 2):
        assert [cut(), cut()] == [["养老", "院"]] * 2
        assert loaded == [["养老"]] * times
        assert index_cache.damaged(tmp_path) == []
        written = (words(tmp_path) / FILE).stat().st_mtime_ns
        if times == 1:
            damage(words(tmp_path))
    assert cut(is_long=True) == ["养老", "院"]
    assert len(loaded) == 3
    assert (words(tmp_path) / FILE).stat().st_mtime_ns == written


def test_one_dictionary_serves_reports_and_the_shelf(
    prepared: Prepare, wordy: Callable[[Path], Path], tmp_path: Path, indexed: Searcher
) -> None:
    cache = wordy(tmp_path / "cache")
    written = (words(cache) / FILE).stat().st_mtime_ns

    assert answers(prepared(cache)) == answers(indexed)
    with SmallShelf(tmp_path / "reports").searched(cache) as searcher:
        assert searcher.is_indexed

    assert {*index_cache.kept(cache)} == {texts(cache), words(cache)}
    assert (words(cache) / FILE).stat().st_mtime_ns == written


def test_damage_while_it_is_open_changes_no_exact_answer(
    prepared: Prepare, cache: Path, scanning: Searcher
) -> None:
    searcher = prepared(cache)
    truncate(texts(cache))
    with (words(cache) / FILE).open("r+b") as file:
        file.write(bytes(100_000))

    for query in ("财政收入", "老旧小区改造", "5%"):
        found = {hit.paragraph: hit.spans for hit in searcher.search(query).groups[0].hits}
        assert found == {hit.paragraph: hit.spans for hit in scanning.search(query).groups[0].hits}


def test_a_built_index_is_opened_and_not_built_again(report: Report, cache: Path) -> None:
    lines: list[str] = []

    with closing(Searcher(report, cache)) as searcher:
        searcher.prepare(lines.append)

        assert searcher.is_indexed
    assert lines == []


def test_building_is_announced_and_its_end_too(build: Build) -> None:
    assert build.lines == ["正在建立检索索引，期间仍可检索……", ""]


@posix
def test_files_are_private_whatever_the_umask(build: Build) -> None:
    entries = [build.cache, *build.cache.rglob("*")]
    assert len(entries) > 4
    assert [path for path in entries if path.stat().st_mode & 0o077] == []


def test_a_planted_cache_of_jieba_is_neither_read_nor_written(build: Build) -> None:
    planted = build.temp / "jieba.cache"
    assert list(build.temp.iterdir()) == [planted]
    assert planted.read_bytes() == PLANTED


@posix
@pytest.mark.usefixtures("has_built")
def test_a_folder_that_others_can_write_to_is_not_trusted(prepared: Prepare, cache: Path) -> None:
    planted = texts(cache)
    written = (planted / "manifest.json").stat().st_mtime_ns
    cache.chmod(0o777)

    searcher = prepared(cache)

    assert searcher.is_indexed
    assert cache.stat().st_mode & 0o077 == 0
    assert (texts(cache) / "manifest.json").stat().st_mtime_ns != written


@posix
@both
def test_an_index_folder_behind_a_link_is_not_opened(
    cache: Path, part: Callable[[Path], Path]
) -> None:
    elsewhere = cache.parent / "elsewhere"
    folder = part(cache)
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)

    assert index_cache.find(cache, key_of(folder)) is None


@posix
def test_a_cache_folder_behind_a_link_is_left_alone(prepared: Prepare, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "elsewhere")

    searcher = prepared(tmp_path / "cache")

    assert not searcher.is_indexed
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert searcher.exact("养老").groups


def test_a_cache_that_cannot_be_made_leaves_the_scan(prepared: Prepare, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")

    searcher = prepared(tmp_path / "cache")

    assert not searcher.is_indexed
    assert searcher.exact("养老").groups


def job_of(prepared: Prepare, cache: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the builder of this report's index is given to read."""
    jobs: list[str] = []

    class Recorder:
        def __init__(self, *args: object, **options: object) -> None:
            pass

        def communicate(self, text: str) -> None:
            jobs.append(text)

        def kill(self) -> None:
            pass

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "Popen", Recorder)
        prepared(cache)
    return jobs[0]


def start_building(job: str) -> subprocess.Popen[str]:
    child = start_child(report_store.__name__)
    assert child is not None
    assert child.stdin is not None
    child.stdin.write(job)
    child.stdin.close()
    return child


FOUND = [True, pytest.param(False, marks=pytest.mark.long)]
"""Whether jieba's words are there already: to find them takes most of what a builder takes."""


@posix
@pytest.mark.parametrize("has_words", FOUND)
def test_a_full_disk_leaves_the_scan_until_there_is_room(
    prepared: Prepare,
    wordy: Callable[[Path], Path],
    tmp_path: Path,
    indexed: Searcher,
    *,
    has_words: bool,
) -> None:
    import resource

    cache = tmp_path / "cache"
    if has_words:
        wordy(cache)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        searcher = prepared(cache)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not searcher.is_indexed
    assert searcher.exact("养老").groups
    assert list(cache.iterdir()) == ([words(cache)] if has_words else [])
    assert answers(prepared(cache)) == answers(indexed)


@pytest.mark.parametrize("has_words", FOUND)
def test_two_builders_at_once_leave_one_good_index(
    prepared: Prepare,
    wordy: Callable[[Path], Path],
    tmp_path: Path,
    indexed: Searcher,
    monkeypatch: pytest.MonkeyPatch,
    *,
    has_words: bool,
) -> None:
    cache = tmp_path / "cache"
    if has_words:
        wordy(cache)
    job = job_of(prepared, cache, monkeypatch)

    builders = [start_building(job), start_building(job)]

    assert [builder.wait() for builder in builders] == [0, 0]
    assert {*cache.iterdir()} == {texts(cache), words(cache)}
    assert answers(prepared(cache)) == answers(indexed)


@posix
@pytest.mark.parametrize(
    "seconds", [0.5, *(pytest.param(at / 10, marks=pytest.mark.long) for at in range(1, 40))]
)
@pytest.mark.parametrize("has_words", FOUND)
def test_a_builder_killed_midway_leaves_nothing_that_is_opened(
    prepared: Prepare,
    wordy: Callable[[Path], Path],
    tmp_path: Path,
    indexed: Searcher,
    monkeypatch: pytest.MonkeyPatch,
    *,
    seconds: float,
    has_words: bool,
) -> None:
    cache = tmp_path / "cache"
    if has_words:
        wordy(cache)
    builder = start_building(job_of(prepared, cache, monkeypatch))
    time.sleep(seconds)
    builder.send_signal(signal.SIGKILL)
    builder.wait()

    assert index_cache.damaged(cache) == []
    assert answers(prepared(cache)) == answers(indexed)


def test_a_builder_that_starts_while_the_search_is_closed_builds_nothing(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends without waiting for it."""
    searcher = Searcher(report, tmp_path / "cache")

    def starting(module: str) -> subprocess.Popen[str] | None:
        searcher.close()
        return start_child(module)

    monkeypatch.setattr(report_store, "start_child", starting)
    searcher.prepare()
    assert not searcher.is_indexed
    assert index_cache.kept(tmp_path / "cache") == []


def test_old_builds_and_indexes_are_swept_away(report: Report, cache: Path) -> None:
    for name, days in (("building-dead", 2), ("building-live", 0), ("index-old", 40)):
        folder = cache / name
        folder.mkdir(mode=0o700)
        then = time.time() - days * 24 * 60 * 60
        os.utime(folder, (then, then))

    index_cache.prune(cache)

    names = {entry.name for entry in cache.iterdir()}
    assert names == {"building-live", texts(cache).name, words(cache).name}
