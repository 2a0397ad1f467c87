"""Choosing a file: by its name, from the folders, or by dropping it on the window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DirectoryTree, Input

from content.errors import Problem
from content.files import is_folder
from content.importing.formats import FORMATS
from review.base import paths
from review.widgets.line_input import Field, LineInput
from review.widgets.prose import Prose

SUFFIXES = (*(ending for form in FORMATS for ending in form.endings), ".doc", ".wps")
"""Endings of the files that are listed; old Word files too, to be told what to do with them."""

HINT = "选一个文件，或输入文件名再按回车；也可以把文件拖进这个窗口。"


class FileTree(DirectoryTree):
    """Folders, and the files in them of some kinds.

    The pickers of other libraries leave no room for a file's name in a narrow window.

    Args:
        endings: What the names of the files end with.
    """

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", "打开", key_display="回车"),
        Binding("backspace", "up", "上级文件夹", key_display="退格"),
    ]

    def __init__(self, endings: tuple[str, ...]) -> None:
        documents = paths.documents_dir()
        super().__init__(documents if is_folder(documents) else Path.home())
        self.guide_depth = 2
        self._endings = endings

    def action_up(self) -> None:
        """List the folder above."""
        self.path = Path(self.path).absolute().parent

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """What is neither hidden nor of another kind."""
        return [path for path in paths if self._is_shown(path)]

    def _is_shown(self, path: Path) -> bool:
        return not path.name.startswith(".") and (
            path.suffix.lower() in self._endings or is_folder(path)
        )


class FilePicker(Vertical):
    """A line for the name and the user's folders below it.

    Args:
        name: What the file is.
        saying: What there is to say, shown between the two.
    """

    DEFAULT_CSS = """
    FilePicker {
        FileTree {
            height: 1fr;
            padding: 0 1;
            background: $surface;
            scrollbar-size: 1 1;
            .directory-tree--extension { text-style: none; }
        }
    }
    """

    @dataclass
    class Picked(Message):
        """A file was chosen; it may not be there, if its name was typed."""

        path: Path

    @dataclass
    class Refused(Message):
        """What was typed can be no file."""

        why: str

    class Typed(Message):
        """Another name is being typed."""

    def __init__(self, name: str, saying: Prose) -> None:
        super().__init__()
        self.line = LineInput("文件名")
        """Where the name is typed."""
        self.folders = FileTree(SUFFIXES)
        """The folders."""
        self._field = Field(name, self.line)
        self._saying = saying

    def compose(self) -> ComposeResult:
        """The line, what there is to say, the folders."""
        yield self._field
        yield self._saying
        yield self.folders

    @on(DirectoryTree.FileSelected)
    def _file_chosen(self, chosen: DirectoryTree.FileSelected) -> None:
        chosen.stop()
        with self.prevent(Input.Changed):
            self.line.value = str(chosen.path)
        self.post_message(self.Picked(chosen.path))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.pick()

    def pick(self) -> None:
        """Take what is typed: a file is picked, a folder is listed."""
        if not self.line.value.strip():
            return
        try:
            path = paths.typed(self.line.value)
        except Problem as problem:
            self.post_message(self.Refused(str(problem)))
            return
        if is_folder(path):
            self.folders.path = path
            self.line.value = ""
            self.screen.set_focus(self.folders)
        else:
            self.post_message(self.Picked(path))

    def on_paste(self, event: events.Paste) -> None:
        """Pick a file that is dropped on the folders; the line takes what is dropped on it."""
        event.stop()
        rows = event.text.strip().splitlines()
        if rows:
            with self.prevent(Input.Changed):
                self.line.value = rows[0]
            self.pick()
