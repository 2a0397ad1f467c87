"""任务清单: what the report promises, and what the deputy keeps of it."""

from __future__ import annotations

from itertools import groupby
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from content.errors import Problem
from content.facts.commitments import Commitment, Vague, commitments, vague
from content.facts.model import Fact
from content.report import Report
from review.compare.screens.figure_desk import FigureDesk, Wanted
from review.compare.screens.figure_list import FigureList, ListEntry, Quote
from review.compare.task_states import KeptTask, TaskState
from review.notes.model import Kind
from review.widgets.form_screen import FormScreen
from review.widgets.key_bar import Keys
from review.widgets.line_input import LineInput

_STATES = tuple(TaskState)
_ADVICE = "建议写明：数量、完成时限、责任单位。"
_HINT = "空格换状态。输入字词或主题可筛选；按Tab看没有写数字、时限的。"
_VAGUE_HINT = "目标部分没有写数字、时限的句子。按F4写修改意见。"

_NEXT = "下一年报告怎么说"
_Item = Commitment | KeptTask | Vague


class TasksScreen(FormScreen[Wanted]):
    """Lists the tasks; its result is where to go, or which note to write.

    Args:
        desk: The figures of the report that is open.
        words: What to look for at first.
    """

    DEFAULT_CSS = """
    TasksScreen {
        #task-words { height: 1; padding: 0 1; background: $panel; }
    }
    """
    AUTO_FOCUS = "#tasks"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "state", "换状态", key_display="空格"),
        Binding("enter", "go", "到原文", key_display="回车"),
        Binding("tab", "vague", "没写数字的", key_display="Tab"),
        Binding("f3", "filter", "筛选"),
        Binding("f2", "topic", "主题"),
        Binding("f7", "number", "有无数字"),
        Binding("f4", "note", "批注"),
        Binding("f6", "words", "记一句"),
        Binding("ctrl+z", "undo", "撤销", key_display="^Z"),
        Binding("escape,ctrl+l", "leave", "返回"),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("left", "side(0)", show=False),
        Binding("right", "side(1)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]

    def __init__(self, desk: FigureDesk, words: str = "") -> None:
        super().__init__("‹ 返回　任务清单")
        self._desk = desk
        self._report: Report = desk.report
        self._list = FigureList("tasks")
        self._line = LineInput("字词、主题或状态，如：养老、有疑问")
        self._line.id = "task-words"
        self._words = words
        self._topic = ""
        self._number: bool | None = None
        self._tasks: list[Commitment] = []
        self._vague: list[Vague] = []
        self._answers: dict[tuple[int, int], Fact] | None = None
        """What next year's report says, if there is one on the shelf."""
        self._shows_vague = False
        self._shown: list[_Item | None] = []
        self._written_on: Commitment | KeptTask | None = None
        """The task for which words are being typed."""

    def compose(self) -> ComposeResult:
        """What to look for, and the tasks."""
        yield self.heading
        yield self.saying
        yield self._line
        yield self._list
        yield Keys()

    def on_mount(self) -> None:
        """Have the tasks read."""
        self._line.value = self._words
        self.say("正在读报告里的数字……")
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        import asyncio

        book = self._desk.book
        self._tasks = await asyncio.to_thread(commitments, book)
        self._vague = await asyncio.to_thread(vague, book)
        try:
            await self._desk.read_kept()
        except Problem as problem:
            self.notify(str(problem), severity="error", timeout=15, markup=False)
        self._fill(self._desk.places.get("tasks", 0))
        self._answers = await self._desk.answers()
        if self._answers is not None:
            self._fill(self._list.cursor)

    # What is listed

    def _fill(self, cursor: int) -> None:
        entries: list[ListEntry] = []
        self._shown = []
        for heading, items in self._groups():
            entries.append(ListEntry(f"{heading}（{len(items)}）"))
            self._shown.append(None)
            entries += map(self._entry, items)
            self._shown += items
        self._list.fill(entries, cursor)
        count = sum(item is not None for item in self._shown)
        what = "没有写数字、时限的" if self._shows_vague else "任务清单"
        chosen = "　".join(filter(None, (self._topic, self._numbers)))
        self.heading.update(f"‹ 返回　{what}　{count} 项　{chosen}")
        if not count:
            self.say("没有符合条件的。按Esc清除筛选。")
        else:
            self.say(_VAGUE_HINT if self._shows_vague else _HINT)
        self.refresh_bindings()

    @property
    def _numbers(self) -> str:
        return {None: "", True: "写了数字的", False: "没有写数字的"}[self._number]

    def _groups(self) -> list[tuple[str, list[_Item]]]:
        """The tasks, or the vague sentences, by the heading they stand under."""
        items: list[_Item] = [*self._vague] if self._shows_vague else [*self._tasks]
        wanted = [item for item in items if self._is_wanted(item)]
        groups = [
            (heading, list(group))
            for heading, group in groupby(wanted, lambda item: self._heading(_place(item)[0]))
        ]
        mine: list[_Item] = [] if self._shows_vague else [*self._desk.kept.added()]
        lost: list[_Item] = [] if self._shows_vague else [*self._desk.kept.orphans()]
        return groups + [pair for pair in (("自己加的", mine), ("原文已删", lost)) if pair[1]]

    def _heading(self, paragraph: int) -> str:
        section = self._report.paragraph(paragraph).section
        return self._report.node(section).text if section else self._report.title

    def _is_wanted(self, item: _Item) -> bool:
        words = self._line.value.split()
        paragraph, start, end = _place(item)
        text = self._report.paragraph(paragraph).text[start:end] + self._heading(paragraph)
        if isinstance(item, Commitment):
            known = self._desk.kept.of(item)
            text += item.topic + (known.state if known else TaskState.OPEN).value
            if self._topic and item.topic != self._topic:
                return False
            if self._number is not None and self._number != (item.fact is not None):
                return False
        return all(word in text for word in words)

    def _entry(self, item: _Item) -> ListEntry:
        if isinstance(item, KeptTask):
            anchor = item.note.anchor
            quote = Quote("", anchor.quote.replace("\n", ""), (0, 0), anchor.citation)
            return ListEntry(_title(item, "自选"), (quote,), item.words)
        paragraph, start, end = _place(item)
        text = self._report.paragraph(paragraph).text[start:end]
        citation = self._report.paragraph(paragraph).citation
        if isinstance(item, Vague):
            return ListEntry("", (Quote("", text, (0, 0), citation),))
        number = (item.fact.start - start, item.fact.end - start) if item.fact else (0, 0)
        known = self._desk.kept.of(item)
        quotes = (Quote("", text, number, citation), *self._answer(item))
        return ListEntry(_title(known, item.topic), quotes, known.words if known else "")

    def _answer(self, task: Commitment) -> tuple[Quote, ...]:
        """What next year's report says of a task."""
        fact, other = self._answer_to(task), self._desk.other
        if self._answers is None or other is None or task.fact is None:
            return ()
        if fact is None:
            return (Quote(_NEXT, "没有找到对应的数字", (0, 0), ""),)
        number = (fact.start - fact.quote_start, fact.end - fact.quote_start)
        citation = other.report.paragraph(fact.paragraph).citation
        return (Quote(_NEXT, fact.quote, number, citation),)

    def _answer_to(self, task: Commitment) -> Fact | None:
        known = self._answers or {}
        return known.get((task.paragraph, task.fact.start)) if task.fact else None

    # Choosing

    def action_move(self, entries: int) -> None:
        """Choose a task some tasks on."""
        self._list.move(entries)

    def action_page(self, direction: int) -> None:
        """Choose a task about a screen on."""
        self._list.move_page(direction)

    def action_side(self, side: int) -> None:
        """Choose the task, or what next year's report says of it."""
        self._list.switch_side(side)

    @on(FigureList.Moved)
    def _moved(self) -> None:
        self._desk.places["tasks"] = self._list.cursor
        self.refresh_bindings()

    @on(events.Click, "#form-title")
    def _title_clicked(self) -> None:
        self.action_leave()

    @property
    def _item(self) -> _Item | None:
        at = self._list.cursor
        return self._shown[at] if at < len(self._shown) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with the chosen task, or while words are typed, is not offered."""
        if self._line.has_focus:
            return action in ("leave", "move", "page", "filter")
        if action in ("state", "words"):
            return isinstance(self._item, Commitment | KeptTask)
        return action not in ("go", "note") or self._item is not None

    # What the keys do

    def action_state(self) -> None:
        """Give the chosen task its next state."""
        item = self._item
        if isinstance(item, Commitment | KeptTask):
            state, words = self._known(item)
            self._keep(item, _STATES[(_STATES.index(state) + 1) % len(_STATES)], words)

    def _known(self, item: Commitment | KeptTask) -> tuple[TaskState, str]:
        known = item if isinstance(item, KeptTask) else self._desk.kept.of(item)
        return (known.state, known.words) if known else (TaskState.OPEN, "")

    @work
    async def _keep(self, item: Commitment | KeptTask, state: TaskState, words: str) -> None:
        try:
            if isinstance(item, KeptTask):
                await self._desk.change(lambda book: book.change(item, state, words))
            else:
                await self._desk.change(lambda book: book.set(item, state, words))
        except Problem as problem:
            self.say(str(problem), wrong=True)
        else:
            self._fill(self._list.cursor)

    def action_words(self) -> None:
        """Type a few words on the chosen task."""
        item = self._item
        if isinstance(item, Commitment | KeptTask):
            self._written_on = item
            with self.prevent(Input.Changed):
                self._line.value = self._known(item)[1]
            self.action_filter()
            self.say("写好后按回车记下，按Esc不记。")

    @work
    async def action_undo(self) -> None:
        """Take back the last change."""
        try:
            done = await self._desk.change(lambda book: book.undo())
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        self._fill(self._list.cursor)
        self.say("已撤销。" if done else "没有可以撤销的改动。")

    @on(FigureList.Chosen)
    def action_go(self) -> None:
        """Go to the chosen task in the report."""
        item, other = self._item, self._desk.other
        fact = self._answer_to(item) if isinstance(item, Commitment) else None
        if self._list.side == 1 and fact is not None and other is not None:
            span = (fact.quote_start, fact.quote_end)
            self.dismiss(Wanted(other.report.id, fact.paragraph, span))
        elif item is not None:
            paragraph, start, end = _place(item)
            self.dismiss(Wanted(self._report.id, paragraph, (start, end)))

    def action_note(self) -> None:
        """Write a note on the chosen task; on a vague sentence, what it should say."""
        item = self._item
        if item is not None:
            paragraph, start, end = _place(item)
            is_vague = isinstance(item, Vague)
            kind, body = (Kind.AMENDMENT, _ADVICE) if is_vague else (Kind.FIGURE, "")
            self.dismiss(Wanted(self._report.id, paragraph, (start, end), kind, body))

    def action_vague(self) -> None:
        """From the tasks to what has neither figure nor time limit, and back."""
        self._shows_vague = not self._shows_vague
        self._fill(0)

    def action_filter(self) -> None:
        """Type words to look for."""
        self.set_focus(self._list if self._line.has_focus else self._line)
        self.refresh_bindings()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._tasks and self._written_on is None:
            self._fill(0)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        item = self._written_on
        if item is not None:
            self._end_writing()
            self._keep(item, self._known(item)[0], event.value.strip())
        self.set_focus(self._list)
        self.refresh_bindings()

    def _end_writing(self) -> None:
        self._written_on = None
        with self.prevent(Input.Changed):
            self._line.value = ""

    def action_topic(self) -> None:
        """List the next topic only; behind the last one, all of them."""
        topics = sorted({task.topic for task in self._tasks})
        order = ["", *topics]
        self._topic = order[(order.index(self._topic) + 1) % len(order)]
        self._fill(0)

    def action_number(self) -> None:
        """List what has a number, what has none, or both."""
        self._number = {None: True, True: False, False: None}[self._number]
        self._fill(0)

    def action_leave(self) -> None:
        """Leave the words, then the vague sentences, then the screen."""
        filtered = self._topic or self._number is not None or self._line.value
        if self._line.has_focus:
            if self._written_on is not None:
                self._end_writing()
            self.set_focus(self._list)
            self._fill(self._list.cursor)
        elif filtered:
            self._topic, self._number = "", None
            self._line.value = ""
            self._fill(0)
        elif self._shows_vague:
            self.action_vague()
        else:
            self.dismiss(None)


def _place(item: _Item) -> tuple[int, int, int]:
    """Paragraph, and the code points in it."""
    if isinstance(item, KeptTask):
        segment = item.note.anchor.segments[0]
        return segment.paragraph, segment.start, segment.end
    return item.paragraph, item.start, item.end


def _title(known: KeptTask | None, topic: str) -> str:
    state = known.state if known else TaskState.OPEN
    day = f" {known.day}" if known and state is not TaskState.OPEN else ""
    return f"{state.sign} {state.value}{day}　{topic}"
