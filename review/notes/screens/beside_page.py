"""What stands beside the page: the list of notes, over it in a narrow window, and others' notes."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from review.notes.screens.marking import deleted
from review.reading.desk import LISTING, SEARCHING
from review.reading.marks import MarginNote
from review.reading.viewport import PageView
from review.typography.looks import OTHERS_LOOKS

if TYPE_CHECKING:
    from review.notes.merging import Opinion
    from review.notes.model import Note
    from review.notes.screens.note_desk import NoteDesk
    from review.notes.screens.notes_pane import NotesPane


class ListPlace:
    """Opens the list, and does with its notes what is asked there."""

    def __init__(self, desk: NoteDesk) -> None:
        self._desk = desk
        self._pane: NotesPane | None = None
        self._making = asyncio.Lock()
        self._before: PageView = desk.page.view
        """What was on the page when the list was opened."""
        self.homeless: Note | None = None
        """The note for which a new passage is being chosen."""

    async def make(self) -> NotesPane:
        """Have it ready, though not shown yet."""
        async with self._making:
            if self._pane is None:
                from review.notes.screens.notes_pane import NotesPane  # 20 ms

                pane = NotesPane()
                await self._desk.query_one("#desk").mount(pane, before=0)
                self._pane = pane
        return self._pane

    async def turn(self) -> None:
        """Open it at the note that is the next to what is being read, or close it."""
        screen = self._desk.screen
        if screen.has_class(LISTING):
            self.close()
            return
        pane = await self.make()
        self._desk.marking.sink()
        self._before = self._desk.page.view
        screen.set_class(True, LISTING)
        screen.remove_class(SEARCHING)
        self.refresh()
        pane.open(self._desk.page.top)
        self._desk.changes.look_again()

    def refresh(self) -> None:
        """Show other notes, if it has been made, and is still there while the program ends."""
        if self._pane is not None and self._pane.is_attached:
            self._pane.take(self._desk.notebook.notes, self._desk.notebook.trash)

    def close(self) -> None:
        """Put it away."""
        if self._desk.screen.has_class(LISTING):
            self._desk.screen.remove_class(LISTING)
            self._desk.screen.set_focus(self._desk.page, scroll_visible=False)

    def _give_way(self) -> None:
        if self._desk.screen.has_class("-narrow"):
            self.close()

    def leave(self) -> None:
        """Return to where one was before it was opened."""
        self.close()
        self._desk.page.marks.mark_hits({})
        self._desk.page.return_to(self._before)

    # What is asked there

    async def carry_out(self, note: Note, deed: str) -> None:
        """Do with a note what was asked for, one of the deeds of `NotesPane.Asked`."""
        desk = self._desk
        if deed == "edit":
            self._give_way()
            await desk.editing.change(note)
        elif deed == "delete":
            desk.changes.make(partial(desk.notebook.delete, note), deleted(note))
        elif deed == "restore":
            desk.changes.make(partial(desk.notebook.restore, note), "批注已恢复。")
        elif note.stands_in(desk.notebook.version):
            desk.reveal(note.anchor)
            if deed == "go":
                desk.post_message(desk.Jumped(self._before))
                self._give_way()
                desk.screen.set_focus(desk.page, scroll_visible=False)
        elif deed == "go" and not note.is_orphan:
            desk.notify("这份报告已在别处换了文本。请重新打开它，批注会跟着移过去。", timeout=10)
        elif deed == "go":
            self.homeless = note
            self.close()
            said = "原文已不在本稿。请选中这条批注的新位置，再按F4；按Esc取消。"
            desk.notify(said, timeout=10)

    def forget_homeless(self) -> None:
        """Look for no passage any more; what was selected for it is dropped."""
        if self.homeless is not None:
            self.homeless = None
            self._desk.drop_selection()


class Others:
    """Others' notes with their names and colours, never written into one's own."""

    def __init__(self, desk: NoteDesk) -> None:
        self._desk = desk
        self._all: Sequence[Opinion] = ()
        self._is_on = True
        self.shown: Mapping[str, Opinion] = {}
        """What stands in the text and not in the own notebook, by the ids of the notes."""

    # How they come

    def read(self) -> None:
        """Read what was put beside the page, in a thread, and show it."""
        self._desk.run_worker(self._read(), group="others", exclusive=True)

    async def _read(self) -> None:
        from review.notes.merging import kept_beside, opinions  # 20 ms

        self._all = opinions(await asyncio.to_thread(kept_beside, self._desk.page.report))
        self._desk.show_notes()

    def merge(self) -> None:
        """Open the screen that puts the notes of others together."""
        from review.notes.screens.merge_screen import MergeScreen  # 75 ms

        notes = [entry.note for entry in self._desk.notebook.notes]
        screen = MergeScreen(self._desk.page.report, notes, self._set_apart)
        self._desk.app.push_screen(screen, lambda _result: self.read())

    async def _set_apart(self) -> None:
        """Put the notes of the notebook of which nobody knows the author beside the page."""
        from review.notes.merging import set_apart, without_author

        notebook = self._desk.notebook
        notes = without_author([entry.note for entry in notebook.notes])
        await asyncio.to_thread(set_apart, self._desk.page.report, notes)
        await notebook.delete(*notes)

    # How they are shown

    def toggle(self) -> None:
        """Show them, or put them away."""
        if not self._all:
            said = "正文旁没有他人批注。按+打开“合并他人批注”，选中文件后按*，就放到正文旁。"
            self._desk.notify(said, timeout=10)
            return
        self._is_on = not self._is_on
        self._desk.show_notes()
        shown = f"已显示{'、'.join(self._names)}的批注，再按*收起。"
        self._desk.say(shown if self._is_on else "已收起他人批注，再按*显示。")

    @property
    def _names(self) -> list[str]:
        return sorted({opinion.name for opinion in self._all})

    def settle(self, own: Collection[str], version: str) -> dict[str, MarginNote]:
        """Settle which of others' notes are shown; what stands beside the page, by their ids.

        Those that are `own` too, by their ids, are not shown twice, nor what does not stand in the
        open text, whose `text_id` is `version`.
        """
        from review.notes.listing import OTHERS_SIGN, note_text  # 6 ms

        self.shown = {
            each.note.id: each
            for each in (self._all if self._is_on else ())
            if each.note.id not in own and each.note.stands_in(version)
        }
        places = {name: place for place, name in enumerate(self._names)}
        texts = {}
        for note_id, (name, note) in self.shown.items():
            lead = f"{OTHERS_SIGN}{name}"
            look = OTHERS_LOOKS[places[name] % len(OTHERS_LOOKS)]
            texts[note_id] = MarginNote(f"{lead} {note_text(note)}", len(lead), look)
        return texts

    def tell(self, note_id: str) -> None:
        """Show all of what somebody wrote, by the id of the note."""
        if opinion := self.shown.get(note_id):
            said = opinion.note.body or "只划线，没有写意见"
            title = f"{opinion.name}　{opinion.note.kind.label}"
            self._desk.notify(said, title=title, timeout=20)
