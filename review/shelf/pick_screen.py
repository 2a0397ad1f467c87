"""Opening a report of one's own: the file is chosen here, read, looked through and kept.

`PickScreen` stays below `AcceptScreen` while that asks, so that who says no is back at the files.
Nothing is kept before the answer, and what has begun to be kept is seen to its end.
"""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from content.errors import Problem
from content.importing import Understood, understand
from content.importing.account import account
from content.parsing.title_block import correct
from review.base.reports import user_shelf
from review.widgets.file_picker import HINT, FilePicker
from review.widgets.form_screen import FormScreen
from review.widgets.line_input import Field, LineInput
from review.widgets.preview import Preview

_LONGEST = 200
"""Characters of a removed passage that are shown."""

_QUESTION = "读对了吗？按Ctrl+S放上书架并打开，按Esc不要。"
_DOUBT = "有疑问，请看下面的“注意”。仍要放上书架，按Ctrl+S；不要，按Esc。"

_OTHER_TEXT = (
    "它现在的文本与这个文件不同：换用过修订稿，或者是旧版审议读的；要换用这个文件，请按Ctrl+R。"
)


class PickScreen(FormScreen[str]):
    """Asks for a file; its result is the id under which it stands on the shelf, if one was chosen.

    That may have been so before: a text that the shelf has is not kept twice, and is opened.
    """

    AUTO_FOCUS = "PathLine"
    BINDINGS = [Binding("escape", "leave", "返回")]

    def __init__(self) -> None:
        super().__init__("打开报告")
        self._is_keeping = False
        """Whether a report is being put on the shelf, which is seen to its end."""

    def parts(self) -> ComposeResult:
        """The line for the name, the files."""
        yield FilePicker("文件", self.saying)

    def on_mount(self) -> None:
        """Say what can be done."""
        self.say(HINT)

    def on_file_picker_typed(self) -> None:
        """What was wrong with the file before is no matter of another name."""
        if not self._is_keeping:
            self.say(HINT)

    def on_file_picker_picked(self, picked: FilePicker.Picked) -> None:
        """Read the file, unless one is being shown already: of two clicks this is the second."""
        if self.app.screen is self and not self._is_keeping:
            self.say("正在读这个文件……")
            self._open(picked.path)

    @work(exclusive=True, group="file", description="file")
    async def _open(self, path: Path) -> None:
        """Read a file, show what was understood, and keep it; reading and keeping take a thread."""
        try:
            understood, known, is_other_text = await to_thread(_understand, path)
            if known is not None:
                other = _OTHER_TEXT if is_other_text else ""
                self.notify(f"书架上已经有这份报告，已为您打开。{other}")
                self.dismiss(known)
                return
            self.say("")
            screen = AcceptScreen(understood)
            kept: tuple[Understood, str] | None = await self.app.push_screen_wait(screen)
            if kept is None:
                self.say(HINT)
                return
            self.say("正在放上书架……")
            self._is_keeping = True
            report, title = kept
            self.dismiss(await to_thread(user_shelf().add, report, title=title))
        except Problem as problem:
            self._is_keeping = False
            self.say(str(problem), wrong=True)

    def action_leave(self) -> None:
        """Go back; nothing was chosen."""
        if not self._is_keeping:
            self.dismiss()


def _understand(path: Path) -> tuple[Understood, str | None, bool]:
    """A file, the id under which the shelf has it already or None, and whether with another text.

    For a thread: it takes up to seconds. A Problem if it or that report cannot be read.
    """
    understood = understand(path)
    shelf = user_shelf()
    known = shelf.has(understood)
    return understood, known, known is not None and not shelf.reads(known, understood)


class AcceptScreen(FormScreen["tuple[Understood, str]"]):
    """Asks whether a report was understood well; its result is None if it was not.

    If it was, the result is the report as it is to be kept, with what the reader put right, and the
    title to call it by. Nothing is written here.
    """

    BINDINGS = [
        Binding("ctrl+s", "accept", "放上书架", key_display="^S"),
        Binding("tab", "app.focus_next", "换栏", key_display="Tab"),
        Binding("pagedown", "page(1)", "翻看", key_display="PgUp/PgDn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "leave", "不要"),
    ]

    def __init__(self, understood: Understood) -> None:
        super().__init__(f"请核对：{understood.path.name}")
        self._understood = understood
        self._title = LineInput("书架上用的标题")
        unknown = "没有写明，可以填写"
        self._facts = {
            "session": LineInput(unknown),
            "date": LineInput(f"{unknown}，如2026-02-03"),
            "speaker": LineInput(unknown),
        }
        self._preview = Preview()
        self.action_page = self._preview.page

    def parts(self) -> ComposeResult:
        """What can be changed, what there is to say, all that was understood."""
        yield Field("标题　", self._title)
        for name, line in zip(("会议　", "日期　", "报告人"), self._facts.values(), strict=True):
            yield Field(name, line)
        yield self.saying
        yield self._preview

    def on_mount(self) -> None:
        """Show it from its beginning."""
        self._title.value = self._understood.name
        for name, line in self._facts.items():
            line.value = str(getattr(self._understood.facts, name) or "")
        doubtful = bool(self._understood.doubt)
        self.say(_DOUBT if doubtful else _QUESTION, wrong=doubtful)
        self._preview.show(account(self._understood, longest=_LONGEST))
        self.set_focus(self._title)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Keep it, with what the lines above say of it."""
        title = " ".join(self._title.value.split())
        if not title:
            self.say("标题不能是空的。", wrong=True)
            return
        try:
            told = {name: line.value for name, line in self._facts.items()}
            facts = correct(self._understood.facts, **told)
        except Problem as problem:
            self.say(str(problem), wrong=True)
            self.set_focus(self._facts["date"])
            return
        self.dismiss((replace(self._understood, facts=facts), title))
