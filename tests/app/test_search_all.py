"""Searching all reports from the pane: the switch, the bar, and going to a hit elsewhere."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from textual.widgets import ProgressBar

from content.importing import understand
from index.results import Results
from index.shelf.index_store import IndexStore, Progress
from index.shelf.shelf_results import ShelfResults
from index.shelf.shelf_searcher import ShelfSearcher
from index.store.report_store import Store
from review.base.reports import user_shelf
from review.reading.page import Page
from review.search.reach import Reach, ScopeChips
from review.search.search_pane import SearchPane
from review.search.shelf_search import MOST_OF_A_REPORT, PANE
from tests.app.searching import Finder, searching
from tests.app.waiting import PATIENCE, wait_until, workers_done
from tests.small import SMALL_TEXT

NEWER = SMALL_TEXT.replace("2024年", "2025年").replace("长者食堂", "量子食堂")
OLDER = SMALL_TEXT.replace("2024年", "2019年").replace("2023年", "2018年")


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the index built in memory: processes that build are tested in tests/unit/index."""
    monkeypatch.setattr(IndexStore, "_build", lambda self, *order: None)
    monkeypatch.setattr(Store, "_build", lambda self: None)


@pytest.fixture(autouse=True)
def shelved(tmp_path: Path) -> dict[str, str]:
    """Title → id of two reports on the shelf, beside that of the program."""
    ids = {}
    for title, text in (("某区2025年报告", NEWER), ("某区2019年报告", OLDER)):
        path = tmp_path / f"{title}.txt"
        path.write_text(text, encoding="utf-8")
        ids[title] = user_shelf().add(understand(path), title=title)
    return ids


@pytest.fixture
async def view() -> AsyncIterator[Finder]:
    """The application with the report of the program."""
    async with searching() as view:
        yield view


async def ask_all(view: Finder, query: str) -> None:
    """Switch to all reports and ask."""
    await view.find(query)
    await view.press("ctrl+t")
    await wait_until(view, lambda: "3 份" in view.said("scope"))
    await workers_done(view, "shelf")  # when it is done, what has been asked is asked anew
    await view.related()


def titles(view: Finder) -> list[str]:
    """The titles that are listed, with what stands behind them."""
    return [
        entry.text
        for entry in view.results._listed
        if entry.paragraph is None and "报告" in entry.text
    ]


async def test_hits_are_listed_by_report_the_newest_first(view: Finder) -> None:
    await ask_all(view, "养老")

    assert view.chips == "全文 一 二 三 我的批注[全部报告]"
    assert view.said("scope") == "共 3 份报告"
    assert view.said("found").startswith("3 份报告　精确 8 段")
    found = titles(view)
    assert [title.split("　")[0] for title in found] == [
        "某区2025年报告（政府工作报告）",
        "张店区2024年政府工作报告",
        "某区2019年报告（政府工作报告）",
    ]
    assert view.hits_on_page <= view.visible(view.pane.places.spans)


async def test_only_the_best_of_each_report_are_listed(view: Finder) -> None:
    await ask_all(view, "养老")

    own = [entry for entry in view.results._listed if entry.report == "zhangdian-2024"]
    assert len(own) == MOST_OF_A_REPORT + 1
    assert own[-1].text.startswith("……还有")
    assert own[-1].paragraph is not None


async def test_typing_goes_on_in_all_reports(view: Finder) -> None:
    await ask_all(view, "养老")
    await view.press("ctrl+u", *"量子食堂")
    await view.related()

    assert titles(view)[0].startswith("某区2025年报告（政府工作报告）　精确 1 段")
    assert "精确 1 段" in view.said("found")


async def test_a_hit_in_this_report_is_shown_while_one_chooses(view: Finder) -> None:
    await ask_all(view, "养老")
    while view.results.chosen and view.results.chosen.report != "zhangdian-2024":
        await view.press("down")
    entry = view.results.chosen
    assert entry is not None
    assert view.current_on_page == {(entry.paragraph, at) for at in range(*entry.span)}


