"""The report at a quote of a candidate, laid over the ballot; the reading position stays alone.

It is a page of its own: where a deputy looked while voting is not to be remembered.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding

from content.candidates.candidates import Quote
from content.report import Report
from review.reading.page import Page
from review.reading.where_bar import WhereBar
from review.widgets.form_screen import OverScreen
from review.widgets.key_bar import KeyBar


class SourceScreen(OverScreen[None]):
    """Shows the quotes of a candidate where they stand, from the first on.

    `touched` is called whenever the deputy does something.
    """

    BINDINGS = [
        Binding("escape,enter", "dismiss", "回到选票", key_display="Esc"),
        Binding("right,n", "quote(1)", "下一处引文", key_display="→"),
        Binding("left,N", "quote(-1)", show=False),
        Binding("ctrl+l", "app.figures('tasks_here')", "任务", key_display="^L"),
        Binding("up", "rows(-1)", show=False),
        Binding("down", "rows(1)", show=False),
        Binding("pageup", "pages(-1)", show=False),
        Binding("pagedown,space", "pages(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
    ]

    def __init__(
        self, report: Report, quotes: tuple[Quote, ...], touched: Callable[[], None]
    ) -> None:
        super().__init__()
        self._report = report
        self.quotes = quotes
        self._at = 0
        self._touched = touched
        self._page = Page(report, (quotes[0].span.first, quotes[0].span.start))
        page = self._page
        self.action_rows, self.action_pages = page.scroll_rows, page.scroll_pages
        self.action_edge = page.jump_edge
        self._whereabouts = WhereBar(report.title)

    def compose(self) -> ComposeResult:
        """As the reading view, without its contents."""
        yield self._whereabouts
        yield self._page
        yield KeyBar()

    def on_mount(self) -> None:
        """Mark the quotes once the page has its size."""
        self.set_focus(self._page)
        marks: dict[int, tuple[tuple[int, int], ...]] = {}
        for first, start, _last, end in sorted(quote.span for quote in self.quotes):
            marks[first] = (*marks.get(first, ()), (start, end))
        self._page.marks.mark_hits(marks)
        self.call_after_refresh(self._reveal)

    def _reveal(self) -> None:
        span = self.quotes[self._at].span
        self._page.reveal(span.first, (span.start, span.end))

    @on(Page.Moved)
    def _moved(self, moved: Page.Moved) -> None:
        moved.stop()  # or the application would keep the place
        self._whereabouts.citation = self._report.paragraph(moved.current).citation
        self._whereabouts.progress = moved.progress
        self._touched()

    def action_quote(self, direction: int) -> None:
        """Go to another quote of the candidate."""
        self._at = (self._at + direction) % len(self.quotes)
        self._reveal()
