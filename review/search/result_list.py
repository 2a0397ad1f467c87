"""The list of results in the search pane.

It shows entries and knows which one is chosen; what they say and where they lead is made in
`result_entries` and `shelf_search`. A hit takes one row, cut around what was found for the width
there is; lines that say something take as many as they need.
"""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.message import Message

from index.words.normalise import Span
from review.search.result_entries import ResultEntry, fitted
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, Look
from review.widgets.block_list import BlockList

_Place = tuple[str, int | None]
"""Report, by its id, and paragraph that an entry leads to."""


class ResultList(BlockList):
    """The results, with the one to go to marked.

    `cursor` is the index of the chosen entry, which may be a line that only says something where no
    entry can be chosen; `chosen` is None then. `report` is the id of the one that is open.
    """

    class Clicked(Message):
        """A hit was clicked; it is the chosen one now."""

    def __init__(self, report: str) -> None:
        super().__init__(id="results")
        self._report = report
        self._listed: list[ResultEntry] = []
        self._moved_to: _Place | None = None
        """The reader's own choice, if the chosen hit is not just the best one."""

    def fill(self, listed: list[ResultEntry], is_same_query: bool) -> None:
        """List other entries and choose the best hit.

        In another answer to the same query the hit that the reader moved to stays chosen.
        """
        if not is_same_query:
            self._moved_to = None
        self._listed = listed
        hits = [at for at, entry in enumerate(listed) if entry.can_be_chosen]
        same = [at for at in hits if self._place(listed[at]) == self._moved_to]
        self.set_entries([len(entry.text) for entry in listed], next(iter(same or hits), 0))

    @property
    def chosen(self) -> ResultEntry | None:
        """The entry that is marked; None without entries, or where none can be chosen."""
        entry = self._listed[self.cursor] if self._listed else None
        return entry if entry is not None and entry.can_be_chosen else None

    @property
    def is_near_end(self) -> bool:
        """Whether the chosen hit is among the last that are listed: less than a screen follows."""
        return self.cursor >= len(self._listed) - self.size.height

    def choose_paragraph(self, paragraph: int) -> None:
        """Choose the hit in a paragraph of this report, by number, once it is listed.

        Where it is not, the next `fill` for the same query chooses it if it is among those.
        """
        self._moved_to = self._report, paragraph
        for at, entry in enumerate(self._listed):
            if self._place(entry) == self._moved_to:
                self.choose_entry(at)
                return

    def move(self, direction: int) -> bool:
        """Choose the next (1) or previous (-1) hit; whether there was one.

        Lines that only say something are passed over. At either end nothing changes.
        """
        at = self.cursor + direction
        while 0 <= at < len(self._listed):
            if self._listed[at].can_be_chosen:
                self._move_to(at)
                return True
            at += direction
        return False

    def move_page(self, direction: int) -> None:
        """Choose a hit about a screen on."""
        self._move_to(self.entry_a_page_on(direction))
        if self.chosen is None and not self.move(direction):
            self.move(-direction)

    def _move_to(self, at: int) -> None:
        self.choose_entry(at)
        self._moved_to = self._place(self._listed[self.cursor]) if self._listed else None

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = self.entry_at(event.y)
        if at is not None and self._listed[at].can_be_chosen:
            self._move_to(at)
            self.post_message(self.Clicked())

    def _shown(self, entry: int) -> tuple[str, list[Span]]:
        """What an entry looks like, and what of it was found: of a hit just one row."""
        return fitted(self._listed[entry], self._flow.width - self._indent(entry))

    def _indent(self, entry: int) -> int:
        """A hit is indented below the line that names its group."""
        return 0 if self._listed[entry].paragraph is None else 1

    def block(self, entry: int) -> Block:
        """A hit in one row, and what else is said in as many as it takes."""
        text, _ = self._shown(entry)
        indent = self._indent(entry)
        return Block(text, 0, len(text), first_indent=indent, indent=indent)

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row with its hits marked."""
        entry = self._listed[row.block]
        chosen = chosen and entry.can_be_chosen
        style = self.looks[Look.SECTION if entry.paragraph is None else Look.BODY]
        mark = CURSOR_MARK if chosen else " "
        if chosen:
            style += self.looks[Look.CURRENT]
        segments = [Segment(f" {mark}{' ' * row.indent}", style)]
        text, marks = self._shown(row.block)
        text = printable(text)
        at = row.start
        for mark_start, mark_end in marks:
            low, high = max(mark_start, at), min(mark_end, row.end)
            if low < high:
                segments.append(Segment(text[at:low], style))
                segments.append(Segment(text[low:high], style + self.looks[Look.HIT]))
                at = high
        segments.append(Segment(text[at : row.end], style))
        return segments

    def _place(self, entry: ResultEntry) -> _Place:
        return entry.report or self._report, entry.paragraph
