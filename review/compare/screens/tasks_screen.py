"""任务清单: what the report promises, and what the deputy keeps of it.

The one line on top is for two things, and never for both at once: what to filter by, and a remark
on the chosen task. Which of them is being typed, `_written_on` says.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input

from content.errors import Problem
from content.facts.commitments import Commitment
from content.span import Span
from review.compare.screens.figure_desk import FigureDesk, Wanted
from review.compare.screens.figure_list import ListEntry
from review.compare.screens.figure_screen import FigureScreen
from review.compare.screens.task_entries import TaskEntries, TaskItem, span_of
from review.compare.task_states import KeptTask, TaskBook, TaskState
from review.notes.model import Kind
from review.widgets.line_input import LineInput

_STATES = tuple(TaskState)
_ADVICE = "建议写明：数量、完成时限、责任单位。"
_HINT = "空格换状态。输入字词或主题可筛选；按Tab看没有写数字、时限的。"
_VAGUE_HINT = "目标部分没有写数字、时限的句子。按F4写修改意见。"
_WANTED = "字词、主题或状态，如：养老、有疑问"
_NO_TASKS = "这里没有认出目标和任务。按Tab看没有写数字、时限的。"
_NO_VAGUE = "这里没有这样的句子。按Tab回到任务清单。"
_NUMBERS = {None: "", True: "写了数字的", False: "没有写数字的"}


class TasksScreen(FigureScreen[TaskItem]):
    """Lists the tasks, or only those within passages, such as the quotes of a candidate.

    From the latter nothing leads to the report: one goes back to where one came from.
    """

    DEFAULT_CSS = """
    TasksScreen {
        #task-words { height: 1; padding: 0 1; background: $panel; }
    }
    """
    BINDINGS = [
        Binding("space", "state", "换状态", key_display="空格"),
        Binding("tab", "vague", "没写数字的", key_display="Tab"),
        Binding("f3,slash", "filter", "筛选"),
        Binding("2", "topic", "主题"),
        Binding("7", "number", "有无数字"),
        Binding("f4,ctrl+w", "note", "批注"),
        Binding("6", "words", "记一句"),
        Binding("delete", "drop", "移除", key_display="Del"),
        Binding("ctrl+z", "undo", "撤销", key_display="^Z"),
        Binding("escape,ctrl+l", "leave", "返回"),
        Binding("left", "side(0)", show=False),
        Binding("right", "side(1)", show=False),
    ]

    def __init__(self, desk: FigureDesk, within: tuple[Span, ...] = ()) -> None:
        super().__init__("任务清单", {} if within else desk.places)
        self._desk = desk
        self._entries = TaskEntries(desk, within)
        self._line = LineInput(_WANTED, id="task-words")
        self._is_read = False
        """Whether it is known what there is to list."""
        self._written_on: Commitment | KeptTask | None = None
        """The task for which words are being typed; None while the line is to filter by."""

    def parts(self) -> ComposeResult:
        """What to look for, and the tasks."""
        yield self.saying
        yield self._line
        yield self.figures

    def on_mount(self) -> None:
        """Have the tasks read."""
        self.say("正在读报告里的数字……")
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        """Have the tasks read and listed; what next year's report says follows when it is known."""
        try:
            await self._desk.apart(self._entries.read)
        except Problem as problem:
            self.say(str(problem), wrong=True)
            return
        await self.read_kept(self._desk)
        self._is_read = True
        self.relist()
        self._entries.next_year = await self._desk.next_year()
        if self._entries.next_year is not None:
            self.relist(self.figures.cursor)

    def relist(self, cursor: int | None = None) -> None:
        """List what is looked for, and say how many they are."""
        if not self._is_read:
            return
        groups = self._entries.groups()
        self.fill(groups, cursor)
        count = sum(len(items) for _, items in groups)
        wanted, is_vague = self._entries, self._entries.shows_vague
        what = "没有写数字、时限的" if is_vague else "任务清单"
        chosen = () if is_vague else filter(None, (wanted.topic, _NUMBERS[wanted.number]))
        self.heading.update("　".join(("‹ 返回", what, f"{count} 项", *chosen)))
        nothing = _NO_VAGUE if is_vague else _NO_TASKS
        if wanted.is_filtered:
            nothing = "没有符合条件的。按Esc清除筛选。"
        self.say((_VAGUE_HINT if is_vague else _HINT) if count else nothing)

    def entry(self, item: TaskItem) -> ListEntry:
        """A task, or a sentence without figure and time."""
        return self._entries.entry(item)

    @property
    def footer_labels(self) -> dict[str, str]:
        """What a key is called where it leads back to the tasks."""
        return {"vague": "任务清单"} if self._entries.shows_vague else {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with the chosen task, or while words are typed, is not offered."""
        if self._written_on is not None:  # wherever a click has put the focus
            return action in ("leave", "move", "page") or (
                action == "words" and not self._line.has_focus
            )
        if self._line.has_focus:
            return action in ("leave", "move", "page", "filter")
        if action == "drop":
            return isinstance(self.item, KeptTask)
        if action in ("topic", "number"):
            return not self._entries.shows_vague
        if action in ("state", "words"):
            return isinstance(self.item, Commitment | KeptTask)
        item = self.item
        is_gone = item is None or (isinstance(item, KeptTask) and item.note.is_orphan)
        return action not in ("go", "note") or not is_gone

    # What the keys do

    def action_state(self) -> None:
        """Give the chosen task its next state."""
        item = self.item
        if isinstance(item, Commitment | KeptTask):
            self._keep(item)

    def _keep(self, item: Commitment | KeptTask, written: str | None = None) -> None:
        """Keep other words on a task (`written`), or else its next state; behind 有疑问 comes 未填.

        Which state is the next is found when its turn has come: keys may be faster than the disk.
        """

        def changed(state: TaskState, words: str) -> tuple[TaskState, str]:
            following = _STATES[(_STATES.index(state) + 1) % len(_STATES)]
            return (following, words) if written is None else (state, written)

        def keep(book: TaskBook) -> None:
            kept = book.kept()  # the list may not show yet what the key before this one did
            if isinstance(item, KeptTask):
                now = kept.by_now(item)
                book.change(now, *changed(now.state, now.words))
            else:
                book.set(item, *changed(*kept.mine(item)[:2]))

        self._change(keep)

    @work(description="change")
    async def _change(self, operation: Callable[[TaskBook], bool | None], said: str = "") -> None:
        await self.change(self._desk, operation, said)

    def action_words(self) -> None:
        """Type a few words on the chosen task, or go on with those that have been begun."""
        item = self.item
        if self._written_on is not None:
            self.action_filter()
        elif isinstance(item, Commitment | KeptTask):
            self._written_on = item
            with self.prevent(Input.Changed):
                self._line.value = self._entries.kept(item)[1]
            self._line.ask_for("写一句话，记在这一项后面")
            self.action_filter()
            self.say("写好后按回车记下，按Esc不记。")

    def action_drop(self) -> None:
        """Let go of a task that was added, or of a state whose task is in the text no more."""
        item = self.item
        if isinstance(item, KeptTask):
            self._change(lambda book: book.drop(item.note), "已移除；按Ctrl+Z撤销。")

    def action_undo(self) -> None:
        """Take back the last change."""
        self._change(lambda book: book.undo(), "已撤销。")

    def action_go(self) -> None:
        """Go to the chosen quote in its report: on the right side to that of next year's."""
        item, later = self.item, self._entries.next_year
        row = later.answer_to(item.fact) if later and isinstance(item, Commitment) else None
        if self._entries.within:
            self.dismiss(None)
        elif self.figures.side == 1 and row and later:
            self.dismiss(Wanted(later.results.id, row.result.quote_span))
        elif item is not None:
            self.dismiss(Wanted(self._desk.report.id, span_of(item)))

    def action_note(self) -> None:
        """Write a note on the chosen task; on a vague sentence, what it should say."""
        item = self.item
        if item is not None:
            is_vague = isinstance(item, Span)
            kind, body = (Kind.AMENDMENT, _ADVICE) if is_vague else (Kind.FIGURE, "")
            self.dismiss(Wanted(self._desk.report.id, span_of(item), kind, body))

    def action_vague(self) -> None:
        """From the tasks to what has neither figure nor time limit, and back."""
        self._entries.shows_vague = not self._entries.shows_vague
        self.relist(0)

    def action_filter(self) -> None:
        """Type words to look for."""
        self.set_focus(self.figures if self._line.has_focus else self._line)
        self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """Characters that can be no command go into the line, wherever they are typed."""
        typed = event.character or ""
        if typed.isalpha() and not typed.isascii() and not self._line.has_focus:
            event.stop()
            self.action_filter()
            self._line.insert_text_at_cursor(typed)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._written_on is None:
            self._entries.words = event.value
            self.relist(0)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        item = self._written_on
        if item is not None:
            self._end_writing()
            self._keep(item, event.value.strip())
        self.set_focus(self.figures)
        self.refresh_bindings()

    def _end_writing(self) -> None:
        """Give the line back to what is looked for, which stands in it as before."""
        self._written_on = None
        self._line.ask_for(_WANTED)
        with self.prevent(Input.Changed):
            self._line.value = self._entries.words

    def action_topic(self) -> None:
        """List the next topic only; behind the last one, all of them."""
        wanted, order = self._entries, ["", *self._entries.topics]
        wanted.topic = order[(order.index(wanted.topic) + 1) % len(order)]
        self.relist(0)

    def action_number(self) -> None:
        """List what has a number, what has none, or both."""
        self._entries.number = {None: True, True: False, False: None}[self._entries.number]
        self.relist(0)

    def action_leave(self) -> None:
        """Leave the words, then the vague sentences, then the screen."""
        if self._line.has_focus or self._written_on is not None:
            if self._written_on is not None:
                self._end_writing()
            self.set_focus(self.figures)
            self.relist(self.figures.cursor)
        elif self._entries.clear():
            with self.prevent(Input.Changed):
                self._line.value = ""
            self.relist(0)
        elif self._entries.shows_vague:
            self.action_vague()
        else:
            self.dismiss(None)
