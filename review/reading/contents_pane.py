"""The table of contents beside the page."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message

from content.report import Node, NodeKind, Report
from review.reading.typeset import contents_block, contents_nodes, look_of_entry
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import Look
from review.widgets.block_list import CURSOR_MARK, GUTTER, BlockList

CURRENT_MARK = "▌"

SHORT_ROWS = 30
"""Rows below which an entry takes one of them, however long it is."""


class ContentsPane(BlockList, can_focus=True):
    """Parts, sections, items and leads of a report; the one on screen is marked.

    Chinese characters and digits that are typed here leave the entries that have them.
    """

    @dataclass
    class Chosen(Message):
        """The reader wants to go to an entry."""

        paragraph: int
        """Number of the paragraph where it stands."""

    class Looked(Message):
        """One chooses, or has ceased to."""

        def __init__(self, text: str = "", row: int = 0, wanted: str = "") -> None:
            super().__init__()
            self.text = text
            """All of the entry under the cursor, where its row shows less of it."""
            self.row = row
            """The row of the pane where that stands."""
            self.wanted = wanted
            """What has been typed and how many entries have it, in Chinese."""

    def __init__(self) -> None:
        super().__init__(id="contents")
        self._report: Report | None = None
        self._outline: list[Node] = []
        self._entries: list[Node] = []
        """Those that have what is wanted."""
        self._current: Node | None = None
        self._counts: Counter[int] = Counter()
        """Notes behind each entry, by the id of its node."""
        self._wanted = ""

    def fill(self, report: Report, paragraph: int) -> None:
        """List the entries, after the first page: it need not wait for them.

        Args:
            report: Whose contents to list.
            paragraph: Number of the paragraph whose entry to mark.
        """
        self._report = report
        self._outline = contents_nodes(report)
        self._current = None
        self._want("")
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
        notes = self._counts[self._entries[entry].id]
        return f" {notes}" if notes else ""

    def count_notes(self, noted: Mapping[int, int]) -> None:
        """Show how many notes there are behind each entry, up to the next.

        Args:
            noted: Notes that begin in each paragraph, by its number.
        """
        self._counts = Counter()
        starts = [node.paragraph for node in self._outline]
        for number, notes in noted.items():
            behind = bisect_right(starts, number) - 1
            if behind >= 0:
                self._counts[self._outline[behind].id] += notes
        self.set_entries(self._lengths, self.cursor)

    def choose_entry(self, entry: int) -> None:
        """Choose an entry; what its row does not show of it is shown elsewhere."""
        super().choose_entry(entry)
        self._tell()

    def _tell(self) -> None:
        if not self.has_focus:
            self.post_message(self.Looked())
            return
        text, row = "", 0
        if self._entries:
            text = contents_block(self._entries[self.cursor]).text
            text = "" if text == self.block(self.cursor).text else text
            row = self._flow.tops[self.cursor] - round(self.scroll_y)
        self.post_message(self.Looked(text, row, self._said_of_wanted()))

    def _said_of_wanted(self) -> str:
        if not self._wanted:
            return ""
        found = f"有“{self._wanted}”的 {len(self._entries)} 条"
        return f"目录中{found if self._entries else f'没有“{self._wanted}”'}，按Esc看全部"

    # What is wanted

    def _want(self, typed: str) -> None:
        """List the entries that have something; all of them for nothing."""
        self._wanted = typed
        self._entries = [
            node for node in self._outline if typed in _folded(contents_block(node).text)
        ]
        self.set_entries([len(node.text) for node in self._entries])
        self._show_current()

    def _show_current(self) -> None:
        if self._current in self._entries:
            self.choose_entry(self._entries.index(self._current))
        else:
            self._tell()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is for the line of what is wanted: letters are not, they are commands."""
        if key in ("backspace", "escape"):
            return bool(self._wanted)
        typed = _folded(character or "")
        return typed.isalnum() and not (typed.isascii() and typed.isalpha())

    def on_key(self, event: events.Key) -> None:
        """Take what is wanted, or the last of it away, or all of it."""
        if not self.check_consume_key(event.key, event.character):
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._want("")
        elif event.key == "backspace":
            self._want(self._wanted[:-1])
        else:
            self._want(self._wanted + _folded(event.character or ""))

    # The entry that is on screen

    def mark(self, paragraph: int) -> None:
        """Mark the entry under which a paragraph (by number) is read."""
        if self._report is None or not self._outline:
            return
        owner = self._report.node(self._report.paragraph(paragraph).owner)
        if owner not in self._outline:
            at = bisect_right(self._outline, paragraph, key=lambda node: node.paragraph) - 1
            owner = self._outline[max(0, at)]
        if owner is not self._current:
            self._current = owner
            if not self.has_focus:
                self._show_current()
            self.refresh()

    @property
    def current_text(self) -> str:
        """The entry that is marked, as it is listed."""
        return "" if self._current is None else contents_block(self._current).text

    def on_focus(self) -> None:
        """Begin to choose at the entry that is on screen."""
        self._show_current()

    def on_blur(self) -> None:
        """List all entries again, and show the marked one."""
        self._want("")

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
            self.post_message(self.Chosen(self._entries[self.cursor].paragraph))

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
        node = self._entries[row.block]
        style = self.looks[look_of_entry(node)]
        current, cursor = " ", " "
        if node is self._current:
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
        return [Segment(line + " " * room, style), Segment(count, style + self.looks[Look.SIGN])]


def _folded(text: str) -> str:
    """Text in which full-width digits and capitals are no difference."""
    return unicodedata.normalize("NFKC", text).casefold()
