"""What several deputies wrote on one report: as their files have it, beside the page, in one paper.

None of it enters one's own notebook. A file of notes as JSON comes from each person; one that is to
stand beside the page is kept as `others/NAME.json`, with its notes on other reports as well. What a
deputy has marked as private is left out wherever such a file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from content.errors import Problem, refused
from content.files import read_bytes
from content.report import Report
from review.base import paths
from review.base.files import free_path, set_aside, write_atomic, write_out
from review.base.paper import Blank, Body, Paper, Part, Quotation, Section
from review.notes.export.amendment import read_amendment
from review.notes.export.quoting import closed, trimmed, with_source
from review.notes.export.selection import PRIVATE, is_private
from review.notes.export.template_context import ends_of, full_title, headings, new_headings, plain
from review.notes.export.webannotation import web_annotations
from review.notes.export.webreading import MAX_BYTES, creator_of, read_annotations
from review.notes.model import Kind, Note, is_of_tasks, local_now, moment, shown_name, text_id
from review.notes.revision.reanchor import placed, versions_of

NOBODY = "导入（作者不明）"
"""Whose the notes are that version 0.1 brought into the notebook without their author."""

IN_NOTEBOOK = Path(f"{NOBODY}.json")
"""Stands for their file while they are in the notebook."""


class Opinion(NamedTuple):
    """A note, and whose it is."""

    name: str
    """That of the file which had it first, as shown."""
    note: Note


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one file holds."""

    name: str
    """Whose it is, as shown: what was said, else the creator in the file, else the file's name."""
    path: Path
    """The file; `IN_NOTEBOOK` where they are in the notebook."""
    notes: tuple[Note, ...]
    """Those on this report, each on its passage or an orphan."""
    said: str
    """What has to be said of it, a Chinese sentence; empty for nothing."""


def read_contribution(path: Path, report: Report, *, name: str = "") -> Contribution:
    """Read the notes that a deputy gives to others: `--share`, or any Web Annotations.

    Notes on another version of the report go where their quote stands now, or become orphans. A
    report that has another id on their shelf is known by a third of the quotes. An empty `name` is
    what the file says. A Problem where it has no note on this report.
    """
    # States of tasks and hidden rows are in a backup, and nobody gives them to others.
    found = read_annotations(path, report, local_now())
    read = [note for note in found if not is_of_tasks(note.report_id)]
    version = text_id(report)
    ids = {report.id} | versions_of(report, [n for n in read if n.anchor.text_id != version])
    own = [note for note in read if note.report_id in ids or note.anchor.text_id == version]
    if not own:
        remedy = "请对方在“出材料”（F7）里选“分享给人”，另存一份发来。"
        raise Problem("文件里没有这份报告的批注。", path=path, remedy=remedy)
    open_to_others = [note for note in own if not is_private(note)]
    notes = placed(report, open_to_others, also=ids)  # by what they quote: no older text is at hand
    return Contribution(
        shown_name(name or creator_of(path) or "") or path.stem,
        path,
        tuple(notes),
        _told(path, open_to_others, notes, version, (len(own), len(read))),
    )


def _told(
    path: Path, before: Sequence[Note], notes: Sequence[Note], version: str, counts: tuple[int, int]
) -> str:
    own, read = counts
    parts = []
    if moved := sum(note.anchor.text_id != version for note in before):
        lost = sum(note.is_orphan for note in notes)
        more = f"，其中{lost}条原文不在本稿" if lost else ""
        parts.append(f"{moved}条是在另一稿上做的，已对到本稿{more}")
    if own > len(before):
        parts.append(f"标“{PRIVATE}”的{own - len(before)}条没有列入")
    if read > own:
        parts.append(f"{read - own}条属于另外的报告，没有列入")
    return f"{path.name}：{'；'.join(parts)}。" if parts else ""


