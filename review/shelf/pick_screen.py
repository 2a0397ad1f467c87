"""Opening a report of one's own: the file is chosen here, and read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from content.errors import Problem
from review.base.reports import user_shelf
from review.widgets.file_picker import HINT, FilePicker
from review.widgets.form_screen import FormScreen
from review.widgets.key_bar import Keys

if TYPE_CHECKING:
    from content.importing import Understood
    from review.shelf.accept_screen import Accepted


_OTHER_TEXT = "它换用过修订稿，现在的文本与这个文件不同；要换用这个文件，请按Ctrl+R。"


class PickScreen(FormScreen[str]):
    """Asks for a file; its result is the id under which it stands on the shelf, if it does."""

    AUTO_FOCUS = "PathLine"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "返回")]

    @dataclass
    class Read(Message):
        """A file was understood."""

        asked: int
        """Which time it was that a file was asked for."""
        understood: Understood
        known: str | None
        """The id under which the shelf has this report already."""
        is_other_text: bool
        """Whether the shelf has another text of it."""

    @dataclass
    class Kept(Message):
        """A report stands on the shelf now, or has stood there before."""

        report_id: str

    @dataclass
    class Failed(Message):
        """Something could not be done."""

        why: str

    def __init__(self) -> None:
        super().__init__("打开报告")
        self._picker = FilePicker("文件", self.saying)
        self._asked = 0
        """How often a file was asked for: of two clicks in a row only the last one counts."""

    def compose(self) -> ComposeResult:
        """The line for the name, the folders, the keys."""
        yield self.heading
        yield self._picker
        yield Keys()

    def on_mount(self) -> None:
        """Say what can be done."""
        self.say(HINT)

    # Choosing

    def on_file_picker_refused(self, refused: FilePicker.Refused) -> None:
        """Say why; another file can be chosen."""
        self.say(refused.why, wrong=True)

    def on_file_picker_picked(self, picked: FilePicker.Picked) -> None:
        """Read the file, unless one is being shown already: of two clicks this is the second."""
        if self.app.screen is self:
            self.say("正在读这个文件……")
            self._asked += 1
            self._read_file(picked.path, self._asked)

    # Reading

    @work(thread=True, exclusive=True, group="file")
    def _read_file(self, path: Path, asked: int) -> None:
        from content.importing import understand

        try:
            understood = understand(path)
            shelf = user_shelf()
            known = shelf.has(understood)
            is_other_text = known is not None and not shelf.reads(known, understood)
            self.post_message(self.Read(asked, understood, known, is_other_text))
        except Problem as problem:
            self.post_message(self.Failed(str(problem)))

    def on_pick_screen_failed(self, failed: Failed) -> None:
        """Say why; another file can be chosen."""
        self.say(failed.why, wrong=True)

    def on_pick_screen_read(self, read: Read) -> None:
        """Show what was understood, unless the shelf has it already."""
        from review.shelf.accept_screen import AcceptScreen

        if read.asked != self._asked or self.app.screen is not self:
            return
        if read.known is not None:
            other = _OTHER_TEXT if read.is_other_text else ""
            self.notify(f"书架上已经有这份报告，已为您打开。{other}", markup=False)
            self.dismiss(read.known)
            return
        self.say("")
        self.app.push_screen(AcceptScreen(read.understood), self._accepted)

    def _accepted(self, accepted: Accepted | None) -> None:
        if accepted is None:
            self.say(HINT)
            return
        self.say("正在放上书架……")
        self._keep(accepted.understood, accepted.title)

    @work(thread=True, exclusive=True, group="file")
    def _keep(self, understood: Understood, title: str) -> None:
        try:
            self.post_message(self.Kept(user_shelf().add(understood, title=title)))
        except Problem as problem:
            self.post_message(self.Failed(str(problem)))

    def on_pick_screen_kept(self, kept: Kept) -> None:
        """Close; whoever asked opens it."""
        if self.app.screen is self:
            self.dismiss(kept.report_id)

    def action_leave(self) -> None:
        """Open nothing."""
        self.dismiss()
