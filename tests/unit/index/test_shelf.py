"""Searching all reports at once: complete, in order, and each report indexed by itself."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from index.border_store import BorderStore

from content.shelf.library import load_file
from index import Listed, ShelfSearcher, shelf_as_json
from index import cache as index_cache
from index.build import DICTIONARY
from index.normalise import fold
from index.pages import Volume, Way, pages_of
from index.pinyin import Spelling
from index.vocabulary import load_terms
from tests.unit.index.shelves import TEXTS, Shelf, found, scanned

posix = pytest.mark.skipif(os.name != "posix", reason="modes and signals of POSIX")

QUERIES = (
    "养老",
    "5%",
    "长者食堂",
    "看病",
    "yanglao",
    "ylfw",
    "外资",
    "社会保章体系",
    "教育 -食堂",
)


@pytest.fixture(scope="session")
def built_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with all that searching the shelf needs; not to be changed."""
    folder = tmp_path_factory.mktemp("shelf") / "cache"
    with closing(Shelf().searcher(folder)) as searcher:
        searcher.prepare()
        assert searcher.is_indexed
    return folder


@pytest.fixture
def cache(built_shelf: Path, tmp_path: Path) -> Path:
    """Such a cache folder, to do with as one likes."""
    return shutil.copytree(built_shelf, tmp_path / "cache")


@pytest.fixture(scope="module")
def indexed(built_shelf: Path) -> Iterator[ShelfSearcher]:
    with closing(Shelf().searcher(built_shelf)) as searcher:
        searcher.prepare()
        yield searcher


@pytest.fixture(scope="module")
def scanning() -> ShelfSearcher:
    searcher = Shelf().searcher()
    searcher.prepare()
    assert not searcher.is_indexed
    return searcher


@pytest.fixture(params=["indexed", "scanning"])
def searcher(request: pytest.FixtureRequest) -> ShelfSearcher:
    """Either of the two: what a test shows holds with the words and without."""
    searcher = request.getfixturevalue(request.param)
    assert isinstance(searcher, ShelfSearcher)
    return searcher


def answers(searcher: ShelfSearcher) -> list[object]:
    return [searcher.search(query) for query in QUERIES]


def folders(cache: Path) -> dict[str, int]:
    """What the cache has, with the time it was written."""
    return {entry.name: (entry / "manifest.json").stat().st_mtime_ns for entry in cache.iterdir()}


# What is found


def test_nothing_is_missed_and_nothing_made_up(searcher: ShelfSearcher) -> None:
    shelf = Shelf()
    reports = {year: shelf.open(year) for year in shelf.texts}
    texts = [fold(p.text) for report in reports.values() for p in report.paragraphs]
    stretches = {
        text[at : at + length]
        for text in texts
        for length in (1, 2, 3, 5)
        for at in range(len(text))
        if text[at : at + length].isalnum()
    }
    assert len(stretches) > 1000

    wrong = [
        stretch
        for stretch in sorted(stretches)
        if set(found(searcher.exact(stretch))) != scanned(reports, stretch)
    ]

    assert wrong == []


def test_the_whole_search_begins_with_the_exact_one(searcher: ShelfSearcher) -> None:
    for query in ("养老", "5%", "教育", "外资"):
        exact = found(searcher.exact(query))
        assert exact.items() <= found(searcher.search(query)).items()


@pytest.mark.parametrize("query", QUERIES)
def test_every_hit_can_be_shown(searcher: ShelfSearcher, query: str) -> None:
    for report in searcher.exact(query).reports:
        for group in report.groups:
            for hit in group.hits:
                text = report.text(hit.paragraph)
                assert all(0 <= start < end <= len(text) for start, end in hit.spans)
                assert hit.citation in str(shelf_as_json(searcher.exact(query)))


def test_the_newest_comes_first_among_equals(searcher: ShelfSearcher) -> None:
    assert [hits.report.id for hits in searcher.search("教育").reports] == ["2024", "2023", "2022"]


