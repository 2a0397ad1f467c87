"""对照: what was promised beside what was reported.

The rows are those of `content.facts.comparison`; this screen lists them, hides what the deputy does
not want to see, and leads to the quotes. From one report Tab leads to two of one place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import work
from textual.binding import Binding

from content.errors import Problem
from content.facts.clauses import clause_around
from content.facts.comparison import Comparison
from content.facts.model import Fact, Leftover
from content.facts.pairing import MeasurePair
from content.report import Report
from content.span import Span
from review.compare.listing import LABELS, years
from review.compare.screens.figure_desk import FigureDesk, Wanted
from review.compare.screens.figure_list import ListEntry, figure_quote, passage_quote
from review.compare.screens.figure_screen import FigureScreen
from review.compare.task_states import TaskBook
from review.notes.model import Kind

_Item = MeasurePair | tuple[Report, Fact] | tuple[Report, Leftover]
"""A row, or with its report a figure that stands alone, or a number that was left out."""
_Group = tuple[str, Sequence[_Item]]

_HINT = "都是原文。程序不计算，也不判断完成没有；拿不准的列在“可能相近”里。"


class CompareScreen(FigureScreen[_Item]):
    """Lists the rows, and what stands alone; its result is where to go, or which note to write."""

    BINDINGS = [
        Binding("left", "side(0)", "结果", key_display="←"),
        Binding("right", "side(1)", "目标", key_display="→"),
        Binding("tab", "across", "两份报告", key_display="Tab"),
        Binding("f4,ctrl+w", "note", "批注"),
        Binding("ctrl+x,delete", "hide", "隐藏", key_display="^X"),
        Binding("8", "hidden", "已隐藏"),
        Binding("ctrl+z", "undo", "撤销", key_display="^Z"),
        Binding("escape,ctrl+d", "leave", "返回"),
    ]

    def __init__(self, desk: FigureDesk) -> None:
        super().__init__("对照", desk.places)
        self._desk = desk
        self._found: Comparison | None = None
        """What is listed; None while it is being read."""
        self._shows_hidden = False
        """Whether the rows that were hidden are listed, and no others."""

    def on_mount(self) -> None:
        """Have the figures read."""
        self.say("正在读报告里的数字……")
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        """Have the figures compared, on another thread, and list them; an error is said instead."""
        self._found = None  # with what is listed until then nothing is done
        try:
            found = await self._desk.compared()
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        await self.read_kept(self._desk, found.goals)
        self._found = found
        titles = "与".join(dict.fromkeys((found.goals.title, found.results.title)))
        self.heading.update(f"‹ 返回　对照　{titles}")
        self.relist()
        self.figures.switch_side(self._desk.side)

    # What is listed

    def relist(self, cursor: int | None = None) -> None:
        """List the rows, or say why there are none."""
        found = self._found
        if found is not None:
            self.fill(() if found.refusal else self._groups(found), cursor)
            self.say(found.refusal or found.notice or _HINT, wrong=bool(found.refusal))

    def _groups(self, found: Comparison) -> list[_Group]:
        """The blocks with their rows; hidden rows are a block of their own."""
        if self._shows_hidden:
            return [("已隐藏", self._hidden(found))]
        return [
            *(
                (label, [row for row in found.rows(kind) if not self._is_hidden(row)])
                for kind, label in LABELS.items()
            ),
            ("只有目标", [(found.goals, fact) for fact in found.pairing.goals]),
            ("只有结果", [(found.results, fact) for fact in found.pairing.results]),
            ("没有列入的数字", [*found.left_out]),
        ]

    def _hidden(self, found: Comparison) -> list[MeasurePair]:
        return [row for row in found.pairing.rows if self._is_hidden(row)]

    def _is_hidden(self, row: MeasurePair) -> bool:
        return self._desk.kept.hiding(row.goal, row.result.quote) is not None

    def entry(self, item: _Item) -> ListEntry:
        """A row, or a figure that stands alone, or a number that was left out, in its clause."""
        if isinstance(item, MeasurePair):
            assert self._found is not None
            result, goal = years(self._found)
            quotes = (
                figure_quote(self._found.results, item.result, result),
                figure_quote(self._found.goals, item.goal, goal),
            )
            return ListEntry(item.name, quotes, "　".join(item.marks))
        report, alone = item
        if isinstance(alone, Fact):
            return ListEntry(alone.name or "（名目没有写在一起）", (figure_quote(report, alone),))
        start, end = clause_around(report.paragraph(alone.paragraph).text, alone.start)
        span = Span(alone.paragraph, start, alone.paragraph, end)
        number = (alone.start, alone.end)
        return ListEntry("", (passage_quote(report, span, number, alone.reason.value),))

    # Choosing

    def action_side(self, side: int) -> None:
        """Choose the result or the goal of the row."""
        self._desk.side = side
        super().action_side(side)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with the chosen row is not offered."""
        if action in ("hide", "side"):
            return isinstance(self.item, MeasurePair)
        if action == "hidden":
            return self._shows_hidden or bool(self._found and self._hidden(self._found))
        return action not in ("go", "note") or self.item is not None

    def _place(self, side: int) -> tuple[Report, Span] | None:
        """Where the chosen row stands: its result (0) or its goal (1).

        What stands alone has one place, whichever side is asked for. None while figures are read.
        """
        item, found = self.item, self._found
        if item is None or found is None:
            return None
        if isinstance(item, MeasurePair):
            item = (found.goals, item.goal) if side else (found.results, item.result)
        report, alone = item
        if isinstance(alone, Fact):
            return report, alone.quote_span
        return report, Span(alone.paragraph, alone.start, alone.paragraph, alone.end)

    # What the keys do

    @property
    def footer_labels(self) -> dict[str, str]:
        """What keys are called where they lead back."""
        back = {"across": "一份报告"} if self._desk.across else {}
        return back | ({"hidden": "没隐藏的"} if self._shows_hidden else {})

    def action_go(self) -> None:
        """Go to the chosen quote."""
        place = self._place(self.figures.side)
        if place is not None:
            report, span = place
            self.dismiss(Wanted(report.id, span))

    def action_note(self) -> None:
        """Write a note on the goal, with what was reported in its text.

        It is a question; of what stands alone it begins without words.
        """
        row, found, place = self.item, self._found, self._place(1)
        if place is None or found is None:
            return
        body = ""
        if isinstance(row, MeasurePair):
            citation = found.results.paragraph(row.result.paragraph).citation
            body = f"{found.results.title}{citation}：“{row.result.quote}”。"
        report, span = place
        self.dismiss(Wanted(report.id, span, Kind.QUESTION, body))

    @work(exclusive=True, group="across")  # lest the figures be read no further for that
    async def action_across(self) -> None:
        """From one report to two of one place, and back; said where the shelf has no second one."""
        if not self._desk.across and not await self._desk.find_other():
            said = "书架上没有同一个地方前一年或后一年的报告。请先按Ctrl+O打开文件，放上书架。"
            self.say(said, wrong=True)
            return
        self._desk.across = not self._desk.across
        self._places.pop(type(self).__name__, None)
        self._shows_hidden = False
        self._read()

    def action_hidden(self) -> None:
        """Show the rows that were hidden, or the others again."""
        self._shows_hidden = not self._shows_hidden
        self.relist(0)

    @work
    async def action_hide(self) -> None:
        """Hide the chosen row; show it again where the hidden ones are listed."""
        row = self.item
        if not isinstance(row, MeasurePair):
            return
        known = self._desk.kept.hiding(row.goal, row.result.quote)
        if known is not None:
            await self._change(lambda book: book.drop(known), "这一行又列出来了。")
        else:
            said = "已隐藏这一行；按Ctrl+Z撤销，按8查看隐藏的行。"
            await self._change(lambda book: book.hide(row.goal, row.result.quote), said)

    @work
    async def action_undo(self) -> None:
        """Take back the last row that was hidden or shown."""
        await self._change(lambda book: book.undo(), "已撤销。")

    async def _change(self, operation: Callable[[TaskBook], bool | None], said: str) -> None:
        """Have something changed, but not while other figures are being read."""
        if self._found is not None:
            await self.change(self._desk, operation, said)

    def action_leave(self) -> None:
        """Return to the report, or to the rows that are not hidden."""
        if self._shows_hidden:
            self.action_hidden()
        else:
            self.dismiss(None)
