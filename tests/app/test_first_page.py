"""The first page that is printed before Textual is loaded is what Textual paints then."""

from __future__ import annotations

from collections.abc import Iterable

import pyte
import pytest
from rich.segment import Segment

from content.shelf.library import load_builtin
from review.base import paths
from review.first_page import FirstPage, escape_codes, screen_rows
from review.notes.store.peek import has_notes
from review.settings.colours import COLOURS
from review.settings.config import Config
from review.settings.reading_place import save_place
from review.settings.terminal_drawing import save_drawing
from review.typography.cells import Drawing, draw
from review.widgets.textual_private import painted_rows, whole_screen
from tests.app.driving import View, reading
from tests.app.noting import REPORT, keep, make_note, passage
from tests.app.waiting import wait_until
from tests.small import small_report

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
    painted = cells(painted_rows(whole_screen(view.screen)), size, colours)
    for y, (before, after) in enumerate(zip(printed, painted, strict=True)):
        assert before == after, f"row {y}"


@pytest.mark.parametrize(
    ("size", "place"),
    [((160, 50), (1, 0)), ((120, 40), (30, 20)), ((80, 24), (68, 3)), ((60, 16), (30, 20))],
    ids=["begin", "middle", "end", "narrow"],
)
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
        draw(Drawing.NARROW)


async def test_a_report_shorter_than_the_window() -> None:
    """Nothing is scrolled, and the bars say so."""
    async with reading(small_report(), (120, 40)) as view:
        assert_same(view, Config(), (120, 40))


@pytest.mark.parametrize("size", [(160, 50), (120, 40), (80, 24)], ids=["huge", "beside", "below"])
async def test_what_notes_change_is_what_differs(size: tuple[int, int]) -> None:
    """Notes come a moment later, where room was kept for them, and no other cell is painted."""
    keep(REPORT, make_note(REPORT, passage("请予审议"), "数字从何而来"))
    assert has_notes(paths.notes_file(), REPORT.id)
    async with reading(size=size) as view:
        await wait_until(view, lambda: view.page_shows("★"))
        rows = screen_rows(REPORT, Config(), *size, has_notes=True)
        now = painted_rows(whole_screen(view.screen))
        differing = list(FirstPage(rows, True, []).differing(now))
        before, after = cells(rows, size, ALL), cells(now, size, ALL)
        covered = {(x, y) for y, start, end in differing for x in range(start, end)}
        changed = {
            (x, y) for y in range(size[1]) for x in range(size[0]) if before[y][x] != after[y][x]
        }
        assert changed
        assert changed <= covered
        assert len(covered) < 300


async def test_rows_of_another_size_all_differ() -> None:
    """The window may change while Textual is loaded."""
    page = FirstPage(screen_rows(REPORT, Config(), 80, 24), False, [])
    async with reading(size=(90, 30)) as view:
        differing = list(page.differing(painted_rows(whole_screen(view.screen))))
        assert {(y, 0, 90) for y in range(24, 30)} <= set(differing)
        assert {y for y, _start, _end in differing} == set(range(30))
