"""A report gets a revised text, and its notes follow it.

Notes follow the text: whatever text of a report is open, `follow` fastens its notes to it, and does
nothing where they are already. Text and notes are written one after the other, so a program that
is killed in between leaves notes on the other text, and the next start moves them. For the
same reason going back is nothing else than to bring back the earlier text: on a text that notes
have stood on, they take the very anchors they had there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path

from content.errors import Problem
from content.report import Report
from content.shelf.report_folder import kept_bytes
from content.shelf.shelf import Shelf
from review.base.reports import user_shelf
from review.notes.model import Anchor, Note, NoteStatus, tasks_notebook, text_id
from review.notes.revision.reanchor import Outcome, Reanchorer, holds
from review.notes.store.note_store import NoteStore
from review.typography.linebreak import printable

_RELATED = 0.3
"""Share of a text's characters that its revision keeps at least; another report shares less."""

_Standing = tuple[Anchor, NoteStatus, str]
"""How a note stands to a text: its anchor, its status and its former wording."""

# Whole numbers (1.4%, 2,000, 10:1), Latin words, blanks; of Chinese each character by itself.
_WORD = re.compile(r"[0-9０-９]+(?:[.．,，:：/／∶][0-9０-９]+)*[%％‰]?|[A-Za-z]+|\s+|.", re.DOTALL)
_DIGIT = re.compile(r"[0-9０-９]")

_LEGEND = "【】中是不同的数字，〔〕中是不同的字句。"

_SHOWN = 200
"""Characters of a passage that is gone, as the command line lists it."""


@dataclass(frozen=True)
class Plan:
    """What will happen when a report gets a revised text. Nothing has happened yet."""

    old: Report
    data: bytes
    """The bytes of the text that is to be kept."""
    outcomes: tuple[Outcome, ...]
    """What becomes of each note, in the order of the old text; those in the trash are left out."""
    kept: float
    """Share of the old text's characters that stand in the new one, 0 to 1."""

    @property
    def is_revision(self) -> bool:
        """Whether the file looks like a version of the report at all; if not, ask first."""
        return self.kept >= _RELATED


def plan(store: NoteStore, current: Report, path: Path) -> Plan:
    """See what a revised text does to the notes; nothing is written.

    `path` is its file, of any kind that reports are read from; a Problem where it cannot be read,
    is no report, or has the same paragraphs as the text that is open.
    """
    from content.importing import understand  # with the parser, 20 ms
    from content.parsing.outline import parse

    read = understand(path)
    new = parse(read.text, report_id=current.id, title=current.title)
    if text_id(new) == text_id(current):
        message = "这份文件与现在的文本一字不差，不需要换。"
        raise Problem(message, path=path, remedy="请检查是否选错了文件。")
    mover = _Mover(store, new, current)
    outcomes = tuple(map(mover.outcome, store.notes(current.id)))
    return Plan(current, kept_bytes(read.text), outcomes, mover.map_from(text_id(current)).kept)


def carry_out(store: NoteStore, shelf: Shelf, chosen: Plan) -> list[Outcome]:
    """Put the revised text in the place of the current one, and move all notes, or do nothing.

    The shelf takes the text first. Where the notes cannot be moved then, it goes back.
    """
    report_id = chosen.old.id
    return _changed(store, shelf, report_id, lambda: shelf.replace_text(report_id, chosen.data))


def undo(store: NoteStore, shelf: Shelf, report_id: str) -> list[Outcome]:
    """Bring back the text before the last revision, and the notes' places on it.

    Notes that were made since then are moved as by any revision. A Problem where there is no such
    text, or nothing can be written; then all is as it was.
    """
    return _changed(store, shelf, report_id, lambda: shelf.go_back(report_id))


def reread(store: NoteStore, shelf: Shelf, report_id: str) -> list[Outcome]:
    """Have the parts of a report's text read as they are today, and its notes go with them.

    Raises:
        Problem: Notes can only be looked at, or nothing can be written.
    """
    return _changed(store, shelf, report_id, lambda: shelf.reread(report_id))


def _changed(
    store: NoteStore, shelf: Shelf, report_id: str, change: Callable[[], Report]
) -> list[Outcome]:
    """Change a text, move notes and what was noted of tasks, or nothing; what became of notes."""
    if store.obstacle is not None:
        raise Problem("批注现在只能查看，报告没有换。", remedy=store.obstacle.remedy)
    manifest, before = shelf.report(report_id), shelf.open(report_id)
    report = change()
    try:
        with store.together():
            follow(store, replace(report, id=tasks_notebook(report_id)), before)
            return follow(store, report, before)
    except Problem:
        shelf.put_back(manifest, before)
        raise


