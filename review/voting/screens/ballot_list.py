"""The ballot as a list: a number, boxes for the signs and the title of each item."""

from __future__ import annotations

from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message

from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, GUTTER, Look
from review.voting.ballot_draft import BallotCopy, BallotDraft
from review.voting.counting.ballot import FAIR, NO, UNMARKED, YES
from review.voting.rules.choices import Mode
from review.voting.sheet.wording import boxes
from review.widgets.block_list import BlockList

_NUMBER = 3
"""Cells for an item's number."""

SIGNS = {YES: "○", NO: "×", UNMARKED: "—", "": " "}
"""How marks are drawn. All take one cell and are set alike: none may weigh more than another."""

_LEVEL_SIGNS = {YES: "满", FAIR: "基", NO: "不"}
"""How a teller's copy of a survey shows them; on the ballot each has a box of its own."""


_SHORT = {"基本满意": "基本", "不满意": "不满"}
"""Names that are too wide to stand above a box."""


class BallotList(BlockList):
    """All items in printed order, one of them chosen; only to be read unless it `chooses`.

    It shows what the ballot says each time it is painted: whoever marks has it refreshed.
    """

    @dataclass
    class Clicked(Message):
        """An item was clicked; it is the chosen one now."""

        item: int
        """Which one, 0-based: by now another may be the chosen one."""
        mark: str | None
        """The mark whose box was clicked, or None beside the boxes."""

        def __repr__(self) -> str:
            return "Clicked()"  # no mark gets into a log

    def __init__(self, ballot: BallotDraft | BallotCopy, *, chooses: bool) -> None:
        super().__init__(id="ballot-list")
        self._ballot = ballot
        self._chooses = chooses
        rules = ballot.ticket.rules
        self._is_survey = rules.mode is Mode.SURVEY
        named = [(_SHORT.get(name, name), mark) for name, mark in boxes(rules)]
        self._boxes = [("记号", "")] if isinstance(ballot, BallotCopy) else named
        self._items = ballot.ticket.items
        self._widths = [cell_len(name) + 1 for name, _mark in self._boxes]
        """Cells of each box: as wide as the name above it, and a blank."""
        self._indent = _NUMBER + sum(self._widths)
        self._gap = 0

    def take(self, ballot: BallotDraft | BallotCopy) -> None:
        """Show another ballot over the same items, the first one chosen."""
        self._ballot = ballot
        self.choose_entry(0)

    def on_mount(self) -> None:
        """List the items, the first one chosen."""
        self.set_entries([len(item.title) for item in self._items])

    def lay_out(self) -> None:
        """Part the items by a blank row where there is room, as on a ballot of paper."""
        self._gap = int(self.size.height >= 2 * len(self._items))
        super().lay_out()

    @property
    def heading(self) -> str:
        """What stands above the columns."""
        names = "".join(f"{name} " for name, _mark in self._boxes)
        return f"{' ' * GUTTER}号 {names}{'项目' if self._is_survey else '候选项目'}"

    def block(self, entry: int) -> Block:
        """A title stands behind its number and boxes, in all of its rows."""
        title = self._items[entry].title
        indent = self._indent
        return Block(title, 0, len(title), first_indent=indent, indent=indent, gap=self._gap)

    def shows_cursor(self) -> bool:
        """Whenever one can choose."""
        return self._chooses

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """The first row of an item has its number and boxes."""
        text, item = self.looks[Look.BODY], self._items[row.block]
        title = text + self.looks[Look.CURRENT] if chosen else text
        gutter = Segment(f"{CURSOR_MARK if chosen else ' '} ", title)
        words = Segment(printable(item.title)[row.start : row.end], title)
        if row.start:
            return [gutter, Segment(" " * self._indent, text), words]
        number = Segment(f"{item.id:>{_NUMBER - 1}} ", title)
        return [gutter, number, *self._box_segments(row.block), words]

    def _box_segments(self, entry: int) -> list[Segment]:
        mark = self._ballot.mark(entry)
        empty, filled = self.looks[Look.BYLINE], self.looks[Look.TITLE]
        segments = []
        shown = SIGNS.get(mark, mark)
        for (_name, own), width in zip(self._boxes, self._widths, strict=True):
            is_any = not own
            sign = shown if is_any or mark == own else " "
            if self._is_survey and sign.strip():
                sign = "○" if own else _LEVEL_SIGNS.get(mark, shown)
            style = filled if sign.strip() else empty
            inside = set_cell_size(sign, 2) if is_any else sign
            segments.append(Segment(set_cell_size(f"[{inside}]", width), style))
        return segments

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked with the left button, and mark it where a box was."""
        event.stop()
        entry = self.entry_at(event.y)
        if entry is None or not self._chooses or event.button != 1:
            return
        self.choose_entry(entry)
        left = event.x - GUTTER - _NUMBER
        for (_name, mark), width in zip(self._boxes, self._widths, strict=True):
            if 0 <= left < width - 1:
                self.post_message(self.Clicked(entry, mark))
                return
            left -= width
        self.post_message(self.Clicked(entry, None))
