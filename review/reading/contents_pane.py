"""The table of contents beside the page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message

from content.report import Node, NodeKind, Report
from review.reading.note_margin import counted
from review.reading.typeset import contents_block, contents_nodes, look_of_entry
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import Look
from review.widgets.block_list import CURSOR_MARK, GUTTER, BlockList

CURRENT_MARK = "▌"

SHORT_ROWS = 30
"""Rows below which an entry takes one of them, however long it is."""


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
        self._counts: list[int] = []
        """Notes behind each entry."""
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
        """An entry of the contents, indented by its depth; in one row where rows are short.

        How many notes stand behind it is the end of its text, so that there is room for that.
        """
        block = contents_block(self._entries[entry])
        text, count = block.text, self._count(entry)
        if self._is_short:
            width = self.scrollable_content_region.width - GUTTER - block.first_indent
            room = width - cell_len(count)
            if cell_len(text) > room:
                text = f"{set_cell_size(text, max(2, room - 1)).rstrip()}…"
        text += count
        return block._replace(text=text, end=len(text))

    @property
    def _is_short(self) -> bool:
        """Whether there are not rows enough to give some entries two."""
        height = self.scrollable_content_region.height
        return height < SHORT_ROWS and height < len(self._entries)

    def _count(self, entry: int) -> str:
        """How many notes stand behind an entry, as it is shown."""
        notes = self._counts[entry] if entry < len(self._counts) else 0
        return f" {notes}" if notes else ""

    def count_notes(self, noted: Mapping[int, int]) -> None:
        """Show how many notes there are behind each entry.

        Args:
            noted: Notes that begin in each paragraph, by its number.
        """
        self._counts = counted(self._paragraphs, noted)
        self.set_entries(self._lengths, self.cursor)

    def choose_entry(self, entry: int) -> None:
        """Choose an entry, which is shown whole elsewhere while one chooses."""
        super().choose_entry(entry)
        self._tell()

    def _tell(self) -> None:
        if self._entries:
            text = contents_block(self._entries[self.cursor]).text if self.has_focus else ""
            self.post_message(self.Looked(text))

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
        return contents_block(self._entries[self._current]).text if self._entries else ""

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
        block = self.block(row.block)
        behind = max(row.start, block.end - len(self._count(row.block)))
        text = printable(block.text)
        line = current + cursor + " " * row.indent + text[row.start : min(behind, row.end)]
        count = text[behind : row.end]
        if not count:
            return [Segment(line, style)]
        room = self.scrollable_content_region.width - cell_len(line) - cell_len(count)
        return [
            Segment(line + " " * room, style),
            Segment(count, style + self.looks[Look.SIGN]),
        ]
