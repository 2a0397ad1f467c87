"""The terms that a report's appendix explains, where they stand on the page."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from content.report import NodeKind
from review.reading.marks import Spans
from review.reading.page import Page
from review.typography.flow import FlowPlace

if TYPE_CHECKING:
    from content.facts.glossary import GlossaryTerm


class TermMarks:
    """Marks each term where it stands first, and tells what the appendix says of it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._terms: list[GlossaryTerm] = []
        """As far as the text uses them."""

    def mark(self) -> None:
        """Mark the terms, if there is an appendix; to be called behind the first page."""
        report = self._page.report
        if not any(node.kind is NodeKind.APPENDIX for node in report.nodes):
            return
        from content.facts.glossary import explained_terms  # most reports have no appendix

        self._terms = [term for term in explained_terms(report) if term.first]
        spans: defaultdict[int, Spans] = defaultdict(tuple)
        for paragraph, start, _, end in sorted(t.first for t in self._terms if t.first):
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
        found = []
        for term in self._terms:
            first, said = term.first, term.explanation
            if first is None or first.first != number:
                continue
            if place is None or first.start <= place.offset < first.end:
                found.append((term.name, said.text(self._page.report)))
        return found
