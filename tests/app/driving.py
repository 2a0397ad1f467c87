"""The application under a pilot, driven faster than by `Pilot.press` and read as a picture."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.binding import Binding
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widget import Widget

from content.lines import BLANK
from content.report import Report
from content.shelf.library import Opened, load_builtin
from review.app import ShenyiApp
from review.reading.contents_pane import ContentsPane
from review.reading.page import Page
from review.reading.typeset import page_block
from review.reading.where_bar import WhereBar
from review.report_screen import ReportScreen
from review.settings.config import Config
from review.typography.flow import Flow, Row
from review.typography.linebreak import printable
from tests.app.waiting import PATIENCE, idle, screen_rows

CURRENT_MARK, CURSOR_MARK = "▌", "›"
"""How the contents mark what is on screen, and what is chosen."""

LANDING_MARK = "▎"
"""How the page marks the paragraph one jumped to."""

MEASURE, MARGIN = 76, 2
"""Cells of the page's column at most, and what is kept free on either side of it."""


def key_event(key: str) -> events.Key:
    """The event of a key, given by Textual's name or, for a printable key, as its character."""
    if key == " ":
        return events.Key("space", " ")
    (binding,) = Binding.make_bindings([(key, "", "")])
    return events.Key(binding.key, key if len(key) == 1 else key_to_character(key))


_laid_out: dict[tuple[int, int], tuple[Report, list[Row]]] = {}


def laid_out(report: Report, column: int) -> list[Row]:
    """All rows of a report's text in a column of so many cells; not to be changed."""
    key = id(report), column  # the report is kept with them, so that no other gets its number
    if key not in _laid_out:
        flow = Flow(
            [len(paragraph.text) for paragraph in report.paragraphs],
            lambda index: page_block(report, report.paragraphs[index]),
            column,
        )
        _laid_out[key] = report, [row for index in range(len(flow)) for row in flow.rows(index)]
    return _laid_out[key][1]


class View:
    """The running application and what is on its screen."""

    def __init__(self, app: ShenyiApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReportScreen:
        """The view of the report that is open now."""
        return self.app.reading

    @property
    def page(self) -> Page:
        """Its page."""
        return self.screen.query_one(Page)

    @property
    def contents(self) -> ContentsPane:
        """Its contents."""
        return self.screen.query_one(ContentsPane)

    @property
    def whereabouts(self) -> WhereBar:
        """Its line on top."""
        return self.screen.query_one(WhereBar)

    # Input

    async def press(self, *keys: str) -> None:
        """Type keys in one burst, and wait until the last of them has done its work."""
        for key in keys:
            self.app.post_message(key_event(key))
        await self.done()

    async def done(self) -> None:
        """Wait until the application has handled what it was sent so far, and is painted."""
        await idle()

    async def type_line(self, text: str) -> None:
        """Type characters and Enter."""
        await self.press(*text, "enter")

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Hold the left button from one cell (column, row) of the page to another."""
        await self.pilot.mouse_down(self.page, start)
        await self.pilot.hover(self.page, end)
        await self.pilot.mouse_up(self.page, end)

    # Looking

    def picture(self, widget: Widget) -> list[str]:
        """The rows of a widget as they are painted."""
        return [widget.render_line(y).text for y in range(widget.size.height)]

    @property
    def painted(self) -> list[str]:
        """The rows of the screen as text."""
        return screen_rows(self.app)

    def shows(self, text: str) -> bool:
        """Whether a text stands on the screen, on one row or going on in the next.

        What names a file of the test's folder is as long as the machine's name for that folder.
        """
        rows = self.painted
        return any(text in row for row in rows) or text in "".join(row.strip() for row in rows)

    def page_shows(self, text: str) -> bool:
        """Whether a text stands on one row of the page."""
        return any(text in row for row in self.picture(self.page))

    def focused(self) -> Widget | None:
        """The widget that has the keys."""
        return self.app.focused

    def has_contents(self) -> bool:
        """Whether the contents are on screen."""
        return self.contents.display

    def is_front(self) -> bool:
        """Whether nothing lies over the reading view."""
        return self.app.screen is self.screen

    @property
    def marked(self) -> str:
        """What the contents mark, as one line."""
        rows = [row for row in self.picture(self.contents) if row.startswith(CURRENT_MARK)]
        return "".join(row.strip(CURRENT_MARK + CURSOR_MARK + " ") for row in rows)

    @property
    def first_row(self) -> str:
        """The first row of text on the page that is not blank, without the mark of a jump."""
        rows = (row.strip(LANDING_MARK + " ") for row in self.picture(self.page))
        return next(row for row in rows if row)

    @property
    def citation(self) -> str:
        """What the top line says of where one is."""
        return str(self.whereabouts.render())

    @property
    def notices(self) -> list[str]:
        """What the application has said in the corner so far."""
        return [notice.message.replace("\n", "") for notice in self.app._notifications]

    # Expectations

    def rows(self) -> list[Row]:
        """All rows of the page's text, laid out without the page."""
        width = self.page.scrollable_content_region.width
        return laid_out(self.page.report, min(MEASURE, width - 2 * MARGIN))

    @property
    def margin(self) -> int:
        """Cells before the column of the page, where signs and the mark of a jump stand."""
        width = self.page.scrollable_content_region.width
        return (width - min(MEASURE, width - 2 * MARGIN)) // 2

    def visible_rows(self) -> list[Row]:
        """The rows that are on the page, found by comparing what is painted with the whole text.

        Heights above may be estimates, so where the page has scrolled to does not tell.
        """
        painted = [row[self.margin :].strip(BLANK) for row in self.picture(self.page)]
        while painted and not painted[-1]:
            painted.pop()
        rows = self.rows()
        texts = [self.text_of(row).strip(BLANK) for row in rows]
        found = [
            at
            for at in range(len(rows) - len(painted) + 1)
            if texts[at : at + len(painted)] == painted
        ]
        assert len(found) == 1, "\n".join(["no such place, or several:", *painted])
        return rows[found[0] : found[0] + self.page.size.height]

    def text_of(self, row: Row) -> str:
        """What a row shows."""
        return printable(self.page.report.paragraphs[row.block].text)[row.start : row.end]

    def first_visible(self) -> tuple[int, int]:
        """Paragraph and code point of the first character on the page."""
        row = self.visible_rows()[0]
        return row.block + 1, row.start

    def is_visible(self, place: tuple[int, int]) -> bool:
        """Whether a character (paragraph number, code point) is on the page."""
        return any(
            row.block + 1 == place[0] and row.start <= place[1] < row.end
            for row in self.visible_rows()
        )


def make_app(report: Report | None = None, config: Config | None = None) -> ShenyiApp:
    """The application with a report, the built-in one by default."""
    return ShenyiApp(Opened(load_builtin() if report is None else report), config or Config())


@asynccontextmanager
async def reading(
    report: Report | None = None,
    size: tuple[int, int] = (120, 40),
    config: Config | None = None,
) -> AsyncIterator[View]:
    """Run the application with a report, the built-in one by default."""
    app = make_app(report, config)
    async with app.run_test(size=size, notifications=True) as pilot:
        view = View(app, pilot)
        await asyncio.wait_for(view.screen.furnished.wait(), PATIENCE)
        await view.done()
        yield view