async def test_enter_on_a_hit_elsewhere_opens_that_report_there(
    view: Finder, shelved: dict[str, str]
) -> None:
    await ask_all(view, "量子食堂")
    await view.press("enter")
    await wait_until(view, lambda: view.app.reading.report.title == "某区2025年报告")
    await wait_until(view, lambda: view.page.marks.current_hit)
    await view.done()

    report = view.app.reading.report
    assert report.id == shelved["某区2025年报告"]
    (paragraph, *_), *others = sorted(view.current_on_page)
    span = view.page.hit_place[1], view.page.hit_place[1] + len(others) + 1
    assert report.paragraph(paragraph).text[slice(*span)] == "量子食堂"
    assert view.focused() is view.page
    assert view.line.value == "量子食堂"


async def test_the_hit_that_led_elsewhere_stays_chosen_in_the_list_there(
    view: Finder, shelved: dict[str, str]
) -> None:
    await ask_all(view, "建成")
    await view.press("down")
    entry = view.results.chosen
    assert entry is not None
    assert entry.report == shelved["某区2025年报告"]
    await view.press("enter")
    await wait_until(view, lambda: view.app.reading.report.title == "某区2025年报告")
    await wait_until(view, lambda: "3 份" in view.said("scope"))
    await workers_done(view, "shelf")
    await workers_done(view, "answers")
    await view.done()
    assert len({one.paragraph for one in view.results._listed if one.report == entry.report}) > 1
    assert view.chosen == (entry.paragraph, entry.span)


