"""Marks in one stroke: which passage the row of marks is about, and what a digit does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.span import Span
from review.reading.page import Page
from review.reading.typeset import page_block

if TYPE_CHECKING:
    from review.notes.model import Anchor, Kind, Note
    from review.notes.screens.note_desk import NoteDesk
    from review.notes.screens.notebook import Notebook
    from review.notes.store.codec import NoteDraft


class Written(NamedTuple):
    """What a note says, by a mark or in the editor."""

    kind: Kind
    tags: tuple[str, ...]
    body: str


def written_in(note: Note | NoteDraft) -> Written:
    """What a note or a draft says."""
    return Written(note.kind, note.tags, note.body)


def whole_paragraph(page: Page, number: int) -> Span:
    """A paragraph, by its number, without the blanks at its ends."""
    block = page_block(page.report, page.report.paragraph(number))
    return Span(number, block.start, number, block.end)


def note_on(notebook: Notebook, passage: Anchor) -> Note | None:
    """The first note that is fastened to a passage, no more and no less of it; None without one."""
    notes = (entry.note for entry in notebook.notes)
    here = (note for note in notes if note.stands_in(passage.text_id))
    return next((note for note in here if note.anchor.segments == passage.segments), None)


def named(note: Note) -> str:
    """A note as it is spoken of: its kind, its place and its first words."""
    words = " ".join(note.body.split())[:10] or note.anchor.quote[:10]
    return f"“{note.kind.label}　{note.anchor.citation}　{words}”"


def deleted(note: Note) -> str:
    """What is said of a note that was put into the trash."""
    return f"已删除，按Ctrl+Z撤销：{named(note)}；“已删”里留30天。"


class Marking:
    """Lets the row of marks rise and go."""

    def __init__(self, desk: NoteDesk) -> None:
        self._desk = desk
        self.passage: Anchor | None = None
        """What the row is about; None while it does not stand."""

    def rise(self, note_id: str = "") -> None:
        """Stand there, about what is selected, a note, or the paragraph that is being read."""
        if self._desk.editing.editor is not None:
            return
        page, notebook, span = self._desk.page, self._desk.notebook, self._desk.selection.span
        note = notebook.find(note_id) if note_id else None
        if span is None and note is not None and note.stands_in(notebook.version):
            self.passage = note.anchor
        elif span is not None or page.report.paragraph(page.current).text.strip():
            self.passage = notebook.passage(span or whole_paragraph(page, page.current))
        else:
            return
        self.show()

    def show(self) -> None:
        """Show the mark that the passage has now, if the row stands."""
        from review.notes.screens.desk_bars import MarkBar  # 7 ms

        if self.passage is None or not self._desk.is_attached:  # selected while the screen goes
            return
        note = note_on(self._desk.notebook, self.passage)
        has_words = self._desk.selection.span is not None
        length = len(self.passage.quote.replace("\n", ""))
        about = f"已选{length}字" if has_words else self.passage.citation
        bar = next(iter(self._desk.query(MarkBar)), None)
        if bar is None:
            bar = MarkBar()
            self._desk.mount(bar)
        bar.show(about, note.kind if note else None, has_words)

    def sink(self) -> None:
        """Go away."""
        if self.passage is not None:
            self.passage = None
            self._desk.query("MarkBar").remove()

    def moved(self, current: int) -> None:
        """Go away when one reads on in another paragraph, by number, than the row is about."""
        if self.passage is not None and self._desk.selection.span is None:
            segments = self.passage.segments
            if not segments[0].paragraph <= current <= segments[-1].paragraph:
                self.sink()


async def mark(notebook: Notebook, passage: Anchor, kind: Kind) -> str:
    """Set a mark on a passage, change it, or take the same one off; what was done, in Chinese.

    A note with words or tags is never taken off so, only given another kind.
    """
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
