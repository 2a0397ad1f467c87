"""The pane of notes: all of a report in its order, filtered by kind, tag and words."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label

from review.notes.listing import ListedNote, matching
from review.notes.model import Kind, Note
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, Look
from review.widgets.block_list import BlockList
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import Field, LineInput

_KINDS: tuple[Kind | None, ...] = (None, *Kind)
_TRASH = len(_KINDS)

_HANG = 2

HELD = 0.6
"""Seconds between two presses of a key that is not held: longer than any delay of repetition."""


class NoteList(BlockList):
    """Notes in document order, with one chosen."""

    class Clicked(Message):
        """A note was clicked; it is the chosen one now."""

    def __init__(self) -> None:
        super().__init__(id="noted")
        self.listed: list[ListedNote] = []

    def fill(self, entries: list[ListedNote], note_id: str) -> None:
        """List other notes; where that to choose is not among them, choose the one in its place."""
        in_its_place = min(self.cursor, max(0, len(entries) - 1))
        found = (at for at, entry in enumerate(entries) if entry.note.id == note_id)
        self.listed = entries
        self.set_entries([len(entry.text) for entry in entries], next(found, in_its_place))

    @property
    def chosen(self) -> Note | None:
        """The note that is marked, if there is any."""
        return self.listed[self.cursor].note if self.listed else None

    def choose_at(self, place: tuple[int, int]) -> None:
        """Choose the first note at or behind a place of the report, else the last."""
        found = (at for at, e in enumerate(self.listed) if e.note.anchor.place >= place)
        self.choose_entry(next(found, len(self.listed) - 1))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        if self.choose_clicked(event) is not None:
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
        entry = self.listed[row.block]
        styles = (base + self.looks[Look.SIGN], base, self.looks[Look.BYLINE])
        edges = (0, entry.lead, entry.quote, len(entry.text))
        for (start, end), style in zip(pairwise(edges), styles, strict=True):
            low, high = max(start, row.start), min(end, row.end)
            if low < high:
                segments.append(Segment(text[low:high], style))
        return segments


class FilterLine(LineInput):
    """A line whose keys for deleting, where it has nothing to delete, mean the chosen note."""

    BINDINGS = [Binding("delete", "delete_right", "删除")]

    class DeleteAsked(Message):
        """Delete was pressed where there is nothing to be deleted of the line."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder)
        self.can_delete = False
        """Whether there is a chosen note that may go."""
        self._pressed = 0.0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Delete where it deletes; Ctrl+W in an empty line edits the note as elsewhere."""
        if action == "delete_left_word":
            return bool(self.value)
        return action != "delete_right" or self.can_delete or bool(self.value)

    def action_delete_right(self) -> None:
        """Delete the character behind the cursor; in an empty line, ask for the note to go.

        A key that is held repeats itself faster than anybody means it: it deletes one.
        """
        pressed, self._pressed = self._pressed, time.monotonic()
        if self.value:
            super().action_delete_right()
        elif self._pressed - pressed > HELD:
            self.post_message(self.DeleteAsked())


class NotesPane(Vertical):
    """Lists notes and says what is to be done with them."""

    DEFAULT_CSS = """
    NotesPane {
        background: $surface;
        Field { padding: 0 0 0 1; background: $panel; }
        #counted { height: 1; padding: 0 1; color: $muted; width: 1fr; }
    }
    """

    BINDINGS = [
        Binding("down", "move(1)", "选择", key_display="↑↓"),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("tab", "next_kind(1)", "类别"),
        Binding("shift+tab", "next_kind(-1)", show=False),
        Binding("f4,ctrl+w", "edit", "编辑"),
        Binding("escape,f8", "screen.notes('leave_list')", "返回"),
    ]

    @dataclass
    class Asked(Message):
        """Something is to be done with a note."""

        note: Note
        deed: Literal["show", "go", "edit", "delete", "restore"]
        """`show` its passage while one chooses, or `go` there for good."""

    def __init__(self) -> None:
        super().__init__(id="notes")
        self._notes: Sequence[ListedNote] = ()
        self._trash: Sequence[ListedNote] = ()
        self._line = FilterLine("筛选：文字，或 #标签")
        choices = ["全部", *(kind.sign for kind in Kind), "已删"]
        self._kind = ChoiceRow("", choices, id="kinds")
        self.action_next_kind = self._kind.action_step
        self._count = Label("", id="counted", markup=False)
        self._list = NoteList()

    def compose(self) -> ComposeResult:
        """The line, the kinds, how many there are, and the notes."""
        yield Field("批注", self._line)
        yield self._kind
        yield self._count
        yield self._list

    def on_mount(self) -> None:
        """The kinds are gone through with Tab; the keys stay with the line."""
        self._kind.can_focus = False

    def open(self, place: tuple[int, int]) -> None:
        """Be typed in, with the first note chosen that stands at or behind a place."""
        self.screen.set_focus(self._line)
        self._list.choose_at(place)

    def take(self, notes: Sequence[ListedNote], trash: Sequence[ListedNote]) -> None:
        """Show other notes."""
        self._notes, self._trash = notes, trash
        self._fill()

    @property
    def _is_trash(self) -> bool:
        return self._kind.taken == _TRASH

    def _fill(self) -> None:
        kind = None if self._is_trash else _KINDS[self._kind.taken]
        source = self._trash if self._is_trash else self._notes
        shown = matching(source, self._line.value, kind)
        chosen = self._list.chosen
        self._list.fill(shown, chosen.id if chosen else "")
        self._line.can_delete = bool(shown) and not self._is_trash
        self.refresh_bindings()
        self._count.update(self._counted(len(shown), len(source), kind))

    def _counted(self, shown: int, there_are: int, kind: Kind | None) -> str:
        if self._is_trash:
            return f"已删 {shown} 条，点一下或按回车即恢复" if there_are else "没有删除的批注"
        if not there_are:
            return "还没有批注。选中文字后按F4。"
        name = f"{kind.label} " if kind else ""
        return f"{name}{shown} 条" + (f"，共 {there_are} 条" if shown != there_are else "")

    # What the keys and the mouse do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change a note where there is one to be changed."""
        return action != "edit" or bool(self._list.listed)

    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def _filter_changed(self, event: Message) -> None:
        event.stop()
        self._fill()

    @on(Input.Submitted)
    @on(NoteList.Clicked)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self._go(leave=True)

    def _go(self, *, leave: bool) -> None:
        note = self._list.chosen
        if note is None:
            return
        if not self._is_trash:
            self.post_message(self.Asked(note, "go" if leave else "show"))
        elif leave:
            self.post_message(self.Asked(note, "restore"))

    def action_move(self, direction: int) -> None:
        """Choose the next note."""
        self._list.choose_entry(self._list.cursor + direction)
        self._go(leave=False)

    def action_page(self, direction: int) -> None:
        """Choose a note a screen on."""
        self._list.choose_entry(self._list.entry_a_page_on(direction))
        self._go(leave=False)

    def action_edit(self) -> None:
        """Change the chosen note."""
        note = self._list.chosen
        if note is not None and self._is_trash:
            self.notify("这条批注已经删除。请先按回车恢复，再编辑。")
        elif note is not None:
            self.post_message(self.Asked(note, "edit"))

    @on(FilterLine.DeleteAsked)
    def _delete(self, event: Message) -> None:
        event.stop()
        note = self._list.chosen
        if note is not None and not self._is_trash:
            self.post_message(self.Asked(note, "delete"))
