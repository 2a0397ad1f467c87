"""Where a note is written: its quote on top, its kind, its tags and the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Label, TextArea

from review.notes.model import KINDS, Anchor, Kind, Note, tag_name
from review.notes.screens.marking import Written, written_in
from review.settings.key_names import meant_character
from review.typography.linebreak import break_rows, printable
from review.typography.sentences import in_quotes
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import Field, LineInput
from review.widgets.pause import Pause
from review.widgets.prose import Prose, ProseLine
from review.widgets.text_box import TextBox

DRAFT_AFTER = 0.4
"""Seconds after a change until the draft is kept: with the writing itself under half a second."""

QUOTE_ROWS = 3

_AMENDMENT_HINT = "可分两行写：“建议改为：……”“理由：……”"
_HINT = "写下您的看法，内容只保存在这台电脑上"

_GAP = re.compile(r"[\s、，,;；]+")
_TAGS_HINT = "用空格或顿号分开，可以不填"
_TAGS_HINT_USED = "用空格分开；按→选用过的"


def read_tags(line: str) -> tuple[str, ...]:
    """The tags of a line, parted by blanks, commas or 、, each with a # before it or without."""
    return tuple(dict.fromkeys(filter(None, map(tag_name, _GAP.split(line)))))


class TagLine(LineInput):
    """A line for tags; → at its end takes the first of those that are offered."""

    def __init__(self, used: Sequence[str]) -> None:
        super().__init__(_TAGS_HINT_USED if used else _TAGS_HINT)
        self._used = used

    @property
    def _begun(self) -> str:
        """What was typed of the last tag."""
        return _GAP.split(self.value)[-1]

    @property
    def offered(self) -> list[str]:
        """Tags that were used before and do not stand here: those that begin like the last one."""
        there, begun = read_tags(self.value), tag_name(self._begun)
        return [tag for tag in self._used if tag not in there and tag.startswith(begun)]

    def take(self, tag: str) -> None:
        """Put a tag in, in the place of what was typed of it."""
        before = self.value[: len(self.value) - len(self._begun)]
        gap = "" if not before or before[-1].isspace() else " "
        self.value = f"{before}{gap}{tag} "
        self.cursor_position = len(self.value)

    def action_cursor_right(self, select: bool = False) -> None:
        """Go to the next character; behind the last, take what is offered."""
        if self.cursor_at_end and not select and self.offered:
            self.take(self.offered[0])
        else:
            super().action_cursor_right(select)


class UsedTags(Widget):
    """Tags that can be taken with a click."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "UsedTags { width: 1fr; height: 1; color: $muted; }"

    def __init__(self, line: TagLine) -> None:
        super().__init__()
        self._line = line

    def on_mount(self) -> None:
        """Offer what is not in the line."""
        self.watch(self._line, "value", self._value_changed, init=False)

    def _value_changed(self) -> None:
        self.refresh()

    def _laid_out(self) -> Iterator[tuple[int, str]]:
        at = 0
        for tag in self._line.offered:
            at += cell_len(printable(tag)) + 2
            if at > self.size.width:
                return
            yield at, tag

    def render(self) -> Content:
        """The tags."""
        return Content("".join(f" {printable(tag)} " for _end, tag in self._laid_out()))

    def on_click(self, event: events.Click) -> None:
        """Take the tag that was clicked."""
        event.stop()
        taken = next((tag for end, tag in self._laid_out() if event.x < end), None)
        if taken is not None:
            self._line.take(taken)
            self.screen.set_focus(self._line)


class TagField(Field):
    """The line with its name before it and the tags used before behind it."""

    def __init__(self, used: Sequence[str]) -> None:
        self.line = TagLine(used)
        before = UsedTags(self.line)
        before.display = bool(used)
        super().__init__("标签", self.line, before)


class QuoteView(Widget):
    """The first rows of a quote."""

    ALLOW_SELECT = False

    def __init__(self, text: str) -> None:
        super().__init__(id="quote")
        self._text = printable(in_quotes(text).replace("\n", " "))

    def _rows(self, width: int) -> list[str]:
        rows = [self._text[start:end] for start, end in break_rows(self._text, max(2, width))]
        if len(rows) > QUOTE_ROWS:
            rows = [*rows[: QUOTE_ROWS - 1], rows[QUOTE_ROWS - 1][:-2] + "……"]
        return rows

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many rows as it has, up to the limit."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows."""
        return Content("\n".join(self._rows(self.size.width)))


