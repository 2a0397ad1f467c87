"""The queries that led somewhere, to be called back into the line one after the other."""

from __future__ import annotations


class Earlier:
    """Queries of this session."""

    def __init__(self) -> None:
        self._queries: list[str] = []
        """Each once, oldest first."""
        self._back = 0
        """How many queries back the line is; 0 while one types."""

    def remember(self, query: str) -> None:
        """Keep a query that led somewhere."""
        self._queries = [*(earlier for earlier in self._queries if earlier != query), query]
        self._back = 0

    def typed(self, query: str) -> None:
        """Note what the line holds now: with another query than was recalled one begins anew."""
        if self._back and query != self._queries[-self._back]:
            self._back = 0

    def recall(self, query: str) -> str | None:
        """The query before the one in the line, or None if there is none."""
        back = self._back + 1
        if self._queries[-back:][:1] == [query]:
            back += 1  # It is in the line already.
        if back > len(self._queries):
            return None
        self._back = back
        return self._queries[-back]
