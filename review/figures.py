"""The way from a report to 对照 and 任务清单, and from there to a quote in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.errors import Problem
from review.compare.screens.figure_desk import FigureDesk, Wanted
from review.compare.screens.terms_screen import TermsScreen
from review.voting.screens.source_screen import SourceScreen

if TYPE_CHECKING:
    from review.app import ShenyiApp
    from review.report_screen import ReportScreen


class FigureScreens:
    """Opens the screens over the report that is open, and does what they ask for.

    Its public methods are what `app.figures('…')` names in the table of keys. Another report has
    another of these. Each screen is imported when it is opened: all together take 45 ms more.
    """

    def __init__(self, app: ShenyiApp, reading: ReportScreen) -> None:
        self.reading = reading
        self._app = app
        self._desk: FigureDesk | None = None

    async def _figures(self) -> FigureDesk:
        await self.reading.furnished.wait()
        if self._desk is None:
            self._desk = FigureDesk(self.reading.report, self.reading.notes)
        return self._desk

    async def compare(self) -> None:
        """Lay goals and results side by side; said where something lies over the report."""
        from review.compare.screens.compare_screen import CompareScreen  # 10 ms

        if self._app.is_at_report():
            self._app.push_screen(CompareScreen(await self._figures()), self._chosen)

    async def tasks(self) -> None:
        """List what the report promises."""
        from review.compare.screens.tasks_screen import TasksScreen  # 45 ms

        if self._app.is_at_report():
            self._app.push_screen(TasksScreen(await self._figures()), self._chosen)

    async def tasks_here(self) -> None:
        """List the tasks in the quotes of a candidate that are shown, and come back to them."""
        from review.compare.screens.tasks_screen import TasksScreen  # likewise

        if isinstance(self._app.screen, SourceScreen):
            spans = tuple(quote.span for quote in self._app.screen.quotes)
            self._app.push_screen(TasksScreen(await self._figures(), spans))

    async def terms(self) -> None:
        """List the terms, explained or not."""
        if self._app.is_at_report():
            await self.reading.furnished.wait()
            self._app.push_screen(TermsScreen(self.reading.report), self._chosen)

    async def add_task(self) -> None:
        """Keep what is selected on the page as a task, and say what came of it."""
        span = self.reading.selected
        if self._app.screen is not self.reading or span is None:
            self._app.notify("请先选中一句话，再按Ctrl+A加进任务清单。")
            return
        try:
            await (await self._figures()).add_task(span)
        except Problem as problem:
            self._app.notify(str(problem), severity="error", timeout=15)
        else:
            self._app.notify("已加进任务清单；按Ctrl+L查看。")

    def _chosen(self, wanted: Wanted | None) -> None:
        if wanted is not None:
            # Not here: this is called by the very screen that is about to go.
            self._app.call_later(self._show, wanted)

    async def _show(self, wanted: Wanted) -> None:
        """Show a quote in its report, or begin a note on it."""
        is_here = wanted.report_id == self.reading.report.id
        if not is_here and not (
            self._app.may_leave_report() and await self._app.show_shelved(wanted.report_id)
        ):
            return  # why it is not opened has been said
        reading = self._app.reading
        await reading.furnished.wait()
        span = wanted.span
        reading.show_passage(span.first, (span.start, span.end), leaving=is_here)
        if wanted.kind:
            await reading.notes.write_on(span, wanted.kind, wanted.body)