def same_names(contributions: Iterable[Contribution]) -> list[tuple[Contribution, Contribution]]:
    """Pairs of files that say the same name: of one person, or of two who have the same name.

    In each pair the first file of that name, and another; three files give two pairs.
    """
    first: dict[str, Contribution] = {}
    pairs = [(first.setdefault(each.name, each), each) for each in contributions]
    return [(one, other) for one, other in pairs if one is not other]


def opinions(contributions: Iterable[Contribution]) -> list[Opinion]:
    """All notes of all files in the order of the report, orphans last.

    A note that is in several files comes once, with what was written last; whose it is says the
    first of them.
    """
    found: dict[str, Opinion] = {}
    for contribution in contributions:
        for note in contribution.notes:
            known = found.get(note.id)
            if known is None:
                found[note.id] = Opinion(contribution.name, note)
            elif moment(known.note.updated) < moment(note.updated):
                found[note.id] = known._replace(note=note)
    return sorted(found.values(), key=_place)


def _place(opinion: Opinion) -> tuple[object, ...]:
    note = opinion.note
    return note.is_orphan, _passage(note), moment(note.updated), note.id


def _passage(note: Note) -> tuple[int, int, str]:
    """Where a passage is and what it says, whichever marks around it were selected with it."""
    quote, (paragraph, start) = note.anchor.quote, note.anchor.place
    words = trimmed(quote).rstrip("。") or quote
    return paragraph, start + quote.index(words), words


# Beside the page


def kept_beside(report: Report) -> list[Contribution]:
    """What others wrote on a report, by their names; files that cannot be read are left out.

    Each is read and its notes are looked for in the text, so not on the main thread.
    """
    found = []
    for path in _files():
        try:
            found.append(read_contribution(path, report, name=path.stem))
        except Problem:
            continue
    return found


def put_beside(report: Report, contribution: Contribution) -> None:
    """Put what somebody wrote beside the page, in the place of what they gave on this report.

    The file is copied to `others/` by the contribution's name, together with notes on other reports
    that are kept there. A file there that cannot be read is moved aside. After a Problem, as where
    none of the notes there is among these, which may be a namesake's, what was there is as it was.
    """
    path, data = _path_of(contribution.name), read_bytes(contribution.path, most=MAX_BYTES)
    kept = {n.id for each in kept_beside(report) if each.path == path for n in each.notes}
    if kept and kept.isdisjoint(note.id for note in contribution.notes):
        message = f"正文旁已有“{contribution.name}”的批注，和这一份没有相同的。"
        remedy = "是同一个人另写的，请先在那一份上按*收走；是同名的另一个人，请在“加入”中写明："
        raise Problem(message, remedy=f"{remedy}姓名={contribution.path.name}")
    try:
        rest = _on_other_reports(report, path)
    except Problem:  # what cannot be read may be of worth all the same
        rest = []
        set_aside([path], path.parent)
    if rest:
        given = {note.id: note for note in read_annotations(contribution.path, report, local_now())}
        together = {note.id: note for note in rest} | given
        data = web_annotations(report, together.values(), contribution.name).encode("utf-8")
    write_atomic(path, data)


def _on_other_reports(report: Report, path: Path) -> list[Note]:
    """The notes on other reports in a file beside the page, or a Problem where it has no notes."""
    if path not in _files():
        return []
    kept = read_annotations(path, report, local_now())
    try:
        own = {note.id for note in read_contribution(path, report).notes}
    except Problem:  # none is on this one
        own = set()
    return [note for note in kept if note.id not in own and not is_private(note)]


def take_away(report: Report, contribution: Contribution) -> Path:
    """Take a file from beside the page; where it is then, among the user's documents.

    What stands in it on other reports stays beside them as well. It is copied before it is removed;
    after a Problem it may be in both places.
    """
    path, beside = free_path(paths.document(contribution.name, ending=".json")), contribution.path
    rest = _on_other_reports(report, beside)
    write_out(path, read_bytes(beside, most=MAX_BYTES))
    try:
        if rest:
            write_atomic(beside, web_annotations(report, rest, contribution.name).encode("utf-8"))
        else:
            beside.unlink()
    except OSError as error:
        raise refused("移不走", error, path=beside) from error
    return path