def follow(store: NoteStore, report: Report, before: Report | None = None) -> list[Outcome]:
    """Move the notes of a report to its text, those in the trash too, if they are not on it.

    It is one step of the history, with the text kept beside it.

    Args:
        store: The notes.
        report: The text.
        before: How it was read till now, which an older version may have done otherwise than this
            one would. What stands on the text already is then fastened anew, for its citation.

    Returns:
        What became of each note, without those in the trash; nothing where all were on the text.
    """
    notes, trash = store.notes(report.id), store.trash(report.id)
    is_settled = before is None and _are_settled([*notes, *trash], report, store)
    if not (notes or trash) or is_settled:
        return []
    mover = _Mover(store, report, before)
    outcomes = [mover.outcome(note) for note in notes]
    moved = [outcome.after for outcome in (*outcomes, *map(mover.outcome, trash))]
    with store.together():
        store.keep_text(report)
        store.replace_anchors(report.id, moved)
    return outcomes


def follow_text(store: NoteStore, report: Report) -> None:
    """Do so for a text that is opened, where notes can be changed; the store's remarks tell it.

    Where it fails, on a full disk say, notes can be read all the same; the next start tries again.
    """
    try:
        if store.obstacle is None:
            _gather(store, report)
            if outcomes := follow(store, report):
                store.remarks.append(f"报告的文本变了，批注：{summary(outcomes)}。")
    except Problem as problem:
        store.remarks.append(f"报告的文本变了，批注还没有移过来。{problem}")


def _gather(store: NoteStore, report: Report) -> None:
    """Bring in what was noted on this very text, and of its tasks, as a file by another name.

    What was noted on a report of the shelf stays there, and that it does is told.
    """
    version = text_id(report)
    kept = store.text_of(version)
    name = kept.report_id.partition("/")[0] if kept else report.id
    if name == report.id:
        return
    books = {name: report.id, tasks_notebook(name): tasks_notebook(report.id)}
    notes = [replace(n, report_id=to) for book, to in books.items() for n in store.notes(book)]
    notes = [note for note in notes if note.anchor.text_id == version]
    if notes and user_shelf().stands(name):
        told = f"书架上的同一份报告（{name}）记有{len(notes)}条，打开那一份可见。"
        store.remarks.append(told)
    elif notes:
        store.bring_in(notes, report.id)
        told = f"读“{printable(name)}”时记的{len(notes)}条，原文就是这一份，已移到这里。"
        store.remarks.append(told)


def summary(outcomes: Sequence[Outcome]) -> str:
    """How many notes fare how, in Chinese without a full stop."""
    if not outcomes:
        return "没有批注"
    lost_before = [outcome.fate for outcome in outcomes if outcome.before.is_orphan]
    still_lost = lost_before.count(NoteStatus.ORPHAN)
    fates = [outcome.fate for outcome in outcomes if not outcome.before.is_orphan]
    parts = [
        f"{fates.count(NoteStatus.SAME)} 条未变",
        f"{fates.count(NoteStatus.CHANGED)} 条原文有改动",
        f"{fates.count(NoteStatus.ORPHAN)} 条原文已删",
    ]
    if found := len(lost_before) - still_lost:
        parts.append(f"{found} 条重新找到原文")
    if still_lost:
        parts.append(f"{still_lost} 条此前已无原文")
    return "，".join(parts)


def _are_settled(notes: Sequence[Note], report: Report, store: NoteStore) -> bool:
    """Whether notes are on a text, or orphans that were tried on it, which is kept since then."""
    version, texts = text_id(report), _texts(report)
    was_tried = store.text_of(version) is not None
    return all(
        was_tried and note.anchor.text_id != version
        if note.is_orphan
        else note.anchor.text_id == version and holds(texts, note.anchor)
        for note in notes
    )


class _Mover(Reanchorer):
    """Moves notes to a text; `current` is open and perhaps not kept yet."""

    def __init__(self, store: NoteStore, report: Report, current: Report | None = None) -> None:
        known = {text_id(current): _texts(current)} if current else {}
        super().__init__(report, lambda text: known.get(text) or paragraphs_of(store, text))
        self._earlier = _earlier_standings(store, report)

    def outcome(self, note: Note) -> Outcome:
        """What becomes of a note: on a text that it has stood on, it is where it was."""
        before = self._earlier.get((note.id, _standing(note)))
        if before is not None and not self.stands(note.anchor):
            anchor, status, former = before
            if status is NoteStatus.ORPHAN or self.stands(anchor):
                return Outcome(note, replace(note, anchor=anchor, status=status, former=former))
        return super().outcome(note)


