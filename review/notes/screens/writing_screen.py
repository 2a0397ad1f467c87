"""Screens that show a text and write it into a file; the one for words that would be lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
from textual import events, on, work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from content.errors import Problem
from review.base import paths
from review.base.clipboard import put_on_clipboard
from review.base.desktop import show_folder
from review.base.files import free_path, is_taken, write_out
from review.notes.export.exporting import encode
from review.notes.model import Anchor
from review.notes.screens.marking import Written
from review.widgets.choice_row import ChoiceRow
from review.widgets.form_screen import FormScreen
from review.widgets.line_input import Field, LineInput
from review.widgets.preview import Preview

_Make = Callable[[], tuple[bytes, str]]
"""Gives the bytes of a file, and what there is to say of it."""

NARROW = 70
"""Columns below which the paper lies under what it is made of instead of beside it."""


class Choosing(Vertical):
    """Keeps in sight what one types in, also where what is said below takes rows away from it."""

    def on_resize(self) -> None:
        """Scroll to what has the focus, if that is in here."""
        focused = self.screen.focused
        if focused is not None and self in focused.ancestors:
            focused.scroll_visible(animate=False)


class WritingScreen(FormScreen[None]):
    """A paper, where it goes, and one row that stays when it is written."""

    BINDINGS = [
        Binding("ctrl+s", "write", "存为文件", key_display="^S"),
        Binding("ctrl+c", "copy_all", "复制全文", key_display="^C"),
        Binding("tab", "app.focus_next", "换栏", key_display="Tab"),
        Binding("shift+tab,up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pagedown", "page(1)", "翻看", key_display="PgUp/PgDn"),
        Binding("pageup", "page(-1)", show=False),
        Binding("escape", "leave", "返回"),
        Binding("enter", "open_folder", "打开文件夹", show=False),
    ]

    DEFAULT_CSS = """
    WritingScreen {
        #making { height: 1fr; }
        #form-saying { max-height: 40%; }
        #choosing { width: 45%; min-width: 34; }
        #choosing TickList { height: 1fr; border-top: none; }
        #making #preview { width: 1fr; border-top: none; border-left: solid $primary; }
        &.-narrow #making { layout: vertical; }
        &.-narrow #choosing { width: 1fr; height: 60%; overflow-y: auto; scrollbar-size: 1 1; }
        &.-narrow #preview { height: 1fr; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.rows: Sequence[Widget] = ()
        """What is chosen on top, such as the format."""
        self.choosing: Sequence[Widget] = ()
        """What stands beside the paper: what it is made of."""
        self.preview = Preview()
        self.action_page = self.preview.page
        self.text = ""
        """The whole paper as text; empty while there is none."""
        self.path_line = LineInput("文件名")
        self._suggested = ""
        """The path that was put in, unless the user has typed another."""
        self._asked_for = ""
        """The path that a second press would overwrite."""
        self.saved: Path | None = None
        self.is_copied = False

    def parts(self) -> ComposeResult:
        """What is chosen, the paper, where it goes."""
        yield from self.rows
        with Horizontal(id="making"):
            if self.choosing:
                yield Choosing(*self.choosing, id="choosing")
            yield self.preview
        yield Field("存到", self.path_line)
        yield self.saying

    def on_resize(self, event: events.Resize) -> None:
        """Lay the paper beside what it is made of, or under that."""
        self.set_class(event.size.width < NARROW, "-narrow")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.saved is not None:
            self.action_open_folder()
        elif event.input is self.path_line:
            self.action_write()
        else:
            self.submit(event.input)

    def submit(self, line: Input) -> None:
        """Go on from a line in which Enter was pressed; not that of the path."""
        self.focus_next()

    def action_write(self) -> None:
        """Write the paper into a file, by way of `write`."""
        raise NotImplementedError

    def suggest(self, path: Path) -> None:
        """Put a path in, unless the user has typed one."""
        self.saved = None
        if self.path_line.value == self._suggested:
            self.path_line.value = str(path)
        self._suggested = str(path)

    def write(self, make: _Make, ending: str) -> None:
        """Write the bytes that `make` gives in a thread, and say what it says, or its Problem.

        A file that is there is replaced when asked twice. `ending` has its dot.
        """
        try:
            # A name alone means the folder of what was suggested, not that of the terminal.
            path = Path(self._suggested).parent / paths.typed(self.path_line.value)
            if path.suffix.lower() != ending:
                self.say(f"文件名要以{ending}结尾。", wrong=True)
                return
            confirmed = self._asked_for == self.path_line.value
            if is_taken(path) and not confirmed:
                self._asked_for = self.path_line.value
                self.say("这个文件已经存在。再按一次Ctrl+S覆盖它，或改一个文件名。", wrong=True)
                return
        except Problem as problem:
            self.complain(problem)
            return
        self._write(make, path, confirmed)

    @work(exclusive=True, group="write", description="write")
    async def _write(self, make: _Make, path: Path, overwrite: bool) -> None:
        """Write the file, and let one row say what was written where."""
        try:
            data, said = await asyncio.to_thread(make)
            await asyncio.to_thread(write_out, path, data, overwrite=overwrite)
        except Problem as problem:
            self.complain(problem)
            return
        self.saved = path
        self._asked_for = ""
        self.say(f"已存（{said}）　回车 打开文件夹：{path}")
        self.set_focus(None)

    def complain(self, problem: Problem) -> None:
        """Say what is wrong and what to do, and only then where: a path may take all the room."""
        told = f"{problem.message}{problem.remedy}"
        where = str(problem).removesuffix(told).removesuffix("：")
        self.say(f"{told}{where}", wrong=True)

    # What the keys do

    def action_open_folder(self) -> None:
        """Show the folder of the file that was written."""
        if self.saved is not None and not show_folder(self.saved.parent):
            self.notify(f"请自己打开这个文件夹：{self.saved.parent}", timeout=10)

    def action_copy_all(self) -> None:
        """Put the whole paper on the clipboard."""
        if not self.text:
            self.say("还没有选，没有可以复制的。用空格选取。", wrong=True)
            return
        App.copy_to_clipboard(self.app, self.text)  # which says nothing of what came of it
        self._copy(self.text)

    # Without a description Textual makes one of the arguments, here of all that the paper says.
    @work(exclusive=True, group="copy", description="copy")
    async def _copy(self, text: str) -> None:
        """Put a text on the clipboard; where it is not there then, into a file as well."""
        said = f"已复制全文 {len(text)} 字。"
        self.is_copied = await asyncio.to_thread(put_on_clipboard, text)
        if not self.is_copied:
            said = f"已请终端复制全文 {len(text)} 字，有的终端不照办"
            try:
                path = free_path(paths.document("复制的全文", ending=".txt"))
                await asyncio.to_thread(write_out, path, encode(text).data)
                said += f"；同样的文字也存在 {path}"
            except Problem as problem:
                said += f"。另存成文件也没有成功：{problem}"
        self.notify(said, timeout=12)


_PLACES = {"主文件夹": Path.home, "桌面": platformdirs.user_desktop_path}


class RescueScreen(WritingScreen):
    """Holds the program at its end while words would be lost; Ctrl+Q once more lets them go."""

    AUTO_FOCUS = "#place"
    DEFAULT_CSS = "RescueScreen #making #preview { border-left: none; }"

    def __init__(self, passage: Anchor, written: Written, why: str) -> None:
        super().__init__("正在写的批注还没有存下")
        self.written = written
        self._why = why
        self._place = ChoiceRow("位置", list(_PLACES), id="place")
        self.rows = (self._place,)
        self._file = paths.document("没存下的批注", passage.citation, ending=".txt").name
        tags = f"标签：{'、'.join(written.tags)}\n" if written.tags else ""
        head = f"【{written.kind.label}】{passage.citation}\n原文：{passage.quote}\n\n"
        self.text = f"{head}{written.body}\n{tags}"

    def on_mount(self) -> None:
        """Offer a file, and say what else can be done."""
        self.preview.show(self.text)
        self._take_place()
        said = "按Ctrl+S存成文件，或按Ctrl+C复制；接着写请按Esc；不保留，请再按一次Ctrl+Q退出。"
        self.say(f"{said}{self._why}", wrong=True)

    @on(ChoiceRow.Changed)
    def _take_place(self) -> None:
        folder = tuple(_PLACES.values())[self._place.taken]()
        self.suggest(free_path(folder / self._file))

    @property
    def is_kept(self) -> bool:
        """Whether the words are in a file, or on the clipboard where they were read back."""
        return self.saved is not None or self.is_copied

    def action_write(self) -> None:
        """Write the words into the file."""
        self.write(lambda: (encode(self.text).data, f"{len(self.written.body)}字"), ".txt")
