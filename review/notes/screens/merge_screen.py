"""合并他人批注: which files, with names or without, and the paper that comes of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import platformdirs
from rich.segment import Segment
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.paper import Paper, plain_text
from review.notes.export.exporting import paper_file
from review.notes.merging.contributions import (
    Contribution,
    opinions,
    read_contribution,
    renamed,
    same_names,
)
from review.notes.merging.joint_paper import TITLE, joint_paper
from review.notes.screens.writing_screen import WritingScreen
from review.typography.flow import Block, Row
from review.typography.linebreak import printable
from review.typography.looks import CURSOR_MARK, Look
from review.widgets.block_list import BlockList
from review.widgets.choice_row import ChoiceRow
from review.widgets.key_bar import Keys
from review.widgets.line_input import Field, LineInput

_FORMS = {"Word": "docx", "文本": "txt", "Markdown": "md"}
_MOST = 200
"""Files that are looked into at most when the screen opens."""
_NARROW = 70


class FileTicks(BlockList, can_focus=True):
    """The files of others, each ticked or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,ideographic_space", "tick", "选取", key_display="空格"),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    class Changed(Message):
        """Other files are ticked."""

    def __init__(self) -> None:
        super().__init__(id="files")
        self.files: list[Contribution] = []
        self._ticked: set[Path] = set()

    @property
    def taken(self) -> list[Contribution]:
        """The ticked files."""
        return [each for each in self.files if each.path in self._ticked]

    def take(self, files: Sequence[Contribution], ticked: bool) -> None:
        """Add files, ticked or not; one that is there already takes its new name."""
        known = {each.path: each for each in self.files}
        self.files = list({**known, **{each.path: each for each in files}}.values())
        if ticked:
            self._ticked |= {each.path for each in files}
        self.set_entries([len(self._line(place)) for place in range(len(self.files))], self.cursor)
        self.post_message(self.Changed())

    def action_move(self, direction: int) -> None:
        """Go to the next file, or out of the list at its ends."""
        if 0 <= self.cursor + direction < len(self.files):
            self.choose_entry(self.cursor + direction)
        else:
            (self.screen.focus_next if direction > 0 else self.screen.focus_previous)()

    def action_tick(self) -> None:
        """Tick the file under the cursor, or take its tick away."""
        if self.files:
            self._ticked ^= {self.files[self.cursor].path}
            self.refresh()
            self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Turn the tick of what was clicked."""
        at = self.entry_at(event.y)
        if at is not None:
            self.choose_entry(at)
            self.action_tick()

    def block(self, entry: int) -> Block:
        """A file."""
        line = self._line(entry)
        return Block(line, 0, len(line), indent=2)

    def _line(self, entry: int) -> str:
        file = self.files[entry]
        tick = "☑" if file.path in self._ticked else "☐"
        return printable(f"{tick} {file.name} {len(file.notes)}条　{file.path.name}")

    def row_segments(self, row: Row, chosen: bool) -> list[Segment]:
        """A row of a file."""
        look = self.looks[Look.BODY]
        if chosen and self.has_focus:
            look += self.looks[Look.CURRENT]
        mark = CURSOR_MARK if chosen and not row.start else " "
        text = self._line(row.block)[row.start : row.end]
        return [Segment(f"{mark} {' ' * row.indent}{text}", look)]


class MergeScreen(WritingScreen):
    """Puts others' notes together; none of them enters the own notebook.

    Args:
        report: The report that is open.
    """

    AUTO_FOCUS = "#files"
    DEFAULT_CSS = """
    MergeScreen {
        #making { height: 1fr; }
        #choosing { width: 45%; min-width: 34; }
        #files { height: 1fr; border-top: none; }
        #preview { width: 1fr; border-top: none; border-left: solid $primary; }
        &.-narrow #making { layout: vertical; }
        &.-narrow #choosing { width: 1fr; height: 50%; }
        &.-narrow #preview { height: 1fr; border-left: none; border-top: solid $primary; }
    }
    """

    @dataclass
    class Found(Message):
        """Files were read."""

        files: list[Contribution]
        ticked: bool
        problem: str = ""

    def __init__(self, report: Report) -> None:
        super().__init__(f"合并他人批注　{report.title}")
        self._report = report
        self._file = LineInput("文件名，或 姓名=文件名，按回车加入")
        self._files = FileTicks()
        self._names = ChoiceRow("姓名", ["写姓名", "只写人数"], id="names")
        self._form = ChoiceRow("格式", list(_FORMS), id="form")
        self._paper: Paper | None = None

    def compose(self) -> ComposeResult:
        """The files beside the paper, where it goes, the keys."""
        yield self.heading
        yield self._names
        yield self._form
        with Horizontal(id="making"):
            with Vertical(id="choosing"):
                yield Field("加入", self._file)
                yield self._files
            yield self.preview
        yield Field("存到", self.path_line)
        yield self.saying
        yield Keys()

    def on_mount(self) -> None:
        """Look for files where people put them."""
        self._changed()
        self._look()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the paper beside the files, or under them."""
        self.set_class(event.size.width < _NARROW, "-narrow")

    # The files

    @work(thread=True, group="files")
    def _look(self) -> None:
        """Find what others gave, in the folders of documents and of what was received."""
        folders = dict.fromkeys((platformdirs.user_downloads_path(), paths.documents_dir()))
        found = []
        for folder in folders:
            try:
                files = sorted(folder.glob("*.json"))[:_MOST]
            except OSError:
                continue  # it is not there, or closed
            for path in files:
                try:
                    found.append(read_contribution(path, self._report, _now()))
                except Problem:
                    continue  # it is something else
        self.post_message(self.Found(found, ticked=False))

    @work(thread=True, group="files")
    def _read(self, name: str, path: Path) -> None:
        try:
            found = [read_contribution(path, self._report, _now(), name=name)]
            self.post_message(self.Found(found, ticked=True))
        except Problem as problem:
            self.post_message(self.Found([], True, str(problem)))

    def on_merge_screen_found(self, found: Found) -> None:
        """List them."""
        if found.problem:
            self.say(found.problem, wrong=True)
            return
        if found.ticked:
            self._file.value = ""
        self._files.take(found.files, found.ticked)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.saved is not None:
            self.action_open_folder()
        elif event.input is self.path_line:
            self.action_write()
        elif event.value.strip():
            self._add(event.value)

    def _add(self, typed: str) -> None:
        """Add a file; a name before it says whose it is."""
        name, sign, file = typed.partition("=")
        known = [each for each in self._files.files if sign and each.path.name == file.strip()]
        if known:
            self._files.take([renamed(known[0], name.strip())], ticked=True)
            self._file.value = ""
            return
        try:
            self._read(name.strip() if sign else "", paths.typed(file if sign else typed))
        except Problem as problem:
            self.say(str(problem), wrong=True)

    # The paper

    @on(FileTicks.Changed)
    @on(ChoiceRow.Changed)
    def _choice_changed(self, event: Message) -> None:
        event.stop()
        self._changed()

    def _changed(self) -> None:
        """Make the paper anew."""
        form = tuple(_FORMS.values())[self._form.taken]
        path = paths.document(TITLE, self._report.title)
        self.suggest(path.with_name(f"{path.name}.{form}"))
        taken = self._files.taken
        self._paper = None
        if not taken:
            self.preview.show("")
            self.say("用空格选取各人发来的批注文件（分享给人的json），或在上面输入文件名。")
            return
        pairs = same_names(taken)
        if pairs:
            first, second = pairs[0]
            said = f"{first.path.name}和{second.path.name}都写着“{first.name}”。"
            self.say(f"{said}请在“加入”中写明：姓名={second.path.name}", wrong=True)
            return
        found = opinions(taken)
        self._paper = joint_paper(self._report, found, anonymous=bool(self._names.taken))
        self.preview.show(plain_text(self._paper))
        self.say(self._told(taken, len(found)))

    def _told(self, taken: Sequence[Contribution], count: int) -> str:
        double = sum(len(each.notes) for each in taken) - count
        more = f"；有{double}条在几个文件里都有，只算一次" if double else ""
        said = "".join(each.said for each in taken)
        return f"{len({each.name for each in taken})}人，{count}条{more}。{said}"

    @property
    def text(self) -> str:
        """The whole paper as text."""
        return plain_text(self._paper) if self._paper is not None else ""

    def action_write(self) -> None:
        """Write the paper into a file."""
        paper, form = self._paper, tuple(_FORMS.values())[self._form.taken]
        if paper is None:
            self._changed()
            return
        said = self._told(self._files.taken, len(opinions(self._files.taken))).rstrip("。")
        self.write(lambda: (paper_file(paper, form), said), f".{form}")

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss("")


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()
