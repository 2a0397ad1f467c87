"""Pictures of the screen.

Before a change of them is accepted (`make test ARGS="tests/app/test_pictures.py
--snapshot-update"`), look at them in tests/app/__snapshots__.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.app import ShenyiApp
from review.settings.config import Config
from tests.app.driving import make_app

STORED = Path(__file__).parent / "__snapshots__" / Path(__file__).stem


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(
        self,
        app: ShenyiApp,
        press: tuple[str, ...] = (),
        terminal_size: tuple[int, int] = (80, 24),
        run_before: Callable[[Pilot[None]], Awaitable[None]] | None = None,
    ) -> bool:
        """Compare a picture with the stored one."""


SIZES = [(120, 40), (80, 24)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_the_first_page(snap_compare: Compare, size: tuple[int, int], theme: str) -> None:
    """Title centred, first paragraphs indented, contents at the left, keys at the bottom."""
    assert snap_compare(make_app(config=Config(theme=theme)), terminal_size=size)


def test_the_middle_of_the_report_after_a_jump(snap_compare: Compare) -> None:
    """A section one jumped to stands first, with its mark; leads are bold, its entry is marked."""
    assert snap_compare(make_app(), ("]",) * 8, terminal_size=(120, 40))


def test_a_narrow_window_with_the_contents_open(snap_compare: Compare) -> None:
    """The contents lie over the page, the chosen entry marked, the rest of the page behind."""
    assert snap_compare(make_app(), ("f2", "down", "down"), terminal_size=(60, 24))


def test_a_citation_that_leads_nowhere(snap_compare: Compare) -> None:
    """What was typed stays, with the answer beside it, above the keys."""

    async def ask(pilot: Pilot[None]) -> None:
        await pilot.press("g")
        pilot.app.screen.query_one(Input).cursor_blink = False
        await pilot.press("九", "enter")

    assert snap_compare(make_app(), terminal_size=(100, 24), run_before=ask)


def test_the_help(snap_compare: Compare) -> None:
    """All keys in tables, over the page, below the line that says what to look for."""
    assert snap_compare(make_app(), terminal_size=(100, 40), run_before=open_help)


def test_the_help_for_what_is_typed(snap_compare: Compare) -> None:
    """In a small window: what has the word, chapter by chapter."""

    async def ask(pilot: Pilot[None]) -> None:
        await open_help(pilot)
        await pilot.press(*"批注")

    assert snap_compare(make_app(), terminal_size=(80, 24), run_before=ask)


async def open_help(pilot: Pilot[None]) -> None:
    """Open the help, with a cursor that does not blink."""
    await pilot.press("f1")
    pilot.app.screen.query_one(Input).cursor_blink = False


def test_forty_columns(snap_compare: Compare) -> None:
    """The narrowest window is all page, with the citation and the share that has been read."""
    assert snap_compare(make_app(), ("pagedown",), terminal_size=(40, 24))


def stored() -> list[Path]:
    """The stored pictures."""
    return sorted(STORED.glob("*.svg"))


def test_the_pictures_show_chinese_text_in_its_cells() -> None:
    """In every stored picture a run of Chinese characters is two cells wide for each."""
    assert len(stored()) >= 9
    for picture in stored():
        spans = re.findall(
            r'textLength="([\d.]+)"[^>]*>([\u4e00-\u9fff]+)<', picture.read_text(encoding="utf-8")
        )
        assert len(spans) >= 10, picture.name
        for length, text in spans:
            assert float(length) == pytest.approx(2 * 12.2 * len(text), abs=0.2)


def test_the_pictures_ask_nothing_of_the_network() -> None:
    """No stored picture names an address but that of its own format."""
    for picture in stored():
        addresses = re.findall(r"https?:[^\"'\s)>]+", picture.read_text(encoding="utf-8"))
        assert set(addresses) == {"http://www.w3.org/2000/svg"}
