"""The paper that puts opinions together: 审议意见汇总."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from content.report import Report
from review.base.paper import Blank, Body, Paper, Part, Quotation, Section
from review.notes.export.amendment import read_amendment
from review.notes.export.quoting import closed, trimmed, with_source
from review.notes.export.template_context import full_title, headings, new_headings, plain
from review.notes.merging.contributions import Opinion
from review.notes.model import Kind, Note

TITLE = "审议意见汇总"

_GONE = "原文已不在本稿的意见"
_MARK = "只划线，没有写意见"
_PAUSES = "，、；：。！？…—,;:.!?"
_NAMED = 6
"""Names that are written out; of more the first, and how many they are."""


def joint_paper(report: Report, opinions: Sequence[Opinion], *, anonymous: bool = False) -> Paper:
    """Opinions by section; a passage once, with all that was said of it in the order of kinds."""
    names = list(dict.fromkeys(sorted(opinion.name for opinion in opinions)))
    who = f"{len(names)}人" if anonymous else f"{'、'.join(names)}（{len(names)}人）"
    parts: list[Part] = [
        Blank("报告", full_title(report)),
        Blank("提出意见", who),
        Blank("条数", f"共{len(opinions)}条"),
    ]
    number = 0
    before: list[str] = []
    for path, own in groupby(opinions, key=lambda opinion: _path(opinion.note)):
        parts += [Section(text, min(level + 1, 2)) for level, text in new_headings(before, path)]
        before = path
        for _passage, said in groupby(own, key=lambda opinion: opinion.note.anchor.segments):
            number += 1
            parts += _passage_parts(number, list(said), anonymous)
    return Paper(TITLE, parts)


def _path(note: Note) -> list[str]:
    return [_GONE] if note.is_orphan else headings(note)


def _passage_parts(number: int, said: Sequence[Opinion], anonymous: bool) -> Iterable[Part]:
    """A passage, and what was said of it: the same words once, with everybody who said them."""
    anchor = said[0].note.anchor
    yield Section(f"{number}．{anchor.citation or '位置不详'}", 3)
    yield Quotation(trimmed(anchor.quote) or anchor.quote)
    same: dict[tuple[int, str], list[str]] = {}
    kinds = list(Kind)
    for name, note in said:
        same.setdefault((kinds.index(note.kind), _words(note)), []).append(name)
    for (kind, words), names in sorted(same.items(), key=lambda entry: entry[0][0]):
        yield Body(f"【{kinds[kind].label}】{_signed(words, names, anonymous)}")


def _words(note: Note) -> str:
    body = plain(note.body)
    if note.kind is Kind.AMENDMENT and body:
        amendment = read_amendment(body)
        return amendment.sentence + amendment.reason_sentence
    return closed(_in_one_row(body), asks=note.kind is Kind.QUESTION) or _MARK


def _in_one_row(body: str) -> str:
    """The rows of a note as one sentence after the other."""
    text = ""
    for row in filter(None, map(str.strip, body.split("\n"))):
        text += ("；" if text and text[-1] not in _PAUSES else "") + row
    return text


def _signed(words: str, names: Sequence[str], anonymous: bool) -> str:
    people = list(dict.fromkeys(names))
    count = f"{len(people)}人" if len(people) > 1 else ""
    if anonymous:
        return with_source(words, count) if count else closed(words)
    shown = "、".join(people) if len(people) <= _NAMED else f"{people[0]}等"
    return with_source(words, f"{shown}，{count}" if count else shown)
