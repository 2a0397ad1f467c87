"""Chinese sentences on a screen, broken by the rules of Chinese typesetting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from review.typography.linebreak import break_rows, cell_edges, printable


class ProseLine(NamedTuple):
    """One paragraph of a text."""

    text: str
    style: str = ""
    """In Textual's notation, such as `bold $primary`."""
    hang: int = 0
    """Cells by which the second and later rows are set in."""


class Scroll(VerticalScroll, inherit_bindings=False):
    """Scrolls a text that may be longer than the screen; the keys belong to what holds it."""

    DEFAULT_CSS = "Scroll { padding: 0 1; scrollbar-size-vertical: 1; }"

    def by_rows(self, rows: int) -> None:
        """Scroll at once."""
        self.scroll_to(y=round(self.scroll_y) + rows, animate=False, force=True)

    def by_pages(self, pages: int) -> None:
        """Scroll at once by what is seen, less a row to go on from."""
        self.by_rows(pages * max(1, self.size.height - 1))


class ReadingScroll(Scroll, can_focus=True):
    """Scrolls a text with the keys, as long as it has the focus."""

    BINDINGS = [
        Binding("up", "by_rows(-1)", show=False),
        Binding("down", "by_rows(1)", show=False),
        Binding("pageup", "by_pages(-1)", show=False),
        Binding("pagedown,space", "by_pages(1)", show=False),
        Binding("home", "by_rows(-99999)", show=False),
        Binding("end", "by_rows(99999)", show=False),
    ]

    action_by_rows, action_by_pages = Scroll.by_rows, Scroll.by_pages


class Prose(Widget):
    """A few paragraphs, as high as they need."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Prose { width: 1fr; height: auto; }"

    def __init__(
        self, lines: Sequence[ProseLine] = (), *, id: str | None = None, centred: bool = False
    ) -> None:
        super().__init__(id=id)
        self._lines = list(lines)
        self._centred = centred

    def say(self, *lines: ProseLine) -> None:
        """Show other paragraphs; with none the widget takes no row."""
        if list(lines) != self._lines:
            self._lines = list(lines)
            self.refresh(layout=True)

    @property
    def text(self) -> str:
        """All it says, a paragraph on each line."""
        return "\n".join(line.text for line in self._lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as the paragraphs take at this width."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows, each set on its own."""
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        return [row for line in self._lines for row in set_rows(line, width, self._centred)]


def set_rows(line: ProseLine, width: int, centred: bool = False) -> list[Content]:
    """Break a paragraph into rows of so many cells, one at least; `centred` leaves no `hang`."""
    text = printable(line.text)
    rows = []
    for start, end in break_rows(text, max(1, width - line.hang), -line.hang):
        row = text[start:end]
        indent = line.hang if start else 0
        if centred:
            indent = max(0, width - cell_edges(row)[-1]) // 2
        rows.append(Content.assemble(" " * indent, (row, line.style)))
    return rows
