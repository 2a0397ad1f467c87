"""Leaving while a note is written: not a word is lost that the deputy has not let go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

from content.errors import Problem
from review.notes.screens.desk_places import Editing
from review.notes.screens.note_changes import PATIENCE

if TYPE_CHECKING:
    from review.notes.screens.note_editor import NoteEditor
    from review.notes.screens.notebook import Notebook
    from review.notes.screens.rescue_screen import RescueScreen


class Leaving:
    """Keeps the draft, or offers another place for it."""

    def __init__(self, desk: Widget, editing: Editing, notebook: Callable[[], Notebook]) -> None:
        self._desk = desk
        self._editing = editing
        self._notebook = notebook
        self._rescue: RescueScreen | None = None
        """Where the words of a draft went that could not be kept."""

    def keep_draft(self) -> None:
        """Have the draft kept at once: the program may be about to end."""
        if self._editing.editor is not None:
            self._editing.editor.keep_draft()

    def keep_at_last(self) -> None:
        """Keep the draft for the end of the program, however it comes.

        Raises:
            Problem: It could not be kept; it says what is lost.
        """
        editor = self._editing.editor
        if editor is None or self._is_safe(editor):
            return
        passage, written = editor.passage, editor.written
        try:
            self._notebook().keep_draft(passage, editor.note_id, written).result()
        except Problem as problem:
            lost = f"没有保留：{passage.citation}的批注草稿，{len(written.body)}字。"
            raise problem.restated(message=f"{problem.message}{lost}") from None

    def _is_safe(self, editor: NoteEditor) -> bool:
        """Whether nothing of what stands in the editor is lost with it."""
        rescue = self._rescue
        is_elsewhere = rescue is not None and rescue.is_kept and rescue.written == editor.written
        return is_elsewhere or not editor.is_unsaved

    async def may_leave(self) -> bool:
        """Whether one may leave without losing a word, or has been told what is lost.

        Otherwise another place is offered for what the notebook does not take.
        """
        editor = self._editing.editor
        if editor is None or self._is_safe(editor) or self._desk.app.screen is self._rescue:
            return True
        from review.notes.screens.rescue_screen import RescueScreen

        kept = self._notebook().keep_draft(editor.passage, editor.note_id, editor.written)
        try:
            await asyncio.wait_for(asyncio.wrap_future(kept), PATIENCE)
        except Problem as problem:
            why = f"{problem.message}{problem.remedy}"
        except asyncio.TimeoutError:
            why = "磁盘没有反应。"
        else:
            return True
        self._rescue = RescueScreen(editor.passage, editor.written, why)
        self._desk.app.push_screen(self._rescue)
        return False
