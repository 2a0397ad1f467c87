"""The first page that is printed before Textual is loaded is what Textual paints then."""

from __future__ import annotations

from collections.abc import Iterable

import pyte
import pytest
from rich.segment import Segment

from content.shelf.library import load_builtin
from review.base import paths
from review.first_page import FirstPage, escape_codes, screen_rows
from review.settings.colours import COLOURS
from review.settings.config import Config
from review.settings.reading_place import save_place
from review.settings.terminal_drawing import save_drawing, use_drawing
from review.typography.cells import Drawing
from review.widgets.textual_private import painted_rows
from tests.app.driving import View, reading
from tests.app.noting import REPORT, keep, make_note, passage
from tests.app.waiting import wait_until
from tests.small import small_report

SIZES = [(160, 50), (120, 40), (80, 24), (60, 16)]
ALL, FEW = 1 << 24, 256


def cells(
    rows: Iterable[Iterable[Segment]], size: tuple[int, int], colours: int
) -> list[list[tuple[object, ...]]]:
    """What a terminal shows of rows, cell by cell; of a blank one only what is seen of it."""
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(escape_codes([list(row) for row in rows], colours))

    def seen(cell: pyte.screens.Char) -> tuple[object, ...]:
        ink = None if cell.data == " " and not cell.reverse else (cell.fg, cell.bold)
        return cell.data, ink, cell.bg, cell.underscore, cell.reverse

    return [[seen(screen.buffer[y][x]) for x in range(size[0])] for y in range(size[1])]


def assert_same(view: View, config: Config, size: tuple[int, int], colours: int = ALL) -> None:
    """Compare what would have been printed with what the application paints."""
    printed = cells(screen_rows(view.page.report, config, *size), size, colours)
    painted = cells(painted_rows(view.screen), size, colours)
    for y, (before, after) in enumerate(zip(printed, painted, strict=True)):
        assert before == after, f"row {y}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("place", [(1, 0), (30, 20), (68, 3)], ids=["begin", "middle", "end"])
async def test_it_is_the_page_that_textual_paints(
    size: tuple[int, int], place: tuple[int, int]
) -> None:
    """Cell by cell, in every theme, in all colours and in 256, at the place where one stopped."""
    save_place(paths.places_file(), load_builtin(), place)
    async with reading(size=size) as view:
        for theme in COLOURS:
            view.app.theme = theme
            await view.done()
            assert_same(view, Config(theme=theme), size)
        assert_same(view, Config(theme=theme), size, FEW)


async def test_keys_and_theme_of_the_settings_are_its_own() -> None:
    """What `config.toml` says holds from the beginning."""
    config = Config(theme="light", keys={"goto": "f12", "help": "ctrl+t,f1"})
    async with reading(size=(120, 40), config=config) as view:
        assert_same(view, config, (120, 40))


@pytest.mark.parametrize("how", [Drawing.SPACED, Drawing.WIDE])
async def test_punctuation_is_as_wide_as_the_terminal_draws_it(how: Drawing) -> None:
    """What was answered for this terminal holds from the beginning, and … keeps to its row."""
    save_drawing(paths.drawing_file(), how)
    try:
        async with reading(size=(80, 24)) as view:
            assert_same(view, Config(), (80, 24))
            assert [view.contents.entry_at(y) for y in range(22)] == list(range(22))
    finally:
        use_drawing(Drawing.NARROW)


async def test_a_report_shorter_than_the_window() -> None:
    """Nothing is scrolled, and the bars say so."""
    async with reading(small_report(), (120, 40)) as view:
        assert_same(view, Config(), (120, 40))


@pytest.mark.parametrize("size", [(160, 50), (80, 24)], ids=["beside", "below"])
async def test_rows_with_notes_are_those_that_differ(size: tuple[int, int]) -> None:
    """Notes come a moment later; what they change is found, and painted."""
    keep(REPORT, make_note(REPORT, passage("请予审议"), "数字从何而来"))
    async with reading(size=size) as view:
        await wait_until(view, lambda: view.page_shows("★"))
        page = FirstPage(screen_rows(REPORT, Config(), *size), [])
        now = painted_rows(view.screen)
        differing = page.differing(now)
        assert differing
        assert len(differing) < size[1]
        before = cells(screen_rows(REPORT, Config(), *size), size, ALL)
        after = cells(now, size, ALL)
        assert differing == [y for y in range(size[1]) if before[y] != after[y]]


async def test_rows_of_another_size_all_differ() -> None:
    """The window may change while Textual is loaded."""
    page = FirstPage(screen_rows(REPORT, Config(), 80, 24), [])
    async with reading(size=(80, 30)) as view:
        assert page.differing(painted_rows(view.screen)) == list(range(30))
