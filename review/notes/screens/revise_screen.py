"""A revised text for the report: what it does to the notes is shown before it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding

from content.errors import Problem
from content.shelf.shelf import Shelf
from review.base.reports import user_shelf
from review.notes.model import text_id
from review.notes.revision.revise import Plan, carry_out, plan, told, undo
from review.notes.screens.notebook import Notebook
from review.notes.store.note_store import NoteStore
from review.widgets.file_picker import HINT, FilePicker
from review.widgets.form_screen import FormScreen
from review.widgets.preview import Preview

_HINT = f"{HINT}先看看批注会怎样，再决定换不换。"


class ReviseScreen(FormScreen[bool]):
    """Asks for the revised text; its result is whether the report has another text now.

    Reading the file and moving notes is done on the notes' thread. Once a change has begun it
    is not left any more, so that nobody sees half of it.
    """

    DEFAULT_CSS = """
    ReviseScreen {
        Preview { display: none; }
        &.-planned Preview { display: block; }
        &.-planned FilePicker { height: auto; }
        &.-planned FileList { display: none; }
    }
    """

    BINDINGS = [
        Binding("ctrl+s", "carry_out", "换用新稿", key_display="^S"),
        Binding("ctrl+z", "undo", "换回上一稿"),
        Binding("tab", "app.focus_next", "换栏", key_display="Tab"),
        Binding("pagedown", "page(1)", "翻看", key_display="PgUp/PgDn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "leave", "返回"),
    ]

    def __init__(self, notebook: Notebook) -> None:
        super().__init__(f"换稿　{notebook.report.title}")
        self._notebook = notebook
        self._picker = FilePicker("新稿", self.saying)
        self._preview = Preview()
        self.action_page = self._preview.page
        self._plan: Plan | None = None
        self._warned = ""
        """What would be done by a second press: an action of this screen."""
        self._is_changing = False

    def parts(self) -> ComposeResult:
        """The line for the file, what would happen."""
        yield self._picker
        yield self._preview

    def on_mount(self) -> None:
        """Be typed in."""
        self.say(_HINT)
        self.set_focus(self._picker.line)

    def on_file_picker_typed(self) -> None:
        """Forget what another file would have done."""
        if self._is_changing:
            return
        self.workers.cancel_group(self, "revise")
        self._plan, self._warned = None, ""
        self.remove_class("-planned")
        self.say(_HINT)

    def on_file_picker_picked(self, picked: FilePicker.Picked) -> None:
        """Show what the revised text would do to the notes."""
        if not self._is_changing:
            self._carry_out(lambda: self._look(picked.path))

    @work(exclusive=True, group="revise", description="revise")
    async def _carry_out(self, operation: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await operation()
        except Problem as problem:
            self._is_changing = False
            self.say(str(problem), wrong=True)

    def _change(self, change: Callable[[NoteStore, Shelf], object]) -> None:
        """Change the text, and leave: once, however often the key is pressed until it is done."""

        async def change_and_leave() -> None:
            shelf = self._shelf()
            await self._notebook.do(lambda store: change(store, shelf))
            self.dismiss(True)

        if not self._is_changing:
            self._is_changing = True
            self._carry_out(change_and_leave)

    # What the keys do

    async def _look(self, path: Path) -> None:
        self.say("正在对照新稿……")
        report = self._notebook.report
        chosen = await self._notebook.do(lambda store: plan(store, report, path))
        happens = await asyncio.to_thread(
            told, chosen.outcomes, lambda note: " ".join(note.body[:40].split())
        )
        self._plan, self._warned = chosen, ""
        self.set_focus(self._picker.line)
        self.add_class("-planned")
        self._preview.show(happens)
        if chosen.is_revision:
            self.say("以下是换用新稿后批注的情况。按Ctrl+S换用，按Esc返回。")
        else:
            self.say(
                f"这份文件只保留了本报告 {chosen.kept:.0%} 的文字，不像是它的修订稿。"
                "确实要换，请按两次Ctrl+S。",
                wrong=True,
            )

    def action_carry_out(self) -> None:
        """Put the revised text in the place of the old one."""
        chosen = self._plan
        if chosen is None:
            self._picker.pick()
        elif chosen.is_revision or self._warned == "carry_out":
            self._change(lambda store, shelf: carry_out(store, shelf, chosen))
        else:
            self._warned = "carry_out"
            self.say("再按一次Ctrl+S，换用这份相差很大的文件。", wrong=True)

    def _shelf(self) -> Shelf:
        """The shelf, if it is there that the open text stands."""
        shelf = user_shelf()
        if text_id(shelf.open(self._notebook.report.id)) != self._notebook.version:
            remedy = "请先按Ctrl+O打开它的文件，放上书架。"
            raise Problem("现在打开的文本不是书架上的那一份，不能换稿。", remedy=remedy)
        return shelf

    def action_undo(self) -> None:
        """Bring back the text before; only when it is asked for twice."""
        if self._warned == "undo":
            report_id = self._notebook.report.id
            self._change(lambda store, shelf: undo(store, shelf, report_id))
        else:
            self._warned = "undo"
            self.say("要换回上一稿吗？批注会回到原处，换稿后写的内容保留。再按一次Ctrl+Z确认。")

    def action_leave(self) -> None:
        """Leave everything as it is."""
        if not self._is_changing:
            self.dismiss(False)
