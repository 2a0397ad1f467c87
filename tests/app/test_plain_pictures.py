"""What the screens look like to eyes, and on terminals, that have few colours or none.

One page with everything on it: a heading, a note and its sign, hits, the one that one is at, a
selection, the chosen entry of the list. And the vote: rules, a ballot, its review, a result.
"""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from content.shelf.library import load_builtin
from content.span import Span
from index.searcher import Searcher
from review.app import ShenyiApp
from review.settings.config import Config
from review.voting.rules.rules import NO_LIMIT, Rules
from review.widgets.line_input import LineInput
from tests.app.driving import View, make_app
from tests.app.noting import keep, make_note
from tests.app.searching import Finder
from tests.app.test_pictures import Compare
from tests.app.voting import press
from tests.votes import start

REPORT = load_builtin()
NOTED = 59
"""Paragraph 二（七）第3段, which speaks of 养老."""


@pytest.fixture(autouse=True)
def _noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note on the disk, and a search that scans, so that all results are there at once."""
    monkeypatch.setattr(Searcher, "prepare", lambda self, progress: None)
    keep(REPORT, make_note(REPORT, Span(NOTED, 0, NOTED, 20), "建议公布进度。"))


async def everything(pilot: Pilot[None]) -> None:
    """Search, go to a hit, and select beside it."""
    assert isinstance(pilot.app, ShenyiApp)
    await pilot.pause()
    view = Finder(pilot.app, pilot)
    await view.press("f3")
    view.line.cursor_blink = False
    await view.press(*"养老")
    await view.related()
    await view.press("enter")
    page = view.page
    await pilot.mouse_down(page, (10, 3))
    await pilot.hover(page, (20, 4))
    await pilot.mouse_up(page, (20, 4))
    await pilot.pause()


def test_without_colours(snap_compare: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves greys; reverse, underline, bold and the signs tell all there is to tell."""
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(make_app(REPORT), terminal_size=(100, 30), run_before=everything)


@pytest.mark.parametrize("theme", ["contrast", "light"])
def test_in_colours(snap_compare: Compare, theme: str) -> None:
    """The same screen in contrast and on paper."""
    app = make_app(REPORT, Config(theme=theme))
    assert snap_compare(app, terminal_size=(100, 30), run_before=everything)


RULES = Rules(deputies_total=10, present=10, issued=10, seats=2, select_max=NO_LIMIT)
TIED = ["O-OO"] * 7 + ["O"] * 3
MARKED = ("enter", "1", "down", "2", "down", "3", "down")


@pytest.mark.parametrize(
    ("ballots", "key", "keys"),
    [
        (None, "f5", ("2", *["down"] * 4)),
        ([], "f5", MARKED),
        ([], "f5", (*MARKED, "enter")),
        (TIED, "f6", ("enter", "7", "4", "enter", "7", "4")),
    ],
    ids=["rules", "ballot", "review", "result"],
)
def test_the_vote_without_colours(
    snap_compare: Compare,
    monkeypatch: pytest.MonkeyPatch,
    ballots: list[str] | None,
    key: str,
    keys: tuple[str, ...],
) -> None:
    """What has the focus, what is marked, who has won and where the line is: told without hue."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("review.voting.screens.questions.new_code", lambda: "74")
    if ballots is not None:
        start(RULES, *ballots)

    async def steps(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, ShenyiApp)
        view = View(pilot.app, pilot)
        await press(view, key)
        for each in keys:
            await press(view, each)
        for line in pilot.app.screen.query(LineInput):  # in the picture it may just be dark
            assert line.get_component_styles("input--cursor").text_style.reverse

    assert snap_compare(make_app(REPORT), terminal_size=(80, 24), run_before=steps)
