"""Rows that rise below the page: what can be done with a passage, and a draft that was left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label

from review.notes.model import KINDS, Kind


class MarkWord(NamedTuple):
    """A button of the row."""

    key: str
    label: str
    action: str
    taken: bool = False

    @property
    def text(self) -> str:
        """Key and label, with a blank on either side that belongs to the button."""
        return f" {self.key}{self.label} "


class MarkBar(Widget):
    """Above the footer: a digit for each kind, and what else one does with a passage."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "MarkBar { height: 1; background: $panel; }"

    def __init__(self) -> None:
        super().__init__(id="mark-bar")
        self.show("", None, False)

    def show(self, about: str, taken: Kind | None, has_words: bool) -> None:
        """Be about something, such as 已选9字, that may have a mark, or be words to search for."""
        self._about, self._taken, self._has_words = about, taken, has_words
        self.refresh()

    def _words(self, *, named: bool) -> Iterator[MarkWord]:
        for at, kind in enumerate(KINDS, 1):
            taken = kind is self._taken
            label = f" {kind.sign}{kind.label * named}"
            yield MarkWord(str(at), label, f"mark({at})", taken)
        yield MarkWord("F4", " 写几句", "annotate")
        yield MarkWord("^C", " 复制带出处", "screen.copy_selection")
        if self._has_words:
            yield MarkWord("F3", " 查这几个字", "screen.find")

    def _laid_out(self) -> tuple[str, list[tuple[int, MarkWord]]]:
        """What the row is about, and the buttons that have room, with the cell behind each."""
        room = self.size.width
        for lead, named in ((f" {self._about} ", True), (f" {self._about} ", False), ("", False)):
            words = list(self._words(named=named))
            if cell_len(lead + "".join(word.text for word in words)) <= room:
                break
        laid, at = [], cell_len(lead)
        for word in words:
            if at + cell_len(word.text) <= room:
                at += cell_len(word.text)
                laid.append((at, word))
        return lead, laid

    def render(self) -> Content:
        """The words that have room."""
        lead, laid = self._laid_out()
        pieces = [(lead, "bold")]
        for _end, word in laid:
            if word.taken:
                pieces.append((word.text, "reverse bold"))
            else:
                pieces += [(f" {word.key}", "bold $primary"), (f"{word.label} ", "")]
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Have the desk do what the word says that was clicked."""
        event.stop()
        lead, laid = self._laid_out()
        clicked = next((word for end, word in laid if event.x < end), None)
        if clicked and event.x >= cell_len(lead) and isinstance(self.parent, Widget):
            self.parent.call_later(self.parent.run_action, clicked.action)


class DraftBar(Label):
    """Says that there is a draft; F4 or a click goes on with it."""

    DEFAULT_CSS = """
    DraftBar {
        width: 1fr; padding: 0 1; background: $panel; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, citation: str, opening: str) -> None:
        said = f"有没写完的批注（{citation}），按F4继续　"
        words = Content.assemble((said, "$warning"), (" ".join(opening.split()), "$muted"))
        super().__init__(words, id="draft-bar")

    def on_click(self, event: events.Click) -> None:
        """Go on with it."""
        event.stop()
        if isinstance(self.parent, Widget):
            self.parent.call_later(self.parent.run_action, "resume")
