"""A page with a few sentences and one button: between two deputies, and for the 应急码."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.widgets import Label

from review.voting.screens.routing import Go, VotePlace
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


class NoticePane(Vertical, can_focus=True):
    """Says something, and goes on by Enter or the button."""

    DEFAULT_CSS = """
    NoticePane {
        align: center middle;
        Prose { width: 100%; padding: 0 2; }
        #begin { padding: 1 4; background: $primary; color: $background; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,ideographic_space", "go", "继续", key_display="回车"),
        Binding("f6", "app.vote(True)", "封票、计票"),
    ]

    def __init__(self, lines: Sequence[ProseLine], button: str, place: VotePlace) -> None:
        super().__init__()
        self._lines = lines
        self._button = button
        self._place = place

    def compose(self) -> ComposeResult:
        """The sentences and the button."""
        yield Prose(self._lines, centred=True)
        with Center():
            yield _Button(self._button, self._place)

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The tally can be reached between two deputies."""
        return action != "app.vote" or self._place is VotePlace.BALLOT

    def action_go(self) -> None:
        """Go on."""
        self.post_message(Go(self._place))


class _Button(Label):
    """For the mouse."""

    def __init__(self, text: str, place: VotePlace) -> None:
        super().__init__(text, id="begin", markup=False)
        self._place = place

    def on_click(self) -> None:
        """As the key."""
        self.post_message(Go(self._place))


def between_deputies(why: Why, count: int, note: str) -> NoticePane:
    """The neutral page: nothing of any ballot, only how many were cast."""
    explained = _EXPLAINED[why]
    lines = [
        ProseLine(why.value, "bold $primary"),
        ProseLine(""),
        *([ProseLine(explained), ProseLine("")] if explained else []),
        ProseLine(f"已投 {count} 票"),
        ProseLine(note, "$muted"),
        ProseLine(""),
    ]
    return NoticePane(lines, "开始填票", VotePlace.BALLOT)


def code_notice(code: str) -> NoticePane:
    """Shows the 应急码, once."""
    lines = [
        ProseLine("应急码", "bold $primary"),
        ProseLine(""),
        ProseLine(code, "bold"),
        ProseLine(""),
        ProseLine("请抄在纸上，封好另存：口令忘了，凭它也能开箱。这里只显示这一次。"),
        ProseLine("口令和应急码都没有了，票就打不开了。", "bold $warning"),
        ProseLine(""),
    ]
    return NoticePane(lines, "已经抄好", VotePlace.VOTING)
