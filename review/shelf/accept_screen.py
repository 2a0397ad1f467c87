"""What was understood of a file, to be looked through before the report is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from review.widgets.form_screen import FormScreen
from review.widgets.key_bar import Keys
from review.widgets.line_input import Field, LineInput
from review.widgets.preview import Preview

if TYPE_CHECKING:
    from content.importing import Understood

_LONGEST = 200
"""Characters of a removed passage that are shown."""

_QUESTION = "读对了吗？按Ctrl+S放上书架并打开，按Esc不要。"
_DOUBT = "有疑问，请看下面的“注意”。仍要放上书架，按Ctrl+S；不要，按Esc。"


class AcceptScreen(FormScreen[str]):
    """Asks whether a report was understood well; its result is the title, or None if not.

    Args:
        understood: What was made of the file.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f10", "accept", "放上书架", key_display="^S"),
        Binding("pagedown", "page(1)", "翻看", key_display="PgUp/PgDn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "leave", "不要"),
    ]

    def __init__(self, understood: Understood) -> None:
        super().__init__(f"请核对：{understood.path.name}")
        self._understood = understood
        self._title = LineInput("书架上用的标题")
        self._preview = Preview()

    def compose(self) -> ComposeResult:
        """The title to change, what there is to say, all that was understood, the keys."""
        yield self.heading
        yield Field("标题", self._title)
        yield self.saying
        yield self._preview
        yield Keys()

    def on_mount(self) -> None:
        """Show it from its beginning."""
        from content.importing.account import account

        self._title.value = self._understood.name
        doubtful = bool(self._understood.doubt)
        self.say(_DOUBT if doubtful else _QUESTION, wrong=doubtful)
        self._preview.show(account(self._understood, longest=_LONGEST))
        self.set_focus(self._title)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Keep it, under the title as it stands."""
        title = " ".join(self._title.value.split())
        if title:
            self.dismiss(title)
        else:
            self.say("标题不能是空的。", wrong=True)

    def action_page(self, direction: int) -> None:
        """Look through it."""
        self._preview.page(direction)

    def action_leave(self) -> None:
        """Keep nothing."""
        self.dismiss()
