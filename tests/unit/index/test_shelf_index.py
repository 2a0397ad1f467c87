"""The index of the shelf on disk: each report by itself, and nothing lost whatever happens."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from content.shelf.manifest import MANIFEST
from content.shelf.standing import stamp
from index.searcher import Searcher
from index.shelf import index_store
from index.shelf.index_store import FILE
from index.shelf.paragraph_index import FORMAT, connect, create, told
from index.shelf.shelf_searcher import ShelfSearcher
from index.store.dictionary import FILE as DICTIONARY
from tests.unit.index.shelves import TEXTS, SmallShelf, found, scanned

pytestmark = pytest.mark.xdist_group("shelf")  # built once, not by every worker

posix = pytest.mark.skipif(os.name != "posix", reason="modes, limits and signals of POSIX")

QUERIES = ("养老", "5%", "长者食堂", "yanglao", "ylfw", "外资", "社会保章体系", "教育 -食堂")

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def built(wordy: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shelf and an index of it; not to be changed."""
    folder = tmp_path_factory.mktemp("built")
    with SmallShelf(folder / "reports").searched(wordy(folder / "cache")) as searcher:
        assert searcher.is_indexed
    return folder


@pytest.fixture
def shelf(built: Path, tmp_path: Path) -> SmallShelf:
    """A shelf in the folder of the test, to do with as one likes."""
    return SmallShelf(shutil.copytree(built / "reports", tmp_path / "reports"), {})


@pytest.fixture
def cache(shelf: SmallShelf, built: Path, tmp_path: Path) -> Path:
    """A cache folder with an index of that shelf, to do with as one likes."""
    cache = shutil.copytree(built / "cache", tmp_path / "cache")
    with closing(sqlite3.connect(cache / FILE)) as connection, connection:
        connection.executemany(  # copied with their times, but not with their file numbers
            "UPDATE report SET folder = ?, stamp = ? WHERE id = ?",
            [(str(path), stamp(path, "report.txt"), path.name) for path in shelf.folders()],
        )
    return cache


