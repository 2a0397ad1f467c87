"""The beginning of a vote, and pages with one button: between two deputies, for the 应急码."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center, Container, Vertical
from textual.widget import Widget
from textual.widgets import Label

from content.errors import Problem
from review.voting.box.sealing import NO_PASSWORD
from review.voting.screens.questions import Confirm, ask_new_password
from review.voting.screens.routing import Go, VotePlace, complain
from review.voting.vote import Vote
from review.widgets.prose import Prose, ProseLine


class Why(Enum):
    """Why nobody has a ballot just now, and what that means for whoever reads it."""

    OPEN = "投票正在进行", ""
    CAST = "票已投入票箱", "请离开座位，请下一位代表来投票。"
    COVERED = (
        "选票已收起",
        "有一段时间没有人操作。为了保密，没有投出的选票已经收起，记号没有保留。请重新填写。",
    )


class NoticePane(Vertical, can_focus=True):
    """Says something, and goes on by Enter or the button."""

    DEFAULT_CSS = """
    NoticePane {
        align: center middle;
        Prose { width: 100%; padding: 0 2; margin-bottom: 1; }
        #begin { padding: 1 4; background: $primary; color: $background; text-style: bold; }
    }
    """

    BINDINGS = [
        Binding("enter,space", "go", "继续", key_display="回车"),
        Binding("f6,ctrl+u", "count", "封票、计票"),
    ]

    def __init__(self, parts: Sequence[Sequence[ProseLine]], button: str, place: VotePlace) -> None:
        super().__init__()
        self._parts = parts
        self._button = button
        self._place = place

    def compose(self) -> ComposeResult:
        """The sentences and the button."""
        for lines in self._parts:
            yield Prose(lines, centred=True)
        with Center():
            yield Label(self._button, id="begin", markup=False)

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The tally can be reached between two deputies."""
        return action != "count" or self._place is VotePlace.BALLOT

    def action_count(self) -> None:
        """Go to the tally."""
        self.post_message(Go(VotePlace.COUNTING))

    def on_click(self, event: events.Click) -> None:
        """The button is as the key."""
        if self.query_one("#begin").region.contains_point(event.screen_offset):
            self.action_go()

    def action_go(self) -> None:
        """Go on."""
        self.post_message(Go(self._place))


def between_deputies(why: Why, count: int, note: str) -> NoticePane:
    """The neutral page: nothing of any ballot, only how many were cast."""
    what, explained = why.value
    parts = [
        [ProseLine(what, "bold $primary")],
        [ProseLine(explained)] if explained else [],
        [ProseLine(f"已投 {count} 票"), ProseLine(note, "$muted")],
    ]
    return NoticePane(list(filter(None, parts)), "开始填票", VotePlace.BALLOT)


def code_notice(code: str) -> NoticePane:
    """Shows the 应急码, once."""
    said = "请抄在纸上，封好另存：口令忘了，凭它也能开箱。这里只显示这一次。"
    warning = ProseLine("口令和应急码都没有了，票就打不开了。", "bold $warning")
    head, shown = ProseLine("应急码", "bold $primary"), ProseLine(code, "bold")
    return NoticePane([[head], [shown], [ProseLine(said), warning]], "已经抄好", VotePlace.VOTING)


# The beginning


_FROZEN = "开始后规则和名单不能再改；全体、实到、发出、收回这几个数还可以改。"


class StartPane(Container):
    """Begins a vote whose rules are set."""

    DEFAULT_CSS = "StartPane { padding: 1 1; }"

    BINDINGS = [Binding("escape", "back", "返回", key_display="Esc")]

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._vote = vote
        self._password = ""

    async def on_mount(self) -> None:
        """Ask for the 口令."""
        await self._show(ask_new_password(self._confirm))

    async def _show(self, pane: Widget) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount(pane)
        self.screen.refresh_bindings()

    async def _confirm(self, password: str) -> None:
        self._password = password
        above = _FROZEN if password else f"{NO_PASSWORD}{_FROZEN}"
        await self._show(Confirm("开始投票", self._start, above))

    async def _start(self) -> None:
        try:
            code = self._vote.start(self._password)
        except Problem as problem:
            complain(self.app, problem)
            await self.on_mount()
        else:
            if code:
                await self._show(code_notice(code))
            else:
                self.post_message(Go(VotePlace.VOTING))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Once the vote has begun there is no way back."""
        return not self._vote.boxes

    async def action_back(self) -> None:
        """Take the question back, or return to the rules."""
        if self.query(Confirm):
            await self.on_mount()
        else:
            self.post_message(Go(VotePlace.RULES))
