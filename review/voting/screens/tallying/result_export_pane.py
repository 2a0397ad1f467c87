"""Writing the results to a file: in which form, to which path, and what it will hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input, Label

from content.errors import Problem
from review.base import paths
from review.base.files import is_taken, write_out
from review.base.paper import Paper, plain_text
from review.base.wordfile import word_file
from review.typography.linebreak import printable
from review.voting.screens.confirm_line import Confirm
from review.voting.screens.rules_pane import Choosing
from review.voting.sheet.result_sheet import Sheet
from review.voting.sheet.sheet_export import to_csv, to_json, to_markdown, to_text
from review.voting.sheet.vote_papers import announcement, ballot_paper, count_report
from review.widgets.line_input import LineInput
from review.widgets.prose import Prose, ProseLine, Scroll

_SHOWN = 200
"""Lines of the preview at most."""


_Text = Callable[[Sequence[Sheet]], str]


class _Form(NamedTuple):
    name: str
    ending: str
    text: Callable[[Sequence[Sheet]], str]
    stem: str = "票决结果"
    """What the name of the file begins with."""
    papers: Callable[[Sequence[Sheet]], list[Paper]] | None = None
    """What a Word document is made of; else the file is the text."""

    def data(self, sheets: Sequence[Sheet]) -> bytes:
        """All that the file holds."""
        if self.papers is not None:
            return word_file(*self.papers(sheets))
        return self.text(sheets).encode("utf-8")


def _reports(sheets: Sequence[Sheet]) -> list[Paper]:
    return [count_report(sheet) for sheet in sheets]


def _announcement(sheets: Sequence[Sheet]) -> list[Paper]:
    return [announcement(sheets)]


def _ballots(sheets: Sequence[Sheet]) -> list[Paper]:
    return [ballot_paper(sheets[-1].ticket)]


def _text_of(papers: Callable[[Sequence[Sheet]], list[Paper]]) -> _Text:
    return lambda sheets: "\f".join(plain_text(paper) for paper in papers(sheets))


_PAPERS = (("计票报告单", _reports), ("公告稿", _announcement), ("纸质选票", _ballots))

_FORMS = (
    _Form("文本（可打印）", "txt", to_text),
    _Form("Markdown", "md", to_markdown),
    _Form("CSV表格", "csv", to_csv),
    _Form("JSON", "json", to_json),
    *(
        _Form(f"{name}（Word）", "docx", _text_of(made), stem=name, papers=made)
        for name, made in _PAPERS
    ),
    *(_Form(f"{name}（文本）", "txt", _text_of(made), stem=name) for name, made in _PAPERS),
)


class ExportPane(Vertical):
    """Writes the results of all rounds.

    Args:
        sheets: The results.
        path: Where the file goes unless told otherwise, without its ending.
    """

    DEFAULT_CSS = """
    ExportPane {
        padding: 0 1;
        Horizontal { height: 1; }
        Label { width: 6; }
        LineInput { width: 1fr; background: $panel; }
        #preview { height: 1fr; background: $surface; padding: 0 1; scrollbar-size-vertical: 1; }
        #export-said { height: auto; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write", "写入", key_display="回车"),
        Binding("tab,down", "move", "换一栏", key_display="Tab"),
        Binding("shift+tab,up", "move", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("escape", "close", "返回", key_display="Esc"),
    ]

    class Closed(Message):
        """The export is over."""

    def __init__(self, sheets: Sequence[Sheet], path: Path) -> None:
        super().__init__()
        self._sheets = sheets
        self._default = path
        self._form = Choosing([form.name for form in _FORMS], 0)
        self._path = LineInput("文件")
        self._asked_for = Path(), b""
        """The file that is written, or would be overwritten, and all that it would hold."""

    def compose(self) -> ComposeResult:
        """Form, path, what came of it, and the preview."""
        with Horizontal():
            yield Label("格式", markup=False)
            yield self._form
        with Horizontal():
            yield Label("文件", markup=False)
            yield self._path
        yield Prose(id="export-said")
        with Scroll(id="preview", can_focus=False):
            yield Prose(id="preview-text")

    def on_mount(self) -> None:
        """Offer the printable form in the folder where one is."""
        self.screen.set_focus(self._form)
        self._chosen()

    @on(Choosing.Changed)
    def _chosen(self) -> None:
        form = _FORMS[self._form.at]
        known = {f".{other.ending}" for other in _FORMS}
        path = Path(self._path.value or self._default)
        bare = path.with_suffix("") if path.suffix in known else path
        for stem in {other.stem for other in _FORMS}:
            if bare.name.startswith(stem):
                bare = bare.with_name(form.stem + bare.name[len(stem) :])
                break
        self._path.value = f"{bare}.{form.ending}"
        lines = form.text(self._sheets).replace("\f", "\n").splitlines()
        shown = [ProseLine(printable(line)) for line in lines[:_SHOWN]]
        if len(lines) > _SHOWN:
            shown.append(ProseLine(f"（以下还有{len(lines) - _SHOWN}行）", "$muted"))
        self.query_one("#preview-text", Prose).say(*shown)

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#export-said", Prose).say(ProseLine(text, style))

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is asked whether to overwrite, only that can be answered."""
        return not (action in ("move", "write") and self.query(Confirm))

    def action_move(self) -> None:
        """Go to the other line."""
        self.screen.set_focus(self._form if self._path.has_focus else self._path)

    def action_scroll(self, rows: int) -> None:
        """Look through the preview."""
        preview = self.query_one("#preview")
        preview.scroll_to(y=preview.scroll_y + rows, animate=False)

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_write()

    async def action_write(self) -> None:
        """Write the file, once it is sure that nothing is lost."""
        form = _FORMS[self._form.at]
        try:
            path = paths.typed(self._path.value or str(self._default))
            self._asked_for = path, form.data(self._sheets)
            if is_taken(path):
                await self.mount(Confirm("覆盖它", f"{path}已经存在。"))
            else:
                self._write(overwrite=False)
        except Problem as problem:
            self._say(str(problem), "bold $error")

    @on(Confirm.Confirmed)
    async def _confirmed(self, confirmed: Confirm.Confirmed) -> None:
        confirmed.stop()
        await self.query(Confirm).remove()
        self.screen.set_focus(self._path)
        try:
            self._write(overwrite=True)
        except Problem as problem:
            self._say(str(problem), "bold $error")
        self.refresh_bindings()

    def _write(self, *, overwrite: bool) -> None:
        path, data = self._asked_for
        write_out(path, data, overwrite=overwrite)
        self._say(f"已写入 {path}", "bold $success")

    async def action_close(self) -> None:
        """Return to the results, or take the question back."""
        if self.query(Confirm):
            await self.query(Confirm).remove()
            self.screen.set_focus(self._path)
            self.refresh_bindings()
        else:
            self.post_message(self.Closed())
