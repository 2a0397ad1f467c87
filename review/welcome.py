"""The first start of a user: what this is, where help and notes are, how the terminal draws.

These rows stand below the page, which is so much shorter meanwhile, so that they lie over no text.
They are in no key's way: the first key or click that does something puts them away and does it.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.widget import Widget

from content.errors import Problem
from content.files import is_there
from review.base import paths
from review.base.files import write_atomic
from review.drawing_question import DrawingQuestion, measure
from review.settings.terminal_drawing import save_drawing
from review.typography.cells import Drawing, draw, drawing
from review.widgets.textual_private import driver_of

if TYPE_CHECKING:
    from review.app import ShenyiApp
    from review.widgets.prose import Prose


def remember() -> None:
    """Say it never again; where that cannot be written, it is said at the next start too."""
    with suppress(Problem):
        write_atomic(paths.welcome_file(), b"")


def panel() -> Prose:
    """The three lines; of a long path, which would take a small window, both ends."""
    from review.widgets.prose import Prose, ProseLine  # nobody who has been welcomed waits for it

    where = paths.shown(paths.notes_file())
    if len(where) > 36:  # about a row of the smallest window, 40 cells
        where = f"{where[:12]}……{where[-20:]}"
    return Prose(
        [
            ProseLine("欢迎。审议帮您读报告、写批注、试投票。", "bold"),
            ProseLine("F1看用法，Ctrl+Q退出；一开始读就收起。"),
            ProseLine(f"批注只存在这台电脑上：{where}"),
        ],
        id="welcome",
    )


class Welcome:
    """Shows the three lines, and the question how the terminal draws; puts both away."""

    def __init__(self, app: ShenyiApp) -> None:
        self._app = app
        self._is_due = not is_there(paths.welcome_file())
        self._panel = panel() if self._is_due else None
        """The three lines, while they are shown."""
        self._question = DrawingQuestion() if self._is_due else None
        """The question, likewise; looked for at each key, it would cost a millisecond."""
        self._is_wanted = False
        """Whether what is done just now asks the question, and does not put it away."""

    def lines(self) -> list[Widget]:
        """What to show below the page; the question only where the window has room for it."""
        return [lines for lines in (self._question, self._panel) if lines is not None]

    def begin(self) -> None:
        """Take note that the lines are shown, if they are."""
        if self._is_due:
            self._app.write_soon(remember)
            self._measure()

    def ask(self) -> None:
        """Ask which of two rows can be read; not where the terminal gives both their room."""
        self._is_wanted = True
        if self._question is None:
            self._question = DrawingQuestion()
            self._app.reading.mount(self._question, before=self._panel or "#keys")
        self._measure()

    def _measure(self) -> None:
        driver = driver_of(self._app)
        if driver is not None and not self._app.is_headless:
            measure(driver)

    def answers(self, event: events.Key) -> bool:
        """Whether a key answers the question; whatever else is done lets the guess stand."""
        self._is_wanted = False
        return self._question is not None and self._question.answer(event.character or "")

    async def answered(self, how: Drawing) -> bool:
        """Draw so from now on, on this terminal; whether the report has to be shown anew for it."""
        if self._question is not None:
            await self._question.remove()
            self._question = None
        self._app.write_soon(partial(save_drawing, paths.drawing_file(), how))
        if how is drawing():
            return False
        draw(how)
        self._panel = None
        return True

    async def end(self) -> None:
        """Give the page these rows, once somebody has begun; the guess counts as the answer."""
        if self._is_wanted:
            return
        question, lines = self._question, self.lines()
        if question is not None and not question.is_answered:
            self._app.write_soon(partial(save_drawing, paths.drawing_file(), drawing()))
        self._panel = self._question = None
        if lines:
            await self._app.reading.query("DrawingQuestion, #welcome").remove()
