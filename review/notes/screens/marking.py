"""Marks in one stroke: which passage the row of marks is about, and what a digit does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from content.span import Span
from review.reading.key_selection import KeySelection
from review.reading.page import Page
from review.reading.typeset import page_block

if TYPE_CHECKING:
    from review.notes.model import Anchor, Kind, Note
    from review.notes.screens.notebook import Notebook


def whole_paragraph(page: Page, number: int) -> Span:
    """A paragraph, by its number, without the blanks at its ends."""
    block = page_block(page.report, page.report.paragraph(number))
    return Span(number, block.start, number, block.end)


def note_on(notebook: Notebook, passage: Anchor) -> Note | None:
    """The note that is fastened to a passage, no more and no less of it."""
    for entry in notebook.notes:
        note = entry.note
        if note.stands_in(passage.text_id) and note.anchor.segments == passage.segments:
            return note
    return None


def named(note: Note) -> str:
    """A note as it is spoken of: its kind, its place and its first words."""
    words = " ".join(note.body.split())[:10] or note.anchor.quote[:10]
    return f"“{note.kind.label}　{note.anchor.citation}　{words}”"


class Marking:
    """Lets the row of marks rise and go."""

    def __init__(self, desk: Widget, page: Page, selection: KeySelection) -> None:
        self._desk = desk
        self._page = page
        self._selection = selection
        self._passage: Anchor | None = None

    @property
    def passage(self) -> Anchor | None:
        """What the row is about; None while it does not stand."""
        return self._passage

    def rise(self, notebook: Notebook, note_id: str = "") -> None:
        """Stand there, about what is selected, a note, or the paragraph that is being read."""
        span = self._selection.span
        note = notebook.find(note_id) if note_id else None
        if span is not None:
            self._passage = notebook.passage(span)
        elif note is not None and note.stands_in(notebook.version):
            self._passage = note.anchor
        elif not self._page.report.paragraph(self._page.current).text.strip():
            return
        else:
            self._passage = notebook.passage(whole_paragraph(self._page, self._page.current))
        self.show(notebook)

    def show(self, notebook: Notebook) -> None:
        """Show the mark that the passage has now, if the row stands."""
        from review.notes.screens.desk_bars import MarkBar

        if self._passage is None:
            return
        note = note_on(notebook, self._passage)
        has_words = self._selection.span is not None
        length = len(self._passage.quote.replace("\n", ""))
        about = f"已选{length}字" if has_words else self._passage.citation
        kind = note.kind if note else None
        bars = self._desk.query(MarkBar)
        if bars:
            bars.first().show(about, kind, has_words)
        else:
            self._desk.mount(MarkBar(about, kind, has_words))

    def sink(self) -> None:
        """Go away."""
        if self._passage is not None:
            self._passage = None
            self._desk.query("MarkBar").remove()

    def moved(self, current: int) -> None:
        """Go away when one reads on in another paragraph, by number, than the row is about."""
        if self._passage is not None and self._selection.span is None:
            numbers = [segment.paragraph for segment in self._passage.segments]
            if not numbers[0] <= current <= numbers[-1]:
                self.sink()


async def mark(notebook: Notebook, passage: Anchor, kind: Kind) -> str:
    """Set a mark on a passage, change it, or take the same one off; what was done, in Chinese."""
    from review.notes.screens.note_editor import Written

    name = f"{kind.sign}{kind.label}"
    note = note_on(notebook, passage)
    if note is None:
        await notebook.add(passage, Written(kind, (), ""))
        return f"已标“{name}”（{passage.citation}），再按一次取消。"
    if note.kind is not kind:
        await notebook.change(note, Written(kind, note.tags, note.body))
        return f"已改为“{name}”（{passage.citation}），按Ctrl+Z撤销。"
    if note.body or note.tags:
        return "这条批注写有文字，没有取消；要删除，请按F4打开它。"
    await notebook.delete(note)
    return f"已取消“{name}”（{passage.citation}），按Ctrl+Z撤销。"
