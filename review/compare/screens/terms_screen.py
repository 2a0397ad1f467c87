"""名词解释: the terms that the report explains, and those that it does not."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from content.facts.clauses import clause_around
from content.facts.glossary import GlossaryTerm, TermPlace, explained_terms, unexplained_terms
from content.report import Report
from review.compare.screens.figure_desk import Wanted
from review.compare.screens.figure_list import FigureQuote, ListEntry
from review.compare.screens.figure_screen import FigureScreen
from review.notes.model import Kind

_HINT = "回车到报告里第一次用到的地方。没有解释的，按F4写一条疑问。"


class TermsScreen(FigureScreen):
    """Lists the terms; its result is where to go, or the question to write.

    Args:
        report: The report that is open.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "ask", "写疑问"),
        Binding("escape,ctrl+e", "leave", "返回"),
    ]

    def __init__(self, report: Report) -> None:
        super().__init__(f"名词解释　{report.title}")
        self._report = report
        self._shown: list[GlossaryTerm | TermPlace | None] = []

    def on_mount(self) -> None:
        """List them."""
        explained, unexplained = explained_terms(self._report), unexplained_terms(self._report)
        self._shown = [None, *explained, None, *unexplained]
        self.figures.fill(
            [
                ListEntry(f"报告附有解释（{len(explained)}）"),
                *map(self._explained, explained),
                ListEntry(f"报告没有解释（{len(unexplained)}）"),
                *map(self._unexplained, unexplained),
            ]
        )
        self.say(_HINT)
        self.refresh_bindings()

    def _explained(self, term: GlossaryTerm) -> ListEntry:
        text = self._text(term.explanation)
        citation = self._report.paragraph(term.explanation.paragraph).citation
        remark = "" if term.first else "正文里没有找到这几个字"
        return ListEntry(term.name, (FigureQuote("", text, (0, 0), citation),), remark)

    def _unexplained(self, place: TermPlace) -> ListEntry:
        paragraph = self._report.paragraph(place.paragraph)
        start, end = clause_around(paragraph.text, place.start)
        marked = (place.start - start, place.end - start)
        quote = FigureQuote("", paragraph.text[start:end], marked, paragraph.citation)
        return ListEntry(f"“{self._text(place)}”", (quote,))

    def _text(self, place: TermPlace) -> str:
        return self._report.paragraph(place.paragraph).text[place.start : place.end]

    @property
    def _item(self) -> GlossaryTerm | TermPlace | None:
        at = self.figures.cursor
        return self._shown[at] if at < len(self._shown) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what nobody explains is asked about."""
        if action == "ask":
            return isinstance(self._item, TermPlace)
        return action != "go" or self._item is not None

    def action_go(self) -> None:
        """Go to where the report uses the term first, or else to its explanation."""
        item = self._item
        if isinstance(item, GlossaryTerm):
            item = item.first or item.explanation
        if item is not None:
            self.dismiss(Wanted(self._report.id, item.paragraph, (item.start, item.end)))

    def action_ask(self) -> None:
        """Write a question on a term that is not explained."""
        item = self._item
        if isinstance(item, TermPlace):
            body = f"“{self._text(item)}”指什么？报告没有解释。"
            span = (item.start, item.end)
            self.dismiss(Wanted(self._report.id, item.paragraph, span, Kind.QUESTION, body))

    def action_leave(self) -> None:
        """Return to the report."""
        self.dismiss(None)
