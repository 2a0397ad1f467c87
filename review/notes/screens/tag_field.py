"""The line for tags, and beside it those that were used before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from review.notes.model import shown_name
from review.typography.linebreak import printable
from review.widgets.line_input import Field, LineInput

_GAP = re.compile(r"[\s、，,;；]+")
_HINT = "用空格或顿号分开，可以不填"
_HINT_USED = "用空格分开；按→选用过的"


def read_tags(line: str) -> tuple[str, ...]:
    """The tags of a line, parted by blanks, commas or 、; none twice."""
    return tuple(dict.fromkeys(filter(None, map(shown_name, _GAP.split(line)))))


class TagLine(LineInput):
    """A line for tags; → at its end takes the first of those that are offered."""

    def __init__(self, used: Sequence[str]) -> None:
        super().__init__(_HINT_USED if used else _HINT)
        self._used = used

    @property
    def _begun(self) -> str:
        """What was typed of the last tag."""
        return _GAP.split(self.value)[-1]

    @property
    def offered(self) -> list[str]:
        """Tags that were used before and do not stand here: those that begin like the last one."""
        there = read_tags(self.value)
        return [tag for tag in self._used if tag not in there and tag.startswith(self._begun)]

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
        super().__init__("标签", self.line)
        self._used = UsedTags(self.line)
        self._used.display = bool(used)

    def compose(self) -> ComposeResult:
        """One beside the other."""
        yield from super().compose()
        yield self._used
