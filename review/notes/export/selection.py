"""Which notes are exported, in which order, and what is said of what leaves this computer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from content.citation import resolve
from content.errors import Problem
from content.report import Report
from content.span import Span
from review.notes.export.form import DEFAULT, PERSON
from review.notes.model import Note, anchor, kind_named, split_names, tag_name


def selected(
    report: Report,
    notes: Iterable[Note],
    kinds: Sequence[str] = (),
    tags: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> list[Note]:
    """The notes that are asked for, as it was typed, in their order; empty is not asked for.

    One entry may hold several names (建议、疑问). A note is taken with any of the tags, letter for
    letter but for a # before them, and under the part or section of any of the citations; private
    ones are taken like all others. A Problem where there is no such kind or section, or an entry
    names nothing.
    """
    of_kinds = set(map(kind_named, _named("类别", kinds)))
    tagged = set(map(tag_name, _named("标签", tags)))
    paths = [_path(report, citation) for citation in sections]
    return [
        note
        for note in notes
        if (not of_kinds or note.kind in of_kinds)
        and (not tagged or not tagged.isdisjoint(map(tag_name, note.tags)))
        and (not paths or any(note.anchor.headings[: len(path)] == path for path in paths))
    ]


def in_order(notes: Iterable[Note], version: str) -> list[Note]:
    """Notes in document order, then likewise those whose passage is not in the text `version`."""
    return sorted(
        notes, key=lambda note: (not note.stands_in(version), *note.anchor.place, note.created)
    )


def _named(what: str, entries: Sequence[str]) -> list[str]:
    """The names in some entries; an entry without any, taken for no wish, would let all through."""
    if not all(map(split_names, ([each] for each in entries))):
        raise Problem(f"{what}是空的。", remedy=f"请写上{what}；不写这一项，就是全部。")
    return split_names(entries)


def _path(report: Report, citation: str) -> tuple[str, ...]:
    """The headings of what a citation names, outermost first; a Problem outside of all parts."""
    number = resolve(report, citation).paragraph
    path = anchor(report, Span(number, 0, number, 1), "").headings
    if not path:
        remedy = "请写部分或条的出处，如“二（七）”。"
        raise Problem(f"“{citation}”不在任何部分之内。", remedy=remedy)
    return path


# What may leave this computer


PRIVATE = "私"
"""The tag of notes that leave in a backup only, or when they are chosen one by one."""

ONE_MATTER = "代表建议"
"""The paper that speaks of one matter only, so that its notes have to be chosen."""


def is_private(note: Note) -> bool:
    """Whether a note leaves only in a backup, or when it is chosen itself."""
    return PRIVATE in map(tag_name, note.tags)


def taken_at_first(notes: Iterable[Note], template: str | None) -> list[Note]:
    """The notes that a file takes unless others are chosen.

    A list takes marks without words too; a table and a file for others (None) do so as well. Papers
    do not, nor notes of which nobody knows who wrote them.
    """
    is_paper = template not in (None, DEFAULT)
    return [
        note
        for note in notes
        if not is_private(note) and not (is_paper and (note.imported or not note.body.strip()))
    ]


def check_one_matter(template: str, is_chosen: bool, notes: Sequence[Note]) -> None:
    """Refuse a paper on one matter whose notes were not chosen and stand under several headings."""
    if template != ONE_MATTER or is_chosen:
        return
    headings = list(dict.fromkeys(note.anchor.headings[-1:] for note in notes))
    if len(headings) > 1:
        message = f"代表建议一事一议，这{len(notes)}条批注分属{len(headings)}处。"
        raise Problem(message, remedy="请用--note、--tag或--section选出同一件事的批注。")


def told(
    notes: Sequence[Note], fields: Mapping[str, str], left_out: Iterable[Note], what: str = ""
) -> str:
    """What is in a file and what is not, in one line without a full stop.

    Of what was filled in of the person only the names of fields are said; `what` is a paper that
    has no place for some notes, in quotation marks, or empty.
    """
    own = [name for name in PERSON if fields.get(name)]
    parts = [f"含{len(notes)}条批注" + (f"和您的{'、'.join(own)}" if own else "")]
    if marked := sum(map(is_private, notes)):
        parts.append(f"其中{marked}条标着“{PRIVATE}”")
    rest = list(left_out)
    if private := sum(map(is_private, rest)):
        parts.append(f"标“{PRIVATE}”的{private}条没有写入")
    if len(rest) > private:
        parts.append(f"另有{len(rest) - private}条没有列入{what}")
    return "；".join(parts)
