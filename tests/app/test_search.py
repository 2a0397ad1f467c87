"""Searching as one types: the pane, its list and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.events import Key
from textual.geometry import Offset

from content.errors import Problem
from index.results import HitKind, Results
from index.searcher import Searcher
from review.search.result_entries import HitPlaces
from review.typography.flow import Flow
from tests.app.searching import REPORT, SEARCHER, first_hit, searching
from tests.app.waiting import PATIENCE, wait_until
from tests.small import small_report


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search by scanning: building the index is tested in tests/unit/index."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)


@pytest.mark.parametrize("key", ["/", "f3", "、", "／"])
async def test_every_key_for_it_opens_the_pane(key: str) -> None:
    """Each key, those of an input method included, opens the pane, and what follows is typed."""
    async with searching() as view:
        assert not view.is_open()
        await view.press(key, "养", "/")
        assert view.is_open()
        assert view.focused() is view.line
        assert view.line.value == "养/"


async def test_the_exact_group_comes_at_once_and_the_rest_after_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Right after the last key only exact hits are listed; a moment later all kinds are."""
    monkeypatch.setattr("review.search.search_pane.RELATED_AFTER", 100)
    async with searching() as view:
        await view.press("/", *"养老")
        exact = [hit.paragraph for hit in SEARCHER.exact("养老").hits]
        assert view.hits == exact
        await view.pilot.pause()
        assert view.listed.startswith("精确 6 段")
        view.pane._pause._over()
        await view.pilot.pause()
        assert view.hits == exact
        assert view.listed.endswith("相关 4 段（近义 4），回车展开")


