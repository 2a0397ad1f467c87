"""Notes with ticks: those that a paper is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from review.notes.export.sharing import is_private
from review.notes.listing import ListedNote, matching, standing
from review.notes.model import Kind, Note
from review.typography.flow import Block, Row
from review.typography.linebreak import cell_edges, printable
from review.typography.looks import CURSOR_MARK, GUTTER, Look
from review.widgets.block_list import BlockList

_KINDS = tuple(Kind)


class TickList(BlockList, can_focus=True):
    """Notes in the order of the paper, each ticked or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,ideographic_space", "tick", "选取", key_display="空格"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("a,0,fullwidth_digit_zero", "tick_all", "全选", key_display="0"),
        *(
            Binding(f"{digit},{chr(0xFF10 + digit)}", f"tick_kind({digit - 1})", show=False)
            for digit in range(1, len(_KINDS) + 1)
        ),
        Binding("ctrl+up", "carry(-1)", "移动", key_display="^↑↓"),
        Binding("ctrl+down", "carry(1)", show=False),
        Binding("y", "quote", "引文", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Other notes are ticked, or they come in another order."""

    @dataclass
    class Chosen(Message):
        """The cursor is on another note."""

    @dataclass
    class QuoteAsked(Message):
        """The note under the cursor is to quote its passage in another way."""

        note: Note

    def __init__(self) -> None:
        super().__init__(id="ticks")
        self._all: list[ListedNote] = []
        self._shown: Sequence[ListedNote] = ()
        self._ticked: set[str] = set()
        self._query = ""
        self.spare: Collection[str] = ()
        """Ids of notes that are marked 可省."""

    # What there is

    @property
    def notes(self) -> list[Note]:
        """The ticked notes, in their order."""
        return [entry.note for entry in self._all if entry.note.id in self._ticked]

    @property
    def left(self) -> list[Note]:
        """The others."""
        return [entry.note for entry in self._all if entry.note.id not in self._ticked]

    @property
    def order(self) -> list[str]:
        """Ids of all notes, in their order."""
        return [entry.note.id for entry in self._all]

    @property
    def chosen(self) -> Note | None:
        """The note under the cursor."""
        return self._shown[self.cursor].note if self._shown else None

    def take(self, entries: Iterable[ListedNote], ticked: Iterable[str]) -> None:
        """Show notes in an order, some of them ticked."""
        self._all = list(entries)
        self._ticked = set(ticked)
        self.narrow(self._query)

    def narrow(self, query: str) -> None:
        """Show the notes that a filter lets through; ticks stay as they are."""
        self._query = query
        chosen = self.chosen
        self._shown = matching(self._all, query, None)
        ids = [entry.note.id for entry in self._shown]
        at = ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0
        self.set_entries([len(entry.text) for entry in self._shown], at)

    # What the keys and the mouse do

    def action_move(self, direction: int) -> None:
        """Go to the next note, or out of the list at its ends."""
        if not 0 <= self.cursor + direction < len(self._shown):
            (self.screen.focus_next if direction > 0 else self.screen.focus_previous)()
            return
        self.choose_entry(self.cursor + direction)
        self.post_message(self.Chosen())

    def action_tick(self) -> None:
        """Tick the note under the cursor, or take its tick away."""
        if self.chosen is not None:
            self._turn([self.chosen])

    def action_tick_all(self) -> None:
        """Tick all notes that are shown; if they are ticked already, none."""
        self._turn_all(list(Kind))

    def action_tick_kind(self, place: int) -> None:
        """The same for those of one kind."""
        self._turn_all([_KINDS[place]])

    def _turn_all(self, kinds: Collection[Kind]) -> None:
        """Turn the ticks of all that is shown; what is private is ticked one by one."""
        notes = [entry.note for entry in self._shown if entry.note.kind in kinds]
        self._turn([note for note in notes if not is_private(note)])

    def _turn(self, notes: Sequence[Note]) -> None:
        ids = {note.id for note in notes}
        self._ticked = self._ticked - ids if ids <= self._ticked else self._ticked | ids
        self.refresh()
        self.post_message(self.Changed())

    def action_carry(self, direction: int) -> None:
        """Move the note under the cursor up or down in the paper."""
        at, to = self.cursor, self.cursor + direction
        if not 0 <= to < len(self._shown):
            return
        one, other = (self._all.index(self._shown[place]) for place in (at, to))
        self._all[one], self._all[other] = self._all[other], self._all[one]
        self.narrow(self._query)
        self.post_message(self.Changed())

    def action_quote(self) -> None:
        """Have the note quote in another way."""
        if self.chosen is not None:
            self.post_message(self.QuoteAsked(self.chosen))

    def on_click(self, event: events.Click) -> None:
        """Go to the note that was clicked, and turn its tick."""
        at = self.entry_at(event.y)
        if at is not None:
            self.focus()
            self.choose_entry(at)
            self.action_tick()
            self.post_message(self.Chosen())

    # Painting

    def block(self, entry: int) -> Block:
        """A note, on one row."""
        line = self._line(entry)
        return Block(line, 0, len(line))

    def _line(self, entry: int) -> str:
        """The tick, what the note is, where it stands, and as much of it as there is room for."""
        note = self._shown[entry].note
        tick = "☑" if note.id in self._ticked else "☐"
        spare = "〔可省〕" if note.id in self.spare else standing(note)
        words = " ".join((note.body or note.anchor.quote)[:200].split())
        line = printable(f"{tick} {note.kind.sign} {note.anchor.citation} {spare}{words}")
        width = max(2, self.scrollable_content_region.width - GUTTER)
        edges = cell_edges(line)
        if edges[-1] <= width:
            return line
        return line[: bisect_right(edges, width - 1) - 1] + "…"

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """The row of a note; those without a tick are dim."""
        is_ticked = self._shown[row.block].note.id in self._ticked
        look = self.looks[Look.BODY] if is_ticked else self.looks[Look.BYLINE]
        if chosen and self.has_focus:
            look += self.looks[Look.CURRENT]
        mark = CURSOR_MARK if chosen else " "
        return [Segment(f"{mark} {self._line(row.block)}", look)]

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Show the cursor, or hide it."""
        super().watch_has_focus(_has_focus)
        self.refresh()