async def test_the_hit_stays_lit_while_the_index_does_not_know_its_report_yet(
    view: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_all(view, "量子食堂")
    monkeypatch.setattr(ShelfResults, "of", lambda self, report_id: Results(self.query, ()))
    await view.press("enter")
    await wait_until(view, lambda: view.app.reading.report.title == "某区2025年报告")
    await wait_until(view, lambda: "3 份" in view.said("scope"))
    await view.related()
    await view.done()

    assert view.page.marks.current_hit is not None
    assert view.current_on_page


async def test_tab_and_the_key_return_to_this_report(view: Finder) -> None:
    await ask_all(view, "养老")
    await view.press("tab")
    await view.related()
    assert view.chips.startswith("[全文]")
    assert "精确 6 段" in view.listed

    await view.press("ctrl+t")
    await view.press("ctrl+t")
    await view.related()
    assert "精确 6 段" in view.listed


async def test_keys_do_not_wait_for_an_answer_and_only_the_last_question_gets_one(
    view: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_all(view, "教育")
    asked: list[str] = []
    answer = threading.Event()
    exact, search = ShelfSearcher.exact, ShelfSearcher.search

    def slowly(find: Callable[[ShelfSearcher, str], ShelfResults]) -> object:
        def ask(self: ShelfSearcher, query: str) -> ShelfResults:
            asked.append(query)
            assert answer.wait(PATIENCE)
            return find(self, query)

        return ask

    monkeypatch.setattr(ShelfSearcher, "exact", slowly(exact))
    monkeypatch.setattr(ShelfSearcher, "search", slowly(search))
    await view.press("ctrl+u", *"量子食堂")
    assert view.line.value == "量子食堂"
    await wait_until(view, lambda: asked)
    assert len(asked) == 1

    await view.press("enter")
    assert view.app.reading.report.id == "zhangdian-2024"
    answer.set()
    await wait_until(view, lambda: view.app.reading.report.title == "某区2025年报告")
    await wait_until(view, lambda: view.screen.query(Page) and view.page.marks.current_hit)
    await view.done()
    assert asked[1] == "量子食堂"


async def test_an_answer_of_what_is_searched_no_more_is_none_and_enter_waits_for_the_next(
    view: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shelf is read anew while one asks; what was read before is closed, and finds nothing."""
    await ask_all(view, "教育")
    await workers_done(view, "shelf")  # else nothing is read anew
    answer, prepared = threading.Event(), threading.Event()
    search, prepare = ShelfSearcher.search, ShelfSearcher.prepare
    reach = view.screen.query_one(Reach)
    old, get_ready = reach._ready, Reach._get_ready
    readied: list[Reach] = []

    def noted(self: Reach) -> None:
        readied.append(self)
        get_ready(self)

    def slowly(self: ShelfSearcher, query: str) -> ShelfResults:
        if self is old:
            assert answer.wait(PATIENCE)
        return search(self, query)

    def later(self: ShelfSearcher, progress: Progress) -> None:
        assert prepared.wait(PATIENCE)
        prepare(self, progress)

    monkeypatch.setattr(ShelfSearcher, "search", slowly)
    monkeypatch.setattr(ShelfSearcher, "prepare", later)
    monkeypatch.setattr(Reach, "_get_ready", noted)
    await view.press("ctrl+t", "ctrl+t", "ctrl+u", *"量子食堂", "enter")
    await wait_until(view, lambda: view.pane._going)
    prepared.set()
    await wait_until(view, lambda: reach._ready is not old)
    answer.set()
    await wait_until(view, lambda: view.app.reading.report.title == "某区2025年报告")
    assert readied.count(reach) == 1


async def test_what_one_has_noted_is_listed_though_one_has_gone_to_a_hit(view: Finder) -> None:
    await view.find("环境")
    await view.press("enter")
    await view.pilot.click(ScopeChips, offset=(15, 0))
    await view.related()
    assert "[我的批注]" in view.chips
    assert not view.hits


async def test_an_index_that_was_stopped_before_its_first_report_has_searched_none(
    view: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is said; asked for once more, it is built."""
    begun, stopped = threading.Event(), threading.Event()
    prepare, stop = ShelfSearcher.prepare, ShelfSearcher.stop

    def slowly(self: ShelfSearcher, progress: Progress) -> None:
        if not begun.is_set():
            progress(0, 3)
            begun.set()
            assert stopped.wait(PATIENCE)
        prepare(self, progress)

    def stopping(self: ShelfSearcher) -> None:
        stop(self)
        stopped.set()

    monkeypatch.setattr(ShelfSearcher, "prepare", slowly)
    monkeypatch.setattr(ShelfSearcher, "stop", stopping)
    await view.find("养老")
    await view.press("ctrl+t")
    await wait_until(view, lambda: view.screen.query_one(Reach).has_class("-indexing"))
    await view.press("escape")
    await wait_until(view, lambda: "一份报告也没有检索" in view.listed)
    assert "都没有找到" not in view.listed
    await view.press("ctrl+t", "ctrl+t")
    await wait_until(view, lambda: titles(view))


async def test_how_many_are_not_indexed_yet_is_said(
    view: Finder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an index that was stopped on its way; else it would seem that there are no more."""
    monkeypatch.setattr(ShelfSearcher, "left", 37)
    await view.find("养老")
    await view.press("ctrl+t")
    await wait_until(view, lambda: view.said("scope") == "共 40 份报告，只检索了 3 份")


async def test_every_chip_can_be_clicked(view: Finder) -> None:
    await view.find("环境")
    for at, label in ((6, "一"), (10, "二"), (15, "我的批注"), (2, "全文"), (25, "全部报告")):
        await view.pilot.click(ScopeChips, offset=(at, 0))
        await view.done()
        assert f"[{label}]" in view.chips
        assert view.focused() is view.line
        await view.related()
    await wait_until(view, lambda: titles(view))


async def test_nothing_found_offers_the_words_alone(view: Finder) -> None:
    await ask_all(view, "“量子食堂” 蒸汽机车")
    assert view.listed.startswith("全部报告中都没有找到")
    assert "某区2025年报告" in view.listed


@pytest.mark.parametrize("way", ["escape", "click"])
async def test_the_bar_shows_how_far_it_is_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    stopped = threading.Event()

    prepared = ShelfSearcher.prepare

    def prepare(self: ShelfSearcher, progress: Progress) -> None:
        prepared(self)
        progress(0, 40)
        progress(1, 40)
        progress(12, 40)
        stopped.wait(PATIENCE)
        progress(40, 40)

    monkeypatch.setattr(ShelfSearcher, "prepare", prepare)
    monkeypatch.setattr(ShelfSearcher, "stop", lambda self: stopped.set())
    async with searching() as view:
        await view.find("养老")
        await view.press("ctrl+t")
        reach = view.screen.query_one(Reach)
        await wait_until(view, lambda: reach.has_class("-indexing"))
        await wait_until(view, lambda: view.said("done") == "12/40")
        assert reach.query_one(ProgressBar).percentage == 0.3
        await wait_until(view, lambda: titles(view))  # what has been read is found already
        await view.press("ctrl+u", *"教育")
        assert view.line.value == "教育"

        if way == "escape":
            await view.press("escape")
        else:
            await view.pilot.click("#cancel")
        await wait_until(view, lambda: not reach.has_class("-indexing"))

        assert stopped.is_set()
        assert view.is_open()
        await wait_until(view, lambda: titles(view))


async def test_to_and_fro_one_index_is_got_ready_and_none_when_the_pane_has_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = threading.Event()
    made: list[ShelfSearcher] = []

    def prepare(self: ShelfSearcher, progress: Progress) -> None:
        made.append(self)
        gone.wait(PATIENCE)

    monkeypatch.setattr(ShelfSearcher, "prepare", prepare)
    async with searching() as view:
        await view.find("养老")
        reach = view.screen.query_one(Reach)
        for _ in range(3):
            reach.toggle()
        await wait_until(view, lambda: made)
        await view.done()
        await view.screen.query_one(SearchPane).remove()
        gone.set()
        await workers_done(view, "shelf")
    assert [searcher._closed for searcher in made] == [True]


async def test_the_index_may_get_ahead_while_the_pane_is_being_taken_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    half_gone = threading.Event()
    prepared = ShelfSearcher.prepare

    def prepare(self: ShelfSearcher, progress: Progress) -> None:
        prepared(self, progress)
        progress(1, 40)
        assert half_gone.wait(PATIENCE)
        progress(2, 40)
        progress(40, 40)

    monkeypatch.setattr(ShelfSearcher, "prepare", prepare)
    async with searching() as view:
        await view.find("养老")
        await view.press("ctrl+t")
        reach = view.screen.query_one(Reach)
        await wait_until(view, lambda: reach.has_class("-indexing"))
        await reach.query("*").remove()  # as Textual does it: the children before their parent
        half_gone.set()
        await workers_done(view, "shelf")
        assert not reach.has_class("-indexing")


async def test_a_report_that_cannot_be_read_is_named(view: Finder, shelved: dict[str, str]) -> None:
    folder = user_shelf()._folder(shelved["某区2019年报告"])
    (folder / "report.toml").write_text("id = \n", encoding="utf-8")
    await view.find("养老")
    await view.press("ctrl+t")
    await wait_until(view, lambda: view.notices)
    assert "这份报告没有检索" in view.notices[0]
    assert view.said("scope") == "共 2 份报告"


async def test_reports_that_others_index_are_counted_with_what_is_found(view: Finder) -> None:
    """What is searched grows under the same words: 共 3 份报告 stood above 4 份报告."""
    await ask_all(view, "养老")
    grown = property(lambda self: 4)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ShelfSearcher, "searched", grown)
        await view.press(*"机构")
        await wait_until(view, lambda: view.said("scope") == "共 4 份报告")


async def test_of_many_reports_more_are_listed_as_one_goes_down(tmp_path: Path) -> None:
    for year in range(1960, 2000):
        path = tmp_path / f"{year}.txt"
        path.write_text(SMALL_TEXT.replace("2024年", f"{year}年"), encoding="utf-8")
        user_shelf().add(understand(path), title=f"某区{year}年政府工作报告")
    async with searching() as view:
        await view.find("“长者食堂”")
        await view.press("ctrl+t")
        await wait_until(view, lambda: "43 份" in view.said("scope"))
        await workers_done(view, "shelf")
        await view.related()
        assert view.said("found").startswith(f"约 42 份报告，列出 {PANE} 份")
        assert view.results._listed[-1].text == "……往下选，接着列出其他报告"

        chosen = None
        while len(titles(view)) < 42 and view.results.chosen != chosen:
            chosen = view.results.chosen
            await view.press("down")
            await view.related()
        await view.related()
        assert view.results.chosen is not None
        assert view.said("found").startswith("42 份报告")
        assert len(set(titles(view))) == 42


async def test_a_report_removed_meanwhile_is_no_longer_listed(
    view: Finder, shelved: dict[str, str]
) -> None:
    await ask_all(view, "养老")
    user_shelf().remove(shelved["某区2019年报告"])
    await view.press("ctrl+u", *"教育")
    await view.related()
    await wait_until(view, lambda: "2 份" in view.said("scope"))
    await view.related()
    assert "2019" not in view.listed
