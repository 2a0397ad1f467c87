"""Terms: those that an appendix explains, where each stands first, and those nobody explains.

An entry of an appendix is a line with a number, a term and an explanation behind a colon:

    [1] “3510”：……
    2．放管服：简政放权、放管结合、优化服务。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from content.facts.naming import any_of
from content.report import Paragraph, Report, Role
from content.span import Span

_ENTRY = re.compile(
    r"^[ \u3000]*(?P<number>[\[〔［【（(]\d{1,3}[\]〕］】）)]|\d{1,3}[．.、]?|[⑴-⒇①-⑳])?[ \u3000]*"
    r"(?P<term>[^：:。；]{2,40}?)[ \u3000]*[：:](?P<text>.{4,})"
)
_HEADING = re.compile(r"名词|注释|注解|术语|用语|解释")
_EXPLAINS = re.compile("[ \u3000]*(?:是?指|即)")
"""How an explanation without a number begins below such a heading."""
_MOST = 500
"""Entries that are looked for in the body: no glossary comes near it, a list of goods may."""
_FEW = 5
"""Entries that make a glossary of an appendix without such a heading."""
_QUOTES = '“”"「」《》'


class GlossaryTerm(NamedTuple):
    """A term that the appendix explains."""

    name: str
    """As the appendix prints it."""
    explanation: Span
    """Where the appendix explains it, without the term and the colon."""
    first: Span | None
    """Where the body uses it first; None where it is not found word for word."""


def explained_terms(report: Report) -> list[GlossaryTerm]:
    """The terms of the appendix, in its order; empty if it is no glossary.

    It is one by its heading (名词解释), or by five entries.
    """
    found: list[GlossaryTerm] = []
    headed, body = False, [*_body(report)]
    text = "\n".join(paragraph.text for paragraph in body)
    for paragraph in report.paragraphs:
        if paragraph.role is not Role.APPENDIX:
            continue
        plain = re.sub(r"\s", "", paragraph.text)
        if len(plain) <= 24 and _HEADING.search(plain):
            headed = True
        entry = _ENTRY.match(paragraph.text) if len(found) < _MOST else None
        if entry and (entry["number"] or (headed and _EXPLAINS.match(entry["text"]))):
            name = entry["term"]
            place = _span(paragraph, *entry.span("text"))
            found.append(GlossaryTerm(name, place, _first(body, text, name)))
    return found if headed or len(found) >= _FEW else []


def _first(body: list[Paragraph], text: str, name: str) -> Span | None:
    """Where the body uses a term first: as the appendix prints it, or else in other quotes."""
    bare = name.strip(_QUOTES)
    for words in (name, f"“{bare}”", bare, re.sub("[“”]", "", name)):
        if len(words) > 1 and (at := text.find(words)) >= 0:
            start = at - text.rfind("\n", 0, at) - 1
            return _span(body[text.count("\n", 0, at)], start, start + len(words))
    return None


def _span(paragraph: Paragraph, start: int, end: int) -> Span:
    return Span(paragraph.number, start, paragraph.number, end)


def _body(report: Report) -> Iterator[Paragraph]:
    return (p for p in report.paragraphs if p.role in (Role.BODY, Role.HEADING))


_NUMERAL = "一二三四五六七八九十百千万两双多"
# “3510”, “1+4+N”, “三区三线”: up to eight characters in quotes that begin with a number, or N.
_CODED = re.compile(
    rf"“(?P<term>(?=[^”]*[\d{_NUMERAL}])(?:[\d+＋×·NX{_NUMERAL}][^”，。、；]{{0,7}}))”"
)
_SAID = re.compile(r"(?:即|是指|指|，即|，是|：|（)")
_COMMON = re.compile(
    "(?:"
    + any_of(
        r"""十[一二三四五六七]五 [一二三四五六七八九十]{1,3}大 12345 110 120 119 三农 四风
        八项规定 两个确立 两个维护 四个意识 四个自信 四个全面 五位一体 三个代表 一带一路 三公
        双拥 两会 六一 五一 七一 八一 两个一百年 一国两制 三严三实 两学一做 六稳 六保
        两个毫不动摇"""
    )
    + ")"
)
"""What every deputy has read a hundred times."""


def unexplained_terms(report: Report) -> list[Span]:
    """Where the body first uses what only insiders can read, such as “3510” or “1+4+N”.

    What the appendix explains, or the text right behind it, is left out, and so is what everybody
    knows. Each is found once, in the order of the report.
    """
    known = {re.sub("[“”]", "", term.name) for term in explained_terms(report)}
    seen: dict[str, Span] = {}
    for paragraph in _body(report):
        for match in _CODED.finditer(paragraph.text):
            term = match["term"]
            told = _COMMON.fullmatch(term) or _SAID.match(paragraph.text, match.end())
            if not told and not any(term in name or name in term for name in known):
                seen.setdefault(term, _span(paragraph, *match.span("term")))
    return sorted(seen.values())
