"""The page: the report in one column, painted row by row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from content.report import Report
from content.span import Span
from review.reading.marks import Marks
from review.reading.page_rows import RowDress, Run, paint_row
from review.reading.text_selection import place_in_row, selected_span, selection_code, selection_of
from review.reading.typeset import MEASURE, column_in, contents_nodes, page_block, page_flow
from review.reading.viewport import PageView, Viewport
from review.typography.flow import Flow, FlowPlace, Row
from review.typography.linebreak import cell_edges
from review.typography.looks import Look, looks
from review.typography.sentences import sentence_around
from review.widgets.block_list import QuietView

Paint = Callable[[Row | None, RowDress, int, int], Strip]
"""Paints a row in a page of so many cells, with its column of so many in the middle."""


class Page(QuietView, can_focus=True, inherit_bindings=False):
    """The report as one column of Chinese text, opened at paragraph number and code point.

    Only paragraphs near the screen are broken into rows, so that a text of any length opens at
    once. The scroll bar follows the view (`Viewport`): heights above it may be estimates.
    """

    @dataclass
    class Moved(Message):
        """What is on screen has changed."""

        current: int
        """Number of the paragraph that is being read."""
        progress: float
        """Share of the text up to the last visible character, 0 to 1."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest place counts."""
            return isinstance(message, Page.Moved)

    class CaretChanged(Message):
        """The caret has appeared, moved or gone."""

    @dataclass
    class Pressed(Message):
        """A place was clicked, or words were selected with the mouse."""

        note_id: str = ""
        """The note whose text was clicked, if it is noted."""

    @dataclass
    class NotePressed(Message):
        """The sign of a note was clicked."""

        note_id: str

    def __init__(self, report: Report, place: tuple[int, int] = (1, 0)) -> None:
        super().__init__(id="page")
        self._laid_out = Size(0, 0)
        self.marks = Marks(self.refresh)
        """What is marked."""
        self._caret: FlowPlace | None = None
        self._paint: Paint | None = None
        """Made anew for another report or other colours."""
        self._read(report)
        self._view = Viewport(page_flow(self.report, MEASURE), FlowPlace(place[0] - 1, place[1]))

    def _read(self, report: Report) -> None:
        self.report, self._paint = report, None
        self._lengths = [len(paragraph.text) for paragraph in report.paragraphs]
        self._stops = sorted({node.paragraph for node in contents_nodes(report)})

    def take(self, report: Report) -> None:
        """Show a report, at the place where one is: all of it, where its opening stood before."""
        self._read(report)
        self._view.lay_out(page_flow(self.report, MEASURE), 0)
        self._laid_out = Size(0, 0)
        self.on_resize()

    # Layout

    @property
    def flow(self) -> Flow:
        """How the report is laid out now."""
        return self._view.flow

    def on_resize(self) -> None:
        """Set the column anew and keep the first visible character in view."""
        if self._lay_out():
            self.refresh()

    def _lay_out(self) -> bool:
        """Fit the column to the window; whether there was something to do."""
        size = self.scrollable_content_region.size
        if size == self._laid_out or not size:
            return False
        column = column_in(size.width)
        flow = self.flow if column == self.flow.width else page_flow(self.report, column)
        self._laid_out = size
        self._view.lay_out(flow, size.height)
        self._tell()
        return True

    def _show(self) -> None:
        """Show what the view has come to."""
        self._tell()
        self.refresh()

    def _tell(self) -> None:
        """Let the scroll bar and the screen know of it."""
        self.set_rows(self.flow.height)
        # Not `scroll_to`: the window has not moved, so nothing that watches it is to be called.
        for reactive in (Page.scroll_y, Page.scroll_target_y):
            self.set_reactive(reactive, self._view.y)
        self.vertical_scrollbar.position = self._view.y
        moved = self.Moved(self.current, self._view.progress(self._lengths))
        # Or Textual would let it go no further than to the widget that had the page moved.
        self.post_message(moved.set_sender(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note where the reader went, unless it was the window that changed."""
        super().watch_scroll_y(old_value, new_value)
        if self.scrollable_content_region.size == self._laid_out:
            self._view.scroll_to(round(new_value))
            self._show()

    # Where one is

    @property
    def top(self) -> tuple[int, int]:
        """The first visible character: paragraph number and code point."""
        block, offset = self._view.top
        return block + 1, offset

    @property
    def current(self) -> int:
        """Number of the paragraph that is being read: the one with the bar."""
        return self._view.spot.block + 1

    @property
    def view(self) -> PageView:
        """What is on the page, to return to."""
        return self._view.shown

    @property
    def hit_place(self) -> tuple[int, int]:
        """Where to look for the next hit from: the current one, or else what is on screen."""
        hit = self.marks.current_hit
        return self.top if hit is None else (hit[0], hit[1][0])

    # Moving

    def return_to(self, view: PageView) -> None:
        """Show again what was on the page."""
        self._view.go_to(*view)
        self._show()

    def jump(self, paragraph: int, offset: int = 0) -> None:
        """Read on at a place (paragraph number, code point), as high as the end of all allows."""
        self._view.go_to(FlowPlace(paragraph - 1, offset))
        self._show()

    def reveal(self, paragraph: int, span: tuple[int, int]) -> None:
        """Bring code points of a paragraph into view, and mark them as the current hit."""
        self.marks.current_hit = (paragraph, span)
        self._view.bring_into_view(FlowPlace(paragraph - 1, span[0]), read_there=True)
        self._show()

    def show_stretch(self, first: FlowPlace, last: FlowPlace) -> None:
        """Read on at `first`, with all up to the character at `last` on the page if it has room."""
        self._view.show_stretch(first, last)
        self._show()

    def scroll_rows(self, rows: int) -> None:
        """Move down by some rows, up if negative; where the page ends, the bar goes on alone."""
        self._view.scroll_rows(rows)
        self._show()

    def scroll_pages(self, pages: int) -> None:
        """Move by whole screens; the last row of one is the first of the next."""
        self.scroll_rows(pages * max(1, self._laid_out.height - 1))

    def jump_section(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) entry of the contents."""
        onwards = self._stops[::direction]
        stop = next((one for one in onwards if (one - self.current) * direction > 0), None)
        if stop is not None:
            self.jump(stop)
        elif direction < 0:
            self.jump_edge(-1)

    def jump_edge(self, direction: int) -> None:
        """Go to the beginning (-1) or the end (1)."""
        self._view.go_to_edge(direction)
        self._show()

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in other colours."""
        self._paint = None
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on screen; set first, since the first painting comes before the first resize."""
        self._lay_out()
        return super().render_lines(crop)

    def _row(self, y: int) -> Row | None:
        """The row of the report on a row of the page, if there is one."""
        return self.flow.row_at(self._view.y + y)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row, width = self._row(y), self.rows_size.width
        if self._paint is None:
            self._paint = _row_painter(self.report, self.app.theme_variables)
        if row is None:
            return self._paint(None, RowDress(), width, 0)
        layers = (*self.marks.layers(row), (Look.SELECTION, (self._selected_in(row),)))
        caret = self._caret
        if caret is not None and not (row.block, row.start) <= caret <= (row.block, row.end):
            caret = None
        here = row.block == self._view.spot.block
        dress = RowDress(layers, self.marks.signs(row), here, caret and caret.offset)
        return self._paint(row, dress, width, self.flow.width)

    # Selecting

    def show_caret(self, place: FlowPlace | None) -> None:
        """Show where the keys select, and keep it in view; None for nowhere."""
        self._caret = place
        if place is not None:
            self._view.bring_into_view(place)
            self._show()
        self.refresh()
        self.post_message(self.CaretChanged())

    def _place_at(self, x: int, y: int) -> FlowPlace | None:
        """The character under a cell (column, row) of the page, if there is one."""
        row = self._row(y)
        return None if row is None else place_in_row(self.report, row, x - self.left_margin)

    @property
    def left_margin(self) -> int:
        """Cells before the column."""
        return max(0, self.scrollable_content_region.width - self.flow.width) // 2

    def notes_by_row(self) -> list[list[str]]:
        """The notes that begin in each row on the screen."""
        rows = map(self._row, range(self._laid_out.height))
        return [self.marks.signed(row) if row is not None else [] for row in rows]

    def on_click(self, event: events.Click) -> None:
        """Read on at what was clicked, unless it was to select."""
        if event.button != 1 or event.chain != 1 or self.screen.get_selected_text():
            return
        self._view.read_at(self._view.y + event.y)
        self._show()
        place = self._place_at(event.x, event.y)
        if place is None and (note := self._sign_at(event.x, event.y)):
            self.post_message(self.NotePressed(note))
        else:
            notes = self.marks.notes_at(place.block + 1, place.offset) if place else []
            self.post_message(self.Pressed(next(iter(notes), "")))

    def _sign_at(self, x: int, y: int) -> str | None:
        """The note whose sign in the margin is on a cell (column, row) of the page."""
        row = self._row(y)
        notes = self.marks.signed(row) if row is not None and x < self.left_margin else []
        text = self.render_line(y).text
        before = text[: bisect_right(cell_edges(text), x) - 1].split()
        return notes[min(sum(map(len, before)), len(notes) - 1)] if notes else None

    def _selected_in(self, row: Row) -> tuple[int, int]:
        """The code points of a row that are selected; equal numbers for none."""
        selection = self.text_selection
        if selection is None:
            return row.start, row.start
        return selected_span(selection, self.report).within(row.block + 1, row.start, row.end)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The exact text of a selection, paragraphs on lines of their own."""
        if not self.report.paragraphs:
            return None
        return selected_span(selection, self.report).text(self.report), "\n"

    def text_select_all(self) -> None:
        """Select the sentence that was double-clicked, not the whole report."""
        self._select_around_mouse(sentence_around)

    def select_paragraph(self) -> None:
        """Select the paragraph that was clicked three times."""
        self._select_around_mouse(lambda text, _at: (0, len(text)))

    def _select_around_mouse(self, around: Callable[[str, int], tuple[int, int]]) -> None:
        x, y = self.app.mouse_position - self.region.offset
        row = self._row(y)
        if row is not None:
            block = page_block(self.report, self.report.paragraphs[row.block])
            place = self._place_at(x, y) or FlowPlace(row.block, row.start)
            start, end = around(block.text, place.offset)
            span = Span(row.block + 1, max(start, block.start), row.block + 1, min(end, block.end))
            self.screen.selections = {self: selection_of(span)}
            self.post_message(self.Pressed())


def _row_painter(report: Report, colours: Mapping[str, str]) -> Paint:
    """A painter of rows in the colours of a theme, blank for None; it keeps those of last."""
    styles = looks(colours, colours["background"])

    @lru_cache(160)
    def paint(row: Row | None, dress: RowDress, width: int, column: int) -> Strip:
        if row is None:
            return Strip.blank(width, styles[Look.BODY])
        runs = paint_row(report, row, dress, styles, max(0, width - column) // 2)
        # A press right of the text means the end of the row, and no character of the next.
        behind = width - sum(cell_len(run.text) for run in runs)
        runs.append(Run(" " * max(0, behind), styles[Look.BODY], row.end, None))
        segments = (_selectable(run, row.block + 1) for run in runs if run.text)
        return Strip(Segment.simplify(segments), max(width, width - behind))

    return paint


def _selectable(run: Run, paragraph: int) -> Segment:
    code = selection_code(run.row_start, run.offset)
    return Segment(run.text, run.style + Style.from_meta({"offset": (code, paragraph)}))
