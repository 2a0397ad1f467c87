"""What the screens of 对照 and 任务清单 share: the figures, what is kept, and where one was.

Figures are read and compared on threads of their own: a usual report takes a twentieth of a second,
a very long one seconds. Who leaves meanwhile does not wait for them. What is kept is read and
written on the thread of the notebook. All else belongs to the main thread.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from typing import NamedTuple, ParamSpec, TypeVar

from content.errors import Problem
from content.facts.comparison import Comparison, FigureBook, compare, same_place
from content.facts.waiting import go_on, stop_when
from content.report import Report
from content.span import Span
from review.base.reports import user_shelf
from review.compare.task_states import Kept, TaskBook
from review.notes.model import Kind
from review.notes.screens.note_desk import NoteDesk
from review.notes.store.note_store import NoteStore

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Wanted(NamedTuple):
    """What the reading view is to show when a screen has gone."""

    report_id: str
    """That of the report that is open, or of another one on the shelf."""
    span: Span
    kind: Kind | None = None
    """The kind of the note that is to be written there; None to go there only."""
    body: str = ""
    """What the note says to begin with; the deputy may change it."""


class FigureDesk:
    """Reads the figures of a report once, and keeps what is chosen on the screens.

    Args:
        report: The report that is open.
        notes: Its notes, whose notebook keeps states and hidden rows as well.
    """

    def __init__(self, report: Report, notes: NoteDesk) -> None:
        self.report = report
        self.book = FigureBook(report)
        self.other: FigureBook | None = None
        """The report of the year before or after, once it was asked for."""
        self.kept = Kept(())
        """What is kept, as of the last `read_kept` or `change`."""
        self._kept_of = report
        """The report of which that is."""
        self.across = False
        """Whether two reports are compared, not the two sides of one."""
        self.places: dict[str, int] = {}
        """The entry that is chosen on each screen, by the name of its class; headings count."""
        self.side = 0
        """The side of 对照 that is chosen: the results (0) or the goals (1)."""
        self._notes = notes

    async def apart(self, function: Callable[_P, _T], *args: _P.args, **named: _P.kwargs) -> _T:
        """Run a function on a thread of its own, which ends soon once nobody waits for it."""
        has_left = Event()

        def work() -> _T:
            stop_when(has_left.is_set)
            return function(*args, **named)

        try:
            return await asyncio.to_thread(work)
        finally:
            has_left.set()

    async def compared(self) -> Comparison:
        """The comparison that is asked for; of two reports the later one has the results.

        Raises:
            Problem: The lexicon cannot be read.
        """
        if not self.across or self.other is None:
            return await self.apart(compare, self.book)
        first, second = sorted((self.book, self.other), key=lambda book: book.calendar.plan or 0)
        return await self.apart(compare, second, first)

    async def find_other(self) -> bool:
        """Look on the shelf for a report of this place, a year older or newer; whether there is.

        The older one is taken where there are both, and kept in `other`.
        """
        if self.other is None:
            self.other = await self.apart(self._neighbour)
        return self.other is not None

    def _neighbour(self) -> FigureBook | None:
        """The report of the year before or after; opened are those whose manifest may fit."""
        shelf, plan, place = user_shelf(), self.book.calendar.plan, self.book.place
        if plan is None or not place:
            return None
        found: dict[int, FigureBook] = {}
        for shelved in shelf.list():
            go_on()
            year, its_place = shelved.year, shelved.place
            is_near = not year or abs(year - plan) <= 1
            if shelved.id == self.report.id or not (is_near and same_place(place, its_place)):
                continue
            try:
                book = FigureBook(shelf.open(shelved.id))
            except Problem:
                continue  # the shelf itself tells of it
            if book.place and same_place(place, book.place) and book.calendar.plan is not None:
                found.setdefault(book.calendar.plan, book)
        return found.get(plan - 1) or found.get(plan + 1)

    async def next_year(self) -> Comparison | None:
        """The goals of the report beside next year's results; None without such a report.

        `other` may be that of the year before, which says nothing of these goals.
        """
        await self.find_other()
        other, plan = self.other, self.book.calendar.plan
        if other is None or plan is None or other.calendar.plan != plan + 1:
            return None
        return await self.apart(compare, other, self.book)

    # What is kept

    async def read_kept(self, report: Report | None = None) -> None:
        """Read what is kept of a report, and have `change` change that: of the open one by default.

        Raises:
            Problem: It cannot be read, or not be moved to the text that the report has now.
        """
        self._kept_of = report or self.report
        await self.change(lambda _book: None)

    async def add_task(self, span: Span) -> None:
        """Keep a passage of the report that is open as a task, whatever was compared last."""
        self._kept_of = self.report
        await self.change(lambda book: book.add(span))

    async def change(self, operation: Callable[[TaskBook], _T]) -> _T:
        """Have something changed in what is kept of the report of `read_kept`, and read it again.

        `operation` runs on the thread of the notebook; what it gives is given back.

        Raises:
            Problem: It could not be written; all is as it was.
        """
        report = self._kept_of  # now, and not when its turn has come

        def work(store: NoteStore) -> tuple[_T, Kept]:
            book = TaskBook(store, report)
            return operation(book), book.kept()

        done, self.kept = await self._notes.notebook.ask(work)
        return done
