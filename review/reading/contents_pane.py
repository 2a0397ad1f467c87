"""The table of contents beside the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message

from content.report import NodeKind, Report
from review.reading.contents import Contents, Pane, counted
from review.typography.flow import Block, Row
from review.widgets.block_list import BlockList


class ContentsPane(BlockList, can_focus=True):
    """Parts, sections, items and leads of a report; the one on screen is marked."""

    @dataclass
    class Chosen(Message):
        """The reader wants to go to an entry."""

        paragraph: int
        """Number of the paragraph where it stands."""

    class Looked(Message):
        """The entry under the cursor while one chooses, whole; nothing when one does no more."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="contents")
        self._contents: Contents | None = None
        self._current = 0

    def fill(self, report: Report, paragraph: int) -> None:
        """List the entries of a report.

        Args:
            report: Whose contents to list.
            paragraph: Number of the paragraph whose entry to mark.
        """
        self._contents = Contents(report)
        self.set_entries(self._contents.lengths)
        self.mark(paragraph)

    @property
    def _pane(self) -> Pane:
        return Pane(*self.scrollable_content_region.size)

    @property
    def _listed(self) -> Contents:
        assert self._contents is not None, "there are no entries before"
        return self._contents

    def block(self, entry: int) -> Block:
        """An entry of the contents."""
        return self._listed.block(entry, self._pane)

    def count_notes(self, noted: Mapping[int, int]) -> None:
        """Show how many notes there are behind each entry.

        Args:
            noted: Notes that begin in each paragraph, by its number.
        """
        if self._contents is not None:
            counts = counted(self._contents.paragraphs, noted)
            if counts != self._contents.counts and (any(counts) or any(self._contents.counts)):
                self._contents.counts = counts
                self.set_entries(self._contents.lengths, self.cursor)

    def choose_entry(self, entry: int) -> None:
        """Choose an entry, which is shown whole elsewhere while one chooses."""
        super().choose_entry(entry)
        self._tell()

    def _tell(self) -> None:
        if self._contents is not None and self._contents.nodes:
            text = self._contents.text(self.cursor) if self.has_focus else ""
            self.post_message(self.Looked(text))

    # The entry that is on screen

    def mark(self, paragraph: int) -> None:
        """Mark the entry under which a paragraph (by number) is read."""
        if self._contents is None or not self._contents.nodes:
            return
        entry = self._contents.entry_of(paragraph)
        if entry == self._current:
            return
        before, self._current = self._current, entry
        if not self.has_focus:
            self.choose_entry(entry)
        self.refresh_entries(before, entry)

    @property
    def current_text(self) -> str:
        """The entry that is marked, as it is listed."""
        return "" if self._contents is None else self._contents.text(self._current)

    def on_focus(self) -> None:
        """Begin to choose at the entry that is on screen."""
        self.choose_entry(self._current)

    def on_blur(self) -> None:
        """Show the marked entry again."""
        self.choose_entry(self._current)

    # What the keys and the mouse do

    def scroll_rows(self, rows: int) -> None:
        """Move the choice by some entries."""
        self.choose_entry(self.cursor + rows)

    def scroll_pages(self, pages: int) -> None:
        """Move the choice by screens."""
        self.choose_entry(self.entry_a_page_on(pages))

    def jump_section(self, direction: int) -> None:
        """Move the choice to the next (1) or previous (-1) part or section."""
        heading = (NodeKind.PART, NodeKind.SECTION)
        entry, nodes = self.cursor + direction, self._listed.nodes
        while 0 <= entry < len(nodes) and nodes[entry].kind not in heading:
            entry += direction
        self.choose_entry(entry)

    def jump_edge(self, direction: int) -> None:
        """Move the choice to the first (-1) or last (1) entry."""
        self.choose_entry(0 if direction < 0 else len(self._lengths) - 1)

    def choose(self) -> None:
        """Go to the entry under the cursor."""
        if self._lengths:
            self.post_message(self.Chosen(self._listed.paragraphs[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Go to the entry that was clicked."""
        entry = self.entry_at(event.y)
        if entry is not None:
            self.choose_entry(entry)
            self.choose()

    def shows_cursor(self) -> bool:
        """While one chooses."""
        return self.has_focus

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row with its marks."""
        current = row.block == self._current
        return self._listed.segments(row, self._pane, self.looks, current=current, chosen=chosen)
