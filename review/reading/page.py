"""The page: the report in one column, painted row by row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from content.report import Report
from content.span import Span
from review.reading.marks import Marks, NoteMark, Spans
from review.reading.page_rows import RowDress
from review.reading.row_painter import RowPainter
from review.reading.sentences import sentence_around
from review.reading.text_selection import place_in_row, selected_span, selection_of
from review.reading.typeset import contents_nodes, page_block
from review.typography.flow import Block, Flow, FlowPlace, Row
from review.typography.linebreak import cell_edges
from review.typography.looks import Look

MEASURE = 76
"""Widest row in cells: 38 Chinese characters, what the eye follows without effort."""

MARGIN = 2
"""Cells kept free on either side of the column."""


class PageView(NamedTuple):
    """What is on the page, so that one can return to it."""

    top: tuple[int, int]
    """The first visible character: paragraph number (1-based) and code point."""
    spot: FlowPlace
    """Where one reads."""


# One class for layout, place, marks and selection: each needs the flow and the scroll offset.
class Page(ScrollView, can_focus=True, inherit_bindings=False):
    """The report as one column of Chinese text.

    Args:
        report: What to show.
        place: Where to open it: paragraph number (1-based) and code point in it.
    """

    @dataclass
    class Moved(Message):
        """What is on screen has changed."""

        top: tuple[int, int]
        """The first visible character: paragraph number and code point."""
        current: int
        """Number of the paragraph that is being read."""
        progress: float
        """Share of the text up to the last visible character, 0 to 1."""

        def can_replace(self, message: Message) -> bool:
            """Only the newest place counts."""
            return isinstance(message, Page.Moved)

    class CaretChanged(Message):
        """The caret has appeared, moved or gone."""

        def can_replace(self, message: Message) -> bool:
            """Only that it changed counts."""
            return isinstance(message, Page.CaretChanged)

    class Pressed(Message):
        """A place was clicked, or words were selected with the mouse."""

        def __init__(self, note_id: str = "") -> None:
            super().__init__()
            self.note_id = note_id
            """The note whose text was clicked, if it is noted."""

    class NotePressed(Message):
        """The sign of a note was clicked."""

        def __init__(self, note_id: str) -> None:
            super().__init__()
            self.note_id = note_id

    def __init__(self, report: Report, place: tuple[int, int] = (1, 0)) -> None:
        super().__init__(id="page")
        self._anchor = (place[0] - 1, place[1])
        """Block index and code point that stay in view however the window changes."""
        self._blank: int | None = None
        """Blank rows above it that are on the page too; None for as many as a jump shows."""
        self._spot = FlowPlace(*self._anchor)
        """What one reads: in the paragraph with the bar, the place where the keys go on."""
        self._strayed = (self._spot, 0)
        """Where the keys went last, and by how many rows a blank row kept them from there."""
        self._laid_out = Size(0, 0)
        self._placing = False
        self.marks = Marks()
        """What is marked; to be changed by `mark_hits`, `mark_notes` and `reveal`."""
        self._caret: FlowPlace | None = None
        self._painter = RowPainter()
        self.take(report)

    def take(self, report: Report) -> None:
        """Show a report, at the place where one is."""
        self.report = report
        self._lengths = [len(paragraph.text) for paragraph in report.paragraphs]
        self._flow = self._lay_out(MEASURE)
        self._stops = sorted({node.paragraph for node in contents_nodes(report)})
        self._laid_out = Size(0, 0)
        self.on_resize()
        self.refresh()

    # Layout

    def _lay_out(self, column: int) -> Flow:
        def block(index: int) -> Block:
            return page_block(self.report, self.report.paragraphs[index])

        return Flow(self._lengths, block, column)

    def on_resize(self) -> None:
        """Set the column anew and keep the first visible character in view."""
        size = self.scrollable_content_region.size
        if size == self._laid_out or not size:
            return
        column = max(2, min(MEASURE, size.width - 2 * MARGIN))
        if column != self._flow.width or not self._laid_out:
            self._blank = None
        if column != self._flow.width:
            self._flow = self._lay_out(column)
        self._laid_out = size
        self._painter.forget_rows()
        self._show(self._anchor, self._blank)
        self._bring_spot_back()
        self._report_place()

    def _show(self, place: tuple[int, int], blank: int | None = None) -> None:
        """Scroll so that a place is in the first row, or as near to it as the end allows.

        Args:
            place: Block index and code point.
            blank: Rows above it that are to be on the page too; None for those above the title.
        """
        flow = self._flow
        index, offset = place
        if not len(flow):
            return
        height = self._laid_out.height
        y = flow.y_of(index, offset)
        flow.settle(y - height, y + 2 * height)
        y = flow.y_of(index, offset)
        if blank is None:
            blank = 0 if (index, offset) > (0, 0) else y
        self._place_at(y - blank)

    def _place_at(self, y: float) -> None:
        self._placing = True
        try:
            self.virtual_size = Size(self._laid_out.width, self._flow.height)
            self.scroll_to(y=y, animate=False, force=True)
        finally:
            self._placing = False

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Note where the reader went, unless it was the window that changed."""
        super().watch_scroll_y(old_value, new_value)
        if self._placing or self.scrollable_content_region.size != self._laid_out:
            return
        self._settle_around(round(new_value))
        self._keep_spot_in_view()
        self._note_place()

    def _note_place(self) -> None:
        self._anchor_top()
        self.refresh()
        self._report_place()

    def _anchor_top(self) -> None:
        y = round(self.scroll_y)
        row = self._flow.row_at(y)
        if row is not None:
            self._anchor = (row.block, row.start)
            self._blank = self._flow.y_of(*self._anchor) - y

    def _settle_around(self, y: int) -> None:
        """Give a screen above and below the visible one true heights, without a visible shift."""
        flow, height = self._flow, self._laid_out.height
        index = flow.block_at(y)
        inside = y - flow.tops[index]
        before = flow.height
        flow.settle(y - height, y + 2 * height)
        shifted = flow.tops[index] + inside
        if shifted != y or flow.height != before:
            self._place_at(shifted)

    # Where one is

    @property
    def top(self) -> tuple[int, int]:
        """The first visible character: paragraph number and code point."""
        return self._anchor[0] + 1, self._anchor[1]

    @property
    def current(self) -> int:
        """Number of the paragraph that is being read: the one with the bar."""
        return self._spot.block + 1

    @property
    def view(self) -> PageView:
        """What is on the page, to return to."""
        return PageView(self.top, self._spot)

    def _set_spot(self, y: int) -> None:
        """Read on at a row of the flow."""
        row = self._flow.row_at(max(0, min(y, self._flow.height - 1)))
        if row is not None:
            self._spot = FlowPlace(row.block, row.start)

    def _spot_y(self) -> int:
        return self._flow.y_of(*self._spot) if len(self._flow) else 0

    def _bring_spot_back(self) -> None:
        """Scroll to the bar where a smaller window has cut it off below."""
        hidden = self._spot_y() - (round(self.scroll_y) + self._laid_out.height - 1)
        if hidden > 0:
            self._place_at(round(self.scroll_y) + hidden)
            self._anchor_top()
        self._keep_spot_in_view()

    def _keep_spot_in_view(self) -> None:
        """Read on in the nearest paragraph that is seen, where that with the bar is not."""
        if not len(self._flow):
            return
        first = round(self.scroll_y)
        last = first + self._laid_out.height - 1
        top, bottom = self._flow.tops[self._spot.block : self._spot.block + 2]
        if bottom <= first:
            self._set_spot(first)
        elif top > last:
            self._set_spot(last)
        elif not first <= self._spot_y() <= last:
            self._set_spot(first if top < first else last)

    def _report_place(self) -> None:
        self.post_message(self.Moved(self.top, self.current, self._progress()))

    def _progress(self) -> float:
        flow = self._flow
        last = flow.row_at(min(round(self.scroll_y) + self._laid_out.height, flow.height) - 1)
        if last is None:
            return 1.0
        read = sum(self._lengths[: last.block]) + last.end
        return read / max(1, sum(self._lengths))

    # Moving

    def return_to(self, view: PageView) -> None:
        """Show again what was on the page."""
        (paragraph, offset), spot = view
        self._go_to((paragraph - 1, offset), spot)

    def jump(self, paragraph: int, offset: int = 0) -> None:
        """Bring a place to the top of the page, and read on there.

        Args:
            paragraph: Its number, 1-based.
            offset: Code point in it, 0-based.
        """
        self._go_to((paragraph - 1, offset))

    def _go_to(self, anchor: tuple[int, int], spot: FlowPlace | None = None) -> None:
        self._anchor, self._blank = anchor, None
        self._show(anchor)
        self._spot = spot or FlowPlace(*anchor)
        self.refresh()
        self._report_place()

    def mark_hits(self, hits: Mapping[int, Spans]) -> None:
        """Mark what a search found.

        Args:
            hits: Code points to mark, by paragraph number.
        """
        self.marks.mark_hits(hits)
        self.refresh()

    def mark_terms(self, terms: Mapping[int, Spans]) -> None:
        """Mark the terms that an appendix explains."""
        self.marks.terms = terms
        self.refresh()

    def mark_notes(self, notes: Mapping[int, tuple[NoteMark, ...]]) -> None:
        """Mark what has notes, by paragraph number."""
        self.marks.mark_notes(notes)
        self.refresh()

    def reveal(self, paragraph: int, span: tuple[int, int]) -> None:
        """Bring a stretch into view, with what stands before it, and mark it as the current hit.

        Args:
            paragraph: Its number, 1-based.
            span: Code points of the paragraph.
        """
        self.marks.current_hit = (paragraph, span)
        self._bring_into_view(paragraph - 1, span[0])
        self._spot = FlowPlace(paragraph - 1, span[0])
        self.refresh()
        self._report_place()

    def _bring_into_view(self, index: int, offset: int) -> None:
        height = self._laid_out.height
        y = self._flow.y_of(index, offset)
        self._flow.settle(y - 2 * height, y + 2 * height)
        y = self._flow.y_of(index, offset)
        if not self.scroll_y < y < self.scroll_y + height - 1:
            self._place_at(y - height // 3)
        self._note_place()

    def show_stretch(self, first: FlowPlace, last: FlowPlace) -> None:
        """Scroll as little as needed to have a stretch on the page, its beginning above all."""
        height = self._laid_out.height
        top = self._flow.y_of(*first)
        self._flow.settle(top - 2 * height, top + 2 * height)
        top, bottom = self._flow.y_of(*first), self._flow.y_of(*last)
        scroll = round(self.scroll_y)
        if top < scroll or bottom - top >= height:
            self._place_at(top)
        elif bottom >= scroll + height:
            self._place_at(bottom - height + 1)
        self._spot = first
        self._note_place()

    @property
    def hit_place(self) -> tuple[int, int]:
        """Where to look for the next hit from: the current one, or else what is on screen."""
        if self.marks.current_hit is None:
            return self.top
        paragraph, span = self.marks.current_hit
        return paragraph, span[0]

    def scroll_rows(self, rows: int) -> None:
        """Move down by some rows, up if negative; where the page ends, the bar goes on alone."""
        if not len(self._flow):
            return
        before = round(self.scroll_y)
        moved = max(0, min(before + rows, round(self.max_scroll_y))) - before
        eye = self._spot_y() - before + rows - moved
        if moved and self._strayed[0] == self._spot:
            eye += self._strayed[1]  # or each blank row would take the bar further over the screen
        self.scroll_to(y=before + moved, animate=False, force=True)
        wanted = y = round(self.scroll_y) + max(0, min(eye, self._laid_out.height - 1))
        while rows < 0 < y and self._is_gap(y):
            y -= 1  # it belongs to the paragraph below, which one comes from
        self._set_spot(y)
        self._strayed = (self._spot, wanted - self._spot_y())
        self._note_place()

    def _is_gap(self, y: int) -> bool:
        row = self._flow.row_at(y)
        return row is not None and row.start == row.end

    def scroll_pages(self, pages: int) -> None:
        """Move by whole screens; the last row of one is the first of the next."""
        self.scroll_rows(pages * max(1, self._laid_out.height - 1))

    def jump_section(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) entry of the contents."""
        if direction > 0:
            at = bisect_right(self._stops, self.current)
        else:
            at = bisect_left(self._stops, self.current) - 1
        if 0 <= at < len(self._stops):
            self.jump(self._stops[at])
        elif direction < 0:
            self.jump_edge(-1)

    def jump_edge(self, direction: int) -> None:
        """Go to the beginning (-1) or the end (1)."""
        height = self._laid_out.height
        y = 0 if direction < 0 else self._flow.height
        self._flow.settle(y - 3 * height, y + 3 * height)
        self._place_at(0 if direction < 0 else self._flow.height)
        self._set_spot(0 if direction < 0 else self._flow.height)
        self._note_place()

    # Painting

    def notify_style_update(self) -> None:
        """Forget what was painted in other colours."""
        self._painter.forget_colours()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is on screen; set first, since the first painting comes before the first resize."""
        self.on_resize()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = self._flow.row_at(round(self.scroll_y) + y)
        width = self.scrollable_content_region.width
        self._painter.take_colours(self.app.theme_variables)
        if row is None:
            return self._painter.blank(width)
        layers = (*self.marks.layers(row), (Look.SELECTION, (self._selected_in(row),)))
        caret = self._caret.offset if self._caret and self._caret.block == row.block else None
        if caret is not None and not row.start <= caret <= row.end:
            caret = None
        dress = RowDress(layers, self.marks.signs(row), row.block == self._spot.block, caret)
        return self._painter.paint(self.report, row, dress, width, self._flow.width)

    # Selecting

    @property
    def flow(self) -> Flow:
        """How the report is laid out now."""
        return self._flow

    def show_caret(self, place: FlowPlace | None) -> None:
        """Show where the keys select, and keep it in view; None for nowhere."""
        self._caret = place
        if place is not None:
            self._bring_into_view(*place)
        self.refresh()
        self.post_message(self.CaretChanged())

    def place_at(self, x: int, y: int) -> FlowPlace | None:
        """The character under a cell (column, row) of the page, if there is one."""
        row = self._flow.row_at(round(self.scroll_y) + y)
        return None if row is None else place_in_row(self.report, row, x - self._margin)

    @property
    def _margin(self) -> int:
        """Cells before the column."""
        return max(0, self.scrollable_content_region.width - self._flow.width) // 2

    def notes_by_row(self) -> list[list[str]]:
        """The notes that begin in each row on the screen."""
        top = round(self.scroll_y)
        rows = (self._flow.row_at(top + y) for y in range(self._laid_out.height))
        return [self.marks.signed(row) if row is not None else [] for row in rows]

    def on_click(self, event: events.Click) -> None:
        """Read on at what was clicked, unless it was to select."""
        if event.button != 1 or event.chain != 1 or self.screen.get_selected_text():
            return
        self._set_spot(round(self.scroll_y) + event.y)
        self.refresh()
        self._report_place()
        place = self.place_at(event.x, event.y)
        if place is None and (note := self._sign_at(event.x, event.y)):
            self.post_message(self.NotePressed(note))
        else:
            notes = self.marks.notes_at(place.block + 1, place.offset) if place else []
            self.post_message(self.Pressed(next(iter(notes), "")))

    def _sign_at(self, x: int, y: int) -> str | None:
        """The note whose sign in the margin is on a cell (column, row) of the page."""
        row = self._flow.row_at(round(self.scroll_y) + y)
        notes = self.marks.signed(row) if row is not None and x < self._margin else []
        before = self.render_line(y).text[:x].split()
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

    def splits_character(self, x: int, y: int) -> bool:
        """Whether a cell, by column and row of the page, is the second half of a character."""
        edges = cell_edges(self.render_line(y).text)
        return x not in edges

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint the selection."""
        self.refresh()

    def text_select_all(self) -> None:
        """Select the sentence that was double-clicked, not the whole report."""
        self._select_around_mouse(sentence_around)

    def select_paragraph(self) -> None:
        """Select the paragraph that was clicked three times."""
        self._select_around_mouse(lambda text, _at: (0, len(text)))

    def _select_around_mouse(self, around: Callable[[str, int], tuple[int, int]]) -> None:
        x, y = self.app.mouse_position - self.region.offset
        row = self._flow.row_at(round(self.scroll_y) + y)
        if row is None:
            return
        block = page_block(self.report, self.report.paragraphs[row.block])
        place = self.place_at(x, y)
        start, end = around(block.text, row.start if place is None else place.offset)
        span = Span(row.block + 1, max(start, block.start), row.block + 1, min(end, block.end))
        self.screen.selections = {self: selection_of(span)}
        self.post_message(self.Pressed())
