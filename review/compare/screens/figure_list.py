"""A list of quotes, one or two beside each other, each with its number marked and its citation.

An entry is laid out into rows of pieces (`_Piece`), each with its cell, its look and the quote that
it belongs to, so that painting and clicking agree on what is where. All entries are laid out when
the list is filled or the window changes: it has some hundreds of them at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from content.facts.model import Fact
from content.report import Report
from content.span import Span
from review.reading.typeset import MEASURE
from review.typography.linebreak import break_rows, cell_edges, printable
from review.typography.looks import Look, looks

SIDE_BY_SIDE = 100
"""From this width on, in cells, two quotes stand beside each other; below it, under each other."""

_GUTTER = 2
"""Cells before an entry: a blank, and the mark of the chosen one."""
_GAP = 2
"""Cells between two quotes beside each other."""
_INDENT = 2
"""Cells by which quotes stand further to the right than the title above them."""


class FigureQuote(NamedTuple):
    """A quote as it is listed."""

    label: str
    """What stands before it, such as 2024年目标; may be empty."""
    text: str
    number: tuple[int, int]
    """Code points of the text that are its number; equal ones for none."""
    citation: str
    """Where it stands, such as 二第2段; empty where it stands in no report."""


def passage_quote(
    report: Report, span: Span, marked: tuple[int, int] | None = None, label: str = ""
) -> FigureQuote:
    """A passage of one paragraph as it is listed.

    `marked` are the code points of the paragraph, not of the passage, that are its number; what
    reaches beyond the passage is cut off.
    """
    low, high = marked or (span.start, span.start)
    number = (low - span.start, min(high, span.end) - span.start)
    return FigureQuote(label, span.text(report), number, report.paragraph(span.first).citation)


def figure_quote(report: Report, fact: Fact, label: str = "") -> FigureQuote:
    """A figure as it is listed."""
    return passage_quote(report, fact.quote_span, (fact.start, fact.end), label)


class ListEntry(NamedTuple):
    """An entry of the list: a heading of a group has no quotes, and cannot be chosen."""

    title: str
    """Its heading; empty where the quote speaks for itself."""
    quotes: tuple[FigureQuote, ...] = ()
    """One, or two that stand beside each other: result and goal."""
    remark: str = ""
    """What to heed, behind the title."""


class _Piece(NamedTuple):
    """A stretch of a row that looks the same."""

    x: int
    """Cell where it begins, from the left of the list."""
    text: str
    look: Look
    quote: int
    """Index of the quote that it belongs to; -1 for a title."""
    begins: bool = False
    """Whether the quote begins with it: there the mark of the chosen side stands."""


class _PaintedRow(NamedTuple):
    """A row of the list, from left to right; without pieces it is blank."""

    entry: int
    """Index of the entry that it belongs to."""
    pieces: tuple[_Piece, ...]


class FigureList(ScrollView, can_focus=True, inherit_bindings=False):
    """Entries below each other, with one of them chosen, and one of its quotes."""

    DEFAULT_CSS = """
    FigureList {
        height: 1fr; overflow: hidden scroll; scrollbar-size-vertical: 1;
        background: $surface; border-top: solid $primary;
    }
    """
    ALLOW_SELECT = False

    class Chosen(Message):
        """The chosen entry was clicked twice."""

    class Moved(Message):
        """Another entry is chosen."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._entries: Sequence[ListEntry] = ()
        self._rows: list[_PaintedRow] = []
        self._tops: list[int] = []
        """The row where each entry begins, the blank one above a heading not counted."""
        self._looks: dict[Look, Style] = {}
        self.cursor = 0
        """Index of the chosen entry: one with quotes, where there is any such."""
        self.side = 0
        """Which of two quotes is chosen; an entry of one quote has that one chosen anyway."""

    def fill(self, entries: Sequence[ListEntry], cursor: int = 0) -> None:
        """List other entries, with that of index `cursor` chosen, or the next that can be."""
        self._entries = entries
        self.cursor = max(0, min(cursor, len(entries) - 1))
        self.on_resize()
        self.move(0)

    # Moving

    def move(self, entries: int) -> None:
        """Choose an entry some entries on, back if negative, or the nearest; headings count."""
        able = [at for at, entry in enumerate(self._entries) if entry.quotes]
        if able:
            at = self.cursor + entries
            if entries < 0:
                self._choose(max((one for one in able if one <= at), default=able[0]))
            else:
                self._choose(min((one for one in able if one >= at), default=able[-1]))

    def move_page(self, direction: int) -> None:
        """Choose an entry about a screen on (1) or back (-1): at least the next there is."""
        if self._tops:
            y = self._tops[self.cursor] + direction * self.scrollable_content_region.height
            row = max(0, min(y, len(self._rows) - 1))
            self.move(self._rows[row].entry - self.cursor or direction)

    def switch_side(self, side: int) -> None:
        """Choose the left quote (0) or the right one (1)."""
        self.side = side
        self.refresh()

    def _choose(self, entry: int) -> None:
        """Choose an entry, and scroll as little as needed to show all of it, or its beginning.

        The heading of its group is shown with the first entry below it, where one moves up.
        """
        if entry != self.cursor:
            self.cursor = entry
            self.post_message(self.Moved())
        if not self._tops:
            return  # it has no size yet
        region = self.scrollable_content_region
        top = self._tops[entry]
        if entry and not self._entries[entry - 1].quotes:
            top -= 2  # the heading of its group, and the blank row above that
        bottom = self._tops[entry + 1] if entry + 1 < len(self._tops) else len(self._rows)
        scroll = round(self.scroll_y)
        if top < scroll:
            scroll = max(0, top)
        elif bottom > scroll + region.height:
            scroll = max(0, min(self._tops[entry], bottom - region.height))
        self.scroll_to(y=scroll, animate=False, force=True)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the quote that was clicked; twice goes there."""
        offset = event.get_content_offset(self)
        y = -1 if offset is None else offset.y + round(self.scroll_y)
        if offset is None or not 0 <= y < len(self._rows):
            return
        row = self._rows[y]
        if self._entries[row.entry].quotes:
            clicked = [p.quote for p in row.pieces if p.x <= offset.x and p.quote >= 0]
            if clicked:
                self.side = clicked[-1]
            self._choose(row.entry)
            if event.chain == 2:
                self.post_message(self.Chosen())

    # Layout

    def on_resize(self) -> None:
        """Set the entries anew."""
        width = self.scrollable_content_region.width
        self._rows, self._tops = [], []
        if width <= _GUTTER:
            return
        for index, entry in enumerate(self._entries):
            if not entry.quotes and self._rows:
                self._rows.append(_PaintedRow(index, ()))
            self._tops.append(len(self._rows))
            self._rows += (_PaintedRow(index, row) for row in _laid_out(entry, width))
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    # Painting

    def notify_style_update(self) -> None:
        """Forget other colours."""
        self._looks.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.scrollable_content_region.width
        if not self._looks:
            colours = self.app.theme_variables
            self._looks = looks(colours, colours["surface"])
        base = self._looks[Look.BODY]
        at = y + round(self.scroll_y)
        if at >= len(self._rows) or not self._rows[at].pieces:
            return Strip.blank(width, base)
        row = self._rows[at]
        entry = self._entries[row.entry]
        chosen = row.entry == self.cursor and bool(entry.quotes)
        mark = "›" if chosen and at == self._tops[row.entry] else " "
        segments, x = [Segment(f" {mark}", base + self._looks[Look.CURRENT])], _GUTTER
        side = min(self.side, len(entry.quotes) - 1)
        marked = chosen and len(entry.quotes) > 1
        for piece in row.pieces:
            style = base + self._looks[piece.look]
            blank = " " * (piece.x - x)
            if chosen and piece.quote in (-1, side):
                style += self._looks[Look.CURRENT]
                if marked and piece.begins and piece.quote == side:
                    blank = blank[:-1] + "›"
            segments += (
                Segment(blank, style if "›" in blank else base),
                Segment(piece.text, style),
            )
            x = piece.x + cell_edges(piece.text)[-1]
        return Strip(segments).extend_cell_length(width, base).crop(0, width)


def _laid_out(entry: ListEntry, width: int) -> list[tuple[_Piece, ...]]:
    """The rows of an entry in so many cells; no text is wider than `MEASURE`."""
    look = Look.LEAD if entry.quotes else Look.SECTION
    measure = min(width - _GUTTER, MEASURE + _INDENT)
    rows: list[tuple[_Piece, ...]] = []
    title = printable(entry.title) + (f"　［{printable(entry.remark)}］" if entry.remark else "")
    for start, end in break_rows(title, measure) if title else ():
        edge = min(max(len(entry.title), start), end)
        first = _Piece(_GUTTER, title[start:edge], look, -1)
        rest = _Piece(_GUTTER + cell_edges(title[start:edge])[-1], title[edge:end], Look.BYLINE, -1)
        rows.append((first, rest))
    if len(entry.quotes) == 2 and width >= SIDE_BY_SIDE:
        column = min(measure, (width - _GUTTER - _GAP) // 2)
        left = _quote_rows(entry.quotes[0], 0, _GUTTER, column)
        right = _quote_rows(entry.quotes[1], 1, _GUTTER + column + _GAP, column)
        rows += (one + other for one, other in zip_longest(left, right, fillvalue=()))
    else:
        for index, quote in enumerate(entry.quotes):
            rows += _quote_rows(quote, index, _GUTTER, measure)
    return rows


def _quote_rows(quote: FigureQuote, index: int, x: int, width: int) -> list[tuple[_Piece, ...]]:
    """A quote within a column; its citation stays in one piece, if need be on a row of its own.

    `index` is which of the entry's quotes it is; the column begins at cell `x`.
    """
    text = printable(quote.text)
    whole = f"{quote.label}　{text}" if quote.label else text
    begin = len(whole) - len(text)
    low, high = (begin + at for at in quote.number)
    edges = [
        (0, begin, Look.BYLINE),
        (begin, low, Look.BODY),
        (low, high, Look.HIT),
        (high, len(whole), Look.BODY),
    ]
    x, room = x + _INDENT, max(1, width - _INDENT)
    rows: list[list[_Piece]] = []
    at = x
    for start, end in break_rows(whole, room):
        at = x
        row: list[_Piece] = []
        for from_, to, look in edges:
            if piece := whole[max(from_, start) : min(to, end)]:
                row.append(_Piece(at, piece, look, index, begins=not rows and not row))
                at += cell_edges(piece)[-1]
        rows.append(row)
    cited = f"　{quote.citation}" if quote.citation else ""
    if at + cell_edges(cited)[-1] > x + room:
        rows.append([])
        at, cited = x, quote.citation
    rows[-1].append(_Piece(at, cited, Look.BYLINE, index))
    return [tuple(row) for row in rows]