class NoteEditor(Vertical):
    """Writes a new note, which has no id and nothing saved, or changes one.

    Args:
        passage: What it is on, perhaps in an earlier text.
        written: What stands there at first: of the note, or of a draft that was left.
        note: The note that is changed; None for a new one.
        used: Tags that are offered, the most frequent first.
        slot: Where its draft is kept.
    """

    DEFAULT_CSS = """
    NoteEditor {
        height: auto;
        max-height: 60%;
        background: $surface;
        border-top: solid $primary;
        #about { height: auto; padding: 0 1; }
        #about Label { width: auto; text-style: bold; color: $primary; padding-right: 2; }
        #about #saying { width: 1fr; text-style: none; color: $text-error; }
        #quote { height: auto; padding: 0 1; color: $muted; }
        #body { height: 6; min-height: 3; margin: 0 1; background: $background; }
    }
    """

    BINDINGS = [
        Binding("ctrl+s", "save", "保存"),
        Binding("tab", "next_field(1)", "类别、标签"),
        Binding("shift+tab", "next_field(-1)", show=False),
        Binding("alt+down", "screen.notes('step(1)')", "下一条批注"),
        Binding("alt+up", "screen.notes('step(-1)')", show=False),
        Binding("alt+delete", "delete", "删除", key_display="Alt+Del"),
        Binding("escape", "leave", "返回"),
    ]

    @dataclass
    class Asked(Message):
        """Something is to be done with the note; a draft is kept in case the program ends."""

        editor: NoteEditor
        deed: Literal["save", "draft", "leave", "delete"]
        """Leaving keeps nothing of what was written since the note was last saved."""
        written: Written

    def __init__(
        self, passage: Anchor, written: Written, note: Note | None, used: Sequence[str], slot: str
    ) -> None:
        super().__init__(id="note-editor")
        self.passage = passage
        self.slot = slot
        self.note_id = note.id if note else ""
        self._saved = written_in(note) if note else Written(written.kind, (), "")
        self._first = written
        self._drafting = Pause(self, DRAFT_AFTER, self.keep_draft)
        self._drafted = written
        self._said = ""
        self._trouble = ""
        """Why the draft could not be kept, said until it is."""
        self._warned = False
        self.is_sealed = False
        """Whether the note is just being kept; nothing more can be done then."""
        names = [f"{kind.sign}{kind.label}" for kind in KINDS]
        self._kind = ChoiceRow("类别", names, KINDS.index(written.kind), id="kind")
        self._tag_field = TagField(used)
        self._tags = self._tag_field.line
        self._body = TextBox(written.body, _HINT)
        self._as_opened = self._body.text

    def compose(self) -> ComposeResult:
        """The place, the quote, kind, tags, text."""
        with Horizontal(id="about"):
            place = "修改批注" if self.note_id else "写批注"
            yield Label(f"{place}　{self.passage.citation}", markup=False)
            yield Prose(id="saying")
        yield QuoteView(self.passage.quote)
        yield self._kind
        yield self._tag_field
        yield self._body

    def on_mount(self) -> None:
        """Begin with the text, at its end."""
        self._tags.value = " ".join(self._first.tags)
        self._body.move_cursor(self._body.document.end)
        self._hint()

    def take_focus(self) -> None:
        """Be typed in."""
        self.screen.set_focus(self._body)

    @property
    def written(self) -> Written:
        """What stands in it now."""
        # What was only opened comes back as it was: a text whatever its line ends, and tags of
        # other programs that hold blanks.
        body, tags = self._body.text, read_tags(self._tags.value)
        if body == self._as_opened:
            body = self._first.body
        if self._tags.value == " ".join(self._first.tags):
            tags = self._first.tags
        return Written(KINDS[self._kind.taken], tags, body)

    @property
    def is_unsaved(self) -> bool:
        """Whether anything in it would be lost; of a new note, blanks alone are nothing."""
        written = self.written
        is_something = bool(self.note_id or written.body.strip() or written.tags)
        return is_something and written != self._saved

    # Keeping what is written

    def _hint(self) -> None:
        is_amendment = KINDS[self._kind.taken] is Kind.AMENDMENT
        self._body.placeholder = _AMENDMENT_HINT if is_amendment else _HINT

    @on(TextArea.Changed)
    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self._hint()
        self._warned = False
        self.say(self._trouble)  # what was said was about what stood there before
        if not self._drafting.is_on:
            self._drafting.begin()

    def keep_draft(self) -> None:
        """Have the draft kept, if there is anything new in it."""
        self._drafting.stop()
        written = self.written
        if written != self._drafted:
            self._drafted = written
            self.post_message(self.Asked(self, "draft", written))

    def tell_draft(self, trouble: str) -> None:
        """Say why the draft could not be kept; nothing if it was."""
        if trouble != self._trouble:
            self._trouble = trouble
            if not self._warned:
                self.say(trouble)

    def say(self, text: str) -> None:
        """Say in the first row what is wrong; nothing if the text is empty, or it was put away."""
        if not self.is_attached or text == self._said:
            return
        self._said = text
        self.query_one("#saying", Prose).say(ProseLine(text))
        # In a narrow window there is no room for both.
        self.query_one("#about Label").display = not (text and self.screen.has_class("-narrow"))

    # What the keys do

    def action_save(self) -> None:
        """Keep the note."""
        if self.is_sealed:
            return
        written = self.written
        if not written.body.strip():
            if not self.note_id:
                self.say("请先写下内容；只做标记，请按Esc，再点正文、按数字。")
                self.take_focus()
                return
            written = written._replace(body="")
        self.keep_draft()
        self.post_message(self.Asked(self, "save", written))

    def action_delete(self) -> None:
        """Delete the note that is changed."""
        if self.note_id and not self.is_sealed:
            self.post_message(self.Asked(self, "delete", self.written))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is kept can be deleted."""
        return action != "delete" or bool(self.note_id)

    def action_next_field(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) field."""
        fields: list[Widget] = [self._body, self._kind]
        if self._tag_field.display:
            fields.append(self._tags)
        at = next((place for place, field in enumerate(fields) if field.has_focus), 0)
        self.screen.set_focus(fields[(at + direction) % len(fields)])

    def action_leave(self) -> None:
        """Close; what was written is given up only when it is said twice."""
        if self.is_sealed:
            return
        if not self.is_unsaved or self._warned:
            self.post_message(self.Asked(self, "leave", self.written))
            return
        self._warned = True
        self.say("还没有保存。再按一次Esc放弃，按Ctrl+S保存。")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.take_focus()

    def on_key(self, event: events.Key) -> None:
        """From the kinds, a digit takes one, Enter goes on to the text, and so do words."""
        if not self._kind.has_focus:
            return
        typed = meant_character(event.character) or event.character or ""
        if typed.isdecimal() and 1 <= int(typed) <= len(KINDS):
            self._kind.taken = int(typed) - 1
        elif event.is_printable and typed != " ":
            self._body.insert(event.character or "")
        elif event.key != "enter":
            return
        event.stop()
        self.take_focus()

    def on_paste(self, event: events.Paste) -> None:
        """From the kinds, what is pasted goes into the text."""
        if self._kind.has_focus:
            event.stop()
            self._body.insert(event.text)
            self.take_focus()

    def on_click(self, event: events.Click) -> None:
        """After a click on a kind, what is typed is text."""
        if event.widget is self._kind:
            self.take_focus()
