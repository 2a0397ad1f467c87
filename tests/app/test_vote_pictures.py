"""Pictures of the trial vote: see tests/app/test_pictures.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from review.settings.config import Config
from review.voting.rules.choices import Mode
from review.voting.rules.rules import NO_LIMIT, Rules
from review.voting.screens.booth import NAME, Booth
from tests.app.driving import make_app
from tests.app.test_pictures import Compare
from tests.votes import start

LOOKS = [((80, 24), "light"), ((120, 40), "dark")]
TEN = Rules(deputies_total=10, present=10, issued=10, seats=2)
MARKS = ("1", "down", "2", "down", "3", "down", "1")

looks = pytest.mark.parametrize(("size", "theme"), LOOKS, ids=["light-80x24", "dark-120x40"])

Steps = Callable[[Pilot[None]], Awaitable[None]]


def pressing(*keys: str) -> Steps:
    """Go to the vote and type some keys."""

    async def steps(pilot: Pilot[None]) -> None:
        await pilot.press("f5", *keys)
        await pilot.pause()

    return steps


@pytest.fixture(autouse=True)
def _known_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("review.voting.screens.questions.new_code", lambda: "74")


@looks
def test_the_rules(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """Numbers, the way to vote, what follows from them, and the candidates beside it."""
    app = make_app(config=Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=pressing("enter", "2", "down", "9"))


@looks
def test_the_ballot(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """○, × and — of equal weight; the chosen item and its quotes; 已选 2／至多 2."""
    start(TEN)
    app = make_app(config=Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=pressing("enter", *MARKS))


@looks
def test_the_review(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """All sixteen items with their marks, and the number to type, on one screen."""
    start(TEN)
    app = make_app(config=Config(theme=theme))
    assert snap_compare(app, terminal_size=size, run_before=pressing("enter", *MARKS, "enter"))


@looks
def test_the_neutral_page(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """Nothing of the ballot that was cast but that one more is in the box."""
    start(TEN, "O", "X")
    app = make_app(config=Config(theme=theme))
    steps = pressing("enter", *MARKS, "enter", "7", "4")
    assert snap_compare(app, terminal_size=size, run_before=steps)


@looks
def test_the_cover(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """An idle ballot has been put away; it is said that its marks are gone."""
    start(TEN, "O")

    async def steps(pilot: Pilot[None]) -> None:
        await pressing("enter", *MARKS)(pilot)
        await pilot.app.get_screen(NAME, Booth).cover()
        await pilot.pause()

    assert snap_compare(make_app(config=Config(theme=theme)), terminal_size=size, run_before=steps)


@looks
def test_the_result(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """Figures, what came out, and the items with bars that reach the line if they pass."""
    start(Rules(deputies_total=10, seats=2, select_max=NO_LIMIT), *["OXO"] * 6, *["O-OO"] * 4)
    app = make_app(config=Config(theme=theme))
    steps = pressing("f6", "enter", "7", "4", "enter", "7", "4")
    assert snap_compare(app, terminal_size=size, run_before=steps)


def test_the_ballot_in_forty_columns(snap_compare: Compare) -> None:
    """The quotes stand below the ballot; titles wrap beside their boxes."""
    start(Rules(seats=3, mode=Mode.RANK))
    steps = pressing("enter", "space", "down", "space")
    assert snap_compare(make_app(), terminal_size=(40, 24), run_before=steps)


def test_a_paper_ballot_being_copied(snap_compare: Compare) -> None:
    """One box for each item, and every mark that can stand on paper."""
    start(TEN)
    steps = pressing("f6", "2", "1", "2", "3", "4", "5")
    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=steps)
