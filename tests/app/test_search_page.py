"""A search seen from the page: marks, the next hit, narrow windows, odd queries, pictures."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from textual import events
from textual.pilot import Pilot

from index.searcher import Searcher
from review.app import ShenyiApp
from review.search.result_entries import HitPlaces
from review.settings.config import Config
from tests.app.driving import make_app
from tests.app.searching import REPORT, SEARCHER, Finder, first_hit, searching
from tests.app.test_pictures import Compare
from tests.small import small_report


@pytest.fixture(autouse=True)
def _no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search by scanning: building the index is tested in tests/unit/index."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)


@pytest.mark.parametrize("size", [(120, 40), pytest.param((81, 24), marks=pytest.mark.long)])
async def test_marks_on_the_page_are_exact(size: tuple[int, int]) -> None:
    """On every screen just the characters are marked where the raw text has what was typed."""
    spans = {
        paragraph.number: [match.span() for match in re.finditer("社区", paragraph.text)]
        for paragraph in REPORT.paragraphs
    }
    async with searching(size=size) as view:
        await view.find('"社区"')
        seen = set()
        await view.press("enter", "home")
        for _ in range(60):
            assert view.hits_on_page == view.visible(spans)
            seen |= view.hits_on_page
            await view.press("pagedown")
        assert len(seen) == sum(high - low for found in spans.values() for low, high in found)


@pytest.mark.parametrize("query", ["养老", "老就小区", "ylfw", "看病"])
async def test_related_hits_are_marked_too(query: str) -> None:
    """What sounds like the query or means it is marked just where the search says."""
    spans = {hit.paragraph: hit.spans for hit in SEARCHER.search(query).hits}
    async with searching() as view:
        await view.find(query)
        if SEARCHER.exact(query).hits:
            await view.press("up", *["down"] * len(view.hits), "enter")
        await view.press("enter")
        assert view.hits_on_page == view.visible(spans) != set()


@pytest.mark.parametrize(("following", "previous"), [("n", "N"), ("ctrl+n", "ctrl+b")])
async def test_the_next_hit_round_the_end(following: str, previous: str) -> None:
    """One key goes through all hits in the order of the report and round its end, one goes back."""
    async with searching(size=(120, 24)) as view:
        await view.find("教育")
        await view.press("enter")
        start = view.page.hit_place
        order = [(p, span[0]) for p, span in HitPlaces(SEARCHER.search("教育").hits).order]
        assert len(order) > 2
        turn = order.index(start)
        expected = order[turn + 1 :] + order[: turn + 1]
        for place in expected:
            await view.press(following)
            assert view.page.hit_place == place
            assert view.is_visible(place)
            assert place in view.current_on_page
            assert view.page.current == place[0]
        for place in [*reversed(expected[:-1]), start]:
            await view.press(previous)
            assert view.page.hit_place == place


async def test_the_next_hit_right_after_a_burst_is_another_one() -> None:
    """`n` after Enter goes on from the hit one went to, also when related hits came later."""
    async with searching() as view:
        await view.press("/", *"养老", "enter")
        await view.related()
        paragraph, span = first_hit("养老")
        await view.press("n")
        assert view.page.hit_place > (paragraph, span[0])


@pytest.mark.parametrize("key", ["ctrl+n", "ctrl+b"])
async def test_hits_can_be_gone_through_while_one_types(key: str) -> None:
    """The control keys work in the line too, and leave what is typed alone."""
    async with searching() as view:
        await view.find("养老")
        await view.press(key)
        assert view.current_on_page
        assert view.focused() is view.line
        assert view.line.value == "养老"


@pytest.mark.parametrize("key", ["n", "N"])
async def test_without_a_search_the_key_says_how_to_search(key: str) -> None:
    """Before there are hits the page stays, and there is a word about F3."""
    async with searching() as view:
        top = view.page.top
        await view.press(key)
        assert view.page.top == top
        assert "F3" in view.notices[-1]


async def test_a_narrow_window_shows_pane_or_page() -> None:
    """At 60 columns the pane covers the page until Enter, and can be opened again."""
    async with searching(size=(60, 24)) as view:
        await view.find("养老")
        assert view.pane.region.width == 60
        assert view.pane.region.contains_region(view.page.region)
        await view.press("enter")
        assert not view.is_open()
        paragraph, span = first_hit("养老")
        assert view.is_visible((paragraph, span[0]))
        assert view.current_on_page == {(paragraph, at) for at in range(*span)}
        here = view.page.hit_place
        await view.press("n")
        assert view.page.hit_place > here
        assert view.page.hit_place in view.current_on_page
        top = view.page.top
        await view.press("/", "down")
        assert view.is_open()
        await view.press("escape")
        assert not view.is_open()
        assert view.page.top == top


async def test_a_window_that_changes_keeps_the_search() -> None:
    """From wide to narrow and back the query, the choice and the marks are the same."""
    async with searching() as view:
        await view.find("养老")
        await view.press("down")
        chosen, current = view.chosen, view.current_on_page
        await view.pilot.resize_terminal(60, 24)
        await view.related()
        assert view.chosen == chosen
        assert view.pane.region.width == 60
        await view.pilot.resize_terminal(120, 40)
        await view.related()
        assert view.chosen == chosen
        assert view.current_on_page == current
        assert view.focused() is view.line


ODD = {
    "empty": "",
    "blank": " 　 ",
    "long": "养老服务" * 2500,
    "punctuation": "，。！？…—（）",
    "quote": '"养老',
    "quotes": '“养老” ” “ "',
    "control": "养\x00老\x1b[31m\x07",
    "emoji": "👨‍👩‍👧🙂",
    "minus": "-",
    "only unwanted": "-养老",
    "markup": "[red]养老[/red] [/]",
    "query language": "a:b AND (* OR ~) NOT ^2",
    "lone surrogate": "养老\udc80",
    "joined": "\u0301\u200d\ufeff",
}
"""What a person would not type but a paste or a slip brings."""


async def test_odd_queries_get_an_answer_or_a_hint() -> None:
    """Whatever is pasted, the pane answers, and so do arrows, Enter, Esc and the next query."""
    async with searching(size=(100, 24)) as view:
        for name, query in ODD.items():
            await view.press("/")
            await view.press(*["ctrl+u"] * bool(view.line.value))
            view.app.post_message(events.Paste(query))
            await view.related()
            assert view.line.value == query, name
            assert view.said("found") or view.listed, name
            assert view.picture(view.results), name
            await view.press("down", "up", "enter", "n")
            await view.press("/", "escape")
            assert not view.is_open(), name
            await view.find("养老")
            assert view.chosen == first_hit("养老"), name
            await view.press("escape")


@pytest.mark.parametrize(
    ("query", "hint"),
    [("", "请输入"), ("，。", "标点"), ("🙂", "表情"), ("-", "请输入"), ("-养老", "排除"),
     ("养" * 300, "太长")],
)  # fmt: skip
async def test_a_query_that_cannot_be_followed_is_explained(query: str, hint: str) -> None:
    """The line below the query says what is wrong with it."""
    async with searching() as view:
        await view.press("/")
        view.app.post_message(events.Paste(query))
        await view.related()
        assert hint in view.said("found")


async def test_all_rows_of_what_is_pasted_are_looked_for() -> None:
    """A sentence that was copied in rows, as from a PDF, is not cut at the first of them."""
    async with searching() as view:
        await view.press("/")
        view.app.post_message(events.Paste("\r\n　社会保障\r\n养老服务\n\n"))
        await view.related()
        assert view.line.value == "社会保障 养老服务"


async def test_a_report_with_odd_characters_is_shown_as_it_is() -> None:
    """Markup in the text is no markup in the list."""
    async with searching(small_report()) as view:
        await view.find("不是标记")
        assert "[red]不是标记[/red]" in view.listed


# Pictures; see test_pictures.py


def asking(query: str, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What searches, waits for all results and presses further keys."""

    async def ask(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, ShenyiApp)
        await pilot.pause()
        view = Finder(pilot.app, pilot)
        await view.press("/")
        view.line.cursor_blink = False
        await view.press(*query)
        await view.related()
        await view.press(*keys)
        await view.related()

    return ask


@pytest.mark.parametrize(
    ("theme", "size"),
    [("dark", (120, 40)), ("light", (80, 24))],
    ids=["dark-120x40", "light-80x24"],
)
def test_the_results(snap_compare: Compare, theme: str, size: tuple[int, int]) -> None:
    """Query, scope, counts and groups at the left; on the page all hits, the chosen one set off."""
    app = make_app(config=Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=asking("养老", "down"))


def test_nothing_found(snap_compare: Compare) -> None:
    """What was asked is repeated, with the word that is there and the nearest headings."""
    ask = asking("“养老” “火星车”")
    assert snap_compare(make_app(), terminal_size=(100, 24), run_before=ask)


def test_a_narrow_window(snap_compare: Compare) -> None:
    """The pane is as wide as the window and hides the page."""
    assert snap_compare(make_app(), terminal_size=(60, 24), run_before=asking("老就小区"))


def test_the_page_after_enter_in_a_narrow_window(snap_compare: Compare) -> None:
    """The page is back with its hits marked and the one that was chosen set off."""
    ask = asking("老就小区", "enter")
    assert snap_compare(make_app(), terminal_size=(60, 24), run_before=ask)
