"""Opening a report of one's own: the file is chosen here, read, accepted and kept."""

from __future__ import annotations

from asyncio import to_thread
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from content.errors import Problem
from content.importing import Understood, understand
from review.base.reports import user_shelf
from review.shelf.accept_screen import AcceptScreen
from review.widgets.file_picker import HINT, FilePicker
from review.widgets.form_screen import FormScreen

_OTHER_TEXT = "它换用过修订稿，现在的文本与这个文件不同；要换用这个文件，请按Ctrl+R。"


class PickScreen(FormScreen[str]):
    """Asks for a file; its result is the id under which it stands on the shelf, if it does."""

    AUTO_FOCUS = "PathLine"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "返回")]

    def __init__(self) -> None:
        super().__init__("打开报告")

    def parts(self) -> ComposeResult:
        """The line for the name, the files."""
        yield FilePicker("文件", self.saying)

    def on_mount(self) -> None:
        """Say what can be done."""
        self.say(HINT)

    def on_file_picker_picked(self, picked: FilePicker.Picked) -> None:
        """Read the file, unless one is being shown already: of two clicks this is the second."""
        if self.app.screen is self:
            self.say("正在读这个文件……")
            self._open(picked.path)

    @work(exclusive=True, group="file")
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
            report, title = kept
            self.dismiss(await to_thread(user_shelf().add, report, title=title))
        except Problem as problem:
            self.say(str(problem), wrong=True)


def _understand(path: Path) -> tuple[Understood, str | None, bool]:
    """A file, the id under which the shelf has it already, and whether with another text."""
    understood = understand(path)
    shelf = user_shelf()
    known = shelf.has(understood)
    return understood, known, known is not None and not shelf.reads(known, understood)
