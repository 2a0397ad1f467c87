"""Files to choose from: those of a folder, or to begin with the usual folders and newest files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.message import Message

from content.errors import reason
from content.files import is_folder
from content.importing.formats import FORMATS
from review.base import paths
from review.base.files import own_exports
from review.widgets.titled_list import TitledList

SUFFIXES = (*(ending for form in FORMATS for ending in form.endings), ".doc", ".wps")
"""Endings of the files that are listed; old Word files too, to be told what to do with them."""

_EARLY_EXPORT = (
    r"(?:# )?(?:政府工作报告审阅批注|对政府工作报告的修改意见|审议发言提纲（约 \d+ 分钟）)"
    r"|(?:# )?关于.{0,60}的建议\s+(?:- )?领衔代表："
)
"""How the papers begin that version 0.1 wrote, which kept no list of them."""
_NEWEST = 12
"""Files that are listed to begin with."""
_DATE = "%Y-%m-%d %H:%M"


class FileEntry(NamedTuple):
    """A file or a folder that can be chosen."""

    path: Path | None
    """None for where the list begins."""
    label: str
    about: str = ""
    """When it was changed, and how large it is."""


def beginning(endings: tuple[str, ...]) -> list[FileEntry]:
    """The folders in which people keep their files, and the newest files in them, newest first.

    `endings` are such as `.docx`, in small letters. To be called on a thread: a stick may be slow.
    """
    places = paths.places()
    exports = own_exports()
    files: dict[Path, float] = {}
    for folder in places.values():
        with suppress(OSError):
            for path in folder.iterdir():
                with suppress(OSError):  # a link that leads nowhere hides no other file
                    if _is_offered(path, endings, exports) and not is_folder(path):
                        files[path] = path.stat().st_mtime
    newest = sorted(files, key=lambda path: (-files[path], path))[:_NEWEST]
    folders = [FileEntry(path, f"▸ {name}") for name, path in places.items()]
    return folders + [_entry(path) for path in newest]


def inside(folder: Path, endings: tuple[str, ...]) -> list[FileEntry]:
    """The folders and files of a folder, and the way back; `endings` as in `beginning`."""
    folder = folder.absolute()
    is_place = folder in paths.places().values() or folder.parent == folder
    back = FileEntry(None if is_place else folder.parent, f"‹ 返回　{paths.shown(folder)}")
    exports = own_exports()
    try:
        found = sorted(path for path in folder.iterdir() if _is_offered(path, endings, exports))
    except OSError as error:
        return [back._replace(about=f"　打不开（{reason(error)}）")]
    found.sort(key=is_folder, reverse=True)
    return [back, *map(_entry, found)]


def _is_offered(path: Path, endings: tuple[str, ...], exports: Collection[str]) -> bool:
    """Whether a path is neither hidden, nor of another kind, nor an export."""
    if path.name.startswith(".") or str(path) in exports:
        return False
    ending = path.suffix.lower()
    if ending in (".txt", ".md") and ending in endings and _is_early_export(path):
        return False
    return ending in endings or is_folder(path)


def _is_early_export(path: Path) -> bool:
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            head = file.read(400).decode("utf-8-sig", "replace")
    except OSError:
        return False
    return re.match(_EARLY_EXPORT, head) is not None


def _entry(path: Path) -> FileEntry:
    if is_folder(path):
        return FileEntry(path, f"▸ {path.name}")
    try:
        status = path.stat()
        date = datetime.datetime.fromtimestamp(status.st_mtime)
    except (OSError, OverflowError, ValueError):  # a year behind 9999; on Windows before 1970
        return FileEntry(path, path.name)
    size = status.st_size / 1000
    shown = f"{size / 1000:.1f}MB" if size >= 1000 else f"{max(1, round(size))}KB"
    return FileEntry(path, path.name, f"　{date:{_DATE}}　{shown}")


class FileList(TitledList[FileEntry]):
    """Files below each other, one chosen, each with its date and size."""

    @dataclass
    class Clicked(Message):
        """An entry was clicked."""

        entry: FileEntry

    def __init__(self) -> None:
        super().__init__(id="files")
        self.can_focus = False  # the keys choose while one types

    def fill(self, entries: Iterable[FileEntry]) -> None:
        """List other files; not the way back is chosen, but what stands below it."""
        listed = list(entries)
        leads_back = len(listed) > 1 and listed[0].label[0] == "‹"
        self.show_rows(listed, [(entry.label, entry.about) for entry in listed], int(leads_back))

    def on_click(self, event: events.Click) -> None:
        """Choose and open what was clicked."""
        at = self.choose_clicked(event)
        if at is not None:
            self.post_message(self.Clicked(self.items[at]))
