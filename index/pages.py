"""The paragraphs of a report made ready for searching, held in memory (43 KB of text)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from content.report import Paragraph, Report, Role
from index.normalise import Folded, Span, fold
from index.pinyin import Spelling


@dataclass(frozen=True)
class Page:
    """One paragraph."""

    paragraph: Paragraph
    heading: str
    """The heading it stands under, folded; empty outside of all parts."""

    @cached_property
    def folded(self) -> Folded:
        """Its text in the form that queries have too."""
        return Folded.of(self.paragraph.text)

    @cached_property
    def soft(self) -> Folded:
        """Its text without quotes, brackets and blanks."""
        return self.folded.softened()

    @cached_property
    def spelling(self) -> Spelling:
        """Its folded text in pinyin."""
        return Spelling(self.folded.text)

    @property
    def is_body(self) -> bool:
        """Whether it says something, unlike a heading or a title line."""
        return self.paragraph.role in (Role.BODY, Role.APPENDIX)

    @cached_property
    def lead(self) -> Span:
        """The code points of the run-in head or lead that sums it up; empty without one."""
        return self.paragraph.head or (0, 0)

    def quote(self, span: Span) -> str:
        """The raw text of a span."""
        start, end = span
        return self.paragraph.text[start:end]


def pages_of(report: Report) -> dict[int, Page]:
    """All paragraphs of a report by number, in document order."""
    return {
        paragraph.number: Page(paragraph, _heading_of(report, paragraph))
        for paragraph in report.paragraphs
    }


def _heading_of(report: Report, paragraph: Paragraph) -> str:
    if paragraph.section is None or paragraph.role is Role.HEADING:
        return ""
    return fold(report.node(paragraph.section).text)
