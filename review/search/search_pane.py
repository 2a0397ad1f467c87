"""The search pane: a line to type in, what was found, and where to go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import on, work
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Label

from content.errors import Problem
from content.report import Report
from index.results import Results
from index.searcher import Searcher
from index.shelf.shelf_searcher import ShelfSearcher
from index.words.normalise import Span
from review.notes.listing import ListedNote, matching
from review.search.reach import Reach
from review.search.result_entries import (
    HitPlaces,
    ResultEntry,
    entries,
    noted,
    suggested,
    unfolded,
)
from review.search.result_list import ResultList
from review.search.shelf_search import shelf_counts
from review.widgets.line_input import Field, LineInput
from review.widgets.pause import Pause
from review.widgets.textual_private import is_typed_on

RELATED_AFTER = 0.07
"""Seconds of quiet before related hits are looked for: an input method types words at once."""


PREPARE_AFTER = 0.1
"""Seconds until the index is opened, which would slow a first query that comes at once."""


class QueryLine(LineInput):
    """A line that remembers the queries of this session."""

    def __init__(self) -> None:
        super().__init__("字词、数字或拼音")
        self._queries: list[str] = []
        """Each once, oldest first."""
        self._back = 0
        """How many queries back the line is; 0 while one types."""

    def remember(self) -> None:
        """Keep what was typed: it led somewhere."""
        self._queries = [*(one for one in self._queries if one != self.value), self.value]
        self._back = 0

    def note_change(self) -> None:
        """With another query than was recalled one begins anew."""
        if self._back and self.value != self._queries[-self._back]:
            self._back = 0

    def recall(self) -> None:
        """Put the query before the one in the line there, if there is any."""
        back = self._back + 1
        if self._queries[-back:][:1] == [self.value]:
            back += 1  # It is in the line already.
        if back <= len(self._queries):
            self._back = back
            self.value = self._queries[-back]
            self.cursor_position = len(self.value)


class SearchPane(Vertical):
    """Finds as one types. `shelf` gives what searches all reports, and is called in a thread."""

    DEFAULT_CSS = """
    SearchPane {
        background: $surface;
        Field { padding: 0 0 0 1; background: $panel; }
        #found { height: 1; padding: 0 1; color: $muted; width: 1fr; }
    }
    """

    BINDINGS = [
        Binding("down", "move(1)", "选择", key_display="↑↓"),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("tab", "next_scope(1)", "范围"),
        Binding("shift+tab", "next_scope(-1)", show=False),
        Binding("ctrl+t", "toggle_reach", "全部报告"),
        Binding("escape", "leave", "返回"),
    ]

    @dataclass
    class Found(Message):
        """There are other hits than before."""

        spans: Mapping[int, tuple[Span, ...]]
        """Code points to mark, by paragraph number."""
        is_same_query: bool
        """Whether it is another answer to the query that was answered before."""

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
        self,
        report: Report,
        searcher: Searcher,
        notes: Callable[[], Sequence[ListedNote]],
        shelf: Callable[[], ShelfSearcher],
    ) -> None:
        self._line = QueryLine()
        self._reach = Reach(shelf, report)
        self._found = Label("", id="found", markup=False)
        self._list = ResultList(report.id)
        super().__init__(
            Field("检索", self._line), self._reach, self._found, self._list, id="search"
        )
        self._report = report
        self._searcher = searcher
        self._notes = notes
        self._results = Results("", ())
        self.places = HitPlaces(())
        """What the last query found, to be marked and gone through."""
        self._counts = ""
        self._is_folded = True
        """Whether what is only related is one line while there is what is exact."""
        self._is_choosing = True
        """Whether hits are shown as one types, or one has gone to one for good."""
        self._pause = Pause(self, RELATED_AFTER, self._show_found)
        self._going: bool | None = None
        """Whether to leave for a hit, or to show one, once an answer about all reports is here."""
        self.action_next_scope, self.action_toggle_reach = self._reach.step, self._reach.toggle

    def on_mount(self) -> None:
        """Get the index ready while the first query is being typed."""
        self._show_found()
        self.set_timer(PREPARE_AFTER, self._prepare)

    def on_unmount(self) -> None:
        """Stop building an index that nobody waits for."""
        self._searcher.close()

    @work(thread=True, group="index")
    def _prepare(self) -> None:
        try:
            self._searcher.prepare(lambda line: self.app.call_from_thread(self._say, line))
        except Problem as problem:
            self.notify(f"{problem}检索只按原文进行。", severity="warning")
        if self._searcher.is_indexed:
            self.app.call_from_thread(self._ask_again)

    def _ask_again(self) -> None:
        """Answer with the index what was answered without, if one is still looking at that."""
        is_looking = self._is_choosing and self._line.has_focus and not self._reach.is_notes
        if is_looking and self._line.value == self._results.query and not self._pause.is_on:
            self._show_found()

    def _say(self, line: str = "") -> None:
        """Say what is wrong with the query, what there is to wait for, or where one is."""
        hint = self._results.hint or self._reach.hint
        self._found.update(line or hint or self._counts, layout=False)

    def open(self, words: str) -> None:
        """Be typed in, with words if there are any; what the last query found is marked again."""
        self.screen.set_focus(self._line)
        self._is_choosing = True
        if words:
            self._line.value = words
        self._line.action_select_all()
        self.post_message(self.Found(self.places.spans, is_same_query=True))

    def resume(self, chosen: Reach.ReportChosen) -> None:
        """Go on with the search of all reports that led here."""
        with self.prevent(Input.Changed):
            self._line.value = chosen.query
        self._reach.toggle()
        self._is_choosing = False
        self._show_found()
        self._list.choose_paragraph(chosen.paragraph)
        self.post_message(self.Chosen(chosen.paragraph, chosen.span, leave=True))

    # Queries

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._line.note_change()
        self._is_choosing = self._is_folded = True
        if event.value == self._line.value:
            self._find()
        else:  # more has been typed, and is told of next; what it makes is begun anew
            self._results = Results("", ())

    def _find(self) -> None:
        """Show what has the query just so, and the rest after a pause."""
        self._pause.stop()
        self._going = None
        if self._reach.is_notes:
            self._show_notes()
            return
        if is_typed_on(self.app):  # of a word that an input method types, the whole
            self._results = Results("", ())  # begun anew, even if it is the word from before
        else:
            self._show_found(final=False)
        if self._line.value.strip():
            self._pause.begin()

    def _show_found(self, final: bool = True) -> None:
        """Show what has the query just so, or all that has to do with it, which is final."""
        query = self._line.value
        if not self._reach.ask(query, final):
            ask = self._searcher.search if final else self._searcher.exact
            self._show(ask(query, self._reach.part), final)

    def search_notes_again(self) -> None:
        """List the notes as they are now, if it is the notes that are searched."""
        if self._reach.is_notes:
            self._show_notes(is_same_query=True)

    def _show_notes(self, is_same_query: bool = False) -> None:
        query = self._line.value
        found = matching(self._notes(), query, None) if query.strip() else []
        self._fill(Results(query, ()), noted(found, query), is_same_query)

    def _show(self, results: Results, final: bool) -> None:
        listed = entries(self._report, results, self._is_folded)
        if final and not listed and results.query.strip():
            suggestion = self._searcher.suggest(results.query, self._reach.part)
            listed = suggested(self._report, results.query.strip(), suggestion)
        self._fill(results, listed, results.query == self._results.query)

    @on(Reach.Answered)
    def _answered(self, event: Reach.Answered) -> None:
        """Show what was found in all reports, unless something else is wanted by now."""
        event.stop()
        if not self._reach.is_all or event.question.query != self._line.value:
            return
        is_same_query = event.here.query == self._results.query
        self._fill(event.here, event.listed, is_same_query, shelf_counts(event.found))
        if event.question.final and self._going is not None:
            self._go(self._going)

    def _fill(
        self, results: Results, listed: list[ResultEntry], is_same_query: bool, counts: str = ""
    ) -> None:
        """List and mark what was found, and show the best hit if it is in this report.

        `counts` is what to say of an answer that is not of this report alone.
        """
        self._results = results
        folds = self._is_folded and not self._reach.is_all
        self.places = HitPlaces((unfolded(results) if folds else results).hits)
        before = self._list.chosen if is_same_query else None
        self._list.fill(listed, is_same_query)
        self._counts = counts
        self._say()
        self.post_message(self.Found(self.places.spans, is_same_query))
        if self._is_choosing and self._line.has_focus and (results.hits or self._reach.is_notes):
            self._show_chosen(is_shown=self._list.chosen == before)

    def show_place(self, paragraph: int, span: Span) -> str:
        """Choose the entry of a hit that one has gone to; which it is of how many, in Chinese."""
        self._list.choose_paragraph(paragraph)
        return self._count(paragraph, span)

    def _count(self, paragraph: int, span: Span) -> str:
        """Say which hit one is at of how many there are; in a search of this report, here too."""
        said = self.places.count(paragraph, span)
        if not self._reach.is_all:
            self._counts = said
            self._say()
        return said

    # What the keys and the mouse do

    @on(Input.Submitted)
    @on(ResultList.Clicked)
    def _chosen(self, event: Message) -> None:
        event.stop()
        self._go(leave=True)

    def _go(self, leave: bool) -> None:
        if self._pause.stop():
            self._show_found()  # Later it would take away the mark of the hit one goes to.
        if self._reach.is_all and self._reach.is_asking:
            self._going = leave or bool(self._going)
            return
        self._going = None
        entry = self._list.chosen
        if entry is None:
            return
        if leave and not self._reach.is_notes:
            self._line.remember()
        if not leave:
            self._show_chosen()
        elif entry.paragraph is None:
            self._unfold()
        elif entry.report in (None, self._report.id):
            self._is_choosing = False
            self.post_message(self.Chosen(entry.paragraph, entry.span, leave=True))
        else:
            chosen = (entry.report, self._line.value, entry.paragraph, entry.span)
            self.post_message(Reach.ReportChosen(*chosen))

    def _show_chosen(self, is_shown: bool = False) -> None:
        """Show the chosen hit on the page, if it is one of this report and not shown already."""
        entry = self._list.chosen
        here = (None, self._report.id)
        if entry is not None and entry.paragraph is not None and entry.report in here:
            self._count(entry.paragraph, entry.span)
            if not is_shown:
                self.post_message(self.Chosen(entry.paragraph, entry.span, leave=False))

    def _unfold(self) -> None:
        """List what is related, and go on at the first of it."""
        self._is_folded = False
        at = self._list.cursor
        self._show(self._results, final=True)
        self._list.choose_entry(at)
        self._list.move(1)
        self._show_chosen()

    def action_move(self, direction: int) -> None:
        """Choose the next hit; above the first one there are the earlier queries."""
        if self._list.move(direction):
            self._moved()
        elif direction < 0:
            self._line.recall()

    def action_page(self, direction: int) -> None:
        """Choose a hit a screen on."""
        self._list.move_page(direction)
        self._moved()

    def _moved(self) -> None:
        self._go(leave=False)
        if self._list.is_near_end:
            self._reach.list_more()

    @on(Reach.Changed)
    def _reach_changed(self) -> None:
        waits = self._reach.is_all and self._going is not None
        if self._reach.is_notes or (self._is_choosing and not waits):
            self._find()
        else:  # At once: the hit that one has gone to must not lose its mark, and Enter waits.
            self._show_found()

    def action_leave(self) -> None:
        """Return to where the search began; while an index is built, first leave off that."""
        if self._reach.cancel():
            return
        self._pause.stop()
        self._going = None
        self.post_message(self.Left())