@pytest.fixture
def unindexed(wordy: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A cache folder with all but the index of the shelf."""
    return wordy(tmp_path / "cache")


def prepared(shelf: SmallShelf, cache: Path) -> list[tuple[int, int]]:
    """Prepare a search; the progress that was told."""
    told: list[tuple[int, int]] = []
    with closing(ShelfSearcher(shelf, cache)) as searcher:
        searcher.open()
        searcher.prepare(lambda done, of: told.append((done, of)))
        assert searcher.unread == []
    return told


def assert_complete(shelf: SmallShelf, cache: Path) -> None:
    """What is found is what stands there, and the index is whole."""
    reports = shelf.reports()
    with shelf.searched(cache) as searcher:
        assert searcher.is_indexed
        assert searcher.searched == len(reports)
        for query in ("养老", "教育", "食堂", "外资", "发展"):
            assert set(found(searcher.exact(query))) == scanned(reports, query)
    with closing(sqlite3.connect(cache / FILE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO gram(gram) VALUES ('integrity-check')")


def test_a_search_may_be_given_up_at_any_moment(shelf: SmallShelf, cache: Path) -> None:
    def calls_until_closed(moment: int) -> int:
        """How many calls there were; at that of this number the searcher was closed."""
        searcher, calls = ShelfSearcher(shelf, cache), 0

        def profile(frame: FrameType, event: str, _arg: object) -> None:
            nonlocal calls
            if event != "call":
                return
            calls += "shelf" in frame.f_code.co_filename
            if calls == moment:
                sys.setprofile(None)
                searcher.close()
                sys.setprofile(profile)

        sys.setprofile(profile)
        try:
            searcher.open()
            searcher.prepare()
            assert {*found(searcher.exact("教育"))} <= scanned(shelf.reports(), "教育")
        finally:
            sys.setprofile(None)
            searcher.close()
        return calls

    whole = calls_until_closed(0)
    for moment in range(1, whole, whole // 20):
        calls_until_closed(moment)


# Each report is indexed by itself


def test_what_is_built_is_not_built_again(shelf: SmallShelf, cache: Path) -> None:
    before = (cache / FILE).stat().st_mtime_ns
    assert prepared(shelf, cache) == []
    assert (cache / FILE).stat().st_mtime_ns == before


def test_an_index_is_searched_before_the_shelf_is_looked_at(shelf: SmallShelf, cache: Path) -> None:
    with closing(ShelfSearcher(shelf, cache)) as searcher:
        assert searcher.open()
        assert set(found(searcher.exact("教育"))) == scanned(shelf.reports(), "教育")


def test_adding_and_revising_index_one_report_and_removing_none(
    shelf: SmallShelf, cache: Path
) -> None:
    shelf.put("2025", TEXTS["2021"].replace("35%", "40%"))
    assert prepared(shelf, cache) == [(0, 1), (1, 1)]
    shelf.put("2023", TEXTS["2023"] + "各位代表！谢谢大家。\n")
    assert prepared(shelf, cache) == [(0, 1), (1, 1)]
    shelf.remove("2024")
    assert prepared(shelf, cache) == [(0, 0)]
    assert_complete(shelf, cache)


def test_a_shelf_that_tells_it_has_not_changed_is_not_looked_at(
    shelf: SmallShelf, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmallShelf, "state", lambda self: "as it was")
    prepared(shelf, cache)
    monkeypatch.setattr(SmallShelf, "folders", lambda self: pytest.fail("was looked at"))
    assert prepared(shelf, cache) == []


def test_a_report_that_cannot_be_read_is_left_out_and_told_of_each_time(
    shelf: SmallShelf, cache: Path
) -> None:
    (shelf.root / "2023" / MANIFEST).write_text("id = \n", encoding="utf-8")
    for _ in range(2):
        with shelf.searched(cache) as searcher:
            assert searcher.searched == 3
            assert MANIFEST in str(searcher.unread[0])
            assert "2023" not in {hits.report.id for hits in searcher.exact("教育").reports}


@posix
def test_files_are_private(cache: Path) -> None:
    entries = [cache, *cache.rglob("*")]
    assert [path for path in entries if path.stat().st_mode & 0o077] == []


# Damage


def damage_end(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20_000])


def damage_head(path: Path) -> None:
    path.write_bytes(b"no index" + path.read_bytes()[8:])


def damage_pages(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 16] = bytes(16)
    path.write_bytes(data)


def damage_format(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE about SET value = '0' WHERE key = 'format'")


def damage_values(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE report SET size = '?'")


def damage_texts(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE report SET title = CAST(x'e6' AS TEXT)")


@pytest.mark.parametrize(
    "damage", [damage_end, damage_head, damage_pages, damage_format, damage_values, damage_texts]
)
def test_a_damaged_index_is_built_again(
    shelf: SmallShelf, cache: Path, damage: pytest.MonkeyPatch
) -> None:
    damage(cache / FILE)  # type: ignore[operator]
    for _ in range(3):  # It may show only when it is asked.
        with shelf.searched(cache) as searcher:
            for query in QUERIES:
                searcher.search(query).first(100)
            if not searcher.is_stale:
                break
    assert_complete(shelf, cache)


def test_a_damaged_paragraph_is_not_shown_and_its_report_indexed_again(
    shelf: SmallShelf, cache: Path
) -> None:
    with closing(sqlite3.connect(cache / FILE)) as connection, connection:
        connection.execute("UPDATE paragraph SET content = replace(content, '污水', '净水')")
    with closing(ShelfSearcher(shelf, cache)) as searcher:
        searcher.open()
        assert searcher.exact("污水").reports == ()
        assert searcher.is_stale
        searcher.prepare()
        assert [hits.report.id for hits in searcher.exact("污水").reports] == ["2021"]
    assert_complete(shelf, cache)


def test_a_damaged_dictionary_is_made_again(
    shelf: SmallShelf, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmallShelf, "state", lambda self: "as it was")
    prepared(shelf, cache)
    (dictionary,) = cache.rglob(DICTIONARY)
    whole = dictionary.read_bytes()
    dictionary.write_bytes(whole[:-4096])
    for state in ("", "as it was"):
        with monkeypatch.context() as patch, closing(ShelfSearcher(shelf, cache)) as searcher:
            patch.setattr(index_store, "start_child", lambda module, stdout: None)
            patch.setattr(SmallShelf, "state", lambda self, now=state: now)
            searcher.prepare()
            assert not searcher.is_indexed
            assert searcher.unread == []
            assert found(searcher.search("教育"))
    with shelf.searched(cache) as searcher:
        assert searcher.is_indexed
    assert dictionary.read_bytes() == whole


@posix
def test_a_planted_index_is_not_opened(
    shelf: SmallShelf, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_store, "start_child", lambda module, stdout: None)
    elsewhere = cache.parent / "elsewhere"
    (cache / FILE).rename(elsewhere)
    (cache / FILE).symlink_to(elsewhere)
    assert not ShelfSearcher(shelf, cache).open()
    (cache / FILE).unlink()
    elsewhere.rename(cache / FILE)
    with closing(sqlite3.connect(cache / FILE)) as connection, connection:
        connection.execute("UPDATE report SET title = '假报告'")
    cache.chmod(0o777)
    assert not ShelfSearcher(shelf, cache).open()
    with shelf.searched(cache) as searcher:  # the folder is taken back without it
        assert not (cache / FILE).exists()
        assert "假报告" not in {hits.report.title for hits in searcher.search("养老").reports}


# What others do meanwhile


def test_a_report_removed_while_it_is_searched_is_not_cited(shelf: SmallShelf, cache: Path) -> None:
    with shelf.searched(cache) as searcher:
        results = searcher.search("教育")
        shelf.remove("2023")
        assert "2023" not in {hits.report.id for hits in results.reports}
        assert searcher.is_stale
        searcher.prepare()
        assert searcher.searched == 3


def test_a_report_revised_while_it_is_searched_is_cited_as_it_is(
    shelf: SmallShelf, cache: Path
) -> None:
    with shelf.searched(cache) as searcher:
        shelf.put("2023", TEXTS["2023"].replace("三次产业", "好消息。三次产业"))
        assert "2023" not in {hits.report.id for hits in searcher.exact("三次产业").reports}
        assert searcher.is_stale
        searcher.prepare()
        assert set(found(searcher.exact("三次产业"))) == scanned(shelf.reports(), "三次产业")
    assert_complete(shelf, cache)


def test_stopping_keeps_what_is_done(shelf: SmallShelf, unindexed: Path) -> None:
    with closing(ShelfSearcher(shelf, unindexed)) as searcher:
        searcher.prepare(lambda done, of: searcher.stop() if done == 2 else None)
        assert 2 <= searcher.searched <= 4
        assert searcher.searched + searcher.left == 4
        assert found(searcher.exact("教育"))
    left = 4 - searcher_count(unindexed)
    assert prepared(shelf, unindexed) == ([(at, left) for at in range(left + 1)] if left else [])
    assert_complete(shelf, unindexed)


def searcher_count(cache: Path) -> int:
    """How many reports an index has."""
    with closing(sqlite3.connect(cache / FILE)) as connection:
        return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])


SEARCH = """
import sys
from pathlib import Path
from tests.unit.index.shelves import SmallShelf

with SmallShelf(Path(sys.argv[1]), {}).searched(Path(sys.argv[2])) as searcher:
    print(searcher.searched)
"""


def start_search(shelf: SmallShelf, cache: Path) -> subprocess.Popen[str]:
    """Another program that searches the same shelf, and has it indexed."""
    command = [sys.executable, "-c", SEARCH, str(shelf.root), str(cache)]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def put_more(shelf: SmallShelf, count: int) -> None:
    for year in range(1990, 1990 + count):
        shelf.put(str(year), TEXTS["2022"].replace("2022年", f"{year}年"))


@posix
def test_whoever_is_killed_while_indexing_leaves_a_good_index(
    shelf: SmallShelf, unindexed: Path
) -> None:
    """A hundred times in tests/long."""
    put_more(shelf, 12)
    program = start_search(shelf, unindexed)
    time.sleep(0.6)
    os.killpg(program.pid, signal.SIGKILL)  # with the process that builds
    program.communicate()

    assert_complete(shelf, unindexed)


@posix
def test_programs_that_index_at_the_same_time_do_it_once(
    shelf: SmallShelf, unindexed: Path
) -> None:
    put_more(shelf, 8)
    programs = [start_search(shelf, unindexed) for _ in range(2)]
    assert [program.communicate()[0].strip() for program in programs] == ["12"] * 2
    assert_complete(shelf, unindexed)


def test_an_index_may_be_begun_by_several_at_the_same_moment(tmp_path: Path) -> None:
    together = threading.Barrier(3)

    def begin(path: Path) -> str:
        with closing(connect(path)) as connection:
            together.wait()
            create(connection)
            return told(connection, "format")

    with ThreadPoolExecutor(3) as threads:
        for at in range(40):
            begun = threads.map(begin, [tmp_path / f"{at}.sqlite"] * 3)
            assert list(begun) == [FORMAT] * 3


def test_another_program_is_seen_to_add_a_report(shelf: SmallShelf, cache: Path) -> None:
    with shelf.searched(cache) as searcher:
        shelf.put("2025", TEXTS["2021"].replace("外资企业", "航天企业"))
        prepared(shelf, cache)
        assert [hits.report.id for hits in searcher.exact("航天企业").reports] == ["2025"]


@posix
def test_a_full_disk_leaves_a_search_in_memory(
    shelf: SmallShelf, wordy: Callable[[Path], Path], tmp_path: Path
) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        with shelf.searched(tmp_path / "cache") as searcher:
            assert set(found(searcher.exact("教育"))) == scanned(shelf.reports(), "教育")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert_complete(shelf, wordy(tmp_path / "cache"))


@posix
def test_a_disk_that_is_full_later_leaves_what_there_is_and_is_told_of(
    shelf: SmallShelf, cache: Path
) -> None:
    import resource

    put_more(shelf, 13)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, limits[1]))
    try:
        with shelf.searched(cache) as searcher:
            assert {"2024", "2023"} <= {hits.report.id for hits in searcher.exact("教育").reports}
            assert "写不进去" in str(searcher.unread[0])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert_complete(shelf, cache)


def test_a_process_that_cannot_be_started_leaves_a_search_in_memory(
    shelf: SmallShelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_store, "start_child", lambda module, stdout: None)
    with shelf.searched(tmp_path / "cache") as searcher:
        assert set(found(searcher.exact("教育"))) == scanned(shelf.reports(), "教育")


def test_closing_while_it_is_built_and_asked_ends_both(shelf: SmallShelf) -> None:
    searcher = ShelfSearcher(shelf)
    building = threading.Thread(target=searcher.prepare)
    building.start()
    for query in QUERIES:
        searcher.search(query).first(3)
    searcher.close()
    building.join(10)
    assert not building.is_alive()
    assert searcher.search("教育").first(1) == ()


@pytest.mark.parametrize(
    "make",
    [
        lambda shelf, _: ShelfSearcher(shelf),
        ShelfSearcher,
        lambda shelf, cache: Searcher(shelf.reports()["2024"], cache),
    ],
    ids=["in_memory", "indexed", "one_report"],
)
def test_what_is_opened_after_closing_does_not_stay_open(
    shelf: SmallShelf,
    unindexed: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[SmallShelf, Path], Any],
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def recorded(*arguments: Any, **options: Any) -> sqlite3.Connection:
        opened.append(connect(*arguments, **options))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", recorded)
    searcher = make(shelf, unindexed)
    searcher.prepare(lambda begun, *_: searcher.close() if begun else None)
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
