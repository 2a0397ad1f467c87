"""The table of contents beside the page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message

from content.report import Node, NodeKind, Report
from review.reading.typeset import contents_block, contents_nodes, look_of_entry
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import Look
from review.widgets.block_list import CURSOR_MARK, BlockList

CURRENT_MARK = "▌"


class ContentsPane(BlockList, can_focus=True):
    """Parts, sections, items and leads of a report; the one on screen is marked."""

    @dataclass
    class Chosen(Message):
        """The reader wants to go to an entry."""

        paragraph: int
        """Number of the paragraph where it stands."""

    def __init__(self) -> None:
        super().__init__(id="contents")
        self._report: Report | None = None
        self._entries: list[Node] = []
        self._paragraphs: list[int] = []
        """Paragraph number where each entry stands."""
        self._entry_of_node: dict[int, int] = {}
        self._current = 0

    def fill(self, report: Report, paragraph: int) -> None:
        """List the entries, after the first page: it need not wait for them.

        Args:
            report: Whose contents to list.
            paragraph: Number of the paragraph whose entry to mark.
        """
        self._report = report
        self._entries = contents_nodes(report)
        self._paragraphs = [node.paragraph for node in self._entries]
        self._entry_of_node = {node.id: entry for entry, node in enumerate(self._entries)}
        self.set_entries([len(node.text) for node in self._entries])
        self.mark(paragraph)

    def block(self, entry: int) -> Block:
        """An entry of the contents, indented by its depth."""
        return contents_block(self._entries[entry])

    # The entry that is on screen

    def mark(self, paragraph: int) -> None:
        """Mark the entry under which a paragraph (by number) is read."""
        if self._report is None or not self._entries:
            return
        owner = self._report.paragraph(paragraph).owner
        entry = self._entry_of_node.get(owner)
        if entry is None:
            entry = max(0, bisect_right(self._paragraphs, paragraph) - 1)
        if entry == self._current:
            return
        self._current = entry
        if not self.has_focus:
            self.choose_entry(entry)
        self.refresh()

    @property
    def current_text(self) -> str:
        """The entry that is marked, as it is listed."""
        return self.block(self._current).text if self._entries else ""

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
        entry = self.cursor + direction
        while 0 <= entry < len(self._entries) and self._entries[entry].kind not in heading:
            entry += direction
        self.choose_entry(entry)

    def jump_edge(self, direction: int) -> None:
        """Move the choice to the first (-1) or last (1) entry."""
        self.choose_entry(0 if direction < 0 else len(self._entries) - 1)

    def choose(self) -> None:
        """Go to the entry under the cursor."""
        if self._entries:
            self.post_message(self.Chosen(self._paragraphs[self.cursor]))

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
        style = self.looks[look_of_entry(self._entries[row.block])]
        current, cursor = " ", " "
        if row.block == self._current:
            style += self.looks[Look.CURRENT]
            current = CURRENT_MARK
        if chosen:
            style += self.looks[Look.CURSOR]
            cursor = CURSOR_MARK
        text = printable(self.block(row.block).text)[row.start : row.end]
        return [Segment(current + cursor + " " * row.indent + text, style)]
