"""Writing the results to a file: in which form, to which path, and what it will hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from content.errors import Problem
from review.base import paths
from review.base.files import is_taken, write_out
from review.base.paper import Paper, plain_text
from review.voting.screens.questions import Confirm
from review.voting.screens.routing import Go, VotePlace
from review.voting.sheet.result_sheet import Sheet
from review.voting.sheet.sheet_export import to_csv, to_json, to_markdown, to_text
from review.voting.sheet.vote_papers import (
    Trials,
    announcement,
    ballot_paper,
    count_report,
    trials_paper,
)
from review.voting.vote import Vote
from review.widgets.choice_row import ChoiceRow
from review.widgets.line_input import Field, LineInput
from review.widgets.preview import Preview
from review.widgets.prose import Prose, ProseLine


class _Form(NamedTuple):
    """A file that can be written."""

    name: str
    ending: str
    text: str
    """What is shown before it is written."""
    stem: str = "票决结果"
    """What the name of the file begins with."""
    papers: Sequence[Paper] = ()
    """What a Word document is made of; else the file is the text."""

    @property
    def data(self) -> bytes:
        """All that the file holds."""
        if not self.papers:
            return self.text.encode("utf-8")
        from review.base.wordfile import word_file  # 0.2 s, with lxml

        return word_file(*self.papers)


def _forms(sheets: Sequence[Sheet], trials: Trials) -> list[_Form]:
    papers = {
        "计票报告单": [count_report(sheet) for sheet in sheets],
        "公告稿": [announcement(sheets)],
        "纸质选票": [ballot_paper(sheets[-1].ticket)],
    }
    if len(trials) > 1:
        papers["历次对照"] = [trials_paper(trials, is_last_open=True)]
    texts = {name: "\f".join(map(plain_text, made)) for name, made in papers.items()}
    return [
        _Form("文本（可打印）", "txt", to_text(sheets)),
        _Form("Markdown", "md", to_markdown(sheets)),
        _Form("CSV表格", "csv", to_csv(sheets)),
        _Form("JSON", "json", to_json(sheets)),
        *(
            _Form(f"{name}（Word）", "docx", texts[name], stem=name, papers=made)
            for name, made in papers.items()
        ),
        *(_Form(f"{name}（文本）", "txt", text, stem=name) for name, text in texts.items()),
    ]


class ResultExportPane(Vertical):
    """Writes the results of all rounds of a vote, of which at least one has been counted."""

    DEFAULT_CSS = """
    ResultExportPane {
        LineInput { background: $panel; }
        #export-said { padding: 0 1; }
    }
    """

    BINDINGS = [
        Binding("enter", "write", "写入", key_display="回车"),
        Binding("tab,down", "move", "换一栏", key_display="Tab"),
        Binding("shift+tab,up", "move", show=False),
        Binding("pagedown", "scroll(1)", show=False),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("escape", "close", "返回", key_display="Esc"),
    ]

    def __init__(self, vote: Vote) -> None:
        super().__init__()
        self._forms = _forms(vote.sheets, vote.trials)
        self._default = paths.document("票决结果", vote.report.title)
        self._form = ChoiceRow("格式", [form.name for form in self._forms])
        self._path = LineInput("文件")
        self._preview = Preview()
        self.action_scroll = self._preview.page

    def compose(self) -> ComposeResult:
        """Form, path, what came of it, and the preview."""
        yield self._form
        yield Field("文件", self._path)
        yield Prose(id="export-said")
        yield self._preview

    def on_mount(self) -> None:
        """Offer the printable form in the folder where one is."""
        self.screen.set_focus(self._form)
        self._chosen()

    @on(ChoiceRow.Changed)
    def _chosen(self) -> None:
        form = self._forms[self._form.taken]
        path = Path(self._path.value or self._default)
        known = {f".{each.ending}" for each in self._forms}
        bare = path.with_suffix("") if path.suffix in known else path
        stem = next((f.stem for f in self._forms if bare.name.startswith(f.stem)), "")
        if stem:
            bare = bare.with_name(form.stem + bare.name[len(stem) :])
        self._path.value = f"{bare}.{form.ending}"
        self.query_one("#export-said", Prose).say()
        self._preview.show(form.text.replace("\f", "\n"))

    def _say(self, text: str, style: str = "") -> None:
        self.query_one("#export-said", Prose).say(ProseLine(text, style))

    # What the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it is asked whether to overwrite, only that can be answered."""
        return not (action in ("move", "write") and self.query(Confirm))

    def action_move(self) -> None:
        """Go to the other line."""
        self.screen.set_focus(self._form if self._path.has_focus else self._path)

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_write()

    async def action_write(self) -> None:
        """Write the file, once it is sure that nothing is lost."""
        try:
            path = paths.typed(self._path.value or str(self._default))
            data = self._forms[self._form.taken].data
            is_there = is_taken(path)
        except Problem as problem:
            self._say(str(problem), "bold $error")
            return

        async def overwrite() -> None:
            await self._answered()
            self._write(path, data, overwrite=True)

        if is_there:
            await self.mount(Confirm("覆盖它", overwrite, f"{path}已经存在。"))
        else:
            self._write(path, data)

    async def _answered(self) -> None:
        await self.query(Confirm).remove()
        self.screen.set_focus(self._path)
        self.refresh_bindings()

    def _write(self, path: Path, data: bytes, *, overwrite: bool = False) -> None:
        try:
            write_out(path, data, overwrite=overwrite)
        except Problem as problem:
            self._say(str(problem), "bold $error")
        else:
            self._say(f"已写入 {path}", "bold $success")

    async def action_close(self) -> None:
        """Return to the results, or take the question back."""
        if self.query(Confirm):
            await self._answered()
        else:
            self.post_message(Go(VotePlace.COUNTING))
