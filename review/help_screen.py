"""F1: what the keys do, in Chinese, all of it or what has the words that are typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from review.manual import CHAPTERS, Chapter, Use
from review.settings.config import Config
from review.settings.key_names import key_label, meant_character
from review.settings.key_table import Command
from review.widgets.form_screen import OverScreen
from review.widgets.key_bar import KeyBar
from review.widgets.line_input import LineInput
from review.widgets.prose import ProseLine, Scroll, set_rows

_SPOKEN = {
    "up": "上键 上下键 方向键",
    "down": "下键 上下键 方向键",
    "left": "左键 左右键 方向键",
    "right": "右键 左右键 方向键",
    "pageup": "PageUp 上翻页",
    "pagedown": "PageDown 下翻页",
    "enter": "Enter",
    "escape": "Escape",
    "space": "Space",
    "backspace": "Backspace",
    "delete": "Delete",
    "minus": "减号",
    "plus": "加号",
}
"""How keys are called by those who type what they look for, where it is not what is printed."""

_WIDTH = 72
"""Cells of a row at most."""

_KEY_COLUMN = 22
"""Cells for the keys, where there is room for them beside what they do."""

_FRAME = 7
"""Cells that padding, scroll bar and a margin take away."""

_AROUND = 6
"""Rows of the frame, the title, the line to type in, and the keys below."""


_HelpRow: TypeAlias = "tuple[Content, Command | None]"
"""A row, and the command that it tells of."""


class HelpScreen(ModalScreen[str], OverScreen[str]):
    """All keys, as they are set now, from a chapter on, under a line that says what to look for.

    Its result is the action of a command that was clicked, if one was.
    """

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        #help {
            height: auto;
            padding: 0 1;
            background: $surface;
            border: round $primary;
            LineInput { width: 1fr; margin-bottom: 1; background: $panel; }
            Scroll { height: auto; padding: 0; }
        }
    }
    """

    BINDINGS = [
        Binding("escape,f1", "dismiss", "关闭"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pagedown", "page(1)", "翻看"),
        Binding("pageup", "page(-1)", show=False),
        Binding("ctrl+p", "dismiss('command_palette')", "更多"),
    ]

    def __init__(self, config: Config, chapter: str = "") -> None:
        super().__init__()
        self._config = config
        self._rows: list[_HelpRow] = []
        self._starts: dict[int, str] = {}
        """The chapters by their first rows."""
        self._place: tuple[str, int] | None = (chapter, 0)
        """A chapter and a row in it to scroll to; None where one is."""
        self._wanted: list[str] = []
        """Words to look for, folded."""
        self._scroll = Scroll(Static(id="keys-and-uses"), can_focus=False)
        self.action_scroll, self.action_page = self._scroll.by_rows, self._scroll.by_pages

    def compose(self) -> ComposeResult:
        """The line to type in, and one text, set for the width of the window."""
        with Vertical(id="help"):
            yield Static(Content.styled("使用说明", "bold $primary"))
            yield LineInput("输入要找的，如：批注　F4　导出")
            yield self._scroll
        yield KeyBar()

    def on_resize(self) -> None:
        """Set the text anew, at the chapter that one reads."""
        if self._place is None:
            start = max(row for row in self._starts if row <= self._scroll.scroll_y)
            self._place = self._starts[start], round(self._scroll.scroll_y) - start
        self._set()
        self.call_after_refresh(self._return)

    def _return(self) -> None:
        chapter, row = self._place or ("", 0)
        starts = [start for start, title in self._starts.items() if title == chapter]
        if starts:
            self._scroll.scroll_to(y=starts[0] + row, animate=False, immediate=True)
        self._place = None

    def _set(self) -> None:
        width = max(10, min(_WIDTH, self.size.width - _FRAME))
        self.query_one("#help").styles.width = width + _FRAME - 1
        self._scroll.styles.max_height = max(1, self.size.height - _AROUND)
        rows: list[_HelpRow] = []
        self._starts = {}
        for chapter in CHAPTERS:
            self._starts[len(rows)] = chapter.title
            rows += self._chapter(chapter, width)
        if not rows:
            nothing = ProseLine("没有这样的说明。请换一个词，或删去后看全部。")
            rows = [(row, None) for row in set_rows(nothing, width)]
        self._rows = rows
        self.query_one("#keys-and-uses", Static).update(Content("\n").join(row[0] for row in rows))

    def on_click(self, event: events.Click) -> None:
        """Carry out the command whose row was clicked."""
        text = self.query_one("#keys-and-uses", Static)
        row = event.screen_y - text.region.y
        seen = self._scroll.region.contains_point(event.screen_offset)
        command = self._rows[row][1] if seen and 0 <= row < len(self._rows) else None
        if command is not None:
            self.dismiss(command.action)

    @on(LineInput.Changed)
    def _changed(self, changed: LineInput.Changed) -> None:
        # One sign of Chinese punctuation is the key that sends it.
        words = _folded(changed.value).split()
        self._wanted = [(len(word) == 1 and meant_character(word)) or word for word in words]
        self._set()
        self._scroll.scroll_home(animate=False)

    def _chapter(self, chapter: Chapter, width: int) -> list[_HelpRow]:
        """The rows of a chapter, of what is wanted of it; none if it has nothing of that."""
        rows: list[_HelpRow] = [
            (row, entry if isinstance(entry, Command) else None)
            for entry in chapter.entries
            if self._is_wanted(f"{chapter.title} {entry.label} {entry.help}", self._keys(entry))
            for row in self._entry(entry, width)
        ]
        for remark in chapter.remarks:
            if self._is_wanted(f"{chapter.title} {remark}", []):
                rows += ((row, None) for row in set_rows(ProseLine(remark), width))
        title = Content.styled(chapter.title, "bold $primary")
        return [(title, None), *rows, (Content(), None)] if rows else []

    def _is_wanted(self, text: str, keys: Sequence[str]) -> bool:
        """Whether all the words stand in a text or name its keys; F1 is not found in F10."""
        text = _folded(text)
        labels = [_folded(key_label(key)) for key in keys]
        spoken = " ".join(_SPOKEN.get(key.split("+")[-1], "") for key in keys)
        spoken = _folded(f"{' '.join(labels)} {spoken}")
        return all(
            word in text or (word in labels if word in _LABELS else word in spoken)
            for word in self._wanted
        )

    def _keys(self, entry: Command | Use) -> Sequence[str]:
        """Keys by Textual's names, as they are set now."""
        return entry.keys if isinstance(entry, Use) else self._config.keys_of(entry)

    def _entry(self, entry: Command | Use, width: int) -> Iterator[Content]:
        """The rows of an entry: the keys beside what they do, or above it where room is scarce."""
        shown = entry.shown if isinstance(entry, Use) else ""
        label = shown or "  ".join(map(key_label, self._keys(entry)))
        beside = width >= 2 * _KEY_COLUMN and cell_len(label) < _KEY_COLUMN
        indent = _KEY_COLUMN if width >= 2 * _KEY_COLUMN else 2
        rows = set_rows(ProseLine(entry.help), width - indent)
        if beside:
            first, *rows = rows
            pad = " " * (indent - cell_len(label))
            yield Content.assemble((label, "bold"), pad, first)
        else:
            yield Content.assemble((label, "bold"))
        for row in rows:
            yield Content.assemble(" " * indent, row)


def _folded(text: str) -> str:
    """Text in which full-width letters, capitals and ^Q for Ctrl+Q are no difference."""
    return unicodedata.normalize("NFKC", text).casefold().replace("^", "ctrl+")


_LABELS = frozenset(
    _folded(key_label(key))
    for chapter in CHAPTERS
    for entry in chapter.entries
    for key in entry.keys
)
"""What stands on keys: somebody who types one wants this key."""
