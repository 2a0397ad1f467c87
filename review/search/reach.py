"""The scope of a search: this report, a part, the notes, or all reports, first to be indexed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from textual import events, on, work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Label, ProgressBar

from content.errors import Problem
from content.numerals import chinese_numeral
from content.report import Node, Report
from index.results import Results
from index.shelf.shelf_results import ShelfResults
from index.shelf.shelf_searcher import ShelfSearcher
from index.words.normalise import Span
from review.search.result_entries import ResultEntry
from review.search.shelf_search import PANE, shelf_listed, shelf_searched
from review.typography.linebreak import printable
from review.widgets.label_rows import LabelRows

_MORE = 24
"""Reports that are listed further at a time."""

_SHORT = 4
"""Characters of a heading without a number that a chip shows."""

_SLICE = 0.001
"""Seconds after which a thread that searches lets the keys through; Python's own are five times
as long, and a common word takes thirty of them."""


class Question(NamedTuple):
    """What is asked of all reports."""

    searcher: ShelfSearcher
    query: str
    final: bool
    """Whether all that has to do with the query is wanted, not only what has it just so."""
    reports: int = PANE
    """How many reports to list, if they are many."""
    found: ShelfResults | None = None
    """What was found before, if it is to be listed further."""


class ScopeChips(LabelRows):
    """Chips with short labels; the taken one stands in brackets.

    `taken` is the index of that one. A click does not change it, but posts `Pressed`: whoever
    listens decides.
    """

    DEFAULT_CSS = "ScopeChips { height: auto; color: $muted; }"

    BETWEEN = -1

    taken: reactive[int] = reactive(0)

    @dataclass
    class Pressed(Message):
        """A chip was clicked."""

        chip: int
        """Its index, 0-based."""

    def render(self) -> Content:
        """The brackets take the cells between the chips, so that none moves."""
        pieces: list[str | tuple[str, str]] = []
        for chip, (_row, left) in enumerate(self.places(self.size.width)):
            if not left:
                pieces += ["\n", " "] if pieces else [" "]
            if chip == self.taken:
                pieces[-1] = "["
                pieces += [(self.labels[chip], "bold $primary"), "]"]
            else:
                pieces += [self.labels[chip], " "]
        return Content.assemble(*pieces)

    def press(self, at: int) -> None:
        """Say which chip was clicked."""
        self.post_message(self.Pressed(at))


class Reach(Vertical):
    """Chips for what can be searched, and how far the index of all reports is.

    `make` gives what searches the reports that are on the shelf now; it is called in a thread.
    """

    DEFAULT_CSS = """
    Reach {
        height: auto;
        #scope { height: 1; padding: 0 1; color: $muted; width: 1fr; }
        #indexing {
            height: 1;
            padding: 0 1;
            display: none;
            Label { color: $muted; }
            ProgressBar { width: 1fr; padding: 0 1; }
            Bar { width: 1fr; }
        }
        &.-indexing #indexing { display: block; }
    }
    """

    class Changed(Message):
        """Something else is searched than before, or more is known of it."""

    @dataclass
    class Answered(Message):
        """A question about all reports has been answered."""

        question: Question
        found: ShelfResults
        listed: list[ResultEntry]
        """What there is to list of it."""
        here: Results
        """What of it is in the report that is open."""

    @dataclass
    class ReportChosen(Message):
        """The reader wants to see a hit in another report."""

        report: str
        """Its id."""
        query: str
        """What found it among all reports."""
        paragraph: int
        span: Span
        """Code points of that paragraph."""

    def __init__(self, make: Callable[[], ShelfSearcher], report: Report) -> None:
        self._make = make
        self._report = report
        labels = [_label(part) for part in report.parts]
        self._chips = ScopeChips(["全文", *labels, "我的批注", "全部报告"])
        self._all = len(labels) + 2
        """The chip of all reports, the last one; before it the notes."""
        self._before = 0
        """The chip to return to from all reports."""
        # Held, and not asked for: a thread may tell more while they are being taken away.
        self._scope = Label("", id="scope", markup=False)
        self._bar = ProgressBar(show_eta=False, show_percentage=False)
        self._done = Label("", id="done", markup=False)
        cancel = Label("　取消（Esc）", id="cancel", markup=False)
        waiting = (Label("建立索引", markup=False), self._bar, self._done, cancel)
        super().__init__(self._chips, self._scope, Horizontal(*waiting, id="indexing"))
        self._ready: ShelfSearcher | None = None
        self._is_preparing = False
        """Whether another is being got ready, or will be."""
        self._coming: ShelfSearcher | None = None
        """That other; it takes the place of the one before once it can answer."""
        self.is_asking = False
        """Whether an answer is on its way."""
        self._next: Question | None = None
        """What is to be asked when it has come."""
        self._last: Question | None = None
        """What has been answered last, with its answer."""
        self._is_mending = False
        """Whether the index was brought up to date because an answer showed the need."""

    def on_mount(self) -> None:
        """Say nothing while all of the report is searched."""
        self._tell()

    @property
    def is_all(self) -> bool:
        """Whether all reports are searched."""
        return self._chips.taken == self._all

    @property
    def is_notes(self) -> bool:
        """Whether the notes are searched."""
        return self._chips.taken == self._all - 1

    @property
    def part(self) -> int | None:
        """Id of the part that is searched, if it is one."""
        at = self._chips.taken - 1
        return self._report.parts[at].id if 0 <= at < len(self._report.parts) else None

    def _tell(self) -> None:
        """Say what is searched where its chip does not say it all."""
        said = "" if self.part is None else self._report.node(self.part).text
        if self.is_all and self._ready is not None:
            said = shelf_searched(self._ready, self._is_preparing)
        self._scope.update(printable(said))
        self._scope.display = bool(said)

    @property
    def hint(self) -> str:
        """What there is to wait for, in words; often nothing."""
        return "正在准备检索书架上的报告……" if self.is_all and self._ready is None else ""

    # Questions

    def ask(self, query: str, final: bool) -> bool:
        """Search all reports in a thread; `Answered` tells what was found.

        Of questions that come faster than answers only the last one gets one. Says whether there
        will be one: not where this report is searched, or until the others have been read.
        """
        if not self.is_all or self._ready is None:
            return False
        self._next = Question(self._ready, query, final)
        if not self.is_asking:
            self._ask_next()
        return True

    def list_more(self) -> None:
        """List more reports of the last answer, if it has more; `Answered` tells of it."""
        last = self._last
        if not self.is_all or self.is_asking or last is None or last.found is None:
            return
        if last.final and not last.found.is_complete:
            self._next = last._replace(reports=last.reports + _MORE)
            self._ask_next()

    def _ask_next(self) -> None:
        question, self._next = self._next, None
        self.is_asking = question is not None
        if question is not None:
            sys.setswitchinterval(_SLICE)
            self._answer(question)

    @work(thread=True, group="answers", description="answers")
    def _answer(self, question: Question) -> None:
        searcher, query = question.searcher, question.query
        found = question.found
        if found is None:
            found = searcher.search(query) if question.final else searcher.exact(query)
        listed = shelf_listed(searcher, found, question.final, question.reports)
        self.post_message(self.Answered(question, found, listed, found.of(self._report.id)))

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        searcher = event.question.searcher
        if searcher is not self._ready:  # closed meanwhile; the other is asked by `Changed`
            event.stop()
        else:
            self._last = event.question._replace(found=event.found)
            self._tell()  # while others are indexed an answer is of more than were there before
            if searcher.is_stale and not (self._is_preparing or self._is_mending):
                self._is_mending = True
                self._get_ready()
        self._ask_next()

    # Which reports

    def toggle(self) -> None:
        """Search all reports, or what was searched before them."""
        self._search(self._before if self.is_all else self._all)

    def step(self, direction: int) -> None:
        """Search what the next (1) or previous (-1) chip means, all reports apart."""
        if self.is_all:
            self.toggle()
        else:
            self._search((self._chips.taken + direction) % self._all)

    @on(ScopeChips.Pressed)
    def _pressed(self, event: ScopeChips.Pressed) -> None:
        event.stop()
        self._search(event.chip)

    def _search(self, chip: int) -> None:
        if not self.is_all:
            self._before = self._chips.taken
        self._chips.taken = chip
        if self.is_all and not self._is_preparing:
            self._is_mending = False
            self._get_ready()
        self._changed()

    def _changed(self) -> None:
        self._tell()
        self.post_message(self.Changed())

    @on(events.Click, "#cancel")
    def cancel(self) -> bool:
        """Leave the index as far as it is; whether it was being built."""
        if self._coming is None or not self.has_class("-indexing"):
            return False
        self._coming.stop()
        return True

    def _get_ready(self) -> None:
        self._is_preparing = True
        self._prepare()

    @work(thread=True, group="shelf")
    def _prepare(self) -> None:
        # The shelf may have changed since the last time; what it has had is read in no time.
        searcher = self._make()
        searcher.open()
        self.app.call_from_thread(self._begin, searcher)
        try:
            searcher.prepare(
                lambda done, of: self.app.call_from_thread(self._indexed, searcher, done, of)
            )
        except Problem as problem:
            self.notify(f"{problem}检索只按原文进行。", severity="warning")
        self.app.call_from_thread(self._end, searcher)

    def _begin(self, searcher: ShelfSearcher) -> None:
        self._coming = searcher
        if not self.is_attached:  # put away meanwhile
            searcher.close()
        elif searcher.searched:  # What was indexed before is found at once.
            self._use(searcher)

    def _indexed(self, searcher: ShelfSearcher, done: int, of: int) -> None:
        """Show how far it is; what has been indexed can be searched already."""
        self.set_class(done < of, "-indexing")
        self._bar.update(total=of, progress=done)
        self._done.update(f"{done}/{of}")
        if done in (1, of):
            self._use(searcher)

    def _end(self, searcher: ShelfSearcher) -> None:
        self._is_preparing, self._coming = False, None
        self._is_mending = bool(searcher.unread)
        self.remove_class("-indexing")
        self._use(searcher)
        for problem in searcher.unread:
            self.notify(f"{problem}这份报告没有检索。", severity="warning")

    def _use(self, searcher: ShelfSearcher) -> None:
        if self._ready is not None and self._ready is not searcher:
            self._ready.close()
        self._ready = searcher
        if self.is_all:
            self._changed()

    def on_unmount(self) -> None:
        """Stop building an index that nobody waits for."""
        for searcher in (self._ready, self._coming):
            if searcher is not None:
                searcher.close()


def _label(part: Node) -> str:
    """What a chip calls a part: its number, or the beginning of its heading."""
    return part.text[:_SHORT] if part.number is None else chinese_numeral(part.number)
