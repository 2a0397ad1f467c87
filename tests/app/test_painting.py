"""What stands on the terminal is what a painting of all of it would show, though less is sent."""

from __future__ import annotations

import random

import pyte
import pytest
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen

from review.notes.screens.note_editor import NoteEditor
from review.widgets.text_box import TextBox
from review.widgets.textual_private import whole_screen
from tests.app.driving import View, reading

pytestmark = pytest.mark.painted

COLUMNS, ROWS = 100, 30

KEYS = (
    *("down", "down", "up", "pagedown", "pageup", "home", "end", "space", "]", "["),
    *("f1", "f2", "f2", "f3", "f4", "f8", "ctrl+g"),
    *("enter", "tab", "left", "right", "backspace", "escape", "escape", "escape"),
    *("1", "6", "养", "老", "n", "N", "*"),
)
"""Those of reading, searching and noting; none that ends the program or asks to."""


class Cells(pyte.Screen):
    """pyte's screen, on which half of a wide character does not outlive the other half."""

    def draw(self, data: str) -> None:
        """Draw text."""
        for character in data:
            row, x = self.buffer[self.cursor.y], self.cursor.x
            if x and row[x].data == "":
                row[x - 1] = row[x - 1]._replace(data=" ")
            super().draw(character)
            behind = self.cursor.x
            if behind < self.columns and row[behind].data == "":
                row[behind] = row[behind]._replace(data=" ")


class Terminal:
    """A terminal that is sent what the application paints."""

    def __init__(self) -> None:
        self.screen = Cells(COLUMNS, ROWS)
        self._stream = pyte.Stream(self.screen)

    def paint(self, app: App[None], renderable: CompositorUpdate) -> None:
        """Take what is sent for it."""
        self._stream.feed(renderable.render_segments(app.console))

    def cells(self) -> list[list[tuple[object, ...]]]:
        """Character, colours and emphasis of each cell, by rows."""
        return [[tuple(self.screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """What the application under test paints on."""
    made = Terminal()

    def display(app: App[None], _screen: Screen[object], renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate) and not app._batch_count:
            made.paint(app, renderable)

    monkeypatch.setattr(App, "_display", display)
    return made


def assert_painted(view: View, terminal: Terminal, keys: list[str]) -> None:
    """The terminal shows what another would that is painted anew."""
    anew = Terminal()
    screen, behind = view.app.screen, view.app._background_screens
    painting: object = screen._compositor.render_update(full=True, screen_stack=behind)
    assert isinstance(painting, CompositorUpdate)
    anew.paint(view.app, painting)
    rows = zip(terminal.cells(), anew.cells(), strict=True)
    assert [y for y, (there, wanted) in enumerate(rows) if there != wanted] == [], keys


@pytest.mark.parametrize(
    "seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 60))]
)
async def test_whatever_is_pressed_all_of_it_is_painted(terminal: Terminal, seed: int) -> None:
    dice = random.Random(seed)
    async with reading(size=(COLUMNS, ROWS)) as view:
        assert_painted(view, terminal, [])
        pressed: list[str] = []
        for _ in range(24):
            pressed.append(dice.choice(KEYS))
            await view.press(pressed[-1])
            if view.app._exit:  # Enter on the last row of the help
                return
            await view.done()
            assert_painted(view, terminal, pressed)


async def test_what_is_to_be_painted_while_a_key_is_followed_is_painted_then(
    terminal: Terminal,
) -> None:
    """As where a key is typed while the first page is taken over."""
    async with reading(size=(COLUMNS, ROWS)) as view:
        terminal.screen.erase_in_display(2)
        with view.app.batch_update():
            view.app.paint_spans(
                whole_screen(view.app.screen), [(y, 0, COLUMNS) for y in range(ROWS)]
            )
        view.app.screen.check_idle()
        await view.done()
        assert_painted(view, terminal, [])


async def test_what_was_removed_is_not_painted_until_the_next_layout() -> None:
    """As where the page repaints itself while the editor of a note is put away."""
    async with reading(size=(COLUMNS, ROWS)) as view:
        await view.press("f4")
        await view.done()
        editor = view.app.screen.query_one(NoteEditor)
        assert editor.query_one(TextBox) in view.app.screen._compositor.visible_widgets
        await editor.remove()
        rows = whole_screen(view.app.screen).chops
        assert len(rows) == ROWS
        await view.done()
        assert not view.app.screen.query(NoteEditor)


async def test_a_message_is_painted_by_the_cuts_of_rows_from_before_it_too() -> None:
    """As where a timer paints while the window and the message change at once."""
    async with reading(size=(COLUMNS, ROWS)) as view:
        view.app.notify("已保存。")
        await view.done()
        compositor = view.app.screen._compositor
        compositor._cuts = [[0, COLUMNS] for _ in range(ROWS)]
        assert compositor.render_update(full=True) is not None
