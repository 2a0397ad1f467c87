"""The terms that a report's appendix explains, where they stand on the page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from content.report import NodeKind
from content.span import Span
from review.reading.marks import Spans
from review.reading.page import Page
from review.typography.flow import FlowPlace

if TYPE_CHECKING:
    from content.facts.glossary import GlossaryTerm


class TermMarks:
    """Marks each term where it stands first, and tells what the appendix says of it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._terms: list[tuple[Span, GlossaryTerm]] = []
        """As far as the text uses them, by where it does so first."""

    def mark(self) -> None:
        """Mark the terms, if there is an appendix; to be called behind the first page."""
        report = self._page.report
        if not any(node.kind is NodeKind.APPENDIX for node in report.nodes):
            return
        from content.facts.glossary import explained_terms  # most reports have no appendix

        self._terms = [(term.first, term) for term in explained_terms(report) if term.first]
        spans: defaultdict[int, Spans] = defaultdict(tuple)
        for paragraph, start, _, end in sorted(first for first, _ in self._terms):
            spans[paragraph] += ((start, end),)
        self._page.marks.terms = spans
        self._page.refresh()

    def explained(self, place: FlowPlace | None) -> list[tuple[str, str]]:
        """Each term that stands first at a place, and its explanation.

        None is the paragraph that is being read; in one with notes, Enter is about them.
        """
        number = self._page.current if place is None else place.block + 1
        if place is None and self._page.marks.notes_of(number):
            return []
        return [
            (term.name, term.explanation.text(self._page.report))
            for first, term in self._terms
            if first.first == number and (place is None or first.start <= place.offset < first.end)
        ]
