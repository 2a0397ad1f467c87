"""Exporting notes: what goes into the file, what it looks like, and where it is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from textual.worker import get_current_worker

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.files import is_taken, write_out
from review.notes.export.exporting import Format, export_text
from review.notes.export.selection import Selection
from review.notes.export.templates import DEFAULT, listed
from review.notes.export.writing import Encoded, default_path, encode
from review.notes.model import Kind, Note
from review.notes.screens.note_editor import read_tags
from review.widgets.choice_row import ChoiceRow
from review.widgets.form_screen import FormScreen
from review.widgets.key_bar import Keys
from review.widgets.line_input import Field, LineInput
from review.widgets.preview import Preview

FORMATS = {
    Format.TXT: "文本",
    Format.MD: "Markdown",
    Format.CSV: "表格CSV",
    Format.JSON: "备份JSON",
}

ENCODINGS = (
    ("UTF-8", "utf-8", False),
    ("旧版记事本", "utf-8", True),
    ("GB18030", "gb18030", True),
)
"""Name, codec, and whether the lines end as old Windows programs need it."""

_KINDS: tuple[Kind | None, ...] = (None, *Kind)


def local_now() -> datetime.datetime:
    """The time of an export, with its zone."""
    return datetime.datetime.now().astimezone()


class ExportScreen(FormScreen[str]):
    """Asks what to export; its result says what was written, or nothing if nothing was.

    Args:
        report: The report that is open.
        notes: Its notes, in document order.
    """

    AUTO_FOCUS = "#form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f7", "write", "导出", key_display="^S/F7"),
        Binding("tab,down", "app.focus_next", "换行", key_display="Tab"),
        Binding("shift+tab,up", "app.focus_previous", show=False),
        Binding("pagedown", "page(1)", "翻看", key_display="PgUp/PgDn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "leave", "返回"),
    ]

    @dataclass
    class Previewed(Message):
        """A preview is ready, or there is something to say of it."""

        text: str | None
        """None leaves the preview as it is."""
        saying: str
        is_problem: bool = False

    @dataclass
    class Written(Message):
        """The file is written."""

        said: str

    def __init__(self, report: Report, notes: Sequence[Note]) -> None:
        super().__init__(f"导出批注　{report.title}")
        self._report = report
        self._notes = notes
        self._templates = listed()
        self._form = ChoiceRow("格式", list(FORMATS.values()), id="form")
        self._layout_row = ChoiceRow("版式", [t.name for t in self._templates], id="template")
        kinds = ["全部", *(f"{kind.sign}{kind.label}" for kind in Kind)]
        self._kind = ChoiceRow("类别", kinds, id="export-kind")
        self._encoding = ChoiceRow("编码", [name for name, _, _ in ENCODINGS], id="encoding")
        self._tags = LineInput("只要有这些标签的，可以不填")
        self._path = LineInput("文件名")
        self._suggested = ""
        """The path that was put in, unless the user has typed another."""
        self._asked_for = ""
        """The path that a second press would overwrite."""
        self._preview = Preview()

    def compose(self) -> ComposeResult:
        """What to choose, the text as it will be, the keys."""
        yield self.heading
        yield self._form
        yield self._layout_row
        yield self._kind
        yield self._encoding
        yield Field("标签", self._tags)
        yield Field("存到", self._path)
        yield self.saying
        yield self._preview
        yield Keys()

    def on_mount(self) -> None:
        """Show the default at once."""
        self._changed()

    # What is chosen

    @property
    def _format(self) -> Format:
        return tuple(FORMATS)[self._form.taken]

    @property
    def _template(self) -> str:
        return self._templates[self._layout_row.taken].name if self._format.has_layout else DEFAULT

    def _selected(self) -> list[Note]:
        kind = _KINDS[self._kind.taken]
        kinds = frozenset({kind} if kind is not None else ())
        tags = frozenset(read_tags(self._tags.value))
        selection = Selection(kinds, tags)
        return [note for note in self._notes if selection.takes(note)]

    @on(ChoiceRow.Changed)
    def _choice_changed(self, event: Message) -> None:
        event.stop()
        self._changed()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input is self._tags:
            self._changed()

    def _changed(self) -> None:
        self._layout_row.display = self._format.has_layout
        self._encoding.display = not self._format.is_backup
        now = local_now()
        path = str(default_path(self._report, self._format.value, now, self._template))
        if self._path.value == self._suggested:
            self._path.value = path
        self._suggested = path
        self._make_preview(self._selected(), self._format, self._template, now)

    @work(thread=True, exclusive=True, group="preview")
    def _make_preview(
        self, notes: list[Note], form: Format, template: str, now: datetime.datetime
    ) -> None:
        worker = get_current_worker()
        try:
            text = export_text(self._report, notes, now, form=form, template=template)
            made = self.Previewed(text, f"共 {len(notes)} 条")
        except Problem as problem:
            made = self.Previewed("", str(problem), is_problem=True)
        if not worker.is_cancelled:
            self.post_message(made)

    def on_export_screen_previewed(self, previewed: Previewed) -> None:
        """Show it."""
        if previewed.text is not None:
            self._preview.show(previewed.text)
        self.say(previewed.saying, wrong=previewed.is_problem)

    # What the keys do

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self._path:
            self.action_write()

    def action_write(self) -> None:
        """Write the file; one that is there already only when it is asked for twice."""
        notes = self._selected()
        if not notes:
            self.say("没有符合条件的批注，没有导出。", wrong=True)
            return
        try:
            path = paths.typed(self._path.value)
            confirmed = self._asked_for == self._path.value
            if is_taken(path) and not confirmed:
                self._asked_for = self._path.value
                self.say("这个文件已经存在。再按一次Ctrl+S覆盖它，或改一个文件名。", wrong=True)
                return
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        taken = 0 if self._format.is_backup else self._encoding.taken
        _name, codec, windows = ENCODINGS[taken]
        form, template = self._format, self._template
        windows_utf8 = windows and codec == "utf-8"

        def make() -> Encoded:
            text = export_text(self._report, notes, local_now(), form=form, template=template)
            return encode(text, codec, crlf=windows, bom=windows_utf8)

        self._write(make, path, confirmed, len(notes))

    @work(thread=True, exclusive=True, group="write")
    def _write(self, make: Callable[[], Encoded], path: Path, overwrite: bool, count: int) -> None:
        try:
            made = make()
            write_out(path, made.data, overwrite=overwrite)
        except Problem as problem:
            self.post_message(self.Previewed(None, str(problem), is_problem=True))
            return
        lost = f"有 {made.replaced} 个字符存不下，已换成“\ufffd”。" if made.replaced else ""
        self.post_message(self.Written(f"已导出 {count} 条批注：{path}。{lost}"))

    def on_export_screen_written(self, written: Written) -> None:
        """Close, and have it said."""
        self.dismiss(written.said)

    def action_page(self, direction: int) -> None:
        """Look through the preview."""
        self._preview.page(direction)

    def action_leave(self) -> None:
        """Write nothing."""
        self.dismiss("")