def paragraphs_of(store: NoteStore, version: str) -> Sequence[str] | None:
    """The paragraphs of a text that notes were made on, by its `text_id`, if it is kept.

    None as well where an older version has read it otherwise: places in it are of other paragraphs.
    """
    from content.parsing.outline import parse  # likewise

    kept = store.text_of(version)
    report = parse(kept.source, report_id=kept.report_id) if kept else None
    return _texts(report) if report and text_id(report) == version else None


def _texts(report: Report) -> list[str]:
    return [paragraph.text for paragraph in report.paragraphs]


def _standing(note: Note) -> _Standing:
    return note.anchor, note.status, note.former


def _earlier_standings(store: NoteStore, report: Report) -> dict[tuple[str, _Standing], _Standing]:
    """How notes stood to a text before it was left, by their id and how they stand now.

    Empty for a text that they have never been on. The history is gone through backwards until the
    step that left the text; a note that was moved by hand since then is not in the result.
    """
    version = text_id(report)
    if store.text_of(version) is None:
        return {}
    now: dict[str, _Standing] = {}
    then: dict[str, _Standing | None] = {}
    for step in store.revisions(report.id):
        moved = [(before, after) for before, after in step.changes if before is not None]
        for before, after in moved:
            came, went = _standing(after), _standing(before)
            now.setdefault(after.id, came)
            then[after.id] = went if then.get(after.id, came) == came else None
        if any(before.stands_in(version) for before, _ in moved):
            return {(note.id, now[note.id]): was for _, note in moved if (was := then[note.id])}
    return {}


# What it does to the notes, in Chinese lines


def told(outcomes: Sequence[Outcome], name: Callable[[Note], str]) -> str:
    """How many notes fare how, then the changed ones with both wordings, then the lost ones.

    `name` tells a note from others: by its number on the command line, its first words on the
    screen. Nothing else of what a note says is in it.
    """
    lines = [f"批注：{summary(outcomes)}。"]
    for fate, what, hint in (
        (NoteStatus.CHANGED, "有改动", _LEGEND),
        (NoteStatus.ORPHAN, "已删", "批注仍在，可在批注列表中重新定位"),
    ):
        if found := [outcome for outcome in outcomes if outcome.fate is fate]:
            lines += ["", f"原文{what}的{len(found)}条（{hint}）"]
            lines += [line for outcome in found for line in _lines(outcome, name)]
    return "\n".join(lines) + "\n"


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """The stretches of two wordings, in order; where they agree, both are the same text.

    Of 增长4.3% and 增长5.1%左右 they are (增长, 增长), (4.3%, 5.1%左右): a number is never cut.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [("".join(before[i:j]), "".join(after[k:m])) for _, i, j, k, m in matcher.get_opcodes()]


def figures_differ(stretches: Sequence[tuple[str, str]]) -> bool:
    """Whether two wordings, as `changes` gives them, differ in a number: nobody may miss that."""
    return any(was != now and _DIGIT.search(was + now) for was, now in stretches)


def _ringed(text: str) -> str:
    """A stretch that differs in brackets, each number and what is between: 【5.1%】〔左右〕."""
    words = _WORD.findall(text)
    runs = groupby(words, lambda word: _DIGIT.search(word) is not None)
    return "".join(
        "".join(f"【{word}】" for word in run) if is_figure else f"〔{''.join(run)}〕"
        for is_figure, run in runs
    )


def _lines(outcome: Outcome, name: Callable[[Note], str]) -> list[str]:
    note, old = outcome.after, outcome.before.anchor.quote
    head = f"  {name(note)} 【{note.kind.label}】{note.anchor.citation}"
    if note.is_orphan:
        lost = old.replace("\n", "⏎")
        return [head, f"    原文：{lost[:_SHOWN]}{'……' * (len(lost) > _SHOWN)}"]
    stretches = changes(old, note.anchor.quote)  # once: of a whole report it takes a second
    was = "".join(old if old == new else _ringed(old) for old, new in stretches)
    now = "".join(new if old == new else _ringed(new) for old, new in stretches)
    was, now = was.replace("\n", "⏎"), now.replace("\n", "⏎")
    more = "　数字有改动" if figures_differ(stretches) else ""
    return [f"{head}{more}", f"    原文：{was}", f"    现文：{now}"]
