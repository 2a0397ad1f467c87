"""Opening a report of one's own: the file is chosen here, and read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DirectoryTree, Input

from content.errors import Problem
from content.files import is_folder
from review import paths
from review.formscreen import FormScreen
from review.keys import Keys
from review.lineinput import Field, LineInput
from review.reports import user_shelf

if TYPE_CHECKING:
    from content.importing import Understood
    from content.shelf import Added

SUFFIXES = (".txt", ".md", ".docx", ".pdf", ".doc")
"""Endings of the files that are listed; old Word files too, to be told what to do with them."""

_HINT = "选一个文件，或输入文件名再按回车；也可以把文件拖进这个窗口。"


class FileTree(DirectoryTree):
    """Folders, and the files in them that may be reports.

    The pickers of other libraries leave no room for a file's name in a narrow window.
    """

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """What is neither hidden nor of a kind that is never a report."""
        return [path for path in paths if self._is_shown(path)]

    @staticmethod
    def _is_shown(path: Path) -> bool:
        if path.name.startswith("."):
            return False
        try:
            return path.suffix.lower() in SUFFIXES or path.is_dir()
        except OSError:
            return False  # a folder of others, or a drive that is gone


_OTHER_TEXT = "它换用过修订稿，现在的文本与这个文件不同；要换用这个文件，请按Ctrl+R。"


class PickScreen(FormScreen[str]):
    """Asks for a file; its result is the id under which it stands on the shelf, if it does."""

    DEFAULT_CSS = """
    PickScreen {
        FileTree { height: 1fr; padding: 0 1; background: $surface; scrollbar-size: 1 1; }
    }
    """

    AUTO_FOCUS = "FileTree"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "打开"),
        Binding("backspace,f2", "up", "上级文件夹", key_display="F2"),
        Binding("tab", "app.focus_next", "换栏", key_display="Tab"),
        Binding("escape", "leave", "返回"),
    ]

    @dataclass
    class Read(Message):
        """A file was understood."""

        understood: Understood

    @dataclass
    class Kept(Message):
        """A report stands on the shelf now, or has stood there before."""

        added: Added

    @dataclass
    class Failed(Message):
        """Something could not be done."""

        why: str

    def __init__(self) -> None:
        super().__init__("打开报告")
        documents = paths.documents_dir()
        self._tree = FileTree(documents if documents.is_dir() else Path.home())
        self._tree.guide_depth = 2
        self._line = LineInput("文件名")
        self._read: Understood | None = None

    def compose(self) -> ComposeResult:
        """A line for the name, the folders, the keys."""
        yield self.heading
        yield Field("文件", self._line)
        yield self.saying
        yield self._tree
        yield Keys()

    def on_mount(self) -> None:
        """Say what can be done."""
        self.say(_HINT)

    # Choosing

    def action_read(self) -> None:
        """Read the chosen file, or open or close the chosen folder."""
        self._tree.action_select_cursor()

    @on(DirectoryTree.FileSelected)
    def _file_chosen(self, chosen: DirectoryTree.FileSelected) -> None:
        chosen.stop()
        self._line.value = str(chosen.path)
        self._understand(chosen.path)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip():
            return
        try:
            path = paths.typed(event.value)
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        if is_folder(path):
            self._show_folder(path)
        else:
            self._understand(path)

    def action_up(self) -> None:
        """List the folder above."""
        self._show_folder(Path(self._tree.path).absolute().parent)

    def _show_folder(self, folder: Path) -> None:
        self._tree.path = folder
        self._line.value = ""
        self.say(str(folder))
        self.set_focus(self._tree)

    # Reading

    def _understand(self, path: Path) -> None:
        self.say("正在读这个文件……")
        self._read_file(path)

    @work(thread=True, exclusive=True, group="file")
    def _read_file(self, path: Path) -> None:
        from content.importing import understand

        try:
            self.post_message(self.Read(understand(path)))
        except Problem as problem:
            self.post_message(self.Failed(str(problem)))

    def on_pick_screen_failed(self, failed: Failed) -> None:
        """Say why; another file can be chosen."""
        self.say(failed.why, wrong=True)

    def on_pick_screen_read(self, read: Read) -> None:
        """Show what was understood, unless the shelf has it already."""
        from review.shelf.acceptscreen import AcceptScreen

        if self.app.screen is not self:
            return  # the file was clicked twice
        shelf = user_shelf()
        known = shelf.has(read.understood)
        if known is not None:
            other = "" if shelf.reads(known, read.understood) else _OTHER_TEXT
            self.notify(f"书架上已经有这份报告，已为您打开。{other}", markup=False)
            self.dismiss(known)
            return
        self.say("")
        self._read = read.understood
        self.app.push_screen(AcceptScreen(read.understood), self._accepted)

    def _accepted(self, title: str | None) -> None:
        if title is None or self._read is None:
            self.say(_HINT)
            return
        self.say("正在放上书架……")
        self._keep(self._read, title)

    @work(thread=True, exclusive=True, group="file")
    def _keep(self, understood: Understood, title: str) -> None:
        try:
            self.post_message(self.Kept(user_shelf().add(understood, title=title)))
        except Problem as problem:
            self.post_message(self.Failed(str(problem)))

    def on_pick_screen_kept(self, kept: Kept) -> None:
        """Close; whoever asked opens it."""
        if self.app.screen is self:
            self.dismiss(kept.added.id)

    def action_leave(self) -> None:
        """Open nothing."""
        self.dismiss()
