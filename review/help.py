"""F1: what the keys do, in Chinese."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from review.commands import GENERAL, NOTES, READING, SELECTING, VOTING, Command, key_label
from review.config import Config
from review.reading.linebreak import break_rows

_INTRODUCTION = (
    "审议帮助您阅读政府工作报告：左边是目录，右边是正文，顶行是所在的出处和已读的比例。"
    "鼠标滚轮翻动正文，点目录即前往，按住左键拖过文字即可选中。"
    "使用中文输入法时，字母键到不了程序，请用同一行中的功能键、Ctrl组合键或全角符号。"
)

_VOTING = (
    "选票上：1或O赞成，2或X反对，3或退格弃权，上下键换项目，回车看报告原文，F8核对。"
    "投出前要依次按屏幕上给出的两个数字。也都可以用鼠标点。"
)

_WIDTH = 72
"""Cells of a row at most."""

_KEY_COLUMN = 22
"""Cells for the keys, where there is room for them beside what they do."""

_FRAME = 6
"""Cells that padding, scroll bar and a margin take away."""


class HelpScreen(ModalScreen[None]):
    """All keys, as they are set now.

    Args:
        config: The user's settings, whose keys take the place of the defaults.
    """

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        #help {
            width: auto;
            height: auto;
            max-height: 96%;
            padding: 1 2;
            background: $surface;
            scrollbar-size-vertical: 1;
            Static { width: auto; }
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,enter,f1", "dismiss", "关闭")]

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config

    def compose(self) -> ComposeResult:
        """One text, set for the width of the window."""
        with VerticalScroll(id="help"):
            yield Static()

    def on_resize(self) -> None:
        """Set the text anew."""
        width = max(10, min(_WIDTH, self.size.width - _FRAME))
        lines = [
            _title("审议　使用说明　（Esc 关闭）"),
            *_paragraph(_INTRODUCTION, width),
            Content(),
            _title("阅读"),
            *self._table(READING, width),
            Content(),
            _title("选取和批注"),
            *self._table((*SELECTING, *NOTES), width),
            Content(),
            _title("票决"),
            *self._table(VOTING, width),
            *_paragraph(_VOTING, width),
            Content(),
            _title("通用"),
            *self._table(GENERAL, width),
        ]
        self.query_one(Static).update(Content("\n").join(lines))

    def _table(self, commands: Sequence[Command], width: int) -> Iterator[Content]:
        for command in commands:
            keys = self._config.keys.get(command.id, ",".join(command.keys)).split(",")
            label = "  ".join(map(key_label, keys))
            beside = width >= 2 * _KEY_COLUMN and cell_len(label) < _KEY_COLUMN
            indent = _KEY_COLUMN if width >= 2 * _KEY_COLUMN else 2
            rows = list(_paragraph(command.help, width - indent))
            if beside:
                first, *rows = rows
                pad = " " * (indent - cell_len(label))
                yield Content.assemble((label, "bold"), pad, first)
            else:
                yield Content.assemble((label, "bold"))
            for row in rows:
                yield Content.assemble(" " * indent, row)


def _title(text: str) -> Content:
    return Content.styled(text, "bold $primary")


def _paragraph(text: str, width: int) -> Iterator[Content]:
    for start, end in break_rows(text, width):
        yield Content(text[start:end])
