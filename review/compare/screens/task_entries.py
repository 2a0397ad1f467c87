"""Which tasks are listed, under which headings, and how each of them reads.

It knows nothing of keys: what is looked for is set here, and the screen lists the `groups` anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from content.errors import Problem
from content.facts.commitments import Commitment, commitments, vague
from content.facts.comparison import Comparison
from content.facts.pairing import Likeness
from content.span import Span
from review.compare.listing import NEXT_YEAR, NO_ANSWER
from review.compare.screens.figure_desk import FigureDesk
from review.compare.screens.figure_list import FigureQuote, ListEntry, figure_quote, passage_quote
from review.compare.task_states import KeptTask, TaskState
from review.voting.vote_files import candidates_in_force

TaskItem = Commitment | KeptTask | Span
"""A task of the report, one that the deputy added, or a sentence without figure and time."""

OWN = "自选"
"""What stands for the topic of a task that the deputy added."""


@dataclass
class TaskEntries:
    """The tasks of a report, and what is looked for among them."""

    desk: FigureDesk
    within: tuple[Span, ...] = ()
    """Only what stands in these passages, if there are any."""
    words: str = ""
    """All of them, parted by blanks, have to stand in quote, heading, topic, state or remark."""
    topic: str = ""
    """Only this topic; empty for all."""
    number: bool | None = None
    """Only what has a number, only what has none; None for both."""
    shows_vague: bool = False
    """Whether the sentences without figure and time are listed in the place of the tasks."""
    tasks: list[Commitment] = field(default_factory=list)
    """Those of the report, in its order; none before `read`."""
    next_year: Comparison | None = None
    """What next year's report says of each, if there is one on the shelf."""
    _vague: list[Span] = field(default_factory=list)
    _candidates: list[tuple[int, Span]] = field(default_factory=list)
    """Number and quote of each candidate of the vote."""

    @property
    def is_filtered(self) -> bool:
        """Whether anything is looked for; topic and number mean nothing to vague sentences."""
        by_kind = self.topic or self.number is not None
        return bool(self.words.strip() or (by_kind and not self.shows_vague))

    def clear(self) -> bool:
        """Look for everything again; whether anything was looked for."""
        was = bool(self.words or self.topic or self.number is not None)
        self.words, self.topic, self.number = "", "", None
        return was

    def read(self) -> None:
        """Read the tasks, on any thread; a Problem if a list of words cannot be read."""
        self.tasks = commitments(self.desk.book)
        self._vague = vague(self.desk.book)
        try:
            listed = candidates_in_force(self.desk.report).entries
        except Problem:
            return  # there are none, or the ballot will say what is wrong with them
        self._candidates = [(one.id, quote.span) for one in listed for quote in one.quotes]

    @property
    def topics(self) -> list[str]:
        """The topics there are."""
        return sorted({task.topic for task in self.tasks})

    def groups(self) -> list[tuple[str, list[TaskItem]]]:
        """What is looked for, by the heading of the contents that it stands under.

        Behind it come tasks that the deputy added, and states whose sentence is in the text no
        more; where only some passages are listed, neither.
        """
        items: list[TaskItem] = [*self._vague] if self.shows_vague else [*self.tasks]
        found = [item for item in items if self._is_wanted(item)]
        groups = [
            (heading, list(group))
            for heading, group in groupby(found, lambda item: self._heading(span_of(item).first))
        ]
        if self.shows_vague or self.within:
            return groups
        mine, lost = self.desk.kept.added(), self.desk.kept.orphans()
        for heading, kept in (("自己加的", mine), ("原文已删", lost)):
            if wanted := [task for task in kept if self._is_kept_wanted(task)]:
                groups.append((heading, [*wanted]))
        return groups

    def _heading(self, paragraph: int) -> str:
        section = self.desk.report.paragraph(paragraph).section
        return self.desk.report.node(section).text if section else self.desk.report.title

    def _is_wanted(self, item: TaskItem) -> bool:
        span = span_of(item)
        if self.within and not any(_overlap(span, one) for one in self.within):
            return False
        text = span.text(self.desk.report) + self._heading(span.first)
        if isinstance(item, Commitment):
            has_number = item.fact is not None
            if self.topic not in ("", item.topic) or self.number not in (None, has_number):
                return False
            state, words = self.kept(item)
            text += item.topic + state.value + words
        return self._has_words(text)

    def _is_kept_wanted(self, task: KeptTask) -> bool:
        """Whether a task that stands in no list of the report is looked for; it has no topic."""
        quote = task.note.anchor.quote
        if self.topic or self.number not in (None, any(map(str.isdigit, quote))):
            return False
        return self._has_words(f"{quote}{OWN}{task.state.value}{task.words}")

    def _has_words(self, text: str) -> bool:
        return all(word in text for word in self.words.split())

    def kept(self, item: Commitment | KeptTask) -> tuple[TaskState, str]:
        """State and words of a task, of the report's own or of one that was added."""
        return (item if isinstance(item, KeptTask) else self.desk.kept.mine(item))[:2]

    # How each reads

    def entry(self, item: TaskItem) -> ListEntry:
        """An item as it is listed.

        The title has state, day, topic and the candidates that rest on the same words; below it
        stand the quote and, with next year's report, what that says.
        """
        if isinstance(item, KeptTask):
            anchor = item.note.anchor
            quote = FigureQuote("", anchor.quote.replace("\n", ""), (0, 0), anchor.citation)
            return ListEntry(_title(item.state, item.day, OWN), (quote,), item.words)
        if isinstance(item, Span):
            return ListEntry("", (passage_quote(self.desk.report, item),))
        number = (item.fact.start, item.fact.end) if item.fact else None
        quote = passage_quote(self.desk.report, item.span, number)
        state, words, day = self.desk.kept.mine(item)
        found = {number for number, span in self._candidates if _overlap(item.span, span)}
        candidates = (f"候选项目{number}" for number in sorted(found))
        title = "　".join((_title(state, day, item.topic), *candidates))
        return ListEntry(title, (quote, *self._answer(item)), words)

    def _answer(self, task: Commitment) -> tuple[FigureQuote, ...]:
        if self.next_year is None or task.fact is None:
            return ()
        row = self.next_year.answer_to(task.fact)
        if row is None:
            return (FigureQuote(NEXT_YEAR, NO_ANSWER, (0, 0), ""),)
        label = NEXT_YEAR if row.likeness is Likeness.MAIN else f"{NEXT_YEAR}（可能相近）"
        return (figure_quote(self.next_year.results, row.result, label),)


def span_of(item: TaskItem) -> Span:
    """Where it stands, in one paragraph: of a task that was added over several, in the first.

    One whose passage is in the text no more has the place that it had in the earlier text.
    """
    if isinstance(item, KeptTask):
        segment = item.note.anchor.segments[0]
        return Span(segment.paragraph, segment.start, segment.paragraph, segment.end)
    return item.span if isinstance(item, Commitment) else item


def _overlap(one: Span, other: Span) -> bool:
    """Whether a stretch of one paragraph has a character in common with another stretch."""
    low, high = other.within(one.first, one.start, one.end)
    return low < high


def _title(state: TaskState, day: str, topic: str) -> str:
    shown = f" {day}" if day and state is not TaskState.OPEN else ""
    return f"{state.sign} {state.value}{shown}　{topic}"
