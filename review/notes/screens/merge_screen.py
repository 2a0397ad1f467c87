"""合并他人批注: which files, with names or without, and the paper that comes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path

import platformdirs
from textual import on, work
from textual.widgets import Input

from content.errors import Problem
from content.report import Report
from review.base import paths
from review.base.paper import Paper, plain_text
from review.notes.export.exporting import paper_file
from review.notes.merging import (
    IN_NOTEBOOK,
    NOBODY,
    TITLE,
    Contribution,
    joint_paper,
    kept_beside,
    opinions,
    put_beside,
    read_contribution,
    same_names,
    take_away,
    unclaimed,
)
from review.notes.model import Note
from review.notes.screens.tick_list import FileTicks
from review.notes.screens.writing_screen import WritingScreen
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import Field, LineInput

_FORMS, _ENDINGS = ("Word", "文本", "Markdown"), (".docx", ".txt", ".md")
_MOST = 200
"""Files that are looked into at most when the screen opens."""


class MergeScreen(WritingScreen):
    """Puts others' notes together; none enters the own notebook, some may leave it."""

    AUTO_FOCUS = "#files"

    def __init__(
        self, report: Report, own: Sequence[Note], set_apart: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(f"合并他人批注　{report.title}")
        self._report = report
        self._own = own
        self._set_apart = set_apart
        self._file = LineInput("文件名，或 姓名=文件名，按回车加入")
        self._files = FileTicks()
        self._names = ChoiceRow("姓名", ["写姓名", "只写人数"], id="names")
        self._form = ChoiceRow("格式", _FORMS, id="form")
        self.rows = (self._names, self._form)
        self.choosing = (Field("加入", self._file), self._files)
        self._paper: Paper | None = None

    def on_mount(self) -> None:
        """Look for files where people put them."""
        self._changed()
        self._look()

    # The files

    @work(group="files", description="files")
    async def _look(self, gone: Sequence[Path] = ()) -> None:
        """List what others gave; paths in `gone` were listed and are not where they were."""
        self._files.take(await asyncio.to_thread(self._found), False, gone)

    def _found(self) -> list[Contribution]:
        """What there is in the folders of documents and of what was received."""
        folders = dict.fromkeys((platformdirs.user_downloads_path(), paths.documents_dir()))
        found = kept_beside(self._report)
        nobodys = unclaimed(self._own)
        if nobodys and all(each.name != NOBODY for each in found):
            found.insert(0, nobodys)
        known = {frozenset(each.notes) for each in found}
        for folder in folders:
            try:
                files = sorted(folder.glob("*.json"))[:_MOST]
            except OSError:
                continue  # it is not there, or closed
            for path in files:
                try:
                    contribution = read_contribution(path, self._report)
                except Problem:
                    continue  # it is something else
                if frozenset(contribution.notes) not in known:
                    known.add(frozenset(contribution.notes))
                    found.append(contribution)
        return found

    @work(group="files", description="files")
    async def _read(self, name: str, path: Path) -> None:
        try:
            found = await asyncio.to_thread(read_contribution, path, self._report, name=name)
        except Problem as problem:
            self.say(str(problem), wrong=True)
        else:
            self._file.value = ""
            self._files.take([found], True)

    def submit(self, line: Input) -> None:
        """Add the file that was typed, or give one that is listed another name."""
        # Where no text is ASCII an input method makes ＝ of the sign.
        typed = line.value if "=" in line.value else line.value.replace("＝", "=", 1)
        name, sign, file = typed.partition("=")
        known = [each for each in self._files.items if sign and each.path.name == file.strip()]
        if known:
            self._files.take([replace(known[0], name=name.strip())], ticked=True)
            self._file.value = ""
        elif line.value.strip():
            try:
                self._read(name.strip() if sign else "", paths.typed(file if sign else line.value))
            except Problem as problem:
                self.say(str(problem), wrong=True)

    @work(exclusive=True, group="beside", description="beside")
    async def action_turn_beside(self) -> None:
        """Put a file beside the page, or take it away; the notebook only lets notes go."""
        file = self._files.chosen
        if file is None:
            return
        try:
            if file.path == IN_NOTEBOOK:
                await self._set_apart()
                self._own = ()
                said = f"{len(file.notes)}条已移出自己的批注，放到正文旁；按Ctrl+Z可撤销。"
            elif file.path.parent == paths.others_dir():
                moved = await asyncio.to_thread(take_away, self._report, file)
                said = f"已从正文旁收走，文件在 {moved}。"
            else:
                await asyncio.to_thread(put_beside, self._report, file)
                said = f"{file.name}的批注已放到正文旁；在正文中按*显示或收起。"
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        self._look(gone=[file.path])
        self.notify(said, timeout=8)

    # The paper

    @on(FileTicks.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self) -> None:
        self.suggest(paths.document(TITLE, self._report.title, ending=_ENDINGS[self._form.taken]))
        taken = self._files.taken
        self._paper, self.text = None, ""
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
        self.text = plain_text(self._paper)
        self.preview.show(self.text)
        self.say(self._told(taken, len(found)))

    def _told(self, taken: Sequence[Contribution], count: int) -> str:
        double = sum(len(each.notes) for each in taken) - count
        more = f"；有{double}条在几个文件里都有，只算一次" if double else ""
        said = "".join(each.said for each in taken)
        return f"{len({each.name for each in taken})}人，{count}条{more}。{said}"

    def action_write(self) -> None:
        """Write the paper into a file."""
        paper, ending = self._paper, _ENDINGS[self._form.taken]
        if paper is None:
            self._changed()
            return
        said = self._told(self._files.taken, len(opinions(self._files.taken))).rstrip("。")
        self.write(lambda: (paper_file(paper, ending[1:]), said), ending)