async def test_of_a_word_that_comes_at_once_only_the_whole_is_searched_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What an input method has typed is not looked for character by character."""
    asked: list[str] = []

    def exact(self: Searcher, query: str, part: int | None = None) -> Results:
        asked.append(query)
        return SEARCHER.search(query)

    async with searching() as view:
        await view.press("/")
        monkeypatch.setattr(Searcher, "exact", exact)
        for character in "养老":
            view.app.post_message(Key(character, character))
        await view.related()
        await view.done()
        assert asked == ["养老"]
        assert view.chosen == first_hit("养老")


@pytest.mark.parametrize("query", ["养老", "老就小区", "ylfw", "看病", "5%"])
async def test_the_first_hit_is_chosen(query: str) -> None:
    """Whatever kind of group comes first, its first hit is the one that Enter leads to."""
    async with searching() as view:
        await view.find(query)
        assert view.chosen == first_hit(query)


async def test_each_hit_is_listed_with_citation_and_snippet() -> None:
    """The list shows where a hit stands and the words around it, the hit marked."""
    async with searching() as view:
        await view.find("居家养老")
        assert "二（七）第3段" in view.listed
        assert "区和居家养老服务，" in view.listed
        marked = [
            segment.text
            for y in range(view.results.size.height)
            for segment in view.results.render_line(y)
            if segment.style is not None and segment.style.underline
        ]
        assert "".join(marked).startswith("居家养老")


async def test_the_first_hit_is_shown_from_the_first_keystroke() -> None:
    """The page goes along with what is typed, while the keys stay with the line."""
    async with searching() as view:
        await view.press("/")
        for query in ("养", "养老", "养老登"):
            await view.press(query[-1])
            hits = SEARCHER.exact(query).hits
            if hits:
                paragraph, span = hits[0].paragraph, hits[0].spans[0]
                assert view.is_visible((paragraph, span[0]))
                assert view.current_on_page == {(paragraph, at) for at in range(*span)}
            assert view.focused() is view.line
        assert not SEARCHER.exact("养老登").hits


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 24)])
async def test_every_hit_has_one_row_cut_around_what_was_found(size: tuple[int, int]) -> None:
    async with searching(size=size) as view:
        await view.find("发展")
        rows = range(view.results.size.height)
        entries = [view.results.entry_at(y) for y in rows]
        listed = view.results._listed
        shown = [at for at in entries if at is not None and listed[at].paragraph is not None]
        assert len(shown) == len(set(shown)) > 10
        for y, row in enumerate(view.picture(view.results)):
            if entries[y] in shown:
                assert "发展" in row.replace(" ", "")


async def test_related_hits_are_one_line_until_it_is_opened() -> None:
    """While there is what is exact, n passes them over; Enter or a click on their line opens it."""
    exact, found = SEARCHER.exact("养老").hits, SEARCHER.search("养老").hits
    async with searching() as view:
        await view.find("养老")
        await view.press("enter", "home")
        seen = set()
        for _ in HitPlaces(exact).order:
            await view.press("n")
            seen.add(view.page.hit_place[0])
        assert seen == {hit.paragraph for hit in exact} == set(view.pane.places.spans)

        await view.press("/", *["down"] * len(exact))
        assert view.results.chosen is not None
        assert view.results.chosen.unfolds
        await view.press("enter")
        assert view.hits == [hit.paragraph for hit in found]
        assert "近义 4 段（已按近义说法查找：康养）" in view.listed
        related = found[len(exact)]
        assert view.chosen == (related.paragraph, related.spans[0])
        assert view.is_visible((related.paragraph, related.spans[0][0]))
        assert view.focused() is view.line
        assert set(view.pane.places.spans) == {hit.paragraph for hit in found}

        await view.press("ctrl+u", *"养老")
        await view.related()
        y = next(y for y, row in enumerate(view.picture(view.results)) if "展开" in row)
        await view.pilot.click(view.results, offset=(8, y))
        await view.done()
        assert view.hits == [hit.paragraph for hit in found]


async def test_where_nothing_is_exact_related_hits_are_listed_at_once() -> None:
    async with searching() as view:
        await view.find("堵车")
        assert not SEARCHER.exact("堵车").hits
        assert view.hits == [hit.paragraph for hit in SEARCHER.search("堵车").hits]


async def test_which_hit_of_how_many_is_said_at_the_page_and_in_the_list() -> None:
    """The list follows n and N, both count alike, and going round the end is said."""
    order = HitPlaces(SEARCHER.exact("养老").hits).order
    async with searching() as view:
        await view.find("养老")
        at = order.index(first_hit("养老"))
        assert view.said("found") == f"第{at + 1}处／共{len(order)}处"
        await view.press("enter")
        for key, step in [*[("n", 1)] * len(order), ("N", -1), ("N", -1)]:
            at = at + step
            is_round = not 0 <= at < len(order)
            at %= len(order)
            await view.press(key)
            said = f"第{at + 1}处／共{len(order)}处"
            assert view.said("found") == said
            assert view.whereabouts.saying.startswith(said)
            assert ("到头了" in view.whereabouts.saying) is is_round
            assert view.chosen[0] == order[at][0]


async def test_words_selected_with_the_keys_are_searched_for() -> None:
    """As those are that the mouse has selected; their first hit is shown."""
    async with searching() as view:
        view.page.jump(9)
        await view.done()
        await view.press(*["shift+right"] * 4)
        words = view.screen.get_selected_text()
        assert words is not None
        assert len(words) >= 3
        await view.press("f3")
        await view.related()
        assert view.line.value == words
        assert view.chosen == first_hit(words)


async def test_related_hits_move_no_choice_of_the_reader() -> None:
    """A hit that was chosen before the pause is over stays chosen, and marked on the page."""
    async with searching() as view:
        await view.press("/", *"养老", "down", "down")
        chosen = view.chosen
        assert chosen != first_hit("养老")
        await view.pilot.pause()
        current = view.current_on_page
        await view.related()
        assert "相关 4 段" in view.listed
        assert view.chosen == chosen
        assert view.current_on_page == current != set()


async def test_another_query_begins_at_its_first_hit() -> None:
    """What one chose for one query is not chosen for the next, also where it is among its hits."""
    async with searching() as view:
        await view.find("养老")
        await view.press("down", "down", "enter")
        chosen = view.chosen[0]
        query = "发展"
        assert chosen in [hit.paragraph for hit in SEARCHER.exact(query).hits[1:]]
        await view.find(query)
        assert view.chosen == first_hit(query)


async def test_the_index_is_got_ready_without_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """While it is built there is a line to say so and search works; then nothing has moved."""
    ready = threading.Event()

    def prepare(self: Searcher, progress: Callable[[str], None]) -> None:
        progress("正在建立检索索引")
        ready.wait(PATIENCE)
        progress("")

    monkeypatch.setattr(Searcher, "prepare", prepare)
    async with searching() as view:
        try:
            await view.press("/")
            await wait_until(view, lambda: view.said("found") == "正在建立检索索引")
            await view.press(*"养老", "down")
            await view.related()
            chosen, said = view.chosen, "第1处／共14处"
        finally:
            ready.set()
        await view.app.workers.wait_for_complete()
        await view.related()
        assert view.said("found") == said
        assert view.chosen == chosen


async def test_what_was_answered_without_the_index_is_answered_again_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The hit that the reader moved to stays chosen."""
    ready = threading.Event()
    search = Searcher.search

    def prepare(self: Searcher, progress: Callable[[str], None]) -> None:
        ready.wait(PATIENCE)

    def fewer(self: Searcher, query: str, part: int | None = None) -> Results:
        found = search(self, query, part)
        return found if ready.is_set() else replace(found, groups=found.groups[:1])

    monkeypatch.setattr(Searcher, "prepare", prepare)
    monkeypatch.setattr(Searcher, "is_indexed", property(lambda self: ready.is_set()))
    monkeypatch.setattr(Searcher, "search", fewer)
    async with searching() as view:
        try:
            await view.press("/", *"养老", "down")
            await view.related()
            chosen = view.chosen
            assert "相关" not in view.listed
        finally:
            ready.set()
        await wait_until(view, lambda: "相关" in view.listed)
        assert view.chosen == chosen