def test_a_better_kind_of_hit_comes_before_a_newer_report(searcher: ShelfSearcher) -> None:
    newer, older = "“长者”食堂", "长者食堂"
    assert newer in TEXTS["2024"]
    assert older in TEXTS["2023"]

    assert [hits.report.id for hits in searcher.search(older).reports][:2] == ["2023", "2024"]


def test_a_word_across_the_border_of_two_comes_last_in_its_report(indexed: ShelfSearcher) -> None:
    scores = {
        hits.report.id: hits.groups[0].hits[0].score for hits in indexed.exact("外资").reports
    }
    assert scores["2022"] < 0 < scores["2021"]


def test_pinyin_is_heard_across_the_shelf(searcher: ShelfSearcher) -> None:
    (report,) = searcher.search("wushuichuli").reports
    (hit,) = report.groups[0].hits
    assert [report.text(hit.paragraph)[slice(*span)] for span in hit.spans] == ["污水处理"]


WAYS: dict[str, Way] = {
    "in full": lambda spelling: spelling.full("yanglao"),
    "begun": lambda spelling: spelling.begun("fazh"),
    "by initials": lambda spelling: spelling.initials("zf"),
    "by sound": lambda spelling: spelling.sounding(["fa", "zhan"]),
    "by a southern ear": lambda spelling: spelling.sounding_alike(["gong", "zuo"]),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_report_in_one_piece_sounds_as_its_paragraphs_do(way: Way) -> None:
    pages = pages_of(Shelf().open("2024"))
    alone = {number: list(way(Spelling(page.folded.text))) for number, page in pages.items()}

    assert any(alone.values())
    assert Volume(pages).sounding(way) == {n: places for n, places in alone.items() if places}


def test_nothing_found_offers_the_words_alone(searcher: ShelfSearcher) -> None:
    assert searcher.search("“污水食堂”").reports == ()
    assert [alone.query for alone in searcher.suggest("污水 食堂")] == ["污水", "食堂"]


def test_a_report_that_cannot_be_read_is_left_out_and_told_of() -> None:
    searcher = Shelf({**TEXTS, "2023": ""}).searcher()
    searcher.prepare()

    assert searcher.searched == 3
    assert [str(problem) for problem in searcher.unread] == ["报告“2023”读不出来。请重新放上书架。"]
    assert [hits.report.id for hits in searcher.exact("教育").reports] == ["2024", "2022"]


def test_json_names_the_report_of_each_hit(searcher: ShelfSearcher) -> None:
    answer = shelf_as_json(searcher.search("污水"))
    assert answer["query"] == "污水"
    reports = answer["reports"]
    assert isinstance(reports, list)
    (report,) = reports
    assert (report["report"], report["title"]) == ("2021", "2021年报告")
    assert report["groups"][0]["hits"][0]["paragraph"] == 4


# Each report is indexed by itself


def prepared(shelf: Shelf, cache: Path) -> list[tuple[int, int]]:
    """Prepare a search; the progress that was told."""
    told: list[tuple[int, int]] = []
    with closing(shelf.searcher(cache)) as searcher:
        searcher.prepare(lambda done, of: told.append((done, of)))
        assert searcher.is_indexed
    return told


def test_what_is_built_is_not_built_again(cache: Path) -> None:
    before = folders(cache)
    assert prepared(Shelf(), cache) == []
    assert folders(cache) == before


def test_adding_and_revising_touch_one_report_and_removing_none(cache: Path) -> None:
    before = folders(cache)
    shelf = Shelf()

    shelf.texts["2025"] = TEXTS["2021"].replace("35%", "40%")
    assert prepared(shelf, cache) == [(0, 1), (1, 1)]
    shelf.texts["2023"] += "各位代表！谢谢大家。\n"
    assert prepared(shelf, cache) == [(0, 1), (1, 1)]
    after = folders(cache)
    del shelf.texts["2024"]
    assert prepared(shelf, cache) == []

    assert before.items() <= after.items()
    assert len(after) == len(before) + 2
    assert folders(cache) == after


@posix
def test_files_are_private_and_hold_no_word_of_a_report(cache: Path) -> None:
    entries = [cache, *cache.rglob("*")]
    assert [path for path in entries if path.stat().st_mode & 0o077] == []
    texts = [path for path in entries if path.name == "borders.txt"]
    assert len(texts) == len(TEXTS)
    assert all(set(path.read_text()) == set("|.\n") for path in texts)


def test_damage_is_mended_without_a_word(cache: Path, indexed: ShelfSearcher) -> None:
    (one, *_), (dictionary,) = sorted(cache.rglob("borders.txt")), cache.rglob(DICTIONARY)
    one.write_text(one.read_text().replace("|.", ".|", 1))
    dictionary.write_bytes(dictionary.read_bytes()[:-4096])

    assert prepared(Shelf(), cache) == [(0, 1), (1, 1)]
    with closing(Shelf().searcher(cache)) as searcher:
        searcher.prepare()
        assert answers(searcher) == answers(indexed)


@posix
def test_a_planted_folder_is_not_opened(cache: Path) -> None:
    planted = next(cache.rglob("borders.txt")).parent
    planted.rename(cache.parent / "elsewhere")
    planted.symlink_to(cache.parent / "elsewhere")

    assert index_cache.find(cache, planted.name.removeprefix("index-")) is None


def write_no_dictionary(folder: Path) -> None:
    (folder / DICTIONARY).write_bytes(b"no dictionary")


def test_what_is_whole_but_no_dictionary_leaves_the_scan(cache: Path) -> None:
    (dictionary,) = cache.rglob(DICTIONARY)
    folder = dictionary.parent
    shutil.rmtree(folder)
    index_cache.add(cache, folder.name.removeprefix("index-"), write_no_dictionary)

    with closing(Shelf().searcher(cache)) as searcher:
        searcher.prepare()
        assert not searcher.is_indexed
        assert found(searcher.exact("教育"))


def test_a_dictionary_that_fails_while_it_is_open_leaves_the_scan(
    cache: Path, scanning: ShelfSearcher
) -> None:
    searcher = Shelf().searcher(cache)
    searcher.prepare()
    assert searcher.is_indexed
    searcher.close()

    for query in QUERIES:
        assert searcher.exact(query) == scanning.exact(query)


def test_stopping_keeps_what_is_done(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with closing(Shelf().searcher(cache)) as searcher:
        searcher.prepare(lambda done, of: searcher.stop() if done == 2 else None)
        assert not searcher.is_indexed
        assert len(found(searcher.exact("教育"))) > 2
    done = folders(cache)
    assert len(done) == 1 + 2  # the dictionary, and two reports

    assert prepared(Shelf(), cache) == [(0, 2), (1, 2), (2, 2)]
    assert done.items() <= folders(cache).items()


@posix
def test_a_killed_builder_and_two_at_once_leave_good_folders(
    tmp_path: Path, indexed: ShelfSearcher
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    texts = [[fold(p.text) for p in Shelf().open(year).paragraphs] for year in TEXTS]
    killed, first, second = (BorderStore(cache, load_terms()) for _ in range(3))
    assert killed.begin()
    assert killed._child is not None
    time.sleep(0.5)
    killed._child.send_signal(signal.SIGKILL)
    assert killed.build(texts[0]) is None
    killed.end()

    assert first.begin()
    assert second.begin()
    for text in texts:
        assert first.build(text) is not None
        assert second.build(text) is not None
    first.end()
    second.end()

    assert prepared(Shelf(), cache) == []
    with closing(Shelf().searcher(cache)) as searcher:
        searcher.prepare()
        assert answers(searcher) == answers(indexed)


def test_all_reports_of_the_corpus_are_searched_completely(corpus: Path) -> None:
    paths = {path.stem: path for path in sorted(corpus.glob("*.txt"))}
    reports = {name: load_file(path) for name, path in paths.items()}
    searcher = ShelfSearcher([Listed(name, name) for name in paths], reports.__getitem__)
    searcher.prepare()
    texts = [fold(p.text) for report in reports.values() for p in report.paragraphs]
    dice = random.Random(1)
    for _ in range(200):
        text = dice.choice(texts)
        at = dice.randrange(len(text))
        stretch = text[at : at + dice.randint(1, 6)].strip()
        if stretch.isalnum():
            assert set(found(searcher.exact(stretch))) == scanned(reports, stretch)
