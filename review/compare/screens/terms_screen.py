"""名词解释: the terms that the report explains, and those that it does not.

Which those are, `content.facts.glossary` tells: entries of an appendix, and words in quotation
marks such as “3510” that nobody can read who was not told.
"""

from __future__ import annotations

from textual.binding import Binding

from content.facts.clauses import clause_around
from content.facts.glossary import GlossaryTerm, explained_terms, unexplained_terms
from content.report import Report
from content.span import Span
from review.compare.screens.figure_desk import Wanted
from review.compare.screens.figure_list import ListEntry, passage_quote
from review.compare.screens.figure_screen import FigureScreen
from review.notes.model import Kind

_HINT = "回车到报告里第一次用到的地方。没有解释的，按F4写一条疑问。"


class TermsScreen(FigureScreen[GlossaryTerm | Span]):
    """Lists the terms; its result is where to go, or the question to write."""

    BINDINGS = [
        Binding("f4,ctrl+w", "ask", "写疑问"),
        Binding("escape,ctrl+e", "leave", "返回"),
    ]

    def __init__(self, report: Report) -> None:
        super().__init__(f"名词解释　{report.title}")
        self._report = report

    def on_mount(self) -> None:
        """List them."""
        explained, unexplained = explained_terms(self._report), unexplained_terms(self._report)
        self.fill((("报告附有解释", explained), ("报告没有解释", unexplained)))
        self.say(_HINT)

    def entry(self, item: GlossaryTerm | Span) -> ListEntry:
        """A term with its explanation, or where it stands first."""
        if isinstance(item, GlossaryTerm):
            quote = passage_quote(self._report, item.explanation)
            return ListEntry(item.name, (quote,), "" if item.first else "正文里没有找到这几个字")
        text = self._report.paragraph(item.first).text
        start, end = clause_around(text, item.start)
        clause = item._replace(start=start, end=end)
        quote = passage_quote(self._report, clause, (item.start, item.end))
        return ListEntry(f"“{text[item.start : item.end]}”", (quote,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what nobody explains is asked about."""
        if action == "ask":
            return isinstance(self.item, Span)
        return action != "go" or self.item is not None

    def action_go(self) -> None:
        """Go to where the report uses the term first, or else to its explanation."""
        item = self.item
        if isinstance(item, GlossaryTerm):
            item = item.first or item.explanation
        if item is not None:
            self.dismiss(Wanted(self._report.id, item))

    def action_ask(self) -> None:
        """Write a question on a term that is not explained."""
        item = self.item
        if isinstance(item, Span):
            body = f"“{item.text(self._report)}”指什么？报告没有解释。"
            self.dismiss(Wanted(self._report.id, item, Kind.QUESTION, body))