async def test_a_broken_file_of_synonyms_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that cannot be read are a notice, and what is exact is found all the same."""

    def prepare(self: Searcher, progress: Callable[[str], None]) -> None:
        raise Problem("synonyms.toml第3行有误。", remedy="请改正。")

    monkeypatch.setattr(Searcher, "prepare", prepare)
    async with searching() as view:
        await view.press("/", *"养老")
        assert view.hits[:6] == [hit.paragraph for hit in SEARCHER.exact("养老").hits]
        await wait_until(view, lambda: view.notices)
        assert view.notices == ["synonyms.toml第3行有误。请改正。检索只按原文进行。"]


async def test_arrows_show_each_hit_on_the_page() -> None:
    """Going down and up the list brings each hit into view, marked, while one still types."""
    async with searching(size=(120, 24)) as view:
        await view.find("养老")
        hits = SEARCHER.exact("养老").hits
        down = [("down", hit) for hit in hits[1:]]
        up = [("up", hit) for hit in hits[-2::-1]]
        for key, hit in down + up:
            await view.press(key)
            assert view.chosen == (hit.paragraph, hit.spans[0])
            assert view.is_visible((hit.paragraph, hit.spans[0][0]))
            assert view.current_on_page == {(hit.paragraph, at) for at in range(*hit.spans[0])}
            assert view.focused() is view.line
            assert view.line.value == "养老"


async def test_pages_of_the_list_stay_within_it() -> None:
    """PageDown and PageUp choose a hit further on, the last and the first at the ends."""
    async with searching(size=(120, 24)) as view:
        await view.find("发展")
        await view.press("pagedown")
        assert view.chosen[0] in view.hits[2:]
        await view.press(*["pagedown"] * 40)
        assert view.chosen[0] == view.hits[-1]
        await view.press(*["pageup"] * 40)
        assert view.chosen[0] == view.hits[0]


@pytest.mark.parametrize("burst", [True, False])
async def test_enter_goes_to_the_chosen_hit(burst: bool) -> None:
    """Enter gives the keys to the page, which shows the hit, even right behind the last letter."""
    async with searching() as view:
        await view.press("pagedown", "/", *"养老")
        if not burst:
            await view.related()
        await view.press("enter")
        paragraph, span = first_hit("养老")
        assert view.focused() is view.page
        assert view.page.current == paragraph
        assert view.is_visible((paragraph, span[0]))
        await view.related()
        assert view.current_on_page == {(paragraph, at) for at in range(*span)}
        assert view.page.hit_place == (paragraph, span[0])


@pytest.mark.parametrize("query", ["堵车", "老就小区", "ylfw"])
async def test_enter_at_once_finds_what_is_only_related(query: str) -> None:
    """Where nothing stands just so, Enter in the same burst goes to the first related hit."""
    async with searching() as view:
        assert SEARCHER.search(query).groups[0].kind is not HitKind.EXACT
        await view.press("/", *query, "enter")
        assert view.focused() is view.page
        assert view.page.current == first_hit(query)[0]


@pytest.mark.parametrize("late", [True, False])
async def test_a_click_goes_to_the_hit_under_it(late: bool) -> None:
    """Clicking a hit jumps there, and it stays the chosen one, even when related ones come."""
    async with searching() as view:
        await view.press("/", *"养老")
        if late:
            await view.related()
        hit = SEARCHER.exact("养老").hits[2]
        await view.click_hit(hit.paragraph)
        assert view.focused() is view.page
        assert view.page.current == hit.paragraph
        await view.related()
        assert view.chosen == (hit.paragraph, hit.spans[0])
        assert view.current_on_page == {(hit.paragraph, at) for at in range(*hit.spans[0])}


async def test_escape_returns_exactly_to_where_one_was() -> None:
    """After previews all over the report the same rows are back, and nothing is marked."""
    async with searching() as view:
        await view.press(*["pagedown"] * 3, "down")
        top, rows = view.page.top, view.first_row
        await view.find("养老")
        await view.press("down", "down", "down", "pagedown")
        assert view.page.top != top
        await view.press("escape")
        await view.related()
        assert not view.is_open()
        assert view.focused() is view.page
        assert (view.page.top, view.first_row) == (top, rows)
        assert view.hits_on_page == view.current_on_page == set()


async def test_escape_returns_to_where_the_latest_search_began() -> None:
    """Whoever read on beside the hits and searches again comes back to where that was."""
    async with searching() as view:
        await view.find("养老")
        await view.press("enter", "pageup", "pageup")
        top = view.page.top
        await view.find("教育")
        await view.press("down", "escape")
        assert view.page.top == top


async def test_escape_before_the_pause_is_over_leaves_no_marks() -> None:
    """Related hits that were still to come do not mark the page of a search that has ended."""
    async with searching() as view:
        await view.press("/", *"发展", "escape")
        await view.related()
        assert view.hits_on_page == set()


async def test_escape_on_the_page_ends_the_search_and_stays() -> None:
    """On the page Esc puts the pane and the marks away, and the page does not move."""
    async with searching() as view:
        await view.find("养老")
        await view.press("enter")
        top = view.page.top
        assert view.is_open()
        assert view.hits_on_page
        await view.press("escape")
        await view.related()
        assert not view.is_open()
        assert view.page.top == top
        assert view.hits_on_page == view.current_on_page == set()


async def test_a_search_that_is_opened_again_marks_its_hits_again() -> None:
    """The last query is still there, selected to be typed over, with its hits on the page."""
    async with searching() as view:
        await view.find("养老")
        await view.press("enter", "escape", "/")
        await view.related()
        assert view.line.value == "养老"
        assert view.hits == [hit.paragraph for hit in SEARCHER.exact("养老").hits]
        assert view.hits_on_page
        await view.press("水")
        assert view.line.value == "水"


async def test_up_above_the_first_hit_recalls_earlier_queries() -> None:
    """One query further back with each press, none twice; typing begins at the latest again."""
    async with searching() as view:
        for query in ("养老", "就业", "环境"):
            await view.find(query)
            await view.press("enter")
        await view.press("/", "up")
        await view.related()
        assert view.line.value == "就业"
        assert view.chosen == first_hit("就业")
        await view.press("down", "up")
        assert view.line.value == "就业"
        await view.press("up")
        await view.related()
        assert view.line.value == "养老"
        await view.press("up", "up")
        assert view.line.value == "养老"
        await view.press("x")
        await view.related()
        await view.press("up")
        assert view.line.value == "环境"


async def test_tab_restricts_the_search_to_a_part() -> None:
    """Each press goes to the next part and back to the whole report; hits stay inside the part."""
    async with searching() as view:
        await view.find("环境")
        whole = set(view.hits)
        assert view.chips == "[全文]一 二 三 我的批注 全部报告"
        found: set[int] = set()
        for part in REPORT.parts:
            await view.press("tab")
            await view.related()
            assert view.said("scope") == part.text
            last = max(p.number for p in REPORT.paragraphs_under(part.id))
            inside = set(range(part.paragraph, last + 1))
            assert set(view.hits) <= inside
            assert set(view.hits) >= whole & inside
            found |= set(view.hits)
        assert found >= whole
        await view.press("tab")
        assert view.chips.endswith("[我的批注]全部报告")
        await view.press("tab")
        assert view.chips.startswith("[全文]")
        await view.press("shift+tab", "shift+tab")
        assert view.said("scope") == REPORT.parts[-1].text


@pytest.mark.parametrize("query", ["“星际投资”", "“养老”  “火星车”"])
async def test_nothing_found_offers_words_and_headings(query: str) -> None:
    """The words alone or the nearest headings are there, and Enter goes to the first offer."""
    async with searching() as view:
        await view.find(query)
        assert f"没有找到“{query}”。".replace(" ", "") in view.listed.replace(" ", "")
        if "养老" in query:
            assert "只含“养老”的有 6 段：" in view.listed
            expected = first_hit("养老")[0]
        else:
            assert "只含“投资”的有 10 段：" in view.listed
            assert "也许在这些标题下：" in view.listed
            expected = first_hit("投资")[0]
        await view.press("enter")
        assert view.focused() is view.page
        assert view.page.current == expected
        assert view.is_visible((expected, 0)) or "养老" in query


async def test_a_heading_further_down_is_reached_with_the_arrows() -> None:
    """The headings that are offered can be gone through like hits."""
    report = small_report()
    async with searching(report) as view:
        await view.find("“民生星际”")
        headings = Searcher(report).suggest("“民生星际”").headings
        assert len(headings) > 0
        assert view.hits[-len(headings) :] == [heading.paragraph for heading in headings]
        await view.press(*["down"] * 40, "enter")
        assert view.page.current == headings[-1].paragraph


async def test_an_input_method_finds_the_cursor_behind_the_text() -> None:
    """The terminal's cursor is behind the last character, two cells for a Chinese one."""
    async with searching() as view:
        await view.press("/")
        await view.pilot.pause()
        start = view.line.content_region.offset
        for typed, cells in (("养", 2), ("老", 4), ("5", 5), ("％", 7)):
            await view.press(typed)
            assert view.app.cursor_position == start + Offset(cells, 0)
        await view.press("left", "backspace")
        assert view.app.cursor_position == start + Offset(4, 0)


@pytest.mark.parametrize("size", [(120, 40), (60, 24)])
async def test_an_input_method_finds_the_cursor_before_anything_is_typed(
    size: tuple[int, int],
) -> None:
    """The cursor is at the line as soon as it is open, and when it was typed in at once."""
    async with searching(size=size) as view:
        await view.press("/")
        await view.related()
        assert view.line.content_region.y > 0
        assert view.app.cursor_position == view.line.content_region.offset


async def test_no_row_is_painted_for_another_width_than_it_has() -> None:
    """What was listed before the pane had its place is set for it at the first painting."""
    async with searching() as view:
        await view.find("养老")
        await view.related()
        painted = view.painted
        assert any("精确" in row for row in painted)
        view.results._flow = Flow(view.results._lengths, view.results.block, 1)
        view.results.refresh()
        await view.done()
        assert view.painted == painted
