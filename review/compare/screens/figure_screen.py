"""What the three screens of figures have in common: a list of quotes, and the way to them."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from review.compare.screens.figure_desk import Wanted
from review.compare.screens.figure_list import FigureList
from review.widgets.form_screen import FormScreen
from review.widgets.key_bar import Keys


class FigureScreen(FormScreen[Wanted]):
    """A list of quotes; the result is where to go, or the note to write there.

    Args:
        title: What is listed.
    """

    AUTO_FOCUS = "#figures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "到原文", key_display="回车"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]

    def __init__(self, title: str) -> None:
        super().__init__(f"‹ 返回　{title}")
        self.figures = FigureList("figures")

    def compose(self) -> ComposeResult:
        """The title, what there is to say, the quotes."""
        yield self.heading
        yield self.saying
        yield self.figures
        yield Keys()

    def action_move(self, entries: int) -> None:
        """Choose an entry some entries on."""
        self.figures.move(entries)

    def action_page(self, direction: int) -> None:
        """Choose an entry about a screen on."""
        self.figures.move_page(direction)

    @on(FigureList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(FigureList.Chosen)
    async def _clicked_twice(self) -> None:
        await self.run_action("go")

    @on(events.Click, "#form-title")
    async def _title_clicked(self) -> None:
        await self.run_action("leave")
