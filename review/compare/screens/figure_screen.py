"""What the three screens of figures have in common: a list of quotes, and the way to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding

from content.errors import Problem
from content.report import Report
from review.compare.screens.figure_desk import FigureDesk, Wanted
from review.compare.screens.figure_list import FigureList, ListEntry
from review.compare.task_states import TaskBook
from review.widgets.form_screen import MOVING, FormScreen

Item = TypeVar("Item")


class FigureScreen(FormScreen[Wanted], Generic[Item]):
    """A list of quotes to go to; its result is where to go, or None.

    A screen says what it lists (`fill`) and how (`entry`), and has an `action_go`. `places` keep
    the chosen entry by the name of the screen's class, for the next time it is opened.
    """

    AUTO_FOCUS = "#figures"
    BINDINGS = [
        Binding("enter", "go", "到原文", key_display="回车"),
        *MOVING,
    ]

    def __init__(self, title: str, places: dict[str, int] | None = None) -> None:
        super().__init__(f"‹ 返回　{title}")
        self.figures = FigureList("figures")
        self.action_move, self.action_page = self.figures.move, self.figures.move_page
        self._places = {} if places is None else places
        self._items: list[Item | None] = []
        """What each entry of the list stands for; None for a heading."""

    def parts(self) -> ComposeResult:
        """What there is to say, the quotes."""
        yield self.saying
        yield self.figures

    def entry(self, item: Item) -> ListEntry:
        """How something is listed; called for each item by `fill`."""
        raise NotImplementedError

    def fill(self, groups: Iterable[tuple[str, Sequence[Item]]], cursor: int | None = None) -> None:
        """List other groups, each heading with the number of its items, also 0.

        The entry of index `cursor` is chosen, headings counted; by default the one chosen last.
        """
        entries: list[ListEntry] = []
        self._items = []
        for heading, items in groups:
            entries += (ListEntry(f"{heading}（{len(items)}）"), *map(self.entry, items))
            self._items += (None, *items)
        last = self._places.get(type(self).__name__, 0)
        self.figures.fill(entries, last if cursor is None else cursor)
        self.refresh_bindings()

    def relist(self, cursor: int | None = None) -> None:
        """List anew what is to be listed; `cursor` is as in `fill`."""
        raise NotImplementedError

    async def read_kept(self, desk: FigureDesk, report: Report | None = None) -> None:
        """Have read what is kept of a report; without it the figures are listed all the same."""
        try:
            await desk.read_kept(report)
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15)

    async def change(
        self, desk: FigureDesk, operation: Callable[[TaskBook], bool | None], said: str = ""
    ) -> None:
        """Have something changed in what is kept, and list what is left.

        `operation` gives False where there was nothing to take back; else `said` is said, without
        which the list tells enough.
        """
        try:
            done = await desk.change(operation)
        except Problem as problem:
            self.say(str(problem), wrong=True)
        else:
            self.relist(self.figures.cursor)
            if said or done is False:
                self.say("没有可以撤销的改动。" if done is False else said)

    @property
    def item(self) -> Item | None:
        """What is chosen; None for nothing, also where there are only headings."""
        at = self.figures.cursor
        return self._items[at] if at < len(self._items) else None

    def action_side(self, side: int) -> None:
        """Choose the left quote of the entry (0) or the right one (1)."""
        self.figures.switch_side(side)

    @on(FigureList.Moved)
    def _moved(self) -> None:
        self._places[type(self).__name__] = self.figures.cursor
        self.refresh_bindings()

    @on(FigureList.Chosen)
    async def _clicked_twice(self) -> None:
        await self.run_action("go")

    @on(events.Click, "#form-title")
    async def _title_clicked(self) -> None:
        await self.run_action("leave")
