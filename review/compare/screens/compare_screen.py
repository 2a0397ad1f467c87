"""对照: what was promised beside what was reported."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from content.errors import Problem
from content.facts.clauses import clause_around
from content.facts.comparison import Comparison
from content.facts.model import Fact, Leftover
from content.facts.pairing import Likeness, MeasurePair
from content.report import Report
from review.compare.listing import LABELS, years
from review.compare.screens.figure_desk import FigureDesk, Wanted, quote_span
from review.compare.screens.figure_list import FigureList, FigureQuote, ListEntry, figure_quote
from review.compare.screens.figure_screen import FigureScreen
from review.notes.model import Kind

_Item = MeasurePair | tuple[Report, Fact] | tuple[Report, Leftover]
"""A row, or with its report a figure that stands alone, or a number that was left out."""
_Group = tuple[str, list[_Item]]

_HINT = "都是原文。程序不计算，也不判断完成没有；拿不准的列在“可能相近”里。"


class CompareScreen(FigureScreen):
    """Lists the rows, and what stands alone; its result is where to go, or which note to write.

    Args:
        desk: The figures of the report that is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "side(0)", "结果", key_display="←"),
        Binding("right", "side(1)", "目标", key_display="→"),
        Binding("tab", "across", "两份报告", key_display="Tab"),
        Binding("f4", "note", "批注"),
        Binding("delete", "hide", "隐藏", key_display="Del"),
        Binding("8", "hidden", "已隐藏"),
        Binding("ctrl+z", "undo", "撤销", key_display="^Z"),
        Binding("escape,ctrl+d", "leave", "返回"),
    ]

    def __init__(self, desk: FigureDesk) -> None:
        super().__init__("对照")
        self._desk = desk
        self._found: Comparison | None = None
        self._shown: list[_Item | None] = []
        """What each entry of the list stands for."""
        self._shows_hidden = False

    def on_mount(self) -> None:
        """Have the figures read."""
        self.say("正在读报告里的数字……")
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        found = await self._desk.compared()
        try:
            await self._desk.read_kept(found.goals)
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
        self._found = found
        self._fill(self._desk.places.get("compare", 0))
        self.figures.switch_side(self._desk.side)

    # What is listed

    def _fill(self, cursor: int) -> None:
        found = self._found
        if found is None:
            return
        titles = "与".join(dict.fromkeys((found.goals.title, found.results.title)))
        self.heading.update(f"‹ 返回　对照　{titles}")
        self._shown, entries = [], []
        if not found.refusal:
            for title, rows in self._groups(found):
                entries.append(ListEntry(f"{title}（{len(rows)}）"))
                self._shown.append(None)
                entries += (self._entry(found, row) for row in rows)
                self._shown += rows
        self.figures.fill(entries, cursor)
        self.say(found.refusal or found.notice or _HINT, wrong=bool(found.refusal))
        self.refresh_bindings()

    def _groups(self, found: Comparison) -> list[_Group]:
        """The blocks with their rows; hidden rows are a block of their own."""
        visible = {kind: [r for r in found.rows(kind) if not self._is_hidden(r)] for kind in LABELS}
        if self._shows_hidden:
            return [("已隐藏", [row for row in found.pairing.rows if self._is_hidden(row)])]
        groups: list[_Group] = [(LABELS[kind], [*visible[kind]]) for kind in Likeness]
        groups.append(("只有目标", [(found.goals, fact) for fact in found.pairing.goals]))
        groups.append(("只有结果", [(found.results, fact) for fact in found.pairing.results]))
        groups.append(("没有列入的数字", [*found.left_out]))
        return groups

    def _is_hidden(self, row: MeasurePair) -> bool:
        goal = row.goal
        return self._desk.kept.hides(goal.paragraph, goal.start, row.result.quote)

    def _entry(self, found: Comparison, row: _Item) -> ListEntry:
        result, goal = years(found)
        if isinstance(row, MeasurePair):
            quotes = (
                figure_quote(found.results, row.result, result),
                figure_quote(found.goals, row.goal, goal),
            )
            return ListEntry(row.name, quotes, "　".join(row.marks))
        report, alone = row
        if isinstance(alone, Leftover):
            return ListEntry("", (_left_out(report, alone),))
        return ListEntry(alone.name or "（名目没有写在一起）", (figure_quote(report, alone),))

    # Choosing

    def action_side(self, side: int) -> None:
        """Choose the result or the goal of the row."""
        self._desk.side = side
        self.figures.switch_side(side)

    @on(FigureList.Moved)
    def _remember(self) -> None:
        self._desk.places["compare"] = self.figures.cursor

    @property
    def _row(self) -> _Item | None:
        at = self.figures.cursor
        return self._shown[at] if at < len(self._shown) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with the chosen row is not offered."""
        if action in ("hide", "side"):
            return isinstance(self._row, MeasurePair)
        if action == "hidden":
            return self._shows_hidden or bool(self._desk.kept.hidden())
        return action not in ("go", "note") or self._row is not None

    def _place(self, side: int) -> tuple[Report, int, tuple[int, int]] | None:
        """Report, paragraph and code points of the chosen row: its result (0) or its goal (1)."""
        row, found = self._row, self._found
        if row is None or found is None:
            return None
        if isinstance(row, MeasurePair):
            row = (found.goals, row.goal) if side else (found.results, row.result)
        report, alone = row
        if isinstance(alone, Leftover):
            return report, alone.paragraph, (alone.start, alone.end)
        return report, alone.paragraph, (alone.quote_start, alone.quote_end)

    # What the keys do

    def action_go(self) -> None:
        """Go to the chosen quote."""
        place = self._place(self.figures.side)
        if place is not None:
            report, paragraph, span = place
            self.dismiss(Wanted(report.id, paragraph, span))

    def action_note(self) -> None:
        """Write a note on the goal, with what was reported in its text."""
        row, found, place = self._row, self._found, self._place(1)
        if place is None or found is None:
            return
        body = ""
        if isinstance(row, MeasurePair):
            citation = found.results.paragraph(row.result.paragraph).citation
            body = f"{found.results.title}{citation}：“{row.result.quote}”。"
        report, paragraph, span = place
        self.dismiss(Wanted(report.id, paragraph, span, Kind.QUESTION, body))

    def action_across(self) -> None:
        """From one report to two of one place, and back."""
        self._switch()

    @work(exclusive=True)
    async def _switch(self) -> None:
        if not self._desk.across and not await self._desk.find_other():
            said = "书架上没有同一个地方前一年或后一年的报告。请先用^K书架、^O打开文件放上去。"
            self.say(said, wrong=True)
            return
        self._desk.across = not self._desk.across
        self._desk.places["compare"] = 0
        self._shows_hidden = False
        self._read()

    def action_hidden(self) -> None:
        """Show the rows that were hidden, or the others again."""
        self._shows_hidden = not self._shows_hidden
        self._fill(0)

    @work
    async def action_hide(self) -> None:
        """Hide the chosen row; show it again where the hidden ones are listed."""
        row, found = self._row, self._found
        if not isinstance(row, MeasurePair) or found is None:
            return
        known = [
            note
            for note in self._desk.kept.hidden()
            if note.body == row.result.quote and note.anchor.quote == row.goal.quote
        ]
        try:
            if known:
                await self._desk.change(lambda book: book.drop(known[0]), found.goals)
            else:
                span, result = quote_span(row.goal), row.result.quote
                await self._desk.change(lambda book: book.hide(span, result), found.goals)
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        self._fill(self.figures.cursor)
        self.say("这一行又列出来了。" if known else "已隐藏这一行；按^Z撤销，按8查看隐藏的行。")

    @work
    async def action_undo(self) -> None:
        """Take back the last row that was hidden or shown."""
        try:
            done = await self._desk.change(
                lambda book: book.undo(), self._found.goals if self._found else None
            )
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        self._fill(self.figures.cursor)
        self.say("已撤销。" if done else "没有可以撤销的改动。")

    def action_leave(self) -> None:
        """Return to the report, or to the rows that are not hidden."""
        if self._shows_hidden:
            self.action_hidden()
        else:
            self.dismiss(None)


def _left_out(report: Report, left: Leftover) -> FigureQuote:
    """A number that was left out, in its clause, and why."""
    paragraph = report.paragraph(left.paragraph)
    start, end = clause_around(paragraph.text, left.start)
    number = (left.start - start, min(left.end, end) - start)
    return FigureQuote(left.reason.value, paragraph.text[start:end], number, paragraph.citation)
