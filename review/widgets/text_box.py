"""Several lines to type in, broken into rows like Chinese text."""

from __future__ import annotations

from rich.text import Text
from textual.document._document import DocumentBase, Location
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Offset
from textual.widgets import TextArea

from review.typography.linebreak import break_rows, printable
from review.widgets.line_input import follow_layout


class ChineseRows(WrappedDocument):
    """A wrapped document whose rows end where Chinese text may: Textual wraps at blanks.

    Here it makes its tables for one row a line, and those of the rows are made anew.
    """

    def __init__(self, document: DocumentBase, tab_width: int) -> None:
        self._breaks: dict[tuple[str, int], list[int]] = {}
        super().__init__(document, tab_width=tab_width)

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Break all lines into rows of so many cells (0: without an end), known ones not anew."""
        super().wrap(0, tab_width)
        self._width = width
        if not width:
            return
        known, self._breaks = self._breaks, {}
        rows: list[tuple[int, int]] = []
        for index, line in enumerate(self.document.lines):
            key = (line, width)
            breaks = known.get(key)
            if breaks is None:
                # A tab is measured as one cell and may be drawn wider by all but one.
                wider = (self._tab_width - 1) * line.count("\t")
                rows_of_line = break_rows(printable(line), max(width - wider, width // 2))
                breaks = [start for start, _end in rows_of_line[1:]]
            self._breaks[key] = breaks
            self._wrap_offsets[index] = breaks
            first = len(rows)
            rows.extend((index, section) for section in range(len(breaks) + 1))
            self._line_index_to_offsets[index] = list(range(first, len(rows)))
        self._offset_to_line_info = rows

    def location_to_offset(self, location: Location) -> Offset:
        """Where a place is shown (cells and rows).

        In the middle of an edit that takes lines away the cursor stands behind the last one still,
        and a scroll bar that goes just then makes Textual ask for it.
        """
        line, column = location
        return super().location_to_offset((min(line, len(self._wrap_offsets) - 1), column))

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Break again what an edit changed."""
        self.wrap(self._width)


class TextBox(TextArea):
    """Textual's text area for Chinese text."""

    def __init__(self, text: str, placeholder: str) -> None:
        super().__init__(
            text, compact=True, highlight_cursor_line=False, placeholder=placeholder, id="body"
        )

    def on_mount(self) -> None:
        """Keep the cursor where text goes in."""
        follow_layout(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Alt+Del is of the note, not of a word: the editor around the box has it."""
        return action != "delete_word_right"

    @property
    def wrapped_document(self) -> WrappedDocument:
        """The rows; Textual puts a document of its own here whenever the text is replaced."""
        return self._rows

    @wrapped_document.setter
    def wrapped_document(self, wrapped: WrappedDocument) -> None:
        self._rows = ChineseRows(wrapped.document, self.indent_width)

    def get_line(self, line_index: int) -> Text:
        """A line as it is painted: nothing in it can steer the terminal."""
        pieces = self.document.get_line(line_index).split("\t")
        return Text("\t".join(map(printable, pieces)), end="", no_wrap=True)
