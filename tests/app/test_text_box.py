"""Several lines to type in: whatever is done to them, the box goes on."""

from __future__ import annotations

import random

import pytest
from textual.app import App, ComposeResult

from review.widgets.text_box import TextBox

KEYS = (
    *("enter", "enter", "字", "数", "tab", "delete", "backspace", "ctrl+z", "ctrl+y"),
    *("up", "down", "home", "end", "left", "right", "pageup", "pagedown"),
    *("shift+up", "shift+down", "shift+home", "shift+end", "ctrl+left", "f7"),
    *("ctrl+k", "ctrl+u", "ctrl+w", "ctrl+x", "ctrl+v", "ctrl+d"),
)


class BoxApp(App[None]):
    """A box of three rows."""

    CSS = "TextBox { height: 3; width: 12; }"

    def compose(self) -> ComposeResult:
        """The box alone."""
        yield TextBox("", "写在这里")


@pytest.mark.parametrize("taken_away_by", [["f7", "delete"], ["ctrl+z"] * 8])
async def test_lines_with_the_cursor_are_taken_away(taken_away_by: list[str]) -> None:
    app = BoxApp()
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press(*["字", "enter"] * 4)
        assert app.query_one(TextBox).show_vertical_scrollbar
        await pilot.press(*taken_away_by)
        assert app.query_one(TextBox).text == ""
        await pilot.press("还")
        assert app.query_one(TextBox).text == "还"


@pytest.mark.parametrize("seed", range(4))
async def test_a_box_outlives_any_keys(seed: int) -> None:
    chance = random.Random(seed)
    app = BoxApp()
    async with app.run_test(size=(20, 6)) as pilot:
        await pilot.press(*chance.choices(KEYS, k=120))
        box = app.query_one(TextBox)
        assert box.cursor_location <= box.document.end
