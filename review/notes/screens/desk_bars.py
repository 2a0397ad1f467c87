"""Rows that rise below the page: what can be done with a passage, and a draft that was left."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
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
        return f" {self.key}{'' if self.label in _SIGNS and self.taken else ' '}{self.label} "


_SIGNS = frozenset(kind.sign for kind in KINDS)


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

    def _words(self, *, named: bool) -> list[MarkWord]:
        words = [
            MarkWord(str(at), kind.sign + kind.label * named, f"mark({at})", kind is self._taken)
            for at, kind in enumerate(KINDS, 1)
        ]
        words.append(MarkWord("F4", "写几句", "annotate"))
        words.append(MarkWord("^C", "复制带出处", "screen.copy_selection"))
        if self._has_words:
            words.append(MarkWord("F3", "查这几个字", "screen.find"))
        return words

    def _laid_out(self) -> list[tuple[int, int, MarkWord | None, str]]:
        """First cell, the cell behind the last, the button if it is one, and the text."""
        room = self.size.width
        words = self._words(named=True)
        lead = f" {self._about} "
        if cell_len(lead) + sum(cell_len(word.text) for word in words) > room:
            words = self._words(named=False)
        if cell_len(lead) + sum(cell_len(word.text) for word in words) > room:
            lead = ""
        laid: list[tuple[int, int, MarkWord | None, str]] = [(0, cell_len(lead), None, lead)]
        for word in words:
            at = laid[-1][1]
            if at + cell_len(word.text) <= room:
                laid.append((at, at + cell_len(word.text), word, word.text))
        return laid

    def render(self) -> Content:
        """The words that have room."""
        pieces: list[tuple[str, str]] = []
        for _start, _end, word, text in self._laid_out():
            if word is None:
                pieces.append((text, "bold"))
            elif word.taken:
                pieces.append((text, "reverse bold"))
            else:
                key, behind = text[: len(word.key) + 1], text[len(word.key) + 1 :]
                pieces += [(key, "bold $primary"), (behind, "")]
        return Content.assemble(*pieces)

    def on_click(self, event: events.Click) -> None:
        """Have the desk do what the word says that was clicked."""
        event.stop()
        for start, end, word, _text in self._laid_out():
            if word is not None and isinstance(self.parent, Widget) and start <= event.x < end:
                self.parent.call_later(self.parent.run_action, word.action)


class DraftBar(Horizontal):
    """Says that there is a draft; F4 or a click goes on with it."""

    DEFAULT_CSS = """
    DraftBar {
        height: 1;
        background: $panel;
        Label { padding: 0 1; color: $warning; }
        #draft-opening { width: 1fr; color: $muted; }
    }
    """

    def __init__(self, citation: str, opening: str) -> None:
        super().__init__(id="draft-bar")
        self._citation = citation
        self._opening = opening

    def compose(self) -> ComposeResult:
        """What to do, and which draft it is."""
        yield Label(f"有没写完的批注（{self._citation}），按F4继续", markup=False)
        yield Label(self._opening, id="draft-opening", markup=False)

    def on_click(self, event: events.Click) -> None:
        """Go on with it."""
        event.stop()
        if isinstance(self.parent, Widget):
            self.parent.call_later(self.parent.run_action, "annotate")
