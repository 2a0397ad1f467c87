"""The trial vote under a pilot: what people do there, and what is on the screen."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rich.cells import cell_len

from review.settings.config import Config
from review.voting.screens.booth import NAME, Booth
from tests.app.driving import View, reading
from tests.app.waiting import idle
from tests.votes import REPORT

KEYS = {"O": "1", "X": "2", "-": "3"}
"""The key of each mark."""


def said(view: View) -> str:
    """All that is on the screen as one line, so that no row's end cuts a sentence."""
    return "".join(row.strip() for row in view.painted)


def booth(view: View) -> Booth:
    """The voting room."""
    return view.app.get_screen(NAME, Booth)


async def settle(view: View) -> None:
    """Wait until what was asked for is painted."""
    await idle()


async def press(view: View, *keys: str) -> None:
    """Type keys and wait until their work is painted."""
    await view.press(*keys)
    await settle(view)


async def click(view: View, text: str) -> None:
    """Click on the last cell of the first text like this on the screen."""
    await settle(view)
    y, row = next((y, row) for y, row in enumerate(view.painted) if text in row)
    await view.pilot.click(None, offset=(cell_len(row.partition(text)[0] + text) - 1, y))
    await settle(view)


async def confirm(view: View) -> None:
    """Type the number that is shown."""
    await settle(view)
    found = re.search(r"(\d) (\d) 这两个数字", said(view))
    assert found is not None, said(view)
    await press(view, *found.groups())


async def mark(view: View, marks: str) -> None:
    """Mark the first items; a dot leaves one as it is."""
    for sign in marks:
        if sign != ".":
            await view.press(KEYS[sign])
        await view.press("down")
    await settle(view)


async def cast(view: View, marks: str) -> None:
    """From the neutral page to the next one, as one deputy does."""
    await press(view, "enter")
    await mark(view, marks)
    await press(view, "enter")
    await confirm(view)


@asynccontextmanager
async def voting(
    size: tuple[int, int] = (80, 24), key: str = "f5", config: Config | None = None
) -> AsyncIterator[View]:
    """Run the application and go to the vote."""
    async with reading(REPORT, size, config) as view:
        await press(view, key)
        yield view
