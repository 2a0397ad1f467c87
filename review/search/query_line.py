"""The line that a query is typed in, and the queries that led somewhere, to be called back."""

from __future__ import annotations

from review.widgets.line_input import LineInput


class QueryLine(LineInput):
    """A line that remembers the queries of this session."""

    def __init__(self) -> None:
        super().__init__("字词、数字或拼音")
        self._queries: list[str] = []
        """Each once, oldest first."""
        self._back = 0
        """How many queries back the line is; 0 while one types."""

    def remember(self) -> None:
        """Keep what was typed: it led somewhere."""
        self._queries = [*(one for one in self._queries if one != self.value), self.value]
        self._back = 0

    def note_change(self) -> None:
        """With another query than was recalled one begins anew."""
        if self._back and self.value != self._queries[-self._back]:
            self._back = 0

    def recall(self) -> None:
        """Put the query before the one in the line there, if there is any."""
        back = self._back + 1
        if self._queries[-back:][:1] == [self.value]:
            back += 1  # It is in the line already.
        if back <= len(self._queries):
            self._back = back
            self.value = self._queries[-back]
            self.cursor_position = len(self.value)
