"""Where words of a note can go that the notebook cannot take: a file elsewhere, the clipboard."""

from __future__ import annotations

from pathlib import Path

import platformdirs
from textual import on

from review.base import paths
from review.base.files import free_path
from review.notes.export.exporting import encode
from review.notes.model import Anchor
from review.notes.screens.writing_screen import WritingScreen
from review.notes.screens.written import Written
from review.widgets.choice_row import ChoiceRow

_PLACES = {"主文件夹": Path.home, "桌面": platformdirs.user_desktop_path}


class RescueScreen(WritingScreen):
    """Holds the program at its end while words would be lost; Ctrl+Q once more lets them go."""

    AUTO_FOCUS = "#place"
    DEFAULT_CSS = "RescueScreen #making #preview { border-left: none; }"

    def __init__(self, passage: Anchor, written: Written, why: str) -> None:
        super().__init__("正在写的批注还没有存下")
        self.written = written
        self._why = why
        self._place = ChoiceRow("位置", list(_PLACES), id="place")
        self.rows = (self._place,)
        self._file = paths.document("没存下的批注", passage.citation).name + ".txt"
        tags = f"标签：{'、'.join(written.tags)}\n" if written.tags else ""
        head = f"【{written.kind.label}】{passage.citation}\n原文：{passage.quote}\n\n"
        self.text = f"{head}{written.body}\n{tags}"

    def on_mount(self) -> None:
        """Offer a file, and say what else can be done."""
        self.preview.show(self.text)
        self._take_place()
        self.say(
            f"{self._why}按Ctrl+S存成文件，或按Ctrl+C复制；接着写请按Esc；"
            "不保留，请再按一次Ctrl+Q退出。",
            wrong=True,
        )

    @on(ChoiceRow.Changed)
    def _take_place(self) -> None:
        folder = tuple(_PLACES.values())[self._place.taken]()
        self.suggest(free_path(folder / self._file))

    @property
    def is_kept(self) -> bool:
        """Whether the words are in a file, or on the clipboard where they were read back."""
        return self.saved is not None or self.is_copied

    def action_write(self) -> None:
        """Write the words into the file."""
        self.write(lambda: (encode(self.text).data, f"{len(self.written.body)}字"), ".txt")
