"""Notes beside the text, each at the row where its passage begins, or below the page."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from review.reading.page import Page
from review.typography.linebreak import break_rows, printable
from review.typography.looks import Look, looks

ROWS = 2
"""Rows of the notes that lie over the last of a page that has no room beside it."""


class NoteMargin(Widget):
    """A column right of the page, or rows over its end where the window is narrow.

    Args:
        page: Whose notes are shown.
        beside: Whether it is the column.
    """

    ALLOW_SELECT = False

    def __init__(self, page: Page, *, beside: bool) -> None:
        super().__init__(id="note-column" if beside else "note-rows")
        self._page = page
        self._beside = beside
        self._texts: Mapping[str, str] = {}
        self._rows: list[tuple[str, bool]] = []

    def take(self, texts: Mapping[str, str]) -> None:
        """Show other notes.

        Args:
            texts: What each says, its sign first, by its id.
        """
        self._texts = texts
        self.follow()

    def follow(self) -> None:
        """Show what stands beside the page as it is now."""
        shown = bool(self._texts) and (self._beside or bool(self._here()))
        if self.display is not shown:
            self.display = shown
        if shown:
            if not self._beside:
                # Only over the page: what lies over two widgets is cut where they meet.
                region = self._page.region
                self.styles.margin = (0, 0, 0, region.x)
                self.styles.width = region.width
            self._rows = self._beside_rows() if self._beside else self._below_rows()
            self.refresh()

    def on_resize(self) -> None:
        """Break the notes anew."""
        self.follow()

    def _here(self) -> list[str]:
        """The notes of the paragraph that is being read, unless one is writing on it."""
        if self.screen.query("NoteEditor"):
            return []
        notes = self._page.marks.notes_of(self._page.current)
        return [note for note in notes if note in self._texts]

    def _broken(self, note: str) -> list[str]:
        text = printable(self._texts[note]).replace("\n", " ")
        width = max(4, self.size.width - 2)
        return [text[start:end] for start, end in break_rows(text, width)]

    def _below_rows(self) -> list[tuple[str, bool]]:
        rows = [
            (row, at == 0) for note in self._here() for at, row in enumerate(self._broken(note))
        ]
        if len(rows) > ROWS:
            rows = [*rows[: ROWS - 1], (f"{rows[ROWS - 1][0][:-1]}…", rows[ROWS - 1][1])]
        return [*rows, *[("", False)] * (ROWS - len(rows))]

    def _beside_rows(self) -> list[tuple[str, bool]]:
        """A note at its row; where the one above needs more rows, right behind that."""
        rows: list[tuple[str, bool]] = []
        for y, notes in enumerate(self._page.notes_by_row()):
            for note in notes:
                if note in self._texts:
                    rows += [("", False)] * (y - len(rows))
                    rows += [(row, at == 0) for at, row in enumerate(self._broken(note))]
        return rows

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        colours = self.app.theme_variables
        styles = looks(colours, colours["surface"])
        text, is_first = self._rows[y] if y < len(self._rows) else ("", False)
        segments = [Segment("│" if self._beside else " ", styles[Look.BYLINE])]
        if is_first:
            segments += [Segment(text[:1], styles[Look.SIGN]), Segment(text[1:], styles[Look.BODY])]
        else:
            segments.append(Segment(text, styles[Look.BODY]))
        width = self.size.width
        return Strip(segments).extend_cell_length(width, styles[Look.BODY]).crop(0, width)
