"""The list in the pane of notes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message

from review.notes.listing import ListedNote
from review.notes.model import Note
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, Look
from review.widgets.block_list import BlockList

_HANG = 2


class NoteList(BlockList):
    """Notes in document order, with one chosen."""

    class Clicked(Message):
        """A note was clicked; it is the chosen one now."""

    def __init__(self) -> None:
        super().__init__(id="noted")
        self.listed: list[ListedNote] = []

    def fill(self, entries: list[ListedNote], note_id: str) -> None:
        """List other notes.

        Args:
            entries: What to list.
            note_id: The note to choose; where it is not listed, the one in its place.
        """
        at = next((at for at, entry in enumerate(entries) if entry.note.id == note_id), None)
        if at is None:
            at = min(self.cursor, max(0, len(entries) - 1))
        self.listed = entries
        self.set_entries([len(entry.text) for entry in entries], at)

    @property
    def chosen(self) -> Note | None:
        """The note that is marked, if there is any."""
        return self.listed[self.cursor].note if self.listed else None

    def choose_at(self, place: tuple[int, int]) -> None:
        """Choose the first note at or behind a place of the report, else the last."""
        found = (at for at, e in enumerate(self.listed) if e.note.anchor.place >= place)
        self.choose_entry(next(found, len(self.listed) - 1))

    def move(self, entries: int) -> None:
        """Choose a note some entries on."""
        self.choose_entry(self.cursor + entries)

    def move_page(self, direction: int) -> None:
        """Choose a note about a screen on."""
        self.choose_entry(self.entry_a_page_on(direction))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = self.entry_at(event.y)
        if at is not None:
            self.choose_entry(at)
            self.post_message(self.Clicked())

    def block(self, entry: int) -> Block:
        """A note, its further rows indented."""
        text = self.listed[entry].text
        return Block(text, 0, len(text), indent=_HANG)

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row: sign, kind and citation set apart from the words."""
        mark = CURSOR_MARK if chosen else " "
        base = self.looks[Look.BODY]
        if chosen:
            base += self.looks[Look.CURRENT]
        text = printable(self.listed[row.block].text)
        segments = [Segment(f" {mark}{' ' * row.indent}", base)]
        for start, end, style in self._pieces(self.listed[row.block], base):
            low, high = max(start, row.start), min(end, row.end)
            if low < high:
                segments.append(Segment(text[low:high], style))
        return segments

    def _pieces(self, entry: ListedNote, base: Style) -> Iterator[tuple[int, int, Style]]:
        styles = (base + self.looks[Look.SIGN], base, self.looks[Look.BYLINE])
        edges = (0, entry.lead, entry.quote, len(entry.text))
        for (start, end), style in zip(pairwise(edges), styles, strict=True):
            yield start, end, style
