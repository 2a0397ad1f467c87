"""The stretch of a report that a citation and a quote name on the command line."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NoReturn

from content.citation import stretch
from content.errors import Problem
from content.report import Report, Role
from content.span import Span
from review.notes.revision.quote_finder import occurrences

_SHOWN = 40


def cited(report: Report, citation: str, quote: str) -> tuple[Span, int]:
    """Find a quote in what is cited, or below the heading; how often it stands there.

    The quote may go over several paragraphs and have blanks around it; empty, it is all of those,
    without the indent. Where it does not stand there, a Problem shows the nearest passage or says
    where else it stands.
    """
    # What is pasted comes with blanks and line ends around it. Nothing but blanks is no quote.
    quote = quote.replace("\r\n", "\n").strip() or quote
    place, end = stretch(report, citation)
    last = report.paragraph(end.paragraph)
    if not quote:
        text = report.paragraph(place.paragraph).text
        start = len(text) - len(text.lstrip() or text)
        return Span(place.paragraph, start, last.number, len(last.text.rstrip() or last.text)), 1
    numbers = [*range(place.paragraph, last.number + 1)]
    if last.role is Role.HEADING:
        below = (p.number for p in report.paragraphs_under(last.owner))
        numbers += [number for number in below if number not in numbers]
    spans = [span for number in numbers for span in _found(report, number, quote)]
    if not spans:
        _nearest(report, numbers, quote)
    # A citation may name an item inside of a paragraph: what stands behind its mark is meant.
    behind = [span for span in spans if span[:2] >= place]
    return (behind or spans)[0], len(spans)


def _found(report: Report, number: int, quote: str) -> list[Span]:
    """Where a quote begins in a paragraph; its lines are paragraphs that follow one another."""
    first, *others = quote.split("\n")
    if others:
        last = number + len(others)
        text = "\n".join(p.text for p in report.paragraphs[number - 1 : last])
        start = len(report.paragraph(number).text) - len(first)
        if start < 0 or not text.startswith(quote, start):
            return []
        return [Span(number, start, last, len(others[-1]))]
    text = report.paragraph(number).text
    return [Span(number, at, number, at + len(quote)) for at in occurrences(text, quote)]


def _nearest(report: Report, numbers: list[int], quote: str) -> NoReturn:
    """Say where else the quote stands, or which words of the paragraphs are the nearest to it."""
    here = report.paragraph(numbers[0]).citation
    message = f"{here}里没有“{_cut(quote)}”。"
    for paragraph in report.paragraphs:
        if _found(report, paragraph.number, quote):
            raise Problem(message, remedy=f"它在{paragraph.citation}，第{paragraph.line}行。")
    size, passage = 0, ""
    for number in numbers:
        text = report.paragraph(number).text
        match = SequenceMatcher(None, text, quote, autojunk=False).find_longest_match()
        if match.size > size:
            start = max(0, match.a - match.b)
            size, passage = match.size, _shared(text[start : start + len(quote)], quote)
    if size > 1:
        raise Problem(message, remedy=f"最接近的是“{_cut(passage)}”。")
    raise Problem(message, remedy=f"输入“shenyi text {here}”可查看原文。")


def _shared(passage: str, quote: str) -> str:
    """A passage from the first character that it shares with a quote to the last."""
    matcher = SequenceMatcher(None, passage, quote, autojunk=False)
    runs = [run for run in matcher.get_matching_blocks() if run.size]
    return passage[runs[0].a : runs[-1].a + runs[-1].size]


def _cut(text: str) -> str:
    text = text.replace("\n", "⏎")
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}……"