def without_author(notes: Sequence[Note]) -> list[Note]:
    """The notes of the own notebook of which nobody knows who wrote them."""
    return [note for note in notes if note.imported and not is_private(note)]


def unclaimed(notes: Sequence[Note]) -> Contribution | None:
    """These notes as if they were somebody's; None where there are none."""
    found = without_author(notes)
    return Contribution(NOBODY, IN_NOTEBOOK, tuple(found), "") if found else None


def set_apart(report: Report, notes: Sequence[Note]) -> None:
    """Put notes of the own notebook beside the page, with those that were put there before.

    They stay in the notebook: whoever calls this deletes them there, once they are safe here.
    """
    path = _path_of(NOBODY)
    before = read_annotations(path, report, local_now()) if path in _files() else ()
    together = {note.id: note for note in (*before, *notes)}
    write_atomic(path, web_annotations(report, together.values()).encode("utf-8"))


def _files() -> list[Path]:
    try:
        return sorted(paths.others_dir().glob("*.json"))
    except OSError:  # closed, which the doctor tells
        return []


def _path_of(name: str) -> Path:
    """Where the file of a person is kept; signs that names of files may not have are replaced."""
    return paths.others_dir() / paths.document(name, ending=".json").name


# The paper that puts opinions together: 审议意见汇总

TITLE = "审议意见汇总"

_GONE = "原文已不在本稿的意见"
_MARK = "只划线，没有写意见"
_NAMED = 6
"""Names that are written out; of more the first, and how many they are."""


def joint_paper(report: Report, opinions: Sequence[Opinion], *, anonymous: bool = False) -> Paper:
    """The paper 审议意见汇总: opinions by section, a passage once, with all that was said of it.

    They keep their order, in which those of one passage stand together; `anonymous` has numbers of
    people in the place of names.
    """
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
        for _, said in groupby(own, key=lambda opinion: _passage(opinion.note)):
            number += 1
            parts += _passage_parts(report, number, list(said), anonymous)
    return Paper(TITLE, parts)


def _path(note: Note) -> list[str]:
    return [_GONE] if note.is_orphan else headings(note)


def _passage_parts(
    report: Report, number: int, said: Sequence[Opinion], anonymous: bool
) -> Iterable[Part]:
    """A passage, and what was said of it: the same words once, with everybody who said them."""
    anchor = said[0].note.anchor
    ends = ends_of(said[0].note, report, text_id(report))
    yield Section(f"{number}．{'至'.join(ends) or '位置不详'}", 3)
    yield Quotation(trimmed(anchor.quote) or anchor.quote)
    same: dict[tuple[int, str], list[str]] = {}
    kinds = list(Kind)
    for name, note in said:
        same.setdefault((kinds.index(note.kind), _words(note)), []).append(name)
    for (kind, words), names in sorted(same.items(), key=lambda entry: entry[0][0]):
        yield Body(f"【{kinds[kind].label}】{_signed(words, names, anonymous)}")


def _words(note: Note) -> str:
    """What a note says, its rows one sentence after the other."""
    said = closed(plain(note.body), asks=note.kind is Kind.QUESTION)
    if note.kind is Kind.AMENDMENT:
        amendment = read_amendment(plain(note.body))
        said = amendment.sentence + amendment.reason_sentence
    return "".join(map(str.strip, said.split("\n"))) or _MARK


def _signed(words: str, names: Sequence[str], anonymous: bool) -> str:
    """Words with who said them, such as 请公开进度（王甲、李乙，2人）."""
    people = list(dict.fromkeys(names))
    count = f"{len(people)}人" if len(people) > 1 else ""
    if anonymous:
        return with_source(words, count) if count else closed(words)
    shown = "、".join(people) if len(people) <= _NAMED else f"{people[0]}等"
    return with_source(words, f"{shown}，{count}" if count else shown)
