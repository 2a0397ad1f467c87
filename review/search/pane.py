"""The search pane: a line to type in, what was found, and where to go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Label

from content.errors import Problem
from content.report import Node, Report
from index import Results, Searcher
from index.normalise import Span
from review.lineinput import LineInput
from review.notes.listing import ListedNote, matching
from review.reading.linebreak import printable
from review.search.entries import counts, entries, noted, places, spans_by_paragraph, suggested
from review.search.resultlist import ResultList

RELATED_AFTER = 0.07
"""Seconds of quiet before related hits are looked for: an input method types words at once."""


PREPARE_AFTER = 0.1
"""Seconds until the index is opened, which would slow a first query that comes at once."""


class SearchPane(Vertical):
    """Finds as one types.

    Args:
        report: What to search.
        searcher: Answers the queries.
        notes: Gives the notes there are.
    """

    DEFAULT_CSS = """
    SearchPane {
        background: $surface;
        #query-line { height: 1; background: $panel; }
        #query-line Label { padding: 0 1; }
        LineInput { width: 1fr; }
        #scope, #found { height: 1; padding: 0 1; color: $muted; width: 1fr; }
        #results {
            height: 1fr;
            overflow: hidden scroll;
            scrollbar-size-vertical: 1;
            background: $surface;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "选择", key_display="↑↓"),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("tab", "next_scope(1)", "范围"),
        Binding("shift+tab", "next_scope(-1)", show=False),
        Binding("escape", "leave", "返回"),
    ]

    @dataclass
    class Found(Message):
        """There are other hits than before."""

        spans: Mapping[int, tuple[Span, ...]]
        """Code points to mark, by paragraph number."""

    @dataclass
    class Chosen(Message):
        """The reader wants to see a hit."""

        paragraph: int
        span: Span
        """Code points of that paragraph."""
        leave: bool
        """Whether to go there for good, or only to show it while one chooses."""

    class Left(Message):
        """The reader wants to return to where the search began."""

    def __init__(
        self, report: Report, searcher: Searcher, notes: Callable[[], Sequence[ListedNote]]
    ) -> None:
        super().__init__(id="search")
        self._report = report
        self._searcher = searcher
        self._notes = notes
        self._results = Results("", ())
        self._scopes: list[Node | None] = [None, *report.parts]
        """All of the report, its parts; behind the last of them, the notes."""
        self._scope = 0
        self._earlier: list[str] = []
        """Queries that led somewhere, oldest first."""
        self._recalled = 0
        """How many queries back the line is; 0 while one types."""
        self._related_timer: Timer | None = None
        self._line = LineInput("字词、数字或拼音")
        self._list = ResultList()

    def compose(self) -> ComposeResult:
        """The line, the part it is restricted to, how much was found, and the hits."""
        with Horizontal(id="query-line"):
            yield Label("检索", markup=False)
            yield self._line
        yield Label("", id="scope", markup=False)
        yield Label("", id="found", markup=False)
        yield self._list

    def on_mount(self) -> None:
        """Get the index ready while the first query is being typed."""
        self.action_next_scope(0)
        self.set_timer(PREPARE_AFTER, self._prepare)

    def on_unmount(self) -> None:
        """Stop building an index that nobody waits for."""
        self._searcher.close()

    @work(thread=True, group="index")
    def _prepare(self) -> None:
        try:
            self._searcher.prepare(lambda line: self.app.call_from_thread(self._say, line))
        except Problem as problem:
            self.notify(f"{problem}检索只按原文进行。", severity="warning", markup=False)

    def _say(self, line: str) -> None:
        self.query_one("#found", Label).update(line or counts(self._results))

    def open(self) -> None:
        """Be typed in; what the last query found is marked again."""
        self.screen.set_focus(self._line)
        self._line.action_select_all()
        self._mark()

    # Queries

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._recalled and self._line.value != self._earlier[-self._recalled]:
            self._recalled = 0
        self._find()

    def _find(self) -> None:
        """Show what has the query just so, and the rest after a pause."""
        self._stop_waiting()
        query = self._line.value
        if self._in_notes:
            self._show_notes(query)
            return
        self._show(self._searcher.exact(query, self._part), final=not query.strip())
        if query.strip():
            self._related_timer = self.set_timer(RELATED_AFTER, self._pause_over)

    def _stop_waiting(self) -> bool:
        """Give up the pause before related hits; whether there was one."""
        timer, self._related_timer = self._related_timer, None
        if timer is not None:
            timer.stop()
        return timer is not None

    def _pause_over(self) -> None:
        # A timer that was stopped may have spoken already.
        if self._stop_waiting():
            self._find_related()

    def _find_related(self) -> None:
        self._show(self._searcher.search(self._line.value, self._part), final=True)

    @property
    def _in_notes(self) -> bool:
        return self._scope == len(self._scopes)

    def _show_notes(self, query: str) -> None:
        self._results = Results(query, ())
        found = matching(self._notes(), query, None) if query.strip() else []
        self._list.fill(noted(found, query), is_same_query=False)
        self._say("")
        self._mark()

    @property
    def _part(self) -> int | None:
        scope = self._scopes[self._scope]
        return None if scope is None else scope.id

    def _show(self, results: Results, final: bool) -> None:
        is_same_query = results.query == self._results.query
        self._results = results
        listed = entries(self._report, results)
        if final and not listed and results.query.strip():
            suggestion = self._searcher.suggest(results.query, self._part)
            listed = suggested(self._report, results.query.strip(), suggestion)
        self._list.fill(listed, is_same_query)
        self._say(results.hint)
        self._mark()

    @property
    def spans(self) -> dict[int, tuple[Span, ...]]:
        """What the last query found: code points to mark, by paragraph number."""
        return spans_by_paragraph(self._results.hits)

    def _mark(self) -> None:
        self.post_message(self.Found(self.spans))

    def next_place(self, place: tuple[int, int], direction: int) -> tuple[int, Span] | None:
        """The hit behind (1) or before (-1) a place of the report, round the end.

        Args:
            place: Paragraph number and code point.
            direction: 1 or -1.
        """
        hits = places(self._results.hits)
        if not hits:
            return None
        starts = [(paragraph, span[0]) for paragraph, span in hits]
        at = bisect_right(starts, place) if direction > 0 else bisect_left(starts, place) - 1
        return hits[at % len(hits)]

    # What the keys and the mouse do

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._go(leave=True)

    def _go(self, leave: bool) -> None:
        if self._stop_waiting():
            self._find_related()  # Later it would take away the mark of the hit one goes to.
        entry = self._list.chosen
        if entry is None or entry.paragraph is None:
            return
        if leave and not self._in_notes:
            query = self._line.value
            self._earlier = [*(earlier for earlier in self._earlier if earlier != query), query]
            self._recalled = 0
        self.post_message(self.Chosen(entry.paragraph, entry.span, leave))

    def action_move(self, direction: int) -> None:
        """Choose the next hit; above the first one there are the earlier queries."""
        if self._list.move(direction):
            self._go(leave=False)
        elif direction < 0:
            self._recall(self._recalled + 1)

    def _recall(self, back: int) -> None:
        if self._earlier[-back:][:1] == [self._line.value]:
            back += 1  # It is in the line already.
        if 1 <= back <= len(self._earlier):
            self._recalled = back
            self._line.value = self._earlier[-back]
            self._line.cursor_position = len(self._line.value)

    def action_page(self, direction: int) -> None:
        """Choose a hit a screen on."""
        self._list.move_page(direction)
        self._go(leave=False)

    def action_next_scope(self, direction: int) -> None:
        """Search another part, all of the report, or the notes."""
        self._scope = (self._scope + direction) % (len(self._scopes) + 1)
        if self._in_notes:
            name = "我的批注"
        else:
            scope = self._scopes[self._scope]
            name = "全文" if scope is None else scope.text
        self.query_one("#scope", Label).update(f"范围：{printable(name)}")
        self._find()

    def action_leave(self) -> None:
        """Return to where the search began."""
        self._stop_waiting()
        self.post_message(self.Left())

    @on(events.Click, "#scope")
    def _scope_clicked(self) -> None:
        self.action_next_scope(1)

    @on(ResultList.Clicked)
    def _clicked(self) -> None:
        self._go(leave=True)
