"""F1: what the keys do, in Chinese, all of it or what has the words that are typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from review.commands import GENERAL, NOTES, READING, SELECTING, SHELF, VOTING, Command, key_label
from review.config import Config
from review.lineinput import LineInput
from review.reading.linebreak import break_rows, printable


class Chapter(NamedTuple):
    """Commands that belong together, and what there is to know besides."""

    title: str
    commands: Sequence[Command]
    remarks: tuple[str, ...] = ()


CHAPTERS = (
    Chapter(
        "开始",
        (),
        (
            "审议帮助您阅读政府工作报告：左边是目录，右边是正文，顶行是所在的出处和已读的比例。",
            "鼠标滚轮翻动正文，点目录即前往，按住左键拖过文字即可选中。屏幕底行的按键也可以用鼠标点。",
            "使用中文输入法时，字母键到不了程序，请用同一行中的功能键、Ctrl组合键或全角符号。",
        ),
    ),
    Chapter(
        "阅读",
        READING,
        ("检索时：边输入边出结果，上下键选择，回车前往，Tab换范围，Ctrl+T检索全部报告，Esc返回。",),
    ),
    Chapter("选取", SELECTING),
    Chapter(
        "批注",
        NOTES,
        (
            "写批注时：F2换类别，Tab换栏，Ctrl+S或F4保存，Esc返回；没写完的会留着。",
            "批注列表中：上下键选择，回车看原文，F4修改，Del删除，Tab换类别，输入文字筛选。",
            "导出时：Tab换一栏，左右键换选项，PgUp、PgDn翻看预览，Ctrl+S或F7写成文件。",
        ),
    ),
    Chapter(
        "别的报告",
        SHELF,
        (
            "打开文件后先列出读到的标题、各部分和存疑之处，按Ctrl+S才放上书架；按Esc不要。",
            "书架上：上下键选择，回车打开，F2改名，Del移除，F8看移除的；批注各归各的报告。",
        ),
    ),
    Chapter(
        "票决",
        VOTING,
        (
            "选票上：1或O赞成，2或X反对，3或退格弃权，上下键换项目，回车看报告原文，F8核对。",
            "投出前要依次按屏幕上给出的两个数字。也都可以用鼠标点。",
        ),
    ),
    Chapter(
        "通用",
        GENERAL,
        ("在终端里输入“shenyi --help”看命令行的用法，“shenyi doctor”检查是否完好。",),
    ),
)

_WIDTH = 72
"""Cells of a row at most."""

_KEY_COLUMN = 22
"""Cells for the keys, where there is room for them beside what they do."""

_FRAME = 6
"""Cells that padding, scroll bar and a margin take away."""


class HelpScreen(ModalScreen[None]):
    """All keys, as they are set now, under a line that says what to look for.

    Args:
        config: The user's settings, whose keys take the place of the defaults.
    """

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        #help {
            height: auto;
            max-height: 96%;
            padding: 0 1;
            background: $surface;
            border: round $primary;
            LineInput { width: 1fr; margin-bottom: 1; background: $panel; }
            VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "dismiss", "关闭"),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
        Binding("pagedown", "scroll(12)", show=False),
    ]

    def __init__(self, config: Config) -> None:
        super().__init__()
        self._config = config
        self._wanted: list[str] = []
        """Words to look for, folded."""

    def compose(self) -> ComposeResult:
        """The line to type in, and one text, set for the width of the window."""
        with Vertical(id="help"):
            yield Static(_title("审议　使用说明　（Esc 关闭，上下键翻看）"))
            yield LineInput("输入要找的，如：批注　F4　导出")
            with VerticalScroll(can_focus=False):
                yield Static(id="keys-and-uses")

    def on_resize(self) -> None:
        """Set the text anew."""
        width = max(10, min(_WIDTH, self.size.width - _FRAME))
        self.query_one("#help").styles.width = width + _FRAME - 1
        lines = [line for chapter in CHAPTERS for line in self._chapter(chapter, width)]
        if not lines:
            lines = list(_paragraph("没有这样的说明。请换一个词，或删去后看全部。", width))
        self.query_one("#keys-and-uses", Static).update(Content("\n").join(lines))

    @on(LineInput.Changed)
    def _changed(self, changed: LineInput.Changed) -> None:
        self._wanted = _folded(changed.value).split()
        self.on_resize()
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, rows: int) -> None:
        """Move the text by some rows."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False, immediate=True)

    def _chapter(self, chapter: Chapter, width: int) -> Iterator[Content]:
        """The rows of a chapter, of what is wanted of it; none if it has nothing of that."""
        rows = [
            row
            for command in chapter.commands
            if self._is_wanted(chapter, command.label, command.help, self._keys(command))
            for row in self._entry(command, width)
        ]
        for remark in chapter.remarks:
            if self._is_wanted(chapter, remark):
                rows += _paragraph(remark, width)
        if rows:
            yield _title(chapter.title)
            yield from rows
            yield Content()

    def _is_wanted(self, chapter: Chapter, *texts: str) -> bool:
        text = _folded(" ".join((chapter.title, *texts)))
        return all(word in text for word in self._wanted)

    def _keys(self, command: Command) -> str:
        keys = self._config.keys.get(command.id, ",".join(command.keys)).split(",")
        return "  ".join(map(key_label, keys))

    def _entry(self, command: Command, width: int) -> Iterator[Content]:
        label = self._keys(command)
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


def _folded(text: str) -> str:
    """Text in which full-width letters and capitals are no difference."""
    return unicodedata.normalize("NFKC", text).casefold()


def _title(text: str) -> Content:
    return Content.styled(text, "bold $primary")


def _paragraph(text: str, width: int) -> Iterator[Content]:
    shown = printable(text)
    for start, end in break_rows(shown, width):
        yield Content(shown[start:end])
