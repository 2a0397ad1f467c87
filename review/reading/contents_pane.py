"""The table of contents beside the page."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message

from content.report import Node, NodeKind, Report
from review.reading.contents import entry_block, entry_of, entry_segments
from review.reading.typeset import contents_block, contents_nodes
from review.typography.flow import Block, Row
from review.widgets.block_list import BlockList


class ContentsPane(BlockList, can_focus=True):
    """The outline, the entry on screen marked; what is typed in Chinese or digits filters it."""

    @dataclass
    class Chosen(Message):
        """The reader wants to go to an entry."""

        paragraph: int
        """Number of the paragraph where it stands."""

    @dataclass
    class Looked(Message):
        """One chooses, or has ceased to."""

        text: str = ""
        """All of the entry under the cursor, where its row shows less of it."""
        row: int = 0
        """The row of the pane where that stands."""
        wanted: str = ""
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
        """List the entries, and mark that of a paragraph (by number)."""
        self._report = report
        self._outline = contents_nodes(report)
        self._current = None
        self._want("")
        self.mark(paragraph)

    def block(self, entry: int) -> Block:
        """An entry of the contents."""
        node = self._entries[entry]
        return entry_block(node, self._counts[node.id], self.rows_size, len(self._entries))

    def count_notes(self, noted: Mapping[int, int]) -> None:
        """Show behind each entry how many notes begin up to the next, of those by paragraph."""
        before, self._counts = self._counts, Counter()
        starts = [node.paragraph for node in self._outline]
        for number, notes in noted.items():
            behind = bisect_right(starts, number) - 1
            if behind >= 0:
                self._counts[self._outline[behind].id] += notes
        if self._counts != before:
            self.set_entries(self._lengths, self.cursor)

    def choose_entry(self, entry: int) -> None:
        """Choose an entry; what its row does not show of it is shown elsewhere."""
        super().choose_entry(entry)
        self._tell()

    def lay_out(self) -> None:
        """Set the entries anew; which are cut shows only now."""
        super().lay_out()
        self._tell()

    def _tell(self) -> None:
        if not (self.has_focus and self.scrollable_content_region):
            self.post_message(self.Looked())
            return
        text, row = "", 0
        if self._entries:
            text = contents_block(self._entries[self.cursor]).text
            text = "" if self.block(self.cursor).text.startswith(text) else text
            row = self._flow.tops[self.cursor] - round(self.scroll_y)
        found = f"有“{self._wanted}”的 {len(self._entries)} 条"
        found = found if self._entries else f"没有“{self._wanted}”"
        said = f"目录中{found}，按Esc看全部" if self._wanted else ""
        self.post_message(self.Looked(text, row, said))

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
        node = entry_of(self._report, self._outline, paragraph)
        if node is not self._current:
            before, self._current = self._current, node
            if not self.has_focus:
                self._show_current()
            changed = (one for one in (before, node) if one in self._entries)
            self.refresh_entries(*map(self._entries.index, changed))

    @property
    def current_text(self) -> str:
        """The entry that is marked, as it is listed."""
        return "" if self._current is None else contents_block(self._current).text

    def watch_has_focus(self, has_focus: bool) -> None:
        """Choose from the marked entry on; when left, list all entries and show that one again."""
        super().watch_has_focus(has_focus)
        if self._wanted and not has_focus:
            self._want("")
        else:
            self._show_current()

    # What the keys and the mouse do

    scroll_rows, scroll_pages = BlockList.move_by, BlockList.move_page

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
        if self.choose_clicked(event) is not None:
            self.choose()

    def shows_cursor(self) -> bool:
        """While one chooses."""
        return self.has_focus

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row with its marks."""
        node = self._entries[row.block]
        return entry_segments(
            row,
            node,
            self.block(row.block),
            width=self.rows_size.width,
            styles=self.looks,
            current=node is self._current,
            chosen=chosen,
            notes=self._counts[node.id],
        )


def _folded(text: str) -> str:
    """Text in which full-width digits and capitals are no difference."""
    return unicodedata.normalize("NFKC", text).casefold()
