"""Notes beside the text, each at the row where its passage begins, or below the page."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from review.reading.marks import MarginNote
from review.reading.page import Page
from review.typography.linebreak import break_rows, cut_to, printable
from review.typography.looks import Look, looks

ROWS = 2
"""Rows of the notes that lie over the last of a page that has no room beside it."""


_BLANK = MarginNote("", 0, Look.SIGN)


class NoteMargin(Widget):
    """A column right of the page, or rows over its end where the window is narrow.

    A screen has both, one without room. Beside the page all notes of what is on screen stand at
    their rows, below it only those of the paragraph that is being read.
    """

    ALLOW_SELECT = False

    def __init__(self, page: Page, *, beside: bool) -> None:
        super().__init__(id="note-column" if beside else "note-rows")
        self._page = page
        self._beside = beside
        self._texts: Mapping[str, MarginNote] = {}
        self._rows: list[MarginNote] = []

    def take(self, texts: Mapping[str, MarginNote]) -> None:
        """Show other notes, by their ids."""
        self._texts = texts
        self.follow()

    def follow(self) -> None:
        """Show what stands beside the page as it is now."""
        if self._beside:
            rows = self._beside_rows()
        else:
            rows = self._below_rows()
            self.display = bool(rows)
            # Not over the margin, where the bar stands, nor the contents: what lies over two
            # widgets is cut where they meet.
            region, margin = self._page.region, max(0, self._page.left_margin - 1)
            self.styles.margin = (0, 0, 0, region.x + margin)
            self.styles.width = region.width - margin
        if rows != self._rows:
            self._rows = rows
            self.refresh()

    def on_resize(self) -> None:
        """Break the notes anew."""
        self.follow()

    def _here(self) -> list[str]:
        """The notes of the paragraph that is being read, unless one is writing on it."""
        if self.screen.query("NoteEditor"):
            return []
        notes = self._page.marks.all_of(self._page.current)
        return [note for note in notes if note in self._texts]

    def _broken(self, note: str) -> list[MarginNote]:
        """The rows of a note."""
        text, lead, look = self._texts[note]
        text = printable(" ".join(text.split()))
        return [
            MarginNote(text[start:end], max(0, min(lead, end) - start), look)
            for start, end in break_rows(text, max(4, self.size.width - 2))
        ]

    def _below_rows(self) -> list[MarginNote]:
        notes = [self._broken(note) for note in self._here()]
        rows = [row for note in notes for row in note]
        if len(rows) > ROWS and len(notes) > 1:  # How each begins says more than the end of one.
            rows = [self._cut(note[0]) if note[1:] else note[0] for note in notes]
        return rows if len(rows) <= ROWS else [*rows[: ROWS - 1], self._cut(rows[ROWS - 1])]

    def _cut(self, row: MarginNote) -> MarginNote:
        """A row that is followed by more."""
        return row._replace(text=cut_to(f"{row.text.rstrip('…')}…", self.size.width - 2))

    def _beside_rows(self) -> list[MarginNote]:
        """A note at its row, or right behind the one above; perhaps more rows than on screen."""
        rows: list[MarginNote] = []
        for y, notes in enumerate(self._page.notes_by_row()):
            for note in notes:
                if note in self._texts:
                    rows += [_BLANK] * (y - len(rows))
                    rows += self._broken(note)
        return rows

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        colours = self.app.theme_variables
        styles = looks(colours, colours["surface"])
        text, lead, look = self._rows[y] if y < len(self._rows) else _BLANK
        segments = [
            Segment("│" if self._beside else " ", styles[Look.BYLINE]),
            Segment(text[:lead], styles[Look.BODY] + styles[look]),
            Segment(text[lead:], styles[Look.BODY]),
        ]
        width = self.size.width
        return Strip(segments).extend_cell_length(width, styles[Look.BODY]).crop(0, width)
