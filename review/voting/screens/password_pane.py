"""The 开箱口令: typed twice before the vote begins; and the 应急码, shown once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from review.voting.box.sealing import FEWEST_SIGNS, NO_PASSWORD
from review.voting.screens.confirm_line import Confirm
from review.voting.screens.keypad import BACK, DIGITS, Keypad
from review.widgets.line_input import Field, LineInput
from review.widgets.prose import Prose, ProseLine

_DONE = "继续"


class PasswordLine(LineInput):
    """A line whose characters are not shown."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder)
        self.password = True


class PasswordPane(Vertical):
    """Asks the organiser for a 口令, twice; both lines empty mean that none is wanted."""

    DEFAULT_CSS = """
    PasswordPane {
        padding: 1 2;
        Field { margin-top: 1; }
        Field Label { width: 12; }
        Keypad { margin-top: 1; }
        #password-said { margin-top: 1; }
    }
    PasswordPane.-asking > * { display: none; }
    PasswordPane.-asking > Confirm { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,tab", "move", "换一栏", key_display="↓"),
        Binding("up,shift+tab", "move", show=False),
        Binding("escape", "back", "返回", key_display="Esc"),
    ]

    @dataclass
    class Chosen(Message):
        """The vote may begin."""

        password: str
        """Empty where none is wanted."""

        def __repr__(self) -> str:
            return "Chosen()"  # no 口令 gets into a log

    class Left(Message):
        """The organiser wants to look at the rules again."""

    def __init__(self) -> None:
        super().__init__()
        self._first, self._second = PasswordLine(), PasswordLine()

    def compose(self) -> ComposeResult:
        """What it is for, and two lines."""
        yield Prose(
            [
                ProseLine("开箱口令", "bold $primary"),
                ProseLine("选票投进去就加密，计票时凭口令打开。请输入两遍，自己记好。"),
                ProseLine(
                    f"口令至少{FEWEST_SIGNS}个字符；不想设，两栏都空着按回车。开始后不能再设、再改。"
                ),
            ]
        )
        yield Field("开箱口令", self._first)
        yield Field("再输一遍", self._second)
        yield Keypad([*DIGITS, BACK, _DONE], [self._first, self._second])
        yield Prose(id="password-said")

    def on_mount(self) -> None:
        """Begin with the first line."""
        self.screen.set_focus(self._first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the number is asked for, there is nothing to move to."""
        return action == "back" or not self.query(Confirm)

    def action_move(self) -> None:
        """Go to the other line."""
        self.screen.set_focus(self._second if self._first.has_focus else self._first)

    async def action_back(self) -> None:
        """Take the question back, or return to the rules."""
        if self.query(Confirm):
            await self.query(Confirm).remove()
            self.remove_class("-asking")
            self.screen.set_focus(self._first)
            self.refresh_bindings()
        else:
            self.post_message(self.Left())

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self._go_on()

    @on(Keypad.Clicked)
    async def _clicked(self, clicked: Keypad.Clicked) -> None:
        if not self.query(Confirm):
            clicked.stop()
            await self._go_on()

    async def _go_on(self) -> None:
        first, second = self._first.value, self._second.value
        if first and not second:
            self.screen.set_focus(self._second)
            return
        if first != second:
            self._again("两遍不一样，请重新输入。")
            return
        if first and len(first.strip()) < FEWEST_SIGNS:
            self._again(f"口令太短，至少要{FEWEST_SIGNS}个字符。")
            return
        self._say("")
        frozen = "开始后规则和名单不能再改；全体、实到、发出这几个数还可以改。"
        # The lines go: on a small screen the number has no room beside them, and what was typed
        # twice must not change any more.
        self.add_class("-asking")
        await self.mount(Confirm("开始投票", frozen if first else f"{NO_PASSWORD}{frozen}"))
        self.refresh_bindings()

    def _again(self, why: str) -> None:
        """Have both lines typed anew."""
        self._say(why)
        self._first.value = self._second.value = ""
        self.screen.set_focus(self._first)

    def _say(self, text: str) -> None:
        said = [ProseLine(text, "bold $error")] if text else []
        self.query_one("#password-said", Prose).say(*said)

    @on(Confirm.Confirmed)
    def _confirmed(self, confirmed: Confirm.Confirmed) -> None:
        confirmed.stop()
        self.post_message(self.Chosen(self._first.value))


class CodePane(Vertical, can_focus=True):
    """Shows the 应急码, once.

    Args:
        code: The code.
    """

    DEFAULT_CSS = """
    CodePane {
        align: center middle;
        Prose { width: 100%; padding: 0 2; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "已经抄好", key_display="回车")
    ]

    class Done(Message):
        """It has been copied."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def compose(self) -> ComposeResult:
        """The code, and what it is for."""
        lines = [
            ProseLine("应急码", "bold $primary"),
            ProseLine(""),
            ProseLine(self._code, "bold"),
            ProseLine(""),
            ProseLine("请抄在纸上，封好另存：口令忘了，凭它也能开箱。这里只显示这一次。"),
            ProseLine("口令和应急码都没有了，票就打不开了。", "bold $warning"),
        ]
        yield Prose(lines, centred=True)

    def on_mount(self) -> None:
        """Take the keys."""
        self.screen.set_focus(self)

    def action_done(self) -> None:
        """Go on."""
        self.post_message(self.Done())
