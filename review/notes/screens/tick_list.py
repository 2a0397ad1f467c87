"""Lists with ticks: the notes that a paper is made of, the files that are put together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.message import Message

from review.base import paths
from review.notes.export.selection import is_private
from review.notes.listing import ListedNote, matching, standing
from review.notes.merging import IN_NOTEBOOK, Contribution
from review.notes.model import KINDS, Note
from review.typography.flow import Block, Row
from review.typography.linebreak import cut_to, printable
from review.typography.looks import CURSOR_MARK, GUTTER, Look
from review.widgets.block_list import BlockList

Item = TypeVar("Item")


class TickList(BlockList, Generic[Item], can_focus=True):
    """Entries, each ticked or not."""

    BINDINGS = [
        Binding("space,enter", "tick", "选取", key_display="空格"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    class Changed(Message):
        """Other entries are ticked, or they come in another order."""

    class Chosen(Message):
        """The cursor is on another entry."""

    def __init__(self, id: str, key: Callable[[Item], Hashable]) -> None:
        super().__init__(id=id)
        self._key = key
        """Gives what an entry is known by."""
        self.items: Sequence[Item] = ()
        self._ticked: set[Hashable] = set()

    def line(self, item: Item) -> str:
        """An entry without its tick."""
        raise NotImplementedError

    @property
    def chosen(self) -> Item | None:
        """The entry under the cursor."""
        return self.items[self.cursor] if self.items else None

    def show_items(self, items: Sequence[Item], at: int) -> None:
        """Show other entries, with the cursor on one of them."""
        self.items = items
        self.set_entries([len(self.line(item)) + 2 for item in items], at)

    def action_move(self, direction: int) -> None:
        """Go to the next entry, or out of the list at its ends."""
        if not 0 <= self.cursor + direction < len(self.items):
            (self.screen.focus_next if direction > 0 else self.screen.focus_previous)()
            return
        self.choose_entry(self.cursor + direction)
        self.post_message(self.Chosen())

    def action_tick(self) -> None:
        """Tick the entry under the cursor, or take its tick away."""
        if self.chosen is not None:
            self.turn({self._key(self.chosen)})

    def turn(self, keys: Collection[Hashable]) -> None:
        """Tick entries, by their keys; if all of them are ticked already, none of them."""
        ticked = set(keys)
        self._ticked = self._ticked - ticked if ticked <= self._ticked else self._ticked | ticked
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Go to the entry that was clicked, and turn its tick."""
        if self.choose_clicked(event) is not None:
            self.focus()
            self.action_tick()
            self.post_message(self.Chosen())

    # Painting

    def _is_ticked(self, entry: int) -> bool:
        return self._key(self.items[entry]) in self._ticked

    def ticked_line(self, entry: int) -> str:
        """An entry as it is shown."""
        return printable(f"{'☑' if self._is_ticked(entry) else '☐'} {self.line(self.items[entry])}")

    def block(self, entry: int) -> Block:
        """An entry, further rows below its words."""
        line = self.ticked_line(entry)
        return Block(line, 0, len(line), indent=2)

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row of an entry; those without a tick are dim."""
        look = self.looks[Look.BODY if self._is_ticked(row.block) else Look.BYLINE]
        if chosen and self.has_focus:
            look += self.looks[Look.CURRENT]
        mark = CURSOR_MARK if chosen and not row.start else " "
        text = self.block(row.block).text[row.start : row.end]
        return [Segment(f"{mark} {' ' * row.indent}{text}", look)]


class NoteTicks(TickList[ListedNote]):
    """Notes in the order of the paper, each on one row."""

    BINDINGS = [
        Binding("a,0", "tick_kind(0)", "全选", key_display="0"),
        *(Binding(str(at), f"tick_kind({at})", show=False) for at, _kind in enumerate(KINDS, 1)),
        Binding("less_than_sign", "carry(-1)", "移动", key_display="<>"),
        Binding("greater_than_sign", "carry(1)", show=False),
        Binding("y", "screen.quote", "引文", show=False),
    ]

    def __init__(self) -> None:
        super().__init__("ticks", lambda entry: entry.note.id)
        self._all: list[ListedNote] = []
        self._query = ""
        self.spare: Collection[str] = ()
        """Ids of notes without which a speech would be short enough."""

    @property
    def notes(self) -> list[Note]:
        """The ticked notes, in their order."""
        return [entry.note for entry in self._all if entry.note.id in self._ticked]

    @property
    def order(self) -> list[str]:
        """Ids of all notes, in their order."""
        return [entry.note.id for entry in self._all]

    @property
    def note(self) -> Note | None:
        """The note under the cursor."""
        return self.chosen.note if self.chosen else None

    def take(self, entries: Iterable[ListedNote], ticked: Iterable[str]) -> None:
        """Show notes in an order, some of them ticked."""
        self._all = list(entries)
        self._ticked = set(ticked)
        self.narrow(self._query)

    def narrow(self, query: str) -> None:
        """Show the notes that a filter lets through; ticks stay as they are."""
        self._query = query
        note, shown = self.note, matching(self._all, query, None)
        ids = [entry.note.id for entry in shown]
        self.show_items(shown, ids.index(note.id) if note is not None and note.id in ids else 0)

    def action_tick_kind(self, digit: int) -> None:
        """Turn the ticks of a kind or of all (0) that are shown; private ones stay as they are."""
        kinds = (KINDS[digit - 1],) if digit else KINDS
        notes = [entry.note for entry in self.items if entry.note.kind in kinds]
        self.turn([note.id for note in notes if not is_private(note)])

    def action_carry(self, direction: int) -> None:
        """Move the note under the cursor up or down in the paper."""
        at, to = self.cursor, self.cursor + direction
        if not 0 <= to < len(self.items):
            return
        one, other = (self._all.index(self.items[place]) for place in (at, to))
        self._all[one], self._all[other] = self._all[other], self._all[one]
        self.narrow(self._query)
        self.post_message(self.Changed())

    def line(self, item: ListedNote) -> str:
        """What a note is, where it stands, and how it begins."""
        note = item.note
        spare = "〔可省〕" if note.id in self.spare else standing(note)
        words = " ".join((note.body or note.anchor.quote)[:200].split())
        return f"{note.kind.sign} {note.anchor.citation} {spare}{words}"

    def block(self, entry: int) -> Block:
        """As much of a note as there is room for on one row."""
        width = max(2, self.scrollable_content_region.width - GUTTER)
        line = cut_to(self.ticked_line(entry), width)
        return Block(line, 0, len(line))


class FileTicks(TickList[Contribution]):
    """The files of others."""

    BINDINGS = [
        Binding("asterisk", "screen.turn_beside", "放到正文旁", key_display="*"),
    ]

    def __init__(self) -> None:
        super().__init__("files", lambda file: file.path)

    @property
    def taken(self) -> list[Contribution]:
        """The ticked files."""
        return [each for each in self.items if each.path in self._ticked]

    def take(self, files: Sequence[Contribution], ticked: bool, gone: Sequence[Path] = ()) -> None:
        """Add files for what is gone, ticked or not; one there already takes its new name."""
        before = self.chosen
        known = {each.path: each for each in self.items if each.path not in gone}
        if ticked:
            self._ticked |= {each.path for each in files}
        items = list({**known, **{each.path: each for each in files}}.values())
        # What is put beside the page is another file then, by the same name.
        same = [(each.path == before.path, each.name == before.name) for each in items if before]
        self.show_items(items, same.index(max(same)) if same else 0)
        self.post_message(self.Changed())

    def line(self, item: Contribution) -> str:
        """Whose it is, how much it holds, and where it is."""
        where = item.path.name
        if item.path == IN_NOTEBOOK:
            where = "在自己的批注里，按*移到正文旁"
        elif item.path.parent == paths.others_dir():
            where = "在正文旁"
        return f"{item.name} {len(item.notes)}条　{where}"
