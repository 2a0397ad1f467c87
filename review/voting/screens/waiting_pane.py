"""The neutral page between two deputies: nothing of any ballot, only how many were cast."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.message import Message

from review.widgets.prose import Prose, ProseLine


class Why(Enum):
    """Why nobody has a ballot just now."""

    OPEN = "投票正在进行"
    CAST = "票已投入票箱"
    COVERED = "选票已收起"


_EXPLAINED = {
    Why.OPEN: "",
    Why.CAST: "请离开座位，请下一位代表来投票。",
    Why.COVERED: (
        "有一段时间没有人操作。为了保密，没有投出的选票已经收起，记号没有保留。请重新填写。"
    ),
}


class WaitingPane(Vertical, can_focus=True):
    """Waits for the next deputy.

    Args:
        why: What happened before.
        count: Ballots in the box.
        notes: What is to be known before a ballot is cast, a Chinese sentence each.
    """

    DEFAULT_CSS = """
    WaitingPane {
        align: center middle;
        Prose { width: 100%; padding: 0 2; }
        #begin { width: auto; height: 3; padding: 1 4; background: $primary; color: $background; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,ideographic_space", "begin", "开始填票", key_display="回车"),
        Binding("f6", "app.vote(True)", "封票、计票"),
    ]

    class Begun(Message):
        """A deputy wants a ballot."""

    def __init__(self, why: Why, count: int, notes: Sequence[str] = ()) -> None:
        super().__init__()
        explained = _EXPLAINED[why]
        self._lines = [
            ProseLine(why.value, "bold $primary"),
            ProseLine(""),
            *([ProseLine(explained), ProseLine("")] if explained else []),
            ProseLine(f"已投 {count} 票"),
            *(ProseLine(note, "$muted") for note in notes),
            ProseLine(""),
        ]

    def compose(self) -> ComposeResult:
        """A few sentences and a button."""
        yield Prose(self._lines, centred=True)
        with Center():
            yield Begin()

    def action_begin(self) -> None:
        """Ask for a ballot."""
        self.post_message(self.Begun())


class Begin(Prose):
    """The button, for the mouse."""

    def __init__(self) -> None:
        super().__init__([ProseLine("开始填票", "bold")], id="begin")

    def get_content_width(self, *_sizes: object) -> int:
        """That of its text."""
        return 8

    def on_click(self, event: events.Click) -> None:
        """As the key."""
        event.stop()
        self.post_message(WaitingPane.Begun())
