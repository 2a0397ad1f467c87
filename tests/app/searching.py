"""The search pane under a pilot, and what it has marked on the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager

from textual.widgets import Label

from content.report import Report
from content.shelf.library import load_builtin
from index.searcher import Searcher
from index.words.normalise import Span
from review.reading.text_selection import selected_offset
from review.search.reach import Reach, ScopeChips
from review.search.result_list import ResultList
from review.search.search_pane import SearchPane
from review.widgets.line_input import LineInput
from tests.app.driving import CURSOR_MARK, View, reading
from tests.app.waiting import wait_until

REPORT = load_builtin()
SEARCHER = Searcher(REPORT)
"""Finds the same without the application."""

Place = tuple[int, int]
"""Paragraph number and code point."""


class Finder(View):
    """The running application, with its search pane."""

    # Input

    async def find(self, text: str, key: str = "/") -> None:
        """Open the pane, type over what is in it and wait until all is found."""
        await self.press(key, *text)
        await self.related()

    async def related(self) -> None:
        """Wait until the pause before related hits is over and they are shown."""
        await wait_until(
            self,
            lambda: all(
                not pane._pause.is_on and not pane.query_one(Reach).is_asking
                for pane in self.screen.query(SearchPane)
            ),
        )

    async def click_hit(self, paragraph: int) -> None:
        """Click the first visible row of a hit, once the list has its place on screen."""
        await wait_until(self, lambda: self.results.size)
        listed = self.results._listed
        at = next(at for at, entry in enumerate(listed) if entry.paragraph == paragraph)
        y = next(y for y in range(self.results.size.height) if self.results.entry_at(y) == at)
        await self.pilot.click(self.results, offset=(8, y))
        await self.done()

    # Looking

    @property
    def pane(self) -> SearchPane:
        """The pane; there is none before the first search."""
        return self.screen.query_one(SearchPane)

    def is_open(self) -> bool:
        """Whether the pane is on screen."""
        return any(pane.display for pane in self.screen.query(SearchPane))

    @property
    def line(self) -> LineInput:
        """Where the query is typed."""
        return self.pane.query_one(LineInput)

    @property
    def results(self) -> ResultList:
        """What was found."""
        return self.pane.query_one(ResultList)

    def said(self, name: str) -> str:
        """What a line of the pane says: `scope`, `found`, `done`."""
        return str(self.pane.query_one(f"#{name}", Label).render())

    @property
    def chips(self) -> str:
        """The chips of what can be searched."""
        return "".join(self.picture(self.pane.query_one(ScopeChips))).strip()

    @property
    def listed(self) -> str:
        """The rows of the list on screen, joined."""
        return "".join(row.strip(CURSOR_MARK + " ") for row in self.picture(self.results))

    @property
    def hits(self) -> list[int]:
        """Paragraphs of all hits in the list, in its order."""
        return [entry.paragraph for entry in self.results._listed if entry.paragraph is not None]

    @property
    def chosen(self) -> tuple[int, Span]:
        """Paragraph and code points of the chosen hit, which must be painted as such."""
        entry = self.results.chosen
        assert entry is not None
        assert entry.paragraph is not None
        rows = [row for row in self.picture(self.results) if row.startswith(f" {CURSOR_MARK}")]
        shown = "".join(row.strip(CURSOR_MARK + " ") for row in rows)
        assert shown
        row, _ = self.results._shown(self.results.cursor)
        assert shown.replace(" ", "") == row.replace(" ", "")
        return entry.paragraph, entry.span

    @property
    def hits_on_page(self) -> set[Place]:
        """The characters of the page that are painted as hits."""
        return {place for place, hit, _current in self._painted() if hit}

    @property
    def current_on_page(self) -> set[Place]:
        """The characters of the page that are painted as the hit one is at."""
        return {place for place, _hit, current in self._painted() if current}

    def _painted(self) -> Iterator[tuple[Place, bool, bool]]:
        primary = self.app.theme_variables["primary"].lower()
        for y in range(self.page.size.height):
            for segment in self.page.render_line(y):
                style = segment.style
                if style is None or "offset" not in style.meta:
                    continue
                code, paragraph = style.meta["offset"]
                colour = style.color.get_truecolor().hex if style.color and style.reverse else ""
                first, is_current = selected_offset(code), colour == primary
                for at in range(first, first + len(segment.text)):
                    yield (paragraph, at), bool(style.underline), is_current

    def visible(self, spans: Mapping[int, Iterable[Span]]) -> set[Place]:
        """The characters on the page that lie in any of these spans."""
        return {
            (row.block + 1, at)
            for row in self.visible_rows()
            for at in range(row.start, row.end)
            if any(low <= at < high for low, high in spans.get(row.block + 1, ()))
        }


def first_hit(query: str) -> tuple[int, Span]:
    """Paragraph and code points of what is found first."""
    best = SEARCHER.search(query).hits[0]
    return best.paragraph, best.spans[0]


@asynccontextmanager
async def searching(
    report: Report | None = None, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Finder]:
    """Run the application with a report, the built-in one by default."""
    async with reading(report, size) as view:
        yield Finder(view.app, view.pilot)
