"""Choosing a file: by its name, from the folders, or by dropping it on the window."""

from __future__ import annotations

import re
from asyncio import to_thread
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import events, on, work
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from content.errors import Problem
from content.files import is_folder, is_there
from review.base import paths
from review.widgets.file_list import SUFFIXES, FileEntry, FileList, beginning, inside
from review.widgets.form_screen import MOVING
from review.widgets.line_input import Field, LineInput
from review.widgets.prose import Prose, ProseLine

HINT = "输入文件名，或用↑↓选好，再按回车；也可以把文件拖进这个窗口。"

_LONGEST = 500
"""Characters of a path at most: what fails is said with its path, and has to fit on the screen."""

_TOO_LONG = "这里只能写文件名，现在的内容太长了。请删去重写，或用↑↓选一个文件。"


class PathLine(LineInput):
    """A line for a path; a file that is dropped on the window is picked at once."""

    def on_paste(self, event: events.Paste) -> None:
        """Take what is pasted."""
        super().on_paste(event)
        with suppress(Problem):
            if is_there(paths.typed(self.value)):
                self.post_message(Input.Submitted(self, self.value))


class FilePicker(Vertical):
    """A line for the name, and below it the files whose names hold what is typed.

    `name` says what the file is; `saying` stands between the two, and says why a name can be none.
    """

    DEFAULT_CSS = """
    FilePicker FileList { height: 1fr; padding: 0 1; background: $surface; scrollbar-size: 1 1; }
    """
    BINDINGS = [*MOVING[:4]]  # home and end belong to the line

    @dataclass
    class Picked(Message):
        """A file was chosen; it may not be there, if its name was typed."""

        path: Path

    class Typed(Message):
        """Another name is being typed."""

    def __init__(self, name: str, saying: Prose, endings: tuple[str, ...] = SUFFIXES) -> None:
        self.line = PathLine("文件名")
        """Where the name is typed."""
        self._files = FileList()
        super().__init__(Field(name, self.line), saying, self._files)
        self.action_move, self.action_page = self._files.move_by, self._files.move_page
        self._entries: list[FileEntry] = []
        self._saying = saying
        self._endings = endings

    def on_mount(self) -> None:
        """Begin with the folders of the user."""
        self._list(None)

    @work(exclusive=True, group="folder", description="folder")
    async def _list(self, folder: Path | None) -> None:
        look = partial(inside, folder) if folder else beginning
        self._entries = await to_thread(look, self._endings)
        self._fill()

    def _fill(self) -> None:
        """List what has in its name what is typed, which may be more since the folder was asked."""
        typed = self.line.value
        words = "" if re.search(r"[\\/]", typed) else typed.strip().casefold()
        self._files.fill(entry for entry in self._entries if words in entry.label.casefold())

    # Choosing

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where the files are not shown, the keys belong to what is."""
        return action not in ("move", "page") or self._files.display

    @on(FileList.Clicked)
    def _clicked(self, clicked: FileList.Clicked) -> None:
        clicked.stop()
        self._open(clicked.entry.path)

    def _open(self, path: Path | None) -> None:
        """List a folder, where the list begins for None, or pick a file."""
        picked = None if path is None or is_folder(path) else path
        with self.prevent(Input.Changed):
            self.line.value = str(picked or "")
        if picked is not None:
            self.post_message(self.Picked(picked))
        else:
            self._list(path)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._fill()
        self.post_message(self.Typed())

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.pick()

    def pick(self) -> None:
        """Take what is typed, a file or a folder; else the entry that is chosen."""
        typed = self.line.value.strip()
        if len(typed) > _LONGEST:
            self._saying.say(ProseLine(_TOO_LONG, "$error"))
            return
        chosen = self._files.chosen if self._files.display else None
        try:
            path = paths.typed(typed) if typed else None
        except Problem as problem:
            self._saying.say(ProseLine(str(problem), "$error"))
            return
        if path is not None and (chosen is None or is_there(path) or len(path.parts) > 1):
            self._open(path)
        elif chosen is not None:
            self._open(chosen.path)
